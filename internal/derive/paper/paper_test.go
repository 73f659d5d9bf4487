package paper_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/paper"
)

func day(n int) paper.Days { return paper.Days{First: n, Last: n, Known: true} }

// spelled writes papers as the keys of their tellings, and their transfers in brackets.
func spelled(papers []paper.Paper) string {
	var all []string
	for _, p := range papers {
		line := strings.Join(p.Tellings, "+")
		for _, t := range p.Transfers {
			line += " [" + strings.Join(t.Steps, "+") + "]"
		}
		all = append(all, line)
	}
	return strings.Join(all, "; ")
}

func TestDerive(t *testing.T) {
	t.Parallel()
	to := func(key string, reported int, keys ...string) paper.Telling {
		return paper.Telling{Key: key, Document: key, Keys: keys, Reported: day(reported)}
	}
	step := func(t paper.Telling, s ...paper.Step) paper.Telling {
		t.Steps = s
		return t
	}
	given := paper.Step{Key: "s1", Step: "handed_over", Factuality: "happened", From: []string{"norland"}, To: []string{"sudland"}, On: day(10)}
	for _, test := range []struct {
		name     string
		tellings []paper.Telling
		want     string
	}{
		{"for the same ones", []paper.Telling{to("a", 1, "sudland"), to("b", 3, "sudland")}, "a+b"},
		{"for others", []paper.Telling{to("a", 1, "sudland"), to("b", 3, "westland")}, "a; b"},
		{"about the same", []paper.Telling{to("a", 1, "about fish"), to("b", 3, "about fish", "sudland")}, "a+b"},
		{"nothing speaks for it", []paper.Telling{to("a", 1), to("b", 3)}, "a; b"},
		{"for the same ones about something else", []paper.Telling{to("a", 1, "sudland", "about fish"), to("b", 3, "sudland", "about coal")}, "a; b"},
		{"months later", []paper.Telling{to("a", 1, "sudland"), to("b", 300, "sudland")}, "a; b"},
		{"a report without a day", []paper.Telling{to("a", 1, "sudland"), {Key: "b", Document: "b", Keys: []string{"sudland"}}}, "a+b"},
		{"another day of the same step", []paper.Telling{
			step(to("a", 1, "sudland"), given), step(to("b", 30, "sudland"), paper.Step{Key: "s2", Step: "handed_over", Factuality: "happened", On: day(30)}),
		}, "a [s1]; b [s2]"},
		{"what says more counts before what is later", []paper.Telling{
			{Key: "a", Document: "a", Keys: []string{"sudland"}, Reported: day(1), To: true, Kind: "letter"},
			{Key: "b", Document: "b", Reported: day(8), To: true, Kind: "letter"},
			{Key: "c", Document: "c", Keys: []string{"sudland"}, Reported: day(9), To: true, Kind: "letter"},
		}, "a+c; b"},
		{"a letter of a year ago is another", []paper.Telling{
			step(paper.Telling{Key: "a", Document: "a", Reported: day(400), To: true, Kind: "letter"}, paper.Step{Key: "s1", Step: "sent", Factuality: "happened", On: day(10)}),
			{Key: "b", Document: "b", Reported: day(401), To: true, Kind: "letter"},
		}, "a [s1]; b"},
		{"a receipt is of the same transfer", []paper.Telling{
			step(to("a", 11, "sudland"), given),
			step(to("b", 12, "sudland"), paper.Step{Key: "s2", Step: "received", Factuality: "happened", To: []string{"sudland"}, Received: day(11)}),
		}, "a+b [s1+s2]"},
		{"planned and then done are two", []paper.Telling{
			step(to("a", 9, "sudland"), paper.Step{Key: "s0", Step: "handed_over", Factuality: "planned", On: day(10)}), step(to("b", 12, "sudland"), given),
		}, "a+b [s0] [s1]"},
		{"two days of a step that are near are told differently", []paper.Telling{
			step(to("a", 11, "sudland"), given),
			step(to("b", 12, "sudland"), paper.Step{Key: "s2", Step: "handed_over", Factuality: "happened", On: day(11)}),
		}, "a+b [s1+s2]"},
	} {
		if got := spelled(derive.Rows(paper.Deriver{}, "letter norland", derive.Sorted(test.tellings))); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

// TestNames holds that what has one name is one paper, but for its own day.
func TestNames(t *testing.T) {
	t.Parallel()
	named := func(key string, own paper.Days) paper.Telling {
		return paper.Telling{Key: key, Document: key, Named: true, Own: own}
	}
	got := spelled(derive.Rows(paper.Deriver{}, "name weir act", []paper.Telling{named("a", day(5)), named("b", paper.Days{}), named("c", day(900))}))
	if want := "a+b; c"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestOrderIsNothing holds that papers are a function of the set of tellings.
func TestOrderIsNothing(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	var tellings []paper.Telling
	for i := range 60 {
		tellings = append(tellings, paper.Telling{
			Key: fmt.Sprintf("k%02d", i), Document: fmt.Sprintf("d%02d", random.IntN(40)), Start: random.IntN(900),
			Keys: []string{[]string{"sudland", "westland", "about fish", "about coal"}[random.IntN(4)]}, Reported: day(random.IntN(200)),
		})
	}
	want := spelled(derive.Rows(paper.Deriver{}, "letter norland", derive.Sorted(append([]paper.Telling(nil), tellings...))))
	for range 20 {
		random.Shuffle(len(tellings), func(i, k int) { tellings[i], tellings[k] = tellings[k], tellings[i] })
		if got := spelled(derive.Rows(paper.Deriver{}, "letter norland", derive.Sorted(append([]paper.Telling(nil), tellings...)))); got != want {
			t.Fatalf("got %s\nwant %s", got, want)
		}
	}
}
