package encoder

import "math/bits"

// A window is encoded in rows, one a piece. Between two products a row is int32 in
// units of 1/unit; for a product it is bytes with a scale of its own, the largest
// number of the row. Queries, keys and values have a scale a head and window.

const (
	headWidth = 32 // of queries, keys and values
	chunk     = 64 // rows that are worked on at a time, a multiple of rowTile
	maxWindow = 170
	maxRows   = (maxWindow + laneBlock - 1) / laneBlock * laneBlock
)

// linear is a layer: out = sums·columns·(the row's scale) >> shift + bias.
type linear struct {
	*matrix
	columns []int32
	bias    []int32
	shift   uint32
}

// normal is a layer that normalises.
type normal struct{ gain, bias []int32 }

// layer of the encoder.
type layer struct {
	qkv, out, up, down linear
	norm1, norm2       normal
}

// scratch is what a Reader works in. It is as large as the longest window needs.
type scratch struct {
	state  []int32 // [maxRows][hidden]
	bytes  []int8  // state, rounded
	scales []int32 // of each row of bytes
	sums   []int32
	values []int32 // queries, keys and values, [maxRows][3·hidden]
	rows   []int8  // the same, rounded
	most   []int32 // of each head's queries, keys, values
	inner  []int8  // [chunk][inner]
	heads  []int32 // what the heads make of each head's values, [maxRows][hidden]

	query, key, value []int8
	bias              []int32 // of keys, or of values
	shares            []int8
	shareSums         []int32 // of each row of shares
	ones, zeros       []int32 // headWidth
	none              [headWidth]int8
	embedded          []int32 // hidden
}

func newScratch(m *Model) *scratch {
	h := m.hidden
	s := &scratch{
		state: make([]int32, maxRows*h), bytes: make([]int8, maxRows*h), scales: make([]int32, maxRows),
		sums:   make([]int32, max(chunk*m.inner, maxRows*maxRows, chunk*3*h)),
		values: make([]int32, maxRows*3*h), rows: make([]int8, maxRows*3*h), most: make([]int32, 3*h/headWidth),
		inner: make([]int8, chunk*m.inner), heads: make([]int32, maxRows*h),
		query: make([]int8, maxRows*headWidth), key: make([]int8, maxRows*headWidth), value: make([]int8, maxRows*headWidth),
		bias: make([]int32, maxRows), shares: make([]int8, maxRows*maxRows),
		shareSums: make([]int32, maxRows),
		ones:      make([]int32, headWidth), zeros: make([]int32, headWidth), embedded: make([]int32, h),
	}
	for i := range s.ones {
		s.ones[i] = 1
	}
	return s
}

// encode leaves the states of a window's pieces in s.state, and rounded in s.bytes.
// There are at most maxWindow pieces.
func (m *Model) encode(s *scratch, ids []int32, shapes []uint8) {
	h, count := m.hidden, len(ids)
	rows := roundUp(count, rowTile)
	for p := range count {
		m.embed(s.embedded, ids[p], p, shapes[p])
		m.normalise(s, p, m.norm, s.embedded)
	}
	clear(s.state[count*h : rows*h])
	clear(s.bytes[count*h : rows*h])
	for p := count; p < rows; p++ {
		s.scales[p] = 1
	}
	for i := range m.layers {
		l := &m.layers[i]
		m.attend(s, l, count, rows)
		for first := 0; first < rows; first += chunk {
			m.project(s, l, first, min(chunk, rows-first))
		}
	}
}

// project is the second half of a layer, over n rows.
func (m *Model) project(s *scratch, l *layer, first, n int) {
	k, h, inner := m.kernels, m.hidden, m.inner
	l.up.apply(k, s.bytes[first*h:], n, s.sums)
	var scales [chunk]int32
	for r := range n {
		x := s.sums[r*inner:][:inner]
		rescale(k, x, l.up.columns, l.up.bias, s.scales[first+r], l.up.shift, x)
		gelu(k, m.gelu, x)
		scales[r] = largest(k, x)
		toBytes(k, x, scales[r], k.flip(), s.inner[r*inner:])
	}
	l.down.apply(k, s.inner, n, s.sums)
	for r := range n {
		m.add(s, &l.down, l.norm2, first+r, scales[r], s.sums[r*h:][:h])
	}
}

// embed writes what a piece begins as, in units of 1/2^16.
func (m *Model) embed(out []int32, id int32, position int, shape uint8) {
	h := len(out)
	row, scale := m.words[int(id)*h:][:h], m.wordScales[id]
	place, look := m.positions[position*h:][:h], m.shapes[int(shape)*h:][:h]
	for i := range out {
		out[i] = (int32(int8(row[i]))*scale+1<<7)>>8 + place[i] + look[i]
	}
}

// normalise makes row r of the state of x, and rounds it.
func (m *Model) normalise(s *scratch, r int, n normal, x []int32) {
	h := m.hidden
	row := s.state[r*h:][:h]
	layerNorm(m.kernels, x, n.gain, n.bias, row)
	s.scales[r] = largest(m.kernels, row)
	toBytes(m.kernels, row, s.scales[r], m.kernels.flip(), s.bytes[r*h:])
}

// attend is the first half of a layer, over all rows.
func (m *Model) attend(s *scratch, l *layer, count, rows int) {
	k, h := m.kernels, m.hidden
	clear(s.most)
	for first := 0; first < rows; first += chunk {
		n := min(chunk, rows-first)
		l.qkv.apply(k, s.bytes[first*h:], n, s.sums)
		for r := range n {
			x := s.values[(first+r)*3*h:][:3*h]
			rescale(k, s.sums[r*3*h:][:3*h], l.qkv.columns, l.qkv.bias, s.scales[first+r], l.qkv.shift, x)
			for i := range s.most {
				if first+r < count {
					s.most[i] = max(s.most[i], largest(k, x[i*headWidth:][:headWidth]))
				}
			}
		}
	}
	heads := h / headWidth
	for r := range rows {
		for i, most := range s.most {
			flip := byte(0)
			if i < heads {
				flip = k.flip()
			}
			at := r*3*h + i*headWidth
			toBytes(k, s.values[at:][:headWidth], most, flip, s.rows[at:])
		}
	}
	for head := range heads {
		m.attendHead(s, head, count, rows)
	}
	for first := 0; first < rows; first += chunk {
		n := min(chunk, rows-first)
		for r := first; r < first+n; r++ {
			x := s.heads[r*h:][:h]
			s.scales[r] = largest(k, x)
			toBytes(k, x, s.scales[r], k.flip(), s.bytes[r*h:])
		}
		l.out.apply(k, s.bytes[first*h:], n, s.sums)
		for r := range n {
			m.add(s, &l.out, l.norm1, first+r, s.scales[first+r], s.sums[r*h:][:h])
		}
	}
}

// add makes row r of the state of itself and of what a layer gives.
func (m *Model) add(s *scratch, l *linear, n normal, r int, scale int32, sums []int32) {
	rescale(m.kernels, sums, l.columns, l.bias, scale, l.shift, sums)
	row := s.state[r*m.hidden:][:len(sums)]
	for i := range sums {
		sums[i] += row[i]
	}
	m.normalise(s, r, n, sums)
}

// scoreScale is how many units of 1/256 of a power of two a product of a query and
// a key is worth whose largest numbers are 1, in units of 1/2^60:
// 256·log2(e) / √headWidth / (unit·127)² · 2^60.
const scoreScale = 4450736670

// attendHead writes the mean of values for one head of all rows to s.heads.
func (m *Model) attendHead(s *scratch, head, count, rows int) {
	k, h := m.kernels, m.hidden
	keys := roundUp(count, laneBlock)
	at := func(row, part int) []int8 { return s.rows[row*3*h+part*h+head*headWidth:][:headWidth] }
	for r := range rows {
		copy(s.query[r*headWidth:], at(r, 0))
	}
	// Keys and values of rows that are not there are never chosen; they are zero so
	// that what was here before makes no difference.
	for r := range keys {
		if r < count {
			m.packKey(s, r, at(r, 1))
		} else {
			m.packKey(s, r, s.none[:])
			s.bias[r] += noPiece
		}
	}
	scores, bias := s.sums[:rows*keys], s.bias[:keys]
	multiplyPacked(k, s.query, rows, headWidth, s.key, bias, scores)
	most := s.most[head:]
	heads := h / headWidth
	factor, shift := scoreFactor(most[0], most[heads])
	sums := s.shareSums[:rows]
	for r := range rows {
		sums[r] = softmax(k, scores[r*keys:][:keys], factor, shift, s.shares[r*keys:])
	}
	m.packValues(s, count, keys, at)
	multiplyPacked(k, s.shares, rows, keys, s.value, s.bias[:headWidth], s.sums)
	for r := range rows {
		scale := int32(int64(most[2*heads]) << 24 / (maxByte * int64(sums[r])))
		rescale(k, s.sums[r*headWidth:][:headWidth], s.ones, s.zeros, scale, 24, s.heads[r*h+head*headWidth:])
	}
}

// scoreFactor returns what softmax takes for queries and keys of these scales.
func scoreFactor(query, key int32) (factor int32, shift uint32) {
	x := uint64(query) * uint64(key) * scoreScale
	drop := max(bits.Len64(x)-11, 29)
	return int32(x >> drop), uint32(60 - drop)
}

// packKey puts a row where multiply looks for column r of a matrix.
func (m *Model) packKey(s *scratch, r int, row []int8) {
	lanes := m.kernels.lanes()
	packed := s.key[r/lanes*lanes*headWidth+r%lanes*depthStep:]
	var sum int32
	for i := 0; i < headWidth; i += depthStep {
		four := (*[depthStep]int8)(row[i:])
		*(*[depthStep]int8)(packed[i*lanes:]) = *four
		sum += int32(four[0]) + int32(four[1]) + int32(four[2]) + int32(four[3])
	}
	s.bias[r] = -int32(m.kernels.flip()) * sum
}

// packValues puts rows where multiply looks for the inputs of a matrix.
func (m *Model) packValues(s *scratch, count, keys int, at func(row, part int) []int8) {
	lanes := m.kernels.lanes()
	bias := (*[headWidth]int32)(s.bias)
	clear(bias[:])
	for r := 0; r < keys; r += depthStep {
		var rows [depthStep]*[headWidth]int8
		for i := range rows {
			rows[i] = &s.none
			if r+i < count {
				rows[i] = (*[headWidth]int8)(at(r+i, 2))
			}
		}
		for c := range headWidth {
			four := [depthStep]int8{rows[0][c], rows[1][c], rows[2][c], rows[3][c]}
			*(*[depthStep]int8)(s.value[c/lanes*lanes*keys+r*lanes+c%lanes*depthStep:]) = four
			bias[c] += int32(four[0]) + int32(four[1]) + int32(four[2]) + int32(four[3])
		}
	}
	for c := range bias {
		bias[c] *= -int32(m.kernels.flip())
	}
}
