package ingest_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/ingest"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/record/sqlite"
)

// letters is a source of reports, and of one fault.
func letters(n int) ingest.Source {
	return func(_ context.Context, yield func(intake.Item) error) error {
		if err := yield(intake.Item{Fault: &intake.Fault{Kind: intake.Skipped, Reason: "it is torn", Count: 1, Offset: -1}}); err != nil {
			return err
		}
		for i := range n {
			document := &verbale.Document{Name: fmt.Sprintf("letter-%03d", i), Encoding: "utf-8",
				Text:  fmt.Sprintf("Mrs. Dorn wrote on Tuesday that %d boats had left.\n", i+2),
				Facts: []verbale.Fact{{Field: intake.FieldLanguage, Value: "en", Origin: verbale.FromTable}}}
			intake.Settle(document)
			if err := yield(intake.Item{Document: document, Consumed: int64(i)}); err != nil {
				return err
			}
		}
		return nil
	}
}

func newDossier(t *testing.T) *sqlite.Dossier {
	t.Helper()
	dossier, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "d.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = dossier.Close() })
	return dossier
}

// TestWhatIsInIsCounted reads reports, the same again, and wants what the run says
// to be what the dossier holds.
func TestWhatIsInIsCounted(t *testing.T) {
	t.Parallel()
	dossier := newDossier(t)
	var reached int64
	run := ingest.Run{Dossier: dossier, Workers: 3, Progress: func(bytes int64) { reached = bytes }}
	done, err := run.From(t.Context(), letters(20))
	if err != nil {
		t.Fatal(err)
	}
	totals, err := dossier.Totals(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if done.Added != 20 || done.Skipped != 1 || len(done.Faults) != 1 || totals.Documents != 20 || reached != 19 {
		t.Errorf("%+v, reached %d; the dossier holds %+v", done, reached, totals)
	}
	if done.Statements == 0 || done.Statements != totals.Statements || done.Dates != totals.Dates ||
		done.Unattributed != totals.Unattributed {
		t.Errorf("%+v, and the dossier holds %+v", done, totals)
	}
	again, err := run.From(t.Context(), letters(20))
	if err != nil || again.Unchanged != 20 || again.Added+again.Changed+again.Again+again.Statements != 0 {
		t.Errorf("the same again: %+v, %v", again, err)
	}
}

// TestWhatIsLostIsNotCounted has the dossier refuse a report, as a full disk
// would, and wants only those counted that are in.
func TestWhatIsLostIsNotCounted(t *testing.T) {
	t.Parallel()
	dossier := newDossier(t)
	db, err := sql.Open("sqlite", dossier.Path())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`CREATE TRIGGER no_more BEFORE INSERT ON version WHEN (SELECT count(*) FROM version) >= 90
		BEGIN SELECT RAISE(ABORT, 'no more'); END`); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	done, err := ingest.Run{Dossier: dossier}.From(t.Context(), letters(120))
	if err == nil {
		t.Fatal("the run says nothing of what was refused")
	}
	totals, totalsErr := dossier.Totals(t.Context())
	if totalsErr != nil {
		t.Fatal(totalsErr)
	}
	if totals.Documents == 0 || totals.Documents >= 90 || done.Added != totals.Documents ||
		done.Statements != totals.Statements {
		t.Errorf("the run says %+v, the dossier holds %+v; %v", done, totals, err)
	}
}

// TestAnEndedContextKeepsWhatWasRead ends the context of a run whose source waits.
func TestAnEndedContextKeepsWhatWasRead(t *testing.T) {
	t.Parallel()
	dossier := newDossier(t)
	ctx, cancel := context.WithCancel(t.Context())
	held := make(chan struct{})
	defer close(held)
	done, err := ingest.Run{Dossier: dossier, Progress: func(bytes int64) {
		if bytes == 4 {
			cancel()
		}
	}}.From(ctx, func(ctx context.Context, yield func(intake.Item) error) error {
		if err := letters(5)(ctx, yield); err != nil {
			return err
		}
		<-held // a pipe on which nothing comes any more
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the run ended with %v", err)
	}
	if totals, err := dossier.Totals(t.Context()); err != nil || done.Added != 5 || totals.Documents != 5 {
		t.Errorf("the run says %+v, the dossier holds %+v, %v", done, totals, err)
	}
}
