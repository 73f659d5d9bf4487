package storetest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/identity"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/lang"
)

// Step is one thing that happens to a dossier: a version of a document is put,
// or a correction is made.
type Step struct {
	Document *verbale.Document
	Reading  *verbale.Reading
	Change   *verbale.Correction
	chain    string // steps of one chain keep their order
}

func (s Step) do(ctx context.Context, w record.Writer) error {
	if s.Change != nil {
		_, err := w.AddCorrection(ctx, *s.Change)
		return err
	}
	return w.Put(ctx, s.Document, Hash(s.Document), s.Reading, "")
}

// Sentence is a report of one sentence that tells of one statement.
func Sentence(name, speaker, words string) Step {
	text := fmt.Sprintf("%s said %s on Monday.\n", speaker, words)
	at := func(part string) verbale.Excerpt {
		start := strings.Index(text, part)
		return verbale.Excerpt{Span: lang.Span{Start: start, End: start + len(part)}, Text: part}
	}
	return Step{
		chain: name,
		Document: &verbale.Document{
			Name: name, Text: text, Kind: verbale.Report, Short: name, Encoding: "utf-8",
			Parts: []verbale.Part{{Span: lang.Span{Start: 0, End: len(text)}, Kind: verbale.Body}},
			Facts: []verbale.Fact{{Field: "outlet", Value: "The Test", Origin: verbale.FromTable}},
		},
		Reading: &verbale.Reading{
			Model: "test-1",
			Statements: []verbale.Statement{{
				ID: "s-" + name, Part: verbale.Body, Source: []verbale.Excerpt{at(speaker)}, Cue: []verbale.Excerpt{at("said")},
				Content: []verbale.Excerpt{
					at(words),
				}, Mode: verbale.Indirect, Kind: verbale.Say, Factuality: verbale.Asserted,
				Account: verbale.Own, Rule: "test", Confidence: 1000, Status: verbale.Unread,
			}},
			Ties:   []verbale.Tie{{Speakers: []int{0}}},
			Actors: []verbale.LocalActor{{Name: speaker, Type: verbale.Person, Names: []string{speaker}}},
			Mentions: []verbale.Mention{
				{Excerpt: at(speaker), Form: verbale.Named, Type: verbale.Person, Chain: 0, Rule: "test"},
			},
			Dates: []verbale.TimeExpression{
				{Excerpt: at("Monday"), Type: verbale.Date, Value: "XXXX-WXX-1", Rule: "test"},
			},
		},
	}
}

// orderAndBatches is the law of everything that is derived: what follows from a set
// of readings and corrections does not depend on the order in which they came, nor
// on how they were divided into transactions. It draws reports whose actors are
// called alike, whose sides are other reports' actors and whose statements stand in
// one another, some in two versions, and what a person declared of them; puts them
// in one transaction, and then in another order and other transactions; and wants
// every row to be the same. A deriver that is added is under the law as soon as its
// rows are among the answers or among those of Store.Rows.
func (s Store) orderAndBatches(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		steps := drawSteps(r)
		want := s.rowsOf(t, [][]Step{steps})
		got := s.rowsOf(t, drawBatches(r, steps))
		if got != want {
			r.Fatalf("in other batches:\n%s", difference(want, got))
		}
	})
}

// rowsOf carries out the steps and spells every row that follows from them.
func (s Store) rowsOf(t *testing.T, batches [][]Step) string {
	t.Helper()
	place := s.Place
	if s.Empty != nil {
		place = s.Empty
	}
	d, err := s.Create(t.Context(), place(t))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for _, batch := range batches {
		if err := put(t.Context(), d, batch...); err != nil {
			t.Fatal(err)
		}
	}
	all := answers(t, d)
	if s.Rows != nil {
		more, err := s.Rows(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		all += more
	}
	return all
}

// people and bodies are what reports call actors in a draw: spellings, short
// names and namesakes, so that blocks hold several.
var (
	people = []string{"Sergei Varov", "Sergey Varov", "S. Varov", "Varov", "Anna Berg", "A. Berg", "Berg", "Baron Holt"}
	bodies = []string{
		"Harbour League",
		"HL",
		"Northern Harbour League",
		"NHL",
		"the ministry",
		"Tide Commission",
		"TC",
		"Coast Gazette",
	}
	states = []string{"w-aaa", "w-bbb", "w-ccc"}
)

// renderings share words in a row, some with some.
var renderings = []string{
	"the upper sluice stays shut until every engineer has signed the survey of the quay",
	"it is cold and the upper sluice stays shut until every engineer has signed",
	"every engineer has signed the survey of the quay, and no barge may pass the lower gate at night",
	"no barge may pass the lower gate at night",
}

func drawSteps(t *rapid.T) []Step {
	var steps []Step
	for d := range rapid.IntRange(1, 6).Draw(t, "documents") {
		name := fmt.Sprintf("r%d", d)
		for v := range rapid.SampledFrom([]int{1, 1, 1, 2}).Draw(t, "versions") {
			document, reading := drawReport(t, name, v)
			steps = append(steps, Step{Document: document, Reading: reading, chain: name})
		}
	}
	for c := range rapid.IntRange(0, 3).Draw(t, "corrections") {
		steps = append(steps, Step{Change: drawCorrection(t, c), chain: "corrections"})
	}
	return steps
}

func drawReport(t *rapid.T, name string, version int) (*verbale.Document, *verbale.Reading) {
	reading := &verbale.Reading{Model: "test-1"}
	for range rapid.IntRange(1, 4).Draw(t, "actors") {
		reading.Actors = append(reading.Actors, drawActor(t))
	}
	for i := range reading.Actors {
		if n := rapid.IntRange(-1, len(reading.Actors)-1).Draw(t, "side"); n >= 0 && n != i {
			reading.Actors[i].Sides = []int{n}
		}
	}
	var text strings.Builder
	fmt.Fprintf(&text, "Version %d.\n", version)
	for i := range rapid.IntRange(1, 3).Draw(t, "statements") {
		speaker := rapid.IntRange(-1, len(reading.Actors)-1).Draw(t, "speaker")
		start := text.Len()
		words := fmt.Sprintf("that %d drafts are there", i)
		if told := rapid.IntRange(0, 2*len(renderings)).Draw(t, "told"); told < len(renderings) {
			words = renderings[told]
		}
		text.WriteString(words + ".\n")
		s := verbale.Statement{
			ID: fmt.Sprintf("s-%s-%d-%d", name, version, i), Part: verbale.Body, Kind: verbale.Say,
			Mode:       rapid.SampledFrom([]verbale.Mode{verbale.Indirect, verbale.Direct}).Draw(t, "mode"),
			Content:    []verbale.Excerpt{{Span: lang.Span{Start: start, End: start + len(words)}, Text: words}},
			Factuality: verbale.Asserted, Account: verbale.Own, Rule: "test", Confidence: 1000, Status: verbale.Unread,
		}
		if i > 0 && rapid.Bool().Draw(t, "nested") {
			s.Parent = &reading.Statements[i-1].ID
		}
		tie := verbale.Tie{}
		if speaker >= 0 {
			tie.Speakers = []int{speaker}
		}
		reading.Statements, reading.Ties = append(reading.Statements, s), append(reading.Ties, tie)
	}
	return &verbale.Document{Name: name, Text: text.String(), Kind: verbale.Report, Short: name, Encoding: "utf-8",
		Parts: []verbale.Part{{Span: lang.Span{End: text.Len()}, Kind: verbale.Body}}}, reading
}

func drawActor(t *rapid.T) verbale.LocalActor {
	switch rapid.IntRange(0, 4).Draw(t, "sort") {
	case 0:
		world := rapid.SampledFrom(states).Draw(t, "state")
		return verbale.LocalActor{
			Name:  "State " + world,
			Type:  verbale.State,
			World: world,
			Names: []string{"State " + world},
		}
	case 1:
		return verbale.LocalActor{Name: "an official", Type: verbale.Unnamed, Names: []string{"an official"}}
	case 2:
		name := rapid.SampledFrom(people).Draw(t, "person")
		local := verbale.LocalActor{Name: name, Type: verbale.Person, Names: []string{name}}
		if rapid.IntRange(0, 3).Draw(t, "known") == 0 { // also by another last name
			local.World = rapid.SampledFrom([]string{"p-one", "p-two"}).Draw(t, "world")
		}
		if rapid.Bool().Draw(t, "office") {
			local.Roles = []verbale.LocalRole{{Title: "envoy", OfWorld: rapid.SampledFrom(states).Draw(t, "of")}}
		}
		return local
	}
	name := rapid.SampledFrom(bodies).Draw(t, "body")
	local := verbale.LocalActor{Name: name, Type: verbale.Organisation, Names: []string{name}}
	if also := rapid.SampledFrom(bodies).Draw(t, "other name"); also != name {
		local.Names = append(local.Names, also)
	}
	if rapid.IntRange(0, 4).Draw(t, "known") == 0 {
		local.World = "q-" + strings.ToLower(name[:1])
	}
	return local
}

// drawCorrection draws what a person declares of actors, which it names by ids
// that they may have or not.
func drawCorrection(t *rapid.T, number int) *verbale.Correction {
	id := func(label string) string {
		if rapid.Bool().Draw(t, label+" a person") {
			name := rapid.SampledFrom(people).Draw(t, label)
			return identity.Profile{Type: verbale.Person, Name: name}.Key()
		}
		return identity.Profile{Type: verbale.Organisation, Name: rapid.SampledFrom(bodies).Draw(t, label)}.Key()
	}
	value := func(v any) json.RawMessage {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	c := &verbale.Correction{
		About:  verbale.AboutActor,
		MadeBy: "test",
		MadeAt: fmt.Sprintf("2031-01-01T00:00:%02dZ", number),
		Target: verbale.CorrectionTarget{Actors: []string{id("target")}},
	}
	switch c.Field = rapid.SampledFrom([]string{identity.Merge, identity.Split, identity.Rename, identity.Side, identity.Import}).Draw(t, "field"); c.Field {
	case identity.Merge:
		c.Target.Actors = append(c.Target.Actors, id("other"))
	case identity.Split:
		c.Value = value([]string{rapid.SampledFrom(slices.Concat(people, bodies)).Draw(t, "name")})
	case identity.Rename:
		c.Value = value("Another Name")
	case identity.Side:
		c.Value = value([]string{id("for")})
	case identity.Import:
		c.Target.Actors = nil
		c.Value = value(
			identity.Entry{
				Name:  rapid.SampledFrom(bodies).Draw(t, "entry"),
				Type:  verbale.Organisation,
				Sides: []string{id("for")},
			},
		)
	}
	return c
}

// drawBatches divides the steps into batches, in an order in which those of one
// chain follow each other as they did.
func drawBatches(t *rapid.T, steps []Step) [][]Step {
	left := map[string][]Step{}
	var chains []string
	for _, s := range steps {
		if left[s.chain] == nil {
			chains = append(chains, s.chain)
		}
		left[s.chain] = append(left[s.chain], s)
	}
	batches := [][]Step{nil}
	for len(chains) > 0 {
		i := rapid.IntRange(0, len(chains)-1).Draw(t, "next")
		chain := chains[i]
		batches[len(batches)-1] = append(batches[len(batches)-1], left[chain][0])
		if left[chain] = left[chain][1:]; len(left[chain]) == 0 {
			chains = slices.Delete(chains, i, i+1)
		}
		if rapid.Bool().Draw(t, "commit") {
			batches = append(batches, nil)
		}
	}
	return batches
}

// difference lists the lines that only one of two answers has.
func difference(want, got string) string {
	wanted, gotten := strings.Split(want, "\n"), strings.Split(got, "\n")
	var b strings.Builder
	for _, line := range wanted {
		if !slices.Contains(gotten, line) {
			fmt.Fprintln(&b, "- "+line)
		}
	}
	for _, line := range gotten {
		if !slices.Contains(wanted, line) {
			fmt.Fprintln(&b, "+ "+line)
		}
	}
	return b.String()
}
