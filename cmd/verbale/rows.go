package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"verbale.dev/verbale/internal/answer"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/record"
)

// output is how the answer to a question is written.
type output struct {
	Format answer.Format `enum:"table,json,jsonl,csv,xlsx" default:"table" help:"How to write it: ${enum}."`
	Output string        `short:"o" placeholder:"FILE" help:"Write it to this file; without --format the ending of its name says how (.csv, .jsonl, .xlsx)."`
	Excel  bool          `help:"CSV for Excel: with a byte order mark, and cells that would be formulas guarded."`
	Count  bool          `help:"Only say how many there are."`
	Limit  int           `default:"100" placeholder:"N" help:"Rows of a table at most; 0 for all. Other formats give all."`
}

// settle decides on the format: what was asked for, else what the name of the
// file or --excel says.
func (o *output) settle(a *app) error {
	if o.Format == answer.Table {
		ending := answer.Format(strings.TrimPrefix(strings.ToLower(filepath.Ext(o.Output)), "."))
		for _, format := range answer.Formats {
			if ending == format {
				o.Format = format
			}
		}
		if o.Excel && o.Format == answer.Table {
			o.Format = answer.CSV
		}
	}
	switch {
	case o.Excel && o.Format != answer.CSV:
		return fmt.Errorf("--excel is for CSV; --format xlsx makes a workbook: %w", errUsage)
	case o.Format == answer.XLSX && o.Output == "" && a.terminal:
		return fmt.Errorf("a workbook cannot be shown on a terminal; name a file with -o FILE.xlsx: %w", errUsage)
	}
	return nil
}

// target opens what the answer is written to. The file that Output names is
// only there when the answer is whole; finish puts it in its place.
func (o *output) target(a *app) (w io.Writer, finish func(error) error, err error) {
	if o.Output == "" {
		w := a.stdout
		if a.terminal && o.Format != answer.Table { // a table's cells are plain, and its colours meant
			w = answer.ForTerminal(w)
		}
		return w, func(err error) error { return err }, nil
	}
	file, err := os.CreateTemp(filepath.Dir(o.Output), filepath.Base(o.Output)+".*")
	if err != nil {
		return nil, nil, err
	}
	return file, func(err error) error {
		if err == nil {
			err = file.Chmod(0o644)
		}
		if closeErr := file.Close(); err == nil {
			err = closeErr
		}
		if err == nil {
			err = os.Rename(file.Name(), o.Output)
		}
		if err != nil {
			return errors.Join(err, os.Remove(file.Name()))
		}
		return nil
	}, nil
}

// list asks the dossier for rows and writes them. A table shows no more rows
// than the limit, and its last line says how many more there are. Name is what
// the rows are, in the plural.
func list[T any](a *app, name string, out output, sheet answer.Sheet[T], ask func(*record.Dossier, func(T) error) error, last func(*record.Dossier, int) (string, error)) (err error) {
	if err := out.settle(a); err != nil {
		return err
	}
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	n := 0
	if out.Count {
		if err := ask(dossier, func(T) error { n++; return nil }); err != nil {
			return err
		}
		_, err := fmt.Fprintln(a.stdout, n)
		return err
	}
	target, finish, err := out.target(a)
	if err != nil {
		return err
	}
	defer func() { err = finish(err) }()
	page := a.page()
	page.Excel, page.Name = out.Excel, name
	page.About = func() ([][2]string, error) {
		about := [][2]string{
			{"dossier", dossier.Path()}, {"command", "verbale " + strings.Join(a.arguments, " ")},
			{"program", "verbale " + version}, {"model", reading.Name()},
		}
		if last == nil {
			return about, nil
		}
		line, err := last(dossier, n)
		return append(about, [2]string{"of these", line}), err
	}
	writer, err := answer.NewWriter(target, out.Format, sheet, page)
	if err != nil {
		return err
	}
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
		fmt.Fprintln(target, line)
	}
	if out.Limit > 0 && n > out.Limit {
		fmt.Fprintf(target, "%d more are not shown; --limit 0 shows all.\n", n-out.Limit)
	}
	return nil
}
