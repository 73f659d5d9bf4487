package mcp

import (
	"context"
	"fmt"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
)

// requestLayer is that of words that carry a request, answerLayer that of an answer's.
const (
	requestLayer = "request"
	answerLayer  = "answer"
)

var exchangeInput = with(with(with(asked("document", "outlet", "speaker", "to", "side"),
	"kind", list("Of one of these kinds.", query.Strings(verbale.RequestKinds))),
	"on", text("As it stood on that day (ISO); what has no day stays.")),
	"doubtful", flag("Also what is doubtful.")).requires()

// Answered is what is told of a reply to a request.
type Answered struct {
	By      []Who   `json:"by"`
	How     string  `json:"how" jsonschema:"meets, partly, refuses, counters, acknowledges, postpones, passes_over, denies, admits"`
	Day     *string `json:"day"`
	Account string  `json:"account"`
	Teller  *Who    `json:"teller"`
	Rows    []Row   `json:"rows" jsonschema:"the words that tell it"`
}

// Standing says where a request stands with a party. One of which the dossier has no
// word has no account.
type Standing struct {
	Party   *Who   `json:"party"`
	Value   string `json:"value" jsonschema:"answered, not_clearly, not_answered"`
	How     string `json:"how"`
	Account string `json:"account"`
	Teller  *Who   `json:"teller"`
}

// Request is what one actor wants of another.
type Request struct {
	ID       string     `json:"id"`
	Kind     string     `json:"kind"`
	ToDesist bool       `json:"to_desist" jsonschema:"it is to be left alone"`
	By       []Who      `json:"by"`
	To       []Who      `json:"to"`
	Day      *string    `json:"day"`
	Due      string     `json:"due" jsonschema:"TIMEX3 value of the day or term; empty is none"`
	PartOf   *string    `json:"part_of"`
	Parts    []string   `json:"parts"`
	Tellings int        `json:"tellings"`
	Rows     []Row      `json:"rows" jsonschema:"the words that tell it"`
	Answers  []Answered `json:"answers"`
	Standing []Standing `json:"standing"`
}

// Exchange is the answer of exchange.
type Exchange struct {
	Head
	Requests []Request `json:"requests"`
}

func (e *Exchange) say() string {
	var to strings.Builder
	to.WriteString(e.head("request"))
	n := 0
	lines := func(rows []Row) {
		for i := range rows {
			n++
			to.WriteString(rows[i].line(n))
		}
	}
	for i := range e.Requests {
		r := &e.Requests[i]
		fmt.Fprintf(&to, "%s %s by %s to %s, day %s:\n", r.Kind, r.ID, names(r.By), names(r.To), orUnknown(r.Day))
		lines(r.Rows)
		for _, a := range r.Answers {
			fmt.Fprintf(&to, "  answer by %s: %s, day %s, account %s\n", names(a.By), a.How, orUnknown(a.Day), a.Account)
			lines(a.Rows)
		}
		for _, s := range r.Standing {
			party := "nobody named"
			if s.Party != nil {
				party = quoted(s.Party.Name)
			}
			fmt.Fprintf(&to, "  stands with %s: %s %s\n", party, s.Value, s.How)
		}
	}
	return to.String()
}

func (e *Exchange) links() []string {
	var all []string
	for i := range e.Requests {
		all = append(all, linksOf(e.Requests[i].Rows)...)
		for _, a := range e.Requests[i].Answers {
			all = append(all, linksOf(a.Rows)...)
		}
	}
	return all
}

// rowsAt makes rows of words of reports, with what they have in common.
func (s *server) rowsAt(ctx context.Context, like Row, at []verbale.Located) ([]Row, error) {
	rows := []Row{}
	for _, l := range at {
		r := like
		r.Document, r.Version = l.Document, l.Version
		r.put([]verbale.Excerpt{l.Excerpt})
		rows = append(rows, r)
	}
	return rows, s.place(ctx, rows)
}

func (s *server) exchange(ctx context.Context, in arguments) (*Exchange, error) {
	rest := arguments{}
	for name, value := range in {
		if name != "kind" { // kinds of requests, and not of statements
			rest[name] = value
		}
	}
	q, err := rest.query()
	if err != nil {
		return nil, err
	}
	if on := in.string("on"); on != "" {
		if _, err := query.ParseDay(on); err != nil {
			return nil, err
		}
	}
	base, err := s.begin(ctx, "request", in, q)
	if err != nil {
		return nil, err
	}
	e := &Exchange{Head: base.Head, Requests: []Request{}}
	skip, limit := in.page()
	var page []*verbale.Request
	if err := s.Dossier.Exchange(ctx, query.Exchange{Query: q, Kinds: in.strings("kind"), On: in.string("on"), Doubtful: in.bool("doubtful")},
		func(r *verbale.Request) error {
			if e.Total++; e.Total > skip && e.Total <= skip+limit {
				page = append(page, r)
			}
			return nil
		}); err != nil {
		return nil, err
	}
	for _, r := range page {
		one, err := s.request(ctx, r)
		if err != nil {
			return nil, err
		}
		e.Requests = append(e.Requests, one)
	}
	e.Shown = len(e.Requests)
	return e, nil
}

func (s *server) request(ctx context.Context, r *verbale.Request) (one Request, err error) {
	one = Request{ID: r.ID, Kind: string(r.Kind), ToDesist: r.ToDesist, By: whoOf(r.By), To: whoOf(r.To), Day: r.On, PartOf: r.PartOf,
		Parts: append([]string{}, r.Parts...), Tellings: r.Tellings, Answers: []Answered{}, Standing: []Standing{}}
	if r.Due != nil {
		one.Due = r.Due.Value
	}
	if one.Rows, err = s.rowsAt(ctx, Row{Layer: requestLayer, ID: r.ID, Kind: one.Kind, Day: one.Day, Who: one.By, ToWhom: one.To, Confidence: r.Confidence, Status: string(r.Status)}, r.Evidence); err != nil {
		return one, err
	}
	for _, a := range r.Answers {
		if a.Doubtful {
			continue
		}
		by := whoOf(a.By)
		rows, err := s.rowsAt(ctx, Row{Layer: answerLayer, ID: r.ID, Kind: string(a.How), Day: a.On, Who: by, ToWhom: []Who{}, Account: string(a.Account),
			Teller: tellerOf(a.Teller), Confidence: a.Confidence}, a.Evidence)
		if err != nil {
			return one, err
		}
		one.Answers = append(one.Answers, Answered{By: by, How: string(a.How), Day: a.On, Account: string(a.Account), Teller: tellerOf(a.Teller), Rows: rows})
	}
	for _, st := range r.State {
		standing := Standing{Party: tellerOf(st.Party), Value: string(st.Value), Teller: tellerOf(st.Teller)}
		if st.How != nil {
			standing.How = string(*st.How)
		}
		if st.Account != nil {
			standing.Account = string(*st.Account)
		}
		one.Standing = append(one.Standing, standing)
	}
	return one, nil
}
