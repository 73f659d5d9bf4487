package verbale

// TimeType is the type of a TIMEX3 (TimeML 1.2.1).
type TimeType string

// The types of time expressions.
const (
	Date      TimeType = "DATE"
	TimeOfDay TimeType = "TIME"
	Duration  TimeType = "DURATION"
	Set       TimeType = "SET"
)

// TimeTypes lists every type of time expression.
var TimeTypes = []TimeType{Date, TimeOfDay, Duration, Set}

// TimeExpression is a span with a TIMEX3 type and value. Its extent is as
// TimeML has it: "Tuesday", not "on Tuesday".
type TimeExpression struct {
	Document string `json:"document"`
	Version  string `json:"version"`
	Excerpt
	Type      TimeType `json:"type"`
	Value     string   `json:"value"`     // TIMEX3 value: "2022-02-08", "P1M", "PAST_REF", "XXXX-WXX-4"
	Mod       *string  `json:"mod"`       // TIMEX3 mod: "APPROX", "START", …
	Anchor    *string  `json:"anchor"`    // the date that it was resolved against
	Rule      string   `json:"rule"`      // name of the rule that made it
	Statement *string  `json:"statement"` // id of the statement whose content holds it
}

// TimelineRow is one entry of the timeline: a statement or a time expression
// with its day.
type TimelineRow struct {
	Date        string  `json:"date"`
	DateFrom    string  `json:"date_from"`
	What        string  `json:"what"` // "statement" or "time"
	ID          *string `json:"id"`
	Document    string  `json:"document"`
	Text        string  `json:"text"`
	Tellings    int     `json:"tellings"`
	Independent int     `json:"independent"`
}
