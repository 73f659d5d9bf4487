// Package crf answers which labels the words of a run get, where each word
// shows features and neighbouring labels depend on each other: a linear-chain
// model with integer weights, and the best path through it.
//
// In go the features of each word as numbers (hashed; [Mix] makes them), out
// come the best labels and by how much they win:
//
//	var d crf.Decoder
//	labels := d.Decode(model, features, nil)
//
// The law: all sums are integers, and of equal paths the one with the lower
// label at the first difference from the end wins, so that every platform and
// every run gives the same labels. Cost: linear in words, features and the
// square of the number of labels; a Decoder reuses its memory. Any features are
// taken: those the model never saw weigh nothing.
//
// Weights are learned elsewhere (training/attribution) as a conditional random
// field (Lafferty et al. 2001) over hashed features (Weinberger et al. 2009).
package crf

// Model is a set of weights, immutable once made and shared by all who decode.
type Model struct {
	Labels      int
	Bits        int     // weights are in 1<<Bits rows
	Unit        int     // so many units of a weight are one natural unit of log odds
	Weights     []int8  // row r has Weights[r*Labels:(r+1)*Labels]
	Transitions []int16 // of label i to j at i*Labels+j, from the start to j at Labels*Labels+j
}

// Forbidden is the transition between labels that cannot follow each other.
const Forbidden = -1 << 15

// golden spreads features over the rows (Fibonacci hashing).
const golden = 0x9e3779b1

// Row returns the row of weights of a feature.
func Row(feature uint32, bits int) uint32 {
	return feature * golden >> (32 - bits)
}

// Mix makes one number of several: a feature of its template and values.
func Mix(a, b uint32) uint32 {
	h := a*0x85ebca6b ^ b + 0x9e3779b9 + a<<6 + a>>2
	h ^= h >> 15
	return h * 0xc2b2ae35
}

// Decoder finds best paths. It owns scratch memory and serves one goroutine;
// what Decode returns is valid until the next call.
type Decoder struct {
	emissions []int32
	forward   []int32
	backward  []int32
	from      []uint8
	labels    []uint8
}

const low = -1 << 28 // lower than any sum of a path that is allowed

// Decode returns the best label of each word. allow, where it is not nil, says
// whether word i may get a label.
func (d *Decoder) Decode(m *Model, features [][]uint32, allow func(word, label int) bool) []uint8 {
	n, l := len(features), m.Labels
	d.labels = Grow(d.labels, n)
	if n == 0 {
		return d.labels
	}
	d.emissions = Grow(d.emissions, n*l)
	for i, fs := range features {
		row := d.emissions[i*l : (i+1)*l]
		m.sum(row, fs)
		if allow != nil {
			for j := range row {
				if !allow(i, j) {
					row[j] = low
				}
			}
		}
	}
	d.forwardPass(m, n)
	last := d.forward[(n-1)*l : n*l]
	best := 0
	for j := range last {
		if last[j] > last[best] {
			best = j
		}
	}
	for i := n - 1; i >= 0; i-- {
		d.labels[i] = uint8(best)
		best = int(d.from[i*l+best])
	}
	return d.labels
}

// sum fills a row with the sums of the weights of features, label by label.
func (m *Model) sum(row []int32, features []uint32) {
	clear(row)
	for len(features) > lanesHold {
		m.sumSome(row, features[:lanesHold])
		features = features[lanesHold:]
	}
	m.sumSome(row, features)
}

// lanesHold is how many weights a lane of 16 bits holds the sum of, each shifted to
// be from 0 to 255.
const lanesHold = 257

// sumSome adds the weights of features to a row, eight labels at a time: the weights
// of labels 0, 2, 4, 6 in the lanes of one number and those of 1, 3, 5, 7 in those of
// another.
func (m *Model) sumSome(row []int32, features []uint32) {
	l, shifted := m.Labels, 128*int32(len(features))
	first := 0
	for ; first+8 <= l; first += 8 {
		even, odd := lanes(m.Weights[first:], l, m.Bits, features)
		for j := range 4 {
			row[first+2*j] += int32(even>>(16*j)&0xffff) - shifted
			row[first+2*j+1] += int32(odd>>(16*j)&0xffff) - shifted
		}
	}
	switch {
	case l-first == 3:
		a, b, c := three(m.Weights[first:], l, m.Bits, features)
		row[first] += a
		row[first+1] += b
		row[first+2] += c
	default:
		for ; first < l; first++ {
			row[first] += one(m.Weights[first:], l, m.Bits, features)
		}
	}
}

// lanes adds up the first eight weights of the rows of features, which are wide
// apart; three and one do it for fewer. Most of the time of a report's statements
// goes by here, waiting for memory: the shorter the loops, the more rows are on
// their way at a time.
func lanes(weights []int8, wide, bits int, features []uint32) (even, odd uint64) {
	const mask = 0x00ff00ff00ff00ff
	shift := uint32(32-bits) & 31
	for _, f := range features {
		at := int(f*golden>>shift) * wide
		w := eight(weights[at:at+8:at+8]) ^ 0x8080808080808080
		even += w & mask
		odd += w >> 8 & mask
	}
	return even, odd
}

func three(weights []int8, wide, bits int, features []uint32) (a, b, c int32) {
	shift := uint32(32-bits) & 31
	for _, f := range features {
		at := int(f*golden>>shift) * wide
		w := weights[at : at+3 : at+3]
		a += int32(w[0])
		b += int32(w[1])
		c += int32(w[2])
	}
	return a, b, c
}

func one(weights []int8, wide, bits int, features []uint32) (sum int32) {
	shift := uint32(32-bits) & 31
	for _, f := range features {
		sum += int32(weights[int(f*golden>>shift)*wide])
	}
	return sum
}

// eight returns the first eight weights as the bytes of a number.
func eight(w []int8) uint64 {
	_ = w[7]
	return uint64(uint8(w[0])) | uint64(uint8(w[1]))<<8 | uint64(uint8(w[2]))<<16 | uint64(uint8(w[3]))<<24 |
		uint64(uint8(w[4]))<<32 | uint64(uint8(w[5]))<<40 | uint64(uint8(w[6]))<<48 | uint64(uint8(w[7]))<<56
}

// forwardPass fills in the best sums of paths up to each word and label.
func (d *Decoder) forwardPass(m *Model, n int) {
	l := m.Labels
	d.forward = Grow(d.forward, n*l)
	d.from = Grow(d.from, n*l)
	for j := range l {
		d.forward[j] = max(d.emissions[j]+transition(m.Transitions[l*l+j]), low)
		d.from[j] = 0
	}
	for i := 1; i < n; i++ {
		before := d.forward[(i-1)*l : i*l]
		for j := range l {
			best, from := int32(low), 0
			for k, sum := range before {
				if sum += transition(m.Transitions[k*l+j]); sum > best {
					best, from = sum, k
				}
			}
			d.forward[i*l+j] = max(best+d.emissions[i*l+j], low)
			d.from[i*l+j] = uint8(from)
		}
	}
}

// transition gives a forbidden transition the weight of what cannot be.
func transition(w int16) int32 {
	if w == Forbidden {
		return low
	}
	return int32(w)
}

// Margins returns, for each word of the last call of Decode, by how many units
// the best path beats the best one in which that word's label is label.
// A margin of 0 means that the best path gives the word this label.
func (d *Decoder) Margins(m *Model, label int) []int32 {
	l := m.Labels
	n := len(d.labels)
	d.backward = Grow(d.backward, n*l)
	if n > 0 {
		clear(d.backward[(n-1)*l : n*l])
	}
	for i := n - 2; i >= 0; i-- {
		for k := range l {
			best := int32(low)
			for j := range l {
				sum := d.backward[(i+1)*l+j] + d.emissions[(i+1)*l+j]
				if sum += transition(m.Transitions[k*l+j]); sum > best {
					best = sum
				}
			}
			d.backward[i*l+k] = max(best, low)
		}
	}
	margins := make([]int32, n)
	for i := range margins {
		top := int32(low)
		for j := range l {
			top = max(top, d.forward[i*l+j]+d.backward[i*l+j])
		}
		margins[i] = top - max(d.forward[i*l+label]+d.backward[i*l+label], low)
	}
	return margins
}

// Grow returns a slice of n elements, of s's memory where it is long enough. What it
// holds is not cleared.
func Grow[T any](s []T, n int) []T {
	if cap(s) >= n {
		return s[:n]
	}
	return make([]T, n, n+n/2)
}
