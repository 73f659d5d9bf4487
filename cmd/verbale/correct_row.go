package main

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correction"
)

// rowFields are what a person can do with an event, a paper or a transfer.
type rowFields struct {
	Set    map[string]string `mapsep:"none" placeholder:"FIELD=VALUE" help:"Of an event, a paper or a transfer: this field is so (docs/events.md, docs/papers.md); nothing after the sign empties it."`
	Strike bool              `help:"Of those: it is none; strike it."`
	Check  bool              `help:"Of those: it is right."`
	Join   string            `placeholder:"ID" help:"Of an event or a paper: it is one with this one."`
	Part   []string          `sep:"none" placeholder:"REPORT" help:"Of those: what these reports tell is another one."`
	Add    string            `enum:"event,paper,transfer," default:"" placeholder:"LAYER" help:"Of a report: it tells an event, a paper or a transfer in the words of --words, with the fields of --set."`
	Paper  string            `placeholder:"ID" help:"With --add transfer: of this paper."`
}

func (f *rowFields) any() bool {
	return len(f.Set) > 0 || f.Strike || f.Check || f.Join != "" || len(f.Part) > 0 || f.Add != "" || f.Paper != ""
}

// changes makes the corrections of a row.
func (f *rowFields) changes(ctx context.Context, desk *correction.Desk, id string, mayBeNew bool, who correction.Who) ([]verbale.Correction, error) {
	row, err := desk.Row(ctx, id)
	if err != nil {
		return nil, err
	}
	var all []verbale.Correction
	for _, field := range slices.Sorted(maps.Keys(f.Set)) {
		made, err := desk.Set(ctx, row, field, f.Set[field], mayBeNew, who)
		if err != nil {
			return nil, err
		}
		all = append(all, made)
	}
	if f.Join != "" {
		other, err := desk.Row(ctx, f.Join)
		if err != nil {
			return nil, err
		}
		made, err := desk.JoinRows(row, other, who)
		if err != nil {
			return nil, err
		}
		all = append(all, made)
	}
	if len(f.Part) > 0 {
		made, err := desk.PartRow(row, f.Part, who)
		if err != nil {
			return nil, err
		}
		all = append(all, made)
	}
	if f.Check {
		all = append(all, desk.MarkRow(row, verbale.Checked, who))
	}
	if f.Strike {
		all = append(all, desk.MarkRow(row, verbale.Struck, who))
	}
	return all, nil
}

// addition makes the correction that adds a row.
func (f *rowFields) addition(ctx context.Context, desk *correction.Desk, document, words string, mayBeNew bool, who correction.Who) ([]verbale.Correction, error) {
	if words == "" {
		return nil, fmt.Errorf("give the words that tell it with --words: %w", errUsage)
	}
	var paper *correction.Row
	if f.Paper != "" {
		var err error
		if paper, err = desk.Row(ctx, f.Paper); err != nil {
			return nil, err
		}
	}
	made, err := desk.AddRow(ctx, verbale.CorrectionAbout(f.Add), document, words, f.Set, paper, mayBeNew, who)
	return []verbale.Correction{made}, err
}
