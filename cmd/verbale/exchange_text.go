package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correspondence"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/plain"
)

// exchangeText lays requests out as a correspondence that one can read down.
type exchangeText struct {
	page     export.Page
	limit    int
	doubtful bool // show what is doubtful too
	rows     []*verbale.Request
}

// add takes the next request.
func (t *exchangeText) add(r *verbale.Request) error {
	t.rows = append(t.rows, r)
	return nil
}

func (t *exchangeText) write(w io.Writer) error {
	e := correspondence.Read(t.rows, t.doubtful)
	var b strings.Builder
	shown := 0
	for _, section := range e.Sections {
		fmt.Fprintf(&b, "\n%s (%d)\n%s\n", section.Name, len(section.Cards), strings.Repeat("─", utf8.RuneCountInString(section.Name)+4))
		for _, card := range section.Cards {
			if shown++; t.limit == 0 || shown <= t.limit {
				t.card(&b, card)
			}
		}
	}
	fmt.Fprintf(&b, "\n%s.", plural(shown, "request"))
	if e.Doubtful > 0 {
		fmt.Fprintf(&b, " Perhaps: %d more (--doubtful).", e.Doubtful)
	}
	if t.limit > 0 && shown > t.limit {
		fmt.Fprintf(&b, " %d are not shown; --limit 0 shows all.", shown-t.limit)
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// wordingsShown is how many wordings of one request are written out.
const wordingsShown = 3

// card writes one request: who asks whom, the words of each part, and the answers.
func (t *exchangeText) card(b *strings.Builder, c *correspondence.Card) {
	head := fmt.Sprintf("%s  %s %s", c.Day, correspondence.Names(c.By, "somebody"), c.Verb)
	if len(c.To) > 0 {
		head += "  → " + correspondence.Names(c.To, "")
	}
	b.WriteString("\n" + plain.Text(head) + "\n")
	for i, w := range c.Words {
		if i < wordingsShown {
			t.line(b, "  ", quoted(w.Text)+"  "+signed(w))
		}
	}
	if c.Number != nil && *c.Number != len(c.Parts) && len(c.Parts) > 0 {
		t.line(b, "  ", fmt.Sprintf("%d are told of, %d named", *c.Number, len(c.Parts)))
	}
	for _, p := range c.Parts {
		t.line(b, "  ", p.Letter+". "+quoted(p.Words.Text)+"  named by "+p.Words.By)
		t.lines(b, "      ", p.Lines)
	}
	if len(c.Words) != 1 {
		for i, w := range c.Told {
			if i < wordingsShown && len(c.Parts) > 0 {
				t.line(b, "  ", signed(w))
			}
		}
	}
	for _, n := range c.Notes {
		text := strings.TrimSuffix(n.Label+": "+n.Text, ": ")
		if n.At != nil {
			text += " · " + n.At.Document
		}
		t.line(b, "  ", text)
	}
	t.lines(b, "    ", c.Lines)
}

// signed says whose words are, when they were said, and where they stand.
func signed(w correspondence.Wording) string {
	by := w.By
	if w.On != nil {
		by += ", " + *w.On
	}
	return strings.TrimPrefix(by+" · "+w.Document, " · ")
}

// lines writes what is told of each party.
func (t *exchangeText) lines(b *strings.Builder, indent string, lines []*correspondence.Line) {
	for _, l := range lines {
		if len(l.Entries) == 0 {
			t.line(b, indent+"├ ", l.Party.Name+": "+l.Silence)
			continue
		}
		for i, e := range l.Entries {
			name := l.Party.Name + ": "
			if i > 0 {
				name = "· "
			}
			t.line(b, indent+"├ ", name+entryText(l, &e))
		}
		if l.Standing != "" && len(l.Entries) > 1 {
			t.line(b, indent+"│ ", "→ "+l.Standing)
		}
	}
}

// entryText is what is told of one answer.
func entryText(l *correspondence.Line, e *correspondence.Entry) string {
	line := e.Does
	if e.Who != l.Party.Name {
		line = e.Who + " " + e.Does
	}
	if e.On != nil {
		line += ", " + *e.On
	}
	if e.Teller != "" {
		line += ", says " + e.Teller
	}
	words := make([]string, len(e.Evidence))
	for i, w := range e.Evidence {
		words[i] = w.Text
	}
	return line + ": “" + strings.Trim(strings.Join(words, " … "), `"“”`) + "” · " + e.Evidence[0].Document
}

func quoted(text string) string { return "“" + strings.Trim(text, `"“”`) + "”" }

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
