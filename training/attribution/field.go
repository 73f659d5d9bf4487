package main

import (
	"math"
	"math/rand/v2"
	"sync"

	"verbale.dev/verbale/internal/reading/crf"
)

// lesson is one run of words with their features, as rows of weights, and their
// gold labels.
type lesson struct {
	rows   []uint32 // of all words, one after the other
	ends   []int32  // rows of word i end at ends[i]
	labels []uint8
}

func newLesson(features [][]uint32, labels []uint8, bits int) lesson {
	l := lesson{labels: labels, ends: make([]int32, 0, len(features))}
	n := 0
	for _, fs := range features {
		n += len(fs)
	}
	l.rows = make([]uint32, 0, n)
	for _, fs := range features {
		for _, f := range fs {
			l.rows = append(l.rows, crf.Row(f, bits))
		}
		l.ends = append(l.ends, int32(len(l.rows)))
	}
	return l
}

// word returns the rows of word i.
func (l *lesson) word(i int) []uint32 {
	start := int32(0)
	if i > 0 {
		start = l.ends[i-1]
	}
	return l.rows[start:l.ends[i]]
}

// prune takes out the rows that were seen less often than cutoff.
func (l *lesson) prune(seen []uint8, cutoff int) {
	kept, start := l.rows[:0], int32(0)
	for i, end := range l.ends {
		for _, r := range l.rows[start:end] {
			if int(seen[r]) >= cutoff {
				kept = append(kept, r)
			}
		}
		start, l.ends[i] = end, int32(len(kept))
	}
	l.rows = kept
}

// recipe says how a field is trained.
type recipe struct {
	bits, labels int
	cutoff       int // rows seen less often keep weight 0
	epochs       int
	rate, decay  float64
	seed         uint64
}

// field is a conditional random field in training.
type field struct {
	recipe
	weights     []float32
	squares     []float32
	transitions []float64 // natural; -Inf where forbidden
	tSquares    []float64
	forward     []float64
	backward    []float64
	factors     []float64
	exp         []float64
	marginals   []float64
}

// trainMean trains members fields that see the lessons in different orders, and
// returns one with the mean of their weights, which is better than any of them
// (PolNeAR dev: two against one, content exact F1 +0.9). The lessons lose the
// rows that are seen too seldom.
func trainMean(lessons []lesson, allowed []int16, r recipe, members int) *field {
	seen := make([]uint8, 1<<r.bits)
	for i := range lessons {
		l := &lessons[i]
		for _, row := range l.rows[:l.ends[len(l.ends)-1]] {
			if seen[row] < 255 {
				seen[row]++
			}
		}
	}
	for i := range lessons {
		lessons[i].prune(seen, r.cutoff)
	}
	fields := make([]*field, members)
	var group sync.WaitGroup
	for m := range fields {
		group.Go(func() {
			own := r
			own.seed += uint64(m) * 100
			fields[m] = train(lessons, allowed, own)
		})
	}
	group.Wait()
	mean := fields[0]
	for _, f := range fields[1:] {
		for i, w := range f.weights {
			mean.weights[i] += w
		}
		for i, w := range f.transitions {
			mean.transitions[i] += w
		}
	}
	for i := range mean.weights {
		mean.weights[i] /= float32(members)
	}
	for i := range mean.transitions {
		mean.transitions[i] /= float64(members)
	}
	return mean
}

// train fits weights to lessons by AdaGrad, in an order fixed by the seed. The
// weights are the mean of those after each pass of the second half.
func train(lessons []lesson, allowed []int16, r recipe) *field {
	f := &field{recipe: r}
	size := r.labels << r.bits
	f.weights, f.squares = make([]float32, size), make([]float32, size)
	f.transitions, f.tSquares = make([]float64, len(allowed)), make([]float64, len(allowed))
	for i, t := range allowed {
		if t == crf.Forbidden {
			f.transitions[i] = math.Inf(-1)
		}
	}
	random := rand.New(rand.NewPCG(r.seed, 2026))
	sum, tSum, summed := make([]float32, size), make([]float64, len(allowed)), 0
	order := random.Perm(len(lessons))
	for epoch := range r.epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			f.learn(&lessons[i])
		}
		if epoch*2 >= r.epochs {
			summed++
			for i, w := range f.weights {
				sum[i] += w
			}
			for i, w := range f.transitions {
				tSum[i] += w
			}
		}
	}
	for i := range sum {
		f.weights[i] = sum[i] / float32(summed)
	}
	for i := range tSum {
		f.transitions[i] = tSum[i] / float64(summed)
	}
	return f
}

// infer fills in factors, forward, backward and marginals of a lesson.
func (f *field) infer(l *lesson) {
	n, k := len(l.labels), f.labels
	f.factors, f.forward = resize(f.factors, n*k), resize(f.forward, n*k)
	f.backward, f.marginals = resize(f.backward, n*k), resize(f.marginals, n*k)
	f.exp = resize(f.exp, len(f.transitions))
	for i, t := range f.transitions {
		f.exp[i] = math.Exp(t)
	}
	for i := range n {
		row := f.factors[i*k : (i+1)*k]
		clear(row)
		for _, r := range l.word(i) {
			for j, w := range f.weights[int(r)*k : (int(r)+1)*k] {
				row[j] += float64(w)
			}
		}
		top := row[0]
		for _, x := range row {
			top = max(top, x)
		}
		for j := range row {
			row[j] = math.Exp(row[j] - top)
		}
	}
	for i := range n {
		sum := 0.0
		for j := range k {
			in := f.exp[k*k+j]
			if i > 0 {
				in = 0
				for p := range k {
					in += f.forward[(i-1)*k+p] * f.exp[p*k+j]
				}
			}
			x := in * f.factors[i*k+j]
			f.forward[i*k+j] = x
			sum += x
		}
		for j := range k {
			f.forward[i*k+j] /= sum
		}
	}
	for j := range k {
		f.backward[(n-1)*k+j] = 1
	}
	for i := n - 2; i >= 0; i-- {
		sum := 0.0
		for j := range k {
			x := 0.0
			for q := range k {
				x += f.exp[j*k+q] * f.factors[(i+1)*k+q] * f.backward[(i+1)*k+q]
			}
			f.backward[i*k+j] = x
			sum += x
		}
		for j := range k {
			f.backward[i*k+j] /= sum
		}
	}
	for i := range n {
		sum := 0.0
		for j := range k {
			f.marginals[i*k+j] = f.forward[i*k+j] * f.backward[i*k+j]
			sum += f.marginals[i*k+j]
		}
		for j := range k {
			f.marginals[i*k+j] /= sum
		}
	}
}

// settledAt is the error of a word's labels below which its weights stay: most
// words are settled after the first pass, which makes the others several times
// faster at no loss (PolNeAR dev).
const settledAt = 0.01

// learn takes one step down the gradient of a lesson.
func (f *field) learn(l *lesson) {
	n, k := len(l.labels), f.labels
	if n == 0 {
		return
	}
	f.infer(l)
	gradient := make([]float64, len(f.transitions))
	for j := range k {
		gradient[k*k+j] = f.marginals[j]
	}
	gradient[k*k+int(l.labels[0])]--
	pair := make([]float64, k*k)
	for i := 1; i < n; i++ {
		sum := 0.0
		for p := range k {
			for j := range k {
				x := f.forward[(i-1)*k+p] * f.exp[p*k+j] * f.factors[i*k+j] * f.backward[i*k+j]
				pair[p*k+j] = x
				sum += x
			}
		}
		for at, x := range pair {
			gradient[at] += x / sum
		}
		gradient[int(l.labels[i-1])*k+int(l.labels[i])]--
	}
	for i := range n {
		g := f.marginals[i*k : (i+1)*k]
		g[l.labels[i]]--
		settled := true
		for _, x := range g {
			if x > settledAt || x < -settledAt {
				settled = false
			}
		}
		if settled {
			continue
		}
		for _, r := range l.word(i) {
			at := int(r) * k
			for j, x := range g {
				w := &f.weights[at+j]
				d := float32(x) + float32(f.decay)**w
				f.squares[at+j] += d * d
				*w -= float32(f.rate) * d / float32(math.Sqrt(float64(f.squares[at+j]))+1e-6)
			}
		}
	}
	for i, d := range gradient {
		if math.IsInf(f.transitions[i], -1) {
			continue
		}
		f.tSquares[i] += d * d
		f.transitions[i] -= f.rate * d / (math.Sqrt(f.tSquares[i]) + 1e-6)
	}
}

// model rounds the weights to integers of which unit are one.
func (f *field) model(unit int) *crf.Model {
	m := &crf.Model{Labels: f.labels, Bits: f.bits, Unit: unit, Weights: make([]int8, len(f.weights)), Transitions: make([]int16, len(f.transitions))}
	for i, w := range f.weights {
		m.Weights[i] = int8(max(-127, min(127, math.Round(float64(w)*float64(unit)))))
	}
	for i, t := range f.transitions {
		m.Transitions[i] = crf.Forbidden
		if !math.IsInf(t, -1) {
			m.Transitions[i] = int16(max(-32767, min(32767, math.Round(t*float64(unit)))))
		}
	}
	return m
}

func resize(s []float64, n int) []float64 {
	if cap(s) >= n {
		return s[:n]
	}
	return make([]float64, n, n+n/2)
}
