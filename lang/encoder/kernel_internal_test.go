package encoder

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// everySet are the kernels that this build and processor have, the plain ones
// first.
func everySet() []kernels {
	switch fastestKernels() {
	case kernelsAVX2:
		return []kernels{kernelsPlain, kernelsAVX2}
	case kernelsVNNI:
		return []kernels{kernelsPlain, kernelsAVX2, kernelsVNNI}
	case kernelsNEON:
		return []kernels{kernelsPlain, kernelsNEON}
	case kernelsDot:
		return []kernels{kernelsPlain, kernelsNEON, kernelsDot}
	}
	return []kernels{kernelsPlain}
}

// flipped returns activations as a set of kernels takes them.
func flipped(k kernels, activations []int8) []int8 {
	out := slices.Clone(activations)
	for i := range out {
		out[i] += int8(k.flip())
	}
	return out
}

func TestProductsAreExact(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 60 {
		width, columns, rows := 4*(1+random.IntN(400)), 1+random.IntN(100), rowTile*(1+random.IntN(3))
		weights, activations := make([]int8, columns*width), make([]int8, rows*width)
		for i := range weights {
			weights[i] = int8(random.IntN(255) - 127)
		}
		for i := range activations {
			activations[i] = int8(random.IntN(255) - 127)
		}
		if round < 4 { // the largest sums, of either sign
			for i := range weights {
				weights[i] = int8(127 - 254*(round&1))
			}
			for i := range activations {
				activations[i] = int8(127 - 127*(round&2))
			}
		}
		for _, k := range everySet() {
			m := newMatrix(k, weights, width, columns)
			out := make([]int32, rows*m.outputs)
			m.apply(k, flipped(k, activations), rows, out)
			for r := range rows {
				for c := range m.outputs {
					var want int32
					for i := 0; c < columns && i < width; i++ {
						want += int32(activations[r*width+i]) * int32(weights[c*width+i])
					}
					if got := out[r*m.outputs+c]; got != want {
						t.Fatalf("set %d, %d × %d × %d: row %d, column %d is %d, not %d", k, rows, width, columns, r, c, got, want)
					}
				}
			}
		}
	}
}

func TestRowsEqualTheirPlainTwins(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	numbers := func(n int, most int32) []int32 {
		out := make([]int32, n)
		for i := range out {
			out[i] = random.Int32N(2*most+1) - most
		}
		return out
	}
	table := new([geluEntries + 1]int16)
	for i := range table {
		table[i] = int16(random.IntN(1<<16) - 1<<15)
	}
	for range 200 {
		n := 32 * (1 + random.IntN(12))
		sums, columns, bias := numbers(n, 1<<25-1), numbers(n, 1<<15-1), numbers(n, 1<<20)
		state, gain := numbers(n, 1<<(1+random.IntN(18))), numbers(n, 1<<15-1)
		row, shift := 1+random.Int32N(maxUnits), 1+random.Uint32N(32)
		factor, powers := random.Int32N(1<<11), random.Uint32N(32)
		scores := numbers(n, 516128)
		scores[random.IntN(n)] = noPiece
		run := func(k kernels) (out [4][]int32, bytes [2][]int8, sum int32) {
			for i := range out {
				out[i] = make([]int32, n)
			}
			rescale(k, sums, columns, bias, row, shift, out[0])
			layerNorm(k, state, gain, bias, out[1])
			copy(out[2], state)
			gelu(k, table, out[2])
			out[3][0] = largest(k, state)
			bytes[0], bytes[1] = make([]int8, n), make([]int8, n)
			toBytes(k, state, out[3][0], k.flip(), bytes[0])
			sum = softmax(k, scores, factor, powers, bytes[1])
			for i := range bytes {
				for j := range bytes[i] {
					bytes[i][j] -= int8(k.flip())
				}
			}
			return out, bytes, sum
		}
		numbers, bytes, sum := run(kernelsPlain)
		for _, k := range everySet()[1:] {
			n, b, s := run(k)
			for i := range n {
				if !slices.Equal(n[i], numbers[i]) {
					t.Fatalf("set %d: numbers %d differ", k, i)
				}
			}
			for i := range b {
				if !slices.Equal(b[i], bytes[i]) {
					t.Fatalf("set %d: bytes %d differ", k, i)
				}
			}
			if s != sum {
				t.Fatalf("set %d: the sum of shares is %d, not %d", k, s, sum)
			}
		}
	}
}

func BenchmarkProduct(b *testing.B) {
	const rows, inputs, columns = 160, 384, 1536
	weights, activations := make([]int8, inputs*columns), make([]int8, rows*inputs)
	for _, k := range everySet() {
		m, out := newMatrix(k, weights, inputs, columns), make([]int32, rows*columns)
		b.Run([]string{"plain", "avx2", "vnni", "neon", "dot"}[k], func(b *testing.B) {
			b.SetBytes(2 * rows * inputs * columns) // so that bytes/s are operations/s
			b.ReportAllocs()
			for b.Loop() {
				m.apply(k, activations, rows, out)
			}
		})
	}
}
