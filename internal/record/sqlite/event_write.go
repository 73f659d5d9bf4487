package sqlite

import (
	"crypto/sha256"
	"database/sql/driver"
	"encoding/base32"
	"fmt"
	"strings"

	"verbale.dev/verbale"
)

var (
	intoTelling = into(`telling (id, version, ordinal, passage, start, "end", words, type, predicate, factuality, background,
		place, happened, day_from, voice, paper, plover_type, plover_mode, cameo, rule, confidence, local_paper)`, 22)
	intoParty = into(`telling_party (telling, role, ordinal, version, start, "end", words, local)`, 8)
)

// putTellings stores the events that a report tells, with who takes part in them.
func (w *Writer) putTellings(version int64, document string, tellings []verbale.Telling, shelf shelf) error {
	boxed := driver.Value(version)
	rows := w.put(intoTelling)
	for i := range tellings {
		t := &tellings[i]
		rows.text(eventID(document, &t.Evidence))
		rows.number(boxed)
		rows.int(i)
		rows.span(shelf, &t.Evidence)
		rows.word(string(t.Type))
		rows.word(t.Predicate)
		rows.word(string(t.Factuality))
		rows.value(t.Background)
		rows.textAt(t.Place)
		rows.wordAt(t.On)
		wordAt(rows, t.OnFrom)
		rows.textAt(t.Voice)
		if t.Paper != nil {
			rows.text(t.Paper.Text)
		} else {
			rows.null()
		}
		if t.PLOVER != nil {
			rows.word(t.PLOVER.Type)
			rows.wordAt(t.PLOVER.Mode)
		} else {
			rows.null()
			rows.null()
		}
		rows.wordAt(t.CAMEO)
		rows.word(t.Rule)
		rows.int(t.Confidence)
		if t.OfPaper < 0 {
			rows.null()
		} else {
			rows.int(t.OfPaper)
		}
		if err := rows.end(); err != nil {
			return fmt.Errorf("event: %w", err)
		}
	}
	last, err := rows.close()
	if err != nil {
		return err
	}
	rows = w.put(intoParty)
	for i := range tellings {
		number := driver.Value(last - int64(len(tellings)-1-i))
		for _, role := range []struct {
			name    string
			parties []verbale.Party
		}{{"initiator", tellings[i].Initiators}, {"recipient", tellings[i].Recipients}, {"through", tellings[i].Through}} {
			for k := range role.parties {
				p := &role.parties[k]
				rows.known(i)
				rows.number(number)
				rows.word(role.name)
				rows.int(k)
				rows.number(boxed)
				rows.int(p.Start)
				rows.int(p.End)
				rows.text(p.Text)
				if p.Actor < 0 {
					rows.null()
				} else {
					rows.int(p.Actor)
				}
				if err := rows.end(); err != nil {
					return fmt.Errorf("event: %w", err)
				}
			}
		}
	}
	_, err = rows.close()
	return err
}

// eventID is made of the layer and the evidence: the document, where the words stand
// and what they are.
func eventID(document string, e *verbale.Excerpt) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "event\x00%s\x00%d\x00%d\x00%s", document, e.Start, e.End, e.Text))
	return "e-" + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:10]))
}
