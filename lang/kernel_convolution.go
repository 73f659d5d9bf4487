package lang

// convolution is a layer over three words, one at a distance before and one after,
// and a rectifier. Two words that stand that distance apart share two of the words
// that they look at, so that four products do for both of them where six would be
// taken: F(2,3) of Winograd, "Arithmetic Complexity of Computations" (1980), as
// Lavin and Gray use it, "Fast Algorithms for Convolutional Neural Networks"
// (CVPR 2016). With words d0 to d3 and weights g0 to g2
//
//	m0 = (d0 − d2) · g0              first  = m0 + (m1 + m2) / 2
//	m1 = (d1 + d2) · (g0 + g1 + g2)  second = (m1 − m2) / 2 − m3
//	m2 = (d2 − d1) · (g0 − g1 + g2)
//	m3 = (d1 − d3) · g2
//
// m1 + m2 and m1 − m2 are even, so that in integers this is exact: bit for bit what
// the plain convolution gives. Activations are normalised, below 2^12 + 1, so that
// their sums fit 16 bits and the products, of 256 of them with weights below 2^9, 32.
type convolution struct {
	width   int // of the activations of one word, a multiple of 16
	outputs int // a multiple of laneBlock
	parts   []convolutionPart
}

// convolutionPart is what makes laneBlock columns, little enough for what lies
// between the products and their sums to stay in the second cache.
type convolutionPart struct {
	products [4]*matrix // without bias and shift
	bias     []int32    // holds half of a unit in the last place, for rounding
	shift    []uint32
}

// newConvolution packs weights given as [outputs][3][width] signed bytes for
// kernels k.
func newConvolution(k kernels, weights string, width int, bias, shift []int32) *convolution {
	columns := len(bias)
	c := &convolution{width: width, outputs: (columns + laneBlock - 1) / laneBlock * laneBlock}
	var mixed [4][]int16
	for m := range mixed {
		mixed[m] = make([]int16, laneBlock*width)
	}
	none := make([]int32, laneBlock)
	for first := 0; first < columns; first += laneBlock {
		p := convolutionPart{bias: make([]int32, laneBlock), shift: make([]uint32, laneBlock)}
		for m := range mixed {
			clear(mixed[m])
		}
		for i := range min(laneBlock, columns-first) {
			p.bias[i], p.shift[i] = bias[first+i], uint32(shift[first+i])
			row := weights[(first+i)*3*width:][:3*width]
			for j := range width {
				g0, g1, g2 := int16(int8(row[j])), int16(int8(row[width+j])), int16(int8(row[2*width+j]))
				at := i*width + j
				mixed[0][at], mixed[1][at], mixed[2][at], mixed[3][at] = g0, g0+g1+g2, g0-g1+g2, g2
			}
		}
		for m := range mixed {
			p.products[m] = newMatrix(k, mixed[m], width, none, none)
		}
		c.parts = append(c.parts, p)
	}
	return c
}

// couples says which words a convolution reads and which two it makes at a time.
// Their number is a multiple of rowTile; those that fill it up read and make nothing.
type couples struct {
	from []int64 // of each the offsets in bytes of four words' activations
	to   []int64 // of each the two rows of the outcome
}

// couplesOf puts together the words of some units that stand distance apart. Words
// lie width apart from row 1 on, row 0 is zero and stands beyond the borders; what
// lies beyond them of the outcome goes to row spare.
func couplesOf(c *couples, units []unit, width, distance, spare int) {
	c.from, c.to = c.from[:0], c.to[:0]
	row := 0
	for _, u := range units {
		length := u.last - u.first
		at := func(i int) int64 {
			if i < 0 || i >= length {
				return 0
			}
			return int64(2 * width * (1 + row + i))
		}
		for from := 0; from < length; from += 2 * distance {
			for i := from; i < min(from+distance, length); i++ {
				c.from = append(c.from, at(i-distance), at(i), at(i+distance), at(i+2*distance))
				second := spare
				if i+distance < length {
					second = row + i + distance
				}
				c.to = append(c.to, int64(row+i), int64(second))
			}
		}
		row += length
	}
	for len(c.to)%(2*rowTile) != 0 {
		c.from = append(c.from, 0, 0, 0, 0)
		c.to = append(c.to, int64(spare), int64(spare))
	}
}

// couplesAtOnce is how many couples are mixed, multiplied and combined before the
// next ones, so that they stay in the second cache. It is a multiple of rowTile.
const couplesAtOnce = 128

// convolutionScratch is what lies between the steps of a convolution.
type convolutionScratch struct {
	couples couples
	mixed   []int16 // four planes of a row a couple
	sums    []int32 // the same after the products
}

// apply writes the outcome, from 0 to unitMost, of the words of some units to rows
// of out, c.outputs wide, of which one more than there are words is needed.
// Activations lie from row 1 on.
func (c *convolution) apply(k kernels, s *convolutionScratch, activations []int16, units []unit, distance int, out []int16) {
	couplesOf(&s.couples, units, c.width, distance, len(out)/c.outputs-1)
	count := len(s.couples.to) / 2
	for first := 0; first < count; first += couplesAtOnce {
		last := min(first+couplesAtOnce, count)
		c.some(k, s, activations, s.couples.from[4*first:4*last], s.couples.to[2*first:2*last], out)
	}
}

// some makes the words of some couples.
func (c *convolution) some(k kernels, s *convolutionScratch, activations []int16, from, to []int64, out []int16) {
	count := len(to) / 2
	plane := count * c.width
	mixed := grown(&s.mixed, 4*plane)
	mix(k, activations, from, c.width, mixed)
	sums := grown(&s.sums, 4*count*laneBlock)
	for n := range c.parts {
		p := &c.parts[n]
		for m, product := range p.products {
			product.apply(k, mixed[m*plane:(m+1)*plane], count, sums[m*count*laneBlock:(m+1)*count*laneBlock], false)
		}
		p.combine(k, sums, to, out[n*laneBlock:], c.outputs)
	}
}

// mix writes the sums and differences of the words of each couple, width wide, to
// the four planes of mixed.
func mix(k kernels, activations []int16, from []int64, width int, mixed []int16) {
	plane := len(from) / 4 * width
	for n := 0; n < len(from); n += 4 {
		d0 := activations[from[n]/2:][:width]
		d1 := activations[from[n+1]/2:][:width]
		d2 := activations[from[n+2]/2:][:width]
		d3 := activations[from[n+3]/2:][:width]
		at := n / 4 * width
		m0 := mixed[at:][:width]
		m1 := mixed[plane+at:][:width]
		m2 := mixed[2*plane+at:][:width]
		m3 := mixed[3*plane+at:][:width]
		if k.avx() {
			mixAVX2(&d0[0], &d1[0], &d2[0], &d3[0], &m0[0], &m1[0], &m2[0], &m3[0], width)
			continue
		}
		for i := range d0 {
			m0[i] = d0[i] - d2[i]
			m1[i] = d1[i] + d2[i]
			m2[i] = d2[i] - d1[i]
			m3[i] = d1[i] - d3[i]
		}
	}
}

// combine makes the outcome of both words of each couple of the four planes of
// sums, and writes it to rows of out that are stride apart.
func (p *convolutionPart) combine(k kernels, sums []int32, to []int64, out []int16, stride int) {
	plane := len(to) / 2 * laneBlock
	for n := 0; n < len(to); n += 2 {
		at := n / 2 * laneBlock
		first := out[int(to[n])*stride:][:laneBlock]
		second := out[int(to[n+1])*stride:][:laneBlock]
		if k.avx() {
			_ = sums[3*plane+at+laneBlock-1]
			combineAVX2(&sums[at], plane*4, &p.bias[0], &p.shift[0], &first[0], &second[0])
			continue
		}
		m0, m1, m2, m3 := sums[at:], sums[plane+at:], sums[2*plane+at:], sums[3*plane+at:]
		for i := range first {
			shift := p.shift[i] & 31
			both, apart := (m1[i]+m2[i])>>1, (m1[i]-m2[i])>>1
			first[i] = int16(min(max((m0[i]+both+p.bias[i])>>shift, 0), unitMost))
			second[i] = int16(min(max((apart-m3[i]+p.bias[i])>>shift, 0), unitMost))
		}
	}
}
