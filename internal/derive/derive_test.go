package derive_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/account"
	"verbale.dev/verbale/internal/derive/identity"
)

// note is a member of the layers of these tests: somebody noted words.
type note struct{ id, words, by string }

func (n note) ID() string { return n.id }

// wordings derives one row of all notes of the same words.
type wordings struct{ limit int }

func (wordings) Layer() string { return "wording" }
func (w wordings) Limit() int  { return w.limit }
func (wordings) Derive(block string, notes []note) []string {
	if len(notes) == 0 {
		return nil
	}
	row := block + ":"
	for _, n := range notes {
		row += " " + n.id
	}
	return []string{row}
}

// authors derives one row of all wordings of an author, from the rows below.
type authors struct{}

func (authors) Layer() string { return "author" }
func (authors) Limit() int    { return 0 }
func (authors) Derive(block string, notes []note) []string {
	var rows []string
	for _, n := range notes {
		rows = append(rows, block+" has "+n.words)
	}
	return rows
}

// memory is a store of the two layers.
type memory struct {
	notes   map[string]note
	rows    map[string][]string // of wordings, by block
	authors map[string][]string
	settled []string // blocks in the order in which they were derived
}

type wordingBlocks struct{ *memory }

func (m wordingBlocks) Members(_ context.Context, blocks []string) ([][]note, error) {
	members := make([][]note, len(blocks))
	for i, block := range blocks {
		for _, n := range m.notes { // in any order
			if n.words == block {
				members[i] = append(members[i], n)
			}
		}
	}
	return members, nil
}

func (m wordingBlocks) Store(_ context.Context, blocks []derive.Block[note, string]) ([]derive.Change, error) {
	var changes []derive.Change
	for _, b := range blocks {
		m.settled = append(m.settled, "wording "+b.Name)
		if !slices.Equal(m.rows[b.Name], b.Rows) {
			m.rows[b.Name] = b.Rows
			changes = append(changes, derive.Change{ID: b.Name})
		}
	}
	return changes, nil
}

func (wordingBlocks) Follow(context.Context, string, []derive.Change) ([]string, error) {
	return nil, nil
}

type authorBlocks struct{ *memory }

func (m authorBlocks) Members(_ context.Context, authors []string) ([][]note, error) {
	members := make([][]note, len(authors))
	for block, rows := range m.rows {
		for _, row := range rows {
			for _, id := range strings.Fields(row)[1:] {
				if i := slices.Index(authors, m.notes[id].by); i >= 0 {
					members[i] = append(members[i], note{id: row, words: row, by: block})
				}
			}
		}
	}
	return members, nil
}

func (m authorBlocks) Store(_ context.Context, blocks []derive.Block[note, string]) ([]derive.Change, error) {
	for _, b := range blocks {
		m.settled = append(m.settled, "author "+b.Name)
		m.authors[b.Name] = b.Rows
	}
	return nil, nil
}

func (m authorBlocks) Follow(_ context.Context, _ string, changes []derive.Change) ([]string, error) {
	var blocks []string
	for _, change := range changes {
		for _, n := range m.notes {
			if n.words == change.ID {
				blocks = append(blocks, n.by)
			}
		}
	}
	return blocks, nil
}

func newMemory() *memory {
	return &memory{notes: map[string]note{}, rows: map[string][]string{}, authors: map[string][]string{}}
}

func (m *memory) engine(limit int) *derive.Engine {
	return derive.NewEngine(
		derive.NewLayer(wordings{limit}, wordingBlocks{m}),
		derive.NewLayer(authors{}, authorBlocks{m}),
	)
}

// settle takes in notes in batches.
func (m *memory) settle(t interface{ Fatal(...any) }, limit int, batches ...[]note) {
	for _, batch := range batches {
		engine := m.engine(limit)
		for _, n := range batch {
			m.notes[n.id] = n
			engine.Touch("wording", n.words)
		}
		if err := engine.Settle(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestOnlyDirtyBlocksAreDerived adds one note to many, and wants its own block
// derived and the blocks of those who stand on that, and no others.
func TestOnlyDirtyBlocksAreDerived(t *testing.T) {
	t.Parallel()
	m := newMemory()
	m.settle(t, 0, []note{{"1", "yes", "ann"}, {"2", "no", "bo"}, {"3", "perhaps", "cy"}})
	m.settled = nil
	m.settle(t, 0, []note{{"4", "no", "dee"}})
	if want := []string{"wording no", "author bo", "author dee"}; !slices.Equal(m.settled, want) {
		t.Errorf("derived were %q, want %q", m.settled, want)
	}
	m.settled = nil
	m.settle(t, 0, []note{{"4", "no", "dee"}}) // the same again: nothing above follows
	if want := []string{"wording no"}; !slices.Equal(m.settled, want) {
		t.Errorf("derived were %q, want %q", m.settled, want)
	}
}

// TestLayersInAnyOrderAndBatches is the law for an engine whose store gives
// members in any order and whose blocks are larger than their limit.
func TestLayersInAnyOrderAndBatches(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		notes := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) note {
			return note{
				fmt.Sprintf("n%02d", rapid.IntRange(0, 40).Draw(t, "id")),
				rapid.SampledFrom([]string{"yes", "no"}).Draw(t, "words"),
				rapid.SampledFrom([]string{"ann", "bo", "cy"}).Draw(t, "by"),
			}
		}), 0, 12, note.ID).Draw(t, "notes")
		limit := rapid.IntRange(0, 4).Draw(t, "limit")
		once, often := newMemory(), newMemory()
		once.settle(t, limit, notes)
		shuffled := rapid.Permutation(notes).Draw(t, "order")
		cut := rapid.IntRange(0, len(notes)).Draw(t, "cut")
		often.settle(t, limit, shuffled[:cut], shuffled[cut:])
		if !maps.EqualFunc(once.rows, often.rows, slices.Equal) ||
			!maps.EqualFunc(once.authors, often.authors, slices.Equal) {
			t.Fatalf("%v %v\nand in other batches\n%v %v", once.rows, once.authors, often.rows, often.authors)
		}
	})
}

// TestLargeBlocksStayBounded wants members beyond the limit derived by themselves,
// and never more than the limit together.
func TestLargeBlocksStayBounded(t *testing.T) {
	t.Parallel()
	var notes []note
	for i := range 1000 {
		notes = append(notes, note{id: fmt.Sprintf("n%04d", i), words: "yes"})
	}
	rows := derive.Rows(wordings{limit: 10}, "yes", derive.Sorted(notes))
	if len(rows) != 1+990 {
		t.Fatalf("%d rows, want one of ten members and 990 of one", len(rows))
	}
	if len(strings.Fields(rows[0])) != 1+10 || rows[990] != "yes: n0999" {
		t.Errorf("the first row is %q, the last %q", rows[0], rows[990])
	}
}

// TestDeriversAreFunctionsOfTheSet gives every deriver the members of a block in
// two orders, one of them with repetitions, and wants the same rows.
func TestDeriversAreFunctionsOfTheSet(t *testing.T) {
	t.Parallel()
	t.Run("identity", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) { isFunctionOfTheSet(t, identity.Deriver{}, drawProfile) })
	})
	t.Run("account", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) { isFunctionOfTheSet(t, account.Deriver{}, drawSaying) })
	})
}

func isFunctionOfTheSet[M derive.Member, R any](t *rapid.T, deriver derive.Deriver[M, R], draw func(*rapid.T) M) {
	members := rapid.SliceOfNDistinct(rapid.Custom(draw), 0, 12, M.ID).Draw(t, "members")
	other := rapid.Permutation(members).Draw(t, "order")
	if len(other) > 0 {
		other = append(other, other[0])
	}
	want := fmt.Sprintf("%+v", derive.Rows(deriver, "block", derive.Sorted(slices.Clone(members))))
	if got := fmt.Sprintf("%+v", derive.Rows(deriver, "block", derive.Sorted(other))); got != want {
		t.Fatalf("%s\nand in another order\n%s", want, got)
	}
}

func drawProfile(t *rapid.T) identity.Member {
	p := identity.Profile{
		Type: verbale.Organisation,
		Name: rapid.SampledFrom([]string{"Coast Union", "CU", "Canal Union", "cu"}).Draw(t, "name"),
	}
	if rapid.Bool().Draw(t, "called") {
		p.Names = []string{"CU"}
	}
	if state := rapid.SampledFrom([]string{"", "w-aaa", "w-bbb"}).Draw(t, "state"); state != "" {
		p.Sides, p.States = []string{state}, []string{state}
	}
	return identity.Member{Profile: p, Key: p.ID(), Past: rapid.IntRange(0, 5).Draw(t, "past") == 0}
}

func drawSaying(t *rapid.T) account.Saying {
	ids := []string{"s1", "s2", "s3", "s4", "s5"}
	s := account.Saying{
		Statement: rapid.SampledFrom(ids).Draw(t, "id"),
		Account:   rapid.SampledFrom(verbale.Accounts).Draw(t, "account"),
		Speakers: []string{
			rapid.SampledFrom([]string{"a", "b"}).Draw(t, "speaker"),
		},
		Sides: []string{rapid.SampledFrom([]string{"x", "y"}).Draw(t, "side")},
	}
	if rapid.Bool().Draw(t, "nested") {
		s.Parent = rapid.SampledFrom(ids).Draw(t, "parent") // also itself, and in circles
	}
	return s
}
