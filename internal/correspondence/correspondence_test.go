package correspondence_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correspondence"
	"verbale.dev/verbale/lang"
)

var (
	norland = verbale.ActorRef{ID: "norland", Name: "Norland", Type: verbale.State}
	sudland = verbale.ActorRef{ID: "sudland", Name: "Sudland", Type: verbale.State}
	isles   = verbale.ActorRef{ID: "isles", Name: "the Isles", Type: verbale.State}
	dole    = verbale.ActorRef{ID: "dole", Name: "Dole", Type: verbale.Person}
)

func at(document, text string) verbale.Located {
	return verbale.Located{Document: document, Version: "v", Excerpt: verbale.Excerpt{Span: lang.Span{End: len(text)}, Text: text}}
}

// question is one that was announced to Sudland and the Isles, went to Sudland alone, and
// was answered by Dole.
func question() *verbale.Request {
	own, how := verbale.Own, verbale.AcknowledgesIt
	what := at("one", "why it keeps the toll")
	return &verbale.Request{
		ID: "r", Kind: verbale.RequestQuestion, By: []verbale.ActorRef{norland}, What: []verbale.Located{what, at("two", "why")},
		Named: []verbale.Naming{{By: []verbale.ActorRef{norland}, Account: verbale.SameSide, Teller: &dole, Evidence: []verbale.Located{what}}},
		Steps: []verbale.RequestStep{
			{Step: verbale.StepAnnounced, To: []verbale.ActorRef{sudland, isles}, Evidence: []verbale.Located{what}},
			{Step: verbale.StepSent, To: []verbale.ActorRef{sudland}, Evidence: []verbale.Located{what}},
		},
		Answers: []verbale.Answer{{By: []verbale.ActorRef{dole}, Party: &sudland, How: how, Account: own, Evidence: []verbale.Located{at("two", "we shall see")}}},
		State: []verbale.RequestStanding{
			{Value: verbale.NotClearly, How: &how, Party: &sudland, Account: &own},
			{Value: verbale.NotAnswered, Party: &isles},
		},
	}
}

// TestRead gives each party its line, whether it answers or not.
func TestRead(t *testing.T) {
	t.Parallel()
	e := correspondence.Read([]*verbale.Request{question(), {ID: "d", Doubtful: true}}, false)
	if len(e.Sections) != 1 || e.Sections[0].Name != "Answered, not clearly" || e.Doubtful != 1 {
		t.Fatalf("%+v", e)
	}
	c := e.Sections[0].Cards[0]
	if len(c.Lines) != 2 {
		t.Fatalf("%d lines", len(c.Lines))
	}
	if l := c.Lines[0]; l.Party.ID != "sudland" || len(l.Entries) != 1 || l.Entries[0].Who != "Dole" || l.Standing != "by its own word: not clearly" {
		t.Errorf("%+v", l)
	}
	if l := c.Lines[1]; l.Party.ID != "isles" || len(l.Entries) != 0 || !strings.HasPrefix(l.Silence, "announced to it") {
		t.Errorf("%+v", l)
	}
	if len(c.Words) != 2 || c.Words[0].By != "Norland, says Dole" || c.Words[0].Text != "why it keeps the toll" {
		t.Errorf("%+v", c.Words)
	}
}

// TestParts letters the parts of a list, and leaves its own words out.
func TestParts(t *testing.T) {
	t.Parallel()
	whole := question()
	part := *whole
	part.ID, part.PartOf = "p", &whole.ID
	c := correspondence.Read([]*verbale.Request{whole, &part, &part}, false).Sections[0].Cards[0]
	if len(c.Words) != 0 || len(c.Parts) != 2 || c.Parts[1].Letter != "b" || c.Parts[0].Words.By != "Dole" {
		t.Errorf("%+v", c)
	}
}
