package lang

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
		if i+1-c.first >= maxSentence || candidate(text, pieces, i) && decide(pieces[i].end, c.features(&s.features, text, pieces, i)) {
			s.ends = append(s.ends, i+1)
			c.enterSentence(i + 1)
		}
	}
	return s.ends
}

// candidate reports whether a sentence may end after pieces[i]: not within
// running words in lower case, nor between a word and the comma after it.
func candidate(text string, pieces []piece, i int) bool {
	next := &pieces[i+1]
	switch pieces[i].kind {
	case kindStop, kindAbbreviation, kindSymbol, kindAddress:
		return true
	case kindComma:
		if text[pieces[i].start] == ',' {
			return false
		}
	case kindQuote, kindClosing, kindDash:
	default:
		switch next.kind {
		case kindWord, kindNumber, kindAbbreviation:
			c, _ := classAt(text, next.start)
			return c != lower
		case kindComma, kindStop, kindClosing:
			return false
		}
	}
	return true
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
