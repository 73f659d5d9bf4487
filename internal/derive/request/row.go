package request

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/told"
)

// surest orders tellings so that the one which says most stands first.
func surest(list []*Telling) *Telling {
	return slices.MaxFunc(list, func(a, b *Telling) int {
		return cmp.Or(cmp.Compare(len(a.Parts), len(b.Parts)), cmp.Compare(a.Confidence, b.Confidence), strings.Compare(b.ID(), a.ID()))
	})
}

// rowOf makes the request that tellings tell.
func rowOf(list []*Telling, p Parties) verbale.Request {
	best := surest(list)
	r := newRequest(best)
	documents := map[string]bool{}
	due := map[string]bool{}
	for _, t := range list {
		documents[t.What[0].Document] = true
		if !t.partial && t.Rule != "awaits" || len(list) == 1 {
			r.What = append(r.What, t.What...)
		}
		r.Steps = append(r.Steps, t.Steps...)
		if t.Paper != "" && r.Paper == nil {
			r.Paper = &t.Paper
		}
		r.Evidence = append(r.Evidence, t.What...)
		r.Confidence = max(r.Confidence, t.Confidence)
		if t.Statement != "" && !slices.Contains(r.Statements, t.Statement) {
			r.Statements = append(r.Statements, t.Statement)
		}
		r.JoinedBy, r.OpposedBy = union(r.JoinedBy, t.JoinedBy), union(r.OpposedBy, t.OpposedBy)
		if t.Number > 0 && r.Number == nil {
			n := t.Number
			r.Number = &n
		}
		for _, m := range t.Manner {
			if !slices.ContainsFunc(r.Manner, func(k verbale.Manner) bool { return k.Value == m.Value }) {
				r.Manner = append(r.Manner, m)
			}
		}
		if t.Due != nil {
			due[t.Due.Value] = true
			if r.Due == nil {
				r.Due = t.Due
			}
		}
		r.Named = append(r.Named, verbale.Naming{By: t.By, On: t.Named, ReportedOn: t.reported, Account: t.Account, Teller: t.Teller, Evidence: t.What})
		if !t.partial {
			r.Answers = append(r.Answers, t.Replies...)
		}
	}
	if len(r.What) == 0 {
		r.What = slices.Clone(best.What)
	}
	r.Answers = slices.DeleteFunc(r.Answers, func(a verbale.Answer) bool { return within(a.Evidence, r.Evidence) })
	if len(due) > 1 {
		r.Due = nil
	}
	r.ToDesist = !slices.ContainsFunc(list, func(t *Telling) bool { return !t.Desist })
	r.Tellings = len(documents)
	r.Confidence = min(950, r.Confidence+40*(r.Tellings-1))
	r.Doubtful = r.Confidence < Sure
	r.ID = derive.ID("request", r.Evidence)
	r.By, r.To = asker(list), p.receivers(list)
	r.WithinSide = len(r.To) > 0
	for _, to := range r.To {
		r.WithinSide = r.WithinSide && told.Share(p.sidesOf(to), list[0].BySides)
	}
	r.tell(list)
	settle(&r.Request, p)
	return r.Request
}

// Parties are those who take part in an exchange, by the ids of actors.
type Parties struct {
	Sides map[string][]string         // for whom an actor speaks
	Names map[string]verbale.ActorRef // of sides
}

// sidesOf are those for whom an actor speaks, sorted; of nobody, itself.
func (p Parties) sidesOf(a verbale.ActorRef) []string {
	return (&told.Report{Sides: p.Sides}).SidesOf([]verbale.ActorRef{a})
}

// partyOf is for whom somebody answers: one of those who were asked, else the side that he
// speaks for, else he himself.
func (p Parties) partyOf(by verbale.ActorRef, asked []verbale.ActorRef) *verbale.ActorRef {
	for _, a := range asked {
		if a.ID == by.ID {
			return &a
		}
	}
	sides := p.sidesOf(by)
	for _, a := range asked {
		if slices.Contains(sides, a.ID) || a.ID != "" && slices.Contains(p.Sides[a.ID], sides[0]) {
			return &a
		}
	}
	if side, ok := p.Names[sides[0]]; ok {
		return &side
	}
	return &by
}

// row is a request as it is being made.
type row struct{ verbale.Request }

func newRequest(t *Telling) *row {
	return &row{verbale.Request{
		Kind: t.Kind, By: []verbale.ActorRef{}, To: []verbale.ActorRef{}, JoinedBy: []verbale.ActorRef{}, OpposedBy: []verbale.ActorRef{},
		Parts: []string{}, Manner: []verbale.Manner{}, Statements: []string{}, Named: []verbale.Naming{}, Steps: []verbale.RequestStep{}, Answers: []verbale.Answer{},
		States: []verbale.RequestState{}, State: []verbale.RequestStanding{}, ToldDifferently: []verbale.Told{},
		Rule: t.Rule, Status: verbale.Unread, Corrected: []string{},
	}}
}

// asker is who asks: the same in all tellings, else the one of them that all the others
// speak for, else those who are told most often.
func asker(list []*Telling) []verbale.ActorRef {
	first := list[0].By
	if !slices.ContainsFunc(list, func(t *Telling) bool { return !sameActors(t.By, first) }) {
		return first
	}
	for _, t := range list {
		if len(t.By) == 1 && len(t.BySides) == 1 && t.By[0].ID == t.BySides[0] {
			return t.By
		}
	}
	return first
}

func sameActors(a, b []verbale.ActorRef) bool {
	return slices.EqualFunc(a, b, func(x, y verbale.ActorRef) bool { return x.ID == y.ID })
}

// union adds to a list who is not on it.
func union(list, more []verbale.ActorRef) []verbale.ActorRef {
	for _, a := range more {
		if !slices.ContainsFunc(list, func(b verbale.ActorRef) bool { return a.ID == b.ID }) {
			list = append(list, a)
		}
	}
	return list
}

// receivers are those of whom all tellings that name any say that it is wanted, persons and
// bodies counting as those for whom they speak.
func (p Parties) receivers(list []*Telling) []verbale.ActorRef {
	var common []string
	first := true
	for _, t := range list {
		if len(t.To) == 0 {
			continue
		}
		var sides []string
		for _, a := range t.To {
			sides = append(sides, p.sidesOf(a)...)
		}
		if first {
			common, first = sides, false
			continue
		}
		common = slices.DeleteFunc(common, func(side string) bool { return !slices.Contains(sides, side) })
	}
	to := []verbale.ActorRef{}
	has := map[string]bool{}
	for _, itself := range []bool{true, false} { // the side itself before who speaks for it
		for _, t := range list {
			for _, a := range t.To {
				if sides := p.sidesOf(a); (a.ID == sides[0]) == itself && slices.Contains(common, sides[0]) && !has[sides[0]] {
					has[sides[0]] = true
					to = append(to, a)
				}
			}
		}
	}
	return to
}

// tell sets the day, and lists what the tellings do not agree on.
func (r *row) tell(list []*Telling) {
	told := func(field string, t *Telling, value any) {
		r.ToldDifferently = append(r.ToldDifferently, verbale.Told{Field: field, Value: value, Account: t.Account, Teller: t.Teller, Evidence: t.What})
	}
	days, to := map[string]bool{}, false
	for _, t := range list {
		if t.On != nil {
			days[*t.On] = true
			r.On = t.On
		}
		to = to || len(t.To) > 0 && !sameActors(t.To, r.To)
	}
	if len(days) > 1 {
		r.On = nil
	}
	for _, t := range list {
		if len(days) > 1 && t.On != nil {
			told("on", t, *t.On)
		}
		if to && len(t.To) > 0 {
			told("to", t, t.To)
		}
		if t.Kind != r.Kind {
			told("kind", t, t.Kind)
		}
	}
}

// partsOf makes the parts of a list: the union of those that its tellings name. A part
// that another telling names too is one with it.
func partsOf(whole *verbale.Request, list []*Telling, parties Parties) []verbale.Request {
	var parts []verbale.Request
	var known [][][]string // of each part its wordings
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b *Telling) int { return cmp.Compare(len(b.Parts), len(a.Parts)) })
	for _, t := range list {
		pieces, stems := t.Parts, t.pieces
		if t.partial {
			pieces, stems = [][]verbale.Located{t.What}, [][]string{t.named}
		}
		for i, what := range pieces {
			words := stems[i]
			same := slices.IndexFunc(known, func(wordings [][]string) bool {
				return slices.ContainsFunc(wordings, func(k []string) bool {
					n := told.Beyond(k, words, t.parties)
					return n >= 2 && (2*n >= min(len(k), len(words)) || len(list) > 1 && 3*n >= min(len(k), len(words)))
				})
			})
			naming := verbale.Naming{By: t.By, On: t.Named, ReportedOn: t.reported, Account: t.Account, Teller: t.Teller, Evidence: what}
			if same >= 0 {
				p := &parts[same]
				known[same] = append(known[same], words)
				p.What, p.Evidence, p.Named = append(p.What, what...), append(p.Evidence, what...), append(p.Named, naming)
				p.Answers = append(p.Answers, partReplies(t)...)
				continue
			}
			p := newRequest(t).Request
			p.By, p.To, p.On, p.ToDesist, p.WithinSide = whole.By, whole.To, t.On, t.Desist, whole.WithinSide
			p.What, p.Evidence, p.Named = what, slices.Clone(what), []verbale.Naming{naming}
			p.PartOf, p.Rule, p.Confidence, p.Doubtful = &whole.ID, "part", whole.Confidence, whole.Doubtful
			if t.Statement != "" {
				p.Statements = append(p.Statements, t.Statement)
			}
			p.Answers = append(p.Answers, partReplies(t)...)
			known, parts = append(known, [][]string{words}), append(parts, p)
		}
	}
	for i := range parts {
		part := &parts[i]
		part.ID = derive.ID("request", part.Evidence)
		part.Tellings = reports(part.Evidence)
		settle(part, parties)
		whole.Parts = append(whole.Parts, part.ID)
	}
	return parts
}

// partReplies are the answers to a part that a telling names by itself.
func partReplies(t *Telling) []verbale.Answer {
	if t.partial {
		return t.Replies
	}
	return nil
}

func reports(evidence []verbale.Located) int {
	names := map[string]bool{}
	for _, e := range evidence {
		names[e.Document] = true
	}
	return len(names)
}

// standings are what an answer makes of a request.
var standings = map[verbale.AnswerHow]verbale.Standing{
	verbale.Meets: verbale.Answered, verbale.Refuses: verbale.Answered, verbale.DeniesCharge: verbale.Answered, verbale.AdmitsCharge: verbale.Answered,
	verbale.PartlyMeets: verbale.NotClearly, verbale.Counters: verbale.NotClearly, verbale.AcknowledgesIt: verbale.NotClearly,
	verbale.Postpones: verbale.NotAnswered, verbale.PassesOver: verbale.NotAnswered,
}

// steps are the states that an answer brings about.
var steps = map[verbale.AnswerHow]string{verbale.Meets: "agreed", verbale.Refuses: "refused", verbale.Postpones: "postponed"}

// settle puts the answers of a request in order, and says where it stands: an entry for
// each party, account and standing, and one for each party that was asked and of which
// no answer is told.
func settle(r *verbale.Request, p Parties) {
	slices.SortStableFunc(r.Answers, func(a, b verbale.Answer) int { return cmp.Compare(dayOf(a.On), dayOf(b.On)) })
	if len(r.Named) > 0 && r.Kind != verbale.RequestCharge {
		n := r.Named[0]
		r.States = append(r.States, verbale.RequestState{On: r.On, State: "proposed", Account: n.Account, Teller: n.Teller, Evidence: n.Evidence})
	}
	heard := map[string]bool{}
	all := p.asked(r)
	for i := range r.Answers {
		a := &r.Answers[i]
		if a.Party = nil; len(a.By) == 0 {
			continue
		}
		a.Party = p.partyOf(a.By[0], all)
		if a.Doubtful {
			continue
		}
		party, account, how := a.Party, a.Account, a.How
		for _, by := range a.By {
			heard[by.ID] = true
			for _, side := range p.Sides[by.ID] {
				heard[side] = true
			}
		}
		if step := steps[a.How]; step != "" {
			r.States = append(r.States, verbale.RequestState{On: a.On, Party: party, State: step, Account: a.Account, Teller: a.Teller, Evidence: a.Evidence})
		}
		value := standings[a.How]
		if slices.ContainsFunc(r.State, func(s verbale.RequestStanding) bool {
			return s.Value == value && s.Party.ID == party.ID && s.Account != nil && *s.Account == account
		}) {
			continue
		}
		r.State = append(r.State, verbale.RequestStanding{Value: value, How: &how, Party: party, Account: &account, Teller: a.Teller, Evidence: a.Evidence})
	}
	for _, party := range all {
		if !heard[party.ID] && !slices.ContainsFunc(p.Sides[party.ID], func(s string) bool { return heard[s] }) {
			r.State = append(r.State, verbale.RequestStanding{Value: verbale.NotAnswered, Party: &party, Evidence: []verbale.Located{}})
		}
	}
}

// asked lists everybody of whom some telling says that it is wanted: a body that speaks
// for a state as that state, and descriptions and groups only where nobody else is named,
// or where it is told to have gone to them.
func (p Parties) asked(r *verbale.Request) []verbale.ActorRef {
	var all []verbale.ActorRef
	gone := map[string]bool{}
	for i := range r.Steps {
		for _, a := range r.Steps[i].To {
			gone[a.ID] = gone[a.ID] || r.Steps[i].Step != verbale.StepAnnounced && a.Type == verbale.Collective
		}
	}
	for _, a := range everybodyAsked(r) {
		if sides := p.Sides[a.ID]; len(sides) > 0 && sides[0] != a.ID && a.Type != verbale.Person {
			if side, ok := p.Names[sides[0]]; ok {
				a = side
			}
		}
		if !slices.ContainsFunc(all, func(b verbale.ActorRef) bool { return a.ID == b.ID && (a.ID != "" || a.Name == b.Name) }) {
			all = append(all, a)
		}
	}
	named := slices.DeleteFunc(slices.Clone(all), func(a verbale.ActorRef) bool {
		return a.ID == "" || a.Type == verbale.Unnamed || a.Type == verbale.UnknownType || a.Type == verbale.Collective && !gone[a.ID]
	})
	if len(named) > 0 {
		return named
	}
	return all
}

func everybodyAsked(r *verbale.Request) []verbale.ActorRef {
	all := slices.Clone(r.To)
	for _, t := range r.ToldDifferently {
		if to, ok := t.Value.([]verbale.ActorRef); ok && t.Field == "to" {
			for _, a := range to {
				if !slices.ContainsFunc(all, func(b verbale.ActorRef) bool { return a.ID == b.ID }) {
					all = append(all, a)
				}
			}
		}
	}
	for i := range r.Steps {
		for _, a := range r.Steps[i].To {
			if !slices.ContainsFunc(all, func(b verbale.ActorRef) bool { return a.ID == b.ID && a.Name == b.Name }) {
				all = append(all, a)
			}
		}
	}
	return all
}

// dayOf is a day for ordering: what has none comes first, before all that is known.
func dayOf(on *string) string {
	if on == nil {
		return ""
	}
	return *on
}

// Ordered puts requests in order of day, report and place, those without a day first,
// with the parts of each after it.
func Ordered(rows []verbale.Request) []*verbale.Request {
	at := map[string]*verbale.Request{}
	for i := range rows {
		at[rows[i].ID] = &rows[i]
	}
	key := func(r *verbale.Request) *verbale.Request {
		if r.PartOf != nil && at[*r.PartOf] != nil {
			return at[*r.PartOf]
		}
		return r
	}
	all := make([]*verbale.Request, len(rows))
	for i := range rows {
		all[i] = &rows[i]
	}
	slices.SortStableFunc(all, func(a, b *verbale.Request) int {
		x, y := key(a), key(b)
		return cmp.Or(cmp.Compare(firstDay(x), firstDay(y)), derive.Before(x.Evidence[0], y.Evidence[0]), strings.Compare(x.ID, y.ID),
			cmp.Compare(partly(a), partly(b)), derive.Before(a.Evidence[0], b.Evidence[0]))
	})
	return all
}

func partly(r *verbale.Request) int {
	if r.PartOf != nil {
		return 1
	}
	return 0
}

// firstDay is the earliest day on which a request is told to have been made, "" of none.
func firstDay(r *verbale.Request) string {
	first := dayOf(r.On)
	for _, n := range r.Named {
		if n.On != nil && (first == "" || *n.On < first) {
			first = *n.On
		}
	}
	return first
}

// AsOf takes from a request what came after a day, and reports whether anything of it
// was there by then. What has no day stays.
func AsOf(r *verbale.Request, day string, p Parties) bool {
	if first := firstDay(r); len(first) >= len(day) && first[:len(day)] > day || first != "" && len(first) < len(day) && first > day[:len(first)] {
		return false
	}
	r.Answers = slices.DeleteFunc(r.Answers, func(a verbale.Answer) bool { return dayOf(a.On) > day })
	r.States, r.State = []verbale.RequestState{}, []verbale.RequestStanding{}
	settle(r, p)
	return true
}
