package attribution

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"verbale.dev/verbale/internal/reading/crf"
)

//go:embed cue.weights
var cueFile []byte

//go:embed part.weights
var partFile []byte

// cueModel and partModel return the weights that ship in the binary, read once.
// They are shared and never written to.
var (
	cueModel  = sync.OnceValue(func() *crf.Model { return shipped(cueFile, cueLabels) })
	partModel = sync.OnceValue(func() *crf.Model { return shipped(partFile, partLabels) })
)

// wordClasses maps the frequent words, in lower case, to the number of a group of
// words that keep the same company (training/attribution/wordclass), from 1.
//
//go:embed word.classes
var wordClassFile string

var wordClasses = sync.OnceValue(func() map[string]uint32 {
	classes := make(map[string]uint32, strings.Count(wordClassFile, "\n"))
	for line := range strings.Lines(wordClassFile) {
		word, class, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		number, err := strconv.Atoi(class)
		if err != nil {
			panic(fmt.Sprintf("attribution: the word classes in this binary: %v", err))
		}
		classes[word] = uint32(number) + 1
	}
	return classes
})

func shipped(file []byte, labels int) *crf.Model {
	m, err := crf.Parse(file)
	if err == nil && m.Labels != labels {
		err = fmt.Errorf("%w: %d labels", crf.ErrDamaged, m.Labels)
	}
	if err != nil {
		panic(fmt.Sprintf("attribution: the weights in this binary: %v", err))
	}
	return m
}
