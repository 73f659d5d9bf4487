// Package parquet answers which articles a Parquet file holds, as sets of data
// are handed about.
//
// Its columns of single values are those of a table: the words, the day and the
// like are found by their usual names, and each row with a text is a report,
// named FILE!ID. Lists and groups are passed over. The source that a text leads
// back to is the value of its cell, since a column is packed as a whole. Pages
// of columns are read one after the other; memory does not grow with the rows.
package parquet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"verbale.dev/verbale/internal/intake"
)

// Format is the Parquet file.
var Format = intake.Format{
	Name: "Parquet", Extractor: "parquet/1", Endings: []string{".parquet", ".pq"}, Signed: true, Many: true,
	Match: func(h intake.Head) bool { return bytes.HasPrefix(h.Bytes, []byte("PAR1")) },
	Read:  read,
}

func read(ctx context.Context, in *intake.Input, out *intake.Sink) (err error) {
	at, size, err := in.At()
	if err != nil {
		return err
	}
	number := 0
	damaged := func(err any) error {
		reason := fmt.Sprintf("the Parquet file is damaged (%v)", err)
		if number > 0 {
			reason += "; what came before is in"
		}
		return &intake.Fault{Cause: intake.Damaged, Line: number, Offset: -1, Reason: reason, Advice: "fetch it again"}
	}
	defer func() {
		if broken := recover(); broken != nil {
			err = damaged(broken)
		}
	}()
	file, err := parquet.OpenFile(at, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return damaged(err)
	}
	var names []string
	columns := map[int]column{}
	for _, path := range file.Schema().Columns() {
		leaf, ok := file.Schema().Lookup(path...)
		if !ok || len(path) != 1 || leaf.Node.Repeated() {
			continue
		}
		columns[leaf.ColumnIndex] = column{len(names), leaf.Node.Type().LogicalType()}
		names = append(names, path[0])
	}
	table, err := intake.NewTable(in, out, "a Parquet file", names)
	if err != nil || table == nil {
		return err
	}
	for _, group := range file.RowGroups() {
		if err := rows(ctx, group, names, columns, table, &number, damaged); err != nil {
			return err
		}
	}
	return nil
}

// column is where a column of the file stands among those of the table.
type column struct {
	at   int
	kind *format.LogicalType
}

// rows hands on the rows of one group.
func rows(ctx context.Context, group parquet.RowGroup, names []string, columns map[int]column, table *intake.Table, number *int, damaged func(any) error) error {
	reader := group.Rows()
	defer reader.Close()
	buffer := make([]parquet.Row, 16)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := reader.ReadRows(buffer)
		for _, row := range buffer[:n] {
			*number++
			cells := make([]intake.Cell, len(names))
			for i := range cells {
				cells[i] = intake.Cell{Name: names[i], Null: true}
			}
			var own []byte
			for _, v := range row {
				c, ok := columns[v.Column()]
				if !ok || v.IsNull() {
					continue
				}
				words := valueOf(v, c.kind)
				cells[c.at] = intake.Cell{Name: names[c.at], Value: words, Map: intake.Map{{TextEnd: len(words), SourceEnd: len(words)}}}
				if words == "" {
					cells[c.at].Map = nil
				}
				if table.IsText(c.at) {
					own = []byte(words)
				}
			}
			if err := table.Row(cells, *number, own, 0); err != nil {
				return err
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return damaged(err)
		case n == 0:
			return nil
		}
	}
}

// unitOf is how long one unit of a column of times is.
func unitOf(unit format.TimeUnit) time.Duration {
	switch {
	case unit.Millis != nil:
		return time.Millisecond
	case unit.Micros != nil:
		return time.Microsecond
	}
	return time.Nanosecond
}

// valueOf writes a value as words: days and times as ISO 8601 has them.
func valueOf(v parquet.Value, kind *format.LogicalType) string {
	switch v.Kind() {
	case parquet.ByteArray, parquet.FixedLenByteArray:
		words := string(v.ByteArray())
		if !utf8.ValidString(words) {
			words = strings.ToValidUTF8(words, "\uFFFD")
		}
		return words
	case parquet.Int32:
		if kind != nil && kind.Date != nil {
			return time.Unix(int64(v.Int32())*86_400, 0).UTC().Format("2006-01-02")
		}
	case parquet.Int64:
		if kind != nil && kind.Timestamp != nil {
			unit := unitOf(kind.Timestamp.Unit)
			a := int64(time.Second / unit) // units a second
			return stamp(time.Unix(v.Int64()/a, v.Int64()%a*int64(unit)).UTC(), kind.Timestamp.IsAdjustedToUTC)
		}
	case parquet.Int96:
		parts := v.Int96() // nanoseconds of the day, and the Julian day
		const julianOf1970 = 2_440_588
		nanoseconds := int64(parts[1])<<32 | int64(parts[0])
		return stamp(time.Unix((int64(parts[2])-julianOf1970)*86_400, nanoseconds).UTC(), false)
	}
	return v.String()
}

func stamp(at time.Time, utc bool) string {
	words := at.Format("2006-01-02T15:04:05")
	if utc {
		words += "Z"
	}
	return words
}
