package web

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"verbale.dev/verbale/internal/export"
)

// table is the one form in which rows stand in columns: each row opens its own page, each
// column can be sorted by, and others can be chosen.
type table struct {
	Label string
	Heads []tableHead
	Rows  []tableRow
}

// tableHead is the head of a column, with the address of the table sorted by it.
type tableHead struct {
	Title, Address string
	Sorted         string // "ascending", "descending" or ""
}

// tableRow is a row with the address of its page, which its name opens.
type tableRow struct {
	Address string
	Cells   []tableCell
}

type tableCell struct {
	Text  string
	Name  bool // it opens the row's page
	Whole bool // it is short, and not broken
}

// wholeCell is how many bytes a cell has at most that is not broken.
const wholeCell = len("[2006-01-02]")

// listFacet is a field with all its values and how many rows have each.
type listFacet struct {
	Field  string
	Values []choice
}

// tableAsked says which columns of a table are shown and by which it is sorted.
type tableAsked struct {
	Sort    string // a title, after "-" in descending order; "" is the order of the rows
	Columns []string
}

// tableAskedOf reads it from an address. The error is ErrQuery where there is no such
// column.
func tableAskedOf[T any](values url.Values, sheet export.Sheet[T]) (tableAsked, error) {
	asked := tableAsked{Sort: values.Get("sort"), Columns: values["column"]}
	known := titles(sheet)
	for _, title := range append(slices.Clone(asked.Columns), strings.TrimPrefix(asked.Sort, "-")) {
		if title != "" && !slices.Contains(known, title) {
			return asked, fmt.Errorf("%w: no column %q; there are %s", ErrQuery, title, strings.Join(known, ", "))
		}
	}
	return asked, nil
}

// put spells it in an address.
func (a tableAsked) put(values url.Values) {
	if a.Sort != "" {
		values.Set("sort", a.Sort)
	}
	if len(a.Columns) > 0 {
		values["column"] = a.Columns
	}
}

// flags spells the columns for the command, whose rows have an order of their own.
func (a tableAsked) flags() []string {
	if len(a.Columns) == 0 {
		return nil
	}
	return []string{"--columns=" + strings.Join(a.Columns, ",")}
}

// titles are those of the columns that a person can choose.
func titles[T any](sheet export.Sheet[T]) []string {
	var list []string
	for _, c := range slices.Concat(sheet.Table, sheet.People) {
		if !slices.Contains(list, c.Title) {
			list = append(list, c.Title)
		}
	}
	return list
}

// columnsOf are the columns that are asked for, else those of the table but for the id,
// which is in the address.
func columnsOf[T any](sheet export.Sheet[T], asked tableAsked) []export.Column[T] {
	if len(asked.Columns) == 0 {
		return slices.DeleteFunc(slices.Clone(sheet.Table), func(c export.Column[T]) bool { return c.Title == "id" })
	}
	var columns []export.Column[T]
	for _, title := range asked.Columns {
		for _, c := range slices.Concat(sheet.Table, sheet.People) {
			if c.Title == title {
				columns = append(columns, c)
				break
			}
		}
	}
	return columns
}

// newTable lays rows out. Name is the column whose cells open the row's page; where it is
// not shown, the first does.
func newTable[T any](label string, rows []T, sheet export.Sheet[T], asked tableAsked, name string, pageOf func(T) string, addressOf func(tableAsked) string) table {
	columns := columnsOf(sheet, asked)
	t := table{Label: label}
	opens := max(0, slices.IndexFunc(columns, func(c export.Column[T]) bool { return c.Title == name }))
	by, descending := strings.CutPrefix(asked.Sort, "-")
	for _, c := range columns {
		head := tableHead{Title: c.Title}
		sorted := asked
		sorted.Sort = c.Title
		if c.Title == by {
			head.Sorted = "ascending"
			if descending {
				head.Sorted = "descending"
			} else {
				sorted.Sort = "-" + c.Title
			}
		}
		head.Address = addressOf(sorted)
		t.Heads = append(t.Heads, head)
	}
	rows = slices.Clone(rows)
	if by != "" {
		of := columnOf(slices.Concat(sheet.Table, sheet.People), by)
		slices.SortStableFunc(rows, func(a, b T) int {
			if descending {
				return compareCells(of(b), of(a))
			}
			return compareCells(of(a), of(b))
		})
	}
	for _, row := range rows {
		line := tableRow{Address: pageOf(row)}
		for i, c := range columns {
			text := c.Of(row)
			line.Cells = append(line.Cells, tableCell{Text: text, Name: i == opens, Whole: len(text) <= wholeCell})
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

// compareCells orders cells: numbers by what they are, all else by its words, what is
// empty last.
func compareCells(a, b string) int {
	x, errA := strconv.Atoi(a)
	y, errB := strconv.Atoi(b)
	if errA == nil && errB == nil {
		return cmp.Compare(x, y)
	}
	blank := func(s string) int { return btoi(s == "" || s == "–" || s == "-") }
	return cmp.Or(blank(a)-blank(b), strings.Compare(strings.ToLower(a), strings.ToLower(b)))
}
