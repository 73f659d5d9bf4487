package derive

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
)

// Member is one thing that a block is derived from. Its id orders the members of
// a block; members of one id are the same.
type Member interface {
	ID() string
}

// Deriver says what follows from the members of one block of its layer.
type Deriver[M Member, R any] interface {
	// Layer names the layer.
	Layer() string
	// Limit is how many members of a block are compared with each other, 0 for any
	// number. Those beyond it, in order of their ids, are derived each by itself: a
	// block cannot become so large that it holds up all others.
	Limit() int
	// Derive returns the rows that follow from members of a block, which are sorted
	// by id and hold none twice. It must depend on nothing that a transaction or
	// the order of arrival could change.
	Derive(block string, members []M) []R
}

// Block is a block of a layer with what follows from it.
type Block[M Member, R any] struct {
	Name    string
	Members []M // sorted by id
	Rows    []R
}

// Blocks is where a store keeps the members and rows of one layer. Its methods
// are called within one transaction, each with some hundred blocks at most, so that
// a store can ask for many at once and memory stays bounded.
type Blocks[M Member, R any] interface {
	// Members returns the members of each of the blocks, in any order.
	Members(ctx context.Context, blocks []string) ([][]M, error)
	// Store makes the rows of each block the only ones of it, and says what changed
	// thereby.
	Store(ctx context.Context, blocks []Block[M, R]) ([]Change, error)
	// Follow returns the blocks of which members may have changed with rows of a
	// lower layer. It is called once a settlement for each lower layer, when all of
	// that is settled, and also where nothing changed there.
	Follow(ctx context.Context, below string, changes []Change) ([]string, error)
}

// Change names a row that came, went or is another now.
type Change struct{ ID string }

// Layer is a deriver with its place in a store.
type Layer interface {
	name() string
	settle(ctx context.Context, blocks []string) ([]Change, error)
	follow(ctx context.Context, below string, changes []Change) ([]string, error)
}

// NewLayer puts a deriver and its blocks together.
func NewLayer[M Member, R any](deriver Deriver[M, R], blocks Blocks[M, R]) Layer {
	return layer[M, R]{deriver, blocks}
}

type layer[M Member, R any] struct {
	deriver Deriver[M, R]
	blocks  Blocks[M, R]
}

func (l layer[M, R]) name() string { return l.deriver.Layer() }

func (l layer[M, R]) settle(ctx context.Context, names []string) ([]Change, error) {
	members, err := l.blocks.Members(ctx, names)
	if err != nil {
		return nil, err
	}
	blocks := make([]Block[M, R], len(names))
	for i, name := range names {
		sorted := Sorted(members[i])
		blocks[i] = Block[M, R]{Name: name, Members: sorted, Rows: Rows(l.deriver, name, sorted)}
	}
	return l.blocks.Store(ctx, blocks)
}

func (l layer[M, R]) follow(ctx context.Context, below string, changes []Change) ([]string, error) {
	return l.blocks.Follow(ctx, below, changes)
}

// Sorted sorts members by id and drops repetitions.
func Sorted[M Member](members []M) []M {
	slices.SortStableFunc(members, func(a, b M) int { return cmp.Compare(a.ID(), b.ID()) })
	return slices.CompactFunc(members, func(a, b M) bool { return a.ID() == b.ID() })
}

// Rows returns the rows of a block: what follows from those of its members that
// are within the limit of the deriver, and from each of the others by itself.
// Members are sorted.
func Rows[M Member, R any](deriver Deriver[M, R], block string, members []M) []R {
	within := len(members)
	if limit := deriver.Limit(); limit > 0 {
		within = min(within, limit)
	}
	rows := deriver.Derive(block, members[:within:within])
	for i := within; i < len(members); i++ {
		rows = append(rows, deriver.Derive(block, members[i:i+1:i+1])...)
	}
	return rows
}

// Engine keeps the rows of its layers up to date. It is for one transaction and
// one goroutine.
type Engine struct {
	layers []Layer
	dirty  []map[string]struct{} // blocks, by layer
}

// NewEngine returns an engine of layers, each of which stands on no rows but those
// of the layers before it.
func NewEngine(layers ...Layer) *Engine {
	return &Engine{layers: layers, dirty: make([]map[string]struct{}, len(layers))}
}

// Touch makes a block of a layer dirty: its set of members changed, or may have.
// A layer that the engine does not have is an error of the program.
func (e *Engine) Touch(layer, block string) {
	for i, l := range e.layers {
		if l.name() == layer {
			e.touch(i, block)
			return
		}
	}
	panic("derive: no layer " + layer)
}

func (e *Engine) touch(i int, block string) {
	if e.dirty[i] == nil {
		e.dirty[i] = map[string]struct{}{}
	}
	e.dirty[i][block] = struct{}{}
}

// atOnce is how many blocks are asked for and stored at once.
const atOnce = 256

// Settle derives all dirty blocks anew, layer after layer, those of a layer in
// order of their names. After an error nothing that was stored may be kept.
func (e *Engine) Settle(ctx context.Context) error {
	changes := make([][]Change, len(e.layers))
	for i, l := range e.layers {
		for below := range i {
			blocks, err := l.follow(ctx, e.layers[below].name(), changes[below])
			if err != nil {
				return fmt.Errorf("%s: %w", l.name(), err)
			}
			for _, block := range blocks {
				e.touch(i, block)
			}
		}
		for blocks := range slices.Chunk(slices.Sorted(maps.Keys(e.dirty[i])), atOnce) {
			changed, err := l.settle(ctx, blocks)
			if err != nil {
				return fmt.Errorf("%s: %w", l.name(), err)
			}
			changes[i] = append(changes[i], changed...)
		}
		e.dirty[i] = nil
	}
	return nil
}
