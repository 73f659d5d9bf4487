// Package query answers: what is asked of a dossier, and which of its rows does
// that mean?
//
// A [Query] is one question. [Fields] is the table of how it is spelt: one row a
// field, with its name in addresses (?reported_since=2022-01), its flag on the
// command line (--reported-since), what it means and which values it may have.
// [FromValues] and [Query.Values] read and write the spelling. A [Directory]
// knows the names of a dossier, and [Directory.Plan] looks up those of a query:
// a [Plan] holds ids, outlets and documents, and says what was found nowhere and
// what may have been meant.
//
//	q, err := query.FromValues(url.Values{"side": {"U.S."}, "since": {"2022-01"}})
//	plan := directory.Plan(q)
//	plan.Sides // ["w-usa"]
//
// Law: a store that evaluates a plan in SQL and a catalogue that does so in memory
// give the same rows in the same order. What is not a comparison of equal values
// (names, days, orders) is therefore decided here, and a property test holds the
// two together.
//
// Names are matched by whole words, folded: case, accents, apostrophes, stops and
// dashes do not count ("POURTALÈS" is "pourtales"), and neither does how a person's
// name is brought into Latin letters ("Sergey", "Sergei"). What names a state or an
// organisation of the world in any of its spellings (US, U.S., USA, United States)
// means that one and nothing whose name merely holds the letters.
//
// Cost: [NewDirectory] and Add are linear in the names; a look-up touches the names
// that share the rarest of its words.
package query

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// ErrQuery is the kind of the errors about a question that cannot be answered
// as it was put.
var ErrQuery = errors.New("a query that cannot be answered")

// None is the value that asks for what has none: no speaker, no side, no outlet.
const None = "-"

// AllAccounts is the value of account that asks for every one.
const AllAccounts = "all"

// The orders of statements.
const (
	ByDate   = "date"   // of the day on which it was said, undated last
	Latest   = "-date"  // the same backwards, undated last
	ByReport = "report" // of document and place
	ByDoubt  = "doubt"  // the least sure first, those of much-heard speakers first among them
)

// The limits of a query: values of one field, and bytes of one value.
const (
	maxValues = 20
	maxLength = 1000
)

// Query is what rows are asked for. An empty field asks for nothing; what is
// given must all hold, and a list holds where any of its values does. The zero
// Query is all rows that no person has struck.
type Query struct {
	About    string   // words within the content; see Terms
	Speaker  []string // names or ids; None is unattributed
	To       []string // names or ids of addressees
	Side     []string // names or ids of those for whom a speaker speaks; None is no known side
	Kind     []string
	Mode     []string
	Account  []string // without it all, but with Speaker own and same_side; AllAccounts is all
	Channel  []string
	Outlet   []string // words of outlets' names; None is unknown
	Document []string // names of documents, or their last elements
	Status   []string // without it all but struck

	Since, Until                 string // ISO date, month or year on which it was said, or later; or earlier
	ReportedSince, ReportedUntil string // the same of the report's own day

	Undated      bool // no day on which it was said
	WithUndated  bool // with Since or Until also what is undated and bounded within them by not_after
	Unattributed bool // no speaker
	Checked      bool // a person has checked, corrected or added it
	Struck       bool // also rows that a person has struck

	Sort string // one of the orders; "" leaves it to who asks

	// What follows has no spelling of its own: commands and stages ask so.
	IDs        []string           // ids of statements, or beginnings of them
	Type       []verbale.TimeType // types of time expressions
	Name       []string           // names of actors, in a list of actors
	Unreported bool               // the report has no day of its own
}

// Accounts returns the accounts that the query lets through, or nil for all. Who
// asks for a speaker by name asks for that speaker's own words.
func (q *Query) Accounts() []string {
	switch {
	case slices.Contains(q.Account, AllAccounts):
		return nil
	case len(q.Account) > 0:
		return q.Account
	case q.OwnWords():
		return []string{string(verbale.Own), string(verbale.SameSide)}
	}
	return nil
}

// OwnWords reports whether Accounts are what asking for a speaker implies. They
// say nothing of statements without a speaker, where those are asked for too.
func (q *Query) OwnWords() bool {
	return len(q.Account) == 0 && slices.ContainsFunc(q.Speaker, func(name string) bool { return name != None })
}

// Only returns the query with that one value for a list field. Who narrows by a
// speaker in this way gets all accounts that the query had before.
func (q Query) Only(field, value string) Query {
	f := FieldOf(field)
	if f == nil || f.list == nil {
		return q
	}
	accounts := q.Accounts()
	*f.list(&q) = []string{value}
	if field == "speaker" && accounts == nil && q.OwnWords() {
		q.Account = []string{AllAccounts}
	}
	return q
}

// Statuses returns the statuses that the query lets through.
func (q *Query) Statuses() []string {
	asked := q.Status
	if len(asked) == 0 {
		for _, status := range verbale.Statuses {
			if status != verbale.Struck || q.Struck {
				asked = append(asked, string(status))
			}
		}
	}
	if !q.Checked {
		return asked
	}
	return slices.DeleteFunc(slices.Clone(asked), func(status string) bool {
		return status != string(verbale.Checked) && status != string(verbale.Corrected) && status != string(verbale.Added)
	})
}

// Check refuses, by the error's kind ErrQuery, what can have no answer: values
// that are on no list, days that do not exist, and what is longer than any name.
func (q *Query) Check() error {
	for _, f := range fields {
		if err := f.check(q); err != nil {
			return err
		}
	}
	return nil
}

func (f *Field) check(q *Query) error {
	switch {
	case f.list != nil:
		values := *f.list(q)
		if len(values) > maxValues {
			return fmt.Errorf("more than %d values for %s: %w", maxValues, f.Name, ErrQuery)
		}
		for _, value := range values {
			if len(value) > maxLength {
				return fmt.Errorf("a value of %s is longer than %d bytes: %w", f.Name, maxLength, ErrQuery)
			}
			if f.Values != nil && !slices.Contains(f.Values, value) {
				return fmt.Errorf("%s %q is not one of %s: %w", f.Name, value, strings.Join(f.Values, ", "), ErrQuery)
			}
		}
	case f.text != nil:
		value := *f.text(q)
		if len(value) > maxLength {
			return fmt.Errorf("%s is longer than %d bytes: %w", f.Name, maxLength, ErrQuery)
		}
		if f.Values != nil && value != "" && !slices.Contains(f.Values, value) {
			return fmt.Errorf("%s %q is not one of %s: %w", f.Name, value, strings.Join(f.Values, ", "), ErrQuery)
		}
		if f.Form == Day && value != "" {
			if _, err := ParseDay(value); err != nil {
				return err
			}
		}
	}
	return nil
}

// ParseDay reads a day as people give it: an ISO date, month or year of the
// calendar. The error says how to write one, and is of the kind ErrQuery.
func ParseDay(text string) (calendar.Span, error) {
	span, ok := calendar.ParseDate(text)
	if !ok {
		return span, fmt.Errorf("%q is not a date: write 1914-07-28, 1914-07 or 1914: %w", text, ErrQuery)
	}
	return span, nil
}

// FromValues reads a query from the values of an address. What it does not know
// it passes over; what is wrong it names in an error of the kind ErrQuery.
func FromValues(values url.Values) (Query, error) {
	var q Query
	for i := range fields {
		f := &fields[i]
		for _, name := range []string{f.Name, f.Flag(), f.also} {
			if name == "" {
				continue
			}
			for _, value := range values[name] {
				f.set(&q, value)
			}
		}
	}
	return q, q.Check()
}

func (f *Field) set(q *Query, value string) {
	switch {
	case f.list != nil:
		if list := f.list(q); value != "" && !slices.Contains(*list, value) {
			*list = append(*list, value)
		}
	case f.text != nil:
		if text := f.text(q); *text == "" {
			*text = strings.TrimSpace(value)
		}
	case f.yes != nil:
		*f.yes(q) = *f.yes(q) || value != "" && value != "false" && value != "0"
	}
}

// Values spells the query as the values of an address, without what is not
// asked.
func (q *Query) Values() url.Values {
	values := url.Values{}
	for i := range fields {
		f := &fields[i]
		switch {
		case f.list != nil:
			if list := *f.list(q); len(list) > 0 {
				values[f.Name] = slices.Clone(list)
			}
		case f.text != nil:
			if text := *f.text(q); text != "" && text != f.Default {
				values.Set(f.Name, text)
			}
		case f.yes != nil:
			if *f.yes(q) {
				values.Set(f.Name, "true")
			}
		}
	}
	return values
}

// Flags spells the query as flags of the command line, unquoted.
func (q *Query) Flags() []string {
	var flags []string
	values := q.Values()
	for i := range fields {
		f := &fields[i]
		for _, value := range values[f.Name] {
			if f.Form == Yes {
				flags = append(flags, "--"+f.Flag())
				continue
			}
			flags = append(flags, "--"+f.Flag()+"="+value)
		}
	}
	return flags
}

// Ask adds a value to what a field asks; a name that no field has is passed over.
func (q *Query) Ask(field, value string) {
	if f := FieldOf(field); f != nil {
		f.set(q, value)
	}
}

// Of returns the values of a field by name, as the query has them; nil where
// there is no such field or nothing is asked.
func (q *Query) Of(field string) []string {
	if f := FieldOf(field); f != nil && f.list != nil {
		return *f.list(q)
	}
	return nil
}

// With returns the query with a value of a list field added, or without it where
// it is there.
func (q Query) With(field, value string) Query {
	f := FieldOf(field)
	if f == nil || f.list == nil {
		return q
	}
	list := slices.Clone(*f.list(&q))
	if at := slices.Index(list, value); at >= 0 {
		list = slices.Delete(list, at, at+1)
	} else {
		list = append(list, value)
	}
	*f.list(&q) = list
	return q
}

// LeftOut is how many rows the limits on days drop because no day is known: of
// the saying, and of the report.
type LeftOut struct{ Said, Reported int }

// CountLeftOut asks count for what the limits of a query drop. Where there are no
// limits it asks nothing.
func CountLeftOut(q Query, count func(Query) (int, error)) (LeftOut, error) {
	var left LeftOut
	var err error
	if (q.Since != "" || q.Until != "") && !q.Undated {
		other := q
		other.Since, other.Until, other.WithUndated, other.Undated = "", "", false, true
		if left.Said, err = count(other); err != nil {
			return left, err
		}
		if q.WithUndated {
			other = q
			other.Undated = true
			taken, err := count(other)
			if err != nil {
				return left, err
			}
			left.Said -= taken
		}
	}
	if q.ReportedSince != "" || q.ReportedUntil != "" {
		other := q
		other.ReportedSince, other.ReportedUntil, other.Unreported = "", "", true
		left.Reported, err = count(other)
	}
	return left, err
}

// CommandLine spells flags or words as they are given to a shell.
func CommandLine(flags []string) string {
	quoted := make([]string, len(flags))
	for i, flag := range flags {
		quoted[i] = flag
		if strings.ContainsFunc(flag, func(r rune) bool {
			return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_=./:,", r))
		}) {
			quoted[i] = "'" + strings.ReplaceAll(flag, "'", `'\''`) + "'"
		}
	}
	return strings.Join(quoted, " ")
}
