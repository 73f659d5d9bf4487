package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestOthersReadLists has the programs that Python has for each form of a list and of
// citations read the example, and compares how many rows they find.
func TestOthersReadLists(t *testing.T) {
	t.Parallel()
	path := july(t)
	demands := []string{"statements", "--kind", "demand"}
	for _, c := range []struct {
		file    string
		command []string
		count   string // a question whose answer is how many there are; "" for the list's own
		program string
		needs   []string
	}{
		{"a.docx", []string{"exchange"}, "", `
import docx, re, sys
d = docx.Document(sys.argv[1])
print(sum(1 for p in d.paragraphs if re.match(r"^\d+\. ", p.text)))`, []string{"docx"}},
		{"a.xlsx", demands, "", `
import openpyxl, sys
book = openpyxl.load_workbook(sys.argv[1])
print(book.worksheets[0].max_row - 1)
about = {r[0].value: r[1].value for r in book["about"].iter_rows()}
assert about["model"] and about["codebook"] and about["dossier hash"] and about["filter"] == "--kind demand", about`, []string{"openpyxl"}},
		{"a.csv", demands, "", `
import json, pandas, sys
print(len(pandas.read_csv(sys.argv[1])))
about = json.load(open(sys.argv[1] + ".about.json"))
assert about["filter"] == "--kind demand" and about["rows"] > 0 and about["dossier_hash"] and about["codebook"], about`, []string{"pandas"}},
		{"a.ics", demands, "SELECT count(*) AS n FROM v_statements WHERE kind = 'demand' AND said_on IS NOT NULL", `
import icalendar, sys
print(len([e for e in icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read()).walk("VEVENT")]))`, []string{"icalendar"}},
		{"a.atom", []string{"changes", "--since", "1914-07-25"}, "", `
import feedparser, sys
f = feedparser.parse(sys.argv[1])
assert not f.bozo and f.version == "atom10", f.get("bozo_exception")
assert "dossier hash" in f.feed.subtitle
print(len({e.id for e in f.entries}))`, []string{"feedparser"}},
		{"a.feed.json", []string{"changes", "--since", "1914-07-25"}, "", `
import json, sys
f = json.load(open(sys.argv[1]))
assert f["version"] == "https://jsonfeed.org/version/1.1" and f["title"]
assert all(i["id"] and i["content_text"] for i in f["items"]) and f["_verbale"]["model"]
print(len({i["id"] for i in f["items"]}))`, []string{"json"}},
		{"a.timeline.json", demands, "SELECT count(*) AS n FROM v_statements WHERE kind = 'demand' AND said_on IS NOT NULL", `
import json, jsonschema, sys
date = {"type": "object", "required": ["year"], "properties": {"year": {"type": "integer"}, "month": {"type": "integer"}, "day": {"type": "integer"}}}
schema = {"type": "object", "required": ["events"], "properties": {"events": {"type": "array", "items": {"type": "object",
  "required": ["start_date", "text"], "properties": {"start_date": date, "end_date": date, "text": {"type": "object", "required": ["headline"]}}}}}}
t = json.load(open(sys.argv[1]))
jsonschema.validate(t, schema)
print(len(t["events"]))`, []string{"jsonschema"}},
		{"a.bib", append([]string{"cite"}, demands[1:]...), "SELECT count(*) AS n FROM v_statements WHERE kind = 'demand'", `
import bibtexparser, sys
print(len(bibtexparser.parse_string(open(sys.argv[1]).read()).entries) if hasattr(bibtexparser, "parse_string") else len(bibtexparser.load(open(sys.argv[1])).entries))`, []string{"bibtexparser"}},
		{"a.ris", append([]string{"cite"}, demands[1:]...), "SELECT count(*) AS n FROM v_statements WHERE kind = 'demand'", `
import rispy, sys
print(len(rispy.load(open(sys.argv[1], encoding="utf-8"))))`, []string{"rispy"}},
		{"a.rdf", append([]string{"cite"}, demands[1:]...), "SELECT count(*) AS n FROM v_statements WHERE kind = 'demand'", `
import rdflib, sys
g = rdflib.Graph().parse(sys.argv[1], format="xml")
articles = set(g.subjects(rdflib.RDF.type, rdflib.URIRef("http://purl.org/net/biblio#Article")))
notes = set(g.subjects(rdflib.RDF.type, rdflib.URIRef("http://purl.org/net/biblio#Memo")))
assert len(articles) == len(notes) and all(g.value(a, rdflib.URIRef("http://purl.org/dc/terms/isReferencedBy")) in notes for a in articles)
print(len(articles))`, []string{"rdflib"}},
		{"a.jsonld", append([]string{"cite"}, demands[1:]...), "SELECT count(*) AS n FROM v_statements WHERE kind = 'demand'", `
import json, sys
all = json.load(open(sys.argv[1]))
assert all and {r["@type"] for r in all} == {"ClaimReview"} and {r["itemReviewed"]["@type"] for r in all} == {"Claim"} and not any(r["reviewRating"] for r in all)
print(len(all))`, []string{"json"}},
	} {
		t.Run(c.file, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), c.file)
			_, told, status := command(t, path, append(c.command, "-o", file)...)
			if status != 0 {
				t.Fatal(told)
			}
			var want string
			if c.file == "a.atom" { // entries of reports without a day are left out, and told
				want = regexp.MustCompile(`: (\d+) changes`).FindStringSubmatch(told)[1]
			} else if c.count != "" {
				want, _, _ = command(t, path, "sql", c.count, "--format", "csv")
				want = strings.Fields(want)[1]
			} else {
				want, _, _ = command(t, path, append(c.command, "--count")...)
			}
			got := strings.TrimSpace(reads(t, c.needs, c.program, file))
			if want = strings.TrimSpace(want); got != want || got == "0" {
				t.Errorf("%s rows are read, want %s", got, want)
			}
		})
	}
}
