package main

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/utterance"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
)

// distinct lists what statements say, each thing once, with how often it is told.
func (a *app) distinct(out output, q query.Query) error {
	return list(a, "utterances", out, sheet.Utterances,
		func(d *sqlite.Dossier, yield func(sheet.Utterance) error) error {
			if err := a.tellMissed(d, q); err != nil {
				return err
			}
			seen := map[string]bool{}
			return d.Statements(a.ctx, q, func(s *verbale.Statement) error {
				if s.Utterance == nil {
					return yield(sheet.Utterance{Utterance: single(s), Renderings: []*verbale.Statement{s}})
				}
				if seen[*s.Utterance] {
					return nil
				}
				seen[*s.Utterance] = true
				u, renderings, err := d.Utterance(a.ctx, *s.Utterance)
				if err != nil {
					return err
				}
				return yield(sheet.Utterance{Utterance: u, Renderings: renderings})
			})
		},
		func(_ *sqlite.Dossier, n int) (string, error) {
			return plural(n, "thing") + " said; what several reports tell, or one twice, is one: verbale compare ID.", nil
		})
}

// single is what one statement alone tells.
func single(s *verbale.Statement) *verbale.Utterance {
	one := 1
	u := &verbale.Utterance{
		ID: utterance.IDOf(s.ID), Speaker: s.Speaker, On: s.SaidOn, Renderings: []string{s.ID}, Perhaps: []string{}, Wording: verbale.UnknownWording,
		Tellings: 1, Independent: &one, Why: []verbale.Tied{}, Evidence: []verbale.Located{}, ToldDifferently: []verbale.Told{},
		Rule: s.Rule, Confidence: s.Confidence, Status: s.Status, Corrected: []string{},
	}
	for _, e := range s.Content {
		u.Evidence = append(u.Evidence, verbale.Located{Document: s.Document, Version: s.Version, Excerpt: e})
	}
	return u
}
