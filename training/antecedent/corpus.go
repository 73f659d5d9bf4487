package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/conllu"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/reading/actor"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/internal/reading/page"
)

// report is a document with what gold says of it: entities by their mentions, or
// who speaks.
type report struct {
	name, kind string
	document   *verbale.Document
	page       *page.Page
	setting    actor.Setting
	statements []draft.Statement
	group      map[int]string // token that heads a mention: its entity; nil where gold has only speakers
	speakers   []evaluation.SpokenBy
	spokenBy   map[int]evaluation.SpokenBy // statement: who speaks it
}

// prepare analyses a document.
func prepare(reader *reading.Reader, document *verbale.Document, name, kind string) *report {
	r := &report{name: name, kind: kind, document: document}
	r.page, r.setting, r.statements = reader.Statements(document)
	return r
}

// treebank reads the documents of GUM's training part.
func treebank(reader *reading.Reader, file string) ([]*report, error) {
	sentences, err := conllu.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var reports []*report
	for _, d := range evaluation.GoldDocuments(sentences) {
		r := prepare(reader, &verbale.Document{Name: d.ID, Text: conllu.RawText(d.Sentences)}, d.ID, d.Genre())
		r.group = map[int]string{}
		for _, m := range evaluation.GoldMentions(d.Sentences) {
			if m.Head.Len() > 0 {
				r.group[r.page.Doc.TokenAt(m.Head.Start)] = m.Group
			}
		}
		reports = append(reports, r)
	}
	return reports, nil
}

// spoken reads the reports of a gold of speakers that are wanted.
func spoken(reader *reading.Reader, gold, text, kind string, half evaluation.Half) ([]*report, error) {
	file, err := os.Open(gold)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines, err := evaluation.ReadSpeakers(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", gold, err)
	}
	wanted := evaluation.SpeakersByReport(lines, half)
	var reports []*report
	source := intake.Reader{}
	err = source.Read(context.Background(), []string{text}, func(item intake.Item) error {
		if item.Document == nil {
			return nil
		}
		name := evaluation.ReportOf(item.Document)
		if wanted[name] == nil {
			return nil
		}
		evaluation.DateByName(item.Document)
		r := prepare(reader, item.Document, name, kind)
		r.speakers, r.spokenBy = wanted[name], map[int]evaluation.SpokenBy{}
		for _, line := range r.speakers {
			if at := evaluation.StatementAt(line.Span, draft.Rows(r.statements)); at >= 0 {
				r.spokenBy[at] = line
			}
		}
		reports = append(reports, r)
		return nil
	})
	slices.SortFunc(reports, func(a, b *report) int { return strings.Compare(a.name, b.name) })
	return reports, err
}
