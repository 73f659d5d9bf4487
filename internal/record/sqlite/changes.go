package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
)

// Changes calls yield with what is new since a day: what was asked for the first time,
// answered, said to come, due, done as foretold, and which side voices a clause for the
// first time; in order of day. What has no day, and is told by a report of that day or a
// later one, may be new, and comes last. What is doubtful is left out.
func (d *Dossier) Changes(ctx context.Context, q query.Query, since string, yield func(*verbale.Change) error) error {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("record: changes: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	n := news{since: since, days: map[string]string{}, read: map[string]string{}}
	return n.changes(ctx, tx, q, yield)
}

// ChangesRead calls yield with what reports tell that came in after a moment (RFC 3339,
// UTC), whatever day it is of, in the order of [Dossier.Changes].
func (d *Dossier) ChangesRead(ctx context.Context, q query.Query, after string, yield func(*verbale.Change) error) error {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("record: changes: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	n := news{after: after, days: map[string]string{}, read: map[string]string{}}
	return n.changes(ctx, tx, q, yield)
}

// marks is the key under which the moments are kept up to which somebody looked.
const marks = "changes"

// MarkChanges keeps the moment (RFC 3339, UTC) up to which somebody looked at what is new.
func (d *Dossier) MarkChanges(ctx context.Context, name, at string) error {
	return errors.Join(d.note(ctx, marks+":"+name, at), d.note(ctx, marks, at))
}

// MarkedChanges is the moment that was kept under a name, with "" the last of all; "" where
// none was.
func (d *Dossier) MarkedChanges(ctx context.Context, name string) (string, error) {
	if name == "" {
		return d.noted(ctx, marks)
	}
	return d.noted(ctx, marks+":"+name)
}

func (n *news) changes(ctx context.Context, tx *sql.Tx, q query.Query, yield func(*verbale.Change) error) error {
	if err := n.gather(ctx, tx, q); err != nil {
		return fmt.Errorf("record: changes: %w", err)
	}
	slices.SortStableFunc(n.all, func(a, b *verbale.Change) int {
		return cmp.Or(boolean(a.MayBe)-boolean(b.MayBe), cmp.Compare(textAt(a.On), textAt(b.On)), cmp.Compare(dayReported(a), dayReported(b)), derive.Before(a.Evidence[0], b.Evidence[0]), cmp.Compare(a.ID, b.ID))
	})
	for _, c := range n.all {
		if err := yield(c); err != nil {
			return err
		}
	}
	return nil
}

// dayReported orders what has no day by the report that tells it, those without one last.
func dayReported(c *verbale.Change) string {
	if c.ReportedOn == nil {
		return "~"
	}
	return *c.ReportedOn
}

// other is who says that somebody said or did it; nil where it is his own word.
func other(account verbale.Account, teller *verbale.ActorRef) *verbale.ActorRef {
	if account == verbale.Own {
		return nil
	}
	return teller
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// news gathers what is new since a day.
type news struct {
	since string            // a day; "" where it goes by when reports came in
	after string            // a moment, "" where it goes by days
	last  string            // day of the last report
	days  map[string]string // of the reports, by their documents
	read  map[string]string // when they came in, the same
	all   []*verbale.Change
}

func (n *news) gather(ctx context.Context, tx *sql.Tx, q query.Query) error {
	if err := n.reports(ctx, tx); err != nil {
		return err
	}
	p, err := plan(ctx, tx, q)
	if err != nil {
		return err
	}
	asked, parties, err := requests(ctx, tx, p)
	if err != nil {
		return err
	}
	for _, r := range asked {
		if !r.Doubtful && r.PartOf == nil && concerns(r, p, parties.Sides) {
			n.request(r)
		}
	}
	expected, _, _, err := expectations(ctx, tx, q)
	if err != nil {
		return err
	}
	for i := range expected {
		if e := &expected[i].Expectation; !e.Doubtful && concerns(&verbale.Request{By: e.By}, p, parties.Sides) {
			n.expectation(e)
		}
	}
	papers, err := papersOf(ctx, tx, p)
	if err != nil {
		return err
	}
	for i := range papers {
		for _, t := range papers[i].Steps {
			if t.Factuality == verbale.EventHappened && !t.Doubtful && (p.Sides == nil || concerns(&verbale.Request{By: t.From, To: t.To}, p, parties.Sides)) {
				called, from := t.PaperAsCalled, t.From
				if len(from) == 0 {
					from = papers[i].By
				}
				n.add("moved", "transfer", t.On, from, other(t.Account, t.Teller), &called, t.Evidence, t.Confidence, t.ID, t.Paper)
			}
		}
	}
	voiced, err := clauses(ctx, tx, p)
	if err != nil {
		return err
	}
	for i := range voiced {
		if c := &voiced[i].Clause; !c.Doubtful && voices(c, p) {
			n.clause(c)
		}
	}
	return nil
}

func (n *news) reports(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT d.name, coalesce(v.dateline_date, substr(v.published, 1, 10), ''),
		(SELECT min(o.read_at) FROM version o WHERE o.document = d.id) FROM document d JOIN version v ON v.id = d.current`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name, day, read string
		if err := rows.Scan(&name, &day, &read); err != nil {
			return err
		}
		n.days[name], n.read[name] = day, read
		n.last = max(n.last, day)
	}
	return rows.Err()
}

// add takes what is of a day since the one that is asked for, or has no day and is told
// by a report since then.
func (n *news) add(what, layer string, on *string, side []verbale.ActorRef, teller *verbale.ActorRef, before *string, evidence []verbale.Located, confidence int, rows ...string) {
	if len(evidence) == 0 {
		return
	}
	c := &verbale.Change{ID: derive.ID("change-"+what, evidence), What: what, Layer: layer, On: on, Teller: teller, Before: before, After: evidence[0].Text, Rows: rows,
		Evidence: evidence, Rule: what, Confidence: confidence, Status: verbale.Unread, Corrected: []string{}}
	if len(side) > 0 {
		c.Side = &side[0]
	}
	if day := n.days[evidence[0].Document]; day != "" {
		c.ReportedOn = &day
	}
	switch day := textAt(on); {
	case n.after != "":
		if n.read[evidence[0].Document] <= n.after {
			return
		}
	case day != "" && day[:min(len(day), len(n.since))] < n.since[:min(len(day), len(n.since))]:
		return
	case day == "":
		// A report without a day of its own may be of any.
		if told := n.days[evidence[0].Document]; told != "" && told < n.since {
			return
		}
		c.MayBe = true
	}
	n.all = append(n.all, c)
}

func (n *news) request(r *verbale.Request) {
	first, known := r.Named[0], false
	for _, naming := range r.Named {
		if naming.On == nil {
			continue
		}
		if !known || *naming.On < *first.On {
			first, known = naming, true
		}
	}
	layer := "request"
	if r.Kind == verbale.RequestCharge {
		layer = "charge"
	}
	if r.Kind != verbale.RequestCharge || known {
		n.add("first", layer, first.On, r.By, other(first.Account, first.Teller), nil, first.Evidence, r.Confidence, r.ID)
	}
	for i := range r.Answers {
		if a := &r.Answers[i]; !a.Doubtful {
			n.add("answered", "request", a.On, a.By, other(a.Account, a.Teller), &r.What[0].Text, a.Evidence, a.Confidence, r.ID)
		}
	}
}

func (n *news) expectation(e *verbale.Expectation) {
	n.add("first", "expectation", e.On, e.By, other(e.Account, e.Teller), nil, e.What, e.Confidence, e.ID)
	if e.Due != nil && len(e.Due.Value) >= 10 && e.Due.Value[:10] <= n.last && e.Outcome == verbale.OpenYet {
		day := e.Due.Value[:10]
		n.add("due", "expectation", &day, e.By, other(e.Account, e.Teller), nil, e.What, e.Confidence, e.ID)
	}
	if len(e.Shown) > 0 {
		var day *string
		if told := n.days[e.Shown[0].Document]; told != "" {
			day = &told
		}
		what := "borne_out"
		if e.Outcome != verbale.CameTrue {
			what = string(e.Outcome)
		}
		n.add(what, "expectation", day, e.By, other(e.Account, e.Teller), &e.What[0].Text, e.Shown, e.Confidence, e.ID)
	}
}

// clause takes the first time that each side voices a clause.
func (n *news) clause(c *verbale.Clause) {
	first := map[string]*verbale.Invocation{}
	var order []string
	for i := range c.Invocations {
		v := &c.Invocations[i]
		if len(v.Side) == 0 || v.By == nil {
			continue
		}
		held := first[v.Side[0]]
		if held == nil {
			order = append(order, v.Side[0])
		}
		if held == nil || v.On != nil && (held.On == nil || *v.On < *held.On) {
			first[v.Side[0]] = v
		}
	}
	for _, side := range order {
		v := first[side]
		n.add("first", "clause", v.On, []verbale.ActorRef{*v.By}, other(v.Account, v.Teller), nil, v.Evidence, c.Confidence, c.ID)
	}
}

// threadDepth is how far a thread is followed.
const threadDepth = 6

// Thread calls yield with a request and everything that responds to it, and to that: its
// parts, its answers, and the requests that are made in answer. The id is that of a
// request, or of a statement that makes or answers one; ErrQuery where there is none.
func (d *Dossier) Thread(ctx context.Context, id string, yield func(*verbale.ThreadRow) error) error {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("record: thread: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	p, err := plan(ctx, tx, query.Query{})
	if err != nil {
		return fmt.Errorf("record: thread: %w", err)
	}
	all, _, err := requests(ctx, tx, p)
	if err != nil {
		return fmt.Errorf("record: thread: %w", err)
	}
	t := thread{all: all, made: map[string][]*verbale.Request{}, seen: map[string]bool{}, yield: yield}
	for _, r := range all {
		for _, s := range r.Statements {
			t.made[s] = append(t.made[s], r)
		}
	}
	found := false
	for _, r := range all {
		if r.PartOf == nil && t.is(r, id) {
			found = true
			if err := t.request(r, 0, ""); err != nil {
				return err
			}
		}
	}
	if !found {
		return fmt.Errorf("no request has the id %q, and no statement of it makes or answers one; verbale exchange lists them: %w", id, record.ErrQuery)
	}
	return nil
}

// thread follows answers.
type thread struct {
	all   []*verbale.Request
	made  map[string][]*verbale.Request // by the statements that make them
	seen  map[string]bool
	yield func(*verbale.ThreadRow) error
}

// is reports whether an id, which may be cut short, is that of a request, of one of its
// parts, or of a statement that makes or answers it.
func (t *thread) is(r *verbale.Request, id string) bool {
	begins := func(full string) bool { return len(id) > 2 && len(full) >= len(id) && full[:len(id)] == id }
	return begins(r.ID) || slices.ContainsFunc(r.Parts, begins) || slices.ContainsFunc(r.Statements, begins) ||
		slices.ContainsFunc(r.Answers, func(a verbale.Answer) bool { return a.Statement != nil && begins(*a.Statement) })
}

func (t *thread) request(r *verbale.Request, depth int, relation string) error {
	if t.seen[r.ID] || depth > threadDepth {
		return nil
	}
	t.seen[r.ID] = true
	row := &verbale.ThreadRow{ID: derive.ID("thread", r.Evidence), Row: r.ID, Layer: "request", Depth: depth, Relation: relation, On: r.On, Evidence: r.Evidence}
	if len(r.By) > 0 {
		row.By = &r.By[0]
	}
	if err := t.yield(row); err != nil {
		return err
	}
	for _, part := range t.all {
		if part.PartOf != nil && *part.PartOf == r.ID {
			if err := t.request(part, depth+1, "part"); err != nil {
				return err
			}
		}
	}
	for i := range r.Answers {
		if err := t.answer(&r.Answers[i], depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (t *thread) answer(a *verbale.Answer, depth int) error {
	row := &verbale.ThreadRow{ID: derive.ID("thread", a.Evidence), Layer: "answer", Depth: depth, Relation: string(a.How), On: a.On, Teller: other(a.Account, a.Teller), Evidence: a.Evidence}
	if len(a.By) > 0 {
		row.By = &a.By[0]
	}
	if a.Statement != nil {
		row.Row, row.Layer = *a.Statement, "statement"
	}
	if err := t.yield(row); err != nil || a.Statement == nil {
		return err
	}
	for _, r := range t.made[*a.Statement] {
		if err := t.request(r, depth+1, "made_by"); err != nil {
			return err
		}
	}
	return nil
}
