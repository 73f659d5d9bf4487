package gold

import (
	"slices"
	"strings"
)

// holding says what the value of a field is.
type holding int

const (
	aNote        holding = iota // a sentence for people; it is not committed
	someNames                   // names of reports, parted by ";"; they are not committed
	someActors                  // ids of actors, parted by ","
	aDate                       // a day, month, year or EDTF interval
	aDue                        // a date, a time, an interval, a duration, or "soon"
	aPlace                      // the name of a place
	aReference                  // ids of relations of another or the same record, parted by ","
	aStatement                  // the id of a statement
	aReport                     // the key of a report
	someChoices                 // values of a closed list, parted by ","
	aChoice                     // one value of a closed list
	someEvidence                // a term if there are any, options, then a statement or words
)

// fieldKind is a field that a record across reports may have.
type fieldKind struct {
	name    string
	holds   holding
	of      []string // the closed list, the terms before evidence, or the record referred to
	options []string // what may stand before evidence as name=value
}

// recordKind is a record that a file across reports may hold.
type recordKind struct {
	file, record string
	term         string   // what the word after the id is
	terms        []string // closed list of the word after the id, which must be there; nil where there is none
	factual      bool     // a factuality may follow
	flags        []string
	fields       []fieldKind
}

// The words that mark a row: one that a fair reader could leave out, and one
// that the annotator was not sure of.
const (
	borderline = "borderline"
	doubtful   = "doubtful"
)

// DefaultFactuality is that of an event or transfer of which none is given.
const DefaultFactuality = "happened"

func factualities() []string {
	return []string{DefaultFactuality, "planned", "possible", "denied", "wished"}
}

func accountNames() []string { return []string{"own", "same_side", "ascribed", "outlet"} }

func differenceTypes() []string {
	return []string{
		"negation", "modality", "certainty", "kind", "number", "name", "agent", "addressee", "date", "condition",
		"misheard", "order", "assembled", "ellipsis", "interviewer", "left_out", "added",
	}
}

// recordKinds is what docs/gold.md defines for the files across reports, in
// the words of the tables that are measured.
func recordKinds() []recordKind {
	doubts := []string{borderline, doubtful}
	note := fieldKind{name: "note", holds: aNote}
	by, to := fieldKind{name: "by", holds: someActors}, fieldKind{name: "to", holds: someActors}
	on, due := fieldKind{name: "on", holds: aDate}, fieldKind{name: "due", holds: aDue}
	through := fieldKind{name: "through", holds: someActors}
	account := fieldKind{name: "account", holds: aChoice, of: accountNames()}
	what := fieldKind{name: "what", holds: someEvidence}
	made := fieldKind{name: "made", holds: someEvidence}
	ref := func(name, record string) fieldKind {
		return fieldKind{name: name, holds: aReference, of: []string{record}}
	}
	return []recordKind{
		{file: "utterances", record: "utterance", flags: doubts, fields: []fieldKind{
			note, by, to, on, {name: "told", holds: someEvidence, options: []string{"differs"}}}},
		{file: "reuse", record: "reuse", flags: doubts, fields: []fieldKind{
			note, {name: "how", holds: aChoice, of: []string{"same", "cut", "reworded"}},
			{name: "from", holds: someEvidence}, {name: "in", holds: someEvidence}}},
		{file: "events", record: "event", term: "type", terms: []string{
			"meeting", "call", "visit", "talks", "transfer", "publication", "signing", "vote", "decision", "order",
			"sanction", "aid", "release", "detention", "deployment", "withdrawal", "attack", "test", "cancellation",
			"postponement", "appointment", "resignation", "protest", "agreement", "other",
		}, factual: true, flags: append([]string{"background"}, doubts...), fields: []fieldKind{
			note, by, to, through, ref("paper", "paper"), {name: "place", holds: aPlace}, on,
			{name: "voice", holds: aStatement},
			{name: "told", holds: someEvidence, options: []string{"as"}}}},
		{file: "papers", record: "paper", term: "kind", terms: []string{
			"treaty", "agreement", "declaration", "resolution", "draft", "proposal", "letter", "note", "answer",
			"statement", "list", "plan", "law", "report", "other",
		}, flags: doubts, fields: []fieldKind{
			note, {name: "names", holds: someNames}, by, to, {name: "parties", holds: someActors}, on,
			{name: "text", holds: aReport}, ref("answers", "paper"),
			{name: "seen", holds: someEvidence, options: []string{"addressee"}},
			{name: "says", holds: someEvidence, options: []string{"by", "account"}},
			{name: "wish", holds: someEvidence, of: []string{"confidential", "public"}, options: []string{"by"}}}},
		{file: "papers", record: "transfer", term: "step", terms: []string{
			"drafted", "altered", "sent", "handed_over", "received", "published", "leaked", "signed", "ratified",
			"adopted", "rejected", "withheld", "withdrawn", "agreed", "announced",
		}, factual: true, flags: doubts, fields: []fieldKind{
			note, {name: "from", holds: someActors}, to, through, on, {name: "received_on", holds: aDate}, account,
			{name: "seen", holds: someEvidence, options: []string{"as"}}}},
		{file: "requests", record: "request", term: "kind", terms: []string{"demand", "question", "proposal", "offer", "charge"},
			flags: append([]string{"to_desist"}, doubts...), fields: []fieldKind{
				note, by, to, {name: "joined_by", holds: someActors}, {name: "opposed_by", holds: someActors},
				ref("paper", "paper"), ref("clause", "clause"), ref("part_of", "request"), on, due,
				{name: "manner", holds: someChoices, of: []string{
					"individually", "jointly", "in_writing", "publicly", "promptly", "by_whom", "other"}},
				what, made,
				{name: "answer", holds: someEvidence, of: []string{
					"meets", "partly", "refuses", "counters", "acknowledges", "postpones", "passes_over", "denies", "admits",
				}, options: []string{"by", "on", "account", "as_asked"}},
				{name: "state", holds: someEvidence, of: []string{
					"proposed", "agreed", "refused", "referred", "postponed", "withdrawn", "overtaken",
				}, options: []string{"by", "on", "account"}}}},
		{file: "clauses", record: "clause", term: "modality", terms: []string{"right", "obligation", "prohibition", "principle", "guarantee"},
			flags: doubts, fields: []fieldKind{
				note, {name: "holder", holds: someActors}, ref("of", "paper"), ref("part_of", "clause"), what,
				{name: "invoked", holds: someEvidence, of: []string{
					"claims", "acknowledges", "accuses_breach", "denies", "limits",
				}, options: []string{"by", "account", "against"}}}},
		{file: "expectations", record: "expectation", flags: doubts, fields: []fieldKind{
			note, by, account, {name: "hands", holds: aChoice, of: []string{"own", "both", "other", "nobody"}},
			{name: "certainty", holds: aChoice, of: []string{"certain", "likely", "possible", "hoped", "feared"}},
			{name: "condition", holds: someEvidence}, due,
			{name: "outcome", holds: aChoice, of: []string{"came_true", "otherwise", "called_off", "failed", "open"}},
			{name: "differs", holds: someChoices, of: []string{"to", "number", "form", "part", "day"}},
			what, made, {name: "shown", holds: someEvidence}}},
	}
}

func (k *recordKind) field(name string) *fieldKind {
	for i := range k.fields {
		if k.fields[i].name == name {
			return &k.fields[i]
		}
	}
	return nil
}

func (k *recordKind) fieldNames() string {
	names := make([]string, len(k.fields))
	for i, f := range k.fields {
		names[i] = f.name
	}
	return strings.Join(names, ", ")
}

// kindOf returns what is known of a record across reports, or nil.
func kindOf(record string) *recordKind {
	kinds := recordKinds()
	if i := slices.IndexFunc(kinds, func(k recordKind) bool { return k.record == record }); i >= 0 {
		return &kinds[i]
	}
	return nil
}
