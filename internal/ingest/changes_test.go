package ingest_test

import (
	"context"
	"path/filepath"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/ingest"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
)

// TestCorrectionsMadeMeanwhileHold corrects a report that a run of read has
// still to write, after the run began: what the person said holds.
func TestCorrectionsMadeMeanwhileHold(t *testing.T) {
	t.Parallel()
	dossier, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer dossier.Close()
	report := func(name string) intake.Item {
		document := &verbale.Document{Name: name, Text: "Mr. Quill said on Monday that the ferry would sail.\n", Encoding: "utf-8",
			Facts: []verbale.Fact{{Field: intake.FieldLanguage, Value: "en", Origin: verbale.FromTable}}}
		intake.Settle(document)
		return intake.Item{Document: document}
	}
	desk, err := sqlite.Open(t.Context(), dossier.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer desk.Close()
	done, err := ingest.Run{Dossier: dossier, Workers: 2}.From(t.Context(), func(ctx context.Context, yield func(intake.Item) error) error {
		for _, name := range []string{"one.txt", "two.txt"} {
			if err := yield(report(name)); err != nil {
				return err
			}
		}
		// The writer waits for more, and lets the desk write meanwhile.
		if _, err := desk.AddCorrection(ctx, verbale.Correction{MadeBy: "hm", About: verbale.AboutDocument,
			Field: intake.FieldTitle, Value: []byte(`"The ferry"`), Target: verbale.CorrectionTarget{Document: "three.txt"}}); err != nil {
			return err
		}
		return yield(report("three.txt"))
	})
	if err != nil {
		t.Fatal(err)
	}
	if done.Added != 3 {
		t.Errorf("%d reports added, want 3", done.Added)
	}
	titles := map[string]string{}
	if err := dossier.Documents(t.Context(), query.Query{}, func(r *verbale.DocumentRow) error {
		if r.Title != nil {
			titles[r.ID] = *r.Title
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if titles["three.txt"] != "The ferry" || len(titles) != 1 {
		t.Errorf("titles %v", titles)
	}
}
