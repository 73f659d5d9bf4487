package reuse

import (
	"cmp"
	"slices"

	"verbale.dev/verbale/internal/derive/shingle"
)

// The lengths, in words, of what sketches hold: two reports that share sketchedRun words
// in a row share a fingerprint.
const (
	shingleWords = 6
	windowSize   = 15
	sketchedRun  = shingleWords + windowSize - 1
)

// neighbours is how many reports each one that holds a fingerprint is paired with, of
// those before it in their order.
const neighbours = 4

// Sketch returns the fingerprints of a text, ascending, none twice.
func Sketch(text string) []uint64 {
	words := shingle.Words(make([]shingle.Word, 0, len(text)/5), text, 0)
	prints := shingle.Prints(make([]shingle.Print, 0, len(words)/6), words, shingleWords, windowSize)
	hashes := make([]uint64, len(prints))
	for i, p := range prints {
		hashes[i] = p.Hash
	}
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

// Pair is two reports by their places, A the lesser.
type Pair struct{ A, B int }

// Pairs returns the pairs of sketches that share a fingerprint, in order: all of those
// that share one which few hold, and of one which many hold each with the last few
// before it. Its cost is that of sorting the fingerprints.
func Pairs(sketches [][]uint64) []Pair {
	type posting struct {
		hash uint64
		of   int32
	}
	n := 0
	for _, s := range sketches {
		n += len(s)
	}
	postings := make([]posting, 0, n)
	for i, s := range sketches {
		for _, hash := range s {
			postings = append(postings, posting{hash, int32(i)})
		}
	}
	slices.SortFunc(postings, func(x, y posting) int { return cmp.Or(cmp.Compare(x.hash, y.hash), cmp.Compare(x.of, y.of)) })
	var pairs []Pair
	for i := range postings {
		for j := i - 1; j >= max(0, i-neighbours) && postings[j].hash == postings[i].hash; j-- {
			pairs = append(pairs, Pair{int(postings[j].of), int(postings[i].of)})
		}
		if len(pairs) > 1<<20 && len(pairs) == cap(pairs) {
			pairs = sorted(pairs)
		}
	}
	return sorted(pairs)
}

func sorted(pairs []Pair) []Pair {
	slices.SortFunc(pairs, func(x, y Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return slices.Compact(pairs)
}

// Meet reports whether two sketches share a fingerprint.
func Meet(a, b []uint64) bool {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			return true
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return false
}
