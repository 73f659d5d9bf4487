package sqlite

import (
	"strings"
	"unicode/utf8"

	"verbale.dev/verbale/lang"
)

// passageLimit is the length in bytes after which a paragraph is cut.
const passageLimit = 8 << 10

// passages cuts text into stretches without a gap: after every line break, and
// where a line is longer than passageLimit at a rune border that no span
// crosses. Spans must be in order of their starts and must not hold a line
// break. The cost is linear in the text and the spans.
func passages(text string, spans []lang.Span) []lang.Span {
	var cuts []lang.Span
	next := 0  // index of the first span not yet passed
	reach := 0 // the farthest end of the spans that start before the cut looked at
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i + 1
		}
		for end-start > passageLimit {
			cut := start + passageLimit
			for !utf8.RuneStart(text[cut]) {
				cut--
			}
			for {
				for next < len(spans) && spans[next].Start < cut {
					reach = max(reach, spans[next].End)
					next++
				}
				if reach <= cut {
					break
				}
				cut = reach
			}
			if cut >= end {
				break
			}
			cuts = append(cuts, lang.Span{Start: start, End: cut})
			start = cut
		}
		if start < end {
			cuts = append(cuts, lang.Span{Start: start, End: end})
		}
		start = end
	}
	return cuts
}
