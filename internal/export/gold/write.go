package gold

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// Write writes the gold of a report, so that [Read] reads the same again,
// without the stops after pieces of statements that no piece may have. Each
// piece of a statement stands on a line of its own, with as many words around
// it as make it stand once in the text.
func Write(w io.Writer, r *Report) error {
	var b strings.Builder
	sum := sha256.Sum256([]byte(r.Text))
	fmt.Fprintf(&b, "report %s\n  sha256 %s\n", r.Document, hex.EncodeToString(sum[:]))
	if r.Name != "" {
		fmt.Fprintf(&b, "  id %s\n", oneLine(r.Name))
	}
	if r.Day != "" {
		fmt.Fprintf(&b, "  day %s\n", r.Day)
	}
	for _, a := range r.Actors {
		b.WriteByte('\n')
		writeActor(&b, a)
	}
	if len(r.Dates) > 0 {
		b.WriteByte('\n')
	}
	for _, t := range r.Dates {
		fmt.Fprintf(&b, "time %s %s", t.Type, t.Value)
		if t.Mod != nil {
			fmt.Fprintf(&b, " %s", *t.Mod)
		}
		fmt.Fprintf(&b, " %s\n", anchorOf(r.Text, t.Span, ""))
	}
	number := numbersOf(r)
	for i := range r.Statements {
		b.WriteByte('\n')
		writeStatement(&b, r, &r.Statements[i], number)
	}
	if len(r.Mentions) > 0 {
		b.WriteByte('\n')
	}
	for _, m := range r.Mentions {
		fmt.Fprintf(&b, "mention %s %s\n", m.Actor, anchorOf(r.Text, m.Span, ""))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// numbersOf gives the number of each statement. Those of gold keep theirs;
// other ids are counted, all with as many digits, since statements that begin
// at one place are ordered by their ids as words.
func numbersOf(r *Report) func(id string) string {
	numbers, kept := map[string]string{}, true
	for i := range r.Statements {
		number, ok := strings.CutPrefix(r.Statements[i].ID, r.Key+":")
		kept = kept && ok && number != "" && !strings.ContainsAny(number, " \t:,;|")
		numbers[r.Statements[i].ID] = number
	}
	if !kept {
		for i := range r.Statements {
			numbers[r.Statements[i].ID] = fmt.Sprintf("%03d", i+1)
		}
	}
	return func(id string) string { return numbers[id] }
}

// WriteRelations writes the relations of a folder that one file holds, as
// "papers" holds papers and transfers. The error names words of a text that the
// folder does not have.
func WriteRelations(w io.Writer, f *Folder, file string) error {
	var b strings.Builder
	for i := range f.Relations {
		r := &f.Relations[i]
		kind := kindOf(r.Record)
		if kind == nil || kind.file != file {
			continue
		}
		fmt.Fprintf(&b, "%s\n", headOf(r))
		for _, field := range kind.fields {
			if values := r.Values[field.name]; len(values) > 0 {
				separator := ", "
				if field.holds == someNames {
					separator = "; "
				}
				fmt.Fprintf(&b, "  %s %s\n", field.name, oneLine(strings.Join(values, separator)))
			}
		}
		for _, l := range r.Links {
			evidence, err := f.wordsOf(l.Evidence)
			if err != nil {
				return fmt.Errorf("gold: %s %s: %w", r.Record, r.ID, err)
			}
			fmt.Fprintf(&b, "  %s%s %s\n", l.Field, termOf(l), evidence)
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func headOf(r *Relation) string {
	head := r.Record + " " + r.ID
	if r.Term != "" {
		head += " " + r.Term
	}
	if r.Factuality != "" && r.Factuality != DefaultFactuality {
		head += " " + r.Factuality
	}
	for _, flag := range r.Flags {
		head += " " + flag
	}
	return head
}

// termOf writes what stands before evidence.
func termOf(l Link) string {
	var b strings.Builder
	if l.Term != "" {
		b.WriteString(" " + l.Term)
	}
	for _, name := range slices.Sorted(maps.Keys(l.Options)) {
		fmt.Fprintf(&b, " %s=%s", name, l.Options[name])
	}
	return b.String()
}

func (f *Folder) wordsOf(e Evidence) (string, error) {
	if e.Words == nil {
		return e.Statement, nil
	}
	for _, r := range f.Reports {
		if r.Document == e.Words.Document {
			return r.Key + " | " + anchorOf(r.Text, e.Words.Span, ""), nil
		}
	}
	return "", fmt.Errorf("there is no report %s", e.Words.Document)
}

// WriteActors writes a list of actors, as it stands in actors.gold.
func WriteActors(w io.Writer, actors []Actor) error {
	var b strings.Builder
	for _, a := range actors {
		writeActor(&b, a)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeActor(b *strings.Builder, a Actor) {
	fmt.Fprintf(b, "actor %s %s %s\n", a.ID, a.Type, oneLine(a.Name))
	var names []string
	for _, name := range a.Names {
		if name = oneLine(name); name != a.Name && !strings.Contains(name, ";") {
			names = append(names, name)
		}
	}
	if len(names) > 0 {
		fmt.Fprintf(b, "  names %s\n", strings.Join(names, "; "))
	}
	if sides := slices.DeleteFunc(slices.Clone(a.Sides), func(side string) bool { return side == a.ID }); len(sides) > 0 {
		fmt.Fprintf(b, "  side %s\n", strings.Join(sides, ", "))
	}
	for _, office := range a.Offices {
		if office.Of == "" {
			fmt.Fprintf(b, "  office %s\n", oneLine(office.Title))
		} else {
			fmt.Fprintf(b, "  office %s, %s\n", oneLine(office.Title), office.Of)
		}
	}
}

func writeStatement(b *strings.Builder, r *Report, s *verbale.Statement, number func(string) string) {
	fmt.Fprintf(b, "statement %s %s", number(s.ID), strings.Join(termsOf(r, s), " "))
	b.WriteByte('\n')
	for _, p := range piecesOf(s) {
		for _, piece := range withoutStops(r.Text, p.label, p.pieces) {
			fmt.Fprintf(b, "  words %s\n", anchorOf(r.Text, piece.Span, p.label))
		}
	}
	for _, f := range fieldsOf(r, s, number) {
		fmt.Fprintf(b, "  %s %s\n", f.name, f.value)
	}
}

// termsOf gives the words of the head of a statement: mode and kind, and what
// is not the usual.
func termsOf(r *Report, s *verbale.Statement) []string {
	terms := []string{string(s.Mode), string(s.Kind)}
	if s.Part != verbale.Body && s.Part != "" {
		terms = append(terms, string(s.Part))
	}
	if s.Factuality != verbale.Asserted && s.Factuality != "" {
		terms = append(terms, string(s.Factuality))
	}
	if s.Account != verbale.Own && s.Account != "" {
		terms = append(terms, string(s.Account))
	}
	if s.Repeats {
		terms = append(terms, "repeats")
	}
	if r.Borderline[s.ID] {
		terms = append(terms, borderline)
	}
	if r.Doubtful[s.ID] {
		terms = append(terms, doubtful)
	}
	return terms
}

// labelled is pieces of a statement under the letter of their mark.
type labelled struct {
	label, name string
	pieces      []verbale.Excerpt
}

func piecesOf(s *verbale.Statement) []labelled {
	return []labelled{
		{"s", "source", s.Source}, {"q", "cue", s.Cue}, {"c", "content", s.Content},
		{"a", "set_apart", s.SetApart}, {"o", "occasion", occasionOf(s)}, {"r", "replies", repliesOf(s)},
	}
}

// fieldsOf gives the fields of a statement but its words, without what follows
// from the rest.
func fieldsOf(r *Report, s *verbale.Statement, number func(string) string) []field {
	var list []field
	put := func(name, value string) {
		if value != "" {
			list = append(list, field{name: name, value: value})
		}
	}
	put("by", idsOf(s.Speakers))
	put("to", idsOf(s.Addressees))
	if s.Channel != nil {
		put("channel", string(*s.Channel))
	}
	var parent *verbale.Statement
	bound := r.Day
	if s.Parent != nil {
		if i := slices.IndexFunc(r.Statements, func(p verbale.Statement) bool { return p.ID == *s.Parent }); i >= 0 {
			if parent = &r.Statements[i]; parent.SaidOn != nil {
				bound = *parent.SaidOn
			}
		}
	}
	switch {
	case s.SaidOn != nil && s.SaidOnFrom != nil:
		put("on", *s.SaidOn+" "+string(*s.SaidOnFrom))
	case parent != nil && inherits(s, parent):
		put("on", noDate)
	}
	if s.NotAfter != nil && *s.NotAfter != bound {
		put("not_after", *s.NotAfter)
	}
	var answers []string
	for _, response := range s.RespondsTo {
		if response.Statement != nil && number(*response.Statement) != "" {
			answers = append(answers, number(*response.Statement))
		}
	}
	put("answers", strings.Join(answers, ", "))
	if s.Parent != nil {
		put("in", number(*s.Parent))
	}
	return list
}

// withoutStops leaves out the stop or comma that stands after content, a source
// or a cue, outside quotation marks, as the rules of gold have it.
func withoutStops(text, label string, pieces []verbale.Excerpt) []verbale.Excerpt {
	if label != "s" && label != "q" && label != "c" {
		return pieces
	}
	q := readQuoting(pieces)
	kept := slices.Clone(pieces)
	for i := range kept {
		for len(kept[i].Text) > 1 && strings.IndexByte(",;:.", kept[i].Text[len(kept[i].Text)-1]) >= 0 &&
			!(label == "c" && q.openEnds[i]) && !abbreviated(text, kept[i].Span) {
			kept[i].Text = strings.TrimRight(kept[i].Text[:len(kept[i].Text)-1], " ")
			kept[i].End = kept[i].Start + len(kept[i].Text)
		}
	}
	return kept
}

func idsOf(refs []verbale.ActorRef) string {
	ids := make([]string, len(refs))
	for i, ref := range refs {
		ids[i] = ref.ID
	}
	return strings.Join(ids, ", ")
}

func occasionOf(s *verbale.Statement) []verbale.Excerpt {
	if s.Occasion == nil {
		return nil
	}
	return []verbale.Excerpt{*s.Occasion}
}

func repliesOf(s *verbale.Statement) []verbale.Excerpt {
	var list []verbale.Excerpt
	for _, response := range s.RespondsTo {
		if response.Text != "" {
			list = append(list, response.Excerpt)
		}
	}
	return list
}

// anchorOf returns the shortest stretch of whole words around a piece that
// stands once in the text, with braces around the piece; where its line stands
// more than once, the piece and the place at which it stands.
func anchorOf(text string, piece lang.Span, label string) string {
	if label != "" {
		label += " "
	}
	start, end, once := widen(text, piece)
	if !once {
		return fmt.Sprintf("@%d {%s%s}", placeOf(text, piece), label, escape(piece.Text(text)))
	}
	anchor := escape(text[start:piece.Start]) + "{" + label + escape(piece.Text(text)) + "}" + escape(text[piece.End:end])
	if anchor[0] == '@' {
		anchor = `\` + anchor
	}
	return anchor
}

// placeOf tells at which of the places where its words stand a piece is.
func placeOf(text string, piece lang.Span) int {
	place := 1
	for from := 0; ; place++ {
		at := from + strings.Index(text[from:], piece.Text(text))
		if at >= piece.Start {
			return place
		}
		from = at + 1
	}
}

// widen takes in words of the line on both sides until the stretch stands once.
func widen(text string, piece lang.Span) (start, end int, once bool) {
	lineStart := strings.LastIndexAny(text[:piece.Start], "\r\n") + 1
	lineEnd := len(text)
	if i := strings.IndexAny(text[piece.End:], "\r\n"); i >= 0 {
		lineEnd = piece.End + i
	}
	start, end = piece.Start, piece.End
	for {
		if stretch := text[start:end]; strings.TrimSpace(stretch) != "" {
			at := strings.Index(text, strings.TrimSpace(stretch))
			if !strings.Contains(text[at+1:], strings.TrimSpace(stretch)) {
				break
			}
		}
		if start == lineStart && end == lineEnd {
			return 0, 0, false
		}
		start = lineStart + 1 + strings.LastIndexByte(strings.TrimRight(text[lineStart:start], " "), ' ')
		rest := text[end:lineEnd]
		if i := strings.IndexByte(strings.TrimLeft(rest, " "), ' '); i >= 0 {
			end += len(rest) - len(strings.TrimLeft(rest, " ")) + i
		} else {
			end = lineEnd
		}
	}
	for start > lineStart && text[start-1] != ' ' {
		start--
	}
	for start < piece.Start && text[start] == ' ' { // the margin of a field is not part of the words
		start++
	}
	for end > piece.End && text[end-1] == ' ' {
		end--
	}
	return start, end, true
}

var escape = strings.NewReplacer(`\`, `\\`, "{", `\{`, "}", `\}`).Replace

func oneLine(words string) string { return strings.Join(strings.Fields(words), " ") }
