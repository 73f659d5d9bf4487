package attribution

import (
	"slices"
	"strings"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/crf"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang/encoder"
)

// Names of what makes a statement, as rows have them in their field rule.
const (
	ruleChain       = "chain"           // the two classifiers
	ruleShared      = "chain-shared"    // the same, with the source of the clause it is joined to
	ruleNested      = "chain-nested"    // the same, within the content of another
	ruleBackward    = "backward"        // "This was stated by …": the sentence before
	ruleHeadline    = "headline"        // a heading that ends with a dash and who says it
	ruleDialogue    = "dialogue"        // a paragraph that begins with a dash in place of a mark
	ruleColon       = "speaker-colon"   // a name, a colon and what was said
	ruleBeside      = "quotation-verb"  // words in marks beside a verb of speaking that the classifiers passed over
	rulePlainNested = "plain-nested"    // the same, within the content of another
	rulePlain       = "plain"           // subject, verb or noun of saying and complement, which the classifiers passed over
	ruleQuotation   = "quotation-alone" // words in marks that no cue stands beside
)

// relation is a statement in the making, as runs of tokens.
type relation struct {
	cue      page.Run   // empty where there is none
	more     []page.Run // further pieces of it, which the encoder alone finds
	head     int        // the token of the cue nearest to the root; -1
	sources  []page.Run
	contents []page.Run
	clause   int   // of a relation that is a later clause of a content: the token that heads it, from 1
	depth    int   // of a relation within a content: in how many others
	margin   int32 // by which the classifiers prefer it; see confidenceOf
	rule     string
	form     string // by which construction a rule of plain found it
}

func (d *relation) holds(token int) bool {
	for _, run := range d.contents {
		if run.First <= token && token < run.Last {
			return true
		}
	}
	return false
}

// touches reports whether a content of the relation has a token of a run.
func (d *relation) touches(run page.Run) bool {
	for _, c := range d.contents {
		if c.First < run.Last && run.First < c.Last {
			return true
		}
	}
	return false
}

// Find lists the statements of a report: p is its page and name its identity,
// from which the ids of the statements are made.
func Find(w *Weights, words *lexicon.Lexicon, name string, p *page.Page) []draft.Statement {
	return find(w, words, name, p, (*finder).classified, nil, nil)
}

// FindLed is Find for a report in which an encoder has found attributions: it leads
// in place of the classifiers, which then read within contents alone, and rules
// finish what it cannot know.
func FindLed(w *Weights, words *lexicon.Lexicon, found []encoder.Attribution, name string, p *page.Page) []draft.Statement {
	return find(w, words, name, p, led(found), found, nil)
}

// led makes relations of what an encoder has found, and notes what the classifier of
// cues thinks of it.
func led(found []encoder.Attribution) func(*finder) {
	return func(f *finder) {
		f.classify()
		f.encoded(found)
	}
}

// find makes the first relations by lead and all that follows from them; inner are
// the attributions within contents that an encoder found; watch is told what is decided,
// and decides nothing, for those who learn to decide it.
func find(w *Weights, words *lexicon.Lexicon, name string, p *page.Page, lead func(*finder), inner []encoder.Attribution, watch func(*finder)) []draft.Statement {
	doc := p.Doc
	if len(doc.Tokens) == 0 {
		return []draft.Statement{}
	}
	learnt := w.learnt()
	f := finder{view: newView(p, learnt.classes, words), cues: learnt.cue, parts: learnt.part, inside: -1}
	if watch != nil {
		watch(&f)
	}
	f.owner, f.headed = make([]int, len(doc.Tokens)), make([]int, len(doc.Tokens))
	for i := range f.owner {
		f.owner[i], f.headed[i] = -1, -1
	}
	lead(&f)
	f.unjoined()
	f.adding()
	f.interposed()
	f.tidy()
	f.occasions()
	f.subjects()
	f.share()
	f.whole()
	f.ownRows()
	f.transcript()
	f.listed()
	f.backward()
	f.headline()
	f.headings()
	f.dialogue()
	f.signed()
	f.quoted()
	f.unsay(0) // so that what stands in it is free
	f.plain()
	f.share()
	f.parted()
	f.borders()
	f.reaches()
	f.papers()
	f.unsay(0)
	f.supported()
	f.tails(0, false)
	f.share()
	f.accept(0, false)
	f.owners()
	outer := len(f.drafts)
	for i := range outer {
		f.nested(i)
	}
	f.encodedNested(inner, outer)
	for i := outer; i < len(f.drafts); i++ {
		f.hearersOff(&f.drafts[i])
	}
	f.unsay(outer)
	f.tails(outer, true)
	f.accept(outer, true)
	a := assembler{view: f.view}
	statements := make([]draft.Statement, 0, len(f.drafts))
	for i := range f.drafts {
		if s, ok := a.statement(&f.drafts[i]); ok {
			statements = append(statements, s)
		}
	}
	return a.ordered(name, statements)
}

// finder goes over a report, paragraph by paragraph.
type finder struct {
	*view
	cues, parts *crf.Model
	decoder     crf.Decoder
	cue         cueView
	rows        [][]uint32
	numbers     collector
	drafts      []relation
	inside      int                                             // the draft within whose content the rules look; -1 outside all
	owner       []int                                           // the draft whose cue, source or content holds a token; -1
	headed      []int                                           // the draft of whose cue a token is the head; -1
	classifier  []int32                                         // by how much each token is rather part of a cue, where the encoder leads; else nil
	candidate   func(d *relation, nested bool, traits []string) // is told what may be accepted
	people      map[string]bool                                 // last names of people that the report names; nil until asked
	tailSeen    func(d *relation, run page.Run, first int, traits []string)
	fired       func(rule string, d *relation) // is told what the rules that have a name do; nil where nobody counts
}

// classified finds what the classifiers tell, paragraph by paragraph.
func (f *finder) classified() {
	for _, p := range f.Paragraphs() {
		from := len(f.drafts)
		f.read(p, ruleChain)
		for i := from; i < len(f.drafts); i++ {
			f.own(i)
		}
	}
}

// owners enters the owners of all words anew.
func (f *finder) owners() {
	for i := range f.owner {
		f.owner[i], f.headed[i] = -1, -1
	}
	for i := range f.drafts {
		f.own(i)
	}
}

// own enters draft i as the owner of its words.
func (f *finder) own(i int) {
	d := &f.drafts[i]
	f.headed[d.head] = i
	for _, spans := range [][]page.Run{d.contents, d.sources, {d.cue}, d.more} {
		for _, span := range spans {
			for t := span.First; t < span.Last; t++ {
				f.owner[t] = i
			}
		}
	}
}

// read finds the statements of the tokens of p and appends them to the drafts.
func (f *finder) read(p page.Run, rule string) {
	f.rows, f.numbers.features = f.rows[:0], f.numbers.features[:0]
	for i := p.First; i < p.Last; i++ {
		from := len(f.numbers.features)
		f.cueFeatures(&f.numbers, i, p.First, p.Last)
		f.rows = append(f.rows, f.numbers.features[from:len(f.numbers.features):len(f.numbers.features)])
	}
	runs := CueRuns(f.decoder.Decode(f.cues, f.rows, nil), p.First)
	if len(runs) == 0 {
		return
	}
	outside := f.decoder.Margins(f.cues, cueOutside)
	starts := make([]int, len(runs))
	margins := make([]int32, len(runs))
	for i, run := range runs {
		starts[i], margins[i] = run.First, outside[run.First-p.First]
	}
	from := len(f.drafts)
	for i, run := range runs {
		d := f.complete(run, p, starts)
		if len(d.contents) == 0 && rule == ruleChain {
			f.announced(&d, p)
		}
		if len(d.contents) > 0 {
			d.margin, d.rule = min(d.margin, margins[i]), rule
			f.drafts = append(f.drafts, d)
		}
	}
	f.settle(f.drafts[from:])
	kept := f.drafts[:from]
	for _, d := range f.drafts[from:] {
		if len(d.contents) > 0 {
			kept = append(kept, d)
		}
	}
	f.drafts = kept
}

// complete finds the source and the content of a cue.
func (f *finder) complete(cue, p page.Run, cues []int) relation {
	w := &f.cue
	w.look(f.view, cue.First, cue.Last, p.First, p.Last, cues)
	f.rows, f.numbers.features = f.rows[:0], f.numbers.features[:0]
	for t := w.first; t < w.last; t++ {
		from := len(f.numbers.features)
		w.partFeatures(&f.numbers, t)
		f.rows = append(f.rows, f.numbers.features[from:len(f.numbers.features):len(f.numbers.features)])
	}
	d := relation{cue: cue, head: w.head}
	d.sources, d.contents = PartRuns(f.decoder.Decode(f.parts, f.rows, nil), w.first)
	if len(d.contents) == 0 {
		return d
	}
	outside := f.decoder.Margins(f.parts, partOutside)
	d.margin = outside[d.contents[0].First-w.first]
	for _, run := range d.contents {
		d.margin = max(d.margin, outside[run.First-w.first])
	}
	return d
}

// announced gives a cue whose paragraph ends with a colon the next paragraph as
// its content, or the quotation that it begins with.
func (f *finder) announced(d *relation, p page.Run) {
	if f.doc.Form(p.Last-1) != ":" || p.Last-d.cue.Last > 8 || p.Last >= len(f.doc.Tokens) {
		return
	}
	next := f.Paragraphs()[f.Paragraph(p.Last)]
	run := f.trimmed(next)
	if q := f.Quoted(next.First); q >= 0 {
		run = page.Run{First: f.Quotations()[q].First, Last: f.Quotations()[q].Last}
	}
	if run.Len() > 0 {
		d.contents, d.margin = []page.Run{run}, ruledMargin
	}
}

// settleReach is how many statements of its paragraph a statement is compared
// with; those farther off share no words with it.
const settleReach = 24

// settle gives a run of words that two statements claim as their content to the
// surer one, unless one of them is nested in the other.
func (f *finder) settle(drafts []relation) {
	for i := range drafts {
		for j := max(0, i-settleReach); j < i; j++ {
			a, b := &drafts[j], &drafts[i]
			if a.holds(b.cue.First) || b.holds(a.cue.First) {
				continue
			}
			if a.margin < b.margin {
				a, b = b, a
			}
			b.contents = without(b.contents, a.contents)
		}
	}
}

// without takes the runs out of runs that overlap one of others.
func without(runs, others []page.Run) []page.Run {
	kept := runs[:0]
	for _, run := range runs {
		free := true
		for _, other := range others {
			free = free && !run.Overlaps(other)
		}
		if free {
			kept = append(kept, run)
		}
	}
	return kept
}

// occasions takes out of contents what tells on what occasion they were said:
// "when asked whether …" after a comma.
func (f *finder) occasions() {
	for i := range f.drafts {
		d := &f.drafts[i]
		kept := d.contents[:0]
		for _, run := range d.contents {
			if run.First > 0 && run.First+1 < run.Last && len(d.contents) > 1 && f.Quoted(run.First) < 0 &&
				strings.EqualFold(f.doc.Form(run.First), "when") && strings.EqualFold(f.doc.Form(run.First+1), "asked") {
				for t := run.First; t < run.Last; t++ {
					f.owner[t] = -1
				}
				continue
			}
			kept = append(kept, run)
		}
		d.contents = kept
	}
}

// subjects gives a statement for which the classifiers found no source the
// subject of its cue.
func (f *finder) subjects() {
	for i := range f.drafts {
		d := &f.drafts[i]
		f.unasked(d)
		f.asided(d)
		if len(d.sources) == 0 && d.cue.Len() > 0 && f.doc.Tokens[d.head].UPOS == "VERB" && !f.isAsked(d) {
			run := f.subjectOf(d.head)
			if run.Len() == 0 {
				run = f.undergoer(d.head)
			}
			if run.Len() == 0 {
				run = f.nameBefore(d)
			}
			if run.Len() == 0 {
				run = f.nameAfter(d)
			}
			if run.Len() == 0 && f.besides(d.head) {
				if run = f.subjectBeside(d.head); run.Len() > 0 && !f.nobody(run, d.head) && !f.toldBy(run, d) {
					d.sources = runs(run) // whose words they are, and they stay so
				}
				continue
			}
			if run.Len() > 0 {
				d.sources = runs(run)
				f.own(i)
			}
		}
	}
}

// toldBy reports whether a run is part of what another tells, outside which the cue of
// a draft stands.
func (f *finder) toldBy(run page.Run, d *relation) bool {
	i := f.owner[run.First]
	return i >= 0 && f.drafts[i].holds(run.First) && !f.drafts[i].holds(d.head)
}

// asided takes from a participle the source that is only the subject of what is
// said: in "The fleet will stay, the captain said, citing a storm" the captain
// cites. It has the source of the cue that stands between the two.
func (f *finder) asided(d *relation) {
	if len(d.sources) != 1 || f.doc.Tokens[d.head].XPOS != "VBG" || f.Head(d.head) < 0 {
		return
	}
	for i := range f.drafts {
		if o := &f.drafts[i]; o.head != d.head && o.head < d.head && f.Sentence(o.head) == f.Sentence(d.head) && d.sources[0].Last <= o.head &&
			len(o.sources) == 1 && o.holds(d.sources[0].First) && !o.holds(d.cue.First) {
			d.sources = o.sources
			return
		}
	}
}

// undergoer returns the subject of the passive that an active verb is joined to:
// "the act was signed in May and stresses that …".
func (f *finder) undergoer(verb int) page.Run {
	h := f.Head(verb)
	if h < 0 || h > verb || f.doc.Tokens[verb].DepRel != "conj" || f.passive(verb) {
		return page.Run{}
	}
	for t := f.Left(h); t < h; t++ {
		if f.Head(t) == h && f.doc.Tokens[t].DepRel == "nsubj:pass" {
			if run := f.trimmed(page.Run{First: f.Left(t), Last: f.Right(t)}); f.free(run) {
				return run
			}
		}
	}
	return page.Run{}
}

// nameBefore returns the phrase that ends with a name right before a cue, where the
// tree has made it the subject of what is said or the object of the word before it:
// "The envoy at the court of Ruritania
// Jan Holub said on Friday the king expected an answer". It takes the words from
// the contents.
func (f *finder) nameBefore(d *relation) page.Run {
	sentence := f.doc.Sentences[f.Sentence(d.head)]
	end, noun := d.cue.First, false
	if end-3 > sentence.First && f.doc.Form(end-1) == "," && f.doc.Form(end-3) == "," && f.doc.Tokens[end-2].UPOS == "ADV" { // ", however,"
		end, noun = end-3, true
	}
	run := page.Run{First: end, Last: end}
	for run.First > sentence.First && nominal[f.doc.Tokens[run.First-1].UPOS] && f.Quoted(run.First-1) < 0 && !clauseOpeners[f.Lower(run.First-1)] {
		run.First--
	}
	after := run.First > sentence.First && f.doc.Form(run.First-1) == "," && run.Len() > 1 && f.endsWith(d, run) // "…, Minister Jan Holub said."
	if run.Len() < 1 || run.First != sentence.First && !clauseOpeners[f.Lower(run.First-1)] && !after || f.doc.Tokens[run.First].UPOS == "ADP" || f.doc.Tokens[run.Last-1].UPOS != "PROPN" && !(noun && f.doc.Tokens[run.Last-1].UPOS == "NOUN") {
		return page.Run{}
	}
	for k := range d.contents {
		if c := &d.contents[k]; c.First >= run.First && c.First < run.Last && c.Last <= d.cue.First {
			c.Last = c.First
		} else if after && c.Last == run.Last {
			*c = f.trimmed(page.Run{First: c.First, Last: run.First})
		}
	}
	d.contents = slices.DeleteFunc(d.contents, func(c page.Run) bool { return c.Len() == 0 })
	return run
}

// endsWith reports whether the content before a cue that ends its sentence ends with a run.
func (f *finder) endsWith(d *relation, run page.Run) bool {
	if len(d.contents) != 1 || d.contents[0].Last != run.Last || d.cue.First != run.Last || !page.IsSpeech(f.Lower(d.head)) {
		return false
	}
	return !f.finite(page.Run{First: d.cue.Last, Last: f.sentenceEnd(d.head)}) && f.finite(page.Run{First: d.contents[0].First, Last: run.First})
}

// nameAfter returns the phrase right after a verb that stands right after its
// quotation: “No,” cried the mostly young crowd. It takes it from the contents.
func (f *finder) nameAfter(d *relation) page.Run {
	quoted := d.cue.First - 1
	if quoted > 0 && f.doc.Form(quoted) == "," {
		quoted--
	}
	if quoted < 0 || f.Quoted(quoted) < 0 || !d.holds(quoted) || !f.finiteVerb(d.head) {
		return page.Run{}
	}
	run := f.nominalAfter(d.cue.Last, f.doc.Sentences[f.Sentence(d.head)].Last)
	for k := range d.contents {
		if c := d.contents[k]; c.First == d.cue.Last && run.Len() > 0 && f.Quoted(c.First) < 0 {
			d.contents[k].Last = c.First
			run.Last = max(run.Last, c.Last)
			for t := run.First + 1; t+1 < run.Last; t++ { // "a clerk, who begged not to be named"
				if f.doc.Form(t) == "," && strings.HasPrefix(f.doc.Tokens[t+1].XPOS, "W") {
					for end := run.Last; end > t; end-- {
						f.release(end - 1)
					}
					run.Last = t
				}
			}
		}
	}
	d.contents = slices.DeleteFunc(d.contents, func(c page.Run) bool { return c.Len() == 0 })
	for t := run.First; t < run.Last; t++ {
		if i := f.owner[t]; i >= 0 && &f.drafts[i] != d {
			return page.Run{}
		}
	}
	return run
}

// clauseOpeners are the words after which a subject begins a clause of its own.
var clauseOpeners = lexicon.SetOf("after before when because since while although though")

// nominal are the tags of words within a phrase of a noun.
var nominal = lexicon.SetOf("PROPN NOUN ADJ DET ADP PART NUM")

// isAsked reports whether the cue is an "asked" of which who answers is the hearer: "Asked
// about the map, she said it was false".
func (f *finder) isAsked(d *relation) bool {
	if d.cue.Len() == 0 || f.Lower(d.head) != "asked" {
		return false
	}
	return f.doc.Tokens[d.head].XPOS == "VBN" || f.doc.Tokens[d.head].DepRel != "conj" && f.Head(d.head) >= 0 && !f.hasSubject(d.head)
}

// unasked takes from "Asked whether …" the source that answers it: who asks stands after
// "by", or nowhere.
func (f *finder) unasked(d *relation) {
	if !f.isAsked(d) || len(d.sources) != 1 || f.Quoted(d.head) >= 0 || f.child(d.head, page.Run{First: f.Left(d.head), Last: d.head}, func(t int) bool {
		return strings.HasPrefix(f.doc.Tokens[t].DepRel, "aux")
	}) {
		return
	}
	if agent := f.agentOf(d.head); agent >= 0 && d.sources[0].Holds(agent) || f.ownSubject(d.head).Len() > 0 {
		return
	}
	f.count("unasked", d)
	f.releaseAll(d.sources[0])
	d.sources = nil
}

// share gives a statement without source the source of the one whose cue its own
// is joined to or hangs on: "he agreed to talks but named no day".
func (f *finder) share() {
	byHead := map[int]int{}
	for i := range f.drafts {
		byHead[f.drafts[i].head] = i
	}
	for i := range f.drafts {
		d := &f.drafts[i]
		if len(d.sources) > 0 || len(d.contents) == 0 || d.rule == rulePlain || f.undergone(d.head) || f.isAsked(d) {
			continue
		}
		for at, steps := f.Head(d.head), 0; at >= 0 && steps < 6; at, steps = f.Head(at), steps+1 {
			if other, ok := byHead[at]; ok && len(f.drafts[other].sources) > 0 && !f.drafts[other].holds(d.cue.First) && (d.cue.Len() > 0 || !d.holds(f.drafts[other].cue.First)) {
				d.sources, d.rule = f.drafts[other].sources, ruleShared
				break
			}
		}
	}
}

// undergone reports whether a verb is a participle that tells what was done to the subject of
// its clause: "Asked whether the pass was shut, Dole said no" has Dole asked, by somebody.
func (f *finder) undergone(verb int) bool {
	token := &f.doc.Tokens[verb]
	if token.XPOS != "VBN" && token.XPOS != "VBD" || !f.verb(verb).Has(lexicon.ToObject) {
		return false
	}
	switch token.DepRel {
	case "advcl":
	case "ccomp", "parataxis", "dep": // as which the tree has it at the head of a sentence
		if f.Left(verb) > f.doc.Sentences[f.Sentence(verb)].First+1 || f.Head(verb) < verb {
			return false
		}
	default:
		return false
	}
	return !f.child(verb, page.Run{First: f.Left(verb), Last: verb}, func(t int) bool {
		return strings.HasPrefix(f.doc.Tokens[t].DepRel, "nsubj") || f.doc.Tokens[t].Lemma == "have"
	})
}
