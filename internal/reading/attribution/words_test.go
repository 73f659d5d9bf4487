package attribution_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/attribution"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// TestWords reads the sentence of each word of the lexicon that can be a cue. What
// comes out stands in testdata/words.tsv, a line a word; with "wrong:" before it where
// there is no statement with the word in its cue and of the word's kind.
func TestWords(t *testing.T) {
	t.Parallel()
	golden := filepath.Join("testdata", "words.tsv")
	analyzer := lang.NewAnalyzer()
	words := lexicon.Load()
	var lines []string
	for table, list := range map[string][]*lexicon.Word{"noun": words.Nouns(), "verb": words.Verbs()} {
		for _, word := range list {
			if word.IsCue() && (table == "verb" || word.Kind != "") {
				lines = append(lines, fmt.Sprintf("%s\t%s\t%s", word.Lemma, table, readingOf(analyzer, words, word)))
			}
		}
	}
	got := strings.Join(slices.Sorted(slices.Values(lines)), "\n") + "\n"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for line := range strings.Lines(string(file)) {
		want[line] = true
	}
	for line := range strings.Lines(got) {
		if !want[line] {
			t.Errorf("not in testdata/words.tsv (-update writes it): %s", line)
		}
		delete(want, line)
	}
	for line := range want {
		t.Errorf("no longer read: %s", line)
	}
}

// readingOf is the statement that the sentence of a word is there for: its kind,
// source, cue and content.
func readingOf(analyzer *lang.Analyzer, words *lexicon.Lexicon, word *lexicon.Word) string {
	statements := attribution.Find(attribution.Shipped(), words, word.Lemma, page.New(analyzer.Analyze(word.Example), nil))
	kind := cmp.Or(word.Kind, verbale.Say)
	best := "wrong: no statement"
	for _, s := range statements {
		line := fmt.Sprintf("%s\t%s\t%s\t%s", s.Kind, textOf(s.Source), textOf(s.Cue), textOf(s.Content))
		switch {
		case !inCue(words, word, s.Cue):
		case s.Kind == kind || word.Sense != lexicon.Plain:
			return line
		default:
			best = "wrong: " + line
		}
	}
	return best
}

// inCue reports whether a word, or its first part, stands in a cue in one of its forms.
func inCue(words *lexicon.Lexicon, word *lexicon.Word, cue []verbale.Excerpt) bool {
	lemma, _, _ := strings.Cut(word.Lemma, " ")
	for _, e := range cue {
		for form := range strings.FieldsSeq(strings.ToLower(e.Text)) {
			if strings.TrimSuffix(form, "s") == lemma || form == lemma || words.Form(form).Lemma == lemma {
				return true
			}
		}
	}
	return false
}

func textOf(excerpts []verbale.Excerpt) string {
	var b strings.Builder
	for i, e := range excerpts {
		if i > 0 {
			b.WriteString(" … ")
		}
		b.WriteString(e.Text)
	}
	return b.String()
}
