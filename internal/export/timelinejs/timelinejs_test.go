package timelinejs_test

import (
	"encoding/json"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/export/timelinejs"
)

func TestWrite(t *testing.T) {
	t.Parallel()
	first, _ := calendar.ParseDay("2021-12-30")
	last, _ := calendar.ParseDay("2021-12-31")
	var b strings.Builder
	err := timelinejs.Write(&b, "talks & notes", []timelinejs.Event{
		{ID: "1", First: first, Last: last, Display: "2021-12-30/2021-12-31", Headline: "<Holt>", Text: `"we go"`, Group: "Norland"},
		{ID: "2", First: first, Last: last, Width: timelinejs.Months, Display: "2021-12"},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Title  struct{ Text struct{ Headline string } }
		Events []struct {
			Start struct{ Year, Month, Day int } `json:"start_date"`
			End   *struct{ Day int }             `json:"end_date"`
			Group string
			Text  struct{ Headline, Text string }
		}
	}
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	if got.Title.Text.Headline != "talks &amp; notes" || len(got.Events) != 2 {
		t.Fatalf("got %s", b.String())
	}
	one, two := got.Events[0], got.Events[1]
	if one.Start.Day != 30 || one.End == nil || one.End.Day != 31 || one.Text.Headline != "&lt;Holt&gt;" || one.Text.Text != "&#34;we go&#34;" || one.Group != "Norland" {
		t.Errorf("the first event is %+v", one)
	}
	if two.Start.Month != 12 || two.Start.Day != 0 || two.End != nil {
		t.Errorf("the second event is %+v", two)
	}
}
