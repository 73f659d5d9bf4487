//go:build training

// Command segment trains the classifier of sentence boundaries that lang
// embeds, on the train parts of UD English EWT and GUM, and prints how it does
// on their dev parts.
//
//	go run -tags training ./training/segment -out lang/segment.weights
//
// The raw text is rebuilt as the sentences of a paragraph joined as SpaceAfter
// says, paragraphs by an empty line. The classifier is a logistic regression
// over the hashed features of lang.VisitBoundaries, fitted by AdaGrad in a fixed
// order with a fixed seed, its weights rounded to integers. The same data gives
// the same file.
package main

import (
	"flag"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"

	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/conllu"
	"verbale.dev/verbale/lang"
)

func main() {
	log.SetFlags(0)
	corpora := flag.String("corpora", filepath.Join("..", "shared", "corpora"), "folder of the treebanks")
	out := flag.String("out", "", "file to write the weights to")
	epochs := flag.Int("epochs", 12, "passes over the data")
	rate := flag.Float64("rate", 0.2, "learning rate")
	decay := flag.Float64("decay", 1e-5, "pull of weights to zero")
	silverWeight := flag.Float64("silver", 0.3, "weight of a place of the silver data")
	otherWeight := flag.Float64("other", 0.05, "weight of a place of the silver data that follows no stop")
	flag.Parse()

	var train []place
	for _, treebank := range []string{"ud-ewt", "ud-gum"} {
		places, err := read(filepath.Join(*corpora, treebank, "train.conllu.gz"))
		if err != nil {
			log.Fatal(err)
		}
		train = append(train, places...)
	}
	fmt.Printf("%d places to learn from\n", len(train))
	silver, err := readSilver(filepath.Join(*corpora, "polnear"), *silverWeight, *otherWeight)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d places of silver\n", len(silver))
	train = append(train, silver...)
	weights := quantize(fit(train, *epochs, *rate, *decay))
	for _, treebank := range []string{"ud-ewt", "ud-gum"} {
		places, err := read(filepath.Join(*corpora, treebank, "dev.conllu.gz"))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s dev: %v of the places\n", treebank, measure(places, weights))
	}
	if *out != "" {
		if err := os.WriteFile(*out, lang.EncodeBoundaryWeights(weights), 0o666); err != nil {
			log.Fatal(err)
		}
	}
}

// place is a place where a sentence may end.
type place struct {
	features []uint32
	ends     bool
	weight   float64
}

// read returns the places of all documents of a treebank.
func read(name string) ([]place, error) {
	sentences, err := conllu.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var places []place
	for _, d := range evaluation.GoldDocuments(sentences) {
		text, ends := goldEnds(d.Sentences)
		lang.VisitBoundaries(text, func(end int, features []uint32) bool {
			places = append(places, place{append([]uint32(nil), features...), ends[end], 1})
			return ends[end]
		})
	}
	return places, nil
}

// goldEnds returns the raw text and the bytes at which sentences end in it.
func goldEnds(sentences []*conllu.Sentence) (string, map[int]bool) {
	ends := map[int]bool{}
	text := conllu.RawText(sentences)
	at := 0
	for _, s := range sentences {
		for t := range s.Tokens {
			for text[at:at+len(t.Form)] != t.Form {
				at++ // white space
			}
			at += len(t.Form)
		}
		ends[at] = true
	}
	return text, ends
}

// fit learns a weight for each feature: the mean of what the second half of the
// passes ends with.
func fit(places []place, epochs int, rate, decay float64) []float64 {
	weights := make([]float64, lang.BoundaryFeatures)
	squares := make([]float64, lang.BoundaryFeatures)
	order := make([]int, len(places))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(5, 2026))
	sums := make([]float64, lang.BoundaryFeatures)
	for epoch := range epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			p := places[i]
			sum := 0.0
			for _, f := range p.features {
				sum += weights[f]
			}
			slope := 1 / (1 + math.Exp(-sum))
			if p.ends {
				slope--
			}
			slope *= p.weight
			for _, f := range p.features {
				g := slope + decay*weights[f]*float64(len(places))/100
				squares[f] += g * g
				weights[f] -= rate * g / math.Sqrt(squares[f]+1e-6)
			}
		}
		if epoch >= epochs/2 {
			for i, w := range weights {
				sums[i] += w / float64(epochs-epochs/2)
			}
		}
	}
	return sums
}

// scale is how many steps of the integer weights make one of the float ones.
const scale = 256

func quantize(weights []float64) []int {
	rounded := make([]int, len(weights))
	for i, w := range weights {
		rounded[i] = int(math.Round(w * scale))
	}
	return rounded
}

// accuracy counts how places were judged.
type accuracy struct {
	evaluation.Score
}

func (a accuracy) String() string {
	return fmt.Sprintf("precision %.2f, recall %.2f, F1 %.2f", a.Precision(), a.Recall(), a.F1())
}

func measure(places []place, weights []int) accuracy {
	var a accuracy
	for _, p := range places {
		sum := 0
		for _, f := range p.features {
			sum += weights[f]
		}
		if p.ends {
			a.Gold++
		}
		if sum > 0 {
			a.System++
			if p.ends {
				a.Correct++
			}
		}
	}
	return a
}
