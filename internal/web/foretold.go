package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/query"
)

// ExpectationsData is what was said to come.
type ExpectationsData struct {
	Expectations []*verbale.Expectation `json:"expectations" doc:"In order of the day of their saying, doubtful ones too."`
}

type expectationsAsked struct {
	Outcome string `query:"outcome" enum:"came_true,otherwise,called_off,failed,open" doc:"Those with this outcome alone."`
}

// foretoldView is the page of what was said to come.
type foretoldView struct {
	Sections []foretoldSection
	Total    int
	Perhaps  []foretoldRow
	Choices  []choice
	Foot     foot
}

type foretoldSection struct {
	Name string
	ID   string
	Rows []foretoldRow
}

// foretoldRow is one thing that was said to come, with what later words show of it.
type foretoldRow struct {
	*verbale.Expectation
	Words verbale.Located
	Tag   int
	Bound string // where no day is known
	Later string // what is told of it later, in words
	Told  []toldLater
}

// toldLater are later words that show what came of an expectation.
type toldLater struct {
	verbale.Located
	Day string // of the report; "" where it has none
}

// foretoldSections are the headings of the page, by outcome; what is due stands first.
var foretoldSections = []struct {
	name    string
	outcome verbale.Outcome
}{
	{"Its day has passed", verbale.FailedIt}, {"Called off", verbale.CalledOff}, {"It came otherwise", verbale.Otherwise},
	{"As foretold", verbale.CameTrue}, {"Nothing heard so far", verbale.OpenYet},
}

func outcomeOf(values url.Values) (verbale.Outcome, error) {
	o := verbale.Outcome(values.Get("outcome"))
	if o != "" && !slices.Contains(verbale.Outcomes, o) {
		return "", fmt.Errorf("%w: outcome %q is none of %s", ErrQuery, o, strings.Join(query.Strings(verbale.Outcomes), ", "))
	}
	return o, nil
}

func outcomeAddress(o verbale.Outcome) func(string) string {
	return func(path string) string {
		if o == "" {
			return path
		}
		return path + "?outcome=" + url.QueryEscape(string(o))
	}
}

func outcomeFlags(o verbale.Outcome) []string {
	if o == "" {
		return nil
	}
	return []string{"--outcome=" + string(o)}
}

// expectationsOf are the expectations with an outcome, with any where it is "".
func (b *between) expectationsOf(o verbale.Outcome, doubtful bool) []*verbale.Expectation {
	list := []*verbale.Expectation{}
	for _, e := range b.expectations {
		if (o == "" || e.Outcome == o) && (doubtful || !e.Doubtful) {
			list = append(list, e)
		}
	}
	return list
}

func (s *Server) expectationsData(ctx context.Context, c *catalogue, outcome string) (*ExpectationsData, error) {
	b, err := s.between(ctx, c)
	if err != nil {
		return nil, err
	}
	return &ExpectationsData{Expectations: b.expectationsOf(verbale.Outcome(outcome), true)}, nil
}

func (s *Server) serveExpectations(w http.ResponseWriter, r *http.Request) {
	o, err := outcomeOf(r.URL.Query())
	if err != nil {
		s.fault(w, r, err)
		return
	}
	v := foretoldView{}
	if err := s.ask(r.Context(), func(c *catalogue) error {
		b, err := s.between(r.Context(), c)
		if err == nil {
			v.lay(c, b, o)
		}
		return err
	}); err != nil {
		s.fault(w, r, err)
		return
	}
	v.Foot = footOf("expectations", outcomeAddress(o), "verbale expectations", outcomeFlags(o))
	s.show(w, r, "expectations", http.StatusOK, view{Title: "Foretold", Active: "expectations", Wide: true, JSON: outcomeAddress(o)("/expectations.json"), Data: v})
}

func (v *foretoldView) lay(c *catalogue, b *between, o verbale.Outcome) {
	for i, named := range foretoldSections {
		all := b.expectationsOf(named.outcome, true)
		sure := b.expectationsOf(named.outcome, false)
		if len(sure) > 0 {
			v.Choices = append(v.Choices, choice{Label: named.name, Address: outcomeAddress(named.outcome)("/expectations"), Count: len(sure), Chosen: o == named.outcome})
		}
		if o != "" && o != named.outcome {
			continue
		}
		section := foretoldSection{Name: named.name, ID: fmt.Sprintf("came-%d", i)}
		if named.outcome == verbale.OpenYet {
			slices.SortStableFunc(all, func(x, y *verbale.Expectation) int { return cmp.Compare(dueFirst(x), dueFirst(y)) })
		}
		for _, e := range all {
			row := c.foretold(e)
			if e.Doubtful {
				v.Perhaps = append(v.Perhaps, row)
			} else {
				section.Rows = append(section.Rows, row)
			}
		}
		if len(section.Rows) > 0 {
			v.Sections = append(v.Sections, section)
			v.Total += len(section.Rows)
		}
	}
	if o != "" {
		v.Choices = append([]choice{{Label: "all", Address: "/expectations", Count: len(b.expectationsOf("", false))}}, v.Choices...)
	}
}

// dueFirst orders what is open: by the day on which it is due, then what has none.
func dueFirst(e *verbale.Expectation) string {
	if day := dueDay(e); day != "" {
		return day
	}
	return "~"
}

var toldLaterCell = columnOf(sheet.Expectations.Table, "told later")

func (c *catalogue) foretold(e *verbale.Expectation) foretoldRow {
	row := foretoldRow{Expectation: e, Words: fullest(e.What)}
	if len(e.By) > 0 {
		row.Tag = c.tagOf(e.By[0].ID)
	}
	if e.On == nil {
		if told := c.firstReport(e.Evidence); told != "" {
			row.Bound = "not after " + spellDate(told)
		}
	}
	if e.Outcome == verbale.OpenYet {
		row.Later = toldLaterCell(e)
		if due := dueDay(e); due != "" && e.AsOf != nil && due <= *e.AsOf {
			row.Later = "its day has passed, " + row.Later
		}
	}
	for _, shown := range e.Shown {
		row.Told = append(row.Told, toldLater{shown, c.firstReport([]verbale.Located{shown})})
	}
	return row
}

// fullest is the longest of some words.
func fullest(words []verbale.Located) verbale.Located {
	return slices.MaxFunc(words, func(a, b verbale.Located) int { return len(a.Text) - len(b.Text) })
}

// columnOf returns what spells a cell of a table by its title.
func columnOf[T any](columns []export.Column[T], title string) func(T) string {
	for _, c := range columns {
		if c.Title == title {
			return c.Of
		}
	}
	panic("web: no column " + title)
}

// handsWords say who can bring about what is expected.
var handsWords = map[verbale.Hands]string{
	verbale.OwnHands: "in its own hands", verbale.BothHands: "in the hands of both", verbale.OtherHands: "in another’s hands", verbale.NoHands: "in nobody’s hands",
}
