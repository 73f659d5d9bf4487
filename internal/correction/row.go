package correction

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/overlay"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
)

// Row is an event, a paper or a transfer that a person names.
type Row struct {
	About    verbale.CorrectionAbout
	ID       string
	Evidence []verbale.RowEvidence // the words that tell it, one piece a telling
}

// IsRowID reports whether an id is of an event, a paper or a transfer.
func IsRowID(id string) bool {
	return strings.HasPrefix(id, "e-") || strings.HasPrefix(id, "p-") || strings.HasPrefix(id, "t-")
}

// Row returns the event, paper or transfer that an id, or the beginning of one, names. The
// error is record.ErrQuery where there is none, or there are several.
func (k *Desk) Row(ctx context.Context, id string) (*Row, error) {
	var found []*Row
	take := func(about verbale.CorrectionAbout, rowID string, at []verbale.Located) {
		if !strings.HasPrefix(rowID, id) {
			return
		}
		row := &Row{About: about, ID: rowID}
		for _, e := range at {
			row.Evidence = append(row.Evidence, verbale.RowEvidence{Document: e.Document, Version: e.Version, Start: e.Start, End: e.End})
		}
		found = append(found, row)
	}
	var err error
	switch all := (record.PaperQuery{Doubtful: true}); {
	case strings.HasPrefix(id, "e-"):
		err = k.dossier.Events(ctx, record.EventQuery{Query: query.Query{}, Doubtful: true}, func(e *verbale.Event) error {
			take(verbale.AboutEvent, e.ID, e.Evidence)
			return nil
		})
	case strings.HasPrefix(id, "t-"):
		err = k.dossier.Transfers(ctx, all, func(t *verbale.Transfer) error {
			take(verbale.AboutTransfer, t.ID, t.Evidence)
			return nil
		})
	default:
		err = k.dossier.Papers(ctx, all, func(p *verbale.PaperRow, _ []*verbale.Transfer) error {
			take(verbale.AboutPaper, p.ID, p.Evidence)
			return nil
		})
	}
	switch {
	case err != nil:
		return nil, err
	case len(found) == 0:
		return nil, fmt.Errorf("no event, paper or transfer has the id %q: %w", id, record.ErrQuery)
	case len(found) > 1:
		return nil, fmt.Errorf("%d rows have ids that begin with %q: %w", len(found), id, record.ErrQuery)
	}
	return found[0], k.wholeVersions(ctx, found[0].Evidence)
}

// wholeVersions writes the full hash of the current version of each document.
func (k *Desk) wholeVersions(ctx context.Context, list []verbale.RowEvidence) error {
	for i := range list {
		_, hash, _, err := k.dossier.Stored(ctx, list[i].Document)
		if err != nil {
			return err
		}
		list[i].Version = hash
	}
	return nil
}

// Set makes the correction of one field of a row from what a person types.
func (k *Desk) Set(ctx context.Context, row *Row, field, words string, mayBeNew bool, who Who) (verbale.Correction, error) {
	c := verbale.Correction{MadeBy: who.By, Why: who.Why, About: row.About, Field: field, Target: verbale.CorrectionTarget{Evidence: row.Evidence}}
	var err error
	c.Value, err = k.rowValue(ctx, row.About, field, words, mayBeNew)
	return c, err
}

// rowValue makes the value of a field of a row from what a person types; nothing empties
// the field.
func (k *Desk) rowValue(ctx context.Context, about verbale.CorrectionAbout, field, words string, mayBeNew bool) (json.RawMessage, error) {
	if !slices.Contains(overlay.RowFields(about), field) {
		return nil, fmt.Errorf("%q is no field of a %s, which has %s: %w", field, about, strings.Join(overlay.RowFields(about), ", "), record.ErrQuery)
	}
	switch field {
	case overlay.Initiators, overlay.Recipients, overlay.Through, overlay.Authors, overlay.Addressees, overlay.Parties, overlay.From, overlay.To:
		return k.Actors(ctx, words, mayBeNew)
	case overlay.Background:
		yes, err := strconv.ParseBool(words)
		if err != nil {
			return nil, fmt.Errorf("background is true or false, not %q: %w", words, record.ErrQuery)
		}
		return json.Marshal(yes)
	case overlay.On, overlay.ReceivedOn, overlay.Place:
		if words == "" {
			return json.RawMessage("null"), nil
		}
	}
	return json.Marshal(words)
}

// MarkRow makes the correction that checks, strikes or opens a row again.
func (k *Desk) MarkRow(row *Row, status verbale.Status, who Who) verbale.Correction {
	value, _ := json.Marshal(status) // a string
	return verbale.Correction{MadeBy: who.By, Why: who.Why, About: row.About, Field: overlay.Status, Value: value, Target: verbale.CorrectionTarget{Evidence: row.Evidence}}
}

// JoinRows makes the correction that makes two rows of one layer one.
func (k *Desk) JoinRows(a, b *Row, who Who) (verbale.Correction, error) {
	if a.About != b.About || a.About == verbale.AboutTransfer {
		return verbale.Correction{}, fmt.Errorf("two events are joined, or two papers: %w", record.ErrQuery)
	}
	if a.ID == b.ID {
		return verbale.Correction{}, fmt.Errorf("%s is one row already: %w", a.ID, record.ErrQuery)
	}
	return verbale.Correction{MadeBy: who.By, Why: who.Why, About: a.About, Field: overlay.Join, Value: json.RawMessage("true"),
		Target: verbale.CorrectionTarget{Evidence: a.Evidence, Other: b.Evidence}}, nil
}

// PartRow makes the correction that keeps the tellings of a row in some documents apart
// from the others.
func (k *Desk) PartRow(row *Row, documents []string, who Who) (verbale.Correction, error) {
	c := verbale.Correction{MadeBy: who.By, Why: who.Why, About: row.About, Field: overlay.Part, Value: json.RawMessage("true")}
	for _, e := range row.Evidence {
		if slices.Contains(documents, e.Document) {
			c.Target.Other = append(c.Target.Other, e)
		} else {
			c.Target.Evidence = append(c.Target.Evidence, e)
		}
	}
	if len(c.Target.Other) == 0 || len(c.Target.Evidence) == 0 || row.About == verbale.AboutTransfer {
		return c, fmt.Errorf("%s is told in %d places; name reports of some of them, and not of all: %w", row.ID, len(row.Evidence), record.ErrQuery)
	}
	return c, nil
}

// AddRow makes the correction that adds a row of a layer by the words that tell it, which
// must stand in the document once. Paper is the paper of a transfer, nil of others.
func (k *Desk) AddRow(ctx context.Context, about verbale.CorrectionAbout, document, words string, fields map[string]string, paper *Row, mayBeNew bool, who Who) (verbale.Correction, error) {
	stored, hash, _, err := k.dossier.Stored(ctx, document)
	if err != nil {
		return verbale.Correction{}, err
	}
	at, err := find(stored.Text, words)
	if err != nil {
		return verbale.Correction{}, err
	}
	values := map[string]json.RawMessage{}
	for field, typed := range fields {
		if values[field], err = k.rowValue(ctx, about, field, typed, mayBeNew); err != nil {
			return verbale.Correction{}, err
		}
	}
	c := verbale.Correction{MadeBy: who.By, Why: who.Why, About: about, Field: overlay.Add, Target: verbale.CorrectionTarget{
		Evidence: []verbale.RowEvidence{{Document: document, Version: hash, Start: at.Start, End: at.End}}}}
	if paper != nil {
		c.Target.Other = slices.DeleteFunc(slices.Clone(paper.Evidence), func(e verbale.RowEvidence) bool { return e.Document != document })
	}
	c.Value, err = json.Marshal(values)
	return c, err
}
