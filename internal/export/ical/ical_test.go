package ical_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/export/ical"
)

func day(t *testing.T, text string) calendar.Day {
	t.Helper()
	d, ok := calendar.ParseDay(text)
	if !ok {
		t.Fatalf("%s is no day", text)
	}
	return d
}

func TestWrite(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	err := ical.Write(&b, "the talks", []ical.Event{{
		UID: "v-1-2@verbale", First: day(t, "2021-12-30"), Last: day(t, "2021-12-31"),
		Summary: "Holt: we go; all, of us", Description: "one\ntwo \\ three\x1b", Categories: []string{"Norland, north"}, Tentative: true,
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Join([]string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//verbale.dev//verbale//EN", "X-WR-CALNAME:the talks", "BEGIN:VEVENT",
		"UID:v-1-2@verbale", "DTSTAMP:20211230T000000Z", "DTSTART;VALUE=DATE:20211230", "DTEND;VALUE=DATE:20220101",
		`SUMMARY:Holt: we go\; all\, of us`, `DESCRIPTION:one\ntwo \\ three` + "\ufffd", `CATEGORIES:Norland\, north`,
		"STATUS:TENTATIVE", "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR", "",
	}, "\r\n")
	if b.String() != want {
		t.Errorf("got\n%q\nwant\n%q", b.String(), want)
	}
}

func TestLinesAreFolded(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	summary := strings.Repeat("é–x", 60)
	if err := ical.Write(&b, "", []ical.Event{{UID: "1", Summary: summary}}); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(b.String(), "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d bytes", len(line))
		}
	}
	if !strings.Contains(strings.ReplaceAll(b.String(), "\r\n ", ""), "SUMMARY:"+summary) {
		t.Error("the folded lines do not give back the text")
	}
}
