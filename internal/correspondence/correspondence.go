// Package correspondence answers: how do requests and their answers read, one below the
// other, as letters that went to and fro?
//
// In go the rows of an exchange, a whole before its parts, doubtful ones too; [Read] gives
// them in sections ("open", "refused", "charges" …), each request as a [Card]: its
// wordings, its parts, what is told of its way, and a line for each party that was asked,
// with the answers that are told of it, whose word each is, and where it stands by whose
// account. A party of which the dossier has nothing has its line too.
//
//	for _, section := range correspondence.Read(rows, false).Sections {
//		fmt.Println(section.Name, len(section.Cards))
//	}
//
// Law: nothing is added to the rows, and a row that is not doubtful is in one card. Cost:
// linear in the rows. The command and the pages lay cards out, and decide nothing.
package correspondence

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
)

// Sections are the headings in their order.
var Sections = []string{
	"Open", "Answered, not clearly", "Agreed", "Agreed, as others tell", "Refused", "Refused, as others tell", "Referred or postponed", "Charges", "Within one side",
}

// Exchange is requests in sections.
type Exchange struct {
	Sections []Section // those that have cards
	Doubtful int       // wholes that are left out as doubtful
}

// Section is requests that stand alike.
type Section struct {
	Name  string
	Cards []*Card
}

// Card is one request as it is read.
type Card struct {
	*verbale.Request
	Day   string      // on which it was asked; else "reported 2022-02-01", of the first report with a day; else "no day"
	Verb  string      // "wants", "asks", "wants an end to" …
	Words []Wording   // the fullest wording of each report, the longest first; none of a list with parts
	Told  []Wording   // who says that it was asked, telling by telling
	Notes []Note      // of its way, its paper, its day, how an answer is wanted
	Parts []*PartCard // in order
	Lines []*Line     // one a party that was asked or answers
}

// PartCard is one part of a request.
type PartCard struct {
	*verbale.Request
	Letter string // "a", "b" …
	Words  Wording
	Lines  []*Line
}

// Wording is words with whose they are.
type Wording struct {
	verbale.Located
	By      string // "Arvik", "Norland, says Arvik"
	On      *string
	Reports int // that name it; 0 where that is not counted
}

// Note is something that is told of a request.
type Note struct {
	Label string // "announced", "sent", "wanted", "due", "told to be of", "paper"
	Text  string
	At    *verbale.Located // the words that carry it; nil where Text is made of several
}

// Line is what is told of one party.
type Line struct {
	Party    verbale.ActorRef
	Entries  []Entry
	Silence  string // where no word of its own is there, why it is listed
	Standing string // "by its own word: not clearly; by Norland's: not answered"
}

// Entry is one answer.
type Entry struct {
	*verbale.Answer
	Who    string // those who answer
	Does   string // "refuses", "replies, not clearly" …
	Teller string // whose word it is, "" where it is that of who answers
}

// Read lays requests out. Rows are in order, a whole before its parts; doubtful wholes and
// answers are in it only where they are asked for.
func Read(rows []*verbale.Request, doubtful bool) Exchange {
	parts := map[string][]*verbale.Request{}
	for _, r := range rows {
		if r.PartOf != nil {
			parts[*r.PartOf] = append(parts[*r.PartOf], r)
		}
	}
	var e Exchange
	cards := map[string][]*Card{}
	for _, r := range rows {
		switch {
		case r.PartOf != nil:
		case r.Doubtful && !doubtful:
			e.Doubtful++
		default:
			section := SectionOf(r)
			cards[section] = append(cards[section], CardOf(r, parts[r.ID], doubtful))
		}
	}
	for _, name := range Sections {
		if len(cards[name]) > 0 {
			e.Sections = append(e.Sections, Section{name, cards[name]})
		}
	}
	return e
}

// SectionOf is the heading under which a request stands: what was agreed or refused by the
// word of the party itself or by that of others alone, what is under discussion, what is
// open.
func SectionOf(r *verbale.Request) string {
	switch {
	case r.WithinSide:
		return "Within one side"
	case r.Kind == verbale.RequestCharge:
		return "Charges"
	}
	section := "Open"
	for _, s := range r.State {
		own := s.Account != nil && (*s.Account == verbale.Own || *s.Account == verbale.SameSide)
		switch {
		case s.How == nil:
		case *s.How == verbale.Meets && own:
			return "Agreed"
		case *s.How == verbale.Refuses && own:
			return "Refused"
		case *s.How == verbale.Meets:
			section = "Agreed, as others tell"
		case *s.How == verbale.Refuses:
			section = "Refused, as others tell"
		case *s.How == verbale.Postpones && (section == "Open" || section == "Answered, not clearly"):
			section = "Referred or postponed"
		case s.Value == verbale.NotClearly && section == "Open":
			section = "Answered, not clearly"
		}
	}
	return section
}

var verbs = map[verbale.RequestKind]string{
	verbale.RequestDemand: "wants", verbale.RequestQuestion: "asks", verbale.RequestProposal: "proposes", verbale.RequestOffer: "offers", verbale.RequestCharge: "accuses",
}

// does are the words of [Does].
var does = map[verbale.AnswerHow]string{
	verbale.Meets: "agrees", verbale.PartlyMeets: "agrees in part", verbale.Refuses: "refuses", verbale.Counters: "answers with something else",
	verbale.AcknowledgesIt: "replies, not clearly", verbale.Postpones: "puts it off", verbale.PassesOver: "no answer",
	verbale.DeniesCharge: "denies it", verbale.AdmitsCharge: "admits it",
}

// Does says in words what an answer does.
func Does(how verbale.AnswerHow) string { return does[how] }

// CardOf lays one request out with its parts.
func CardOf(r *verbale.Request, parts []*verbale.Request, doubtful bool) *Card {
	c := &Card{Request: r, Day: dayOf(r), Verb: verbs[r.Kind], Told: toldBy(r), Notes: notesOf(r), Lines: linesOf(r, doubtful, true)}
	if r.ToDesist {
		c.Verb += " an end to"
	}
	if len(parts) == 0 {
		c.Words = wordings(r)
	}
	for i, p := range parts {
		words := Wording{Located: p.What[0]}
		words.Reports = p.Tellings
		var by []string
		for _, n := range p.Named {
			name := Names(n.By, "somebody")
			if n.Teller != nil && n.Account == verbale.SameSide {
				name = n.Teller.Name
			}
			if !slices.Contains(by, name) {
				by = append(by, name)
			}
		}
		words.By = strings.Join(by, ", ")
		c.Parts = append(c.Parts, &PartCard{Request: p, Letter: string(rune('a' + i%26)), Words: words, Lines: linesOf(p, doubtful, false)})
	}
	return c
}

// dayOf is the day on which a request was asked, else that of the first report of it.
func dayOf(r *verbale.Request) string {
	if r.On != nil {
		return *r.On
	}
	first := ""
	for _, n := range r.Named {
		if n.ReportedOn != nil && (first == "" || *n.ReportedOn < first) {
			first = *n.ReportedOn
		}
	}
	if first == "" {
		return "no day"
	}
	return "reported " + first
}

// wordings are the fullest wording of each report, the longest first.
func wordings(r *verbale.Request) []Wording {
	var all []Wording
	for _, w := range r.What {
		k := slices.IndexFunc(all, func(h Wording) bool { return h.Document == w.Document })
		switch {
		case k < 0:
			all = append(all, Wording{Located: w})
		case len(w.Text) > len(all[k].Text):
			all[k].Located = w
		}
	}
	for i := range all {
		for _, n := range r.Named {
			if slices.Contains(n.Evidence, all[i].Located) {
				all[i].By, all[i].On = whose(&n), n.On
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Wording) int { return len(b.Text) - len(a.Text) })
	return all
}

// whose is who asks by a telling, with who says so.
func whose(n *verbale.Naming) string {
	by := Names(n.By, "somebody")
	switch {
	case n.Account == verbale.OutletVoice:
		by += ", as the report has it"
	case n.Teller != nil && n.Account != verbale.Own:
		by += ", says " + n.Teller.Name
	}
	return by
}

// toldBy are the tellings of a request, each that says something else once.
func toldBy(r *verbale.Request) []Wording {
	var all []Wording
	for i := range r.Named {
		n := &r.Named[i]
		w := Wording{Located: n.Evidence[0], By: whose(n), On: n.On}
		if !slices.ContainsFunc(all, func(h Wording) bool {
			return h.By == w.By && h.Document == w.Document && textOf(h.On) == textOf(w.On)
		}) {
			all = append(all, w)
		}
	}
	return all
}

// notesOf is what is told of a request beside its words.
func notesOf(r *verbale.Request) []Note {
	var notes []Note
	for i := range r.Steps {
		s := &r.Steps[i]
		label := strings.ReplaceAll(string(s.Step), "_", " ")
		if s.On != nil {
			label += " " + *s.On
		}
		text := ""
		if len(s.To) > 0 {
			text = "to " + Names(s.To, "")
		}
		if s.Teller != nil && s.Account != verbale.OutletVoice && (len(r.By) == 0 || s.Teller.ID != r.By[0].ID) {
			text += ", says " + s.Teller.Name
		}
		notes = append(notes, Note{label, strings.TrimPrefix(text, ", "), &s.Evidence[0]})
	}
	for i := range r.Manner {
		notes = append(notes, Note{"wanted", "“" + r.Manner[i].Words.Text + "”", &r.Manner[i].Words})
	}
	if r.Due != nil {
		notes = append(notes, Note{"due", "“" + r.Due.Words.Text + "” (" + r.Due.Value + ")", &r.Due.Words})
	}
	return notes
}

// linesOf has a line for each party that was asked or answers; of a whole also for those
// of whom the dossier has nothing.
func linesOf(r *verbale.Request, doubtful, silent bool) []*Line {
	var lines []*Line
	line := func(party *verbale.ActorRef) *Line {
		for _, l := range lines {
			if l.Party.ID == party.ID && l.Party.Name == party.Name {
				return l
			}
		}
		l := &Line{Party: *party}
		lines = append(lines, l)
		return l
	}
	for i := range r.Answers {
		a := &r.Answers[i]
		if a.Doubtful && !doubtful || len(a.By) == 0 {
			continue
		}
		party := a.Party
		if party == nil {
			party = &a.By[0]
		}
		l := line(party)
		e := Entry{Answer: a, Who: Names(a.By, ""), Does: Does(a.How)}
		if a.Teller != nil && a.Account != verbale.Own {
			e.Teller = a.Teller.Name
		}
		l.Entries = append(l.Entries, e)
	}
	for i := range r.State {
		if s := &r.State[i]; silent && s.Account == nil && s.Party != nil && r.Kind != verbale.RequestCharge {
			line(s.Party).Silence = silence(r, s.Party)
		}
	}
	for _, l := range lines {
		l.Standing = standing(r, &l.Party)
	}
	return lines
}

// silence says why a party of which there is no word is listed.
func silence(r *verbale.Request, party *verbale.ActorRef) string {
	announced, sent, went := "", false, false
	for i := range r.Steps {
		s := &r.Steps[i]
		to := slices.ContainsFunc(s.To, func(a verbale.ActorRef) bool { return a.ID == party.ID })
		switch {
		case s.Step != verbale.StepAnnounced:
			sent, went = true, went || to
		case to:
			announced = s.Evidence[0].Document
		}
	}
	if announced != "" && sent && !went {
		return "announced to it; not among those to whom it is told to have gone"
	}
	return "nothing in this dossier"
}

var values = map[verbale.Standing]string{verbale.Answered: "answered", verbale.NotClearly: "not clearly", verbale.NotAnswered: "not answered"}

// standing says where a request stands with a party, by whose account.
func standing(r *verbale.Request, party *verbale.ActorRef) string {
	rank := map[verbale.Standing]int{verbale.NotAnswered: 0, verbale.NotClearly: 1, verbale.Answered: 2}
	best, order := map[string]verbale.Standing{}, []string{}
	for i := range r.State {
		s := &r.State[i]
		if s.Account == nil || s.Party == nil || s.Party.ID != party.ID || r.Kind == verbale.RequestCharge {
			continue
		}
		account := "as reports have it"
		switch {
		case *s.Account == verbale.Own || *s.Account == verbale.SameSide:
			account = "by its own word"
		case s.Teller != nil:
			account = "by the word of " + s.Teller.Name
		}
		held, known := best[account]
		if !known {
			order = append(order, account)
		}
		if !known || rank[s.Value] > rank[held] {
			best[account] = s.Value
		}
	}
	for i, account := range order {
		order[i] = account + ": " + values[best[account]]
	}
	return strings.Join(order, "; ")
}

// Names lists actors by name, or gives another word where there is none.
func Names(actors []verbale.ActorRef, none string) string {
	names := make([]string, len(actors))
	for i, a := range actors {
		names[i] = a.Name
	}
	if len(names) == 0 {
		return none
	}
	return strings.Join(names, ", ")
}

func textOf(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
