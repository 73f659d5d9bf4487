package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/comparison"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
)

type compareCommand struct {
	IDs       []string `arg:"" optional:"" name:"id" help:"Ids of utterances, or of statements of which one is a rendering. Without any, all that the filters let through."`
	Format    string   `enum:"text,jsonl,markdown,docx" default:"text" help:"How to write it: ${enum}; the last two are notes with the evidence of each rendering."`
	Output    string   `short:"o" placeholder:"FILE" help:"Write it to this file; .md and .docx are notes."`
	Within    bool     `help:"Only what one report tells twice."`
	Substance bool     `help:"Only differences of substance: a negation, a number, a name, who acts, what is left out or added."`
	Against   string   `placeholder:"NAME" help:"Compare with this report, paper or transcript, in its order: only what has a rendering in it."`
	Versions  string   `placeholder:"NAME" help:"The versions of this report, each with the one before: changed quotations first."`
	statementFilter
	short map[string]string // of each report
}

// Help says how differences are marked.
func (*compareCommand) Help() string {
	return `Each utterance with its renderings: the fullest direct one, and under each of the
others what differs, substance first. [-words-] stand in the first rendering
alone, {+words+} in the other alone. White space, punctuation and capitals are no
difference.

Examples:
  verbale compare --speaker lavrov --about "main issue"
  verbale compare u-4f2k --substance
  verbale compare --within --format jsonl
  verbale compare --against briefing.txt
  verbale compare --versions 10-courant-one-question-twice.txt`
}

// Run compares renderings.
func (c *compareCommand) Run(a *app) (err error) {
	q, err := c.query()
	if err != nil {
		return err
	}
	asked := len(q.Flags()) > 0
	if c.Versions != "" {
		return c.compareVersions(a)
	}
	q.Sort = query.ByDate
	if c.Against != "" {
		q.Document, q.Sort = []string{c.Against}, query.ByReport
	}
	if err := q.Check(); err != nil {
		return err
	}
	if len(c.IDs) > 0 && asked {
		return fmt.Errorf("name utterances by their ids, or say which with --speaker, --about and the like; not both: %w", errUsage)
	}
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	if format, err := c.asNotes(); err != nil {
		return err
	} else if format != nil {
		return c.notes(a, dossier, q, format)
	}
	w, finish, err := (&output{Output: c.Output}).target(a)
	if err != nil {
		return err
	}
	defer func() { err = finish(err) }()
	if a.terminal && c.Output == "" {
		w = plain.Terminal(w)
	}
	c.short = map[string]string{}
	if err := dossier.Documents(a.ctx, query.Query{}, func(r *verbale.DocumentRow) error {
		c.short[r.ID] = r.Short
		return nil
	}); err != nil {
		return err
	}
	n := 0
	show := func(u *verbale.Utterance, statements []*verbale.Statement) error {
		if c.Within && u.Tellings > 1 {
			return nil
		}
		n++
		return c.write(w, u, statements)
	}
	if err := c.each(a, dossier, q, show); err != nil {
		return err
	}
	if n == 0 && c.Format == "text" {
		_, err = fmt.Fprintln(w, "Nothing of this is told at two places or more.")
	}
	return err
}

// asNotes returns the format of notes that is asked for; nil for text and JSON Lines.
func (c *compareCommand) asNotes() (*export.Format, error) {
	if c.Format == "markdown" || c.Format == "docx" {
		return export.Named(c.Format)
	}
	if ending := strings.ToLower(filepath.Ext(c.Output)); c.Format == "text" && (ending == ".md" || ending == ".docx") {
		return export.OfFile(c.Output)
	}
	return nil, nil
}

// notes writes comparisons as notes, each rendering with its evidence.
func (c *compareCommand) notes(a *app, dossier *sqlite.Dossier, q query.Query, format *export.Format) error {
	out := output{Format: format.Name, Output: c.Output}
	if err := out.settle(a); err != nil {
		return err
	}
	return listOf(a, dossier, "comparisons", out, sheet.Comparisons, func(d *sqlite.Dossier, yield func(sheet.Comparison) error) error {
		return c.each(a, d, q, func(u *verbale.Utterance, statements []*verbale.Statement) error {
			if c.Within && u.Tellings > 1 {
				return nil
			}
			return yield(sheet.NewComparison(comparison.OfOn(u, statements, c.base(statements)), statements, c.Substance))
		})
	}, nil)
}

// each calls show with the utterances that are asked for.
func (c *compareCommand) each(a *app, dossier *sqlite.Dossier, q query.Query, show func(*verbale.Utterance, []*verbale.Statement) error) error {
	for _, id := range c.IDs {
		u, statements, err := dossier.Utterance(a.ctx, id)
		if err != nil {
			return err
		}
		if err := show(u, statements); err != nil {
			return err
		}
	}
	if len(c.IDs) > 0 {
		return nil
	}
	if err := a.tellMissed(dossier, q); err != nil {
		return err
	}
	return dossier.Utterances(a.ctx, q, show)
}

// write writes one utterance.
func (c *compareCommand) write(w io.Writer, u *verbale.Utterance, statements []*verbale.Statement) error {
	compared := comparison.OfOn(u, statements, c.base(statements))
	if c.Substance {
		compared.Differences = comparison.Substance(compared.Differences)
	}
	if c.Format == "jsonl" {
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		return encoder.Encode(compared)
	}
	_, err := io.WriteString(w, comparison.Text(compared, statements, func(name string) string { return cmp.Or(c.short[name], name) }))
	return err
}

// base is the rendering that others are compared with, where one was asked for.
func (c *compareCommand) base(statements []*verbale.Statement) string {
	for _, s := range statements {
		if c.Against != "" && (s.Document == c.Against || strings.HasSuffix(s.Document, "/"+c.Against)) {
			return s.ID
		}
	}
	return ""
}

// compareVersions compares the versions of a report, each with the one before.
func (c *compareCommand) compareVersions(a *app) (err error) {
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	now, err := dossier.ReadingOf(a.ctx, c.Versions, "")
	if err != nil {
		return err
	}
	w, finish, err := (&output{Output: c.Output}).target(a)
	if err != nil {
		return err
	}
	defer func() { err = finish(err) }()
	if a.terminal && c.Output == "" {
		w = plain.Terminal(w)
	}
	var before *comparison.Version
	for _, hash := range now.Hashes {
		r, err := dossier.ReadingOf(a.ctx, c.Versions, hash)
		if err != nil {
			return err
		}
		v := &comparison.Version{Document: r.Row.ID, Version: r.Hash[:16], Text: r.Text, Statements: r.Statements}
		if before != nil {
			if err := c.writeVersions(w, before, v); err != nil {
				return err
			}
		}
		before = v
	}
	if len(now.Hashes) < 2 && c.Format == "text" {
		_, err = fmt.Fprintln(w, "The dossier holds one version of it.")
	}
	return err
}

func (c *compareCommand) writeVersions(w io.Writer, before, v *comparison.Version) error {
	changes := comparison.Versions(before, v)
	if c.Format != "jsonl" {
		_, err := io.WriteString(w, comparison.VersionsText(before, v, changes))
		return err
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for _, change := range changes {
		if err := encoder.Encode(change); err != nil {
			return err
		}
	}
	return nil
}
