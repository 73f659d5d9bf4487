package lang

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"
)

// altered returns file with the byte at offset changed.
func altered(file string, offset int) string {
	b := []byte(file)
	b[offset] ^= 0x10
	return string(b)
}

// signed returns file with a checksum that fits its bytes.
func signed(file string) string {
	b := []byte(file)
	binary.LittleEndian.PutUint32(b[24:], checksum(file[headerBytes:]))
	return string(b)
}

func TestBrokenModelsAreRefused(t *testing.T) {
	t.Parallel()
	otherVersion := []byte(shippedFile())
	otherVersion[8] = 77
	for _, test := range []struct{ name, file, says string }{
		{"empty", "", "does not begin as one"},
		{"something else", strings.Repeat("text ", 100), "does not begin as one"},
		{"cut in the middle", shippedFile()[:len(shippedFile())/2], "cut"},
		{"cut by a byte", shippedFile()[:len(shippedFile())-1], "cut"},
		{"header alone", shippedFile()[:headerBytes], "cut"},
		{"too long", shippedFile() + "x", "cut or grew"},
		{"another version", string(otherVersion), "version"},
		{"damaged weights", altered(shippedFile(), len(shippedFile())-1000), "damaged"},
		{"damaged table of contents", altered(shippedFile(), headerBytes+3), "damaged"},
		{"a tensor renamed", signed(altered(shippedFile(), headerBytes+3)), "missing"},
		{"a tensor of another kind", signed(altered(shippedFile(), headerBytes+40)), "not those of"},
		{"a tensor beyond the end", signed(altered(shippedFile(), headerBytes+62)), "end"},
	} {
		n, err := loadNetwork(test.file, fastestKernels())
		if err == nil || n != nil || !errors.Is(err, errModel) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: error %v, want one that says %q", test.name, err, test.says)
		}
	}
}

// FuzzModel flips bytes under a checksum that fits: whatever loads must also read.
func FuzzModel(f *testing.F) {
	f.Add(uint32(40), byte(1), "One word.")
	f.Add(uint32(100), byte(255), "Two words.")
	f.Add(uint32(headerBytes+entryBytes+44), byte(3), "Three.")
	f.Fuzz(func(t *testing.T, at uint32, value byte, text string) {
		if len(text) > 300 {
			return
		}
		b := []byte(shippedFile())
		b[headerBytes+int(at)%(60*entryBytes)] = value
		n, err := loadNetwork(signed(string(b)), fastestKernels())
		if err != nil {
			if !errors.Is(err, errModel) {
				t.Fatalf("an error of another kind: %v", err)
			}
			return
		}
		a := NewAnalyzer()
		a.annotator = &networkAnnotator{network: n}
		a.Analyze(text)
	})
}

func TestFoldedFeaturesEqualThoseOfTraining(t *testing.T) {
	t.Parallel()
	v := newVocabulary([]string{"the", "0000", "\"", "œuvre"})
	var f folder
	for form, want := range featuresOfTraining {
		if got := f.rows(form, v); got != want {
			t.Errorf("%q: rows %v, training has %v", form, got, want)
		}
	}
}

func TestLemmaRules(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ rule, form, want string }{
		{"l0+", "Peace", "peace"}, {"k0+", "NATO", "NATO"}, {"t0+", "LONDON", "London"},
		{"l2+be", "were", "webe"}, {"l1+", "Ärzte", "ärzt"}, {"l3+y", "parties", "party"},
		{"l9+go", "went", "go"}, {"l0+", "\xff", "\uFFFD"},
	} {
		rule, err := parseLemmaRule(test.rule)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(rule.apply(nil, test.form)); got != test.want {
			t.Errorf("%s of %q: %q, want %q", test.rule, test.form, got, test.want)
		}
	}
	for _, bad := range []string{"", "l", "l+", "x0+", "l-1+", "0+a"} {
		if _, err := parseLemmaRule(bad); err == nil {
			t.Errorf("%q was taken for a rule", bad)
		}
	}
}

// TestLemmasAreKnownWords: of two rules that are near each other the one counts
// whose lemma is a word.
func TestLemmasAreKnownWords(t *testing.T) {
	t.Parallel()
	a := NewAnalyzer()
	for _, test := range []struct{ text, form, want string }{
		{"It was the warmest day, he joked.", "joked", "joke"},
		{"The envoys blorked on Friday.", "envoys", "envoy"},
	} {
		d := a.Analyze(test.text)
		i := d.TokenAt(strings.Index(test.text, test.form))
		if got := d.Tokens[i].Lemma; got != test.want {
			t.Errorf("%s: the lemma of %s is %s, want %s", test.text, test.form, got, test.want)
		}
	}
}

// TestTornPackedModels checks what is said of packed files that are no packed models.
func TestTornPackedModels(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, file string }{
		{"cut in the middle", packedFile[:len(packedFile)/2]},
		{"magic alone", packedMagic},
		{"damaged", altered(packedFile, len(packedFile)/2)},
	} {
		if model, err := unpacked(test.file); err == nil {
			_, err = openModel(model)
			if err == nil {
				t.Errorf("%s: taken for a model", test.name)
			}
		} else if !errors.Is(err, errModel) {
			t.Errorf("%s: an error of another kind: %v", test.name, err)
		}
	}
	if got, want := headerOf(packedFile), shippedFile()[:headerBytes]; got != want {
		t.Errorf("the packed header is %q, not %q", got, want)
	}
}
