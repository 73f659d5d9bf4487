package reading

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/internal/reading/event"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/reading/paper"
	"verbale.dev/verbale/internal/reading/timex"
	"verbale.dev/verbale/internal/world"
	"verbale.dev/verbale/lang"
)

// papersIn are the papers of a report as its stage drafts them.
type papersIn struct {
	drafts []paper.Draft
	at     map[int][]int  // drafts by the heads of their mentions
	actor  []bool         // whether a token names an actor
	world  map[int]string // ids in the table of the world by tokens that name a state as an adjective or by its capital
}

// papers finds the papers of a report. Spans are those of its days.
func papers(p *page.Page, spans []lang.Span, actors []verbale.LocalActor, mentions []verbale.Mention) *papersIn {
	x := &papersIn{at: map[int][]int{}, world: map[int]string{}, actor: make([]bool, len(p.Doc.Tokens))}
	named := x.actors(p, actors, mentions)
	for _, a := range named {
		for i := a.Run.First; i < a.Run.Last; i++ {
			x.actor[i] = true
		}
	}
	x.drafts = paper.Find(p, spans, named)
	for k := range x.drafts {
		for _, m := range x.drafts[k].Mentions {
			x.at[m.Head] = append(x.at[m.Head], k)
		}
	}
	return x
}

// actors are the places where a report names actors: its mentions, and words that
// name a state by an adjective or a capital.
func (x *papersIn) actors(p *page.Page, actors []verbale.LocalActor, mentions []verbale.Mention) []paper.Actor {
	list := make([]paper.Actor, 0, len(mentions))
	for i := range mentions {
		m := &mentions[i]
		if m.Chain < 0 || m.Last <= m.First || m.Form == verbale.Pronominal && p.Doc.Tokens[m.First].XPOS != "PRP$" {
			continue
		}
		a := &actors[m.Chain]
		list = append(list, paper.Actor{Run: page.Run{First: m.First, Last: m.Last}, Key: x.keyOf(p, actors, m), Self: selfKey(a), Person: a.Type == verbale.Person})
		if m.Form == verbale.Pronominal {
			list[len(list)-1].How = paper.ByPronoun
		}
	}
	w := world.Load()
	for i := range p.Doc.Tokens {
		t := &p.Doc.Tokens[i]
		if t.UPOS != "ADJ" && t.UPOS != "PROPN" && t.UPOS != "NOUN" {
			continue
		}
		if form := p.Doc.Form(i); form == "" || form[0] < 'A' || form[0] > 'Z' {
			continue
		}
		found := w.Find(p.Doc.Form(i), 0)
		if len(found) == 0 || found[0].How == world.ByPlace {
			continue
		}
		how := map[world.How]paper.How{world.ByName: paper.AsName, world.ByDemonym: paper.ByAdjective, world.ByCapital: paper.ByCapital}[found[0].How]
		x.world[i] = found[0].ID
		list = append(list, paper.Actor{Run: page.Run{First: i, Last: i + 1}, Key: found[0].ID, Self: found[0].ID, How: how})
	}
	slices.SortStableFunc(list, func(a, b paper.Actor) int {
		return cmp.Or(cmp.Compare(a.Run.First, b.Run.First), cmp.Compare(a.Run.Last, b.Run.Last))
	})
	return list
}

// keyOf names for whom an actor speaks whom a mention means: of a group without a name
// ("Norlander officials") the state or body that the words begin with.
func (x *papersIn) keyOf(p *page.Page, actors []verbale.LocalActor, m *verbale.Mention) string {
	a := &actors[m.Chain]
	if a.World == "" && len(a.Sides) == 0 && a.Type != verbale.Person {
		for i := m.First; i < m.Last && i < m.First+2; i++ {
			if found := world.Load().Find(p.Doc.Form(i), 0); len(found) > 0 && found[0].How != world.ByPlace {
				return stateOf(found[0].ID)
			}
		}
	}
	return sideKey(actors, m.Chain)
}

// selfKey names an actor of a report: by the table of the world, else by its name.
func selfKey(a *verbale.LocalActor) string {
	if a.World != "" {
		return a.World
	}
	return strings.ToLower(a.Name)
}

// sideKey names for whom an actor speaks: his state or body, else himself.
func sideKey(actors []verbale.LocalActor, i int) string {
	a := &actors[i]
	for steps := 0; len(a.Sides) > 0 && steps < 4; steps++ {
		a = &actors[a.Sides[0]]
	}
	return stateOf(selfKey(a))
}

// stateOf is the state of a body of it, else the key itself.
func stateOf(key string) string {
	if rest, is := strings.CutPrefix(key, world.Prefix); is {
		if state, _, of := strings.Cut(rest, "-"); of && world.Load().ByID(world.Prefix+state) != nil {
			return world.Prefix + state
		}
	}
	return key
}

// found lists the phrases that mean papers.
func (x *papersIn) found() []event.Paper {
	var list []event.Paper
	for k := range x.drafts {
		for _, m := range x.drafts[k].Mentions {
			list = append(list, event.Paper{Run: m.Run, Head: m.Head})
		}
	}
	return list
}

// within are the drafts that a run of words means: those whose phrases have their
// head in it.
func (x *papersIn) within(run page.Run) []int {
	var found []int
	for i := run.First; i < run.Last; i++ {
		for _, k := range x.at[i] {
			if !slices.Contains(found, k) {
				found = append(found, k)
			}
		}
	}
	return found
}

// rows makes the rows of papers.
func (x *papersIn) rows(p *page.Page, r *verbale.Reading, statements []draft.Statement, at []int) []verbale.LocalPaper {
	dates := r.Dates
	list := make([]verbale.LocalPaper, len(x.drafts))
	for k := range x.drafts {
		d := &x.drafts[k]
		l := verbale.LocalPaper{
			Name: cmp.Or(d.Label, nameOf(p, d.Name)), Named: d.Named, Kind: d.Kind, Answers: d.Answers, Rule: rules[d.Sure],
			Authors: x.parties(p, r, d.Authors), Addressees: x.parties(p, r, d.Addressees), Parties: x.parties(p, r, d.Parties),
		}
		if d.When >= 0 {
			if on, ok := timex.SaidOn(&dates[at[d.When]]); ok {
				l.On = &on
			}
		}
		for _, m := range d.Mentions {
			l.Mentions = append(l.Mentions, verbale.PaperMention{Excerpt: excerptOf(p, m.Run.Span(p.Doc)), Tied: m.Tied})
		}
		for _, w := range d.Wishes {
			wish := verbale.ToldWish{Value: w.Value, Evidence: excerptOf(p, oneLine(p, w.Run))}
			if w.Of.Len() > 0 {
				wish.Of = x.parties(p, r, []page.Run{w.Of})
			}
			wish.Voice = holder(statements, wish.Evidence.Span)
			l.Wishes = append(l.Wishes, wish)
		}
		list[k] = l
	}
	return list
}

// oneLine is the span of a run, cut to the line of its first word.
func oneLine(p *page.Page, run page.Run) lang.Span {
	span := run.Span(p.Doc)
	if i := strings.IndexByte(p.Doc.Text[span.Start:span.End], '\n'); i >= 0 {
		span.End = span.Start + len(strings.TrimRight(p.Doc.Text[span.Start:span.Start+i], " \r\t"))
	}
	return span
}

// rules names how it is told that words mean a paper.
var rules = map[paper.Sureness]string{paper.Unsure: "noun", paper.Told: "told", paper.Written: "written", paper.ByName: "name"}

// nameOf is a phrase without its article, on one line.
func nameOf(p *page.Page, run page.Run) string {
	for run.Len() > 1 && p.Doc.Tokens[run.First].UPOS == "DET" {
		run.First++
	}
	span := run.Span(p.Doc)
	return strings.Join(strings.Fields(p.Doc.Text[span.Start:span.End]), " ")
}

// parties are runs with the actors that they mean; of an adjective the state.
func (x *papersIn) parties(p *page.Page, r *verbale.Reading, runs []page.Run) []verbale.Party {
	list := parties(p, runs, r.Mentions)
	for i := range list {
		if list[i].Actor >= 0 {
			continue
		}
		id := ""
		for t := tokenAt(p, list[i].Start); t < len(p.Doc.Tokens) && p.Doc.Tokens[t].Start < list[i].End; t++ {
			if named := x.world[t]; named != "" && id != "" && named != id { // several: the words alone tell
				id = ""
				break
			} else if named != "" {
				id = named
			}
		}
		list[i].World = id
		for a := range r.Actors {
			if id != "" && r.Actors[a].World == id {
				list[i].Actor = a
			}
		}
	}
	return list
}

// steps makes the steps of papers of the deeds that a report tells.
func (x *papersIn) step(p *page.Page, r *verbale.Reading, d *event.Draft, t *verbale.Telling) []verbale.PaperStep {
	if d.Step == "" || d.Paper.Len() == 0 {
		return nil
	}
	var list []verbale.PaperStep
	for _, k := range x.within(d.Paper) {
		s := verbale.PaperStep{
			Paper: k, Step: d.Step, From: t.Initiators, To: t.Recipients, Through: t.Through, Voice: t.Voice, Factuality: t.Factuality,
			Evidence: t.Evidence, Rule: t.Rule, Confidence: t.Confidence,
		}
		if d.Step == verbale.StepReceived {
			s.ReceivedOn = t.On
		} else {
			s.On = t.On
		}
		s.OnFrom = t.OnFrom
		switch d.Step {
		case verbale.StepSent, verbale.StepHandedOver, verbale.StepReceived, verbale.StepSigned, verbale.StepAgreed:
		default: // with whom a paper is does not say to whom it is published
			s.To = nil
		}
		list = append(list, s)
	}
	return list
}

// weigh says how sure each paper is and from which of other reports it is kept apart,
// with what its steps tell of it, and leaves out what is none: a noun that can mean
// other things, of which no step is told either.
func (x *papersIn) weigh(p *page.Page, r *verbale.Reading) {
	stepped := make([]bool, len(r.Papers))
	for i := range r.Steps {
		s := &r.Steps[i]
		stepped[s.Paper] = stepped[s.Paper] || s.Factuality == verbale.EventHappened
		fromStep(r, &r.Papers[s.Paper], x.drafts[s.Paper].Family, s)
	}
	x.sides(p, r)
	x.answerOwn(r)
	for k := range r.Papers {
		if a := r.Papers[k].Answers; a >= 0 && len(r.Papers[a].Addressees) == 0 {
			r.Papers[a].Addressees = r.Papers[k].Authors
		}
	}
	place := make([]int, len(r.Papers))
	kept := make([]verbale.LocalPaper, 0, len(r.Papers))
	for k, l := range r.Papers {
		l.Confidence = sureOf(&x.drafts[k], stepped[k])
		l.Block, l.Keys = x.blockOf(p, r, k, x.forBlock(r, k))
		if place[k] = -1; l.Confidence >= leastSure {
			place[k] = len(kept)
			kept = append(kept, l)
		}
	}
	r.Papers = kept
	for k := range r.Papers {
		if a := r.Papers[k].Answers; a >= 0 {
			r.Papers[k].Answers = place[a]
		}
	}
	steps := r.Steps[:0]
	for _, s := range r.Steps {
		if s.Paper = place[s.Paper]; s.Paper >= 0 {
			steps = append(steps, s)
		}
	}
	r.Steps = steps
	for i := range r.Tellings {
		if of := &r.Tellings[i].OfPaper; *of >= 0 {
			*of = place[*of]
		}
	}
}

// sides says of whoever has to do with papers for whom he acts.
func (x *papersIn) sides(p *page.Page, r *verbale.Reading) {
	for k := range r.Papers {
		l := &r.Papers[k]
		for _, list := range [][]verbale.Party{l.Authors, l.Addressees, l.Parties} {
			x.tellSides(p, r, list)
		}
	}
	for i := range r.Steps {
		s := &r.Steps[i]
		for _, list := range []*[]verbale.Party{&s.From, &s.To, &s.Through} {
			*list = slices.Clone(*list)
			x.tellSides(p, r, *list)
		}
	}
}

// answerOwn ties an answer that is told to be one to proposals, or to nothing, to the
// draft of those proposals that is for the one who answers.
func (x *papersIn) answerOwn(r *verbale.Reading) {
	for k := range r.Papers {
		l := &r.Papers[k]
		if x.drafts[k].Family != "answer" || len(l.Authors) != 1 || len(l.Addressees) == 0 || l.Answers >= 0 && x.drafts[l.Answers].Kind == verbale.PaperDraft {
			continue
		}
		by, to := l.Authors[0].Side, l.Addressees[0].Side
		for d := range r.Papers {
			draft := &r.Papers[d]
			if by == "" || to == "" || x.drafts[d].Kind != verbale.PaperDraft || !isOf(draft.Authors, to) || !isOf(draft.Parties, by) {
				continue
			}
			l.Answers = d
			break
		}
	}
}

// isOf reports whether one of some parties acts for a side.
func isOf(list []verbale.Party, side string) bool {
	return slices.ContainsFunc(list, func(p verbale.Party) bool { return p.Side == side })
}

// tellSides says of each party for whom it acts.
func (x *papersIn) tellSides(p *page.Page, r *verbale.Reading, list []verbale.Party) {
	for i := range list {
		list[i].Side = x.sideOf(p, r, &list[i])
	}
}

// sideOf names for whom a party acts: as the actors of the report have it, else the one
// state or body that its words name, or those of the office before its name.
func (x *papersIn) sideOf(p *page.Page, r *verbale.Reading, party *verbale.Party) string {
	key := partyKey(r, party)
	if strings.HasPrefix(key, world.Prefix) {
		return key
	}
	if party.Actor >= 0 && r.Actors[party.Actor].Type == verbale.Person && len(r.Actors[party.Actor].Sides) == 0 {
		key = "" // for whom he acts is not known
	}
	if party.Actor >= 0 && r.Actors[party.Actor].Type != verbale.Person {
		if of := sideInName(r.Actors[party.Actor].Name); of != "" {
			return of
		}
	}
	first := tokenAt(p, party.Start)
	last := first
	for last < len(p.Doc.Tokens) && p.Doc.Tokens[last].Start < party.End {
		last++
	}
	if within, n := x.named(r, first, last); n > 0 {
		if n == 1 {
			return within
		}
		return ""
	}
	before := first
	for before > 0 && first-before < maxBefore && p.Sentence(before-1) == p.Sentence(first) {
		if u := p.Doc.Tokens[before-1].UPOS; u != "PROPN" && u != "NOUN" && u != "ADJ" && u != "ADP" {
			break
		}
		before--
	}
	for t := before; t < first; t++ { // "the Norlander envoy to Porto Jon Hale"
		if id := x.world[t]; id != "" {
			return id
		}
	}
	return key
}

// sideInName is the state or body that the name of a group begins with: "the Norlander
// foreign ministry officials".
func sideInName(name string) string {
	words := strings.Fields(strings.TrimPrefix(name, "the "))
	for n := min(3, len(words)); n > 0; n-- {
		if found := world.Load().Find(strings.Join(words[:n], " "), 0); len(found) > 0 && found[0].How != world.ByPlace {
			return stateOf(found[0].ID)
		}
	}
	return ""
}

// named is the state or body that a run of tokens names, and how many different ones
// it does.
func (x *papersIn) named(r *verbale.Reading, first, last int) (string, int) {
	var found []string
	add := func(key string) {
		if strings.HasPrefix(key, world.Prefix) && !slices.Contains(found, key) {
			found = append(found, key)
		}
	}
	for i := range r.Mentions {
		if m := &r.Mentions[i]; m.Chain >= 0 && m.First >= first && m.Last <= last {
			add(sideKey(r.Actors, m.Chain))
		}
	}
	for t := first; t < last; t++ {
		add(x.world[t])
	}
	if len(found) == 0 {
		return "", 0
	}
	return found[0], len(found)
}

// tokenAt is the token that begins at a byte of the text, or the first after it.
func tokenAt(p *page.Page, start int) int {
	i, _ := slices.BinarySearchFunc(p.Doc.Tokens, start, func(t lang.Token, start int) int { return cmp.Compare(t.Start, start) })
	return i
}

// leastSure is the confidence, per mille, below which words are taken for no paper.
const leastSure = 500

// fromStep fills in who made a paper and for whom, where a step tells it and nothing
// else does; and of several who gave, says which of them gave this one.
func fromStep(r *verbale.Reading, l *verbale.LocalPaper, family string, s *verbale.PaperStep) {
	if len(s.From) > 1 && len(l.Authors) == 1 {
		for _, from := range s.From {
			if partyKey(r, &from) == partyKey(r, &l.Authors[0]) {
				s.From = []verbale.Party{from}
				break
			}
		}
	}
	switch family {
	case "pact":
		if s.Step == verbale.StepSigned || s.Step == verbale.StepAgreed {
			if all := append(slices.Clone(s.From), s.To...); len(l.Parties) < 2 && len(all) > len(l.Parties) {
				l.Parties = all
			}
		}
		return
	case "law", "declaration", "resolution":
		return
	}
	if s.Factuality != verbale.EventHappened && s.Factuality != verbale.EventPlanned {
		return
	}
	switch s.Step {
	case verbale.StepSent, verbale.StepHandedOver, verbale.StepPublished, verbale.StepDrafted, verbale.StepReceived:
		if byHand := s.Step == verbale.StepHandedOver; len(l.Authors) == 0 && family != "report" && !(byHand && family == "letter" && isPerson(r, s.From)) {
			l.Authors = s.From // but who hands over a letter need not have written it
		}
		if len(l.Addressees) == 0 && s.Step != verbale.StepPublished && s.Step != verbale.StepDrafted && (family != "answer" || len(s.From) > 0) {
			l.Addressees = s.To // an answer is not for everybody to whom it is shown
		}
	}
}

// isPerson reports whether the first of some parties is a person.
func isPerson(r *verbale.Reading, parties []verbale.Party) bool {
	return len(parties) > 0 && parties[0].Actor >= 0 && r.Actors[parties[0].Actor].Type == verbale.Person
}

// partyKey names for whom a party speaks.
func partyKey(r *verbale.Reading, party *verbale.Party) string {
	if party.Actor >= 0 {
		return sideKey(r.Actors, party.Actor)
	}
	return party.World
}

// blockOf says with which papers of other reports one can be the same: by its name,
// else by its family and who made it or between whom it is.
func (x *papersIn) blockOf(p *page.Page, r *verbale.Reading, k int, l *verbale.LocalPaper) (string, []string) {
	d := &x.drafts[k]
	if d.Named && d.Key != "" {
		return "name " + d.Key, nil
	}
	keysOf := func(parties []verbale.Party) []string {
		var keys []string
		for i := range parties {
			if key := cmp.Or(parties[i].Side, ownName(r, &parties[i])); key != "" {
				keys = append(keys, key)
			}
		}
		return keys
	}
	authors := keysOf(l.Authors)
	others := slices.DeleteFunc(append(keysOf(l.Addressees), keysOf(l.Parties)...), func(key string) bool { return slices.Contains(authors, key) })
	slices.Sort(others)
	others = slices.Compact(others)
	block := ""
	switch {
	case d.Family == "pact" && len(authors) == 0 && len(others) > 0:
		block, others = "pact "+others[0], others[1:]
	case d.Family == "letter" && len(keysOf(l.Addressees)) > 0:
		block, others = "letter to "+keysOf(l.Addressees)[0], slices.DeleteFunc(slices.Clone(authors), func(key string) bool { return !strings.HasPrefix(key, world.Prefix) })
	case len(authors) > 0:
		block = d.Family + " " + authors[0]
	case len(others) > 0:
		block, others = d.Family+" to "+others[0], others[1:]
	}
	words := map[string]bool{}
	for i := range l.Authors { // who handed it over need not have made it
		if a := l.Authors[i].Actor; a >= 0 && (len(d.Authors) > 0 || d.Family == "letter") && r.Actors[a].Type == verbale.Person {
			words["by "+selfKey(&r.Actors[a])] = true
		}
	}
	for _, word := range d.About {
		words["about "+word] = true
	}
	return block, append(others, slices.Sorted(maps.Keys(words))...)
}

// forBlock is a paper as other reports may tell of it: a letter for whom it is not told,
// by a person of whom the report tells of one other letter that is for somebody, can be
// that one, and is held against the letters to the same.
func (x *papersIn) forBlock(r *verbale.Reading, k int) *verbale.LocalPaper {
	l := r.Papers[k]
	by := ownNames(r, l.Authors)
	if x.drafts[k].Family != "letter" || len(l.Addressees) > 0 || len(by) == 0 {
		return &l
	}
	var to [][]verbale.Party
	for i := range r.Papers {
		if i != k && x.drafts[i].Family == "letter" && len(r.Papers[i].Addressees) > 0 &&
			slices.ContainsFunc(ownNames(r, r.Papers[i].Authors), func(name string) bool { return slices.Contains(by, name) }) {
			to = append(to, r.Papers[i].Addressees)
		}
	}
	if len(to) == 1 {
		l.Addressees = to[0]
	}
	return &l
}

// ownNames are the names of the persons among some parties.
func ownNames(r *verbale.Reading, parties []verbale.Party) []string {
	var names []string
	for i := range parties {
		if a := parties[i].Actor; a >= 0 && r.Actors[a].Type == verbale.Person {
			names = append(names, selfKey(&r.Actors[a]))
		}
	}
	return names
}

// ownName is the name of a person for whom nobody is told to act, "" where less than a
// name and a surname is known of him.
func ownName(r *verbale.Reading, party *verbale.Party) string {
	if party.Actor < 0 || r.Actors[party.Actor].Type != verbale.Person {
		return ""
	}
	if key := selfKey(&r.Actors[party.Actor]); strings.Contains(key, " ") {
		return key
	}
	return ""
}

// sureOf is how sure it is that a paper is one, per mille.
func sureOf(d *paper.Draft, stepped bool) int {
	sure := map[paper.Sureness]int{paper.Unsure: 400, paper.Told: 550, paper.Written: 700, paper.ByName: 850}[d.Sure]
	if stepped {
		sure += 200
	}
	if len(d.Authors)+len(d.Parties) > 0 && d.Sure > paper.Told {
		sure += 50
	}
	if len(d.Mentions) > 1 {
		sure += 50
	}
	return min(sure, 950)
}
