package sqlite_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/lang"
)

// TestPassagesRebuildTheText checks that passages make up the text without a
// gap, lie on rune borders, hold every span whole and are no longer than the
// limit unless a span asks for it.
func TestPassagesRebuildTheText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(rapid.SampledFrom([]string{
			"word ", "\n", "\r\n", "é", "漢字", strings.Repeat("long line, ", 400), strings.Repeat("ü", 5000),
		}), 0, 12).Draw(t, "pieces")
		text := strings.Join(pieces, "")
		var spans []lang.Span
		longest := 0
		for at := 0; at < len(text); {
			end := at + rapid.IntRange(0, 12000).Draw(t, "length")
			end = min(end, len(text))
			if i := strings.IndexByte(text[at:end], '\n'); i >= 0 {
				end = at + i
			}
			for end > at && end < len(text) && !utf8.RuneStart(text[end]) {
				end--
			}
			if end > at {
				spans = append(spans, lang.Span{Start: at, End: end})
				longest = max(longest, end-at)
			}
			at = max(end, at+1)
			for at < len(text) && !utf8.RuneStart(text[at]) {
				at++
			}
		}
		cuts := sqlite.Passages(text, spans)
		end, next := 0, 0
		for _, cut := range cuts {
			if cut.Start != end || cut.End <= cut.Start {
				t.Fatalf("a gap or nothing at %v after %d", cut, end)
			}
			end = cut.End
			if !utf8.ValidString(cut.Text(text)) {
				t.Fatalf("%v is not on rune borders", cut)
			}
			if i := strings.IndexByte(cut.Text(text), '\n'); i >= 0 && i != cut.Len()-1 {
				t.Fatalf("%v holds a line break", cut)
			}
			if cut.Len() > sqlite.PassageLimit+longest {
				t.Fatalf("%v is longer than it need be", cut)
			}
			for next < len(spans) && spans[next].Start < cut.End {
				if !cut.Contains(spans[next]) {
					t.Fatalf("%v is cut by %v", spans[next], cut)
				}
				next++
			}
		}
		if end != len(text) || next != len(spans) {
			t.Fatalf("passages end at %d of %d, %d of %d spans", end, len(text), next, len(spans))
		}
	})
}
