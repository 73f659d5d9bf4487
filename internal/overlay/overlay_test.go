package overlay_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/overlay"
	"verbale.dev/verbale/lang"
)

const text = "Ana Lopes said that it rained. Jan Novak was silent.\n\nThe gate was shut.\n"

func at(words string) lang.Span {
	i := strings.Index(text, words)
	return lang.Span{Start: i, End: i + len(words)}
}

func excerpt(words string) []verbale.Excerpt {
	return []verbale.Excerpt{{Span: at(words), Text: words}}
}

// sample is a document and its reading, with one statement.
func sample() (*verbale.Document, *verbale.Reading) {
	document := &verbale.Document{Name: "a.txt", Text: text, Parts: []verbale.Part{{Span: lang.Span{End: len(text)}, Kind: verbale.Body}}}
	return document, &verbale.Reading{
		Statements: []verbale.Statement{{ID: "s-1", Part: verbale.Body, Source: excerpt("Ana Lopes"), Cue: excerpt("said"),
			Content: excerpt("that it rained"), Mode: verbale.Indirect, Kind: verbale.Say, Factuality: verbale.Asserted,
			Account: verbale.Own, Status: verbale.Unread}},
		Ties:   []verbale.Tie{{Speakers: []int{0}}},
		Actors: []verbale.LocalActor{{Name: "Ana Lopes", Type: verbale.Person, Names: []string{"Ana Lopes"}}, {Name: "Jan Novak", Type: verbale.Person, Names: []string{"Jan Novak"}}},
	}
}

func correction(id int64, field, value string) verbale.Correction {
	return verbale.Correction{ID: id, About: verbale.AboutStatement, Field: field, Value: json.RawMessage(value),
		Target: verbale.CorrectionTarget{Document: "a.txt", Version: "v1", Cue: []lang.Span{at("said")}, Content: []lang.Span{at("that it rained")}}}
}

func apply(corrections ...verbale.Correction) *verbale.Reading {
	document, reading := sample()
	overlay.Apply(reading, overlay.Input{Document: document, Hash: "v1", Corrections: corrections})
	return reading
}

func TestFields(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		field, value string
		holds        func(*verbale.Statement, verbale.Tie) bool
		machine      string
	}{
		{overlay.Kind, `"deny"`, func(s *verbale.Statement, _ verbale.Tie) bool { return s.Kind == verbale.Deny }, `"say"`},
		{overlay.Speaker, `[{"name":"Jan Novak"}]`, func(_ *verbale.Statement, tie verbale.Tie) bool { return reflect.DeepEqual(tie.Speakers, []int{1}) }, `[{"name":"Ana Lopes","type":"person"}]`},
		{overlay.Speaker, `[]`, func(_ *verbale.Statement, tie verbale.Tie) bool { return len(tie.Speakers) == 0 }, `[{"name":"Ana Lopes","type":"person"}]`},
		{overlay.Addressees, `[{"name":"The Board","type":"organisation"}]`, func(_ *verbale.Statement, tie verbale.Tie) bool { return reflect.DeepEqual(tie.Addressees, []int{2}) }, `[]`},
		{overlay.SaidOn, `"2022-02-04"`, func(s *verbale.Statement, _ verbale.Tie) bool {
			return *s.SaidOn == "2022-02-04" && s.SaidOnFrom != nil
		}, `null`},
		{overlay.Channel, `"letter"`, func(s *verbale.Statement, _ verbale.Tie) bool { return *s.Channel == verbale.Letter }, `null`},
		{overlay.Account, `"ascribed"`, func(s *verbale.Statement, _ verbale.Tie) bool { return s.Account == verbale.Ascribed }, `"own"`},
		{overlay.Content, `[{"start":20,"end":29}]`, func(s *verbale.Statement, _ verbale.Tie) bool { return s.Content[0].Text == text[20:29] }, ``},
	} {
		r := apply(correction(1, test.field, test.value))
		s := &r.Statements[0]
		if !test.holds(s, r.Ties[0]) || s.Status != verbale.Corrected || !reflect.DeepEqual(s.Corrected, []string{test.field}) {
			t.Errorf("%s %s: %+v %+v", test.field, test.value, s, r.Ties[0])
		}
		if test.machine != "" && string(s.Machine[test.field]) != test.machine {
			t.Errorf("%s: the machine's answer is %s, want %s", test.field, s.Machine[test.field], test.machine)
		}
		if len(r.Effects) != 1 || r.Effects[0].Outcome != verbale.Applied || r.Effects[0].Statement != "s-1" {
			t.Errorf("%s: effects %+v", test.field, r.Effects)
		}
	}
}

func TestMachineIsTheFirstAnswer(t *testing.T) {
	t.Parallel()
	r := apply(correction(1, overlay.Kind, `"deny"`), correction(2, overlay.Kind, `"warn"`))
	if s := r.Statements[0]; s.Kind != verbale.Warn || string(s.Machine[overlay.Kind]) != `"say"` {
		t.Errorf("kind %s, the machine's %s", s.Kind, s.Machine[overlay.Kind])
	}
}

func TestStatus(t *testing.T) {
	t.Parallel()
	if s := apply(correction(1, overlay.Status, `"struck"`)).Statements[0]; s.Status != verbale.Struck || len(s.Machine) > 0 {
		t.Errorf("struck: %+v", s)
	}
	undone := correction(1, overlay.Status, `"struck"`)
	undone.Undone = true
	document, untouched := sample()
	_ = document
	if r := apply(undone); !reflect.DeepEqual(r, untouched) {
		t.Errorf("what was undone changed %+v", r)
	}
}

// TestNotFound: where no statement is, a correction makes it from its sketch.
func TestNotFound(t *testing.T) {
	t.Parallel()
	c := correction(1, overlay.Kind, `"deny"`)
	c.Target.Cue, c.Target.Content = nil, []lang.Span{at("The gate was shut")}
	c.Target.Sketch = &verbale.StatementSketch{Kind: verbale.Say, Factuality: verbale.Asserted, Account: verbale.Own,
		Speakers: []verbale.SketchActor{{Name: "Jan Novak", Type: verbale.Person}}}
	r := apply(c)
	if len(r.Statements) != 2 || len(r.Ties) != 2 {
		t.Fatalf("%d statements", len(r.Statements))
	}
	s := r.Statements[1]
	if s.Kind != verbale.Deny || s.Content[0].Text != "The gate was shut" || !reflect.DeepEqual(r.Ties[1].Speakers, []int{1}) || s.ID == "" {
		t.Errorf("made %+v", s)
	}
}

func TestAnotherVersion(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		what, newer string
		outcome     verbale.EffectOutcome
	}{
		{"a paragraph before it", "More.\n\n" + text, verbale.Carried},
		{"another paragraph changed", strings.Replace(text, "shut", "open", 1), verbale.Carried},
		{"its own paragraph changed", strings.Replace(text, "silent", "loud", 1), verbale.Orphan},
		{"its paragraph twice", text + "\n" + text, verbale.Orphan},
		{"nothing left", "", verbale.Orphan},
	} {
		document, reading := sample()
		document.Text = test.newer
		reading.Statements, reading.Ties = nil, nil
		c := correction(1, overlay.Kind, `"deny"`)
		overlay.Apply(reading, overlay.Input{Document: document, Hash: "v2", Corrections: []verbale.Correction{c},
			Earlier: func(hash string) (string, bool) { return text, hash == "v1" }})
		if reading.Effects[0].Outcome != test.outcome {
			t.Errorf("%s: %s, want %s", test.what, reading.Effects[0].Outcome, test.outcome)
		}
		if test.outcome == verbale.Carried && (len(reading.Statements) != 1 || reading.Statements[0].Content[0].Text != "that it rained") {
			t.Errorf("%s: carried to %+v", test.what, reading.Statements)
		}
	}
}

// FuzzApply lays any correction over a reading: its rows stay well-formed.
func FuzzApply(f *testing.F) {
	f.Add("kind", `"deny"`, 10, 14, 15, 29, "v1")
	f.Add("content", `[{"start":-1,"end":4000}]`, 0, 0, 0, 1, "v2")
	f.Add("statement", `{}`, 3, 2, 5, 9, "v1")
	f.Add("speaker", `[{"name":""}]`, 10, 14, 15, 29, "v1")
	f.Fuzz(func(t *testing.T, field, value string, a, b, c, d int, version string) {
		made := verbale.Correction{ID: 1, About: verbale.AboutStatement, Field: field, Value: json.RawMessage(value),
			Target: verbale.CorrectionTarget{Document: "a.txt", Version: version, Cue: []lang.Span{{Start: a, End: b}},
				Content: []lang.Span{{Start: c, End: d}}, Sketch: &verbale.StatementSketch{Source: []lang.Span{{Start: b, End: c}}}}}
		document, reading := sample()
		overlay.Apply(reading, overlay.Input{Document: document, Hash: "v1", Corrections: []verbale.Correction{made},
			Earlier: func(string) (string, bool) { return text, true }})
		if len(reading.Ties) != len(reading.Statements) || len(reading.Effects) != 1 {
			t.Fatalf("%d statements, %d ties, effects %v", len(reading.Statements), len(reading.Ties), reading.Effects)
		}
		for _, s := range reading.Statements {
			if len(s.Content) == 0 {
				t.Fatal("a statement without content")
			}
			for _, list := range [][]verbale.Excerpt{s.Source, s.Cue, s.Content} {
				for _, e := range list {
					if e.Start < 0 || e.End > len(text) || e.Start >= e.End || text[e.Start:e.End] != e.Text {
						t.Fatalf("the words of %+v are not at its span", e)
					}
				}
			}
		}
	})
}

// TestModeOfContent checks that what is quoted of a corrected content is told as the
// stages of reading tell it: here single marks, which only their partners make marks.
func TestModeOfContent(t *testing.T) {
	t.Parallel()
	const text = "The mate's log was kept. ‘All is “well”, and we sail,’ the mate said."
	whole := text[strings.Index(text, "‘All"):strings.Index(text, " the mate said")]
	for _, test := range []struct {
		content, mode string
		apart         int
	}{
		{whole, "direct", 1},
		{whole[len("‘"):strings.Index(whole, ",")], "direct", 1},
		{"The mate's log was kept.", "indirect", 0},
	} {
		at := func(words string) lang.Span {
			i := strings.Index(text, words)
			return lang.Span{Start: i, End: i + len(words)}
		}
		reading := &verbale.Reading{}
		overlay.Apply(reading, overlay.Input{Document: &verbale.Document{Name: "a.txt", Text: text}, Hash: "v1",
			Corrections: []verbale.Correction{{ID: 1, About: verbale.AboutStatement, Field: overlay.Whole, Target: verbale.CorrectionTarget{
				Document: "a.txt", Version: "v1", Cue: []lang.Span{at("said")}, Content: []lang.Span{at(test.content)},
				Sketch: &verbale.StatementSketch{}}}}})
		if len(reading.Statements) != 1 {
			t.Fatalf("%q: %d statements", test.content, len(reading.Statements))
		}
		if s := reading.Statements[0]; string(s.Mode) != test.mode || len(s.SetApart) != test.apart {
			t.Errorf("%q is %s with %v set apart", test.content, s.Mode, s.SetApart)
		}
	}
}
