package actor_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/actor"
	"verbale.dev/verbale/internal/reading/attribution"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

var update = flag.Bool("update", false, "write testdata/words.tsv anew; read the difference before you commit it")

// mentionable are the traits of nouns that are mentions of actors or papers by
// themselves or as the last word of a name.
const mentionable = lexicon.Person | lexicon.Noble | lexicon.Source | lexicon.Adherent | lexicon.Body | lexicon.Paper

// TestWords finds the actors in the sentence of each noun of the lexicon that can mean
// one. The mention that ends in the noun stands in testdata/words.tsv with its form and
// type, a line a noun; "wrong: no mention" where there is none.
func TestWords(t *testing.T) {
	t.Parallel()
	golden := filepath.Join("testdata", "words.tsv")
	analyzer := lang.NewAnalyzer()
	words := lexicon.Load()
	var lines []string
	for _, noun := range words.Nouns() {
		if noun.Has(mentionable) {
			doc := analyzer.Analyze(noun.Example)
			p := page.New(doc, nil)
			statements := attribution.Find(attribution.Shipped(), words, noun.Lemma, p)
			mentions := actor.Find(actor.Shipped(), words, p, actor.Setting{}).Resolve(statements).Mentions
			lines = append(lines, noun.Lemma+"\t"+mentionOf(words, noun, doc, mentions))
		}
	}
	got := strings.Join(lines, "\n") + "\n"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	was := slices.Collect(strings.Lines(string(want)))
	for line := range strings.Lines(got) {
		if !slices.Contains(was, line) {
			t.Errorf("not in testdata/words.tsv (-update writes it): %s", line)
		}
	}
	if len(was) != len(lines) {
		t.Errorf("%d lines in testdata/words.tsv, %d nouns", len(was), len(lines))
	}
}

func mentionOf(words *lexicon.Lexicon, noun *lexicon.Word, doc *lang.Document, mentions []verbale.Mention) string {
	for _, m := range mentions {
		for i := m.First; i < m.Last; i++ {
			if words.NounForm(strings.ToLower(doc.Form(i))) == noun {
				return fmt.Sprintf("%s\t%s\t%s", m.Form, m.Type, m.Text)
			}
		}
	}
	return "wrong: no mention"
}
