package derive_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/lang"
)

func at(document string, start int) verbale.Located {
	return verbale.Located{
		Document: document,
		Version:  "0123456789abcdef",
		Excerpt:  verbale.Excerpt{Span: lang.Span{Start: start, End: start + 5}},
	}
}

// TestIDsGoOnToResolve adds and takes away evidence of a row at random, and wants
// every id that it ever had to be its id or an alias of it, for as long as the
// words that the id was made from are in the dossier.
func TestIDsGoOnToResolve(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		had := map[string]verbale.Located{} // ids, with what they were made from
		var evidence []verbale.Located
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			e := at(fmt.Sprint("r", rapid.IntRange(0, 5).Draw(t, "document")), rapid.IntRange(0, 3).Draw(t, "start"))
			if i := slices.Index(evidence, e); i < 0 {
				evidence = append(evidence, e)
			} else if len(evidence) > 1 {
				evidence = slices.Delete(evidence, i, i+1)
			}
			id, aliases := derive.ID("utterance", evidence), derive.Aliases("utterance", evidence)
			had[id] = slices.MinFunc(evidence, derive.Before)
			for old, from := range had {
				if known := old == id || slices.Contains(aliases, old); known != slices.Contains(evidence, from) {
					t.Fatalf("%s of %v: known %v among %v", old, from, known, evidence)
				}
			}
			shuffled := rapid.Permutation(evidence).Draw(t, "order")
			if derive.ID("utterance", shuffled) != id || !slices.Equal(derive.Aliases("utterance", shuffled), aliases) {
				t.Fatalf("other ids in another order of %v", evidence)
			}
		}
	})
	if a, b := derive.ID("event", []verbale.Located{at("r", 1)}), derive.ID("paper", []verbale.Located{at("r", 1)}); a == b {
		t.Errorf("two layers have one id %s", a)
	}
	if id := derive.ID("event", nil); id != "" {
		t.Errorf("no evidence has the id %q", id)
	}
}

func TestGroups(t *testing.T) {
	t.Parallel()
	join, cut := func(a, b int) derive.Verdict { return derive.Verdict{A: a, B: b, Join: true} }, func(a, b int) derive.Verdict { return derive.Verdict{A: a, B: b} }
	for _, test := range []struct {
		name     string
		links    [][2]int
		verdicts []derive.Verdict
		want     string
	}{
		{"nothing", nil, nil, "[[0] [1] [2] [3]]"},
		{"links", [][2]int{{2, 1}, {1, 0}}, nil, "[[0 1 2] [3]]"},
		{"joined", [][2]int{{0, 1}}, []derive.Verdict{join(3, 1)}, "[[0 1 3] [2]]"},
		{"parted", [][2]int{{0, 1}}, []derive.Verdict{cut(0, 1)}, "[[0] [1] [2] [3]]"},
		{"parted at a distance: the surer link ties", [][2]int{{0, 1}, {1, 2}}, []derive.Verdict{cut(0, 2)}, "[[0 1] [2] [3]]"},
		{"parted from whom another was joined with", [][2]int{{0, 1}}, []derive.Verdict{join(1, 2), cut(0, 2)}, "[[0] [1 2] [3]]"},
		{"the later verdict counts", [][2]int{{0, 1}}, []derive.Verdict{cut(0, 1), join(1, 0)}, "[[0 1] [2] [3]]"},
	} {
		if got := fmt.Sprint(derive.Groups(4, test.links, test.verdicts)); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// TestGroupsKeepWhatAPersonSaid wants joins and cuts to hold whatever the links
// are, and every member in one group.
func TestGroupsKeepWhatAPersonSaid(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9).Draw(t, "n")
		member := rapid.IntRange(0, n-1)
		var links [][2]int
		for range rapid.IntRange(0, 12).Draw(t, "links") {
			links = append(links, [2]int{member.Draw(t, "a"), member.Draw(t, "b")})
		}
		var verdicts []derive.Verdict
		for range rapid.IntRange(0, 5).Draw(t, "verdicts") {
			verdicts = append(
				verdicts,
				derive.Verdict{A: member.Draw(t, "a"), B: member.Draw(t, "b"), Join: rapid.Bool().Draw(t, "join")},
			)
		}
		groups := derive.Groups(n, links, verdicts)
		of := map[int]int{}
		for k, group := range groups {
			for _, i := range group {
				of[i] = k
			}
		}
		if len(of) != n || len(slices.Concat(groups...)) != n {
			t.Fatalf("%v are no groups of %d", groups, n)
		}
		alone := derive.Groups(n, nil, verdicts) // what the joins alone bring together
		joined := map[int]int{}
		for k, group := range alone {
			for _, i := range group {
				joined[i] = k
			}
		}
		for i, v := range verdicts {
			later := slices.ContainsFunc(
				verdicts[i+1:],
				func(o derive.Verdict) bool { return o.A == v.A && o.B == v.B || o.A == v.B && o.B == v.A },
			)
			switch together := of[v.A] == of[v.B]; {
			case later || v.A == v.B:
			case v.Join && !together:
				t.Fatalf("%v is not kept in %v", v, groups)
			case !v.Join && together && joined[v.A] != joined[v.B]:
				t.Fatalf("%v is not kept in %v", v, groups)
			}
		}
	})
}
