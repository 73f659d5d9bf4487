package lang

import (
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"
)

func TestWeightsAreChecked(t *testing.T) {
	t.Parallel()
	sealed := func(change func(file []byte) []byte) []byte {
		file := change([]byte(segmentFile)[:len(segmentFile)-4])
		return binary.LittleEndian.AppendUint32(file, crc32.ChecksumIEEE(file))
	}
	tests := []struct {
		name string
		file []byte
		want string
	}{
		{"empty", nil, "no header"},
		{"something else", []byte("PNG file, not of ours"), "no header"},
		{"truncated", []byte(segmentFile[:1000]), "1000 bytes"},
		{"one byte short", []byte(segmentFile[:len(segmentFile)-1]), "bytes"},
		{"changed", append([]byte(segmentFile[:len(segmentFile)-1]), segmentFile[len(segmentFile)-1]^1), "checksum"},
		{"other version", sealed(func(f []byte) []byte { f = append([]byte(nil), f...); f[5]++; return f }), "version 2, this program reads 1"},
		{"other size", sealed(func(f []byte) []byte { f = append([]byte(nil), f...); f[6]--; return f }), "2^14 weights"},
	}
	for _, test := range tests {
		if _, err := parseWeights(string(test.file)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", test.name, err, test.want)
		}
	}
	if _, err := parseWeights(segmentFile); err != nil {
		t.Errorf("the shipped file: %v", err)
	}
}

// The file that the trainer writes is the file that is read.
func TestWeightsComeBack(t *testing.T) {
	t.Parallel()
	weights := make([]int, 1<<featureBits)
	for i := range weights {
		weights[i] = i*7 - 40_000 // some beyond 16 bits
	}
	got, err := parseWeights(string(encodeWeights(weights)))
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range weights {
		if want := int16(min(max(w, -32768), 32767)); got[i] != want {
			t.Fatalf("weight %d is %d, want %d", i, got[i], want)
		}
	}
}

// report is a text as news has it.
var report = strings.Repeat(`OSLO, March 3 (Norwire) - The two sides "agreed on a list of topics", Sen. Hale's office said on Thursday. "It isn't long," he told reporters. "We'll see."

The U.S. envoy, Lt. Gen. Ann B. Roe, called the 12-page draft a long-awaited step; others – among them the ministers' aides – didn't. They cannot say who'd pay the $30m (€27m) a year.

`, 20)

// TestTextSideAllocatesNothing holds the budget of tokens and sentences: scratch
// is reused, so that a second text of the same size asks for no memory.
func TestTextSideAllocatesNothing(t *testing.T) {
	a := Analyzer{segmenter: segmenter{weights: boundaryWeights()}}
	if n := testing.AllocsPerRun(20, func() {
		a.segmenter.sentences(report, a.pieces(report, nil))
	}); n != 0 {
		t.Errorf("%v allocations a text", n)
	}
}

// BenchmarkTextSide measures tokens and sentences, without the network.
func BenchmarkTextSide(b *testing.B) {
	a := Analyzer{segmenter: segmenter{weights: boundaryWeights()}}
	words := 0
	b.SetBytes(int64(len(report)))
	b.ReportAllocs()
	for b.Loop() {
		pieces := a.pieces(report, nil)
		if ends := a.segmenter.sentences(report, pieces); len(ends) < 20 {
			b.Fatal("hardly any sentences")
		}
		words = len(pieces)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(words), "ns/word")
}
