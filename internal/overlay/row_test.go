package overlay_test

import (
	"encoding/json"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/overlay"
	"verbale.dev/verbale/lang"
)

const rowText = "Ada Brook met Jon Hale. Brook sent a letter to Sudland. The letter was short."

func piece(words string) verbale.Excerpt {
	at := strings.Index(rowText, words)
	return verbale.Excerpt{Span: lang.Span{Start: at, End: at + len(words)}, Text: words}
}

// rowReading is a reading of rowText with an event, two papers and a step of the second.
func rowReading() *verbale.Reading {
	return &verbale.Reading{
		Actors:   []verbale.LocalActor{{Name: "Ada Brook", Type: verbale.Person, Names: []string{"Ada Brook"}}},
		Tellings: []verbale.Telling{{Type: verbale.EventMeeting, Factuality: verbale.EventHappened, Evidence: piece("Ada Brook met Jon Hale"), OfPaper: -1, Confidence: 700, Block: "meeting"}},
		Papers: []verbale.LocalPaper{
			{Name: "other", Kind: verbale.PaperNote, Answers: -1, Mentions: []verbale.PaperMention{{Excerpt: piece("short")}}},
			{Name: "letter", Kind: verbale.PaperLetter, Answers: 0, Mentions: []verbale.PaperMention{{Excerpt: piece("a letter")}}},
		},
		Steps: []verbale.PaperStep{{Paper: 1, Step: verbale.StepSent, Factuality: verbale.EventHappened, Evidence: piece("Brook sent a letter to Sudland")}},
	}
}

func rowCorrection(about verbale.CorrectionAbout, field, value string, words ...string) verbale.Correction {
	c := verbale.Correction{ID: 1, About: about, Field: field, Value: json.RawMessage(value)}
	for i, w := range words {
		at := piece(w)
		e := verbale.RowEvidence{Document: "a.txt", Version: "v1", Start: at.Start, End: at.End}
		if i == 0 {
			c.Target.Evidence = append(c.Target.Evidence, e)
		} else {
			c.Target.Other = append(c.Target.Other, e)
		}
	}
	return c
}

func laidOver(c verbale.Correction) *verbale.Reading {
	r := rowReading()
	overlay.Apply(r, overlay.Input{Document: &verbale.Document{Name: "a.txt", Text: rowText}, Hash: "v1", Corrections: []verbale.Correction{c}})
	return r
}

// TestRows lays corrections of events, papers and transfers over a reading.
func TestRows(t *testing.T) {
	t.Parallel()
	const met, sent = "Ada Brook met Jon Hale", "Brook sent a letter to Sudland"
	for _, test := range []struct {
		name    string
		c       verbale.Correction
		outcome verbale.EffectOutcome
		holds   func(r *verbale.Reading) bool
	}{
		{"a type", rowCorrection(verbale.AboutEvent, overlay.Type, `"visit"`, met), verbale.Applied, func(r *verbale.Reading) bool {
			x := &r.Tellings[0]
			return x.Type == verbale.EventVisit && x.PLOVER.Type == "CONSULT" && *x.PLOVER.Mode == "visit" && x.Confidence == 1000 &&
				x.Edit.Status == verbale.Corrected && x.Edit.Corrected[0] == overlay.Type && string(x.Edit.Machine[overlay.Type]) == `"meeting"`
		}},
		{"who did it", rowCorrection(verbale.AboutEvent, overlay.Initiators, `[{"name":"ada brook"},{"name":"Voss"}]`, met), verbale.Applied, func(r *verbale.Reading) bool {
			x := r.Tellings[0].Initiators
			return len(x) == 2 && x[0].Actor == 0 && x[1].Actor == 1 && r.Actors[1].Name == "Voss" && x[1].Text == met
		}},
		{"no day", rowCorrection(verbale.AboutTransfer, overlay.On, `null`, sent), verbale.Applied, func(r *verbale.Reading) bool {
			return r.Steps[0].On == nil && r.Steps[0].Edit.Status == verbale.Corrected
		}},
		{"a receipt", rowCorrection(verbale.AboutTransfer, overlay.ReceivedOn, `"1931-05-04"`, sent), verbale.Applied, func(r *verbale.Reading) bool {
			return *r.Steps[0].ReceivedOn == "1931-05-04" && r.Steps[0].On == nil
		}},
		{"a name", rowCorrection(verbale.AboutPaper, overlay.Name, `"Brook Letter"`, "a letter"), verbale.Applied, func(r *verbale.Reading) bool {
			return r.Papers[1].Name == "Brook Letter" && r.Papers[1].Named
		}},
		{"an event is struck", rowCorrection(verbale.AboutEvent, overlay.Status, `"struck"`, met), verbale.Applied, func(r *verbale.Reading) bool { return len(r.Tellings) == 0 }},
		{"a paper is struck, and what hangs on it moves", rowCorrection(verbale.AboutPaper, overlay.Status, `"struck"`, "short"), verbale.Applied, func(r *verbale.Reading) bool {
			return len(r.Papers) == 1 && r.Papers[0].Answers == -1 && r.Steps[0].Paper == 0
		}},
		{"a paper is struck with its steps", rowCorrection(verbale.AboutPaper, overlay.Status, `"struck"`, "a letter"), verbale.Applied, func(r *verbale.Reading) bool {
			return len(r.Papers) == 1 && len(r.Steps) == 0
		}},
		{"an event is checked", rowCorrection(verbale.AboutEvent, overlay.Status, `"checked"`, met), verbale.Applied, func(r *verbale.Reading) bool {
			return r.Tellings[0].Edit.Status == verbale.Checked && r.Tellings[0].Confidence == 1000 && r.Tellings[0].Type == verbale.EventMeeting
		}},
		{"a step is added", rowCorrection(verbale.AboutTransfer, overlay.Add, `{"step":"leaked"}`, "The letter was short", "a letter"), verbale.Applied, func(r *verbale.Reading) bool {
			return len(r.Steps) == 2 && r.Steps[1].Step == verbale.StepLeaked && r.Steps[1].Paper == 1 && r.Steps[1].Edit.Status == verbale.Added
		}},
		{"two papers are joined", rowCorrection(verbale.AboutPaper, overlay.Join, `true`, "a letter", "short"), verbale.Applied, func(r *verbale.Reading) bool {
			return r.Papers[0].Block == r.Papers[1].Block && strings.HasPrefix(r.Papers[0].Block, "by hand ")
		}},
		{"two papers are parted", rowCorrection(verbale.AboutPaper, overlay.Part, `true`, "a letter", "short"), verbale.Applied, func(r *verbale.Reading) bool {
			return strings.HasPrefix(r.Papers[0].Block, "by hand ") && r.Papers[1].Block == ""
		}},
		{"words that tell nothing", rowCorrection(verbale.AboutEvent, overlay.Type, `"visit"`, "The letter was short"), verbale.Orphan, func(r *verbale.Reading) bool { return r.Tellings[0].Type == verbale.EventMeeting }},
		{"a value that there is not", rowCorrection(verbale.AboutEvent, overlay.Type, `"picnic"`, met), verbale.Orphan, func(r *verbale.Reading) bool { return r.Tellings[0].Edit == nil }},
		{"a field of another layer", rowCorrection(verbale.AboutEvent, overlay.Step, `"sent"`, met), verbale.Orphan, func(r *verbale.Reading) bool { return r.Tellings[0].Edit == nil }},
	} {
		r := laidOver(test.c)
		if len(r.Effects) != 1 || r.Effects[0].Outcome != test.outcome || !test.holds(r) {
			t.Errorf("%s: %+v %+v", test.name, r.Effects, r)
		}
	}
	other := rowCorrection(verbale.AboutEvent, overlay.Type, `"visit"`, met)
	other.Target.Evidence[0].Document = "b.txt"
	if r := laidOver(other); len(r.Effects) != 0 || r.Tellings[0].Type != verbale.EventMeeting {
		t.Errorf("a correction of another report: %+v", r.Effects)
	}
	undone := rowCorrection(verbale.AboutEvent, overlay.Type, `"visit"`, met)
	undone.Undone = true
	if r := laidOver(undone); r.Tellings[0].Type != verbale.EventMeeting {
		t.Error("a correction that was taken back holds")
	}
}
