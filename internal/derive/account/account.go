// Package account answers: by whose account did a speaker say something?
//
// A block is a version of a report; its members are the statements of it
// ([Saying]), each with its speakers as identity knows them and with those for
// whom they speak. What a statement is told within decides: the report's own
// word, that of another of the speaker's side, or of another side. The report's
// own voice stays so where nobody else tells it, and so does what a person
// corrected.
//
// Cost: linear in the statements and the depth of their nesting. Statements whose
// parents go round in a circle are told by each of the circle once.
package account

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/world"
)

// Saying is a statement as its account follows from it.
type Saying struct {
	Statement string // its id
	Parent    string // id of the statement that it is nested in; "" of none
	Account   verbale.Account
	Fixed     bool     // a person said by whose account
	Speakers  []string // ids of actors
	Sides     []string // ids of those for whom they speak
	Names     []string // of the speakers, as the report has them
}

// ID orders the statements of a report.
func (s Saying) ID() string { return s.Statement }

// Row says by whose account a statement is told.
type Row struct {
	Statement string
	Account   verbale.Account
}

// Deriver derives accounts.
type Deriver struct{}

// Layer is "account".
func (Deriver) Layer() string { return "account" }

// Limit is none: a report has as many statements as it has.
func (Deriver) Limit() int { return 0 }

// Derive returns a row for each statement.
func (Deriver) Derive(_ string, sayings []Saying) []Row {
	place := make(map[string]int, len(sayings))
	for i, s := range sayings {
		place[s.Statement] = i
	}
	rows := make([]Row, len(sayings))
	for i, s := range sayings {
		rows[i] = Row{s.Statement, s.Account}
		if s.Fixed || s.Account == verbale.OutletVoice && s.Parent == "" {
			continue
		}
		var tellers []Voice
		for parent := s.Parent; parent != "" && len(tellers) < len(sayings); {
			at, ok := place[parent]
			if !ok {
				break
			}
			tellers = append(tellers, sayings[at].voice())
			parent = sayings[at].Parent
		}
		rows[i].Account = Of(s.voice(), tellers)
	}
	return rows
}

func (s Saying) voice() Voice {
	press := len(s.Names) > 0 && !slices.ContainsFunc(s.Names, func(name string) bool { return !IsPress(name) })
	return Voice{Speakers: s.Speakers, Sides: s.Sides, Press: press}
}

// Voice is who speaks in a statement: ids of actors and of their sides.
type Voice struct {
	Speakers []string
	Sides    []string
	Press    bool // all of them are newspapers, agencies or stations
}

// pressPlurals are what a report calls several newspapers by.
var pressPlurals = []string{"newspapers", "dailies", "tabloids"}

// IsPress reports whether a name is that of a newspaper, agency or station, which
// tells what others said as the report itself does: "the Harbour Times", "state
// radio", "the PTK news agency".
func IsPress(name string) bool {
	words := strings.Fields(world.Fold(name))
	for len(words) > 1 && (words[len(words)-1] == "reports" || words[len(words)-1] == "report") {
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	if (last == "agency" || last == "agencies") && len(words) > 1 {
		before := words[len(words)-2]
		return before == "news" || before == "press"
	}
	word := world.Press(last)
	return word.Name || word.Noun || slices.Contains(pressPlurals, last)
}

// Of says by whose account a speaker said something: the report's own
// where nobody stands between, or where all tellers are the speaker; else
// another of the speaker's side, or another side. Tellers are the speakers of
// the statements that hold this one, the innermost first; the press tells as the
// report itself does. Whoever has no side that is known is of another side.
func Of(speaker Voice, tellers []Voice) verbale.Account {
	account := verbale.Own
	for _, teller := range tellers {
		switch {
		case teller.Press, meet(speaker.Speakers, teller.Speakers):
		case meet(speaker.Sides, teller.Sides) || meet(speaker.Speakers, teller.Sides) || meet(speaker.Sides, teller.Speakers):
			account = verbale.SameSide
		default:
			return verbale.Ascribed
		}
	}
	return account
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}
