package web_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale/internal/web"
)

// TestActorPageAnswersWhoBeforeHowOften holds the order in which the page of an actor
// tells: who, for whom, the last words, on what, and only then how often.
func TestActorPageAnswersWhoBeforeHowOften(t *testing.T) {
	t.Parallel()
	text := seen(get(serverOf(t, web.Options{Store: harbourTalks()}), "/a/a-anna").Body.String())
	at := 0
	for _, want := range []string{
		"speaks for North", "Last words 2", "The harbour stays open", "On what", "asks Anna → Béla", "“open the harbour”",
		"foretold “the fleet will come on Monday”", "nothing heard", "How often, by day 27 July 1914",
	} {
		found := strings.Index(text[at:], want)
		if found < 0 {
			t.Fatalf("%q is not told, or not behind what comes before it:\n%s", want, text)
		}
		at += found
	}
	other := seen(get(serverOf(t, web.Options{Store: harbourTalks()}), "/a/a-bela").Body.String())
	for _, want := range []string{"is asked Anna → Béla", "calls upon right of passage : claims it"} {
		if !strings.Contains(other, want) {
			t.Errorf("of who is asked it is not told %q:\n%s", want, other)
		}
	}
}
