package gold

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// Evidence is what shows a fact: a statement, or words of a report.
type Evidence struct {
	Statement string           // id of a statement, or ""
	Words     *verbale.Located // else the words, in the document that holds them
	Note      string           // what follows it after a comma or in a sentence
}

// Relation is a fact that joins reports: an utterance and its renderings, a
// paper on its way, a request and its answers. What it may say is fixed by
// docs/gold.md for each file.
type Relation struct {
	Record string   // "utterance", "reuse", "paper", "transfer", "request", "clause", "expectation"
	ID     string   // of a transfer: the paper
	Term   string   // kind of a paper, step of a transfer; else ""
	What   string   // a sentence of the annotator
	By, To []string // ids of actors
	On     string   // date or EDTF interval; "" where not told
	Due    string   // the same; may have a time of day
	// Other is the id of another relation of the same file: the request that
	// this is part of, the clause that holds the other half.
	Other   string
	Of      string // of a clause: the paper that it stands in
	How     string // of a reuse: same, cut, reworded
	Outcome string // of an expectation: came_true, failed, open
	Names   []string
	// Links is the evidence by the name of its field, in the file's order.
	Links []Link
}

// Link is one line of evidence of a relation.
type Link struct {
	Field string // told, from, in, seen, addressee, made, answer, invoked, shown
	Term  string // of an answer: meets, refuses, …; of an invocation: the side; of an addressee: the actor
	Evidence
}

// relationKind says what a file across reports may hold.
type relationKind struct {
	file   string
	record string
	terms  []string // closed list of the word after the id; nil where there is none
	fields []string
}

func relationKinds() []relationKind {
	return []relationKind{
		{"utterances", "utterance", nil, []string{"what", "by", "to", "on", "told"}},
		{"reuse", "reuse", nil, []string{"what", "how", "from", "in"}},
		{"papers", "paper", []string{"treaty", "declaration", "draft", "letter", "note", "reply", "telegram", "memorandum", "communique", "proclamation", "proposal"}, []string{"what", "names", "by", "to", "seen", "addressee"}},
		{"papers", "transfer", []string{"drafted", "altered", "handed_over", "sent", "published", "withheld"}, []string{"from", "to", "on", "seen"}},
		{"requests", "request", nil, []string{"what", "by", "to", "due", "part_of", "made", "answer"}},
		{"clauses", "clause", nil, []string{"what", "of", "half_of", "invoked"}},
		{"expectations", "expectation", nil, []string{"what", "by", "due", "made", "outcome", "shown"}},
	}
}

func answers() []string {
	return []string{"meets", "refuses", "counters", "partly", "passes_over", "postpones"}
}

func readRelations(name string, entries []entry, folder *Folder, faults *faults) {
	for _, e := range entries {
		kinds := relationKinds()
		i := slices.IndexFunc(kinds, func(k relationKind) bool { return k.file == name && k.record == e.name })
		if i < 0 {
			faults.add(e.line, "%q is no record of %s", e.name, name+Ending)
			continue
		}
		folder.Relations = append(folder.Relations, readRelation(kinds[i], e, folder, faults))
	}
}

func readRelation(kind relationKind, e entry, folder *Folder, faults *faults) Relation {
	r := Relation{Record: e.name}
	r.ID, r.Term = cutWord(e.rest)
	if r.ID == "" {
		faults.add(e.line, "the %s has no id", e.name)
	}
	if kind.terms != nil && !slices.Contains(kind.terms, r.Term) {
		faults.add(e.line, "%q stands where one of these is wanted: %s", r.Term, strings.Join(kind.terms, ", "))
	}
	for _, f := range e.fields {
		if !slices.Contains(kind.fields, f.name) {
			faults.unknownField(e, f, strings.Join(kind.fields, ", "))
			continue
		}
		r.readField(f, folder, faults)
	}
	return r
}

func (r *Relation) readField(f field, folder *Folder, faults *faults) {
	switch f.name {
	case "what":
		r.What = f.value
	case "by":
		r.By = folder.actorIDs(f, faults)
	case "to":
		r.To = folder.actorIDs(f, faults)
	case "from":
		if r.Record == "transfer" {
			r.By = folder.actorIDs(f, faults)
		} else {
			r.link(f, "", f.value, folder, faults)
		}
	case "on":
		r.On = f.value
		if _, ok := calendar.ParseSpan(f.value); !ok {
			faults.add(f.line, "%q is no date; write it as 1914-07-23", f.value)
		}
	case "due":
		r.Due = f.value
		if _, ok := calendar.ParseValue(f.value); !ok {
			faults.add(f.line, "%q is no date or time; write it as 1914-07-23 or 1914-07-23T18:00", f.value)
		}
	case "names":
		r.Names = cutList(f.value, ";")
	case "part_of", "half_of":
		r.Other = f.value
	case "of":
		r.Of = f.value
	case "how":
		r.How = oneOf(f, []string{"same", "cut", "reworded"}, faults)
	case "outcome":
		r.Outcome = oneOf(f, []string{"came_true", "failed", "open"}, faults)
	case "answer":
		term, rest := cutWord(f.value)
		if !slices.Contains(answers(), term) {
			faults.add(f.line, "%q is no answer; answers are %s", term, strings.Join(answers(), ", "))
		}
		r.link(f, term, rest, folder, faults)
	case "invoked":
		evidence, side := f.value, ""
		if at := strings.LastIndex(f.value, ", "); at >= 0 {
			evidence, side = f.value[:at], f.value[at+2:]
		}
		if !folder.hasActor(side) {
			faults.add(f.line, "%q is no actor; after a comma stands who invokes", side)
		}
		r.link(f, side, evidence, folder, faults)
	case "addressee":
		key, id := cutWord(f.value)
		if folder.report(key) == nil {
			faults.add(f.line, "there is no %s", key+Ending)
		}
		if !folder.hasActor(id) {
			faults.add(f.line, "%q is no actor of actors%s", id, Ending)
		}
		r.Links = append(r.Links, Link{Field: f.name, Term: id, Evidence: Evidence{Note: key}})
	default: // told, in, seen, made, shown
		r.link(f, "", f.value, folder, faults)
	}
}

func oneOf(f field, values []string, faults *faults) string {
	if !slices.Contains(values, f.value) {
		faults.add(f.line, "%q stands where one of these is wanted: %s", f.value, strings.Join(values, ", "))
	}
	return f.value
}

// link reads "KEY:N rest" or "KEY | anchor" as evidence.
func (r *Relation) link(f field, term, value string, folder *Folder, faults *faults) {
	link := Link{Field: f.name, Term: term}
	head, rest := cutWord(value)
	if anchorText, ok := strings.CutPrefix(rest, "|"); ok {
		report := folder.report(head)
		if report == nil {
			faults.add(f.line, "there is no %s", head+Ending)
			return
		}
		excerpt, err := resolveOne(report.Text, strings.TrimSpace(anchorText))
		if err != nil {
			faults.add(f.line, "%v", err)
			return
		}
		link.Words = &verbale.Located{Document: report.Document, Excerpt: excerpt}
	} else {
		if !folder.hasStatement(head) {
			faults.add(f.line, "%q is no statement; write KEY:NUMBER, or KEY | and words of the text", head)
			return
		}
		link.Statement, link.Note = head, rest
	}
	r.Links = append(r.Links, link)
}
