// Package scene answers: where does a report say that its statements were made: on
// which day, by which means, before whom?
//
// In go the statements of a report with their speakers, the mentions of actors and the
// time expressions; the statements get the day of their own words, of their occasion or
// of the scene to which they belong, and the channel and the hearers that only the scene
// shows:
//
//	On Thursday Novak handed Lopes the note. "It is long," Lopes said.
//
// Lopes said it on Thursday, at a meeting, to Novak. What a statement tells of the acts
// of its speaker's own side gets its kind here too, now that it is known who speaks.
//
// Law: a pure function of what goes in; nothing is taken away that the words of a
// statement say themselves, but hearers that were carried on from before. Cost: linear
// in tokens, statements and mentions, with a look around that is bounded.
package scene

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/internal/reading/page"
)

// Report is what is known of one report when its scenes are looked for.
type Report struct {
	Page       *page.Page
	Words      *lexicon.Lexicon
	Day        string            // the report's own, as an ISO date; "" where it has none
	Statements []draft.Statement // to be filled in: days, channels, kinds of own acts
	Ties       []verbale.Tie     // to be filled in: addressees; Ties[i] belongs to Statements[i]
	Actors     []verbale.LocalActor
	Mentions   []verbale.Mention // in order of the text
	Dates      []Date            // in order of the text
}

// Date is a time expression with the day on which something can have been said by it;
// "" where it tells none.
type Date struct {
	verbale.TimeExpression
	Said    string
	Carried bool // its year is that of another expression
}

// Fill fills in what the scenes of a report show of its statements.
func Fill(r *Report) {
	f := filler{Report: r}
	f.day, f.known = calendar.ParseDay(r.Day)
	f.ownActs()
	for i := range r.Statements {
		f.date(&r.Statements[i])
	}
	f.goOn()
	channels := make([]*verbale.Channel, len(r.Statements))
	for i := range r.Statements {
		channels[i] = r.Statements[i].Channel
	}
	f.rooms()
	f.scenes(channels)
	f.counted()
	for i := range r.Statements {
		if r.Day != "" {
			r.Statements[i].NotAfter = &r.Day
		}
	}
	bound(r.Statements)
}

// filler goes over one report.
type filler struct {
	*Report
	day   calendar.Day // the report's own
	known bool         // it has one
}
