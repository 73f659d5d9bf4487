package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"verbale.dev/verbale/internal/export/conllu"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/lang"
)

type parseCommand struct {
	Files  []string `arg:"" optional:"" name:"file" help:"Texts in UTF-8; - or none is standard input."`
	Format string   `enum:"conllu,jsonl" default:"conllu" help:"${enum}: CoNLL-U, or one sentence a line with byte offsets."`
}

// Help adds examples to the help of the command.
func (*parseCommand) Help() string {
	return `Words, tags, lemmas, trees and names, as the language engine sees them.

Examples:
  verbale parse report.txt > report.conllu
  echo "The envoys didn't sign." | verbale parse
  verbale parse --format jsonl report.txt`
}

// Run analyses texts and writes what it finds.
func (c *parseCommand) Run(a *app) error {
	files := c.Files
	if len(files) == 0 {
		files = []string{"-"}
	}
	out := bufio.NewWriter(a.stdout)
	analyzer := lang.NewAnalyzer()
	var exporter conllu.Exporter
	for _, file := range files {
		text, err := a.text(file)
		if err != nil {
			return err
		}
		if err := a.ctx.Err(); err != nil {
			return err
		}
		name := "stdin"
		if file != "-" {
			name = filepath.ToSlash(file)
		}
		d := analyzer.Analyze(text)
		switch c.Format {
		case "jsonl":
			err = writeSentences(out, d, name)
		default:
			err = a.writeConllu(out, exporter.Sentences(d, name))
		}
		if err != nil {
			return err
		}
	}
	return out.Flush()
}

// text returns the bytes of a file as they are; - is standard input.
func (a *app) text(file string) (string, error) {
	if file == "-" {
		content, err := io.ReadAll(a.stdin)
		return string(content), err
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errUsage, err)
	}
	return string(content), nil
}

func (a *app) writeConllu(out io.Writer, sentences []*conllu.Sentence) error {
	w := conllu.NewWriter(out)
	for _, s := range sentences {
		if a.terminal {
			for i := range s.Words {
				s.Words[i].Form = plain.Text(s.Words[i].Form)
				s.Words[i].Lemma = plain.Text(s.Words[i].Lemma)
			}
			for i := range s.Multiwords {
				s.Multiwords[i].Form = plain.Text(s.Multiwords[i].Form)
			}
			s.Text = plain.Text(s.Text)
			s.Document = plain.Text(s.Document)
			s.ID = plain.Text(s.ID)
		}
		if err := w.Write(s); err != nil {
			return err
		}
	}
	return nil
}

// parsedSentence is one line of --format jsonl. Offsets are bytes of the text
// as given, half-open.
type parsedSentence struct {
	Document  string         `json:"document"`
	Sentence  int            `json:"sentence"`  // from 1
	Paragraph int            `json:"paragraph"` // from 1
	Start     int            `json:"start"`
	End       int            `json:"end"`
	Text      string         `json:"text"`
	Tokens    []parsedToken  `json:"tokens"`
	Entities  []parsedEntity `json:"entities"`
}

type parsedToken struct {
	ID        int     `json:"id"` // from 1
	Start     int     `json:"start"`
	End       int     `json:"end"`
	Form      string  `json:"form"`
	Lemma     string  `json:"lemma"`
	UPOS      string  `json:"upos"`
	XPOS      string  `json:"xpos"`
	Feats     *string `json:"feats"`
	Head      int     `json:"head"` // id; 0 at the root
	DepRel    string  `json:"deprel"`
	Multiword *int    `json:"multiword"` // place in its multiword token, from 1
}

type parsedEntity struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	First int    `json:"first"` // id of its first token
	Last  int    `json:"last"`  // id of its last token
	Text  string `json:"text"`
	Label string `json:"label"`
}

// writeSentences writes a JSON line a sentence.
func writeSentences(out io.Writer, d *lang.Document, name string) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	entity := 0
	for i, s := range d.Sentences {
		row := parsedSentence{
			Document: name, Sentence: i + 1, Paragraph: s.Paragraph + 1,
			Start: s.Start, End: s.End, Text: s.Span.Text(d.Text),
			Tokens: make([]parsedToken, 0, s.Last-s.First), Entities: []parsedEntity{},
		}
		for t := s.First; t < s.Last; t++ {
			row.Tokens = append(row.Tokens, tokenRow(d, s, t))
		}
		for ; entity < len(d.Entities) && d.Entities[entity].First < s.Last; entity++ {
			e := d.Entities[entity]
			row.Entities = append(row.Entities, parsedEntity{
				Start: e.Start, End: e.End, First: e.First - s.First + 1, Last: e.Last - s.First,
				Text: e.Span.Text(d.Text), Label: e.Label,
			})
		}
		if err := encoder.Encode(row); err != nil {
			return err
		}
	}
	return nil
}

func tokenRow(d *lang.Document, s lang.Sentence, i int) parsedToken {
	t := d.Tokens[i]
	row := parsedToken{
		ID: i - s.First + 1, Start: t.Start, End: t.End, Form: d.Form(i),
		Lemma: t.Lemma, UPOS: t.UPOS, XPOS: t.XPOS, DepRel: t.DepRel,
	}
	if t.Feats != "" {
		row.Feats = &t.Feats
	}
	if t.Head >= 0 {
		row.Head = t.Head - s.First + 1
	}
	if t.Multiword > 0 {
		place := int(t.Multiword)
		row.Multiword = &place
	}
	return row
}
