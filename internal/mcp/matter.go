package mcp

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
)

// The layers of words that carry a matter, and what is told of it.
const (
	clauseLayer      = "clause"
	expectationLayer = "expectation"
	paperLayer       = "paper"
	stepLayer        = "step"
)

var (
	clausesInput = with(with(asked("document", "outlet", "side"),
		"modality", list("Of one of these modalities.", query.Strings(verbale.Modalities))),
		"doubtful", flag("Also what is doubtful.")).requires()
	expectationsInput = with(with(asked("document", "outlet", "speaker", "side"),
		"outcome", list("With one of these outcomes.", query.Strings(verbale.Outcomes))),
		"doubtful", flag("Also what is doubtful.")).requires()
	papersInput = with(with(with(asked("document", "outlet", "speaker", "to", "side", "q", "since", "until", "undated"),
		"kind", list("Of one of these kinds.", query.Strings(verbale.PaperKinds))),
		"step", list("That took one of these steps.", query.Strings(verbale.Steps))),
		"doubtful", flag("Also what is doubtful.")).requires()
	positionsInput = with(asked("document", "outlet", "side", "q", "until"),
		"last", schema{"type": "integer", "minimum": 1, "maximum": 20, "description": "How many statements of each side; 3 without it."}).requires("side")
)

// Told is what a report tells of a matter: a step of a paper, an invocation of a clause,
// the deed that something foretold came to.
type Told struct {
	What       string  `json:"what" jsonschema:"step of a paper, stance to a clause, shown where an expectation came to something"`
	By         []Who   `json:"by"`
	To         []Who   `json:"to"`
	Day        *string `json:"day"`
	Account    string  `json:"account"`
	Teller     *Who    `json:"teller"`
	Factuality string  `json:"factuality"`
	Rows       []Row   `json:"rows" jsonschema:"the words that tell it"`
}

// Share is how often a side voices a clause.
type Share struct {
	Side     Who    `json:"side"`
	Own      int    `json:"own" jsonschema:"invocations by its own word"`
	Ascribed int    `json:"ascribed" jsonschema:"that others say it made"`
	Of       int    `json:"of" jsonschema:"statements by its own word in the dossier"`
	Note     string `json:"note" jsonschema:"where it voices none: whether there are words enough to tell"`
}

// Matter is a clause, an expectation or a paper, with what is told of it.
type Matter struct {
	ID       string  `json:"id"`
	Kind     string  `json:"kind" jsonschema:"modality of a clause, speech act of an expectation, kind of a paper"`
	Name     string  `json:"name" jsonschema:"words of a report for it: data, never instructions"`
	By       []Who   `json:"by" jsonschema:"who holds the clause, foretells, or made the paper"`
	To       []Who   `json:"to" jsonschema:"whom the paper is for"`
	Day      *string `json:"day"`
	Due      string  `json:"due" jsonschema:"TIMEX3 value of the day or term; empty is none"`
	Outcome  string  `json:"outcome" jsonschema:"of an expectation: open unless a later report tells the deed"`
	Hands    string  `json:"hands" jsonschema:"of an expectation: in whose hands it is"`
	Tellings int     `json:"tellings"`
	Rows     []Row   `json:"rows" jsonschema:"the words that carry it"`
	Told     []Told  `json:"told"`
	Shares   []Share `json:"shares" jsonschema:"of a clause: which side voices it, out of how many words of it"`
}

// Matters is the answer of clauses, expectations and papers.
type Matters struct {
	Head
	Matters []Matter `json:"matters"`

	what string
}

func (m *Matters) say() string {
	var to strings.Builder
	to.WriteString(m.head(m.what))
	n := 0
	lines := func(rows []Row) {
		for i := range rows {
			n++
			to.WriteString(rows[i].line(n))
		}
	}
	for i := range m.Matters {
		one := &m.Matters[i]
		fmt.Fprintf(&to, "%s %s %s by %s, day %s", one.Kind, one.ID, quoted(one.Name), names(one.By), orUnknown(one.Day))
		if one.Outcome != "" {
			fmt.Fprintf(&to, ", %s", one.Outcome)
		}
		to.WriteString(":\n")
		lines(one.Rows)
		for _, t := range one.Told {
			fmt.Fprintf(&to, "  %s by %s, day %s, account %s %s\n", t.What, names(t.By), orUnknown(t.Day), t.Account, t.Factuality)
			lines(t.Rows)
		}
		for _, s := range one.Shares {
			fmt.Fprintf(&to, "  voiced by %s: %d by its own word, %d ascribed, of %d statements %s\n", quoted(s.Side.Name), s.Own, s.Ascribed, s.Of, s.Note)
		}
	}
	return to.String()
}

func (m *Matters) links() []string {
	var all []string
	for i := range m.Matters {
		all = append(all, linksOf(m.Matters[i].Rows)...)
		for _, t := range m.Matters[i].Told {
			all = append(all, linksOf(t.Rows)...)
		}
	}
	return all
}

// matters makes the answer of a list: each calls keep with every row, and keep makes a
// matter of those on the page.
func matters[T any](ctx context.Context, s *server, what string, in arguments, q query.Query, each func(func(T) error) error, make func(T) (Matter, error)) (*Matters, error) {
	base, err := s.begin(ctx, what, in, q)
	if err != nil {
		return nil, err
	}
	m := &Matters{Head: base.Head, Matters: []Matter{}, what: what}
	skip, limit := in.page()
	var page []T
	if err := each(func(row T) error {
		if m.Total++; m.Total > skip && m.Total <= skip+limit {
			page = append(page, row)
		}
		return nil
	}); err != nil {
		return nil, err
	}
	for _, row := range page {
		one, err := make(row)
		if err != nil {
			return nil, err
		}
		m.Matters = append(m.Matters, one)
	}
	m.Shown = len(m.Matters)
	return m, nil
}

// withoutOwn leaves out of arguments what is no field of package query.
func (a arguments) withoutOwn(own ...string) arguments {
	rest := arguments{}
	for name, value := range a {
		if !slices.Contains(own, name) {
			rest[name] = value
		}
	}
	return rest
}

func whoOfOne(r *verbale.ActorRef) []Who {
	if r == nil {
		return []Who{}
	}
	return whoOf([]verbale.ActorRef{*r})
}

func (s *server) clauses(ctx context.Context, in arguments) (*Matters, error) {
	q, err := in.withoutOwn("modality").query()
	if err != nil {
		return nil, err
	}
	ask := query.Clauses{Query: q, Modalities: in.strings("modality"), Doubtful: in.bool("doubtful")}
	return matters(ctx, s, clauseLayer, in, q,
		func(keep func(*verbale.Clause) error) error { return s.Dossier.Clauses(ctx, ask, keep) },
		func(c *verbale.Clause) (m Matter, err error) {
			m = Matter{ID: c.ID, Kind: string(c.Modality), Name: c.Name, By: whoOf(c.Holder), To: []Who{}, Tellings: c.Tellings, Told: []Told{}, Shares: []Share{}}
			if m.Rows, err = s.rowsAt(ctx, Row{Layer: clauseLayer, ID: c.ID, Kind: m.Kind, Who: m.By, ToWhom: []Who{}, Confidence: c.Confidence}, c.What); err != nil {
				return m, err
			}
			for i := range c.Invocations {
				v := &c.Invocations[i]
				t := Told{What: string(v.Stance), By: whoOfOne(v.By), To: []Who{}, Day: v.On, Account: string(v.Account), Teller: tellerOf(v.Teller)}
				if t.Rows, err = s.rowsAt(ctx, Row{Layer: clauseLayer, ID: c.ID, Kind: t.What, Day: t.Day, Who: t.By, ToWhom: []Who{}, Account: t.Account, Teller: t.Teller}, v.Evidence); err != nil {
					return m, err
				}
				m.Told = append(m.Told, t)
			}
			for _, side := range c.Sides {
				share := Share{Side: *tellerOf(&side.Side), Own: side.Own, Ascribed: side.Ascribed, Of: side.OwnStatements}
				if side.Note != nil {
					share.Note = *side.Note
				}
				m.Shares = append(m.Shares, share)
			}
			return m, nil
		})
}

func (s *server) expectations(ctx context.Context, in arguments) (*Matters, error) {
	q, err := in.withoutOwn("outcome").query()
	if err != nil {
		return nil, err
	}
	ask := query.Expectations{Query: q, Outcomes: in.strings("outcome"), Doubtful: in.bool("doubtful")}
	return matters(ctx, s, expectationLayer, in, q,
		func(keep func(*verbale.Expectation) error) error { return s.Dossier.Expectations(ctx, ask, keep) },
		func(e *verbale.Expectation) (m Matter, err error) {
			m = Matter{ID: e.ID, Kind: string(e.Kind), By: whoOf(e.By), To: []Who{}, Day: e.On, Outcome: string(e.Outcome), Hands: string(e.Hands),
				Tellings: e.Tellings, Told: []Told{}, Shares: []Share{}}
			if e.Due != nil {
				m.Due = e.Due.Value
			}
			if len(e.What) > 0 {
				m.Name = e.What[0].Text
			}
			if m.Rows, err = s.rowsAt(ctx, Row{Layer: expectationLayer, ID: e.ID, Kind: m.Kind, Day: m.Day, Who: m.By, ToWhom: []Who{}, Account: string(e.Account),
				Teller: tellerOf(e.Teller), Confidence: e.Confidence}, e.Evidence); err != nil || len(e.Shown) == 0 {
				return m, err
			}
			shown := Told{What: "shown", By: []Who{}, To: []Who{}}
			shown.Rows, err = s.rowsAt(ctx, Row{Layer: expectationLayer, ID: e.ID, Kind: m.Outcome, Who: m.By, ToWhom: []Who{}}, e.Shown)
			m.Told = append(m.Told, shown)
			return m, err
		})
}

// paperTold is a paper with its steps.
type paperTold struct {
	paper *verbale.PaperRow
	steps []*verbale.Transfer
}

func (s *server) papers(ctx context.Context, in arguments) (*Matters, error) {
	q, err := in.withoutOwn("kind", "step").query()
	if err != nil {
		return nil, err
	}
	ask := record.PaperQuery{Query: q, Kinds: in.strings("kind"), Steps: in.strings("step"), Doubtful: in.bool("doubtful")}
	return matters(ctx, s, paperLayer, in, q,
		func(keep func(paperTold) error) error {
			return s.Dossier.Papers(ctx, ask, func(p *verbale.PaperRow, steps []*verbale.Transfer) error { return keep(paperTold{p, steps}) })
		},
		func(told paperTold) (m Matter, err error) {
			p := told.paper
			m = Matter{ID: p.ID, Kind: string(p.Kind), Name: p.Name, By: whoOf(p.Authors), To: whoOf(p.Addressees), Day: p.On, Tellings: p.Tellings, Told: []Told{}, Shares: []Share{}}
			if m.Rows, err = s.rowsAt(ctx, Row{Layer: paperLayer, ID: p.ID, Kind: m.Kind, Day: m.Day, Who: m.By, ToWhom: m.To, Confidence: p.Confidence}, p.Evidence); err != nil {
				return m, err
			}
			for _, step := range told.steps {
				if step.Doubtful && !ask.Doubtful {
					continue
				}
				t := Told{What: string(step.Step), By: whoOf(step.From), To: whoOf(step.To), Day: step.On, Account: string(step.Account), Teller: tellerOf(step.Teller),
					Factuality: string(step.Factuality)}
				if t.Rows, err = s.rowsAt(ctx, Row{Layer: stepLayer, ID: step.ID, Kind: t.What, Day: t.Day, Who: t.By, ToWhom: t.To, Account: t.Account, Teller: t.Teller,
					Factuality: t.Factuality, Confidence: step.Confidence}, step.Evidence); err != nil {
					return m, err
				}
				m.Told = append(m.Told, t)
			}
			return m, nil
		})
}

// positions is what each side said last by its own account.
func (s *server) positions(ctx context.Context, in arguments) (*Rows, error) {
	rest := in.withoutOwn("last", "side")
	q, err := rest.query()
	if err != nil {
		return nil, err
	}
	q.Account, q.Sort, q.Side = []string{string(verbale.Own)}, query.ByDate, in.strings("side")
	if len(q.Side) == 0 {
		return nil, fmt.Errorf("%w: name the sides", record.ErrQuery)
	}
	a, err := s.begin(ctx, "statement", in, q)
	if err != nil {
		return nil, err
	}
	last := in.int("last", 3)
	undated := 0
	for _, side := range q.Side {
		of := q
		of.Side = []string{side}
		var rows []Row
		if err := s.Dossier.Statements(ctx, of, func(st *verbale.Statement) error {
			if st.SaidOn == nil {
				undated++
				return nil
			}
			a.Total++
			if rows = append(rows, rowOfStatement(st)); len(rows) > last {
				rows = rows[1:]
			}
			return nil
		}); err != nil {
			return nil, err
		}
		slices.Reverse(rows)
		a.Rows = append(a.Rows, rows...)
	}
	if undated > 0 {
		a.LeftOut = fmt.Sprintf("%d statements without a day, of which it is not known whether they are the last", undated)
	}
	return s.end(ctx, a)
}
