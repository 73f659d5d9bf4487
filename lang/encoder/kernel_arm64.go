//go:build arm64 && !purego

package encoder

import "golang.org/x/sys/cpu"

// fastestKernels returns the best set that this processor runs: every arm64 has
// NEON, nearly all have its dot products.
func fastestKernels() kernels {
	if cpu.ARM64.HasASIMDDP {
		return kernelsDot
	}
	return kernelsNEON
}

func multiply(k kernels, p *product) {
	if k == kernelsDot {
		multiplyDot(p)
	} else {
		multiplyNEON(p)
	}
}

//go:noescape
func multiplyNEON(p *product)

//go:noescape
func multiplyDot(p *product)
