package record

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/account"
	"verbale.dev/verbale/internal/derive/identity"
	"verbale.dev/verbale/internal/world"
)

// newEngine returns the layers of the dossier, in their order, as the transaction
// of w keeps them.
func newEngine(w *Writer) *derive.Engine {
	actors := &actorBlocks{w: w}
	return derive.NewEngine(
		derive.NewLayer(identity.Deriver{}, identityBlocks{w}),
		derive.NewLayer(identity.Summaries{World: world.Load(), Declared: actors.declarations}, actors),
		derive.NewLayer(account.Deriver{}, accountBlocks{w}),
	)
}

// SettleAll derives anew what follows from the whole dossier: after documents were
// taken out, or where the rules of a layer changed. It is near-linear in the
// actors of the reports.
func (d *Dossier) SettleAll(ctx context.Context) error {
	w, err := d.NewWriter(ctx)
	if err != nil {
		return err
	}
	defer w.Abandon()
	if err := w.TouchAll(ctx); err != nil {
		return err
	}
	return w.Commit()
}

// TouchAll makes Commit derive anew what follows from the whole dossier.
func (w *Writer) TouchAll(ctx context.Context) error {
	blocks, err := fetch[string](ctx, w, `SELECT DISTINCT block FROM profile`)
	if err != nil {
		return fmt.Errorf("record: settle: %w", err)
	}
	for _, block := range blocks {
		w.derive.Touch("identity", block)
		w.went[block] = true
	}
	w.redeclare = true
	return nil
}

// identityBlocks keeps the profiles of blocks, and which actor each is before what
// a person declared, with the other ids of those.
type identityBlocks struct{ w *Writer }

// Members returns the profiles of a block. Where profiles may have gone, those
// that no version has are let go first.
func (b identityBlocks) Members(ctx context.Context, block string) ([]identity.Member, error) {
	if b.w.went[block] {
		delete(b.w.went, block)
		if _, err := b.w.exec(ctx, `
			DELETE FROM profile WHERE block = ? AND NOT EXISTS (SELECT 1 FROM local_actor l WHERE l.profile = profile.id)`, block); err != nil {
			return nil, err
		}
	}
	rows, err := b.w.rows(ctx, `
		SELECT p.id, p.data, p.base, NOT EXISTS (
		    SELECT 1 FROM local_actor l JOIN document d ON d.current = l.version WHERE l.profile = p.id)
		FROM profile p WHERE p.block = ?`, block)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var members []identity.Member
	var data sql.RawBytes
	for rows.Next() {
		var m identity.Member
		if err := rows.Scan(&m.Key, &data, &m.Base, &m.Past); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(data, &m.Profile); err != nil {
			return nil, fmt.Errorf("profile %s: %w", m.Key, err)
		}
		members = append(members, m)
	}
	return members, errors.Join(rows.Err(), rows.Close())
}

// Store ties the profiles to their actors and makes ids the only ones of the block.
func (b identityBlocks) Store(ctx context.Context, block string, members []identity.Member, rows []identity.Row) ([]derive.Change, error) {
	changed := map[derive.Change]bool{}
	was := make(map[string]string, len(members))
	for _, m := range members {
		was[m.Key] = m.Base
	}
	aliases, perhaps := map[string]string{}, map[pair]bool{}
	for _, row := range rows {
		for _, member := range row.Members {
			if was[member] == row.ID {
				continue
			}
			changed[derive.Change{ID: row.ID}] = true
			if was[member] != "" {
				changed[derive.Change{ID: was[member]}] = true
			}
			if _, err := b.w.exec(ctx, `UPDATE profile SET base = ? WHERE id = ?`, row.ID, member); err != nil {
				return nil, err
			}
		}
		if row.Past {
			continue
		}
		for _, alias := range append(row.Aliases, row.ID) {
			if _, taken := aliases[alias]; !taken {
				aliases[alias] = row.ID
			}
		}
		for _, other := range row.Perhaps {
			perhaps[pair{row.ID, other}] = true
		}
	}
	if err := b.storeAliases(ctx, block, aliases, changed); err != nil {
		return nil, err
	}
	return slices.Collect(maps.Keys(changed)), b.storePerhaps(ctx, block, perhaps)
}

// pair is two ids.
type pair struct{ a, b string }

// storeAliases makes ids the only ones that a block's actors are known by, each
// with its actor, and notes what they resolved to where that is another now.
func (b identityBlocks) storeAliases(ctx context.Context, block string, aliases map[string]string, changed map[derive.Change]bool) error {
	held := map[string]string{}
	if err := b.w.pairs(ctx, func(alias, base string) { held[alias] = base },
		`SELECT alias, base FROM actor_alias WHERE block = ?`, block); err != nil {
		return err
	}
	var other []string // ids that are not what they were
	for alias, base := range aliases {
		if held[alias] != base {
			other = append(other, alias)
		}
	}
	for alias := range held {
		if _, kept := aliases[alias]; !kept {
			other = append(other, alias)
		}
	}
	if len(other) == 0 {
		return nil
	}
	slices.Sort(other)
	list, err := json.Marshal(other)
	if err != nil {
		return err
	}
	elsewhere := map[string][]string{} // of each of them: the actors of other blocks that it is an id of
	if err := b.w.pairs(ctx, func(alias, base string) { elsewhere[alias] = append(elsewhere[alias], base) },
		`SELECT a.alias, a.base FROM json_each(?) x JOIN actor_alias a ON a.alias = x.value WHERE a.block <> ?`, string(list), block); err != nil {
		return err
	}
	for _, alias := range other {
		before, after := elsewhere[alias], elsewhere[alias]
		was, there := held[alias]
		if there {
			before = append(slices.Clone(before), was)
			if _, err := b.w.exec(ctx, `DELETE FROM actor_alias WHERE alias = ? AND block = ?`, alias, block); err != nil {
				return err
			}
		}
		if base, kept := aliases[alias]; kept {
			after = append(slices.Clone(after), base)
			if _, err := b.w.exec(ctx, `INSERT INTO actor_alias (block, alias, base) VALUES (?, ?, ?)`, block, alias, base); err != nil {
				return err
			}
		}
		if was := soleBase(before, alias); was != soleBase(after, alias) {
			changed[derive.Change{ID: was, Moved: true}] = true
		}
	}
	return nil
}

// storePerhaps makes pairs the only actors of a block that may be one.
func (b identityBlocks) storePerhaps(ctx context.Context, block string, perhaps map[pair]bool) error {
	var gone []pair
	if err := b.w.pairs(ctx, func(base, other string) {
		if p := (pair{base, other}); perhaps[p] {
			delete(perhaps, p)
		} else {
			gone = append(gone, p)
		}
	}, `SELECT base, other FROM actor_perhaps WHERE block = ?`, block); err != nil {
		return err
	}
	for _, p := range gone {
		if _, err := b.w.exec(ctx, `DELETE FROM actor_perhaps WHERE base = ? AND other = ?`, p.a, p.b); err != nil {
			return err
		}
	}
	for p := range perhaps {
		if _, err := b.w.exec(ctx, `INSERT INTO actor_perhaps (block, base, other) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, block, p.a, p.b); err != nil {
			return err
		}
	}
	return nil
}

// Follow returns nothing: identity stands on readings alone.
func (identityBlocks) Follow(context.Context, string, []derive.Change) ([]string, error) {
	return nil, nil
}

// actorBlocks keeps what the dossier says of each actor, with what a person
// declared applied. A block is an actor by its id; its members are the profiles
// that are given to it.
type actorBlocks struct {
	w        *Writer
	declared *identity.Declarations // of this settlement
	come     map[string][]string    // by actor: profiles that another one had before
}

// declarations returns what a person declared, as it holds for this settlement.
func (b *actorBlocks) declarations() *identity.Declarations { return b.declared }

// Follow gives profiles to the actors that a person's declarations make of their
// bases, and returns those actors, before and after; and the actors for whose
// sides another id stands now.
func (b *actorBlocks) Follow(ctx context.Context, _ string, changes []derive.Change) ([]string, error) {
	var err error
	if b.declared, err = declarations(ctx, b.w.tx); err != nil {
		return nil, err
	}
	b.come = map[string][]string{}
	bases, moved := map[string]bool{}, []string{}
	for _, change := range changes {
		if !change.Moved {
			bases[change.ID] = true
			continue
		}
		moved = append(moved, change.ID)
		if final := b.declared.Final(change.ID, nil); final != change.ID {
			moved = append(moved, final)
		}
	}
	if other, err := b.redeclared(ctx); err != nil {
		return nil, err
	} else if other {
		all, err := fetch[string](ctx, b.w, `SELECT DISTINCT base FROM profile`)
		if err != nil {
			return nil, err
		}
		for _, base := range all {
			bases[base] = true
		}
	}
	actors := map[string]bool{}
	for _, base := range slices.Sorted(maps.Keys(bases)) {
		if err := b.give(ctx, base, actors); err != nil {
			return nil, err
		}
	}
	if len(moved) > 0 {
		list, err := json.Marshal(moved)
		if err != nil {
			return nil, err
		}
		sided, err := fetch[string](ctx, b.w, `SELECT DISTINCT s.actor FROM json_each(?) x JOIN actor_side s ON s.side = x.value`, string(list))
		if err != nil {
			return nil, err
		}
		for _, actor := range sided {
			actors[actor] = true
		}
	}
	return slices.Collect(maps.Keys(actors)), nil
}

// redeclared reports whether what a person declared means something else than it
// did at the last settlement: something was declared or undone, or an id that it
// names is another actor's now.
func (b *actorBlocks) redeclared(ctx context.Context) (bool, error) {
	asked := b.w.redeclare
	b.w.redeclare = false
	held, err := fetch[string](ctx, b.w, `SELECT value FROM dossier WHERE key = 'declared'`)
	if err != nil {
		return false, err
	}
	now, was := b.declared.Fingerprint(), ""
	if len(held) > 0 {
		was = held[0]
	}
	if now == was {
		return asked, nil
	}
	_, err = b.w.exec(ctx, `INSERT INTO dossier (key, value) VALUES ('declared', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, now)
	return true, err
}

// give gives the profiles of a base to the actors that declarations make of it.
// It notes in actors those that they belonged to and belong to now.
func (b *actorBlocks) give(ctx context.Context, base string, actors map[string]bool) error {
	rows, err := b.w.rows(ctx, `SELECT id, data, actor FROM profile WHERE base = ?`, base)
	if err != nil {
		return err
	}
	defer rows.Close()
	type row struct{ id, now string }
	var moved []row
	var data sql.RawBytes
	for rows.Next() {
		var id, was string
		var p identity.Profile
		if err := rows.Scan(&id, &data, &was); err != nil {
			return err
		}
		if err := json.Unmarshal(data, &p); err != nil {
			return fmt.Errorf("profile %s: %w", id, err)
		}
		now := b.declared.Final(base, append([]string{p.Name}, p.Names...))
		actors[now] = true
		if was != "" {
			actors[was] = true
		}
		if was != now {
			moved = append(moved, row{id, now})
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, r := range moved {
		b.come[r.now] = append(b.come[r.now], r.id)
		if _, err := b.w.exec(ctx, `UPDATE profile SET actor = ? WHERE id = ?`, r.now, r.id); err != nil {
			return err
		}
	}
	return nil
}

// Members returns the profiles of an actor.
func (b *actorBlocks) Members(ctx context.Context, actor string) ([]identity.Bearer, error) {
	var failed error
	var bearers []identity.Bearer
	err := b.w.pairs(ctx, func(id, data string) {
		bearer := identity.Bearer{Key: id}
		if err := json.Unmarshal([]byte(data), &bearer.Profile); err != nil {
			failed = fmt.Errorf("profile %s: %w", id, err)
		}
		bearers = append(bearers, bearer)
	}, `SELECT id, data FROM profile WHERE actor = ?`, actor)
	return bearers, errors.Join(err, failed)
}

// Store makes the row of an actor, and ties the actors of the reports to it; an
// actor that nobody bears goes. It changed where its sides did, or reports' actors
// came to it.
func (b *actorBlocks) Store(ctx context.Context, id string, _ []identity.Bearer, made []identity.Summary) ([]derive.Change, error) {
	if len(made) == 0 {
		if _, err := b.w.exec(ctx, goneActor, id); err != nil {
			return nil, err
		}
		_, err := b.w.exec(ctx, `DELETE FROM actor_side WHERE actor = ?`, id)
		return nil, err
	}
	if _, err := b.w.exec(ctx, `
		INSERT INTO actor (id, name, type) VALUES (?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, type = excluded.type
		WHERE name <> excluded.name OR type <> excluded.type`, id, made[0].Name, made[0].Type); err != nil {
		return nil, err
	}
	moved, err := b.moveLocals(ctx, id, b.come[id])
	if err != nil {
		return nil, err
	}
	sides, isDeclared := b.declared.Sides(id)
	if !isDeclared {
		if sides, err = b.sidesOf(ctx, made[0].Sides); err != nil {
			return nil, err
		}
	}
	other, err := b.storeSides(ctx, id, sides)
	if err != nil || !other && !moved {
		return nil, err
	}
	return []derive.Change{{ID: id}}, nil
}

// goneActor takes away an actor that no report's actor is.
const goneActor = `DELETE FROM actor WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM local_actor WHERE actor = ?1)`

// moveLocals ties the actors of reports with those profiles to an actor, and
// reports whether any was another's before. The actors of the other profiles,
// which may be those of most of the dossier, are not looked at.
func (b *actorBlocks) moveLocals(ctx context.Context, id string, profiles []string) (bool, error) {
	moved := false
	for _, profile := range profiles {
		left, err := fetch[string](ctx, b.w, `SELECT DISTINCT actor FROM local_actor WHERE profile = ? AND actor <> ?`, profile, id)
		if err != nil {
			return false, err
		}
		if len(left) == 0 {
			continue
		}
		moved = true
		if _, err := b.w.exec(ctx, `UPDATE local_actor SET actor = ?1 WHERE profile = ?2 AND actor <> ?1`, id, profile); err != nil {
			return false, err
		}
		// The ids that they leave may be nobody's now.
		for _, was := range left {
			if _, err := b.w.exec(ctx, goneActor, was); err != nil {
				return false, err
			}
		}
	}
	return moved, nil
}

// sidesOf turns keys of sides into ids of actors.
func (b *actorBlocks) sidesOf(ctx context.Context, keys []string) ([]string, error) {
	sides := make([]string, 0, len(keys))
	for _, key := range keys {
		bases, err := fetch[string](ctx, b.w, basesOfAlias, key)
		if err != nil {
			return nil, err
		}
		sides = append(sides, b.declared.Final(soleBase(bases, key), nil))
	}
	slices.Sort(sides)
	return slices.Compact(sides), nil
}

// storeSides stores for whom an actor speaks, and reports whether that changed.
func (b *actorBlocks) storeSides(ctx context.Context, id string, sides []string) (bool, error) {
	held, err := fetch[string](ctx, b.w, `SELECT side FROM actor_side WHERE actor = ? ORDER BY ordinal`, id)
	if err != nil || slices.Equal(held, sides) {
		return false, err
	}
	if len(held) > 0 {
		if _, err := b.w.exec(ctx, `DELETE FROM actor_side WHERE actor = ?`, id); err != nil {
			return false, err
		}
	}
	for i, side := range sides {
		if _, err := b.w.exec(ctx, `INSERT INTO actor_side (actor, ordinal, side) VALUES (?, ?, ?)`, id, i, side); err != nil {
			return false, err
		}
	}
	return true, nil
}

// accountBlocks keeps by whose account statements are told. A block is a version
// of a report.
type accountBlocks struct{ w *Writer }

// blockOf names the block of a version.
func blockOf(version int64) string { return strconv.FormatInt(version, 10) }

// Follow returns the versions that have one of the changed actors speak within a
// statement that another tells, or that tells another.
func (b accountBlocks) Follow(ctx context.Context, below string, changes []derive.Change) ([]string, error) {
	if below != "actor" || len(changes) == 0 {
		return nil, nil
	}
	ids := make([]string, len(changes))
	for i, change := range changes {
		ids[i] = change.ID
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	return fetch[string](ctx, b.w, `
		SELECT DISTINCT t.version FROM json_each(?) x JOIN local_actor l ON l.actor = x.value
		JOIN statement_actor t ON t.version = l.version AND t.local = l.ordinal AND t.role = 'speaker'
		JOIN statement s ON s.number = t.statement
		WHERE s.parent IS NOT NULL OR EXISTS (SELECT 1 FROM statement c WHERE c.version = s.version AND c.parent = s.id)`, string(list))
}

// Members returns the statements of a version, and none where none is nested.
func (b accountBlocks) Members(ctx context.Context, version string) ([]account.Saying, error) {
	nested, err := fetch[bool](ctx, b.w, `SELECT EXISTS (SELECT 1 FROM statement WHERE version = ? AND parent IS NOT NULL)`, version)
	if err != nil || len(nested) == 0 || !nested[0] {
		return nil, err
	}
	rows, err := b.w.rows(ctx, `
		SELECT s.id, coalesce(s.parent, ''), s.account, EXISTS (SELECT 1 FROM json_each(s.corrected) WHERE value = 'account'),
		       (SELECT json_group_array(DISTINCT l.actor) FROM statement_actor t
		        JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local
		        WHERE t.statement = s.number AND t.role = 'speaker'),
		       (SELECT json_group_array(DISTINCT x.side) FROM statement_actor t
		        JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local
		        JOIN actor_side x ON x.actor = l.actor
		        WHERE t.statement = s.number AND t.role = 'speaker'),
		       (SELECT json_group_array(DISTINCT l.name) FROM statement_actor t
		        JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local
		        WHERE t.statement = s.number AND t.role = 'speaker')
		FROM statement s WHERE s.version = ?`, version)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var sayings []account.Saying
	for rows.Next() {
		var s account.Saying
		var speakers, sides, names string
		if err := rows.Scan(&s.Statement, &s.Parent, &s.Account, &s.Fixed, &speakers, &sides, &names); err != nil {
			return nil, err
		}
		for _, list := range []struct {
			from string
			to   *[]string
		}{{speakers, &s.Speakers}, {sides, &s.Sides}, {names, &s.Names}} {
			if list.from == "[]" {
				continue
			}
			if err := json.Unmarshal([]byte(list.from), list.to); err != nil {
				return nil, err
			}
		}
		sayings = append(sayings, s)
	}
	return sayings, errors.Join(rows.Err(), rows.Close())
}

// Store stores the accounts that are other ones now.
func (b accountBlocks) Store(ctx context.Context, version string, sayings []account.Saying, rows []account.Row) ([]derive.Change, error) {
	was := make(map[string]account.Saying, len(sayings))
	for _, s := range sayings {
		was[s.Statement] = s
	}
	var changed []derive.Change
	for _, row := range rows {
		if row.Account == was[row.Statement].Account {
			continue
		}
		if _, err := b.w.exec(ctx, `UPDATE statement SET account = ? WHERE version = ? AND id = ?`, row.Account, version, row.Statement); err != nil {
			return nil, err
		}
		changed = append(changed, derive.Change{ID: row.Statement})
	}
	return changed, nil
}

// pairs asks a question of two columns and calls yield with each row.
func (w *Writer) pairs(ctx context.Context, yield func(a, b string), query string, arguments ...any) error {
	rows, err := w.rows(ctx, query, arguments...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var a, b string
		if err := rows.Scan(&a, &b); err != nil {
			return err
		}
		yield(a, b)
	}
	return errors.Join(rows.Err(), rows.Close())
}

// declarations reads what a person declared of actors.
func declarations(ctx context.Context, tx *sql.Tx) (*identity.Declarations, error) {
	all, err := corrections(ctx, tx)
	if err != nil {
		return nil, err
	}
	var failed error
	declared := identity.Declare(all, func(idOrName string) string {
		base, err := baseOf(ctx, tx, idOrName)
		if err != nil {
			failed = err
		}
		return base
	})
	return declared, failed
}

// baseOf returns the actor, before any declaration, that an id belongs to, or a
// name of which there is one bearer only; else the id itself.
func baseOf(ctx context.Context, tx *sql.Tx, id string) (string, error) {
	bases, err := column[string](ctx, tx, basesOfAlias, id)
	return soleBase(bases, id), err
}

const basesOfAlias = `SELECT base FROM actor_alias WHERE alias = ? GROUP BY base`

// soleBase returns the only base that an id is an alias of, else the id.
func soleBase(bases []string, id string) string {
	if len(bases) == 1 {
		return bases[0]
	}
	return id
}
