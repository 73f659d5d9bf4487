package sqlite_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/identity"
	"verbale.dev/verbale/internal/record"
)

// TestCheckFindsChangedRows changes one row of each table behind the back of the
// record, as a flipped bit or another tool would, and wants check to find it.
func TestCheckFindsChangedRows(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, change, want string }{
		{"mention", `UPDATE mention SET rule = 'tist'`, "rows that were read"},
		{"mention-gone", `DELETE FROM mention`, "rows that were read"},
		{"date", `UPDATE time_expression SET value = 'XXXX-WXX-2'`, "rows that were read"},
		{"statement", `UPDATE statement SET kind = 'deny'`, "rows that were read"},
		{"statement-corrected", `UPDATE statement SET corrected = '["kind"'`, "statement"},
		{"account", `UPDATE statement SET account = 'same_side' WHERE parent IS NOT NULL`, "rows of statement"},
		{"speaker-gone", `DELETE FROM statement_actor`, "rows that were read"},
		{"part", `UPDATE part SET kind = 'title'`, "rows that were read"},
		{"local-actor", `UPDATE local_actor SET office = 'envoy'`, "rows that were read"},
		{"local-facts", `UPDATE local_actor SET facts = '{"roles":7}'`, "local_actor"},
		{"actor-name", `UPDATE actor SET name = 'Ana Lopez'`, "rows of actor"},
		{"alias", `DELETE FROM actor_alias`, "rows of actor_alias"},
		{"side", `DELETE FROM actor_side`, "rows of actor_side"},
		{"side-of-nobody", `INSERT INTO actor_side VALUES ('a-nobody', 0, 'w-rur')`, "rows of actor_side"},
		{"alias-of-nobody", `INSERT INTO actor_alias VALUES ('name:nobody', 'a-nobody', 'a-other')`, "rows of actor_alias"},
		{"profile", `UPDATE profile SET data = replace(data, 'Ana', 'Ane')`, "profile"},
		{"profile-json", `UPDATE profile SET data = '{'`, "profile"},
		{"profile-actor", `UPDATE profile SET base = 'a-nobody'`, "rows of profile"},
		{"correction-target", `UPDATE correction SET target = '{'`, "correction 1: target"},
		{"correction-target-type", `UPDATE correction SET target = '{"document":3}'`, "correction 1: target"},
		{"correction-value", `UPDATE correction SET value = '"Ana'`, "correction 1: value"},
		{"extra", `UPDATE version SET extra = '[]x'`, "version 1: extra"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := create(t)
			document, reading := sentence("r", "Ana Lopes", "that talks go on")
			inner := reading.Statements[0]
			inner.ID, inner.Content, inner.Parent = "s-inner", inner.Source, &reading.Statements[0].ID
			inner.Source = nil
			reading.Statements = append(reading.Statements, inner)
			reading.Ties = append(reading.Ties, verbale.Tie{})
			reading.Actors[0].Sides = []int{1}
			reading.Actors = append(
				reading.Actors,
				verbale.LocalActor{
					Name:  "Ruritania",
					Type:  verbale.State,
					World: "w-rur",
					Names: []string{"Ruritania"},
				},
			)
			if err := put(t, d, document, reading); err != nil {
				t.Fatal(err)
			}
			if _, err := d.AddCorrection(t.Context(), verbale.Correction{About: verbale.AboutActor, Field: identity.Rename, MadeBy: "test",
				Value: []byte(`"Ana Maria Lopes"`), Target: verbale.CorrectionTarget{Actors: []string{"a-none"}}}); err != nil {
				t.Fatal(err)
			}
			if found := faults(t, d); len(found) > 0 {
				t.Fatalf("before: %v", found)
			}
			for _, trigger := range []string{"passage_is_fixed", "statement_span_is_fixed", "mention_is_fixed", "time_expression_is_fixed", "correction_is_fixed"} {
				if _, err := d.DB().Exec("DROP TRIGGER " + trigger); err != nil {
					t.Fatal(err)
				}
			}
			if result, err := d.DB().Exec(test.change); err != nil {
				t.Fatal(err)
			} else if n, err := result.RowsAffected(); err != nil || n == 0 {
				t.Fatalf("nothing was changed: %v", err)
			}
			var said []string
			for _, fault := range faults(t, d) {
				said = append(said, fault.What)
			}
			if all := strings.Join(said, "\n"); !strings.Contains(all, test.want) {
				t.Errorf("check says %q, nothing of %q", all, test.want)
			}
		})
	}
}

// TestOlderDossiersAreBroughtUpToDate takes the hashes and the mark of the
// derivers away, as in a dossier that was made before there were any: check says
// what it could not compare, and finds no fault; then both are made.
func TestOlderDossiersAreBroughtUpToDate(t *testing.T) {
	t.Parallel()
	d := create(t)
	document, reading := sentence("r", "Ana Lopes", "that talks go on")
	if err := put(t, d, document, reading); err != nil {
		t.Fatal(err)
	}
	var before string
	if err := d.DB().QueryRow(`SELECT rows_hash FROM version`).Scan(&before); err != nil {
		t.Fatal(err)
	}
	for _, step := range []string{`UPDATE version SET rows_hash = NULL`, `DELETE FROM dossier WHERE key = 'derived'`} {
		if _, err := d.DB().Exec(step); err != nil {
			t.Fatal(err)
		}
	}
	done, err := d.Check(t.Context(), hash, func(f record.Fault) error { t.Errorf("%+v", f); return nil })
	if err != nil || done.NotHashed != 1 || !done.NotDerived {
		t.Errorf("%+v, %v", done, err)
	}
	if n, err := d.HashRows(t.Context()); err != nil || n != 1 {
		t.Errorf("%d versions hashed, %v", n, err)
	}
	if err := d.SettleAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	var after string
	if err := d.DB().QueryRow(`SELECT rows_hash FROM version`).Scan(&after); err != nil || after != before {
		t.Errorf("the hash of what is stored is %s, that of what was put %s (%v)", after, before, err)
	}
	done, err = d.Check(t.Context(), hash, func(f record.Fault) error { t.Errorf("%+v", f); return nil })
	if err != nil || done.NotHashed != 0 || done.NotDerived {
		t.Errorf("%+v, %v", done, err)
	}
}

// TestAllOfItIsDerivedAnew changes derived rows of each layer, and wants them back
// when all is settled anew.
func TestAllOfItIsDerivedAnew(t *testing.T) {
	t.Parallel()
	d := create(t)
	document, reading := sentence("r", "Ana Lopes", "that talks go on")
	inner := reading.Statements[0]
	inner.ID, inner.Content, inner.Source = "s-inner", inner.Source, nil
	inner.Parent = &reading.Statements[0].ID
	reading.Statements, reading.Ties = append(reading.Statements, inner), append(reading.Ties, verbale.Tie{})
	if err := put(t, d, document, reading); err != nil {
		t.Fatal(err)
	}
	for _, change := range []string{
		`UPDATE actor SET name = 'Nobody'`, `DELETE FROM actor_alias`,
		`UPDATE statement SET account = 'same_side' WHERE parent IS NOT NULL`,
	} {
		if _, err := d.DB().Exec(change); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.SettleAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, fault := range faults(t, d) {
		t.Errorf("%+v", fault)
	}
}
