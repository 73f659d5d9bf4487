package overlay

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/lang"
)

// change is the value of a correction, read.
type change struct {
	word     string
	optional *string
	actors   []verbale.SketchActor
	spans    []lang.Span
	status   verbale.Status
}

// changeOf reads the value of a correction; spans are moved by shift.
func changeOf(c *verbale.Correction, shift int) (change, bool) {
	var v change
	var err error
	switch c.Field {
	case Speaker, Addressees:
		err = json.Unmarshal(c.Value, &v.actors)
		for _, actor := range v.actors {
			if strings.TrimSpace(actor.Name) == "" {
				return v, false
			}
		}
	case Kind, Account, Factuality:
		err = json.Unmarshal(c.Value, &v.word)
		if err == nil && !known(c.Field, v.word) {
			return v, false
		}
	case SaidOn, Channel:
		err = json.Unmarshal(c.Value, &v.optional)
		if err == nil && v.optional != nil && !known(c.Field, *v.optional) {
			return v, false
		}
	case Source, Cue, Content:
		err = json.Unmarshal(c.Value, &v.spans)
		v.spans = shifted(v.spans, shift)
		if c.Field == Content && len(v.spans) == 0 {
			return v, false
		}
	case Status:
		err = json.Unmarshal(c.Value, &v.status)
		if v.status != verbale.Checked && v.status != verbale.Struck && v.status != verbale.Unread {
			return v, false
		}
	case Whole:
		return v, c.Target.Sketch != nil && len(c.Target.Content) > 0
	default:
		return v, false
	}
	return v, err == nil
}

// known reports whether a word is on the closed list of a field, or, for the
// day on which something was said, is such a day.
func known(field, word string) bool {
	switch field {
	case Kind:
		return oneOf(verbale.Kinds, word)
	case Account:
		return oneOf(verbale.Accounts, word)
	case Factuality:
		return oneOf(verbale.Factualities, word)
	case Channel:
		return oneOf(verbale.Channels, word)
	case SaidOn:
		_, ok := calendar.ParseSpan(word)
		return ok
	}
	return false
}

func oneOf[T ~string](list []T, word string) bool {
	for _, value := range list {
		if string(value) == word {
			return true
		}
	}
	return false
}

// Check reports whether a value can stand in a field of a statement. Spans are
// not looked at against any text.
func Check(field string, value json.RawMessage) bool {
	if field == Whole {
		return true
	}
	_, ok := changeOf(&verbale.Correction{Field: field, Value: bytes.TrimSpace(value)}, 0)
	return ok
}

func (v change) fits(text string) bool { return within(text, v.spans) }

// within reports whether spans are in the text, on rune borders, and hold
// something.
func within(text string, spans []lang.Span) bool {
	for _, s := range spans {
		if s.Start < 0 || s.End > len(text) || s.Start >= s.End || strings.TrimSpace(text[s.Start:s.End]) == "" ||
			!utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]) {
			return false
		}
	}
	return true
}

// excerpts returns the words at spans, in as many pieces as line breaks make of
// them, without the white space at their ends.
func excerpts(text string, spans []lang.Span) []verbale.Excerpt {
	pieces := []verbale.Excerpt{}
	for _, span := range spans {
		start := span.Start
		for _, line := range strings.SplitAfter(span.Text(text), "\n") {
			left := start + len(line) - len(strings.TrimLeft(line, " \t\r\n"))
			right := start + len(strings.TrimRight(line, " \t\r\n"))
			if left < right {
				pieces = append(pieces, verbale.Excerpt{Span: lang.Span{Start: left, End: right}, Text: text[left:right]})
			}
			start += len(line)
		}
	}
	return pieces
}
