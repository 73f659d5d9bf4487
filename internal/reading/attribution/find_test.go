package attribution_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/attribution"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
	"verbale.dev/verbale/lang/encoder"
)

// wellFormed reports what is wrong with the statements of a text, or "".
func wellFormed(text string, statements []draft.Statement) string {
	ids := map[string]int{}
	for i, s := range statements {
		if _, twice := ids[s.ID]; twice {
			return "an id comes twice"
		}
		ids[s.ID] = i
	}
	for i, s := range statements {
		if len(s.Content) == 0 {
			return "a statement without content"
		}
		for _, excerpts := range [][]verbale.Excerpt{s.Source, s.Cue, s.Content} {
			last := 0
			for _, e := range excerpts {
				if e.Start < last || e.End <= e.Start || e.End > len(text) {
					return "spans out of order"
				}
				last = e.End
			}
		}
		for _, excerpts := range [][]verbale.Excerpt{s.Source, s.Cue, s.Content, s.SetApart, s.AddressedTo} {
			for _, e := range excerpts {
				if e.Text != text[e.Start:e.End] || strings.ContainsAny(e.Text, "\r\n") {
					return "the words are not those of the span, or cross a line"
				}
			}
		}
		if i > 0 && statements[i-1].Content[0].Start > s.Content[0].Start {
			return "statements out of order"
		}
		if s.Parent != nil {
			if _, known := ids[*s.Parent]; !known || *s.Parent == s.ID {
				return "a parent that is not there"
			}
		}
		if s.Confidence < 0 || s.Confidence > 1000 || s.Rule == "" {
			return "no rule or confidence"
		}
	}
	return ""
}

func TestFindIsWellFormed(t *testing.T) {
	t.Parallel()
	analyzer := lang.NewAnalyzer()
	word := rapid.SampledFrom([]string{
		"“", "”", `"`, "‘", "’", "the envoy", "Minister Holub", "said", "told reporters", "that", "we", "will", "leave", ",", ".", ":", "\n\n",
		"according to", "she", "believes", "the talks", "failed", "\n", "when asked whether", "in response to the letter", "not", "?",
	})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(word, 0, 50).Draw(t, "words"), " ")
		statements := attribution.Find(attribution.Shipped(), lexicon.Load(), "x", page.New(analyzer.Analyze(text), nil))
		if fault := wellFormed(text, statements); fault != "" {
			t.Fatalf("%s in %q: %+v", fault, text, statements)
		}
	})
}

func TestFindIsAFunctionOfItsInput(t *testing.T) {
	t.Parallel()
	const text = "“We shall see,” the envoy said. “Not before May.” He added that the king believes the talks have failed.\n\nAccording to the embassy, nobody “won”."
	doc := lang.NewAnalyzer().Analyze(text)
	first := attribution.Find(attribution.Shipped(), lexicon.Load(), "a", page.New(doc, nil))
	again := attribution.Find(attribution.Shipped(), lexicon.Load(), "a", page.New(doc, nil))
	if listed(first) != listed(again) {
		t.Error("two readings of one text differ")
	}
	if len(first) == 0 {
		t.Fatal("nothing found")
	}
	other := attribution.Find(attribution.Shipped(), lexicon.Load(), "b", page.New(doc, nil))
	for i := range first {
		if first[i].ID == other[i].ID {
			t.Error("statements of two documents have one id")
		}
	}
}

func FuzzFind(f *testing.F) {
	analyzer := lang.NewAnalyzer()
	f.Add([]byte("“We go,” he said.\n\n“No.”"))
	f.Add([]byte("\"a\" \"b\" ' said: \xff\n\nthis was stated by"))
	f.Fuzz(func(t *testing.T, text []byte) {
		statements := attribution.Find(attribution.Shipped(), lexicon.Load(), "x", page.New(analyzer.Analyze(string(text)), nil))
		if fault := wellFormed(string(text), statements); fault != "" {
			t.Fatal(fault)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	const paragraph = "The foreign minister of Ruritania, Jan Holub, said on Tuesday that the talks had failed. “We came with an open hand,” he told reporters, adding that his country expects an answer by Friday. The embassy of Freedonia denied that.\n\n"
	text := strings.Repeat(paragraph, 25) // about 950 words
	doc := lang.NewAnalyzer().Analyze(text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if len(attribution.Find(attribution.Shipped(), lexicon.Load(), "x", page.New(doc, nil))) < 25 {
			b.Fatal("too few statements")
		}
	}
}

// TestFindLedIsWellFormed: whatever an encoder says, what comes out keeps the laws.
func TestFindLedIsWellFormed(t *testing.T) {
	t.Parallel()
	analyzer := lang.NewAnalyzer()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"said", "Anna", "the", "mayor", "“", "”", "\"", ",", ".", "that", "wants", "\n\n", "\n", "they", "agreed", "because"}), 0, 80).Draw(t, "words")
		text := strings.Join(words, " ")
		span := rapid.Custom(func(t *rapid.T) []lang.Span {
			var out []lang.Span
			at := 0
			for range rapid.IntRange(0, 3).Draw(t, "n") {
				start := rapid.IntRange(at, len(text)).Draw(t, "start")
				at = rapid.IntRange(start, len(text)).Draw(t, "end")
				out = append(out, lang.Span{Start: start, End: at})
			}
			return out
		})
		found := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) encoder.Attribution {
			return encoder.Attribution{
				Source: span.Draw(t, "source"), Cue: span.Draw(t, "cue"), Content: span.Draw(t, "content"),
				Inner: rapid.Bool().Draw(t, "inner"), Margin: rapid.Int32().Draw(t, "margin"),
			}
		}), 0, 8).Draw(t, "found")
		statements := attribution.FindLed(attribution.Shipped(), lexicon.Load(), found, "x", page.New(analyzer.Analyze(text), nil))
		if wrong := wellFormed(text, statements); wrong != "" {
			t.Fatalf("%s: %q, led by %v", wrong, text, found)
		}
	})
}

// TestFindLedTakesWhatTheEncoderFinds, a cue in two pieces and a nested statement.
func TestFindLedTakesWhatTheEncoderFinds(t *testing.T) {
	t.Parallel()
	text := "In a letter the warden wrote that the miller, as Ada claims, owes two sacks."
	at := func(words string) []lang.Span {
		i := strings.Index(text, words)
		return []lang.Span{{Start: i, End: i + len(words)}}
	}
	found := []encoder.Attribution{
		{Source: at("the warden"), Cue: append(at("In a letter"), at("wrote")...), Content: at("that the miller, as Ada claims, owes two sacks")},
		{Source: at("Ada"), Cue: at("claims"), Content: at("the miller"), Inner: true},
	}
	statements := attribution.FindLed(attribution.Shipped(), lexicon.Load(), found, "x", page.New(lang.NewAnalyzer().Analyze(text), nil))
	var got []string
	for _, s := range statements {
		var pieces []string
		for _, e := range s.Cue {
			pieces = append(pieces, e.Text)
		}
		got = append(got, s.Rule+" "+s.Source[0].Text+": "+strings.Join(pieces, " … ")+": "+s.Content[0].Text)
	}
	want := []string{
		"encoder the warden: In a letter … wrote: that the miller, as Ada claims, owes two sacks",
		"encoder-nested Ada: claims: the miller",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, not %q", got, want)
	}
	if p := statements[len(statements)-1].Parent; p == nil || *p != statements[0].ID {
		t.Errorf("the inner one has the parent %v", p)
	}
}

// TestFindLedMendsWhatTheEncoderCuts: a pronoun that points back is no content, and the
// subject of a clause is not all of it.
func TestFindLedMendsWhatTheEncoderCuts(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text                 string
		source, cue, content string // as the encoder has them
		want                 []string
	}{
		{"The harbour of Hald has been shut for a week. This was announced by the pilots' guild.", "the pilots' guild", "was announced", "This",
			[]string{"backward the pilots' guild: was announced: The harbour of Hald has been shut for a week"}},
		{"The warden said the islands, in their answer to the guild, do not name a day.", "The warden", "said", "the islands",
			[]string{"encoder The warden: said: the islands, in their answer to the guild, do not name a day"}},
		{"The warden praised the islands.", "The warden", "praised", "the islands", []string{"encoder The warden: praised: the islands"}},
	} {
		at := func(words string) []lang.Span {
			i := strings.Index(test.text, words)
			return []lang.Span{{Start: i, End: i + len(words)}}
		}
		found := []encoder.Attribution{{Source: at(test.source), Cue: at(test.cue), Content: at(test.content), Margin: 9000}}
		var got []string
		for _, s := range attribution.FindLed(attribution.Shipped(), lexicon.Load(), found, "x", page.New(lang.NewAnalyzer().Analyze(test.text), nil)) {
			got = append(got, s.Rule+" "+s.Source[0].Text+": "+s.Cue[0].Text+": "+s.Content[0].Text)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, not %q", test.text, got, test.want)
		}
	}
}

// TestWordsOfNobody reads a phrase that is cut off where the words would begin.
func TestWordsOfNobody(t *testing.T) {
	t.Parallel()
	text := "In the words of the captain the ferry was late."
	if got := attribution.Find(attribution.Shipped(), lexicon.Load(), "x", page.New(lang.NewAnalyzer().Analyze(text), nil)); len(got) > 0 {
		t.Errorf("%d statements", len(got))
	}
}
