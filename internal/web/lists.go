package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/query"
)

// Lister gives the rows of lists that a question narrows down, as the command does.
type Lister interface {
	// PapersOf yields the papers of a kind that took a step, "" is any, doubtful ones
	// too, in the order of Papers.
	PapersOf(ctx context.Context, kind, step string, yield func(*verbale.PaperRow, []*verbale.Transfer) error) error
	// ActorRows yields the whole rows of the cast, of a side where one is named.
	ActorRows(ctx context.Context, side string, yield func(*verbale.ActorRow) error) error
	// ReportRows yields the reports of an outlet, "" is any, with a day from since
	// until until.
	ReportRows(ctx context.Context, outlet, since, until string, yield func(*verbale.DocumentRow) error) error
}

// papersAsked is what the list of papers is asked for.
type papersAsked struct {
	Kind, Step string
	tableAsked
}

func papersAskedOf(values url.Values) (q papersAsked, err error) {
	q.Kind, q.Step = values.Get("kind"), values.Get("step")
	if q.Kind != "" && !slices.Contains(verbale.PaperKinds, verbale.PaperKind(q.Kind)) {
		return q, fmt.Errorf("%w: kind %q is none of %s", ErrQuery, q.Kind, strings.Join(query.Strings(verbale.PaperKinds), ", "))
	}
	if q.Step != "" && !slices.Contains(verbale.Steps, verbale.Step(q.Step)) {
		return q, fmt.Errorf("%w: step %q is none of %s", ErrQuery, q.Step, strings.Join(query.Strings(verbale.Steps), ", "))
	}
	q.tableAsked, err = tableAskedOf(values, sheet.Papers)
	return q, err
}

func (q papersAsked) address(path string) string {
	values := url.Values{}
	for name, value := range map[string]string{"kind": q.Kind, "step": q.Step} {
		if value != "" {
			values.Set(name, value)
		}
	}
	q.put(values)
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

func (q papersAsked) flags() []string {
	var flags []string
	for name, value := range map[string]string{"--kind=": q.Kind, "--step=": q.Step} {
		if value != "" {
			flags = append(flags, name+value)
		}
	}
	slices.Sort(flags)
	return append(flags, q.tableAsked.flags()...)
}

// papersView is the page of papers.
type papersView struct {
	Sections []papersSection
	Perhaps  *table
	Doubtful int
	Total    int
	Facets   []listFacet
	Given    []givenFilter
	Columns  []columnChoice
	Hidden   []hiddenField
	Foot     foot
}

type papersSection struct {
	Name, ID string
	Count    int
	Table    table
}

// columnChoice is a column that can be shown.
type columnChoice struct {
	Title  string
	Chosen bool
}

// papersOf gives the papers of a question, each with its number in the list of those that
// are not doubtful.
func (s *Server) papersOf(ctx context.Context, q papersAsked) (sure, perhaps []sheet.Paper, err error) {
	type row struct {
		paper *verbale.PaperRow
		steps []*verbale.Transfer
	}
	var rows []row
	numbers := map[string]int{}
	take := func(p *verbale.PaperRow, steps []*verbale.Transfer) error {
		rows = append(rows, row{p, steps})
		if !p.Doubtful {
			numbers[p.ID] = len(numbers) + 1
		}
		return nil
	}
	if lister, ok := s.store.(Lister); ok && q.Kind+q.Step != "" {
		err = lister.PapersOf(ctx, q.Kind, q.Step, take)
	} else {
		err = s.store.Papers(ctx, "", take)
	}
	if err != nil {
		return nil, nil, err
	}
	for _, r := range rows {
		answered := 0
		if r.paper.Answers != nil {
			answered = numbers[*r.paper.Answers]
		}
		shown := sheet.NewPaper(r.paper, numbers[r.paper.ID], answered, r.steps)
		if r.paper.Doubtful {
			perhaps = append(perhaps, shown)
		} else {
			sure = append(sure, shown)
		}
	}
	return sure, perhaps, nil
}

func (s *Server) servePapers(w http.ResponseWriter, r *http.Request) {
	q, err := papersAskedOf(r.URL.Query())
	if err != nil {
		s.fault(w, r, err)
		return
	}
	v := papersView{}
	if err := s.ask(r.Context(), func(*catalogue) error {
		v = papersView{}
		return s.layPapers(r.Context(), &v, q)
	}); err != nil {
		s.fault(w, r, err)
		return
	}
	v.Foot = footOf("papers", q.address, "verbale papers", q.flags())
	s.show(w, r, "papers", http.StatusOK, view{Title: "Papers", Active: "papers", Wide: true, JSON: "/papers.json", Data: v})
}

func (s *Server) layPapers(ctx context.Context, v *papersView, q papersAsked) error {
	sure, perhaps, err := s.papersOf(ctx, q)
	if err != nil {
		return err
	}
	v.Total, v.Doubtful = len(sure), len(perhaps)
	lay := func(label string, rows []sheet.Paper) table {
		return newTable(label, rows, sheet.Papers, q.tableAsked, "as called", func(p sheet.Paper) string { return "/paper/" + p.ID },
			func(sorted tableAsked) string {
				other := q
				other.tableAsked = sorted
				return other.address("/papers")
			})
	}
	var moved, argued []sheet.Paper
	for _, p := range sure {
		if sheet.Papers.Heading(p) == sheet.Moved {
			moved = append(moved, p)
		} else {
			argued = append(argued, p)
		}
	}
	for _, section := range []papersSection{{Name: "Papers that moved", ID: "h-moved", Count: len(moved)}, {Name: "Papers argued over", ID: "h-argued", Count: len(argued)}} {
		if section.Count == 0 {
			continue
		}
		rows := moved
		if section.ID == "h-argued" {
			rows = argued
		}
		section.Table = lay(section.Name, rows)
		v.Sections = append(v.Sections, section)
	}
	if len(perhaps) > 0 {
		folded := lay("Perhaps", perhaps)
		v.Perhaps = &folded
	}
	all := sure
	if q.Kind+q.Step != "" {
		if all, _, err = s.papersOf(ctx, papersAsked{}); err != nil {
			return err
		}
	}
	v.narrow(all, q)
	return nil
}

// narrow lists by what the papers can be narrowed down: every kind and step, with how many
// of all papers have it.
func (v *papersView) narrow(all []sheet.Paper, q papersAsked) {
	kinds, steps := map[string]int{}, map[string]int{}
	for _, p := range all {
		kinds[string(p.Kind)]++
		for step := range p.StepsTaken() {
			steps[string(step)]++
		}
	}
	facet := func(field string, counts map[string]int, chosen string, with func(string) papersAsked) listFacet {
		f := listFacet{Field: field}
		for value, n := range counts {
			other := with(value)
			if value == chosen {
				other = with("")
			}
			f.Values = append(f.Values, choice{Label: strings.ReplaceAll(value, "_", " "), Address: other.address("/papers"), Count: n, Chosen: value == chosen})
		}
		slices.SortFunc(f.Values, func(a, b choice) int {
			if a.Count != b.Count {
				return b.Count - a.Count
			}
			return strings.Compare(a.Label, b.Label)
		})
		return f
	}
	v.Facets = []listFacet{
		facet("kind", kinds, q.Kind, func(value string) papersAsked { q := q; q.Kind = value; return q }),
		facet("step", steps, q.Step, func(value string) papersAsked { q := q; q.Step = value; return q }),
	}
	for field, value := range map[string]string{"kind": q.Kind, "step": q.Step} {
		if value == "" {
			continue
		}
		without := q
		if field == "kind" {
			without.Kind = ""
		} else {
			without.Step = ""
		}
		v.Given = append(v.Given, givenFilter{Field: field, Label: strings.ReplaceAll(value, "_", " "), Without: without.address("/papers")})
		v.Hidden = append(v.Hidden, hiddenField{field, value})
	}
	chosen := columnsOf(sheet.Papers, q.tableAsked)
	for _, title := range titles(sheet.Papers) {
		is := false
		for _, c := range chosen {
			is = is || c.Title == title
		}
		v.Columns = append(v.Columns, columnChoice{title, is})
	}
}

// reportsFlags spells what the list of reports is asked for, for the command.
func reportsFlags(outlet, on string) []string {
	var flags []string
	if outlet != "" {
		flags = append(flags, "--outlet="+outlet)
	}
	if on != "" {
		flags = append(flags, "--since="+on, "--until="+on)
	}
	return flags
}

func reportsAddress(outlet, on string) func(string) string {
	return func(path string) string {
		values := url.Values{}
		if outlet != "" {
			values.Set("outlet", outlet)
		}
		if on != "" {
			values.Set("on", on)
		}
		if len(values) == 0 {
			return path
		}
		return path + "?" + values.Encode()
	}
}

// outletFacet counts the reports of every outlet.
func (c *catalogue) outletFacet(chosen, on string) listFacet {
	counts := map[string]int{}
	for i := range c.documents {
		d := &c.documents[i]
		if on != "" && !(d.dated && strings.HasPrefix(d.day.String(), on)) {
			continue
		}
		name := query.None
		if d.outlet != none {
			name = c.outlets[d.outlet]
		}
		counts[name]++
	}
	f := listFacet{Field: "outlet"}
	for name, n := range counts {
		value, label := name, name
		if name == query.None {
			label = "not known"
		}
		if name == chosen {
			value = ""
		}
		f.Values = append(f.Values, choice{Label: label, Address: reportsAddress(value, on)("/reports"), Count: n, Chosen: name == chosen})
	}
	slices.SortFunc(f.Values, func(a, b choice) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(a.Label, b.Label)
	})
	if len(f.Values) < 2 {
		f.Values = nil
	}
	return f
}

// routeLists gives the lists of papers, actors and reports an address for each format.
func (s *Server) routeLists(mux *http.ServeMux) {
	lister, ok := s.store.(Lister)
	if !ok {
		return
	}
	routeListing(s, mux, listing[sheet.Paper]{name: "papers", sheet: sheet.Papers,
		columns: func(r *http.Request) []string { return r.URL.Query()["column"] },
		rows: func(r *http.Request) ([]sheet.Paper, []string, error) {
			q, err := papersAskedOf(r.URL.Query())
			if err != nil {
				return nil, nil, err
			}
			rows, _, err := s.papersOf(r.Context(), q)
			return rows, q.flags(), err
		}})
	routeListing(s, mux, listing[*verbale.ActorRow]{name: "actors", sheet: sheet.Actors, rows: func(r *http.Request) (rows []*verbale.ActorRow, flags []string, err error) {
		side := r.URL.Query().Get("side")
		if side != "" {
			flags = []string{"--side=" + side}
		}
		err = lister.ActorRows(r.Context(), side, func(a *verbale.ActorRow) error { rows = append(rows, a); return nil })
		return rows, flags, err
	}})
	routeListing(s, mux, listing[*verbale.DocumentRow]{name: "reports", command: "documents", sheet: sheet.Documents, rows: func(r *http.Request) (rows []*verbale.DocumentRow, flags []string, err error) {
		outlet, on := r.URL.Query().Get("outlet"), r.URL.Query().Get("on")
		if _, err := query.ParseDay(on); on != "" && err != nil {
			return nil, nil, err
		}
		err = lister.ReportRows(r.Context(), outlet, on, on, func(d *verbale.DocumentRow) error { rows = append(rows, d); return nil })
		return rows, reportsFlags(outlet, on), err
	}})
}
