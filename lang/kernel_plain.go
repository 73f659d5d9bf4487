//go:build (!amd64 && !arm64) || purego

package lang

func fastestKernels() kernels { return kernelsPlain }

// multiply is never reached: no set but kernelsPlain is chosen.
func multiply(kernels, *product) { panic("lang: no such kernels") }
