package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/export/sheet"
)

// exchangeText lays requests out as a correspondence that one can read down.
type exchangeText struct {
	page     export.Page
	limit    int
	doubtful bool // show what is doubtful too

	wholes []*verbale.Request
	parts  map[string][]*verbale.Request
	hidden int // wholes that are doubtful
}

// add takes the next request.
func (t *exchangeText) add(r *verbale.Request) error {
	switch {
	case r.PartOf != nil:
		if t.parts == nil {
			t.parts = map[string][]*verbale.Request{}
		}
		t.parts[*r.PartOf] = append(t.parts[*r.PartOf], r)
	case r.Doubtful && !t.doubtful:
		t.hidden++
	default:
		t.wholes = append(t.wholes, r)
	}
	return nil
}

// sectionOf is under which heading a request stands: what was agreed or refused by the
// word of the party itself, what is under discussion, what is open.
func sectionOf(r *verbale.Request) string {
	if r.WithinSide {
		return "Within one side"
	}
	if r.Kind == verbale.RequestCharge {
		return "Charges"
	}
	section := "Open"
	for _, s := range r.State {
		switch {
		case s.How == nil:
		case *s.How == verbale.Meets:
			return "Agreed"
		case *s.How == verbale.Refuses:
			return "Refused"
		case *s.How == verbale.Postpones:
			section = "Referred or postponed"
		case s.Value == verbale.NotClearly && section == "Open":
			section = "Answered, not clearly"
		}
	}
	return section
}

// sections are the headings in their order.
func sections() []string {
	return []string{"Open", "Answered, not clearly", "Agreed", "Refused", "Referred or postponed", "Charges", "Within one side"}
}

func (t *exchangeText) write(w io.Writer) error {
	of := map[string][]*verbale.Request{}
	for _, r := range t.wholes {
		of[sectionOf(r)] = append(of[sectionOf(r)], r)
	}
	var b strings.Builder
	shown := 0
	for _, section := range sections() {
		if len(of[section]) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n%s (%d)\n%s\n", section, len(of[section]), strings.Repeat("─", utf8.RuneCountInString(section)+4))
		for _, r := range of[section] {
			if shown++; t.limit == 0 || shown <= t.limit {
				t.request(&b, r)
			}
		}
	}
	fmt.Fprintf(&b, "\n%s.", plural(len(t.wholes), "request"))
	if t.hidden > 0 {
		fmt.Fprintf(&b, " Perhaps: %d more (--doubtful).", t.hidden)
	}
	if t.limit > 0 && shown > t.limit {
		fmt.Fprintf(&b, " %d are not shown; --limit 0 shows all.", shown-t.limit)
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

var asks = map[verbale.RequestKind]string{
	verbale.RequestDemand: "wants", verbale.RequestQuestion: "asks", verbale.RequestProposal: "proposes", verbale.RequestOffer: "offers", verbale.RequestCharge: "accuses",
}

// request writes one request: who asks whom, the words of each part, and the answers.
func (t *exchangeText) request(b *strings.Builder, r *verbale.Request) {
	day := "no day"
	if r.On != nil {
		day = *r.On
	}
	verb := asks[r.Kind]
	if r.ToDesist {
		verb += " an end to"
	}
	head := fmt.Sprintf("%s  %s %s", day, namesText(r.By, "somebody"), verb)
	if len(r.To) > 0 {
		head += "  → " + namesText(r.To, "")
	}
	b.WriteString("\n" + plain.Text(head) + "\n")
	parts := t.parts[r.ID]
	if len(parts) == 0 {
		t.line(b, "  ", quoted(sheet.LongestOf(r)))
	} else if r.Number != nil && *r.Number != len(parts) {
		t.line(b, "  ", fmt.Sprintf("%d are told of, %d named", *r.Number, len(parts)))
	}
	for i, p := range parts {
		t.line(b, "  ", fmt.Sprintf("%c. %s", 'a'+rune(i%26), quoted(sheet.LongestOf(p))))
		t.answers(b, "      ├ ", p)
	}
	t.line(b, "  ", tellers(r))
	for _, m := range r.Manner {
		t.line(b, "  ", "wanted: “"+m.Words.Text+"”")
	}
	if r.Due != nil {
		t.line(b, "  ", "due: “"+r.Due.Words.Text+"” ("+r.Due.Value+")")
	}
	t.answers(b, "    ├ ", r)
	for _, s := range r.State {
		if s.Account == nil && s.Party != nil && r.Kind != verbale.RequestCharge {
			t.line(b, "    ├ ", s.Party.Name+": no word of its own on this in the dossier")
		}
	}
}

// answers writes what is told of the answers to a request or a part of one.
func (t *exchangeText) answers(b *strings.Builder, first string, r *verbale.Request) {
	for i := range r.Answers {
		if a := &r.Answers[i]; !a.Doubtful || t.doubtful {
			t.line(b, first, answerText(a))
		}
	}
}

// tellers says whose word it is, telling by telling.
func tellers(r *verbale.Request) string {
	var told []string
	seen := map[string]bool{}
	for _, n := range r.Named {
		by := namesText(n.By, "somebody")
		switch {
		case n.Account == verbale.OutletVoice:
			by += ", as the report has it"
		case n.Teller != nil && n.Account != verbale.Own:
			by += ", says " + n.Teller.Name
		}
		if n.On != nil {
			by += ", " + *n.On
		}
		by += " · " + n.Evidence[0].Document
		if !seen[by] {
			seen[by] = true
			told = append(told, by)
		}
	}
	return strings.Join(told, "; ")
}

func answerText(a *verbale.Answer) string {
	line := namesText(a.By, "somebody") + ": " + sheet.HowOf(a.How)
	if a.On != nil {
		line += ", " + *a.On
	}
	if a.Teller != nil && a.Account != verbale.Own {
		line += ", says " + a.Teller.Name
	}
	words := make([]string, len(a.Evidence))
	for i, e := range a.Evidence {
		words[i] = e.Text
	}
	return line + ": “" + strings.Trim(strings.Join(words, " … "), `"“”`) + "” · " + a.Evidence[0].Document
}

func quoted(e verbale.Located) string { return "“" + strings.Trim(e.Text, `"“”`) + "”" }

func namesText(actors []verbale.ActorRef, none string) string {
	names := make([]string, len(actors))
	for i, a := range actors {
		names[i] = a.Name
	}
	if len(names) == 0 {
		return none
	}
	return strings.Join(names, ", ")
}

// line writes a line that begins with what is given, broken between words.
func (t *exchangeText) line(b *strings.Builder, first, text string) {
	width := t.page.Width
	if width <= 0 {
		width = 100
	}
	next := strings.Repeat(" ", utf8.RuneCountInString(first)+2)
	column := utf8.RuneCountInString(first)
	b.WriteString(first)
	for i, word := range strings.Fields(plain.Text(text)) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+n > width:
			b.WriteString("\n" + next)
			column = len(next)
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	b.WriteByte('\n')
}
