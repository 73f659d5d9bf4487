package sqlite

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/utterance"
	"verbale.dev/verbale/lang"
)

var intoShingle = into(`shingle (block, statement)`, 2)

// putShingles makes statements, which have those numbers, members of the blocks of
// their fingerprints, and those blocks dirty that hold more than one.
func (w *Writer) putShingles(statements []verbale.Statement, numbers []driver.Value) error {
	var touched []string
	rows := w.put(intoShingle)
	for i := range statements {
		var pieces []string
		for _, e := range statements[i].Content {
			pieces = append(pieces, e.Text)
		}
		for _, block := range utterance.Blocks(pieces) {
			rows.number(utterance.BlockNumber(block))
			rows.number(numbers[i])
			if err := rows.end(); err != nil {
				return err
			}
			touched = append(touched, block)
		}
	}
	if _, err := rows.close(); err != nil {
		return err
	}
	return w.touchShared(touched)
}

// touchShared makes dirty those of the blocks that hold several statements.
func (w *Writer) touchShared(blocks []string) error {
	return w.eachOf(distinct(blocks), func(row []driver.Value) error {
		w.derive.Touch("wording", text(row[0]))
		return nil
	}, `
		SELECT x.value FROM json_each(?) x
		WHERE (SELECT count(*) FROM (SELECT 1 FROM shingle h WHERE h.block = CAST(x.value AS INTEGER) LIMIT 2)) > 1`)
}

// touchWordings makes dirty the blocks of the statements of the versions that a query
// names.
func (w *Writer) touchWordings(query string, arguments ...any) error {
	blocks, err := w.texts(`
		SELECT DISTINCT CAST(h.block AS TEXT) FROM statement s JOIN shingle h ON h.statement = s.number WHERE s.version IN (`+query+`)`, arguments...)
	if err != nil {
		return err
	}
	return w.touchShared(blocks)
}

// shingleAll makes members of their blocks those statements that a dossier holds from
// before there were blocks, and every shared block dirty.
func (w *Writer) shingleAll() error {
	var statements []verbale.Statement
	var numbers []driver.Value
	if err := w.each(func(row []driver.Value) error {
		number, words := row[0], text(row[1])
		if len(numbers) == 0 || numbers[len(numbers)-1] != number {
			statements, numbers = append(statements, verbale.Statement{}), append(numbers, number)
		}
		s := &statements[len(statements)-1]
		s.Content = append(s.Content, verbale.Excerpt{Text: words})
		return nil
	}, `
		SELECT s.number, p.words FROM statement s JOIN statement_span p ON p.statement = s.number AND p.role = 'content'
		WHERE NOT EXISTS (SELECT 1 FROM shingle h WHERE h.statement = s.number) ORDER BY s.number, p.ordinal`); err != nil {
		return err
	}
	if err := w.putShingles(statements, numbers); err != nil {
		return err
	}
	return w.touchAllShared()
}

// touchAllShared makes every block dirty that holds several statements.
func (w *Writer) touchAllShared() error {
	blocks, err := w.texts(`SELECT CAST(block AS TEXT) FROM shingle GROUP BY block HAVING count(*) > 1`)
	for _, block := range blocks {
		w.derive.Touch("wording", block)
	}
	return err
}

// wordingBlocks keeps the links between statements that share words.
type wordingBlocks struct{ w *Writer }

// Follow returns the shared blocks of the statements that one of the changed actors
// speaks.
func (b wordingBlocks) Follow(_ context.Context, below string, changes []derive.Change) ([]string, error) {
	if below != "actor" {
		return nil, nil
	}
	var blocks []string
	for chunk := range slices.Chunk(idsOf(changes), 4096) {
		if err := b.w.eachOf(chunk, func(row []driver.Value) error {
			blocks = append(blocks, text(row[0]))
			return nil
		}, `
			SELECT DISTINCT CAST(h.block AS TEXT) FROM json_each(?) x JOIN local_actor l ON l.actor = x.value
			JOIN statement_actor t ON t.version = l.version AND t.local = l.ordinal AND t.role = 'speaker'
			JOIN shingle h ON h.statement = t.statement
			WHERE EXISTS (SELECT 1 FROM shingle o WHERE o.block = h.block AND o.statement <> h.statement)`); err != nil {
			return nil, err
		}
	}
	return blocks, nil
}

func idsOf(changes []derive.Change) []string {
	ids := make([]string, len(changes))
	for i, change := range changes {
		ids[i] = change.ID
	}
	return ids
}

// Members returns the statements of current versions that belong to blocks.
func (b wordingBlocks) Members(_ context.Context, blocks []string) ([][]utterance.Rendering, error) {
	return membersOf(b.w, blocks, func(row []driver.Value) (utterance.Rendering, error) {
		return renderingOf(row)
	}, `
		SELECT x.key, s.id, d.name, s.mode, s.parent, s.said_on, coalesce(v.dateline_date, substr(v.published, 1, 10)),
		       (SELECT json_group_array(words) FROM
		           (SELECT words FROM statement_span WHERE statement = s.number AND role = 'content' ORDER BY ordinal)),
		       (SELECT json_group_array(actor) FROM
		           (SELECT l.actor FROM statement_actor t JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local
		            WHERE t.statement = s.number AND t.role = 'speaker' ORDER BY t.ordinal))
		FROM json_each(?) x JOIN shingle h ON h.block = CAST(x.value AS INTEGER) JOIN statement s ON s.number = h.statement
		JOIN document d ON d.current = s.version JOIN version v ON v.id = s.version
		WHERE s.status <> 'struck' AND (s.account <> 'outlet' OR s.parent IS NOT NULL)`)
}

// daysOf reads a day, a month, a year or an interval.
func daysOf(value string) utterance.Days {
	span, ok := calendar.ParseSpan(value)
	if !ok {
		return utterance.Days{}
	}
	return utterance.Days{First: int(span.First), Last: int(span.Last), Known: true}
}

// Store makes links the only ones of their blocks. What changed are the statements
// that are linked otherwise than before.
func (b wordingBlocks) Store(_ context.Context, blocks []derive.Block[utterance.Rendering, utterance.Link]) ([]derive.Change, error) {
	names := make([]string, len(blocks))
	held := map[string]map[utterance.Link]bool{}
	for i, block := range blocks {
		names[i] = block.Name
	}
	if err := b.w.eachOf(names, func(row []driver.Value) error {
		add(held, text(row[0]), utterance.Link{A: text(row[1]), B: text(row[2]), By: text(row[3]), Run: int(number(row[4]))}, true)
		return nil
	}, `SELECT x.value, w.a, w.b, w.rule, w.run FROM json_each(?) x JOIN wording w ON w.block = CAST(x.value AS INTEGER)`); err != nil {
		return nil, err
	}
	changed := map[string]bool{}
	for _, block := range blocks {
		of := utterance.BlockNumber(block.Name)
		for _, link := range block.Rows {
			if held[block.Name][link] {
				delete(held[block.Name], link)
				continue
			}
			changed[link.A], changed[link.B] = true, true
			if _, err := b.w.exec(`INSERT INTO wording (block, a, b, rule, run) VALUES (?, ?, ?, ?, ?)
				ON CONFLICT (block, a, b) DO UPDATE SET rule = excluded.rule, run = excluded.run`, of, link.A, link.B, link.By, link.Run); err != nil {
				return nil, err
			}
		}
		for link := range held[block.Name] {
			changed[link.A], changed[link.B] = true, true
			if slices.ContainsFunc(block.Rows, func(l utterance.Link) bool { return l.A == link.A && l.B == link.B }) {
				continue // it was stored anew
			}
			if _, err := b.w.exec(`DELETE FROM wording WHERE block = ? AND a = ? AND b = ?`, of, link.A, link.B); err != nil {
				return nil, err
			}
		}
	}
	return changesOf(changed), nil
}

func changesOf(ids map[string]bool) []derive.Change {
	changes := make([]derive.Change, 0, len(ids))
	for id := range ids {
		changes = append(changes, derive.Change{ID: id})
	}
	return changes
}

// utteranceBlocks keeps the utterances. A block is what links tie together, and bears
// the least id of its statements.
type utteranceBlocks struct {
	w          *Writer
	respoken   []string            // of this settlement: renderings whose speaker is another actor now
	components map[string][]string // of this settlement: statements by block
	links      map[string][]utterance.Link
	linked     []string // of this settlement: renderings that share words with others than before
}

// Follow returns, of the statements that are linked otherwise or spoken by another
// actor, the blocks that they are in now and were in before.
func (b *utteranceBlocks) Follow(_ context.Context, below string, changes []derive.Change) ([]string, error) {
	switch below {
	case "actor":
		b.respoken = nil
		for chunk := range slices.Chunk(idsOf(changes), 4096) {
			if err := b.w.eachOf(chunk, func(row []driver.Value) error {
				b.respoken = append(b.respoken, text(row[0]))
				return nil
			}, `
				SELECT DISTINCT s.id FROM json_each(?) x JOIN local_actor l ON l.actor = x.value
				JOIN statement_actor t ON t.version = l.version AND t.local = l.ordinal AND t.role = 'speaker'
				JOIN statement s ON s.number = t.statement WHERE s.utterance IS NOT NULL`); err != nil {
				return nil, err
			}
		}
		return nil, nil
	case "wording":
		b.linked = idsOf(changes)
		return nil, nil
	case "sense":
	default:
		return nil, nil
	}
	b.components, b.links = map[string][]string{}, map[string][]utterance.Link{}
	statements := distinct(slices.Concat(idsOf(changes), b.linked, b.respoken))
	reached, err := b.tie(statements)
	if err != nil {
		return nil, err
	}
	var before []string
	if err := b.w.eachOf(reached, func(row []driver.Value) error {
		before = append(before, text(row[0]))
		return nil
	}, `
		SELECT DISTINCT u.block FROM json_each(?) x JOIN rendering r ON r.statement = x.value JOIN utterance u ON u.id = r.utterance`); err != nil {
		return nil, err
	}
	if err := b.takeOld(before); err != nil {
		return nil, err
	}
	// A block that is no more, since its first statement went to another one, is settled too.
	return slices.Concat(slices.Collect(maps.Keys(b.components)), before), nil
}

// takeOld takes away the utterances of blocks that hold other statements now. It is
// done before any is stored: one that comes may bear the id of one that goes.
func (b *utteranceBlocks) takeOld(blocks []string) error {
	for chunk := range slices.Chunk(blocks, 4096) {
		held, err := b.held(chunk)
		if err != nil {
			return err
		}
		for _, block := range slices.Sorted(maps.Keys(held)) {
			was := held[block]
			// Whose first rendering stays in its block keeps the id that is made of it, or
			// gives it up itself: nobody else can come to bear it.
			if slices.Contains(b.components[block], was.Renderings[0]) {
				continue
			}
			if err := b.take(was); err != nil {
				return err
			}
		}
	}
	return nil
}

// tie finds what links tie to statements, and to those in turn, and returns all of them.
func (b *utteranceBlocks) tie(statements []string) (reached []string, err error) {
	above := map[string]string{} // a forest: the root of a tree is the least of its statements
	root := func(s string) string {
		for above[s] != s {
			above[s] = above[above[s]]
			s = above[s]
		}
		return s
	}
	for next := statements; len(next) > 0; {
		for _, s := range next {
			if _, known := above[s]; !known {
				above[s] = s
			}
		}
		var further []string
		if err := b.w.eachOf(next, func(row []driver.Value) error {
			s := text(row[0])
			link := utterance.Link{A: text(row[1]), B: text(row[2]), By: text(row[3]), Run: int(number(row[4]))}
			b.links[s] = append(b.links[s], link)
			for _, other := range []string{link.A, link.B} {
				if _, known := above[other]; !known {
					above[other] = other
					further = append(further, other)
				}
			}
			if x, y := root(link.A), root(link.B); x != y {
				above[max(x, y)] = min(x, y)
			}
			return nil
		}, `
			SELECT x.value, w.a, w.b, w.rule, max(w.run) FROM json_each(?1) x JOIN wording w ON w.a = x.value AND w.rule <> ?2 GROUP BY x.value, w.a, w.b
			UNION ALL
			SELECT x.value, w.a, w.b, w.rule, max(w.run) FROM json_each(?1) x JOIN wording w ON w.b = x.value AND w.rule <> ?2 GROUP BY x.value, w.a, w.b`, utterance.Perhaps); err != nil {
			return nil, err
		}
		next = further
	}
	for s := range above {
		reached = append(reached, s)
		if r := root(s); len(b.links[s]) > 0 {
			b.components[r] = append(b.components[r], s)
		}
	}
	return reached, b.split()
}

// split parts what a long rendering alone ties together. A block bears the least id of its
// statements then too.
func (b *utteranceBlocks) split() error {
	of := map[string]string{} // the component of a statement
	for name, statements := range b.components {
		if len(statements) < 3 {
			continue // a long one that bridges ties two others
		}
		for _, s := range statements {
			of[s] = name
		}
	}
	members := map[string][]utterance.Rendering{}
	if err := b.w.eachOf(slices.Sorted(maps.Keys(of)), func(row []driver.Value) error {
		r := utterance.Rendering{Statement: text(row[0])}
		name := of[r.Statement]
		err := json.Unmarshal([]byte(text(row[1])), &r.Pieces)
		members[name] = append(members[name], r)
		return err
	}, `
		SELECT s.id, (SELECT json_group_array(words) FROM
		           (SELECT words FROM statement_span WHERE statement = s.number AND role = 'content' ORDER BY ordinal))
		FROM json_each(?) x JOIN statement s ON s.id = x.value JOIN document d ON d.current = s.version`); err != nil {
		return err
	}
	for name, renderings := range members {
		var links []utterance.Link
		for _, r := range renderings {
			for _, link := range b.links[r.Statement] {
				if link.A == r.Statement {
					links = append(links, link)
				}
			}
		}
		delete(b.components, name)
		for _, group := range utterance.Split(renderings, links) {
			b.components[group[0]] = group
		}
	}
	return nil
}

// Members returns the renderings of blocks; none of a block that is no more.
func (b *utteranceBlocks) Members(_ context.Context, blocks []string) ([][]utterance.Part, error) {
	place, all := map[string]int{}, make([][]utterance.Part, len(blocks))
	var statements []string
	for i, block := range blocks {
		for _, s := range b.components[block] {
			place[s] = i
			statements = append(statements, s)
		}
	}
	err := b.w.eachOf(statements, func(row []driver.Value) error {
		p := utterance.Part{Statement: text(row[0]), Document: text(row[1]), Version: text(row[2]), SaidOn: text(row[3]), Links: b.links[text(row[0])]}
		for _, pair := range strings.Fields(text(row[4])) {
			var span lang.Span
			if _, err := fmt.Sscanf(pair, "%d-%d", &span.Start, &span.End); err != nil {
				return err
			}
			p.Evidence = append(p.Evidence, span)
		}
		if err := json.Unmarshal([]byte(text(row[5])), &p.Speakers); err != nil {
			return err
		}
		i := place[p.Statement]
		all[i] = append(all[i], p)
		return nil
	}, `
		SELECT s.id, d.name, substr(v.hash, 1, 16), s.said_on,
		       (SELECT group_concat(span, ' ') FROM
		           (SELECT start || '-' || "end" AS span FROM statement_span WHERE statement = s.number AND role = 'content' ORDER BY ordinal)),
		       (SELECT json_group_array(actor) FROM
		           (SELECT l.actor FROM statement_actor t JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local
		            WHERE t.statement = s.number AND t.role = 'speaker' ORDER BY t.ordinal))
		FROM json_each(?) x JOIN statement s ON s.id = x.value JOIN document d ON d.current = s.version JOIN version v ON v.id = s.version`)
	return all, err
}

// Store makes utterances the only ones of their blocks. One that has the statements
// that it had bears the id that it had, so that no two are in each other's way.
func (b *utteranceBlocks) Store(_ context.Context, blocks []derive.Block[utterance.Part, utterance.Utterance]) ([]derive.Change, error) {
	names := make([]string, len(blocks))
	for i, block := range blocks {
		names[i] = block.Name
	}
	held, err := b.held(names)
	if err != nil {
		return nil, err
	}
	changed := map[string]bool{}
	for _, block := range blocks {
		was, there := held[block.Name]
		if len(block.Rows) > 0 && same(was, block.Rows[0]) {
			continue
		}
		if there && len(block.Rows) > 0 && was.ID == block.Rows[0].ID {
			changed[was.ID] = true
			if err := b.amend(was, block.Rows[0]); err != nil {
				return nil, err
			}
			continue
		}
		if there {
			changed[was.ID] = true
			if err := b.take(was); err != nil {
				return nil, err
			}
		}
		if len(block.Rows) == 0 {
			continue
		}
		changed[block.Rows[0].ID] = true
		if err := b.give(block.Name, block.Rows[0]); err != nil {
			return nil, err
		}
	}
	return changesOf(changed), nil
}

// held returns the utterances of blocks as they are stored, without what ties them.
func (b *utteranceBlocks) held(blocks []string) (map[string]utterance.Utterance, error) {
	held := map[string]utterance.Utterance{}
	err := b.w.eachOf(blocks, func(row []driver.Value) error {
		block := text(row[0])
		u, ok := held[block]
		if !ok {
			u = utterance.Utterance{ID: text(row[1]), Speaker: text(row[2]), SaidOn: text(row[3]), Tellings: int(number(row[4]))}
		}
		u.Renderings = append(u.Renderings, text(row[5]))
		held[block] = u
		return nil
	}, `
		SELECT u.block, u.id, u.speaker, u.said_on, u.tellings, r.statement
		FROM json_each(?) x JOIN utterance u ON u.block = x.value JOIN rendering r ON r.utterance = u.id ORDER BY u.id, r.ordinal`)
	return held, err
}

func same(was, is utterance.Utterance) bool {
	return was.ID == is.ID && was.Speaker == is.Speaker && was.SaidOn == is.SaidOn && was.Tellings == is.Tellings &&
		slices.Equal(was.Renderings, is.Renderings)
}

// take takes an utterance away.
func (b *utteranceBlocks) take(u utterance.Utterance) error {
	for _, s := range u.Renderings {
		if _, err := b.w.exec(`UPDATE statement SET utterance = NULL WHERE id = ? AND utterance = ?`, s, u.ID); err != nil {
			return err
		}
	}
	_, err := b.w.exec(`DELETE FROM utterance WHERE id = ?`, u.ID)
	return err
}

// amend makes an utterance of one that has the same id, and writes what is another.
func (b *utteranceBlocks) amend(was, is utterance.Utterance) error {
	if _, err := b.w.exec(`UPDATE utterance SET speaker = ?, said_on = ?, tellings = ? WHERE id = ?`,
		orNull(is.Speaker), orNull(is.SaidOn), is.Tellings, is.ID); err != nil {
		return err
	}
	same := 0
	for same < min(len(was.Renderings), len(is.Renderings)) && was.Renderings[same] == is.Renderings[same] {
		same++
	}
	if _, err := b.w.exec(`DELETE FROM rendering WHERE utterance = ? AND ordinal >= ?`, is.ID, same); err != nil {
		return err
	}
	gone := make(map[string]bool, len(was.Renderings)-same)
	for _, s := range was.Renderings[same:] {
		gone[s] = true
	}
	for i, s := range is.Renderings[same:] {
		if _, err := b.w.exec(`INSERT INTO rendering (utterance, ordinal, statement) VALUES (?, ?, ?)`, is.ID, same+i, s); err != nil {
			return err
		}
		if gone[s] {
			delete(gone, s)
			continue
		}
		if _, err := b.w.exec(`UPDATE statement SET utterance = ? WHERE id = ? AND version IN (SELECT current FROM document)`, is.ID, s); err != nil {
			return err
		}
	}
	for _, s := range slices.Sorted(maps.Keys(gone)) {
		if _, err := b.w.exec(`UPDATE statement SET utterance = NULL WHERE id = ? AND utterance = ?`, s, is.ID); err != nil {
			return err
		}
	}
	return nil
}

// give stores an utterance.
func (b *utteranceBlocks) give(block string, u utterance.Utterance) error {
	if _, err := b.w.exec(`INSERT INTO utterance (id, block, speaker, said_on, tellings) VALUES (?, ?, ?, ?, ?)`,
		u.ID, block, orNull(u.Speaker), orNull(u.SaidOn), u.Tellings); err != nil {
		return err
	}
	for i, s := range u.Renderings {
		if _, err := b.w.exec(`INSERT INTO rendering (utterance, ordinal, statement) VALUES (?, ?, ?)`, u.ID, i, s); err != nil {
			return err
		}
		if _, err := b.w.exec(`UPDATE statement SET utterance = ? WHERE id = ? AND version IN (SELECT current FROM document)`, u.ID, s); err != nil {
			return err
		}
	}
	return nil
}
