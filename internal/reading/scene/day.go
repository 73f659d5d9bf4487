package scene

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/lang"
)

// bound lowers the latest day of a statement to that of the statement it is
// nested in, where that one's is earlier. A day that is not a single one
// bounds nothing.
func bound(statements []draft.Statement) {
	byID := make(map[string]*draft.Statement, len(statements))
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

// date gives a statement the day that its own words or those of its occasion
// say: "said on Tuesday", "said at Monday's session".
func (d *filler) date(s *draft.Statement) {
	if len(s.Cue) == 0 || s.Account == verbale.OutletVoice {
		return
	}
	first, last := d.Page.Doc.TokenAt(s.Cue[0].Start), d.Page.Doc.TokenAt(s.Cue[len(s.Cue)-1].End-1)
	sentence := d.Page.Doc.Sentences[d.Page.Doc.SentenceOf(first)]
	for k := d.firstAt(sentence.Start); k < len(d.Dates) && d.Dates[k].Start < sentence.End; k++ {
		t := d.Dates[k]
		if t.Said == "" || inside(s.Content, t.Span) || inside(s.Source, t.Span) {
			continue
		}
		day := t.Said
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
		case !d.governs(first, last, d.Page.Doc.TokenAt(t.End-1)):
			continue
		}
		s.SaidOn, s.SaidOnFrom = &day, &from
		return
	}
}

// governs reports whether the cue [first, last] is the nearest verb above a
// token in its tree.
func (d *filler) governs(first, last, token int) bool {
	for range 8 { // nouns and prepositions between a verb and its date are few
		head := d.Page.Doc.Tokens[token].Head
		if head < 0 {
			return false
		}
		if first <= head && head <= last {
			return true
		}
		if upos := d.Page.Doc.Tokens[head].UPOS; upos == "VERB" || upos == "AUX" {
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
func (d *filler) scenes() {
	statements := d.Statements
	settings := d.settings()
	var now scene
	for _, i := range spoken(statements) {
		s := &statements[i]
		if s.Part != verbale.Body {
			continue
		}
		for len(settings) > 0 && settings[0].at < s.Cue[0].Start {
			now, settings = settings[0], settings[1:]
		}
		tie := d.Ties[i]
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
func (d *filler) settings() []scene {
	statements, mentions := d.Statements, d.Mentions
	said := make([]verbale.Excerpt, 0, len(statements))
	for _, s := range statements {
		said = append(said, s.Content...)
	}
	slices.SortFunc(said, func(a, b verbale.Excerpt) int { return cmp.Compare(a.Start, b.Start) })
	var scenes []scene
	next, reach := 0, 0 // the contents that begin before the expression end by reach
	for _, t := range d.Dates {
		for next < len(said) && said[next].Start <= t.Start {
			reach = max(reach, said[next].End)
			next++
		}
		if t.Type == verbale.TimeOfDay && strings.HasPrefix(t.Rule, "clock") && t.Rule != "clock-and-day" {
			continue // a clock's time names no day of its own
		}
		span, exact := calendar.ParseSpan(t.Said)
		if t.Said == "" || reach > t.Start || !exact || !span.Exact() || d.known && span.First > d.day || !d.past(d.Page.Doc.TokenAt(t.End-1)) {
			continue
		}
		sentence := d.Page.Doc.Sentences[d.Page.Doc.SentenceOf(d.Page.Doc.TokenAt(t.Start))]
		set := scene{at: t.Start, day: t.Said}
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
func (d *filler) past(token int) bool {
	for range 8 {
		head := d.Page.Doc.Tokens[token].Head
		if head < 0 {
			return false
		}
		token = head
		if d.Page.Doc.Tokens[token].UPOS == "VERB" {
			return d.Page.Doc.Tokens[token].XPOS == "VBD"
		}
	}
	return false
}

// actOfSaying reports whether a statement's cue tells of something done at the time
// of the scene, and neither of a position nor of what is yet to come. The present
// tells what somebody always says, unless a paper speaks ("Ruritania says that it
// knew nothing"; "the note says …"); the perfect tells of a time before the scene.
func (d *filler) actOfSaying(s *draft.Statement) bool {
	first, last := d.Page.Doc.TokenAt(s.Cue[0].Start), d.Page.Doc.TokenAt(s.Cue[len(s.Cue)-1].End-1)
	for t := first; t <= last; t++ {
		switch word := d.Page.Doc.Tokens[t]; {
		case word.UPOS == "AUX" && word.Lemma == "have":
			return false
		case (word.XPOS == "VBZ" || word.XPOS == "VBP") && s.Channel == nil:
			return false
		}
	}
	return !d.Words.Verb(d.Page.Doc.Tokens[last].Lemma).Attitude() && d.Page.Doc.Tokens[last].UPOS == "VERB"
}

func (d *filler) firstAt(offset int) int {
	i, _ := slices.BinarySearchFunc(d.Dates, offset, func(t Date, offset int) int {
		return cmp.Compare(t.Start, offset)
	})
	return i
}

func inside(excerpts []verbale.Excerpt, span lang.Span) bool {
	return slices.ContainsFunc(excerpts, func(e verbale.Excerpt) bool { return e.Contains(span) })
}
