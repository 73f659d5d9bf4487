// Package parquet answers: how is a table written as Parquet?
//
// In go columns with their types and rows of values; out comes a file of nullable
// columns: text (UTF-8, those of few values with a dictionary), whole numbers (int64)
// and days (DATE). Rows are streamed; a group of rows at a time is in memory.
//
//	w, err := parquet.New(file, columns, map[string]string{"about": "…"})
//	err = w.Write([]any{"s-1", int64(12), nil})
//	err = w.Close()
package parquet

import (
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// Type is what a column holds.
type Type int

// The types of columns.
const (
	Text  Type = iota
	Code       // text of few values
	Whole      // whole numbers
	Day        // days since 1970-01-01, as int64
)

// Column is one column. Names are of letters, digits and underscores.
type Column struct {
	Name string
	Type Type
}

// rowsInGroup is how many rows are in memory.
const rowsInGroup = 16 << 10

// Writer writes a file.
type Writer struct {
	to      *parquet.GenericWriter[any]
	columns []Column
	row     parquet.Row
}

// New begins a file with notes on it.
func New(w io.Writer, columns []Column, notes map[string]string) (*Writer, error) {
	fields := make([]reflect.StructField, len(columns))
	for i, c := range columns {
		f := reflect.StructField{Name: fmt.Sprintf("C%d", i), Type: reflect.TypeFor[*string]()}
		tag := c.Name + ",optional,snappy"
		switch c.Type {
		case Code:
			tag += ",dict"
		case Whole:
			f.Type = reflect.TypeFor[*int64]()
		case Day:
			f.Type = reflect.TypeFor[int32]()
			tag += ",date"
		}
		f.Tag = reflect.StructTag(fmt.Sprintf("parquet:%q", tag))
		fields[i] = f
	}
	schema := parquet.NewSchema("row", parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface()))
	options := []parquet.WriterOption{schema, parquet.MaxRowsPerRowGroup(rowsInGroup), parquet.CreatedBy("verbale", "", "")}
	for key, value := range notes {
		options = append(options, parquet.KeyValueMetadata(key, value))
	}
	return &Writer{to: parquet.NewGenericWriter[any](w, options...), columns: columns}, nil
}

// Write writes a row: a string or an int64 for each column, or nil.
func (w *Writer) Write(values []any) error {
	w.row = w.row[:0]
	for i, value := range values {
		var v parquet.Value
		switch value := value.(type) {
		case nil:
			w.row = append(w.row, parquet.NullValue().Level(0, 0, i))
			continue
		case string:
			v = parquet.ByteArrayValue([]byte(strings.ToValidUTF8(value, "\uFFFD")))
		case int64:
			v = parquet.Int64Value(value)
			if w.columns[i].Type == Day {
				v = parquet.Int32Value(int32(value))
			}
		default:
			return fmt.Errorf("parquet: column %s: a %T", w.columns[i].Name, value)
		}
		w.row = append(w.row, v.Level(0, 1, i))
	}
	_, err := w.to.WriteRows([]parquet.Row{w.row})
	return err
}

// Close ends the file.
func (w *Writer) Close() error { return w.to.Close() }
