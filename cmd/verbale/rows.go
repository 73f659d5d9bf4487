package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/alecthomas/kong"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/delivery"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/annotated"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/export/row"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/record/sqlite"
)

// output is how the answer to a question is written.
type output struct {
	Format     string   `default:"table" enum:"${formats}" help:"How to write it: ${enum}."`
	Output     string   `short:"o" placeholder:"FILE" help:"Write it to this file; without --format the ending of its name says how (${endings})."`
	Excel      bool     `help:"CSV for Excel: with a byte order mark, and cells that would be formulas guarded."`
	Columns    []string `placeholder:"TITLE,..." help:"These columns of a table or sheet, in this order."`
	AllColumns bool     `help:"Every column in a workbook, as in CSV, and not those that a person wants first."`
	Count      bool     `help:"Only say how many there are."`
	Limit      int      `default:"100" placeholder:"N" help:"Rows of a table at most; 0 for all. Other formats give all."`

	format *export.Format
}

// formatHelp gives the flags of output what the table of formats knows.
func formatHelp() kong.Vars {
	var endings []string
	for _, f := range export.Formats() {
		if f.Columns != export.Few {
			endings = append(endings, "."+f.Ending)
		}
	}
	return kong.Vars{"formats": strings.Join(export.Names(true), ","), "endings": strings.Join(endings, ", ")}
}

// settle decides on the format: what was asked for, else what the name of the
// file or --excel says.
func (o *output) settle(a *app) (err error) {
	if o.format, err = export.Named(o.Format); err != nil {
		return err
	}
	if o.table() && o.Output != "" {
		said, err := export.OfFile(o.Output)
		if err != nil {
			return err
		}
		if said != nil {
			o.format = said
		}
	}
	if o.table() && o.Excel {
		if o.format, err = export.Named("csv"); err != nil {
			return err
		}
	}
	switch {
	case o.Excel && o.format.Name != "csv":
		return fmt.Errorf("--excel is for CSV; --format xlsx makes a workbook: %w", errUsage)
	case o.format.Binary && o.Output == "" && a.terminal:
		return fmt.Errorf("a workbook cannot be shown on a terminal; name a file with -o FILE.%s: %w", o.format.Ending, errUsage)
	}
	return nil
}

// table reports whether the answer is a table for people.
func (o *output) table() bool { return o.format == nil || o.format.Columns == export.Few }

// page says for whom and from where rows of that name are written.
func (o *output) page(a *app, d *sqlite.Dossier, name string) export.Page {
	page := a.page()
	page.Excel, page.AllColumns, page.Columns, page.Name = o.Excel, o.AllColumns, o.Columns, name
	page.Title = titleOf(a, d)
	if o.format != nil && o.format.Notes {
		page.Report = a.reports(d)
	}
	return page
}

// reports tells of reports what stands in the evidence of notes. They are looked up all
// at once, when the first is asked for.
func (a *app) reports(d *sqlite.Dossier) func(string) row.Report {
	var known map[string]row.Report
	return func(document string) row.Report {
		if known == nil {
			known = map[string]row.Report{}
			// A note without the outlet has its place all the same.
			_ = d.Documents(a.ctx, query.Query{}, func(r *verbale.DocumentRow) error {
				known[r.ID] = sheet.ReportOf(r)
				return nil
			})
		}
		return known[document]
	}
}

// wrote says what was written to a file, and what could not be.
func (o *output) wrote(a *app, name string, rows, leftOut int) {
	if o.Output == "" {
		return
	}
	line := fmt.Sprintf("%s: %d %s", o.Output, rows, name)
	if leftOut > 0 {
		line += fmt.Sprintf("; %d without a day are not in it", leftOut)
	}
	fmt.Fprintln(a.stderr, plain.Text(line+"."))
}

// target opens what the answer is written to. The file that Output names is
// only there when the answer is whole; finish puts it in its place.
func (o *output) target(a *app) (w io.Writer, finish func(error) error, err error) {
	if o.Output == "" {
		w := a.stdout
		if a.terminal && !o.table() { // a table's cells are plain, and its colours meant
			w = plain.Terminal(w)
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
func list[T any](a *app, name string, out output, sheet export.Sheet[T], ask func(*sqlite.Dossier, func(T) error) error, last func(*sqlite.Dossier, int) (string, error)) error {
	if err := out.settle(a); err != nil {
		return err
	}
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	return listOf(a, dossier, name, out, sheet, ask, last)
}

// listOf is list of a dossier that is open, and a format that is settled.
func listOf[T any](a *app, dossier *sqlite.Dossier, name string, out output, sheet export.Sheet[T], ask func(*sqlite.Dossier, func(T) error) error, last func(*sqlite.Dossier, int) (string, error)) (err error) {
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
	written, leftOut := 0, 0
	defer func() {
		if err = finish(err); err == nil {
			err = out.tellBeside(a, dossier, written, leftOut)
		}
		if err == nil {
			out.wrote(a, name, written, leftOut)
		}
	}()
	page := out.page(a, dossier, name)
	page.About = func() ([][2]string, error) {
		return a.about(dossier, func() (string, error) { return lastLine(last, dossier, n) })
	}
	writer, err := export.NewWriter(target, out.format, sheet, page)
	if err != nil {
		return err
	}
	err = ask(dossier, func(row T) error {
		n++
		if out.table() && out.Limit > 0 && n > out.Limit {
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
	written, leftOut = writer.Rows, writer.LeftOut
	if !out.table() {
		return nil
	}
	line, err := lastLine(last, dossier, n)
	if err != nil {
		return err
	}
	if line != "" {
		fmt.Fprintln(target, line)
	}
	if out.Limit > 0 && n > out.Limit {
		fmt.Fprintf(target, "%d more are not shown; --limit 0 shows all.\n", n-out.Limit)
	}
	return nil
}

func lastLine(last func(*sqlite.Dossier, int) (string, error), d *sqlite.Dossier, n int) (string, error) {
	if last == nil {
		return "", nil
	}
	return last(d, n)
}

// modelOf names the models that read a dossier, or the one that would where nothing was
// read yet.
func modelOf(ctx context.Context, d *sqlite.Dossier) (string, error) {
	models, err := d.Models(ctx)
	return cmp.Or(strings.Join(models, ", "), reading.Name()), err
}

// about says where rows come from.
func (a *app) about(d *sqlite.Dossier, last func() (string, error)) ([][2]string, error) {
	hash, err := d.Hash(a.ctx)
	if err != nil {
		return nil, err
	}
	model, err := modelOf(a.ctx, d)
	if err != nil {
		return nil, err
	}
	about := [][2]string{
		{"dossier", d.Path()}, {"dossier hash", hash}, {"command", "verbale " + strings.Join(a.arguments, " ")}, {"filter", a.filter()},
		{"program", "verbale " + version}, {"model", model}, {"codebook", delivery.Codebook},
	}
	line, err := last()
	if line != "" {
		about = append(about, [2]string{"of these", line})
	}
	return about, err
}

// filter is what was asked: the arguments beside the command and the dossier, without how
// the answer is written; "all" where there are none.
func (a *app) filter() string {
	var asked []string
	command := false
	for i := 0; i < len(a.arguments); i++ {
		name, _, joined := strings.Cut(a.arguments[i], "=")
		switch name {
		case "-o", "--output", "--format", "--dossier", "--limit", "--columns":
			if !joined {
				i++
			}
		case "--excel", "--all-columns":
		default:
			if !command && !strings.HasPrefix(name, "-") {
				command = true
				continue
			}
			asked = append(asked, a.arguments[i])
		}
	}
	if len(asked) == 0 {
		return "all"
	}
	return strings.Join(asked, " ")
}

// tellBeside writes beside the file of an answer where its rows come from, if its format
// has no room for that.
func (o *output) tellBeside(a *app, d *sqlite.Dossier, rows, leftOut int) error {
	if o.Output == "" || o.format == nil || o.format.Tells || o.table() {
		return nil
	}
	hash, err := d.Hash(a.ctx)
	if err != nil {
		return err
	}
	model, err := modelOf(a.ctx, d)
	if err != nil {
		return err
	}
	about := annotated.About{Program: "verbale " + version, Model: model, Codebook: delivery.Codebook,
		Dossier: titleOf(a, d), Hash: hash, Command: "verbale " + strings.Join(a.arguments, " "), Format: o.format.Name, Filter: a.filter(), Rows: rows, LeftOut: []string{}}
	if leftOut > 0 {
		about.LeftOut = append(about.LeftOut, fmt.Sprintf("%d without a day", leftOut))
	}
	if about.Reports, err = countReports(a.ctx, d); err != nil {
		return err
	}
	data, err := json.MarshalIndent(about, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(o.Output+".about.json", append(data, '\n'), 0o644)
}

func countReports(ctx context.Context, d *sqlite.Dossier) (int, error) {
	totals, err := d.Totals(ctx)
	return totals.Documents, err
}
