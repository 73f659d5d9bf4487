package web

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// paragraph is one line of a report's text as it is shown.
type paragraph struct {
	Part     verbale.PartKind // "" is between the parts: front matter, a dateline
	Segments []segment
	Card     *card // of the statement that the address names
	Start    int
}

// card tells all about one statement, in the margin beside its words.
type card struct {
	Item   Item
	Parent *Item
	Inner  []Item
	Others []Item // other statements of the same speaker
	Record string // hash and range: what the words are, wherever they are stored
}

// paragraphs cuts the text of a report into what is shown, with its statements
// marked and the span lit.
func paragraphs(data *ReportData, parts []verbale.Part, lit *lang.Span, names func(id string) string) []paragraph {
	var spans []marked
	openings := map[int][]opening{}
	for i := range data.Statements {
		item := &data.Statements[i]
		if item.Statement.Status == verbale.Struck {
			continue
		}
		spans = append(spans, statementSpans(&item.Statement, item.Tag, item.Number)...)
		if len(item.Statement.Content) == 0 {
			continue
		}
		start := item.Statement.Content[0].Start
		openings[start] = append(openings[start], opening{
			Number: item.Number, ID: item.Statement.ID, Address: item.Address, Label: speakerOf(&item.Statement), Tag: item.Tag,
		})
	}
	// What is shorter lies within what is longer, and is shown above it.
	slices.SortStableFunc(spans, func(a, b marked) int { return cmp.Compare(b.Len(), a.Len()) })
	for _, m := range data.Mentions {
		if m.Actor != nil {
			id := *m.Actor
			spans = append(spans, marked{m.Span, func(g *segment) { g.Mention, g.Named = id, names(id) }})
		}
	}
	for _, t := range data.Dates {
		spans = append(spans, marked{t.Span, func(g *segment) { g.Date = t.Value }})
	}
	if lit != nil {
		spans = append(spans, marked{*lit, func(g *segment) { g.Lit = true }})
	}
	slices.SortFunc(parts, func(a, b verbale.Part) int { return cmp.Compare(a.Start, b.Start) })
	near := newWindow(spans)
	var all []paragraph
	here := false
	start, part := 0, 0
	for _, line := range strings.SplitAfter(data.Text, "\n") {
		for part < len(parts) && parts[part].End <= start {
			part++
		}
		if strings.TrimSpace(line) != "" {
			p := paragraph{Start: start}
			if part < len(parts) && parts[part].Start < start+len(line) {
				p.Part = parts[part].Kind
			}
			p.Segments = cut(strings.TrimRight(line, "\r\n"), start, near.within(start, start+len(line)))
			for i := range p.Segments {
				g := &p.Segments[i]
				g.Opens = openings[g.start]
				if g.Lit && !here {
					g.Here, here = true, true
				}
			}
			all = append(all, p)
		}
		start += len(line)
	}
	return all
}

// window gives the spans near a stretch of the text, for stretches that are
// asked for in order.
type window struct {
	spans []marked
	order []int // by start
	next  int
	open  []int
}

func newWindow(spans []marked) *window {
	w := &window{spans: spans, order: make([]int, len(spans))}
	for i := range w.order {
		w.order[i] = i
	}
	slices.SortStableFunc(w.order, func(a, b int) int { return cmp.Compare(spans[a].Start, spans[b].Start) })
	return w
}

// within returns the spans that share a byte with [start, end), in the order
// in which they were given.
func (w *window) within(start, end int) []marked {
	for w.next < len(w.order) && w.spans[w.order[w.next]].Start < end {
		w.open = append(w.open, w.order[w.next])
		w.next++
	}
	w.open = slices.DeleteFunc(w.open, func(i int) bool { return w.spans[i].End <= start })
	slices.Sort(w.open)
	found := make([]marked, len(w.open))
	for k, i := range w.open {
		found[k] = w.spans[i]
	}
	return found
}

// statementAt returns the place of the statement whose content a span names:
// the one that shares most of it, the smallest of several; none where no
// content is touched.
func statementAt(items []Item, span lang.Span) int {
	best, bestShared, bestLength := none, 0, 0
	for i := range items {
		s := &items[i].Statement
		shared, length := 0, 0
		for _, e := range s.Content {
			shared += max(0, min(e.End, span.End)-max(e.Start, span.Start))
			length += e.Len()
		}
		if s.Status == verbale.Struck || shared == 0 {
			continue
		}
		if shared > bestShared || shared == bestShared && length < bestLength {
			best, bestShared, bestLength = i, shared, length
		}
	}
	return best
}

// speakerHere is one who speaks in a report, with where.
type speakerHere struct {
	ID, Name string
	Tag      int
	Places   []Item
}

// speakersHere lists who speaks in a report, in the order in which they first
// do, the unattributed last.
func speakersHere(items []Item) []speakerHere {
	var list []speakerHere
	place := map[string]int{}
	unattributed := speakerHere{Name: "unattributed"}
	for _, item := range items {
		speaker := item.Statement.Speaker
		if item.Statement.Status == verbale.Struck {
			continue
		}
		if speaker == nil {
			unattributed.Places = append(unattributed.Places, item)
			continue
		}
		at, known := place[speaker.ID]
		if !known {
			at = len(list)
			place[speaker.ID] = at
			list = append(list, speakerHere{ID: speaker.ID, Name: speaker.Name, Tag: item.Tag})
		}
		list[at].Places = append(list[at].Places, item)
	}
	if len(unattributed.Places) > 0 {
		list = append(list, unattributed)
	}
	return list
}
