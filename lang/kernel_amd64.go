//go:build amd64 && !purego

package lang

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
func momentsAVX2(x *int32, n int) (mean int32, squares int64)

//go:noescape
func scaleAVX2(x *int32, y *int16, n int, mean, r int32)

//go:noescape
func clampAVX2(x *int32, y *int16, n int, low, high int32)

//go:noescape
func dotsAVX2(a, b *int16, width, n int, out *int32)

//go:noescape
func addRowAVX2(row string, x *int32, n int)

//go:noescape
func positivesAVX2(group *int16) uint32

//go:noescape
func multiplySparseAVX2(p *sparseProduct)

//go:noescape
func mixAVX2(d0, d1, d2, d3, m0, m1, m2, m3 *int16, n int)

//go:noescape
func combineAVX2(sums *int32, planeBytes int, bias *int32, shift *uint32, first, second *int16)
