package attribution

import (
	"fmt"
	"strconv"
	"strings"
)

// linear is a classifier that sums the weights of the traits that a thing has.
type linear struct {
	weights map[string]int32 // in thousandths of a natural unit
}

// parseLinear reads weights: a trait and its weight a line, with a tab between.
func parseLinear(name, file string) (linear, error) {
	l := linear{weights: make(map[string]int32, strings.Count(file, "\n"))}
	for line := range strings.Lines(file) {
		trait, number, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		weight, err := strconv.ParseInt(number, 10, 32)
		if err != nil {
			return l, fmt.Errorf("%s: %q has no weight: %w", name, trait, err)
		}
		l.weights[trait] = int32(weight)
	}
	return l, nil
}

// shippedLinear is parseLinear for a file in the binary.
func shippedLinear(name, file string) linear {
	l, err := parseLinear(name, file)
	if err != nil {
		panic(fmt.Sprintf("attribution: the weights in this binary: %v", err))
	}
	return l
}

// sum adds up the weights of traits.
func (l *linear) sum(traits []string) int32 {
	sum := int32(0)
	for _, trait := range traits {
		sum += l.weights[trait]
	}
	return sum
}
