package clause_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/clause"
	"verbale.dev/verbale/internal/derive/told"
	"verbale.dev/verbale/lang"
)

// reportOf is a report of what Norland says of Sudland, both mentioned wherever their
// names stand.
func reportOf(text string, kind verbale.Kind) *told.Report {
	r := &told.Report{Document: "one", Version: "v", Passages: []told.Passage{{Text: text}}, Sides: map[string][]string{"norland": {"norland"}, "sudland": {"sudland"}}}
	norland := verbale.ActorRef{ID: "norland", Name: "Norland", Type: verbale.State}
	sudland := verbale.ActorRef{ID: "sudland", Name: "Sudland", Type: verbale.State}
	for at := range text {
		for _, a := range []verbale.ActorRef{norland, sudland} {
			if strings.HasPrefix(text[at:], a.Name) {
				r.Mentions = append(r.Mentions, told.Mention{Span: lang.Span{Start: at, End: at + len(a.Name)}, Form: verbale.Named, Actor: a})
			}
		}
	}
	s := &verbale.Statement{ID: "s", Kind: kind, Factuality: verbale.Asserted, Account: verbale.Own,
		Content: []verbale.Excerpt{{Span: lang.Span{Start: 0, End: len(text)}, Text: text}}, Speakers: []verbale.ActorRef{norland}}
	s.Speaker = &s.Speakers[0]
	r.Statements = []*verbale.Statement{s}
	return r
}

func TestFind(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"The right of every town to choose its pilots is old.":                   "right|right of every town to choose its pilots|claims",
		"Sudland ignores the obligation not to block the harbours of others.":    "obligation|obligation not to block the harbours of others|accuses_breach",
		"The duty that goes with it: not to block the harbours of other towns.":  "obligation|not to block the harbours of other towns|claims",
		"Sudland is bound to warn the ships of every other town.":                "obligation|to warn the ships of every other town|claims",
		"Sudland is barred from fishing in the northern bay.":                    "prohibition|from fishing in the northern bay|claims",
		"Sudland violated the harbour treaty.":                                   "obligation|the harbour treaty|accuses_breach",
		"The treaty requires every town to warn the ships of others.":            "obligation|every town to warn the ships of others|claims",
		"It recalled that Sudland promised in spring to keep the harbour open.":  "obligation|to keep the harbour open|claims",
		"The fleet is bound to be late in the spring.":                           "",
		"Sudland was allowed to sail past the northern pier.":                    "",
		"Sudland never violated the harbour treaty.":                             "",
		"It spoke of the principle of open waters.":                              "principle|principle of open waters|claims",
		"The right to choose pilots is conditioned by the needs of other towns.": "right|right to choose pilots|limits",
		"The treaty forbade a town to raise its toll on grain.":                  "prohibition|a town to raise its toll on grain|claims",
		"It could guarantee that the port opens.":                                "",
		"They brought freedom to the towns of the coast.":                        "",
		"It was right to open the port.":                                         "",
	} {
		rows := derive.Rows(clause.Clauses{}, "", derive.Sorted(clause.Find(reportOf(text, verbale.Say))))
		got := ""
		for _, r := range rows {
			got += string(r.Modality) + "|" + r.Name
			for _, v := range r.Invocations {
				got += "|" + string(v.Stance)
			}
		}
		if got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// TestNamed finds a principle by its name alone once it is known.
func TestNamed(t *testing.T) {
	t.Parallel()
	rows := derive.Rows(clause.Clauses{}, "", derive.Sorted(clause.Find(reportOf("It spoke of the principle of open waters.", verbale.Say))))
	other := reportOf("Everybody believes in open waters.", verbale.Agree)
	other.Document = "two"
	principles := clause.Principles(rows)
	clause.Add(rows, clause.Voiced(other, principles))
	if len(rows) != 1 || len(rows[0].Invocations) != 2 || rows[0].Invocations[1].Stance != verbale.AcknowledgesOf || rows[0].Tellings != 2 {
		t.Errorf("%+v", rows)
	}
}

// TestDeclared gathers what says a declared clause in any of its ways under its name.
func TestDeclared(t *testing.T) {
	t.Parallel()
	ways := []clause.Declared{clause.NewDeclared("open", "open waters", verbale.PrincipleClause, []string{"ships of all towns may pass", "pass without toll"})}
	one, two := reportOf("Sudland said that the ships of all the old towns may pass.", verbale.Say), reportOf("Let everybody pass here without any toll.", verbale.Agree)
	two.Document = "two"
	rows := derive.Rows(clause.Clauses{}, "", derive.Sorted(append(clause.FindDeclared(one, ways), clause.FindDeclared(two, ways)...)))
	if len(rows) != 1 || rows[0].Name != "open waters" || rows[0].Modality != verbale.PrincipleClause || len(rows[0].Invocations) != 2 {
		t.Errorf("%+v", rows)
	}
	if found := clause.FindDeclared(reportOf("The ships waited for all of the towns to open their gates so that they may one day pass.", verbale.Say), ways); len(found) != 0 {
		t.Errorf("%+v", found)
	}
}
