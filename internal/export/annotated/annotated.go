// Package annotated answers: what of a report is annotated, to a format that writes
// whole texts with their annotations?
//
// A [Report] is a text with [Mark]s: sources, cues and contents of statements, mentions
// of actors, time expressions and events, each a list of spans with fields. [Of] makes
// it of the rows of the record. [About] says where it comes from, which every export
// tells. Formats count in their own units: [NewOffsets] turns bytes into code points or
// into UTF-16.
//
// Law: marks come in the order of their first byte, longer ones first; every span is
// within the text, on rune borders, and no mark is without a span. Cost: linear in the
// text and n log n in the marks.
package annotated

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/lang"
)

// Layer is a kind of mark.
type Layer string

// The layers.
const (
	Source  Layer = "Source"
	Cue     Layer = "Cue"
	Content Layer = "Content"
	Actor   Layer = "Actor"
	Time    Layer = "Time"
	Event   Layer = "Event"
)

// Layers lists every layer.
var Layers = []Layer{Source, Cue, Content, Actor, Time, Event}

// fields are the names of the fields of each layer, in their order.
var fields = map[Layer][]string{
	Source: {"statement"},
	Cue:    {"statement"},
	Content: {"statement", "kind", "mode", "speaker", "speaker_id", "office", "addressees", "factuality", "account", "teller", "channel",
		"said_on", "not_after", "parent", "utterance", "rule", "confidence", "status"},
	Actor: {"actor", "name", "form", "type"},
	Time:  {"type", "value", "mod", "anchor"},
	Event: {"event", "type", "predicate", "initiators", "recipients", "on", "factuality", "teller", "confidence"},
}

// Fields lists the names of the fields of a layer. The list is not to be changed.
func Fields(layer Layer) []string { return fields[layer] }

// Mark is one annotation.
type Mark struct {
	ID     string // unique in its report, of letters, digits and dashes
	Layer  Layer
	Spans  []lang.Span // ascending, disjoint
	Values []string    // of the layer's fields; "" is not known
}

// Value returns a field of the mark, "" where there is none of that name.
func (m *Mark) Value(field string) string {
	if at := slices.Index(fields[m.Layer], field); at >= 0 {
		return m.Values[at]
	}
	return ""
}

// Statement is one statement as its marks: indices into Report.Marks, -1 where it has
// no such words.
type Statement struct {
	ID                   string
	Source, Cue, Content int
}

// Report is one text with its annotations. Strings are empty where nothing is known.
type Report struct {
	Name, Short, Outlet, Title, Published, URI, Language string

	Version string // first 16 hex digits of the hash
	Hash    string
	Address string // path of the report on the pages
	Text    string
	Parts   []verbale.Part

	Marks      []Mark
	Statements []Statement
}

// Rows are what the record holds of one report.
type Rows struct {
	Row        *verbale.DocumentRow
	Hash       string
	Address    string
	Text       string
	Parts      []verbale.Part
	Statements []*verbale.Statement // struck ones are passed over
	Mentions   []verbale.Mention    // Chain is an index into Actors, or -1
	Actors     []verbale.ActorRef
	Dates      []verbale.TimeExpression
	Events     []*verbale.Event
}

// Of makes the report of rows.
func Of(r Rows) *Report {
	d := r.Row
	report := &Report{
		Name: d.ID, Short: d.Short, Outlet: cell.Text(d.Outlet), Title: cell.Text(d.Title), Published: cell.Text(d.Published),
		URI: cell.Text(d.URI), Language: cell.Text(d.Language), Version: d.Version, Hash: r.Hash, Address: r.Address, Text: r.Text, Parts: r.Parts,
	}
	for _, s := range r.Statements {
		if s.Status != verbale.Struck {
			report.statement(s)
		}
	}
	for i, m := range r.Mentions {
		var who verbale.ActorRef
		if m.Chain >= 0 {
			who = r.Actors[m.Chain]
		}
		report.add(fmt.Sprintf("m%d", i+1), Actor, []lang.Span{m.Span}, who.ID, who.Name, string(m.Form), string(m.Type))
	}
	for i, t := range r.Dates {
		report.add(fmt.Sprintf("t%d", i+1), Time, []lang.Span{t.Span}, string(t.Type), t.Value, cell.Text(t.Mod), cell.Text(t.Anchor))
	}
	for i, e := range r.Events {
		var spans []lang.Span
		for _, at := range e.Evidence {
			if at.Document == d.ID {
				spans = append(spans, at.Span)
			}
		}
		report.add(fmt.Sprintf("e%d", i+1), Event, spans, e.ID, string(e.Type), e.Predicate, names(e.Initiators), names(e.Recipients),
			cell.Text(e.On), string(e.Factuality), name(e.Teller), strconv.Itoa(e.Confidence))
	}
	report.order()
	return report
}

func (r *Report) statement(s *verbale.Statement) {
	spans := func(excerpts []verbale.Excerpt) []lang.Span {
		all := make([]lang.Span, len(excerpts))
		for i, e := range excerpts {
			all[i] = e.Span
		}
		return all
	}
	one := Statement{ID: s.ID}
	one.Source = r.add(s.ID+"-source", Source, spans(s.Source), s.ID)
	one.Cue = r.add(s.ID+"-cue", Cue, spans(s.Cue), s.ID)
	var office string
	if s.Speaker != nil {
		office = cell.Text(s.Speaker.Office)
	}
	var speaker string
	if s.Speaker != nil {
		speaker = s.Speaker.ID
	}
	one.Content = r.add(s.ID, Content, spans(s.Content), s.ID, string(s.Kind), string(s.Mode), names(s.Speakers), speaker, office, names(s.Addressees),
		string(s.Factuality), string(s.Account), name(s.Teller), cell.Text(s.Channel), cell.Text(s.SaidOn), cell.Text(s.NotAfter),
		cell.Text(s.Parent), cell.Text(s.Utterance), s.Rule, strconv.Itoa(s.Confidence), string(s.Status))
	r.Statements = append(r.Statements, one)
}

// add adds a mark and returns its place, -1 where it has no span.
func (r *Report) add(id string, layer Layer, spans []lang.Span, values ...string) int {
	if len(spans) == 0 {
		return -1
	}
	r.Marks = append(r.Marks, Mark{ID: id, Layer: layer, Spans: spans, Values: values})
	return len(r.Marks) - 1
}

// order puts the marks in their order, and the places of statements with them.
func (r *Report) order() {
	place := make([]int, len(r.Marks))
	for i := range place {
		place[i] = i
	}
	slices.SortStableFunc(place, func(x, y int) int {
		a, b := &r.Marks[x], &r.Marks[y]
		return cmp.Or(a.Spans[0].Start-b.Spans[0].Start, b.Spans[0].End-a.Spans[0].End, slices.Index(Layers, a.Layer)-slices.Index(Layers, b.Layer))
	})
	marks, now := make([]Mark, len(place)), make([]int, len(place))
	for i, p := range place {
		marks[i], now[p] = r.Marks[p], i
	}
	r.Marks = marks
	for i := range r.Statements {
		s := &r.Statements[i]
		for _, at := range []*int{&s.Source, &s.Cue, &s.Content} {
			if *at >= 0 {
				*at = now[*at]
			}
		}
	}
}

// Words returns the words of a mark, pieces joined by a space.
func (r *Report) Words(m *Mark) string {
	words := make([]string, len(m.Spans))
	for i, s := range m.Spans {
		words[i] = s.Text(r.Text)
	}
	return strings.Join(words, " ")
}

func name(a *verbale.ActorRef) string {
	if a == nil {
		return ""
	}
	return a.Name
}

func names(all []verbale.ActorRef) string {
	list := make([]string, len(all))
	for i, a := range all {
		list[i] = a.Name
	}
	return strings.Join(list, "; ")
}
