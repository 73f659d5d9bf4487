package evaluation_test

import (
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
)

func TestSameByNames(t *testing.T) {
	t.Parallel()
	called := func(of verbale.ActorType, name string, names ...string) evaluation.Called {
		return evaluation.Called{Type: of, Name: name, Names: names}
	}
	for _, c := range []struct {
		name         string
		gold, system evaluation.Called
		want         bool
	}{
		{"an initial", called("person", "Ada Lund", "Lund"), called("person", "Ada K. Lund"), true},
		{"a title before the name", called("person", "Ada Lund"), called("person", "Premier Ada Lund"), true},
		{"a spelling of the report", called("person", "Yuri Holm"), called("person", "Iouri Holm", "Yuri Holm"), true},
		{"a state's official name", called("state", "Norland"), called("state", "Kingdom of Norland", "Norland"), true},
		{"a last name of two", called("person", "Ada Lund", "Lund"), called("person", "Per Lund", "Lund"), false},
		{"the last name alone, though gold has both", called("person", "Ada Lund", "Lund"), called("person", "Lund"), false},
		{"the last name alone is all there is", called("person", "Lund"), called("person", "Mr. Lund", "Lund"), true},
		{"a person and a state", called("person", "Ada Kent", "Kent"), called("state", "Kent"), false},
		{"a description taken further", called("unnamed", "one pilot"), called("unnamed", "one pilot on leave"), true},
		{"how many", called("group", "pilots of the port"), called("unnamed", "Several pilots of the port"), true},
		{"another description", called("unnamed", "a pilot"), called("unnamed", "a porter"), false},
		{"named, not described", called("person", "Ada Lund", "the premier"), called("unnamed", "the premier"), false},
		{"a state is no description", called("group", "Norland pilots"), called("state", "Norland"), false},
		{"the first of several", called("group", "Lund and Holm"), called("person", "Ada Lund"), true},
		{"the first of bodies", called("group", "the Union and the League"), called("organisation", "Union"), true},
		{"the report has no longer name", evaluation.Called{Type: "person", Name: "Ada Lund", Names: []string{"Lund"}, Absent: true}, called("person", "Lund"), true},
	} {
		if got := evaluation.SameByNames(c.gold, c.system); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
