package page

import (
	"slices"
	"strings"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/lang"
)

// Quotation is a run of tokens within quotation marks, the marks included. It
// lies within one paragraph: one that runs on is a quotation in each.
type Quotation struct {
	Run
	Words     int         // tokens within that have a letter or a digit
	Spaced    int         // words as white space parts them: "so-called" is one
	Opened    bool        // its first token is a mark
	Closed    bool        // its last token is a mark
	Continues bool        // it goes on from the paragraph before
	Inner     []Quotation // those within it, in order
}

// Marked returns the words of q without the marks.
func (q Quotation) Marked() Run {
	run := q.Run
	if q.Opened {
		run.First++
	}
	if q.Closed {
		run.Last--
	}
	return Run{run.First, max(run.First, run.Last)}
}

// paragraphQuotes are the quotations of one paragraph and what stays unpaired.
type paragraphQuotes struct {
	found    []Quotation
	open     int  // token of the mark that opens and finds no partner; -1
	closing  int  // token of the first mark that closes what no mark of the paragraph opened; -1
	term     int  // token of a mark that closes a term and perhaps the speech around it; -1
	repeated bool // the next paragraph begins with the mark again
}

// maxParagraphs is over how many paragraphs a quotation is followed that is opened
// once and closed once: a bound, so that the search stays linear.
const maxParagraphs = 12

// quotationsOf finds the quotations of a document, whose paragraphs are given as
// runs of tokens: in order, none overlapping another.
//
// Marks are paired paragraph by paragraph. What stays open is a quotation that
// runs on if the next paragraph begins with a mark, or if one of the next closes
// what it did not open and nothing between speaks in the report's own voice. If
// not, the closing mark was lost: the quotation ends where the words of a cue
// begin, else with the paragraph. A paragraph that closes what nothing opened
// lost its opening mark: the quotation begins with the sentence.
func quotationsOf(doc *lang.Document, paragraphs []Run) []Quotation {
	var all []Quotation
	read := make([]paragraphQuotes, len(paragraphs))
	for k, p := range paragraphs {
		read[k] = pair(doc, p.First, p.Last)
	}
	running := -1 // the paragraph in which a quotation that runs on closes; -1 where none does
	for k, p := range paragraphs {
		q := &read[k]
		repeats := k > 0 && read[k-1].repeated
		switch {
		case running > k:
			all = append(all, Quotation{Run: p, Continues: true, Inner: q.found})
			continue
		case running == k:
			run := Quotation{Run: Run{p.First, max(q.closing, q.term) + 1}, Closed: true, Continues: true}
			if q.closing >= 0 {
				run.Last = q.closing + 1
			}
			run.Inner, q.found = within(q.found, run.First-1, run.Last)
			all = append(all, run)
			running = -1
		case q.closing >= 0:
			if first := lostOpening(doc, p, *q); first >= 0 {
				all = append(all, Quotation{Run: Run{first, q.closing + 1}, Closed: true})
			}
		}
		if len(q.found) > 0 && q.found[0].First == p.First && repeats {
			q.found[0].Continues = true
		}
		if q.open >= 0 {
			open := Quotation{Run: Run{q.open, p.Last}, Opened: true, Continues: q.open == p.First && repeats}
			switch end := runsOn(doc, paragraphs, read, k); {
			case end == k:
				q.repeated = true
			case end > k:
				running = end
			case singleMark(doc.Form(q.open)): // an apostrophe after all
				all = append(all, q.found...)
				continue
			default:
				open.Last = min(lostClosing(doc, q.open, p.Last, q.found), spokenUpTo(doc, q.open, p.Last, q.found))
			}
			open.Inner, q.found = within(q.found, open.First, open.Last)
			all = append(all, open)
		}
		all = append(all, q.found...)
	}
	for i := range all {
		all[i].Words, all[i].Spaced = wordsIn(doc, all[i]), spacedIn(doc, all[i])
		for j := range all[i].Inner {
			all[i].Inner[j].Words, all[i].Inner[j].Spaced = wordsIn(doc, all[i].Inner[j]), spacedIn(doc, all[i].Inner[j])
		}
	}
	slices.SortFunc(all, func(a, b Quotation) int { return a.First - b.First })
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
func within(all []Quotation, first, last int) (inner, rest []Quotation) {
	for _, q := range all {
		if q.First > first && q.Last <= last {
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
	var stack []Quotation
	marks := marksOf(doc, first, last)
	for k, m := range marks {
		role := m.role
		straight := doc.Form(m.token) == `"` || doc.Form(m.token) == "''"
		if role == opens && !m.single && len(stack) > 0 && straight && endsSpeech(doc, m.token, first, last) {
			role = closes // on the wrong side of the space
		}
		if len(stack) > 0 && doc.Form(m.token) == "“" && doc.Form(stack[len(stack)-1].First) == "„" {
			role = closes // „German, Czech and Polish“
		}
		if role == unclear {
			role = opens
			if len(stack) > 0 {
				role = closes
			}
		}
		if role == opens {
			stack = append(stack, Quotation{Run: Run{First: m.token}, Opened: true})
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
		q.Last, q.Closed = m.token+1, true
		// One mark may close a term and the sentence around it.
		if len(stack) == 1 && k == len(marks)-1 && endsSpeech(doc, m.token, first, last) {
			outer := stack[0]
			outer.Last, outer.Closed = m.token+1, true
			outer.Inner = append(outer.Inner, q)
			q, stack = outer, nil
		}
		if len(stack) > 0 {
			top := &stack[len(stack)-1]
			top.Inner = append(top.Inner, q)
			continue
		}
		result.found = append(result.found, q)
	}
	if n := len(result.found); n > 0 && len(stack) == 0 {
		q := result.found[n-1]
		if q.First > first && wordsIn(doc, q) <= MaxTerm && endsSpeech(doc, q.Last-1, first, last) {
			result.term = q.Last - 1
		}
	}
	if len(stack) > 0 {
		result.open = stack[0].First
		for _, q := range stack {
			result.found = append(result.found, q.Inner...)
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
	for k := i + 1; k < last && k <= i+CueReach; k++ {
		if IsSpeech(strings.ToLower(doc.Form(k))) {
			return true
		}
	}
	return false
}

// MaxTerm is how many words in marks within a quotation are a term set apart.
const MaxTerm = 3

// CueReach is how many tokens after a quotation the verb of who spoke is looked
// for: "Prime Minister" and three names go before it.
const CueReach = 7

// runsOn returns the paragraph in which the quotation that paragraph k leaves
// open closes: k itself if the next one repeats the mark, -1 if the closing mark
// was lost.
func runsOn(doc *lang.Document, paragraphs []Run, read []paragraphQuotes, k int) int {
	for next := k + 1; next < len(paragraphs) && next <= k+maxParagraphs; next++ {
		q, p := read[next], paragraphs[next]
		if q.term >= 0 && q.closing < 0 && len(q.found) == 1 {
			return next // `… that it will “leak,” he said`: the last mark closes both
		}
		begins := q.open == p.First || len(q.found) > 0 && q.found[0].First == p.First
		if begins {
			if next == k+1 && q.closing < 0 && beginsSpeech(doc, read[k].open, paragraphs[k].Last) {
				return k
			}
			return -1
		}
		if q.closing >= 0 {
			if ownVoice(doc, Run{p.First, q.closing}, q.found) {
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
	return open+1 < last && !small(doc.Form(open+1))
}

// ownVoice reports whether a paragraph tells, outside marks, that somebody
// speaks: so it is the report's and not within a quotation.
func ownVoice(doc *lang.Document, p Run, quotes []Quotation) bool {
	first := false // speaks in the first person
	told := false
	for i := p.First; i < p.Last; i++ {
		if len(quotes) > 0 && quotes[0].Last <= i {
			quotes = quotes[1:]
		}
		if len(quotes) > 0 && quotes[0].First <= i {
			continue
		}
		switch low := strings.ToLower(doc.Form(i)); low {
		case "i", "we", "our", "us", "my", "me":
			first = true
		default:
			told = told || IsSpeech(low) && !(i > p.First && passive(doc.Form(i-1)))
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
func lostClosing(doc *lang.Document, open, last int, found []Quotation) int {
	for i := open + 2; i+2 < last; i++ {
		for len(found) > 0 && found[0].Last <= i {
			found = found[1:]
		}
		inFound := len(found) > 0 && found[0].First <= i
		if doc.Form(i) != "," || last-i > 2*CueReach || inFound {
			continue
		}
		for k := i + 1; k < last && k <= i+CueReach; k++ {
			if IsSpeech(strings.ToLower(doc.Form(k))) && third(doc, i+1, k) {
				return i + 1
			}
		}
	}
	return last
}

// spokenUpTo returns where a quotation ends that is opened within a sentence and not closed,
// if a later sentence of the paragraph tells in the report's own voice who speaks: with
// its own sentence; else last.
func spokenUpTo(doc *lang.Document, open, last int, found []Quotation) int {
	own := doc.Sentences[doc.SentenceOf(open)]
	if own.First >= open || own.Last >= last {
		return last
	}
	for len(found) > 0 && found[0].Last <= own.Last {
		found = found[1:]
	}
	if ownVoice(doc, Run{own.Last, last}, found) {
		return own.Last
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
		if capital(form) {
			return true
		}
	}
	return false
}

// lostOpening returns where a quotation begins whose opening mark was lost: at
// the begin of the sentence that is closed, if a cue follows; else -1.
func lostOpening(doc *lang.Document, p Run, q paragraphQuotes) int {
	if !endsSpeech(doc, q.closing, p.First, p.Last) {
		return -1
	}
	first := doc.Sentences[doc.SentenceOf(q.closing-1)].First
	for _, other := range q.found {
		if other.Last > first && other.First < q.closing {
			return -1
		}
	}
	return max(first, p.First)
}

// IsSpeech reports whether a word in lower case is a form of a verb that tells of
// speaking and of little else. The bare form and the participle, which are nouns as well
// ("a claim", "the telling"), count of "say" alone.
func IsSpeech(word string) bool {
	verb := lexicon.Load().Form(word)
	return verb.Has(lexicon.Speech) && (verb.Lemma == "say" || word != verb.Lemma && !strings.HasSuffix(word, "ing"))
}

func wordsIn(doc *lang.Document, q Quotation) int {
	n := 0
	for i := q.First; i < q.Last; i++ {
		if IsWord(doc.Form(i)) {
			n++
		}
	}
	return n
}

// spacedIn counts the words of a quotation as white space parts them.
func spacedIn(doc *lang.Document, q Quotation) int {
	n := 0
	run := q.Marked()
	for t := run.First; t < run.Last; t++ {
		if IsWord(doc.Form(t)) && (t == run.First || doc.Tokens[t-1].End < doc.Tokens[t].Start) {
			n++
		}
	}
	return n
}
