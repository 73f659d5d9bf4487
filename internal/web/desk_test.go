package web_test

import (
	"context"
	"strings"

	"verbale.dev/verbale/internal/web"
)

// desk is a Corrector that takes everything in and changes nothing. It knows
// nobody called Anne, who is not Anna.
type desk struct{}

func (*desk) Change(_ context.Context, change web.Change) (int64, error) {
	if strings.Contains(change.Value, "Anne") && !change.NewActor {
		return 0, &web.UnknownName{Name: "Anne", Nearest: []string{"Anna"}}
	}
	return 1, nil
}
func (*desk) Missed(context.Context, web.MissedStatement) (int64, error)    { return 1, nil }
func (*desk) Merge(context.Context, string, string, string) (int64, error)  { return 1, nil }
func (*desk) Rename(context.Context, string, string, string) (int64, error) { return 1, nil }
func (*desk) Side(context.Context, string, string, string) (int64, error)   { return 1, nil }
func (*desk) Undo(context.Context, int64, string) error                     { return nil }
func (*desk) Corrections(context.Context) ([]web.CorrectionRow, error)      { return nil, nil }
