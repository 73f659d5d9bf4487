package web

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correspondence"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/lang"
)

// hiddenField is a field that a form carries along.
type hiddenField struct{ Name, Value string }

// hiddenFields spells a query as the hidden fields of the form that changes
// its days.
func hiddenFields(q query.Query) []hiddenField {
	values := q.Values()
	values.Del("since")
	values.Del("until")
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	var fields []hiddenField
	for _, name := range names {
		for _, value := range values[name] {
			fields = append(fields, hiddenField{name, value})
		}
	}
	return fields
}

// fieldNames are what the fields of a query are called on the pages.
var fieldNames = map[string]string{
	"document": "report", "to": "said to", "since": "from", "until": "to", "status": "checked", "account": "whose words",
	"reported_since": "reported from", "reported_until": "reported to",
}

func fieldName(field string) string {
	if name, ok := fieldNames[field]; ok {
		return name
	}
	return field
}

// spellPeriod spells the day, month or year of place i for the head of a narrow
// column: with the month or year where it is another than in the column before.
func spellPeriod(periods []string, i int) string {
	fields := strings.Split(periods[i], "-")
	first := i == 0 || !strings.HasPrefix(periods[i-1], strings.Join(fields[:len(fields)-1], "-"))
	short := ""
	switch len(fields) {
	case 3:
		short = strings.TrimPrefix(fields[2], "0")
		if first {
			short += " " + spellDate(periods[i][:len("2006-01")])[:3]
		}
	case 2:
		short = spellDate(periods[i])[:3]
		if first {
			short += " " + fields[0]
		}
	default:
		return periods[i]
	}
	return short
}

func mostStatements(days []DayData) int {
	most := 0
	for _, d := range days {
		most = max(most, d.Statements)
	}
	return most
}

func mostCount(counts []Count) int {
	most := 0
	for _, c := range counts {
		most = max(most, c.Count)
	}
	return most
}

// percent returns how much of a reading is done.
func percent(p Progress) int {
	if p.Total <= 0 {
		return 0
	}
	return int(100 * p.Done / p.Total)
}

// evidenceAddress is the address of the words that a fact stands on.
func evidenceAddress(l verbale.Located) string {
	return address{document: l.Document, version: l.Version, span: &l.Span}.path()
}

// spanAddress is the address of other words of the report that a statement
// stands in.
func spanAddress(i Item, span lang.Span) string {
	return address{document: i.Statement.Document, version: i.Statement.Version, span: &span}.path()
}

// tellerOf says whose word something is that somebody is told to have said or done; ""
// where it is his own.
func tellerOf(account verbale.Account, teller *verbale.ActorRef) string {
	switch {
	case account == verbale.OutletVoice:
		return "as the report has it"
	case teller != nil && account != verbale.Own:
		return "says " + shown(teller.Name)
	}
	return ""
}

// unquoted is a text without the quotation marks around it, which the page sets itself.
func unquoted(text string) string { return shown(strings.Trim(text, "\"“”")) }

// now is the catalogue as it is; nil before there is one.
func (s *Server) now() *catalogue {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.current
}

// shortOf is what a report is called in the dossier as it is now.
func (s *Server) shortOf(document string) string {
	if c := s.now(); c != nil {
		document = c.shortOf(document)
	}
	return shown(document)
}

// tagOf is the colour and the mark of the side of an actor, 0 where there is none.
func (s *Server) tagOf(actor string) int {
	if c := s.now(); c != nil {
		return c.tagOf(actor)
	}
	return 0
}

// whose says whose word an answer is: the party's own, that of somebody for its side, of
// another, or, where it was done and not said, that of who tells it.
func whose(e correspondence.Entry) string {
	deed := e.Transfer != nil || e.Event != nil
	teller := shown(e.Teller)
	switch {
	case deed && teller != "":
		return "a deed, says " + teller
	case deed:
		return "a deed, as the report has it"
	case e.Account == verbale.SameSide && teller != "":
		return "says " + teller + ", for its side"
	case ownAccount(e.Account):
		return "in its own words"
	case teller != "":
		return "says " + teller
	}
	return "as the report has it"
}

func ownAccount(a verbale.Account) bool { return a == verbale.Own || a == verbale.SameSide }

// ownWord reports whether an entry of a line is the party's own word, or its side's.
func ownWord(line *correspondence.Line) bool {
	return slices.ContainsFunc(line.Entries, func(e correspondence.Entry) bool {
		return ownAccount(e.Account) && e.Transfer == nil && e.Event == nil
	})
}

// lineWords is how many characters of quoted words a line shows; the whole stands behind
// its link.
const lineWords = 90

// dailyAddress is that of the statements of a question that may be of a day.
func dailyAddress(q query.Query, day string) string {
	q.Since, q.Until, q.WithUndated, q.Undated = day, day, true, false
	return listAddress(q)
}

// cutWords is a text without the quotation marks around it, cut between words where it is
// long.
func cutWords(text string) string {
	text = unquoted(strings.Join(strings.Fields(text), " "))
	runes := []rune(text)
	if len(runes) <= lineWords {
		return text
	}
	short := string(runes[:lineWords])
	if at := strings.LastIndexByte(short, ' '); at > lineWords/2 {
		short = short[:at]
	}
	return strings.TrimRight(short, " ,;:") + " …"
}
