package sqlite_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/internal/record/storetest"
)

// TestStore holds the file to what every store promises.
func TestStore(t *testing.T) {
	empty := emptyDossier(t)
	storetest.Run(t, storetest.Store{
		Place: func(t testing.TB) string { return filepath.Join(t.TempDir(), "d.db") },
		Create: func(ctx context.Context, place string) (record.Dossier, error) {
			d, err := sqlite.Create(ctx, place)
			if err != nil {
				return nil, err
			}
			return d, nil
		},
		Open: func(ctx context.Context, place string) (record.Dossier, error) {
			d, err := sqlite.Open(ctx, place)
			if err != nil {
				return nil, err
			}
			return d, nil
		},
		Empty: func(t testing.TB) string {
			place := filepath.Join(t.TempDir(), "d.db")
			if err := os.WriteFile(place, empty, 0o600); err != nil {
				t.Fatal(err)
			}
			return place
		},
		Rows: derivedRows,
	})
}

// emptyDossier makes a dossier to be copied: its schema takes longer than what some
// tests do with it.
func emptyDossier(t *testing.T) []byte {
	t.Helper()
	place := filepath.Join(t.TempDir(), "empty.db")
	d, err := sqlite.Create(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(place)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// derivedRows spells the tables that are derived.
func derivedRows(ctx context.Context, dossier record.Dossier) (string, error) {
	d, ok := dossier.(*sqlite.Dossier)
	if !ok {
		return "", fmt.Errorf("the dossier is a %T", dossier)
	}
	var all strings.Builder
	for _, question := range []string{
		`SELECT 'actor', id, name, type FROM actor ORDER BY 2`,
		`SELECT 'alias', alias, base FROM actor_alias ORDER BY 2, 3`,
		`SELECT 'perhaps', base, other FROM actor_perhaps ORDER BY 2, 3`,
		`SELECT 'side', actor, ordinal, side FROM actor_side ORDER BY 2, 3`,
		`SELECT 'profile', id, base, actor FROM profile ORDER BY 2`,
		`SELECT 'local', d.name, v.number, l.ordinal, l.actor FROM local_actor l JOIN version v ON v.id = l.version
		 JOIN document d ON d.id = v.document ORDER BY 2, 3, 4`,
		`SELECT 'account', s.id, s.account FROM statement s JOIN document d ON d.current = s.version ORDER BY 2`,
		`SELECT DISTINCT 'wording', block, a, b, rule, run FROM wording ORDER BY 2, 3, 4`,
		`SELECT 'sense', block, name FROM sense_block ORDER BY 2`,
		`SELECT 'utterance', id, block, speaker, said_on, tellings FROM utterance ORDER BY 2`,
		`SELECT 'rendering', utterance, ordinal, statement FROM rendering ORDER BY 2, 3`,
		`SELECT 'rendered', s.id, s.utterance FROM statement s JOIN document d ON d.current = s.version ORDER BY 2`,
		`SELECT 'event', t.id, t.event FROM telling t JOIN document d ON d.current = t.version ORDER BY 2`,
		`SELECT 'paper', l.id, l.paper FROM local_paper l JOIN document d ON d.current = l.version ORDER BY 2`,
		`SELECT 'transfer', s.id, s.transfer FROM paper_step s JOIN document d ON d.current = s.version ORDER BY 2`,
		`SELECT 'spoken', actor, count FROM actor_spoken ORDER BY 2`,
	} {
		if err := spell(ctx, d, question, &all); err != nil {
			return "", err
		}
	}
	return all.String(), errors.Join(
		d.Exchange(ctx, query.Exchange{Doubtful: true}, written[verbale.Request](&all)),
		d.Expectations(ctx, query.Expectations{Doubtful: true}, written[verbale.Expectation](&all)),
		d.Clauses(ctx, query.Clauses{Doubtful: true}, written[verbale.Clause](&all)),
	)
}

// written spells rows that are derived when they are asked for.
func written[T any](to *strings.Builder) func(*T) error {
	return func(row *T) error {
		data, err := json.Marshal(row)
		fmt.Fprintf(to, "%s\n", data)
		return err
	}
}

func spell(ctx context.Context, d *sqlite.Dossier, question string, to *strings.Builder) error {
	rows, err := d.DB().QueryContext(ctx, question)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values := make([]any, len(columns))
	for i := range values {
		values[i] = new(any)
	}
	for rows.Next() {
		if err := rows.Scan(values...); err != nil {
			return err
		}
		for _, value := range values {
			fmt.Fprintf(to, "%v ", *value.(*any))
		}
		to.WriteByte('\n')
	}
	return rows.Err()
}
