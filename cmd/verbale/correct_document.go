package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correction"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

// documentFields are the fields of a report that a person can set right; --kind
// is shared with statements.
type documentFields struct {
	Published *string `placeholder:"DATE" help:"Of a report: when it was published; nothing for undated."`
	Outlet    *string `placeholder:"NAME" help:"Of a report: who published it."`
	Title     *string `placeholder:"WORDS" help:"Of a report: its title."`
	URI       *string `name:"uri" placeholder:"URI" help:"Of a report: its address."`
	Language  *string `placeholder:"TAG" help:"Of a report: its language, such as en or ru."`
	Short     *string `placeholder:"WORDS" help:"Of a report: what tables call it."`
}

// given lists the fields that were given, with their values.
func (f *documentFields) given(kind *string) (fields []verbale.Fact) {
	for _, field := range []struct {
		name  string
		value *string
	}{
		{intake.FieldPublished, f.Published}, {intake.FieldOutlet, f.Outlet}, {intake.FieldTitle, f.Title},
		{intake.FieldURI, f.URI}, {intake.FieldLanguage, f.Language}, {intake.FieldKind, kind}, {intake.FieldShort, f.Short},
	} {
		if field.value != nil {
			fields = append(fields, verbale.Fact{Field: field.name, Value: *field.value})
		}
	}
	return fields
}

// documentNamed returns the name of the document that a person means: the whole
// name, or the last element of one only; "" where there is none.
func documentNamed(ctx context.Context, dossier *sqlite.Dossier, words string) (string, error) {
	var whole string
	var last []string
	err := dossier.Documents(ctx, query.Query{Document: []string{words}}, func(d *verbale.DocumentRow) error {
		if d.ID == words {
			whole = d.ID
		} else if path.Base(d.ID) == words {
			last = append(last, d.ID)
		}
		return nil
	})
	switch {
	case err != nil:
		return "", err
	case whole != "":
		return whole, nil
	case len(last) == 1:
		return last[0], nil
	case len(last) > 1:
		return "", fmt.Errorf("%d reports have names that end in %q; write the whole name: %w", len(last), words, record.ErrQuery)
	}
	return "", nil
}

// correctDocument corrects fields of a document, reads it again, and says what
// that changed.
func (a *app) correctDocument(ctx context.Context, dossier *sqlite.Dossier, desk *correction.Desk, name string, fields []verbale.Fact, who correction.Who) error {
	if len(fields) == 0 {
		return fmt.Errorf("say what is to change of the report: --published, --outlet, --title, --uri, --language, --kind or --short: %w", errUsage)
	}
	before, err := dossier.ReadingOf(ctx, name, "")
	if err != nil {
		return err
	}
	all := make([]verbale.Correction, len(fields))
	for i, field := range fields {
		if err := intake.Check(field.Field, field.Value); err != nil {
			return fmt.Errorf("%w: %w", err, errUsage)
		}
		value := json.RawMessage("null")
		if field.Value != "" {
			if value, err = json.Marshal(field.Value); err != nil {
				return err
			}
		}
		all[i] = verbale.Correction{
			MadeBy: who.By, Why: who.Why, About: verbale.AboutDocument, Field: field.Field, Value: value,
			Target: verbale.CorrectionTarget{Document: name, Version: before.Hash},
		}
	}
	ids, err := desk.All(ctx, all)
	if err != nil {
		return err
	}
	a.noted(ids)
	after, err := dossier.ReadingOf(ctx, name, "")
	if err != nil {
		return err
	}
	return tellChange(a.stdout, before, after)
}

// tellChange says how many rows of a report are not as they were.
func tellChange(w io.Writer, before, after *sqlite.Reading) error {
	statements := changed(before.Statements, after.Statements, func(s *verbale.Statement) string { return s.ID })
	dates := changed(before.Dates, after.Dates, func(t verbale.TimeExpression) string { return fmt.Sprint(t.Span) })
	_, err := fmt.Fprintf(w, "%s, read again: %d of %s and %d of %s changed.\n", after.Row.Short,
		statements, plural(len(after.Statements), "statement"), dates, plural(len(after.Dates), "time expression"))
	return err
}

// changed counts the rows that are new, gone or other than they were.
func changed[T any](before, after []T, key func(T) string) int {
	was := map[string]string{}
	for _, row := range before {
		was[key(row)] = cell.JSON(row, true)
	}
	n := 0
	for _, row := range after {
		k := key(row)
		if old, there := was[k]; !there || old != cell.JSON(row, true) {
			n++
		}
		delete(was, k)
	}
	return n + len(was)
}
