package excerpt_test

import (
	"fmt"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/excerpt"
	"verbale.dev/verbale/lang"
)

func at(start, end int, text string) verbale.Excerpt {
	return verbale.Excerpt{Span: lang.Span{Start: start, End: end}, Text: text}
}

func ExampleJoin() {
	fmt.Println(excerpt.Join([]verbale.Excerpt{at(0, 13, "“We shall not"), at(30, 42, "sign today,”")}))
	// Output: “We shall not … sign today,”
}

func TestEmpty(t *testing.T) {
	t.Parallel()
	if excerpt.Join(nil) != "" || excerpt.Len(nil) != 0 || excerpt.Hold(nil, lang.Span{}) {
		t.Error("no excerpts have words, a length or hold a span")
	}
}

func TestHold(t *testing.T) {
	t.Parallel()
	pieces := []verbale.Excerpt{at(3, 9, "first…"), at(12, 20, "another…")}
	for _, test := range []struct {
		span lang.Span
		want bool
	}{
		{lang.Span{Start: 3, End: 9}, true},
		{lang.Span{Start: 13, End: 14}, true},
		{lang.Span{Start: 8, End: 13}, false}, // across the gap
		{lang.Span{Start: 9, End: 12}, false}, // the gap itself
		{lang.Span{Start: 19, End: 21}, false},
	} {
		if got := excerpt.Hold(pieces, test.span); got != test.want {
			t.Errorf("Hold(%v) = %v, want %v", test.span, got, test.want)
		}
	}
	if got := excerpt.Len(pieces); got != 14 {
		t.Errorf("Len = %d, want 14", got)
	}
}
