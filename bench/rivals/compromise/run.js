// Runs compromise.js over the reports of a JSON Lines file, with what it finds
// beside what it takes: node run.js REPORTS.jsonl
import { readFileSync } from 'node:fs'
import nlp from 'compromise'
import dates from 'compromise-dates'

nlp.plugin(dates)
if (process.argv.length !== 3) {
  console.error('usage: node run.js REPORTS.jsonl')
  process.exit(2)
}
const found = { sentences: 0, terms: 0, people: 0, places: 0, organizations: 0, dates: 0, quotations: 0 }
let reports = 0
let size = 0
let took = 0n
for (const line of readFileSync(process.argv[2], 'utf8').split('\n')) {
  if (line === '') continue
  const { text } = JSON.parse(line)
  const start = process.hrtime.bigint()
  const doc = nlp(text)
  found.sentences += doc.sentences().length
  found.terms += doc.terms().length
  found.people += doc.people().length
  found.places += doc.places().length
  found.organizations += doc.organizations().length
  found.dates += doc.dates().length
  found.quotations += doc.quotations().length
  took += process.hrtime.bigint() - start
  reports++
  size += Buffer.byteLength(text)
}
const seconds = Number(took) / 1e9
const counts = Object.entries(found).map(([what, n]) => `${n} ${what}`).join(', ')
console.log(`compromise: ${reports} reports of ${(size / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s, ${(1000 * seconds / reports).toFixed(0)} ms a report; ${counts}; no trees, no speakers of the quotations`)
