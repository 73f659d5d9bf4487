package attribution

import (
	"slices"
	"strings"

	"verbale.dev/verbale/lang"
)

// quotation is a run of tokens within quotation marks, the marks included. It
// lies within one paragraph: one that runs on is a quotation in each.
type quotation struct {
	first, last int // tokens [first, last)
	words       int // tokens within that are not punctuation
	spaced      int // words as white space parts them: "so-called" is one
	opened      bool
	closed      bool
	continues   bool // it goes on from the paragraph before
	inner       []quotation
}

// marked returns the words of q without the marks.
func (q quotation) marked() (first, last int) {
	first, last = q.first, q.last
	if q.opened {
		first++
	}
	if q.closed {
		last--
	}
	return first, max(first, last)
}

// paragraphQuotes are the quotations of one paragraph and what stays unpaired.
type paragraphQuotes struct {
	found    []quotation
	open     int  // token of the mark that opens and finds no partner; -1
	closing  int  // token of the first mark that closes what no mark of the paragraph opened; -1
	term     int  // token of a mark that closes a term and perhaps the speech around it; -1
	repeated bool // the next paragraph begins with the mark again
}

// maximalRun is over how many paragraphs a quotation is followed that is opened
// once and closed once: a bound, so that the search stays linear.
const maximalRun = 12

// quotationsOf finds the quotations of a document, whose paragraphs are given as
// runs of tokens.
//
// Marks are paired paragraph by paragraph. What stays open is a quotation that
// runs on if the next paragraph begins with a mark, or if one of the next closes
// what it did not open and nothing between speaks in the report's own voice. If
// not, the closing mark was lost: the quotation ends where the words of a cue
// begin, else with the paragraph. A paragraph that closes what nothing opened
// lost its opening mark: the quotation begins with the sentence.
func quotationsOf(doc *lang.Document, paragraphs []lang.Span) []quotation {
	var all []quotation
	read := make([]paragraphQuotes, len(paragraphs))
	for k, p := range paragraphs {
		read[k] = pair(doc, p.Start, p.End)
	}
	running := -1 // the paragraph in which a quotation that runs on closes; -1 where none does
	for k, p := range paragraphs {
		q := &read[k]
		repeats := k > 0 && read[k-1].repeated
		switch {
		case running > k:
			all = append(all, quotation{first: p.Start, last: p.End, continues: true, inner: q.found})
			continue
		case running == k:
			run := quotation{first: p.Start, last: max(q.closing, q.term) + 1, closed: true, continues: true}
			if q.closing >= 0 {
				run.last = q.closing + 1
			}
			run.inner, q.found = within(q.found, run.first-1, run.last)
			all = append(all, run)
			running = -1
		case q.closing >= 0:
			if first := lostOpening(doc, p, *q); first >= 0 {
				all = append(all, quotation{first: first, last: q.closing + 1, closed: true})
			}
		}
		if len(q.found) > 0 && q.found[0].first == p.Start && repeats {
			q.found[0].continues = true
		}
		if q.open >= 0 {
			open := quotation{first: q.open, last: p.End, opened: true, continues: q.open == p.Start && repeats}
			switch end := runsOn(doc, paragraphs, read, k); {
			case end == k:
				q.repeated = true
			case end > k:
				running = end
			case singleMark(doc.Form(q.open)): // an apostrophe after all
				all = append(all, q.found...)
				continue
			default:
				open.last = lostClosing(doc, q.open, p.End, q.found)
			}
			open.inner, q.found = within(q.found, open.first, open.last)
			all = append(all, open)
		}
		all = append(all, q.found...)
	}
	for i := range all {
		all[i].words, all[i].spaced = wordsIn(doc, all[i]), spacedIn(doc, all[i])
		for j := range all[i].inner {
			all[i].inner[j].words, all[i].inner[j].spaced = wordsIn(doc, all[i].inner[j]), spacedIn(doc, all[i].inner[j])
		}
	}
	slices.SortFunc(all, func(a, b quotation) int { return a.first - b.first })
	return all
}

// singleMark reports whether a mark that opens is one that can be an apostrophe.
func singleMark(form string) bool {
	switch form {
	case "‘", "`", "‚", "‹", "'":
		return true
	}
	return false
}

// within parts quotations into those that begin after token first and end before
// token last, and the rest.
func within(all []quotation, first, last int) (inner, rest []quotation) {
	for _, q := range all {
		if q.first > first && q.last <= last {
			inner = append(inner, q)
		} else {
			rest = append(rest, q)
		}
	}
	return inner, rest
}

// pair pairs the marks of a paragraph.
func pair(doc *lang.Document, first, last int) paragraphQuotes {
	result := paragraphQuotes{open: -1, closing: -1, term: -1}
	var stack []quotation
	marks := marksOf(doc, first, last)
	for k, m := range marks {
		role := m.role
		if role == opens && !m.single && len(stack) > 0 && (doc.Form(m.token) == `"` || doc.Form(m.token) == "''") && endsSpeech(doc, m.token, first, last) {
			role = closes // on the wrong side of the space
		}
		if len(stack) > 0 && doc.Form(m.token) == "“" && doc.Form(stack[len(stack)-1].first) == "„" {
			role = closes // „German, Czech and Polish“
		}
		if role == unclear {
			role = opens
			if len(stack) > 0 {
				role = closes
			}
		}
		if role == opens {
			stack = append(stack, quotation{first: m.token, opened: true})
			continue
		}
		if len(stack) == 0 {
			if result.closing < 0 && !m.single {
				result.closing = m.token
			}
			continue
		}
		q := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		q.last, q.closed = m.token+1, true
		// One mark may close a term and the sentence around it.
		if len(stack) == 1 && k == len(marks)-1 && endsSpeech(doc, m.token, first, last) {
			outer := stack[0]
			outer.last, outer.closed = m.token+1, true
			outer.inner = append(outer.inner, q)
			q, stack = outer, nil
		}
		if len(stack) > 0 {
			top := &stack[len(stack)-1]
			top.inner = append(top.inner, q)
			continue
		}
		result.found = append(result.found, q)
	}
	if n := len(result.found); n > 0 && len(stack) == 0 {
		if q := result.found[n-1]; q.first > first && wordsIn(doc, q) <= termLongest && endsSpeech(doc, q.last-1, first, last) {
			result.term = q.last - 1
		}
	}
	if len(stack) > 0 {
		result.open = stack[0].first
		for _, q := range stack {
			result.found = append(result.found, q.inner...)
		}
	}
	return result
}

// endsSpeech reports whether the mark at i follows a comma or the end of a
// sentence and goes before somebody who speaks: `… soon,” he said`.
func endsSpeech(doc *lang.Document, i, first, last int) bool {
	if i <= first || !strings.ContainsAny(doc.Form(i-1), ",.!?…") {
		return false
	}
	for k := i + 1; k < last && k <= i+cueReach; k++ {
		if _, ok := speaking[strings.ToLower(doc.Form(k))]; ok {
			return true
		}
	}
	return false
}

// cueReach is how many tokens after a quotation the verb of who spoke is looked
// for: "Prime Minister" and three names go before it.
const cueReach = 7

// runsOn returns the paragraph in which the quotation that paragraph k leaves
// open closes: k itself if the next one repeats the mark, -1 if the closing mark
// was lost.
func runsOn(doc *lang.Document, paragraphs []lang.Span, read []paragraphQuotes, k int) int {
	for next := k + 1; next < len(paragraphs) && next <= k+maximalRun; next++ {
		q, p := read[next], paragraphs[next]
		if q.term >= 0 && q.closing < 0 && len(q.found) == 1 {
			return next // `… that it will “leak,” he said`: the last mark closes both
		}
		begins := q.open == p.Start || len(q.found) > 0 && q.found[0].first == p.Start
		if begins {
			if next == k+1 && q.closing < 0 && beginsSpeech(doc, read[k].open, paragraphs[k].End) {
				return k
			}
			return -1
		}
		if q.closing >= 0 {
			if ownVoice(doc, lang.Span{Start: p.Start, End: q.closing}, q.found) {
				return -1
			}
			return next
		}
		if q.open >= 0 || ownVoice(doc, p, q.found) {
			return -1
		}
	}
	return -1
}

// beginsSpeech reports whether a quotation begins with a whole sentence: its first
// word has no small letter. One that begins within a sentence does not run on.
func beginsSpeech(doc *lang.Document, open, last int) bool {
	return open+1 < last && shapeOf(doc.Form(open+1)) != 3
}

// ownVoice reports whether a paragraph tells, outside marks, that somebody
// speaks: so it is the report's and not within a quotation.
func ownVoice(doc *lang.Document, p lang.Span, quotes []quotation) bool {
	first := false // speaks in the first person
	told := false
	for i := p.Start; i < p.End; i++ {
		if len(quotes) > 0 && quotes[0].last <= i {
			quotes = quotes[1:]
		}
		if len(quotes) > 0 && quotes[0].first <= i {
			continue
		}
		switch low := strings.ToLower(doc.Form(i)); low {
		case "i", "we", "our", "us", "my", "me":
			first = true
		default:
			_, says := speaking[low]
			told = told || says && !(i > p.Start && passive(doc.Form(i-1)))
		}
	}
	return told && !first
}

// passive reports whether a word before "told" makes it a passive, which tells of
// no speaker.
func passive(form string) bool {
	switch strings.ToLower(form) {
	case "is", "are", "was", "were", "be", "been", "being":
		return true
	}
	return false
}

// lostClosing returns where a quotation ends that is opened at token open and
// not closed in the paragraph that ends at last: before the words of a cue after
// a comma, else with the paragraph. A comma within another quotation, of which
// found lists those of the paragraph in order, ends none.
func lostClosing(doc *lang.Document, open, last int, found []quotation) int {
	for i := open + 2; i+2 < last; i++ {
		for len(found) > 0 && found[0].last <= i {
			found = found[1:]
		}
		inFound := len(found) > 0 && found[0].first <= i
		if doc.Form(i) != "," || last-i > 2*cueReach || inFound {
			continue
		}
		for k := i + 1; k < last && k <= i+cueReach; k++ {
			if _, ok := speaking[strings.ToLower(doc.Form(k))]; ok && third(doc, i+1, k) {
				return i + 1
			}
		}
	}
	return last
}

// third reports whether the tokens [first, last) can be who speaks: a name or a
// pronoun of the third person.
func third(doc *lang.Document, first, last int) bool {
	for i := first; i < last; i++ {
		form := doc.Form(i)
		switch strings.ToLower(form) {
		case "he", "she", "they", "the":
			return true
		case "i", "we", "you":
			return false
		}
		if shape := shapeOf(form); shape == 1 || shape == 2 {
			return true
		}
	}
	return false
}

// lostOpening returns where a quotation begins whose opening mark was lost: at
// the begin of the sentence that is closed, if a cue follows; else -1.
func lostOpening(doc *lang.Document, p lang.Span, q paragraphQuotes) int {
	if !endsSpeech(doc, q.closing, p.Start, p.End) {
		return -1
	}
	first := doc.Sentences[doc.SentenceOf(q.closing-1)].First
	for _, other := range q.found {
		if other.last > first && other.first < q.closing {
			return -1
		}
	}
	return max(first, p.Start)
}

// speaking are forms of verbs that tell of speaking and little else.
var speaking = map[string]struct{}{
	"said": {}, "says": {}, "say": {}, "saying": {}, "told": {}, "tells": {}, "added": {}, "adds": {},
	"stressed": {}, "stresses": {}, "noted": {}, "notes": {}, "stated": {}, "states": {}, "explained": {},
	"explains": {}, "continued": {}, "concluded": {}, "replied": {}, "replies": {}, "asked": {}, "asks": {},
	"wrote": {}, "writes": {}, "warned": {}, "warns": {}, "insisted": {}, "insists": {}, "argued": {},
	"argues": {}, "declared": {}, "announced": {}, "remarked": {}, "recalled": {}, "emphasized": {},
	"emphasised": {}, "underlined": {}, "tweeted": {}, "responded": {}, "acknowledged": {}, "admitted": {},
	"claimed": {}, "claims": {}, "commented": {}, "quipped": {}, "joked": {}, "observed": {},
}

func wordsIn(doc *lang.Document, q quotation) int {
	n := 0
	for i := q.first; i < q.last; i++ {
		if wordly(doc.Form(i)) {
			n++
		}
	}
	return n
}

// spacedIn counts the words of a quotation as white space parts them.
func spacedIn(doc *lang.Document, q quotation) int {
	n := 0
	first, last := q.marked()
	for t := first; t < last; t++ {
		if wordly(doc.Form(t)) && (t == first || doc.Tokens[t-1].End < doc.Tokens[t].Start) {
			n++
		}
	}
	return n
}
