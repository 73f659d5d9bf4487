package sqlite

import (
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
)

// prepared is a statement as the driver has it. A writer puts some hundred rows a
// report: what database/sql does for each statement, its locks, conversions and
// results, would cost more objects than the rows.
type prepared struct {
	driver.Stmt
	exec  driver.StmtExecContext
	query driver.StmtQueryContext
}

// prepare prepares a statement, once a transaction.
func (w *Writer) prepare(query string) (*prepared, error) {
	if p, ok := w.statements[query]; ok {
		return p, nil
	}
	stmt, err := w.driver.Prepare(query)
	if err != nil {
		return nil, err
	}
	p := &prepared{Stmt: stmt}
	var ok bool
	if p.exec, ok = stmt.(driver.StmtExecContext); ok {
		p.query, ok = stmt.(driver.StmtQueryContext)
	}
	if !ok {
		return nil, errors.Join(fmt.Errorf("the driver's statements are %T", stmt), stmt.Close())
	}
	w.statements[query] = p
	return p, nil
}

// exec carries out a statement; a writer that only looks notes it.
func (w *Writer) exec(query string, arguments ...any) (driver.Result, error) {
	if w.noted != nil {
		w.noted(query)
		return driver.RowsAffected(0), nil
	}
	p, err := w.prepare(query)
	if err != nil {
		return nil, err
	}
	if err := w.bind(arguments); err != nil {
		return nil, err
	}
	return p.exec.ExecContext(w.ctx, w.values)
}

// bind makes arguments the values of the next statement.
func (w *Writer) bind(arguments []any) error {
	w.values = w.values[:0]
	for _, argument := range arguments {
		value, err := valueOf(argument)
		if err != nil {
			return err
		}
		w.values = append(w.values, driver.NamedValue{Ordinal: len(w.values) + 1, Value: value})
	}
	return nil
}

// valueOf turns an argument into a value of the driver's.
func valueOf(argument any) (driver.Value, error) {
	switch a := argument.(type) {
	case nil, string, int64, bool, []byte:
		return a, nil
	case int:
		return int64(a), nil
	}
	switch v := reflect.ValueOf(argument); v.Kind() {
	case reflect.String:
		return v.String(), nil
	case reflect.Pointer:
		if v.IsNil() {
			return nil, nil
		}
		return valueOf(v.Elem().Interface())
	}
	return nil, fmt.Errorf("a value of type %T", argument)
}

// each asks a question and calls yield with each row. The values are valid until
// yield returns; they are strings, int64s or nil.
func (w *Writer) each(yield func(row []driver.Value) error, query string, arguments ...any) (err error) {
	p, err := w.prepare(query)
	if err != nil {
		return err
	}
	if err := w.bind(arguments); err != nil {
		return err
	}
	rows, err := p.query.QueryContext(w.ctx, w.values)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	row := make([]driver.Value, len(rows.Columns()))
	for {
		if err := rows.Next(row); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if err := yield(row); err != nil {
			return err
		}
	}
}

// eachOf is each for a question about a list of ids, which it knows as json_each(?).
func (w *Writer) eachOf(ids []string, yield func(row []driver.Value) error, query string, arguments ...any) error {
	if len(ids) == 0 {
		return nil
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	return w.each(yield, query, append([]any{string(list)}, arguments...)...)
}

// text is a column of text, "" where it is null.
func text(value driver.Value) string {
	s, _ := value.(string)
	return s
}

// number is a column of integers, 0 where it is null.
func number(value driver.Value) int64 {
	n, _ := value.(int64)
	return n
}

// texts reads the only column of a question.
func (w *Writer) texts(query string, arguments ...any) ([]string, error) {
	var all []string
	err := w.each(func(row []driver.Value) error {
		all = append(all, text(row[0]))
		return nil
	}, query, arguments...)
	return all, err
}

// numbers reads the only column of a question.
func (w *Writer) numbers(query string, arguments ...any) ([]int64, error) {
	var all []int64
	err := w.each(func(row []driver.Value) error {
		all = append(all, number(row[0]))
		return nil
	}, query, arguments...)
	return all, err
}

// rowsAtOnce are how many rows one statement of SQL puts: what comes before and after
// a statement costs as much as a row.
var rowsAtOnce = [...]int{16, 4, 1}

// rowSet collects rows for a table and puts them, many a statement.
type rowSet struct {
	w     *Writer
	into  *insertion
	last  int64 // number of the last row that was put, where the table numbers them
	begun bool  // something of the row is hashed
}

// insertion is how rows are put into a table.
type insertion struct {
	table   string // its name
	columns int
	queries [len(rowsAtOnce)]string
}

// into returns how rows are put into a table, which is given with its columns.
func into(table string, columns int) *insertion {
	name, _, _ := strings.Cut(table, " ")
	i := &insertion{table: name, columns: columns}
	row := "(?" + strings.Repeat(", ?", columns-1) + ")"
	for k, rows := range rowsAtOnce {
		i.queries[k] = "INSERT INTO " + table + " VALUES " + row + strings.Repeat(", "+row, rows-1)
	}
	return i
}

// put begins to put rows into a table. One set is put at a time, and nothing else
// is asked or carried out before it is closed.
func (w *Writer) put(into *insertion) *rowSet {
	w.values = w.values[:0]
	return &rowSet{w: w, into: into}
}

// number puts a value that is not hashed: a number that the database gave, or what
// is derived.
func (r *rowSet) number(v driver.Value) {
	r.w.values = append(r.w.values, driver.NamedValue{Ordinal: len(r.w.values) + 1, Value: v})
}

// value puts a value, and hashes it.
func (r *rowSet) value(v driver.Value) {
	if !r.begun {
		r.w.hash.begin(r.into.table)
		r.begun = true
	}
	r.w.hash.add(v)
	r.number(v)
}

// known hashes a value that another column stands for.
func (r *rowSet) known(n int) {
	r.w.hash.begin(r.into.table)
	r.w.hash.add(int64(n))
	r.begun = true
}

func (r *rowSet) null()         { r.value(nil) }
func (r *rowSet) text(s string) { r.value(s) }

// word is text of which there are few: each is boxed once a transaction.
func (r *rowSet) word(s string) {
	boxed, ok := r.w.words[s]
	if !ok {
		boxed = s
		r.w.words[s] = boxed
	}
	r.value(boxed)
}

// wordOrNull is word, null where there is none.
func (r *rowSet) wordOrNull(s string) {
	if s == "" {
		r.null()
	} else {
		r.word(s)
	}
}

// wordAt is word, null where it points to none.
func (r *rowSet) wordAt(s *string) { wordAt(r, s) }

func wordAt[T ~string](r *rowSet, s *T) {
	if s == nil {
		r.null()
	} else {
		r.word(string(*s))
	}
}

// textAt is text, null where it points to none.
func (r *rowSet) textAt(s *string) {
	if s == nil {
		r.null()
	} else {
		r.text(*s)
	}
}

// pointed is the text that s points to, or null.
func pointed(s *string) driver.Value {
	if s == nil {
		return nil
	}
	return *s
}

// smallInts is how many integers are boxed once a transaction: offsets and ordinals.
const smallInts, intsAtOnce = 1 << 16, 256

func (r *rowSet) int(n int) { r.value(r.w.box(n)) }

// box makes a value of an integer.
func (w *Writer) box(n int) driver.Value {
	if n < 0 || n >= smallInts {
		return int64(n)
	}
	page := &w.ints[n/intsAtOnce]
	if *page == nil {
		*page = new([intsAtOnce]driver.Value)
	}
	if (*page)[n%intsAtOnce] == nil {
		(*page)[n%intsAtOnce] = int64(n)
	}
	return (*page)[n%intsAtOnce]
}

// end ends a row.
func (r *rowSet) end() error {
	if r.begun {
		r.w.hash.end()
		r.begun = false
	}
	if len(r.w.values) < rowsAtOnce[0]*r.into.columns {
		return nil
	}
	err := r.flush(0, r.w.values)
	r.w.values = r.w.values[:0]
	return err
}

// close puts what is left, and returns the number of the last row, where the table
// numbers them; the numbers of the rows of a set follow each other.
func (r *rowSet) close() (int64, error) {
	values := r.w.values
	for k, rows := range rowsAtOnce {
		for n := rows * r.into.columns; len(values) >= n; values = values[n:] {
			for i := range n {
				values[i].Ordinal = i + 1
			}
			if err := r.flush(k, values[:n]); err != nil {
				return 0, err
			}
		}
	}
	r.w.values = r.w.values[:0]
	return r.last, nil
}

func (r *rowSet) flush(size int, values []driver.NamedValue) error {
	p, err := r.w.prepare(r.into.queries[size])
	if err != nil {
		return err
	}
	result, err := p.exec.ExecContext(r.w.ctx, values)
	if err == nil {
		r.last, err = result.LastInsertId()
	}
	if err != nil {
		return fmt.Errorf("%s: %w", r.into.table, err)
	}
	return nil
}

// direct makes the driver's own connection the writer's. It stays reserved for the
// writer until leave, which is the last that is heard of it; nobody else uses it
// meanwhile, and nothing of database/sql but the beginning and the end of the
// transaction does.
func (w *Writer) direct() error {
	return w.conn.Raw(func(connection any) error {
		c, ok := connection.(driver.Conn)
		if !ok {
			return fmt.Errorf("the driver's connection is a %T", connection)
		}
		w.driver = c
		return nil
	})
}
