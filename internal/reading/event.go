package reading

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/internal/reading/event"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/reading/timex"
	"verbale.dev/verbale/lang"
)

// news is how many days before the report's own day an event can lie and still be
// its news and not what is told to explain it.
const news = 7

// tell finds the events and the papers of a report and ties them to its actors, its
// days and the statements within which they are told.
func tell(p *page.Page, day string, statements []draft.Statement, r *verbale.Reading) {
	dates, mentions := r.Dates, r.Mentions
	var spans []lang.Span
	var at []int // of each span its place in dates
	for i := range dates {
		if kind := dates[i].Type; kind == verbale.Date || kind == verbale.TimeOfDay {
			spans, at = append(spans, dates[i].Span), append(at, i)
		}
	}
	papers := papers(p, spans, r.Actors, mentions)
	r.Papers = papers.rows(p, r, statements, at)
	drafts := event.Find(p, spans, papers.found())
	list := make([]verbale.Telling, 0, len(drafts))
	for i := range drafts {
		d := &drafts[i]
		t := verbale.Telling{
			Type: d.Type, Predicate: d.Predicate, Factuality: d.Factuality, Rule: d.Rule, Confidence: confidence(d),
			Initiators: parties(p, d.Initiators, mentions), Recipients: parties(p, d.Recipients, mentions),
			Through: parties(p, d.Through, mentions), Evidence: excerptOf(p, d.Evidence),
			Voice: holder(statements, d.Evidence),
		}
		t.Recipients = others(t.Initiators, t.Recipients)
		t.PLOVER, t.CAMEO = event.Codes(d.Type)
		if d.Paper.Len() > 0 {
			paper := excerptOf(p, d.Paper.Span(p.Doc))
			t.Paper = &paper
		}
		if d.Place.Len() > 0 {
			place := excerptOf(p, d.Place.Span(p.Doc)).Text
			t.Place = &place
		}
		if d.When >= 0 {
			on, ok := timex.SaidOn(&dates[at[d.When]])
			from := verbale.FromWords
			if !ok {
				on, ok = inYear(dates, at[d.When], day)
				from = verbale.FromContext
			}
			ok = ok && (day != "" || countsFromBeside(p, dates, at[d.When]))
			if ok {
				t.On, t.OnFrom = &on, &from
				t.Background = isBefore(on, day)
				if t.Factuality == verbale.EventHappened && isAfter(on, day) {
					t.Factuality = verbale.EventPlanned
				}
			}
		}
		t.OfPaper = -1
		if of := papers.within(d.Paper); len(of) > 0 {
			t.OfPaper = of[0]
		}
		r.Steps = append(r.Steps, papers.step(p, r, d, &t)...)
		if t.Type != event.StepAlone {
			list = append(list, t)
		}
	}
	r.Tellings = list
	papers.weigh(p, r)
	for i := range r.Tellings {
		t := &r.Tellings[i]
		for _, parties := range [][]verbale.Party{t.Initiators, t.Recipients, t.Through} {
			papers.tellSides(p, r, parties)
		}
	}
	for i := range r.Tellings {
		r.Tellings[i].Block = eventBlock(&r.Tellings[i], day)
	}
}

// others are the recipients of a deed that are not taken for who did it: nobody meets
// himself, so that a word tied to the same actor is tied to none, and a pronoun is left
// out.
func others(initiators, recipients []verbale.Party) []verbale.Party {
	kept := recipients[:0]
	for _, r := range recipients {
		if r.Actor >= 0 && slices.ContainsFunc(initiators, func(i verbale.Party) bool { return i.Actor == r.Actor }) {
			if r.Actor = -1; !strings.Contains(r.Text, " ") { // a pronoun or a name: there is nothing else that it tells
				continue
			}
		}
		kept = append(kept, r)
	}
	return kept
}

// eventBlock says which tellings of other reports one can be of one event with: those
// of its type and of who does it, of all who take part where nobody does it to another,
// and of the month in which it happened or, on no day that is told, was reported; of the
// year where no month is told.
func eventBlock(t *verbale.Telling, day string) string {
	first := func(parties []verbale.Party) string {
		for i := range parties {
			if parties[i].Side != "" {
				return parties[i].Side
			}
		}
		return ""
	}
	who := cmp.Or(first(t.Initiators), first(t.Recipients))
	switch t.Type {
	case verbale.EventMeeting, verbale.EventCall, verbale.EventTalks, verbale.EventAgreement, verbale.EventSigning:
		for _, party := range slices.Concat(t.Initiators, t.Recipients) {
			if party.Side != "" && party.Side < who {
				who = party.Side
			}
		}
	}
	const year, month = len("2006"), len("2006-01")
	when := day
	if t.On != nil {
		when = *t.On
	}
	switch {
	case who == "" || len(when) < year:
		return ""
	case len(when) < month:
		return string(t.Type) + " " + who + " " + when[:year]
	}
	return string(t.Type) + " " + who + " " + when[:month]
}

// countsFromBeside reports whether a day that is counted from another ("the day before")
// is counted from one of its own line. In a report without a day one that begins a
// paragraph is counted from what the report is about, on whichever day that was, and not
// from a day that stands further up.
func countsFromBeside(p *page.Page, dates []verbale.TimeExpression, i int) bool {
	x := &dates[i]
	words := strings.Fields(strings.ToLower(x.Text))
	counts := slices.ContainsFunc(words, func(w string) bool {
		return w == "before" || w == "after" || w == "earlier" || w == "later" || w == "next" || w == "following"
	})
	if !counts || x.Anchor == nil || *x.Anchor == "" {
		return true
	}
	start := strings.LastIndexByte(p.Doc.Text[:x.Start], '\n') + 1
	end := len(p.Doc.Text)
	if n := strings.IndexByte(p.Doc.Text[x.End:], '\n'); n >= 0 {
		end = x.End + n
	}
	for k := range dates {
		if d := &dates[k]; k != i && d.Start >= start && d.End <= end && (d.Value == *x.Anchor || strings.HasSuffix(d.Value, strings.TrimPrefix(*x.Anchor, "XXXX-"))) {
			return true
		}
	}
	return false
}

// inYear is a day of which only the month and the day are told, in the year that
// brings it nearest to the report's own day, or where that is not known has timex.Carry.
func inYear(dates []verbale.TimeExpression, i int, day string) (string, bool) {
	rest, open := strings.CutPrefix(dates[i].Value, "XXXX-")
	if !open || len(rest) < len("01-02") || dates[i].Type != verbale.Date {
		return "", false
	}
	near, known := calendar.ParseDay(day)
	if !known {
		on, _, ok := timex.Carry(dates, i)
		return on, ok
	}
	year, err := strconv.Atoi(near.String()[:4])
	best, value := calendar.Day(0), ""
	for y := year - 1; err == nil && y <= year+1; y++ {
		text := fmt.Sprintf("%04d-%s", y, rest[:len("01-02")])
		d, ok := calendar.ParseDay(text)
		if away := max(d-near, near-d); ok && (value == "" || away < best) {
			best, value = away, text
		}
	}
	return value, value != ""
}

// confidence is how sure a telling is, per mille: most where a verb tells it with who
// did it and a day, least where a noun does or the deed is not said to have happened.
func confidence(d *event.Draft) int {
	sure := 500
	if d.Factuality == verbale.EventHappened {
		sure += 150
	}
	if d.When >= 0 {
		sure += 100
	}
	if len(d.Initiators) > 0 {
		sure += 100
	}
	if d.Type != verbale.EventVote { // as often a way of speaking as a deed
		sure += 100
	}
	if d.Factuality == verbale.EventHappened && d.When < 0 && d.Value < likely {
		sure -= 150
	}
	if strings.HasPrefix(d.Rule, "named-") { // a noun alone
		sure -= 150
	}
	return sure
}

// likely is the learnt value, in thousandths, from which a deed that is told as one that
// happened is likely to have; chosen on the two annotated dossiers for looking.
const likely = 2600

// isBefore reports whether a day lies so long before the report's own that what
// happened on it is no news.
func isBefore(on, day string) bool {
	report, ok := calendar.ParseDay(day)
	if !ok {
		return false
	}
	span, ok := calendar.ParseSpan(on)
	return ok && report-span.Last > news
}

// isAfter reports whether a day lies after the report's own: what happens on it has
// not happened yet.
func isAfter(on, day string) bool {
	report, ok := calendar.ParseDay(day)
	if !ok {
		return false
	}
	span, ok := calendar.ParseSpan(on)
	return ok && span.First > report
}

// parties are the words of runs with the actors that they mean: of the mentions that
// hold the word on which the others of a run hang the longest.
func parties(p *page.Page, runs []page.Run, mentions []verbale.Mention) []verbale.Party {
	list := make([]verbale.Party, 0, len(runs))
	for _, run := range runs {
		if p.Lower(run.First) == "whose" { // of somebody whom the words before name
			continue
		}
		party := verbale.Party{Excerpt: excerptOf(p, run.Span(p.Doc)), Actor: -1}
		first, _ := slices.BinarySearchFunc(mentions, party.Start, func(m verbale.Mention, start int) int { return cmp.Compare(m.Start, start) })
		head, longest := headOf(p, run), 0
		for i := first; i < len(mentions) && mentions[i].Start < party.End; i++ {
			if m := &mentions[i]; m.First <= head && head < m.Last && party.Contains(m.Span) && m.Len() > longest {
				party.Actor, longest = m.Chain, m.Len()
			}
		}
		for i := first - 1; i >= 0 && longest == 0 && first-i < maxBefore; i-- { // the name alone of a longer mention
			if m := &mentions[i]; m.First <= head && m.Last > head && m.End == party.End && m.Chain >= 0 {
				party.Actor, longest = m.Chain, m.Len()
			}
		}
		list = append(list, party)
	}
	return list
}

// maxBefore is how many mentions back one is looked for that holds words.
const maxBefore = 8

// headOf is the word of a run on which the others hang.
func headOf(p *page.Page, run page.Run) int {
	for i := run.First; i < run.Last; i++ {
		if !run.Holds(p.Head(i)) {
			return i
		}
	}
	return run.First
}

func excerptOf(p *page.Page, span lang.Span) verbale.Excerpt {
	return verbale.Excerpt{Span: span, Text: p.Doc.Text[span.Start:span.End]}
}
