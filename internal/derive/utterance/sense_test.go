package utterance_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
	"verbale.dev/verbale/internal/derive/utterance"
)

func TestSenses(t *testing.T) {
	t.Parallel()
	const whole = "The council will not open the lower gate before the survey of the old walls is signed, and nobody may hurry the wardens"
	indirect := func(r utterance.Rendering) utterance.Rendering { r.Quoted, r.Direct = false, false; return r }
	direct := func(r utterance.Rendering) utterance.Rendering { r.Direct = true; return r }
	title := func(r utterance.Rendering) utterance.Rendering { r.Title = true; return r }
	one := direct(told("one", 10, "brook", whole))
	for name, test := range map[string]struct {
		a, b utterance.Rendering
		want string
	}{
		"words left out here and there": {one, told("two", 11, "brook", "council will not open gate before survey of walls signed"), "word order"},
		"another speaker":               {one, told("two", 11, "hale", "council will not open gate before survey of walls signed"), ""},
		"a month later":                 {one, told("two", 45, "brook", "council will not open gate before survey of walls signed"), ""},
		"a short saying":                {told("one", 10, "brook", "Who shut this gate?"), told("two", 10, "brook", "Who shut this gate?"), "same words"},
		"a name that two name":          {indirect(told("one", 10, "brook", "the lower gate")), indirect(told("two", 10, "brook", "the lower gate")), ""},
		"a paraphrase beside it": {one, indirect(told("one", 10, "brook", "the council will not open the lower gate before the survey of the walls is signed")),
			"same report"},
		"a heading":                    {one, title(indirect(told("one", 10, "", "Council will not open lower gate before the survey of walls is signed"))), "same report"},
		"two quotations of one report": {one, direct(told("one", 10, "brook", "council will not open the lower gate before the survey of the walls is signed")), ""},
		"a stretch of each": {direct(told("one", 10, "brook", "Bread is dear this year. The wardens of the lower gate will take no coin from any captain until the feast, I said.")),
			direct(told("two", 10, "brook", "The wardens of the lower gate shall take no money from any captain until the feast. As for the bridges, ask the mayor and his clerks.")), "part"},
		"another number": {told("one", 10, "brook", "we ask for 40 lamps along the whole lower quay by winter"), told("two", 10, "brook", "we ask for 60 lamps along the whole lower quay by winter"), ""},
	} {
		got := ""
		for _, link := range utterance.All([]utterance.Rendering{test.a, test.b}) {
			if link.By != "words" && link.By != utterance.Perhaps {
				got = link.By
			}
		}
		if got != test.want {
			t.Errorf("%s: by %q, want %q", name, got, test.want)
		}
	}
}

// TestSensesInAnyOrder holds that the links of a block are a function of its members.
func TestSensesInAnyOrder(t *testing.T) {
	t.Parallel()
	words := strings.Fields("council gate survey wardens lower walls signed winter lamps quay the of before not open shut")
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 10).Draw(t, "n")
		renderings := make([]utterance.Rendering, n)
		for i := range renderings {
			said := rapid.SliceOfN(rapid.SampledFrom(words), 1, 12).Draw(t, "words")
			renderings[i] = told(string(rune('a'+i)), rapid.IntRange(0, 12).Draw(t, "day"), "brook", strings.Join(said, " "))
		}
		want := utterance.All(renderings)
		other := rapid.Permutation(renderings).Draw(t, "order")
		if got := utterance.All(other); !slices.Equal(got, want) {
			t.Fatalf("in another order\n%v\ninstead of\n%v", got, want)
		}
	})
}
