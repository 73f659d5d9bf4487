// Command factuality learns how likely what a word tells happened, from events with a
// value by hand, and writes the weights that package event reads:
//
//	go run ./training/factuality shared/corpora/factuality/train.jsonl.gz > internal/reading/event/factuality.tsv
//
// It learns from the UW training part alone: a line through the features of the judge of
// package event, with an absolute loss, by averaged steps whose order a seed fixes. The
// same file gives the same weights. It takes a minute.
package main

import (
	"bufio"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"slices"

	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/reading/event"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

const (
	rounds  = 12
	pace    = 0.03  // of the first steps; this and the next chosen on UW dev
	shrink  = 0.003 // of weights, a step
	leastOf = 3     // times that a feature occurs
	least   = 15    // thousandths, below which a weight is left out
)

type example struct {
	features []int
	value    float64
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: factuality FILE")
	}
	judged, err := evaluation.ReadJudged(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var lists [][]string
	var values []float64
	count := map[string]int{}
	analyzer := lang.NewAnalyzer()
	for _, s := range judged {
		if s.Set != "UW" || s.Part != "train" {
			continue
		}
		p := page.New(analyzer.Analyze(s.Text), nil)
		judge := event.NewJudge(p)
		for _, e := range s.Events {
			token, ok := evaluation.TokenAt(p.Doc, e.At)
			if !ok {
				continue
			}
			list := judge.Features(token)
			for _, f := range list {
				count[f]++
			}
			lists, values = append(lists, list), append(values, e.Value)
		}
	}
	names := []string{event.Bias}
	for name, n := range count {
		if n >= leastOf {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	number := map[string]int{}
	for i, name := range names {
		number[name] = i
	}
	examples := make([]example, len(lists))
	for i, list := range lists {
		examples[i] = example{features: []int{number[event.Bias]}, value: values[i]}
		for _, f := range list {
			if n, known := number[f]; known {
				examples[i].features = append(examples[i].features, n)
			}
		}
	}
	weights := learn(examples, len(names))
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for i, name := range names {
		if w := int(math.Round(1000 * weights[i])); w >= least || w <= -least {
			fmt.Fprintf(out, "%s\t%d\n", name, w)
		}
	}
}

// learn finds weights by steps against the sign of the error, each feature at a pace of its
// own, and returns the mean of the weights over the second half of the rounds.
func learn(examples []example, n int) []float64 {
	weights, seen, mean := make([]float64, n), make([]float64, n), make([]float64, n)
	order := rand.New(rand.NewPCG(1, 2)).Perm(len(examples))
	random := rand.New(rand.NewPCG(3, 4))
	for round := range rounds {
		random.Shuffle(len(order), func(i, k int) { order[i], order[k] = order[k], order[i] })
		for _, at := range order {
			x := &examples[at]
			sum := 0.0
			for _, f := range x.features {
				sum += weights[f]
			}
			step := 0.0
			switch off := x.value - sum; {
			case off > 0:
				step = 1
			case off < 0:
				step = -1
			}
			for _, f := range x.features {
				g := step - shrink*weights[f]*float64(len(x.features))
				seen[f] += g * g
				weights[f] += pace * g / math.Sqrt(1+seen[f])
			}
		}
		if round >= rounds/2 {
			for f := range mean {
				mean[f] += weights[f] / float64(rounds-rounds/2)
			}
		}
	}
	return mean
}
