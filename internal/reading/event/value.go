package event

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// Bias is the feature that every word has.
const Bias = "every"

//go:embed factuality.tsv
var valueTable string

// values holds the weights of the features of a judge, in thousandths; training/factuality
// learns them.
var values = sync.OnceValue(func() map[string]int {
	weights := map[string]int{}
	for line := range strings.Lines(valueTable) {
		name, weight, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		n, err := strconv.Atoi(weight)
		if err != nil {
			panic("event: factuality.tsv: " + line) // the file is ours
		}
		weights[name] = n
	}
	return weights
})

// Value returns how likely what a token tells happened, in thousandths: from -3000,
// certainly not, to 3000, certainly. It is a sum of integers.
func (j *Judge) Value(token int) int {
	weights := values()
	sum := weights[Bias]
	for _, feature := range j.Features(token) {
		sum += weights[feature]
	}
	return max(-3000, min(sum, 3000))
}
