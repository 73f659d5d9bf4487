package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/gold"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/ingest"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/record/sqlite"
)

// goldInput is what the measures against gold have in common.
type goldInput struct {
	Engine reading.Engine `default:"thorough" enum:"fast,thorough" help:"What leads in finding statements: fast or thorough."`
	Gold   string         `required:"" placeholder:"GOLD" help:"A folder of gold files, or a .jsonl file of the stand-off form, as docs/gold.md defines them."`
	Errors bool           `help:"Also everything on which gold and Verbale differ."`
	Paths  []string       `arg:"" optional:"" name:"path" help:"Where the annotated reports are; they alone are read, into a dossier that is thrown away. Without it and without --dossier, the folder of the annotated texts."`
}

// measured is one report with its gold and what Verbale has of it.
type measured struct {
	gold    *gold.Report
	reading *sqlite.Reading
}

// textHash is the name by which gold knows a text: SHA-256 in hex digits.
func textHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// annotatedBy finds the documents with these texts, by their hash; of several
// with one text, the first.
func annotatedBy(a *app, wanted map[string]bool, paths []string) (map[string]*verbale.Document, error) {
	documents := map[string]*verbale.Document{}
	if len(paths) == 0 {
		return documents, nil
	}
	reader := intake.Reader{}
	err := reader.Read(a.ctx, paths, func(item intake.Item) error {
		if item.Document == nil {
			return a.ctx.Err()
		}
		if hash := textHash(item.Document.Text); wanted[hash] && documents[hash] == nil {
			documents[hash] = item.Document
		}
		return a.ctx.Err()
	})
	return documents, err
}

// read gives every report of the gold with what Verbale reads in it.
func (c *goldInput) read(a *app) (folder *gold.Folder, reports []measured, err error) {
	if a.dossier != "" && len(c.Paths) == 0 {
		folder, reports, err = c.readHeld(a)
	} else {
		folder, reports, err = c.readAnew(a)
	}
	if err != nil {
		return nil, nil, err
	}
	if isStandOff(c.Gold) {
		fmt.Fprintf(a.stdout, "%s of %s; the page beside it says who has seen them\n\n", plural(len(reports), "report"), plain.Text(c.Gold))
	} else {
		fmt.Fprintf(a.stdout, "%s: %s of %s\n\n", ownExample, plural(len(reports), "report"), plain.Text(c.Gold))
	}
	return folder, reports, nil
}

// readAnew reads the annotated reports, found by their texts, into a dossier
// that is thrown away.
func (c *goldInput) readAnew(a *app) (*gold.Folder, []measured, error) {
	folder, documents, err := c.documents(a)
	if err != nil {
		return nil, nil, err
	}
	reports, err := c.measure(a, folder, documents)
	return folder, reports, err
}

// documents finds the annotated reports by their texts, and returns them by the hash
// of those.
func (c *goldInput) documents(a *app) (*gold.Folder, map[string]*verbale.Document, error) {
	if isStandOff(c.Gold) && len(c.Paths) == 0 {
		return nil, nil, fmt.Errorf("%s holds no texts; say after it where they are: %w", c.Gold, errUsage)
	}
	folder, documents, err := readGold(a, c.Gold, c.Paths)
	if err != nil {
		return nil, nil, err
	}
	if len(folder.Reports) == 0 {
		return nil, nil, fmt.Errorf("%s annotates no report: %w", c.Gold, errUsage)
	}
	if documents == nil {
		paths, wanted := c.Paths, map[string]bool{}
		for _, r := range folder.Reports {
			wanted[textHash(r.Text)] = true
		}
		if len(paths) == 0 {
			paths = []string{folder.Reports[0].Folder}
		}
		if documents, err = annotatedBy(a, wanted, paths); err != nil {
			return nil, nil, err
		}
	}
	for _, r := range folder.Reports {
		if documents[textHash(r.Text)] == nil {
			return nil, nil, fmt.Errorf("the text of %s is nowhere in %s, though %s annotates it: %w",
				r.TextName(), strings.Join(c.Paths, ", "), c.Gold, errUsage)
		}
	}
	return folder, documents, nil
}

// measure reads documents, by the hash of their texts, and gives each report of
// the folder with its reading.
func (c *goldInput) measure(a *app, folder *gold.Folder, documents map[string]*verbale.Document) (reports []measured, err error) {
	err = c.within(a, folder, documents, func(dossier *sqlite.Dossier) error {
		for _, r := range folder.Reports {
			reading, err := dossier.ReadingOf(a.ctx, documents[textHash(r.Text)].Name, "")
			if err != nil {
				return err
			}
			reports = append(reports, measured{gold: r, reading: reading})
		}
		return nil
	})
	return reports, err
}

// within reads documents, by the hash of their texts, into a dossier that is thrown away
// after it was asked.
func (c *goldInput) within(a *app, folder *gold.Folder, documents map[string]*verbale.Document, ask func(*sqlite.Dossier) error) (err error) {
	dir, err := os.MkdirTemp("", "verbale-eval-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	dossier, err := sqlite.Create(a.ctx, filepath.Join(dir, "eval.db"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dossier.Close()) }()
	order := make([]*verbale.Document, 0, len(folder.Reports))
	for _, r := range folder.Reports {
		document := documents[textHash(r.Text)]
		if document == nil {
			return fmt.Errorf("the text of %s is nowhere in %s, though %s annotates it: %w",
				r.TextName(), strings.Join(c.Paths, ", "), c.Gold, errUsage)
		}
		order = append(order, document)
	}
	_, err = ingest.Run{Dossier: dossier, Engine: c.Engine}.From(a.ctx, func(ctx context.Context, yield func(intake.Item) error) error {
		for _, document := range order {
			if err := yield(intake.Item{Document: document}); err != nil {
				return err
			}
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	return ask(dossier)
}

// readHeld gives every report of the gold with what the dossier holds of it.
func (c *goldInput) readHeld(a *app) (folder *gold.Folder, reports []measured, err error) {
	dossier, err := sqlite.Open(a.ctx, a.dossier)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, dossier.Close()) }()
	var names []string
	if err := dossier.Documents(a.ctx, query.Query{}, func(row *verbale.DocumentRow) error {
		names = append(names, row.ID)
		return nil
	}); err != nil {
		return nil, nil, err
	}
	texts := func(name, sum string) (string, bool) {
		reading, err := heldAs(a, dossier, names, name)
		if err != nil || textHash(reading.Text) != sum {
			return "", false
		}
		return reading.Text, true
	}
	if isStandOff(c.Gold) {
		data, err := os.ReadFile(c.Gold)
		if err != nil {
			return nil, nil, fmt.Errorf("%w: %w", errUsage, err)
		}
		var faults []gold.Fault
		folder, faults = gold.ReadStandOff(c.Gold, data, texts)
		if err := whole(c.Gold, faults); err != nil {
			return nil, nil, err
		}
	} else if folder, _, err = readGold(a, c.Gold, nil); err != nil {
		return nil, nil, err
	}
	for _, r := range folder.Reports {
		reading, err := heldAs(a, dossier, names, r.TextName())
		if err != nil {
			return nil, nil, fmt.Errorf("%w, though %s annotates it", err, c.Gold)
		}
		if reading.Text != r.Text {
			return nil, nil, fmt.Errorf("%s in the dossier is not the text that was annotated: %w", r.TextName(), errUsage)
		}
		reports = append(reports, measured{gold: r, reading: reading})
	}
	return folder, reports, nil
}

// heldAs gives the reading of a document that is called so, or so in a folder.
func heldAs(a *app, dossier *sqlite.Dossier, names []string, name string) (*sqlite.Reading, error) {
	at := slices.IndexFunc(names, func(held string) bool {
		return held == name || strings.HasSuffix(held, "/"+name) || strings.HasSuffix(name, "/"+held)
	})
	if at < 0 {
		return nil, fmt.Errorf("%s is not in the dossier: %w", name, errUsage)
	}
	return dossier.ReadingOf(a.ctx, names[at], "")
}
