package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
)

// documentFilter are the filters on reports that every list has.
type documentFilter struct {
	Document []string `placeholder:"NAME" sep:"none" help:"${asked_document}"`
	Outlet   []string `placeholder:"WORDS" sep:"none" help:"${asked_outlet}"`
}

func (f *documentFilter) query() query.Query {
	return query.Query{Document: f.Document, Outlet: f.Outlet}
}

// statementFilter are the filters on statements: one flag for each field of the
// table of package query, which says what it means.
type statementFilter struct {
	documentFilter
	Speaker       []string `placeholder:"NAME" sep:"none" help:"${asked_speaker}"`
	Side          []string `placeholder:"NAME" sep:"none" help:"${asked_side}"`
	To            []string `placeholder:"NAME" sep:"none" help:"${asked_to}"`
	About         string   `placeholder:"WORDS" help:"${asked_q}"`
	Kind          []string `help:"${asked_kind}"`
	Mode          []string `help:"${asked_mode}"`
	Account       []string `help:"${asked_account}"`
	Channel       []string `help:"${asked_channel}"`
	Since         string   `placeholder:"DATE" help:"${asked_since}"`
	Until         string   `placeholder:"DATE" help:"${asked_until}"`
	ReportedSince string   `placeholder:"DATE" help:"${asked_reported_since}"`
	ReportedUntil string   `placeholder:"DATE" help:"${asked_reported_until}"`
	Undated       bool     `help:"${asked_undated}"`
	WithUndated   bool     `help:"${asked_with_undated}"`
	Unattributed  bool     `help:"${asked_unattributed}"`
	Checked       bool     `help:"${asked_checked}"`
	Status        []string `help:"${asked_status}"`
	Struck        bool     `help:"${asked_struck}"`
}

// askedHelp gives the help of flags the meanings of the table of package query.
func askedHelp() kong.Vars {
	vars := kong.Vars{}
	for _, f := range query.Fields() {
		help := f.Meaning
		if f.Values != nil && len(f.Values) < 10 {
			help = strings.TrimSuffix(help, ".") + ": " + strings.Join(f.Values, ", ") + "."
		}
		vars["asked_"+f.Name] = help
	}
	return vars
}

// query turns the flags into a question.
func (f *statementFilter) query() (query.Query, error) {
	q := query.Query{
		Document: f.Document, Outlet: f.Outlet, Speaker: f.Speaker, Side: f.Side, To: f.To, About: f.About,
		Kind: f.Kind, Mode: f.Mode, Account: f.Account, Channel: f.Channel, Since: f.Since, Until: f.Until,
		ReportedSince: f.ReportedSince, ReportedUntil: f.ReportedUntil, Undated: f.Undated, WithUndated: f.WithUndated,
		Unattributed: f.Unattributed, Checked: f.Checked, Status: f.Status, Struck: f.Struck,
	}
	return q, q.Check()
}

// tellMissed says which names of a question nothing in the dossier has, and what
// may have been meant.
func (a *app) tellMissed(d *sqlite.Dossier, q query.Query) error {
	plan, err := d.Plan(a.ctx, q)
	if err != nil {
		return err
	}
	for _, miss := range plan.Missed {
		fmt.Fprintln(a.stderr, plain.Text("verbale: "+missLine(miss)))
	}
	return nil
}

// missLine says that nothing has a name, and which are near it.
func missLine(miss query.Miss) string {
	line := fmt.Sprintf("nothing in this dossier is called %q (--%s)", miss.Value, query.FlagOf(miss.Field))
	if len(miss.Nearest) > 0 {
		return line + "; did you mean " + strings.Join(miss.Nearest, " or ") + "?"
	}
	return line + "."
}

// oneOf refuses values that are not on a closed list.
func oneOf[T ~string](flag string, values, list []T) error {
	for _, value := range values {
		if !slices.Contains(list, value) {
			return fmt.Errorf("--%s %q is not one of %s: %w", flag, value, strings.Join(query.Strings(list), ", "), errUsage)
		}
	}
	return nil
}

// checkDays refuses what is not an ISO date, month or year of the calendar.
func checkDays(days ...string) error {
	for _, day := range days {
		if day == "" {
			continue
		}
		if _, err := query.ParseDay(day); err != nil {
			return err
		}
	}
	return nil
}

// leftOut says how many rows the limits on days drop for want of a day; "" is none.
func leftOut(a *app, d *sqlite.Dossier, q query.Query) (string, error) {
	left, err := query.CountLeftOut(q, func(q query.Query) (int, error) { return d.CountStatements(a.ctx, q) })
	if err != nil {
		return "", err
	}
	var said []string
	if left.Said > 0 {
		said = append(said, fmt.Sprintf(" Left out: %s without a day (--undated lists what has none, --with-undated takes what a day bounds).",
			plural(left.Said, "statement")))
	}
	if left.Reported > 0 {
		said = append(said, fmt.Sprintf(" Left out: %s of reports without a day.", plural(left.Reported, "statement")))
	}
	return strings.Join(said, ""), nil
}
