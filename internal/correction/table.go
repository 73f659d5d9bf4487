package correction

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/identity"
	"verbale.dev/verbale/internal/record"
)

// ReadActors reads a dossier's own table of actors: a header, then a line for
// each, with tabs or commas between the columns name, type, names, sides and
// office; only name is needed. Names and sides hold several with semicolons
// between them. The error names the line.
func ReadActors(from io.Reader) ([]identity.Entry, error) {
	data, err := io.ReadAll(from)
	if err != nil {
		return nil, fmt.Errorf("correction: table of actors: %w", err)
	}
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	reader.FieldsPerRecord = -1
	if header, _, _ := bytes.Cut(data, []byte("\n")); bytes.ContainsRune(header, '\t') {
		reader.Comma, reader.LazyQuotes = '\t', true
	}
	lines, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("correction: table of actors: %v: %w", err, record.ErrQuery)
	}
	if len(lines) == 0 || !slices.Contains(lines[0], "name") {
		return nil, fmt.Errorf("correction: table of actors: the first line names the columns, and one of them is name: %w", record.ErrQuery)
	}
	var entries []identity.Entry
	for n, line := range lines[1:] {
		e, err := entryOf(lines[0], line)
		if err != nil {
			return nil, fmt.Errorf("correction: table of actors: line %d: %w", n+2, err)
		}
		entries = append(entries, e)
	}
	return entries, nil
}

func entryOf(columns, line []string) (identity.Entry, error) {
	e := identity.Entry{Type: verbale.Organisation}
	for i, value := range line {
		if i >= len(columns) {
			return e, fmt.Errorf("%d cells under %d columns: %w", len(line), len(columns), record.ErrQuery)
		}
		if value = strings.TrimSpace(value); value == "" {
			continue
		}
		switch columns[i] {
		case "name":
			e.Name = value
		case "type":
			e.Type = verbale.ActorType(value)
			if !slices.Contains(verbale.ActorTypes, e.Type) {
				return e, fmt.Errorf("%q is no type of actor: %w", value, record.ErrQuery)
			}
		case "names":
			e.Names = pieces(value)
		case "sides", "side":
			e.Sides = pieces(value)
		case "office":
			title, of, _ := strings.Cut(value, ", ")
			e.Offices = append(e.Offices, verbale.LocalRole{Title: title, Of: of})
		}
	}
	if e.Name == "" {
		return e, fmt.Errorf("it has no name: %w", record.ErrQuery)
	}
	return e, nil
}

func pieces(list string) []string {
	var all []string
	for _, piece := range strings.Split(list, ";") {
		if piece = strings.TrimSpace(piece); piece != "" {
			all = append(all, piece)
		}
	}
	return all
}
