//go:build (!amd64 && !arm64) || purego

package encoder

// fastestKernels returns the best set that this processor runs.
func fastestKernels() kernels { return kernelsPlain }

func multiply(kernels, *product) { panic("encoder: no kernels in assembly in this build") }
