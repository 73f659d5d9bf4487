package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"verbale.dev/verbale/internal/query"
)

// The lengths of what Find goes through: names of actors and reports, and words near
// one that is nowhere.
const (
	maxCounted = 1000
	maxInstead = 4
)

// Find looks for everything that has to do with what somebody typed: actors by their
// names, statements by their content, passages by their words and reports by their
// titles and outlets, at most limit of each, the best first. Operators of fields
// narrow statements; passages and reports are asked for where the operators are such
// as a report has, actors where there are none. Where nothing is found it says what
// may have been meant. The directory is that of the dossier. The error is ErrQuery
// where there is nothing to look for.
func (d *Dossier) Find(ctx context.Context, directory *query.Directory, s query.Search, limit int) (*query.Found, error) {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("record: find: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	f := &finding{tx: tx, directory: directory, plan: directory.Plan(s.Query), search: s, limit: limit,
		asked: len(s.Query.Values()) > 0, marks: query.NewFinder(s.Words)}
	if s.Words != "" || !f.asked {
		if f.match, err = matchExpression(s.Words); err != nil {
			return nil, err
		}
	}
	found := &query.Found{Groups: []query.FoundGroup{}, Missed: append([]query.Miss{}, f.plan.Missed...), Instead: []query.Instead{}}
	for _, look := range []func(context.Context) (query.FoundGroup, error){f.actors, f.statements, f.passages, f.reports} {
		group, err := look(ctx)
		if err != nil {
			return nil, fmt.Errorf("record: find: %w", err)
		}
		if group.Total > 0 {
			found.Groups = append(found.Groups, group)
		}
	}
	if len(found.Groups) == 0 && f.match != "" {
		if found.Instead, err = f.instead(ctx); err != nil {
			return nil, fmt.Errorf("record: find: %w", err)
		}
	}
	return found, nil
}

// finding is a search under way.
type finding struct {
	tx        *sql.Tx
	directory *query.Directory
	plan      *query.Plan
	search    query.Search
	match     string // for the indices; "" where only fields are asked
	asked     bool   // fields are asked
	limit     int
	marks     *query.Finder
}

// actors finds those one of whose names holds the words.
func (f *finding) actors(ctx context.Context) (query.FoundGroup, error) {
	group := query.FoundGroup{What: query.FoundActor}
	if f.asked {
		return group, nil
	}
	var words []string
	begun := false
	for _, term := range query.Terms(f.search.Words) {
		if !term.Without {
			words = append(words, term.Any[0].Text)
			begun = term.Any[len(term.Any)-1].Prefix
		}
	}
	ids := f.directory.NamedBy(strings.Join(words, " "), begun, maxCounted)
	group.Total = len(ids)
	list, err := json.Marshal(ids[:min(f.limit, len(ids))])
	if err != nil {
		return group, err
	}
	// The first of the reports that mention an actor by name; else any mention of it.
	rows, err := f.tx.QueryContext(ctx, `
		SELECT a.id, a.name, d.name, substr(v.hash, 1, 16), v.short, m.start, m."end", m.words
		FROM json_each(?) n JOIN actor a ON a.id = n.value
		JOIN (SELECT l.actor, min(l.version) AS version FROM local_actor l JOIN document e ON e.current = l.version
		      WHERE l.actor IN (SELECT value FROM json_each(?)) GROUP BY l.actor) x ON x.actor = a.id
		JOIN local_actor l ON l.version = x.version AND l.actor = a.id
		JOIN mention m ON m.version = l.version AND m.local = l.ordinal
		JOIN version v ON v.id = l.version JOIN document d ON d.id = v.document
		ORDER BY n.key, m.form <> 'name', m.start`, string(list), string(list))
	if err != nil {
		return group, err
	}
	defer rows.Close()
	for rows.Next() {
		h := &query.Hit{What: query.FoundActor, ID: new(string), Name: new(string)}
		if err := rows.Scan(h.ID, h.Name, &h.Document, &h.Version, &h.Short, &h.Start, &h.End, &h.Text); err != nil {
			return group, err
		}
		if last := len(group.Hits) - 1; last >= 0 && *group.Hits[last].ID == *h.ID {
			continue
		}
		h.Marked = *h.Name
		group.Hits = append(group.Hits, h)
	}
	return group, rows.Err()
}

// statements finds those whose content holds the words and that meet the query.
func (f *finding) statements(ctx context.Context) (query.FoundGroup, error) {
	group := query.FoundGroup{What: query.FoundStatement}
	var c clause
	if err := ofStatements(ctx, f.tx, &c, f.plan); err != nil {
		return group, err
	}
	from := `FROM document d JOIN version v ON v.id = d.current JOIN statement s ON s.version = v.id`
	order := `s.said_on IS NULL, s.said_on DESC`
	if f.match != "" {
		from = `FROM statement_text JOIN statement s ON s.number = statement_text.rowid
			JOIN version v ON v.id = s.version JOIN document d ON d.current = v.id`
		c.add(`statement_text MATCH ?`, f.match)
		order = `round(bm25(statement_text), 6)`
	}
	numbers, err := f.numbered(ctx, &group, from+` WHERE `+c.where(), order+`, d.name, s.ordinal`, c.arguments)
	if err != nil {
		return group, err
	}
	rows, err := fetchStatements(ctx, f.tx, numbers)
	if err != nil {
		return group, err
	}
	for i, s := range rows {
		id := s.ID
		h := &query.Hit{What: query.FoundStatement, ID: &id, Document: s.Document, Version: s.Version, Number: numbers[i]}
		if s.Speaker != nil {
			h.Name = &s.Speaker.Name
		}
		h.Start, h.End = s.Content[0].Start, s.Content[len(s.Content)-1].End
		if err := f.words(ctx, h); err != nil {
			return group, err
		}
		group.Hits = append(group.Hits, h)
	}
	return group, nil
}

// numbered counts the statements of a question and returns the numbers of the first.
func (f *finding) numbered(ctx context.Context, group *query.FoundGroup, from, order string, arguments []any) ([]int64, error) {
	if err := f.tx.QueryRowContext(ctx, `SELECT count(*) `+from, arguments...).Scan(&group.Total); err != nil || group.Total == 0 {
		return nil, err
	}
	return column[int64](ctx, f.tx, `SELECT s.number `+from+` ORDER BY `+order+fmt.Sprintf(` LIMIT %d`, f.limit), arguments...)
}

// words fills in what stands at the place of a hit.
func (f *finding) words(ctx context.Context, h *query.Hit) error {
	rows, err := f.tx.QueryContext(ctx, `
		SELECT v.short, p.start, p.text FROM document d JOIN version v ON v.id = d.current JOIN passage p ON p.version = v.id
		WHERE d.name = ? AND p."end" > ? AND p.start < ? ORDER BY p.start`, h.Document, h.Start, h.End)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var start int
		var text string
		if err := rows.Scan(&h.Short, &start, &text); err != nil {
			return err
		}
		h.Text += text[max(0, h.Start-start):min(len(text), h.End-start)]
	}
	h.Marked = f.marked(h.Text)
	return rows.Err()
}

// marked puts what is looked for in a text between U+0002 and U+0003.
func (f *finding) marked(text string) string {
	var b strings.Builder
	at := 0
	for _, hit := range f.marks.In(text) {
		b.WriteString(text[at:hit.Start] + "\x02" + text[hit.Start:hit.End] + "\x03")
		at = hit.End
	}
	return b.String() + text[at:]
}

// passages finds those that hold the words.
func (f *finding) passages(ctx context.Context) (query.FoundGroup, error) {
	group := query.FoundGroup{What: query.FoundPassage}
	if f.match == "" || !f.search.OfReports() {
		return group, nil
	}
	var c clause
	c.add(`passage_text MATCH ?`, f.match)
	if err := ofDocuments(ctx, f.tx, &c, f.plan); err != nil {
		return group, err
	}
	if err := f.tx.QueryRowContext(ctx, `SELECT count(*) `+passagesFrom+c.where(), c.arguments...).Scan(&group.Total); err != nil || group.Total == 0 {
		return group, err
	}
	err := eachPassage(ctx, f.tx, &c, fmt.Sprintf(` LIMIT %d`, f.limit), func(h *query.Hit) error {
		group.Hits = append(group.Hits, h)
		return nil
	})
	return group, err
}

// reports finds those whose title holds the words, or that are of an outlet that is
// called so.
func (f *finding) reports(ctx context.Context) (query.FoundGroup, error) {
	group := query.FoundGroup{What: query.FoundReport}
	if !f.search.OfReports() {
		return group, nil
	}
	var c clause
	if err := ofDocuments(ctx, f.tx, &c, f.plan); err != nil {
		return group, err
	}
	var outlets []string
	if f.match != "" {
		outlets = f.directory.Plan(query.Query{Outlet: []string{f.search.Words}}).Outlets
		if err := f.titled(&c, outlets); err != nil {
			return group, err
		}
	}
	rows, err := f.tx.QueryContext(ctx, `
		SELECT d.name, substr(v.hash, 1, 16), v.short, v.outlet, coalesce(v.title, ''), coalesce(p.start, 0), coalesce(p."end", 0), coalesce(s.text, '')
		FROM document d JOIN version v ON v.id = d.current
		LEFT JOIN part p ON p.version = v.id AND p.kind = 'title' AND p.start = (SELECT min(start) FROM part WHERE version = v.id AND kind = 'title')
		LEFT JOIN passage s ON s.version = v.id AND s.start = p.start
		WHERE `+c.where()+` ORDER BY coalesce(`+ownDay+`, '') DESC, d.name`, c.arguments...)
	if err != nil {
		return group, err
	}
	defer rows.Close()
	for rows.Next() {
		h := &query.Hit{What: query.FoundReport, ID: new(string)}
		var title, text string
		if err := rows.Scan(&h.Document, &h.Version, &h.Short, &h.Name, &title, &h.Start, &h.End, &text); err != nil {
			return group, err
		}
		if f.match != "" && !f.marks.Holds(title) && (h.Name == nil || !slices.Contains(outlets, *h.Name)) {
			continue
		}
		if group.Total++; len(group.Hits) == f.limit {
			continue
		}
		*h.ID = h.Document
		if h.Text = text[:min(h.End-h.Start, len(text))]; h.Text == "" {
			h.Start, h.End = 0, 0
		}
		if title == "" {
			title = h.Short
		}
		h.Marked = f.marked(title)
		group.Hits = append(group.Hits, h)
	}
	return group, rows.Err()
}

// titled asks for titles in which the words may be, and for outlets.
func (f *finding) titled(c *clause, outlets []string) error {
	var all []string
	for _, term := range query.Terms(f.search.Words) {
		if term.Without {
			continue
		}
		var any []string
		for _, word := range term.Any {
			forms := []string{word.Text}
			if !word.Exact && !word.Prefix {
				forms = query.Forms(word.Text)
			}
			// What all forms begin with is enough: the words are looked at again.
			any = append(any, `v.title LIKE ? ESCAPE '\'`)
			c.arguments = append(c.arguments, "%"+liked(commonStart(forms))+"%")
		}
		all = append(all, "("+strings.Join(any, " OR ")+")")
	}
	list, err := json.Marshal(append([]string{}, outlets...))
	c.conditions = append(c.conditions, `(`+strings.Join(all, " AND ")+` OR v.outlet IN (SELECT value FROM json_each(?)))`)
	c.arguments = append(c.arguments, string(list))
	return err
}

func commonStart(words []string) string {
	start := words[0]
	for _, word := range words[1:] {
		for !strings.HasPrefix(word, start) {
			start = start[:len(start)-1]
		}
	}
	return start
}

func liked(text string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text)
}

// instead says what to ask where nothing is found: words of the reports that are
// spelt nearly so, and the same search without one of its terms.
func (f *finding) instead(ctx context.Context) ([]query.Instead, error) {
	all := []query.Instead{}
	terms := query.Terms(f.search.Words)
	for i, term := range terms {
		if term.Without || len(all) == maxInstead {
			continue
		}
		near, err := f.near(ctx, term)
		if err != nil {
			return nil, err
		}
		for _, word := range near {
			other := slices.Clone(terms)
			other[i] = query.Term{Any: []query.Word{{Text: word}}}
			if all, err = f.offer(ctx, all, "spelling", other, f.search.Query); err != nil {
				return nil, err
			}
		}
	}
	if len(all) > 0 {
		return all, nil
	}
	for i := range terms {
		var err error
		if other := slices.Delete(slices.Clone(terms), i, i+1); len(other) > 0 {
			if all, err = f.offer(ctx, all, "without "+terms[i].Typed(), other, f.search.Query); err != nil {
				return nil, err
			}
		}
	}
	if f.asked {
		return f.offer(ctx, all, "without what is asked beside the words", terms, query.Query{})
	}
	return all, nil
}

// offer adds a search where it finds passages.
func (f *finding) offer(ctx context.Context, all []query.Instead, why string, terms []query.Term, q query.Query) ([]query.Instead, error) {
	if len(all) == maxInstead {
		return all, nil
	}
	var words []string
	for _, term := range terms {
		words = append(words, term.Typed())
	}
	s := query.Search{Words: strings.Join(words, " "), Query: q}
	match, err := matchExpression(s.Words)
	if err != nil {
		return all, nil // only what is not to be there is left
	}
	var c clause
	c.add(`passage_text MATCH ?`, match)
	if err := ofDocuments(ctx, f.tx, &c, f.directory.Plan(q)); err != nil {
		return all, err
	}
	n := 0
	if err := f.tx.QueryRowContext(ctx, `SELECT count(*) `+passagesFrom+c.where(), c.arguments...).Scan(&n); err != nil {
		return all, err
	}
	if n > 0 {
		all = append(all, query.Instead{Search: s.Spelt(), Why: why, Total: n})
	}
	return all, nil
}

// near returns the words of the reports that are nearest to a word which is in none
// of them, the most frequent of equals first.
func (f *finding) near(ctx context.Context, term query.Term) ([]string, error) {
	if len(term.Any) != 1 || term.Any[0].Exact || term.Any[0].Prefix {
		return nil, nil
	}
	var n int
	if err := f.tx.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM passage_text WHERE passage_text MATCH ? LIMIT 1)`, matchTerm(term)).Scan(&n); err != nil || n > 0 {
		return nil, err
	}
	if _, err := f.tx.ExecContext(ctx, `CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_of_passages USING fts5vocab('main', 'passage_text', 'row')`); err != nil {
		return nil, err
	}
	nearest := query.NewNearest(term.Any[0].Text)
	rows, err := f.tx.QueryContext(ctx, `SELECT term, doc FROM temp.word_of_passages`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var word string
		var passages int
		if err := rows.Scan(&word, &passages); err != nil {
			return nil, err
		}
		nearest.Consider(word, passages)
	}
	return nearest.Words(), rows.Err()
}
