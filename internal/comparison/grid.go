package comparison

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/shingle"
	"verbale.dev/verbale/internal/derive/wording"
	"verbale.dev/verbale/lang"
)

// Grid is an utterance laid out for reading: a row a sentence of the fullest rendering, a
// column each other rendering or report.
type Grid struct {
	Chosen  *verbale.Statement // what the others are compared with
	Base    *Column            // it, and what else its report quotes
	Columns []*Column          // the odd one first, then in order of report and place
	Rows    []*Row
}

// Column is the renderings of one report, or one that stands beside the base in its own.
type Column struct {
	Document   string
	Version    string
	Statements []*verbale.Statement // in order of place
	Within     bool                 // of the report of the base
	Odd        bool                 // turns polarity, agent, number or name where the others do not
}

// Row is some words of the base, in most cases a sentence, with what each column has for
// them. A row without words of the base is what one column alone has.
type Row struct {
	Base  []verbale.Located
	Cells []Cell // one a column
}

// Cell is what a column has for the words of a row.
type Cell struct {
	Words    []verbale.Located // none: nothing
	Before   string            // what stands before the first word: a mark that opens
	Segments []Segment         // in the order of the column's words; what the base alone has stands between
	Moved    bool              // it stands in another order
}

// Segment is a stretch of words in which a column agrees with the base, or differs.
type Segment struct {
	A, B  string // of the base and of the column
	After string // what stands behind the words of the column: signs and spaces
	Class wording.Class
	Type  wording.Type
	rows  []verbale.Difference
}

// Lay lays the renderings of an utterance out beside the fullest; nil of none.
func Lay(statements []*verbale.Statement) *Grid { return LayOn(statements, "") }

// LayOn lays the renderings of an utterance out beside the one of that id, else the fullest;
// nil of none.
func LayOn(statements []*verbale.Statement, id string) *Grid {
	base := Fullest(statements)
	if base == nil {
		return nil
	}
	if i := slices.IndexFunc(statements, func(s *verbale.Statement) bool { return s.ID == id }); i >= 0 {
		base = statements[i]
	}
	g := &Grid{Chosen: base, Base: &Column{Document: base.Document, Version: base.Version}}
	for _, s := range ordered(statements) {
		if s == base || s.Document == base.Document && piece(base, s) {
			g.Base.Statements = append(g.Base.Statements, s)
		}
	}
	for _, s := range ordered(statements) {
		if slices.Contains(g.Base.Statements, s) {
			continue
		}
		last := len(g.Columns) - 1
		if last >= 0 && g.Columns[last].Document == s.Document && s.Document != base.Document {
			g.Columns[last].Statements = append(g.Columns[last].Statements, s)
			continue
		}
		g.Columns = append(g.Columns, &Column{Document: s.Document, Version: s.Version, Statements: []*verbale.Statement{s}, Within: s.Document == base.Document})
	}
	own := sentencesOf(g.Base)
	others := make([][]*sentence, len(g.Columns))
	placed := make([][]int, len(g.Columns)) // of each sentence of a column: the one of the base that it renders, or -1
	group := make([]int, len(own))          // of each sentence of the base: the first one of its row
	for i := range group {
		group[i] = i
	}
	for c := range g.Columns {
		others[c] = sentencesOf(g.Columns[c])
		placed[c] = place(own, others[c], group)
	}
	g.rows(own, others, placed, group)
	g.oddFirst()
	return g
}

// piece reports whether a report quotes another piece of what was said, and not the same
// once more.
func piece(base, s *verbale.Statement) bool {
	if base.Mode == verbale.Indirect || s.Mode == verbale.Indirect {
		return false
	}
	a, b := termsOf(base), termsOf(s)
	shared := 0
	for term := range a {
		if b[term] {
			shared++
		}
	}
	return 100*shared < held*min(len(a), len(b))
}

// termsOf are the telling words of a content.
func termsOf(s *verbale.Statement) map[uint64]bool {
	terms := map[uint64]bool{}
	for _, e := range s.Content {
		for _, w := range shingle.Words(nil, e.Text, 0) {
			if !w.Common {
				terms[w.Hash] = true
			}
		}
	}
	return terms
}

func ordered(statements []*verbale.Statement) []*verbale.Statement {
	list := slices.Clone(statements)
	slices.SortFunc(list, func(a, b *verbale.Statement) int {
		return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Content[0].Start, b.Content[0].Start), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// rows makes the rows: those of the base in its order, then what columns alone have.
func (g *Grid) rows(own []*sentence, others [][]*sentence, placed [][]int, group []int) {
	row := map[int]*Row{}
	for i, s := range own {
		r := row[group[i]]
		if r == nil {
			r = &Row{Cells: make([]Cell, len(g.Columns))}
			row[group[i]] = r
			g.Rows = append(g.Rows, r)
		}
		r.Base = append(r.Base, s.at)
	}
	for c := range g.Columns {
		var order []int
		for j, at := range placed[c] {
			if at < 0 {
				g.alone(c, others[c][j])
				continue
			}
			r := row[group[at]]
			r.Cells[c].Words = append(r.Cells[c].Words, others[c][j].at)
			order = append(order, group[at])
		}
		kept := rising(order)
		for k, at := range order {
			row[at].Cells[c].Moved = row[at].Cells[c].Moved || !kept[k]
		}
	}
	for _, r := range g.Rows {
		for c := range r.Cells {
			if len(r.Base) > 0 && len(r.Cells[c].Words) > 0 {
				r.Cells[c].compare(r.Base)
			}
		}
	}
}

// alone adds what one column alone has: to the row before it, if that is its own too.
func (g *Grid) alone(c int, s *sentence) {
	if len(s.terms) == 0 {
		return
	}
	last := g.Rows[len(g.Rows)-1]
	if len(last.Base) > 0 || len(last.Cells[c].Words) == 0 {
		last = &Row{Cells: make([]Cell, len(g.Columns))}
		g.Rows = append(g.Rows, last)
	}
	last.Cells[c].Words = append(last.Cells[c].Words, s.at)
}

// compare fills in the segments of a cell.
func (c *Cell) compare(base []verbale.Located) {
	a, b := joined(base), joined(c.Words)
	var ends []lang.Span
	for _, d := range wording.Compare(a.text, b.text) {
		s := Segment{A: d.A.Text(a.text), B: d.B.Text(b.text), Class: d.Class, Type: d.Type}
		if d.Class != wording.Same {
			s.rows = pairs(a.located(d.A), b.located(d.B), d)
		}
		c.Segments = append(c.Segments, s)
		ends = append(ends, d.B)
	}
	for i, at := range ends {
		next := len(b.text)
		for _, other := range ends {
			if other.Start >= at.End && other.Len() > 0 {
				next = min(next, other.Start)
			}
		}
		if between := b.text[at.End:next]; at.Len() > 0 && !strings.ContainsFunc(between, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			c.Segments[i].After = between
		}
	}
	if first := slices.IndexFunc(ends, func(s lang.Span) bool { return s.Len() > 0 }); first >= 0 {
		c.Before = b.text[:min(ends[first].Start, len(b.text))]
		if strings.ContainsFunc(c.Before, unicode.IsLetter) {
			c.Before = ""
		}
	}
}

// oddTypes are the differences by which one rendering is the odd one.
var oddTypes = []wording.Type{wording.Negation, wording.Number, wording.Agent, wording.Misheard, wording.Modality}

// oddFirst puts the column first that turns something which the base and the others have
// alike, if there are three at least.
func (g *Grid) oddFirst() {
	order, turned := make([]int, len(g.Columns)), make([]bool, len(g.Columns))
	all := slices.Clone(oddTypes) // what every column turns: then it is the base that does
	for c := range g.Columns {
		types := g.turns(c)
		order[c], turned[c] = c, len(types) > 0
		all = slices.DeleteFunc(all, func(t wording.Type) bool { return !slices.Contains(types, t) })
		g.Columns[c].Odd = turned[c]
	}
	if len(all) > 0 && len(g.Columns) > 1 {
		for _, c := range g.Columns {
			c.Odd = false
		}
		g.Base.Odd = true
		return
	}
	first := func(c int) int {
		if turned[c] {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(first(x), first(y)) })
	columns := make([]*Column, len(order))
	for i, c := range order {
		columns[i] = g.Columns[c]
	}
	g.Columns = columns
	for _, r := range g.Rows {
		cells := make([]Cell, len(order))
		for i, c := range order {
			cells[i] = r.Cells[c]
		}
		r.Cells = cells
	}
}

// turns lists the types of oddTypes that a column has.
func (g *Grid) turns(c int) []wording.Type {
	var types []wording.Type
	for _, r := range g.Rows {
		for _, s := range r.Cells[c].Segments {
			if slices.Contains(oddTypes, s.Type) {
				types = append(types, s.Type)
			}
		}
	}
	return types
}

// Differences lists what differs, column by column in the order of report and place.
func (g *Grid) Differences() []verbale.Difference {
	list := []verbale.Difference{}
	if g == nil {
		return list
	}
	order := make([]int, len(g.Columns))
	for c := range order {
		order[c] = c
	}
	slices.SortStableFunc(order, func(x, y int) int {
		a, b := g.Columns[x], g.Columns[y]
		return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Statements[0].Content[0].Start, b.Statements[0].Content[0].Start))
	})
	for _, c := range order {
		list = append(list, g.ofColumn(c)...)
	}
	return list
}

// ofColumn lists what differs in one column. What it has not of the beginning or the end of
// the base is cut, what it has not of the middle is left out, and the other way round.
func (g *Grid) ofColumn(c int) []verbale.Difference {
	var list []verbale.Difference
	first, last := g.reach(c)
	for i, r := range g.Rows {
		cell := &r.Cells[c]
		switch {
		case len(r.Base) == 0 && len(cell.Words) > 0:
			list = append(list, whole(nil, cell.Words, wording.Cut, "")...)
		case len(cell.Words) == 0 && len(r.Base) > 0 && (i < first || i > last):
			list = append(list, whole(r.Base, nil, wording.Cut, "")...)
		case len(cell.Words) == 0 && len(r.Base) > 0:
			list = append(list, whole(r.Base, nil, wording.Substance, wording.LeftOut)...)
		}
		if cell.Moved {
			list = append(list, whole(r.Base, cell.Words, wording.Substance, wording.Order)...)
		}
		for _, s := range cell.Segments {
			list = append(list, s.rows...)
		}
	}
	return list
}

// reach returns the first and the last row of the base that a column has words for.
func (g *Grid) reach(c int) (first, last int) {
	first, last = len(g.Rows), -1
	for i, r := range g.Rows {
		if len(r.Base) > 0 && len(r.Cells[c].Words) > 0 {
			first, last = min(first, i), i
		}
	}
	return first, last
}

func whole(a, b []verbale.Located, class wording.Class, kind wording.Type) []verbale.Difference {
	return pairs(a, b, wording.Difference{Class: class, Type: kind})
}

// sentence is a sentence of a rendering, with its telling words.
type sentence struct {
	at    verbale.Located
	terms map[uint64]bool
}

// sentencesOf cuts the contents of a column into sentences.
func sentencesOf(c *Column) []*sentence {
	var list []*sentence
	for _, s := range c.Statements {
		for _, piece := range s.Content {
			for _, e := range sentencesIn(piece) {
				x := &sentence{at: verbale.Located{Document: s.Document, Version: s.Version, Excerpt: e}, terms: map[uint64]bool{}}
				for _, w := range shingle.Words(nil, e.Text, 0) {
					if !w.Common {
						x.terms[w.Hash] = true
					}
				}
				list = append(list, x)
			}
		}
	}
	return list
}

// sentencesIn cuts a piece of content where a sentence ends: at a stop, with what closes
// behind it, before a space and a capital or a mark that opens.
func sentencesIn(piece verbale.Excerpt) []verbale.Excerpt {
	var list []verbale.Excerpt
	text, from := piece.Text, 0
	add := func(to int) {
		words := strings.TrimSpace(text[from:to])
		if at := from + strings.Index(text[from:to], words); words != "" {
			e := verbale.Excerpt{Text: words}
			e.Start, e.End = piece.Start+at, piece.Start+at+len(words)
			list = append(list, e)
		}
		from = to
	}
	for i, r := range text {
		if !strings.ContainsRune(".?!", r) {
			continue
		}
		end := i + utf8.RuneLen(r)
		for end < len(text) {
			closing, size := utf8.DecodeRuneInString(text[end:])
			if !strings.ContainsRune("\"'”’»“)", closing) {
				break
			}
			end += size
		}
		rest := strings.TrimLeft(text[end:], " \t\n")
		next, _ := utf8.DecodeRuneInString(rest)
		if len(rest) < len(text[end:]) && (unicode.IsUpper(next) || strings.ContainsRune("\"“‘«„", next)) && len(strings.Fields(text[from:i])) > 1 {
			add(end)
		}
	}
	add(len(text))
	return list
}

// enough of a sentence, in hundredths of its telling words, that another renders.
const (
	rendered = 45
	held     = 50
)

// place says which sentence of the base each of others renders, -1 where none, and puts
// sentences of the base into one row that a single other one holds.
func place(own, others []*sentence, group []int) []int {
	placed := make([]int, len(others))
	for j, o := range others {
		placed[j] = -1
		best := 0
		for i, s := range own {
			shared, fewer := common(s, o), min(len(s.terms), len(o.terms))
			if share := 100 * shared; fewer > 0 && share >= rendered*fewer && (shared >= 2 || fewer <= 2) && share/fewer*100+shared > best {
				best, placed[j] = share/fewer*100+shared, i
			}
		}
		if placed[j] < 0 {
			continue
		}
		for i := placed[j] + 1; i < len(own) && holds(o, own[i]); i++ {
			group[i] = group[placed[j]]
		}
		for i := placed[j] - 1; i >= 0 && holds(o, own[i]); i-- {
			for k := i + 1; k < len(own) && group[k] > i && group[k] <= placed[j]; k++ {
				group[k] = group[i]
			}
		}
	}
	if len(own) == 1 && len(others) == 1 {
		placed[0] = 0 // they are of one utterance, whatever their words
	}
	return placed
}

// holds reports whether most of a sentence stands in another.
func holds(o, s *sentence) bool {
	return len(s.terms) >= 3 && 100*common(s, o) >= held*len(s.terms)
}

func common(a, b *sentence) int {
	n := 0
	for term := range a.terms {
		if b.terms[term] {
			n++
		}
	}
	return n
}

// rising says which of some places are in order: the longest choice of them that rises.
func rising(places []int) []bool {
	length, before := make([]int, len(places)), make([]int, len(places))
	end := -1
	for k := range places {
		length[k], before[k] = 1, -1
		for i := range k {
			if places[i] <= places[k] && length[i]+1 > length[k] {
				length[k], before[k] = length[i]+1, i
			}
		}
		if end < 0 || length[k] > length[end] {
			end = k
		}
	}
	kept := make([]bool, len(places))
	for ; end >= 0; end = before[end] {
		kept[end] = true
	}
	return kept
}
