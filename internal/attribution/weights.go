package attribution

import (
	_ "embed"
	"fmt"
	"sync"

	"verbale.dev/verbale/internal/attribution/chain"
)

//go:embed cue.weights
var cueFile []byte

//go:embed part.weights
var partFile []byte

// cueModel and partModel return the weights that ship in the binary, read once.
// They are shared and never written to.
var (
	cueModel  = sync.OnceValue(func() *chain.Model { return shipped(cueFile, cueLabels) })
	partModel = sync.OnceValue(func() *chain.Model { return shipped(partFile, partLabels) })
)

func shipped(file []byte, labels int) *chain.Model {
	m, err := chain.Parse(file)
	if err == nil && m.Labels != labels {
		err = fmt.Errorf("%w: %d labels", chain.ErrDamaged, m.Labels)
	}
	if err != nil {
		panic(fmt.Sprintf("attribution: the weights in this binary: %v", err))
	}
	return m
}
