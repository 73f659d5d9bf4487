package main

import (
	"fmt"

	"verbale.dev/verbale/internal/answer"
	"verbale.dev/verbale/internal/record"
)

// output is how the answer to a question is written.
type output struct {
	Format answer.Format `enum:"table,json,jsonl,csv" default:"table" help:"How to write it: ${enum}."`
	Excel  bool          `help:"CSV for Excel: with a byte order mark, and cells that would be formulas guarded."`
	Limit  int           `default:"100" placeholder:"N" help:"Rows of a table at most; 0 for all. Other formats give all."`
}

// list asks the dossier for rows and writes them. A table shows no more rows
// than the limit, and its last line says how many more there are.
func list[T any](a *app, out output, sheet answer.Sheet[T], ask func(*record.Dossier, func(T) error) error, last func(*record.Dossier, int) (string, error)) error {
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	page := a.page()
	page.Excel = out.Excel
	writer, err := answer.NewWriter(a.stdout, out.Format, sheet, page)
	if err != nil {
		return err
	}
	n := 0
	err = ask(dossier, func(row T) error {
		n++
		if out.Format == answer.Table && out.Limit > 0 && n > out.Limit {
			return nil
		}
		return writer.Write(row)
	})
	if err != nil {
		return err
	}
	if err := writer.Close(); err != nil {
		return err
	}
	if out.Format != answer.Table {
		return nil
	}
	if last != nil {
		line, err := last(dossier, n)
		if err != nil {
			return err
		}
		fmt.Fprintln(a.stdout, line)
	}
	if out.Limit > 0 && n > out.Limit {
		fmt.Fprintf(a.stdout, "%d more are not shown; --limit 0 shows all.\n", n-out.Limit)
	}
	return nil
}
