package gold

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// Report is the gold of one report.
type Report struct {
	Key      string // name of the gold file without its ending
	Folder   string // the folder that the text was found in
	Document string // name of the text's file
	Name     string // what the text is called where it comes from, an id or a path; "" where that is Document
	Day      string // the report's own day as an ISO date; "" where it has none
	Text     string

	// Statements are in order of their first content. Their ids are the key,
	// a colon and the number that the file gives; parents and answers name
	// such ids. Speakers and addressees carry ids of actors. What an annotator
	// does not judge (codes, rule, confidence) is empty.
	Statements []verbale.Statement
	Dates      []verbale.TimeExpression // in order of their spans
	Actors     []Actor                  // those of whom only this report knows
	Mentions   []Mention                // in order of their spans
	// Borderline and Doubtful are ids of statements that a fair reader could
	// leave out, and of those that the annotator was not sure of.
	Borderline, Doubtful map[string]bool

	file  string
	lines map[string]int // line of each statement by its id
}

// searched is how many folders a text is looked for in, from the gold's own up.
const searched = 3

// readReport reads one report's file. It reports false where the text cannot
// be had, since nothing in the file means anything without it.
func readReport(fsys fs.FS, file string, entries []entry, faults *faults) (*Report, bool) {
	r := &Report{
		Key:   strings.TrimSuffix(path.Base(file), Ending),
		file:  file,
		lines: map[string]int{},
	}
	if len(entries) == 0 || entries[0].name != "report" {
		faults.add(0, "does not begin with a report record; begin with \"report\" and the name of the text's file")
		return r, false
	}
	if !r.readHead(fsys, entries[0], faults) {
		return r, false
	}
	reader := newStatementReader(r, faults)
	for _, e := range entries[1:] {
		switch e.name {
		case "time":
			r.readTime(e, nil, faults)
		case "statement":
			reader.read(e, nil)
		case "actor":
			if a, ok := actorOf(e, faults); ok {
				r.Actors = append(r.Actors, a)
			}
		case "mention", "mentions":
			r.readMentions(e, faults)
		default:
			faults.add(e.line, "%q is no record of a report's file; records are report, time, statement, actor, mention, mentions", e.name)
		}
	}
	reader.finish()
	r.order()
	return r, true
}

// TextName returns what the text is called where it comes from.
func (r *Report) TextName() string {
	if r.Name != "" {
		return r.Name
	}
	return r.Document
}

func (r *Report) mark(marked *map[string]bool, id string) {
	if *marked == nil {
		*marked = map[string]bool{}
	}
	(*marked)[id] = true
}

func (r *Report) order() {
	slices.SortStableFunc(r.Dates, func(a, b verbale.TimeExpression) int { return a.Start - b.Start })
	slices.SortStableFunc(r.Mentions, func(a, b Mention) int { return a.Start - b.Start })
}

func (r *Report) readHead(fsys fs.FS, e entry, faults *faults) bool {
	r.Document = e.rest
	if r.Document == "" || strings.ContainsAny(r.Document, "/\\") {
		faults.add(e.line, "the report record needs the name of the text's file, without a folder")
		return false
	}
	text, dir, ok := findText(fsys, path.Dir(r.file), r.Document)
	if !ok {
		faults.add(e.line, "there is no %s in the folders above; put the text there or mend its name", r.Document)
		return false
	}
	if !utf8.Valid(text) {
		faults.add(e.line, "%s is not UTF-8, so that nothing can point into it", r.Document)
		return false
	}
	r.Text, r.Folder = string(text), dir
	for _, f := range e.fields {
		switch f.name {
		case "sha256":
			sum := sha256.Sum256(text)
			if got := hex.EncodeToString(sum[:]); got != f.value {
				faults.add(f.line, "%s is not the text that was annotated: its SHA-256 is %s", r.Document, got)
			}
		case "id":
			r.Name = f.value
		case "day":
			r.setDay(f.value, f.line, faults)
		default:
			faults.unknownField(e, f, "sha256, id, day")
		}
	}
	return true
}

func (r *Report) setDay(day string, line int, faults *faults) {
	if _, ok := calendar.ParseDay(day); !ok {
		faults.add(line, "%q is no day; write it as 1914-07-23", day)
		return
	}
	r.Day = day
}

// findText looks for a text in a folder and those above it, and returns it with
// the folder that has it.
func findText(fsys fs.FS, dir, name string) (text []byte, folder string, ok bool) {
	for range searched {
		if text, err := fs.ReadFile(fsys, path.Join(dir, name)); err == nil {
			return text, dir, true
		}
		dir = path.Dir(dir)
	}
	return nil, "", false
}

// timeMods are the values of TIMEX3's attribute mod (TimeML 1.2.1).
func timeMods() []string {
	return []string{
		"BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN", "MORE_THAN",
		"EQUAL_OR_LESS", "EQUAL_OR_MORE", "START", "MID", "END", "APPROX",
	}
}

// readTime reads a time record; found is its words where they are known
// already.
func (r *Report) readTime(e entry, found *verbale.Excerpt, faults *faults) {
	kind, rest := cutWord(e.rest)
	value, rest := cutWord(rest)
	t := verbale.TimeExpression{Document: r.Document, Type: verbale.TimeType(kind), Value: value}
	if mod, after := cutWord(rest); slices.Contains(timeMods(), mod) {
		t.Mod, rest = &mod, after
	}
	for _, f := range e.fields {
		faults.unknownField(e, f, "none")
	}
	if !slices.Contains(verbale.TimeTypes, t.Type) {
		faults.add(e.line, "%q is no type of time expression; types are %s", kind, listed(verbale.TimeTypes))
		return
	}
	if !validTime(t.Type, value) {
		faults.add(e.line, "%q is no TIMEX3 value of a %s", value, kind)
		return
	}
	if found == nil {
		excerpt, err := resolveOne(r.Text, rest)
		if err != nil {
			faults.add(e.line, "%v", err)
			return
		}
		found = &excerpt
	}
	t.Excerpt = *found
	r.Dates = append(r.Dates, t)
}

func validTime(kind verbale.TimeType, value string) bool {
	switch value {
	case "PAST_REF", "PRESENT_REF", "FUTURE_REF":
		return kind == verbale.Date
	}
	if strings.HasPrefix(value, "P") {
		_, ok := calendar.ParseDuration(value)
		return ok && (kind == verbale.Duration || kind == verbale.Set)
	}
	_, ok := calendar.ParseValue(value)
	return ok && kind != verbale.Duration
}

func (r *Report) readMentions(e entry, faults *faults) {
	for _, f := range e.fields {
		faults.unknownField(e, f, "none")
	}
	if e.name == "mention" {
		id, rest := cutWord(e.rest)
		excerpt, err := resolveOne(r.Text, rest)
		if err != nil {
			faults.add(e.line, "%v", err)
			return
		}
		r.Mentions = append(r.Mentions, Mention{Actor: id, Excerpt: excerpt})
		return
	}
	a, err := parseAnchor(e.rest, true)
	if err != nil {
		faults.add(e.line, "%v", err)
		return
	}
	excerpts, err := a.resolve(r.Text)
	if err != nil {
		faults.add(e.line, "%v", err)
		return
	}
	for i, excerpt := range excerpts {
		r.Mentions = append(r.Mentions, Mention{Actor: a.marks[i].label, Excerpt: excerpt})
	}
}
