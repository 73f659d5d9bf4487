package sqlite

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"verbale.dev/verbale"
)

var (
	intoTelling = into(`telling (id, version, ordinal, passage, start, "end", words, type, predicate, factuality, background,
		place, happened, day_from, voice, paper, plover_type, plover_mode, cameo, rule, confidence, local_paper, block, paper_block, event, edited)`, 26)
	intoParty = into(`telling_party (telling, role, ordinal, version, start, "end", words, local, side)`, 9)
)

// putTellings stores the events that a report tells, with who takes part in them.
func (w *Writer) putTellings(version int64, document string, reading *verbale.Reading, shelf shelf) error {
	tellings := reading.Tellings
	boxed := driver.Value(version)
	rows := w.put(intoTelling)
	for i := range tellings {
		t := &tellings[i]
		id := eventID(document, t, sameTelling(tellings[:i], t))
		rows.text(id)
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
		block := t.Block
		if block == "" { // it is one by itself
			block = "- " + id
		}
		var paper *string
		if t.OfPaper < 0 {
			rows.null()
		} else {
			rows.int(t.OfPaper)
			paper = &reading.Papers[t.OfPaper].Block
		}
		rows.text(block)
		if paper == nil || *paper == "" {
			rows.null()
		} else {
			rows.text(*paper)
		}
		rows.number(id)
		rows.textAt(editedOf(t.Edit))
		w.derive.Touch("event", block)
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
				rows.wordOrNull(p.Side)
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
// and what they are, and what they tell.
func eventID(document string, t *verbale.Telling, again int) string {
	e := &t.Evidence
	return rowID("event", document, strconv.Itoa(e.Start), strconv.Itoa(e.End), e.Text, machineHad(t.Edit, "type", string(t.Type)), t.Predicate, strconv.Itoa(again))
}

// sameTelling counts the tellings before that the same words tell as the same thing.
func sameTelling(before []verbale.Telling, t *verbale.Telling) int {
	n := 0
	for i := range before {
		if b := &before[i]; b.Evidence.Span == t.Evidence.Span && b.Type == t.Type && b.Predicate == t.Predicate {
			n++
		}
	}
	return n
}

// editedOf is what a person did with a row, as JSON; nil for nothing.
func editedOf(edit *verbale.RowEdit) *string {
	if edit == nil {
		return nil
	}
	data, err := json.Marshal(edit)
	if err != nil {
		return nil // its types hold nothing that JSON cannot
	}
	text := string(data)
	return &text
}

// machineHad is what the machine had in a field before a person corrected it, so that the
// id of a row stays what it was.
func machineHad(edit *verbale.RowEdit, field, now string) string {
	if edit == nil || edit.Machine[field] == nil {
		return now
	}
	var was string
	if json.Unmarshal(edit.Machine[field], &was) != nil {
		return now
	}
	return was
}

// editIn reads what a person did with a row; nil for nothing.
func editIn(text *string) (*verbale.RowEdit, error) {
	if text == nil {
		return nil, nil
	}
	edit := &verbale.RowEdit{}
	return edit, json.Unmarshal([]byte(*text), edit)
}

// laid lays what a person did with the tellings of a row over what is said of the row.
func laid(edits []*verbale.RowEdit, status *verbale.Status, corrected *[]string) {
	rank := []verbale.Status{verbale.Unread, verbale.Checked, verbale.Corrected, verbale.Added}
	for _, edit := range edits {
		if edit == nil {
			continue
		}
		if slices.Index(rank, edit.Status) > slices.Index(rank, *status) {
			*status = edit.Status
		}
		for _, field := range edit.Corrected {
			if !slices.Contains(*corrected, field) {
				*corrected = append(*corrected, field)
			}
		}
	}
	slices.Sort(*corrected)
}
