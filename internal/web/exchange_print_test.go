package web_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/web"
)

// TestExchangeReportStandsByItself holds that the exchange report needs no other file,
// that each quotation has the number of a note, and each note its words.
func TestExchangeReportStandsByItself(t *testing.T) {
	t.Parallel()
	server := serverOf(t, web.Options{Store: harbourTalks()})
	body := get(server, "/exchange.print").Body.String()
	if outside := regexp.MustCompile(`(?:src|href)="[^#"][^"]*"`).FindString(body); outside != "" {
		t.Errorf("it needs %s", outside)
	}
	notes := regexp.MustCompile(`<li id="note-(\d+)">`).FindAllStringSubmatch(body, -1)
	for i, note := range notes {
		if note[1] != strconv.Itoa(i+1) {
			t.Errorf("note %d has the number %s", i+1, note[1])
		}
		if !strings.Contains(body, `href="#note-`+note[1]+`"`) {
			t.Errorf("nothing stands on note %s", note[1])
		}
	}
	text := seen(body)
	for _, want := range []string{"Refused", "Anna wants", "“ open the harbour ”", "the islands : nothing in this dossier", "in its own words", "Clauses", "right of passage",
		"Foretold", "the fleet will come on Monday", "/d/two.txt@1234567890abcdef/0-22"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q:\n%s", want, text)
		}
	}
	if len(notes) < 5 || strings.Contains(body, "who sank the dredger") {
		t.Errorf("%d notes; what is doubtful is in it: %v", len(notes), strings.Contains(body, "dredger"))
	}
}
