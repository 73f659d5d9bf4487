package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
	verbale "verbale.dev/verbale"
)

// tableNames are the names of a table of reports beside its files, in order of
// preference.
var tableNames = []string{"reports.csv", "reports.tsv", "reports.jsonl"}

func isTableName(name string) bool { return slices.Contains(tableNames, strings.ToLower(name)) }

// isAboutTable reports whether a file beside a table of reports tells about the
// collection and is no report of it.
func isAboutTable(name string) bool {
	stem := strings.ToLower(strings.TrimSuffix(name, filepath.Ext(name)))
	return stem == "readme" || stem == "sources"
}

// table is a table of reports: what somebody wrote down about the files.
type table struct {
	file      string
	dir       string // its folder
	rows      []row
	byPath    map[string][]int // rows by folded path
	byID      map[string][]int // rows by id
	documents bool             // reports.jsonl that holds reports, not rows about them
}

// row is what a table says about one report, or about all of one JSON Lines
// file.
type row struct {
	line     int
	path, id string
	encoding string
	facts    []verbale.Fact
	used     bool
}

// rows returns what the tables say about the document of a name in file f: the
// table that was given first, then those beside the file, nearest first. Id is
// its own in a file of many.
func (r *run) rows(f found, name, id string, many bool) []*row {
	var rows []*row
	if r.given != nil {
		rows = append(rows, r.given.find(f.name, name, id, many)...)
		if below, err := filepath.Rel(r.given.dir, f.path); err == nil && len(rows) == 0 {
			rows = append(rows, r.given.find(filepath.ToSlash(below), name, id, many)...)
		}
	}
	if f.path == "-" {
		return rows
	}
	if f.given {
		r.tableOf(f)
	}
	// A folder given as PATH is the highest whose table counts.
	below := f.entry
	dir := filepath.Dir(f.path)
	for range strings.Count(f.name, "/") + 1 {
		if t := r.beside[dir]; t != nil {
			rows = append(rows, t.find(below, name, id, many)...)
		}
		below = path.Join(filepath.Base(dir), below)
		dir = filepath.Dir(dir)
	}
	return rows
}

// tableOf loads the table beside a file that was given by itself. Faults of the
// table are told where its folder is read.
func (r *run) tableOf(f found) {
	dir := filepath.Dir(f.path)
	if _, known := r.beside[dir]; known {
		return
	}
	r.beside[dir] = nil
	for _, name := range tableNames {
		if t, err := r.load(filepath.Join(dir, name)); err == nil && !t.documents {
			r.beside[dir] = t
			return
		}
	}
}

// tableIn loads the table of reports among the entries of a folder, or nil.
func (r *run) tableIn(dir string, entries []os.DirEntry) (*table, error) {
	for _, name := range tableNames {
		for _, entry := range entries {
			if !strings.EqualFold(entry.Name(), name) || entry.IsDir() {
				continue
			}
			file := filepath.Join(dir, entry.Name())
			if before := r.beside[dir]; before != nil && before.file != file {
				return before, r.fault(&Fault{Kind: Doubtful, Cause: BadTable, File: file, Offset: -1,
					Reason: "there is a second table of reports in the folder, and " + filepath.Base(before.file) + " is used", Advice: "keep one of them"})
			}
			t, err := r.load(file)
			if err != nil {
				f := &Fault{Kind: Skipped, Cause: BadTable, File: file, Offset: -1, Reason: err.Error()}
				if inner := (*Fault)(nil); errors.As(err, &inner) {
					f = inner
				}
				if err := r.fault(f); err != nil {
					return nil, err
				}
				continue
			}
			if !t.documents {
				r.beside[dir] = t
			}
		}
	}
	return r.beside[dir], nil
}

// find returns the rows about the document of a name in the file of a path:
// what names the document goes before what names its file.
func (t *table) find(path, name, id string, many bool) []*row {
	var rows, ofFile []*row
	for _, i := range t.byPath[foldPath(path)] {
		switch row := &t.rows[i]; {
		case many && row.id != "" && (row.id == name || row.id == id):
			rows = append(rows, row)
		case !many || row.id == "":
			ofFile = append(ofFile, row)
		}
	}
	for _, i := range t.byID[name] {
		rows = append(rows, &t.rows[i])
	}
	return append(rows, ofFile...)
}

// foldPath makes paths comparable that were written on one system and are read
// on another: strokes, letter case and composition of accents do not count.
func foldPath(p string) string {
	return strings.ToLower(norm.NFC.String(path.Clean(strings.ReplaceAll(strings.TrimSpace(p), `\`, "/"))))
}

// load reads a table. Faults in single rows are handed on; an error means that
// there is no table.
func (r *run) load(file string) (*table, error) {
	raw, fault := r.readWhole(file)
	if fault != nil {
		return nil, fault
	}
	t := &table{file: file, dir: filepath.Dir(file), byPath: map[string][]int{}, byID: map[string][]int{}}
	var faults []*Fault
	if strings.EqualFold(filepath.Ext(file), ".jsonl") {
		faults = t.parseLines(raw)
	} else {
		text, fault := decode(raw, r.Encoding)
		if fault == nil {
			faults, fault = t.parseSeparated(text.text, strings.EqualFold(filepath.Ext(file), ".tsv"))
		}
		if fault != nil {
			fault.File = file
			return nil, fault
		}
	}
	if t.documents {
		return t, nil
	}
	faults = append(faults, t.index()...)
	for _, f := range faults {
		f.Kind, f.File = Doubtful, file
		if err := r.fault(f); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// index fills the maps of a table. Of two rows about the same, the first counts.
func (t *table) index() []*Fault {
	var faults []*Fault
	kept := t.rows[:0]
	named := map[[2]string]bool{} // by path or id, and id
	for _, row := range t.rows {
		where, key := t.byPath, foldPath(row.path)
		if row.path == "" {
			where, key = t.byID, row.id
		}
		about := [2]string{"id", row.id}
		if row.path != "" {
			about = [2]string{"path " + key, row.id}
		}
		twice := named[about]
		switch {
		case row.path == "" && row.id == "":
			faults = append(faults, &Fault{Cause: BadRow, Line: row.line, Offset: -1, Reason: "the row names no report", Advice: "fill in path or id"})
		case twice:
			faults = append(faults, &Fault{Cause: BadRow, Line: row.line, Offset: -1, Reason: fmt.Sprintf("the table names %q twice, and the first row counts", key), Advice: "keep one of the rows"})
		default:
			named[about] = true
			where[key] = append(where[key], len(kept))
			kept = append(kept, row)
		}
	}
	t.rows = kept
	return faults
}

// parseSeparated reads CSV (RFC 4180; a semicolon does as well, which is what
// sheets write where the comma is in numbers) or TSV.
func (t *table) parseSeparated(text string, tabs bool) ([]*Fault, *Fault) {
	reader := csv.NewReader(strings.NewReader(text))
	reader.FieldsPerRecord = -1
	reader.LazyQuotes = tabs
	head, _, _ := strings.Cut(text, "\n")
	switch {
	case tabs || strings.Count(head, "\t") > strings.Count(head, ","):
		reader.Comma = '\t'
	case strings.Count(head, ";") > strings.Count(head, ","):
		reader.Comma = ';'
	}
	header, err := reader.Read()
	if err != nil {
		return nil, &Fault{Kind: Skipped, Cause: BadTable, Offset: -1, Reason: "the table of reports has no header", Advice: "begin it with a line such as path,outlet,published"}
	}
	for i := range header {
		header[i] = fieldNamed(header[i])
	}
	if !slices.Contains(header, fieldPath) && !slices.Contains(header, fieldID) {
		return nil, &Fault{Kind: Skipped, Cause: BadTable, Line: 1, Offset: -1, Reason: "the table of reports has neither a column path nor a column id", Advice: "begin it with a line such as path,outlet,published"}
	}
	var faults []*Fault
	for {
		record, err := reader.Read()
		if err == io.EOF {
			return faults, nil
		}
		if err != nil {
			f := &Fault{Cause: BadRow, Offset: -1, Reason: "the row cannot be read", Advice: "look at its quotation marks"}
			if parse := (*csv.ParseError)(nil); errors.As(err, &parse) {
				f.Line = parse.StartLine
				f.Reason += ": " + parse.Err.Error()
			}
			faults = append(faults, f)
			continue
		}
		line, _ := reader.FieldPos(0)
		if len(record) > len(header) {
			faults = append(faults, &Fault{Cause: BadRow, Line: line, Offset: -1,
				Reason: fmt.Sprintf("the row has %d fields and the header %d, so it is not used", len(record), len(header)), Advice: "put fields with commas in quotation marks"})
			continue
		}
		row := row{line: line}
		for i, value := range record {
			row.set(header[i], strings.TrimSpace(value), strings.TrimSpace(value))
		}
		if row.path != "" || row.id != "" || len(row.facts) > 0 {
			t.rows = append(t.rows, row)
		}
	}
}

// parseLines reads a table in JSON Lines. A line with a text makes the file one
// of reports.
func (t *table) parseLines(raw []byte) []*Fault {
	var faults []*Fault
	number := 0
	start := int64(0)
	for line := range bytes.Lines(raw) {
		number++
		begin := start
		start += int64(len(line))
		if number == 1 {
			line = bytes.TrimPrefix(line, []byte("\uFEFF"))
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		object, fault := parseObject(line, begin, maxKeys)
		if fault != nil {
			fault.Line = number
			faults = append(faults, fault)
			continue
		}
		row := row{line: number}
		for _, m := range object {
			if m.key == fieldText {
				t.documents = true
				return nil
			}
			raw := line[m.value.Start:m.value.End]
			if raw[0] == '"' {
				value, _ := Unquote(raw, 0)
				row.set(fieldNamed(m.key), strings.TrimSpace(value), strings.TrimSpace(value))
			} else if string(raw) != "null" {
				row.set(fieldNamed(m.key), "", string(raw))
			}
		}
		t.rows = append(t.rows, row)
	}
	return faults
}

// set puts a value into a row: text is "" where it was no string.
func (r *row) set(field, text, value string) {
	switch field {
	case fieldPath:
		r.path = text
		return
	case fieldID:
		r.id = text
		return
	case fieldEncoding:
		r.encoding = text
	}
	if value != "" && field != "" {
		r.facts = append(r.facts, verbale.Fact{Field: field, Value: value, Origin: verbale.FromTable})
	}
}
