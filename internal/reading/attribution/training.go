package attribution

import (
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/crf"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang/encoder"
)

// Bench shows a report to those who learn weights as Find sees it.
type Bench struct {
	view *view
	cue  cueView
}

// NewBench prepares a report.
func NewBench(p *page.Page) *Bench {
	return &Bench{view: newView(p, shipped.learnt().classes, lexicon.Load())}
}

// Paragraphs lists the paragraphs as runs of tokens.
func (b *Bench) Paragraphs() []page.Run { return b.view.Paragraphs() }

// CueFeatures returns the features of each token of a paragraph as part of a cue.
func (b *Bench) CueFeatures(paragraph page.Run) [][]uint32 {
	rows := make([][]uint32, 0, paragraph.Len())
	var c collector
	for i := paragraph.First; i < paragraph.Last; i++ {
		c.features = c.features[:0]
		b.view.cueFeatures(&c, i, paragraph.First, paragraph.Last)
		rows = append(rows, slices.Clone(c.features))
	}
	return rows
}

// PartFeatures returns the features of the tokens around a cue as parts of its
// statement, and the first of these tokens. cues are the first tokens of all
// cues of the paragraph, in order.
func (b *Bench) PartFeatures(cue, paragraph page.Run, cues []int) (first int, rows [][]uint32) {
	b.cue.look(b.view, cue.First, cue.Last, paragraph.First, paragraph.Last, cues)
	var c collector
	for t := b.cue.first; t < b.cue.last; t++ {
		c.features = c.features[:0]
		b.cue.partFeatures(&c, t)
		rows = append(rows, slices.Clone(c.features))
	}
	return b.cue.first, rows
}

// CueLabels returns the labels of a paragraph of n tokens with cues, as runs of
// tokens counted from its first.
func CueLabels(n int, cues []page.Run) []uint8 {
	labels := make([]uint8, n)
	for _, cue := range cues {
		for i := cue.First; i < cue.Last; i++ {
			labels[i] = cueInside
		}
		labels[cue.First] = cueBegin
	}
	return labels
}

// PartLabels returns the labels of n tokens with sources and contents, as runs
// of tokens counted from the first.
func PartLabels(n int, sources, contents []page.Run) []uint8 {
	labels := make([]uint8, n)
	for k, runs := range [][]page.Run{sources, contents} {
		shift := uint8(k) * (contentBegin - sourceBegin)
		for _, run := range runs {
			for i := run.First; i < run.Last; i++ {
				labels[i] = sourceInside + shift
			}
			labels[run.First], labels[run.Last-1] = sourceBegin+shift, sourceEnd+shift
			if run.Len() == 1 {
				labels[run.First] = sourceSingle + shift
			}
		}
	}
	return labels
}

// CueTransitions returns the transitions between labels of cues, 0 where one is
// allowed, in the layout of crf.Model.
func CueTransitions() []int16 {
	transitions := make([]int16, (cueLabels+1)*cueLabels)
	for _, from := range []int{cueOutside, cueLabels} {
		transitions[from*cueLabels+cueInside] = crf.Forbidden
	}
	return transitions
}

// PartTransitions returns the transitions between labels of parts.
func PartTransitions() []int16 {
	transitions := make([]int16, (partLabels+1)*partLabels)
	for from := range partLabels + 1 {
		for to := range partLabels {
			goesOn := to == sourceInside || to == sourceEnd || to == contentInside || to == contentEnd
			open := from == sourceBegin || from == sourceInside || from == contentBegin || from == contentInside
			same := (from >= contentBegin) == (to >= contentBegin)
			if goesOn != open || goesOn && !same {
				transitions[from*partLabels+to] = crf.Forbidden
			}
		}
	}
	return transitions
}

// CueRuns returns the runs of tokens that labels of cues mark, counted from base.
func CueRuns(labels []uint8, base int) []page.Run {
	var runs []page.Run
	for i, label := range labels {
		switch label {
		case cueBegin:
			runs = append(runs, page.Run{First: base + i, Last: base + i + 1})
		case cueInside:
			runs[len(runs)-1].Last = base + i + 1
		}
	}
	return runs
}

// PartRuns returns the runs of tokens that labels of parts mark, counted from base.
func PartRuns(labels []uint8, base int) (sources, contents []page.Run) {
	for i, label := range labels {
		runs := &sources
		if label >= contentBegin {
			runs = &contents
		}
		switch label {
		case sourceBegin, sourceSingle, contentBegin, contentSingle:
			*runs = append(*runs, page.Run{First: base + i, Last: base + i + 1})
		case sourceInside, sourceEnd, contentInside, contentEnd:
			if len(*runs) > 0 {
				(*runs)[len(*runs)-1].Last = base + i + 1
			}
		}
	}
	return sources, contents
}

// Candidate is what may be a statement, with the traits by which it is accepted.
type Candidate struct {
	Source, Cue, Content []verbale.Excerpt
	Nested               bool // found within the content of another
	Traits               []string
}

// Candidates lists what is found in a report before any of it is accepted; found is what
// the encoder has found in it, nil without one.
func Candidates(p *page.Page, found []encoder.Attribution) []Candidate {
	var all []Candidate
	watched(p, found, func(f *finder) {
		f.candidate = func(d *relation, nested bool, traits []string) {
			all = append(all, Candidate{Source: f.Excerpts(d.sources), Cue: f.Excerpts(cueOf(d)), Content: f.Excerpts(disjoint(slices.Clone(d.contents))),
				Nested: nested, Traits: traits})
		}
	})
	return all
}

// Tail is a place at which a content may end, with the traits by which it goes on.
type Tail struct {
	Cue       []verbale.Excerpt
	Begin, At int // bytes: of the content's piece, and of the first word after the place
	Traits    []string
}

// Tails lists the tails of the contents that are found in a report.
func Tails(p *page.Page, found []encoder.Attribution) []Tail {
	var all []Tail
	watched(p, found, func(f *finder) {
		f.tailSeen = func(d *relation, run page.Run, first int, traits []string) {
			all = append(all, Tail{Cue: f.Excerpts(cueOf(d)), Begin: f.doc.Tokens[run.First].Start, At: f.doc.Tokens[first].Start, Traits: traits})
		}
		f.candidate = func(*relation, bool, []string) {}
	})
	return all
}

// watched finds the statements of a report for one who watches.
func watched(p *page.Page, found []encoder.Attribution, watch func(*finder)) {
	lead := (*finder).classified
	if found != nil {
		lead = led(found)
	}
	find(shipped, lexicon.Load(), "", p, lead, found, watch)
}

// Firing is a rule with a name that did something, and to what.
type Firing struct {
	Rule                 string
	Source, Cue, Content []verbale.Excerpt
}

// Firings lists what the rules that have a name do in a report, for those who count them;
// found is what the encoder has found in it, nil without one.
func Firings(p *page.Page, found []encoder.Attribution) []Firing {
	var all []Firing
	watched(p, found, func(f *finder) {
		f.fired = func(rule string, d *relation) {
			all = append(all, Firing{Rule: rule, Source: f.Excerpts(d.sources), Cue: f.Excerpts(runs(d.cue)), Content: f.Excerpts(disjoint(slices.Clone(d.contents)))})
		}
	})
	return all
}
