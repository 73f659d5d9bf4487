package lang

import "math/bits"

// The network's arithmetic is exact: 16-bit activations times 16-bit weights
// (8 bits in the file) summed in 32 bits that cannot overflow. So the order of
// the sums does not matter, and the kernels in assembly equal those below bit
// for bit.

// kernels names a set of kernels. All sets give the same bits.
type kernels int

const (
	kernelsPlain kernels = iota
	kernelsAVX2
	kernelsVNNI
	kernelsNEON // products alone; the rest is plain
)

// avx says whether a set has everything in amd64's assembly.
func (k kernels) avx() bool { return k == kernelsAVX2 || k == kernelsVNNI }

// lanes is how many columns a set goes over at a time. Their weights lie together,
// so that those of one pass stay in the first cache: with 32 lanes of which AVX2
// reads every second 16, half of that cache was of no use.
func (k kernels) lanes() int {
	if k == kernelsAVX2 {
		return laneBlock / 2
	}
	return laneBlock
}

const (
	rowTile   = 8  // rows of a product come in multiples of it
	laneBlock = 32 // columns of a packed matrix come in multiples of it
)

// matrix is a layer: weights, packed for a set of kernels, with a bias and a
// shift a column. Column c of the result is (bias[c] + Σ activation·weight) >> shift[c].
type matrix struct {
	inputs  int     // a multiple of 16
	outputs int     // rounded up to laneBlock; the rest gives 0
	weights []int16 // [outputs/lanes][inputs/2][lanes][2], for the kernels in assembly
	pairs   []int64 // [outputs/8][inputs][4], for the plain ones: column c + 2^32 · column c+4
	bias    []int32 // holds half of a unit in the last place, for rounding
	shift   []uint32
}

// newMatrix packs weights given as [outputs][inputs] for kernels k.
func newMatrix(k kernels, weights []int16, inputs int, bias []int32, shift []int32) *matrix {
	columns := len(bias)
	outputs := (columns + laneBlock - 1) / laneBlock * laneBlock
	m := &matrix{inputs: inputs, outputs: outputs, bias: make([]int32, outputs), shift: make([]uint32, outputs)}
	copy(m.bias, bias)
	if k == kernelsPlain {
		m.pairs = make([]int64, outputs/2*inputs)
	} else {
		m.weights = make([]int16, outputs*inputs)
	}
	for c := range columns {
		m.shift[c] = uint32(shift[c])
	}
	// Column by column within a pass, so that what is written lies together.
	step := k.lanes()
	if k == kernelsPlain {
		step = 8
	}
	for first := 0; first < columns; first += step {
		last := min(first+step, columns)
		if k == kernelsPlain {
			packed := m.pairs[first/2*inputs:]
			for i := range inputs {
				for c := first; c < last; c++ {
					packed[4*i+c%4] += int64(weights[c*inputs+i]) << (c / 4 % 2 * 32)
				}
			}
			continue
		}
		packed := m.weights[first*inputs:]
		for i := 0; i < inputs; i += 2 {
			for c := first; c < last; c++ {
				at := i*step + (c-first)*2
				packed[at], packed[at+1] = weights[c*inputs+i], weights[c*inputs+i+1]
			}
		}
	}
	return m
}

// product is one matrix applied to some rows, for the kernels in assembly.
type product struct {
	activations *int16
	rowBytes    int // from one row of activations to the next
	weights     *int16
	bias        *int32
	shift       *uint32
	out         *int32
	rows        int // a multiple of rowTile
	blocks      int // of laneBlock columns
	outBytes    int // from one row of out to the next
	add         int // 1: add to out; 0: overwrite it
}

// apply writes, or adds, the product of rows of activations, which lie one after
// the other, to out, which is m.outputs wide. The number of rows is a multiple of
// rowTile.
func (m *matrix) apply(k kernels, activations []int16, rows int, out []int32, add bool) {
	if rows == 0 {
		return
	}
	_, _ = activations[rows*m.inputs-1], out[rows*m.outputs-1]
	if m.pairs != nil {
		m.multiply(activations, rows, out, add)
		return
	}
	p := product{
		activations: &activations[0], rowBytes: 2 * m.inputs,
		weights: &m.weights[0], bias: &m.bias[0], shift: &m.shift[0], out: &out[0],
		rows: rows, blocks: m.outputs / laneBlock, outBytes: 4 * m.outputs,
	}
	if add {
		p.add = 1
	}
	multiply(k, &p)
}

// multiply is the plain twin of the products in assembly. One multiplication of
// 64 bits does the work of two: the sums of two columns stand in the halves of a
// word, and the lower one, having a sign, is taken off the upper one at the end.
func (m *matrix) multiply(activations []int16, rows int, out []int32, add bool) {
	for column := 0; column < m.outputs; column += 8 {
		weights := m.pairs[column/2*m.inputs:][:4*m.inputs]
		for r := range rows {
			var a, b, c, d int64
			w := weights
			for _, v := range activations[r*m.inputs:][:m.inputs] {
				w4 := (*[4]int64)(w)
				x := int64(v)
				a += x * w4[0]
				b += x * w4[1]
				c += x * w4[2]
				d += x * w4[3]
				w = w[4:]
			}
			o := (*[8]int32)(out[r*m.outputs+column:])
			for i, sum := range [4]int64{a, b, c, d} {
				low := int32(sum)
				high := int32((sum - int64(low)) >> 32)
				low = (low + m.bias[column+i]) >> (m.shift[column+i] & 31)
				high = (high + m.bias[column+4+i]) >> (m.shift[column+4+i] & 31)
				if add {
					low += o[i]
					high += o[4+i]
				}
				o[i], o[4+i] = low, high
			}
		}
	}
}

// normalise writes (x − mean) / standard deviation of a row, in units of 1/256.
// The width is a multiple of 16 and |x| below 2^20.
func normalise(k kernels, x []int32, y []int16) {
	y = y[:len(x)]
	mean, squares := moments(k, x)
	// s is 64 standard deviations; |x−mean| ≤ √width deviations, so with at
	// most 256 columns |x−mean|·r is at most 2^30 (and a little).
	s := squareRoot(uint64(squares) << 12 / uint64(len(x)))
	var r int32
	if s > 0 {
		r = int32(1 << 32 / s)
	}
	scale(k, x, y, mean, r)
}

// moments returns the rounded mean and the sum of squared distances from it.
func moments(k kernels, x []int32) (mean int32, squares int64) {
	if k.avx() {
		return momentsAVX2(&x[0], len(x))
	}
	var sum int32
	for _, v := range x {
		sum += v
	}
	mean = (sum + int32(len(x)/2)) >> (bits.Len(uint(len(x))) - 1)
	for _, v := range x {
		d := int64(v - mean)
		squares += d * d
	}
	return mean, squares
}

const scaleBits = 18

// scale writes ((x−mean)·r) >> scaleBits, rounded.
func scale(k kernels, x []int32, y []int16, mean, r int32) {
	if k.avx() {
		scaleAVX2(&x[0], &y[0], len(x), mean, r)
		return
	}
	for i, v := range x {
		y[i] = int16(((v-mean)*r + 1<<(scaleBits-1)) >> scaleBits)
	}
}

// clamp narrows x into y; a value beyond low or high becomes that limit.
// The length is a multiple of 16, the limits are within 16 bits.
func clamp(k kernels, x []int32, y []int16, low, high int32) {
	y = y[:len(x)]
	if k.avx() {
		clampAVX2(&x[0], &y[0], len(x), low, high)
		return
	}
	for i, v := range x {
		y[i] = int16(min(max(v, low), high))
	}
}

// dots writes the inner products of row a with n rows of b, as wide as a, a
// multiple of 16.
func dots(k kernels, a, b []int16, n int, out []int32) {
	_, _ = b[n*len(a)-1], out[n-1]
	if k.avx() {
		dotsAVX2(&a[0], &b[0], len(a), n, &out[0])
		return
	}
	for j := range n {
		var sum int32
		row := b[j*len(a):][:len(a)]
		for i, v := range a {
			sum += int32(v) * int32(row[i])
		}
		out[j] = sum
	}
}

// addRow adds a row of signed bytes, shifted left by six bits, to x.
// The width is a multiple of 8.
func addRow(k kernels, row string, x []int32) {
	_ = row[len(x)-1]
	if k.avx() {
		addRowAVX2(row, &x[0], len(x))
		return
	}
	for i := range x {
		x[i] += int32(int8(row[i])) << 6
	}
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
