package lang

import (
	_ "embed"
	"fmt"
	"sync"
)

// shippedFile is the model in the binary; MODEL.md is its card.
//
//go:embed english.model
var shippedFile string

// loadShipped returns the network of the model in the binary, set up once.
var loadShipped = sync.OnceValue(func() *network {
	n, err := loadNetwork(shippedFile, fastestKernels())
	if err != nil {
		panic(fmt.Sprintf("the model in this binary: %v", err)) // a build that is broken
	}
	return n
})
