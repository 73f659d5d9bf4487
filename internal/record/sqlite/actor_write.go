package sqlite

import (
	"cmp"
	"database/sql/driver"
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

var intoLocal = into(
	`local_actor (version, ordinal, name, type, office, names, actor, world, facts, profile, named)`,
	11,
)

// putActors stores the actors of one report and what identity needs of each.
// Which actor of the dossier each is, Commit settles.
func (w *Writer) putActors(version int64, report string, reading *verbale.Reading) error {
	w.derive.Touch("account", blockOf(version))
	profiles := identity.ProfilesOf(reading.Actors, report)
	ids, err := w.putProfiles(profiles)
	if err != nil {
		return err
	}
	for i, id := range ids {
		if w.profiles[id] != "" {
			continue
		}
		if _, err := w.exec(`INSERT INTO actor (id, name, type) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING`,
			profiles[i].Key(), reading.Actors[i].Name, reading.Actors[i].Type); err != nil {
			return err
		}
	}
	called := namesUsed(reading)
	rows, boxed := w.put(intoLocal), driver.Value(version)
	for i := range reading.Actors {
		local := &reading.Actors[i]
		named, err := jsonOf(called[i])
		if err != nil {
			return err
		}
		facts := "{}"
		if len(local.Sides)+len(local.Roles) > 0 || local.Source != nil {
			data, err := json.Marshal(localFacts{Sides: local.Sides, Roles: local.Roles, Source: local.Source})
			if err != nil {
				return err
			}
			facts = string(data)
		}
		actor := w.profiles[ids[i]]
		if actor == "" {
			actor = profiles[i].Key()
		}
		rows.number(boxed)
		rows.int(i)
		rows.text(local.Name)
		rows.word(string(local.Type))
		rows.wordOrNull(local.Office)
		rows.text(jsonOfNames(local.Names))
		rows.number(actor)
		rows.wordOrNull(local.World)
		rows.word(facts)
		rows.text(ids[i])
		rows.text(named)
		if err := rows.end(); err != nil {
			return err
		}
	}
	_, err = rows.close()
	return err
}

// jsonOf spells the names that a report uses of an actor.
func jsonOf(used []nameUse) (string, error) {
	if len(used) == 0 {
		return "[]", nil
	}
	data, err := json.Marshal(used)
	return string(data), err
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

// putProfiles stores what identity knows of the actors of a report, and returns the
// ids of the profiles; w.profiles has the actors of the dossier that they are taken
// for, "" before that is settled. A profile that a current version has already is
// a member of its block: the block stays as clean as it was.
func (w *Writer) putProfiles(profiles []identity.Profile) ([]string, error) {
	ids := make([]string, len(profiles))
	unknown := make([]string, 0, len(profiles)) // in this transaction
	at := map[string]int{}
	for i := range profiles {
		ids[i] = profiles[i].ID()
		if _, put := w.profiles[ids[i]]; !put {
			w.profiles[ids[i]] = ""
			at[ids[i]] = i
			unknown = append(unknown, ids[i])
		}
	}
	current := map[string]bool{}
	if err := w.eachOf(unknown, func(row []driver.Value) error {
		id := text(row[0])
		w.profiles[id] = text(row[1])
		current[id] = number(row[2]) != 0
		return nil
	}, `
		SELECT p.id, a.id, EXISTS (SELECT 1 FROM local_actor l JOIN document d ON d.current = l.version WHERE l.profile = p.id)
		FROM json_each(?) x JOIN profile p ON p.id = x.value JOIN actor a ON a.id = p.actor`); err != nil {
		return nil, err
	}
	for _, id := range unknown {
		p := &profiles[at[id]]
		block := p.Block()
		if !current[id] {
			w.derive.Touch("identity", block)
		}
		if w.profiles[id] != "" {
			continue
		}
		data, err := json.Marshal(p)
		if err != nil {
			return nil, err
		}
		if _, err := w.exec(`INSERT INTO profile (id, block, data) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET base = '', actor = ''`,
			id, block, string(data)); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

func (w *Writer) putEffects(version int64, effects []verbale.Effect) error {
	for _, e := range effects {
		if _, err := w.exec(`INSERT INTO effect (version, correction, outcome, statement) VALUES (?, ?, ?, ?)`,
			version, e.Correction, e.Outcome, e.Statement); err != nil {
			return err
		}
	}
	return nil
}

// touchVersion makes dirty the blocks of the actors and the wordings of the versions that a query
// names, which are about to go or to be current no more.
func (w *Writer) touchVersion(query string, arguments ...any) error {
	blocks, err := w.texts(`
		SELECT DISTINCT p.block FROM local_actor l JOIN profile p ON p.id = l.profile WHERE l.version IN (`+query+`)`, arguments...)
	for _, block := range blocks {
		w.derive.Touch("identity", block)
		w.went[block] = true
	}
	if err != nil {
		return err
	}
	if err := errors.Join(w.touchPapers(query, arguments...), w.touchSenses(query, arguments...)); err != nil {
		return err
	}
	return w.touchWordings(query, arguments...)
}

// jsonOfNames spells a list of names as JSON. Most names need no escapes, and are
// spared the encoder.
func jsonOfNames(names []string) string {
	n := 2
	for _, name := range names {
		n += len(name) + 3
		for i := range len(name) {
			if c := name[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
				data, err := json.Marshal(names)
				if err != nil {
					panic(err) // strings are JSON
				}
				return string(data)
			}
		}
	}
	if names == nil {
		return "null"
	}
	var b strings.Builder
	b.Grow(n)
	b.WriteByte('[')
	for i, name := range names {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('"')
		b.WriteString(name)
		b.WriteByte('"')
	}
	b.WriteByte(']')
	return b.String()
}
