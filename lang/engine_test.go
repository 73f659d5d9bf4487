package lang_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbale.dev/verbale/lang"
)

const engineText = "The harbour master, Ida Brandt, told sailors that the lock would stay shut. “Not before May,” she said."

// TestOpenReadsAsTheShipped opens the model in the binary as a file: it has the same
// fingerprint and reads the same.
func TestOpenReadsAsTheShipped(t *testing.T) {
	t.Parallel()
	opened, err := lang.Open("english.model.zst")
	if err != nil {
		t.Fatal(err)
	}
	if opened.Fingerprint() != lang.Shipped().Fingerprint() {
		t.Errorf("the file is %s, the binary %s", opened.Fingerprint(), lang.Shipped().Fingerprint())
	}
	got, want := lang.NewAnalyzerOver(opened).Analyze(engineText), lang.NewAnalyzer().Analyze(engineText)
	for i, token := range want.Tokens {
		if got.Tokens[i] != token {
			t.Errorf("token %d is %+v, not %+v", i, got.Tokens[i], token)
		}
	}
	if len(want.Entities) == 0 || len(got.Entities) != len(want.Entities) {
		t.Errorf("%d names, not %d", len(got.Entities), len(want.Entities))
	}
}

// TestOpenRefuses checks what is said of files that are no models.
func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	if _, err := lang.Open(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	path := filepath.Join(t.TempDir(), "letter.model")
	if err := os.WriteFile(path, []byte("Dear sir, the lock is shut."), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := lang.Open(path); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a letter: %v", err)
	}
}

// counting is an engine that knows nothing but how many tokens there are.
type counting struct{ tokens *int }

func (c counting) Fingerprint() string              { return "counting-1" }
func (c counting) NewAnnotator() lang.Annotator     { return c }
func (c counting) Annotate(document *lang.Document) { *c.tokens += len(document.Tokens) }

// TestAnotherEngine checks that an Analyzer cuts the text for any engine, and that
// each has a fingerprint of its own.
func TestAnotherEngine(t *testing.T) {
	t.Parallel()
	n := 0
	document := lang.NewAnalyzerOver(counting{&n}).Analyze(engineText)
	if n == 0 || n != len(document.Tokens) || n != len(lang.Tokenize(engineText).Tokens) {
		t.Errorf("the engine saw %d tokens of %d", n, len(document.Tokens))
	}
	if a, b := lang.Fingerprint(counting{&n}), lang.Fingerprint(lang.Shipped()); a == b || !strings.HasPrefix(a, "counting-1-") {
		t.Errorf("fingerprints %s and %s", a, b)
	}
}

// TestTokenize checks that tokens and sentences are those of Analyze.
func TestTokenize(t *testing.T) {
	t.Parallel()
	got, want := lang.Tokenize(engineText), lang.NewAnalyzer().Analyze(engineText)
	for i, token := range want.Tokens {
		if got.Tokens[i].Span != token.Span || got.Tokens[i].Head != -1 || got.Tokens[i].UPOS != "" {
			t.Errorf("token %d is %+v", i, got.Tokens[i])
		}
	}
	for i, sentence := range want.Sentences {
		if got.Sentences[i].Span != sentence.Span || got.Sentences[i].Paragraph != sentence.Paragraph {
			t.Errorf("sentence %d is %+v", i, got.Sentences[i])
		}
	}
}

func BenchmarkTokenize(b *testing.B) {
	text := strings.Repeat(engineText+"\n\n", 100)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if len(lang.Tokenize(text).Tokens) == 0 {
			b.Fatal("no tokens")
		}
	}
}
