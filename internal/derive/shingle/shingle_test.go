package shingle_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
	"verbale.dev/verbale/internal/derive/shingle"
)

// TestWords holds that style, case and marks over letters are nothing.
func TestWords(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"The U.S. envoys don’t wait.", "THE us Envoys dont – wait"},
		{"1,000.5 lamps at Pourtale\u0301s' door", "10005 Lamps at pourtales door"},
		{"half-way", "half way"},
	} {
		a, b := shingle.Words(nil, pair[0], 0), shingle.Words(nil, pair[1], 0)
		if len(a) != len(b) {
			t.Errorf("%q has %d words, %q %d", pair[0], len(a), pair[1], len(b))
			continue
		}
		for i := range a {
			if a[i].Hash != b[i].Hash {
				t.Errorf("%q is not %q", a[i].Text(pair[0]), b[i].Text(pair[1]))
			}
		}
	}
}

// TestPrintsMeet is the law of winnowing: who shares a run shares a fingerprint.
func TestPrintsMeet(t *testing.T) {
	t.Parallel()
	word := rapid.SampledFrom(strings.Fields("lamp sluice quay barge toll gate warden survey mayor snow market barn"))
	rapid.Check(t, func(t *rapid.T) {
		run := rapid.SliceOfN(word, 8, 20).Draw(t, "run")
		hashes := func(name string) map[uint64]bool {
			words := append(rapid.SliceOfN(word, 0, 9).Draw(t, name), run...)
			words = append(words, rapid.SliceOfN(word, 0, 9).Draw(t, name)...)
			set := map[uint64]bool{}
			for _, p := range shingle.Prints(nil, shingle.Words(nil, strings.Join(words, " "), 0), 5, 4) {
				set[p.Hash] = true
			}
			return set
		}
		a, b := hashes("a"), hashes("b")
		for h := range a {
			if b[h] {
				return
			}
		}
		t.Fatalf("no fingerprint in common: %q", run)
	})
}

func FuzzWords(f *testing.F) {
	f.Add("The U.S.'s 1,000.5 lamps, don’t \xff…")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, w := range shingle.Words(nil, text, 0) {
			if w.Start < end || w.End <= w.Start || w.End > len(text) {
				t.Fatalf("word %v", w)
			}
			end = w.End
		}
	})
}
