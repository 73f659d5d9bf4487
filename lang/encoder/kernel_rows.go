package encoder

import "math/bits"

// What lies between two products, a row at a time. Numbers are in units of
// 1/unit unless it is said otherwise.

const (
	unitBits = 10
	unit     = 1 << unitBits
	maxUnits = 1<<15 - 1 // states, and what is rounded to bytes, stay within ±maxUnits
)

// rescale writes what sums of a product are worth, plus a bias:
// (sums·columns·row) >> shift + bias. Columns is a scale a column below 2^15, row
// that of the activations' row, below 2^15; |sums| is below 2^25, and shift is
// from 1 to 32. The length is a multiple of 8.
func rescale(k kernels, sums, columns, bias []int32, row int32, shift uint32, out []int32) {
	n := len(sums)
	_, _, out = columns[n-1], bias[n-1], out[:n]
	if k.avx() {
		rescaleAVX2(&sums[0], &columns[0], &bias[0], n, row, shift, &out[0])
		return
	}
	half := int64(1) << (shift - 1)
	for i, v := range sums {
		out[i] = int32((int64(v)*int64(columns[i]*row)+half)>>shift) + bias[i]
	}
}

// largest returns the largest absolute value of a row, at least 1 and at most
// maxUnits. The length is a multiple of 8.
func largest(k kernels, x []int32) int32 {
	var most int32
	if k.avx() {
		most = largestAVX2(&x[0], len(x))
	} else {
		for _, v := range x {
			most = max(most, v, -v)
		}
	}
	return min(max(most, 1), maxUnits)
}

const byteShift = 22

// toBytes rounds a row to bytes so that most becomes 127, and adds flip to each,
// modulo 256. What is beyond most becomes ±127. The length is a multiple of 16.
func toBytes(k kernels, x []int32, most int32, flip byte, out []int8) {
	out = out[:len(x)]
	factor := int32(maxByte<<byteShift) / most
	if k.avx() {
		toBytesAVX2(&x[0], len(x), most, factor, flip, &out[0])
		return
	}
	for i, v := range x {
		v = min(max(v, -most), most)
		out[i] = int8((v*factor+1<<(byteShift-1))>>byteShift) + int8(flip)
	}
}

// layerNorm writes (x − mean) / deviation · gain + bias to y, which stays within
// ±maxUnits. Gain is in units of 1/gainUnit, below 2^15. x may be in any unit, below
// 2^20; the length is rowWidth.
func layerNorm(k kernels, x, gain, bias, y []int32) {
	mean, squares := moments(k, x)
	// s is 64 deviations. |x−mean| is at most √width deviations, so that with at
	// most 400 columns |x−mean|·r is at most 2^30.4.
	s := squareRoot(uint64(squares) << 12 / uint64(len(x)))
	var r int32
	if s > 0 {
		r = int32(1 << 32 / s)
	}
	y = y[:len(x)]
	_, _ = gain[len(x)-1], bias[len(x)-1]
	if k.avx() {
		normaliseAVX2(&x[0], &gain[0], &bias[0], len(x), mean, r, &y[0])
		return
	}
	for i, v := range x {
		d := ((v-mean)*r + 1<<(normShift-1)) >> normShift
		d = (d*gain[i]+1<<(gainBits-1))>>gainBits + bias[i]
		y[i] = min(max(d, -maxUnits), maxUnits)
	}
}

const (
	normShift = 26 - unitBits
	gainBits  = 12
)

// moments returns the rounded mean and the sum of squared distances from it.
func moments(k kernels, x []int32) (mean int32, squares int64) {
	var sum int32
	if k.avx() {
		sum = sumAVX2(&x[0], len(x))
	} else {
		for _, v := range x {
			sum += v
		}
	}
	n := int32(len(x))
	mean = (sum + n/2) / n
	if k.avx() {
		return mean, squaresAVX2(&x[0], len(x), mean)
	}
	for _, v := range x {
		d := int64(v - mean)
		squares += d * d
	}
	return mean, squares
}

// squareRoot returns the largest s with s·s ≤ v, for v below 2^62.
func squareRoot(v uint64) uint64 {
	if v == 0 {
		return 0
	}
	// Newton's steps from a power of two above the root fall until they arrive.
	s := uint64(1) << ((bits.Len64(v) + 1) / 2)
	for {
		t := (s + v/s) / 2
		if t >= s {
			return s
		}
		s = t
	}
}

// The Gaussian error linear unit by a table of int16, two to an entry of the
// argument's unit of 1/256, over ±geluMost.
const (
	geluStepBits = 2
	geluMost     = 4 * unit // beyond it is 0 or the argument
	geluEntries  = 2*geluMost>>geluStepBits + 1
)

// gelu replaces each number by its Gaussian error linear unit. The length is a
// multiple of 8.
func gelu(k kernels, table *[geluEntries + 1]int16, x []int32) {
	if k.avx() {
		geluAVX2(table, &x[0], len(x))
		return
	}
	for i, v := range x {
		at := (min(max(v, -geluMost), geluMost) + geluMost + 1<<(geluStepBits-1)) >> geluStepBits
		x[i] = int32(table[at]) + max(v-geluMost, 0)
	}
}

// Exponentials in softmax: a difference of scores is scaled to units of 1/256 of
// a power of two; its fraction goes through a parabola, its whole part shifts.
const (
	powerBits = 8
	powerMost = 8 << powerBits // beyond it a share is 0
	parabolaA = 11243          // 2^−f ≈ 1 − 0.671573 f + 0.171573 f², of 2^16 and f in 1/256
	parabolaB = 44012

	maxDifference = 1<<20 - 1 // of two scores; those of pieces that are not there are further off
	noPiece       = -1 << 28  // is added to their scores
)

// softmax writes for each score 127·exp(score−largest), rounded, flipped as the
// kernels want it, and returns their sum without the flip. A score's unit is
// factor/2^shift of 1/256 of a power of two; factor is below 2^11, shift below 32.
// The length is a multiple of 16.
func softmax(k kernels, scores []int32, factor int32, shift uint32, out []int8) int32 {
	out = out[:len(scores)]
	if k.avx() {
		return softmaxAVX2(&scores[0], len(scores), factor, shift, k.flip(), &out[0])
	}
	top := scores[0]
	for _, v := range scores {
		top = max(top, v)
	}
	var sum int32
	for i, v := range scores {
		if top-v > maxDifference {
			out[i] = int8(k.flip())
			continue
		}
		t := min(uint32(top-v)*uint32(factor)>>shift, powerMost)
		f := t & (1<<powerBits - 1)
		p := (1<<24 - parabolaB*f + (parabolaA*f>>powerBits)*f) >> (t >> powerBits) // of 2^24
		p = (p*maxByte + 1<<23) >> 24
		sum += int32(p)
		out[i] = int8(p) + int8(k.flip())
	}
	return sum
}
