package comparison

import (
	"cmp"
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

// Text writes a comparison for reading: who and when, the rendering that the others
// are compared with, and under each of the others its differences, those of substance
// first. Words of the first rendering alone stand in [- -], of the other alone in
// {+ +}.
func Text(c *verbale.Compared, statements []*verbale.Statement) (string, error) {
	var b strings.Builder
	who := "told of several speakers, or of none"
	if c.Speaker != nil {
		who = c.Speaker.Name
	}
	on := "no day that all tell"
	if c.On != nil {
		on = *c.On
	}
	fmt.Fprintf(&b, "%s  %s, %s; %s, %s\n", c.ID, who, on, count(len(c.Renderings), "rendering"), count(c.Tellings, "report"))
	for _, s := range statements {
		if s.ID == c.Base {
			fmt.Fprintf(&b, "  %s %s\n      %s\n", s.Document, s.ID, oneLine(s))
		}
	}
	for _, s := range statements {
		if s.ID == c.Base {
			continue
		}
		fmt.Fprintf(&b, "  %s %s\n      %s\n", s.Document, s.ID, oneLine(s))
		for _, d := range ofStatement(c, s, statements) {
			name := d.Class
			if d.Type != "" {
				name = strings.ReplaceAll(d.Type, "_", " ")
			}
			fmt.Fprintf(&b, "      %-11s", name)
			if d.A != nil {
				fmt.Fprintf(&b, " [-%s-]", flat(d.A.Text))
			}
			if d.B != nil {
				fmt.Fprintf(&b, " {+%s+}", flat(d.B.Text))
			}
			b.WriteByte('\n')
		}
	}
	b.WriteByte('\n')
	return b.String(), nil
}

// weights put differences of substance first, and those of style last.
var weights = map[string]int{string(wording.Substance): 0, string(wording.Wording): 1, string(wording.Cut): 2, string(wording.Style): 3}

// ofStatement are the differences of one rendering from the base: those whose words
// are its own, and those of the base alone that were found with it.
func ofStatement(c *verbale.Compared, s *verbale.Statement, statements []*verbale.Statement) []verbale.Difference {
	var base *verbale.Statement
	for _, other := range statements {
		if other.ID == c.Base {
			base = other
		}
	}
	if base == nil {
		return nil
	}
	only := Of(&c.Utterance, []*verbale.Statement{base, s})
	kept := map[string]bool{}
	for _, d := range c.Differences {
		kept[d.Class] = true
	}
	list := slices.DeleteFunc(only.Differences, func(d verbale.Difference) bool { return !kept[d.Class] })
	slices.SortStableFunc(list, func(x, y verbale.Difference) int { return cmp.Compare(weights[x.Class], weights[y.Class]) })
	return list
}

func oneLine(s *verbale.Statement) string {
	pieces := make([]string, len(s.Content))
	for i, e := range s.Content {
		pieces[i] = flat(e.Text)
	}
	return strings.Join(pieces, gap)
}

func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
