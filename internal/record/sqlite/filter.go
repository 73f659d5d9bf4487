package sqlite

import (
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
	"verbale.dev/verbale/internal/world"
)

// Plan looks up the names of a query in the dossier, and says which of them mean
// nothing in it. The error is ErrQuery where the query cannot be answered.
func (d *Dossier) Plan(ctx context.Context, q query.Query) (*query.Plan, error) {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("record: plan: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	return plan(ctx, tx, q)
}

func plan(ctx context.Context, tx *sql.Tx, q query.Query) (*query.Plan, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	directory, err := directoryFor(ctx, tx, q)
	if err != nil {
		return nil, fmt.Errorf("record: names: %w", err)
	}
	return directory.Plan(q), nil
}

// Directory returns all names by which questions may ask for actors, sides,
// outlets and documents of the current versions. It asks the dossier again for
// ids that it does not know.
func (d *Dossier) Directory(ctx context.Context) (*query.Directory, error) {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("record: names: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	lasting := context.WithoutCancel(ctx)
	directory := query.NewDirectory(world.Load(), func(id string) (string, bool) { return aliased(lasting, d.db, id) })
	err = errors.Join(addActors(ctx, tx, directory), addSides(ctx, tx, directory), addOutlets(ctx, tx, directory))
	if err != nil {
		return nil, fmt.Errorf("record: names: %w", err)
	}
	names, err := column[string](ctx, tx, `SELECT name FROM document WHERE current IS NOT NULL ORDER BY name`)
	if err != nil {
		return nil, fmt.Errorf("record: names: %w", err)
	}
	for _, name := range names {
		directory.AddDocument(name)
	}
	return directory, nil
}

// directoryFor reads the names that the query has need of: of all actors, of all
// outlets, of the documents that can be meant.
func directoryFor(ctx context.Context, tx *sql.Tx, q query.Query) (*query.Directory, error) {
	directory := query.NewDirectory(world.Load(), func(id string) (string, bool) { return aliased(ctx, tx, id) })
	if len(q.Speaker)+len(q.To)+len(q.Side)+len(q.Name) > 0 {
		if err := addActors(ctx, tx, directory); err != nil {
			return nil, err
		}
	}
	if len(q.Side) > 0 {
		if err := addSides(ctx, tx, directory); err != nil {
			return nil, err
		}
	}
	if len(q.Outlet) > 0 {
		if err := addOutlets(ctx, tx, directory); err != nil {
			return nil, err
		}
	}
	if len(q.Document) > 0 {
		names, err := documentsNamed(ctx, tx, q.Document)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			directory.AddDocument(name)
		}
	}
	return directory, nil
}

func addSides(ctx context.Context, tx *sql.Tx, directory *query.Directory) error {
	sides, err := column[string](ctx, tx, `SELECT DISTINCT x.side FROM actor_side x LEFT JOIN actor b ON b.id = x.side
		WHERE b.id IS NOT NULL OR x.side LIKE 'w-%' ORDER BY x.side`)
	for _, side := range sides {
		directory.AddSide(side)
	}
	return err
}

func addOutlets(ctx context.Context, tx *sql.Tx, directory *query.Directory) error {
	outlets, err := column[string](ctx, tx, `SELECT DISTINCT v.outlet FROM document d JOIN version v ON v.id = d.current
		WHERE v.outlet IS NOT NULL ORDER BY v.outlet`)
	for _, outlet := range outlets {
		directory.AddOutlet(outlet)
	}
	return err
}

// documentsNamed lists the names that those asked for can mean; all names where
// one of them means none, so that the nearest can be found.
func documentsNamed(ctx context.Context, tx *sql.Tx, asked []string) ([]string, error) {
	var all []string
	for _, name := range asked {
		names, err := column[string](ctx, tx, `SELECT name FROM document WHERE name = ?1
			UNION SELECT name FROM document WHERE substr(name, -length(?1) - 1) = '/' || ?1`, name)
		if err != nil {
			return nil, err
		}
		if len(names) == 0 {
			return column[string](ctx, tx, `SELECT name FROM document ORDER BY name`)
		}
		all = append(all, names...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// addActors adds every actor that a current version speaks of, with all its names.
func addActors(ctx context.Context, tx *sql.Tx, directory *query.Directory) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT a.id, a.name, a.type, n.name FROM actor a LEFT JOIN actor_name n ON n.actor = a.id
		WHERE EXISTS (SELECT 1 FROM actor_day y WHERE y.actor = a.id) ORDER BY a.id, n.name`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id, shown string
		var kind verbale.ActorType
		var other sql.NullString
		if err := rows.Scan(&id, &shown, &kind, &other); err != nil {
			return err
		}
		directory.AddActor(id, shown, kind)
		if other.Valid && other.String != shown {
			directory.AddName(id, other.String)
		}
	}
	return rows.Err()
}

// asker is what a question is put to: the dossier, or a transaction.
type asker interface {
	QueryContext(ctx context.Context, query string, arguments ...any) (*sql.Rows, error)
}

// aliased returns the actor that an earlier id has become.
func aliased(ctx context.Context, from asker, id string) (string, bool) {
	rows, err := from.QueryContext(ctx, `SELECT DISTINCT p.actor FROM actor_alias x JOIN profile p ON p.base = x.base
		WHERE x.alias = ? ORDER BY p.actor`, id)
	if err != nil {
		return "", false
	}
	found, err := valuesOf[string](rows)
	if err != nil || len(found) != 1 {
		return "", false
	}
	return found[0], true
}

// clause gathers conditions and their arguments.
type clause struct {
	conditions []string
	arguments  []any
}

func (c *clause) add(condition string, arguments ...any) {
	c.conditions = append(c.conditions, condition)
	c.arguments = append(c.arguments, arguments...)
}

// among adds condition, which holds one "?" for a list in JSON, where a list is
// asked for.
func among[T any](c *clause, condition string, list []T) error {
	if list == nil {
		return nil
	}
	data, err := json.Marshal(list)
	if err != nil {
		return err
	}
	c.add(condition, string(data))
	return nil
}

func (c *clause) where() string {
	if len(c.conditions) == 0 {
		return "TRUE"
	}
	return strings.Join(c.conditions, " AND ")
}

// ownDay is a report's own day, as query.ReportDay has it.
const ownDay = `coalesce(v.dateline_date, substr(v.published, 1, 10))`

// ofDocuments adds what is asked of documents d and versions v.
func ofDocuments(ctx context.Context, tx *sql.Tx, c *clause, p *query.Plan) error {
	err := among(c, `d.name IN (SELECT value FROM json_each(?))`, p.Documents)
	switch {
	case p.NoOutlet:
		err = errors.Join(err, among(c, `(v.outlet IS NULL OR v.outlet IN (SELECT value FROM json_each(?)))`, p.Outlets))
	default:
		err = errors.Join(err, among(c, `v.outlet IN (SELECT value FROM json_each(?))`, p.Outlets))
	}
	if err != nil || p.ReportedSince == "" && p.ReportedUntil == "" && !p.Unreported {
		return err
	}
	days, err := column[string](ctx, tx, `SELECT DISTINCT coalesce(`+ownDay+`, '') FROM version v`)
	if err != nil {
		return err
	}
	days = slices.DeleteFunc(days, func(day string) bool { return !p.ReportedWithin(day) })
	return among(c, `coalesce(`+ownDay+`, '') IN (SELECT value FROM json_each(?))`, append([]string{}, days...))
}

const (
	actorsOf = `s.number IN (SELECT t.statement FROM local_actor l
		JOIN statement_actor t ON t.version = l.version AND t.local = l.ordinal
		WHERE l.actor IN (SELECT value FROM json_each(?)) AND t.role = '%s')`
	noSpeaker = `NOT EXISTS (SELECT 1 FROM statement_actor t WHERE t.statement = s.number AND t.role = 'speaker')`
	speakFor  = `s.number IN (SELECT t.statement FROM actor_side x JOIN local_actor l ON l.actor = x.actor
		JOIN statement_actor t ON t.version = l.version AND t.local = l.ordinal
		WHERE x.side IN (SELECT value FROM json_each(?)) AND t.role = 'speaker')`
	noSide = `NOT EXISTS (SELECT 1 FROM statement_actor t
		JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local
		JOIN actor_side x ON x.actor = l.actor LEFT JOIN actor b ON b.id = x.side
		WHERE t.statement = s.number AND t.role = 'speaker' AND (b.id IS NOT NULL OR x.side LIKE 'w-%'))`
)

// orNone joins a condition with that of having none, where that was asked for too.
func orNone(condition, none string, asked bool) string {
	if !asked {
		return condition
	}
	return "(" + condition + " OR " + none + ")"
}

// ofStatements adds what is asked of statements s of versions v of documents d.
func ofStatements(ctx context.Context, tx *sql.Tx, c *clause, p *query.Plan) error {
	err := errors.Join(
		ofDocuments(ctx, tx, c, p),
		among(c, orNone(fmt.Sprintf(actorsOf, "speaker"), noSpeaker, p.NoSpeaker), p.Speakers),
		among(c, fmt.Sprintf(actorsOf, "addressee"), p.Addressees),
		among(c, orNone(speakFor, noSide, p.NoSide), p.Sides),
		among(c, `s.kind IN (SELECT value FROM json_each(?))`, p.Kind),
		among(c, `s.mode IN (SELECT value FROM json_each(?))`, p.Mode),
		among(c, orNone(`s.account IN (SELECT value FROM json_each(?))`, noSpeaker, p.NoSpeaker && p.OwnWords()), p.Accounts()),
		among(c, `s.channel IN (SELECT value FROM json_each(?))`, p.Channel),
		among(c, `s.status IN (SELECT value FROM json_each(?))`, append([]string{}, p.Statuses()...)),
	)
	if err != nil {
		return err
	}
	if len(p.IDs) > 0 {
		alternatives := make([]string, len(p.IDs))
		for i, id := range p.IDs {
			alternatives[i] = `substr(s.id, 1, length(?)) = ?`
			c.arguments = append(c.arguments, id, id)
		}
		c.conditions = append(c.conditions, "("+strings.Join(alternatives, " OR ")+")")
	}
	if p.About != "" {
		match, err := matchExpression(p.About)
		if err != nil {
			return err
		}
		c.add(`s.number IN (SELECT rowid FROM statement_text WHERE statement_text MATCH ?)`, match)
	}
	if p.Undated {
		c.add(`s.said_on IS NULL`)
	}
	if p.Unattributed {
		c.add(noSpeaker)
	}
	return saidWithin(ctx, tx, c, p)
}

// saidWithin adds the limits on the day of a statement. The days that there are
// are few, and which of them are within the limits is for package query to say.
func saidWithin(ctx context.Context, tx *sql.Tx, c *clause, p *query.Plan) error {
	if p.Since == "" && p.Until == "" {
		return nil
	}
	days, err := column[string](ctx, tx, `SELECT DISTINCT said_on FROM statement WHERE said_on IS NOT NULL`)
	if err != nil {
		return err
	}
	days = slices.DeleteFunc(days, func(day string) bool { return !p.SaidWithin(day, "") })
	data, err := json.Marshal(append([]string{}, days...))
	if err != nil {
		return err
	}
	condition := `s.said_on IN (SELECT value FROM json_each(?))`
	if !p.WithUndated {
		c.add(condition, string(data))
		return nil
	}
	limits, err := column[string](ctx, tx, `SELECT DISTINCT not_after FROM statement WHERE said_on IS NULL AND not_after IS NOT NULL`)
	if err != nil {
		return err
	}
	limits = slices.DeleteFunc(limits, func(day string) bool { return !p.SaidWithin("", day) })
	bounded, err := json.Marshal(append([]string{}, limits...))
	if err != nil {
		return err
	}
	c.add(`(`+condition+` OR s.said_on IS NULL AND s.not_after IN (SELECT value FROM json_each(?)))`, string(data), string(bounded))
	return nil
}

// matchExpression turns words as a person types them into an FTS5 query; see
// query.Terms.
func matchExpression(words string) (string, error) {
	var wanted, unwanted []string
	for _, term := range query.Terms(words) {
		if term.Without {
			unwanted = append(unwanted, matchTerm(term))
		} else {
			wanted = append(wanted, matchTerm(term))
		}
	}
	switch {
	case len(wanted) == 0 && len(unwanted) > 0:
		return "", fmt.Errorf("record: %q says only what is not to be there: give a word to look for: %w", words, record.ErrQuery)
	case len(wanted) == 0:
		return "", fmt.Errorf("record: nothing to look for in %q: %w", words, record.ErrQuery)
	}
	match := strings.Join(wanted, " AND ")
	if len(unwanted) > 0 {
		match = "(" + match + ") NOT (" + strings.Join(unwanted, " OR ") + ")"
	}
	return match, nil
}

// matchTerm spells the alternatives of a term for FTS5. Terms hold no quotation marks.
func matchTerm(term query.Term) string {
	var forms []string
	for _, word := range term.Any {
		switch {
		case word.Prefix:
			forms = append(forms, `"`+word.Text+`" *`)
		case word.Exact:
			forms = append(forms, `"`+word.Text+`"`)
		default:
			for _, form := range query.Forms(word.Text) {
				forms = append(forms, `"`+form+`"`)
			}
		}
	}
	return "(" + strings.Join(forms, " OR ") + ")"
}
