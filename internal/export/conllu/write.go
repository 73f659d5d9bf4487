package conllu

import (
	"bufio"
	"io"
	"strconv"
	"strings"
)

// Writer writes sentences to a file. Each Write passes its sentence on whole.
type Writer struct {
	w *bufio.Writer
}

// NewWriter returns a Writer onto w.
func NewWriter(w io.Writer) *Writer { return &Writer{bufio.NewWriter(w)} }

// Write writes s and its empty line, and returns the first error of the writer
// under it. Empty nodes are written after the word whose id they extend.
func (w *Writer) Write(s *Sentence) error {
	b := w.w
	comment := func(key, value string) {
		b.WriteString("# ")
		b.WriteString(key)
		b.WriteString(" = ")
		b.WriteString(value)
		b.WriteByte('\n')
	}
	mark := func(key, id string, there bool) {
		switch {
		case there && id != "":
			comment(key+" id", id)
		case there:
			b.WriteString("# " + key + "\n")
		}
	}
	mark("newdoc", s.Document, s.NewDocument)
	mark("newpar", s.Paragraph, s.NewParagraph)
	for _, c := range s.Comments {
		b.WriteString(c)
		b.WriteByte('\n')
	}
	if s.ID != "" {
		comment("sent_id", s.ID)
	}
	if s.Text != "" {
		comment("text", s.Text)
	}
	multiwords, empty := s.Multiwords, s.Empty
	var row [10]string
	for i := 0; i <= len(s.Words); i++ {
		for len(empty) > 0 {
			if before, _, _ := strings.Cut(empty[0][0], "."); before != strconv.Itoa(i) {
				break
			}
			w.row(empty[0])
			empty = empty[1:]
		}
		if i == len(s.Words) {
			break
		}
		if len(multiwords) > 0 && multiwords[0].First == i+1 {
			m := multiwords[0]
			multiwords = multiwords[1:]
			w.row([10]string{strconv.Itoa(m.First) + "-" + strconv.Itoa(m.Last), m.Form, "_", "_", "_", "_", "_", "_", "_", m.Misc})
		}
		word := &s.Words[i]
		row = [10]string{strconv.Itoa(i + 1), word.Form, word.Lemma, word.UPOS, word.XPOS, word.Feats, strconv.Itoa(word.Head), word.DepRel, word.Deps, word.Misc}
		w.row(row)
	}
	b.WriteByte('\n')
	return b.Flush()
}

func (w *Writer) row(columns [10]string) {
	for i, c := range columns {
		if i > 0 {
			w.w.WriteByte('\t')
		}
		if c == "" {
			c = "_"
		}
		w.w.WriteString(c)
	}
	w.w.WriteByte('\n')
}
