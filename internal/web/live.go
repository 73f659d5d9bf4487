package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// How often a live page looks for changes, and for how long one request is
// kept; the browser asks again by itself.
const (
	lookEach  = 500 * time.Millisecond
	lookFor   = 10 * time.Minute
	liveAtMax = 64 // requests at a time
)

// pulse is one event: how far the reading is, and which generation of the
// dossier there is to see.
type pulse struct {
	Progress
	Generation int64 `json:"generation"`
}

// serveLive sends server-sent events: one at once, then one whenever the
// dossier or the progress of a reading changes.
func (s *Server) serveLive(w http.ResponseWriter, r *http.Request) {
	select {
	case s.live <- struct{}{}:
		defer func() { <-s.live }()
	default:
		s.fail(w, r, http.StatusServiceUnavailable, "Too many pages are open.")
		return
	}
	control := http.NewResponseController(w)
	if err := control.SetWriteDeadline(time.Now().Add(lookFor + time.Minute)); err != nil {
		s.logger.Debug("no deadline can be set", "error", err) // a test's recorder has none
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	fmt.Fprint(w, "retry: 3000\n\n")
	ticker := time.NewTicker(lookEach)
	defer ticker.Stop()
	last := pulse{Generation: -1}
	for end := time.Now().Add(lookFor); time.Now().Before(end); {
		generation, err := s.store.Generation(r.Context())
		if err != nil {
			return
		}
		now := pulse{Progress: s.progress(), Generation: generation}
		if now != last {
			data, err := json.Marshal(now)
			if err != nil {
				return
			}
			if _, err := fmt.Fprintf(w, "data: %s\n\n", data); err != nil {
				return
			}
			if err := control.Flush(); err != nil {
				return
			}
			last = now
		}
		select {
		case <-ticker.C:
		case <-r.Context().Done():
			return
		}
	}
}
