package nesting_test

import (
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/nesting"
	"verbale.dev/verbale/lang"
)

func statement(id string, cue, content lang.Span) verbale.Statement {
	s := verbale.Statement{ID: id, Content: []verbale.Excerpt{{Span: content}}}
	if cue.End > 0 {
		s.Cue = []verbale.Excerpt{{Span: cue}}
	}
	return s
}

// TestTie ties what a report tells in three layers: the envoy said that the
// minister had told her that the king refused the paper.
func TestTie(t *testing.T) {
	t.Parallel()
	outer := statement("envoy", lang.Span{Start: 10, End: 14}, lang.Span{Start: 15, End: 80})
	middle := statement("minister", lang.Span{Start: 37, End: 45}, lang.Span{Start: 50, End: 80})
	inner := statement("king", lang.Span{Start: 64, End: 71}, lang.Span{Start: 72, End: 80})
	bare := statement("no cue", lang.Span{}, lang.Span{Start: 55, End: 60})
	alone := statement("alone", lang.Span{Start: 90, End: 94}, lang.Span{Start: 95, End: 120})
	for _, test := range []struct {
		name       string
		statements []verbale.Statement
		struck     int // index of one that is struck, or -1
		want       []string
	}{
		{"each in the smallest around it", []verbale.Statement{outer, middle, bare, inner, alone}, -1,
			[]string{"", "envoy", "minister", "minister", ""}},
		{"not in one that is struck", []verbale.Statement{outer, middle, bare, inner, alone}, 1,
			[]string{"", "envoy", "envoy", "envoy", ""}},
		{"of two that hold each other the longer is the outer one", []verbale.Statement{
			statement("first", lang.Span{Start: 20, End: 24}, lang.Span{Start: 10, End: 30}),
			statement("second", lang.Span{Start: 15, End: 19}, lang.Span{Start: 10, End: 40}),
		}, -1, []string{"second", ""}},
		{"in either order", []verbale.Statement{
			statement("first", lang.Span{Start: 15, End: 19}, lang.Span{Start: 10, End: 40}),
			statement("second", lang.Span{Start: 20, End: 24}, lang.Span{Start: 10, End: 30}),
		}, -1, []string{"", "first"}},
	} {
		list := append([]verbale.Statement(nil), test.statements...)
		if test.struck >= 0 {
			list[test.struck].Status = verbale.Struck
		}
		stale := "stale"
		for i := range list {
			list[i].Parent = &stale
		}
		nesting.Tie(list)
		for i := range list {
			got := ""
			if list[i].Parent != nil {
				got = *list[i].Parent
			}
			if got != test.want[i] {
				t.Errorf("%s: %s stands in %q, want %q", test.name, list[i].ID, got, test.want[i])
			}
		}
	}
}
