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
		segments := 1 + 2*random.IntN(2)
		width := 16 * (1 + random.IntN(16))
		columns := 1 + random.IntN(100)
		weights := make([]byte, columns*width*segments)
		for i := range weights {
			weights[i] = byte(random.IntN(255) - 127)
		}
		bias, shift := make([]int32, columns), make([]int32, columns)
		for i := range bias {
			bias[i], shift[i] = random.Int32N(1<<20)-1<<19, random.Int32N(20)
		}
		packed := map[kernels]*matrix{}
		for _, k := range append(sets(), kernelsPlain) {
			packed[k] = newMatrix(k, string(weights), width*segments, bias, shift)
		}
		m := packed[kernelsPlain]
		rows := rowTile * (1 + random.IntN(4))
		l := layout{rows: rows, segments: segments}
		activations := make([]int16, (rows+8)*width)
		for i := range activations {
			activations[i] = int16(random.IntN(8191) - 4095)
		}
		for range rows * segments {
			l.offsets = append(l.offsets, int64(2*width*random.IntN(rows+8)))
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
			m.apply(kernelsPlain, activations, l, want, add)
			for _, k := range sets() {
				got := slices.Clone(before)
				packed[k].apply(k, activations, l, got, add)
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
	l := layout{rows: rows, segments: 3}
	for i := range int64(3 * rows) {
		l.offsets = append(l.offsets, i%rows*2*width)
	}
	a, out := make([]int16, rows*width), make([]int32, rows*256)
	for i := range a {
		a[i] = int16(i)
	}
	for _, k := range append(sets(), kernelsPlain) {
		b.Run([]string{"plain", "avx2", "vnni", "neon"}[k], func(b *testing.B) {
			m := newMatrix(k, string(make([]byte, 256*3*width)), 3*width, make([]int32, 256), make([]int32, 256))
			for b.Loop() {
				m.apply(k, a, l, out, false)
			}
			b.ReportMetric(float64(b.N)*rows*256*3*width/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}
