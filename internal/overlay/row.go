package overlay

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/reading/event"
	"verbale.dev/verbale/lang"
)

// The fields of an event, a paper or a transfer that a correction can name beside Status
// and those of statements. Their values are JSON as the row has it, but for actors, which
// are lists of verbale.SketchActor.
const (
	Type       = "type"
	Initiators = "initiators"
	Recipients = "recipients"
	Through    = "through"
	Place      = "place"
	On         = "on"
	Background = "background"
	Name       = "name"
	Authors    = "authors"
	Parties    = "parties"
	Step       = "step"
	From       = "from"
	To         = "to"
	ReceivedOn = "received_on"
	Add        = "add"  // a row that the machine missed; its fields are the value
	Join       = "join" // two rows are one
	Part       = "part" // two tellings of one row are not of one
)

// rowFields lists what can be corrected of a row of each layer.
var rowFields = map[verbale.CorrectionAbout][]string{
	verbale.AboutEvent:    {Type, Factuality, Initiators, Recipients, Through, Place, On, Background},
	verbale.AboutPaper:    {Kind, Name, Authors, Addressees, Parties, On},
	verbale.AboutTransfer: {Step, Factuality, From, To, Through, On, ReceivedOn},
}

// RowFields returns the fields of a row of a layer that can be corrected; nil where the
// layer has none.
func RowFields(about verbale.CorrectionAbout) []string { return rowFields[about] }

// rowValue is the value of a field of a row, read.
type rowValue struct {
	word     string
	optional *string
	actors   []verbale.SketchActor
	yes      bool
}

// valueOf reads the value of a field of a row.
func valueOf(about verbale.CorrectionAbout, field string, data json.RawMessage) (v rowValue, ok bool) {
	if !slices.Contains(rowFields[about], field) {
		return v, false
	}
	var err error
	switch field {
	case Initiators, Recipients, Through, Authors, Addressees, Parties, From, To:
		err = json.Unmarshal(data, &v.actors)
		for _, actor := range v.actors {
			ok = strings.TrimSpace(actor.Name) != ""
			if !ok {
				return v, false
			}
		}
	case On, ReceivedOn:
		if err = json.Unmarshal(data, &v.optional); err == nil && v.optional != nil {
			if _, is := calendar.ParseSpan(*v.optional); !is {
				return v, false
			}
		}
	case Place:
		err = json.Unmarshal(data, &v.optional)
	case Background:
		err = json.Unmarshal(data, &v.yes)
	default:
		if err = json.Unmarshal(data, &v.word); err == nil && !rowWord(field, v.word) {
			return v, false
		}
	}
	return v, err == nil
}

// rowWord reports whether a word is on the closed list of a field of a row.
func rowWord(field, word string) bool {
	switch field {
	case Type:
		return oneOf(verbale.EventTypes, word)
	case Factuality:
		return oneOf(verbale.EventFactualities, word)
	case Kind:
		return oneOf(verbale.PaperKinds, word)
	case Step:
		return oneOf(verbale.Steps, word)
	}
	return strings.TrimSpace(word) != ""
}

// IsRow reports whether a correction is about a row that lies between reports.
func IsRow(about verbale.CorrectionAbout) bool { return rowFields[about] != nil }

// CheckRow reports whether a correction of a row could do anything: its field is one, its
// value can stand there, and it names words.
func CheckRow(c *verbale.Correction) bool {
	if len(c.Target.Evidence) == 0 {
		return false
	}
	for _, e := range slices.Concat(c.Target.Evidence, c.Target.Other) {
		if e.Document == "" || e.Start < 0 || e.Start >= e.End {
			return false
		}
	}
	switch c.Field {
	case Status:
		var status verbale.Status
		return json.Unmarshal(c.Value, &status) == nil && (status == verbale.Checked || status == verbale.Struck || status == verbale.Unread)
	case Join, Part:
		return len(c.Target.Other) > 0 && c.About != verbale.AboutTransfer
	case Add:
		var fields map[string]json.RawMessage
		if json.Unmarshal(c.Value, &fields) != nil || fields[first(c.About)] == nil || c.About == verbale.AboutTransfer && len(c.Target.Other) == 0 {
			return false
		}
		for field, value := range fields {
			if _, ok := valueOf(c.About, field, value); !ok {
				return false
			}
		}
		return true
	}
	_, ok := valueOf(c.About, c.Field, c.Value)
	return ok
}

// first is the field without which a row of a layer is none.
func first(about verbale.CorrectionAbout) string {
	switch about {
	case verbale.AboutEvent:
		return Type
	case verbale.AboutTransfer:
		return Step
	}
	return Kind
}

// row carries out a correction of a row on the tellings of it in this document, and
// returns how it met them; "" where none of its words are of this document.
func (a *applier) row(c *verbale.Correction) verbale.EffectOutcome {
	mine, others := a.places(c.Target.Evidence), a.places(c.Target.Other)
	if len(mine)+len(others) == 0 {
		return ""
	}
	outcome := verbale.Orphan
	for _, p := range slices.Concat(mine, others) {
		if p.outcome == verbale.Orphan {
			return verbale.Orphan
		}
		outcome = p.outcome
	}
	if !CheckRow(c) {
		return verbale.Orphan
	}
	done := false
	switch c.Field {
	case Add:
		done = len(mine) > 0 && a.addRow(c, mine[0].span, others)
	case Join:
		for _, p := range slices.Concat(mine, others) {
			done = a.setBlock(c, p.span, "one") || done
		}
	case Part:
		for _, p := range others {
			done = a.setBlock(c, p.span, "other") || done
		}
		done = done || len(others) == 0
	default:
		for _, p := range mine {
			if len(c.Target.Evidence) > 1 && c.Field != Status { // what is said of all of them does not part them
				a.hold(c, p.span, "one")
			}
			done = a.changeRow(c, p.span) || done
		}
	}
	if !done {
		return verbale.Orphan
	}
	return outcome
}

// placed is where a piece of evidence stands in the version that was read.
type placed struct {
	span    lang.Span
	outcome verbale.EffectOutcome
}

// places are those of a list of evidence that are in this document.
func (a *applier) places(list []verbale.RowEvidence) []placed {
	var found []placed
	for _, e := range list {
		if e.Document != a.in.Document.Name {
			continue
		}
		at := []lang.Span{{Start: e.Start, End: e.End}}
		l, outcome := a.locate(verbale.CorrectionTarget{Document: e.Document, Version: e.Version, Content: at})
		p := placed{outcome: outcome}
		if outcome != verbale.Orphan {
			p.span = l.content[0]
		}
		found = append(found, p)
	}
	return found
}

// rowAt is the index of the row of a layer whose evidence overlaps a span most; -1.
func (a *applier) rowAt(about verbale.CorrectionAbout, span lang.Span) int {
	best, most := -1, 0
	take := func(i int, e verbale.Excerpt, exact bool) {
		if n := overlap([]lang.Span{span}, []verbale.Excerpt{e}); n > most || exact && n == most && n > 0 {
			best, most = i, n
		}
	}
	r := a.reading
	switch about {
	case verbale.AboutEvent:
		for i := range r.Tellings {
			take(i, r.Tellings[i].Evidence, r.Tellings[i].Evidence.Span == span)
		}
	case verbale.AboutTransfer:
		for i := range r.Steps {
			take(i, r.Steps[i].Evidence, r.Steps[i].Evidence.Span == span)
		}
	case verbale.AboutPaper:
		for i := range r.Papers {
			for _, m := range r.Papers[i].Mentions {
				take(i, m.Excerpt, m.Span == span && best != i)
			}
		}
	}
	return best
}

// changeRow sets a field, or the status, of the row at a span; false where there is none.
func (a *applier) changeRow(c *verbale.Correction, span lang.Span) bool {
	at := a.rowAt(c.About, span)
	if at < 0 {
		return false
	}
	if c.Field == Status {
		var status verbale.Status
		_ = json.Unmarshal(c.Value, &status) // CheckRow has read it
		if status == verbale.Struck {
			a.strikeRow(c.About, at)
			return true
		}
		edit, sure := a.editOf(c.About, at)
		if edit.Status != verbale.Added && edit.Status != verbale.Corrected {
			edit.Status = status
		}
		if status == verbale.Checked {
			*sure = certain
		}
		return true
	}
	v, _ := valueOf(c.About, c.Field, c.Value)
	edit, sure := a.editOf(c.About, at)
	if edit.Status != verbale.Added {
		edit.Status = verbale.Corrected
	}
	if !slices.Contains(edit.Corrected, c.Field) {
		edit.Corrected = append(edit.Corrected, c.Field)
		slices.Sort(edit.Corrected)
		if edit.Machine == nil {
			edit.Machine = map[string]json.RawMessage{}
		}
		if data, err := json.Marshal(a.rowHas(c.About, at, c.Field)); err == nil {
			edit.Machine[c.Field] = data
		}
	}
	*sure = certain
	a.setRow(c.About, at, c.Field, v)
	return true
}

// certain is the confidence of what a person looked at, per mille.
const certain = 1000

// editOf is what was done with a row, and where its confidence is.
func (a *applier) editOf(about verbale.CorrectionAbout, at int) (*verbale.RowEdit, *int) {
	var edit **verbale.RowEdit
	var sure *int
	switch about {
	case verbale.AboutEvent:
		edit, sure = &a.reading.Tellings[at].Edit, &a.reading.Tellings[at].Confidence
	case verbale.AboutTransfer:
		edit, sure = &a.reading.Steps[at].Edit, &a.reading.Steps[at].Confidence
	default:
		edit, sure = &a.reading.Papers[at].Edit, &a.reading.Papers[at].Confidence
	}
	if *edit == nil {
		*edit = &verbale.RowEdit{Status: verbale.Unread, Corrected: []string{}}
	}
	return *edit, sure
}

// rowHas is the value of a field as the machine has it.
func (a *applier) rowHas(about verbale.CorrectionAbout, at int, field string) any {
	words := func(list []verbale.Party) []string {
		named := []string{}
		for _, p := range list {
			named = append(named, p.Text)
		}
		return named
	}
	switch about {
	case verbale.AboutEvent:
		t := &a.reading.Tellings[at]
		return map[string]any{Type: t.Type, Factuality: t.Factuality, Initiators: words(t.Initiators), Recipients: words(t.Recipients),
			Through: words(t.Through), Place: t.Place, On: t.On, Background: t.Background}[field]
	case verbale.AboutTransfer:
		s := &a.reading.Steps[at]
		return map[string]any{Step: s.Step, Factuality: s.Factuality, From: words(s.From), To: words(s.To), Through: words(s.Through),
			On: s.On, ReceivedOn: s.ReceivedOn}[field]
	}
	p := &a.reading.Papers[at]
	return map[string]any{Kind: p.Kind, Name: p.Name, Authors: words(p.Authors), Addressees: words(p.Addressees), Parties: words(p.Parties), On: p.On}[field]
}

// setRow sets a field of a row.
func (a *applier) setRow(about verbale.CorrectionAbout, at int, field string, v rowValue) {
	day := func(on **string, from **verbale.DateOrigin) {
		*on, *from = v.optional, nil
		if v.optional != nil {
			origin := verbale.FromContext
			*from = &origin
		}
	}
	switch about {
	case verbale.AboutEvent:
		t := &a.reading.Tellings[at]
		switch field {
		case Type:
			t.Type = verbale.EventType(v.word)
			t.PLOVER, t.CAMEO = event.Codes(t.Type)
		case Factuality:
			t.Factuality = verbale.EventFactuality(v.word)
		case Initiators:
			t.Initiators = a.partiesOf(v.actors, t.Evidence)
		case Recipients:
			t.Recipients = a.partiesOf(v.actors, t.Evidence)
		case Through:
			t.Through = a.partiesOf(v.actors, t.Evidence)
		case Place:
			t.Place = v.optional
		case On:
			day(&t.On, &t.OnFrom)
		case Background:
			t.Background = v.yes
		}
	case verbale.AboutTransfer:
		s := &a.reading.Steps[at]
		switch field {
		case Step:
			s.Step = verbale.Step(v.word)
		case Factuality:
			s.Factuality = verbale.EventFactuality(v.word)
		case From:
			s.From = a.partiesOf(v.actors, s.Evidence)
		case To:
			s.To = a.partiesOf(v.actors, s.Evidence)
		case Through:
			s.Through = a.partiesOf(v.actors, s.Evidence)
		case On:
			day(&s.On, &s.OnFrom)
		case ReceivedOn:
			day(&s.ReceivedOn, &s.OnFrom)
		}
	default:
		a.setPaper(&a.reading.Papers[at], field, v)
	}
}

func (a *applier) setPaper(p *verbale.LocalPaper, field string, v rowValue) {
	at := p.Mentions[0].Excerpt
	switch field {
	case Kind:
		p.Kind = verbale.PaperKind(v.word)
	case Name:
		p.Name, p.Named = v.word, true
	case Authors:
		p.Authors = a.partiesOf(v.actors, at)
	case Addressees:
		p.Addressees = a.partiesOf(v.actors, at)
	case Parties:
		p.Parties = a.partiesOf(v.actors, at)
	case On:
		p.On = v.optional
	}
}

// partiesOf are actors that a person named, on the words of the row.
func (a *applier) partiesOf(actors []verbale.SketchActor, words verbale.Excerpt) []verbale.Party {
	list := []verbale.Party{}
	for _, at := range a.locals(actors) {
		l := &a.reading.Actors[at]
		p := verbale.Party{Excerpt: words, Actor: at, World: l.World, Side: l.World}
		for steps := 0; len(l.Sides) > 0 && steps < 4; steps++ {
			l = &a.reading.Actors[l.Sides[0]]
			p.Side = l.World
		}
		if p.Side == "" {
			p.Side = strings.ToLower(l.Name)
		}
		list = append(list, p)
	}
	return list
}

// setBlock keeps the row at a span apart from all but those that a person put with it, and
// says that a person did.
func (a *applier) setBlock(c *verbale.Correction, span lang.Span, part string) bool {
	at := a.hold(c, span, part)
	if at < 0 {
		return false
	}
	edit, sure := a.editOf(c.About, at)
	if edit.Status == verbale.Unread {
		edit.Status = verbale.Corrected
	}
	if !slices.Contains(edit.Corrected, c.Field) {
		edit.Corrected = append(edit.Corrected, c.Field)
		slices.Sort(edit.Corrected)
	}
	*sure = max(*sure, certain)
	return true
}

// hold puts the row at a span in a block with the others of a correction alone, and returns
// its index; -1 where there is none.
func (a *applier) hold(c *verbale.Correction, span lang.Span, part string) int {
	at := a.rowAt(c.About, span)
	if at < 0 || len(c.Target.Evidence) == 0 {
		return at
	}
	e := sortedEvidence(c.Target.Evidence)[0]
	block := fmt.Sprintf("%s%s %s %d-%d", byHand, part, e.Document, e.Start, e.End)
	switch c.About {
	case verbale.AboutEvent:
		a.reading.Tellings[at].Block = block
	case verbale.AboutPaper:
		a.reading.Papers[at].Block = block
	}
	return at
}

// byHand is what the blocks begin with whose rows a person put together: they are one.
const byHand = "by hand "

func sortedEvidence(list []verbale.RowEvidence) []verbale.RowEvidence {
	return slices.SortedFunc(slices.Values(list), func(a, b verbale.RowEvidence) int {
		return cmp.Or(strings.Compare(a.Document, b.Document), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
}

// strikeRow takes a row out of the reading.
func (a *applier) strikeRow(about verbale.CorrectionAbout, at int) {
	r := a.reading
	switch about {
	case verbale.AboutEvent:
		r.Tellings = slices.Delete(r.Tellings, at, at+1)
	case verbale.AboutTransfer:
		r.Steps = slices.Delete(r.Steps, at, at+1)
	default:
		r.Papers = slices.Delete(r.Papers, at, at+1)
		move := func(i *int) {
			switch {
			case *i == at:
				*i = -1
			case *i > at:
				*i--
			}
		}
		for i := range r.Papers {
			move(&r.Papers[i].Answers)
		}
		for i := range r.Tellings {
			move(&r.Tellings[i].OfPaper)
		}
		r.Steps = slices.DeleteFunc(r.Steps, func(s verbale.PaperStep) bool { return s.Paper == at })
		for i := range r.Steps {
			move(&r.Steps[i].Paper)
		}
	}
}

// addRow makes a row of what a person told of it, at a span.
func (a *applier) addRow(c *verbale.Correction, span lang.Span, others []placed) bool {
	words := excerpts(a.in.Document.Text, []lang.Span{span})
	if len(words) == 0 {
		return false
	}
	at := words[0]
	edit := &verbale.RowEdit{Status: verbale.Added, Corrected: []string{}}
	var fields map[string]json.RawMessage
	if json.Unmarshal(c.Value, &fields) != nil {
		return false
	}
	var index int
	switch r := a.reading; c.About {
	case verbale.AboutEvent:
		r.Tellings = append(r.Tellings, verbale.Telling{Factuality: verbale.EventHappened, Evidence: at, OfPaper: -1, Rule: rule, Confidence: certain, Edit: edit,
			Initiators: []verbale.Party{}, Recipients: []verbale.Party{}, Through: []verbale.Party{}})
		index = len(r.Tellings) - 1
	case verbale.AboutTransfer:
		paper := -1
		if len(others) > 0 {
			paper = a.rowAt(verbale.AboutPaper, others[0].span)
		}
		if paper < 0 {
			return false
		}
		r.Steps = append(r.Steps, verbale.PaperStep{Paper: paper, Factuality: verbale.EventHappened, Evidence: at, Rule: rule, Confidence: certain, Edit: edit,
			From: []verbale.Party{}, To: []verbale.Party{}, Through: []verbale.Party{}})
		index = len(r.Steps) - 1
	default:
		r.Papers = append(r.Papers, verbale.LocalPaper{Name: at.Text, Answers: -1, Mentions: []verbale.PaperMention{{Excerpt: at}}, Rule: rule, Confidence: certain, Edit: edit})
		index = len(r.Papers) - 1
	}
	for field, data := range fields {
		if v, ok := valueOf(c.About, field, data); ok {
			a.setRow(c.About, index, field, v)
		}
	}
	return true
}
