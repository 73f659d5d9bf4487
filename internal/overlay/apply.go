package overlay

import (
	"cmp"
	"encoding/json"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/nesting"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// The fields of a statement that a correction can name. Their values are JSON
// as the row has it, but for actors, which are lists of verbale.SketchActor, and
// words, which are lists of spans.
const (
	Speaker    = "speaker" // all speakers; null or [] for none
	Addressees = "addressees"
	Kind       = "kind"
	SaidOn     = "said_on" // a day, month, year or interval; null for undated
	Channel    = "channel"
	Account    = "account"
	Factuality = "factuality"
	Source     = "source"
	Cue        = "cue"
	Content    = "content"
	Status     = "status"    // "checked", "struck", "unread"
	Whole      = "statement" // a statement that the machine missed; its sketch is the value
)

// Fields lists every field of a statement that can be corrected.
var Fields = []string{Speaker, Addressees, Kind, SaidOn, Channel, Account, Factuality, Source, Cue, Content, Status, Whole}

// Input is what Apply needs beside the reading.
type Input struct {
	Document    *verbale.Document
	Hash        string               // full hash of the version that was read
	Corrections []verbale.Correction // of the whole dossier, in the order in which they were made
	// Earlier returns the text of another version of the document. It may be
	// nil; then nothing is carried over.
	Earlier func(hash string) (string, bool)
}

// Apply changes reading as the corrections of its document say and fills in
// reading.Effects, in the order of the corrections.
func Apply(reading *verbale.Reading, in Input) {
	a := applier{reading: reading, in: in}
	for i := range in.Corrections {
		c := &in.Corrections[i]
		if IsRow(c.About) && !c.Undone {
			if outcome := a.row(c); outcome != "" {
				reading.Effects = append(reading.Effects, verbale.Effect{Correction: c.ID, Outcome: outcome})
			}
			continue
		}
		if c.Undone || c.About != verbale.AboutStatement || c.Target.Document != in.Document.Name {
			continue
		}
		outcome, statement := a.apply(c)
		reading.Effects = append(reading.Effects, verbale.Effect{Correction: c.ID, Outcome: outcome, Statement: statement})
	}
	if a.moved {
		a.settle()
	}
}

type applier struct {
	reading *verbale.Reading
	in      Input
	moved   bool       // words of statements changed, or statements came or went
	page    *page.Page // of the document's tokens alone; nil until a mode is asked for
}

// apply carries out one correction and returns how it met the reading and the
// id of the statement.
func (a *applier) apply(c *verbale.Correction) (verbale.EffectOutcome, string) {
	target, outcome := a.locate(c.Target)
	if outcome == verbale.Orphan {
		return verbale.Orphan, ""
	}
	change, ok := changeOf(c, target.shift)
	if !ok || !change.fits(a.in.Document.Text) {
		return verbale.Orphan, ""
	}
	at := a.find(target)
	if at < 0 {
		if c.Field == Status && change.status != verbale.Checked {
			return outcome, "" // nothing is there to strike or to open again
		}
		at = a.make(c, target)
	}
	if at < 0 {
		return verbale.Orphan, ""
	}
	a.change(at, c.Field, change)
	return outcome, a.reading.Statements[at].ID
}

// find returns the index of the statement that overlaps the cue of a target
// most, or where it has none its content; -1 where none does.
func (a *applier) find(t located) int {
	best, most, second := -1, 0, 0
	for i := range a.reading.Statements {
		s := &a.reading.Statements[i]
		content := overlap(t.content, s.Content)
		first := content
		if len(t.cue) > 0 {
			first = overlap(t.cue, s.Cue)
		}
		if first > most || first == most && first > 0 && content > second {
			best, most, second = i, first, content
		}
	}
	return best
}

// overlap counts the bytes that two lists of spans share.
func overlap(spans []lang.Span, excerpts []verbale.Excerpt) int {
	n := 0
	for _, s := range spans {
		for _, e := range excerpts {
			if s.Overlaps(e.Span) {
				n += min(s.End, e.End) - max(s.Start, e.Start)
			}
		}
	}
	return n
}

// change sets one field of a statement and keeps what the machine had there.
func (a *applier) change(at int, field string, v change) {
	s, tie := &a.reading.Statements[at], &a.reading.Ties[at]
	if field == Status {
		s.Status = v.status
		a.moved = a.moved || v.status == verbale.Struck
		return
	}
	if field == Whole {
		s.Status = verbale.Added
		return
	}
	if s.Status != verbale.Added {
		a.keep(at, field)
	}
	if s.Status != verbale.Added && s.Status != verbale.Struck {
		s.Status = verbale.Corrected
	}
	if !slices.Contains(s.Corrected, field) {
		s.Corrected = append(s.Corrected, field)
		slices.Sort(s.Corrected)
	}
	text := a.in.Document.Text
	switch field {
	case Speaker:
		tie.Speakers = a.locals(v.actors)
	case Addressees:
		tie.Addressees = a.locals(v.actors)
	case Kind:
		s.Kind, s.PLOVER, s.CAMEO = verbale.Kind(v.word), nil, nil
	case SaidOn:
		setDay(s, v.optional, verbale.FromContext)
	case Channel:
		s.Channel = (*verbale.Channel)(v.optional)
	case Account:
		s.Account = verbale.Account(v.word)
	case Factuality:
		s.Factuality = verbale.Factuality(v.word)
	case Source:
		s.Source = excerpts(text, v.spans)
	case Cue:
		s.Cue = excerpts(text, v.spans)
	case Content:
		s.Content = excerpts(text, v.spans)
		s.Mode, s.SetApart = a.mode(s.Content, s.Cue)
	}
	a.moved = a.moved || field == Source || field == Cue || field == Content
}

// mode tells how much of a content stands within marks, and what they set apart, as
// the stages of reading tell it.
func (a *applier) mode(content, cue []verbale.Excerpt) (verbale.Mode, []verbale.Excerpt) {
	if a.page == nil {
		parts := make([]lang.Span, len(a.in.Document.Parts))
		for i, part := range a.in.Document.Parts {
			parts[i] = part.Span
		}
		a.page = page.New(lang.Tokenize(a.in.Document.Text, parts...), a.in.Document.Parts)
	}
	head := -1
	if len(cue) > 0 && cue[0].Text != ":" { // a colon stands before a turn and within no marks
		if runs := a.page.Runs(cue[:1]); len(runs) > 0 {
			head = runs[0].First
		}
	}
	mode, apart := a.page.Mode(a.page.Runs(content), head)
	return mode, a.page.Excerpts(apart)
}

// setDay sets the day on which a statement was said; null makes it undated.
func setDay(s *verbale.Statement, day *string, from verbale.DateOrigin) {
	s.SaidOn, s.SaidOnFrom = day, nil
	if day != nil {
		s.SaidOnFrom = &from
	}
}

// keep writes down the machine's answer for a field before it is changed first.
func (a *applier) keep(at int, field string) {
	s, tie := &a.reading.Statements[at], &a.reading.Ties[at]
	if _, kept := s.Machine[field]; kept {
		return
	}
	var value any
	switch field {
	case Speaker:
		value = a.sketches(tie.Speakers)
	case Addressees:
		value = a.sketches(tie.Addressees)
	case Kind:
		value = s.Kind
	case SaidOn:
		value = s.SaidOn
	case Channel:
		value = s.Channel
	case Account:
		value = s.Account
	case Factuality:
		value = s.Factuality
	case Source:
		value = s.Source
	case Cue:
		value = s.Cue
	case Content:
		value = s.Content
	}
	data, err := json.Marshal(value)
	if err != nil {
		return // the types of rows hold nothing that JSON cannot
	}
	if s.Machine == nil {
		s.Machine = map[string]json.RawMessage{}
	}
	s.Machine[field] = data
}

// settle brings statements back into their order, with their ties, and ties
// each to the one it is nested in.
func (a *applier) settle() {
	r := a.reading
	order := make([]int, len(r.Statements))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		s, t := &r.Statements[i], &r.Statements[j]
		return cmp.Or(s.Content[0].Start-t.Content[0].Start, firstCue(s)-firstCue(t), cmp.Compare(s.ID, t.ID))
	})
	statements, ties := make([]verbale.Statement, len(order)), make([]verbale.Tie, len(order))
	for to, from := range order {
		statements[to], ties[to] = r.Statements[from], r.Ties[from]
	}
	r.Statements, r.Ties = statements, ties
	nesting.Tie(r.Statements)
}

func firstCue(s *verbale.Statement) int {
	if len(s.Cue) == 0 {
		return 0
	}
	return s.Cue[0].Start
}
