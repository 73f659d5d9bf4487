package encoder

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"verbale.dev/verbale/lang"
)

// smallModel returns a file of random weights, as load takes it: what comes out
// means nothing, but is the same everywhere.
func smallModel() string {
	const hidden, layers, inner, positions, width = 64, 2, 96, maxWindow, 32
	vocabulary := []string{"[UNK]", "[CLS]", "[SEP]"}
	for c := 'a'; c <= 'z'; c++ {
		vocabulary = append(vocabulary, string(c), "##"+string(c))
	}
	vocabulary = append(vocabulary, "said", "the", "\"", ".", ",", "##ing", "é")
	random := rand.New(rand.NewPCG(7, 8))
	var body bytes.Buffer
	pad := func() { body.Write(make([]byte, roundUp(body.Len(), align)-body.Len())) }
	weights := func(n int) {
		for range n {
			body.WriteByte(byte(int8(random.IntN(255) - 127)))
		}
		pad()
	}
	numbers := func(n int, least, most int32) {
		for range n {
			_ = binary.Write(&body, binary.LittleEndian, least+random.Int32N(most-least+1))
		}
		pad()
	}
	normal := func() { numbers(hidden, 1<<11, 1<<12); numbers(hidden, -200, 200) }
	linear := func(outputs, inputs int) {
		weights(outputs * inputs)
		numbers(outputs, 1<<13, 1<<14)
		numbers(outputs, -500, 500)
		numbers(1, 28, 28)
	}
	lines := strings.Join(vocabulary, "\n")
	body.WriteString(lines)
	pad()
	weights(len(vocabulary) * hidden)
	numbers(len(vocabulary), 1000, 2000)
	numbers(positions*hidden, -1<<12, 1<<12)
	numbers(shapes*hidden, -1<<12, 1<<12)
	normal()
	for range layers {
		linear(3*hidden, hidden)
		linear(hidden, hidden)
		normal()
		linear(inner, hidden)
		linear(hidden, inner)
		normal()
	}
	for i := range geluEntries {
		_ = binary.Write(&body, binary.LittleEndian, int16(max(i-geluEntries/2, 0)<<geluStepBits))
	}
	pad()
	linear(tags+innerTags+columnsOfWidth*width, hidden)
	numbers(sorts*width, -500, 500)
	numbers(distances*width, -500, 500)
	linear(tags, width)
	numbers(sorts*tags, 0, 1<<trustBits)
	for _, n := range []int{tags, innerTags, tags, tags} {
		for from := range n {
			for to := range n {
				step := random.Int32N(200)
				if to > 0 && !begins(to) && (from+1)/2 != to/2 {
					step = impossible
				}
				_ = binary.Write(&body, binary.LittleEndian, step)
			}
		}
		pad()
	}
	numbers(sorts, -300, 300)
	header := make([]byte, headerBytes)
	copy(header, modelMagic)
	binary.LittleEndian.PutUint32(header[8:], modelVersion)
	binary.LittleEndian.PutUint64(header[16:], uint64(headerBytes+body.Len()))
	for i, n := range []int{len(vocabulary), len(lines), hidden, layers, inner, positions, width} {
		binary.LittleEndian.PutUint32(header[24+4*i:], uint32(n))
	}
	return sealed(append(header, body.Bytes()...))
}

// sealed returns a file with its checksum put right.
func sealed(file []byte) string {
	binary.LittleEndian.PutUint32(file[12:], checksum(string(file[16:])))
	return string(file)
}

func loadSmall(t testing.TB, k kernels) *Model {
	t.Helper()
	m, err := load(smallModel(), k)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestModelsThatAreDamagedAreRefused(t *testing.T) {
	t.Parallel()
	whole := smallModel()
	change := func(at int, to byte) []byte {
		b := []byte(whole)
		b[at] = to
		return b
	}
	cases := []struct {
		name, file, want string
	}{
		{"empty", "", "does not begin"},
		{"another file", strings.Repeat("x", 500), "does not begin"},
		{"another version", string(change(8, 99)), "format 99"},
		{"cut", whole[:len(whole)-1], "it was cut or grew"},
		{"grown", whole + "x", "it was cut or grew"},
		{"a bit", string(change(len(whole)/2, whole[len(whole)/2]^1)), "checksum"},
		{"other sizes", sealed(change(32, 96)), "encoder: not a model"},
		{"no width", sealed(change(32, 0)), "states are 0 wide"},
		{"few positions", sealed(change(44, 3)), "3 positions"},
		{"another vocabulary", sealed(change(24, 5)), "not 5"},
	}
	for _, c := range cases {
		m, err := Load(c.file)
		if !errors.Is(err, errModel) || m != nil && err == nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, without %q", c.name, err, c.want)
		}
	}
}

// checkAttributions fails on spans that break what Attribution promises.
func checkAttributions(t interface {
	Helper()
	Fatalf(string, ...any)
}, text string, paragraphs []lang.Span, list []Attribution,
) {
	t.Helper()
	for _, a := range list {
		if len(a.Cue) == 0 {
			t.Fatalf("an attribution without a cue in %q", text)
		}
		for _, spans := range [][]lang.Span{a.Source, a.Cue, a.Content} {
			last := 0
			for _, s := range spans {
				inside := false
				for _, p := range paragraphs {
					inside = inside || s.Start >= p.Start && s.End <= p.End
				}
				if s.Start < last || s.End <= s.Start || !inside {
					t.Fatalf("spans %v in %q", spans, text)
				}
				last = s.End
			}
		}
	}
}

func TestSetsOfKernelsReadAlike(t *testing.T) {
	t.Parallel()
	var readers []*Reader
	for _, k := range everySet() {
		readers = append(readers, loadSmall(t, k).NewReader())
	}
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"said", "The", "ANNA", "x", "\"", ".", ",", "\n", "\n\n", "going", "é", "漢", "a_b", "12"}), 0, 400).Draw(t, "words")
		text := strings.Join(words, " ") + rapid.String().Draw(t, "rest")
		paragraphs := Paragraphs(text)
		want := readers[0].Read(text, paragraphs)
		found += len(want)
		checkAttributions(t, text, paragraphs, want)
		for i, r := range readers {
			if got := r.Read(text, paragraphs); !reflect.DeepEqual(got, want) {
				t.Fatalf("set %d reads otherwise:\n%v\n%v", i, got, want)
			}
		}
	})
	if found == 0 {
		t.Error("nothing was found in any text")
	}
}

// TestLongTextsAreReadInPieces: a paragraph longer than any window, and more words
// than are kept.
func TestLongTextsAreReadInPieces(t *testing.T) {
	t.Parallel()
	r := loadSmall(t, fastestKernels()).NewReader()
	line := strings.Repeat("Anna said \"the end\", ", 3000)
	for _, text := range []string{line, strings.Repeat(line[:200]+"\n", 300), strings.Repeat("x", 1<<20), "", "\n\n \n"} {
		list := r.Read(text, Paragraphs(text))
		checkAttributions(t, text[:min(len(text), 20)], Paragraphs(text), list)
		if len(text) == len(line) && len(list) < 100 {
			t.Errorf("%d attributions in a paragraph of 18,000 words", len(list))
		}
	}
}

func TestScratchIsReused(t *testing.T) {
	r := loadSmall(t, fastestKernels()).NewReader()
	text := strings.Repeat("x y z. ", 2000)
	paragraphs := Paragraphs(text)
	r.Read(text, paragraphs)
	list := r.Read(text, paragraphs)
	// What is left is what is given back: a slice of attributions, grown a few times, and three a row.
	if n, most := testing.AllocsPerRun(3, func() { r.Read(text, paragraphs) }), float64(30+6*len(list)); n > most {
		t.Errorf("%v allocations for %d attributions", n, len(list))
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Anna said \"the end\".\nBen: no")
	f.Add("\xff\xfe said \x00")
	r := loadSmall(f, fastestKernels()).NewReader()
	f.Fuzz(func(t *testing.T, text string) {
		paragraphs := Paragraphs(text)
		checkAttributions(t, text, paragraphs, r.Read(text, paragraphs))
	})
}

func FuzzLoad(f *testing.F) {
	whole := smallModel()
	f.Add(uint32(30), []byte{1})
	f.Fuzz(func(t *testing.T, at uint32, change []byte) {
		file := []byte(whole)
		copy(file[int(at)%len(file):], change)
		if m, err := Load(sealed(file)); err == nil {
			m.NewReader().Read("Anna said so.", Paragraphs("Anna said so."))
		}
	})
}
