// Package webanno answers: how is an annotated report written as WebAnno TSV 3.3, as
// INCEpTION takes it?
//
// [Write] writes the words of a report, a sentence a block, with a column for each field
// of each layer; [Read] gives back the marks. Every span is an annotation of its own
// with a disambiguation id; those of one mark have the same "id". Where a span begins or
// ends within a word there are rows for the pieces of the word. Offsets are UTF-16.
//
// Law: what Write writes, Read reads as the same marks, but for spans that begin or end
// in white space or where no word is, which the format cannot hold: they are made to
// end at words, and those that hold none are left out and counted.
//
// https://inception-project.github.io/releases/36.4/docs/user-guide.html#sect_webannotsv
package webanno

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"verbale.dev/verbale/internal/export/annotated"
	"verbale.dev/verbale/lang"
)

const types = "webanno.custom."

// piece is one span of a mark.
type piece struct {
	lang.Span
	mark *annotated.Mark
	n    int // its disambiguation id
}

// unit is a row: a word, or a part of one.
type unit struct {
	lang.Span
	id     string
	layers map[annotated.Layer][]*piece
}

// Write writes a report with its words. It returns how many spans hold no word.
func Write(w io.Writer, r *annotated.Report, d *lang.Document) (leftOut int, err error) {
	out := bufio.NewWriter(w)
	out.WriteString("#FORMAT=WebAnno TSV 3.3\n")
	for _, layer := range annotated.Layers {
		fmt.Fprintf(out, "#T_SP=%s%s|id|%s\n", types, layer, strings.Join(annotated.Fields(layer), "|"))
	}
	out.WriteString("\n")
	pieces := piecesOf(r)
	offsets := annotated.NewOffsets(r.Text, annotated.UTF16)
	used := make([]bool, len(pieces))
	first := 0 // pieces before it end before the sentence
	for i, s := range d.Sentences {
		for first < len(pieces) && pieces[first].End <= s.Start {
			first++
		}
		fmt.Fprintf(out, "\n#Text=%s\n", escapeText(s.Span.Text(r.Text)))
		for _, u := range units(r, d, s, i+1, pieces[first:], used[first:]) {
			fmt.Fprintf(out, "%s\t%d-%d\t%s", u.id, offsets.At(u.Start), offsets.At(u.End), escape(u.Text(r.Text)))
			for _, layer := range annotated.Layers {
				columns(out, layer, u.layers[layer])
			}
			out.WriteString("\t\n")
		}
	}
	for _, one := range used {
		if !one {
			leftOut++
		}
	}
	return leftOut, out.Flush()
}

// piecesOf lists the spans of all marks in order, numbered.
func piecesOf(r *annotated.Report) []piece {
	var pieces []piece
	for i := range r.Marks {
		for _, span := range r.Marks[i].Spans {
			pieces = append(pieces, piece{Span: span, mark: &r.Marks[i]})
		}
	}
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	for i := range pieces {
		pieces[i].n = i + 1
	}
	return pieces
}

// units makes the rows of a sentence. Of pieces that hold part of a word, the part is a
// row behind that of the word.
func units(r *annotated.Report, d *lang.Document, s lang.Sentence, number int, pieces []piece, used []bool) []unit {
	var all []unit
	word := 0
	for t := s.First; t < s.Last; t++ {
		token := d.Tokens[t].Span
		if token.Start >= token.End {
			continue
		}
		word++
		whole := unit{Span: token, id: fmt.Sprintf("%d-%d", number, word), layers: map[annotated.Layer][]*piece{}}
		var parts []unit
		for i := range pieces {
			p := &pieces[i]
			if p.Start >= token.End {
				break
			}
			if p.End <= token.Start {
				continue
			}
			used[i] = true
			span := lang.Span{Start: max(p.Start, token.Start), End: min(p.End, token.End)}
			if span == token {
				whole.layers[p.mark.Layer] = append(whole.layers[p.mark.Layer], p)
				continue
			}
			at := slices.IndexFunc(parts, func(u unit) bool { return u.Span == span })
			if at < 0 {
				at = len(parts)
				parts = append(parts, unit{Span: span, id: fmt.Sprintf("%s.%d", whole.id, at+1), layers: map[annotated.Layer][]*piece{}})
			}
			parts[at].layers[p.mark.Layer] = append(parts[at].layers[p.mark.Layer], p)
		}
		all = append(append(all, whole), parts...)
	}
	return all
}

// columns writes the fields of a layer in a row.
func columns(out *bufio.Writer, layer annotated.Layer, pieces []*piece) {
	for f := -1; f < len(annotated.Fields(layer)); f++ {
		out.WriteByte('\t')
		if len(pieces) == 0 {
			out.WriteByte('_')
		}
		for i, p := range pieces {
			if i > 0 {
				out.WriteByte('|')
			}
			value := p.mark.ID
			if f >= 0 {
				value = p.mark.Values[f]
			}
			if value == "" {
				out.WriteByte('*')
			} else {
				out.WriteString(escape(value))
			}
			fmt.Fprintf(out, "[%d]", p.n)
		}
	}
}

var escapes = strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`, `|`, `\|`, `_`, `\_`, `->`, `\->`, `;`, `\;`, "\t", `\t`, "\n", `\n`, "\r", `\r`, `*`, `\*`)

func escape(value string) string { return escapes.Replace(value) }

// escapeText spells the text of a sentence, a line for each of its own.
func escapeText(text string) string {
	text = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\r", `\r`).Replace(text)
	return strings.ReplaceAll(text, "\n", "\n#Text=")
}

// Read reads the marks of a file on a text. Spans of one mark come together by its id;
// marks of annotators who gave none are each by themselves, as "new-N".
func Read(from io.Reader, text string) ([]annotated.Mark, error) {
	x := &reader{offsets: annotated.NewOffsets(text, annotated.UTF16), text: text, spans: map[int]*found{}}
	scanner := bufio.NewScanner(from)
	scanner.Buffer(nil, 16<<20)
	for line := 1; scanner.Scan(); line++ {
		if err := x.line(scanner.Text()); err != nil {
			return nil, fmt.Errorf("webanno: line %d: %w", line, err)
		}
	}
	if err := scanner.Err(); err != nil {
		return nil, fmt.Errorf("webanno: %w", err)
	}
	return x.marks(), nil
}

type column struct {
	layer annotated.Layer
	field string
}

// found is one annotation with its span and values.
type found struct {
	layer  annotated.Layer
	span   lang.Span
	values map[string]string
	order  int
}

type reader struct {
	offsets *annotated.Offsets
	text    string
	columns []column
	spans   map[int]*found // by disambiguation id
	alone   []*found       // annotations of one row, which need none
}

func (x *reader) line(line string) error {
	if rest, ok := strings.CutPrefix(line, "#T_SP="); ok {
		names := strings.Split(rest, "|")
		layer := annotated.Layer(names[0][strings.LastIndexByte(names[0], '.')+1:])
		for _, field := range names[1:] {
			x.columns = append(x.columns, column{layer, field})
		}
		return nil
	}
	if line == "" || line[0] == '#' {
		return nil
	}
	cells := strings.Split(strings.TrimSuffix(line, "\t"), "\t")
	if len(cells) < 3+len(x.columns) {
		return fmt.Errorf("%d columns, want %d", len(cells), 3+len(x.columns))
	}
	from, to, ok := strings.Cut(cells[1], "-")
	start, err := strconv.Atoi(from)
	end, also := strconv.Atoi(to)
	if !ok || err != nil || also != nil {
		return fmt.Errorf("%q is no range", cells[1])
	}
	span, ok := x.offsets.Span(start, end)
	if !ok {
		return fmt.Errorf("%s is outside the text", cells[1])
	}
	if words := unescape(cells[2]); span.Text(x.text) != words {
		return fmt.Errorf("the text has %q at %s and not %q: it is another version", span.Text(x.text), cells[1], words)
	}
	row := map[annotated.Layer][]*found{}
	for i, c := range x.columns {
		if err := x.cell(cells[3+i], c, span, row); err != nil {
			return err
		}
	}
	return nil
}

// cell reads the values of one column in a row. Row holds the annotations of the row
// that have no id, by their place in the stack.
func (x *reader) cell(cell string, c column, span lang.Span, row map[annotated.Layer][]*found) error {
	if cell == "_" {
		return nil
	}
	for i, value := range splitBare(cell, '|') {
		n := 0
		if at := strings.LastIndexByte(value, '['); at > 0 && value[at-1] != '\\' && strings.HasSuffix(value, "]") {
			var err error
			if n, err = strconv.Atoi(value[at+1 : len(value)-1]); err != nil {
				return fmt.Errorf("%q is no annotation", value)
			}
			value = value[:at]
		}
		var f *found
		switch {
		case n > 0:
			if f = x.spans[n]; f == nil {
				f = &found{layer: c.layer, span: span, values: map[string]string{}, order: n}
				x.spans[n] = f
			}
			f.span.End = max(f.span.End, span.End)
		case i < len(row[c.layer]):
			f = row[c.layer][i]
		default:
			f = &found{layer: c.layer, span: span, values: map[string]string{}}
			row[c.layer] = append(row[c.layer], f)
			x.alone = append(x.alone, f)
		}
		if value != "*" {
			f.values[c.field] = unescape(value)
		}
	}
	return nil
}

// splitBare parts a cell at a mark that no backslash stands before.
func splitBare(cell string, mark byte) []string {
	var all []string
	from := 0
	for i := 0; i < len(cell); i++ {
		switch cell[i] {
		case '\\':
			i++
		case mark:
			all = append(all, cell[from:i])
			from = i + 1
		}
	}
	return append(all, cell[from:])
}

func unescape(value string) string {
	var to strings.Builder
	for i := 0; i < len(value); i++ {
		if value[i] != '\\' || i+1 == len(value) {
			to.WriteByte(value[i])
			continue
		}
		i++
		switch value[i] {
		case 't':
			to.WriteByte('\t')
		case 'n':
			to.WriteByte('\n')
		case 'r':
			to.WriteByte('\r')
		default:
			to.WriteByte(value[i])
		}
	}
	return to.String()
}

func (x *reader) marks() []annotated.Mark {
	all := slices.Clone(x.alone)
	for _, f := range x.spans {
		all = append(all, f)
	}
	slices.SortStableFunc(all, func(a, b *found) int {
		return cmp.Or(a.span.Start-b.span.Start, b.span.End-a.span.End, a.order-b.order)
	})
	var marks []annotated.Mark
	place := map[string]int{}
	for i, f := range all {
		id := f.values["id"]
		if id == "" {
			id = fmt.Sprintf("new-%d", i+1)
		}
		at, known := place[id]
		if !known {
			at = len(marks)
			place[id] = at
			m := annotated.Mark{ID: id, Layer: f.layer}
			for _, field := range annotated.Fields(f.layer) {
				m.Values = append(m.Values, f.values[field])
			}
			marks = append(marks, m)
		}
		marks[at].Spans = append(marks[at].Spans, f.span)
	}
	return marks
}
