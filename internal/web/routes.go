package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/lang"
)

// routes puts the pages under their addresses. What stands below /d/ is looked
// at as it came, because names of documents hold what a router would tidy up.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.serveDossier)
	mux.HandleFunc("GET /find", s.serveFind)
	mux.HandleFunc("GET /statements", s.serveStatements)
	for _, format := range exported() {
		mux.HandleFunc("GET /statements."+format.Ending, func(w http.ResponseWriter, r *http.Request) { s.serveExport(w, r, format) })
	}
	mux.HandleFunc("GET /statements.print", s.printStatements)
	mux.HandleFunc("GET /timeline.print", s.printTimeline)
	mux.HandleFunc("GET /compare.print", s.printCompare)
	mux.HandleFunc("GET /reports", s.serveReports)
	mux.HandleFunc("GET /actors", s.serveActors)
	mux.HandleFunc("GET /a/{id}", s.serveActor)
	mux.HandleFunc("GET /timeline", s.serveTimeline)
	mux.HandleFunc("GET /papers", s.servePapers)
	mux.HandleFunc("GET /paper/{id}", s.servePaper)
	mux.HandleFunc("GET /compare", s.serveCompare)
	mux.HandleFunc("GET /compare/{id}", s.serveGrid)
	s.routeExchange(mux)
	s.routeLists(mux)
	s.routeEvents(mux)
	mux.HandleFunc("GET /style", s.serveStyle)
	mux.HandleFunc("GET /keys", s.serveKeys)
	mux.HandleFunc("GET /static/{file}", s.serveAsset)
	mux.HandleFunc("GET /live", s.serveLive)
	s.describeAPI(mux)
	if s.adder != nil {
		mux.HandleFunc("GET /add", s.serveAdd)
		mux.HandleFunc("POST /add", s.acceptAdd)
	}
	if s.corrector != nil {
		s.routeCorrections(mux)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, http.StatusNotFound, "There is no such page.")
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if behind, ok := strings.CutPrefix(r.URL.EscapedPath(), "/d/"); ok && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
			s.serveReport(w, r, behind)
			return
		}
		if strings.HasSuffix(r.URL.Path, ".json") {
			s.serveData(w, dataAddress(r), mux)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// ask answers with a catalogue; where the dossier changed between it and the
// store, once more with a new one.
func (s *Server) ask(ctx context.Context, answer func(*catalogue) error) error {
	for try := 0; ; try++ {
		c, err := s.catalogue(ctx)
		if err != nil {
			return err
		}
		if err = answer(c); try == 2 || !errors.Is(err, errStale) {
			return err
		}
		s.mutex.Lock()
		if s.current == c {
			s.current = nil
		}
		s.mutex.Unlock()
	}
}

// statementsView is the page of a list of statements.
type statementsView struct {
	*StatementsData
	Query   query.Query
	Given   []givenFilter
	Meant   []meant
	Undated string // address of what is left out for want of a day
	Begin   string // address of the first page
	After   string // address of the page after this one
	Exports []exportLink
	JSONAll string
	Command string // that gives the same rows
	Print   string
	Line    string // address of the same statements as a timeline
	Sorts   []sortLink
}

type givenFilter struct{ Field, Label, Without string }

// meant is a name that somebody may have meant by a value that names nothing.
type meant struct{ Value, Name, Address string }

// given lists what a query asks for, each with the address of the query without it.
func (c *catalogue) given(q query.Query) []givenFilter {
	var list []givenFilter
	for _, f := range query.Fields() {
		for _, value := range q.Of(f.Name) {
			list = append(list, givenFilter{Field: f.Name, Label: c.labelOf(f.Name, value), Without: listAddress(q.With(f.Name, value))})
		}
	}
	if q.OwnWords() {
		all := q
		all.Account = []string{query.AllAccounts}
		list = append(list, givenFilter{Field: "account", Label: "own words only", Without: listAddress(all)})
	}
	add := func(asked bool, field, label string, change func(*query.Query)) {
		if !asked {
			return
		}
		without := q
		change(&without)
		list = append(list, givenFilter{Field: field, Label: label, Without: listAddress(without)})
	}
	add(q.Since != "", "since", spellDate(q.Since), func(q *query.Query) { q.Since = "" })
	add(q.Until != "", "until", spellDate(q.Until), func(q *query.Query) { q.Until = "" })
	add(q.ReportedSince != "", "reported_since", spellDate(q.ReportedSince), func(q *query.Query) { q.ReportedSince = "" })
	add(q.ReportedUntil != "", "reported_until", spellDate(q.ReportedUntil), func(q *query.Query) { q.ReportedUntil = "" })
	add(q.WithUndated, "day", "or bounded by one", func(q *query.Query) { q.WithUndated = false })
	add(q.Undated, "day", "undated", func(q *query.Query) { q.Undated = false })
	add(q.Unattributed, "speaker", "unattributed", func(q *query.Query) { q.Unattributed = false })
	add(q.Checked, "status", "by a person", func(q *query.Query) { q.Checked = false })
	add(q.Struck, "status", "struck too", func(q *query.Query) { q.Struck = false })
	return list
}

// labelOf says what a value of a field is called.
func (c *catalogue) labelOf(field, value string) string {
	switch field {
	case "speaker", "to":
		if value == query.None {
			return "unattributed"
		}
		return c.nameOf(value, value)
	case "document":
		if at, known := c.documentOf[value]; known {
			return c.documents[at].row.Short
		}
		return value
	case "side", "outlet":
		if value == query.None {
			return "not known"
		}
		return c.directory.Shown(value)
	}
	return spellCode(value)
}

type sortLink struct {
	Label, Address string
	Chosen         bool
}

func (s *Server) serveStatements(w http.ResponseWriter, r *http.Request) {
	q, err := queryOf(r.URL.Query())
	if err != nil {
		s.fault(w, r, err)
		return
	}
	v := statementsView{Query: q}
	after := r.URL.Query().Get("after")
	err = s.ask(r.Context(), func(c *catalogue) (err error) {
		if v.StatementsData, err = s.statementsData(r.Context(), c, q, after, pageSize, true, r.URL.Query().Get("all")); err == nil {
			v.describe(c)
		}
		return err
	})
	if err != nil {
		s.fault(w, r, err)
		return
	}
	if after != "" {
		v.Begin = listAddress(q)
	}
	s.show(w, r, "statements", http.StatusOK, view{
		Title: "Statements", Active: "statements", Words: q.About, Wide: true,
		JSON: withSuffix("/statements.json", q), Data: v,
	})
}

// describe makes the links of the page.
func (v *statementsView) describe(c *catalogue) {
	q := v.Query
	for i := range v.Facets {
		f := &v.Facets[i]
		if f.More > 0 {
			f.Whole = withValue(listAddress(q), "all", f.Field)
		}
		for k := range f.Values {
			f.Values[k].Address = listAddress(q.With(f.Field, f.Values[k].Value))
		}
	}
	v.Given = c.given(q)
	for _, miss := range v.Missed {
		for _, name := range miss.Nearest {
			v.Meant = append(v.Meant, meant{Value: miss.Value, Name: name, Address: listAddress(q.With(miss.Field, miss.Value).With(miss.Field, name))})
		}
	}
	if v.LeftOut.Said > 0 {
		others := q
		others.Since, others.Until, others.WithUndated, others.Undated = "", "", false, true
		v.Undated = listAddress(others)
	}
	for _, sort := range []struct{ value, label string }{
		{"date", "earliest first"}, {"-date", "latest first"}, {"report", "by report"}, {"doubt", "most doubtful first"},
	} {
		sorted := q
		sorted.Sort = sort.value
		v.Sorts = append(v.Sorts, sortLink{Label: sort.label, Address: listAddress(sorted), Chosen: q.Sort == sort.value})
	}
	if v.Next != nil {
		values := q.Values()
		values.Set("after", *v.Next)
		v.After = "/statements?" + values.Encode()
	}
	for _, format := range exported() {
		v.Exports = append(v.Exports, exportLink{Label: format.Name, Address: withSuffix("/statements."+format.Ending, q)})
	}
	v.JSONAll = withSuffix("/statements.json", q)
	v.Command = "verbale statements " + query.CommandLine(q.Flags())
	v.Print, v.Line = withSuffix("/statements.print", q), timelineQuery{Query: q}.address("/timeline")
}

// withValue adds a value to an address.
func withValue(address, name, value string) string {
	sign := "?"
	if strings.Contains(address, "?") {
		sign = "&"
	}
	return address + sign + url.Values{name: {value}}.Encode()
}

func withSuffix(path string, q query.Query) string {
	if values := q.Values().Encode(); values != "" {
		return path + "?" + values
	}
	return path
}

// reportView is the page of a report.
type reportView struct {
	*ReportData
	Heading    []segment // the title, where it stands in the text
	Paragraphs []paragraph
	Lit        *lang.Span
	LitWords   string
	Card       *card
	Before     string // address of the statement before the one shown, and after it
	After      string
	Current    string // address of the newest version
	Change     []changeForm
	Speakers   []speakerHere
	Back       string
	Done       int64
	Kinds      []verbale.Kind
	Shares     []SharedReport
}

func (s *Server) serveReport(w http.ResponseWriter, r *http.Request, behind string) {
	a, err := parseAddress(behind)
	if err != nil && !strings.HasSuffix(behind, ".json") {
		s.fault(w, r, err)
		return
	}
	var v reportView
	err = s.ask(r.Context(), func(c *catalogue) error {
		report, err := s.store.Report(r.Context(), a.document, a.version)
		if errors.Is(err, ErrNotFound) && a.span != nil {
			// The last element may belong to the name.
			if whole, other := parseAddress(behind + "/"); other == nil {
				whole.document = strings.TrimSuffix(whole.document, "/")
				if found, err := s.store.Report(r.Context(), whole.document, whole.version); err == nil {
					report, a.span = found, nil
					v = reportView{ReportData: s.reportData(c, report)}
					v.Paragraphs = paragraphs(v.ReportData, report.Parts, nil, func(id string) string { return c.nameOf(id, "") })
					return nil
				}
			}
		}
		if errors.Is(err, ErrNotFound) && strings.HasSuffix(behind, ".json") {
			return s.reportJSON(w, r, c, strings.TrimSuffix(behind, ".json"))
		}
		if err != nil {
			return err
		}
		v = reportView{ReportData: s.reportData(c, report), Lit: a.span}
		if a.span != nil {
			if err := s.choose(r.Context(), c, &v); err != nil {
				return err
			}
		}
		v.Paragraphs = paragraphs(v.ReportData, report.Parts, a.span, func(id string) string { return c.nameOf(id, "") })
		v.Shares, err = s.sharing(r.Context(), c, report.Row.ID)
		return err
	})
	switch {
	case errors.Is(err, errAnswered):
		return
	case err != nil:
		s.fault(w, r, err)
		return
	}
	v.raise()
	v.place()
	v.Current = address{document: v.Document.ID}.path()
	v.Speakers = speakersHere(v.Statements)
	v.Kinds, v.Done = verbale.Kinds, doneOf(r)
	v.Back = address{document: v.Document.ID, version: v.Document.Version, span: a.span}.path()
	if v.Card != nil && s.corrector != nil && v.Newest {
		v.Change = changeForms(&v.Card.Item, v.Back)
	}
	s.show(w, r, "report", http.StatusOK, view{
		Title: v.Document.Short, Active: "reports", Wide: true,
		JSON: address{document: v.Document.ID, version: v.Document.Version, span: a.span}.path() + ".json", Data: v,
	})
}

// errAnswered says that a request has had its answer.
var errAnswered = errors.New("answered already")

// choose finds the statement that the address names, with all that its card shows.
func (s *Server) choose(ctx context.Context, c *catalogue, v *reportView) error {
	v.LitWords = wordsAt(v.Text, *v.Lit)
	at := statementAt(v.Statements, *v.Lit)
	if at == none {
		return nil
	}
	item := v.Statements[at]
	v.Card = &card{Item: item, Record: "sha256:" + v.Hash + " bytes " + strconv.Itoa(v.Lit.Start) + "–" + strconv.Itoa(v.Lit.End)}
	for i := range v.Statements {
		other := &v.Statements[i].Statement
		if item.Statement.Parent != nil && other.ID == *item.Statement.Parent {
			v.Card.Parent = &v.Statements[i]
		}
		if other.Parent != nil && *other.Parent == item.Statement.ID {
			v.Card.Inner = append(v.Card.Inner, v.Statements[i])
		}
	}
	if at > 0 {
		v.Before = v.Statements[at-1].Address
	}
	if at+1 < len(v.Statements) {
		v.After = v.Statements[at+1].Address
	}
	if item.Statement.Speaker == nil {
		return nil
	}
	who, known := c.actorOf[item.Statement.Speaker.ID]
	if !known {
		return nil
	}
	var others []int32
	for _, i := range c.spoken[who] {
		if e := &c.entries[i]; verbale.Statuses[e.status] != verbale.Struck && ownWords(e.account) && len(others) < 5 {
			others = append(others, i)
		}
	}
	list, err := s.items(ctx, c, others, "", false)
	if err != nil {
		return err
	}
	for _, other := range list {
		if other.Statement.ID != item.Statement.ID || other.Statement.Document != item.Statement.Document {
			v.Card.Others = append(v.Card.Others, other)
		}
	}
	v.Card.Others = v.Card.Others[:min(4, len(v.Card.Others))]
	return nil
}

// wordsAt returns the words at a span of an address, which may lie anywhere.
func wordsAt(text string, span lang.Span) string {
	start, end := min(span.Start, len(text)), min(span.End, len(text))
	return strings.ToValidUTF8(text[start:end], "\ufffd")
}

// raise makes the title of the text the heading of the page, where it is the
// report's title, so that it is not read twice.
func (v *reportView) raise() {
	if len(v.Paragraphs) < 2 || v.Paragraphs[0].Part != verbale.Title || v.Document.Title == nil {
		return
	}
	var words strings.Builder
	for _, g := range v.Paragraphs[0].Segments {
		words.WriteString(g.Text)
	}
	if strings.Join(strings.Fields(words.String()), " ") == strings.Join(strings.Fields(shown(*v.Document.Title)), " ") {
		v.Heading, v.Paragraphs = v.Paragraphs[0].Segments, v.Paragraphs[1:]
	}
}

// place puts the card behind the paragraph that holds the lit words.
func (v *reportView) place() {
	if v.Card == nil {
		return
	}
	for _, g := range v.Heading {
		if g.Here {
			v.Paragraphs[0].Card = v.Card
			return
		}
	}
	for i := range v.Paragraphs {
		for _, g := range v.Paragraphs[i].Segments {
			if g.Here {
				v.Paragraphs[i].Card = v.Card
				return
			}
		}
	}
}

// reportsView is the list of reports.
type reportsView struct {
	Rows   []reportLine
	Total  int
	Outlet string
	After  string
	Facets []listFacet
	Foot   *foot
}

type reportLine struct {
	*verbale.DocumentRow
	Statements int
}

func (s *Server) serveReports(w http.ResponseWriter, r *http.Request) {
	values := r.URL.Query()
	v := reportsView{Outlet: values.Get("outlet")}
	err := s.ask(r.Context(), func(c *catalogue) error {
		after, period := values.Get("after"), values.Get("on")
		v.Facets = []listFacet{c.outletFacet(v.Outlet, period)}
		for i := range c.documents {
			d := &c.documents[i]
			name := "-"
			if d.outlet != none {
				name = c.outlets[d.outlet]
			}
			if v.Outlet != "" && v.Outlet != name || period != "" && !(d.dated && strings.HasPrefix(d.day.String(), period)) {
				continue
			}
			v.Total++
			if after != "" && d.row.ID <= after {
				continue
			}
			if len(v.Rows) == 2*pageSize {
				if v.After == "" {
					next := values
					next.Set("after", v.Rows[len(v.Rows)-1].ID)
					v.After = "/reports?" + next.Encode()
				}
				continue
			}
			v.Rows = append(v.Rows, reportLine{d.row, len(c.entriesOf(int32(i)))})
		}
		return nil
	})
	if err != nil {
		s.fault(w, r, err)
		return
	}
	if _, lists := s.store.(Lister); lists {
		f := footOf("reports", reportsAddress(v.Outlet, values.Get("on")), "verbale documents", reportsFlags(v.Outlet, values.Get("on")))
		v.Foot = &f
	}
	s.show(w, r, "reports", http.StatusOK, view{Title: "Reports", Active: "reports", JSON: "/reports.json?" + values.Encode(), Data: v})
}

// actorsView is the page of the cast.
type actorsView struct {
	ActorsData
	Foot *foot
}

func (s *Server) serveActors(w http.ResponseWriter, r *http.Request) {
	var data actorsView
	if err := s.ask(r.Context(), func(c *catalogue) error {
		data.Sides, data.Total = c.cast(2 * pageSize)
		return nil
	}); err != nil {
		s.fault(w, r, err)
		return
	}
	if _, lists := s.store.(Lister); lists {
		f := footOf("actors", func(path string) string { return path }, "verbale actors", nil)
		data.Foot = &f
	}
	s.show(w, r, "actors", http.StatusOK, view{Title: "Cast", Active: "actors", JSON: "/actors.json", Data: data})
}

func (s *Server) serveKeys(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, "keys", http.StatusOK, view{Title: "Keys"})
}
