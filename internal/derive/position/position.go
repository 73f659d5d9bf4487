// Package position answers: where does each side stand on each topic, by its own last word?
//
// In go the requests and clauses of a dossier and what sides say on declared topics; [Of]
// gives a row for each side and topic: the last stand that it takes itself (it demands,
// refuses, claims …), how many came before it, and whether the one before was of another
// kind.
//
// Law: a pure function of its rows, whatever their order; no stand that another ascribes is
// one. What has no day counts by the day of its report, and before all others where that
// has none. Cost: n log n in the stands.
package position

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive"
)

// Stand is one stand of a side on a topic.
type Stand struct {
	Topic      verbale.Topic
	By         verbale.ActorRef
	Statement  *string
	On         *string
	ReportedOn *string
	Account    verbale.Account
	Kind       string
	Evidence   []verbale.Located
	Confidence int
}

// Sides says for whom somebody speaks.
type Sides func(by verbale.ActorRef) verbale.ActorRef

var asks = map[verbale.RequestKind]string{
	verbale.RequestDemand: "demands", verbale.RequestQuestion: "asks", verbale.RequestProposal: "proposes", verbale.RequestOffer: "offers",
}

// OfRequests are the stands that requests and their answers tell: who asks wants it, who
// answers does with it what he does. Charges are no topics, and a list is one by its parts.
func OfRequests(requests []*verbale.Request, reported func(document string) *string) []Stand {
	var all []Stand
	for _, r := range requests {
		if r.Kind == verbale.RequestCharge || r.Doubtful || len(r.Parts) > 0 {
			continue
		}
		topic := verbale.Topic{ID: r.ID, Name: name(r.What), From: verbale.TopicOfRequest}
		kind := asks[r.Kind]
		if r.ToDesist {
			kind += " an end to"
		}
		for _, n := range r.Named {
			if own(n.Account) && len(n.By) > 0 {
				by := n.By[0]
				if n.Teller != nil && n.Account == verbale.SameSide {
					by = *n.Teller
				}
				all = append(all, Stand{topic, by, first(r.Statements, len(r.Named) == 1), n.On, n.ReportedOn, n.Account, kind, n.Evidence, r.Confidence})
			}
		}
		for i := range r.Answers {
			if a := &r.Answers[i]; own(a.Account) && !a.Doubtful && len(a.By) > 0 {
				all = append(all, Stand{topic, a.By[0], a.Statement, a.On, reported(a.Evidence[0].Document), a.Account, string(a.How), a.Evidence, a.Confidence})
			}
		}
	}
	return all
}

// OfClauses are the stands that invocations tell.
func OfClauses(clauses []*verbale.Clause, reported func(document string) *string) []Stand {
	var all []Stand
	for _, c := range clauses {
		if c.Doubtful {
			continue
		}
		topic := verbale.Topic{ID: c.ID, Name: c.Name, From: verbale.TopicOfClause}
		for i := range c.Invocations {
			if v := &c.Invocations[i]; own(v.Account) && v.By != nil {
				all = append(all, Stand{topic, *v.By, v.Statement, v.On, reported(v.Evidence[0].Document), v.Account, string(v.Stance), v.Evidence, c.Confidence})
			}
		}
	}
	return all
}

func own(a verbale.Account) bool { return a == verbale.Own || a == verbale.SameSide }

func first(ids []string, only bool) *string {
	if !only || len(ids) == 0 {
		return nil
	}
	return &ids[0]
}

// nameLength is how many bytes of what is wanted name a topic at most.
const nameLength = 90

// name is the shortest wording, cut between words.
func name(what []verbale.Located) string {
	shortest := slices.MinFunc(what, func(a, b verbale.Located) int { return cmp.Compare(len(a.Text), len(b.Text)) }).Text
	if len(shortest) <= nameLength {
		return shortest
	}
	if cut := strings.LastIndexByte(shortest[:nameLength], ' '); cut > 0 {
		return shortest[:cut] + " …"
	}
	return shortest
}

// Of gives the last stand of each side on each topic, topics by how many sides take a stand
// on them and then by their first words, sides by name.
func Of(stands []Stand, side Sides) []*verbale.Position {
	type cell struct{ topic, side string }
	groups := map[cell][]Stand{}
	sides := map[string]verbale.ActorRef{}
	count := map[string]map[string]bool{}
	for _, s := range stands {
		of := side(s.By)
		sides[of.ID] = of
		key := cell{s.Topic.ID, of.ID}
		groups[key] = append(groups[key], s)
		if count[s.Topic.ID] == nil {
			count[s.Topic.ID] = map[string]bool{}
		}
		count[s.Topic.ID][of.ID] = true
	}
	var rows []*verbale.Position
	for key, list := range groups {
		slices.SortFunc(list, func(a, b Stand) int {
			return cmp.Or(cmp.Compare(day(&a), day(&b)), derive.Before(a.Evidence[0], b.Evidence[0]), cmp.Compare(a.Kind, b.Kind))
		})
		last := &list[len(list)-1]
		p := &verbale.Position{ID: derive.ID("position", last.Evidence), Side: sides[key.side], Topic: last.Topic, By: &last.By, Statement: last.Statement, On: last.On,
			ReportedOn: last.ReportedOn, Account: last.Account, Kind: last.Kind, Before: len(list) - 1, Differs: []string{}, Evidence: last.Evidence,
			ToldDifferently: []verbale.Told{}, Rule: string(last.Topic.From), Confidence: last.Confidence, Status: verbale.Unread, Corrected: []string{}}
		if len(list) > 1 && list[len(list)-2].Kind != last.Kind {
			p.Differs = append(p.Differs, "kind")
		}
		rows = append(rows, p)
	}
	slices.SortFunc(rows, func(a, b *verbale.Position) int {
		return cmp.Or(cmp.Compare(len(count[b.Topic.ID]), len(count[a.Topic.ID])), cmp.Compare(a.Topic.Name, b.Topic.Name), cmp.Compare(a.Topic.ID, b.Topic.ID),
			cmp.Compare(a.Side.Name, b.Side.Name), cmp.Compare(a.Side.ID, b.Side.ID))
	})
	return rows
}

// day is that of a stand, else that of its report; "" comes first.
func day(s *Stand) string {
	switch {
	case s.On != nil:
		return *s.On
	case s.ReportedOn != nil:
		return *s.ReportedOn
	}
	return ""
}
