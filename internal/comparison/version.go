package comparison

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/wording"
	"verbale.dev/verbale/lang"
)

// Version is one version of a report, with what was read from it.
type Version struct {
	Document   string
	Version    string // the first digits of its hash
	Text       string
	Statements []*verbale.Statement
}

// Changed is a stretch in which two versions of a report differ.
type Changed struct {
	verbale.Difference
	Statement *string `json:"statement"` // of which content it changes words, as the older version has it, else as the newer has it
	Quoted    bool    `json:"quoted"`    // that content stands within quotation marks
}

// Versions lists where two versions of a report differ: changed quotations first, then what
// else somebody is told to have said, then the rest, each in order of place. White space
// and punctuation are no difference.
func Versions(a, b *Version) []Changed {
	list := []Changed{}
	for _, d := range wording.Compare(a.Text, b.Text) {
		if d.Class == wording.Same {
			continue
		}
		c := Changed{Difference: verbale.Difference{Class: string(d.Class), Type: string(d.Type)}}
		if d.Class == wording.Cut { // of a whole report nothing is cut: it came, or it went
			c.Class, c.Type = string(wording.Substance), string(wording.LeftOut)
			if d.A.Len() == 0 {
				c.Type = string(wording.Added)
			}
		}
		c.A, c.B = a.at(d.A), b.at(d.B)
		s := a.says(d.A)
		if s == nil {
			s = b.says(d.B)
		}
		if s != nil {
			c.Statement, c.Quoted = &s.ID, s.Mode != verbale.Indirect
		}
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(x, y Changed) int { return cmp.Compare(x.weight(), y.weight()) })
	return list
}

func (c *Changed) weight() int {
	switch {
	case c.Quoted:
		return 0
	case c.Statement != nil:
		return 1
	}
	return 2
}

func (v *Version) at(span lang.Span) *verbale.Located {
	if span.Len() == 0 {
		return nil
	}
	return &verbale.Located{Document: v.Document, Version: v.Version, Excerpt: verbale.Excerpt{Span: span, Text: span.Text(v.Text)}}
}

// says returns the statement whose content holds a byte of a stretch, a quoted one first.
func (v *Version) says(span lang.Span) *verbale.Statement {
	var found *verbale.Statement
	for _, s := range v.Statements {
		for _, e := range s.Content {
			if e.Start < max(span.End, span.Start+1) && span.Start < e.End && (found == nil || found.Mode == verbale.Indirect) {
				found = s
			}
		}
	}
	return found
}

// VersionsText writes what differs for reading.
func VersionsText(a, b *Version, changes []Changed) string {
	var t strings.Builder
	fmt.Fprintf(&t, "%s: version %s and %s, %s\n", a.Document, a.Version, b.Version, count(len(changes), "change"))
	for _, c := range changes {
		where := "the report"
		switch {
		case c.Quoted:
			where = "quotation " + *c.Statement
		case c.Statement != nil:
			where = "statement " + *c.Statement
		}
		fmt.Fprintf(&t, "  %s, %s:", where, strings.ReplaceAll(cmp.Or(c.Type, c.Class), "_", " "))
		if c.A != nil {
			fmt.Fprintf(&t, " [-%s-]", flat(c.A.Text))
		}
		if c.B != nil {
			fmt.Fprintf(&t, " {+%s+}", flat(c.B.Text))
		}
		t.WriteByte('\n')
	}
	return t.String()
}
