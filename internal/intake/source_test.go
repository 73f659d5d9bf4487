package intake_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/lang"
)

// derived draws a text made from a source, with its map.
func derived(t *rapid.T, source string) (string, intake.Map) {
	var b intake.MapBuilder
	for range rapid.IntRange(0, 12).Draw(t, "pieces") {
		from := rapid.IntRange(0, len(source)).Draw(t, "from")
		to := rapid.IntRange(from, len(source)).Draw(t, "to")
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0, 1:
			b.Copy(source[from:to], from)
		case 2:
			if to > from {
				b.Decode(strings.ToUpper(source[from:to])+"!", from, to)
			}
		default:
			b.Make("\n\n", from)
		}
	}
	return b.String(), b.Map()
}

// TestLawsOfMaps holds that a map that was built holds, that a stretch of it
// leads where the whole leads, and that two maps in a row are one.
func TestLawsOfMaps(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		received := rapid.StringMatching(`[a-z ]{0,40}`).Draw(t, "received")
		decoded, first := derived(t, received)
		text, second := derived(t, decoded)
		if decoded == "" || text == "" {
			return
		}
		whole := second.Compose(first)
		for _, c := range []struct {
			m            intake.Map
			text, source string
		}{{first, decoded, received}, {second, text, decoded}, {whole, text, received}} {
			if err := c.m.Check(c.text, []byte(c.source)); err != nil {
				t.Fatal(err)
			}
		}
		start := rapid.IntRange(0, len(text)).Draw(t, "start")
		span := lang.Span{Start: start, End: rapid.IntRange(start, len(text)).Draw(t, "end")}
		cut := whole.Slice(span)
		if span.Len() > 0 {
			if err := cut.Check(span.Text(text), []byte(received)); err != nil {
				t.Fatal(err)
			}
		}
		var again intake.MapBuilder
		again.Append(text, whole, span)
		if again.String() != span.Text(text) || !slices.Equal(again.Map().Sources(lang.Span{End: span.Len()}), whole.Sources(span)) {
			t.Fatalf("%q is not %q", again.String(), span.Text(text))
		}
	})
}

func TestMapsThatDoNotHold(t *testing.T) {
	t.Parallel()
	for name, m := range map[string]intake.Map{
		"a gap":         {{Text: 0, TextEnd: 1, Source: 0, SourceEnd: 1}},
		"other bytes":   {{Text: 0, TextEnd: 3, Source: 1, SourceEnd: 4}},
		"outside":       {{Text: 0, TextEnd: 3, Source: 2, SourceEnd: 9, Kind: intake.Decoded}},
		"from nothing":  {{Text: 0, TextEnd: 3, Source: 2, SourceEnd: 2, Kind: intake.Decoded}},
		"out of order":  {{Text: 1, TextEnd: 3, Source: 0, SourceEnd: 2}, {Text: 0, TextEnd: 1, Source: 0, SourceEnd: 1}},
		"none at all":   nil,
		"empty stretch": {{Text: 0, TextEnd: 0, Source: 0, SourceEnd: 0}, {Text: 0, TextEnd: 3, Source: 0, SourceEnd: 3}},
	} {
		if m.Check("abc", []byte("abxc")) == nil {
			t.Errorf("%s holds", name)
		}
	}
}
