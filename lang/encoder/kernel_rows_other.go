//go:build !amd64 || purego

package encoder

// Rows are worked on in assembly on amd64 alone.

const noAVX = "encoder: no AVX2 in this build"

func rescaleAVX2(_, _, _ *int32, _ int, _ int32, _ uint32, _ *int32) { panic(noAVX) }

func largestAVX2(*int32, int) int32 { panic(noAVX) }

func toBytesAVX2(*int32, int, int32, int32, byte, *int8) { panic(noAVX) }

func sumAVX2(*int32, int) int32 { panic(noAVX) }

func squaresAVX2(*int32, int, int32) int64 { panic(noAVX) }

func normaliseAVX2(_, _, _ *int32, _ int, _, _ int32, _ *int32) { panic(noAVX) }

func geluAVX2(*[geluEntries + 1]int16, *int32, int) { panic(noAVX) }

func softmaxAVX2(*int32, int, int32, uint32, byte, *int8) int32 { panic(noAVX) }
