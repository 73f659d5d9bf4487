package web_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/web"
)

// TestTimelineTellsAFactOnce puts a step of a paper on a day on which two statements were
// made, one of them in the very words that tell the step: that one is a mark on the line
// of the step, the other has its own.
func TestTimelineTellsAFactOnce(t *testing.T) {
	t.Parallel()
	s := harbourTalks()
	on := "1914-07-28"
	handed := verbale.NewTransfer()
	handed.ID, handed.Paper, handed.Step, handed.On, handed.Factuality = "step-1", "p-1", verbale.StepHandedOver, &on, verbale.EventHappened
	said := s.reports[slices.IndexFunc(s.reports, func(r *web.Report) bool { return r.Row.ID == "one.txt" })].Statements[0]
	handed.Evidence = []verbale.Located{{Document: said.Document, Version: said.Version, Excerpt: said.Content[0]}}
	s.papers, s.steps = []*verbale.PaperRow{{ID: "p-1", Name: "the note"}}, map[string][]*verbale.Transfer{"p-1": {handed}}
	server := serverOf(t, web.Options{Store: s})
	page := get(server, "/timeline").Body.String()
	_, list, _ := strings.Cut(page, `class="in-order"`)
	text := seen(list)
	if !strings.Contains(text, "28 July 1914 the note handed over statement too") {
		t.Errorf("the step and the statement that tells it are not one line:\n%s", text)
	}
	if strings.Contains(text, "The harbour stays open") {
		t.Errorf("the statement stands beside the step that it tells:\n%s", text)
	}
	if !strings.Contains(text, "The harbour is closed") {
		t.Errorf("a statement of another day is gone:\n%s", text)
	}
	if !strings.Contains(page, "papers and events") {
		t.Error("no lane of papers and events is drawn")
	}
	if narrowed := get(server, "/timeline?side=South").Body.String(); strings.Contains(narrowed, "papers and events") {
		t.Error("facts of everybody stand among what one side said")
	}
	var data web.TimelineData
	if err := json.Unmarshal(get(server, "/timeline.json").Body.Bytes(), &data); err != nil || len(data.Facts) != 1 || data.Facts[0].Layer != "step" {
		t.Errorf("as data: %v: %+v", err, data.Facts)
	}
}
