package lang

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// sets are the kernels that this processor has beside the plain ones.
func sets() []kernels {
	switch fastestKernels() {
	case kernelsAVX2:
		return []kernels{kernelsAVX2}
	case kernelsVNNI:
		return []kernels{kernelsAVX2, kernelsVNNI}
	case kernelsNEON:
		return []kernels{kernelsNEON}
	}
	return nil
}

func TestKernelsEqualTheirPlainTwin(t *testing.T) {
	t.Parallel()
	if len(sets()) == 0 {
		t.Skip("this build or processor has the plain kernels alone")
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		width := 16 * (1 + random.IntN(16))
		columns := 1 + random.IntN(100)
		weights := make([]int16, columns*width)
		for i := range weights {
			weights[i] = int16(random.IntN(255) - 127)
		}
		bias, shift := make([]int32, columns), make([]int32, columns)
		for i := range bias {
			bias[i], shift[i] = random.Int32N(1<<20)-1<<19, random.Int32N(20)
		}
		packed := map[kernels]*matrix{}
		for _, k := range everySet() {
			packed[k] = newMatrix(k, weights, width, bias, shift)
		}
		m := packed[kernelsPlain]
		rows := rowTile * (1 + random.IntN(4))
		activations := make([]int16, (rows+8)*width)
		for i := range activations {
			activations[i] = int16(random.IntN(8191) - 4095)
		}
		before := make([]int32, rows*m.outputs)
		for i := range before {
			before[i] = random.Int32N(1000)
		}
		x := make([]int32, 16*(1+random.IntN(16)))
		row := make([]byte, len(x))
		for i := range x {
			x[i], row[i] = random.Int32N(1<<20)-1<<19, byte(random.IntN(256))
		}
		if n := len(x); n&(n-1) != 0 {
			x, row = x[:16], row[:16]
		}
		for _, add := range []bool{false, true} {
			want := slices.Clone(before)
			m.apply(kernelsPlain, activations, rows, want, add)
			for _, k := range sets() {
				got := slices.Clone(before)
				packed[k].apply(k, activations, rows, got, add)
				if !slices.Equal(got, want) {
					t.Fatalf("set %d, %d × %d × %d, add %v: the products differ", k, rows, width, columns, add)
				}
			}
		}
		for _, k := range sets() {
			y, z := make([]int16, len(x)), make([]int16, len(x))
			normalise(kernelsPlain, x, y)
			normalise(k, x, z)
			if !slices.Equal(y, z) {
				t.Fatalf("set %d: normalised rows differ", k)
			}
			clamp(kernelsPlain, x, y, -2048, 2047)
			clamp(k, x, z, -2048, 2047)
			if !slices.Equal(y, z) {
				t.Fatalf("set %d: clamped rows differ", k)
			}
			p, q := slices.Clone(x), slices.Clone(x)
			addRow(kernelsPlain, string(row), p)
			addRow(k, string(row), q)
			if !slices.Equal(p, q) {
				t.Fatalf("set %d: added rows differ", k)
			}
			n := rows
			d, e := make([]int32, n), make([]int32, n)
			dots(kernelsPlain, activations[:width], activations[width:], n, d)
			dots(k, activations[:width], activations[width:], n, e)
			if !slices.Equal(d, e) {
				t.Fatalf("set %d: inner products differ", k)
			}
		}
	}
}

// everySet are the kernels that this build and processor have.
func everySet() []kernels { return append(sets(), kernelsPlain) }

func randomLayer(random *rand.Rand, columns, inputs int) (weights []byte, bias, shift []int32) {
	weights = make([]byte, columns*inputs)
	for i := range weights {
		weights[i] = byte(random.IntN(255) - 127)
	}
	bias, shift = make([]int32, columns), make([]int32, columns)
	for i := range bias {
		bias[i], shift[i] = random.Int32N(1<<20)-1<<19, random.Int32N(20)
	}
	return weights, bias, shift
}

// TestSparseIsTheProduct compares with the product of all activations.
func TestSparseIsTheProduct(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	for range 40 {
		width, columns, rows := gatherLanes*(1+random.IntN(8)), 1+random.IntN(200), 1+random.IntN(20)
		weights, bias, shift := randomLayer(random, columns, width)
		activations := make([]int16, rows*width)
		few := random.IntN(101)
		for i := range activations {
			if random.IntN(100) < few {
				activations[i] = int16(random.IntN(8192))
			}
		}
		dense := newMatrix(kernelsPlain, tensor{data: string(weights)}.int16s(), width, bias, shift)
		for _, k := range everySet() {
			m := newSparse(k, string(weights), width, bias, shift)
			var p pairs
			p.gather(k, activations, width)
			for _, add := range []bool{false, true} {
				want, got := make([]int32, rows*dense.outputs), make([]int32, rows*m.outputs)
				for r := range rows {
					for c := range columns {
						want[r*dense.outputs+c] = int32(r ^ c)
						got[r*m.outputs+c] = int32(r ^ c)
					}
				}
				dense.apply(kernelsPlain, activations, rows, want, add)
				m.apply(k, &p, got, add)
				for r := range rows {
					if !slices.Equal(got[r*m.outputs:][:columns], want[r*dense.outputs:][:columns]) {
						t.Fatalf("set %d, %d × %d × %d, add %v: row %d differs", k, rows, width, columns, add, r)
					}
				}
			}
		}
	}
}

// TestConvolutionIsTheProduct compares with the product over three words at a time.
func TestConvolutionIsTheProduct(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 8))
	for range 40 {
		width, columns, distance := 16*(1+random.IntN(16)), 1+random.IntN(100), 1+random.IntN(5)
		weights, bias, shift := randomLayer(random, columns, 3*width)
		var units []unit
		words := 0
		for range 1 + random.IntN(4) {
			length := 1 + random.IntN(12)
			units = append(units, unit{first: words, last: words + length})
			words += length
		}
		y := make([]int16, (1+words)*width)
		for i := range y[width:] {
			y[width+i] = int16(random.IntN(8191) - 4095)
		}
		for _, k := range everySet() {
			c := newConvolution(k, string(weights), width, bias, shift)
			got := make([]int16, (words+1)*c.outputs)
			var s convolutionScratch
			c.apply(k, &s, y, units, distance, got)
			for _, u := range units {
				for i := u.first; i < u.last; i++ {
					for column := range columns {
						sum := bias[column]
						for n, j := range []int{i - distance, i, i + distance} {
							if j < u.first || j >= u.last {
								continue
							}
							for x := range width {
								sum += int32(y[(1+j)*width+x]) * int32(int8(weights[(3*column+n)*width+x]))
							}
						}
						want := int16(min(max(sum>>shift[column], 0), unitMost))
						if v := got[i*c.outputs+column]; v != want {
							t.Fatalf("set %d, %d columns of %d, distance %d, units %v: word %d, column %d is %d, not %d",
								k, columns, width, distance, units, i, column, v, want)
						}
					}
				}
			}
		}
	}
}

func TestSquareRoot(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	for i := range uint64(20000) {
		v := i
		if i > 10000 {
			v = random.Uint64() >> (2 + random.IntN(60))
		}
		if s := squareRoot(v); s*s > v || (s+1)*(s+1) <= v {
			t.Fatalf("squareRoot(%d) = %d", v, s)
		}
	}
}

func BenchmarkMultiply(b *testing.B) {
	const width, rows = 256, 64
	a, out := make([]int16, rows*width), make([]int32, rows*256)
	for i := range a {
		a[i] = int16(i)
	}
	for _, k := range everySet() {
		b.Run([]string{"plain", "avx2", "vnni", "neon"}[k], func(b *testing.B) {
			m := newMatrix(k, make([]int16, 256*width), width, make([]int32, 256), make([]int32, 256))
			for b.Loop() {
				m.apply(k, a, rows, out, false)
			}
			b.ReportMetric(float64(b.N)*rows*256*width/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}
