package gold

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// standOff is one record of the stand-off form: it points at words and holds
// none of them.
type standOff struct {
	Text   *string            `json:"text"`   // null where the record is of no single text
	SHA256 *string            `json:"sha256"` // of the text's bytes
	Record string             `json:"record"`
	ID     string             `json:"id"`
	Fields map[string]any     `json:"fields"`
	Spans  map[string][][]any `json:"spans"`
}

// WriteStandOff writes a folder in the form that may be committed where its
// texts may not: JSON Lines, one record a line, with byte offsets in place of
// words. Sentences of the annotator and names of papers, which may be words of
// a report, are left out. Lines come in the order of the folder; the same
// folder gives the same bytes.
func WriteStandOff(w io.Writer, f *Folder) error {
	x := standOffWriter{enc: json.NewEncoder(w), folder: f}
	x.enc.SetEscapeHTML(false)
	for _, a := range f.Actors {
		x.actor(nil, a)
	}
	for _, r := range f.Reports {
		x.report(r)
	}
	for i := range f.Relations {
		x.relation(&f.Relations[i])
	}
	return x.err
}

type standOffWriter struct {
	enc    *json.Encoder
	folder *Folder
	err    error
}

// put writes one line, until one could not be written.
func (x *standOffWriter) put(r *Report, record, id string, fields map[string]any, spans map[string][][]any) {
	line := standOff{Record: record, ID: id, Fields: fields, Spans: spans}
	if r != nil {
		name, sum := r.TextName(), sha256.Sum256([]byte(r.Text))
		digest := hex.EncodeToString(sum[:])
		line.Text, line.SHA256 = &name, &digest
	}
	if line.Fields == nil {
		line.Fields = map[string]any{}
	}
	if line.Spans == nil {
		line.Spans = map[string][][]any{}
	}
	if x.err == nil {
		x.err = x.enc.Encode(line)
	}
}

func (x *standOffWriter) actor(r *Report, a Actor) {
	fields := map[string]any{"type": a.Type, "name": oneLine(a.Name)}
	if names := slices.DeleteFunc(slices.Clone(a.Names), func(n string) bool { return n == a.Name }); len(names) > 0 {
		fields["names"] = names
	}
	if sides := slices.DeleteFunc(slices.Clone(a.Sides), func(s string) bool { return s == a.ID }); len(sides) > 0 {
		fields["side"] = sides
	}
	var offices [][]string
	for _, office := range a.Offices {
		offices = append(offices, []string{office.Title, office.Of})
	}
	if len(offices) > 0 {
		fields["office"] = offices
	}
	x.put(r, "actor", a.ID, fields, nil)
}

func (x *standOffWriter) report(r *Report) {
	fields := map[string]any{}
	if r.Day != "" {
		fields["day"] = r.Day
	}
	x.put(r, "report", r.Key, fields, nil)
	for _, a := range r.Actors {
		x.actor(r, a)
	}
	for i, t := range r.Dates {
		fields := map[string]any{"type": t.Type, "value": t.Value}
		if t.Mod != nil {
			fields["mod"] = *t.Mod
		}
		x.put(r, "time", fmt.Sprintf("%s:t%d", r.Key, i+1), fields, map[string][][]any{"time": {pair(t.Span)}})
	}
	number := numbersOf(r)
	for i := range r.Statements {
		s := &r.Statements[i]
		fields := map[string]any{}
		for _, term := range termsOf(r, s) {
			if name := statementTerm(term); name != term {
				fields[name] = term
			} else {
				fields[name] = true
			}
		}
		for _, f := range fieldsOf(r, s, number) {
			switch f.name {
			case "by", "to", "answers":
				fields[f.name] = cutList(f.value, ",")
			case "on":
				day, from := cutWord(f.value)
				fields["on"] = day
				if from != "" {
					fields["on_from"] = from
				}
			default:
				fields[f.name] = f.value
			}
		}
		spans := map[string][][]any{}
		for _, p := range piecesOf(s) {
			for _, piece := range withoutStops(r.Text, p.label, p.pieces) {
				spans[p.name] = append(spans[p.name], pair(piece.Span))
			}
		}
		x.put(r, "statement", r.Key+":"+number(s.ID), fields, spans)
	}
	for i, m := range r.Mentions {
		x.put(r, "mention", fmt.Sprintf("%s:m%d", r.Key, i+1), map[string]any{"actor": m.Actor}, map[string][][]any{"mention": {pair(m.Span)}})
	}
}

// statementTerms are the names of the fields that hold the words of a
// statement's head, in the order in which that head has them.
func statementTerms() []string {
	return []string{"mode", "kind", "part", "factuality", "account", "repeats", borderline, doubtful}
}

// statementTerm names the field that holds a word of the head of a statement;
// a word that is only there or not is its own name.
func statementTerm(term string) string {
	switch {
	case slices.Contains(verbale.Modes, verbale.Mode(term)):
		return "mode"
	case slices.Contains(verbale.Kinds, verbale.Kind(term)):
		return "kind"
	case slices.Contains(verbale.PartKinds, verbale.PartKind(term)):
		return "part"
	case slices.Contains(verbale.Factualities, verbale.Factuality(term)):
		return "factuality"
	case slices.Contains(verbale.Accounts, verbale.Account(term)):
		return "account"
	}
	return term
}

func pair(s lang.Span) []any { return []any{s.Start, s.End} }

func (x *standOffWriter) relation(r *Relation) {
	kind := kindOf(r.Record)
	if kind == nil {
		return
	}
	fields, spans := map[string]any{}, map[string][][]any{}
	if r.Term != "" {
		fields[kind.term] = r.Term
	}
	if r.Factuality != "" {
		fields["factuality"] = r.Factuality
	}
	for _, flag := range r.Flags {
		fields[flag] = true
	}
	for _, field := range kind.fields {
		values := r.Values[field.name]
		switch {
		case len(values) == 0 || field.holds == aNote || field.holds == someNames:
		case field.holds == someActors || field.holds == aReference || field.holds == someChoices:
			fields[field.name] = values
		default:
			fields[field.name] = oneLine(values[0])
		}
	}
	for _, field := range kind.fields {
		var list []any
		plain := true // nothing but words, which the spans give in their order
		for _, l := range r.LinksOf(field.name) {
			var of any = l.Statement
			if l.Words != nil {
				of = len(spans[field.name])
				spans[field.name] = append(spans[field.name], []any{x.textNameOf(l.Words.Document), l.Words.Start, l.Words.End})
			}
			plain = plain && l.Words != nil && l.Term == "" && l.Options == nil
			if l.Term == "" && l.Options == nil {
				list = append(list, of)
				continue
			}
			item := map[string]any{"of": of}
			if l.Term != "" {
				item["term"] = l.Term
			}
			for name, value := range l.Options {
				item[name] = value
			}
			list = append(list, item)
		}
		if !plain {
			fields[field.name] = list
		}
	}
	x.put(nil, r.Record, r.ID, fields, spans)
}

func (x *standOffWriter) textNameOf(document string) string {
	for _, r := range x.folder.Reports {
		if r.Document == document {
			return r.TextName()
		}
	}
	return document
}

// Texts gives the text of that name, whose SHA-256 has these hex digits, and
// reports whether there is one.
type Texts func(name, sha256 string) (text string, ok bool)

// TextRef names a text that gold of the stand-off form points into.
type TextRef struct {
	Name   string // an id or a path
	SHA256 string // of its bytes, in hex digits
}

// StandOffTexts lists the texts that gold of the stand-off form points into, in
// its order. What is no record of it is passed over.
func StandOffTexts(data []byte) []TextRef {
	var refs []TextRef
	for raw := range bytes.Lines(data) {
		var line standOff
		if err := json.Unmarshal(raw, &line); err == nil && line.Record == "report" && line.Text != nil && line.SHA256 != nil {
			refs = append(refs, TextRef{Name: *line.Text, SHA256: *line.SHA256})
		}
	}
	return refs
}

// ReadStandOff reads what [WriteStandOff] wrote, with the texts that it points
// into, and checks it as [Read] checks files of words. file is what faults
// call it. No bytes make it fail: what is at fault is left out.
func ReadStandOff(file string, data []byte, texts Texts) (*Folder, []Fault) {
	x := standOffReader{
		folder:  &Folder{Path: file},
		faults:  &faults{file: file},
		texts:   texts,
		readers: map[*Report]*statementReader{},
		named:   map[string]*Report{},
		actors:  map[string]int{},
	}
	type numbered struct {
		standOff
		line int
	}
	var across []numbered
	n := 0
	for raw := range bytes.Lines(data) {
		n++
		if len(bytes.TrimSpace(raw)) == 0 {
			continue
		}
		var line standOff
		if err := json.Unmarshal(raw, &line); err != nil {
			x.faults.add(n, "is no record of the stand-off form: %v", err)
			continue
		}
		if kindOf(line.Record) != nil {
			across = append(across, numbered{line, n})
			continue
		}
		x.within(&line, n)
	}
	for _, a := range x.folder.Actors {
		x.folder.checkActor(a, nil, x.actors[a.ID], x.faults)
	}
	for _, r := range x.folder.Reports {
		x.readers[r].finish()
		r.order()
		x.folder.tieActors(r, x.faults)
		check(r, x.faults)
	}
	for i := range across {
		x.relation(&across[i].standOff, across[i].line)
	}
	for _, fault := range x.folder.checkRelations() {
		fault.File = file
		x.faults.list = append(x.faults.list, fault)
	}
	sortFaults(x.faults.list)
	return x.folder, x.faults.list
}

type standOffReader struct {
	folder  *Folder
	faults  *faults
	texts   Texts
	readers map[*Report]*statementReader
	named   map[string]*Report // by the name of the text
	actors  map[string]int     // line of each actor of the whole folder
}

// within reads a record of one report, or an actor.
func (x *standOffReader) within(l *standOff, line int) {
	if l.Record == "actor" && l.Text == nil {
		if a, ok := actorOf(x.actorEntry(l, line), x.faults); ok {
			if first, taken := x.actors[a.ID]; taken {
				x.faults.add(line, "actor %s stands on line %d already", a.ID, first)
				return
			}
			x.actors[a.ID] = line
			x.folder.Actors = append(x.folder.Actors, a)
		}
		return
	}
	if l.Text == nil || l.SHA256 == nil {
		x.faults.add(line, "a %s needs the name and the hash of its text", l.Record)
		return
	}
	if l.Record == "report" {
		x.report(l, line)
		return
	}
	r := x.named[*l.Text]
	if r == nil {
		x.faults.add(line, "a %s of %s stands before the report record of it, or its text cannot be had", l.Record, *l.Text)
		return
	}
	switch l.Record {
	case "actor":
		if a, ok := actorOf(x.actorEntry(l, line), x.faults); ok {
			r.Actors = append(r.Actors, a)
		}
	case "time":
		if words, ok := x.one(l, r, "time", line); ok {
			head := textOf(l.Fields["type"]) + " " + textOf(l.Fields["value"]) + " " + textOf(l.Fields["mod"])
			r.readTime(entry{line: line, name: l.Record, rest: strings.TrimSpace(head)}, words, x.faults)
		}
	case "mention":
		if words, ok := x.one(l, r, "mention", line); ok {
			r.Mentions = append(r.Mentions, Mention{Actor: textOf(l.Fields["actor"]), Excerpt: *words})
		}
	case "statement":
		x.statement(l, r, line)
	default:
		x.faults.add(line, "%q is no record; records are actor, report, time, statement, mention and those across reports", l.Record)
	}
}

func (x *standOffReader) report(l *standOff, line int) {
	if l.ID == "" || strings.ContainsAny(l.ID, " \t\r\n:,;|/\\") || x.folder.report(l.ID) != nil || x.named[*l.Text] != nil {
		x.faults.add(line, "the report %q needs a key of its own, without spaces and marks, and a text that no other has", l.ID)
		return
	}
	text, ok := x.texts(*l.Text, *l.SHA256)
	if !ok {
		x.faults.add(line, "there is no text %s with that hash; say where the texts are", *l.Text)
		return
	}
	sum := sha256.Sum256([]byte(text))
	if got := hex.EncodeToString(sum[:]); got != *l.SHA256 || !utf8.ValidString(text) {
		x.faults.add(line, "%s is not the text that was annotated: its SHA-256 is %s", *l.Text, got)
		return
	}
	r := &Report{Key: l.ID, Document: *l.Text, Text: text, file: x.faults.file, lines: map[string]int{}}
	if strings.ContainsAny(*l.Text, "/\\") || !strings.HasSuffix(*l.Text, ".txt") {
		r.Document, r.Name = l.ID+".txt", *l.Text
	}
	for name := range l.Fields {
		if name != "day" {
			x.faults.add(line, "%q is no field of report; its field is day", name)
		}
	}
	if day := textOf(l.Fields["day"]); day != "" {
		r.setDay(day, line, x.faults)
	}
	x.named[*l.Text] = r
	x.readers[r] = newStatementReader(r, x.faults)
	x.folder.Reports = append(x.folder.Reports, r)
}

// actorEntry gives an actor as the entry of a file of words.
func (x *standOffReader) actorEntry(l *standOff, line int) entry {
	e := entry{line: line, name: l.Record, rest: l.ID + " " + textOf(l.Fields["type"]) + " " + textOf(l.Fields["name"])}
	for _, name := range sortedKeys(l.Fields) {
		value := l.Fields[name]
		list, _ := value.([]any)
		switch name {
		case "type", "name":
		case "names":
			for _, v := range list {
				e.fields = append(e.fields, field{line: line, name: name, value: textOf(v)})
			}
		case "office":
			for _, v := range list {
				office, _ := v.([]any)
				var parts []string
				for _, part := range office {
					if text := textOf(part); text != "" {
						parts = append(parts, text)
					}
				}
				e.fields = append(e.fields, field{line: line, name: name, value: strings.Join(parts, ", ")})
			}
		default:
			e.fields = append(e.fields, field{line: line, name: name, value: joined(value)})
		}
	}
	return e
}

func (x *standOffReader) statement(l *standOff, r *Report, line int) {
	number, ok := strings.CutPrefix(l.ID, r.Key+":")
	if !ok {
		x.faults.add(line, "the statement %q needs an id that begins with %s:", l.ID, r.Key)
		return
	}
	pieces := map[string][]verbale.Excerpt{}
	for name, spans := range l.Spans {
		at := slices.IndexFunc(piecesOf(&verbale.Statement{}), func(p labelled) bool { return p.name == name })
		if at < 0 {
			x.faults.add(line, "%q is no span of a statement; spans are source, cue, content, set_apart, occasion, replies", name)
			continue
		}
		label := marks()[at]
		for _, span := range spans {
			if excerpt, ok := x.excerpt(r, span, line); ok {
				pieces[label] = append(pieces[label], excerpt)
			}
		}
	}
	e := entry{line: line, name: l.Record, rest: number}
	for _, name := range statementTerms() {
		e.rest += " " + termText(name, l.Fields[name])
	}
	for _, name := range sortedKeys(l.Fields) {
		switch value := joined(l.Fields[name]); {
		case slices.Contains(statementTerms(), name) || name == "on_from":
		case name == "on":
			e.fields = append(e.fields, field{line: line, name: name, value: strings.TrimSpace(value + " " + textOf(l.Fields["on_from"]))})
		default:
			e.fields = append(e.fields, field{line: line, name: name, value: value})
		}
	}
	x.readers[r].read(e, pieces)
}

// excerpt gives the words of a span [start, end] of a report.
func (x *standOffReader) excerpt(r *Report, span []any, line int) (verbale.Excerpt, bool) {
	var at [2]int
	ok := len(span) == 2
	for i := 0; ok && i < 2; i++ {
		n, isNumber := span[i].(float64)
		at[i] = int(n)
		ok = isNumber && float64(at[i]) == n
	}
	ok = ok && at[0] >= 0 && at[0] < at[1] && at[1] <= len(r.Text) && utf8.RuneStart(r.Text[at[0]]) &&
		(at[1] == len(r.Text) || utf8.RuneStart(r.Text[at[1]]))
	if !ok {
		x.faults.add(line, "%v is no span of %s; it needs the first byte and the one after the last", span, r.TextName())
		return verbale.Excerpt{}, false
	}
	of := lang.Span{Start: at[0], End: at[1]}
	words := of.Text(r.Text)
	if strings.TrimSpace(words) != words {
		x.faults.add(line, "the span %v begins or ends with a space", span)
		return verbale.Excerpt{}, false
	}
	return verbale.Excerpt{Span: of, Text: words}, true
}

// one gives the words of a record that has one span.
func (x *standOffReader) one(l *standOff, r *Report, name string, line int) (*verbale.Excerpt, bool) {
	if len(l.Spans[name]) != 1 {
		x.faults.add(line, "a %s needs one span %q", l.Record, name)
		return nil, false
	}
	excerpt, ok := x.excerpt(r, l.Spans[name][0], line)
	return &excerpt, ok
}

// relation reads a record across reports: as the entry of a file of words, in
// which words stand as "KEY # number of the span".
func (x *standOffReader) relation(l *standOff, line int) {
	kind := kindOf(l.Record)
	e := entry{line: line, name: l.Record, rest: l.ID}
	heads := append([]string{kind.term, "factuality"}, kind.flags...)
	if kind.term == "" {
		heads = heads[1:]
	}
	for _, name := range heads {
		e.rest += " " + termText(name, l.Fields[name])
	}
	if cut, _ := cutWord(l.ID); cut != l.ID {
		x.faults.add(line, "%q is no id; it may have no spaces", l.ID)
		return
	}
	for _, field := range kind.fields {
		if field.holds == someEvidence {
			e.fields = append(e.fields, x.evidence(l, &field, line)...)
		}
	}
	for _, name := range sortedKeys(l.Fields) {
		if f := kind.field(name); !slices.Contains(heads, name) && (f == nil || f.holds != someEvidence) {
			e.fields = append(e.fields, field{line: line, name: name, value: joined(l.Fields[name])})
		}
	}
	for name := range l.Spans {
		if f := kind.field(name); f == nil || f.holds != someEvidence {
			x.faults.add(line, "%q is no evidence of %s", name, l.Record)
		}
	}
	reader := relationReader{folder: x.folder, faults: x.faults, words: func(value string) (Evidence, error) {
		return x.pointed(l, value)
	}}
	x.folder.Relations = append(x.folder.Relations, reader.read(kind, e))
}

// evidence gives the evidence of one field as lines of a file of words.
func (x *standOffReader) evidence(l *standOff, kind *fieldKind, line int) []field {
	list, given := l.Fields[kind.name].([]any)
	if !given {
		for i := range l.Spans[kind.name] {
			list = append(list, float64(i))
		}
	}
	var fields []field
	for _, item := range list {
		of, head := item, ""
		if options, ok := item.(map[string]any); ok {
			of = options["of"]
			if term := textOf(options["term"]); term != "" {
				head = term + " "
			}
			for _, name := range sortedKeys(options) {
				if name != "of" && name != "term" {
					head += name + "=" + textOf(options[name]) + " "
				}
			}
		}
		if n, ok := of.(float64); ok {
			of = kind.name + "#" + strconv.Itoa(int(n))
		}
		fields = append(fields, field{line: line, name: kind.name, value: head + textOf(of)})
	}
	return fields
}

// pointed resolves evidence: a statement, or the number of a span.
func (x *standOffReader) pointed(l *standOff, value string) (Evidence, error) {
	name, number, isSpan := strings.Cut(value, "#")
	if !isSpan {
		if !x.folder.hasStatement(value) {
			return Evidence{}, fmt.Errorf("%q is no statement", value)
		}
		return Evidence{Statement: value}, nil
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 || n >= len(l.Spans[name]) || len(l.Spans[name][n]) != 3 {
		return Evidence{}, fmt.Errorf("%s has no span %s [text, start, end]", name, number)
	}
	span := l.Spans[name][n]
	r := x.named[textOf(span[0])]
	if r == nil {
		return Evidence{}, fmt.Errorf("there is no report of the text %q", textOf(span[0]))
	}
	before := len(x.faults.list)
	excerpt, ok := x.excerpt(r, span[1:], 0)
	if !ok {
		message := x.faults.list[before].Message
		x.faults.list = x.faults.list[:before]
		return Evidence{}, fmt.Errorf("%s", message)
	}
	return Evidence{Words: &verbale.Located{Document: r.Document, Excerpt: excerpt}}, nil
}

// termText gives a field as a word of a record's head: its value, or its name
// where it is only there or not.
func termText(name string, value any) string {
	if value == true {
		return name
	}
	return textOf(value)
}

func textOf(v any) string {
	text, _ := v.(string)
	return oneLine(text)
}

// joined gives a value, or a list of them with commas between.
func joined(v any) string {
	list, ok := v.([]any)
	if !ok {
		return textOf(v)
	}
	parts := make([]string, len(list))
	for i, part := range list {
		parts[i] = textOf(part)
	}
	return strings.Join(parts, ",")
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
