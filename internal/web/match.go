package web

import (
	"context"
	"sync"
)

// matchMemory remembers what the last searches found, so that a page of facets
// and the next page of the same list do not search again.
type matchMemory struct {
	store Store
	mutex sync.Mutex
	found map[string][]int64
	order []string // oldest first
	epoch int      // counts how often all was forgotten
}

// remembered is how many searches are remembered.
const remembered = 64

func newMatchMemory(store Store) *matchMemory {
	return &matchMemory{store: store, found: map[string][]int64{}}
}

func (m *matchMemory) get(ctx context.Context, words string) ([]int64, error) {
	m.mutex.Lock()
	numbers, known := m.found[words]
	epoch := m.epoch
	m.mutex.Unlock()
	if known {
		return numbers, nil
	}
	numbers, err := m.store.Match(ctx, words)
	if err != nil {
		return nil, err
	}
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if _, known := m.found[words]; !known && epoch == m.epoch {
		m.found[words] = numbers
		m.order = append(m.order, words)
		if len(m.order) > remembered {
			delete(m.found, m.order[0])
			m.order = m.order[1:]
		}
	}
	return numbers, nil
}

func (m *matchMemory) forget() {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.found, m.order = map[string][]int64{}, nil
	m.epoch++
}
