//go:build !amd64 || purego

package lang

// The functions below are never reached: no set of amd64's is chosen.

func momentsAVX2(*int32, int) (int32, int64) { panic("lang: no such kernels") }

func scaleAVX2(*int32, *int16, int, int32, int32) { panic("lang: no such kernels") }

func clampAVX2(*int32, *int16, int, int32, int32) { panic("lang: no such kernels") }

func dotsAVX2(*int16, *int16, int, int, *int32) { panic("lang: no such kernels") }

func addRowAVX2(string, *int32, int) { panic("lang: no such kernels") }
