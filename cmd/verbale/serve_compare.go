package main

import (
	"context"

	"verbale.dev/verbale"
)

// MostTold yields the utterances that most reports tell.
func (s *pageStore) MostTold(ctx context.Context, limit int, yield func(*verbale.Utterance, []*verbale.Statement) error) (int, error) {
	total, err := s.dossier.MostTold(ctx, limit, yield)
	return total, asWeb(err)
}

// Utterance returns one utterance with its renderings.
func (s *pageStore) Utterance(ctx context.Context, id string) (*verbale.Utterance, []*verbale.Statement, error) {
	u, statements, err := s.dossier.Utterance(ctx, id)
	return u, statements, asWeb(err)
}

// Sharing returns what reports share with one.
func (s *pageStore) Sharing(ctx context.Context, document string) ([]*verbale.Reuse, error) {
	list, err := s.dossier.Sharing(ctx, document)
	return list, asWeb(err)
}
