package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/record"
)

// held is what a dossier holds about documents that come in: what a person
// corrected of them, and what was forgotten.
type held struct {
	facts map[string][]verbale.Fact     // by name, in order of time
	tombs map[string][]record.Tombstone // by name
}

func heldAbout(corrections []verbale.Correction, tombstones []record.Tombstone) held {
	h := held{facts: map[string][]verbale.Fact{}, tombs: map[string][]record.Tombstone{}}
	for _, c := range corrections {
		if fact, ok := factOf(c); ok {
			h.facts[c.Target.Document] = append(h.facts[c.Target.Document], fact)
		}
	}
	for _, t := range tombstones {
		h.tombs[t.Document] = append(h.tombs[t.Document], t)
	}
	return h
}

// forgotten reports whether a document of that name and text was taken out for good.
func (h held) forgotten(d *verbale.Document) bool {
	tombs := h.tombs[d.Name]
	if len(tombs) == 0 {
		return false
	}
	sum := sha256.Sum256([]byte(d.Text))
	text := hex.EncodeToString(sum[:])
	return slices.ContainsFunc(tombs, func(t record.Tombstone) bool { return t.TextHash == text })
}

// correct lays what a person corrected over a document that comes in.
func (h held) correct(d *verbale.Document) {
	if facts := h.facts[d.Name]; len(facts) > 0 {
		layOver(d, facts)
	}
}

// factOf turns a correction of a document into a fact about it; false where it
// is none, or does not hold.
func factOf(c verbale.Correction) (verbale.Fact, bool) {
	if c.About != verbale.AboutDocument || c.Undone {
		return verbale.Fact{}, false
	}
	var value *string
	if len(c.Value) > 0 && json.Unmarshal(c.Value, &value) != nil {
		return verbale.Fact{}, false
	}
	fact := verbale.Fact{Field: c.Field, Origin: verbale.FromCorrection}
	if value != nil {
		fact.Value = *value
	}
	return fact, true
}

// layOver makes facts the only corrections of a document and settles it anew.
func layOver(d *verbale.Document, facts []verbale.Fact) {
	d.Facts = append(slices.Clone(facts), slices.DeleteFunc(d.Facts, func(f verbale.Fact) bool { return f.Origin == verbale.FromCorrection })...)
	intake.Settle(d)
}

// withCorrections brings a stored document up to date with the corrections
// about it, for the desk at which they come in.
func withCorrections(d *verbale.Document, corrections []verbale.Correction) *verbale.Document {
	var facts []verbale.Fact
	for _, c := range corrections {
		if fact, ok := factOf(c); ok && c.Target.Document == d.Name {
			facts = append(facts, fact)
		}
	}
	layOver(d, facts)
	return d
}
