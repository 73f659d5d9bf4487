package main

import (
	"context"
	"encoding/json"
	"fmt"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correction"
	"verbale.dev/verbale/internal/overlay"
	"verbale.dev/verbale/internal/record/sqlite"
)

type markCommand struct {
	IDs     []string `arg:"" name:"id" help:"Ids of statements, or their beginnings."`
	Checked bool     `help:"A person has read the row and found it right."`
	Unread  bool     `help:"Take that mark away."`
	author
}

// Run marks statements.
func (c *markCommand) Run(a *app) error {
	if c.Checked == c.Unread {
		return fmt.Errorf("say --checked or --unread: %w", errUsage)
	}
	status := verbale.Checked
	if c.Unread {
		status = verbale.Unread
	}
	return a.change(func(ctx context.Context, _ *sqlite.Dossier, desk *correction.Desk) error {
		value, err := json.Marshal(status)
		if err != nil {
			return err
		}
		var all []verbale.Correction
		for _, id := range c.IDs {
			statement, err := desk.Statement(ctx, id)
			if err != nil {
				return err
			}
			made, err := desk.Of(ctx, statement, overlay.Status, value, c.who())
			if err != nil {
				return err
			}
			all = append(all, made)
		}
		ids, err := desk.All(ctx, all)
		if err == nil {
			a.noted(ids)
		}
		return err
	})
}
