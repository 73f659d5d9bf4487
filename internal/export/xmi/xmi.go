// Package xmi answers: how is an annotated report written as a UIMA CAS, in XMI 1.0, as
// INCEpTION takes it?
//
// [TypeSystem] writes the types, one a layer under webanno.custom; [Write] writes a
// report, [Read] gives back its text and marks. Offsets are UTF-16, as Java has them. A
// mark of several spans is an annotation for each, with the same "id". Characters that
// XML cannot hold become U+FFFD, which is one unit as they are.
//
// https://uima.apache.org/d/uimaj-current/ref.html, XMI CAS Serialization
package xmi

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"verbale.dev/verbale/internal/export/annotated"
	"verbale.dev/verbale/lang"
)

const types = "webanno.custom."

// TypeSystem writes the description of the types.
func TypeSystem(w io.Writer) error {
	out := bufio.NewWriter(w)
	out.WriteString(xml.Header + `<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>` + "\n")
	for _, layer := range annotated.Layers {
		fmt.Fprintf(out, "<typeDescription><name>%s%s</name><description/><supertypeName>uima.tcas.Annotation</supertypeName><features>\n", types, layer)
		for _, field := range append([]string{"id"}, attributesOf(layer)...) {
			fmt.Fprintf(out, "<featureDescription><name>%s</name><description/><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>\n", field)
		}
		out.WriteString("</features></typeDescription>\n")
	}
	out.WriteString("</types></typeSystemDescription>\n")
	return out.Flush()
}

// attributesOf are the fields of a layer as features. None may be called "type", which
// every annotation of UIMA has already.
func attributesOf(layer annotated.Layer) []string {
	names := slices.Clone(annotated.Fields(layer))
	for i := range names {
		if names[i] == "type" {
			names[i] = "category"
		}
	}
	return names
}

// Write writes a report.
func Write(w io.Writer, r *annotated.Report) error {
	out := bufio.NewWriter(w)
	offsets := annotated.NewOffsets(r.Text, annotated.UTF16)
	out.WriteString(xml.Header)
	out.WriteString(`<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:tcas="http:///uima/tcas.ecore" xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0">` + "\n")
	fmt.Fprintf(out, "<cas:NULL xmi:id=\"0\"/>\n<tcas:DocumentAnnotation xmi:id=\"2\" sofa=\"1\" begin=\"0\" end=\"%d\" language=\"%s\"/>\n", offsets.Len(), attribute(orUnknown(r.Language)))
	members := []string{"2"}
	n := 2
	for i := range r.Marks {
		m := &r.Marks[i]
		for _, span := range m.Spans {
			n++
			members = append(members, strconv.Itoa(n))
			fmt.Fprintf(out, `<custom:%s xmi:id="%d" sofa="1" begin="%d" end="%d" id="%s"`, m.Layer, n, offsets.At(span.Start), offsets.At(span.End), attribute(m.ID))
			for j, field := range attributesOf(m.Layer) {
				if m.Values[j] != "" {
					fmt.Fprintf(out, ` %s="%s"`, field, attribute(m.Values[j]))
				}
			}
			out.WriteString("/>\n")
		}
	}
	fmt.Fprintf(out, "<cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text/plain\" sofaString=\"%s\"/>\n", attribute(r.Text))
	fmt.Fprintf(out, "<cas:View sofa=\"1\" members=\"%s\"/>\n</xmi:XMI>\n", strings.Join(members, " "))
	return out.Flush()
}

func orUnknown(language string) string {
	if language == "" {
		return "x-unspecified"
	}
	return language
}

// attribute spells a value of an attribute; line breaks and tabs stay what they are.
func attribute(value string) string {
	var to strings.Builder
	if err := xml.EscapeText(&to, []byte(value)); err != nil {
		return "" // a builder takes everything
	}
	return to.String()
}

// Read reads a report that Write wrote: its text and its marks. Marks of several spans
// are put together by their id.
func Read(from io.Reader) (string, []annotated.Mark, error) {
	type found struct {
		layer      annotated.Layer
		start, end int
		values     map[string]string
	}
	var all []found
	text := ""
	decoder := xml.NewDecoder(from)
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return "", nil, fmt.Errorf("xmi: %w", err)
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		values := map[string]string{}
		for _, a := range element.Attr {
			if a.Name.Space == "" {
				values[a.Name.Local] = a.Value
			}
		}
		switch {
		case element.Name.Local == "Sofa":
			text = values["sofaString"]
		case strings.HasSuffix(element.Name.Space, "custom.ecore"):
			start, err := strconv.Atoi(values["begin"])
			if err != nil {
				return "", nil, fmt.Errorf("xmi: begin %q is no number", values["begin"])
			}
			end, err := strconv.Atoi(values["end"])
			if err != nil {
				return "", nil, fmt.Errorf("xmi: end %q is no number", values["end"])
			}
			all = append(all, found{annotated.Layer(element.Name.Local), start, end, values})
		}
	}
	offsets := annotated.NewOffsets(text, annotated.UTF16)
	var marks []annotated.Mark
	place := map[string]int{}
	for _, f := range all {
		span, ok := offsets.Span(f.start, f.end)
		if !ok {
			return "", nil, fmt.Errorf("xmi: %d to %d is outside the text", f.start, f.end)
		}
		key := f.values["id"]
		at, known := place[key]
		if !known {
			at = len(marks)
			place[key] = at
			m := annotated.Mark{ID: key, Layer: f.layer}
			for _, field := range attributesOf(f.layer) {
				m.Values = append(m.Values, f.values[field])
			}
			marks = append(marks, m)
		}
		marks[at].Spans = append(marks[at].Spans, lang.Span{Start: span.Start, End: span.End})
	}
	return text, marks, nil
}
