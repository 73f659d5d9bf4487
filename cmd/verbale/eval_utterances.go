package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/derive/utterance"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/excerpt"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/reading"
)

type evalUtterancesCommand struct {
	Pairs  string         `placeholder:"FILE" help:"Pairs of quotations, one a line of JSON, perhaps compressed."`
	Masked uint64         `placeholder:"SEED" help:"Leave out half of the words of one side of each pair, at random from this seed, and measure on those."`
	Gold   string         `placeholder:"GOLD" help:"A folder of gold files, or a .jsonl file of the stand-off form, as docs/gold.md defines them."`
	Errors bool           `help:"Also everything on which gold and Verbale differ."`
	Engine reading.Engine `default:"thorough" enum:"fast,thorough" help:"What leads in finding statements: fast or thorough."`
	Paths  []string       `arg:"" optional:"" name:"path" help:"Where the annotated reports are; they alone are read, into a dossier that is thrown away."`
}

// Help says how the figures come about.
func (*evalUtterancesCommand) Help() string {
	return `A line is {"utterance","a":{"document","start","end"},"b":{…},"class"}: two direct
quotations of different reports that share a run of words. Measured are the
utterances of a dossier that holds the reports: how many of the pairs they join, and
how many of those that hold two of the quotations hold none of two different ones.

With --gold, pairs of tellings are measured: one is found where at both places half of
the shorter content is shared. With --masked, each content that is the second quotation
of a pair loses half of its words, and is told by another report without a word of it
in a row; measured is which content it is joined with.

Examples:
  verbale eval utterances --gold examples/july-1914/gold
  verbale eval utterances --pairs pairs.jsonl.gz --dossier archive.db`
}

// Run measures the utterances of a dossier.
func (c *evalUtterancesCommand) Run(a *app) error {
	switch {
	case c.Gold != "" && c.Pairs == "":
		return c.gold(a)
	case c.Pairs == "" || c.Gold != "":
		return fmt.Errorf("name either --gold or --pairs: %w", errUsage)
	}
	pairs, err := readPairs(c.Pairs)
	if err != nil {
		return fmt.Errorf("%w: %s: %w", errUsage, c.Pairs, err)
	}
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	var statements []*verbale.Statement
	if err := dossier.Statements(a.ctx, query.Query{}, func(s *verbale.Statement) error {
		statements = append(statements, s)
		return nil
	}); err != nil {
		return err
	}
	if c.Masked != 0 {
		return c.masked(a, pairs, statements)
	}
	j := evaluation.JoinPairs(pairs, statements)
	share := func(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
	_, err = fmt.Fprintf(a.stdout, `pairs of which both reports are there  %d
joined                                 %d  %.1f %%
  of those that are statements         %d  %.1f %%
no statement                           %d
not joined: identical %d, contains %d, differs %d
utterances with two quotations or more %d
  of one utterance alone               %d  %.1f %%
  of several, in one content           %d
`, j.Pairs, j.Found, share(j.Found, j.Pairs), j.Pairs-j.NoStatement, share(j.Found, j.Pairs-j.NoStatement), j.NoStatement,
		j.Missed["identical"], j.Missed["contains"], j.Missed["differs"], j.Utterances, j.Pure, share(j.Pure, j.Utterances), j.OneContent)
	return err
}

// gold measures the utterances of annotated reports.
func (c *evalUtterancesCommand) gold(a *app) error {
	input := goldInput{Engine: c.Engine, Gold: c.Gold, Errors: c.Errors, Paths: c.Paths}
	folder, reports, err := input.read(a)
	if err != nil {
		return err
	}
	var all []evaluation.Told
	groups := map[string][]evaluation.Told{}
	for _, r := range reports {
		for _, s := range statementsOf(r.reading) {
			told := evaluation.Told{Document: path.Base(r.gold.Document), Content: s.Content}
			all = append(all, told)
			if s.Utterance != nil {
				groups[*s.Utterance] = append(groups[*s.Utterance], told)
			}
		}
	}
	var system [][]evaluation.Told
	for _, id := range slices.Sorted(maps.Keys(groups)) {
		system = append(system, groups[id])
	}
	sure, doubtful := evaluation.GoldUtterances(folder)
	s := evaluation.ScoreUtterances(sure, doubtful, system, all)
	if c.Errors {
		for _, p := range s.Missed {
			fmt.Fprintf(a.stdout, "missed\t%s\n\t%s\n", plain.Text(p[0].Words()), plain.Text(p[1].Words()))
		}
		for _, p := range s.False {
			fmt.Fprintf(a.stdout, "false\t%s\n\t%s\n", plain.Text(p[0].Words()), plain.Text(p[1].Words()))
		}
	}
	_, err = fmt.Fprintf(a.stdout, "pairs of tellings  gold %d, Verbale %d; precision %.1f, recall %.1f, F1 %.1f\nof those missed, a telling is the content of no statement: %d of %d\n",
		s.Gold, s.System, s.Precision(), s.Recall(), s.F1(), s.Untold, len(s.Missed))
	return err
}

// masked measures how contents are joined of which half of the words are left out.
func (c *evalUtterancesCommand) masked(a *app, pairs []evaluation.QuotationPair, statements []*verbale.Statement) error {
	masked, sought, same := evaluation.Mask(pairs, statements, c.Masked)
	renderings := make([]utterance.Rendering, 0, len(statements))
	for _, s := range statements {
		renderings = append(renderings, renderingOf(s, masked[s.ID]))
	}
	group := evaluation.Groups{}
	var found, held, right, doubtful int
	for _, link := range utterance.All(renderings) {
		if link.By == utterance.Perhaps {
			if same[[2]string{link.A, link.B}] {
				doubtful++
			}
			continue
		}
		if masked[link.A] != "" || masked[link.B] != "" {
			held++
			if same[[2]string{link.A, link.B}] {
				right++
			} else if c.Errors {
				fmt.Fprintf(a.stdout, "%s\t%s\n", link.By, plain.Text(wordsOf(statements, masked, link.A)+" | "+wordsOf(statements, masked, link.B)))
			}
		}
		group.Join(link.A, link.B)
	}
	for _, pair := range sought {
		if group.Same(pair[0], pair[1]) {
			found++
		}
	}
	_, err := fmt.Fprintf(a.stdout, `contents of which half of the words are left out   %d
pairs of one of them and the whole  %d
joined                              %d  %.1f %%
perhaps                             %d
links of contents so masked         %d, of which %d are of such a pair or of one utterance
`, len(masked), len(sought), found, 100*float64(found)/float64(max(1, len(sought))), doubtful, held, right)
	return err
}

// renderingOf is a statement as it is compared, with other words where there are any.
func renderingOf(s *verbale.Statement, words string) utterance.Rendering {
	r := utterance.Rendering{Statement: s.ID, Document: s.Document, Quoted: s.Mode != verbale.Indirect, Direct: s.Mode == verbale.Direct,
		Title: s.Part == verbale.Title || s.Part == verbale.Heading, Said: utteranceDays(s.SaidOn), Reported: utteranceDays(s.ReportedOn)}
	for _, e := range s.Content {
		r.Pieces = append(r.Pieces, e.Text)
	}
	if words != "" {
		r.Pieces = []string{words}
	}
	for _, speaker := range s.Speakers {
		r.Speakers, r.Sides = append(r.Speakers, speaker.ID), append(r.Sides, speaker.ID)
	}
	if s.Parent != nil {
		r.Outer = *s.Parent
	}
	return r
}

func utteranceDays(value *string) utterance.Days {
	if value == nil {
		return utterance.Days{}
	}
	span, ok := calendar.ParseSpan(*value)
	return utterance.Days{First: int(span.First), Last: int(span.Last), Known: ok}
}

func wordsOf(statements []*verbale.Statement, masked map[string]string, id string) string {
	if masked[id] != "" {
		return masked[id]
	}
	for _, s := range statements {
		if s.ID == id {
			return excerpt.Join(s.Content)
		}
	}
	return ""
}

func readPairs(path string) ([]evaluation.QuotationPair, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var r io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(file); err != nil {
			return nil, err
		}
	}
	return evaluation.ReadPairs(r)
}
