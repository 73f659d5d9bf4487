//go:build arm64 && !purego

package lang

// fastestKernels returns the best set that this processor runs: every arm64 has
// NEON.
func fastestKernels() kernels { return kernelsNEON }

func multiply(_ kernels, p *product) { multiplyNEON(p) }

//go:noescape
func multiplyNEON(p *product)
