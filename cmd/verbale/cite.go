package main

import (
	"fmt"
	"io"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/citation"
	"verbale.dev/verbale/internal/correction"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

type citeCommand struct {
	IDs    []string       `arg:"" optional:"" name:"id" help:"Ids of statements, or their beginnings. Without any, all that the filters let through, in order."`
	Style  citation.Style `enum:"plain,footnote,chicago,mla,apa,markdown,html,bibtex,ris,csl,zotero,claimreview," default:"" help:"How to write it: plain, footnote, chicago, mla, apa, markdown, html, bibtex, ris, csl, zotero, claimreview. Without it the ending of the file says how, else plain."`
	Output string         `short:"o" placeholder:"FILE" help:"Write it to this file (.txt, .md, .html, .bib, .ris, .json, .rdf, .jsonld)."`
	statementFilter
}

// Help adds examples to the help of the command.
func (*citeCommand) Help() string {
	return `Words, speaker, office, occasion, day, and of the report outlet, title, date and
address; the hash of its version and the range of bytes, so that anybody can
check the words. What the report words itself is not put into quotation marks,
and what it leaves between two pieces of a quotation is shown in brackets.

Examples:
  verbale cite s-4f2k
  verbale cite s-4f2k s-91ab --style chicago
  verbale cite --speaker lavrov --since 2022-01 -o quotations.md`
}

// Run cites statements.
func (c *citeCommand) Run(a *app) error {
	style, err := c.style()
	if err != nil {
		return err
	}
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	sources, err := c.sources(a, dossier)
	if err != nil {
		return err
	}
	text, err := citation.Write(style, sources)
	if err != nil {
		return err
	}
	if c.Output != "" {
		out := output{Output: c.Output}
		w, finish, err := out.target(a)
		if err != nil {
			return err
		}
		_, err = io.WriteString(w, text)
		if err = finish(err); err == nil {
			_, err = fmt.Fprintf(a.stderr, "%s: %s\n", plain.Text(c.Output), plural(len(sources), "citation"))
		}
		return err
	}
	if a.terminal {
		return plain.Lines(a.stdout, text)
	}
	_, err = io.WriteString(a.stdout, text)
	return err
}

// style is the style asked for, else that of the file's ending, else plain.
func (c *citeCommand) style() (citation.Style, error) {
	if c.Style != "" {
		return c.Style, nil
	}
	if c.Output == "" {
		return citation.Plain, nil
	}
	if style, ok := citation.StyleOf(c.Output); ok {
		return style, nil
	}
	return "", fmt.Errorf("%q: no style of citation has this ending; name one of .txt, .md, .html, .bib, .ris, .json, or a --style: %w", c.Output, errUsage)
}

// sources are the statements that are named, else those that the filters let
// through.
func (c *citeCommand) sources(a *app, dossier *sqlite.Dossier) ([]citation.Source, error) {
	q, err := c.query()
	if err == nil {
		err = q.Check()
	}
	if err != nil {
		return nil, err
	}
	if asked := len(q.Flags()) > 0; (len(c.IDs) > 0) == asked {
		return nil, fmt.Errorf("name statements by their ids, or say which with --speaker, --about and the like; not both: %w", errUsage)
	}
	var statements []*verbale.Statement
	for _, id := range c.IDs {
		statement, err := correction.New(dossier, nil).Statement(a.ctx, id)
		if err != nil {
			return nil, err
		}
		statements = append(statements, statement)
	}
	if len(c.IDs) == 0 {
		q.Sort = query.ByDate
		if err := a.tellMissed(dossier, q); err != nil {
			return nil, err
		}
		if err := dossier.Statements(a.ctx, q, func(s *verbale.Statement) error {
			statements = append(statements, s)
			return nil
		}); err != nil {
			return nil, err
		}
	}
	cited := reportsCited{app: a, dossier: dossier}
	sources := make([]citation.Source, len(statements))
	for i, statement := range statements {
		if sources[i], err = cited.source(statement); err != nil {
			return nil, err
		}
	}
	return sources, nil
}

// reportsCited holds the report that was cited last, since statements of one
// report mostly follow each other.
type reportsCited struct {
	app     *app
	dossier *sqlite.Dossier
	report  *verbale.DocumentRow
	text    string
}

// source is a statement with its report and that report's text.
func (r *reportsCited) source(statement *verbale.Statement) (citation.Source, error) {
	if r.report == nil || r.report.ID != statement.Document {
		report, err := r.app.reportOf(r.dossier, statement.Document)
		if err != nil {
			return citation.Source{}, err
		}
		if r.text, err = r.dossier.Text(r.app.ctx, statement.Document); err != nil {
			return citation.Source{}, err
		}
		r.report = report
	}
	return citation.Source{Statement: statement, Report: r.report, Text: r.text}, nil
}

// reportOf returns the document of that very name.
func (a *app) reportOf(dossier *sqlite.Dossier, name string) (*verbale.DocumentRow, error) {
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
