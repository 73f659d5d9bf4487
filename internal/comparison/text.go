package comparison

import (
	"fmt"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/wording"
)

// Substance returns those of the differences that are of substance.
func Substance(differences []verbale.Difference) []verbale.Difference {
	kept := []verbale.Difference{}
	for _, d := range differences {
		if d.Class == string(wording.Substance) {
			kept = append(kept, d)
		}
	}
	return kept
}

// Text writes a comparison for reading: who and when, how much differs, then a row a
// sentence of the fullest rendering and under it what each report has for it: words of the
// first alone stand in [- -], of the other alone in {+ +}. Labels name the reports.
func Text(c *verbale.Compared, statements []*verbale.Statement, label func(document string) string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n", c.ID, Head(&c.Utterance))
	g := LayOn(statements, c.Base)
	if g == nil {
		return b.String()
	}
	fmt.Fprintf(&b, "  %s\n", Sum(c.Differences))
	for _, s := range statements {
		letter := g.letter(s)
		fmt.Fprintf(&b, "  %s  %s  %s%s\n", letter, label(s.Document), s.ID, odd(g, letter))
	}
	kept := map[string]bool{}
	for _, d := range c.Differences {
		kept[d.Class] = true
	}
	n := 0
	for _, r := range g.Rows {
		if len(r.Base) == 0 {
			fmt.Fprintf(&b, "  +\n")
		} else {
			n++
			fmt.Fprintf(&b, "%3d A  %s\n", n, flat(Words(r.Base)))
		}
		for i := range r.Cells {
			if words := r.Cells[i].inline(len(r.Base) > 0, kept); words != "" {
				fmt.Fprintf(&b, "    %s%s %s\n", Letter(i), moved(r.Cells[i].Moved), words)
			}
		}
	}
	b.WriteByte('\n')
	return b.String()
}

// Head says who said it, when, how often it is told, and on how many reports that hang on
// no other.
func Head(u *verbale.Utterance) string {
	who := "told of several speakers, or of none"
	if u.Speaker != nil {
		who = u.Speaker.Name
	}
	on := "no day that all tell"
	if u.On != nil {
		on = *u.On
	}
	told := count(u.Tellings, "report")
	switch {
	case u.Tellings < 2:
	case u.Independent == nil:
		told += ", independent: not known"
	default:
		told += fmt.Sprintf(", %d independent", *u.Independent)
	}
	return fmt.Sprintf("%s, %s; %s, %s; wording %s", who, on, count(len(u.Renderings), "rendering"), told, u.Wording)
}

// Sum counts differences by class, misheard words and other orders apart.
func Sum(differences []verbale.Difference) string {
	counts := map[string]int{}
	for _, d := range differences {
		counts[Group(d)]++
	}
	parts := make([]string, len(Groups))
	for i, name := range Groups {
		parts[i] = fmt.Sprintf("%s %d", name, counts[name])
	}
	return strings.Join(parts, " · ")
}

// Groups are what differences are counted by, those that matter most first.
var Groups = []string{"substance", "misheard", "order", "wording", "cut", "style"}

// Group is the group of a difference.
func Group(d verbale.Difference) string {
	if t := wording.Type(d.Type); t == wording.Misheard || t == wording.Order {
		return d.Type
	}
	return d.Class
}

// Letter names a column.
func Letter(i int) string {
	if i < 25 {
		return string(rune('B' + i))
	}
	return fmt.Sprintf("B%d", i)
}

// letter is that of the column of a statement.
func (g *Grid) letter(s *verbale.Statement) string {
	for i, c := range g.Columns {
		if slices.Contains(c.Statements, s) {
			return Letter(i)
		}
	}
	return "A"
}

func odd(g *Grid, letter string) string {
	for i, c := range g.Columns {
		if Letter(i) == letter && c.Odd || letter == "A" && g.Base.Odd {
			return "  (the odd one)"
		}
	}
	return ""
}

func moved(is bool) string {
	if is {
		return " ⇄"
	}
	return "  "
}

// Agrees reports whether a cell has the words of the base and no others.
func (c *Cell) Agrees() bool {
	return len(c.Words) > 0 && !slices.ContainsFunc(c.Segments, func(s Segment) bool { return s.Class != wording.Same && s.Class != wording.Style })
}

// inline writes the words of a cell, with what differs marked; "" where it has none.
func (c *Cell) inline(compared bool, kept map[string]bool) string {
	switch {
	case len(c.Words) == 0:
		return ""
	case !compared:
		return "{+" + flat(Words(c.Words)) + "+}"
	case c.Agrees():
		return "(the same)"
	}
	var parts []string
	for _, s := range c.Segments {
		switch {
		case s.Class == wording.Same || !kept[string(s.Class)]:
			parts = append(parts, flat(s.B+s.After))
		default:
			mark := ""
			if s.A != "" {
				mark += "[-" + flat(s.A) + "-]"
			}
			if s.B != "" {
				mark += "{+" + flat(s.B) + "+}" + flat(s.After)
			}
			if s.Type != "" {
				mark += "(" + strings.ReplaceAll(string(s.Type), "_", " ") + ")"
			}
			parts = append(parts, mark)
		}
	}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " ")
}

// Words are the words of pieces of one report, with what is left out between them marked.
func Words(pieces []verbale.Located) string { return joined(pieces).text }

func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
