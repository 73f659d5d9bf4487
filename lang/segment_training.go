//go:build training

package lang

// What training/segment needs of this package. It is no part of its interface:
// the build tag keeps it out.

// BoundaryFeatures is the number of features that the weights of sentence
// boundaries cover: features are numbers below it.
const BoundaryFeatures = 1 << featureBits

// VisitBoundaries calls decide for each place in text where a sentence may end
// and takes its answer for the truth: with the byte at which the last token
// before the place ends, and with the features of the place, which are valid
// during the call. Analyze asks the weights instead.
func VisitBoundaries(text string, decide func(end int, features []uint32) bool) {
	a := Analyzer{}
	pieces := a.pieces(text, nil)
	a.segmenter.segment(text, pieces, decide)
}

// EncodeBoundaryWeights returns the file of weights that this package embeds,
// with a weight for each of the BoundaryFeatures.
func EncodeBoundaryWeights(weights []int) []byte { return encodeWeights(weights) }
