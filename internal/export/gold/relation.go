package gold

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// Evidence is what shows a fact: a statement, or words of a report.
type Evidence struct {
	Statement string           // id of a statement, or ""
	Words     *verbale.Located // else the words, in the document that holds them
}

// Relation is a fact that joins reports: an utterance and its renderings, an
// event, a paper on its way, a request and its answers. What it may say is
// fixed by docs/gold.md for each record.
type Relation struct {
	Record     string // utterance, reuse, event, paper, transfer, request, clause, expectation
	ID         string // of a transfer: the paper
	Term       string // type of an event, kind of a paper or request, step of a transfer, modality of a clause; else ""
	Factuality string // of an event or transfer: happened, planned, possible, denied, wished; else ""
	// Flags are the words of the record's first line that mark it: background,
	// to_desist, borderline, doubtful.
	Flags []string
	// Values is what the fields say that are not evidence, by their names; a
	// field that may be given once has one.
	Values map[string][]string
	Links  []Link // the evidence, in the file's order
}

// Link is one line of evidence of a relation.
type Link struct {
	Field string // told, from, in, seen, says, wish, what, made, answer, state, invoked, condition, shown
	Term  string // of an answer: meets, refuses, …; of an invocation: its stance; of a wish: what is wished
	// Options is what the line says beside: by, on, account, as, against,
	// addressee, as_asked, differs. It is nil where there is nothing.
	Options map[string]string
	Evidence
}

// Value returns the first value of a field, or "".
func (r *Relation) Value(field string) string {
	if values := r.Values[field]; len(values) > 0 {
		return values[0]
	}
	return ""
}

// Has reports whether the relation bears a flag.
func (r *Relation) Has(flag string) bool { return slices.Contains(r.Flags, flag) }

// LinksOf returns the evidence of one field.
func (r *Relation) LinksOf(field string) []Link {
	var links []Link
	for _, l := range r.Links {
		if l.Field == field {
			links = append(links, l)
		}
	}
	return links
}

// locate gives the words that a value points at.
type locate func(value string) (Evidence, error)

// relationReader reads the records across reports of one file.
type relationReader struct {
	folder *Folder
	faults *faults
	// words resolves what follows the terms and options of a line of evidence,
	// where it is no statement.
	words locate
}

func (x *relationReader) readFile(name string, entries []entry) {
	kinds := recordKinds()
	for _, e := range entries {
		i := slices.IndexFunc(kinds, func(k recordKind) bool { return k.file == name && k.record == e.name })
		if i < 0 {
			x.faults.add(e.line, "%q is no record of %s", e.name, name+Ending)
			continue
		}
		x.folder.Relations = append(x.folder.Relations, x.read(&kinds[i], e))
	}
}

func (x *relationReader) read(kind *recordKind, e entry) Relation {
	r := Relation{Record: e.name, Values: map[string][]string{}}
	known := len(x.faults.list)
	id, rest := cutWord(e.rest)
	r.ID = id
	if r.ID == "" {
		x.faults.add(e.line, "the %s has no id", e.name)
	}
	for term := range strings.FieldsSeq(rest) {
		switch {
		case slices.Contains(kind.terms, term) && r.Term == "":
			r.Term = term
		case kind.factual && slices.Contains(factualities(), term) && r.Factuality == "":
			r.Factuality = term
		case slices.Contains(kind.flags, term) && !r.Has(term):
			r.Flags = append(r.Flags, term)
		default:
			words := slices.Concat(kind.terms, kind.flags)
			if kind.factual {
				words = append(words, factualities()...)
			}
			x.faults.add(e.line, "%q stands where one of these is wanted, each once: %s", term, strings.Join(words, ", "))
		}
	}
	if kind.terms != nil && r.Term == "" && len(x.faults.list) == known {
		x.faults.add(e.line, "%s %s needs one of these after its id: %s", e.name, r.ID, strings.Join(kind.terms, ", "))
	}
	if kind.factual && r.Factuality == "" {
		r.Factuality = DefaultFactuality
	}
	slices.Sort(r.Flags)
	for _, f := range e.fields {
		field := kind.field(f.name)
		if field == nil {
			x.faults.unknownField(e, f, kind.fieldNames())
			continue
		}
		if field.holds == someEvidence {
			x.link(&r, field, f)
			continue
		}
		if _, twice := r.Values[f.name]; twice && field.holds != aNote {
			x.faults.add(f.line, "%s stands twice; give all its values on one line", f.name)
			continue
		}
		r.Values[f.name] = x.values(field, f)
	}
	return r
}

// values reads a field that is not evidence.
func (x *relationReader) values(field *fieldKind, f field) []string {
	switch field.holds {
	case someActors:
		return x.folder.actorIDs(f, x.faults)
	case aDate:
		if _, ok := calendar.ParseSpan(f.value); !ok {
			x.faults.add(f.line, "%q is no date; write it as 1914-07-23", f.value)
		}
	case aDue:
		if !validDue(f.value) {
			x.faults.add(f.line, "%q is no date, time or interval; write it as 1914-07-23, 1914-07-23T18:00, PT48H or soon", f.value)
		}
	case someNames:
		return cutList(f.value, ";")
	case aReference:
		return cutList(f.value, ",") // looked up when all are known
	case aStatement:
		if !x.folder.hasStatement(f.value) {
			x.faults.add(f.line, "%q is no statement; write KEY:NUMBER", f.value)
		}
	case aReport:
		if x.folder.report(f.value) == nil {
			x.faults.add(f.line, "there is no %s", f.value+Ending)
		}
	case aChoice:
		x.oneOf(f.line, f.value, field.of)
	case someChoices:
		list := cutList(f.value, ",")
		for _, value := range list {
			x.oneOf(f.line, value, field.of)
		}
		return list
	}
	return []string{f.value}
}

func validDue(value string) bool {
	if value == "soon" {
		return true
	}
	if _, ok := calendar.ParseSpan(value); ok {
		return true
	}
	if _, ok := calendar.ParseDuration(value); ok {
		return true
	}
	_, ok := calendar.ParseValue(value)
	return ok
}

func (x *relationReader) oneOf(line int, value string, values []string) {
	if !slices.Contains(values, value) {
		x.faults.add(line, "%q stands where one of these is wanted: %s", value, strings.Join(values, ", "))
	}
}

// link reads "TERM name=value … KEY:N" or "… KEY | anchor" as evidence.
func (x *relationReader) link(r *Relation, field *fieldKind, f field) {
	link := Link{Field: f.name}
	rest := f.value
	if field.of != nil {
		link.Term, rest = cutWord(rest)
		x.oneOf(f.line, link.Term, field.of)
	}
	for {
		word, after := cutWord(rest)
		name, value, isOption := strings.Cut(word, "=")
		if !isOption || !slices.Contains(field.options, name) {
			break
		}
		x.option(name, value, f.line)
		if link.Options == nil {
			link.Options = map[string]string{}
		}
		link.Options[name] = value
		rest = after
	}
	evidence, err := x.words(rest)
	if err != nil {
		x.faults.add(f.line, "%v", err)
		return
	}
	link.Evidence = evidence
	r.Links = append(r.Links, link)
}

// option checks what stands before evidence as name=value.
func (x *relationReader) option(name, value string, line int) {
	switch name {
	case "by", "addressee":
		x.folder.actorIDs(field{line: line, value: value}, x.faults)
	case "on":
		if _, ok := calendar.ParseSpan(value); !ok {
			x.faults.add(line, "%q is no date; write it as 1914-07-23", value)
		}
	case "account":
		x.oneOf(line, value, accountNames())
	case "as":
		x.oneOf(line, value, factualities())
	case "as_asked":
		x.oneOf(line, value, []string{"true", "false"})
	case "differs":
		for _, kind := range cutList(value, ",") {
			x.oneOf(line, kind, differenceTypes())
		}
	}
}

// anchored resolves evidence as the files of words give it.
func (f *Folder) anchored(value string) (Evidence, error) {
	head, rest := cutWord(value)
	anchorText, isWords := strings.CutPrefix(rest, "|")
	if !isWords {
		if rest != "" || !f.hasStatement(head) {
			return Evidence{}, fmt.Errorf("%q is no statement; write KEY:NUMBER, or KEY | and words of the text", value)
		}
		return Evidence{Statement: head}, nil
	}
	report := f.report(head)
	if report == nil {
		return Evidence{}, fmt.Errorf("there is no %s", head+Ending)
	}
	excerpt, err := resolveOne(report.Text, strings.TrimSpace(anchorText))
	if err != nil {
		return Evidence{}, err
	}
	return Evidence{Words: &verbale.Located{Document: report.Document, Excerpt: excerpt}}, nil
}

// checkRelations finds relations that name one that is not there.
func (f *Folder) checkRelations() []Fault {
	var list []Fault
	there := map[string]bool{}
	for _, r := range f.Relations {
		if r.Record != "transfer" {
			there[r.Record+" "+r.ID] = true
		}
	}
	seen := map[string]bool{}
	for i := range f.Relations {
		r := &f.Relations[i]
		kind := kindOf(r.Record)
		fault := func(format string, args ...any) {
			list = append(list, Fault{File: path.Join(f.Path, kind.file+Ending), Message: r.Record + " " + r.ID + " " + fmt.Sprintf(format, args...)})
		}
		need := func(record, id string) {
			if !there[record+" "+id] {
				fault("names the %s %q, which is not there", record, id)
			}
		}
		for _, field := range kind.fields {
			if field.holds == aReference {
				for _, id := range r.Values[field.name] {
					need(field.of[0], id)
				}
			}
		}
		for _, l := range r.Links {
			if against := l.Options["against"]; against != "" {
				need("clause", against)
			}
		}
		if part := r.Value("part_of"); part != "" && part == r.ID {
			fault("is called a part of itself")
		}
		if r.Record == "transfer" {
			need("paper", r.ID)
			continue
		}
		if key := r.Record + " " + r.ID; seen[key] {
			fault("stands twice")
		} else {
			seen[key] = true
		}
	}
	return list
}
