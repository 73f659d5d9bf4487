package query

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
)

// Form is what the values of a field are.
type Form int

// The forms of fields.
const (
	Names Form = iota // names or ids, any of which may hold
	Words             // words, all of which must hold
	Code              // values of a closed list, any of which may hold
	Day               // an ISO date, month or year
	Yes               // asked or not
	Order             // one value of a closed list
)

// Field is one thing that can be asked.
type Field struct {
	Name    string // in addresses, and with dashes as a flag
	Meaning string // one sentence
	Form    Form
	Values  []string // of a closed list; else nil
	Default string   // of an order
	Shown   string   // what stands for a value in help: NAME

	flag string // where it is not Name
	also string // another name in addresses
	list func(*Query) *[]string
	text func(*Query) *string
	yes  func(*Query) *bool
}

// Flag is the field's flag without the dashes before it.
func (f *Field) Flag() string {
	if f.flag != "" {
		return f.flag
	}
	return strings.ReplaceAll(f.Name, "_", "-")
}

// Fields lists everything that can be asked of statements, in the order in which
// help shows it. The list is the caller's.
func Fields() []Field { return slices.Clone(fields) }

// FieldOf returns the field of a name, or nil.
func FieldOf(name string) *Field {
	for i := range fields {
		if fields[i].Name == name {
			return &fields[i]
		}
	}
	return nil
}

// FlagOf returns the flag of a field of that name, else the name itself: "name" is
// no field, but what lists of actors ask for.
func FlagOf(field string) string {
	if f := FieldOf(field); f != nil {
		return f.Flag()
	}
	return field
}

var fields = []Field{
	{Name: "speaker", Form: Names, Shown: "NAME", list: func(q *Query) *[]string { return &q.Speaker },
		Meaning: `This speaker's own words; what others ascribe with account "all". "-" is unattributed.`},
	{Name: "side", Form: Names, Shown: "NAME", list: func(q *Query) *[]string { return &q.Side },
		Meaning: `Said by those who speak for this state or body. "-" is no known side.`},
	{Name: "to", Form: Names, Shown: "NAME", list: func(q *Query) *[]string { return &q.To },
		Meaning: "Addressed to this actor."},
	{Name: "q", flag: "about", also: "about", Form: Words, Shown: "WORDS", text: func(q *Query) *string { return &q.About },
		Meaning: `Whose content holds these words in any of their forms; "words in marks" as they stand.`},
	{Name: "kind", Form: Code, Values: Strings(verbale.Kinds), list: func(q *Query) *[]string { return &q.Kind },
		Meaning: "Of this kind of speech act: say, ask, demand, … (docs/kinds.md)."},
	{Name: "mode", Form: Code, Values: Strings(verbale.Modes), list: func(q *Query) *[]string { return &q.Mode },
		Meaning: "In the speaker's words, in the report's, or in both."},
	{Name: "account", Form: Code, Values: append(Strings(verbale.Accounts), AllAccounts), list: func(q *Query) *[]string { return &q.Account },
		Meaning: "By whose account it was said."},
	{Name: "channel", Form: Code, Values: Strings(verbale.Channels), list: func(q *Query) *[]string { return &q.Channel },
		Meaning: "Through this channel: interview, letter, … (docs/formats.md)."},
	{Name: "outlet", Form: Names, Shown: "WORDS", list: func(q *Query) *[]string { return &q.Outlet },
		Meaning: `In reports of the outlet of this name, else of outlets whose name holds these words. "-" is unknown.`},
	{Name: "document", Form: Names, Shown: "NAME", list: func(q *Query) *[]string { return &q.Document },
		Meaning: "In this report: its name, or the last part of it."},
	{Name: "since", Form: Day, Shown: "DATE", text: func(q *Query) *string { return &q.Since },
		Meaning: "Said on that day, month or year, or later."},
	{Name: "until", Form: Day, Shown: "DATE", text: func(q *Query) *string { return &q.Until },
		Meaning: "Said on that day, month or year, or earlier."},
	{Name: "reported_since", Form: Day, Shown: "DATE", text: func(q *Query) *string { return &q.ReportedSince },
		Meaning: "In reports of that day, month or year, or later."},
	{Name: "reported_until", Form: Day, Shown: "DATE", text: func(q *Query) *string { return &q.ReportedUntil },
		Meaning: "In reports of that day, month or year, or earlier."},
	{Name: "undated", Form: Yes, yes: func(q *Query) *bool { return &q.Undated },
		Meaning: "Without a day on which it was said."},
	{Name: "with_undated", Form: Yes, yes: func(q *Query) *bool { return &q.WithUndated },
		Meaning: "With since or until: also what has no day but was said within them at the latest."},
	{Name: "unattributed", Form: Yes, yes: func(q *Query) *bool { return &q.Unattributed },
		Meaning: "Without a speaker."},
	{Name: "checked", Form: Yes, yes: func(q *Query) *bool { return &q.Checked },
		Meaning: "Checked, corrected or added by a person."},
	{Name: "struck", Form: Yes, yes: func(q *Query) *bool { return &q.Struck },
		Meaning: "Also those that a person has struck."},
	{Name: "status", Form: Code, Values: Strings(verbale.Statuses), list: func(q *Query) *[]string { return &q.Status },
		Meaning: "Of this status; struck ones come only when asked for."},
	{Name: "sort", Form: Order, Values: []string{ByDate, Latest, ByReport, ByDoubt}, Default: ByDate,
		text:    func(q *Query) *string { return &q.Sort },
		Meaning: "By the day on which it was said (undated last), the same backwards, by report and place, or the most doubtful first."},
}

// Strings spells the values of a closed list.
func Strings[T ~string](list []T) []string {
	all := make([]string, len(list))
	for i, value := range list {
		all[i] = string(value)
	}
	return all
}
