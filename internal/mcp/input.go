package mcp

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/citation"
	"verbale.dev/verbale/internal/overlay"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
)

// schema is a JSON Schema, and object the properties of one.
type (
	schema map[string]any
	object map[string]schema
)

// arguments are what a tool was called with; they have been held against its schema.
type arguments map[string]any

func text(description string) schema { return schema{"type": "string", "description": description} }

func list(description string, values []string) schema {
	item := schema{"type": "string"}
	if values != nil {
		item["enum"] = values
	}
	return schema{"type": "array", "items": item, "description": description}
}

func flag(description string) schema { return schema{"type": "boolean", "description": description} }

// requires makes the schema of an object of which some properties must be there.
func (o object) requires(names ...string) schema {
	s := schema{"type": "object", "properties": o, "additionalProperties": false}
	if len(names) > 0 {
		s["required"] = names
	}
	return s
}

// paged are the properties of every list. No property has a default: the SDK (v1.8.0)
// panics where a tool with defaults is called without arguments.
var paged = object{
	"limit": {"type": "integer", "minimum": 1, "maximum": MaxRows, "description": fmt.Sprintf("Rows at most; %d without it.", defaultRows)},
	"skip":  {"type": "integer", "minimum": 0, "description": "Rows to pass over, to get those after them."},
}

// asked are properties for fields of the table of package query: all of them, or those
// of the names.
func asked(names ...string) object {
	o := maps.Clone(paged)
	for _, f := range query.Fields() {
		if len(names) > 0 && !slices.Contains(names, f.Name) {
			continue
		}
		var s schema
		switch f.Form {
		case query.Names, query.Code:
			s = list(f.Meaning, f.Values)
		case query.Yes:
			s = flag(f.Meaning)
		case query.Order:
			s = text(f.Meaning)
			s["enum"] = f.Values
		default:
			s = text(f.Meaning)
		}
		o[key(&f)] = s
	}
	return o
}

// key is the name of a field's property: that of its flag.
func key(f *query.Field) string { return strings.ReplaceAll(f.Flag(), "-", "_") }

func with(o object, name string, s schema) object {
	o[name] = s
	return o
}

var (
	statementsInput = asked().requires()
	searchInput     = with(asked("document", "outlet", "reported_since", "reported_until"), "words", text("Words to look for.")).requires("words")
	eventFields     = []string{"document", "outlet", "speaker", "to", "side", "q", "since", "until", "undated"}
	eventsInput     = with(with(with(with(asked(eventFields...),
		"type", list("Of one of these types.", query.Strings(verbale.EventTypes))),
		"factuality", list("So told.", query.Strings(verbale.EventFactualities))),
		"news", flag("Without what is told to explain.")),
		"doubtful", flag("Also what is doubtful.")).requires()
	timelineInput = with(asked("document", "outlet", "speaker", "side", "q", "since", "until"),
		"only", schema{"type": "string", "enum": []string{statementLayer, eventLayer}, "description": "Only what was said, or only what was done."}).requires()
	compareInput = with(with(asked(), "ids", list("Ids of utterances, or of statements of which one is a rendering. Without them: what the other fields let through.", nil)),
		"substance", flag("Only differences of substance.")).requires()
	citeInput = object{
		"ids":   list("Ids of statements, or their beginnings.", nil),
		"style": {"type": "string", "enum": query.Strings(citation.Styles), "description": "How to write it; plain without it."},
	}.requires("ids")
	correctInput = object{
		"id":    text("Id of the statement, or its beginning."),
		"field": {"type": "string", "enum": corrigible, "description": "What to change; status can only become struck or checked."},
		"value": text("What it is to be: names with semicolons between them for speaker and addressees; words of the report for source, cue and content; nothing for none."),
		"why":   text("Why, for the record."),
	}.requires("id", "field", "value")
)

// corrigible are the fields that an assistant can correct.
var corrigible = []string{
	overlay.Speaker, overlay.Addressees, overlay.Kind, overlay.SaidOn, overlay.Channel, overlay.Account, overlay.Factuality,
	overlay.Source, overlay.Cue, overlay.Content, overlay.Status,
}

func (a arguments) string(name string) string { v, _ := a[name].(string); return v }
func (a arguments) bool(name string) bool     { v, _ := a[name].(bool); return v }

func (a arguments) int(name string, otherwise int) int {
	if v, ok := a[name].(float64); ok {
		return int(v)
	}
	return otherwise
}

func (a arguments) strings(name string) []string {
	values, _ := a[name].([]any)
	var all []string
	for _, value := range values {
		if s, ok := value.(string); ok {
			all = append(all, s)
		}
	}
	return all
}

// query reads the fields of package query out of arguments.
func (a arguments) query() (query.Query, error) {
	values := url.Values{}
	for _, f := range query.Fields() {
		switch value := a[key(&f)].(type) {
		case string:
			values.Set(f.Name, value)
		case bool:
			if value {
				values.Set(f.Name, "true")
			}
		case []any:
			values[f.Name] = a.strings(key(&f))
		}
	}
	q, err := query.FromValues(values)
	if err == nil {
		err = q.Check()
	}
	return q, err
}

// page is which rows of a list are asked for.
func (a arguments) page() (skip, limit int) { return a.int("skip", 0), a.int("limit", defaultRows) }

// said spells what was asked, for an answer that says so.
func (a arguments) said() map[string]any {
	all := map[string]any{}
	for name, value := range a {
		if name != "limit" && name != "skip" {
			all[name] = value
		}
	}
	return all
}

// wrong reports the error of a wrong value of a field as one of the question.
func wrong(field string, value any) error {
	return fmt.Errorf("%w: %s cannot be %q", record.ErrQuery, field, fmt.Sprint(value))
}
