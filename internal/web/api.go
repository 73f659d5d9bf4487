package web

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
)

// apiVersion is the version of the description of the API. Added fields raise
// its second number. Nothing is renamed or taken away, so its first stays.
const apiVersion = "2.10.0"

const apiPromise = `Every page has its data under the same address with ".json" behind it.

Stability: fields, parameters and operations are added, never renamed, never taken away, and never
change what they mean; who reads this must pass over fields that he does not know. Closed lists of
values (kinds, modes, accounts, channels) may grow.

Lists are paged by cursor: give the "next" of one page as "after" of the following. A cursor names
a statement and stays good while others come before it; when the statement itself has been read
anew, the error says so and the list is begun again.

Every answer has an ETag; send it back as If-None-Match and an unchanged answer is 304 without a body.

Errors have one shape everywhere, problem details after RFC 9457, as application/problem+json.

Offsets are bytes of the stored text in UTF-8, half-open. Unknown is null, none is [].`

// answer is the body of an operation.
type answer[T any] struct{ Body T }

type reportAsked struct {
	Document string `query:"document" required:"true" maxLength:"1024" doc:"The document's name in the dossier."`
	Version  string `query:"version" maxLength:"64" pattern:"^[0-9a-f]*$" doc:"The beginning of a version's hash; the newest version where it is not given."`
}

type actorAsked struct {
	ID string `query:"id" required:"true" maxLength:"128" doc:"The actor's id."`
}

type statementsAsked struct {
	asked
	After  string `query:"after" maxLength:"32" doc:"The cursor \"next\" of the page before."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"Statements of a page."`
	Facets bool   `query:"facets" default:"true" doc:"Whether to count the facets."`
}

// asked is a question for statements. Its parameters are those of the table of
// package query.
type asked struct{ values url.Values }

// Resolve keeps the values of the address, which the operation reads.
func (a *asked) Resolve(ctx huma.Context) []error {
	address := ctx.URL()
	a.values = address.Query()
	return nil
}

type timelineAsked struct {
	asked
	From string `query:"from" maxLength:"10" doc:"The first day, month or year shown."`
	To   string `query:"to" maxLength:"10" doc:"The last day, month or year shown."`
	By   string `query:"by" enum:"side,speaker" doc:"What makes a lane."`
}

// parameters describes what can be asked of statements. On a timeline the
// addressee is called so, since "to" is a day there.
func parameters(timeline bool) []*huma.Param {
	var all []*huma.Param
	for _, f := range query.Fields() {
		explode := true
		p := &huma.Param{Name: f.Name, In: "query", Description: f.Meaning, Schema: &huma.Schema{Type: "string"}}
		if timeline && f.Name == "to" {
			p.Name = addressee
		}
		for _, value := range f.Values {
			p.Schema.Enum = append(p.Schema.Enum, value)
		}
		switch f.Form {
		case query.Names, query.Code:
			p.Explode = &explode
			p.Schema = &huma.Schema{Type: "array", Items: p.Schema}
		case query.Yes:
			p.Schema.Type = "boolean"
		case query.Order:
			p.Schema.Default = f.Default
		}
		if f.Form == query.Names {
			p.Description += " Words are matched whole, without case and accents."
		}
		all = append(all, p)
	}
	return all
}

type compareAsked struct {
	Statements []string `query:"s,explode" maxItems:"6" doc:"Ids of statements."`
	Documents  []string `query:"d,explode" maxItems:"6" doc:"Names of reports, each with or without \"@\" and the beginning of a version's hash."`
}

type reportsAsked struct {
	Outlet string `query:"outlet" doc:"The outlet, whole; \"-\" is unknown."`
	On     string `query:"on" maxLength:"10" doc:"The report's own day, or the month or year of it."`
	After  string `query:"after" doc:"The name of the last document of the page before."`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

// ReportsData is a page of the list of reports.
type ReportsData struct {
	Total     int                   `json:"total"`
	Documents []verbale.DocumentRow `json:"documents"`
	Next      *string               `json:"next" doc:"Give it as \"after\"; null at the end."`
}

// describeAPI registers the operations, from whose types the description is made.
func (s *Server) describeAPI(mux *http.ServeMux) {
	config := huma.DefaultConfig("Verbale", apiVersion)
	config.Info.Description = apiPromise
	config.DocsPath, config.SchemasPath = "", ""
	config.CreateHooks = nil
	api := humago.New(mux, config)
	operation := func(id, path, summary string) huma.Operation {
		return huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Summary: summary,
			Errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusInternalServerError}}
	}
	huma.Register(api, operation("dossier", "/dossier.json", "The whole dossier at a glance"),
		func(ctx context.Context, _ *struct{}) (*answer[DossierData], error) {
			return answered(s, ctx, func(c *catalogue) (*DossierData, error) { return s.dossierData(ctx, c) })
		})
	statements := operation("statements", "/statements.json", "Who said what, filtered, counted, a page at a time")
	statements.Parameters = parameters(false)
	huma.Register(api, statements, func(ctx context.Context, in *statementsAsked) (*answer[StatementsData], error) {
		return answered(s, ctx, func(c *catalogue) (*StatementsData, error) {
			q, err := queryOf(in.values)
			if err != nil {
				return nil, err
			}
			return s.statementsData(ctx, c, q, in.After, in.Limit, in.Facets, "")
		})
	})
	huma.Register(api, operation("find", "/find.json", "Everything that has to do with what somebody types, in groups"),
		func(ctx context.Context, in *findAsked) (*answer[FindData], error) {
			return answered(s, ctx, func(c *catalogue) (*FindData, error) { return s.findData(ctx, c, in) })
		})
	huma.Register(api, operation("reports", "/reports.json", "The reports, a page at a time"),
		func(ctx context.Context, in *reportsAsked) (*answer[ReportsData], error) {
			return answered(s, ctx, func(c *catalogue) (*ReportsData, error) { return c.reports(in), nil })
		})
	report := operation("report", "/report.json", "One version of a report with all that was read from it")
	report.Description = "The same as the page's own address with .json: /d/<document>@<version>.json."
	huma.Register(api, report, func(ctx context.Context, in *reportAsked) (*answer[ReportData], error) {
		return answered(s, ctx, func(c *catalogue) (*ReportData, error) {
			r, err := s.store.Report(ctx, in.Document, in.Version)
			if err != nil {
				return nil, err
			}
			return s.reportData(c, r), nil
		})
	})
	huma.Register(api, operation("actors", "/actors.json", "The cast, by side"),
		func(ctx context.Context, _ *struct{}) (*answer[ActorsData], error) {
			return answered(s, ctx, func(c *catalogue) (*ActorsData, error) {
				data := &ActorsData{}
				data.Sides, data.Total = c.cast(2 * pageSize)
				return data, nil
			})
		})
	s.describeExchange(api, operation)
	s.describeEvents(api, operation)
	actor := operation("actor", "/actor.json", "The profile of an actor")
	actor.Description = "The same as the page's own address with .json: /a/<id>.json."
	huma.Register(api, actor, func(ctx context.Context, in *actorAsked) (*answer[ActorData], error) {
		return answered(s, ctx, func(c *catalogue) (*ActorData, error) { return s.actorData(ctx, c, in.ID) })
	})
	timeline := operation("timeline", "/timeline.json", "A stretch of time with what was said in it")
	timeline.Parameters = parameters(true)
	huma.Register(api, timeline, func(ctx context.Context, in *timelineAsked) (*answer[TimelineData], error) {
		return answered(s, ctx, func(c *catalogue) (*TimelineData, error) {
			q, err := timelineQueryOf(in.values)
			if err != nil {
				return nil, err
			}
			return s.timelineData(ctx, c, q)
		})
	})
	huma.Register(api, operation("papers", "/papers.json", "The list of papers, each once for all reports"),
		func(ctx context.Context, _ *struct{}) (*answer[PapersData], error) {
			return answered(s, ctx, func(*catalogue) (*PapersData, error) { return s.allPapers(ctx) })
		})
	paper := operation("paper", "/paper.json", "A paper with its steps")
	paper.Description = "The same as the page's own address with .json: /paper/<id>.json."
	huma.Register(api, paper, func(ctx context.Context, in *paperAsked) (*answer[PaperData], error) {
		return answered(s, ctx, func(*catalogue) (*PaperData, error) { return s.paperData(ctx, in.ID) })
	})
	huma.Register(api, operation("compare", "/compare.json", "Texts side by side, with the words that differ"),
		func(ctx context.Context, in *compareAsked) (*answer[CompareData], error) {
			return answered(s, ctx, func(c *catalogue) (*CompareData, error) {
				return s.compareData(ctx, c, in.Statements, in.Documents)
			})
		})
	s.api = api.OpenAPI()
	mux.HandleFunc("GET /api", s.serveAPI)
}

// answered asks, and gives errors their one shape.
func answered[T any](s *Server, ctx context.Context, give func(*catalogue) (*T, error)) (*answer[T], error) {
	var data *T
	err := s.ask(ctx, func(c *catalogue) (err error) {
		data, err = give(c)
		return err
	})
	if err != nil {
		status, message := statusOf(err)
		if status == http.StatusInternalServerError {
			s.logger.Error("a request failed", "error", err)
		}
		return nil, huma.NewError(status, message)
	}
	return &answer[T]{Body: *data}, nil
}

// reports lists a page of reports.
func (c *catalogue) reports(in *reportsAsked) *ReportsData {
	data := &ReportsData{Documents: []verbale.DocumentRow{}}
	for i := range c.documents {
		d := &c.documents[i]
		name := "-"
		if d.outlet != none {
			name = c.outlets[d.outlet]
		}
		if in.Outlet != "" && in.Outlet != name || in.On != "" && !(d.dated && strings.HasPrefix(d.day.String(), in.On)) {
			continue
		}
		data.Total++
		switch {
		case in.After != "" && d.row.ID <= in.After:
		case len(data.Documents) < in.Limit:
			row := *d.row
			row.Extra = map[string]any{}
			data.Documents = append(data.Documents, row)
		case data.Next == nil:
			data.Next = &data.Documents[len(data.Documents)-1].ID
		}
	}
	return data
}

// failJSON answers with an error in the one shape of the API.
func (s *Server) failJSON(w http.ResponseWriter, status int, message string) {
	body, err := json.Marshal(huma.NewError(status, message))
	if err != nil {
		http.Error(w, message, status)
		return
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n'))
}

// serveData answers a request for data: its body is held back until its ETag
// is known.
func (s *Server) serveData(w http.ResponseWriter, r *http.Request, next http.Handler) {
	held := &heldAnswer{header: w.Header(), status: http.StatusOK}
	next.ServeHTTP(held, r)
	if held.status == http.StatusOK {
		w.Header().Set("Cache-Control", keptByAsker)
	} else {
		w.Header().Set("Cache-Control", "no-store")
	}
	s.write(w, r, held.status, held.body.Bytes())
}

// heldAnswer is an answer that has not been sent.
type heldAnswer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (h *heldAnswer) Header() http.Header            { return h.header }
func (h *heldAnswer) Write(data []byte) (int, error) { return h.body.Write(data) }
func (h *heldAnswer) WriteHeader(status int)         { h.status = status }

// dataAddress turns the address of a page with .json behind it into that of
// the operation which answers it: /a/<id>.json is /actor.json?id=<id>.
func dataAddress(r *http.Request) *http.Request {
	for page, data := range map[string]string{"/a/": "/actor.json", "/paper/": "/paper.json", "/exchange/": "/request.json"} {
		if id, ok := strings.CutPrefix(r.URL.Path, page); ok && strings.HasSuffix(id, ".json") {
			return to(r, data, url.Values{"id": {strings.TrimSuffix(id, ".json")}})
		}
	}
	return r
}

// to returns the request as if it had been for another address.
func to(r *http.Request, path string, values url.Values) *http.Request {
	other := r.Clone(r.Context())
	other.URL = &url.URL{Path: path, RawQuery: values.Encode()}
	return other
}

// reportJSON answers a request for the data of a report.
func (s *Server) reportJSON(w http.ResponseWriter, r *http.Request, c *catalogue, behind string) error {
	a, err := parseAddress(behind)
	if err != nil {
		return err
	}
	report, err := s.store.Report(r.Context(), a.document, a.version)
	if err != nil {
		return err
	}
	data := s.reportData(c, report)
	if a.span != nil {
		// Of a span: the statements whose content it touches.
		data.Statements = slices.DeleteFunc(data.Statements, func(i Item) bool {
			return !slices.ContainsFunc(i.Statement.Content, func(e verbale.Excerpt) bool { return e.Overlaps(*a.span) })
		})
	}
	body, err := json.Marshal(data)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", keptByAsker)
	s.write(w, r, http.StatusOK, append(body, '\n'))
	return errAnswered
}

// operationView is one operation on the page of the API.
type operationView struct {
	Path, Summary, Description string
	Parameters                 []fieldView
	Answer                     string
}

type fieldView struct{ Name, Type, Doc string }

type schemaView struct {
	Name   string
	Fields []fieldView
}

// serveAPI shows the description of the API for reading.
func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	var operations []operationView
	for path, item := range s.api.Paths {
		o := item.Get
		if o == nil {
			continue
		}
		v := operationView{Path: path, Summary: o.Summary, Description: o.Description}
		for _, p := range o.Parameters {
			v.Parameters = append(v.Parameters, fieldView{p.Name, typeOf(p.Schema), p.Description})
		}
		if ok := o.Responses["200"]; ok != nil {
			for _, media := range ok.Content {
				v.Answer = typeOf(media.Schema)
			}
		}
		operations = append(operations, v)
	}
	slices.SortFunc(operations, func(a, b operationView) int { return strings.Compare(a.Path, b.Path) })
	var schemas []schemaView
	for name, schema := range s.api.Components.Schemas.Map() {
		v := schemaView{Name: name}
		for field, property := range schema.Properties {
			v.Fields = append(v.Fields, fieldView{field, typeOf(property), property.Description})
		}
		slices.SortFunc(v.Fields, func(a, b fieldView) int { return strings.Compare(a.Name, b.Name) })
		schemas = append(schemas, v)
	}
	slices.SortFunc(schemas, func(a, b schemaView) int { return strings.Compare(a.Name, b.Name) })
	s.show(w, r, "api", http.StatusOK, view{Title: "API", Data: struct {
		Version    string
		Promise    []string
		Operations []operationView
		Schemas    []schemaView
	}{apiVersion, strings.Split(apiPromise, "\n\n"), operations, schemas}})
}

// typeOf spells the type of a schema.
func typeOf(schema *huma.Schema) string {
	if schema == nil {
		return ""
	}
	kind := schema.Type
	switch {
	case schema.Ref != "":
		kind = schema.Ref[strings.LastIndexByte(schema.Ref, '/')+1:]
	case schema.Items != nil:
		kind = "list of " + typeOf(schema.Items)
	}
	if schema.Nullable {
		kind += " or null"
	}
	if len(schema.Enum) > 0 {
		var values []string
		for _, value := range schema.Enum {
			if text, ok := value.(string); ok {
				values = append(values, strconv.Quote(text))
			}
		}
		kind += ": " + strings.Join(values, ", ")
	}
	return kind
}
