package attribution

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"verbale.dev/verbale/internal/reading/page"
)

// Where a content after its cue ends is the question that those who find statements get
// wrong most: "Lenzia said it would open the pass after its envoy left the talks". The
// rest of the sentence falls into tails, phrases and clauses that begin after a comma
// or with a word that joins them. Tail by tail a classifier decides whether the content
// goes on, and what was found is one of the traits that it looks at.

// tailFile has its weights (training/accept).
//
//go:embed tail.weights
var tailFile string

var tailWeights = sync.OnceValue(func() linear { return shippedLinear("tail.weights", tailFile) })

// tail is a part of a sentence after the begin of a content.
type tail struct {
	first int // its first word
	head  int // the word that hangs outside it
	comma bool
}

// longestTailed is how many words after a content's begin tails are looked for.
const longestTailed = 120

// tails ends the contents from a draft on where their tails say.
func (f *finder) tails(from int, nested bool) {
	for i := from; i < len(f.drafts); i++ {
		d := &f.drafts[i]
		k := f.tailed(d)
		if k < 0 {
			continue
		}
		run, end := d.contents[k], f.lastOf(d, d.contents[k], nested)
		if last := f.endOf(d, run, end, nested); last != run.Last {
			f.reach(i, k, last)
		}
	}
}

// tailed returns which piece of a content may end elsewhere: the last one, after the
// cue and no quotation as a whole; -1 where there is none.
func (f *finder) tailed(d *relation) int {
	k := len(d.contents) - 1
	if k < 0 || d.cue.Len() == 0 || d.rule == ruleColon || f.doc.Tokens[d.head].UPOS == "NOUN" || d.contents[k].First < d.cue.Last || f.Sentence(d.contents[k].First) != f.Sentence(d.head) {
		return -1
	}
	run := d.contents[k]
	if q := f.Quoted(run.First); q >= 0 && run.Last <= f.Quotations()[q].Last && f.Quoted(d.head) != q {
		return -1
	}
	return k
}

// lastOf returns where a content can end at most: with its sentence, the words of
// another's source or cue outside what is told, or with what it is nested in.
func (f *finder) lastOf(d *relation, run page.Run, nested bool) int {
	end := min(f.sentenceEnd(d.head), run.First+longestTailed)
	if !nested {
		return max(end, run.First+1)
	}
	outer := run.Last
	for t := run.Last; t < end && f.owner[t] == f.owner[run.First]; t++ {
		outer = t + 1
	}
	return outer
}

// endOf returns where a content ends: at the first of its tails with which it does not
// go on.
func (f *finder) endOf(d *relation, run page.Run, end int, nested bool) int {
	weights := tailWeights()
	t := run.First + 1
	for _, next := range f.tailsOf(d, run, end) {
		place := "inside"
		switch {
		case next.first >= run.Last+2:
			place = "beyond"
		case next.first >= run.Last:
			place = "at the end"
		}
		traits := f.tailTraits(d, run, next, place, end, nested)
		if f.tailSeen != nil {
			f.tailSeen(d, run, next.first, traits)
			continue
		}
		goesOn := weights.sum(traits)
		if place == "inside" && goesOn < -tailSure {
			return f.trimmedTail(run.First, next.first)
		}
		if place == "at the end" && goesOn < tailSure {
			return run.Last
		}
		if place == "beyond" && goesOn < tailSure/2 {
			return f.trimmedTail(run.First, next.first)
		}
		t = next.first
	}
	if f.tailSeen != nil {
		return run.Last
	}
	if t >= run.Last {
		return f.trimmedTail(run.First, end)
	}
	return run.Last
}

// tailSure is how sure the classifier must be to move an end, in thousandths of a
// natural unit.
const tailSure = 700

// trimmedTail takes the marks off the end of a run that are not the content's.
func (f *finder) trimmedTail(first, end int) int {
	return f.trimmed(page.Run{First: first, Last: end}).Last
}

// reach lets piece k of draft i end elsewhere.
func (f *finder) reach(i, k, last int) {
	run := &f.drafts[i].contents[k]
	for t := last; t < run.Last; t++ {
		if f.owner[t] == i {
			f.release(t)
		}
	}
	for t := run.Last; t < last; t++ {
		if f.owner[t] < 0 {
			f.owner[t] = i
		}
	}
	run.Last = last
}

// tailsOf lists the tails of a content in order.
func (f *finder) tailsOf(d *relation, run page.Run, end int) []tail {
	var tails []tail
	for t := run.First + 1; t < end; t++ {
		comma := f.doc.Tokens[t-1].UPOS == "PUNCT" && f.Quoted(t-1) == f.Quoted(t) && f.doc.Tokens[t-1].End < f.doc.Tokens[t].Start
		if !comma && !f.joins(t) && t != run.Last {
			continue
		}
		if f.doc.Tokens[t].UPOS == "PUNCT" || t < run.Last && f.Quoted(t) >= 0 && f.Quoted(t) == f.Quoted(t-1) && f.Quoted(d.head) != f.Quoted(t) {
			continue
		}
		head := t
		for h := f.Head(head); h >= t && f.Left(h) >= t; h = f.Head(head) {
			head = h
		}
		tails = append(tails, tail{first: t, head: head, comma: comma})
	}
	return tails
}

// joins reports whether a word begins a tail without a mark before it.
func (f *finder) joins(t int) bool {
	switch token := &f.doc.Tokens[t]; token.UPOS {
	case "ADP", "SCONJ", "CCONJ":
		return true
	default:
		return token.XPOS == "VBG" || token.XPOS == "TO" || strings.HasPrefix(token.XPOS, "W")
	}
}

// tailTraits lists the traits of a tail.
func (f *finder) tailTraits(d *relation, run page.Run, t tail, place string, end int, nested bool) []string {
	list := traits{list: make([]string, 0, 40), nested: nested}
	list.add("always")
	token := &f.doc.Tokens[t.first]
	word := token.XPOS
	switch token.UPOS {
	case "SCONJ", "CCONJ", "ADP", "PART", "PRON", "AUX", "DET":
		word = f.Lower(t.first)
	}
	comma := strconv.FormatBool(t.comma)
	relation := f.doc.Tokens[t.head].DepRel
	content, hangs := f.contentTrait(d), f.hangs(d, run, t)
	verb := f.verbTrait(t)
	list.add("place", place)
	list.add("place", place, "by", d.rule)
	list.add("place", place, "comma", comma)
	list.add("word", word)
	list.add("word", word, "comma", comma)
	list.add("place", place, "word", word, "comma", comma)
	list.add("place", place, "relation", relation, "hangs", hangs)
	list.add("relation", relation, "comma", comma)
	list.add("hangs", hangs, "comma", comma)
	list.add("hangs", hangs, "place", place)
	list.add("word", word, "hangs", hangs)
	list.add("verb", verb, "word", word)
	list.add("verb", verb, "relation", relation)
	list.add("verb", verb, "place", place)
	list.add("content", content, "place", place)
	list.add("content", content, "word", word)
	list.add("sure", strconv.Itoa(confidenceOf(d)/150), "place", place)
	list.add("tense", f.doc.Tokens[d.head].XPOS, "verb", verb)
	f.tailSizes(&list, run, t, place, end)
	if i := f.headed[t.head]; i >= 0 && &f.drafts[i] != d {
		list.add("another cue")
		list.add("another cue", "place", place)
	} else if i := f.owner[t.first]; i >= 0 && &f.drafts[i] != d {
		list.add("another's", "place", place)
	}
	if w := f.verb(t.head); w.IsCue() {
		list.add("cue", string(w.Kind))
		list.add("word of saying", word)
	}
	if f.Quoted(t.first) >= 0 && f.Quoted(t.first) != f.Quoted(d.head) {
		list.add("marks")
		list.add("marks", "place", place)
	}
	return list.list
}

// tailSizes adds how far a tail stands from the begin of its content, and what is left.
func (f *finder) tailSizes(list *traits, run page.Run, t tail, place string, end int) {
	size := func(n int) string {
		bits := 0
		for ; n > 1; n /= 2 {
			bits++
		}
		return strconv.Itoa(bits)
	}
	list.add("after", size(t.first-run.First))
	list.add("left", size(end-t.first))
	list.add("last", strconv.FormatBool(f.Right(t.head) >= end-1), "place", place)
	list.add("length", size(f.Right(t.head)-t.first))
}

// hangs says on what a tail hangs: within the content on its main word, its subject or
// object, or deeper; outside it on the cue, or elsewhere.
func (f *finder) hangs(d *relation, run page.Run, t tail) string {
	h := f.Head(t.head)
	main := f.clauseOf(run, d.head)
	switch {
	case h < 0:
		return "nowhere"
	case h == d.head:
		return "cue"
	case h == main:
		return "main"
	case h < run.First:
		return "before"
	case h >= t.first:
		return "after"
	case f.Head(h) == main:
		return "below main"
	}
	return f.doc.Tokens[h].UPOS
}

// verbTrait names the form of the verb of a tail.
func (f *finder) verbTrait(t tail) string {
	if upos := f.doc.Tokens[t.head].UPOS; upos != "VERB" && upos != "AUX" {
		return upos
	}
	form := f.formOf(t.head)
	if form == "" {
		form = f.doc.Tokens[t.head].XPOS
	}
	for k := f.Left(t.head); k < t.head; k++ {
		if f.Head(k) == t.head && strings.HasPrefix(f.doc.Tokens[k].DepRel, "nsubj") {
			return form + " " + f.doc.Tokens[k].UPOS
		}
	}
	return form
}
