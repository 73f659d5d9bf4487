package intake

import (
	"strings"

	"verbale.dev/verbale/lang"
)

// unitsOf divides text from byte start into paragraphs, without white space at
// their ends. A paragraph is a line; where the lines of the text are broken at
// a fixed width, it is a run of lines between blank ones.
func unitsOf(text string, start int) []lang.Span {
	var lines, blocks []lang.Span
	open := false // whether the last block goes on
	long := 0     // lines too long for a fixed width
	for at := start; at < len(text); {
		line, next := lineAt(text, at)
		at = next
		if line.Len() == 0 {
			open = false
			continue
		}
		lines = append(lines, line)
		if line.Len() > wrappedWidth {
			long++
		}
		if open {
			blocks[len(blocks)-1].End = line.End
		} else {
			blocks = append(blocks, line)
		}
		open = true
	}
	if long == 0 && len(blocks) >= 2 && len(lines) >= 2*len(blocks) && wrapped(text, lines) {
		return blocks
	}
	return lines
}

// wrappedWidth is the longest line, in bytes, of a text broken at a fixed
// width: e-mail and agency terminals break at 65 to 80.
const wrappedWidth = 100

// wrapped reports whether most lines end within a sentence, as they do only
// where they are broken at a fixed width.
func wrapped(text string, lines []lang.Span) bool {
	within := 0
	for _, line := range lines {
		words := line.Text(text)
		if !endsSentence(words) && !strings.HasSuffix(words, ":") && line.Len() > 40 {
			within++
		}
	}
	return 2*within > len(lines)
}
