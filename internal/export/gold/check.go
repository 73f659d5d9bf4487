package gold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/lang"
)

// check holds a report's gold to the rules that can be checked without
// judgement.
func check(r *Report, faults *faults) {
	for i := range r.Statements {
		st := &r.Statements[i]
		c := checker{report: r, statement: st, line: r.lines[st.ID], faults: faults}
		c.pieces()
		c.boundaries()
		c.setApart()
		c.parent()
		c.references()
		c.dates()
		for _, other := range r.Statements[:i] {
			if sameSpans(other.Cue, st.Cue) && sameSpans(other.Content, st.Content) {
				c.fault("has the cue and the content of statement %s; one of them is too much", other.ID)
			}
		}
	}
	for i, t := range r.Dates {
		if i > 0 && r.Dates[i-1].Overlaps(t.Span) {
			faults.add(0, "the time expressions %q and %q overlap", r.Dates[i-1].Text, t.Text)
		}
	}
}

type checker struct {
	report    *Report
	statement *verbale.Statement
	line      int
	faults    *faults
}

func (c *checker) fault(format string, args ...any) {
	c.faults.add(c.line, "statement "+c.statement.ID+" "+format, args...)
}

// pieces finds spans that overlap, run over a line break, or are one stretch
// cut in two.
func (c *checker) pieces() {
	var all []verbale.Excerpt
	for _, list := range [][]verbale.Excerpt{c.statement.Source, c.statement.Cue, c.statement.Content} {
		for i, piece := range list {
			all = append(all, piece)
			if strings.ContainsAny(piece.Text, "\r\n") {
				c.fault("has a piece over a line break: %q; mark each line", shorten(piece.Text))
			}
			if i == 0 || list[i-1].End > piece.Start {
				continue
			}
			if gap := c.report.Text[list[i-1].End:piece.Start]; strings.Trim(gap, " ") == "" {
				c.fault("cuts one stretch in two before %q; mark it as one", shorten(piece.Text))
			}
		}
	}
	sortExcerpts(all)
	for i := 1; i < len(all); i++ {
		if all[i-1].Overlaps(all[i].Span) {
			c.fault("has pieces that overlap: %q and %q", shorten(all[i-1].Text), shorten(all[i].Text))
		}
	}
}

// boundaries finds content that breaks PolNeAR's rules on marks and stops, and
// a mode that is not what the marks say.
func (c *checker) boundaries() {
	q := readQuoting(c.statement.Content)
	for i, piece := range c.statement.Content {
		last := piece.Text[len(piece.Text)-1]
		if strings.IndexByte(",;:.", last) >= 0 && !q.openEnds[i] && !abbreviated(c.report.Text, piece.Span) {
			c.fault("has content that ends in %q outside marks: %q; leave it out", last, shorten(piece.Text))
		}
	}
	switch {
	case q.open && !c.leftOpen():
		c.fault("has content with an opening mark and no closing one; marks belong to the content")
	case q.stray:
		c.fault("has content with a closing mark and no opening one; marks belong to the content")
	case c.statement.Mode != "" && q.mode() != c.statement.Mode:
		c.fault("is called %s, but its marks make it %s", c.statement.Mode, q.mode())
	}
	for _, list := range [][]verbale.Excerpt{c.statement.Source, c.statement.Cue} {
		for _, piece := range list {
			if strings.IndexByte(",;.", piece.Text[len(piece.Text)-1]) >= 0 && !abbreviated(c.report.Text, piece.Span) {
				c.fault("has a source or cue that ends in a comma or stop: %q; leave it out", shorten(piece.Text))
			}
		}
	}
}

// abbreviated reports whether the stop at the end of a piece is that of an
// abbreviation: its word has another ("U.S."), or the sentence goes on in lower
// case or with a comma ("Acme Inc. said").
func abbreviated(text string, piece lang.Span) bool {
	words := piece.Text(text)
	if !strings.HasSuffix(words, ".") {
		return false
	}
	last := words[strings.LastIndexAny(words, " \t")+1:]
	if strings.IndexByte(last, '.') < len(last)-1 && !strings.HasSuffix(last, "..") {
		return true
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[piece.End:], " "))
	return next == ',' || unicode.IsLower(next)
}

// leftOpen reports whether the text itself never closes the mark that the
// content leaves open: no mark follows on the line of its last piece.
func (c *checker) leftOpen() bool {
	last := c.statement.Content[len(c.statement.Content)-1]
	rest, _, _ := strings.Cut(c.report.Text[last.End:], "\n")
	return !strings.ContainsAny(rest, "\"”»’“")
}

func (c *checker) setApart() {
	for _, term := range c.statement.SetApart {
		if !within(c.statement.Content, term) {
			c.fault("sets %q apart, which is not within its content", term.Text)
		}
		if q := readQuoting([]verbale.Excerpt{term}); q.mode() != verbale.Direct {
			c.fault("sets %q apart, which is not within marks; let the braces hold the marks", term.Text)
		}
	}
}

// parent finds a parent that is not the smallest statement whose content holds
// this one's cue, or its content where it has no cue.
func (c *checker) parent() {
	held := c.statement.Cue
	if len(held) == 0 {
		held = c.statement.Content
	}
	smallest, size := "", 0
	for _, other := range c.report.Statements {
		if other.ID == c.statement.ID || !within(other.Content, held[0]) {
			continue
		}
		length := 0
		for _, piece := range other.Content {
			length += piece.Len()
		}
		if smallest == "" || length < size {
			smallest, size = other.ID, length
		}
	}
	switch given := c.statement.Parent; {
	case given == nil && smallest != "":
		c.fault("lies in the content of %s; say so with \"in\"", smallest)
	case given != nil && *given != smallest:
		if smallest == "" {
			smallest = "none"
		}
		c.fault("is said to be in %s, but the smallest content that holds its cue is that of %s", *given, smallest)
	}
}

func (c *checker) references() {
	for _, response := range c.statement.RespondsTo {
		if response.Statement == nil {
			continue
		}
		if c.report.lines[*response.Statement] == 0 || *response.Statement == c.statement.ID {
			c.fault("answers %s, which is no other statement of this report", *response.Statement)
		}
	}
}

func (c *checker) dates() {
	if c.statement.SaidOn == nil || c.report.Day == "" {
		return
	}
	said, _ := calendar.ParseSpan(*c.statement.SaidOn)
	if day, ok := calendar.ParseDay(c.report.Day); ok && said.First > day {
		c.fault("was said on %s, after its report of %s", *c.statement.SaidOn, c.report.Day)
	}
}

func within(pieces []verbale.Excerpt, e verbale.Excerpt) bool {
	for _, piece := range pieces {
		if piece.Contains(e.Span) {
			return true
		}
	}
	return false
}

func sameSpans(a, b []verbale.Excerpt) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Span != b[i].Span {
			return false
		}
	}
	return true
}
