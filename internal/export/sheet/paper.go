package sheet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/row"
)

// Paper is a paper with its number in the list of papers.
type Paper struct {
	*verbale.PaperRow
	number, answered int // 0: it is not in the list
	steps            []*verbale.Transfer
}

// NewPaper returns a paper as the list of papers shows it: its number, that of the
// paper which it answers, and its steps in order of day.
func NewPaper(p *verbale.PaperRow, number, answered int, steps []*verbale.Transfer) Paper {
	return Paper{PaperRow: p, number: number, answered: answered, steps: steps}
}

// Moved is the heading of the papers of which a step is told.
const Moved = "papers that moved"

// Papers is the list of papers as diplomats have it.
var Papers = export.Sheet[Paper]{
	Note: noteOfPaper,
	Heading: func(p Paper) string {
		if p.moved() {
			return Moved
		}
		return "papers argued over"
	},
	Table: []export.Column[Paper]{
		{Title: "no.", Of: func(p Paper) string { return strings.TrimPrefix(numbered(p.number), "no. ") }},
		{Title: "sent [received]", Of: Paper.days},
		{Title: "from → to", Of: Paper.hands, Share: 4},
		{Title: "as called", Of: Paper.called, Share: 5},
		{Title: "kind", Of: func(p Paper) string { return string(p.Kind) }},
		{Title: "last step", Of: Paper.last, Share: 2},
		{Title: "text", Of: Paper.textHere},
		{Title: "answers", Of: func(p Paper) string { return numbered(p.answered) }},
		{Title: "reports", Of: func(p Paper) string { return strconv.Itoa(p.Tellings) }},
		{Title: "id", Of: func(p Paper) string { return p.ID[:min(len(p.ID), 10)] }},
	},
	People: []export.Column[Paper]{
		{Title: "no.", Kind: row.Number, Of: func(p Paper) string { return strconv.Itoa(p.number) }},
		{Title: "sent [received]", Of: Paper.days},
		{Title: "from → to", Share: 3, Of: Paper.hands},
		{Title: "as called", Share: 4, Of: Paper.called},
		{Title: "kind", Of: func(p Paper) string { return string(p.Kind) }},
		{Title: "authors", Share: 2, Of: func(p Paper) string { return namesOf(p.Authors) }},
		{Title: "addressees", Share: 2, Of: func(p Paper) string { return namesOf(p.Addressees) }},
		{Title: "parties", Share: 2, Of: func(p Paper) string { return namesOf(p.Parties) }},
		{Title: "last step", Share: 2, Of: Paper.last},
		{Title: "text", Of: Paper.textHere},
		{Title: "answers", Of: func(p Paper) string { return numbered(p.answered) }},
		{Title: "reports", Kind: row.Number, Of: func(p Paper) string { return strconv.Itoa(p.Tellings) }},
		{Title: "id", Of: func(p Paper) string { return p.ID }},
	},
	Export: []export.Column[Paper]{
		{Title: "id", Of: func(p Paper) string { return p.ID }},
		{Title: "number", Kind: row.Number, Of: func(p Paper) string { return strconv.Itoa(p.number) }},
		{Title: "name", Share: 1, Of: func(p Paper) string { return p.Name }},
		{Title: "kind", Of: func(p Paper) string { return string(p.Kind) }},
		{Title: "authors", Of: func(p Paper) string { return cell.JSON(p.Authors, true) }},
		{Title: "addressees", Of: func(p Paper) string { return cell.JSON(p.Addressees, true) }},
		{Title: "parties", Of: func(p Paper) string { return cell.JSON(p.Parties, true) }},
		{Title: "on", Of: func(p Paper) string { return cell.Text(p.On) }},
		{Title: "names", Of: func(p Paper) string { return cell.JSON(p.Names, true) }},
		{Title: "mentions", Of: func(p Paper) string { return cell.JSON(p.Mentions, true) }},
		{Title: "text", Of: func(p Paper) string { return cell.Text(p.Text) }},
		{Title: "says", Of: func(p Paper) string { return cell.JSON(p.Says, true) }},
		{Title: "wishes", Of: func(p Paper) string { return cell.JSON(p.Wishes, true) }},
		{Title: "answers", Of: func(p Paper) string { return cell.Text(p.Answers) }},
		{Title: "steps", Of: func(p Paper) string { return cell.JSON(p.Steps, true) }},
		{Title: "tellings", Kind: row.Number, Of: func(p Paper) string { return strconv.Itoa(p.Tellings) }},
		{Title: "independent", Of: func(p Paper) string { return cell.JSON(p.Independent, p.Independent != nil) }},
		{Title: "document", Of: func(p Paper) string { return p.Evidence[0].Document }},
		{Title: "version", Of: func(p Paper) string { return p.Evidence[0].Version }},
		{Title: "start", Kind: row.Number, Of: func(p Paper) string { return strconv.Itoa(p.Evidence[0].Start) }},
		{Title: "end", Kind: row.Number, Of: func(p Paper) string { return strconv.Itoa(p.Evidence[0].End) }},
		{Title: "words", Share: 1, Of: func(p Paper) string { return p.Evidence[0].Text }},
		{Title: "evidence", Of: func(p Paper) string { return cell.JSON(p.Evidence, true) }},
		{Title: "told_differently", Of: func(p Paper) string { return cell.JSON(p.ToldDifferently, true) }},
		{Title: "rule", Of: func(p Paper) string { return p.Rule }},
		{Title: "confidence", Kind: row.Number, Of: func(p Paper) string { return strconv.Itoa(p.Confidence) }},
		{Title: "doubtful", Of: func(p Paper) string { return strconv.FormatBool(p.Doubtful) }},
		{Title: "status", Of: func(p Paper) string { return string(p.Status) }},
		{Title: "corrected", Of: func(p Paper) string { return cell.JSON(p.Corrected, true) }},
	},
}

// Transfers shows the steps of papers.
var Transfers = export.Sheet[*verbale.Transfer]{
	Note: noteOfTransfer,
	Heading: func(t *verbale.Transfer) string {
		if t.On == nil && t.ReceivedOn == nil {
			return "undated"
		}
		return "dated"
	},
	Table: []export.Column[*verbale.Transfer]{
		{Title: "on [received]", Of: dayAndReceipt},
		{Title: "step", Of: func(t *verbale.Transfer) string { return string(t.Step) }},
		{Title: "factuality", Of: func(t *verbale.Transfer) string { return string(t.Factuality) }},
		{Title: "from → to", Of: fromTo, Share: 4},
		{Title: "paper", Of: func(t *verbale.Transfer) string { return t.PaperAsCalled }, Share: 4},
		{Title: "told by", Of: transferToldBy, Share: 2},
		{Title: "words", Of: func(t *verbale.Transfer) string { return t.Evidence[0].Text }, Share: 5},
		{Title: "reports", Of: func(t *verbale.Transfer) string { return strconv.Itoa(t.Tellings) }},
	},
	People: []export.Column[*verbale.Transfer]{
		{Title: "on", Kind: row.Date, Of: func(t *verbale.Transfer) string { return cell.Text(t.On) }},
		{Title: "received on", Kind: row.Date, Of: func(t *verbale.Transfer) string { return cell.Text(t.ReceivedOn) }},
		{Title: "step", Of: func(t *verbale.Transfer) string { return string(t.Step) }},
		{Title: "factuality", Of: func(t *verbale.Transfer) string { return string(t.Factuality) }},
		{Title: "from", Share: 2, Of: func(t *verbale.Transfer) string { return namesOf(t.From) }},
		{Title: "to", Share: 2, Of: func(t *verbale.Transfer) string { return namesOf(t.To) }},
		{Title: "through", Share: 1, Of: func(t *verbale.Transfer) string { return namesOf(t.Through) }},
		{Title: "paper", Share: 3, Of: func(t *verbale.Transfer) string { return t.PaperAsCalled }},
		{Title: "told by", Share: 2, Of: transferToldBy},
		{Title: "words", Share: 4, Of: func(t *verbale.Transfer) string { return t.Evidence[0].Text }},
		{Title: "reports", Kind: row.Number, Of: func(t *verbale.Transfer) string { return strconv.Itoa(t.Tellings) }},
		{Title: "id", Of: func(t *verbale.Transfer) string { return t.ID }},
	},
	Export: []export.Column[*verbale.Transfer]{
		{Title: "id", Of: func(t *verbale.Transfer) string { return t.ID }},
		{Title: "paper", Of: func(t *verbale.Transfer) string { return t.Paper }},
		{Title: "paper_as_called", Of: func(t *verbale.Transfer) string { return t.PaperAsCalled }},
		{Title: "step", Of: func(t *verbale.Transfer) string { return string(t.Step) }},
		{Title: "from", Of: func(t *verbale.Transfer) string { return cell.JSON(t.From, true) }},
		{Title: "to", Of: func(t *verbale.Transfer) string { return cell.JSON(t.To, true) }},
		{Title: "through", Of: func(t *verbale.Transfer) string { return cell.JSON(t.Through, true) }},
		{Title: "on", Of: func(t *verbale.Transfer) string { return cell.Text(t.On) }},
		{Title: "on_from", Of: func(t *verbale.Transfer) string { return cell.Text(t.OnFrom) }},
		{Title: "received_on", Of: func(t *verbale.Transfer) string { return cell.Text(t.ReceivedOn) }},
		{Title: "factuality", Of: func(t *verbale.Transfer) string { return string(t.Factuality) }},
		{Title: "voice", Of: func(t *verbale.Transfer) string { return cell.Text(t.Voice) }},
		{Title: "account", Of: func(t *verbale.Transfer) string { return string(t.Account) }},
		{Title: "teller", Of: func(t *verbale.Transfer) string { return cell.JSON(t.Teller, t.Teller != nil) }},
		{Title: "tellings", Kind: row.Number, Of: func(t *verbale.Transfer) string { return strconv.Itoa(t.Tellings) }},
		{Title: "independent", Of: func(t *verbale.Transfer) string { return cell.JSON(t.Independent, t.Independent != nil) }},
		{Title: "document", Of: func(t *verbale.Transfer) string { return t.Evidence[0].Document }},
		{Title: "version", Of: func(t *verbale.Transfer) string { return t.Evidence[0].Version }},
		{Title: "start", Kind: row.Number, Of: func(t *verbale.Transfer) string { return strconv.Itoa(t.Evidence[0].Start) }},
		{Title: "end", Kind: row.Number, Of: func(t *verbale.Transfer) string { return strconv.Itoa(t.Evidence[0].End) }},
		{Title: "words", Share: 1, Of: func(t *verbale.Transfer) string { return t.Evidence[0].Text }},
		{Title: "evidence", Of: func(t *verbale.Transfer) string { return cell.JSON(t.Evidence, true) }},
		{Title: "told_differently", Of: func(t *verbale.Transfer) string { return cell.JSON(t.ToldDifferently, true) }},
		{Title: "rule", Of: func(t *verbale.Transfer) string { return t.Rule }},
		{Title: "confidence", Kind: row.Number, Of: func(t *verbale.Transfer) string { return strconv.Itoa(t.Confidence) }},
		{Title: "doubtful", Of: func(t *verbale.Transfer) string { return strconv.FormatBool(t.Doubtful) }},
		{Title: "status", Of: func(t *verbale.Transfer) string { return string(t.Status) }},
		{Title: "corrected", Of: func(t *verbale.Transfer) string { return cell.JSON(t.Corrected, true) }},
	},
}

// shown are the steps of a paper that happened and are not doubtful.
func (p Paper) shown() []*verbale.Transfer {
	return slices.DeleteFunc(slices.Clone(p.steps), func(t *verbale.Transfer) bool {
		return t.Factuality != verbale.EventHappened || t.Doubtful
	})
}

// moved reports whether a step of a paper is told to have been taken, other than that
// a paper with a name was made once, on no day that is told.
func (p Paper) moved() bool {
	return slices.ContainsFunc(p.shown(), func(t *verbale.Transfer) bool {
		switch t.Step {
		case verbale.StepSigned, verbale.StepAdopted, verbale.StepRatified, verbale.StepAgreed:
			return p.Rule != "name" || t.On != nil && len(*t.On) >= len("2006-01")
		}
		return true
	})
}

// way is the step by which a paper went from one to another; the first step where it
// went to nobody; nil where it took none.
func (p Paper) way() *verbale.Transfer {
	var first *verbale.Transfer
	for _, t := range p.shown() {
		switch t.Step {
		case verbale.StepSent, verbale.StepHandedOver, verbale.StepReceived:
			if first == nil || !isWay(first) || len(t.From)+len(t.To) > len(first.From)+len(first.To) && dayAndReceipt(t) == dayAndReceipt(first) {
				first = t
			}
		default:
			if first == nil {
				first = t
			}
		}
	}
	return first
}

func isWay(t *verbale.Transfer) bool {
	return t.Step == verbale.StepSent || t.Step == verbale.StepHandedOver || t.Step == verbale.StepReceived
}

// days are the day of sending and that of receipt in brackets; the paper's own day
// where it did not move.
func (p Paper) days() string {
	if t := p.way(); t != nil {
		return dayAndReceipt(t)
	}
	return cell.Dash(p.On)
}

func dayAndReceipt(t *verbale.Transfer) string {
	days := cell.Dash(t.On)
	if lines := toldOf(t.ToldDifferently, "on"); lines != "" {
		days = lines
	}
	if t.ReceivedOn != nil {
		return strings.TrimPrefix(days+" ["+*t.ReceivedOn+"]", "– ")
	}
	return days
}

// hands are from whom a paper went to whom: of a step that tells nobody who made it,
// for whom it is, or between whom.
func (p Paper) hands() string {
	from, to := namesOf(p.Authors), namesOf(p.Addressees)
	through := ""
	if t := p.way(); t != nil {
		if len(t.From) > 0 {
			from = namesOf(t.From)
		}
		if len(t.To) > 0 {
			to = namesOf(t.To)
		} else if lines := toldOf(t.ToldDifferently, "to"); lines != "" {
			to = lines
		}
		if len(t.Through) > 0 {
			through = ", through " + namesOf(t.Through)
		}
	}
	if lines := toldOf(p.PaperRow.ToldDifferently, "addressees"); to == "" && lines != "" {
		to = lines
	}
	switch {
	case from == "" && to == "":
		return namesOf(p.Parties)
	case to == "":
		return from + through
	}
	return from + " → " + to + through
}

// toldOf are the values of a field that is told differently, each with whose it is.
func toldOf(told []verbale.Told, field string) string {
	var lines []string
	for _, t := range told {
		if t.Field != field {
			continue
		}
		value := fmt.Sprint(t.Value)
		if refs, are := t.Value.([]verbale.ActorRef); are {
			value = namesOf(refs)
		}
		whose := t.Evidence[0].Document
		if t.Teller != nil {
			whose = t.Teller.Name
		}
		lines = append(lines, value+" ("+whose+")")
	}
	return strings.Join(lines, " | ")
}

// called are two names of a paper and the number of others.
func (p Paper) called() string {
	names := []string{p.Name}
	for _, n := range p.Names {
		if !strings.EqualFold(n.Text, p.Name) && len(n.Text) < 100 {
			names = append(names, n.Text)
		}
	}
	if len(names) > 2 {
		return names[0] + "; " + names[1] + "; " + strconv.Itoa(len(names)-2) + " more"
	}
	return strings.Join(names, "; ")
}

// last is the last step of a paper with its day.
func (p Paper) last() string {
	steps := p.shown()
	if len(steps) == 0 {
		return "–"
	}
	t := steps[len(steps)-1]
	for _, s := range steps { // undated ones stand last and need not be
		if s.On != nil || s.ReceivedOn != nil {
			t = s
		}
	}
	if day := dayAndReceipt(t); day != "–" {
		return spelt(t.Step) + " " + day
	}
	return spelt(t.Step)
}

func spelt(step verbale.Step) string { return strings.ReplaceAll(string(step), "_", " ") }

func (p Paper) textHere() string {
	if p.Text != nil {
		return "here"
	}
	return "not here"
}

func numbered(n int) string {
	if n == 0 {
		return ""
	}
	return "no. " + strconv.Itoa(n)
}

// fromTo are from whom to whom a step went, and through whom.
func fromTo(t *verbale.Transfer) string {
	from, to := namesOf(t.From), namesOf(t.To)
	if lines := toldOf(t.ToldDifferently, "from"); from == "" && lines != "" {
		from = lines
	}
	if lines := toldOf(t.ToldDifferently, "to"); to == "" && lines != "" {
		to = lines
	}
	if to != "" {
		from += " → " + to
	}
	if len(t.Through) > 0 {
		from += ", through " + namesOf(t.Through)
	}
	return strings.TrimSpace(from)
}

// transferToldBy says in whose words a step is told, where no report itself tells it.
func transferToldBy(t *verbale.Transfer) string {
	switch {
	case t.Voice == nil:
		return "the report"
	case t.Teller != nil:
		return t.Teller.Name
	}
	return "somebody"
}

// StepsTaken are the steps that are told of the paper.
func (p Paper) StepsTaken() map[verbale.Step]bool {
	taken := map[verbale.Step]bool{}
	for _, t := range p.steps {
		taken[t.Step] = true
	}
	return taken
}
