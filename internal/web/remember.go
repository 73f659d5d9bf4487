package web

import (
	"bytes"
	"context"
	"net/http"
	"strconv"
	"sync"
)

// The bounds of the memory for pages.
const (
	rememberedBytes = 24 << 20 // of all pages
	rememberedPage  = 512 << 10
)

// pageMemory keeps pages as they were answered, for as long as the dossier is
// the same. Only what is in no way about who asks is kept: pages do not differ
// by reader.
type pageMemory struct {
	mutex      sync.Mutex
	generation int64
	pages      map[string]keptPage
	order      []string // oldest first
	bytes      int
}

type keptPage struct {
	kind, tag string
	body      []byte
}

func (m *pageMemory) get(generation int64, address string) (keptPage, bool) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.generation != generation {
		return keptPage{}, false
	}
	kept, known := m.pages[address]
	return kept, known
}

func (m *pageMemory) put(generation int64, address string, kept keptPage) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.generation != generation || m.pages == nil {
		m.generation, m.pages, m.order, m.bytes = generation, map[string]keptPage{}, nil, 0
	}
	if _, known := m.pages[address]; known {
		return
	}
	m.pages[address] = kept
	m.order = append(m.order, address)
	m.bytes += len(kept.body) + len(address)
	for m.bytes > rememberedBytes {
		oldest := m.order[0]
		m.order = m.order[1:]
		m.bytes -= len(m.pages[oldest].body) + len(oldest)
		delete(m.pages, oldest)
	}
}

// remember answers with the page as it was answered before, where the dossier
// has not changed since, and else remembers what next answers. While reports
// are read the pages change all the time, and nothing is remembered.
func (s *Server) remember(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead || r.URL.Path == "/live" || s.progress().Reading {
			next.ServeHTTP(w, r)
			return
		}
		generation, settled := s.settled(r.Context())
		address := r.URL.RequestURI()
		if wantsJSON(r) {
			address = "json " + address
		}
		if kept, known := s.memory.get(generation, address); settled && known {
			w.Header().Set("Content-Type", kept.kind)
			w.Header().Set("Cache-Control", keptByAsker)
			s.send(w, r, http.StatusOK, kept.tag, kept.body)
			return
		}
		answer := &remembering{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(answer, r)
		again, still := s.settled(r.Context())
		if !settled || !still || again != generation || answer.status != http.StatusOK || r.Method != http.MethodGet ||
			!answer.whole || s.progress().Reading || w.Header().Get("Cache-Control") != keptByAsker ||
			w.Header().Get("Content-Security-Policy") != contentPolicy {
			return
		}
		s.memory.put(generation, address, keptPage{kind: w.Header().Get("Content-Type"), tag: w.Header().Get("ETag"), body: bytes.Clone(answer.body)})
	})
}

// settled returns the generation of the dossier, and whether the catalogue is
// the one of that generation and nothing is being derived from it.
func (s *Server) settled(ctx context.Context) (int64, bool) {
	generation, err := s.store.Generation(ctx)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return generation, err == nil && s.current != nil && s.current.generation == generation && s.making == nil && !s.current.derivation.running()
}

// remembering hands an answer on and keeps its body, if it comes in one piece.
type remembering struct {
	http.ResponseWriter
	status int
	body   []byte
	whole  bool
}

func (a *remembering) WriteHeader(status int) {
	a.status = status
	a.ResponseWriter.WriteHeader(status)
}

func (a *remembering) Write(data []byte) (int, error) {
	a.whole = a.body == nil && len(data) <= rememberedPage &&
		a.Header().Get("Content-Length") == strconv.Itoa(len(data))
	if a.whole {
		a.body = data
	}
	return a.ResponseWriter.Write(data)
}

// Unwrap lets who streams reach the connection.
func (a *remembering) Unwrap() http.ResponseWriter { return a.ResponseWriter }
