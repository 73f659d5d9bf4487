package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/reading/page"
)

// tidy mends what the classifiers leave loose at the borders of a statement: days
// that belong to none of its parts, and a source in two pieces.
func (f *finder) tidy() {
	for i := range f.drafts {
		d := &f.drafts[i]
		f.oneSource(d)
		for t := d.head - 1; t >= d.cue.First; t-- {
			if f.Head(t) == d.head && f.doc.Tokens[t].DepRel == "nsubj" { // the subject is no part of a cue
				for ; d.cue.First <= t; d.cue.First++ {
					f.release(d.cue.First)
				}
			}
		}
		for k := range d.contents { // the comma after a closing mark is the report's
			if c := &d.contents[k]; c.Len() > 2 && f.doc.Form(c.Last-1) == "," && closesMark(f.doc.Form(c.Last-2)) {
				c.Last--
				f.release(c.Last)
			}
		}
		f.cueEnd(d)
		f.endsOfMarks(d)
		for k := range d.sources {
			for s := &d.sources[k]; s.Len() > 1 && f.weekday(s.Last-1); s.Last-- {
				f.release(s.Last - 1)
			}
		}
		for k, run := range d.contents {
			if run.First < d.cue.Last || f.Quoted(run.First) >= 0 {
				continue
			}
			if day := f.dayBefore(run); day > 0 {
				d.contents[k].First += day
			}
			f.releaseAll(page.Run{First: run.First, Last: d.contents[k].First})
		}
	}
}

// cueEnd takes off the end of a cue the day and the place of the saying: "said on
// Monday:", "said here".
func (f *finder) cueEnd(d *relation) {
	for d.cue.Len() > 1 {
		last := d.cue.Last - 1
		on := strings.EqualFold(f.doc.Form(last), "on") && d.cue.Last < len(f.doc.Tokens) && f.weekday(d.cue.Last)
		mark := f.doc.Form(last) == ":" && f.weekday(last-1)
		if !f.weekday(last) && !on && !mark && !strings.EqualFold(f.doc.Form(last), "here") || last == d.head {
			return
		}
		f.release(last)
		d.cue.Last--
	}
}

// endsOfMarks ends a content where the quotation ends with which it begins, if a sentence
// ends there too, in "Holub replied: “Yes.” He left.", or if its closing mark was lost. It
// takes off a closing mark that belongs to a quotation around the cue.
func (f *finder) endsOfMarks(d *relation) {
	for k := range d.contents {
		run := &d.contents[k]
		if q := f.Quoted(run.First); q >= 0 && f.Quotations()[q].First == run.First {
			end := f.Quotations()[q].Last
			if end < run.Last && d.cue.Last <= run.First && (!f.Quotations()[q].Closed || f.sentenceIn(run.First, end)) {
				f.releaseAll(page.Run{First: end, Last: run.Last})
				run.Last = end
			}
		}
		if q := f.Quoted(run.Last - 1); q >= 0 && f.Quotations()[q].Closed && f.Quotations()[q].Last == run.Last && f.Quotations()[q].Contains(d.cue) && run.Len() > 2 {
			f.release(run.Last - 1)
			run.Last--
		}
	}
}

// sentenceIn reports whether a sentence ends with the quotation that ends at a token.
func (f *finder) sentenceIn(first, end int) bool {
	return end-2 > first && strings.ContainsAny(f.doc.Form(end-2), ".!?") && f.Quoted(end) < 0 && shapeOf(f.doc.Form(end)) != 3
}

func closesMark(form string) bool {
	return form == `"` || form == "”" || form == "’" || form == "''" || form == "»"
}

// release makes a token nobody's.
func (f *finder) release(token int) { f.owner[token] = -1 }

// releaseAll gives back all words of a run.
func (f *finder) releaseAll(run page.Run) {
	for t := run.First; t < run.Last; t++ {
		f.release(t)
	}
}

// oneSource keeps one piece of a source: that of the subject of the cue, else the
// one nearest to the cue. A piece that goes right before the content is its
// begin: "Holub said Ruritania would wait".
func (f *finder) oneSource(d *relation) {
	if len(d.sources) < 2 {
		return
	}
	best := 0
	for k, s := range d.sources {
		if f.distance(s, d) < f.distance(d.sources[best], d) {
			best = k
		}
	}
	for k, s := range d.sources {
		if k == best {
			continue
		}
		joined := false
		for c := range d.contents {
			if d.contents[c].First == s.Last && s.First >= d.cue.Last && !d.touches(s) {
				d.contents[c].First, joined = s.First, true
			}
		}
		if !joined {
			f.releaseAll(s)
		}
	}
	d.sources = []page.Run{d.sources[best]}
}

// distance is 0 for a piece that holds the subject of the cue, else how many
// tokens lie between it and the cue.
func (f *finder) distance(s page.Run, d *relation) int {
	for t := s.First; t < s.Last; t++ {
		if f.Head(t) == d.head && (f.doc.Tokens[t].DepRel == "nsubj" || f.doc.Tokens[t].DepRel == "nsubj:pass") {
			return 0
		}
	}
	if s.Last <= d.cue.First {
		return 1 + d.cue.First - s.Last
	}
	return 1 + max(s.First-d.cue.Last, 0)
}
