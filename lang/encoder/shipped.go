package encoder

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"sync"
)

// Engine makes Readers over a model that they share. Two engines with one
// fingerprint give the same attributions.
type Engine interface {
	// Fingerprint identifies the model, in letters, digits and hyphens. Nothing is
	// loaded for it.
	Fingerprint() string
	// NewReader returns a Reader with scratch memory of its own. The first one may
	// have to load the model.
	NewReader() *Reader
}

// shippedFile is the model in the binary; MODEL.md is its card.
//
//go:embed attribution.model
var shippedFile string

// Notice is what the terms of the weights that training began with ask to be told.
//
//go:embed NOTICE
var Notice string

// Terms is the licence of these weights.
//
//go:embed LICENSE-all-MiniLM-L6-v2
var Terms string

// Shipped returns the engine of the model in the binary. Its model is set up when
// the first Reader is asked for, and once.
func Shipped() Engine { return shipped{} }

type shipped struct{}

func (shipped) Fingerprint() string { return fingerprintOf(shippedFile) }

func (shipped) NewReader() *Reader { return loadShipped().NewReader() }

var loadShipped = sync.OnceValue(func() *Model {
	m, err := Load(shippedFile)
	if err != nil {
		panic(fmt.Sprintf("the model in this binary: %v", err)) // a build that is broken
	}
	return m
})

// fingerprintOf is the format of a model and the checksum in its header, which Load
// holds against its bytes.
func fingerprintOf(file string) string {
	return fmt.Sprintf("encoder%d-%08x", modelVersion, binary.LittleEndian.Uint32([]byte(file[12:16])))
}
