package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"verbale.dev/verbale"
	sidebyside "verbale.dev/verbale/internal/comparison"
	"verbale.dev/verbale/internal/derive/wording"
	"verbale.dev/verbale/internal/excerpt"
)

// Comparer finds what was said once and is told at several places, and which reports share
// passages. A store that is one has the pages for it.
type Comparer interface {
	// MostTold yields utterances, those that most reports tell first, at most so many, and
	// returns how many there are.
	MostTold(ctx context.Context, limit int, yield func(*verbale.Utterance, []*verbale.Statement) error) (total int, err error)
	// Utterance returns the utterance of an id, or that of a statement, with its renderings.
	Utterance(ctx context.Context, id string) (*verbale.Utterance, []*verbale.Statement, error)
	// Sharing returns what reports share with one.
	Sharing(ctx context.Context, document string) ([]*verbale.Reuse, error)
}

// listedUtterances is how many utterances one page lists.
const listedUtterances = 200

// onceView is the list of what was said once.
type onceView struct {
	Total int
	Rows  []onceRow
}

type onceRow struct {
	ID, Head, Words string
}

// gridView is one utterance, laid out.
type gridView struct {
	*verbale.Utterance
	Head    string
	Groups  []groupCount
	Columns []gridColumn // the base first
	Within  []gridWithin
	Rows    []gridRow
	Perhaps []Item
	Text    string // the whole as text, to copy
	Command string
}

type groupCount struct {
	Name  string
	Count int
	Shown bool // from the start
}

type gridColumn struct {
	Letter, Short, Address string
	Day                    string
	Statement              string
	Odd, Base              bool
}

// gridWithin sets what a report tells a second time beside the fullest of it.
type gridWithin struct {
	Letter        string
	Told, Address string
}

type gridRow struct {
	Number int // 0: of one rendering alone
	Cells  []gridCell
}

type gridCell struct {
	Letter, Short, Address string
	Base, Same, Moved, Odd bool
	Signs                  []string
	Segments               []gridSegment
}

type gridSegment struct {
	Text, Gone string // the words, and those of the base in their place
	After      string // signs and spaces behind them
	Group      string // "" is the same
	Name, Sign string
}

// signs are what differences are marked with, so that they are told without colour.
var signs = map[string]string{"substance": "!", "misheard": "~", "order": "⇄", "wording": "w", "cut": "…", "style": "s"}

// serveOnce lists what was said once and is told at several places.
func (s *Server) serveOnce(w http.ResponseWriter, r *http.Request) {
	store, ok := s.store.(Comparer)
	if !ok {
		s.show(w, r, "compare", http.StatusOK, view{Title: "Compare", Active: "compare", Data: &CompareData{}})
		return
	}
	var v onceView
	total, err := store.MostTold(r.Context(), listedUtterances, func(u *verbale.Utterance, statements []*verbale.Statement) error {
		v.Rows = append(v.Rows, onceRow{ID: u.ID, Head: sidebyside.Head(u), Words: excerpt.Join(sidebyside.Fullest(statements).Content)})
		return nil
	})
	if err != nil {
		s.fault(w, r, err)
		return
	}
	v.Total = total
	s.show(w, r, "once", http.StatusOK, view{Title: "Compare", Active: "compare", Data: &v})
}

// serveGrid shows the renderings of one utterance under each other.
func (s *Server) serveGrid(w http.ResponseWriter, r *http.Request) {
	store, ok := s.store.(Comparer)
	if !ok {
		s.fail(w, r, http.StatusNotFound, "There is no such page.")
		return
	}
	u, statements, err := store.Utterance(r.Context(), r.PathValue("id"))
	if err != nil {
		s.fault(w, r, err)
		return
	}
	base := r.URL.Query().Get("base")
	v := gridView{Utterance: u, Head: sidebyside.Head(u), Command: "verbale compare " + u.ID}
	grid := sidebyside.LayOn(statements, base)
	err = s.ask(r.Context(), func(c *catalogue) error {
		numbers, err := s.store.Numbers(r.Context(), u.Perhaps)
		if err != nil {
			return err
		}
		var entries []int32
		for _, number := range numbers {
			if at, known := c.entryOf[number]; known {
				entries = append(entries, at)
			}
		}
		if v.Perhaps, err = s.items(r.Context(), c, entries, "", false); err != nil {
			return err
		}
		v.lay(grid, func(document string) (short, day string) {
			at, known := c.documentOf[document]
			if !known {
				return document, ""
			}
			row := c.documents[at].row
			return row.Short, cmp.Or(orEmpty(row.Dateline.Date), orEmpty(row.Published))
		})
		return nil
	})
	if err != nil {
		s.fault(w, r, err)
		return
	}
	compared := sidebyside.Of(u, statements)
	shorts := map[string]string{}
	for _, c := range v.Columns {
		shorts[c.Statement] = c.Short
	}
	v.Text = sidebyside.Text(compared, statements, func(document string) string {
		for _, st := range statements {
			if st.Document == document && shorts[st.ID] != "" {
				return shorts[st.ID]
			}
		}
		return document
	})
	title := "Told of several"
	if u.Speaker != nil {
		title = u.Speaker.Name
	}
	s.show(w, r, "grid", http.StatusOK, view{Title: title + ", compared", Active: "compare", Data: &v})
}

// lay turns a grid into what the page shows.
func (v *gridView) lay(grid *sidebyside.Grid, report func(document string) (short, day string)) {
	for i, column := range append([]*sidebyside.Column{grid.Base}, grid.Columns...) {
		short, day := report(column.Document)
		letter := "A"
		if i > 0 {
			letter = sidebyside.Letter(i - 1)
		}
		for _, st := range column.Statements {
			v.Columns = append(v.Columns, gridColumn{Letter: letter, Short: short, Day: day, Statement: st.ID, Odd: column.Odd, Base: i == 0,
				Address: evidenceAddress(verbale.Located{Document: st.Document, Version: st.Version, Excerpt: st.Content[0]})})
		}
		if column.Within {
			st := column.Statements[0]
			v.Within = append(v.Within, gridWithin{Letter: letter, Told: excerpt.Join(st.Content),
				Address: evidenceAddress(verbale.Located{Document: st.Document, Version: st.Version, Excerpt: st.Content[0]})})
		}
	}
	n := 0
	for _, r := range grid.Rows {
		row := gridRow{}
		if len(r.Base) > 0 {
			n++
			row.Number = n
			short, _ := report(grid.Base.Document)
			row.Cells = append(row.Cells, gridCell{Letter: "A", Short: short, Base: true, Odd: grid.Base.Odd, Address: evidenceAddress(r.Base[0]),
				Segments: []gridSegment{{Text: sidebyside.Words(r.Base)}}})
		}
		for i := range r.Cells {
			if cell := &r.Cells[i]; len(cell.Words) > 0 {
				short, _ := report(grid.Columns[i].Document)
				row.Cells = append(row.Cells, cellOf(cell, sidebyside.Letter(i), short, grid.Columns[i].Odd, len(r.Base) > 0))
			}
		}
		v.Rows = append(v.Rows, row)
	}
	counts := map[string]int{}
	for _, d := range grid.Differences() {
		counts[sidebyside.Group(d)]++
	}
	for i, name := range sidebyside.Groups {
		v.Groups = append(v.Groups, groupCount{name, counts[name], i < 3})
	}
}

// cellOf is what a page shows of a cell.
func cellOf(cell *sidebyside.Cell, letter, short string, odd, compared bool) gridCell {
	c := gridCell{Letter: letter, Short: short, Address: evidenceAddress(cell.Words[0]), Moved: cell.Moved, Odd: odd, Same: compared && cell.Agrees()}
	if !compared {
		c.Segments = []gridSegment{{Text: sidebyside.Words(cell.Words), Group: "cut", Name: "only here", Sign: "+"}}
		return c
	}
	c.Segments = append(c.Segments, gridSegment{After: cell.Before})
	for _, s := range cell.Segments {
		g := gridSegment{Text: s.B, Gone: s.A, After: s.After}
		if s.Class == wording.Same {
			g.Gone = ""
			c.Segments = append(c.Segments, g)
			continue
		}
		g.Group = sidebyside.Group(verbale.Difference{Class: string(s.Class), Type: string(s.Type)})
		g.Name, g.Sign = cmp.Or(strings.ReplaceAll(string(s.Type), "_", " "), g.Group), signs[g.Group]
		switch {
		case g.Text == "":
			g.Sign = "–"
		case g.Gone == "":
			g.Sign = "+"
		}
		if !slices.Contains(c.Signs, signs[g.Group]) {
			c.Signs = append(c.Signs, signs[g.Group])
		}
		c.Segments = append(c.Segments, g)
	}
	return c
}

// SharedReport is a report that has words in common with another, as its page tells.
type SharedReport struct {
	Address, Short, Extent, Direction string
}

// sharing lists the reports that have words of one.
func (s *Server) sharing(ctx context.Context, c *catalogue, document string) ([]SharedReport, error) {
	store, ok := s.store.(Comparer)
	if !ok {
		return nil, nil
	}
	families, err := store.Sharing(ctx, document)
	if err != nil {
		return nil, err
	}
	var list []SharedReport
	for _, f := range families {
		other := f.Documents[0]
		if other == document {
			other = f.Documents[1]
		}
		row := SharedReport{Address: address{document: other}.path(), Short: other}
		if at, known := c.documentOf[other]; known {
			row.Short = c.documents[at].row.Short
		}
		row.Extent = map[string]string{"copy": "nearly all of it", "near_copy": "half of it or more", "passage": "passages"}[f.Extent]
		switch {
		case f.Direction == nil:
		case f.Direction.From == document:
			row.Direction = "from this report, by " + f.Direction.By
		default:
			row.Direction = "which this report has from there, by " + f.Direction.By
		}
		list = append(list, row)
	}
	return list, nil
}
