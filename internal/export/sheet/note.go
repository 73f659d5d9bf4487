package sheet

import (
	"cmp"
	"fmt"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/comparison"
	"verbale.dev/verbale/internal/correspondence"
	"verbale.dev/verbale/internal/excerpt"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/row"
	"verbale.dev/verbale/internal/query"
)

// Notes of rows whose words stand at places of reports. What is known of the reports is
// filled in by whoever writes them.

// ReportOf is what the evidence of a note says of a report.
func ReportOf(r *verbale.DocumentRow) row.Report {
	return row.Report{Source: sourceOf(r), Link: cell.Text(r.URI), Told: cell.Text(query.ReportDay(r.Dateline.Date, r.Published))}
}

// noteAt is a note on the first of some places; the others are named with it.
func noteAt(id, on, lead, words string, at []verbale.Located) *row.Note {
	places := make([]string, len(at))
	for i, l := range at {
		places[i] = placeOf(l.Document, l.Version, []verbale.Excerpt{l.Excerpt})
	}
	n := &row.Note{ID: id, On: on, Lead: lead, Words: words, Place: strings.Join(places, "; ")}
	if len(at) > 0 {
		n.Document = at[0].Document
	}
	return n
}

// saidBy adds whose word it is, where it is not who did it that says so.
func saidBy(lead string, account verbale.Account, teller *verbale.ActorRef) string {
	if teller != nil && account != verbale.Own {
		return lead + ", says " + teller.Name
	}
	return lead
}

func noteOfRequest(r *verbale.Request) *row.Note {
	lead := cmp.Or(namesOf(r.By), "nobody named") + " (" + kindOf(r)
	if to := namesOf(r.To); to != "" {
		lead += ", to " + to
	}
	if r.Due != nil {
		lead += "; due " + dueOf(r.Due)
	}
	if standing := StandingsOf(r); len(standing) > 0 {
		lead += "; " + strings.Join(standing, "; ")
	}
	n := noteAt(r.ID, cell.Text(r.On), lead+")", wantedOf(r), r.Evidence)
	for i := range r.Answers {
		a := &r.Answers[i]
		if a.Doubtful || len(a.Evidence) == 0 {
			continue
		}
		answer := saidBy(cmp.Or(namesOf(a.By), "nobody named")+" "+correspondence.Does(a.How), a.Account, a.Teller)
		n.More = append(n.More, *noteAt(r.ID, cell.Text(a.On), answer, a.Evidence[0].Text, a.Evidence))
	}
	return n
}

func noteOfChange(c *verbale.Change) *row.Note {
	lead := cmp.Or(whoOf(c), "nobody named") + ", " + changeOf(c)
	if c.Before != nil {
		lead += " (“" + strings.Trim(*c.Before, `"“”`) + "”)"
	}
	if c.MayBe {
		lead += "; may be new, since no day is told"
	}
	n := noteAt(c.ID, cell.Text(c.On), lead, c.After, c.Evidence)
	return n
}

func noteOfClause(c *verbale.Clause) *row.Note {
	lead := string(c.Modality)
	if holder := namesOf(c.Holder); holder != "" {
		lead += " of " + holder
	}
	if silent := silentOn(c); len(silent) > 0 {
		lead += " (" + strings.Join(silent, "; ") + ")"
	}
	n := noteAt(c.ID, "", lead, c.Name, c.What)
	n.NoDay = true
	for i := range c.Invocations {
		v := &c.Invocations[i]
		if len(v.Evidence) == 0 {
			continue
		}
		n.More = append(n.More, *noteAt(c.ID, cell.Text(v.On), saidBy(cmp.Or(nameOf(v.By), "nobody named")+" "+strings.ReplaceAll(string(v.Stance), "_", " "), v.Account, v.Teller), v.Evidence[0].Text, v.Evidence))
	}
	return n
}

func noteOfExpectation(e *verbale.Expectation) *row.Note {
	lead := saidBy(cmp.Or(namesOf(e.By), "nobody named"), e.Account, e.Teller) + " (" + string(e.Kind) + ", " + strings.ReplaceAll(string(e.Outcome), "_", " ")
	if e.Due != nil {
		lead += "; due " + dueOf(e.Due)
	}
	n := noteAt(e.ID, cell.Text(e.On), lead+")", foretoldOf(e), e.Evidence)
	for i := range e.Shown {
		n.More = append(n.More, *noteAt(e.ID, "", "told later", e.Shown[i].Text, e.Shown[i:i+1]))
	}
	return n
}

func noteOfPaper(p Paper) *row.Note {
	lead := string(p.Kind)
	for _, part := range []struct {
		word string
		who  []verbale.ActorRef
	}{{" by ", p.Authors}, {" for ", p.Addressees}, {" between ", p.Parties}} {
		if names := namesOf(part.who); names != "" {
			lead += part.word + names
		}
	}
	n := noteAt(p.ID, cell.Text(p.On), lead, p.Name, p.Evidence)
	for _, t := range p.steps {
		if !t.Doubtful && len(t.Evidence) > 0 {
			step := noteOfTransfer(t)
			step.More = nil
			n.More = append(n.More, *step)
		}
	}
	return n
}

func noteOfTransfer(t *verbale.Transfer) *row.Note {
	lead := strings.ReplaceAll(string(t.Step), "_", " ")
	if from := namesOf(t.From); from != "" {
		lead += " by " + from
	}
	if to := namesOf(t.To); to != "" {
		lead += " to " + to
	}
	if t.Factuality != verbale.EventHappened {
		lead += " (" + string(t.Factuality) + ")"
	}
	return noteAt(t.ID, cell.Text(t.On), saidBy(lead, t.Account, t.Teller), t.Evidence[0].Text, t.Evidence)
}

// Comparison is an utterance with its renderings and what differs between them.
type Comparison struct {
	*verbale.Compared
	Renderings []*verbale.Statement // in order of report and place; never empty
	substance  bool
}

// NewComparison returns a comparison; substance leaves out what differs in wording alone.
func NewComparison(c *verbale.Compared, renderings []*verbale.Statement, substance bool) Comparison {
	return Comparison{c, renderings, substance}
}

// Comparisons shows utterances with each of their renderings, for formats of notes.
var Comparisons = export.Sheet[Comparison]{Note: noteOfComparison}

// shownDifferences is how many differences of a rendering a note spells out.
const shownDifferences = 5

func noteOfComparison(c Comparison) *row.Note {
	fullest := comparison.Fullest(c.Renderings)
	for _, s := range c.Renderings {
		if s.ID == c.Base {
			fullest = s
		}
	}
	n := &row.Note{ID: c.ID, On: cell.Text(c.On), Lead: comparison.Head(&c.Utterance), Words: excerpt.Join(fullest.Content),
		Place: placeOf(fullest.Document, fullest.Version, fullest.Content), Document: fullest.Document}
	for _, s := range c.Renderings {
		if s.ID == fullest.ID {
			continue
		}
		lead := string(s.Mode)
		if speaker := nameOf(s.Speaker); c.Speaker == nil && speaker != "" {
			lead = speaker + ", " + lead
		}
		n.More = append(n.More, row.Note{ID: s.ID, On: cell.Text(s.SaidOn), Lead: lead + differencesOf(c, fullest, s), Words: excerpt.Join(s.Content),
			Place: placeOf(s.Document, s.Version, s.Content), Document: s.Document})
	}
	return n
}

// differencesOf spells what differs in a rendering from the fullest one.
func differencesOf(c Comparison, fullest, s *verbale.Statement) string {
	var all []string
	left := 0
	for _, d := range comparison.OfOn(&c.Utterance, []*verbale.Statement{fullest, s}, fullest.ID).Differences {
		if d.Class == "style" || c.substance && d.Class != "substance" {
			continue
		}
		if len(all) == shownDifferences {
			left++
			continue
		}
		words := ""
		switch {
		case d.A == nil:
			words = "adds “" + d.B.Text + "”"
		case d.B == nil:
			words = "leaves out “" + d.A.Text + "”"
		default:
			words = "“" + d.B.Text + "” for “" + d.A.Text + "”"
		}
		if d.Type != "" {
			words += " (" + strings.ReplaceAll(d.Type, "_", " ") + ")"
		}
		all = append(all, words)
	}
	if left > 0 {
		all = append(all, fmt.Sprintf("%d more", left))
	}
	if len(all) == 0 {
		return ""
	}
	return "; " + strings.Join(all, "; ")
}
