//go:build !amd64 || purego

package lang

// The functions below are never reached: no set of amd64's is chosen.

func momentsAVX2(*int32, int) (int32, int64) { panic("lang: no such kernels") }

func scaleAVX2(*int32, *int16, int, int32, int32) { panic("lang: no such kernels") }

func clampAVX2(*int32, *int16, int, int32, int32) { panic("lang: no such kernels") }

func dotsAVX2(*int16, *int16, int, int, *int32) { panic("lang: no such kernels") }

func addRowAVX2(string, *int32, int) { panic("lang: no such kernels") }

func positivesAVX2(*int16) uint32 { panic("lang: no such kernels") }

func multiplySparseAVX2(*sparseProduct) { panic("lang: no such kernels") }

func mixAVX2(_, _, _, _, _, _, _, _ *int16, _ int) { panic("lang: no such kernels") }

func combineAVX2(*int32, int, *int32, *uint32, *int16, *int16) { panic("lang: no such kernels") }
