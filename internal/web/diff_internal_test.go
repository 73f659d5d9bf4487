package web

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	shared "verbale.dev/verbale/internal/address"
)

// TestCommonIsALongestCommonSubsequence checks the pairs against the table of
// all lengths, which needs quadratic time.
func TestCommonIsALongestCommonSubsequence(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 0, 40)
		one, other := text.Draw(t, "one"), text.Draw(t, "other")
		forms := lexicon{}
		a, b := forms.words(strings.Join(one, " ")), forms.words(strings.Join(other, " "))
		pairs := common(a, b)
		for i, p := range pairs {
			if a[p.A].id != b[p.B].id {
				t.Fatalf("pair %v is of different words", p)
			}
			if i > 0 && (pairs[i-1].A >= p.A || pairs[i-1].B >= p.B) {
				t.Fatalf("pairs %v and %v are out of order", pairs[i-1], p)
			}
		}
		if want := longest(one, other); len(pairs) != want {
			t.Fatalf("%v and %v: %d words in common, want %d", one, other, len(pairs), want)
		}
	})
}

func longest(a, b []string) int {
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
	}
	for i, x := range a {
		for j, y := range b {
			if x == y {
				table[i+1][j+1] = table[i][j] + 1
			} else {
				table[i+1][j+1] = max(table[i][j+1], table[i+1][j])
			}
		}
	}
	return table[len(a)][len(b)]
}

// TestLongTextsEnd compares two texts that share nothing, longer than the
// search goes.
func TestLongTextsEnd(t *testing.T) {
	t.Parallel()
	a := make([]word, 30_000)
	b := make([]word, 30_000)
	for i := range a {
		a[i].id, b[i].id = int32(i), int32(-i-1)
	}
	if shared := common(a, b); len(shared) != 0 {
		t.Errorf("%d words in common", len(shared))
	}
}

// TestCutKeepsTheText holds that marking loses no letter.
func TestCutKeepsTheText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("ab é“\n𝒳"))).Draw(t, "text")
		base := rapid.IntRange(0, 9).Draw(t, "base")
		var spans []marked
		for range rapid.IntRange(0, 6).Draw(t, "n") {
			var s marked
			s.Start = base + rapid.IntRange(-3, len(text)+3).Draw(t, "start")
			s.End = s.Start + rapid.IntRange(0, 9).Draw(t, "length")
			s.apply = func(g *segment) { g.Hit = true }
			spans = append(spans, s)
		}
		var kept strings.Builder
		for _, g := range cut(text, base, spans) {
			kept.WriteString(g.Text)
		}
		if kept.String() != text {
			t.Fatalf("%q became %q", text, kept.String())
		}
	})
}

func FuzzAddress(f *testing.F) {
	for _, seed := range []string{"a.txt", "..", "a//b", "~x", "x@0123abcd", "1-2", "é/ü", "a?b#c%"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		path := address{document: name, version: "0123456789abcdef"}.path()
		back, err := parseAddress(strings.TrimPrefix(path, "/d/"))
		if err != nil || back.document != name || back.version != "0123456789abcdef" {
			t.Errorf("%q: %s: %+v %v", name, path, back, err)
		}
	})
}

func FuzzShown(f *testing.F) {
	for _, seed := range []string{"", "a\r\nb", "\u202eabc", "\x00\xff", "“é”", "= 1"} {
		f.Add(seed, "é b")
	}
	f.Fuzz(func(t *testing.T, text, query string) {
		if strings.ContainsAny(shown(text), "\r\x00\x1b\u202e\u2066") {
			t.Errorf("%q is shown raw", text)
		}
		for _, s := range hitSpans(text, 0, query) {
			if s.Start < 0 || s.End > len(text) || s.Start >= s.End {
				t.Errorf("a hit at %v of %d bytes", s.Span, len(text))
			}
		}
		spellDate(text)
		clockOf(text)
		shared.Portable(&text, query)
		if from, until := sentencesAround(text, 0, len(text)); from < 0 || until < len(strings.TrimSpace(text)) && until < from {
			t.Errorf("a sentence from %d to %d", from, until)
		}
	})
}
