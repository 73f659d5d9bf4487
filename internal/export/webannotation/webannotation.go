// Package webannotation answers: how is an annotated report written as Web Annotations
// of the W3C, in JSON-LD?
//
// Each mark is an Annotation on the report's own page (its address, else a name made of
// its hash), found there by position (code points), by quotation with what stands
// around it, and on web pages by a text fragment. Its body is what is known of it, in
// the words of docs/formats.md under the prefix "verbale". [Write] writes an
// AnnotationPage for a report, a mark at a time; [Read] gives back the marks.
//
// https://www.w3.org/TR/annotation-model/
package webannotation

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"verbale.dev/verbale/internal/export/annotated"
	"verbale.dev/verbale/lang"
)

// Namespace is that of the words of docs/formats.md.
const Namespace = "https://verbale.dev/ns#"

// around is how many code points of context a quotation has on either side.
const around = 32

type selector struct {
	Type       string  `json:"type"`
	Start      *int    `json:"start,omitempty"`
	End        *int    `json:"end,omitempty"`
	Exact      *string `json:"exact,omitempty"`
	Prefix     *string `json:"prefix,omitempty"`
	Suffix     *string `json:"suffix,omitempty"`
	Value      string  `json:"value,omitempty"`
	ConformsTo string  `json:"conformsTo,omitempty"`
}

type target struct {
	Source   string     `json:"source"`
	Selector []selector `json:"selector"`
}

type annotation struct {
	ID         string            `json:"id"`
	Type       string            `json:"type"`
	Motivation string            `json:"motivation"`
	Body       map[string]string `json:"body"`
	Target     []target          `json:"target"`
}

// Portable gives the text fragment of words on a web page; package address has it.
type Portable func(uri *string, words string) string

// motivations say why a mark of a layer is there, in the words of the model.
var motivations = map[annotated.Layer]string{
	annotated.Actor: "identifying", annotated.Time: "identifying", annotated.Event: "classifying",
	annotated.Source: "linking", annotated.Cue: "linking", annotated.Content: "classifying",
}

func sourceOf(r *annotated.Report) string {
	if strings.HasPrefix(r.URI, "http://") || strings.HasPrefix(r.URI, "https://") {
		return r.URI
	}
	return "urn:sha256:" + r.Hash
}

// Write writes the annotations of a report.
func Write(w io.Writer, r *annotated.Report, about *annotated.About, portable Portable) error {
	out := bufio.NewWriter(w)
	head := map[string]any{
		"label": r.Short, "verbale:document": r.Name, "verbale:hash": r.Hash, "verbale:address": r.Address, "verbale:model": about.Model,
		"verbale:codebook": about.Codebook, "verbale:dossier": about.Dossier, "verbale:dossier_hash": about.Hash, "verbale:command": about.Command,
		"verbale:characters": utf8.RuneCountInString(r.Text),
	}
	data, err := json.Marshal(head)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, `{"@context":["http://www.w3.org/ns/anno.jsonld",{"verbale":%q}],"id":"urn:verbale:%s","type":"AnnotationPage",%s,"items":[`,
		Namespace, r.Version, data[1:len(data)-1])
	offsets := annotated.NewOffsets(r.Text, annotated.CodePoints)
	for i := range r.Marks {
		m := &r.Marks[i]
		a := annotation{ID: "urn:verbale:" + r.Version + ":" + m.ID, Type: "Annotation", Motivation: motivations[m.Layer],
			Body: map[string]string{"type": "verbale:" + string(m.Layer)}}
		for j, field := range annotated.Fields(m.Layer) {
			if m.Values[j] != "" {
				a.Body["verbale:"+field] = m.Values[j]
			}
		}
		for _, span := range m.Spans {
			a.Target = append(a.Target, target{Source: sourceOf(r), Selector: selectors(r, span, offsets, portable)})
		}
		data, err := json.Marshal(a)
		if err != nil {
			return err
		}
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteByte('\n')
		out.Write(data)
	}
	out.WriteString("\n]}\n")
	return out.Flush()
}

func selectors(r *annotated.Report, span lang.Span, offsets *annotated.Offsets, portable Portable) []selector {
	start, end := offsets.At(span.Start), offsets.At(span.End)
	exact := span.Text(r.Text)
	before, _ := offsets.Byte(max(0, start-around))
	after, _ := offsets.Byte(min(offsets.Len(), end+around))
	prefix, suffix := r.Text[before:span.Start], r.Text[span.End:after]
	all := []selector{
		{Type: "TextPositionSelector", Start: &start, End: &end},
		{Type: "TextQuoteSelector", Exact: &exact, Prefix: &prefix, Suffix: &suffix},
	}
	if at := portable(&r.URI, exact); at != "" {
		_, fragment, _ := strings.Cut(at, "#")
		all = append(all, selector{Type: "FragmentSelector", Value: fragment, ConformsTo: "https://wicg.github.io/scroll-to-text-fragment/"})
	}
	return all
}

// Read reads the marks of a page of annotations on a text. The error names the
// annotation whose words are not in the text where it says.
func Read(from io.Reader, text string) ([]annotated.Mark, error) {
	var page struct {
		Items []annotation `json:"items"`
	}
	if err := json.NewDecoder(from).Decode(&page); err != nil {
		return nil, fmt.Errorf("web annotation: %w", err)
	}
	offsets := annotated.NewOffsets(text, annotated.CodePoints)
	var marks []annotated.Mark
	for _, a := range page.Items {
		m := annotated.Mark{ID: a.ID[strings.LastIndexByte(a.ID, ':')+1:], Layer: annotated.Layer(strings.TrimPrefix(a.Body["type"], "verbale:"))}
		for _, field := range annotated.Fields(m.Layer) {
			m.Values = append(m.Values, a.Body["verbale:"+field])
		}
		for _, t := range a.Target {
			var span lang.Span
			ok := false
			for _, s := range t.Selector {
				switch {
				case s.Type == "TextPositionSelector" && s.Start != nil && s.End != nil:
					span, ok = offsets.Span(*s.Start, *s.End)
				case s.Type == "TextQuoteSelector" && s.Exact != nil:
					ok = ok && span.Text(text) == *s.Exact
				}
			}
			if !ok {
				return nil, fmt.Errorf("web annotation: %s: its words are not at its place", a.ID)
			}
			m.Spans = append(m.Spans, span)
		}
		marks = append(marks, m)
	}
	return marks, nil
}
