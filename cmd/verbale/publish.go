package main

import "verbale.dev/verbale/internal/delivery"

type publishCommand struct {
	Dossier string `arg:"" optional:"" name:"dossier" help:"The dossier; without it, the one that --dossier names or that is in this folder."`
	Output  string `short:"o" placeholder:"FOLDER" help:"The folder, which must not be there. Without it: one named after the dossier."`
	Texts   string `enum:"said,whole" default:"said" help:"Only the words that were said, or the whole texts of the reports, which may be another's: ${enum}."`
	documentFilter
}

// Help adds examples to the help of the command.
func (*publishCommand) Help() string {
	return `Pages that need no server and open from a disk, with a search: reports, who speaks,
months. The addresses are those of verbale serve. Who corrected what is not in them.

Examples:
  verbale publish talks.db -o talks
  verbale publish talks.db -o talks --texts whole --outlet courant`
}

// Run publishes a dossier.
func (c *publishCommand) Run(a *app) error {
	if c.Dossier != "" {
		a.dossier = c.Dossier
	}
	return a.deliver(delivery.Order{Format: delivery.Site, Query: c.documentFilter.query(), To: c.Output, Whole: c.Texts == "whole"})
}
