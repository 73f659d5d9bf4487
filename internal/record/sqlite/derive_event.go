package sqlite

import (
	"context"
	"database/sql/driver"
	"encoding/json"

	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/event"
)

// eventBlocks keeps which tellings are of one event. What it is told of them hangs on
// no other report, so no lower layer matters.
type eventBlocks struct{ w *Writer }

// Follow returns nothing: events stand on readings alone.
func (eventBlocks) Follow(context.Context, string, []derive.Change) ([]string, error) {
	return nil, nil
}

// Members returns the tellings of current versions.
func (b eventBlocks) Members(_ context.Context, blocks []string) ([][]event.Telling, error) {
	return membersOf(b.w, blocks, func(row []driver.Value) (event.Telling, error) {
		t := event.Telling{
			Key: text(row[0]), Document: text(row[1]), Start: int(number(row[2])), Type: text(row[3]), Factuality: text(row[4]), Place: text(row[5]),
			Paper: text(row[6]), On: eventDays(text(row[7])), Reported: eventDays(text(row[8])), Words: text(row[9]),
		}
		if err := json.Unmarshal([]byte(text(row[10])), &t.Initiators); err != nil {
			return t, err
		}
		return t, json.Unmarshal([]byte(text(row[11])), &t.Recipients)
	}, `
		SELECT x.key, t.id, d.name, t.start, t.type, t.factuality, t.place, t.paper_block, t.happened,
		       coalesce(v.dateline_date, substr(v.published, 1, 10)), t.words,
		       (SELECT json_group_array(side) FROM (SELECT side FROM telling_party WHERE telling = t.number AND role = 'initiator' AND side IS NOT NULL ORDER BY ordinal)),
		       (SELECT json_group_array(side) FROM (SELECT side FROM telling_party WHERE telling = t.number AND role = 'recipient' AND side IS NOT NULL ORDER BY ordinal))
		FROM json_each(?) x JOIN telling t ON t.block = x.value JOIN document d ON d.current = t.version JOIN version v ON v.id = t.version`)
}

func eventDays(value string) event.Days {
	span, ok := calendar.ParseSpan(value)
	if !ok {
		return event.Days{}
	}
	return event.Days{First: int(span.First), Last: int(span.Last), Known: true}
}

// Store ties tellings to the events that they are of, where it is another one than
// before.
func (b eventBlocks) Store(_ context.Context, blocks []derive.Block[event.Telling, event.Event]) ([]derive.Change, error) {
	names := make([]string, len(blocks))
	for i := range blocks {
		names[i] = blocks[i].Name
	}
	held := map[string]string{}
	if err := b.w.eachOf(names, func(row []driver.Value) error {
		held[text(row[0])] = text(row[1])
		return nil
	}, `SELECT t.id, t.event FROM json_each(?) x JOIN telling t ON t.block = x.value JOIN document d ON d.current = t.version`); err != nil {
		return nil, err
	}
	changed := map[string]bool{}
	for _, block := range blocks {
		for _, e := range block.Rows {
			for _, key := range e.Tellings {
				if held[key] == e.ID {
					continue
				}
				changed[e.ID], changed[held[key]] = true, true
				if _, err := b.w.exec(`UPDATE telling SET event = ? WHERE id = ? AND version IN (SELECT current FROM document)`, e.ID, key); err != nil {
					return nil, err
				}
			}
		}
	}
	return changesOf(changed), nil
}
