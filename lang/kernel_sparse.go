package lang

import "math/bits"

// After a rectifier nineteen in twenty activations are zero. A layer that reads
// them adds up, for each word, the weights of those that are not, two at a time;
// the sums are those of the dense product, bit for bit.

const (
	sparseBlock = 64 // columns of a sparse matrix that are summed at a time; they come in multiples of it
	gatherLanes = 32 // activations that are looked at at a time; they come in multiples of it
)

// sparse is a layer whose activations are mostly zero and never negative. What it
// computes is what a matrix of the same weights does.
type sparse struct {
	inputs  int
	outputs int     // rounded up to sparseBlock; the rest gives 0
	weights []int16 // [outputs/sparseBlock][inputs][sparseBlock]
	bias    []int32 // holds half of a unit in the last place, for rounding
	shift   []uint32
}

// pair is two activations of a row that are not zero; of an odd number the last
// stands with an input 0 of no value.
type pair struct {
	inputs [2]uint16
	values [2]int16
}

// pairs are the activations of some rows that are not zero, of row r those before
// ends[r].
type pairs struct {
	list []pair
	ends []int32
}

// sixteen is where the kernels in assembly want each of 16 columns: they unpack
// the halves of a register apart.
var sixteen = [16]int{0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7, 12, 13, 14, 15}

// newSparse lays out weights given as [outputs][inputs] signed bytes for kernels k.
func newSparse(k kernels, weights string, inputs int, bias []int32, shift []int32) *sparse {
	columns := len(bias)
	outputs := (columns + sparseBlock - 1) / sparseBlock * sparseBlock
	m := &sparse{inputs: inputs, outputs: outputs, weights: make([]int16, outputs*inputs),
		bias: make([]int32, outputs), shift: make([]uint32, outputs)}
	copy(m.bias, bias)
	for c := range columns {
		m.shift[c] = uint32(shift[c])
	}
	// Block by block, so that what is written lies together.
	for first := 0; first < columns; first += sparseBlock {
		block := m.weights[first*inputs:][:inputs*sparseBlock]
		for at := range min(sparseBlock, columns-first) {
			row := weights[(first+at)*inputs:][:inputs]
			if k.avx() {
				at = at&^15 | sixteen[at&15]
			}
			for i := range len(row) {
				block[i*sparseBlock+at] = int16(int8(row[i]))
			}
		}
	}
	return m
}

// gather collects the activations that are not zero of rows of width, a multiple
// of gatherLanes, into p.
func (p *pairs) gather(k kernels, activations []int16, width int) {
	// No more than there can be, and one to write to before it is known to count.
	list := grown(&p.list, len(activations)/2+1)
	p.ends = p.ends[:0]
	count := 0
	for row := 0; row < len(activations); row += width {
		half := 0
		for at := row; at < row+width; at += gatherLanes {
			group := (*[gatherLanes]int16)(activations[at:])
			for mask := positives(k, group); mask != 0; mask &= mask - 1 {
				i := bits.TrailingZeros32(mask)
				v := &list[count]
				v.inputs[half], v.values[half] = uint16(at-row+i), group[i%gatherLanes]
				count += half
				half ^= 1
			}
		}
		if half == 1 {
			list[count].inputs[1], list[count].values[1] = 0, 0
			count++
		}
		p.ends = append(p.ends, int32(count))
	}
	p.list = list[:count]
}

// positives has a bit for each of some activations that is above zero.
func positives(k kernels, group *[gatherLanes]int16) uint32 {
	if k.avx() {
		return positivesAVX2(&group[0])
	}
	var mask uint32
	for i, v := range group {
		mask |= uint32(uint16(-v)>>15) << i
	}
	return mask
}

// sparseProduct is one sparse layer applied to some rows, for the kernels in assembly.
type sparseProduct struct {
	list       *pair
	ends       *int32
	weights    *int16
	bias       *int32
	shift      *uint32
	out        *int32
	rows       int
	blocks     int // of sparseBlock columns
	blockBytes int // of the weights of a block
	outBytes   int // from one row of out to the next
	add        int // 1: add to out; 0: overwrite it
}

// apply writes, or adds, the product of the rows in p to out, which is m.outputs
// wide.
func (m *sparse) apply(k kernels, p *pairs, out []int32, add bool) {
	rows := len(p.ends)
	if rows == 0 {
		return
	}
	_ = out[rows*m.outputs-1]
	if !k.avx() {
		m.multiply(p, out, add)
		return
	}
	s := sparseProduct{
		ends: &p.ends[0], weights: &m.weights[0], bias: &m.bias[0], shift: &m.shift[0], out: &out[0],
		rows: rows, blocks: m.outputs / sparseBlock, blockBytes: 2 * sparseBlock * m.inputs, outBytes: 4 * m.outputs,
	}
	if len(p.list) > 0 {
		s.list = &p.list[0]
	}
	if add {
		s.add = 1
	}
	multiplySparseAVX2(&s)
}

// multiply is the plain twin of the kernel in assembly.
func (m *sparse) multiply(p *pairs, out []int32, add bool) {
	for column := 0; column < m.outputs; column += sparseBlock {
		weights := m.weights[column*m.inputs:]
		bias, shift := m.bias[column:][:sparseBlock], m.shift[column:][:sparseBlock]
		first := int32(0)
		for r, end := range p.ends {
			sums := [sparseBlock]int32(bias)
			for _, v := range p.list[first:end] {
				x, y := int32(v.values[0]), int32(v.values[1])
				a := (*[sparseBlock]int16)(weights[int(v.inputs[0])*sparseBlock:])
				b := (*[sparseBlock]int16)(weights[int(v.inputs[1])*sparseBlock:])
				for c := range sums {
					sums[c] += x*int32(a[c]) + y*int32(b[c])
				}
			}
			first = end
			o := out[r*m.outputs+column:][:sparseBlock]
			for c, sum := range sums {
				sum >>= shift[c] & 31
				if add {
					sum += o[c]
				}
				o[c] = sum
			}
		}
	}
}
