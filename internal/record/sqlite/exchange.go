package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/request"
	"verbale.dev/verbale/internal/derive/told"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
)

// Exchange calls yield with each request that the question lets through, a whole before
// its parts, in order of day, report and place, those without a day first. The rows are
// derived when they are asked for: report by report, then block by block; memory grows
// with the number of requests alone.
func (d *Dossier) Exchange(ctx context.Context, q query.Exchange, yield func(*verbale.Request) error) error {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("record: exchange: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	p, err := plan(ctx, tx, q.Query)
	if err != nil {
		return fmt.Errorf("record: exchange: %w", err)
	}
	ordered, parties, err := requests(ctx, tx, p)
	if err != nil {
		return fmt.Errorf("record: exchange: %w", err)
	}
	for _, r := range ordered {
		if !q.Doubtful {
			r.Answers = slices.DeleteFunc(r.Answers, func(a verbale.Answer) bool { return a.Doubtful })
		}
		if q.On != "" && !request.AsOf(r, q.On, parties) || r.Doubtful && !q.Doubtful || !ofKinds(q.Kinds, r.Kind) || !concerns(r, p, parties.Sides) {
			continue
		}
		if err := yield(r); err != nil {
			return err
		}
	}
	return nil
}

// AsOf returns what takes from a request, as Exchange yields it, all that came after a
// day, and reports whether anything of it was there by then. It holds for the dossier as
// it is when AsOf is called.
func (d *Dossier) AsOf(ctx context.Context) (func(r *verbale.Request, day string) bool, error) {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("record: exchange: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	parties, err := partiesOf(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("record: exchange: %w", err)
	}
	return func(r *verbale.Request, day string) bool { return request.AsOf(r, day, parties) }, nil
}

// requests derives all requests of the reports that a question is about, in their order,
// with those who take part.
func requests(ctx context.Context, tx *sql.Tx, p *query.Plan) ([]*verbale.Request, request.Parties, error) {
	blocks := map[string][]request.Telling{}
	var stands []request.Stand
	var remarks []request.Remark
	papers, err := papersOf(ctx, tx, p)
	if err != nil {
		return nil, request.Parties{}, err
	}
	topics := request.Topics(papers)
	if err := eachReport(ctx, tx, p, func(r *told.Report) error {
		tellings, taken, said := request.Find(r, topics)
		stands, remarks = append(stands, taken...), append(remarks, said...)
		for _, t := range tellings {
			block := request.BlockOf(&t)
			blocks[block] = append(blocks[block], t)
		}
		return nil
	}); err != nil {
		return nil, request.Parties{}, err
	}
	parties, err := partiesOf(ctx, tx)
	if err != nil {
		return nil, request.Parties{}, err
	}
	var rows []verbale.Request
	for _, block := range slices.Sorted(maps.Keys(blocks)) {
		request.Tie(blocks[block], papers, topics)
		rows = append(rows, derive.Rows(request.Requests{Parties: parties}, block, derive.Sorted(blocks[block]))...)
	}
	request.Attach(rows, stands, parties)
	request.Deliver(rows, papers, remarks, parties)
	all, err := declared(ctx, tx)
	if err != nil {
		return nil, request.Parties{}, err
	}
	groups, err := groupsOf(ctx, tx, &all)
	if err != nil {
		return nil, request.Parties{}, err
	}
	request.Expand(rows, groups, parties)
	return request.Ordered(rows), parties, nil
}

func ofKinds(kinds []string, kind verbale.RequestKind) bool {
	return len(kinds) == 0 || slices.Contains(kinds, string(kind))
}

// concerns reports whether a request is by, to or of the sides that are asked for.
func concerns(r *verbale.Request, p *query.Plan, sides map[string][]string) bool {
	is := func(actors []verbale.ActorRef, ids []string) bool {
		return slices.ContainsFunc(actors, func(a verbale.ActorRef) bool { return slices.Contains(ids, a.ID) })
	}
	of := func(actors []verbale.ActorRef) bool {
		return slices.ContainsFunc(actors, func(a verbale.ActorRef) bool {
			return slices.Contains(p.Sides, a.ID) || slices.ContainsFunc(sides[a.ID], func(s string) bool { return slices.Contains(p.Sides, s) })
		})
	}
	if p.Speakers != nil && !is(r.By, p.Speakers) || p.Addressees != nil && !is(r.To, p.Addressees) {
		return false
	}
	if p.Sides == nil || of(r.By) || of(r.To) {
		return true
	}
	return slices.ContainsFunc(r.Answers, func(a verbale.Answer) bool { return of(a.By) })
}

// papersOf are the papers of the reports that a question is about, as far as a request can
// be in one or an answer be it.
func papersOf(ctx context.Context, tx *sql.Tx, p *query.Plan) ([]request.Paper, error) {
	var c clause
	if err := ofDocuments(ctx, tx, &c, p); err != nil {
		return nil, err
	}
	ids, err := column[string](ctx, tx, `SELECT DISTINCT l.paper FROM document d JOIN version v ON v.id = d.current
		JOIN local_paper l ON l.version = v.id WHERE `+c.where()+` ORDER BY l.paper`, c.arguments...)
	if err != nil {
		return nil, err
	}
	sides, err := sidesOfAll(ctx, tx)
	if err != nil {
		return nil, err
	}
	report := &told.Report{Sides: sides}
	var papers []request.Paper
	for chunk := range slices.Chunk(ids, batch) {
		rows, steps, err := fetchPapers(ctx, tx, chunk)
		if err != nil {
			return nil, err
		}
		list, err := json.Marshal(chunk)
		if err != nil {
			return nil, err
		}
		reached, err := reachedBy(ctx, tx, string(list))
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if row.Doubtful {
				continue
			}
			paper := request.Paper{ID: row.ID, Answers: textAt(row.Answers), Steps: steps[row.ID]}
			if len(row.Authors) > 0 {
				paper.By, paper.Authors = row.Authors, report.SidesOf(row.Authors)
			}
			for _, n := range row.Names {
				paper.Names = append(paper.Names, n.Text)
			}
			for _, s := range paper.Steps {
				to := reached[s.ID]
				if len(to) == 0 {
					to = s.To
				}
				paper.Reached = append(paper.Reached, to)
			}
			papers = append(papers, paper)
		}
	}
	return papers, nil
}

// reachedBy are the actors whose names stand in the words for those to whom steps of papers
// went, by the id of the step, in order of place: states and bodies, each under the words
// of the report where these mean several.
func reachedBy(ctx context.Context, tx *sql.Tx, papers string) (map[string][]verbale.ActorRef, error) {
	rows, err := tx.QueryContext(ctx, `
		SELECT DISTINCT s.transfer, a.id, a.name, a.type, m.start, substr(CAST(g.text AS BLOB), max(m.start - g.start - 4, 1), m."end" - m.start + 5)
		FROM json_each(?) x JOIN local_paper l ON l.paper = x.value JOIN document d ON d.current = l.version
		JOIN paper_step s ON s.paper = l.number JOIN step_party p ON p.step = s.number AND p.role = 'to'
		JOIN mention m ON m.version = s.version AND m.start >= p.start AND m."end" <= p."end" AND m.form = 'name'
		JOIN local_actor y ON y.version = m.version AND y.ordinal = m.local JOIN actor a ON a.id = y.actor
		JOIN passage g ON g.id = s.passage
		WHERE a.type IN ('state', 'organisation', 'collective') ORDER BY s.transfer, d.name, m.start`, papers)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	reached := map[string][]verbale.ActorRef{}
	for rows.Next() {
		var step string
		var a verbale.ActorRef
		var start int
		var words []byte
		if err := rows.Scan(&step, &a.ID, &a.Name, &a.Type, &start, &words); err != nil {
			return nil, err
		}
		if a.Type == verbale.Collective && strings.HasPrefix(string(words), "some ") {
			a.Name = string(words) // of a group some
		}
		if !slices.ContainsFunc(reached[step], func(b verbale.ActorRef) bool { return a.ID == b.ID }) {
			reached[step] = append(reached[step], a)
		}
	}
	return reached, rows.Err()
}

// partiesOf is for whom each actor speaks, with the names of those.
func partiesOf(ctx context.Context, tx *sql.Tx) (request.Parties, error) {
	p := request.Parties{Names: map[string]verbale.ActorRef{}}
	var err error
	if p.Sides, err = sidesOfAll(ctx, tx); err != nil {
		return p, err
	}
	rows, err := tx.QueryContext(ctx, `SELECT id, name, type FROM actor WHERE id IN (SELECT side FROM actor_side)`)
	if err != nil {
		return p, err
	}
	defer rows.Close()
	for rows.Next() {
		var a verbale.ActorRef
		if err := rows.Scan(&a.ID, &a.Name, &a.Type); err != nil {
			return p, err
		}
		p.Names[a.ID] = a
	}
	return p, rows.Err()
}

// sidesOfAll is for whom each actor speaks.
func sidesOfAll(ctx context.Context, tx *sql.Tx) (map[string][]string, error) {
	rows, err := tx.QueryContext(ctx, `SELECT actor, side FROM actor_side ORDER BY actor, ordinal`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	sides := map[string][]string{}
	for rows.Next() {
		var actor, side string
		if err := rows.Scan(&actor, &side); err != nil {
			return nil, err
		}
		sides[actor] = append(sides[actor], side)
	}
	return sides, rows.Err()
}

// reportsAtOnce is how many reports are fetched at a time.
const reportsAtOnce = 64

// eachReport calls yield with what the record has of each report that the question lets
// through, in order of their names.
func eachReport(ctx context.Context, tx *sql.Tx, p *query.Plan, yield func(*told.Report) error) error {
	var c clause
	if err := ofDocuments(ctx, tx, &c, p); err != nil {
		return err
	}
	versions, err := column[int64](ctx, tx, `SELECT v.id FROM document d JOIN version v ON v.id = d.current WHERE `+c.where()+` ORDER BY d.name`, c.arguments...)
	if err != nil {
		return err
	}
	sides, err := sidesOfAll(ctx, tx)
	if err != nil {
		return err
	}
	for chunk := range slices.Chunk(versions, reportsAtOnce) {
		reports, err := fetchReports(ctx, tx, chunk, sides)
		if err != nil {
			return err
		}
		for _, r := range reports {
			if err := yield(r); err != nil {
				return err
			}
		}
	}
	return nil
}

func fetchReports(ctx context.Context, tx *sql.Tx, versions []int64, sides map[string][]string) ([]*told.Report, error) {
	list, err := json.Marshal(versions)
	if err != nil {
		return nil, err
	}
	of := map[int64]*told.Report{}
	reports := make([]*told.Report, len(versions))
	for i, v := range versions {
		reports[i] = &told.Report{Sides: sides}
		of[v] = reports[i]
	}
	scan := func(query string, row func(scan func(...any) error) error) error {
		rows, err := tx.QueryContext(ctx, query, string(list))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			if err := row(rows.Scan); err != nil {
				return err
			}
		}
		return rows.Err()
	}
	var version int64
	if err := scan(`SELECT p.version, d.name, substr(v.hash, 1, 16), coalesce(v.dateline_date, substr(v.published, 1, 10)), p.start, p.text
		FROM json_each(?) x JOIN passage p ON p.version = x.value JOIN version v ON v.id = p.version JOIN document d ON d.id = v.document
		ORDER BY x.key, p.start`, func(scan func(...any) error) error {
		var p told.Passage
		var name, hash string
		var day *string
		if err := scan(&version, &name, &hash, &day, &p.Start, &p.Text); err != nil {
			return err
		}
		r := of[version]
		r.Document, r.Version, r.Day = name, hash, day
		r.Passages = append(r.Passages, p)
		return nil
	}); err != nil {
		return nil, err
	}
	if err := scan(`SELECT m.version, m.start, m."end", m.form, coalesce(a.id, ''), coalesce(a.name, ''), coalesce(a.type, 'unknown'), l.office
		FROM json_each(?) x JOIN mention m ON m.version = x.value
		LEFT JOIN local_actor l ON l.version = m.version AND l.ordinal = m.local LEFT JOIN actor a ON a.id = l.actor
		ORDER BY x.key, m.start, m."end"`, func(scan func(...any) error) error {
		var m told.Mention
		if err := scan(&version, &m.Start, &m.End, &m.Form, &m.Actor.ID, &m.Actor.Name, &m.Actor.Type, &m.Actor.Office); err != nil {
			return err
		}
		of[version].Mentions = append(of[version].Mentions, m)
		return nil
	}); err != nil {
		return nil, err
	}
	if err := scan(`SELECT t.version, t.start, t."end", t.words, t.type, t.value
		FROM json_each(?) x JOIN time_expression t ON t.version = x.value ORDER BY x.key, t.start`, func(scan func(...any) error) error {
		var t verbale.TimeExpression
		if err := scan(&version, &t.Start, &t.End, &t.Text, &t.Type, &t.Value); err != nil {
			return err
		}
		of[version].Times = append(of[version].Times, t)
		return nil
	}); err != nil {
		return nil, err
	}
	if err := scan(`SELECT m.version, m.start, m."end", m.paper, m.named, m.answers FROM json_each(?) x JOIN (
			SELECT l.version, m.start, m."end", l.paper, l.named, coalesce(a.paper, '') AS answers FROM local_paper l JOIN paper_mention m ON m.paper = l.number
			LEFT JOIN local_paper a ON a.version = l.version AND a.ordinal = l.answers) m ON m.version = x.value
		ORDER BY x.key, m.start, m."end", m.paper`, func(scan func(...any) error) error {
		var m told.PaperMention
		if err := scan(&version, &m.Start, &m.End, &m.Paper, &m.Named, &m.Answers); err != nil {
			return err
		}
		of[version].Papers = append(of[version].Papers, m)
		return nil
	}); err != nil {
		return nil, err
	}
	return reports, fetchReportStatements(ctx, tx, string(list), of)
}

func fetchReportStatements(ctx context.Context, tx *sql.Tx, versions string, of map[int64]*told.Report) error {
	rows, err := tx.QueryContext(ctx, `SELECT s.version, s.number FROM json_each(?) x JOIN statement s ON s.version = x.value
		WHERE s.status <> 'struck' ORDER BY x.key, s.ordinal`, versions)
	if err != nil {
		return err
	}
	defer rows.Close()
	var numbers, owners []int64
	for rows.Next() {
		var version, number int64
		if err := rows.Scan(&version, &number); err != nil {
			return err
		}
		numbers, owners = append(numbers, number), append(owners, version)
	}
	if err := cmp.Or(rows.Err(), rows.Close()); err != nil {
		return err
	}
	statements, err := fetchStatements(ctx, tx, numbers)
	if err != nil {
		return err
	}
	if len(statements) != len(numbers) {
		return record.ErrDamaged
	}
	for i, s := range statements {
		of[owners[i]].Statements = append(of[owners[i]].Statements, s)
	}
	return nil
}
