// Package storetest answers: does a store keep the promises of a dossier?
//
// A store calls [Run] from a test of its own. What is tested is what [record.Dossier]
// and [record.Writer] promise: that transactions are whole or nothing, also when the
// process is killed; that putting twice is putting once; that neither the order of
// arrival nor the division into transactions changes a row; that the store refuses a
// row without evidence; and that questions beside a writer see what was committed.
package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
)

// Store is how the suite comes to dossiers of a store. A place is whatever the
// store knows a dossier by: a path, an address.
type Store struct {
	// Place returns a place where there is no dossier yet; what is made there is gone
	// when the test ends.
	Place func(t testing.TB) string
	// Create opens the dossier at a place, and makes it where there is none.
	Create func(ctx context.Context, place string) (record.Dossier, error)
	// Open opens the dossier at a place; ErrNotFound where there is none.
	Open func(ctx context.Context, place string) (record.Dossier, error)
	// Empty returns a place where there is an empty dossier, made faster than Create
	// does, for what is tested on some hundred of them; it may be nil.
	Empty func(t testing.TB) string
	// Rows spells what the store keeps beyond what it answers, such as tables of
	// derived rows, for the law of order and batches; it may be nil.
	Rows func(ctx context.Context, d record.Dossier) (string, error)
}

// Run tests a store. It runs the test's own binary again to kill it, and so must be
// called from a test function of its own, without t.Parallel before it.
func Run(t *testing.T, s Store) {
	if place := os.Getenv(placeOfChild); place != "" {
		s.child(t, place)
		return
	}
	for _, test := range []struct {
		name string
		run  func(*testing.T)
	}{
		{"absent", s.absent},
		{"whole-or-nothing", s.wholeOrNothing},
		{"evidence", s.evidence},
		{"twice-is-once", s.twiceIsOnce},
		{"presence", s.presence},
		{"corrections", s.corrections},
		{"forget", s.forget},
		{"lock", s.lock},
		{"beside-a-reader", s.besideAReader},
		{"backup", s.backup},
		{"order-and-batches", s.orderAndBatches},
		{"kills", s.kills},
	} {
		t.Run(test.name, test.run)
	}
}

// Hash is the hash of a document's contents, as the suite makes it.
func Hash(d *verbale.Document) string {
	facts, err := json.Marshal(d.Facts)
	if err != nil {
		panic(err) // facts are JSON
	}
	sum := sha256.Sum256([]byte(d.Text + "\x00" + string(facts)))
	return hex.EncodeToString(sum[:])
}

func (s Store) create(t testing.TB) (record.Dossier, string) {
	t.Helper()
	place := s.Place(t)
	d, err := s.Create(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d, place
}

// put puts documents in one transaction.
func put(ctx context.Context, d record.Dossier, steps ...Step) error {
	w, err := d.Begin(ctx)
	if err != nil {
		return err
	}
	defer w.Abandon()
	for _, step := range steps {
		if err := step.do(ctx, w); err != nil {
			return err
		}
	}
	return w.Commit()
}

// Answers spells every row that a dossier answers with.
func Answers(ctx context.Context, d record.Dossier) (string, error) {
	var all strings.Builder
	encoder, none := json.NewEncoder(&all), query.Query{}
	err := errors.Join(
		d.Documents(ctx, none, func(r *verbale.DocumentRow) error { return encoder.Encode(r) }),
		d.Statements(ctx, none, func(r *verbale.Statement) error { return encoder.Encode(r) }),
		d.Dates(ctx, none, func(r *verbale.TimeExpression) error { return encoder.Encode(r) }),
		d.Actors(ctx, none, func(r *verbale.ActorRow) error { return encoder.Encode(r) }))
	return all.String(), err
}

func answers(t testing.TB, d record.Dossier) string {
	t.Helper()
	all, err := Answers(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// described checks that what a person says of a dossier is kept.
func described(t *testing.T, d record.Dossier) {
	t.Helper()
	for _, want := range [][2]string{{"", ""}, {"Talks", "Of two ports"}, {"", "Of two ports"}} {
		if err := d.Describe(t.Context(), want[0], want[1]); err != nil {
			t.Fatal(err)
		}
		if title, description, err := d.Described(t.Context()); err != nil || title != want[0] || description != want[1] {
			t.Errorf("the dossier is %q, %q, %v, not %q", title, description, err, want)
		}
	}
}

// sound wants check to find nothing.
func sound(t testing.TB, d record.Dossier) {
	t.Helper()
	if _, err := d.Check(t.Context(), Hash, func(f record.Fault) error {
		t.Errorf("%s@%s: %s", f.Document, f.Version, f.What)
		return nil
	}); err != nil {
		t.Error(err)
	}
}

func (s Store) absent(t *testing.T) {
	if d, err := s.Open(t.Context(), s.Place(t)); !errors.Is(err, record.ErrNotFound) {
		t.Errorf("%v, %v where there is no dossier", d, err)
	}
}

func (s Store) wholeOrNothing(t *testing.T) {
	d, place := s.create(t)
	other, err := s.Open(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	w, err := d.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := Sentence("a", "Ina Brok", "that the locks were open").do(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	for _, asked := range []record.Dossier{d, other} {
		if totals, err := asked.Totals(t.Context()); err != nil || totals != (record.Totals{}) {
			t.Errorf("before the commit: %+v, %v", totals, err)
		}
	}
	w.Abandon()
	if got := answers(t, d); got != "" {
		t.Errorf("something of what was abandoned is in:\n%s", got)
	}
	if err := put(t.Context(), d, Sentence("a", "Ina Brok", "that the locks were open"), Sentence("b", "Udo Lang", "that they were shut")); err != nil {
		t.Fatal(err)
	}
	for _, asked := range []record.Dossier{d, other} {
		if totals, err := asked.Totals(t.Context()); err != nil || totals.Documents != 2 || totals.Statements != 2 ||
			totals.Dates != 2 ||
			totals.Speakers != 2 {
			t.Errorf("after the commit: %+v, %v", totals, err)
		}
	}
	sound(t, d)
}

func (s Store) evidence(t *testing.T) {
	d, _ := s.create(t)
	for name, harm := range map[string]func(*verbale.Reading){
		"statement": func(r *verbale.Reading) { r.Statements[0].Content[0].Text = "other words" },
		"mention":   func(r *verbale.Reading) { r.Mentions[0].Start++ },
		"date":      func(r *verbale.Reading) { r.Dates[0].End = 9000 },
		"empty":     func(r *verbale.Reading) { r.Dates[0].End, r.Dates[0].Text = r.Dates[0].Start, "" },
	} {
		step := Sentence("a", "Ina Brok", "that the locks were open")
		harm(step.Reading)
		if err := put(t.Context(), d, step); err == nil {
			t.Errorf("%s: a row without evidence was taken", name)
		}
		if totals, err := d.Totals(t.Context()); err != nil || totals != (record.Totals{}) {
			t.Errorf("%s: something of the refused reading is in: %+v, %v", name, totals, err)
		}
	}
}

func (s Store) twiceIsOnce(t *testing.T) {
	d, _ := s.create(t)
	first, second := Sentence(
		"a",
		"Ina Brok",
		"that the locks were open",
	), Sentence(
		"b",
		"Udo Lang",
		"that they were shut",
	)
	if err := put(t.Context(), d, first, second); err != nil {
		t.Fatal(err)
	}
	want := answers(t, d)
	if err := put(t.Context(), d, second, first, first); err != nil {
		t.Fatal(err)
	}
	if got := answers(t, d); got != want {
		t.Errorf("put twice the answers are\n%s\nand not\n%s", got, want)
	}
	sound(t, d)
}

func (s Store) presence(t *testing.T) {
	d, _ := s.create(t)
	step := Sentence("a", "Ina Brok", "that the locks were open")
	hash := Hash(step.Document)
	want := func(presence record.Presence, hash, model string) {
		t.Helper()
		if got, err := d.Presence(t.Context(), "a", hash, model); err != nil || got != presence {
			t.Errorf("presence %v, %v, want %v", got, err, presence)
		}
	}
	want(record.Absent, hash, step.Reading.Model)
	if err := put(t.Context(), d, step); err != nil {
		t.Fatal(err)
	}
	want(record.UpToDate, hash, step.Reading.Model)
	want(record.Stale, hash, "another")
	want(record.Changed, strings.Repeat("0", 64), step.Reading.Model)
	if names, err := d.Stale(t.Context(), "another"); err != nil || len(names) != 1 || names[0] != "a" {
		t.Errorf("stale are %v, %v", names, err)
	}
	if got, err := d.Presence(t.Context(), "a", hash, "another", step.Reading.Model); err != nil || got != record.UpToDate {
		t.Errorf("presence %v, %v, for one of two models", got, err)
	}
	if names, err := d.Stale(t.Context(), "another", step.Reading.Model); err != nil || len(names) != 0 {
		t.Errorf("stale are %v, %v, for one of two models", names, err)
	}
	for name, want := range map[string]string{"a": step.Reading.Model, "b": ""} {
		if model, err := d.ModelOf(t.Context(), name); err != nil || model != want {
			t.Errorf("%s was read by %q, %v", name, model, err)
		}
	}
	for _, want := range []string{"", "fast", "thorough"} {
		if want != "" {
			if err := d.SetEngine(t.Context(), want); err != nil {
				t.Fatal(err)
			}
		}
		if engine, err := d.Engine(t.Context()); err != nil || engine != want {
			t.Errorf("the engine is %q, %v, not %q", engine, err, want)
		}
	}
	described(t, d)
	document, stored, notRead, err := d.Stored(t.Context(), "a")
	if err != nil || stored != hash || notRead != "" || document.Text != step.Document.Text {
		t.Errorf("stored is %+v, %s, %q, %v", document, stored, notRead, err)
	}
	if text, there, err := d.VersionText(t.Context(), "a", hash); err != nil || !there || text != step.Document.Text {
		t.Errorf("the text is %q, %v, %v", text, there, err)
	}
	if _, _, _, err := d.Stored(t.Context(), "b"); !errors.Is(err, record.ErrNotFound) {
		t.Errorf("a document that is not there gives %v", err)
	}
}

func (s Store) corrections(t *testing.T) {
	d, _ := s.create(t)
	var last int64
	for i := range 3 {
		w, err := d.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		number, err := w.AddCorrection(
			t.Context(),
			verbale.Correction{About: verbale.AboutDocument, Field: "title", MadeBy: "ib",
				Value: []byte(fmt.Sprintf(`"%d"`, i)), Target: verbale.CorrectionTarget{Document: "a"}},
		)
		if err != nil || number <= last {
			t.Fatalf("correction %d after %d, %v", number, last, err)
		}
		last = number
		if within, err := w.Corrections(t.Context()); err != nil || len(within) != i+1 {
			t.Errorf("the transaction sees %d corrections, %v", len(within), err)
		}
		if err := w.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	if err := put(t.Context(), d, Step{Change: &verbale.Correction{About: verbale.AboutUndo, MadeBy: "ib", Target: verbale.CorrectionTarget{Correction: last}}}); err != nil {
		t.Fatal(err)
	}
	all, err := d.Corrections(t.Context())
	if err != nil || len(all) != 4 || !all[2].Undone || all[1].Undone || all[0].ID >= all[1].ID {
		t.Errorf("%+v, %v", all, err)
	}
}

func (s Store) forget(t *testing.T) {
	d, _ := s.create(t)
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := put(t.Context(), d, Sentence("a", "Ina Brok", "that the locks were open"), Sentence("b", "Udo Lang", "that they were shut")); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Forget(t.Context(), "c", "ib", "test"); !errors.Is(err, record.ErrQuery) {
		t.Errorf("what never was there is forgotten: %v", err)
	}
	gone, err := d.Forget(t.Context(), "a", "ib", "test")
	if err != nil || gone.Versions != 1 || gone.Statements != 1 || gone.Dates != 1 {
		t.Errorf("%+v, %v", gone, err)
	}
	if all := answers(t, d); strings.Contains(all, "locks") || !strings.Contains(all, "shut") {
		t.Errorf("the answers are\n%s", all)
	}
	if tombs, err := d.Tombstones(t.Context()); err != nil || len(tombs) != 1 || tombs[0].Document != "a" ||
		tombs[0].Reason != "test" {
		t.Errorf("%+v, %v", tombs, err)
	}
	sound(t, d)
}

func (s Store) lock(t *testing.T) {
	d, place := s.create(t)
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	other, err := s.Open(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Lock(t.Context()); !errors.Is(err, record.ErrLocked) {
		t.Errorf("a second lock gives %v", err)
	}
	// Short writes of others go beside it.
	if err := put(t.Context(), other, Step{Change: &verbale.Correction{About: verbale.AboutDocument, Field: "title", MadeBy: "ib",
		Value: []byte(`"x"`), Target: verbale.CorrectionTarget{Document: "a"}}}); err != nil {
		t.Errorf("a correction beside the lock: %v", err)
	}
	if err := errors.Join(other.Close(), d.Close()); err != nil {
		t.Fatal(err)
	}
	again, err := s.Open(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(again.Lock(t.Context()), again.Close()); err != nil {
		t.Errorf("when the first is closed: %v", err)
	}
}

// besideAReader asks all the time while reports come in, and wants each answer to be
// one of whole transactions.
func (s Store) besideAReader(t *testing.T) {
	d, place := s.create(t)
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			other, err := s.Open(t.Context(), place)
			if err != nil {
				t.Error(err)
				return
			}
			defer other.Close()
			for ctx.Err() == nil {
				n := 0
				if err := other.Statements(t.Context(), query.Query{}, func(*verbale.Statement) error { n++; return nil }); err != nil ||
					n%pairs != 0 {
					t.Errorf("a reader sees %d statements, %v", n, err)
					return
				}
			}
		})
	}
	for i := range 20 {
		var steps []Step
		for k := range pairs {
			steps = append(
				steps,
				Sentence(fmt.Sprintf("r%d-%d", i, k), "Ina Brok", fmt.Sprintf("that %d locks were open", i)),
			)
		}
		if err := put(t.Context(), d, steps...); err != nil {
			t.Error(err)
		}
	}
	stop()
	readers.Wait()
	sound(t, d)
}

// pairs is how many statements a transaction of besideAReader puts.
const pairs = 4

func (s Store) backup(t *testing.T) {
	d, place := s.create(t)
	if err := put(t.Context(), d, Sentence("a", "Ina Brok", "that the locks were open")); err != nil {
		t.Fatal(err)
	}
	to := s.Place(t)
	if err := d.Backup(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	if err := d.Backup(t.Context(), place); err == nil {
		t.Error("a backup took the place of a dossier")
	}
	copied, err := s.Open(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	if want, got := answers(t, d), answers(t, copied); got != want {
		t.Errorf("the copy answers\n%s\nand not\n%s", got, want)
	}
	sound(t, copied)
}

// placeOfChild names the environment variable that makes a process of the suite
// the one that is killed.
const placeOfChild = "STORETEST_PLACE"

// ofKills are the reports that a killed process puts, a few a transaction.
func ofKills() []Step {
	var steps []Step
	for i := range 120 {
		steps = append(
			steps,
			Sentence(
				fmt.Sprintf("k%03d", i),
				[]string{"Ina Brok", "I. Brok", "Udo Lang", "Lang"}[i%4],
				fmt.Sprintf("that %d locks were open", i),
			),
		)
	}
	return steps
}

// child puts reports, and says so when it begins.
func (s Store) child(t *testing.T, place string) {
	d, err := s.Create(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	fmt.Println("begun")
	for steps := ofKills(); len(steps) > 0; steps = steps[3:] {
		if err := put(t.Context(), d, steps[:3]...); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

// kills kills processes that put reports, sooner and later. What each leaves opens,
// holds whole transactions, and is completed to what an undisturbed process makes.
func (s Store) kills(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	whole, _ := s.create(t)
	if err := whole.Lock(t.Context()); err != nil { // as the process that is killed has it
		t.Fatal(err)
	}
	start := time.Now()
	for steps := ofKills(); len(steps) > 0; steps = steps[3:] {
		if err := put(t.Context(), whole, steps[:3]...); err != nil {
			t.Fatal(err)
		}
	}
	took, want := time.Since(start), answers(t, whole)
	const times = 6
	for i := range times {
		place := s.Place(t)
		s.kill(t, place, took*time.Duration(i)/times)
		d, err := s.Create(t.Context(), place)
		if err != nil {
			t.Fatalf("kill %d: %v", i, err)
		}
		sound(t, d)
		if totals, err := d.Totals(t.Context()); err != nil || totals.Documents%3 != 0 ||
			totals.Statements != totals.Documents {
			t.Errorf("kill %d: %+v, %v", i, totals, err)
		} else {
			t.Logf("kill %d: %d reports were in", i, totals.Documents)
		}
		if err := put(t.Context(), d, ofKills()...); err != nil {
			t.Errorf("kill %d: %v", i, err)
		}
		sound(t, d)
		if got := answers(t, d); got != want {
			t.Errorf("kill %d: the answers are not those of an undisturbed run", i)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}
}

// kill has a process put reports, and kills it a while after it began.
func (s Store) kill(t *testing.T, place string, after time.Duration) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	top, _, _ := strings.Cut(t.Name(), "/")
	command := exec.CommandContext(t.Context(), self, "-test.run", "^"+regexp.QuoteMeta(top)+"$", "-test.v")
	command.Env = append(os.Environ(), placeOfChild+"="+place)
	out, err := command.StdoutPipe()
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	buffer := make([]byte, 256)
	for !strings.Contains(said.String(), "begun") {
		n, err := out.Read(buffer)
		said.Write(buffer[:n])
		if err != nil {
			t.Fatalf("the process did not begin: %v\n%s", err, &said)
		}
	}
	time.Sleep(after)
	if err := command.Process.Kill(); err != nil {
		t.Logf("it was done before: %v", err)
	}
	_ = command.Wait()
}
