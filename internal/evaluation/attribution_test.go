package evaluation_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/brat"
	"verbale.dev/verbale/lang"
)

// spaced analyses words between single spaces, a paragraph a line.
func spaced(text string) *lang.Document {
	doc := &lang.Document{Text: text}
	at, paragraph := 0, 0
	for line := range strings.SplitSeq(text, "\n") {
		first := len(doc.Tokens)
		for word := range strings.SplitSeq(line, " ") {
			doc.Tokens = append(doc.Tokens, lang.Token{Span: lang.Span{Start: at, End: at + len(word)}})
			at += len(word) + 1
		}
		doc.Sentences = append(doc.Sentences, lang.Sentence{First: first, Last: len(doc.Tokens), Paragraph: paragraph})
		paragraph++
	}
	return doc
}

// at returns the spans of words of text, each the first after the one before.
func at(text string, words ...string) []lang.Span {
	var spans []lang.Span
	from := 0
	for _, w := range words {
		start := from + strings.Index(text[from:], w)
		from = start + len(w)
		spans = append(spans, lang.Span{Start: start, End: from})
	}
	return spans
}

func TestAttributions(t *testing.T) {
	t.Parallel()
	const text = "the envoy said that talks failed , and blamed rain\nthe king wept aloud he told us"
	doc := spaced(text)
	gold := []evaluation.Attribution{
		{at(text, "the envoy"), at(text, "said"), at(text, "that talks failed")},
		{nil, at(text, "blamed"), at(text, "rain")},
		{at(text, "he"), at(text, "told"), at(text, "the king wept aloud")},
	}
	gold[2][0] = at(text, "aloud", "he")[1:]
	system := []evaluation.Attribution{
		{at(text, "the envoy"), at(text, "said"), at(text, "that talks failed , and")},
		{at(text, "the envoy"), at(text, "blamed"), at(text, "rain")},
		{at(text, "us"), at(text, "wept"), at(text, "aloud")},
	}
	scores := evaluation.Attributions(doc, gold, system)
	for c, want := range []struct {
		exact, begin evaluation.Score
		overlap      float64
		spans        int
	}{
		// "the envoy" of two statements is one span; "us" touches no source.
		{evaluation.Score{Gold: 2, System: 2, Correct: 1}, evaluation.Score{Gold: 2, System: 2, Correct: 1}, 1, 3},
		{evaluation.Score{Gold: 3, System: 3, Correct: 2}, evaluation.Score{Gold: 3, System: 3, Correct: 2}, 2, 4},
		// "aloud" overlaps a gold content of four tokens, so that it adds none of its own.
		{evaluation.Score{Gold: 3, System: 3, Correct: 1}, evaluation.Score{Gold: 3, System: 3, Correct: 2}, 1 + 3.0/5 + 1.0/4, 3},
	} {
		name := evaluation.Components[c].String()
		if scores.Exact[c] != want.exact {
			t.Errorf("%s exact = %+v, want %+v", name, scores.Exact[c], want.exact)
		}
		if scores.Begin[c] != want.begin {
			t.Errorf("%s begin = %+v, want %+v", name, scores.Begin[c], want.begin)
		}
		if got := scores.Overlap[c]; math.Abs(got.Sum-want.overlap) > 1e-9 || got.Spans != want.spans {
			t.Errorf("%s overlap = %+v, want %v of %d", name, got, want.overlap, want.spans)
		}
	}
	for i, want := range []evaluation.LinkedScore{
		{Gold: 3, Found: 2, System: 3, Agreed: 2},
		{Gold: 3, Found: 1, System: 3, Agreed: 1}, // gold has no source for "blamed"
		{Gold: 3, Found: 1, System: 3, Agreed: 1},
		{Gold: 3, Found: 0, System: 3, Agreed: 0},
	} {
		if scores.Linked[i] != want {
			t.Errorf("%s = %+v, want %+v", evaluation.LinkedNames[i], scores.Linked[i], want)
		}
	}
}

func TestAttributionsCutAtParagraphs(t *testing.T) {
	t.Parallel()
	const text = "he said one\ntwo three"
	doc := spaced(text)
	whole := []evaluation.Attribution{{at(text, "he"), at(text, "said"), at(text, "one\ntwo three")}}
	pieces := []evaluation.Attribution{{at(text, "he"), at(text, "said"), at(text, "one", "two three")}}
	scores := evaluation.Attributions(doc, whole, pieces)
	if got := scores.Exact[evaluation.ContentSpans]; got != (evaluation.Score{Gold: 2, System: 2, Correct: 2}) {
		t.Errorf("content exact = %+v, want both pieces to agree", got)
	}
	if got := scores.Linked[3]; got.F1() != 100 {
		t.Errorf("all equal = %+v, want it to agree", got)
	}
}

func TestGoldAgreesWithItself(t *testing.T) {
	t.Parallel()
	const text = "a b c d e"
	doc := spaced(text)
	gold := []evaluation.Attribution{{at(text, "a"), at(text, "b"), at(text, "c", "e")}}
	scores := evaluation.Attributions(doc, gold, gold)
	for c, name := range evaluation.Components {
		if scores.Exact[c].F1() != 100 || scores.Begin[c].F1() != 100 || scores.Overlap[c].Mean() != 100 {
			t.Errorf("%v of gold against itself: %+v %+v %+v", name, scores.Exact[c], scores.Begin[c], scores.Overlap[c])
		}
	}
	none := evaluation.Attributions(doc, gold, nil)
	if none.Exact[0].F1() != 0 || none.Overlap[2].Mean() != 0 || none.Linked[0].F1() != 0 {
		t.Errorf("nothing against gold scores: %+v", none)
	}
}

func TestOutermostAttributions(t *testing.T) {
	t.Parallel()
	excerpt := func(start, end int) []verbale.Excerpt {
		return []verbale.Excerpt{{Span: lang.Span{Start: start, End: end}}}
	}
	parent := "s-1"
	got := evaluation.OutermostAttributions([]verbale.Statement{
		{ID: "s-1", Cue: excerpt(2, 4), Content: excerpt(5, 9)},
		{ID: "s-2", Cue: excerpt(6, 7), Content: excerpt(8, 9), Parent: &parent},
		{ID: "s-3", Content: excerpt(10, 12)}, // a quotation alone
	})
	if len(got) != 1 || got[0][evaluation.CueSpans][0].Start != 2 {
		t.Errorf("OutermostAttributions = %v, want that of s-1 alone", got)
	}
}

func TestGoldAttributionsFaults(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ ann, want string }{
		{"T1\tCue 0 2\tab\nE1\tAttribution:T1 Cue:T1 Content:T9\n", "names T9"},
		{"T1\tCue 0 7\tab\nE1\tAttribution:T1 Cue:T1\n", "outside the text"},
	} {
		a, err := brat.Read(strings.NewReader(c.ann))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := evaluation.GoldAttributions("abé", a); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("GoldAttributions = %v, want an error with %q", err, c.want)
		}
	}
}

// TestPolNeARIsRead reads all of the dev part and compares the words of each
// range with those that brat wrote down.
func TestPolNeARIsRead(t *testing.T) {
	t.Parallel()
	shared := os.Getenv("VERBALE_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	dir := filepath.Join(shared, "corpora", "polnear", "dev")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no PolNeAR at %s", dir)
	}
	articles, err := brat.Folder(dir)
	if err != nil {
		t.Fatal(err)
	}
	attributions := 0
	for _, article := range articles {
		text, annotations, err := article.Read()
		if err != nil {
			t.Fatal(err)
		}
		offsets := brat.NewOffsets(text)
		for _, b := range annotations.TextBounds {
			if len(b.Ranges) != 1 || strings.Contains(b.Text, "\n") {
				continue
			}
			span, ok := offsets.Span(b.Ranges[0])
			if !ok || span.Text(text) != b.Text {
				t.Errorf("%s %s: the words at its offsets are not %q", article.Name, b.ID, b.Text)
			}
		}
		gold, err := evaluation.GoldAttributions(text, annotations)
		if err != nil {
			t.Errorf("%s: %v", article.Name, err)
		}
		attributions += len(gold)
	}
	if attributions < 2000 {
		t.Errorf("%d attributions in %d files", attributions, len(articles))
	}
}
