package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

// described are the flags by which a person says what a dossier is.
type described struct {
	Title       *string `placeholder:"WORDS" help:"What the dossier is called on its pages and in what it writes; without one it is the name of its file."`
	Description *string `placeholder:"WORDS" help:"What the dossier is about, for its first page."`
}

// store keeps what was given.
func (d described) store(a *app, dossier *sqlite.Dossier) error {
	if d.Title == nil && d.Description == nil {
		return nil
	}
	title, description, err := dossier.Described(a.ctx)
	if err != nil {
		return err
	}
	if d.Title != nil {
		title = strings.TrimSpace(*d.Title)
	}
	if d.Description != nil {
		description = strings.TrimSpace(*d.Description)
	}
	return dossier.Describe(a.ctx, title, description)
}

type describeCommand struct {
	described
}

// Help adds examples to the help of the command.
func (*describeCommand) Help() string {
	return `Without flags it prints what the dossier is called and about. An empty word takes
a title or a description away.

Examples:
  verbale describe --title "Talks on the straits" --description "March to May, four capitals"
  verbale describe --description ""`
}

// Run stores a title or a description, or prints them.
func (c *describeCommand) Run(a *app) (err error) {
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dossier.Close()) }()
	if err := c.described.store(a, dossier); err != nil {
		return err
	}
	description := ""
	if _, description, err = dossier.Described(a.ctx); err != nil {
		return err
	}
	fmt.Fprintln(a.stdout, plain.Text(titleOf(a, dossier)))
	if description != "" {
		fmt.Fprintln(a.stdout, plain.Text(description))
	}
	return nil
}

// titleOf is what a dossier is called: its title, else the name of its file.
func titleOf(a *app, dossier interface {
	record.Dossier
	Path() string
}) string {
	title, _, err := dossier.Described(a.ctx)
	if err != nil {
		title = ""
	}
	return cmp.Or(title, strings.TrimSuffix(filepath.Base(dossier.Path()), ".db"))
}
