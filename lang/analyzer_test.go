package lang_test

import (
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"verbale.dev/verbale/lang"
)

// checkDocument reports what is wrong with the form of an analysis.
func checkDocument(t interface{ Errorf(string, ...any) }, d *lang.Document, parts ...lang.Span) {
	if len(parts) == 0 {
		parts = []lang.Span{{Start: 0, End: len(d.Text)}}
	}
	borders := make([]bool, len(d.Text)+1)
	for i := 0; i < len(d.Text); {
		borders[i] = true
		_, size := utf8.DecodeRuneInString(d.Text[i:])
		i += size
	}
	borders[len(d.Text)] = true

	at := 0
	for i, token := range d.Tokens {
		if token.Start < at || token.End <= token.Start || token.End > len(d.Text) {
			t.Errorf("token %d at %v after %d in a text of %d bytes", i, token.Span, at, len(d.Text))
			return
		}
		if !borders[token.Start] || !borders[token.End] {
			t.Errorf("token %d at %v is not on rune borders", i, token.Span)
		}
		checkGap(t, d.Text, at, token.Start, parts)
		at = token.End
		if m := token.Multiword; m < 0 || m > 1 && (i == 0 || d.Tokens[i-1].Multiword != m-1 || d.Tokens[i-1].End != token.Start) {
			t.Errorf("token %d is word %d of a multiword token", i, m)
		}
	}
	checkGap(t, d.Text, at, len(d.Text), parts)

	next, paragraph := 0, 0
	for i, s := range d.Sentences {
		if s.First != next || s.Last <= s.First || s.Last > len(d.Tokens) {
			t.Errorf("sentence %d holds tokens %d to %d after %d", i, s.First, s.Last, next)
			return
		}
		next = s.Last
		if want := (lang.Span{Start: d.Tokens[s.First].Start, End: d.Tokens[s.Last-1].End}); s.Span != want {
			t.Errorf("sentence %d at %v, its tokens at %v", i, s.Span, want)
		}
		if s.Paragraph < paragraph || s.Paragraph > paragraph+1 || i == 0 && s.Paragraph != 0 {
			t.Errorf("sentence %d is in paragraph %d after %d", i, s.Paragraph, paragraph)
		}
		paragraph = s.Paragraph
		checkTree(t, d, s)
	}
	if next != len(d.Tokens) {
		t.Errorf("sentences end at token %d of %d", next, len(d.Tokens))
	}
	last := 0
	for i, e := range d.Entities {
		if e.First < last || e.Last <= e.First || e.Last > len(d.Tokens) || e.Span != (lang.Span{Start: d.Tokens[e.First].Start, End: d.Tokens[e.Last-1].End}) {
			t.Errorf("entity %d holds tokens %d to %d at %v", i, e.First, e.Last, e.Span)
			return
		}
		if d.SentenceOf(e.First) != d.SentenceOf(e.Last-1) {
			t.Errorf("entity %d crosses sentences", i)
		}
		last = e.Last
	}
}

// checkGap reports characters of substance in parts that no token holds.
func checkGap(t interface{ Errorf(string, ...any) }, text string, from, to int, parts []lang.Span) {
	for i := from; i < to; {
		r, size := utf8.DecodeRuneInString(text[i:])
		for _, p := range parts {
			if p.Start <= i && i < p.End && !insubstantial(r) {
				t.Errorf("no token holds %q at %d", text[i:i+size], i)
			}
		}
		i += size
	}
}

func insubstantial(r rune) bool {
	return unicode.In(r, unicode.White_Space, unicode.Cc, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

func checkTree(t interface{ Errorf(string, ...any) }, d *lang.Document, s lang.Sentence) {
	roots := 0
	depth := make([]int, s.Last-s.First) // 0 unknown, -1 on the way, else 1
	for i := s.First; i < s.Last; i++ {
		head := d.Tokens[i].Head
		switch {
		case head == -1:
			roots++
			if i != s.Root || d.Tokens[i].DepRel != "root" {
				t.Errorf("token %d has no head, is %q, and the root is %d", i, d.Tokens[i].DepRel, s.Root)
			}
		case head < s.First || head >= s.Last:
			t.Errorf("token %d hangs on %d outside its sentence %d to %d", i, head, s.First, s.Last)
			return
		}
	}
	if roots != 1 {
		t.Errorf("a sentence of %d tokens has %d roots", s.Last-s.First, roots)
	}
	for i := s.First; i < s.Last; i++ {
		at := i
		for at >= 0 && depth[at-s.First] == 0 {
			depth[at-s.First] = -1
			at = d.Tokens[at].Head
		}
		if at >= 0 && depth[at-s.First] == -1 {
			t.Errorf("a cycle through token %d", at)
			return
		}
		for at = i; at >= 0 && depth[at-s.First] == -1; at = d.Tokens[at].Head {
			depth[at-s.First] = 1
		}
	}
}

// snippets are what random texts are made of.
var snippets = []string{
	"The", "envoy", "said", "that", "U.S.", "Mr.", "Hale", "can't", "cannot", "Oslo's", "states'", "A.", "I", "3.5", "1,000", "$", "30m", "%",
	".", ",", "!", "?", "...", "…", ":", ";", "-", "--", "—", "/", "(", ")", "[", "]", "\"", "'", "“", "”", "‘", "’", "''", "``", "«", "»",
	"https://example.org/x", "a@example.org", "@desk", "#tag", ":)", "<3", "====", "*", "_", "__", "'90s", "o'clock",
	" ", " ", " ", " ", "  ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u2028", "\u2029", "\u202e", "\x00", "\x85",
	"é", "e\u0301", "Ж", "مرحبا", "漢字", "ひらがな", "👩‍👩‍👧", "🇳🇴", "👍🏽", "\u0301", "\ufe0f", "½", "²", "\xff", "\xe2\x80", "\xc3", "\U0010ffff", "\ud7ff",
}

func randomText(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(snippets), 0, 60).Draw(t, "snippets"), "")
}

func TestAnalysisIsWellFormed(t *testing.T) {
	t.Parallel()
	a := lang.NewAnalyzer()
	rapid.Check(t, func(t *rapid.T) {
		checkDocument(t, a.Analyze(randomText(t)))
	})
}

// TestParts holds that nothing outside the parts is read and no sentence crosses
// their borders.
func TestParts(t *testing.T) {
	t.Parallel()
	a := lang.NewAnalyzer()
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		var parts []lang.Span
		for range rapid.IntRange(1, 4).Draw(t, "parts") {
			text.WriteString(randomText(t))
			start := text.Len()
			text.WriteString(randomText(t))
			parts = append(parts, lang.Span{Start: start, End: text.Len()})
		}
		// Bytes that are no rune by themselves may be one across a border.
		valid := strings.ToValidUTF8(text.String(), "?")
		if valid != text.String() {
			t.Skip("not UTF-8")
		}
		for _, p := range parts {
			for _, at := range []int{p.Start, p.End} {
				if at < len(valid) && !utf8.RuneStart(valid[at]) {
					t.Skip("a border within a rune")
				}
			}
		}
		d := a.Analyze(valid, parts...)
		checkDocument(t, d, parts...)
		for _, s := range d.Sentences {
			inside := false
			for _, p := range parts {
				inside = inside || p.Contains(s.Span)
			}
			if !inside {
				t.Errorf("sentence %v is in none of %v", s.Span, parts)
			}
		}
	})
}

// TestScratchLeavesNoTrace holds that an Analyzer that has read other texts
// gives the same as a fresh one.
func TestScratchLeavesNoTrace(t *testing.T) {
	t.Parallel()
	used := lang.NewAnalyzer()
	rapid.Check(t, func(t *rapid.T) {
		text := randomText(t)
		if got, want := used.Analyze(text), lang.NewAnalyzer().Analyze(text); !reflect.DeepEqual(got, want) {
			t.Errorf("a used Analyzer gives %v, a fresh one %v", got, want)
		}
	})
}

// hostile are long texts of the kinds that make careless programs slow.
var hostile = []struct{ name, unit string }{
	{"words", "The envoys met in the old hall. "},
	{"one sentence", "word "},
	{"one word", "a"},
	{"stops", "."},
	{"stops and spaces", ". "},
	{"mixed punctuation", ".,;:!?-()'\"/@#$%&*"},
	{"opening quotation marks", "'"},
	{"initials", "A."},
	{"hyphens", "a-"},
	{"apostrophes", "s'"},
	{"at signs", "a@"},
	{"dots and letters", "ab.cd"},
	{"digits and hyphens", "1-22"},
	{"URL", "http://a"},
	{"emoticons", ":("},
	{"line breaks", "line\n"},
	{"empty lines", "\n"},
	{"spaces", " "},
	{"emoji", "👩‍👩‍👧"},
	{"combining marks", "\u0301"},
	{"zero width", "\u200d"},
	{"not UTF-8", "\xff"},
	{"ideographs", "漢"},
	{"dollars", "$"},
	{"asterisks", "a*"},
	{"underscores", "_"},
}

// TestHostileTextsTakeLinearTime gives four times the text at most some eight
// times the time, which a quadratic step would break by far. Others may use the
// machine too, so the best of several measurements counts.
func TestHostileTextsTakeLinearTime(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	a := lang.NewAnalyzer()
	measure := func(text string) time.Duration {
		start := time.Now()
		checkSpans(t, a.Analyze(text))
		return time.Since(start)
	}
	const size = 40_000
	for _, h := range hostile {
		shortText := strings.Repeat(h.unit, size/len(h.unit))
		longText := strings.Repeat(h.unit, 4*size/len(h.unit))
		short, long := measure(shortText), measure(longText)
		for range 10 {
			if long <= 8*short+20*time.Millisecond {
				break
			}
			short, long = max(short, measure(shortText)), min(long, measure(longText))
		}
		if long > 8*short+20*time.Millisecond {
			t.Errorf("%s: %v for %d bytes, %v for four times as many", h.name, short, size, long)
		}
	}
}

// checkSpans is a cheap look at an analysis of a long text.
func checkSpans(t *testing.T, d *lang.Document) {
	at := 0
	for i := range d.Tokens {
		if d.Tokens[i].Start < at {
			t.Fatalf("token %d begins before the one before it ends", i)
		}
		at = d.Tokens[i].End
	}
}

func TestHostileTextsAreWellFormed(t *testing.T) {
	t.Parallel()
	a := lang.NewAnalyzer()
	for _, h := range hostile {
		checkDocument(t, a.Analyze(strings.Repeat(h.unit, 5000/len(h.unit))))
	}
}

func FuzzAnalyze(f *testing.F) {
	for _, s := range snippets {
		f.Add(s + "a" + s + s)
	}
	for _, h := range hostile {
		f.Add(strings.Repeat(h.unit, 5))
	}
	a := lang.NewAnalyzer()
	f.Fuzz(func(t *testing.T, text string) {
		checkDocument(t, a.Analyze(text))
	})
}

// TestIrregularForms holds that pasts and participles which no rule makes have
// their dictionary forms.
func TestIrregularForms(t *testing.T) {
	t.Parallel()
	d := lang.NewAnalyzer().Analyze("Guards shot two wolves. The lake froze. The wind has torn the sails. He had sworn to stay.")
	want := map[string]string{"shot": "shoot", "froze": "freeze", "torn": "tear", "sworn": "swear"}
	for i := range d.Tokens {
		if lemma, ok := want[d.Form(i)]; ok {
			if got := d.Tokens[i].Lemma; got != lemma {
				t.Errorf("%s: lemma %s, want %s", d.Form(i), got, lemma)
			}
			delete(want, d.Form(i))
		}
	}
	if len(want) > 0 {
		t.Errorf("not read: %v", want)
	}
}
