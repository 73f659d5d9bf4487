// Package markdown answers: how are rows written as a list for a text of one's own?
//
// In go rows with their evidence, out comes Markdown (CommonMark, with footnotes as
// GitHub, Pandoc and Obsidian have them): a numbered list, a note for each row, and at
// the end where the rows come from. It is streamed. What has a meaning in Markdown is
// escaped in words that come from reports.
package markdown

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/export/row"
)

type writer struct {
	out   *bufio.Writer
	shape *row.Shape
	n     int // rows
	notes int
}

// New returns a writer of Markdown to w.
func New(w io.Writer, shape *row.Shape) (row.Writer, error) {
	m := &writer{out: bufio.NewWriter(w), shape: shape}
	_, err := fmt.Fprintf(m.out, "# %s: %s\n", escape(shape.Title), escape(shape.Name))
	return m, err
}

func (m *writer) Write(r *row.Row) error {
	m.n++
	n := r.Note
	day := "**undated.** "
	switch {
	case n.NoDay:
		day = ""
	case n.On != "":
		day = "**" + escape(n.On) + ".** "
	}
	fmt.Fprintf(m.out, "\n%d. %s%s: %s[^%d]\n", m.n, day, escape(n.Lead), escape(n.Words), m.notes+1)
	for i := range n.More {
		more := &n.More[i]
		if i == 0 {
			m.out.WriteByte('\n')
		}
		lead := more.Lead
		if more.On != "" {
			lead = more.On + ", " + lead
		}
		fmt.Fprintf(m.out, "    - %s: %s[^%d]\n", escape(lead), escape(more.Words), m.notes+2+i)
	}
	m.out.WriteByte('\n')
	m.note(n)
	for i := range n.More {
		m.note(&n.More[i])
	}
	return nil
}

// note writes the next footnote.
func (m *writer) note(n *row.Note) {
	m.notes++
	fmt.Fprintf(m.out, "[^%d]: %s%s\n", m.notes, escape(n.Evidence()), link(n.Link))
}

func (m *writer) Close() error {
	if m.shape.About != nil {
		about, err := m.shape.About()
		if err != nil {
			return err
		}
		m.out.WriteString("\n---\n\n")
		for _, line := range about {
			fmt.Fprintf(m.out, "- %s: %s\n", escape(line[0]), escape(line[1]))
		}
	}
	return m.out.Flush()
}

// link spells an address that a browser goes to, and nothing else.
func link(address string) string {
	if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") || strings.ContainsAny(address, "<> \t\r\n\\") {
		return ""
	}
	return " <" + address + ">"
}

var marks = strings.NewReplacer(`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `<`, `\<`, `>`, `\>`, `#`, `\#`, `|`, `\|`, `~`, `\~`, `$`, `\$`, `&`, `\&`)

// escape spells words that are no Markdown, on one line.
func escape(words string) string { return marks.Replace(plain.Text(words)) }
