package crf_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"verbale.dev/verbale/internal/reading/crf"
)

// drawModel makes a small model with small weights, so that ties are frequent.
func drawModel(t *rapid.T) *crf.Model {
	labels := rapid.IntRange(2, 4).Draw(t, "labels")
	m := &crf.Model{Labels: labels, Bits: 4, Unit: 8, Weights: make([]int8, labels<<4), Transitions: make([]int16, (labels+1)*labels)}
	for i := range m.Weights {
		m.Weights[i] = int8(rapid.IntRange(-3, 3).Draw(t, "weight"))
	}
	for i := range m.Transitions {
		m.Transitions[i] = int16(rapid.IntRange(-3, 3).Draw(t, "transition"))
	}
	return m
}

func drawFeatures(t *rapid.T) [][]uint32 {
	return rapid.SliceOfN(rapid.SliceOfN(rapid.Uint32Range(0, 40), 0, 3), 1, 5).Draw(t, "features")
}

// sum is the score of a path.
func sum(m *crf.Model, features [][]uint32, path []int) int {
	total, from := 0, m.Labels
	for i, label := range path {
		total += int(m.Transitions[from*m.Labels+label])
		for _, f := range features[i] {
			total += int(m.Weights[int(crf.Row(f, m.Bits))*m.Labels+label])
		}
		from = label
	}
	return total
}

// paths yields every path of n labels.
func paths(n, labels int, yield func([]int)) {
	path := make([]int, n)
	var fill func(int)
	fill = func(i int) {
		if i == n {
			yield(path)
			return
		}
		for path[i] = 0; path[i] < labels; path[i]++ {
			fill(i + 1)
		}
	}
	fill(0)
}

func TestDecodeFindsTheBestPath(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m, features := drawModel(t), drawFeatures(t)
		var d crf.Decoder
		var got []int
		for _, label := range d.Decode(m, features, nil) {
			got = append(got, int(label))
		}
		best := -1 << 30
		with := make([][]int, len(features)) // best sum with a label at a word
		for i := range with {
			with[i] = slices.Repeat([]int{-1 << 30}, m.Labels)
		}
		paths(len(features), m.Labels, func(path []int) {
			s := sum(m, features, path)
			best = max(best, s)
			for i, label := range path {
				with[i][label] = max(with[i][label], s)
			}
		})
		if s := sum(m, features, got); s != best {
			t.Fatalf("Decode takes %v with %d, the best has %d", got, s, best)
		}
		for label := range m.Labels {
			for i, margin := range d.Margins(m, label) {
				if int(margin) != best-with[i][label] {
					t.Fatalf("margin of label %d at word %d is %d, want %d", label, i, margin, best-with[i][label])
				}
			}
		}
	})
}

func TestDecodeKeepsToWhatIsAllowed(t *testing.T) {
	t.Parallel()
	m := &crf.Model{Labels: 2, Bits: 1, Unit: 1, Weights: make([]int8, 4), Transitions: []int16{0, 9, 9, crf.Forbidden, 0, 0}}
	var d crf.Decoder
	features := [][]uint32{{}, {}, {}, {}}
	got := d.Decode(m, features, nil)
	for i := 1; i < len(got); i++ {
		if got[i-1] == 1 && got[i] == 1 {
			t.Errorf("labels %v hold the forbidden transition", got)
		}
	}
	if got := d.Decode(m, features, func(word, label int) bool { return label == 0 }); slices.Contains(got, 1) {
		t.Errorf("labels %v hold one that is not allowed", got)
	}
	if got := d.Decode(m, nil, nil); len(got) != 0 {
		t.Errorf("labels of nothing: %v", got)
	}
}

func TestTiesGoToTheLowerLabel(t *testing.T) {
	t.Parallel()
	m := &crf.Model{Labels: 3, Bits: 1, Unit: 1, Weights: make([]int8, 6), Transitions: make([]int16, 12)}
	var d crf.Decoder
	if got := d.Decode(m, make([][]uint32, 4), nil); !slices.Equal(got, []uint8{0, 0, 0, 0}) {
		t.Errorf("labels of equal weight are %v", got)
	}
}

func TestFile(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := drawModel(t)
		file, err := m.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := crf.Parse(file)
		if err != nil {
			t.Fatal(err)
		}
		if got.Labels != m.Labels || got.Bits != m.Bits || got.Unit != m.Unit || !slices.Equal(got.Weights, m.Weights) || !slices.Equal(got.Transitions, m.Transitions) {
			t.Fatal("what was written is not what is read")
		}
		if _, err := crf.Parse(file[:len(file)/2]); !errors.Is(err, crf.ErrDamaged) {
			t.Fatalf("half a file: %v", err)
		}
	})
}

func FuzzParse(f *testing.F) {
	m := &crf.Model{Labels: 2, Bits: 1, Unit: 1, Weights: make([]int8, 4), Transitions: make([]int16, 6)}
	file, err := m.Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file)
	f.Add([]byte("VBCHN"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if m, err := crf.Parse(file); err == nil && len(m.Weights) != m.Labels<<m.Bits {
			t.Fatal("a model that is not whole")
		}
	})
}
