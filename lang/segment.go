package lang

// segmenter decides after each piece whether a sentence ends there.
type segmenter struct {
	ends []int // index of the first piece of the next sentence, ascending
}

// sentences finds the sentences in pieces.
func (s *segmenter) sentences(text string, pieces []piece) []int {
	s.ends = s.ends[:0]
	for i := range pieces {
		if i+1 == len(pieces) || pieces[i+1].multiword <= 1 && boundary(text, pieces, i) {
			s.ends = append(s.ends, i+1)
		}
	}
	return s.ends
}

// boundary decides by rule.
func boundary(text string, pieces []piece, i int) bool {
	next := pieces[i+1]
	if next.gap >= newLine {
		return true
	}
	j := i
	for j > 0 && (pieces[j].kind == kindQuote || pieces[j].kind == kindClosing) && pieces[j].gap == joined {
		j--
	}
	if pieces[j].kind != kindStop {
		return false
	}
	if next.gap == joined && (next.kind == kindQuote || next.kind == kindClosing || next.kind == kindComma) {
		return false
	}
	c, _ := classAt(text, next.start)
	return c != lower && next.kind != kindComma && next.kind != kindDash
}
