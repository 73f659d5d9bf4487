package main

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"math/rand/v2"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
)

// paragraphs is how many paragraphs a report has at least; it has up to twice
// as many.
const paragraphs = 5

// people is how many different people the reports of a dossier speak of. Some
// are spoken of much more than others.
const people = 5_000

// outlets is how many outlets the reports come from.
const outlets = 40

// compose makes report number n of a seed.
func compose(pieces []piece, seed uint64, n int) (*verbale.Document, *verbale.Reading) {
	random := rand.New(rand.NewPCG(seed, uint64(n)))
	made := &verbale.Reading{Model: "bench"}
	c := composer{random: random, made: made, name: fmt.Sprintf("made/%07d.txt", n), actors: map[string]int{}}
	order := random.Perm(len(pieces))
	for _, i := range order[:min(len(order), paragraphs+random.IntN(paragraphs+1))] {
		c.add(&pieces[i])
	}
	day := fmt.Sprintf("20%02d-%02d-%02d", 10+random.IntN(20), 1+random.IntN(12), 1+random.IntN(28))
	document := &verbale.Document{
		Name: c.name, Text: c.text.String(), Encoding: "utf-8",
		Facts: []verbale.Fact{
			{Field: intake.FieldOutlet, Value: fmt.Sprintf("Outlet %d", random.IntN(outlets)), Origin: verbale.FromTable},
			{Field: intake.FieldPublished, Value: day, Origin: verbale.FromTable},
			{Field: intake.FieldLanguage, Value: "en", Origin: verbale.FromTable},
		},
	}
	intake.Settle(document)
	for i := range made.Statements {
		finish(&made.Statements[i], document.Text)
	}
	for i := range made.Mentions {
		made.Mentions[i].Text = made.Mentions[i].Span.Text(document.Text)
	}
	for i := range made.Dates {
		made.Dates[i].Text = made.Dates[i].Span.Text(document.Text)
	}
	return document, made
}

// composer puts pieces together into one report.
type composer struct {
	random *rand.Rand
	made   *verbale.Reading
	name   string
	text   strings.Builder
	actors map[string]int // by type and name, index into made.Actors
	ids    map[string]string
}

// add appends a piece, with its people's names exchanged.
func (c *composer) add(p *piece) {
	if c.text.Len() > 0 {
		c.text.WriteString("\n\n")
	}
	as := map[int][2]string{} // the new name of a chain, and its last word
	move := edits{shift: c.text.Len()}
	end := 0
	for _, m := range p.mentions {
		if m.Form != verbale.Named || m.Type != verbale.Person || m.Chain < 0 || m.Start < end {
			continue
		}
		if _, known := as[m.Chain]; !known {
			as[m.Chain] = person(c.random)
		}
		name := as[m.Chain][1]
		if strings.Contains(m.Text, " ") {
			name = as[m.Chain][0]
		}
		move.list = append(move.list, edit{m.Span, name})
		end = m.End
	}
	c.text.WriteString(move.text(p.text))
	c.ids = map[string]string{}
	for i, s := range p.statements {
		moved := move.statement(s)
		moved.ID = c.id(len(c.made.Statements))
		c.ids[s.ID] = moved.ID
		moved.Document = c.name
		c.made.Statements = append(c.made.Statements, moved)
		c.made.Ties = append(c.made.Ties, verbale.Tie{
			Speakers: c.locals(p, as, p.ties[i].Speakers), Addressees: c.locals(p, as, p.ties[i].Addressees),
		})
	}
	for i := len(c.made.Statements) - len(p.statements); i < len(c.made.Statements); i++ {
		if parent := c.made.Statements[i].Parent; parent != nil {
			id := c.ids[*parent]
			c.made.Statements[i].Parent = &id
		}
	}
	for _, m := range p.mentions {
		m.Span = move.span(m.Span)
		if m.Chain >= 0 {
			m.Chain = c.locals(p, as, []int{m.Chain})[0]
		}
		c.made.Mentions = append(c.made.Mentions, m)
	}
	for _, t := range p.dates {
		t.Span = move.span(t.Span)
		c.made.Dates = append(c.made.Dates, t)
	}
}

// locals gives the actors of a piece their place among those of the report.
func (c *composer) locals(p *piece, as map[int][2]string, chains []int) []int {
	var all []int
	for _, chain := range chains {
		actor := p.actors[chain]
		actor.Sides, actor.Roles, actor.Source = nil, nil, nil // they speak of other actors and words
		if name, exchanged := as[chain]; exchanged {
			actor.Name, actor.Names, actor.World = name[0], []string{name[0], name[1]}, "" // nobody whom the world knows
		}
		key := string(actor.Type) + " " + actor.Name
		at, known := c.actors[key]
		if !known {
			at = len(c.made.Actors)
			c.actors[key] = at
			c.made.Actors = append(c.made.Actors, actor)
		}
		all = append(all, at)
	}
	return all
}

// id makes the id of statement number n of the report.
func (c *composer) id(n int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", c.name, n))
	return "s-" + strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10]))
}

// finish takes the words of a statement from where they now stand.
func finish(s *verbale.Statement, text string) {
	take := func(excerpts []verbale.Excerpt) {
		for i := range excerpts {
			excerpts[i].Text = excerpts[i].Span.Text(text)
		}
	}
	take(s.Source)
	take(s.Cue)
	take(s.Content)
	take(s.SetApart)
	if s.Occasion != nil {
		s.Occasion.Text = s.Occasion.Span.Text(text)
	}
	for i := range s.RespondsTo {
		s.RespondsTo[i].Text = s.RespondsTo[i].Span.Text(text)
	}
}

var syllables = []string{"ba", "dor", "el", "fen", "gar", "hol", "il", "jan", "kal", "lor", "mir", "nes", "ost", "per", "quin", "ros", "sal", "tov", "ul", "ven", "wes", "yar", "zim"}

// person draws somebody: a few are drawn often, most seldom. It returns the
// full name and the last name.
func person(random *rand.Rand) [2]string {
	// The square of an even draw favours the small numbers.
	draw := random.Float64()
	n := int(draw * draw * people)
	word := func(n int) string {
		var b strings.Builder
		for range 3 {
			b.WriteString(syllables[n%len(syllables)])
			n = n/len(syllables) + 7*n
		}
		return strings.ToUpper(b.String()[:1]) + b.String()[1:]
	}
	first, last := word(n*31+5), word(n)
	return [2]string{first + " " + last, last}
}
