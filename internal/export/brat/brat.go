// Package brat answers how annotations in brat's stand-off format are read and
// written: stretches of text with a type, and events that tie them together.
//
// [Read] takes an .ann file, [Write] makes one, [Folder] lists the articles of a
// folder in PolNeAR's layout, and [Offsets] turns brat's code points into bytes:
//
//	a, err := brat.Read(file)
//	offsets := brat.NewOffsets(text)
//	span, ok := offsets.Span(a.TextBounds[0].Ranges[0])
//
// The law: what Write writes, Read reads as the same annotations. Relations and
// equivalences are passed over. A
// line that begins with no id goes on from the line before: brat writes the line
// breaks within annotated words as they stand. Time and space are linear in the
// file.
//
// The format is that of https://brat.nlplab.org/standoff.html.
package brat

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Range is a half-open range of Unicode code points of the text.
type Range struct{ Start, End int }

// TextBound is a stretch of text with a type. Where it is discontinuous it has
// several ranges.
type TextBound struct {
	ID, Type string
	Ranges   []Range // in the order of the file, which need not be that of the text
	Text     string  // the words, as the file has them: pieces joined by a space
}

// Argument is a part that an annotation plays in an event.
type Argument struct{ Role, ID string }

// Event ties annotations together. Its trigger is a TextBound.
type Event struct {
	ID, Type, Trigger string
	Arguments         []Argument
}

// Attribute gives a value to an annotation; "" where the attribute has none.
type Attribute struct{ ID, Name, Target, Value string }

// Note is a remark on an annotation.
type Note struct{ ID, Type, Target, Text string }

// Annotations are those of one file, in its order.
type Annotations struct {
	TextBounds []TextBound
	Events     []Event
	Attributes []Attribute
	Notes      []Note
}

// Read reads an .ann file. Errors name the line.
func Read(r io.Reader) (*Annotations, error) {
	a := &Annotations{}
	lines := bufio.NewReader(r)
	bound := false // the line before was a text bound, which may go on
	for number := 1; ; number++ {
		line, err := lines.ReadString('\n')
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("brat: line %d: %w", number, err)
		}
		if line == "" {
			return a, nil
		}
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		id, rest, tab := strings.Cut(line, "\t")
		switch {
		case !tab || id == "":
			if bound {
				t := &a.TextBounds[len(a.TextBounds)-1]
				t.Text += "\n" + line
			}
			continue
		case id[0] == 'T':
			t, err := textBound(id, rest)
			if err != nil {
				return nil, fmt.Errorf("brat: line %d: %w", number, err)
			}
			a.TextBounds = append(a.TextBounds, t)
		case id[0] == 'E':
			e, err := event(id, rest)
			if err != nil {
				return nil, fmt.Errorf("brat: line %d: %w", number, err)
			}
			a.Events = append(a.Events, e)
		case id[0] == 'A' || id[0] == 'M':
			if fields := strings.Fields(rest); len(fields) >= 2 {
				a.Attributes = append(a.Attributes, Attribute{id, fields[0], fields[1], strings.Join(fields[2:], " ")})
			}
		case id[0] == '#':
			head, text, _ := strings.Cut(rest, "\t")
			kind, on, _ := strings.Cut(head, " ")
			a.Notes = append(a.Notes, Note{id, kind, on, text})
		}
		bound = id[0] == 'T'
	}
}

func textBound(id, rest string) (TextBound, error) {
	head, text, _ := strings.Cut(rest, "\t")
	kind, places, ok := strings.Cut(head, " ")
	if !ok {
		return TextBound{}, fmt.Errorf("%s has no offsets", id)
	}
	t := TextBound{ID: id, Type: kind, Text: text}
	for place := range strings.SplitSeq(places, ";") {
		from, to, _ := strings.Cut(place, " ")
		start, err := strconv.Atoi(from)
		if err != nil {
			return TextBound{}, fmt.Errorf("%s: offset %q is not a number", id, from)
		}
		end, err := strconv.Atoi(to)
		if err != nil {
			return TextBound{}, fmt.Errorf("%s: offset %q is not a number", id, to)
		}
		if start < 0 || end < start {
			return TextBound{}, fmt.Errorf("%s: %d to %d is no range", id, start, end)
		}
		t.Ranges = append(t.Ranges, Range{start, end})
	}
	return t, nil
}

func event(id, rest string) (Event, error) {
	e := Event{ID: id}
	for i, field := range strings.Fields(rest) {
		role, target, ok := strings.Cut(field, ":")
		if !ok {
			return Event{}, fmt.Errorf("%s: %q is not ROLE:ID", id, field)
		}
		if i == 0 {
			e.Type, e.Trigger = role, target
			continue
		}
		e.Arguments = append(e.Arguments, Argument{role, target})
	}
	if e.Trigger == "" {
		return Event{}, fmt.Errorf("%s has no trigger", id)
	}
	return e, nil
}

// Write writes annotations as an .ann file: text bounds first, then events, attributes
// and notes.
func Write(w io.Writer, a *Annotations) error {
	out := bufio.NewWriter(w)
	for _, t := range a.TextBounds {
		fmt.Fprintf(out, "%s\t%s ", t.ID, t.Type)
		for i, r := range t.Ranges {
			if i > 0 {
				out.WriteByte(';')
			}
			fmt.Fprintf(out, "%d %d", r.Start, r.End)
		}
		fmt.Fprintf(out, "\t%s\n", t.Text)
	}
	for _, e := range a.Events {
		fmt.Fprintf(out, "%s\t%s:%s", e.ID, e.Type, e.Trigger)
		for _, argument := range e.Arguments {
			fmt.Fprintf(out, " %s:%s", argument.Role, argument.ID)
		}
		out.WriteByte('\n')
	}
	for _, attribute := range a.Attributes {
		fmt.Fprintf(out, "%s\t%s\n", attribute.ID, strings.Join(strings.Fields(attribute.Name+" "+attribute.Target+" "+attribute.Value), " "))
	}
	for _, note := range a.Notes {
		fmt.Fprintf(out, "%s\t%s %s\t%s\n", note.ID, note.Type, note.Target, note.Text)
	}
	return out.Flush()
}
