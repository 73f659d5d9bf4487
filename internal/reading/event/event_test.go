package event_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/lexicon/deed"
	"verbale.dev/verbale/internal/reading/event"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/reading/timex"
	"verbale.dev/verbale/lang"
)

// read finds the events of a text and writes each on a line.
func read(text string) []string {
	p := page.New(lang.NewAnalyzer().Analyze(text), nil)
	var spans []lang.Span
	for _, x := range timex.NewFinder().Find(p) {
		if x.Type == "DATE" || x.Type == "TIME" {
			spans = append(spans, x.Span)
		}
	}
	words := func(runs ...page.Run) string {
		var all []string
		for _, r := range runs {
			if r.Len() > 0 {
				span := r.Span(p.Doc)
				all = append(all, text[span.Start:span.End])
			}
		}
		return strings.Join(all, "+")
	}
	var lines []string
	for _, d := range event.Find(p, spans, nil) {
		line := fmt.Sprintf("%s %s %s", d.Type, d.Predicate, d.Factuality)
		for _, field := range []struct {
			name string
			runs []page.Run
		}{{"by", d.Initiators}, {"to", d.Recipients}, {"through", d.Through}, {"paper", []page.Run{d.Paper}}, {"in", []page.Run{d.Place}}} {
			if w := words(field.runs...); w != "" {
				line += fmt.Sprintf(" %s[%s]", field.name, w)
			}
		}
		if d.When >= 0 {
			line += fmt.Sprintf(" on[%s]", text[spans[d.When].Start:spans[d.When].End])
		}
		lines = append(lines, line)
	}
	return lines
}

// TestEveryRowOfTheTableTells holds that the sentence of each row of the table of
// deeds tells of what the row says.
func TestEveryRowOfTheTableTells(t *testing.T) {
	t.Parallel()
	for _, m := range deed.Meanings() {
		got := read(m.Example)
		if !slices.ContainsFunc(got, func(line string) bool {
			return strings.HasPrefix(line, m.Type+" "+m.Word+" ") || m.Frame == deed.Light
		}) {
			t.Errorf("%s as %s is not told by %q: %q", m.Word, m.Type, m.Example, got)
		}
	}
}

// TestEveryVerbAboveSays holds that the sentence of each verb of the table makes of the
// deed below it what the row says.
func TestEveryVerbAboveSays(t *testing.T) {
	t.Parallel()
	for _, g := range deed.Governings() {
		got := read(g.Example)
		if !slices.ContainsFunc(got, func(line string) bool {
			return strings.HasPrefix(line, "signing sign "+g.Factuality) || strings.HasPrefix(line, "talks negotiate "+g.Factuality)
		}) {
			t.Errorf("%s is not %s in %q: %q", g.Word, g.Factuality, g.Example, got)
		}
	}
}

func TestEvents(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		{"On Monday Ada Brook handed the reply to Jon Hale in Porto.", "transfer hand happened by[Ada Brook] to[Jon Hale] paper[the reply] in[Porto] on[Monday]"},
		{"The two drafts were sent to the guild on 15 December and published two days later.", "transfer send happened to[the guild] paper[The two drafts] on[15 December]; publication publish happened paper[The two drafts] on[two days later]"},
		{"Brook met Hale in Porto on Friday.", "meeting meet happened by[Brook] to[Hale] in[Porto] on[Friday]"},
		{"Brook and Hale met in Porto.", "meeting meet happened by[Brook+Hale] in[Porto]"},
		{"Brook will meet with Hale next week.", "meeting meet planned by[Brook] to[Hale] on[next week]"},
		{"Ruritania met its obligations.", ""},
		{"Brook would do nothing that was not sanctioned by the cabinet.", ""},
		{"Brook did not meet Hale.", "meeting meet denied by[Brook] to[Hale]"},
		{"Brook may visit Madrid.", "visit visit possible by[Brook] to[Madrid]"},
		{"Brook is expected to visit Madrid next week.", "visit visit planned by[Brook] to[Madrid] on[next week]"},
		{"The envoys held talks with the guild in Porto.", "talks talk happened by[The envoys] to[the guild] in[Porto]"},
		{"Talks between Spain and Italy took place in Porto on Monday.", "talks talk happened by[Spain+Italy] in[Porto] on[Monday]"},
		{"After a meeting with Jon Hale in Porto she spoke to reporters.", "meeting meeting happened to[Jon Hale] in[Porto]"},
		{"The treaty was signed by Hale in 1975.", "signing sign happened by[Hale] paper[The treaty] on[1975]"},
		{"Hale received a letter from Brook on Monday.", "transfer receive happened by[Brook] to[Hale] paper[a letter] on[Monday]"},
		{"Spain sent troops to the border.", "deployment send happened by[Spain]"},
		{"Spain sent wheat to Italy.", "aid send happened by[Spain] to[Italy]"},
		{"The cabinet imposed tariffs on Italy.", "sanction impose happened by[The cabinet] to[Italy]"},
		{"Spain withdrew its ambassador's letter.", "transfer withdraw happened by[Spain] paper[its ambassador's letter]"},
		{"The guild freed two sailors on Monday.", "release free happened by[The guild] to[two sailors] on[Monday]"},
		{"Hale resigned on Monday.", "resignation resign happened by[Hale] on[Monday]"},
		{"If Brook signed the treaty, the port would open.", "signing sign possible by[Brook] paper[the treaty]"},
		{"Brook will not sign the treaty.", ""},
		{"The guild meets in the old hall.", ""},
		{"The guild meets on Friday.", "meeting meet happened by[The guild] on[Friday]"},
		{"Brook would have to sign the treaty.", "signing sign possible by[Brook] paper[the treaty]"},
		{"Spain and Italy began to negotiate.", "talks negotiate happened by[Spain+Italy]"},
		{"Italy urged Spain to sign the treaty.", "signing sign wished by[Spain] paper[the treaty]"},
		{"Spain refused to sign the treaty.", "signing sign denied by[Spain] paper[the treaty]"},
		{"The telegram, which went to Porto on Monday, was short.", "transfer go happened to[Porto] paper[The telegram] on[Monday]"},
		{"The treaty went to the archive.", ""},
		{"She liked the old harbour.", ""},
		{"The envoy, who fled in 1974, handed a letter to Hale.", "transfer hand happened by[The envoy] to[Hale] paper[a letter]"},
		{"Brook cancelled the meeting on Monday with Hale.", "cancellation cancel happened by[Brook] on[Monday]"},
		{"Brook cancelled the Monday meeting.", "cancellation cancel happened by[Brook]"},
		{"They must sign the treaty by Monday.", "signing sign wished by[They] paper[the treaty]"},
		{"Brook abstained from signing the treaty.", "signing sign denied by[Brook] paper[the treaty]"},
		{"Brook warned against striking a deal.", ""},
		{"Brook spoke about lifting the tariffs.", ""},
		{"She still expects Spain and Italy to sign the treaty.", "signing sign planned by[Spain+Italy] paper[the treaty]"},
		{"Any treaty signed by Brook is void.", "signing sign possible by[Brook] paper[Any treaty]"},
		{"Brook said that she would meet Hale on Friday.", "meeting meet planned by[she] to[Hale] on[Friday]"},
		{"Until a treaty is signed, the port stays closed.", ""},
		{"She left after a cancelled meeting with Hale in Porto.", "meeting meeting denied to[Hale] in[Porto]"},
		{"The talks between Spain and Italy were due to resume on Friday.", "talks talk planned by[Spain+Italy] on[Friday]"},
		{"Brook held a press conference on Monday.", ""},
		{"She met with resistance from the guild.", ""},
		{"Brook attacked Hale for the delay.", ""},
		{"The statement attacked two envoys.", ""},
		{"Porto hosted talks between Spain and Italy on Monday.", "talks talk happened by[Spain+Italy] through[Porto] on[Monday]"},
		{"Talks were held in Porto.", "talks talk happened in[Porto]"},
		{"The council gave a negative answer to the demand.", ""},
		{"The meeting room was cold.", ""},
	} {
		if got := strings.Join(read(test.text), "; "); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.text, got, test.want)
		}
	}
}

// TestValue holds that what is told as done is likelier than what is not.
func TestValue(t *testing.T) {
	t.Parallel()
	value := func(text, word string) int {
		p := page.New(lang.NewAnalyzer().Analyze(text), nil)
		judge := event.NewJudge(p)
		for i := range p.Doc.Tokens {
			if p.Lower(i) == word {
				return judge.Value(i)
			}
		}
		t.Fatalf("no %q in %q", word, text)
		return 0
	}
	done := value("Brook met Hale on Monday.", "met")
	for _, less := range [][2]string{
		{"Brook did not meet Hale on Monday.", "meet"}, {"Brook may meet Hale on Monday.", "meet"}, {"Brook refused to meet Hale on Monday.", "meet"},
		{"If Brook met Hale on Monday, the port would open.", "met"},
	} {
		if v := value(less[0], less[1]); v >= done || v < -3000 {
			t.Errorf("%q has %d, what was done %d", less[0], v, done)
		}
	}
	if denied, possible := value("Brook never met Hale.", "met"), value("Brook could meet Hale.", "meet"); denied >= possible {
		t.Errorf("denied has %d, possible %d", denied, possible)
	}
}
