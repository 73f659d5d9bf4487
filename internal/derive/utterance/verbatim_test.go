package utterance_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
	"verbale.dev/verbale/internal/derive/utterance"
)

const dam = "The upper sluice stays shut until every engineer has signed the survey"

// told makes a rendering of one report and day.
func told(document string, day int, speaker string, pieces ...string) utterance.Rendering {
	r := utterance.Rendering{
		Statement: document + pieces[0], Document: document, Pieces: pieces, Quoted: true,
		Reported: utterance.Days{First: day, Last: day, Known: true},
	}
	if speaker != "" {
		r.Speakers = []string{speaker}
	}
	return r
}

func TestVerbatim(t *testing.T) {
	t.Parallel()
	indirect := func(r utterance.Rendering) utterance.Rendering { r.Quoted = false; return r }
	within := func(r utterance.Rendering, outer utterance.Rendering) utterance.Rendering {
		r.Outer = outer.Statement
		return r
	}
	undated := func(r utterance.Rendering) utterance.Rendering { r.Reported = utterance.Days{}; return r }
	said := func(r utterance.Rendering, day int) utterance.Rendering {
		r.Said = utterance.Days{First: day, Last: day, Known: true}
		return r
	}
	one := told("one", 10, "brook", dam)
	for name, test := range map[string]struct {
		a, b utterance.Rendering
		want bool
	}{
		"the same words":                     {one, told("two", 11, "brook", dam), true},
		"in other marks and capitals":        {one, told("two", 11, "brook", strings.ToUpper(dam)+"!"), true},
		"cut elsewhere":                      {one, told("two", 11, "brook", "it is cold, but the upper sluice stays shut until every engineer", "has gone"), true},
		"over two pieces":                    {one, told("two", 11, "brook", "The upper sluice stays shut", "until every engineer has signed"), true},
		"few words, but all of them":         {one, told("two", 11, "brook", "upper sluice stays shut until every"), true},
		"few words of many":                  {one, told("two", 11, "brook", "every engineer has signed the book, though nobody was told why or by whom"), false},
		"a month later":                      {one, told("two", 45, "brook", dam), false},
		"a month later, said the same day":   {said(one, 10), said(told("two", 45, "brook", dam), 10), true},
		"another day by mistake":             {said(one, 10), said(told("two", 11, "brook", dam), 4000), true},
		"a report without a day":             {one, undated(told("two", 45, "brook", dam)), true},
		"nobody known to have said it":       {one, told("two", 11, "", dam), true},
		"another speaker, in marks":          {one, told("two", 11, "hale", dam), true},
		"another speaker and no day":         {one, undated(told("two", 11, "hale", "it is cold, but the upper sluice stays shut until every engineer is there")), false},
		"another speaker in the same report": {one, told("one", 10, "hale", "He said "+dam), false},
		"another speaker, not in marks":      {one, indirect(told("two", 11, "hale", "the upper sluice stays shut until every engineer came")), false},
		"within the other":                   {one, within(told("one", 10, "brook", "that "+dam), one), false},
		"a formula that both use": {
			told("one", 10, "brook", "The rule that nobody may widen a canal at the expense of the lower towns is left out on purpose, and neither charter is named in the letters that our partners keep sending"),
			told("two", 11, "hale", "They go on reading half of it, namely the right to dig, and overlook the duty not to build a canal at the expense of the lower towns, which every guild has sworn"), false},
		"a formula within the same sentence": {
			told("one", 10, "brook", "Nobody may widen a canal at the expense of the lower towns"),
			told("two", 11, "brook", "We repeat: nobody may widen a canal at the expense of the lower towns. That is all there is to say of the bridges, the gates and the lamps"), true},
		"words of everybody": {told("one", 10, "brook", "And that is what we have to do now and will do"),
			told("two", 11, "brook", "So that is what we have to do now and will do"), false},
		"an abbreviation": {told("one", 10, "brook", "the U.S. envoys left the hall before the vote"),
			told("two", 11, "brook", "the US envoys left the hall before the vote"), true},
	} {
		links := utterance.Verbatim([]utterance.Rendering{test.a, test.b})
		if got := len(links) == 1; got != test.want {
			t.Errorf("%s: linked %v, want %v", name, got, test.want)
		}
	}
}

// TestPhrasesOfManyStayCheap holds that a phrase of thousands of reports links
// each to one other, and no more.
func TestPhrasesOfManyStayCheap(t *testing.T) {
	t.Parallel()
	var renderings []utterance.Rendering
	for i := range 5000 {
		renderings = append(renderings, told(fmt.Sprint("report", i), 10, "brook", dam))
	}
	if links := utterance.Verbatim(renderings); len(links) != len(renderings)-1 {
		t.Errorf("%d links of %d renderings", len(links), len(renderings))
	}
}

// groups are the statements that links tie together, in order.
func groups(renderings []utterance.Rendering, links []utterance.Link) []string {
	group := make([]int, len(renderings))
	place := map[string]int{}
	for i := range group {
		group[i], place[renderings[i].Statement] = i, i
	}
	for range links { // slow and plain
		for _, link := range links {
			a, b := place[link.A], place[link.B]
			least := min(group[a], group[b])
			group[a], group[b] = least, least
		}
	}
	members := map[int][]string{}
	for i, g := range group {
		members[g] = append(members[g], renderings[i].Statement)
	}
	var all []string
	for _, names := range members {
		slices.Sort(names)
		all = append(all, strings.Join(names, " | "))
	}
	slices.Sort(all)
	return all
}

// TestOrderDoesNotMatter holds that the same renderings in another order are tied
// together in the same way.
func TestOrderDoesNotMatter(t *testing.T) {
	t.Parallel()
	sentences := []string{dam, "The ferry crews have asked for lamps at both ends of the quay",
		"No barge may pass the lower gate while the survey lasts", "The upper sluice stays shut and no barge may pass the lower gate"}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 12).Draw(t, "n")
		renderings := make([]utterance.Rendering, n)
		for i := range renderings {
			words := strings.Fields(rapid.SampledFrom(sentences).Draw(t, "sentence"))
			from := rapid.IntRange(0, 3).Draw(t, "from")
			renderings[i] = told(fmt.Sprint("r", i), rapid.IntRange(0, 14).Draw(t, "day"),
				rapid.SampledFrom([]string{"", "brook", "hale"}).Draw(t, "speaker"), strings.Join(words[from:], " "))
		}
		want := groups(renderings, utterance.Verbatim(renderings))
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		random.Shuffle(n, func(i, j int) { renderings[i], renderings[j] = renderings[j], renderings[i] })
		if got := groups(renderings, utterance.Verbatim(renderings)); !slices.Equal(got, want) {
			t.Fatalf("in another order\n%q\ninstead of\n%q", got, want)
		}
	})
}

// TestBlocksGiveTheSame holds that what follows block by block is what follows from
// all renderings at once.
func TestBlocksGiveTheSame(t *testing.T) {
	t.Parallel()
	renderings := []utterance.Rendering{
		told("one", 10, "brook", dam), told("two", 11, "brook", "it is cold, but the upper sluice stays shut until every engineer", "has gone"),
		told("three", 11, "hale", strings.ToUpper(dam)), told("four", 12, "", "No barge may pass the lower gate while the survey lasts"),
	}
	blocks := map[string][]utterance.Rendering{}
	for _, r := range renderings {
		for _, name := range utterance.Blocks(r.Pieces) {
			blocks[name] = append(blocks[name], r)
		}
	}
	var links []utterance.Link
	for name, members := range blocks {
		links = append(links, utterance.Wordings{}.Derive(name, members)...)
	}
	if got, want := groups(renderings, links), groups(renderings, utterance.Verbatim(renderings)); !slices.Equal(got, want) || len(want) != 2 {
		t.Errorf("block by block %q, at once %q", got, want)
	}
}

func TestJoin(t *testing.T) {
	t.Parallel()
	link := utterance.Link{A: "s-a", B: "s-b", By: "words", Run: 9}
	parts := []utterance.Part{
		{Statement: "s-a", Document: "two", Speakers: []string{"x"}, SaidOn: "1931-05-02", Links: []utterance.Link{link}},
		{Statement: "s-b", Document: "one", Links: []utterance.Link{link}},
	}
	got := utterance.Utterances{}.Derive("s-a", parts)
	if len(got) != 1 || got[0].ID != "u-b" || !slices.Equal(got[0].Renderings, []string{"s-b", "s-a"}) || got[0].Tellings != 2 ||
		got[0].Speaker != "x" || got[0].SaidOn != "1931-05-02" || len(got[0].Why) != 1 {
		t.Errorf("%+v", got)
	}
	parts[1].Speakers, parts[1].SaidOn = []string{"y"}, "1931-05-03"
	if got := (utterance.Utterances{}).Derive("s-a", parts); got[0].Speaker != "" || got[0].SaidOn != "" {
		t.Errorf("told differently, and one value chosen: %+v", got)
	}
	if got := (utterance.Utterances{}).Derive("s-a", parts[:1]); got != nil {
		t.Errorf("one rendering is an utterance: %+v", got)
	}
	if id, ok := utterance.StatementOf("u-b"); !ok || id != "s-b" {
		t.Errorf("%q %v", id, ok)
	}
}

func FuzzVerbatim(f *testing.F) {
	f.Add(dam, "the upper sluice stays shut, it's U.S. 1,000.5 \xff…")
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, link := range utterance.Verbatim([]utterance.Rendering{told("one", 1, "x", a), told("two", 1, "x", b)}) {
			if link.A >= link.B || link.Run < 1 {
				t.Errorf("link %v", link)
			}
		}
	})
}

func BenchmarkVerbatim(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	words := strings.Fields(dam + " the ferry crews have asked for lamps at both ends of quay no barge may pass lower gate while lasts")
	var renderings []utterance.Rendering
	bytes := 0
	for i := range 20_000 {
		text := make([]string, 25)
		for j := range text {
			text[j] = words[random.IntN(len(words))] + fmt.Sprint(random.IntN(40))
		}
		renderings = append(renderings, told(fmt.Sprint("r", i/20), i/600, fmt.Sprint("s", i%50), strings.Join(text, " ")))
		bytes += len(renderings[i].Pieces[0])
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		utterance.Verbatim(renderings)
	}
}

// TestALongRenderingBridgesNothing holds that sentences which one long content alone has
// in common are two utterances, in any order.
func TestALongRenderingBridgesNothing(t *testing.T) {
	t.Parallel()
	const lamps, gate = "The ferry crews have asked for lamps at both ends of the quay", "No barge may pass the lower gate while the survey lasts"
	letter := strings.Join([]string{"Dear warden of the northern harbour", dam, lamps,
		"Our bakers complain about flour from your mills, stones and husks included", gate, "Captain Rank carries silver buttons for your children and an almanac"}, ". ")
	long := told("letter", 10, "brook", letter)
	for name, test := range map[string]struct {
		renderings []utterance.Rendering
		want       []string
	}{
		"two sentences": {[]utterance.Rendering{long, told("a", 10, "brook", lamps), told("b", 10, "brook", gate), told("c", 11, "brook", lamps+" indeed")},
			[]string{"a" + lamps + " | c" + lamps + " indeed | letter" + letter, "b" + gate}},
		"both quoted together by another": {[]utterance.Rendering{long, told("a", 10, "brook", lamps), told("b", 10, "brook", gate), told("c", 11, "brook", lamps+". "+gate)},
			[]string{"a" + lamps + " | b" + gate + " | c" + lamps + ". " + gate + " | letter" + letter}},
		"one sentence": {[]utterance.Rendering{long, told("a", 10, "brook", lamps)}, []string{"a" + lamps + " | letter" + letter}},
	} {
		for _, turned := range []bool{false, true} {
			links := utterance.Verbatim(test.renderings)
			renderings := slices.Clone(test.renderings)
			if turned {
				slices.Reverse(renderings)
				slices.Reverse(links)
			}
			var got []string
			for _, group := range utterance.Split(renderings, links) {
				got = append(got, strings.Join(group, " | "))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("%s, turned %v:\n%q\nwant\n%q", name, turned, got, test.want)
			}
		}
	}
}
