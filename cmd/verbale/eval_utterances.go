package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/query"
)

type evalUtterancesCommand struct {
	Pairs string `required:"" placeholder:"FILE" help:"Pairs of quotations, one a line of JSON, perhaps compressed."`
}

// Help says how the figures come about.
func (*evalUtterancesCommand) Help() string {
	return `A line is {"utterance","a":{"document","start","end"},"b":{…},"class"}: two direct
quotations of different reports that share a run of words. Measured are the
utterances of a dossier that holds the reports: how many of the pairs they join, and
how many of those that hold two of the quotations hold none of two different ones.

Example:
  verbale eval utterances --pairs pairs.jsonl.gz --dossier archive.db`
}

// Run measures the utterances of a dossier.
func (c *evalUtterancesCommand) Run(a *app) error {
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
