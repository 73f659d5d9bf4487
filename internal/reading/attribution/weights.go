package attribution

import (
	_ "embed"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"
	"sync"

	"verbale.dev/verbale/internal/reading/crf"
)

//go:embed cue.weights
var cueFile []byte

//go:embed part.weights
var partFile []byte

// wordClassFile has the frequent words, in lower case, with the number of a group of
// words that keep the same company (training/attribution/wordclass).
//
//go:embed word.classes
var wordClassFile string

// Weights are what the classifiers of this package have learnt. They never change
// and are shared by all who read.
type Weights struct {
	fingerprint func() string
	learnt      func() learnt
}

// learnt are weights that have been read.
type learnt struct {
	cue, part *crf.Model        // of cues, and of sources and contents
	classes   map[string]uint32 // word in lower case: its group, from 1
}

// Fingerprint identifies the weights. It does not read them.
func (w *Weights) Fingerprint() string { return w.fingerprint() }

// Shipped returns the weights in the binary. They are read when they are first used,
// and once.
func Shipped() *Weights { return shipped }

var shipped = &Weights{
	fingerprint: sync.OnceValue(func() string {
		hash := crc32.New(crc32.MakeTable(crc32.Castagnoli))
		for _, file := range [][]byte{cueFile, partFile, []byte(wordClassFile), []byte(lexiconClasses), []byte(acceptFile), []byte(tailFile)} {
			hash.Write(file)
		}
		return fmt.Sprintf("attribution-%08x", hash.Sum32())
	}),
	learnt: sync.OnceValue(func() learnt {
		return learnt{cue: parse(cueFile, cueLabels), part: parse(partFile, partLabels), classes: parseClasses(wordClassFile)}
	}),
}

// With returns weights of two other models over the groups of words that ship: for
// those who learn them.
func With(cue, part *crf.Model) *Weights {
	return &Weights{
		fingerprint: func() string { return "attribution-unsaved" },
		learnt:      func() learnt { return learnt{cue: cue, part: part, classes: shipped.learnt().classes} },
	}
}

func parse(file []byte, labels int) *crf.Model {
	m, err := crf.Parse(file)
	if err == nil && m.Labels != labels {
		err = fmt.Errorf("%w: %d labels", crf.ErrDamaged, m.Labels)
	}
	if err != nil {
		panic(fmt.Sprintf("attribution: the weights in this binary: %v", err))
	}
	return m
}

func parseClasses(file string) map[string]uint32 {
	classes := make(map[string]uint32, strings.Count(file, "\n"))
	for line := range strings.Lines(file) {
		word, class, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		number, err := strconv.Atoi(class)
		if err != nil {
			panic(fmt.Sprintf("attribution: the word classes in this binary: %v", err))
		}
		classes[word] = uint32(number) + 1
	}
	return classes
}
