package brat

import (
	"fmt"
	"io"
	"strings"

	"verbale.dev/verbale/internal/export/annotated"
)

// Of makes annotations of a report: a text bound for each mark, an event "Attribution"
// for each statement in PolNeAR's way, its kind, mode, factuality and account as
// attributes of its content, and its id as a note.
func Of(r *annotated.Report) *Annotations {
	a := &Annotations{}
	offsets := NewOffsets(r.Text)
	for i := range r.Marks {
		m := &r.Marks[i]
		t := TextBound{ID: fmt.Sprintf("T%d", i+1), Type: string(m.Layer), Text: strings.ReplaceAll(r.Words(m), "\n", " ")}
		for _, span := range m.Spans {
			t.Ranges = append(t.Ranges, Range{offsets.CodePoint(span.Start), offsets.CodePoint(span.End)})
		}
		a.TextBounds = append(a.TextBounds, t)
		if m.Layer != annotated.Source && m.Layer != annotated.Cue {
			a.Notes = append(a.Notes, Note{ID: fmt.Sprintf("#%d", len(a.Notes)+1), Type: "AnnotatorNotes", Target: t.ID, Text: noteOf(m)})
		}
		for _, field := range attributed[m.Layer] {
			if value := m.Value(field); value != "" {
				a.Attributes = append(a.Attributes, Attribute{ID: fmt.Sprintf("A%d", len(a.Attributes)+1), Name: field, Target: t.ID, Value: value})
			}
		}
	}
	for i, s := range r.Statements {
		e := Event{ID: fmt.Sprintf("E%d", i+1), Type: "Attribution"}
		for _, part := range []struct {
			role string
			at   int
		}{{"Cue", s.Cue}, {"Source", s.Source}, {"Content", s.Content}} {
			if part.at < 0 {
				continue
			}
			id := fmt.Sprintf("T%d", part.at+1)
			if e.Trigger == "" && part.role != "Source" {
				e.Trigger = id
			}
			e.Arguments = append(e.Arguments, Argument{part.role, id})
		}
		a.Events = append(a.Events, e)
	}
	return a
}

// attributed are the fields that brat shows as attributes, which it can change.
var attributed = map[annotated.Layer][]string{
	annotated.Content: {"kind", "mode", "factuality", "account"},
	annotated.Event:   {"factuality"},
	annotated.Time:    {"type"},
}

// noteOf holds all that is known of a mark, on one line.
func noteOf(m *annotated.Mark) string {
	var fields []string
	for i, field := range annotated.Fields(m.Layer) {
		if m.Values[i] != "" {
			fields = append(fields, field+"="+strings.Join(strings.Fields(m.Values[i]), " "))
		}
	}
	return strings.Join(fields, "; ")
}

// Configuration writes brat's annotation.conf for what Of makes; values are the closed
// lists of the attributes.
func Configuration(w io.Writer, values map[string][]string) error {
	var to strings.Builder
	to.WriteString("[entities]\n")
	for _, layer := range annotated.Layers {
		fmt.Fprintf(&to, "%s\n", layer)
	}
	to.WriteString("\n[relations]\n\n[events]\nAttribution\tSource*:Source, Cue*:Cue, Content+:Content\n\n[attributes]\n")
	for _, layer := range annotated.Layers {
		for _, field := range attributed[layer] {
			if list := values[string(layer)+"."+field]; len(list) > 0 {
				fmt.Fprintf(&to, "%s\tArg:%s, Value:%s\n", field, layer, strings.Join(list, "|"))
			}
		}
	}
	_, err := io.WriteString(w, to.String())
	return err
}
