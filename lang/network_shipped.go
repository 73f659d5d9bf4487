package lang

import (
	_ "embed"
	"fmt"
	"sync"
)

// packedFile is the model in the binary, packed; MODEL.md is its card.
//
//go:embed english.model.zst
var packedFile string

// shippedFile returns the model in the binary, unpacked once.
var shippedFile = sync.OnceValue(func() string {
	file, err := unpacked(packedFile)
	if err != nil {
		panic(fmt.Sprintf("the model in this binary: %v", err)) // a build that is broken
	}
	return file
})

// loadShipped returns the network of the model in the binary, set up once.
var loadShipped = sync.OnceValue(func() *network {
	n, err := loadNetwork(shippedFile(), fastestKernels())
	if err != nil {
		panic(fmt.Sprintf("the model in this binary: %v", err)) // a build that is broken
	}
	return n
})
