package intake

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/lang"
)

// The names of the fields that a [verbale.Fact] may be about. Any other name is
// that of an unknown key or column, which is kept in [verbale.Document.Extra].
const (
	FieldTitle     = "title"
	FieldOutlet    = "outlet"
	FieldURI       = "uri"
	FieldPublished = "published"
	FieldLanguage  = "language"
	FieldKind      = "kind"
	FieldShort     = "short"

	// These three are made by recognition, and by [DatelineFacts].
	FieldDatelinePlace  = "dateline.place"
	FieldDatelineDate   = "dateline.date"
	FieldDatelineAgency = "dateline.agency"
)

// Correctable lists the fields that a person can set right.
var Correctable = []string{FieldTitle, FieldOutlet, FieldURI, FieldPublished, FieldLanguage, FieldKind, FieldShort}

// Doubt is a value that cannot be read as what its field wants. The value is
// kept as a fact and treated as absent.
type Doubt struct {
	Field, Value string
	Origin       verbale.Origin
	Reason       string // a clause: "the publication date "soon" is not a date"
	Advice       string
}

// Settle fills in everything about d that follows from its name, its text and
// the facts that were given (by correction, table or record): it recognises the
// rest in the text, and lets the fact of the highest origin win in each field.
// An empty value of a correction means that the value is not known. What was
// recognised before is thrown away first, so Settle twice is Settle once, and a
// correction is a fact more and a Settle. It returns the values that it could
// not use. It is linear in the length of the text.
func Settle(d *verbale.Document) []Doubt {
	given := slices.DeleteFunc(slices.Clone(d.Facts), func(f verbale.Fact) bool { return !isGiven(f.Origin) })
	slices.SortStableFunc(given, func(a, b verbale.Fact) int { return rank(a.Origin) - rank(b.Origin) })
	title, _ := best(given, FieldTitle)
	found := recognise(d.Text, title.Value, layoutOf(given, d.Text))
	facts := append(given, found.Facts...)
	slices.SortStableFunc(facts, func(a, b verbale.Fact) int { return rank(a.Origin) - rank(b.Origin) })

	var doubts []Doubt
	for i := range facts {
		if reason, advice := unusable(facts[i]); reason != "" {
			doubts = append(doubts, Doubt{facts[i].Field, facts[i].Value, facts[i].Origin, reason, advice})
		}
	}
	d.Facts, d.Parts = facts, found.Parts
	d.Title = winner(facts, FieldTitle)
	d.Outlet = winner(facts, FieldOutlet)
	d.URI = winner(facts, FieldURI)
	d.Kind = verbale.DocumentKind(strings.ToLower(winner(facts, FieldKind)))
	if d.Kind == "" {
		d.Kind = verbale.Report
	}
	published, known := best(facts, FieldPublished)
	d.Published, d.PublishedFrom = "", ""
	if known && published.Value != "" {
		d.Published, _ = ParseTime(published.Value)
		d.PublishedFrom = published.Origin.Class()
	}
	d.Dateline = settleDateline(facts, d.Published)
	language, known := best(facts, FieldLanguage)
	d.Language, _ = languageTag(language.Value)
	if !known {
		d.Language = detectLanguage(d.Text, d.Parts)
		if d.Language != "" {
			d.Facts = append(d.Facts, verbale.Fact{Field: FieldLanguage, Value: d.Language, Origin: verbale.FromText})
		}
	}
	d.Bounds = nil
	if d.Day() == "" {
		d.Bounds = boundsOf(d.Text, d.Parts)
	}
	d.Short = settleShort(d, facts)
	d.Extra = settleExtra(facts)
	return doubts
}

func isGiven(o verbale.Origin) bool {
	switch o.Class() {
	case verbale.FromCorrection, verbale.FromTable, verbale.FromRecord, verbale.FromMarkup, verbale.FromProperties:
		return true
	}
	return false
}

func rank(o verbale.Origin) int { return slices.Index(verbale.Origins, o.Class()) }

// best returns the usable fact of the highest origin about a field; the first,
// where an origin has several. Facts are in order of rank.
func best(facts []verbale.Fact, field string) (verbale.Fact, bool) {
	var found verbale.Fact
	known := false
	for _, f := range facts {
		if f.Field != field || f.Value == "" && f.Origin != verbale.FromCorrection {
			continue
		}
		if reason, _ := unusable(f); reason != "" {
			continue
		}
		// The last correction counts: they are appended in order of time.
		if !known || rank(f.Origin) < rank(found.Origin) || f.Origin == verbale.FromCorrection {
			found, known = f, true
		}
	}
	return found, known
}

func winner(facts []verbale.Fact, field string) string {
	f, _ := best(facts, field)
	return strings.TrimSpace(f.Value)
}

// unusable says why a fact's value cannot be used, and what to do; "" where it
// can.
func unusable(f verbale.Fact) (reason, advice string) {
	if f.Value == "" {
		return "", ""
	}
	switch f.Field {
	case FieldPublished:
		if _, ok := ParseTime(f.Value); !ok {
			return fmt.Sprintf("the publication date %q is not a date", f.Value), "write it as 2022-01-27 or 2022-01-27T10:15+01:00"
		}
	case FieldKind:
		if !slices.Contains(verbale.DocumentKinds, verbale.DocumentKind(strings.ToLower(strings.TrimSpace(f.Value)))) {
			return fmt.Sprintf("%q is no kind of document", f.Value), "use report, transcript, paper, release or note"
		}
	case FieldLanguage:
		if _, ok := languageTag(f.Value); !ok {
			return fmt.Sprintf("%q is no language", f.Value), "use a tag such as en, ru or pt-BR"
		}
	}
	return "", ""
}

// Check says whether a value can be used for a field; the error says what to
// write instead. The empty value can always be used, and means not known.
func Check(field, value string) error {
	if !slices.Contains(Correctable, field) {
		return fmt.Errorf("%q is no field of a document; the fields are %s", field, strings.Join(Correctable, ", "))
	}
	if reason, advice := unusable(verbale.Fact{Field: field, Value: value}); reason != "" {
		return fmt.Errorf("%s; %s", reason, advice)
	}
	return nil
}

// languageTag returns the primary subtag of a BCP 47 tag in lower case.
func languageTag(value string) (string, bool) {
	tag := strings.ToLower(strings.TrimSpace(value))
	if cut := strings.IndexAny(tag, "-_"); cut >= 0 {
		tag = tag[:cut]
	}
	if len(tag) != 2 && len(tag) != 3 {
		return "", value == ""
	}
	for i := range len(tag) {
		if tag[i] < 'a' || tag[i] > 'z' {
			return "", false
		}
	}
	return tag, true
}

// settleDateline puts the dateline together. Its date, where it has no year,
// takes the year that brings it nearest to the day of publication, if that is
// within a month: further apart, the two do not speak of the same days.
func settleDateline(facts []verbale.Fact, published string) *verbale.Dateline {
	place := winner(facts, FieldDatelinePlace)
	agency := winner(facts, FieldDatelineAgency)
	written := winner(facts, FieldDatelineDate)
	if place == "" && agency == "" && written == "" {
		return nil
	}
	line := &verbale.Dateline{Place: place, Agency: agency}
	date, size := scanDate(written)
	if size != len(written) || size == 0 {
		return line
	}
	if date.year != 0 {
		line.Date = date.iso()
		return line
	}
	if len(published) < len("2006-01-02") {
		return line
	}
	day, ok := calendar.ParseDay(published[:len("2006-01-02")])
	if !ok {
		return line
	}
	const month = 31 // days
	year, _, _ := day.Date()
	nearest := calendar.Day(month + 1)
	for _, candidate := range []int{year - 1, year, year + 1} {
		if written, ok := calendar.DayOf(candidate, date.month, date.day); ok {
			if apart := max(day-written, written-day); apart < nearest {
				nearest, line.Date = apart, written.String()
			}
		}
	}
	return line
}

// settleShort makes what tables call the report: what was given, else outlet
// (or the agency of its dateline) and date, else its name.
func settleShort(d *verbale.Document, facts []verbale.Fact) string {
	if given := winner(facts, FieldShort); given != "" {
		return given
	}
	source := d.Outlet
	if source == "" && d.Dateline != nil {
		source = d.Dateline.Agency
	}
	date := d.Day()
	if len(d.Published) >= len("2006-01-02") {
		date = d.Published[:len("2006-01-02")]
	}
	day, ok := calendar.ParseDay(date)
	if source == "" || !ok {
		return d.Name
	}
	year, month, n := day.Date()
	return fmt.Sprintf("%s, %d %s %d", source, n, calendar.MonthName(month)[:3], year)
}

// settleExtra collects the keys and columns that are not fields of a document,
// each value as JSON.
func settleExtra(facts []verbale.Fact) map[string]string {
	var extra map[string]string
	for _, f := range facts {
		origin := f.Origin.Class()
		if origin == verbale.FromDateline || origin == verbale.FromText || origin == verbale.FromCorrection || slices.Contains(Correctable, f.Field) ||
			f.Field == fieldLayout || f.Field == fieldExtractor || strings.HasPrefix(f.Field, "dateline.") {
			continue
		}
		if _, known := extra[f.Field]; known {
			continue
		}
		if extra == nil {
			extra = map[string]string{}
		}
		extra[f.Field] = f.Value
		if origin != verbale.FromRecord {
			value, _ := json.Marshal(f.Value) // a string always can be
			extra[f.Field] = string(value)
		}
	}
	return extra
}

// spanFact makes a fact of words that stand in the text.
func spanFact(text, field string, origin verbale.Origin, span lang.Span) verbale.Fact {
	return verbale.Fact{Field: field, Value: span.Text(text), Origin: origin, Span: &span}
}

// Fields that are kept in Extra, and that intake itself looks at.
const (
	fieldAuthor   = "author"
	fieldEncoding = "encoding"
	fieldPath     = "path"
	fieldID       = "id"
	fieldText     = "text"

	fieldExtractor = "extractor" // which reader made the text of its file
)
