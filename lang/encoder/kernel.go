package encoder

// All arithmetic is exact: signed bytes times signed bytes summed in 32 bits that
// cannot overflow. So the order of the sums does not matter, and the kernels in
// assembly equal the plain ones bit for bit. Neither weights nor activations are
// ever −128, so that two products fit 16 bits, as AVX2 adds them.

// kernels names a set of kernels. All sets give the same bits.
type kernels int

const (
	kernelsPlain kernels = iota
	kernelsAVX2
	kernelsVNNI
	kernelsNEON // products alone; the rest is plain
	kernelsDot  // the same, with NEON's products of four bytes
)

// avx says whether a set has everything in amd64's assembly.
func (k kernels) avx() bool { return k == kernelsAVX2 || k == kernelsVNNI }

// flip is what the set wants added to activations, modulo 256: VNNI multiplies
// unsigned bytes by signed ones.
func (k kernels) flip() byte {
	if k == kernelsVNNI {
		return 0x80
	}
	return 0
}

// lanes is how many columns a set goes over at a time; their weights lie together.
func (k kernels) lanes() int {
	if k == kernelsAVX2 {
		return laneBlock / 2
	}
	return laneBlock
}

const (
	rowTile   = 8  // rows of a product come in multiples of it
	laneBlock = 32 // columns of a packed matrix come in multiples of it
	depthStep = 4  // inputs come in multiples of it, in memory side by side
	maxByte   = 127
)

// matrix is a matrix of signed bytes, packed for a set of kernels.
type matrix struct {
	inputs  int     // a multiple of depthStep
	outputs int     // rounded up to laneBlock; the rest gives 0
	weights []int8  // [outputs/lanes][inputs/4][lanes][4]
	offset  []int32 // of each output: what takes the flip of the activations off
}

// newMatrix packs weights given as [outputs][inputs] for kernels k.
func newMatrix(k kernels, weights []int8, inputs, columns int) *matrix {
	outputs := roundUp(columns, laneBlock)
	m := &matrix{
		inputs: inputs, outputs: outputs,
		weights: make([]int8, outputs*inputs), offset: make([]int32, outputs),
	}
	lanes := k.lanes()
	for c := range columns {
		row := weights[c*inputs:][:inputs]
		packed := m.weights[c/lanes*lanes*inputs+c%lanes*depthStep:]
		var sum int32
		for i, v := range row {
			packed[i/depthStep*lanes*depthStep+i%depthStep] = v
			sum += int32(v)
		}
		if k.flip() != 0 {
			m.offset[c] = -int32(k.flip()) * sum
		}
	}
	return m
}

func roundUp(n, step int) int { return (n + step - 1) / step * step }

// product is one matrix applied to some rows, for the kernels in assembly.
type product struct {
	activations *int8
	rowBytes    int // of a row of activations, a multiple of depthStep
	weights     *int8
	bias        *int32 // one a column
	out         *int32
	rows        int // a multiple of rowTile
	blocks      int // of laneBlock columns
	outBytes    int // from one row of out to the next
}

// apply writes the product of rows of activations, which lie one after the other,
// to out, which is m.outputs wide. The number of rows is a multiple of rowTile.
func (m *matrix) apply(k kernels, activations []int8, rows int, out []int32) {
	multiplyPacked(k, activations, rows, m.inputs, m.weights, m.offset, out)
}

// multiplyPacked is apply for weights and a bias that are packed already, of
// len(bias) columns.
func multiplyPacked(k kernels, activations []int8, rows, inputs int, weights []int8, bias, out []int32) {
	if rows == 0 {
		return
	}
	_, _, _ = activations[rows*inputs-1], weights[len(bias)*inputs-1], out[rows*len(bias)-1]
	if k == kernelsPlain {
		multiplyPlain(activations, rows, inputs, weights, bias, out)
		return
	}
	multiply(k, &product{
		activations: &activations[0], rowBytes: inputs,
		weights: &weights[0], bias: &bias[0], out: &out[0],
		rows: rows, blocks: len(bias) / laneBlock, outBytes: 4 * len(bias),
	})
}

// multiplyPlain is the plain twin of the products in assembly. One multiplication
// of 64 bits does the work of two: the sums of two columns stand in the halves of
// a word, and the lower one, having a sign, is taken off the upper one at the end.
func multiplyPlain(activations []int8, rows, inputs int, weights []int8, bias, out []int32) {
	outputs := len(bias)
	pairs := make([]int64, inputs*2) // of four columns, two a word
	for column := 0; column < outputs; column += 4 {
		packed := weights[column/laneBlock*laneBlock*inputs+column%laneBlock*depthStep:]
		for i := range inputs {
			at := i/depthStep*laneBlock*depthStep + i%depthStep
			pairs[2*i] = int64(packed[at]) + int64(packed[at+4])<<32
			pairs[2*i+1] = int64(packed[at+8]) + int64(packed[at+12])<<32
		}
		for r := range rows {
			var a, b int64
			p := pairs
			for _, v := range activations[r*inputs:][:inputs] {
				p2 := (*[2]int64)(p)
				a += int64(v) * p2[0]
				b += int64(v) * p2[1]
				p = p[2:]
			}
			o := (*[4]int32)(out[r*outputs+column:])
			for i, sum := range [2]int64{a, b} {
				low := int32(sum)
				o[2*i] = low + bias[column+2*i]
				o[2*i+1] = int32((sum-int64(low))>>32) + bias[column+2*i+1]
			}
		}
	}
}
