package main

import (
	"fmt"
	"io"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/answer"
	"verbale.dev/verbale/internal/citation"
	"verbale.dev/verbale/internal/correction"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
)

type citeCommand struct {
	IDs   []string       `arg:"" name:"id" help:"Ids of statements, or their beginnings."`
	Style citation.Style `enum:"plain,footnote,markdown,html,ris,csl" default:"plain" help:"How to write it: ${enum}."`
}

// Help adds examples to the help of the command.
func (*citeCommand) Help() string {
	return `Words, speaker, office, occasion, day, and of the report outlet, title, date and
address; the hash of its version and the range of bytes, so that anybody can
check the words. What the report words itself is not put into quotation marks.

Examples:
  verbale cite s-4f2k
  verbale cite s-4f2k s-91ab --style footnote
  verbale cite s-4f2k --style ris > one.ris`
}

// Run cites statements.
func (c *citeCommand) Run(a *app) error {
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	sources := make([]citation.Source, len(c.IDs))
	for i, id := range c.IDs {
		if sources[i], err = a.sourceOf(dossier, id); err != nil {
			return err
		}
	}
	text, err := citation.Write(c.Style, sources)
	if err != nil {
		return err
	}
	if a.terminal {
		return answer.PlainLines(a.stdout, text)
	}
	_, err = io.WriteString(a.stdout, text)
	return err
}

// sourceOf returns the statement that an id, or the beginning of one, names,
// with its report.
func (a *app) sourceOf(dossier *record.Dossier, id string) (citation.Source, error) {
	statement, err := correction.New(dossier, nil).Statement(a.ctx, id)
	if err != nil {
		return citation.Source{}, err
	}
	report, err := a.reportOf(dossier, statement.Document)
	return citation.Source{Statement: statement, Report: report}, err
}

// reportOf returns the document of that very name.
func (a *app) reportOf(dossier *record.Dossier, name string) (*verbale.DocumentRow, error) {
	var report *verbale.DocumentRow
	err := dossier.Documents(a.ctx, query.Query{Document: []string{name}}, func(d *verbale.DocumentRow) error {
		if d.ID == name {
			report = d
		}
		return nil
	})
	if err == nil && report == nil {
		err = fmt.Errorf("no report is named %q; verbale documents lists them: %w", name, record.ErrQuery)
	}
	return report, err
}
