package lang

import (
	"encoding/binary"
	"hash/crc32"
	"math"
)

// BoundaryFeatures is the number of features that the weights of sentence
// boundaries cover: features are numbers below it.
const BoundaryFeatures = 1 << featureBits

// VisitBoundaries calls decide for each place in text where a sentence may end
// and takes its answer for the truth: with the byte at which the last token
// before the place ends, and with the features of the place, which are valid
// during the call. It is what training/segment learns from; Analyze asks the
// weights instead.
func VisitBoundaries(text string, decide func(end int, features []uint32) bool) {
	a := Analyzer{}
	pieces := a.pieces(text, nil)
	a.segmenter.segment(text, pieces, decide)
}

// EncodeBoundaryWeights returns the file of weights that this package embeds,
// with a weight for each of the BoundaryFeatures. Weights beyond 16 bits are
// brought within them.
func EncodeBoundaryWeights(weights []int) []byte {
	file := append([]byte(weightsMagic), weightsVersion, featureBits)
	for _, w := range weights {
		file = binary.LittleEndian.AppendUint16(file, uint16(int16(min(max(w, math.MinInt16), math.MaxInt16))))
	}
	return binary.LittleEndian.AppendUint32(file, crc32.ChecksumIEEE(file))
}
