package sqlite

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/utterance"
)

// reportDay is the day by which a version is put beside others.
const reportDay = `coalesce(v.dateline_date, substr(v.published, 1, 10))`

// senseBlocks names the blocks to which what an actor is told to have said in a report of
// a day belongs, none where it is no day.
func senseBlocks(actor, day string) []string {
	d, ok := calendar.ParseDay(day)
	if !ok || len(day) != len("2006-01-02") {
		return nil
	}
	first := d - (d%utterance.SenseDays+utterance.SenseDays)%utterance.SenseDays
	var names []string
	for _, from := range []calendar.Day{first - utterance.SenseDays, first} {
		names = append(names, utterance.BlockOfSpeaker(actor, from.String(), (from+2*utterance.SenseDays).String()))
	}
	return names
}

// touchSenses makes dirty the blocks of the current versions among those that a query
// names.
func (w *Writer) touchSenses(query string, arguments ...any) error {
	return w.each(func(row []driver.Value) error {
		w.derive.Touch("sense", utterance.BlockOfReport(text(row[0])))
		for _, name := range senseBlocks(text(row[1]), text(row[2])) {
			w.derive.Touch("sense", name)
		}
		return nil
	}, `
		SELECT DISTINCT d.name, l.actor, `+reportDay+`
		FROM version v JOIN document d ON d.current = v.id LEFT JOIN statement_actor t ON t.version = v.id AND t.role = 'speaker'
		LEFT JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local WHERE v.id IN (`+query+`)`, arguments...)
}

// touchMoved makes dirty the blocks of the reports' actors of a profile that were one actor
// and are another: those of the reports, and those of both.
func (w *Writer) touchMoved(profile, was, is string) error {
	return w.each(func(row []driver.Value) error {
		w.derive.Touch("sense", utterance.BlockOfReport(text(row[0])))
		for _, name := range append(senseBlocks(was, text(row[1])), senseBlocks(is, text(row[1]))...) {
			w.derive.Touch("sense", name)
		}
		return nil
	}, `
		SELECT DISTINCT d.name, `+reportDay+` FROM local_actor l JOIN version v ON v.id = l.version JOIN document d ON d.current = v.id
		WHERE l.profile = ?`, profile)
}

// touchSided makes dirty the blocks of the reports in which an actor speaks who has other
// sides now.
func (w *Writer) touchSided(actor string) error {
	return w.each(func(row []driver.Value) error {
		w.derive.Touch("sense", utterance.BlockOfReport(text(row[0])))
		return nil
	}, `
		SELECT DISTINCT d.name FROM local_actor l JOIN statement_actor t ON t.version = l.version AND t.local = l.ordinal AND t.role = 'speaker'
		JOIN document d ON d.current = l.version WHERE l.actor = ?`, actor)
}

// senseLinks keeps the links between statements of one sense.
type senseLinks struct{ w *Writer }

// Follow returns the blocks of the versions that were put, and of pairs of reports. Those of
// actors that moved or have other sides are touched where that is stored.
func (b senseLinks) Follow(_ context.Context, below string, changes []derive.Change) ([]string, error) {
	switch below {
	case "wording":
		return b.occasions(changes)
	case "actor":
	default:
		return nil, nil
	}
	put, err := json.Marshal(b.w.unsensed)
	if err != nil {
		return nil, err
	}
	b.w.unsensed = nil
	if err := b.w.touchSenses(`SELECT value FROM json_each(?)`, string(put)); err != nil {
		return nil, err
	}
	return nil, nil
}

// occasions returns the blocks of the pairs of reports that share the words of one of the
// changed statements with each other, or did.
func (b senseLinks) occasions(changes []derive.Change) ([]string, error) {
	var names []string
	for chunk := range slices.Chunk(idsOf(changes), 4096) {
		if err := b.w.eachOf(chunk, func(row []driver.Value) error {
			if row[1] == nil {
				names = append(names, text(row[0]))
			} else {
				names = append(names, utterance.BlockOfReports(text(row[0]), text(row[1])))
			}
			return nil
		}, `
			SELECT DISTINCT d.name, e.name
			FROM json_each(?1) x JOIN statement s ON s.id = x.value JOIN document d ON d.current = s.version JOIN wording w ON w.a = s.id OR w.b = s.id
			JOIN statement t ON t.id = CASE s.id WHEN w.a THEN w.b ELSE w.a END JOIN document e ON e.current = t.version
			WHERE w.rule = 'words' AND d.id <> e.id
			UNION
			SELECT n.name, NULL
			FROM json_each(?1) x JOIN statement s ON s.id = x.value JOIN statement o ON o.version = s.version
			JOIN wording w ON w.a = o.id JOIN sense_block n ON n.block = w.block WHERE json_array_length(n.name) = 2
			UNION
			SELECT n.name, NULL
			FROM json_each(?1) x JOIN statement s ON s.id = x.value JOIN statement o ON o.version = s.version
			JOIN wording w ON w.b = o.id JOIN sense_block n ON n.block = w.block WHERE json_array_length(n.name) = 2`); err != nil {
			return nil, err
		}
	}
	return names, nil
}

// Members returns the statements of current versions that belong to blocks.
func (b senseLinks) Members(_ context.Context, blocks []string) ([][]utterance.Rendering, error) {
	all := make([][]utterance.Rendering, len(blocks))
	over, err := b.crowded(blocks)
	if err != nil {
		return nil, err
	}
	var small []string
	var place []int
	for i, block := range blocks {
		if !over[block] {
			small, place = append(small, block), append(place, i)
		}
	}
	const columns = `
		SELECT x.key, s.id, d.name, s.mode, s.parent, s.said_on, ` + reportDay + `,
		       (SELECT json_group_array(words) FROM
		           (SELECT words FROM statement_span WHERE statement = s.number AND role = 'content' ORDER BY ordinal)),
		       (SELECT json_group_array(actor) FROM
		           (SELECT l.actor FROM statement_actor t JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local
		            WHERE t.statement = s.number AND t.role = 'speaker' ORDER BY t.ordinal)),
		       CASE json_array_length(x.value) WHEN 1 THEN -- sides are asked for within a report alone
		           (SELECT json_group_array(side) FROM (
		                SELECT l.actor AS side FROM statement_actor t JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local
		                WHERE t.statement = s.number AND t.role = 'speaker'
		                UNION
		                SELECT y.side FROM statement_actor t JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local
		                JOIN actor_side y ON y.actor = l.actor WHERE t.statement = s.number AND t.role = 'speaker'
		                ORDER BY 1))
		       ELSE '[]' END,
		       s.part
		FROM json_each(?) x `
	for _, from := range []string{
		`JOIN document d ON json_array_length(x.value) = 1 AND d.name = json_extract(x.value, '$[0]')
		 JOIN version v ON v.id = d.current JOIN statement s ON s.version = v.id
		 WHERE s.status <> 'struck' AND (s.account <> 'outlet' OR s.parent IS NOT NULL)`,
		`JOIN document d ON json_array_length(x.value) = 2 AND d.name IN (json_extract(x.value, '$[0]'), json_extract(x.value, '$[1]'))
		 JOIN version v ON v.id = d.current JOIN statement s ON s.version = v.id
		 WHERE s.status <> 'struck' AND (s.account <> 'outlet' OR s.parent IS NOT NULL) AND EXISTS (
		     SELECT 1 FROM document d1 JOIN document d2 JOIN statement s1 ON s1.version = d1.current
		     JOIN wording w ON w.rule = 'words' AND w.a = s1.id JOIN statement s2 ON s2.id = w.b AND s2.version = d2.current
		     WHERE d1.name IN (json_extract(x.value, '$[0]'), json_extract(x.value, '$[1]'))
		       AND d2.name IN (json_extract(x.value, '$[0]'), json_extract(x.value, '$[1]')) AND d1.id <> d2.id)`,
		`CROSS JOIN ` + spokenWithin + ` JOIN statement s ON s.number = z.statement
		 WHERE json_array_length(x.value) = 3 AND ` + withinBlock + ` AND s.status <> 'struck' AND (s.account <> 'outlet' OR s.parent IS NOT NULL)`,
	} {
		if err := b.w.eachOf(small, func(row []driver.Value) error {
			r, err := renderingOf(row[1:])
			i := place[number(row[0])]
			all[i] = append(all[i], r)
			return err
		}, columns+from); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// spokenWithin are the places at which an actor speaks in the reports of some days, by the
// index of days, and withinBlock says which: those of the block x.value.
const (
	spokenWithin = `version v CROSS JOIN document d ON d.current = v.id CROSS JOIN local_actor a ON a.version = v.id
		CROSS JOIN statement_actor z ON z.version = a.version AND z.local = a.ordinal AND z.role = 'speaker'`
	withinBlock = reportDay + ` >= json_extract(x.value, '$[1]') AND ` + reportDay + ` < json_extract(x.value, '$[2]')
		AND length(` + reportDay + `) = 10 AND a.actor = json_extract(x.value, '$[0]')`
)

// crowded returns the blocks of speakers that have so many members that none is looked at:
// of whom everybody tells everything within some days, the same words have to tell it.
func (b senseLinks) crowded(blocks []string) (map[string]bool, error) {
	over := map[string]bool{}
	err := b.w.eachOf(blocks, func(row []driver.Value) error {
		over[text(row[0])] = true
		return nil
	}, `
		SELECT x.value FROM json_each(?) x
		WHERE json_array_length(x.value) = 3 AND (
		    SELECT count(*) FROM (SELECT 1 FROM `+spokenWithin+` WHERE `+withinBlock+` LIMIT ?2)) >= ?2`, utterance.MostInBlock)
	return over, err
}

// renderingOf reads id, document, mode, parent, day of the saying and of the report,
// pieces, speakers and, where they are asked for, sides and part.
func renderingOf(row []driver.Value) (utterance.Rendering, error) {
	r := utterance.Rendering{
		Statement: text(row[0]), Document: text(row[1]), Quoted: text(row[2]) != string(verbale.Indirect),
		Direct: text(row[2]) == string(verbale.Direct), Outer: text(row[3]), Said: daysOf(text(row[4])), Reported: daysOf(text(row[5])),
	}
	if err := json.Unmarshal([]byte(text(row[6])), &r.Pieces); err != nil {
		return r, err
	}
	if err := json.Unmarshal([]byte(text(row[7])), &r.Speakers); err != nil || len(row) < 10 {
		return r, err
	}
	r.Title = text(row[9]) == string(verbale.Title) || text(row[9]) == string(verbale.Heading)
	return r, json.Unmarshal([]byte(text(row[8])), &r.Sides)
}

// Store makes links the only ones of their blocks.
func (b senseLinks) Store(ctx context.Context, blocks []derive.Block[utterance.Rendering, utterance.Link]) ([]derive.Change, error) {
	numbered := make([]derive.Block[utterance.Rendering, utterance.Link], len(blocks))
	names := make([]string, len(blocks))
	for i, block := range blocks {
		numbered[i] = block
		numbered[i].Name = utterance.NameOf(utterance.NumberOf(block.Name))
		names[i] = numbered[i].Name
	}
	held := map[string]bool{}
	if err := b.w.eachOf(names, func(row []driver.Value) error {
		held[text(row[0])] = true
		return nil
	}, `SELECT x.value FROM json_each(?) x JOIN sense_block s ON s.block = CAST(x.value AS INTEGER)`); err != nil {
		return nil, err
	}
	for i, block := range blocks {
		if len(block.Rows) == 0 || held[names[i]] {
			continue
		}
		if _, err := b.w.exec(`INSERT INTO sense_block (block, name) VALUES (?, ?)`, utterance.NumberOf(block.Name), block.Name); err != nil {
			return nil, err
		}
	}
	for i, block := range blocks {
		if len(block.Rows) > 0 || !held[names[i]] {
			continue
		}
		if _, err := b.w.exec(`DELETE FROM sense_block WHERE block = ?`, utterance.NumberOf(block.Name)); err != nil {
			return nil, err
		}
	}
	return wordingBlocks(b).Store(ctx, numbered)
}

// touchAllSenses makes dirty every block of this layer: those that versions belong to and
// those that hold links.
func (w *Writer) touchAllSenses() error {
	if err := w.touchSenses(`SELECT current FROM document WHERE current IS NOT NULL`); err != nil {
		return err
	}
	return w.each(func(row []driver.Value) error {
		w.derive.Touch("sense", strings.Clone(text(row[0])))
		return nil
	}, `SELECT name FROM sense_block`)
}
