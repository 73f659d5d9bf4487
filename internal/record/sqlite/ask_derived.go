package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
)

// derivedTables are the tables of what is derived when it is asked for: they are made for
// the one question that names them, with their rows, and are not in the file.
var derivedTables = []derivedTable{
	{"v_requests", "a request of `verbale exchange`: what somebody wants of somebody", requestColumns, fillExchange},
	{"v_answers", "what is told of an answer to a request", answerColumns, fillExchange},
	{"v_clauses", "a clause of `verbale clauses`: a right, duty, ban, principle that is argued over", clauseColumns, fillClauses},
	{"v_invocations", "a place where somebody voices a clause", invocationColumns, fillClauses},
	{"v_expectations", "an expectation of `verbale expectations`: what somebody said to come", expectationColumns, fillExpectations},
}

// derivedTable is one of them.
type derivedTable struct {
	name, row string
	columns   []string
	fill      func(context.Context, *Dossier, query.Query, *filler) error
}

// places are the columns of where the first words of a row stand.
var places = []string{"document", "version", "words", "start_byte", "end_byte"}

var (
	requestColumns = slices.Concat([]string{"id", "kind", "to_desist", "who", "who_ids", "to_whom", "to_whom_ids", "asked_on", "due", "part_of", "stands", "answers"},
		places, []string{"tellings", "independent", "rule", "confidence"})
	answerColumns      = slices.Concat([]string{"request", "how", "who", "answered_on", "account", "teller", "statement"}, places, []string{"rule", "confidence"})
	clauseColumns      = slices.Concat([]string{"id", "name", "modality", "holder", "of_whom", "part_of", "invocations"}, places, []string{"tellings", "rule", "confidence"})
	invocationColumns  = slices.Concat([]string{"clause", "statement", "who", "sides", "voiced_on", "stance", "against", "account", "teller"}, places)
	expectationColumns = slices.Concat([]string{"id", "who", "said_on", "account", "teller", "kind", "hands", "certainty", "due", "outcome", "as_of"},
		places, []string{"tellings", "independent", "rule", "confidence"})
)

// wholeColumns are declared to hold whole numbers.
var wholeColumns = []string{"start_byte", "end_byte", "tellings", "independent", "confidence", "answers", "invocations", "to_desist"}

// filler puts rows into temporary tables of one connection.
type filler struct {
	ctx  context.Context
	conn *sql.Conn
}

// make makes an empty table.
func (f *filler) make(t *derivedTable) error {
	columns := make([]string, len(t.columns))
	for i, column := range t.columns {
		kind := "TEXT"
		if slices.Contains(wholeColumns, column) {
			kind = "INTEGER"
		}
		columns[i] = column + " " + kind
	}
	_, err := f.conn.ExecContext(f.ctx, `CREATE TEMP TABLE `+t.name+` (`+strings.Join(columns, ", ")+`)`)
	return err
}

// row puts a row into a table; a *string or *int that is nil is NULL.
func (f *filler) row(table string, values ...any) error {
	for i, value := range values {
		switch v := value.(type) {
		case *string:
			values[i] = nil
			if v != nil {
				values[i] = *v
			}
		case *int:
			values[i] = nil
			if v != nil {
				values[i] = *v
			}
		}
	}
	_, err := f.conn.ExecContext(f.ctx, `INSERT INTO `+table+` VALUES (?`+strings.Repeat(", ?", len(values)-1)+`)`, values...)
	return err
}

// deriveFor makes the derived tables that a question names, of the reports that q lets
// through.
func (d *Dossier) deriveFor(ctx context.Context, conn *sql.Conn, question string, q query.Query) error {
	f := &filler{ctx, conn}
	var named, filled []string
	for i := range derivedTables {
		if t := &derivedTables[i]; regexp.MustCompile(`(?i)\b` + t.name + `\b`).MatchString(question) {
			named = append(named, t.name)
		}
	}
	if len(named) == 0 {
		return nil
	}
	for _, pragma := range []string{`PRAGMA temp_store = MEMORY`, `PRAGMA query_only = 0`} {
		if _, err := conn.ExecContext(ctx, pragma); err != nil {
			return err
		}
	}
	// A filler fills its tables together: both are made where one is named.
	for i := range derivedTables {
		if err := f.make(&derivedTables[i]); err != nil {
			return err
		}
	}
	if _, err := conn.ExecContext(ctx, `BEGIN`); err != nil {
		return err
	}
	for i := range derivedTables {
		t := &derivedTables[i]
		kind := fmt.Sprintf("%p", t.fill)
		if !slices.Contains(named, t.name) || slices.Contains(filled, kind) {
			continue
		}
		filled = append(filled, kind)
		if err := t.fill(ctx, d, q, f); err != nil {
			return err
		}
	}
	for _, end := range []string{`COMMIT`, `PRAGMA query_only = 1`} {
		if _, err := conn.ExecContext(ctx, end); err != nil {
			return err
		}
	}
	return nil
}

// actorNames and actorIDs join actors as the other views do.
func actorNames(all []verbale.ActorRef) *string {
	return joinRefs(all, func(r *verbale.ActorRef) string { return r.Name })
}

func actorIDs(all []verbale.ActorRef) *string {
	return joinRefs(all, func(r *verbale.ActorRef) string { return r.ID })
}

func joinRefs(all []verbale.ActorRef, of func(*verbale.ActorRef) string) *string {
	if len(all) == 0 {
		return nil
	}
	words := make([]string, len(all))
	for i := range all {
		words[i] = of(&all[i])
	}
	joined := strings.Join(words, "; ")
	return &joined
}

func actorNameOf(r *verbale.ActorRef) *string {
	if r == nil {
		return nil
	}
	return &r.Name
}

// placeOf gives the values of the columns places: those of the first words.
func placeOf(at []verbale.Located) []any {
	if len(at) == 0 {
		return []any{nil, nil, nil, nil, nil}
	}
	return []any{at[0].Document, at[0].Version, at[0].Text, at[0].Start, at[0].End}
}

func dueOf(d *verbale.Due) *string {
	if d == nil {
		return nil
	}
	return &d.Value
}

func fillExchange(ctx context.Context, d *Dossier, q query.Query, f *filler) error {
	return d.Exchange(ctx, query.Exchange{Query: q}, func(r *verbale.Request) error {
		var stands []string
		for _, s := range r.State {
			words := string(s.Value)
			if s.Party != nil {
				words = s.Party.Name + ": " + words
			}
			stands = append(stands, words)
		}
		values := append([]any{r.ID, string(r.Kind), r.ToDesist, actorNames(r.By), actorIDs(r.By), actorNames(r.To), actorIDs(r.To), r.On, dueOf(r.Due), r.PartOf,
			strings.Join(stands, "; "), len(r.Answers)}, placeOf(r.Evidence)...)
		if err := f.row("v_requests", append(values, r.Tellings, r.Independent, r.Rule, r.Confidence)...); err != nil {
			return err
		}
		for i := range r.Answers {
			a := &r.Answers[i]
			values := append([]any{r.ID, string(a.How), actorNames(a.By), a.On, string(a.Account), actorNameOf(a.Teller), a.Statement}, placeOf(a.Evidence)...)
			if err := f.row("v_answers", append(values, a.Rule, a.Confidence)...); err != nil {
				return err
			}
		}
		return nil
	})
}

func fillClauses(ctx context.Context, d *Dossier, q query.Query, f *filler) error {
	return d.Clauses(ctx, query.Clauses{Query: q}, func(c *verbale.Clause) error {
		var of *string
		if len(c.Of) > 0 {
			joined := strings.Join(c.Of, "; ")
			of = &joined
		}
		values := append([]any{c.ID, c.Name, string(c.Modality), actorNames(c.Holder), of, c.PartOf, len(c.Invocations)}, placeOf(c.Evidence)...)
		if err := f.row("v_clauses", append(values, c.Tellings, c.Rule, c.Confidence)...); err != nil {
			return err
		}
		for i := range c.Invocations {
			v := &c.Invocations[i]
			if err := f.row("v_invocations", append([]any{c.ID, v.Statement, actorNameOf(v.By), strings.Join(v.Side, "; "), v.On, string(v.Stance), v.Against,
				string(v.Account), actorNameOf(v.Teller)}, placeOf(v.Evidence)...)...); err != nil {
				return err
			}
		}
		return nil
	})
}

func fillExpectations(ctx context.Context, d *Dossier, q query.Query, f *filler) error {
	return d.Expectations(ctx, query.Expectations{Query: q}, func(e *verbale.Expectation) error {
		values := append([]any{e.ID, actorNames(e.By), e.On, string(e.Account), actorNameOf(e.Teller), string(e.Kind), string(e.Hands), string(e.Certainty), dueOf(e.Due),
			string(e.Outcome), e.AsOf}, placeOf(e.Evidence)...)
		return f.row("v_expectations", append(values, e.Tellings, e.Independent, e.Rule, e.Confidence)...)
	})
}
