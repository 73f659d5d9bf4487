package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
)

// perhapsMost is how many actors are listed as perhaps the same as one.
const perhapsMost = 8

// Actors calls yield with each actor of the current versions that the query
// lets through, those with most statements first, then in order of name and id.
func (d *Dossier) Actors(ctx context.Context, q query.Query, yield func(*verbale.ActorRow) error) error {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("record: actors: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	actors, err := countActors(ctx, tx, q)
	if err != nil {
		return fmt.Errorf("record: actors: %w", err)
	}
	for _, r := range actors {
		if err := describeActor(ctx, tx, r); err != nil {
			return fmt.Errorf("record: actors: %s: %w", r.ID, err)
		}
		if err := yield(r); err != nil {
			return err
		}
	}
	return nil
}

// ActorName returns the name of an actor; the id itself where there is none.
func (d *Dossier) ActorName(ctx context.Context, id string) (string, error) {
	var name string
	switch err := d.db.QueryRowContext(ctx, `SELECT name FROM actor WHERE id = ?`, id).Scan(&name); err {
	case nil:
		return name, nil
	case sql.ErrNoRows:
		return id, nil
	default:
		return "", fmt.Errorf("record: actor %s: %w", id, err)
	}
}

// ActorID returns the id of the actor that a person means by an id, the
// beginning of one, an earlier id or a name, as query.Directory has it. The error
// is a record.NameError where there is none, or there are several.
func (d *Dossier) ActorID(ctx context.Context, words string) (string, error) {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return "", fmt.Errorf("record: actor: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	directory, err := directoryFor(ctx, tx, query.Query{Name: []string{words}})
	if err != nil {
		return "", fmt.Errorf("record: actor: %w", err)
	}
	id, several, nearest := directory.One(words)
	if id != "" {
		return id, nil
	}
	for i, one := range several {
		several[i] = directory.Shown(one) + " " + one
	}
	return "", &record.NameError{Name: words, Several: several, Nearest: nearest}
}

// countActors lists the actors with what can be counted in one pass.
func countActors(ctx context.Context, tx *sql.Tx, q query.Query) ([]*verbale.ActorRow, error) {
	var c clause
	p, err := plan(ctx, tx, q)
	if err == nil {
		err = errors.Join(
			ofDocuments(ctx, tx, &c, p),
			among(&c, `a.id IN (SELECT value FROM json_each(?))`, p.Actors),
			among(&c, orNone(`EXISTS (SELECT 1 FROM actor_side x WHERE x.actor = a.id AND x.side IN (SELECT value FROM json_each(?)))`,
				`NOT EXISTS (SELECT 1 FROM actor_side x WHERE x.actor = a.id)`, p.NoSide), p.Sides),
		)
	}
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, `
		WITH spoken AS (
		    SELECT l.actor, sum(s.account = 'own') AS own, sum(s.account = 'same_side') AS same_side,
		           sum(s.account = 'ascribed') AS ascribed, sum(s.account = 'outlet') AS outlet
		    FROM statement_actor t JOIN statement s ON s.number = t.statement AND s.status <> 'struck'
		    JOIN document d ON d.current = s.version
		    JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local
		    WHERE t.role = 'speaker' GROUP BY l.actor),
		seen AS (
		    SELECT l.actor, min(coalesce(v.dateline_date, substr(v.published, 1, 10))) AS first,
		           max(coalesce(v.dateline_date, substr(v.published, 1, 10))) AS last
		    FROM document d JOIN version v ON v.id = d.current JOIN local_actor l ON l.version = v.id
		    JOIN actor a ON a.id = l.actor
		    WHERE `+c.where()+` GROUP BY l.actor)
		SELECT a.id, a.name, a.type, seen.first, seen.last,
		       coalesce(p.own, 0), coalesce(p.same_side, 0), coalesce(p.ascribed, 0), coalesce(p.outlet, 0)
		FROM seen JOIN actor a ON a.id = seen.actor LEFT JOIN spoken p ON p.actor = a.id`, c.arguments...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var actors []*verbale.ActorRow
	for rows.Next() {
		r := &verbale.ActorRow{Sides: []string{}, Offices: []verbale.ActorOffice{}, Names: []verbale.NameCount{}, Perhaps: []string{}}
		if err := rows.Scan(&r.ID, &r.Name, &r.Type, &r.First, &r.Last, &r.Statements.Own, &r.Statements.SameSide,
			&r.Statements.Ascribed, &r.Statements.Outlet); err != nil {
			return nil, err
		}
		actors = append(actors, r)
	}
	slices.SortFunc(actors, func(a, b *verbale.ActorRow) int {
		return cmp.Or(total(b.Statements)-total(a.Statements), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return actors, rows.Err()
}

func total(c verbale.AccountCounts) int { return c.Own + c.SameSide + c.Ascribed + c.Outlet }

// describeActor adds sides, names, offices and who else it may be.
func describeActor(ctx context.Context, tx *sql.Tx, r *verbale.ActorRow) error {
	var err error
	if r.Sides, err = sidesOf(ctx, tx, r.ID); err != nil {
		return err
	}
	if r.Country, err = countryOf(ctx, tx, r.ID); err != nil {
		return err
	}
	if r.Names, err = namesOf(ctx, tx, r.ID, -1); err != nil {
		return err
	}
	if err := officesOf(ctx, tx, r); err != nil {
		return err
	}
	r.Perhaps, err = perhapsOf(ctx, tx, r.ID, r.Type)
	return err
}

func sidesOf(ctx context.Context, tx *sql.Tx, id string) ([]string, error) {
	sides, err := column[string](ctx, tx, `SELECT side FROM actor_side WHERE actor = ? ORDER BY ordinal`, id)
	return append([]string{}, sides...), err
}

// countryOf returns the state that most of what reports know of an actor says that it is
// of; nil where nothing does.
func countryOf(ctx context.Context, tx *sql.Tx, id string) (*string, error) {
	countries, err := column[string](ctx, tx, `
		SELECT data ->> 'country' AS country FROM profile WHERE actor = ? AND country IS NOT NULL
		GROUP BY country ORDER BY count(*) DESC, country LIMIT 1`, id)
	if err != nil || len(countries) == 0 {
		return nil, err
	}
	return &countries[0], nil
}

// namesOf lists the names that reports use for an actor, the most frequent
// first, no more than limit of them; all where it is -1.
func namesOf(ctx context.Context, tx *sql.Tx, id string, limit int) ([]verbale.NameCount, error) {
	rows, err := tx.QueryContext(ctx, `SELECT name, count FROM actor_name WHERE actor = ? ORDER BY count DESC, name LIMIT ?`, id, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names := []verbale.NameCount{}
	for rows.Next() {
		var name verbale.NameCount
		if err := rows.Scan(&name.Text, &name.Count); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// officesOf puts the offices together that reports give an actor: one for each
// title and body, from the first report that has it to the last.
func officesOf(ctx context.Context, tx *sql.Tx, r *verbale.ActorRow) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT l.facts, d.name, substr(v.hash, 1, 16), coalesce(v.dateline_date, substr(v.published, 1, 10))
		FROM local_actor l JOIN document d ON d.current = l.version JOIN version v ON v.id = l.version
		WHERE l.actor = ? AND l.facts LIKE '%"roles"%' ORDER BY d.name, l.ordinal`, r.ID)
	if err != nil {
		return err
	}
	defer rows.Close()
	place := map[string]int{}
	for rows.Next() {
		var data, document, version string
		var day *string
		if err := rows.Scan(&data, &document, &version, &day); err != nil {
			return err
		}
		var facts localFacts
		if err := json.Unmarshal([]byte(data), &facts); err != nil {
			return err
		}
		for _, role := range facts.Roles {
			key := officeKey(role.Title, role.Of, role.OfWorld)
			at, ok := place[key]
			if !ok {
				at = len(r.Offices)
				place[key] = at
				r.Offices = append(r.Offices, verbale.ActorOffice{Title: role.Title, Evidence: []verbale.Located{}})
				if role.Of != "" {
					r.Offices[at].Of = &role.Of
				}
			}
			r.Offices[at].Evidence = append(r.Offices[at].Evidence, verbale.Located{Document: document, Version: version, Excerpt: role.Evidence})
			extend(&r.Offices[at], day, role.Former)
		}
	}
	slices.SortStableFunc(r.Offices, func(a, b verbale.ActorOffice) int {
		return cmp.Or(len(b.Evidence)-len(a.Evidence), cmp.Compare(a.Title, b.Title))
	})
	return rows.Err()
}

// extend widens the time for which an office is attested. Of a former office
// a day only says that it had ended.
func extend(o *verbale.ActorOffice, day *string, former bool) {
	if day == nil {
		return
	}
	if former {
		if o.Until == nil && o.From == nil {
			o.Until = day
		}
		return
	}
	if o.From == nil || *day < *o.From {
		o.From = day
	}
	if o.Until == nil || *day > *o.Until {
		o.Until = day
	}
}

// perhapsOf lists the actors that one may be the same as: those that identity
// left apart, and for a person known by a last name alone, those of that name.
func perhapsOf(ctx context.Context, tx *sql.Tx, id string, kind verbale.ActorType) ([]string, error) {
	found, err := column[string](ctx, tx, `
		SELECT DISTINCT q.actor
		FROM (SELECT DISTINCT x.other FROM (SELECT DISTINCT base FROM profile WHERE actor = ?1) p JOIN actor_perhaps x ON x.base = p.base LIMIT 64) y
		JOIN profile q ON q.base = y.other
		WHERE q.actor <> ?1 ORDER BY q.actor LIMIT ?2`, id, perhapsMost)
	if err != nil || kind != verbale.Person {
		return append([]string{}, found...), err
	}
	blocks, err := column[string](ctx, tx, `SELECT DISTINCT block FROM profile WHERE actor = ? ORDER BY block`, id)
	if err != nil {
		return nil, err
	}
	for _, block := range blocks {
		var others []string
		if rest, ok := strings.CutPrefix(block, "alone:"); ok {
			name, _, _ := strings.Cut(rest, ":")
			others, err = column[string](ctx, tx, `
				SELECT DISTINCT actor FROM profile WHERE block = ? AND actor <> ? ORDER BY actor LIMIT ?`, "person:"+name, id, perhapsMost)
		} else if name, ok := strings.CutPrefix(block, "person:"); ok {
			others, err = column[string](ctx, tx, `
				SELECT DISTINCT actor FROM profile WHERE block >= ? AND block < ? AND actor <> ? ORDER BY actor LIMIT ?`,
				"alone:"+name+":", "alone:"+name+";", id, perhapsMost)
		}
		if err != nil {
			return nil, err
		}
		found = append(found, others...)
	}
	slices.Sort(found)
	found = slices.Compact(found)
	return append([]string{}, found[:min(len(found), perhapsMost)]...), nil
}
