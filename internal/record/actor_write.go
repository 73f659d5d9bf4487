package record

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/identity"
)

// touched is what a transaction changed of who is who.
type touched struct {
	blocks   map[string]bool // true where profiles may have lost their last actor of a report
	versions map[int64]bool  // versions whose accounts are to be settled
	declared bool            // a person declared something: all that it is about
}

// block notes that profiles of a block came, or also went.
func (t *touched) block(name string, went bool) {
	if t.blocks == nil {
		t.blocks = map[string]bool{}
	}
	t.blocks[name] = t.blocks[name] || went
}

func (t *touched) version(id int64) {
	if t.versions == nil {
		t.versions = map[int64]bool{}
	}
	t.versions[id] = true
}

// localFacts is what a row of local_actor keeps beside its columns.
type localFacts struct {
	Sides  []int                  `json:"sides,omitempty"`
	Roles  []verbale.LocalRole    `json:"roles,omitempty"`
	Source *verbale.UnnamedSource `json:"source,omitempty"`
}

// putActors stores the actors of one report and what identity needs of each.
// Which actor of the dossier each is, Commit settles.
func (w *Writer) putActors(ctx context.Context, version int64, report string, reading *verbale.Reading) error {
	w.touched.version(version)
	profiles := identity.ProfilesOf(reading.Actors, report)
	called := namesUsed(reading)
	locals := make([]any, 0, 11*len(reading.Actors))
	for i, local := range reading.Actors {
		id, actor, err := w.putProfile(ctx, profiles[i])
		if err != nil {
			return err
		}
		named, err := json.Marshal(called[i])
		if err != nil {
			return err
		}
		names, err := json.Marshal(local.Names)
		if err != nil {
			return err
		}
		facts, err := json.Marshal(localFacts{Sides: local.Sides, Roles: local.Roles, Source: local.Source})
		if err != nil {
			return err
		}
		if actor == "" {
			actor = profiles[i].Key()
			if _, err := w.exec(ctx, `INSERT INTO actor (id, name, type) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING`,
				actor, local.Name, local.Type); err != nil {
				return err
			}
		}
		locals = append(locals, version, i, local.Name, local.Type, orNull(local.Office), string(names), actor, orNull(local.World), string(facts), id, string(named))
	}
	_, err := w.insert(ctx, `local_actor (version, ordinal, name, type, office, names, actor, world, facts, profile, named)`, 11, locals)
	return err
}

// nameUse is how often a report calls an actor by a name.
type nameUse struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// namesUsed counts, for each actor of a reading, the names that its mentions
// use. A mention may be a whole phrase, with title and apposition; the name is
// the longest one in it.
func namesUsed(reading *verbale.Reading) [][]nameUse {
	used := make([][]nameUse, len(reading.Actors))
	for i := range used {
		used[i] = []nameUse{}
	}
	for _, m := range reading.Mentions {
		if m.Form != verbale.Named || m.Chain < 0 {
			continue
		}
		words := strings.Join(strings.Fields(m.Text), " ")
		name := ""
		for _, candidate := range reading.Actors[m.Chain].Names {
			if len(candidate) > len(name) && strings.Contains(words, candidate) {
				name = candidate
			}
		}
		name = cmp.Or(name, m.Text)
		list := used[m.Chain]
		at := slices.IndexFunc(list, func(u nameUse) bool { return u.Name == name })
		if at < 0 {
			at = len(list)
			list = append(list, nameUse{Name: name})
		}
		list[at].Count++
		used[m.Chain] = list
	}
	return used
}

// putProfile stores what identity knows of an actor, and returns its id and the
// actor of the dossier that it is taken for, "" before it is settled.
func (w *Writer) putProfile(ctx context.Context, p identity.Profile) (id, actor string, err error) {
	id, block := p.ID(), p.Block()
	w.touched.block(block, false)
	if actor, put := w.profiles[id]; put {
		return id, actor, nil
	}
	defer func() {
		if err == nil {
			w.profiles[id] = actor
		}
	}()
	settled, err := w.query(`SELECT a.id FROM profile p JOIN actor a ON a.id = p.actor WHERE p.id = ?`)
	if err != nil {
		return "", "", err
	}
	if err := settled.QueryRowContext(ctx, id).Scan(&actor); err == nil || !errors.Is(err, sql.ErrNoRows) {
		return id, actor, err
	}
	data, err := json.Marshal(p)
	if err != nil {
		return "", "", err
	}
	_, err = w.exec(ctx, `INSERT INTO profile (id, block, data) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET actor = ''`, id, block, string(data))
	return id, "", err
}

func (w *Writer) putEffects(ctx context.Context, version int64, effects []verbale.Effect) error {
	for _, e := range effects {
		if _, err := w.exec(ctx, `INSERT INTO effect (version, correction, outcome, statement) VALUES (?, ?, ?, ?)`,
			version, e.Correction, e.Outcome, e.Statement); err != nil {
			return err
		}
	}
	return nil
}

// touchVersion notes the blocks of the actors of the versions that a query
// names, which are about to go or to be current no more.
func (w *Writer) touchVersion(ctx context.Context, query string, arguments ...any) error {
	blocks, err := fetch[string](ctx, w, `
		SELECT DISTINCT p.block FROM local_actor l JOIN profile p ON p.id = l.profile WHERE l.version IN (`+query+`)`, arguments...)
	for _, block := range blocks {
		w.touched.block(block, true)
	}
	return err
}

// SettleAll settles who is who in the whole dossier anew: after documents were
// taken out, or where the rules of identity changed. It is near-linear in the
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

// TouchAll makes Commit settle who is who in the whole dossier anew.
func (w *Writer) TouchAll(ctx context.Context) error {
	blocks, err := fetch[string](ctx, w, `SELECT DISTINCT block FROM profile`)
	if err != nil {
		return fmt.Errorf("record: settle: %w", err)
	}
	for _, block := range blocks {
		w.touched.block(block, true)
	}
	w.touched.declared = true
	return nil
}

// settle brings who is who up to date for what was touched: block by block which
// profiles are one actor; then, for the actors that changed, what a person
// declared, names and sides; then the accounts of the statements of those.
func (w *Writer) settle(ctx context.Context) error {
	if len(w.touched.blocks) == 0 && len(w.touched.versions) == 0 && !w.touched.declared {
		return nil
	}
	changed := map[string]bool{} // base ids
	for _, block := range slices.Sorted(maps.Keys(w.touched.blocks)) {
		if err := w.settleBlock(ctx, block, w.touched.blocks[block], changed); err != nil {
			return err
		}
	}
	if err := w.settleActors(ctx, changed); err != nil {
		return err
	}
	for _, version := range slices.Sorted(maps.Keys(w.touched.versions)) {
		if err := w.settleAccounts(ctx, version); err != nil {
			return err
		}
	}
	w.touched = touched{}
	return nil
}

// settleBlock says anew which profiles of a block are one actor. Where profiles
// went, those that no version has are let go.
func (w *Writer) settleBlock(ctx context.Context, block string, went bool, changed map[string]bool) error {
	if went {
		if _, err := w.exec(ctx, `
			DELETE FROM profile WHERE block = ? AND NOT EXISTS (SELECT 1 FROM local_actor l WHERE l.profile = profile.id)`, block); err != nil {
			return err
		}
	}
	rows, err := w.rows(ctx, `
		SELECT p.id, p.data, p.base, EXISTS (
		    SELECT 1 FROM local_actor l JOIN document d ON d.current = l.version WHERE l.profile = p.id)
		FROM profile p WHERE p.block = ? ORDER BY p.id`, block)
	if err != nil {
		return err
	}
	defer rows.Close()
	var profiles, old []identity.Profile
	var ids, bases, oldIDs, oldBases []string
	settled := went // whether something was said of the block before
	for rows.Next() {
		var id, data, base string
		var current bool
		var p identity.Profile
		if err := rows.Scan(&id, &data, &base, &current); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(data), &p); err != nil {
			return fmt.Errorf("profile %s: %w", id, err)
		}
		settled = settled || base != ""
		if current {
			profiles, ids, bases = append(profiles, p), append(ids, id), append(bases, base)
		} else {
			old, oldIDs, oldBases = append(old, p), append(oldIDs, id), append(oldBases, base)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	if settled {
		for _, table := range []string{"actor_alias", "actor_perhaps"} {
			if _, err := w.exec(ctx, `DELETE FROM `+table+` WHERE block = ?`, block); err != nil {
				return err
			}
		}
	}
	set := func(id, was, base string) error {
		changed[base] = true
		if was == base {
			return nil
		}
		if was != "" {
			changed[was] = true
		}
		_, err := w.exec(ctx, `UPDATE profile SET base = ? WHERE id = ?`, base, id)
		return err
	}
	for _, actor := range identity.Settle(profiles) {
		for _, i := range actor.Members {
			if err := set(ids[i], bases[i], actor.ID); err != nil {
				return err
			}
		}
		for _, alias := range append(actor.Aliases, actor.ID) {
			if _, err := w.exec(ctx, `INSERT INTO actor_alias (block, alias, base) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, block, alias, actor.ID); err != nil {
				return err
			}
		}
		for _, other := range actor.Perhaps {
			if _, err := w.exec(ctx, `INSERT INTO actor_perhaps (block, base, other) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, block, actor.ID, other); err != nil {
				return err
			}
		}
	}
	// Actors of versions that are current no more keep an id of their own.
	for i, p := range old {
		if err := set(oldIDs[i], oldBases[i], p.Key()); err != nil {
			return err
		}
	}
	return nil
}

// settleActors gives every changed actor its name, type and sides, and ties the
// actors of the reports to it.
func (w *Writer) settleActors(ctx context.Context, changed map[string]bool) error {
	declared, err := declarations(ctx, w.tx)
	if err != nil {
		return err
	}
	if w.touched.declared {
		all, err := fetch[string](ctx, w, `SELECT DISTINCT base FROM profile`)
		if err != nil {
			return err
		}
		for _, base := range all {
			changed[base] = true
		}
	}
	// The actors that the profiles of the changed bases belong to, before and after.
	final := map[string][]string{}
	for _, base := range slices.Sorted(maps.Keys(changed)) {
		if err := w.settleBase(ctx, base, declared, final); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(final)) {
		if err := w.settleActor(ctx, id, final[id], declared); err != nil {
			return err
		}
	}
	return nil
}

// settleBase lays declarations over an actor that identity made. It notes in
// final the actors that the profiles belonged to and belong to now, each with
// the profiles that come to it.
func (w *Writer) settleBase(ctx context.Context, base string, declared *identity.Declarations, final map[string][]string) error {
	rows, err := w.rows(ctx, `SELECT id, data, actor FROM profile WHERE base = ? ORDER BY id`, base)
	if err != nil {
		return err
	}
	defer rows.Close()
	type row struct{ id, was, now string }
	var moved []row
	var concerned []string
	for rows.Next() {
		var r row
		var data string
		var p identity.Profile
		if err := rows.Scan(&r.id, &data, &r.was); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(data), &p); err != nil {
			return fmt.Errorf("profile %s: %w", r.id, err)
		}
		r.now = declared.Final(base, append([]string{p.Name}, p.Names...))
		concerned = append(concerned, r.now)
		if r.was != "" {
			concerned = append(concerned, r.was)
		}
		if r.was != r.now {
			moved = append(moved, r)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, actor := range concerned {
		if _, noted := final[actor]; !noted {
			final[actor] = nil
		}
	}
	for _, r := range moved {
		final[r.now] = append(final[r.now], r.id)
		if _, err := w.exec(ctx, `UPDATE profile SET actor = ? WHERE id = ?`, r.now, r.id); err != nil {
			return err
		}
	}
	return nil
}

// settleActor makes the row of an actor from its profiles, of which come are
// new to it; without any it goes.
func (w *Writer) settleActor(ctx context.Context, id string, come []string, declared *identity.Declarations) error {
	data, err := fetch[string](ctx, w, `SELECT data FROM profile WHERE actor = ? ORDER BY id`, id)
	if err != nil {
		return err
	}
	if len(data) == 0 {
		_, err := w.exec(ctx, `DELETE FROM actor WHERE id = ? AND NOT EXISTS (SELECT 1 FROM local_actor WHERE actor = ?)`, id, id)
		if err == nil {
			_, err = w.exec(ctx, `DELETE FROM actor_side WHERE actor = ?`, id)
		}
		return err
	}
	profiles := make([]identity.Profile, len(data))
	for i := range data {
		if err := json.Unmarshal([]byte(data[i]), &profiles[i]); err != nil {
			return fmt.Errorf("actor %s: %w", id, err)
		}
	}
	made := identity.Summarise(id, profiles)
	if name := declared.Name(id); name != "" {
		made.Name = name
	}
	if kind := declared.Type(id); kind != "" {
		made.Type = kind
	}
	if _, err := w.exec(ctx, `
		INSERT INTO actor (id, name, type) VALUES (?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, type = excluded.type`, id, made.Name, made.Type); err != nil {
		return err
	}
	moved, err := w.moveLocals(ctx, id, come)
	if err != nil {
		return err
	}
	sides, isDeclared := declared.Sides(id)
	if !isDeclared {
		if sides, err = w.sidesOf(ctx, made.Sides, declared); err != nil {
			return err
		}
	}
	return w.putSides(ctx, id, sides, moved)
}

// moveLocals ties the actors of reports with those profiles to an actor, and
// reports whether any was another's before. The actors of the other profiles,
// which may be those of most of the dossier, are not looked at.
func (w *Writer) moveLocals(ctx context.Context, id string, profiles []string) (bool, error) {
	moved := false
	for _, profile := range profiles {
		left, err := fetch[string](ctx, w, `SELECT actor FROM local_actor WHERE profile = ? AND actor <> ?`, profile, id)
		if err != nil {
			return false, err
		}
		slices.Sort(left)
		left = slices.Compact(left)
		if len(left) == 0 {
			continue
		}
		moved = true
		if _, err := w.exec(ctx, `UPDATE local_actor SET actor = ?1 WHERE profile = ?2 AND actor <> ?1`, id, profile); err != nil {
			return false, err
		}
		// The ids that they leave may be nobody's now.
		for _, was := range left {
			if _, err := w.exec(ctx, `DELETE FROM actor WHERE id = ? AND NOT EXISTS (SELECT 1 FROM local_actor WHERE actor = ?)`, was, was); err != nil {
				return false, err
			}
		}
	}
	return moved, nil
}

// sidesOf turns keys of sides into ids of actors.
func (w *Writer) sidesOf(ctx context.Context, keys []string, declared *identity.Declarations) ([]string, error) {
	sides := make([]string, 0, len(keys))
	for _, key := range keys {
		bases, err := fetch[string](ctx, w, basesOfAlias, key)
		if err != nil {
			return nil, err
		}
		base := soleBase(bases, key)
		sides = append(sides, declared.Final(base, nil))
	}
	slices.Sort(sides)
	return slices.Compact(sides), nil
}

// putSides stores for whom an actor speaks. Where that changed, or the actor
// did, the accounts of statements that it speaks in a nest are settled anew.
func (w *Writer) putSides(ctx context.Context, id string, sides []string, moved bool) error {
	held, err := fetch[string](ctx, w, `SELECT side FROM actor_side WHERE actor = ? ORDER BY ordinal`, id)
	if err != nil {
		return err
	}
	if slices.Equal(held, sides) && !moved {
		return nil
	}
	if _, err := w.exec(ctx, `DELETE FROM actor_side WHERE actor = ?`, id); err != nil {
		return err
	}
	for i, side := range sides {
		if _, err := w.exec(ctx, `INSERT INTO actor_side (actor, ordinal, side) VALUES (?, ?, ?)`, id, i, side); err != nil {
			return err
		}
	}
	versions, err := fetch[int64](ctx, w, `
		SELECT t.version FROM local_actor l
		JOIN statement_actor t ON t.version = l.version AND t.local = l.ordinal AND t.role = 'speaker'
		JOIN statement s ON s.number = t.statement
		WHERE l.actor = ? AND (s.parent IS NOT NULL OR EXISTS (SELECT 1 FROM statement c WHERE c.version = s.version AND c.parent = s.id))`, id)
	for _, version := range versions {
		w.touched.version(version)
	}
	return err
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
