package lang

import "strings"

// segmenter decides where sentences end. A line break is first judged to be the
// end of a paragraph or the mere wrapping of a line (segment_lines.go); then
// each place where a sentence may end is judged by a linear classifier over
// hashed features (segment_features.go), whose weights are integers.
type segmenter struct {
	weights  []int16
	ends     []int // first piece of the next sentence, ascending
	features [maxFeatures]uint32
}

// maxSentence is the most pieces that a sentence holds. Longer ones do not occur
// in prose; lists and tables without stops are cut, so that what comes after
// needs no more memory than this asks for.
const maxSentence = 400

// sentences returns where sentences end in pieces. The result is valid until
// the next call.
func (s *segmenter) sentences(text string, pieces []piece) []int {
	return s.segment(text, pieces, func(_ int, features []uint32) bool {
		sum := int32(0)
		for _, f := range features {
			sum += int32(s.weights[f])
		}
		return sum > 0
	})
}

// segment finds the sentences by decide, which is asked about each place where
// a sentence may end, in order, with the features of the place.
func (s *segmenter) segment(text string, pieces []piece, decide func(end int, features []uint32) bool) []int {
	s.ends = s.ends[:0]
	var c context
	for i := range pieces {
		if i == 0 || pieces[i].gap == newSection {
			c.enterParagraph(text, pieces, i)
		}
		c.read(text, pieces, i)
		if i+1 == len(pieces) || pieces[i+1].gap == newSection {
			s.ends = append(s.ends, i+1)
			continue
		}
		if pieces[i+1].multiword > 1 {
			continue
		}
		ends := i+1-c.first >= maxSentence
		if !ends {
			switch judge(text, pieces, c.first, i) {
			case endsHere:
				ends = true
			case mayEnd:
				ends = decide(pieces[i].end, c.features(&s.features, text, pieces, i))
			}
		}
		if ends {
			s.ends = append(s.ends, i+1)
			c.enterSentence(i + 1)
		}
	}
	return s.ends
}

// verdict is what can be said of a place without the classifier.
type verdict uint8

const (
	goesOnHere verdict = iota
	mayEnd
	endsHere
)

// judge sorts out the places that need no classifier in the sentence that begins
// with piece sentence. None ends within running words in lower case, before a
// comma or another stop, after the number of an item, after a remark in brackets,
// or after an abbreviation that a word in lower case follows. One ends after
// "Inc." and its like before a word that begins sentences, after a stop and the
// dots of words left out, and where a stop comes before a quotation mark that
// opens and a capital, as news has it all the time and the treebanks hardly ever.
func judge(text string, pieces []piece, sentence, i int) verdict {
	next := &pieces[i+1]
	first, _ := classAt(text, next.start)
	switch pieces[i].kind {
	case kindAbbreviation:
		if first == lower || timeGoesOn(text, pieces, i) {
			return goesOnHere
		}
		if first == upper && startsSentence(text[next.start:next.end]) && mayClose(text[pieces[i].start:pieces[i].end-1]) {
			return endsHere
		}
	case kindStop, kindClosing:
		if next.kind == kindStop || numbersItem(pieces, i) || remark(pieces, sentence, i) {
			return goesOnHere
		}
		if first == upper && pieces[i].kind == kindStop && i > sentence && pieces[i-1].kind == kindStop {
			return endsHere // . ... of words left out
		}
		if pieces[i].kind == kindStop && next.kind == kindQuote && pieces[i].end == pieces[i].start+1 && quoteOf(text, pieces, i+1)&1 != 0 && i+2 < len(pieces) {
			if c, _ := classAt(text, pieces[i+2].start); c == upper && pieces[i+2].gap == joined {
				return endsHere
			}
		}
	case kindSymbol, kindAddress, kindQuote, kindDash:
	case kindComma:
		if text[pieces[i].start] == ',' {
			return goesOnHere
		}
	default:
		switch next.kind {
		case kindWord, kindNumber, kindAbbreviation:
			if first == lower {
				return goesOnHere
			}
		case kindComma, kindStop, kindClosing:
			return goesOnHere
		}
	}
	return mayEnd
}

// remark reports whether piece i closes brackets that were opened within the
// running sentence, which begins with piece sentence, and hold none of their own:
// not those of a note after a stop.
func remark(pieces []piece, sentence, i int) bool {
	if pieces[i].kind != kindClosing {
		return false
	}
	const longest = 40
	for j := i - 1; j > sentence && i-j < longest; j-- {
		switch pieces[j].kind {
		case kindStop, kindAbbreviation, kindClosing:
			return false
		case kindOpening:
			before := pieces[j-1].kind
			return before == kindWord || before == kindNumber
		}
	}
	return false
}

// numbersItem reports whether piece i is the stop or bracket after the number of
// an item, at the start of a paragraph.
func numbersItem(pieces []piece, i int) bool {
	return i > 0 && pieces[i].gap == joined && pieces[i-1].kind == kindNumber && pieces[i-1].gap == newSection
}

// mayClose reports whether the abbreviation form, without its stop, can be the
// last word of a sentence.
func mayClose(form string) bool {
	var buffer [8]byte
	low := lowered(buffer[:0], form)
	if strings.IndexByte(form, '.') > 0 {
		switch string(low) { // U.S. and p.m. do
		case "e.g", "i.e", "p.s":
			return false
		}
		return true
	}
	return abbreviations[string(low)].closes
}

// timeGoesOn reports whether piece i is "a.m." or "p.m." and the next one says
// of which day or by which clock.
func timeGoesOn(text string, pieces []piece, i int) bool {
	switch text[pieces[i].start:pieces[i].end] {
	case "a.m.", "p.m.", "A.M.", "P.M.":
	default:
		return false
	}
	switch text[pieces[i+1].start:pieces[i+1].end] {
	case "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
		"Eastern", "Central", "Pacific", "Moscow", "GMT", "UTC", "ET", "EST", "EDT", "CET", "PT", "PST", "PDT", "CT", "BST", "MSK":
		return true
	}
	return false
}

// splitsStop reports whether the stop of the abbreviation p, which ends a
// sentence, is a token of its own there ("etc."), as English UD has it. Those
// with a stop inside ("U.S.") keep theirs.
func splitsStop(text string, p *piece) bool {
	if p.kind != kindAbbreviation || p.end-p.start < 3 {
		return false
	}
	for i := p.start; i < p.end-1; i++ {
		if text[i] == '.' {
			return false
		}
	}
	return true
}
