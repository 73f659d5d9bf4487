//go:build amd64 && !purego

package encoder

import "golang.org/x/sys/cpu"

// fastestKernels returns the best set that this processor runs.
func fastestKernels() kernels {
	switch {
	case cpu.X86.HasAVX2 && cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VL && cpu.X86.HasAVX512VNNI:
		return kernelsVNNI
	case cpu.X86.HasAVX2:
		return kernelsAVX2
	}
	return kernelsPlain
}

func multiply(k kernels, p *product) {
	if k == kernelsVNNI {
		multiplyVNNI(p)
	} else {
		multiplyAVX2(p)
	}
}

//go:noescape
func multiplyVNNI(p *product)

//go:noescape
func multiplyAVX2(p *product)

//go:noescape
func rescaleAVX2(sums, columns, bias *int32, n int, row int32, shift uint32, out *int32)

//go:noescape
func largestAVX2(x *int32, n int) int32

//go:noescape
func toBytesAVX2(x *int32, n int, most, factor int32, flip byte, out *int8)

//go:noescape
func sumAVX2(x *int32, n int) int32

//go:noescape
func squaresAVX2(x *int32, n int, mean int32) int64

//go:noescape
func normaliseAVX2(x, gain, bias *int32, n int, mean, r int32, y *int32)

//go:noescape
func geluAVX2(table *[geluEntries + 1]int16, x *int32, n int)

//go:noescape
func softmaxAVX2(scores *int32, n int, factor int32, shift uint32, flip byte, out *int8) int32
