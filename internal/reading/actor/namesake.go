package actor

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/world"
)

// lastNamesOfPlaces takes for people the names of places, peoples and states that are
// the last names of people whom the report names in full, where nothing says that the
// place is meant: "Foreign Secretary William Hague … Hague said", but not "in Austin".
func (c *Cast) lastNamesOfPlaces() {
	last := map[string]bool{}
	for _, f := range c.found {
		if parts := nameParts(f.name); f.form == verbale.Named && f.kind == verbale.Person && f.entry == nil && len(parts) > 1 {
			last[parts[len(parts)-1]] = true
		}
	}
	if len(last) == 0 {
		return
	}
	for k, f := range c.found {
		if f.form == verbale.Named && f.kind != verbale.Person && f.last == f.first+1 && last[world.Fold(f.name)] && c.isLastName(k) {
			f.kind, f.entry, f.how, f.silent, f.rule, f.body = verbale.Person, nil, world.ByName, false, "last-name", ""
		}
	}
}

// namesOfPress takes for newspapers and agencies the names that the report calls so once,
// wherever they stand: "the Meridian daily … Meridian said".
func (c *Cast) namesOfPress() {
	press := map[string]bool{}
	for _, f := range c.found {
		if f.form != verbale.Named || f.entry != nil || f.kind != verbale.Person && f.kind != verbale.UnknownType || f.title != "" && !world.Press(f.title).Noun {
			continue
		}
		after := f.last
		if c.upos(after) == "NOUN" && world.Press(c.at(after+1)).Noun { // "the Meridian business daily"
			after++
		}
		if world.Press(c.at(after)).Noun && c.upos(after) == "NOUN" || world.Press(c.at(f.first-1)).Prints && c.upos(f.first-1) == "NOUN" {
			press[world.Fold(f.name)] = true
		}
	}
	for _, f := range c.found {
		if f.form == verbale.Named && f.entry == nil && press[world.Fold(f.name)] {
			f.kind, f.roles, f.silent = verbale.Organisation, nil, false
		}
	}
}

// isLastName reports whether the name of a place that somebody bears means the person.
func (c *Cast) isLastName(k int) bool {
	f := c.found[k]
	if c.addressed(f.first) || c.titleBefore(f.first) && capital(c.doc.Form(f.first-1)) {
		return true
	}
	switch c.doc.Tokens[f.first].DepRel {
	case "amod", "compound":
		return false
	}
	if c.isWhere(f.first, f.last) || c.upos(f.last) == "NOUN" && c.at(f.last-1) != "'s" {
		return false
	}
	if c.at(f.last) == "," && c.isPlaceAt(f.last+1) || c.at(f.first-1) == "," && c.isPlaceAt(f.first-2) && c.doc.Tokens[f.first].DepRel == "appos" {
		return false // "Austin, Texas"
	}
	if f.entry == nil || f.how == world.ByPlace || f.how == world.ByCapital {
		return true
	}
	// A state, or its people, that the report names otherwise too.
	return !slices.ContainsFunc(c.found, func(g *found) bool {
		return g != f && g.entry != nil && (g.entry.ID == f.entry.ID || g.entry.Of == f.entry.ID) && (g.how != f.how || world.Fold(g.name) != world.Fold(f.name) || c.isWhere(g.first, g.last) || c.at(g.first-1) == "of")
	})
}

// isPlaceAt reports whether the table of the world has a name at a token.
func (c *Cast) isPlaceAt(i int) bool {
	if i < 0 || i >= len(c.doc.Tokens) {
		return false
	}
	_, n := c.worldAt(i, c.sentenceOf(i).Last)
	return n > 0
}

// sharedTitles gives each of several people the office that stands before all of them,
// in the state that is named with each: "Foreign ministers Ada Roth of Norway and Per
// Holm of Finland".
func (c *Cast) sharedTitles() {
	for k, f := range c.found {
		if f.form != verbale.Named || f.kind != verbale.Person || f.silent {
			continue
		}
		title, ok := c.titleOfMany(f.first)
		if !ok {
			continue
		}
		for end := f.first; k < len(c.found); k++ {
			g := c.found[k]
			if g.form != verbale.Named || g.first < end {
				continue
			}
			if g.rule == "place" && g.first == end && g.last > g.first+1 && c.at(g.last) == "of" {
				g.kind, g.silent, g.rule = verbale.Person, false, "listed" // "Per Holm", taken for a place
			}
			if g.kind != verbale.Person {
				continue
			}
			if g.first > end+2 || g.sentence != f.sentence {
				break
			}
			end = c.shareTitle(g, title)
		}
	}
}

// titleOfMany returns, in the singular, the office in the plural that ends right before
// a name: "foreign ministers".
func (c *Cast) titleOfMany(name int) (string, bool) {
	word := c.at(name - 1)
	if one := singularOf(word); one == word || !c.isOffice(one) {
		return "", false
	}
	words := []string{singularOf(c.doc.Form(name - 1))}
	for i := name - 2; i >= 0 && modifiers[c.at(i)]; i-- {
		words = append(words, c.doc.Form(i))
	}
	slices.Reverse(words)
	return strings.ToLower(strings.Join(words, " ")), true
}

// shareTitle gives one of several people the office of all, and returns the token after
// the state that is named with them, and after what joins them to the next.
func (c *Cast) shareTitle(f *found, title string) int {
	end := f.last
	role := verbale.LocalRole{Title: title}
	if c.at(end) == "of" {
		if m, n := c.worldAt(end+1, c.sentenceOf(f.first).Last); n > 0 && m.Type == verbale.State && m.How != world.ByPlace {
			role.Of, role.OfWorld = c.text(end+1, end+1+n), m.ID
			span := page.Run{First: f.first, Last: end + 1 + n}.Span(c.doc)
			role.Evidence = verbale.Excerpt{Span: span, Text: span.Text(c.doc.Text)}
			end += 1 + n
		}
	}
	if role.Of != "" {
		f.roles = append(f.roles, role)
	}
	for c.at(end) == "," || c.at(end) == "and" {
		end++
	}
	return end
}
