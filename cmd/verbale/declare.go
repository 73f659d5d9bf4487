package main

import (
	"fmt"
	"io"
	"os"

	"verbale.dev/verbale/internal/declaration"
)

type declareCommand struct {
	File string `arg:"" optional:"" placeholder:"FILE" help:"A TOML file of topics, clauses, groups, matters and names."`
	Show bool   `help:"Print what stands declared."`
}

// Help says what can be declared.
func (*declareCommand) Help() string {
	return `What a person knows and no report says: topics on which sides take a stand, by the words
that speak of them; clauses with the ways to say them; groups with their members over time.
What a file declares of a kind replaces what was declared of it before; a fault is told
with its line, and nothing is kept then. docs/formats.md has the keys.

Examples:
  verbale declare declarations.toml
  verbale declare --show`
}

// Run checks a file and keeps it, or prints what stands.
func (c *declareCommand) Run(a *app) error {
	if (c.File == "") != c.Show {
		return fmt.Errorf("name a file, or --show: %w", errUsage)
	}
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	if c.Show {
		all, err := dossier.Declared(a.ctx)
		if err != nil {
			return err
		}
		_, err = io.WriteString(a.stdout, all.String())
		return err
	}
	data, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	next, err := declaration.Parse(c.File, data)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if err := dossier.Declare(a.ctx, next); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stderr, "verbale: declared: %s, %s, %s, %s, %s.\n", plural(len(next.Topics), "topic"), plural(len(next.Clauses), "clause"),
		plural(len(next.Groups), "group"), plural(len(next.Matters), "matter"), plural(len(next.Names), "name"))
	return err
}
