package record

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/identity"
)

// localFacts is what a row of local_actor keeps beside its columns.
type localFacts struct {
	Sides  []int                  `json:"sides,omitempty"`
	Roles  []verbale.LocalRole    `json:"roles,omitempty"`
	Source *verbale.UnnamedSource `json:"source,omitempty"`
}

// putActors stores the actors of one report and what identity needs of each.
// Which actor of the dossier each is, Commit settles.
func (w *Writer) putActors(ctx context.Context, version int64, report string, reading *verbale.Reading) error {
	w.derive.Touch("account", blockOf(version))
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
// actor of the dossier that it is taken for, "" before it is settled. A profile
// that a current version has already is a member of its block: the block stays as
// clean as it was.
func (w *Writer) putProfile(ctx context.Context, p identity.Profile) (id, actor string, err error) {
	id = p.ID()
	if actor, put := w.profiles[id]; put {
		return id, actor, nil
	}
	defer func() {
		if err == nil {
			w.profiles[id] = actor
		}
	}()
	settled, err := w.query(`
		SELECT a.id, EXISTS (SELECT 1 FROM local_actor l JOIN document d ON d.current = l.version WHERE l.profile = p.id)
		FROM profile p JOIN actor a ON a.id = p.actor WHERE p.id = ?`)
	if err != nil {
		return "", "", err
	}
	block, current := p.Block(), false
	err = settled.QueryRowContext(ctx, id).Scan(&actor, &current)
	if !current {
		w.derive.Touch("identity", block)
	}
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return id, actor, err
	}
	data, err := json.Marshal(p)
	if err != nil {
		return "", "", err
	}
	_, err = w.exec(ctx, `INSERT INTO profile (id, block, data) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET base = '', actor = ''`, id, block, string(data))
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

// touchVersion makes dirty the blocks of the actors of the versions that a query
// names, which are about to go or to be current no more.
func (w *Writer) touchVersion(ctx context.Context, query string, arguments ...any) error {
	blocks, err := fetch[string](ctx, w, `
		SELECT DISTINCT p.block FROM local_actor l JOIN profile p ON p.id = l.profile WHERE l.version IN (`+query+`)`, arguments...)
	for _, block := range blocks {
		w.derive.Touch("identity", block)
		w.went[block] = true
	}
	return err
}
