package request

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/told"
)

// Paper is a paper of the dossier, as far as a request can be in it or an answer be it.
type Paper struct {
	ID      string
	Names   []string           // words of the reports for it
	By      []verbale.ActorRef // its authors
	Authors []string           // sides, sorted
	Answers string             // id of the paper that it answers, "" of none
	Steps   []*verbale.Transfer
	// Reached are the actors of each step to whom it went, one by one: of "the heads of
	// the ministries of Arvik and Brenn" the two.
	Reached [][]verbale.ActorRef
}

// Topic is what a paper is told to be on: all of its words stand in what is said of it.
type Topic struct {
	Paper string
	sides []string // of its authors
	stems []string // two at least
}

// Topics are those of papers that went from one to another and of which a report says on
// what they are: "a message by Arvik on open waters".
func Topics(papers []Paper) []Topic {
	var all []Topic
	for i := range papers {
		p := &papers[i]
		if p.Answers != "" || len(p.Authors) == 0 || !slices.ContainsFunc(p.Steps, func(t *verbale.Transfer) bool { return delivered[t.Step] }) {
			continue
		}
		var best []string
		for _, name := range p.Names {
			for _, on := range [...]string{" on ", " about ", " regarding ", " concerning "} {
				if k := strings.LastIndex(name, on); k > 0 {
					if stems := told.Stems(name[k+len(on):]); len(stems) >= 2 && len(stems) <= 4 && (best == nil || len(stems) < len(best)) {
						best = stems
					}
				}
			}
		}
		if best != nil {
			all = append(all, Topic{p.ID, p.Authors, best})
		}
	}
	return all
}

// delivered are the steps by which a paper goes to somebody.
var delivered = map[verbale.Step]bool{verbale.StepSent: true, verbale.StepHandedOver: true, verbale.StepReceived: true}

// sureStep is the confidence, per mille, from which a step of a paper is held to be one.
const sureStep = 700

// Tie says of the tellings of a paper that is to be sent in which paper they were sent: the
// first that its author sends no earlier, and that shares two words with what was to be
// asked. Cost: each of them is held against the papers of its side alone.
//
// Who speaks of a question on the topic of such a paper speaks of what is asked in it; and
// who speaks of the answer to a paper, of what was asked in that.
func Tie(tellings []Telling, papers []Paper, topics []Topic) {
	of, answers := map[string][]*Paper{}, map[string]string{}
	for i := range papers {
		answers[papers[i].ID] = papers[i].Answers
		for _, side := range papers[i].Authors {
			of[side] = append(of[side], &papers[i])
		}
	}
	for i := range tellings {
		t := &tellings[i]
		for _, id := range append(t.around, t.Paper) {
			if answered, known := answers[id]; answered != "" {
				t.Paper = answered
				break
			} else if known && t.Paper == "" {
				t.Paper = id
			}
		}
		if t.Paper == "" && t.Kind == verbale.RequestQuestion && t.Rule == "noun" {
			for _, topic := range topics {
				if told.Share(topic.sides, t.BySides) && told.Common(t.stems, topic.stems) == len(topic.stems) {
					t.Paper = topic.Paper
				}
			}
		}
		if !t.planned || t.Paper != "" {
			continue
		}
		first := "~"
		for _, p := range of[t.BySides[0]] {
			if p.Answers != "" || !slices.ContainsFunc(p.Names, func(name string) bool { return told.Beyond(told.Stems(name), t.stems, t.parties) >= 2 }) {
				continue
			}
			for _, s := range p.Steps {
				if on := dayOf(s.On); delivered[s.Step] && s.Factuality == verbale.EventHappened && (on == "" || on >= dayOf(t.Named)) && cmp.Or(on, "}") < first {
					first, t.Paper = cmp.Or(on, "}"), p.ID
				}
			}
		}
	}
}

// Deliver adds to requests what is told of the papers that they are in: to whom these were
// announced and went, and which papers answer them. Remarks are what those who were asked
// say on the topic of such a paper. Cost: linear in the rows, the steps and the remarks.
func Deliver(rows []verbale.Request, papers []Paper, remarks []Remark, p Parties) {
	byID, replies := map[string]*Paper{}, map[string][]*Paper{}
	for i := range papers {
		byID[papers[i].ID] = &papers[i]
		if papers[i].Answers != "" {
			replies[papers[i].Answers] = append(replies[papers[i].Answers], &papers[i])
		}
	}
	on := map[string][]*Remark{}
	for i := range remarks {
		on[remarks[i].paper] = append(on[remarks[i].paper], &remarks[i])
	}
	for i := range rows {
		r := &rows[i]
		if r.Paper == nil || r.PartOf != nil {
			continue
		}
		if paper := byID[*r.Paper]; paper != nil {
			went := stepsOf(paper)
			for _, s := range went {
				if s.On != nil {
					r.On = s.On
				}
			}
			r.Steps = append(r.Steps, went...)
		}
		for _, paper := range replies[*r.Paper] {
			r.Answers = append(r.Answers, answersIn(paper)...)
		}
		if r.Kind == verbale.RequestQuestion {
			remark(r, on[*r.Paper], p)
		}
		slices.SortStableFunc(r.Steps, func(a, b verbale.RequestStep) int {
			return cmp.Or(cmp.Compare(rankOf(a.Step), rankOf(b.Step)), cmp.Compare(dayOf(a.On), dayOf(b.On)))
		})
		again1(r, p)
	}
}

// again1 settles a request anew.
func again1(r *verbale.Request, p Parties) {
	r.States, r.State = []verbale.RequestState{}, []verbale.RequestStanding{}
	settle(r, p)
}

func rankOf(s verbale.Step) int {
	if s == verbale.StepAnnounced {
		return 0
	}
	return 1
}

// stepsOf are the steps by which a paper goes to somebody, those of one kind and day to
// the same once.
func stepsOf(paper *Paper) []verbale.RequestStep {
	var all []verbale.RequestStep
	for i, s := range paper.Steps {
		if !delivered[s.Step] || s.Factuality != verbale.EventHappened || s.Confidence < sureStep {
			continue
		}
		all = append(all, verbale.RequestStep{Step: s.Step, On: s.On, To: paper.Reached[i], Account: s.Account, Teller: s.Teller, Evidence: s.Evidence, Transfer: &s.ID})
	}
	return all
}

// answersIn are the answers that the steps of an answering paper tell: one a side that
// gives it.
func answersIn(paper *Paper) []verbale.Answer {
	var all []verbale.Answer
	for _, s := range paper.Steps {
		if !delivered[s.Step] || s.Factuality != verbale.EventHappened || s.Confidence < sureStep || len(s.From) == 0 {
			continue
		}
		if slices.ContainsFunc(all, func(a verbale.Answer) bool { return told.Overlap(a.Evidence[:1], s.Evidence[:1]) }) {
			continue
		}
		form := verbale.Letter
		from := slices.Clone(s.From)
		on := s.On
		if on == nil {
			on = s.ReceivedOn
		}
		a := verbale.Answer{By: from, On: on, How: verbale.AcknowledgesIt, Form: &form, Account: verbale.Own, Evidence: s.Evidence, Transfer: &s.ID, Rule: "paper", Confidence: min(s.Confidence, 800)}
		a.Doubtful = a.Confidence < Sure
		all = append(all, a)
	}
	return all
}

// Remark is what somebody says on the topic of a paper of another.
type Remark struct {
	Answer verbale.Answer
	paper  string
	day    *string // of the report
}

// remarks takes the statements that speak on the topic of a paper: of each speaker of
// another side the first of a report, and what the side that sent it welcomes of another.
func (f *finder) remarks(topics []Topic) []Remark {
	var all []Remark
	seen := map[string]bool{}
	for _, s := range f.Statements {
		if s.Speaker == nil || s.Factuality != verbale.Asserted || lengthOf(s) > 60 {
			continue
		}
		stems := told.Stems(textOf(s.Content))
		sides := f.SidesOf(s.Speakers)
		for _, topic := range topics {
			if told.Common(stems, topic.stems) < len(topic.stems) {
				continue
			}
			a := f.answerOf(s)
			a.Rule, a.Confidence = "topic", 740
			if told.Share(sides, topic.sides) {
				by := f.welcomed(s, topic.sides)
				if by == nil {
					continue
				}
				a.By, a.On, a.OnFrom, a.Statement, a.Account, a.Teller, a.How = by, nil, nil, nil, verbale.Ascribed, s.Speaker, verbale.AcknowledgesIt
			} else if s.Account == verbale.Ascribed && !answering[s.Kind] {
				continue
			} else if a.How != verbale.Refuses {
				a.How = verbale.AcknowledgesIt
			}
			if s.Account == verbale.OutletVoice {
				a.Confidence -= 60
			}
			key := topic.Paper + "\x00" + strings.Join(f.SidesOf(a.By), " ") + string(a.Account)
			if !seen[key] && a.Confidence >= Sure {
				seen[key] = true
				all = append(all, Remark{a, topic.Paper, f.Day})
			}
		}
	}
	return all
}

// answering are the kinds of what another tells of somebody that may be an answer of his.
var answering = map[verbale.Kind]bool{
	verbale.Agree: true, verbale.Acknowledge: true, verbale.Concede: true, verbale.Promise: true, verbale.Reject: true, verbale.Decline: true, verbale.Deny: true,
}

// welcomed is whose act the side that sent a paper welcomes: the first actor of another
// side in the words of a statement of praise.
func (f *finder) welcomed(s *verbale.Statement, sides []string) []verbale.ActorRef {
	if s.Kind != verbale.Praise && s.Kind != verbale.Support {
		return nil
	}
	for _, m := range f.Within(s.Content[0].Span) {
		if m.Actor.ID != "" && m.Form != verbale.Pronominal && !told.Share(f.SidesOf(actorOf(m)), sides) {
			return actorOf(m)
		}
	}
	return nil
}

// remark adds to a question what those to whom it went say on its topic after it was put.
func remark(r *verbale.Request, remarks []*Remark, p Parties) {
	first := ""
	for i := range r.Steps {
		if on := dayOf(r.Steps[i].On); on != "" && r.Steps[i].Step != verbale.StepAnnounced && (first == "" || on < first) {
			first = on
		}
	}
	all := p.asked(r)
	for _, m := range remarks {
		day := m.Answer.On
		if day == nil {
			day = m.day
		}
		party := p.partyOf(m.Answer.By[0], all)
		if day != nil && *day < first || !slices.ContainsFunc(all, func(a verbale.ActorRef) bool { return a.ID == party.ID && a.ID != "" }) {
			continue
		}
		if !slices.ContainsFunc(r.Answers, func(a verbale.Answer) bool {
			return again(&a, &m.Answer) || a.Account == m.Answer.Account && a.Evidence[0].Document == m.Answer.Evidence[0].Document &&
				len(a.By) > 0 && p.partyOf(a.By[0], all).ID == party.ID
		}) {
			r.Answers = append(r.Answers, m.Answer)
		}
	}
}

// Group is several who are named as one, as a person declared it.
type Group struct {
	Name    string
	Members []Member
}

// Member is one of a group from a day to a day, "" of no limit.
type Member struct {
	Actor       verbale.ActorRef
	From, Until string
}

// Expand puts the members of declared groups in the place of the groups to whom requests
// went: those who were members on the day, all where no day is told.
func Expand(rows []verbale.Request, groups []Group, p Parties) {
	if len(groups) == 0 {
		return
	}
	members := func(actors []verbale.ActorRef, on *string) ([]verbale.ActorRef, bool) {
		var all []verbale.ActorRef
		changed := false
		for _, a := range actors {
			k := slices.IndexFunc(groups, func(g Group) bool { return withoutArticle(a.Name) == withoutArticle(g.Name) })
			if k < 0 {
				all = append(all, a)
				continue
			}
			changed = true
			for _, m := range groups[k].Members {
				if on == nil || (m.From == "" || *on >= m.From) && (m.Until == "" || *on <= m.Until) {
					all = append(all, m.Actor)
				}
			}
		}
		return all, changed
	}
	for i := range rows {
		r := &rows[i]
		to, changed := members(r.To, r.On)
		for k := range r.Steps {
			reached, more := members(r.Steps[k].To, r.Steps[k].On)
			r.Steps[k].To, changed = reached, changed || more
		}
		if changed {
			r.To = to
			again1(r, p)
		}
	}
}

func withoutArticle(name string) string {
	return strings.TrimPrefix(strings.ToLower(strings.Join(strings.Fields(name), " ")), "the ")
}
