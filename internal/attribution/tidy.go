package attribution

import "verbale.dev/verbale/lang"

// tidy mends what the classifiers leave loose at the borders of a statement: days
// that belong to none of its parts, and a source in two pieces.
func (f *finder) tidy() {
	for i := range f.drafts {
		d := &f.drafts[i]
		f.oneSource(d)
		for t := d.head - 1; t >= d.cue.Start; t-- {
			if f.head[t] == d.head && f.doc.Tokens[t].DepRel == "nsubj" { // the subject is no part of a cue
				for ; d.cue.Start <= t; d.cue.Start++ {
					f.release(d.cue.Start)
				}
			}
		}
		for k := range d.contents { // the comma after a closing mark is the report's
			if c := &d.contents[k]; c.Len() > 2 && f.doc.Form(c.End-1) == "," && closesMark(f.doc.Form(c.End-2)) {
				c.End--
				f.release(c.End)
			}
		}
		for d.cue.Len() > 1 && f.weekday(d.cue.End-1) {
			f.release(d.cue.End - 1)
			d.cue.End--
		}
		for k := range d.sources {
			for s := &d.sources[k]; s.Len() > 1 && f.weekday(s.End-1); s.End-- {
				f.release(s.End - 1)
			}
		}
		for k, run := range d.contents {
			if run.Start < d.cue.End || f.quote[run.Start] >= 0 {
				continue
			}
			if day := f.dayBefore(run); day > 0 {
				d.contents[k].Start += day
			}
			f.releaseAll(lang.Span{Start: run.Start, End: d.contents[k].Start})
		}
	}
}

func closesMark(form string) bool {
	return form == `"` || form == "”" || form == "’" || form == "''" || form == "»"
}

// release makes a token nobody's.
func (f *finder) release(token int) { f.owner[token] = -1 }

// releaseAll gives back all words of a run.
func (f *finder) releaseAll(run lang.Span) {
	for t := run.Start; t < run.End; t++ {
		f.release(t)
	}
}

// oneSource keeps one piece of a source: that of the subject of the cue, else the
// one nearest to the cue. A piece that goes right before the content is its
// begin: "Holub said Ruritania would wait".
func (f *finder) oneSource(d *draft) {
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
			if d.contents[c].Start == s.End && s.Start >= d.cue.End {
				d.contents[c].Start, joined = s.Start, true
			}
		}
		if !joined {
			f.releaseAll(s)
		}
	}
	d.sources = []lang.Span{d.sources[best]}
}

// distance is 0 for a piece that holds the subject of the cue, else how many
// tokens lie between it and the cue.
func (f *finder) distance(s lang.Span, d *draft) int {
	for t := s.Start; t < s.End; t++ {
		if f.head[t] == d.head && (f.doc.Tokens[t].DepRel == "nsubj" || f.doc.Tokens[t].DepRel == "nsubj:pass") {
			return 0
		}
	}
	if s.End <= d.cue.Start {
		return 1 + d.cue.Start - s.End
	}
	return 1 + max(s.Start-d.cue.End, 0)
}
