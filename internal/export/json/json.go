// Package json answers: how are rows written for programs?
//
// In go rows, out come their values with the keys of the root vocabulary, all of
// them always: one array, or an object a line. Both are streamed.
package json

import (
	"encoding/json"
	"io"
	"strings"

	"verbale.dev/verbale/internal/export/row"
)

type lines struct{ encoder *json.Encoder }

// NewLines returns a writer of JSON Lines to w.
func NewLines(w io.Writer, _ *row.Shape) (row.Writer, error) {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return &lines{encoder: encoder}, nil
}

func (l *lines) Write(r *row.Row) error { return l.encoder.Encode(r.Value) }
func (l *lines) Close() error           { return nil }

type array struct {
	w     io.Writer
	begun bool
}

// NewArray returns a writer of one JSON array to w.
func NewArray(w io.Writer, _ *row.Shape) (row.Writer, error) { return &array{w: w}, nil }

func (a *array) Write(r *row.Row) error {
	before := "[\n"
	if a.begun {
		before = ",\n"
	}
	a.begun = true
	var line strings.Builder
	line.WriteString(before)
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(r.Value); err != nil {
		return err
	}
	_, err := io.WriteString(a.w, strings.TrimSuffix(line.String(), "\n"))
	return err
}

func (a *array) Close() error {
	end := "\n]\n"
	if !a.begun {
		end = "[]\n"
	}
	_, err := io.WriteString(a.w, end)
	return err
}
