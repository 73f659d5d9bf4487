package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/correspondence"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/query"
)

// ExchangeData is what was asked, and what is told of the answers.
type ExchangeData struct {
	On       *string            `json:"on" doc:"The day as of which it is told; null is as of the last report."`
	Days     []string           `json:"days" doc:"The days on which something was asked or answered."`
	Requests []*verbale.Request `json:"requests" doc:"Each whole before its parts, doubtful ones too, in order of day; those without a day first."`
}

type exchangeAsked struct {
	On string `query:"on" maxLength:"10" doc:"As it stood on that day; what has no day stays."`
}

// exchangeView is the page of the exchange.
type exchangeView struct {
	On       string
	Whole    string // address of the page without a day
	Days     []dayLink
	Heard    []heardSide
	Outlets  []Count
	Unknown  int // reports of which no outlet is known
	Totals   Totals
	Sections []exchangeSection
	Total    int
	Perhaps  int
	Print    string // address of the exchange report
	Foot     foot
}

type dayLink struct {
	Day, Address string
	Here         bool
}

// heardSide says through whom the words of a side are heard.
type heardSide struct {
	Side string
	Own  int
	Only *string // the outlet through which all of them come; nil where there are several
	Tag  int

	Through []Count // the outlets through which most of them come
}

// exchangeSection are the requests that stand alike.
type exchangeSection struct {
	Name    string
	ID      string // of its heading
	Cards   []requestCard
	Columns []chargeColumn // of charges
	Perhaps []requestCard
}

// chargeColumn are the charges that one side makes.
type chargeColumn struct {
	Side  string
	Tag   int
	Cards []requestCard
}

// requestCard is a request as its page shows it: the asker left, the answers right.
type requestCard struct {
	*correspondence.Card
	When    string
	Bound   string // what is known where no day is
	Tag     int
	Asked   []askedOf
	Paper   *PaperRef
	Perhaps []correspondence.Entry
	Side    string // of who asks
}

// askedOf is to whom a request goes by one telling.
type askedOf struct {
	Names string
	At    *verbale.Located // where that telling stands; nil where all tellings have it
}

// cards makes cards of requests.
type cards struct {
	c      *catalogue
	parts  map[string][]*verbale.Request
	papers map[string]string // names by ids
}

func (k *cards) card(r *verbale.Request) requestCard {
	card := requestCard{Card: correspondence.CardOf(r, k.parts[r.ID], false), Side: "nobody named"}
	if len(r.By) > 0 {
		card.Tag, card.Side = k.c.tagOf(r.By[0].ID), k.c.sideName(r.By[0])
	}
	card.When, card.Bound = k.c.whenAsked(r)
	if len(r.To) > 0 {
		card.Asked = append(card.Asked, askedOf{Names: who(r.To)})
	}
	for _, t := range r.ToldDifferently {
		to, ok := t.Value.([]verbale.ActorRef)
		if !ok || t.Field != "to" {
			continue
		}
		told := askedOf{Names: who(to)}
		if len(t.Evidence) > 0 {
			told.At = &t.Evidence[0]
		}
		card.Asked = append(card.Asked, told)
	}
	if r.Paper != nil && k.papers[*r.Paper] != "" {
		card.Paper = &PaperRef{ID: *r.Paper, Name: k.papers[*r.Paper]}
	}
	for _, line := range correspondence.CardOf(r, nil, true).Lines {
		for _, e := range line.Entries {
			if e.Doubtful {
				card.Perhaps = append(card.Perhaps, e)
			}
		}
	}
	return card
}

// tagOf is the colour and the mark of the side of an actor.
func (c *catalogue) tagOf(actor string) int { return c.sideTag(c.sideOfActor(actor)) }

// sideName is what the side of an actor is called; itself where none is known.
func (c *catalogue) sideName(a verbale.ActorRef) string {
	if side := c.sideOfActor(a.ID); side != none {
		return c.sides[side]
	}
	return a.Name
}

// whenAsked says when something was asked, or what bounds it.
func (c *catalogue) whenAsked(r *verbale.Request) (when, bound string) {
	if r.On != nil {
		return spellDate(*r.On), ""
	}
	first, last := "", ""
	for _, n := range r.Named {
		if n.On == nil {
			continue
		}
		if first == "" || *n.On < first {
			first = *n.On
		}
		last = max(last, *n.On)
	}
	switch {
	case first != "" && first == last:
		return spellDate(first), ""
	case first != "":
		return spellDate(first + "/" + last), ""
	}
	if told := c.firstReport(r.Evidence); told != "" {
		return "no day", "not after " + spellDate(told)
	}
	return "no day", ""
}

// firstReport is the day of the first report in which words stand; "" where none has one.
func (c *catalogue) firstReport(words []verbale.Located) string {
	var told calendar.Day
	known := false
	for _, e := range words {
		if at, there := c.documentOf[e.Document]; there && c.documents[at].dated && (!known || c.documents[at].day < told) {
			told, known = c.documents[at].day, true
		}
	}
	if !known {
		return ""
	}
	return told.String()
}

// shortOf is what a report is called; its name where it is not known.
func (c *catalogue) shortOf(document string) string {
	if at, known := c.documentOf[document]; known {
		return c.documents[at].row.Short
	}
	return document
}

// exchangeQuery is what the page is asked for.
type exchangeQuery struct {
	On    string
	Kinds []string
}

// exchangeQueryOf reads the question of an address.
func exchangeQueryOf(values url.Values) (exchangeQuery, error) {
	q := exchangeQuery{On: values.Get("on"), Kinds: values["kind"]}
	if _, ok := calendar.ParseSpan(q.On); q.On != "" && !ok {
		return q, fmt.Errorf("%w: on %q is no date; write it as 2022-02-09", ErrQuery, q.On)
	}
	for _, kind := range q.Kinds {
		if !slices.Contains(verbale.RequestKinds, verbale.RequestKind(kind)) {
			return q, fmt.Errorf("%w: kind %q is none of %s", ErrQuery, kind, strings.Join(query.Strings(verbale.RequestKinds), ", "))
		}
	}
	return q, nil
}

func (q exchangeQuery) address(path string) string {
	values := url.Values{}
	if q.On != "" {
		values.Set("on", q.On)
	}
	if len(q.Kinds) > 0 {
		values["kind"] = q.Kinds
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// flags spells the question for the command.
func (q exchangeQuery) flags() []string {
	var flags []string
	if q.On != "" {
		flags = append(flags, "--on="+q.On)
	}
	for _, kind := range q.Kinds {
		flags = append(flags, "--kind="+kind)
	}
	return flags
}

// rows are the rows of a question, as the command gives them: each whole before its
// parts, with what is doubtful or without.
func (b *between) rows(q exchangeQuery, doubtful bool) []*verbale.Request {
	wholes, parts := b.asOf(q.On)
	var rows []*verbale.Request
	add := func(r *verbale.Request) bool {
		if r.Doubtful && !doubtful || len(q.Kinds) > 0 && !slices.Contains(q.Kinds, string(r.Kind)) {
			return false
		}
		copied := *r
		if !doubtful {
			copied.Answers = slices.DeleteFunc(slices.Clone(r.Answers), func(a verbale.Answer) bool { return a.Doubtful })
		}
		rows = append(rows, &copied)
		return true
	}
	for _, r := range wholes {
		add(r)
		for _, part := range parts[r.ID] {
			add(part)
		}
	}
	return rows
}

func (s *Server) exchangeData(ctx context.Context, c *catalogue, on string) (*ExchangeData, error) {
	q, err := exchangeQueryOf(url.Values{"on": {on}})
	if err != nil {
		return nil, err
	}
	b, err := s.between(ctx, c)
	if err != nil {
		return nil, err
	}
	data := &ExchangeData{Days: b.days, Requests: b.rows(q, true)}
	if on != "" {
		data.On = &on
	}
	if data.Days == nil {
		data.Days = []string{}
	}
	if data.Requests == nil {
		data.Requests = []*verbale.Request{}
	}
	return data, nil
}

// paperNames are the names of all papers by their ids.
func (s *Server) paperNames(ctx context.Context) (map[string]string, error) {
	names := map[string]string{}
	err := s.store.Papers(ctx, "", func(p *verbale.PaperRow, _ []*verbale.Transfer) error { names[p.ID] = p.Name; return nil })
	return names, err
}

func (s *Server) serveExchange(w http.ResponseWriter, r *http.Request) {
	q, err := exchangeQueryOf(r.URL.Query())
	if err != nil {
		s.fault(w, r, err)
		return
	}
	v := exchangeView{On: q.On, Whole: exchangeQuery{Kinds: q.Kinds}.address("/exchange")}
	if err := s.ask(r.Context(), func(c *catalogue) error {
		b, err := s.between(r.Context(), c)
		if err != nil {
			return err
		}
		papers, err := s.paperNames(r.Context())
		if err != nil {
			return err
		}
		v.Sections, v.Total, v.Perhaps = sectionsOf(c, b, q, papers)
		v.describe(c, b, q)
		return nil
	}); err != nil {
		s.fault(w, r, err)
		return
	}
	v.Print = q.address("/exchange.print")
	v.Foot = footOf("exchange", q.address, "verbale exchange", q.flags())
	s.show(w, r, "exchange", http.StatusOK, view{Title: "Exchange", Active: "exchange", Wide: true, JSON: q.address("/exchange.json"), Data: v})
}

// sectionsOf puts requests under the headings under which they stand.
func sectionsOf(c *catalogue, b *between, q exchangeQuery, papers map[string]string) (list []exchangeSection, total, perhaps int) {
	wholes, parts := b.asOf(q.On)
	k := &cards{c: c, parts: parts, papers: papers}
	at := map[string]*exchangeSection{}
	all := make([]exchangeSection, len(correspondence.Sections))
	for i, name := range correspondence.Sections {
		all[i] = exchangeSection{Name: name, ID: fmt.Sprintf("stands-%d", i)}
		at[name] = &all[i]
	}
	for _, r := range wholes {
		if len(q.Kinds) > 0 && !slices.Contains(q.Kinds, string(r.Kind)) {
			continue
		}
		section := at[correspondence.SectionOf(r)]
		card := k.card(r)
		if r.Doubtful {
			section.Perhaps = append(section.Perhaps, card)
			perhaps++
			continue
		}
		section.Cards = append(section.Cards, card)
		total++
	}
	for i := range all {
		section := &all[i]
		if len(section.Cards)+len(section.Perhaps) == 0 {
			continue
		}
		if len(section.Cards) > 0 && section.Cards[0].Kind == verbale.RequestCharge && !section.Cards[0].WithinSide {
			section.Columns = inColumns(section.Cards)
		}
		list = append(list, *section)
	}
	return list, total, perhaps
}

// inColumns puts charges under the sides that make them, those with most first.
func inColumns(charges []requestCard) []chargeColumn {
	var columns []chargeColumn
	for _, card := range charges {
		i := slices.IndexFunc(columns, func(c chargeColumn) bool { return c.Side == card.Side })
		if i < 0 {
			i = len(columns)
			columns = append(columns, chargeColumn{Side: card.Side, Tag: card.Tag})
		}
		columns[i].Cards = append(columns[i].Cards, card)
	}
	slices.SortStableFunc(columns, func(a, b chargeColumn) int { return cmp.Compare(len(b.Cards), len(a.Cards)) })
	return columns
}

// daysLinked is how many days the head of the page links to at most.
const daysLinked = 10

// describe makes the head of the page.
func (v *exchangeView) describe(c *catalogue, b *between, q exchangeQuery) {
	days := b.days
	if len(days) > daysLinked {
		days = days[len(days)-daysLinked:]
	}
	for _, day := range days {
		then := q
		then.On = day
		v.Days = append(v.Days, dayLink{Day: day, Address: then.address("/exchange"), Here: day == q.On})
	}
	v.Totals = c.totals()
	v.Outlets, v.Unknown = c.heardThrough(3)
	sides := map[string]bool{}
	for _, r := range b.requests {
		if r.Doubtful {
			continue
		}
		for _, refs := range [][]verbale.ActorRef{r.By, r.To} {
			for _, a := range refs {
				if side := c.sideOfActor(a.ID); side != none {
					sides[c.sides[side]] = true
				}
			}
		}
	}
	for _, row := range c.overview.throughRows {
		if sides[row.Side] && len(v.Heard) < 2 {
			v.Heard = append(v.Heard, c.heardOf(row))
		}
	}
}

// heardOf says how many words of its own a side has, and through whom they come.
func (c *catalogue) heardOf(row ThroughRow) heardSide {
	heard := heardSide{Side: row.Side, Tag: row.Tag}
	through := 0
	for i, cell := range row.Cells {
		heard.Own += cell.Own
		if cell.Own > 0 {
			through++
			heard.Only = c.overview.columns[i]
			if heard.Only != nil {
				heard.Through = append(heard.Through, Count{Name: *heard.Only, Count: cell.Own})
			}
		}
	}
	slices.SortStableFunc(heard.Through, func(a, b Count) int { return cmp.Compare(b.Count, a.Count) })
	heard.Through = heard.Through[:min(3, len(heard.Through))]
	if through != 1 || c.overview.moreOutlets > 0 {
		heard.Only = nil
	}
	return heard
}

// heardThrough counts the reports of the outlets with most of them, and those of no
// known outlet. Where a report names none, the agency of its dateline stands for it.
func (c *catalogue) heardThrough(limit int) (outlets []Count, unknown int) {
	counts := map[string]int{}
	for i := range c.documents {
		if name := outletOf(c.documents[i].row); name == "" {
			unknown++
		} else {
			counts[name]++
		}
	}
	for name, n := range counts {
		outlets = append(outlets, Count{Name: name, Count: n})
	}
	slices.SortFunc(outlets, func(a, b Count) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name)) })
	return outlets[:min(limit, len(outlets))], unknown
}

// outletOf is the outlet of a report, else the agency of its dateline; "" where neither
// is known.
func outletOf(row *verbale.DocumentRow) string {
	switch {
	case row.Outlet != nil:
		return *row.Outlet
	case row.Dateline.Agency != nil:
		return *row.Dateline.Agency
	}
	return ""
}

// requestView is the page of one request.
type requestView struct {
	Card    requestCard
	Section string
	Command string
	Made    []requestCard // requests that its answers make in turn
	Title   string
}

func (s *Server) serveRequest(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	v := requestView{}
	if err := s.ask(r.Context(), func(c *catalogue) error {
		b, err := s.between(r.Context(), c)
		if err != nil {
			return err
		}
		papers, err := s.paperNames(r.Context())
		if err != nil {
			return err
		}
		found := b.requestOf(id)
		if found == nil {
			return fmt.Errorf("no request %q: %w", id, ErrNotFound)
		}
		k := &cards{c: c, parts: b.parts, papers: papers}
		v.Card, v.Section = k.card(found), correspondence.SectionOf(found)
		for _, made := range b.madeBy(found) {
			v.Made = append(v.Made, k.card(made))
		}
		v.Title, v.Command = sheet.LongestOf(found).Text, "verbale thread "+found.ID
		return nil
	}); err != nil {
		s.fault(w, r, err)
		return
	}
	s.show(w, r, "request", http.StatusOK, view{Title: v.Title, Active: "exchange", Wide: true, JSON: "/exchange/" + v.Card.ID + ".json", Data: v})
}

// requestOf finds the whole of an id, or of that of one of its parts; an id may be cut
// short.
func (b *between) requestOf(id string) *verbale.Request {
	begins := func(whole string) bool { return len(id) > 2 && strings.HasPrefix(whole, id) }
	for _, r := range b.requests {
		if begins(r.ID) || slices.ContainsFunc(r.Parts, begins) {
			return r
		}
	}
	return nil
}

// madeBy are the requests that the statements make which answer another.
func (b *between) madeBy(r *verbale.Request) []*verbale.Request {
	var made []*verbale.Request
	for i := range r.Answers {
		s := r.Answers[i].Statement
		if s == nil {
			continue
		}
		for _, other := range b.requests {
			if other.ID != r.ID && !other.Doubtful && slices.Contains(other.Statements, *s) && !slices.Contains(made, other) {
				made = append(made, other)
			}
		}
	}
	return made
}

type requestAsked struct {
	ID string `query:"id" required:"true" maxLength:"128" doc:"The request's id, which may be cut short."`
}

// RequestData is one request with its parts.
type RequestData struct {
	Request *verbale.Request   `json:"request"`
	Parts   []*verbale.Request `json:"parts"`
}

func (s *Server) requestData(ctx context.Context, c *catalogue, id string) (*RequestData, error) {
	b, err := s.between(ctx, c)
	if err != nil {
		return nil, err
	}
	found := b.requestOf(id)
	if found == nil {
		return nil, fmt.Errorf("no request %q: %w", id, ErrNotFound)
	}
	data := &RequestData{Request: found, Parts: b.parts[found.ID]}
	if data.Parts == nil {
		data.Parts = []*verbale.Request{}
	}
	return data, nil
}

// routeExchange puts the pages of what lies between reports under their addresses, where
// the store derives it.
func (s *Server) routeExchange(mux *http.ServeMux) {
	if _, ok := s.store.(Exchanger); !ok {
		return
	}
	mux.HandleFunc("GET /exchange", s.serveExchange)
	mux.HandleFunc("GET /exchange.print", s.printExchange)
	mux.HandleFunc("GET /exchange/{id}", s.serveRequest)
	mux.HandleFunc("GET /clauses", s.serveClauses)
	mux.HandleFunc("GET /expectations", s.serveExpectations)
	mux.HandleFunc("GET /changes", s.serveChanges)
	routeListing(s, mux, listing[*verbale.Request]{name: "exchange", sheet: sheet.Requests, rows: func(r *http.Request) (rows []*verbale.Request, flags []string, err error) {
		q, err := exchangeQueryOf(r.URL.Query())
		if err != nil {
			return nil, nil, err
		}
		return rows, q.flags(), s.ask(r.Context(), func(c *catalogue) error {
			b, err := s.between(r.Context(), c)
			if err == nil {
				rows = b.rows(q, false)
			}
			return err
		})
	}})
	routeListing(s, mux, listing[*verbale.Clause]{name: "clauses", sheet: sheet.Clauses, rows: func(r *http.Request) (rows []*verbale.Clause, flags []string, err error) {
		m, err := modalityOf(r.URL.Query())
		if err != nil {
			return nil, nil, err
		}
		return rows, modalityFlags(m), s.ask(r.Context(), func(c *catalogue) error {
			b, err := s.between(r.Context(), c)
			if err == nil {
				rows = b.clausesOf(m, false)
			}
			return err
		})
	}})
	routeListing(s, mux, listing[*verbale.Expectation]{name: "expectations", sheet: sheet.Expectations, rows: func(r *http.Request) (rows []*verbale.Expectation, flags []string, err error) {
		o, err := outcomeOf(r.URL.Query())
		if err != nil {
			return nil, nil, err
		}
		return rows, outcomeFlags(o), s.ask(r.Context(), func(c *catalogue) error {
			b, err := s.between(r.Context(), c)
			if err == nil {
				rows = b.expectationsOf(o, false)
			}
			return err
		})
	}})
	routeListing(s, mux, listing[*verbale.Change]{name: "changes", sheet: sheet.Changes, rows: func(r *http.Request) (rows []*verbale.Change, flags []string, err error) {
		err = s.ask(r.Context(), func(c *catalogue) error {
			since, err := sinceOf(c, r.URL.Query())
			if err != nil {
				return err
			}
			b, err := s.between(r.Context(), c)
			if err == nil {
				rows, flags = b.since(c, since), []string{"--since=" + since}
			}
			return err
		})
		return rows, flags, err
	}})
}

// describeExchange registers the data of what lies between reports.
func (s *Server) describeExchange(api huma.API, operation func(id, path, summary string) huma.Operation) {
	huma.Register(api, operation("exchange", "/exchange.json", "What was wanted of whom, and what is told of the answers"),
		func(ctx context.Context, in *exchangeAsked) (*answer[ExchangeData], error) {
			return answered(s, ctx, func(c *catalogue) (*ExchangeData, error) { return s.exchangeData(ctx, c, in.On) })
		})
	one := operation("request", "/request.json", "One request with its parts")
	one.Description = "The same as the page's own address with .json: /exchange/<id>.json."
	huma.Register(api, one, func(ctx context.Context, in *requestAsked) (*answer[RequestData], error) {
		return answered(s, ctx, func(c *catalogue) (*RequestData, error) { return s.requestData(ctx, c, in.ID) })
	})
	huma.Register(api, operation("clauses", "/clauses.json", "Rights, obligations, bans, principles and guarantees, with who voices them"),
		func(ctx context.Context, in *clausesAsked) (*answer[ClausesData], error) {
			return answered(s, ctx, func(c *catalogue) (*ClausesData, error) { return s.clausesData(ctx, c, in.Modality) })
		})
	huma.Register(api, operation("expectations", "/expectations.json", "What was said to come, and what later words show of it"),
		func(ctx context.Context, in *expectationsAsked) (*answer[ExpectationsData], error) {
			return answered(s, ctx, func(c *catalogue) (*ExpectationsData, error) { return s.expectationsData(ctx, c, in.Outcome) })
		})
	huma.Register(api, operation("changes", "/changes.json", "What is new since a day"),
		func(ctx context.Context, in *changesAsked) (*answer[ChangesData], error) {
			return answered(s, ctx, func(c *catalogue) (*ChangesData, error) { return s.changesData(ctx, c, in.Since) })
		})
}
