package sqlite_test

import (
	"fmt"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/lang"
)

// faults lists what Check finds.
func faults(t *testing.T, d *sqlite.Dossier) []record.Fault {
	t.Helper()
	var found []record.Fault
	if _, err := d.Check(t.Context(), hash, func(f record.Fault) error {
		found = append(found, f)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return found
}

// officer is a sentence whose speaker holds an office, on a day of August.
func officer(name, speaker, words string, day int) (*verbale.Document, *verbale.Reading) {
	document, reading := sentence(name, speaker, words)
	document.Published = fmt.Sprintf("1914-08-%02d", day)
	reading.Actors[0].Roles = []verbale.LocalRole{{Title: "consul", Of: "Ruritania",
		Evidence: verbale.Excerpt{Span: lang.Span{End: len(speaker)}, Text: speaker}}}
	return document, reading
}

// TestTalliesFollowWhatHappens puts reports, other versions of them, corrections
// of who is who and their undoing, and takes reports out: after each step the
// tallies are what counting finds.
func TestTalliesFollowWhatHappens(t *testing.T) {
	t.Parallel()
	d := create(t)
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	check := func(step string) {
		t.Helper()
		if found := faults(t, d); len(found) > 0 {
			t.Fatalf("%s: %v", step, found)
		}
	}
	speakers := []string{"Ana Lopes", "Jan Novak", "Lopes", "Ana Lopes"}
	for i, speaker := range speakers {
		document, reading := officer(fmt.Sprintf("r%d", i), speaker, "that talks go on", 1+i)
		if err := put(t, d, document, reading); err != nil {
			t.Fatal(err)
		}
		check("put " + speaker)
	}
	ana, err := d.ActorID(t.Context(), "Ana Lopes")
	if err != nil {
		t.Fatal(err)
	}
	profile, err := d.ActorProfile(t.Context(), ana)
	if err != nil {
		t.Fatal(err)
	}
	if got := profile.Reports; got < 2 {
		t.Errorf("%d reports speak of her, want 2 at least", got)
	}
	if got := *profile.Actor.First + " " + *profile.Actor.Last; got != "1914-08-01 1914-08-04" {
		t.Errorf("she is spoken of %s", got)
	}
	if len(profile.Actor.Offices) != 1 || profile.Told[0] < 2 || len(profile.Actor.Offices[0].Evidence) != 2 {
		t.Errorf("offices %+v told %v", profile.Actor.Offices, profile.Told)
	}
	// Another version speaks of another person.
	document, reading := officer("r0", "Jan Novak", "that the talks are over for good", 9)
	if err := put(t, d, document, reading); err != nil {
		t.Fatal(err)
	}
	check("another version")
	// The same version is read anew, by another model, with more in it.
	reading.Model = "test-2"
	reading.Mentions = append(reading.Mentions, verbale.Mention{
		Excerpt: reading.Mentions[0].Excerpt, Form: verbale.Named, Type: verbale.Person, Chain: 0, Rule: "again"})
	if err := put(t, d, document, reading); err != nil {
		t.Fatal(err)
	}
	check("read anew")
	novak, err := d.ActorID(t.Context(), "Jan Novak")
	if err != nil {
		t.Fatal(err)
	}
	id, err := d.AddCorrection(t.Context(), verbale.Correction{MadeBy: "hm", About: verbale.AboutActor, Field: "merge",
		Target: verbale.CorrectionTarget{Actors: []string{ana, novak}}})
	if err != nil {
		t.Fatal(err)
	}
	check("merged")
	if got, err := d.ActorID(t.Context(), "Jan Novak"); err == nil && got != ana {
		t.Errorf("merged, he is still %s", got)
	}
	if _, err := d.UndoCorrection(t.Context(), id, "hm", ""); err != nil {
		t.Fatal(err)
	}
	check("undone")
	for i := range speakers {
		if _, err := d.Forget(t.Context(), fmt.Sprintf("r%d", i), "hm", "withdrawn"); err != nil {
			t.Fatal(err)
		}
		check("forgotten")
	}
	for _, table := range []string{"actor_name", "actor_day", "actor_office", "actor_spoken"} {
		var left int
		if err := d.DB().QueryRow("SELECT count(*) FROM " + table).Scan(&left); err != nil || left != 0 {
			t.Errorf("%d rows of %s are left: %v", left, table, err)
		}
	}
	if totals, err := d.Totals(t.Context()); err != nil || totals != (record.Totals{}) {
		t.Errorf("of an empty dossier the totals are %+v, %v", totals, err)
	}
}

// TestCheckFindsAWrongTally holds that check counts anew.
func TestCheckFindsAWrongTally(t *testing.T) {
	t.Parallel()
	for _, harm := range []string{
		`UPDATE actor_name SET count = count + 1`, `DELETE FROM actor_day`, `DELETE FROM actor_office`,
		`UPDATE actor_spoken SET count = count + 1`, `UPDATE total SET dates = dates + 1`, `DELETE FROM total`,
		`INSERT INTO passage_text (passage_text, rowid, text) SELECT 'delete', id, text FROM passage LIMIT 1`,
	} {
		d := create(t)
		document, reading := officer("one", "Ana Lopes", "that talks go on", 1)
		if err := put(t, d, document, reading); err != nil {
			t.Fatal(err)
		}
		if _, err := d.DB().Exec(harm); err != nil {
			t.Fatal(err)
		}
		if len(faults(t, d)) == 0 {
			t.Errorf("not found: %s", harm)
		}
	}
}

// TestDossiersWithoutTalliesAreCounted turns a dossier back to the schema before
// the tallies, and opens it.
func TestDossiersWithoutTalliesAreCounted(t *testing.T) {
	t.Parallel()
	d := create(t)
	for i, speaker := range []string{"Ana Lopes", "Jan Novak"} {
		document, reading := officer(fmt.Sprintf("r%d", i), speaker, "that talks go on", 1+i)
		if err := put(t, d, document, reading); err != nil {
			t.Fatal(err)
		}
	}
	want := rows(t, d)
	totals, err := d.Totals(t.Context())
	if err != nil || totals.Documents != 2 || totals.Statements != 2 || totals.Speakers != 2 {
		t.Errorf("totals %+v, %v", totals, err)
	}
	views, err := d.Views(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, view := range views {
		if view.Derived {
			continue // in no file
		}
		if _, err := d.DB().Exec(`DROP VIEW ` + view.Name); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []string{
		`DROP TRIGGER total_goes`, `DROP TRIGGER total_comes`, `DROP TRIGGER total_moves`,
		`DROP VIEW held_in`, `DROP VIEW spoken_in`, `DROP TABLE total`, `DROP TABLE actor_spoken`,
		`DROP TRIGGER tally_goes`, `DROP TRIGGER tally_comes`, `DROP TRIGGER tally_moves`,
		`DROP VIEW named_in`, `DROP VIEW seen_in`, `DROP VIEW office_in`,
		`DROP TABLE actor_name`, `DROP TABLE actor_day`, `DROP TABLE actor_office`, `ALTER TABLE local_actor DROP COLUMN named`,
		`CREATE TRIGGER passage_is_indexed AFTER INSERT ON passage BEGIN INSERT INTO passage_text (rowid, text) VALUES (NEW.id, NEW.text); END`,
		`DROP TABLE rendering`, `DROP TABLE utterance`, `DROP TABLE wording`, `DROP TABLE shingle`,
		`DROP VIEW papers`, `DROP VIEW transfers`, `DROP TABLE step_party`, `DROP TABLE paper_step`, `DROP TABLE paper_party`, `DROP TABLE paper_mention`, `DROP TABLE paper_wish`, `DROP TABLE local_paper`,
		`DROP INDEX version_by_day`, `DROP TABLE sketch`, `DROP TABLE sense_block`, `DROP VIEW events`, `DROP TABLE telling_party`, `DROP TABLE telling`,
		`ALTER TABLE version DROP COLUMN rows_hash`, `DELETE FROM dossier WHERE key = 'derived'`,
		`DROP TABLE followed`, `DROP TABLE told`, `DROP TABLE version_original`, `DROP TABLE original`,
		`DELETE FROM goose_db_version WHERE version_id >= 4`,
	} {
		if _, err := d.DB().Exec(step); err != nil {
			t.Fatalf("%s: %v", step, err)
		}
	}
	again, err := sqlite.Open(t.Context(), d.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if found := faults(t, again); len(found) > 0 {
		t.Error(found)
	}
	if got := rows(t, again); got != want {
		t.Errorf("the answers are\n%s\nand not\n%s", got, want)
	}
	if got, err := again.Totals(t.Context()); err != nil || got != totals {
		t.Errorf("the totals are %+v and not %+v, %v", got, totals, err)
	}
}
