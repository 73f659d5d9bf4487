package gold

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// Write writes the gold of a report, so that [Read] reads the same statements
// again, without the stops after their pieces that no piece may have. Each piece of a statement stands on a line of its own, with as many words
// around it as make it stand once in the text. The error says which words cannot
// be told apart on their line.
func Write(w io.Writer, r *Report) error {
	var b strings.Builder
	sum := sha256.Sum256([]byte(r.Text))
	fmt.Fprintf(&b, "report %s\n  sha256 %s\n", r.Document, hex.EncodeToString(sum[:]))
	if r.Day != "" {
		fmt.Fprintf(&b, "  day %s\n", r.Day)
	}
	for _, a := range r.Actors {
		b.WriteByte('\n')
		writeActor(&b, a)
	}
	numbers := map[string]string{} // all of one length, since statements are ordered by them as words
	for i := range r.Statements {
		numbers[r.Statements[i].ID] = fmt.Sprintf("%03d", i+1)
	}
	for i := range r.Statements {
		b.WriteByte('\n')
		if err := writeStatement(&b, r, &r.Statements[i], numbers); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
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

func writeStatement(b *strings.Builder, r *Report, s *verbale.Statement, numbers map[string]string) error {
	fmt.Fprintf(b, "statement %s %s %s", numbers[s.ID], s.Mode, s.Kind)
	if s.Part != verbale.Body {
		fmt.Fprintf(b, " %s", s.Part)
	}
	if s.Factuality != verbale.Asserted {
		fmt.Fprintf(b, " %s", s.Factuality)
	}
	if s.Account != verbale.Own {
		fmt.Fprintf(b, " %s", s.Account)
	}
	if s.Repeats {
		b.WriteString(" repeats")
	}
	b.WriteByte('\n')
	for _, list := range []struct {
		label  string
		pieces []verbale.Excerpt
	}{{"s", s.Source}, {"q", s.Cue}, {"c", s.Content}, {"a", s.SetApart}, {"o", occasionOf(s)}, {"r", repliesOf(s)}} {
		for _, piece := range withoutStops(list.label, list.pieces) {
			anchor, err := anchorOf(r.Text, piece.Span, list.label)
			if err != nil {
				return fmt.Errorf("%s: %w", r.Document, err)
			}
			fmt.Fprintf(b, "  words %s\n", anchor)
		}
	}
	writeRefs(b, "by", s.Speakers)
	writeRefs(b, "to", s.Addressees)
	if s.Channel != nil {
		fmt.Fprintf(b, "  channel %s\n", *s.Channel)
	}
	if s.SaidOn != nil && s.SaidOnFrom != nil {
		fmt.Fprintf(b, "  on %s %s\n", *s.SaidOn, *s.SaidOnFrom)
	}
	if s.NotAfter != nil {
		fmt.Fprintf(b, "  not_after %s\n", *s.NotAfter)
	}
	var answers []string
	for _, response := range s.RespondsTo {
		if response.Statement != nil && numbers[*response.Statement] != "" {
			answers = append(answers, numbers[*response.Statement])
		}
	}
	if len(answers) > 0 {
		fmt.Fprintf(b, "  answers %s\n", strings.Join(answers, ", "))
	}
	if s.Parent != nil && numbers[*s.Parent] != "" {
		fmt.Fprintf(b, "  in %s\n", numbers[*s.Parent])
	}
	return nil
}

// withoutStops leaves out the stop or comma that stands after content, a source
// or a cue, outside quotation marks, as the rules of gold have it.
func withoutStops(label string, pieces []verbale.Excerpt) []verbale.Excerpt {
	if label != "s" && label != "q" && label != "c" {
		return pieces
	}
	q := readQuoting(pieces)
	kept := slices.Clone(pieces)
	for i := range kept {
		for len(kept[i].Text) > 1 && strings.IndexByte(",;:.", kept[i].Text[len(kept[i].Text)-1]) >= 0 && !(label == "c" && q.openEnds[i]) {
			kept[i].Text = strings.TrimRight(kept[i].Text[:len(kept[i].Text)-1], " ")
			kept[i].End = kept[i].Start + len(kept[i].Text)
		}
	}
	return kept
}

func writeRefs(b *strings.Builder, field string, refs []verbale.ActorRef) {
	var ids []string
	for _, ref := range refs {
		ids = append(ids, ref.ID)
	}
	if len(ids) > 0 {
		fmt.Fprintf(b, "  %s %s\n", field, strings.Join(ids, ", "))
	}
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
// stands once in the text, with braces around the piece.
func anchorOf(text string, piece lang.Span, label string) (string, error) {
	lineStart := strings.LastIndexAny(text[:piece.Start], "\r\n") + 1
	lineEnd := len(text)
	if i := strings.IndexAny(text[piece.End:], "\r\n"); i >= 0 {
		lineEnd = piece.End + i
	}
	start, end := piece.Start, piece.End
	for strings.Index(text, text[start:end]) != strings.LastIndex(text, text[start:end]) {
		if start == lineStart && end == lineEnd {
			return "", fmt.Errorf("%q stands more than once, in lines that are the same", shorten(piece.Text(text)))
		}
		if i := strings.LastIndexByte(strings.TrimRight(text[lineStart:start], " "), ' '); i >= 0 {
			start = lineStart + i + 1
		} else {
			start = lineStart
		}
		if i := strings.IndexByte(strings.TrimLeft(text[end:lineEnd], " "), ' '); i >= 0 {
			end += len(text[end:lineEnd]) - len(strings.TrimLeft(text[end:lineEnd], " ")) + i
		} else {
			end = lineEnd
		}
	}
	for start > lineStart && text[start-1] != ' ' { // the margin of a field is not part of the words
		start--
	}
	for start < piece.Start && text[start] == ' ' {
		start++
	}
	for end > piece.End && text[end-1] == ' ' {
		end--
	}
	return escape(text[start:piece.Start]) + "{" + label + " " + escape(piece.Text(text)) + "}" + escape(text[piece.End:end]), nil
}

var escape = strings.NewReplacer(`\`, `\\`, "{", `\{`, "}", `\}`).Replace

func oneLine(words string) string { return strings.Join(strings.Fields(words), " ") }
