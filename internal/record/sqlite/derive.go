package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/account"
	"verbale.dev/verbale/internal/derive/event"
	"verbale.dev/verbale/internal/derive/identity"
	"verbale.dev/verbale/internal/derive/paper"
	"verbale.dev/verbale/internal/derive/utterance"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/world"
)

// newEngine returns the layers of the dossier, in their order, as the transaction
// of w keeps them.
func newEngine(w *Writer) *derive.Engine {
	ids := &identityBlocks{w: w, gone: map[string]bool{}, left: map[string]bool{}}
	actors := &actorBlocks{w: w, ids: ids}
	return derive.NewEngine(
		derive.NewLayer(identity.Deriver{}, ids),
		derive.NewLayer(identity.Summaries{World: world.Load(), Declared: actors.declarations}, actors),
		derive.NewLayer(account.Deriver{}, accountBlocks{w}),
		derive.NewLayer(utterance.Wordings{}, wordingBlocks{w}),
		derive.NewLayer(utterance.Senses{}, senseLinks{w}),
		derive.NewLayer(utterance.Utterances{}, &utteranceBlocks{w: w}),
		derive.NewLayer(paper.Deriver{}, paperBlocks{w}),
		derive.NewLayer(event.Deriver{}, eventBlocks{w}),
	)
}

// derivedBy names the rules of the derivers. It is raised when one of them gives
// other rows for the same members: [Dossier.SettleAll] then brings a dossier up to
// date, which upgrade does.
const derivedBy = "9"

// SettleAll derives anew what follows from the whole dossier: after documents were
// taken out, or where the rules of a layer changed. It is near-linear in the
// actors of the reports.
func (d *Dossier) SettleAll(ctx context.Context) error {
	w, err := d.begin(ctx)
	if err != nil {
		return err
	}
	defer w.Abandon()
	if err := w.TouchAll(ctx); err != nil {
		return err
	}
	if err := errors.Join(w.shingleAll(), w.touchAllSenses(), w.sketchAll()); err != nil {
		return fmt.Errorf("record: settle: %w", err)
	}
	if _, err := w.exec(noteDerivedBy, derivedBy); err != nil {
		return fmt.Errorf("record: settle: %w", err)
	}
	return w.Commit()
}

const noteDerivedBy = `INSERT INTO dossier (key, value) VALUES ('derived', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`

// Derived reports whether what follows was derived by the rules of this program.
func (d *Dossier) Derived(ctx context.Context) (bool, error) {
	var by string
	err := d.db.QueryRowContext(ctx, `SELECT coalesce(max(value), '') FROM dossier WHERE key = 'derived'`).Scan(&by)
	if err != nil {
		return false, fmt.Errorf("record: derived: %w", err)
	}
	return by == derivedBy, nil
}

// notDerived derives everything anew without storing it, and counts by table what
// would be stored: rows that are not what follows from the dossier.
func (d *Dossier) notDerived(ctx context.Context) (map[string]int, error) {
	w, err := d.newWriter(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer w.Abandon()
	other := map[string]int{}
	w.noted = func(query string) {
		words := strings.Fields(query)
		for i, word := range words[:len(words)-1] {
			if word == "UPDATE" || word == "INTO" || word == "FROM" {
				other[words[i+1]]++
				return
			}
		}
	}
	if err := w.TouchAll(ctx); err != nil {
		return nil, err
	}
	clear(w.went) // nothing is let go
	if err := errors.Join(w.touchAllShared(), w.touchAllSenses()); err != nil {
		return nil, err
	}
	if err := w.derive.Settle(w.ctx); err != nil {
		return nil, err
	}
	delete(other, "dossier") // what was declared may never have been noted
	for _, o := range orphans {
		rows, err := w.numbers(o.query)
		if err != nil {
			return nil, err
		}
		if len(rows) > 0 && rows[0] > 0 {
			other[o.table] += int(rows[0])
		}
	}
	return other, nil
}

// orphans are questions for derived rows of blocks that have no members, which no
// block is derived for.
var orphans = []struct{ table, query string }{
	{"actor_side", `SELECT count(*) FROM actor_side WHERE actor NOT IN (SELECT actor FROM profile)`},
	{"actor_alias", `SELECT count(*) FROM actor_alias WHERE block NOT IN (SELECT block FROM profile)`},
	{"actor_perhaps", `SELECT count(*) FROM actor_perhaps WHERE block NOT IN (SELECT block FROM profile)`},
}

// TouchAll makes Commit derive anew what follows from the whole dossier.
func (w *Writer) TouchAll(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("record: settle: %w", err)
	}
	blocks, err := w.texts(`SELECT DISTINCT block FROM profile`)
	if err != nil {
		return fmt.Errorf("record: settle: %w", err)
	}
	for _, block := range blocks {
		w.derive.Touch("identity", block)
		w.went[block] = true
	}
	versions, err := w.numbers(`SELECT DISTINCT version FROM statement WHERE parent IS NOT NULL`)
	if err != nil {
		return fmt.Errorf("record: settle: %w", err)
	}
	for _, version := range versions {
		w.derive.Touch("account", blockOf(version))
	}
	if err := w.touchPapers(`SELECT id FROM version`); err != nil {
		return fmt.Errorf("record: settle: %w", err)
	}
	w.redeclare = true
	return nil
}

// membersOf asks for the members of blocks: the question is about blocks, which it
// knows as json_each(?), and its first column is the place of the block in them.
func membersOf[M any](
	w *Writer,
	blocks []string,
	member func(row []driver.Value) (M, error),
	query string,
) ([][]M, error) {
	all := make([][]M, len(blocks))
	err := w.eachOf(blocks, func(row []driver.Value) error {
		m, err := member(row[1:])
		i := number(row[0])
		all[i] = append(all[i], m)
		return err
	}, query)
	return all, err
}

func profileOf(id, data string) (p identity.Profile, err error) {
	if err := json.Unmarshal([]byte(data), &p); err != nil {
		return p, fmt.Errorf("profile %s: %w: %w", id, record.ErrDamaged, err)
	}
	return p, nil
}

// identityBlocks keeps the profiles of blocks, and which actor each is before what
// a person declared, with the other ids of those.
type identityBlocks struct {
	w       *Writer
	renamed []renaming      // of this settlement
	gone    map[string]bool // by actor: it lost a profile in this settlement
	left    map[string]bool // by id: of a profile that is no more
}

// renaming says that an id is that of another actor of a block: "" is none.
type renaming struct{ alias, block, was, is string }

// Members returns the profiles of blocks. Where profiles may have gone, those
// that no version has are let go first.
func (b *identityBlocks) Members(_ context.Context, blocks []string) ([][]identity.Member, error) {
	var went []string
	for _, block := range blocks {
		if b.w.went[block] {
			went = append(went, block)
		}
	}
	if err := b.w.eachOf(went, func(row []driver.Value) error {
		b.left[text(row[0])], b.gone[text(row[1])] = true, true
		return nil
	}, `DELETE FROM profile WHERE block IN (SELECT value FROM json_each(?))
		AND NOT EXISTS (SELECT 1 FROM local_actor l WHERE l.profile = profile.id) RETURNING base, actor`); err != nil {
		return nil, err
	}
	return membersOf(b.w, blocks, func(row []driver.Value) (m identity.Member, err error) {
		m.Key, m.Base, m.Past = text(row[0]), text(row[2]), number(row[3]) != 0
		m.Profile, err = profileOf(m.Key, text(row[1]))
		return m, err
	}, `
		SELECT x.key, p.id, p.data, p.base, NOT EXISTS (
		    SELECT 1 FROM local_actor l JOIN document d ON d.current = l.version WHERE l.profile = p.id)
		FROM json_each(?) x JOIN profile p ON p.block = x.value`)
}

// Store ties the profiles to their actors and makes ids the only ones of the
// blocks.
func (b *identityBlocks) Store(
	_ context.Context,
	blocks []derive.Block[identity.Member, identity.Row],
) ([]derive.Change, error) {
	var settled []string // blocks of which something was said before
	for _, block := range blocks {
		if b.w.went[block.Name] ||
			slices.ContainsFunc(block.Members, func(m identity.Member) bool { return m.Base != "" }) {
			settled = append(settled, block.Name)
		}
		delete(b.w.went, block.Name)
	}
	aliases, perhaps := map[string]map[string]string{}, map[string]map[pair]bool{} // by block, as they are held
	if err := b.w.eachOf(settled, func(row []driver.Value) error {
		add(aliases, text(row[0]), text(row[1]), text(row[2]))
		return nil
	}, `SELECT a.block, a.alias, a.base FROM json_each(?) x JOIN actor_alias a ON a.block = x.value`); err != nil {
		return nil, err
	}
	if err := b.w.eachOf(settled, func(row []driver.Value) error {
		add(perhaps, text(row[0]), pair{text(row[1]), text(row[2])}, true)
		return nil
	}, `SELECT p.block, p.base, p.other FROM json_each(?) x JOIN actor_perhaps p ON p.block = x.value`); err != nil {
		return nil, err
	}
	changed := b.left // their actors are to be told of it
	b.left = map[string]bool{}
	delete(changed, "")
	for _, block := range blocks {
		if err := b.storeBlock(block, aliases[block.Name], perhaps[block.Name], changed); err != nil {
			return nil, err
		}
	}
	changes := make([]derive.Change, 0, len(changed))
	for id := range changed {
		changes = append(changes, derive.Change{ID: id})
	}
	return changes, nil
}

// pair is two ids.
type pair struct{ a, b string }

func add[K comparable, V any](all map[string]map[K]V, block string, key K, value V) {
	if all[block] == nil {
		all[block] = map[K]V{}
	}
	all[block][key] = value
}

// storeBlock stores what follows from one block, where it is not what is held.
func (b *identityBlocks) storeBlock(
	block derive.Block[identity.Member, identity.Row],
	heldAliases map[string]string,
	heldPerhaps map[pair]bool,
	changed map[string]bool,
) error {
	was := make(map[string]string, len(block.Members))
	for i := range block.Members {
		was[block.Members[i].Key] = block.Members[i].Base
	}
	aliases, perhaps := map[string]string{}, map[pair]bool{}
	for _, row := range block.Rows {
		for _, member := range row.Members {
			if was[member] == row.ID {
				continue
			}
			changed[row.ID] = true
			if was[member] != "" {
				changed[was[member]] = true
			}
			if _, err := b.w.exec(`UPDATE profile SET base = ? WHERE id = ?`, row.ID, member); err != nil {
				return err
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
	for alias, base := range aliases {
		if held := heldAliases[alias]; held != base {
			b.renamed = append(b.renamed, renaming{alias, block.Name, held, base})
			if _, err := b.w.exec(`INSERT INTO actor_alias (block, alias, base) VALUES (?, ?, ?)
				ON CONFLICT (alias, block) DO UPDATE SET base = excluded.base`, block.Name, alias, base); err != nil {
				return err
			}
		}
	}
	for alias, held := range heldAliases {
		if _, kept := aliases[alias]; !kept {
			b.renamed = append(b.renamed, renaming{alias, block.Name, held, ""})
			if _, err := b.w.exec(`DELETE FROM actor_alias WHERE alias = ? AND block = ?`, alias, block.Name); err != nil {
				return err
			}
		}
	}
	for p := range perhaps {
		if !heldPerhaps[p] {
			if _, err := b.w.exec(`INSERT INTO actor_perhaps (block, base, other) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, block.Name, p.a, p.b); err != nil {
				return err
			}
		}
	}
	for p := range heldPerhaps {
		if !perhaps[p] {
			if _, err := b.w.exec(`DELETE FROM actor_perhaps WHERE base = ? AND other = ?`, p.a, p.b); err != nil {
				return err
			}
		}
	}
	return nil
}

// moved returns what ids resolved to before this settlement that resolve to another
// actor now.
func (b *identityBlocks) moved() ([]string, error) {
	renamed := b.renamed
	b.renamed = nil
	ids := make([]string, len(renamed))
	after := make(map[string][]string, len(renamed))
	for i, r := range renamed {
		ids[i] = r.alias
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	for chunk := range slices.Chunk(ids, 4096) {
		if err := b.w.eachOf(chunk, func(row []driver.Value) error {
			alias := text(row[0])
			after[alias] = append(after[alias], text(row[1]))
			return nil
		}, `SELECT a.alias, a.base FROM json_each(?) x JOIN actor_alias a ON a.alias = x.value`); err != nil {
			return nil, err
		}
	}
	before := make(map[string][]string, len(renamed)) // what came of this settlement taken back
	for alias, bases := range after {
		before[alias] = slices.Clone(bases)
	}
	for _, r := range renamed {
		if i := slices.Index(before[r.alias], r.is); r.is != "" && i >= 0 {
			before[r.alias] = slices.Delete(before[r.alias], i, i+1)
		}
		if r.was != "" {
			before[r.alias] = append(before[r.alias], r.was)
		}
	}
	var moved []string
	for _, id := range ids {
		if was := soleBase(before[id], id); was != soleBase(after[id], id) {
			moved = append(moved, was)
		}
	}
	return moved, nil
}

// Follow returns nothing: identity stands on readings alone.
func (*identityBlocks) Follow(context.Context, string, []derive.Change) ([]string, error) {
	return nil, nil
}

// actorBlocks keeps what the dossier says of each actor, with what a person
// declared applied. A block is an actor by its id; its members are the profiles
// that are given to it.
type actorBlocks struct {
	w        *Writer
	ids      *identityBlocks
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
	bases := make([]string, len(changes))
	for i, change := range changes {
		bases[i] = change.ID
	}
	if other, err := b.redeclared(); err != nil {
		return nil, err
	} else if other {
		if bases, err = b.w.texts(`SELECT DISTINCT base FROM profile`); err != nil {
			return nil, err
		}
	}
	actors := b.ids.gone
	b.ids.gone = map[string]bool{}
	delete(actors, "")
	for chunk := range slices.Chunk(bases, 4096) {
		if err := b.give(chunk, actors); err != nil {
			return nil, err
		}
	}
	moved, err := b.ids.moved()
	if err != nil {
		return nil, err
	}
	for _, id := range moved {
		if final := b.declared.Final(id, nil); final != id {
			moved = append(moved, final)
		}
	}
	err = b.w.eachOf(moved, func(row []driver.Value) error {
		actors[text(row[0])] = true
		return nil
	}, `SELECT DISTINCT s.actor FROM json_each(?) x JOIN actor_side s ON s.side = x.value`)
	return slices.Collect(maps.Keys(actors)), err
}

// redeclared reports whether what a person declared means something else than it
// did at the last settlement: something was declared or undone, or an id that it
// names is another actor's now.
func (b *actorBlocks) redeclared() (bool, error) {
	asked := b.w.redeclare
	b.w.redeclare = false
	held, err := b.w.texts(`SELECT value FROM dossier WHERE key = 'declared'`)
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
	_, err = b.w.exec(
		`INSERT INTO dossier (key, value) VALUES ('declared', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
		now,
	)
	return true, err
}

// give gives the profiles of bases to the actors that declarations make of them.
// It notes in actors those that they belonged to and belong to now.
func (b *actorBlocks) give(bases []string, actors map[string]bool) error {
	type move struct{ profile, to string }
	var moves []move
	if err := b.w.eachOf(bases, func(row []driver.Value) error {
		base, id, was := text(row[0]), text(row[1]), text(row[3])
		now := base
		if !b.declared.Empty() {
			p, err := profileOf(id, text(row[2]))
			if err != nil {
				return err
			}
			now = b.declared.Final(base, append([]string{p.Name}, p.Names...))
		}
		actors[now] = true
		if was != "" {
			actors[was] = true
		}
		if was != now {
			moves = append(moves, move{id, now})
		}
		return nil
	}, `SELECT p.base, p.id, p.data, p.actor FROM json_each(?) x JOIN profile p ON p.base = x.value`); err != nil {
		return err
	}
	for _, m := range moves {
		b.come[m.to] = append(b.come[m.to], m.profile)
		if _, err := b.w.exec(`UPDATE profile SET actor = ? WHERE id = ?`, m.to, m.profile); err != nil {
			return err
		}
	}
	return nil
}

// Members returns the profiles of actors.
func (b *actorBlocks) Members(_ context.Context, actors []string) ([][]identity.Bearer, error) {
	return membersOf(b.w, actors, func(row []driver.Value) (m identity.Bearer, err error) {
		m.Key = text(row[0])
		m.Profile, err = profileOf(m.Key, text(row[1]))
		return m, err
	}, `SELECT x.key, p.id, p.data FROM json_each(?) x JOIN profile p ON p.actor = x.value`)
}

// Store makes the rows of actors, and ties the actors of the reports to them; an
// actor that nobody bears goes. An actor changed where its sides did, or reports'
// actors came to it.
func (b *actorBlocks) Store(
	_ context.Context,
	blocks []derive.Block[identity.Bearer, identity.Summary],
) ([]derive.Change, error) {
	ids, keys := make([]string, len(blocks)), []string{}
	for i, block := range blocks {
		ids[i] = block.Name
		if len(block.Rows) > 0 {
			keys = append(keys, block.Rows[0].Sides...)
		}
	}
	resolved := map[string][]string{} // keys of sides to the actors that they are ids of
	if err := b.w.eachOf(distinct(keys), func(row []driver.Value) error {
		key := text(row[0])
		resolved[key] = append(resolved[key], text(row[1]))
		return nil
	}, `SELECT DISTINCT a.alias, a.base FROM json_each(?) x JOIN actor_alias a ON a.alias = x.value`); err != nil {
		return nil, err
	}
	held := map[string][]string{} // sides, as they are stored
	if err := b.w.eachOf(ids, func(row []driver.Value) error {
		id := text(row[0])
		held[id] = append(held[id], text(row[1]))
		return nil
	}, `SELECT s.actor, s.side FROM json_each(?) x JOIN actor_side s ON s.actor = x.value ORDER BY s.actor, s.ordinal`); err != nil {
		return nil, err
	}
	known := map[string]identity.Summary{} // rows, as they are stored
	if err := b.w.eachOf(ids, func(row []driver.Value) error {
		known[text(row[0])] = identity.Summary{Name: text(row[1]), Type: verbale.ActorType(text(row[2]))}
		return nil
	}, `SELECT a.id, a.name, a.type FROM json_each(?) x JOIN actor a ON a.id = x.value`); err != nil {
		return nil, err
	}
	moves, err := b.localMoves(ids)
	if err != nil {
		return nil, err
	}
	var changes []derive.Change
	for _, block := range blocks {
		id := block.Name
		var sides []string
		if len(block.Rows) > 0 {
			made := block.Rows[0]
			if held := known[id]; held.Name != made.Name || held.Type != made.Type {
				if _, err := b.w.exec(`
					INSERT INTO actor (id, name, type) VALUES (?, ?, ?)
					ON CONFLICT (id) DO UPDATE SET name = excluded.name, type = excluded.type`, id, made.Name, made.Type); err != nil {
					return nil, err
				}
			}
			if err := b.moveLocals(id, moves[id]); err != nil {
				return nil, err
			}
			for _, m := range moves[id] { // it may be gone, and come back below
				delete(known, m.was)
			}
			sides = b.sidesOf(id, made.Sides, resolved)
		} else if _, there := known[id]; there {
			if _, err := b.w.exec(goneActor, id); err != nil {
				return nil, err
			}
		}
		other := !slices.Equal(held[id], sides)
		if other {
			if err := errors.Join(b.storeSides(id, sides), b.w.touchSided(id)); err != nil {
				return nil, err
			}
		}
		if len(block.Rows) > 0 && (other || len(moves[id]) > 0) {
			changes = append(changes, derive.Change{ID: id})
		}
	}
	return changes, nil
}

// goneActor takes away an actor that no report's actor is.
const goneActor = `DELETE FROM actor WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM local_actor WHERE actor = ?1)`

// localMove says that reports' actors of a profile were another actor's.
type localMove struct{ profile, was string }

// localMoves lists, for each of the actors, the profiles that came to it and whose
// reports' actors are still another one's. The actors of the other profiles, which
// may be those of most of the dossier, are not looked at.
func (b *actorBlocks) localMoves(ids []string) (map[string][]localMove, error) {
	moves := map[string][]localMove{}
	var profiles []string
	to := map[string]string{}
	for _, id := range ids {
		for _, profile := range b.come[id] {
			profiles = append(profiles, profile)
			to[profile] = id
		}
	}
	err := b.w.eachOf(profiles, func(row []driver.Value) error {
		profile, actor := text(row[0]), text(row[1])
		if id := to[profile]; actor != id {
			moves[id] = append(moves[id], localMove{profile, actor})
		}
		return nil
	}, `SELECT DISTINCT l.profile, l.actor FROM json_each(?) x JOIN local_actor l ON l.profile = x.value`)
	return moves, err
}

// moveLocals ties reports' actors to an actor.
func (b *actorBlocks) moveLocals(id string, moves []localMove) error {
	for _, m := range moves {
		if err := b.w.touchMoved(m.profile, m.was, id); err != nil {
			return err
		}
		if _, err := b.w.exec(`UPDATE local_actor SET actor = ?1 WHERE profile = ?2 AND actor <> ?1`, id, m.profile); err != nil {
			return err
		}
		// The id that they leave may be nobody's now.
		if _, err := b.w.exec(goneActor, m.was); err != nil {
			return err
		}
	}
	return nil
}

// sidesOf returns the ids of those for whom an actor speaks: as a person declared
// them, else those that the keys are ids of.
func (b *actorBlocks) sidesOf(id string, keys []string, resolved map[string][]string) []string {
	if sides, declared := b.declared.Sides(id); declared {
		return sides
	}
	sides := make([]string, len(keys))
	for i, key := range keys {
		sides[i] = b.declared.Final(soleBase(resolved[key], key), nil)
	}
	return distinct(sides)
}

func distinct(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// storeSides stores for whom an actor speaks.
func (b *actorBlocks) storeSides(id string, sides []string) error {
	if _, err := b.w.exec(`DELETE FROM actor_side WHERE actor = ?`, id); err != nil {
		return err
	}
	for i, side := range sides {
		if _, err := b.w.exec(`INSERT INTO actor_side (actor, ordinal, side) VALUES (?, ?, ?)`, id, i, side); err != nil {
			return err
		}
	}
	return nil
}

// accountBlocks keeps by whose account statements are told. A block is a version
// of a report.
type accountBlocks struct{ w *Writer }

// blockOf names the block of a version.
func blockOf(version int64) string { return strconv.FormatInt(version, 10) }

// Follow returns the versions that have one of the changed actors speak within a
// statement that another tells, or that tells another.
func (b accountBlocks) Follow(_ context.Context, below string, changes []derive.Change) ([]string, error) {
	if below != "actor" {
		return nil, nil
	}
	var versions []string
	for chunk := range slices.Chunk(changes, 4096) {
		ids := make([]string, len(chunk))
		for i, change := range chunk {
			ids[i] = change.ID
		}
		if err := b.w.eachOf(ids, func(row []driver.Value) error {
			versions = append(versions, blockOf(number(row[0])))
			return nil
		}, `
			SELECT DISTINCT t.version FROM json_each(?) x JOIN local_actor l ON l.actor = x.value
			JOIN statement_actor t ON t.version = l.version AND t.local = l.ordinal AND t.role = 'speaker'
			JOIN statement s ON s.number = t.statement
			WHERE s.parent IS NOT NULL OR EXISTS (SELECT 1 FROM statement c WHERE c.version = s.version AND c.parent = s.id)`); err != nil {
			return nil, err
		}
	}
	return versions, nil
}

// Members returns the statements of versions, and none of one where none is nested.
func (b accountBlocks) Members(_ context.Context, versions []string) ([][]account.Saying, error) {
	nested := make([]string, 0, len(versions))
	place := map[string]int{}
	for i, version := range versions {
		place[version] = i
	}
	if err := b.w.eachOf(versions, func(row []driver.Value) error {
		nested = append(nested, text(row[0]))
		return nil
	}, `SELECT x.value FROM json_each(?) x WHERE EXISTS (SELECT 1 FROM statement s WHERE s.version = CAST(x.value AS INTEGER) AND s.parent IS NOT NULL)`); err != nil {
		return nil, err
	}
	all := make([][]account.Saying, len(versions))
	// A row a statement, speaker and side.
	err := b.w.eachOf(nested, func(row []driver.Value) error {
		i, id := place[text(row[0])], text(row[1])
		sayings := all[i]
		if n := len(sayings); n == 0 || sayings[n-1].Statement != id {
			sayings = append(
				sayings,
				account.Saying{
					Statement: id,
					Parent:    text(row[2]),
					Account:   verbale.Account(text(row[3])),
					Fixed:     number(row[4]) != 0,
				},
			)
			all[i] = sayings
		}
		s := &sayings[len(sayings)-1]
		if row[5] == nil {
			return nil
		}
		s.Speakers, s.Names = with(s.Speakers, text(row[5])), with(s.Names, text(row[6]))
		if row[7] != nil {
			s.Sides = with(s.Sides, text(row[7]))
		}
		return nil
	}, `
		SELECT x.value, s.id, s.parent, s.account,
		       s.corrected LIKE '%account%' AND EXISTS (SELECT 1 FROM json_each(s.corrected) WHERE value = 'account'), l.actor, l.name, d.side
		FROM json_each(?) x JOIN statement s ON s.version = CAST(x.value AS INTEGER)
		LEFT JOIN statement_actor t ON t.statement = s.number AND t.role = 'speaker'
		LEFT JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local
		LEFT JOIN actor_side d ON d.actor = l.actor
		ORDER BY x.key, s.ordinal, t.ordinal, d.ordinal`)
	return all, err
}

// with adds to a list what it does not hold.
func with(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// Store stores the accounts that are other ones now.
func (b accountBlocks) Store(
	_ context.Context,
	blocks []derive.Block[account.Saying, account.Row],
) ([]derive.Change, error) {
	var changes []derive.Change
	for _, block := range blocks {
		for i, row := range block.Rows {
			if row.Account == block.Members[i].Account {
				continue
			}
			if _, err := b.w.exec(`UPDATE statement SET account = ? WHERE version = ? AND id = ?`, row.Account, block.Name, row.Statement); err != nil {
				return nil, err
			}
			changes = append(changes, derive.Change{ID: row.Statement})
		}
	}
	return changes, nil
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
