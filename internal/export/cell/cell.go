// Package cell answers: how is a value of a row spelt in a cell?
package cell

import "encoding/json"

// Dash spells what may be null, and null as a dash, for people.
func Dash[T ~string](s *T) string {
	if s == nil {
		return "–"
	}
	return string(*s)
}

// Text spells what may be null, and null as nothing.
func Text[T ~string](s *T) string {
	if s == nil {
		return ""
	}
	return string(*s)
}

// JSON spells a value as JSON, or as nothing where it is not there.
func JSON(value any, there bool) string {
	if !there {
		return ""
	}
	data, err := json.Marshal(value)
	if err != nil {
		return "" // the types of rows hold nothing that JSON cannot
	}
	return string(data)
}
