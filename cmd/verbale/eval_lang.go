package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/conllu"
	"verbale.dev/verbale/internal/export/iob2"
	"verbale.dev/verbale/lang"
)

type evalLangCommand struct {
	Gold    string   `required:"" placeholder:"FILE" help:"A treebank in CoNLL-U, .gz or not."`
	Iob2    string   `name:"iob2" placeholder:"FILE" help:"Names of the same sentences in IOB2, told apart by sent_id."`
	Genre   []string `placeholder:"NAME" help:"Only documents of these genres: news,interview."`
	ByGenre bool     `help:"Also each genre apart, as the ids of GUM's and EWT's documents name it."`
}

// Help says how the figures come about.
func (*evalLangCommand) Help() string {
	return `The raw text under the treebank is read as anyone's text would be: the sentences
of a paragraph joined as SpaceAfter says, paragraphs by an empty line. The scores
are those of the CoNLL 2018 shared task, in per cent; names agree if extent and
label do.

Examples:
  verbale eval lang --gold en_gum-ud-dev.conllu --by-genre
  verbale eval lang --gold en_gum-ud-dev.conllu --genre news,speech`
}

// Run prints the scores.
func (c *evalLangCommand) Run(a *app) error {
	sentences, err := conllu.ReadFile(c.Gold)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	documents := evaluation.GoldDocuments(sentences)
	if len(c.Genre) > 0 {
		documents = slices.DeleteFunc(documents, func(d evaluation.GoldDocument) bool { return !slices.Contains(c.Genre, d.Genre()) })
		if len(documents) == 0 {
			return fmt.Errorf("%w: no document of the genre %s in %s", errUsage, strings.Join(c.Genre, ", "), c.Gold)
		}
	}
	analyzer := lang.NewAnalyzer()
	all, genres, err := evaluation.LanguageFromText(analyzer, documents)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "%s\tgold\tsystem\tprecision\trecall\tF1\t\n", "all")
	for _, m := range all.Measures() {
		scoreRow(w, m.Name, m.Score)
	}
	if c.Iob2 != "" {
		names, err := iob2.ReadFile(c.Iob2)
		if err != nil {
			return fmt.Errorf("%w: %w", errUsage, err)
		}
		entities, err := evaluation.EntitiesFromText(analyzer, documents, names)
		if err != nil {
			return err
		}
		scoreRow(w, "Names", entities.All)
		for _, label := range slices.Sorted(maps.Keys(entities.Labels)) {
			scoreRow(w, label, *entities.Labels[label])
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if c.ByGenre {
		if err := genreTable(a.stdout, genres); err != nil {
			return err
		}
	}
	return speed(a.stdout, analyzer, documents)
}

// speed prints how fast the texts are read once the analyzer is warm.
func speed(out io.Writer, analyzer *lang.Analyzer, documents []evaluation.GoldDocument) error {
	words := 0
	var spent time.Duration
	for _, d := range documents {
		text := conllu.RawText(d.Sentences)
		start := time.Now()
		words += len(analyzer.Analyze(text).Tokens)
		spent += time.Since(start)
	}
	_, err := fmt.Fprintf(out, "\n%.0f words a second on one core\n", float64(words)/max(spent.Seconds(), 1e-9))
	return err
}

func scoreRow(w io.Writer, name string, s evaluation.Score) {
	fmt.Fprintf(w, "%s\t%d\t%d\t%.2f\t%.2f\t%.2f\t\n", name, s.Gold, s.System, s.Precision(), s.Recall(), s.F1())
}

// genreTable prints F1 of each measure by genre.
func genreTable(out io.Writer, genres map[string]*evaluation.LanguageScores) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "\ngenre\twords\t")
	for _, m := range (&evaluation.LanguageScores{}).Measures() {
		fmt.Fprintf(w, "%s\t", m.Name)
	}
	fmt.Fprintln(w)
	for _, genre := range slices.Sorted(maps.Keys(genres)) {
		fmt.Fprintf(w, "%s\t%d\t", genre, genres[genre].Words.Gold)
		for _, m := range genres[genre].Measures() {
			fmt.Fprintf(w, "%.2f\t", m.Score.F1())
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}
