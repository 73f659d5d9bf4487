package delivery

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/export/datapackage"
	"verbale.dev/verbale/internal/export/parquet"
	"verbale.dev/verbale/internal/record/sqlite"
)

// orders are the tables that are written, the views of docs/sql.md, with what their
// rows are ordered by.
var orders = []struct{ view, order string }{
	{"v_documents", "document"},
	{"v_statements", "document, start_byte, end_byte, id"},
	{"v_voices", "document, statement, role, place"},
	{"v_events", "document, start_byte, end_byte, id, type, predicate"},
	{"v_papers", "document, start_byte, id"},
	{"v_transfers", "document, start_byte, end_byte, id"},
	{"v_requests", "asked_on IS NULL, asked_on, document, start_byte, id"},
	{"v_answers", "request, answered_on IS NULL, answered_on, document, start_byte, how, who"},
	{"v_clauses", "id"},
	{"v_invocations", "clause, document, start_byte, who, stance"},
	{"v_expectations", "document, start_byte, id"},
	{"v_utterances", "id"},
	{"v_renderings", "utterance, place"},
	{"v_actors", "id"},
	{"v_offices", "actor, title, of_whom, former"},
	{"v_dates", "document, start_byte, end_byte, value"},
	{"v_mentions", "document, start_byte, end_byte, form, actor"},
	{"v_passages", "document, start_byte"},
	{"v_corrections", "number"},
}

// passedOver are columns that hang on the order of arrival and not on the contents.
var passedOver = map[string][]string{"v_passages": {"passage"}, "v_documents": {"read_at"}}

// wholes are the columns of whole numbers; those of v_events have a place that is words.
var wholes = map[string]bool{
	"start_byte": true, "end_byte": true, "bytes": true, "versions": true, "statements": true, "confidence": true, "tellings": true, "renderings": true,
	"former": true, "background": true, "repeats": true, "number": true, "reports": true, "v_voices.place": true, "v_renderings.place": true,
	"named": true, "mentions": true, "independent": true, "to_desist": true, "v_requests.answers": true, "invocations": true,
}

// days are the columns that hold a day, a month, a year or an interval: beside each
// stand its first and last day, as days.
var days = map[string]bool{"said_on": true, "not_after": true, "reported_on": true, "happened_on": true, "first_on": true, "last_on": true,
	"dated": true, "received_on": true, "asked_on": true, "answered_on": true, "voiced_on": true, "as_of": true}

// manyValues are the columns of text in which values seldom come twice.
var manyValues = map[string]bool{"words": true, "id": true, "hash": true, "cue": true, "title": true, "uri": true, "speaker_as_written": true, "names": true,
	"value": true, "why": true, "made_at": true, "statement": true, "utterance": true, "occasion": true,
	"transfer": true, "request": true, "stands": true}

// redacted are the columns of corrections that can be left empty, with the word for it.
var redacted = map[string]string{"made_by": "correctors", "why": "notes"}

// table is one of the tables with its columns.
type table struct {
	name, title, question string
	byDocument            bool
	derived               bool             // of the reports that are asked for
	view                  []string         // columns of the view, in order
	columns               []parquet.Column // those that are written: days have two more
	firstOf               []int            // by column: index in the view; of a first day -1-index, of a last day as the one before
}

// tablesOf describes the tables of a dossier.
func (j *job) tablesOf(ctx context.Context) ([]table, error) {
	views, err := j.Dossier.Views(ctx)
	if err != nil {
		return nil, err
	}
	var all []table
	for _, o := range orders {
		at := slices.IndexFunc(views, func(v sqlite.View) bool { return v.Name == o.view })
		if at < 0 {
			return nil, fmt.Errorf("there is no view %s", o.view)
		}
		t := table{name: strings.TrimPrefix(o.view, "v_"), title: views[at].Row, derived: views[at].Derived}
		for _, column := range views[at].Columns {
			if slices.Contains(passedOver[o.view], column) {
				continue
			}
			t.byDocument = t.byDocument || column == "document" && o.view != "v_corrections" && !t.derived
			kind := parquet.Code
			switch {
			case wholes[column] && !(o.view == "v_events" && column == "place"), wholes[o.view+"."+column]:
				kind = parquet.Whole
			case manyValues[column]:
				kind = parquet.Text
			}
			i := len(t.view)
			t.view = append(t.view, column)
			t.columns, t.firstOf = append(t.columns, parquet.Column{Name: column, Type: kind}), append(t.firstOf, i)
			if days[column] {
				t.columns = append(t.columns, parquet.Column{Name: column + "_first", Type: parquet.Day}, parquet.Column{Name: column + "_last", Type: parquet.Day})
				t.firstOf = append(t.firstOf, i, i)
			}
		}
		t.question = "SELECT " + strings.Join(t.view, ", ") + " FROM " + o.view
		if t.byDocument {
			t.question += " WHERE document IN (SELECT value FROM json_each(?1)) OR ?1 = 'null'"
		}
		t.question += " ORDER BY " + o.order
		all = append(all, t)
	}
	return all, nil
}

// each calls yield with the rows of a table: strings, int64 or nil.
func (j *job) each(ctx context.Context, t *table, documents string, yield func([]any) error) error {
	var arguments []any
	if t.byDocument {
		arguments = append(arguments, documents)
	}
	answer, err := j.Dossier.AskOf(ctx, j.Query, t.question, arguments...)
	if err != nil {
		return err
	}
	defer answer.Close()
	row := make([]any, len(t.columns))
	return answer.Each(ctx, func(values []any) error {
		for i, c := range t.columns {
			value := values[t.firstOf[i]]
			switch v := value.(type) {
			case float64:
				value = strconv.FormatFloat(v, 'g', -1, 64)
			case []byte:
				value = string(v)
			case int64:
				if c.Type != parquet.Whole {
					value = strconv.FormatInt(v, 10)
				}
			}
			if t.name == "corrections" && slices.Contains(j.Redact, redacted[c.Name]) {
				value = nil
			}
			if c.Type == parquet.Day {
				value = dayOf(value, strings.HasSuffix(c.Name, "_last"))
			}
			row[i] = value
		}
		return yield(row)
	})
}

// dayOf returns the first or last day of a date as days since 1970, nil where it has none.
func dayOf(value any, last bool) any {
	text, _ := value.(string)
	span, ok := calendar.ParseSpan(text)
	if !ok {
		return nil
	}
	day := span.First
	if last {
		day = span.Last
	}
	return int64(day)
}

// tablesAs makes the function of a format that writes every table, described by a
// datapackage.json.
func tablesAs(ending, mediaType string, open func(io.Writer, *table, *job) (tableWriter, error)) func(context.Context, *job) error {
	return func(ctx context.Context, j *job) error {
		documents, err := j.documents(ctx)
		if err != nil {
			return err
		}
		tables, err := j.tablesOf(ctx)
		if err != nil {
			return err
		}
		pack := datapackage.Package{Profile: "data-package", Name: slug(j.about.Dossier), Title: j.about.Dossier}
		var whole []string
		for i := range tables {
			t := &tables[i]
			if documents != "null" && !t.byDocument && !t.derived {
				whole = append(whole, t.name)
			}
			resource, err := j.table(ctx, t, documents, ending, open)
			if err != nil {
				return fmt.Errorf("%s: %w", t.name, err)
			}
			resource.Format, resource.MediaType = ending, mediaType
			if ending == "csv" {
				resource.Profile, resource.Encoding = "tabular-data-resource", "utf-8"
			}
			pack.Resources = append(pack.Resources, *resource)
			j.about.Rows += resource.Rows
		}
		if len(j.Redact) > 0 {
			j.leave("of corrections: %s", strings.Join(j.Redact, ", "))
		}
		if len(whole) > 0 {
			j.leave("the filter is of reports: the tables %s are of the whole dossier", strings.Join(whole, ", "))
		}
		pack.About = j.about
		return j.writeJSON("datapackage.json", pack)
	}
}

// documents lists the reports that are asked for as JSON, "null" for all, and counts
// them.
func (j *job) documents(ctx context.Context) (string, error) {
	names := []string{}
	if err := j.Dossier.Documents(ctx, j.Query, func(d *verbale.DocumentRow) error {
		j.about.Reports++
		if len(j.Query.Flags()) > 0 {
			names = append(names, d.ID)
		}
		return nil
	}); err != nil {
		return "", err
	}
	if len(j.Query.Flags()) == 0 {
		return "null", nil
	}
	data, err := json.Marshal(names)
	return string(data), err
}

// tableWriter takes rows of a table.
type tableWriter interface {
	Write([]any) error
	Close() error
}

// table writes one table and describes it.
func (j *job) table(ctx context.Context, t *table, documents, ending string, open func(io.Writer, *table, *job) (tableWriter, error)) (*datapackage.Resource, error) {
	r := &datapackage.Resource{Name: t.name, Path: t.name + "." + ending, Title: t.title, Schema: datapackage.Schema{MissingValues: []string{""}}}
	for _, c := range t.columns {
		kind := map[parquet.Type]string{parquet.Whole: "integer", parquet.Day: "date"}[c.Type]
		r.Schema.Fields = append(r.Schema.Fields, datapackage.Field{Name: c.Name, Type: cmp.Or(kind, "string")})
	}
	err := j.file(r.Path, func(f *os.File) error {
		sum := sha256.New()
		out := bufio.NewWriter(io.MultiWriter(f, sum))
		w, err := open(out, t, j)
		if err != nil {
			return err
		}
		if err := j.each(ctx, t, documents, func(row []any) error { r.Rows++; return w.Write(row) }); err != nil {
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
		if err := out.Flush(); err != nil {
			return err
		}
		r.Hash = "sha256:" + hex.EncodeToString(sum.Sum(nil))
		r.Bytes, err = f.Seek(0, io.SeekCurrent)
		return err
	})
	return r, err
}

var notSlug = regexp.MustCompile(`[^a-z0-9._-]+`)

// slug makes a name as a data package has it.
func slug(name string) string {
	return cmp.Or(strings.Trim(notSlug.ReplaceAllString(strings.ToLower(name), "-"), "-."), "dossier")
}

func openParquet(w io.Writer, t *table, j *job) (tableWriter, error) {
	about := j.about
	about.Command = "" // it names the folder: the same dossier gives the same bytes
	notes, err := json.Marshal(about)
	if err != nil {
		return nil, err
	}
	return parquet.New(w, t.columns, map[string]string{"verbale": string(notes)})
}

// csvTable writes a table as RFC 4180, days as ISO has them.
type csvTable struct {
	csv     *csv.Writer
	columns []parquet.Column
	cells   []string
}

func openCSV(w io.Writer, t *table, _ *job) (tableWriter, error) {
	c := &csvTable{csv: csv.NewWriter(w), columns: t.columns, cells: make([]string, len(t.columns))}
	c.csv.UseCRLF = true
	for i, column := range t.columns {
		c.cells[i] = column.Name
	}
	return c, c.csv.Write(c.cells)
}

func (c *csvTable) Write(row []any) error {
	for i, value := range row {
		switch v := value.(type) {
		case nil:
			c.cells[i] = ""
		case int64:
			if c.columns[i].Type == parquet.Day {
				c.cells[i] = calendar.Day(v).String()
			} else {
				c.cells[i] = strconv.FormatInt(v, 10)
			}
		default:
			c.cells[i] = fmt.Sprint(v)
		}
	}
	return c.csv.Write(c.cells)
}

func (c *csvTable) Close() error {
	c.csv.Flush()
	return c.csv.Error()
}
