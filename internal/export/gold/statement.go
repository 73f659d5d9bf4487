package gold

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// statementReader reads the statement records of one report.
type statementReader struct {
	report   *Report
	faults   *faults
	dateless map[string]bool // statements that the file says to have no day
}

func newStatementReader(r *Report, f *faults) *statementReader {
	return &statementReader{report: r, faults: f, dateless: map[string]bool{}}
}

const statementFields = "words, by, to, channel, on, not_after, answers, in"

// read reads a statement record. The words of its pieces are those of its
// words lines, and in pieces what was found already, by mark.
func (s *statementReader) read(e entry, pieces map[string][]verbale.Excerpt) {
	number, rest := cutWord(e.rest)
	if number == "" || strings.ContainsAny(number, ":,;|") {
		s.faults.add(e.line, "a statement needs a number, the mode and the kind")
		return
	}
	id := s.report.Key + ":" + number
	if _, taken := s.report.lines[id]; taken {
		s.faults.add(e.line, "statement %s stands twice; give one of them another number", number)
		return
	}
	st := verbale.Statement{
		ID: id, Document: s.report.Document,
		Part: verbale.Body, Factuality: verbale.Asserted, Account: verbale.Own,
	}
	s.readTerms(&st, e.line, rest)
	known := len(s.faults.list)
	var answers []string
	replies := s.place(&st, pieces, e.line)
	for _, f := range e.fields {
		switch f.name {
		case "words":
			replies = append(replies, s.place(&st, s.wordsOf(f), f.line)...)
		case "by":
			st.Speakers = append(st.Speakers, actorRefs(f.value)...)
		case "to":
			st.Addressees = append(st.Addressees, actorRefs(f.value)...)
		case "channel":
			channel := verbale.Channel(f.value)
			if !slices.Contains(verbale.Channels, channel) {
				s.faults.add(f.line, "%q is no channel; channels are %s", f.value, listed(verbale.Channels))
				continue
			}
			st.Channel = &channel
		case "on":
			s.readDate(&st, f)
		case "not_after":
			if _, ok := calendar.ParseSpan(f.value); !ok {
				s.faults.add(f.line, "%q is no date; write it as 1914-07-23", f.value)
				continue
			}
			st.NotAfter = &f.value
		case "answers":
			answers = append(answers, cutList(f.value, ",")...)
		case "in":
			parent := s.report.Key + ":" + f.value
			st.Parent = &parent
		default:
			s.faults.unknownField(e, f, statementFields)
		}
	}
	for i := range max(len(replies), len(answers)) {
		var response verbale.Response
		if i < len(replies) {
			response.Excerpt = replies[i]
		}
		if i < len(answers) {
			answered := s.report.Key + ":" + answers[i]
			response.Statement = &answered
		}
		st.RespondsTo = append(st.RespondsTo, response)
	}
	if len(st.Speakers) > 0 {
		st.Speaker = &st.Speakers[0]
	}
	if len(st.Content) == 0 {
		if len(s.faults.list) == known {
			s.faults.add(e.line, "statement %s has no content; mark it with {c …}", number)
		}
		return
	}
	sortExcerpts(st.Source)
	sortExcerpts(st.Cue)
	sortExcerpts(st.Content)
	sortExcerpts(st.SetApart)
	s.report.lines[id] = e.line
	s.report.Statements = append(s.report.Statements, st)
}

// readTerms reads the words of closed lists in the head of a statement.
func (s *statementReader) readTerms(st *verbale.Statement, line int, terms string) {
	for term := range strings.FieldsSeq(terms) {
		switch {
		case slices.Contains(verbale.Modes, verbale.Mode(term)):
			st.Mode = verbale.Mode(term)
		case slices.Contains(verbale.Kinds, verbale.Kind(term)):
			st.Kind = verbale.Kind(term)
		case slices.Contains(verbale.Factualities, verbale.Factuality(term)):
			st.Factuality = verbale.Factuality(term)
		case slices.Contains(verbale.Accounts, verbale.Account(term)):
			st.Account = verbale.Account(term)
		case slices.Contains(verbale.PartKinds, verbale.PartKind(term)):
			st.Part = verbale.PartKind(term)
		case term == "repeats":
			st.Repeats = true
		case term == borderline:
			s.report.mark(&s.report.Borderline, st.ID)
		case term == doubtful:
			s.report.mark(&s.report.Doubtful, st.ID)
		default:
			s.faults.add(line, "%q is no mode, kind, factuality, account or part", term)
		}
	}
	if st.Mode == "" {
		s.faults.add(line, "the mode is missing; modes are %s", listed(verbale.Modes))
	}
	if st.Kind == "" {
		s.faults.add(line, "the kind is missing; kinds are %s", listed(verbale.Kinds))
	}
}

// marks are the letters of the pieces of a statement in words lines.
func marks() []string { return []string{"s", "q", "c", "a", "o", "r"} }

// wordsOf resolves a words line into pieces by mark.
func (s *statementReader) wordsOf(f field) map[string][]verbale.Excerpt {
	a, err := parseAnchor(f.value, true)
	if err != nil {
		s.faults.add(f.line, "%v", err)
		return nil
	}
	excerpts, err := a.resolve(s.report.Text)
	if err != nil {
		s.faults.add(f.line, "%v", err)
		return nil
	}
	pieces := map[string][]verbale.Excerpt{}
	for i, excerpt := range excerpts {
		label := a.marks[i].label
		if !slices.Contains(marks(), label) {
			s.faults.add(f.line, "%q is no mark; marks are %s", label, strings.Join(marks(), ", "))
			continue
		}
		pieces[label] = append(pieces[label], excerpt)
	}
	return pieces
}

// place adds pieces to st and returns what it replies to.
func (s *statementReader) place(st *verbale.Statement, pieces map[string][]verbale.Excerpt, line int) (replies []verbale.Excerpt) {
	st.Source = append(st.Source, pieces["s"]...)
	st.Cue = append(st.Cue, pieces["q"]...)
	st.Content = append(st.Content, pieces["c"]...)
	st.SetApart = append(st.SetApart, pieces["a"]...)
	for _, occasion := range pieces["o"] {
		if st.Occasion != nil {
			s.faults.add(line, "the statement has two occasions; mark the words that name it")
		}
		st.Occasion = &occasion
	}
	return pieces["r"]
}

// noDate stands for the day of a statement that does not take that of the one
// it is nested in, though both are of one side.
const noDate = "none"

func (s *statementReader) readDate(st *verbale.Statement, f field) {
	if f.value == noDate {
		s.dateless[st.ID] = true
		return
	}
	date, from := cutWord(f.value)
	origin := verbale.DateOrigin(from)
	if _, ok := calendar.ParseSpan(date); !ok {
		s.faults.add(f.line, "%q is no date; write it as 1914-07-23, or two with a slash", date)
		return
	}
	if !slices.Contains(verbale.DateOrigins, origin) {
		s.faults.add(f.line, "after the date stands where it is from: %s", listed(verbale.DateOrigins))
		return
	}
	st.SaidOn, st.SaidOnFrom = &date, &origin
}

// finish fills in what follows from the whole: the day of what is nested in a
// statement of the same side, the bound of each statement's day, and the order.
func (s *statementReader) finish() {
	list := s.report.Statements
	slices.SortStableFunc(list, func(a, b verbale.Statement) int {
		return cmp.Or(cmp.Compare(a.Content[0].Start, b.Content[0].Start), cmp.Compare(a.ID, b.ID))
	})
	at := make(map[string]int, len(list))
	for i := range list {
		at[list[i].ID] = i
	}
	settled := make([]bool, len(list))
	var settle func(i int)
	settle = func(i int) {
		if settled[i] {
			return
		}
		settled[i] = true // before its parent, so that a circle of parents ends
		st, bound := &list[i], s.report.Day
		if st.Parent != nil {
			if p, ok := at[*st.Parent]; ok {
				settle(p)
				if list[p].SaidOn != nil {
					bound = *list[p].SaidOn
				}
				if inherits(st, &list[p]) && !s.dateless[st.ID] {
					day, origin := *list[p].SaidOn, verbale.FromContext
					st.SaidOn, st.SaidOnFrom = &day, &origin
				}
			}
		}
		if st.NotAfter == nil && bound != "" {
			st.NotAfter = &bound
		}
	}
	for i := range list {
		settle(i)
	}
}

// inherits reports whether a statement without a day of its own takes that of
// its parent.
func inherits(st, parent *verbale.Statement) bool {
	return st.Account == verbale.SameSide && st.SaidOn == nil && parent.SaidOn != nil
}

func actorRefs(list string) []verbale.ActorRef {
	var refs []verbale.ActorRef
	for _, id := range cutList(list, ",") {
		refs = append(refs, verbale.ActorRef{ID: id})
	}
	return refs
}
