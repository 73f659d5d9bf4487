package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/identity"
	"verbale.dev/verbale/internal/record"
)

// ActorSides calls yield with each actor of the current versions, in order of
// id, and the ids of the sides that it speaks for: of actors of the dossier, or
// in the table of the world. It goes over the actors once.
func (d *Dossier) ActorSides(ctx context.Context, yield func(id, name string, kind verbale.ActorType, sides []string) error) error {
	rows, err := d.db.QueryContext(ctx, `
		SELECT a.id, a.name, a.type, coalesce(b.id, CASE WHEN x.side LIKE 'w-%' THEN x.side END, '')
		FROM actor a LEFT JOIN actor_side x ON x.actor = a.id LEFT JOIN actor b ON b.id = x.side
		WHERE EXISTS (SELECT 1 FROM actor_day y WHERE y.actor = a.id)
		ORDER BY a.id, x.ordinal`)
	if err != nil {
		return fmt.Errorf("record: sides: %w", err)
	}
	defer rows.Close()
	var id, name string
	var kind verbale.ActorType
	var sides []string
	flush := func() error {
		if id == "" {
			return nil
		}
		return yield(id, name, kind, sides)
	}
	for rows.Next() {
		var nextID, nextName, side string
		var nextKind verbale.ActorType
		if err := rows.Scan(&nextID, &nextName, &nextKind, &side); err != nil {
			return fmt.Errorf("record: sides: %w", err)
		}
		if nextID != id {
			if err := flush(); err != nil {
				return err
			}
			id, name, kind, sides = nextID, nextName, nextKind, nil
		}
		if side != "" {
			sides = append(sides, side)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("record: sides: %w", err)
	}
	return flush()
}

// Profile is what the current versions say of an actor, in a length that does
// not grow with their number.
type Profile struct {
	Actor   *verbale.ActorRow // without counts of statements; of each office the first and the last evidence
	Names   int               // names that the reports use, of which Actor has the most frequent
	Told    []int             // how often each office is told
	Offices int               // offices that are told, of which Actor has the most frequent
	Reports int               // reports that speak of the actor
}

// The lengths of a profile's lists.
const (
	profileNames   = 40
	profileOffices = 25
)

// ActorProfile returns the profile of an actor. An earlier id of the actor will
// do. The error is ErrNotFound where there is no such actor.
func (d *Dossier) ActorProfile(ctx context.Context, id string) (*Profile, error) {
	p := &Profile{Actor: &verbale.ActorRow{ID: id, Sides: []string{}, Offices: []verbale.ActorOffice{}, Names: []verbale.NameCount{}, Perhaps: []string{}}}
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("record: actor %s: %w", id, err)
	}
	defer func() { _ = tx.Rollback() }()
	if err := p.fill(ctx, tx); errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("record: no actor %q: %w", id, record.ErrNotFound)
	} else if err != nil {
		return nil, fmt.Errorf("record: actor %s: %w", id, err)
	}
	return p, nil
}

func (p *Profile) fill(ctx context.Context, tx *sql.Tx) error {
	r := p.Actor
	const query = `
		SELECT a.name, a.type, (SELECT min(day) FROM actor_day WHERE actor = a.id AND day > ''),
		       (SELECT max(day) FROM actor_day WHERE actor = a.id AND day > ''), (SELECT sum(reports) FROM actor_day WHERE actor = a.id),
		       (SELECT count(*) FROM actor_name WHERE actor = a.id)
		FROM actor a WHERE a.id = ? AND EXISTS (SELECT 1 FROM actor_day WHERE actor = a.id)`
	look := func() error {
		return tx.QueryRowContext(ctx, query, r.ID).Scan(&r.Name, &r.Type, &r.First, &r.Last, &p.Reports, &p.Names)
	}
	err := look()
	if errors.Is(err, sql.ErrNoRows) {
		later, aliasErr := column[string](ctx, tx, `
			SELECT DISTINCT p.actor FROM actor_alias x JOIN profile p ON p.base = x.base WHERE x.alias = ?`, r.ID)
		if aliasErr != nil || len(later) != 1 {
			return errors.Join(aliasErr, sql.ErrNoRows)
		}
		r.ID = later[0]
		err = look()
	}
	if err != nil {
		return err
	}
	if r.Sides, err = sidesOf(ctx, tx, r.ID); err != nil {
		return err
	}
	if r.Country, err = countryOf(ctx, tx, r.ID); err != nil {
		return err
	}
	if r.Names, err = namesOf(ctx, tx, r.ID, profileNames); err != nil {
		return err
	}
	if err := p.offices(ctx, tx); err != nil {
		return err
	}
	r.Perhaps, err = perhapsOf(ctx, tx, r.ID, r.Type)
	return err
}

// offices puts the offices together that reports give the actor, those that are
// told most often first, each with the first and the last report that tells it.
func (p *Profile) offices(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT title, of, of_world, count(*), min(CASE WHEN NOT former AND day > '' THEN day END),
		       max(CASE WHEN NOT former AND day > '' THEN day END), min(CASE WHEN former AND day > '' THEN day END)
		FROM actor_office WHERE actor = ? GROUP BY title, of, of_world`, p.Actor.ID)
	if err != nil {
		return err
	}
	defer rows.Close()
	type office struct {
		verbale.ActorOffice
		told     int
		spelling [][3]string // title, body and its id, as the reports have them
	}
	var all []*office
	place := map[string]*office{}
	for rows.Next() {
		var s [3]string
		var told int
		var from, until, ended *string
		if err := rows.Scan(&s[0], &s[1], &s[2], &told, &from, &until, &ended); err != nil {
			return err
		}
		key := officeKey(s[0], s[1], s[2])
		o := place[key]
		if o == nil {
			o = &office{ActorOffice: verbale.ActorOffice{Title: s[0]}}
			if s[1] != "" {
				o.Of = &s[1]
			}
			place[key] = o
			all = append(all, o)
		}
		o.told += told
		o.spelling = append(o.spelling, s)
		for _, day := range []*string{from, until} {
			extend(&o.ActorOffice, day, false)
		}
		extend(&o.ActorOffice, ended, true)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b *office) int { return cmp.Or(b.told-a.told, cmp.Compare(a.Title, b.Title)) })
	p.Offices = len(all)
	for _, o := range all[:min(len(all), profileOffices)] {
		if o.Evidence, err = officeEvidence(ctx, tx, p.Actor.ID, o.spelling); err != nil {
			return err
		}
		p.Actor.Offices = append(p.Actor.Offices, o.ActorOffice)
		p.Told = append(p.Told, o.told)
	}
	return nil
}

// officeKey makes one office of the spellings of its title.
func officeKey(title, of, world string) string {
	return identity.Fold(title) + "\x00" + cmp.Or(world, identity.Fold(of))
}

// officeEvidence returns the words that tell an office in the first and in the
// last report that does.
func officeEvidence(ctx context.Context, tx *sql.Tx, actor string, spellings [][3]string) ([]verbale.Located, error) {
	found := []verbale.Located{}
	for _, order := range []string{"ASC", "DESC"} {
		var best verbale.Located
		bestDay := ""
		for i, s := range spellings[:min(len(spellings), 4)] {
			var at verbale.Located
			var day string
			var role string
			err := tx.QueryRowContext(ctx, `
				SELECT o.day, d.name, substr(v.hash, 1, 16), l.facts -> '$.roles' -> o.ordinal
				FROM actor_office o JOIN local_actor l ON l.version = o.version AND l.ordinal = o.local
				JOIN version v ON v.id = o.version JOIN document d ON d.id = v.document
				WHERE o.actor = ? AND o.title = ? AND o.of = ? AND o.of_world = ?
				ORDER BY o.former `+order+`, o.day `+order+`, o.version, o.local, o.ordinal LIMIT 1`, actor, s[0], s[1], s[2]).
				Scan(&day, &at.Document, &at.Version, &role)
			if err != nil {
				return nil, err
			}
			var told verbale.LocalRole
			if err := json.Unmarshal([]byte(role), &told); err != nil {
				return nil, err
			}
			at.Excerpt = told.Evidence
			if i == 0 || order == "ASC" && day < bestDay || order == "DESC" && day > bestDay {
				best, bestDay = at, day
			}
		}
		if len(found) == 0 || found[0] != best {
			found = append(found, best)
		}
	}
	return found, nil
}
