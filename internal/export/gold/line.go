package gold

import (
	"strings"
	"unicode/utf8"
)

// entry is one record of a gold file as it stands there: its name, the rest of
// its first line, and its fields.
type entry struct {
	line   int
	name   string
	rest   string
	fields []field
}

// field is an indented line of a record.
type field struct {
	line  int
	name  string
	value string
}

// parseEntries cuts a file into records. A field before any record is a fault.
func parseEntries(text string, faults *faults) []entry {
	text = strings.TrimPrefix(text, "\ufeff")
	if !utf8.ValidString(text) {
		faults.add(0, "is not UTF-8; save it as UTF-8")
		return nil
	}
	var entries []entry
	line := 0
	for raw := range strings.Lines(text) {
		line++
		raw = strings.TrimRight(raw, "\r\n")
		trimmed := strings.TrimSpace(raw)
		if trimmed == "" || trimmed[0] == '#' {
			continue
		}
		name, rest := cutWord(trimmed)
		if raw[0] != ' ' && raw[0] != '\t' {
			entries = append(entries, entry{line: line, name: name, rest: rest})
			continue
		}
		if len(entries) == 0 {
			faults.add(line, "a field stands before any record; begin the record at the margin")
			continue
		}
		last := &entries[len(entries)-1]
		last.fields = append(last.fields, field{line: line, name: name, value: rest})
	}
	return entries
}

// cutWord divides text after its first word.
func cutWord(text string) (word, rest string) {
	text = strings.TrimSpace(text)
	i := strings.IndexAny(text, " \t")
	if i < 0 {
		return text, ""
	}
	return text[:i], strings.TrimSpace(text[i:])
}

// cutList divides text at a separator and trims its pieces, without empty ones.
func cutList(text, separator string) []string {
	var list []string
	for piece := range strings.SplitSeq(text, separator) {
		if piece = strings.TrimSpace(piece); piece != "" {
			list = append(list, piece)
		}
	}
	return list
}
