package reading

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/actor"
	"verbale.dev/verbale/internal/reading/timex"
	"verbale.dev/verbale/lang"
)

// when gives statements their days and time expressions their values. Values
// count from the report's own day first; a statement takes its day from its own
// words, its occasion or the scene it belongs to; and what was said on a known
// day, or in direct speech on an unknown one, counts from that day.
func when(document *verbale.Document, doc *lang.Document, expressions []timex.Expression, statements []verbale.Statement, resolution actor.Resolution) []verbale.TimeExpression {
	day := document.Day()
	d := dater{doc: doc, dates: timex.Resolve(expressions, timex.Context{Day: day})}
	d.day, d.known = calendar.ParseDay(day)
	for i := range statements {
		d.date(&statements[i])
	}
	d.rooms(statements, resolution)
	d.scenes(statements, resolution)
	var said []timex.Said
	for i := range statements {
		s := &statements[i]
		if day != "" {
			s.NotAfter = &day
		}
		if s.SaidOn == nil && s.Mode != verbale.Direct {
			continue // the report's own words count from the report's day
		}
		stretch := timex.Said{}
		if s.SaidOn != nil {
			stretch.Day = *s.SaidOn
		}
		for _, content := range s.Content {
			stretch.Span = content.Span
			said = append(said, stretch)
		}
	}
	bound(statements)
	dates := d.dates
	if len(said) > 0 {
		dates = timex.Resolve(expressions, timex.Context{Day: day, Said: said})
	}
	for i := range dates {
		dates[i].Statement = holder(statements, dates[i].Span)
	}
	return dates
}

// bound lowers the latest day of a statement to that of the statement it is
// nested in, where that one's is earlier. A day that is not a single one
// bounds nothing.
func bound(statements []verbale.Statement) {
	byID := make(map[string]*verbale.Statement, len(statements))
	for i := range statements {
		byID[statements[i].ID] = &statements[i]
	}
	for i := range statements {
		s := &statements[i]
		// A parent's content is longer than its child's, so that the chain ends.
		for outer := s; outer.Parent != nil; {
			if outer = byID[*outer.Parent]; outer == nil {
				break
			}
			if outer.SaidOn == nil {
				continue
			}
			span, ok := calendar.ParseSpan(*outer.SaidOn)
			if latest := span.Last.String(); ok && (s.NotAfter == nil || latest < *s.NotAfter) {
				s.NotAfter = &latest
			}
		}
	}
}

// dater gives the statements of one report their days.
type dater struct {
	doc   *lang.Document
	day   calendar.Day             // the report's own
	known bool                     // it has one
	dates []verbale.TimeExpression // in order of the text
}

// date gives a statement the day that its own words or those of its occasion
// say: "said on Tuesday", "said at Monday's session".
func (d *dater) date(s *verbale.Statement) {
	if len(s.Cue) == 0 || s.Account == verbale.OutletVoice {
		return
	}
	first, last := d.doc.TokenAt(s.Cue[0].Start), d.doc.TokenAt(s.Cue[len(s.Cue)-1].End-1)
	sentence := d.doc.Sentences[d.doc.SentenceOf(first)]
	for k := d.firstAt(sentence.Start); k < len(d.dates) && d.dates[k].Start < sentence.End; k++ {
		t := d.dates[k]
		day, ok := timex.SaidOn(&t)
		if !ok || inside(s.Content, t.Span) || inside(s.Source, t.Span) {
			continue
		}
		days, ok := calendar.ParseSpan(day)
		if !ok || d.known && days.First > d.day {
			continue // nobody has said in July what a report of June tells
		}
		from := verbale.FromWords
		switch {
		case s.Occasion != nil && s.Occasion.Contains(t.Span):
			if !days.Exact() {
				continue // "the 2010 summit" names a summit, and dates no saying
			}
			from = verbale.FromOccasion
		case !d.governs(first, last, d.doc.TokenAt(t.End-1)):
			continue
		}
		s.SaidOn, s.SaidOnFrom = &day, &from
		return
	}
}

// governs reports whether the cue [first, last] is the nearest verb above a
// token in its tree.
func (d *dater) governs(first, last, token int) bool {
	for range 8 { // nouns and prepositions between a verb and its date are few
		head := d.doc.Tokens[token].Head
		if head < 0 {
			return false
		}
		if first <= head && head <= last {
			return true
		}
		if upos := d.doc.Tokens[head].UPOS; upos == "VERB" || upos == "AUX" {
			return false
		}
		token = head
	}
	return false
}

// scenes dates what was said in a scene whose day the report has told: an
// undated act of saying takes the day of what goes before it, where one who
// spoke or was spoken to there speaks or is spoken to again.
//
//	"We are ready," Lopes said on Tuesday. She added that the letter was signed.
//	On Thursday Novak handed Lopes the note. "It is long," Lopes said.
//
// A scene ends with the next one, and where the report goes on to another day.
// What is told within another's words is part of no scene, and a position that
// somebody holds is not said on a day.
func (d *dater) scenes(statements []verbale.Statement, resolution actor.Resolution) {
	settings := d.settings(statements, resolution.Mentions)
	var now scene
	for _, i := range spoken(statements) {
		s := &statements[i]
		if s.Part != verbale.Body {
			continue
		}
		for len(settings) > 0 && settings[0].at < s.Cue[0].Start {
			now, settings = settings[0], settings[1:]
		}
		tie := resolution.Ties[i]
		present := slices.Concat(tie.Speakers, tie.Addressees)
		switch {
		case s.SaidOn != nil:
			now = scene{}
			if span, ok := calendar.ParseSpan(*s.SaidOn); ok && span.Exact() { // a scene has a day, no year
				now = scene{day: *s.SaidOn, present: present}
			}
		case now.day != "" && now.holds(present) && s.Account == verbale.Own && s.Factuality == verbale.Asserted && d.actOfSaying(s):
			held, from := now.day, verbale.FromContext
			s.SaidOn, s.SaidOnFrom = &held, &from
			now.present = append(now.present, present...)
		}
	}
}

// scene is something that went on on one day between some actors.
type scene struct {
	at      int // the byte from which it is set
	day     string
	present []int // indices of local actors
}

func (s scene) holds(actors []int) bool {
	return slices.ContainsFunc(actors, func(a int) bool { return slices.Contains(s.present, a) })
}

// settings lists the scenes that the report sets in its own words: sentences
// that tell of a past day, with the actors that they name. A day that is only
// told within somebody's words sets none.
func (d *dater) settings(statements []verbale.Statement, mentions []verbale.Mention) []scene {
	said := make([]verbale.Excerpt, 0, len(statements))
	for _, s := range statements {
		said = append(said, s.Content...)
	}
	slices.SortFunc(said, func(a, b verbale.Excerpt) int { return cmp.Compare(a.Start, b.Start) })
	var scenes []scene
	next, reach := 0, 0 // the contents that begin before the expression end by reach
	for _, t := range d.dates {
		for next < len(said) && said[next].Start <= t.Start {
			reach = max(reach, said[next].End)
			next++
		}
		if t.Type == verbale.TimeOfDay && strings.HasPrefix(t.Rule, "clock") && t.Rule != "clock-and-day" {
			continue // a clock's time names no day of its own
		}
		day, ok := timex.SaidOn(&t)
		span, exact := calendar.ParseSpan(day)
		if !ok || reach > t.Start || !exact || !span.Exact() || d.known && span.First > d.day || !d.past(d.doc.TokenAt(t.End-1)) {
			continue
		}
		sentence := d.doc.Sentences[d.doc.SentenceOf(d.doc.TokenAt(t.Start))]
		set := scene{at: t.Start, day: day}
		k, _ := slices.BinarySearchFunc(mentions, sentence.Start, func(m verbale.Mention, offset int) int {
			return cmp.Compare(m.Start, offset)
		})
		for ; k < len(mentions) && mentions[k].Start < sentence.End; k++ {
			if mentions[k].Chain >= 0 {
				set.present = append(set.present, mentions[k].Chain)
			}
		}
		scenes = append(scenes, set)
	}
	return scenes
}

// past reports whether the verb nearest above a token tells of the past.
func (d *dater) past(token int) bool {
	for range 8 {
		head := d.doc.Tokens[token].Head
		if head < 0 {
			return false
		}
		token = head
		if d.doc.Tokens[token].UPOS == "VERB" {
			return d.doc.Tokens[token].XPOS == "VBD"
		}
	}
	return false
}

// actOfSaying reports whether a statement's cue tells of something done at the time
// of the scene, and neither of a position nor of what is yet to come. The present
// tells what somebody always says, unless a paper speaks ("Ruritania says that it
// knew nothing"; "the note says …"); the perfect tells of a time before the scene.
func (d *dater) actOfSaying(s *verbale.Statement) bool {
	first, last := d.doc.TokenAt(s.Cue[0].Start), d.doc.TokenAt(s.Cue[len(s.Cue)-1].End-1)
	for t := first; t <= last; t++ {
		switch word := d.doc.Tokens[t]; {
		case word.UPOS == "AUX" && word.Lemma == "have":
			return false
		case (word.XPOS == "VBZ" || word.XPOS == "VBP") && s.Channel == nil:
			return false
		}
	}
	return !lexicon.Load().Verb(d.doc.Tokens[last].Lemma).Attitude() && d.doc.Tokens[last].UPOS == "VERB"
}

func (d *dater) firstAt(offset int) int {
	i, _ := slices.BinarySearchFunc(d.dates, offset, func(t verbale.TimeExpression, offset int) int {
		return cmp.Compare(t.Start, offset)
	})
	return i
}

func inside(excerpts []verbale.Excerpt, span lang.Span) bool {
	return slices.ContainsFunc(excerpts, func(e verbale.Excerpt) bool { return e.Contains(span) })
}

// holder returns the id of the statement with the smallest content that holds
// the span. Statements are in order of their contents, so that the search goes
// back from the last that begins before it, over a bounded number.
func holder(statements []verbale.Statement, span lang.Span) *string {
	const reach = 32
	end, _ := slices.BinarySearchFunc(statements, span.Start+1, func(s verbale.Statement, offset int) int {
		return cmp.Compare(s.Content[0].Start, offset)
	})
	var best *string
	size := 0
	for i := end - 1; i >= max(0, end-reach); i-- {
		for _, content := range statements[i].Content {
			if content.Contains(span) && (best == nil || content.Len() < size) {
				best, size = &statements[i].ID, content.Len()
			}
		}
	}
	return best
}
