package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/web"
	"verbale.dev/verbale/lang"
)

// talks is a shelf of which it is derived what was wanted, voiced and foretold.
type talks struct {
	*shelf
	requests     []*verbale.Request
	clauses      []*verbale.Clause
	expectations []*verbale.Expectation
	changes      []*verbale.Change
	events       []*verbale.Event
	derived      int
}

func each[T any](list []T, yield func(T) error) error {
	for _, row := range list {
		if err := yield(row); err != nil {
			return err
		}
	}
	return nil
}

func (s *talks) Exchange(_ context.Context, yield func(*verbale.Request) error) error {
	s.derived++
	return each(s.requests, yield)
}
func (s *talks) Clauses(_ context.Context, yield func(*verbale.Clause) error) error {
	return each(s.clauses, yield)
}
func (s *talks) Expectations(_ context.Context, yield func(*verbale.Expectation) error) error {
	return each(s.expectations, yield)
}
func (s *talks) Changes(_ context.Context, yield func(*verbale.Change) error) error {
	return each(s.changes, yield)
}
func (s *talks) Events(_ context.Context, yield func(*verbale.Event) error) error {
	return each(s.events, yield)
}
func (s *talks) ReadTimes(_ context.Context, yield func(string, time.Time) error) error {
	for i, r := range s.reports {
		if err := yield(r.Row.ID, time.Date(2026, 1, 1+i, 0, 0, 0, 0, time.UTC)); err != nil {
			return err
		}
	}
	return nil
}
func (s *talks) AsOf(context.Context) (func(*verbale.Request, string) bool, error) {
	return func(r *verbale.Request, day string) bool { return r.On == nil || *r.On <= day }, nil
}

func wordsIn(document, text string) verbale.Located {
	return verbale.Located{Document: document, Version: "1234567890abcdef", Excerpt: verbale.Excerpt{Span: lang.Span{End: len(text)}, Text: text}}
}

// harbourTalks is what North wants of South and of the islands: two things in a list,
// which South refuses by its own word, and of which the islands say nothing; a question
// that may be none; a clause; and an arrival foretold.
func harbourTalks() *talks {
	north := verbale.ActorRef{ID: "a-anna", Name: "Anna", Type: verbale.Person}
	south := verbale.ActorRef{ID: "a-bela", Name: "Béla", Type: verbale.Person}
	islands := verbale.ActorRef{ID: "a-isles", Name: "the islands", Type: verbale.Group}
	day, later := "1914-07-28", "1914-07-29"
	refuses, own := verbale.Refuses, verbale.Own
	request := func(id, text string) *verbale.Request {
		words := wordsIn("one.txt", text)
		return &verbale.Request{ID: id, Kind: verbale.RequestDemand, By: []verbale.ActorRef{north}, To: []verbale.ActorRef{south, islands}, On: &day, Parts: []string{},
			What: []verbale.Located{words}, Named: []verbale.Naming{{By: []verbale.ActorRef{north}, On: &day, Account: own, Evidence: []verbale.Located{words}}},
			Tellings: 1, Evidence: []verbale.Located{words}, Rule: "test", Confidence: 900, Status: verbale.Unread}
	}
	whole, first, second, perhaps := request("request-whole", "open the harbour and pay the pilots"), request("request-a", "open the harbour"), request("request-b", "pay the pilots"), request("request-perhaps", "who sank the dredger")
	whole.Parts = []string{first.ID, second.ID}
	first.PartOf, second.PartOf, first.To, second.To = &whole.ID, &whole.ID, nil, nil
	whole.Answers = []verbale.Answer{{By: []verbale.ActorRef{south}, Party: &south, On: &later, How: refuses, Account: own, Evidence: []verbale.Located{wordsIn("two.txt", "The harbour is closed.")}}}
	letter := "step-1"
	whole.Answers = append(whole.Answers, verbale.Answer{By: []verbale.ActorRef{south}, Party: &south, How: verbale.AcknowledgesIt, Account: verbale.SameSide, Transfer: &letter,
		Evidence: []verbale.Located{wordsIn("two.txt", "Béla sent a letter")}})
	whole.State = []verbale.RequestStanding{
		{Value: verbale.Answered, How: &refuses, Party: &south, Account: &own}, {Value: verbale.NotAnswered, Party: &islands},
	}
	perhaps.Doubtful, perhaps.On, perhaps.Named[0].On = true, nil, nil
	note := "not voiced in this dossier"
	clause := wordsIn("two.txt", "the right of passage")
	coming := wordsIn("three.txt", "the fleet will come on Monday")
	return &talks{
		shelf: twoSides(), requests: []*verbale.Request{perhaps, whole, first, second},
		clauses: []*verbale.Clause{{ID: "clause-1", Name: "right of passage", Modality: verbale.RightClause, Tellings: 1, Evidence: []verbale.Located{clause},
			Invocations: []verbale.Invocation{{By: &south, Account: own, Stance: verbale.ClaimsIt, Evidence: []verbale.Located{clause}}},
			Sides:       []verbale.ClauseSide{{Side: south, Own: 1, OwnStatements: 2}, {Side: north, OwnStatements: 9, Note: &note}}}},
		expectations: []*verbale.Expectation{{ID: "expectation-1", By: []verbale.ActorRef{north}, On: &day, Account: own, Kind: verbale.Predict, What: []verbale.Located{coming},
			Hands: verbale.OtherHands, Certainty: verbale.LikelyIt, Outcome: verbale.OpenYet, Evidence: []verbale.Located{coming}}},
		changes: []*verbale.Change{{ID: "change-1", What: "first", Layer: "request", On: &day, Side: &north, After: "open the harbour", Rows: []string{whole.ID}, Evidence: whole.Evidence}},
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// seen is what a page says, without its elements.
func seen(html string) string {
	return strings.Join(strings.Fields(tags.ReplaceAllString(html, " ")), " ")
}

// TestExchangePage holds what the page of the exchange shows: the parts by their words,
// whose word an answer is, who is silent, and what may be none, folded and in no count.
func TestExchangePage(t *testing.T) {
	t.Parallel()
	s := harbourTalks()
	server := serverOf(t, web.Options{Store: s})
	body := get(server, "/exchange").Body.String()
	text := seen(body)
	for _, want := range []string{
		"Anna wants", "“open the harbour”", "“pay the pilots”", "Béla refuses , 29 July 1914 , in its own words : “The harbour is closed.”", "replies, not clearly , a deed, as the report has it : “Béla sent a letter”",
		"the islands nothing in this dossier", "Refused 1", "perhaps (1)", "verbale exchange",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q:\n%s", want, text)
		}
	}
	sure := regexp.MustCompile(`(?s)<details class="perhaps">.*?</details>`).ReplaceAllString(body, "")
	if strings.Contains(sure, "who sank the dredger") {
		t.Error("what may be no request stands among those that are")
	}
	for _, link := range regexp.MustCompile(`href="(/exchange/[^"]+)"`).FindAllStringSubmatch(body, -1) {
		if w := get(server, link[1]); w.Code != http.StatusOK {
			t.Errorf("%s answers %d", link[1], w.Code)
		}
	}
	if before := seen(get(server, "/exchange?on=1914-07-01").Body.String()); strings.Contains(before, "open the harbour") {
		t.Error("a request is told of before it was made")
	}
	if w := get(server, "/exchange?on=soon"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a day that is none answers %d", w.Code)
	}
	if w := get(server, "/exchange/request-nobody"); w.Code != http.StatusNotFound {
		t.Errorf("a request that there is not answers %d", w.Code)
	}
	if s.derived != 1 {
		t.Errorf("derived %d times for one state of the dossier", s.derived)
	}
}

// TestExchangeAsRows holds that the rows of the pages are had in other forms, without
// what is doubtful, and with it as data.
func TestExchangeAsRows(t *testing.T) {
	t.Parallel()
	server := serverOf(t, web.Options{Store: harbourTalks()})
	for address, lines := range map[string]int{
		"/exchange.jsonl": 3, "/exchange.jsonl?kind=question": 0, "/clauses.jsonl": 1, "/clauses.jsonl?modality=principle": 0,
		"/expectations.jsonl": 1, "/expectations.jsonl?outcome=failed": 0, "/changes.jsonl?since=1914-07-28": 1, "/changes.jsonl?since=1914-07-29": 0,
	} {
		if w := get(server, address); w.Code != http.StatusOK || strings.Count(w.Body.String(), "\n") != lines {
			t.Errorf("%s: status %d, %d rows, want %d", address, w.Code, strings.Count(w.Body.String(), "\n"), lines)
		}
	}
	var data web.ExchangeData
	if err := json.Unmarshal(get(server, "/exchange.json").Body.Bytes(), &data); err != nil || len(data.Requests) != 4 {
		t.Errorf("%v: %d requests as data, want 4 with the doubtful one", err, len(data.Requests))
	}
	if w := get(server, "/exchange/request-whole.json"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"request-b"`) {
		t.Errorf("one request as data: %d: %s", w.Code, w.Body)
	}
}

// TestClausesForetoldChanges holds what the other pages of the room show.
func TestClausesForetoldChanges(t *testing.T) {
	t.Parallel()
	server := serverOf(t, web.Options{Store: harbourTalks()})
	for address, wants := range map[string][]string{
		"/clauses":                  {"right right of passage own 1 not voiced in this dossier (9)", "South Béla claims it : “the right of passage”"},
		"/expectations":             {"Nothing heard so far 1", "Anna foretells", "the fleet will come on Monday", "nothing heard"},
		"/changes?since=1914-07-28": {"28 July 1914", "Anna wants", "open the harbour"},
	} {
		text := seen(get(server, address).Body.String())
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q:\n%s", address, want, text)
			}
		}
	}
	if w := get(serverOf(t, web.Options{Store: twoSides()}), "/exchange"); w.Code != http.StatusNotFound {
		t.Errorf("a store that derives nothing answers %d", w.Code)
	}
}

// TestALargeDossierIsDerivedWhenAsked holds that a page that shows nothing of what lies
// between reports does not have it derived where there are many of them, and lists the
// pages of it all the same.
func TestALargeDossierIsDerivedWhenAsked(t *testing.T) {
	t.Parallel()
	s := harbourTalks()
	for i := range 300 {
		s.put(fmt.Sprintf("more-%03d.txt", i), "a-anna", "“More of the same.”", nil)
	}
	server := serverOf(t, web.Options{Store: s})
	for range 2 {
		if body := get(server, "/statements").Body.String(); !strings.Contains(body, `href="/exchange"`) {
			t.Error("the exchange is not listed")
		}
	}
	if s.derived != 0 {
		t.Errorf("derived %d times for pages of statements", s.derived)
	}
	if body := seen(get(server, "/").Body.String()); s.derived != 1 || !strings.Contains(body, "open the harbour") {
		t.Errorf("derived %d times for the first page: %s", s.derived, body)
	}
}
