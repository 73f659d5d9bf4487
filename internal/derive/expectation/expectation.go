// Package expectation answers: what did somebody say will happen or be done, and what do
// later reports tell of it?
//
// In goes a report as the record has it; [Find] gives its statements about what is to
// come, with who can bring it about, how sure they are, on what condition and by when.
// [Expectations] makes rows of those of one side, [Settle] holds them against the deeds
// that later reports tell.
//
// Law: the rows are a function of the reports. Every expectation is open unless a deed of
// the same verb, by the same side, on most of the same words is told to have happened, on
// a later day: no other verdict is given, and none without the words that show it.
//
// Cost: linear in the words of the reports; an expectation is held against the deeds of
// its verb alone. Any text gives a result.
package expectation

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/told"
	"verbale.dev/verbale/internal/lexicon/exchange"
)

// Sure is the confidence, per mille, below which an expectation is doubtful.
const Sure = 700

// Telling is a statement about what is to come.
type Telling struct {
	Row     verbale.Expectation // of this statement alone
	Sides   []string            // for whom those speak who say so
	Doers   []string            // sides that are to do it, sorted
	Verb    string              // what is to be done, as the words have it, "" where they do not say
	Not     bool                // it will not be done
	said    string              // the day of the saying, else that of the report, "" of neither
	stems   []string
	parties []string
	speech  string   // utterance, "" of none
	papers  []string // ids of the papers of which it is, sorted
}

// ID orders the tellings of a block.
func (t Telling) ID() string {
	return t.Row.Evidence[0].Document + "\x00" + t.Row.Statements[0] + "\x00" + derive.ID("", t.Row.Evidence)
}

// kinds are the kinds of statements about what is to come, with how sure each is by itself.
var kinds = map[verbale.Kind]verbale.Certainty{
	verbale.Promise: verbale.CertainIt, verbale.Intend: verbale.CertainIt, verbale.Threaten: verbale.CertainIt,
	verbale.Predict: verbale.CertainIt, verbale.Warn: verbale.PossibleIt,
}

// Find returns what a report tells to come, in order of its words.
func Find(r *told.Report) []Telling {
	f := finder{told.NewView(r)}
	var all []Telling
	for _, s := range r.Statements {
		for _, at := range f.pieces(s) {
			if t := f.statement(s, at); t != nil && !slices.ContainsFunc(all, func(o Telling) bool { return told.Overlap(o.Row.What, t.Row.What) && told.Share(o.Sides, t.Sides) }) {
				all = append(all, *t)
			}
		}
	}
	return all
}

// finder looks for expectations in one report.
type finder struct{ *told.View }

func (f *finder) statement(s *verbale.Statement, at piece) *Telling {
	first, last, modal := at.first, at.last, at.modal
	certainty, ok := kinds[s.Kind]
	rule := string(s.Kind)
	if !ok && s.Kind == verbale.Say {
		switch {
		case f.thinks(modal):
			certainty, ok = verbale.CertainIt, true
		case f.foretells(modal):
			certainty, ok, rule = verbale.CertainIt, true, "will"
		}
	}
	if !ok || s.Speaker == nil || s.Factuality == verbale.Negated || s.Factuality == verbale.Asked {
		return nil
	}
	t := &Telling{Sides: f.SidesOf(s.Speakers), Row: verbale.Expectation{
		By: s.Speakers, On: s.SaidOn, Account: s.Account, Teller: s.Teller, Kind: s.Kind, Certainty: certainty, Outcome: verbale.OpenYet,
		Condition: []verbale.Located{}, Differs: []verbale.Differing{}, Shown: []verbale.Located{}, Statements: []string{s.ID},
		Tellings: 1, ToldDifferently: []verbale.Told{}, Rule: rule, Status: verbale.Unread, Corrected: []string{},
	}}
	if s.Utterance != nil {
		t.speech = *s.Utterance
	}
	if s.SaidOn != nil {
		t.said = *s.SaidOn
	} else if f.Day != nil {
		t.said = *f.Day
	}
	for _, e := range f.rest(s, first, last) {
		t.Row.What = append(t.Row.What, e)
	}
	t.Row.Evidence = t.Row.What
	f.hands(t, s, first, modal)
	t.Row.Certainty = f.certainty(s, certainty, first, last)
	t.Row.Condition = f.condition(s, first, last)
	t.Row.Due = f.due(t, s, first, last)
	t.stems, t.parties = told.Stems(told.TextsOf(t.Row.What)...), told.Stems(told.NamesOf(s.Speakers)...)
	for _, m := range f.PapersWithin(f.Located(first, last).Span) {
		t.papers = append(t.papers, m.Paper)
	}
	slices.Sort(t.papers)
	t.papers = slices.Compact(t.papers)
	t.Row.Confidence = f.confidence(t, s, modal)
	t.Row.Doubtful = t.Row.Confidence < Sure
	if len(t.stems) == 0 {
		return nil
	}
	return t
}

// thinks reports whether a saying gives a view of what is to come: "I think that it will
// sail", "there is no doubt that it will".
func (f *finder) thinks(modal int) bool {
	if modal < 0 || f.Is(modal, "would", "to") {
		return false
	}
	first, _ := f.SentenceOf(modal)
	for k := modal - 1; k >= max(first, modal-14); k-- {
		if f.Is(k, "think", "doubt", "believe", "confident", "convinced", "sure", "certain") && (f.Is(k-1, "i", "we", "no", "am", "are", "is")) {
			return true
		}
	}
	return false
}

// foretells reports whether a word says outright that something will be: "the port will
// open", "is going to sail"; not under "if" or "who", nor of what is told of one's habits.
func (f *finder) foretells(modal int) bool {
	if modal < 0 || f.Is(modal, "would") || f.Is(modal, "to") && !f.Is(modal-1, "going") {
		return false
	}
	if f.Is(modal, "to") && (f.Is(modal-2, "was", "were", "wasn't", "weren't", "wasn’t", "weren’t") || f.Is(modal-3, "was", "were", "if")) || f.Is(modal+1, "see") {
		return false // "was going to"; "we'll see"
	}
	if f.Is(modal-1, "this", "that", "it") && f.Is(modal+1, "be") && f.Is(modal+2, "a", "an", "the", "my", "our", "his", "their") {
		return false // "This will be a letter to all the towns": says what something is
	}
	first, last := f.SentenceOf(modal)
	for k := modal - 1; k >= max(first, modal-6); k-- {
		if f.Is(k, "if", "whether", "who", "which", "what", "when", "unless", "until", "never") {
			return false
		}
		if !f.Tokens[k].Word && f.Tokens[k].Text != "’" && f.Tokens[k].Text != "'" {
			break
		}
	}
	return last-modal > 2 && f.Tokens[last-1].Text != "?"
}

// piece is a sentence of a content that tells what is to come: its first token, the one
// after its last, and the word that says so ("will"); -1 where none does.
type piece struct{ first, last, modal int }

// piecesAtMost is how many sentences of a content are taken.
const piecesAtMost = 3

// pieces are the sentences of a content that tell what is to come, else all of it.
func (f *finder) pieces(s *verbale.Statement) []piece {
	var all []piece
	for _, e := range s.Content {
		from := f.At(e.Start)
		sentence := -1
		for i := from; i < len(f.Tokens) && f.Tokens[i].End <= e.End; i++ {
			if !f.modal(i) || f.Tokens[i].Sentence == sentence {
				continue
			}
			sentence = f.Tokens[i].Sentence
			a, b := f.SentenceOf(i)
			for b > a && f.Tokens[b-1].End > e.End {
				b--
			}
			a = max(a, from)
			for k := a; k < min(a+12, i); k++ {
				if f.Is(k, "that") && f.Tokens[k-1].Text == "," {
					a = k + 1 // "warned them, as well as the guild, that it would …"
					break
				}
			}
			if all = append(all, piece{a, b, i}); len(all) == piecesAtMost {
				return all
			}
		}
	}
	if len(all) == 0 {
		e := s.Content[0]
		all = append(all, piece{f.At(e.Start), f.At(e.End-1) + 1, -1})
	}
	return all
}

// modal reports whether the word at i says that something is to come.
func (f *finder) modal(i int) bool {
	lower := f.Tokens[i].Lower
	return f.Is(i, "will", "would", "shall", "won't", "won’t") || strings.HasSuffix(lower, "'ll") || strings.HasSuffix(lower, "’ll") ||
		f.Is(i, "to") && (f.Is(i-1, "going") || f.Is(i-1, "is", "are") && !f.Is(i-2, "what"))
}

// rest is what is expected: the piece that tells it, and where a content has no modal all
// of its pieces.
func (f *finder) rest(s *verbale.Statement, first, last int) []verbale.Located {
	for first < last-1 && !f.Tokens[first].Word {
		first++
	}
	for last > first+1 && !f.Tokens[last-1].Word {
		last--
	}
	return []verbale.Located{f.Located(first, last)}
}

// hands says who can bring it about: the subject of what is to be done, for a promise, a
// threat or an intention without one who speaks.
func (f *finder) hands(t *Telling, s *verbale.Statement, first, modal int) {
	own := s.Kind == verbale.Promise || s.Kind == verbale.Intend || s.Kind == verbale.Threaten
	t.Row.Hands = verbale.NoHands
	if own {
		t.Row.Hands, t.Doers = verbale.OwnHands, t.Sides
	}
	if modal < 0 {
		t.Verb, t.Not = f.verbAfter(first), f.Is(first, "not")
		return
	}
	t.Verb = f.verbAfter(modal)
	t.Not = f.Is(modal, "won't", "won’t") || f.Is(modal+1, "not", "never")
	doers := f.subjects(first, modal)
	if len(doers) == 0 {
		if hands := f.handsOfSubject(first, modal); hands != "" && !own {
			t.Row.Hands = hands
			if hands == verbale.OwnHands {
				t.Doers = t.Sides
			}
		}
		return
	}
	t.Doers = f.SidesOf(doers)
	mine, others := told.Share(t.Doers, t.Sides), len(t.Doers) > 1
	switch {
	case (mine || own) && others:
		t.Row.Hands = verbale.BothHands
	case mine || own:
		t.Row.Hands = verbale.OwnHands
	default:
		t.Row.Hands = verbale.OtherHands
	}
}

// encounters are what it takes two sides to bring about.
var encounters = map[string]bool{
	"summit": true, "meeting": true, "meetings": true, "talks": true, "negotiations": true, "dialogue": true, "deal": true, "agreement": true, "accord": true,
}

// handsOfSubject says in whose hands it is where the subject is nobody who is known: of
// "we'll sail" the speaker's, of "they will sail" another's, of "the talks will go on" both
// sides'; "" where it does not say.
func (f *finder) handsOfSubject(first, modal int) verbale.Hands {
	word := strings.NewReplacer("'ll", "", "’ll", "").Replace(f.Tokens[modal].Lower)
	if word == f.Tokens[modal].Lower || word == "" {
		k := modal - 1
		for k > first && (f.Small(k) == "auxiliary" || f.Small(k) == "filler" || f.Is(k, "not", "going", "never") || strings.HasSuffix(f.Tokens[k].Lower, "ly")) {
			k--
		}
		if k < first {
			return ""
		}
		word = strings.NewReplacer("'re", "", "’re", "", "'m", "", "’m", "").Replace(f.Tokens[k].Lower)
	}
	switch word {
	case "i", "we":
		return verbale.OwnHands
	case "he", "she", "they", "you", "he's", "he’s", "she's", "she’s":
		return verbale.OtherHands
	}
	if encounters[word] {
		return verbale.BothHands
	}
	return ""
}

// subjects are the actors that end right before a modal, adverbs left out, with those that
// "and" joins to them.
func (f *finder) subjects(first, modal int) []verbale.ActorRef {
	var doers []verbale.ActorRef
	k := modal - 1
	for k > first && (f.Small(k) == "filler" || strings.HasSuffix(f.Tokens[k].Lower, "ly") || f.Is(k, "soon", "never")) {
		k--
	}
	for noun := k; noun > first && noun > k-4 && f.Tokens[noun].Word && f.Small(noun) != "preposition"; noun-- {
		// "their troops will": theirs, who own them
		if m := f.Ending(noun - 1); m != nil && m.Actor.ID != "" && (f.Tokens[noun-1].Owns || m.Form == verbale.Pronominal && f.Is(noun-1, "its", "their", "our", "his", "her")) {
			return []verbale.ActorRef{m.Actor}
		}
	}
	for k >= first {
		m := f.Ending(k)
		if m == nil || m.Actor.ID == "" || f.Tokens[k].Owns || f.Small(f.At(m.Start)-1) == "preposition" {
			break
		}
		doers = append(doers, m.Actor)
		if k = f.At(m.Start) - 1; !f.Is(k, "and") {
			break
		}
		k--
	}
	return doers
}

// verbAfter is the verb after a modal, as it stands.
func (f *finder) verbAfter(i int) string {
	for k := i; k < min(i+6, len(f.Tokens)); k++ {
		t := f.Tokens[k]
		if t.Word && f.Small(k) == "" && !strings.HasSuffix(t.Lower, "ly") && !f.modal(k) && !f.Is(k, "that", "not", "soon") {
			return t.Lower
		}
	}
	return ""
}

// cues are words of a cue that say how sure those are who say so.
var cues = []struct {
	beginning string
	certainty verbale.Certainty
}{
	{"hope", verbale.HopedFor}, {"optimis", verbale.HopedFor}, {"fear", verbale.Feared}, {"worr", verbale.Feared}, {"concern", verbale.Feared},
	{"expect", verbale.LikelyIt}, {"doubt", verbale.PossibleIt},
}

func (f *finder) certainty(s *verbale.Statement, certainty verbale.Certainty, first, last int) verbale.Certainty {
	for _, cue := range s.Cue {
		for word := range strings.FieldsSeq(strings.ToLower(cue.Text)) {
			for _, c := range cues {
				if strings.HasPrefix(word, c.beginning) {
					return c.certainty
				}
			}
		}
	}
	for i := first; i < last; i++ {
		switch {
		case f.Is(i, "hope", "hopes", "hopefully"):
			return verbale.HopedFor
		case f.Is(i, "likely", "probably"):
			return verbale.LikelyIt
		case f.Is(i, "may", "might", "could", "perhaps", "possible"):
			return verbale.PossibleIt
		}
	}
	return certainty
}

// condition is the clause that says when it holds: from "if", "unless" or "as long as" to
// the next mark.
func (f *finder) condition(s *verbale.Statement, first, last int) []verbale.Located {
	for i := first; i < last; i++ {
		if !f.Is(i, "if", "unless") && !(f.Is(i, "provided") && f.Is(i+1, "that")) && !(f.Is(i, "as") && f.Is(i+1, "long", "soon") && f.Is(i+2, "as")) {
			continue
		}
		if f.Is(i, "if") && f.Is(i-1, "even", "as", "ask", "asked") {
			continue
		}
		end := i + 1
		for end < last && (f.Tokens[end].Word || strings.ContainsAny(f.Tokens[end].Text, "-‘’'\"“”")) {
			end++
		}
		return []verbale.Located{f.Located(i, end)}
	}
	return []verbale.Located{}
}

// due is the day or time that a word makes the limit or the day of what is expected: "by
// noon", "on Friday", "next week". It is of days to come, and stands in no clause of its
// own.
func (f *finder) due(t *Telling, s *verbale.Statement, first, last int) *verbale.Due {
	from, to := f.Tokens[first].Start, f.Tokens[last-1].End
	for _, x := range f.Times {
		if x.Start < from || x.End > to || x.Type == verbale.Set {
			continue
		}
		i := f.At(x.Start)
		before := i - 1
		if f.Is(before, "the") {
			before--
		}
		limit := f.Is(before, "by", "within", "before", "until", "till", "on", "in", "at", "from") || f.Is(i, "next", "tomorrow", "tonight", "this", "later")
		if !limit || f.nested(first, i) || !future(x.Value, t.said) {
			continue
		}
		return &verbale.Due{Words: verbale.Located{Document: f.Document, Version: f.Version, Excerpt: x.Excerpt}, Value: x.Value}
	}
	return nil
}

// nested reports whether a word that opens a clause of its own stands between two tokens.
func (f *finder) nested(from, to int) bool {
	for k := from + 1; k < to; k++ {
		if f.Is(k, "which", "who", "where", "when", "since", "reached", "signed") {
			return true
		}
	}
	return false
}

// future reports whether a value is of a day to come after the day of the saying. A length
// is; a day is where both are known and it is no earlier.
func future(value, said string) bool {
	switch {
	case strings.HasPrefix(value, "P") && !strings.HasPrefix(value, "PAST") && !strings.HasPrefix(value, "PRESENT"):
		return true
	case len(value) < 4 || value[0] < '0' || value[0] > '9' || said == "":
		return false
	}
	n := min(len(value), len(said))
	return value[:n] >= said[:n]
}

// proper reports whether an actor has a name by which it can be held to what it said.
func proper(a *verbale.ActorRef) bool {
	if a.Type == verbale.UnknownType || a.Type == verbale.Unnamed {
		return false
	}
	return a.Type == verbale.Collective || strings.ToLower(a.Name) != a.Name
}

func (f *finder) confidence(t *Telling, s *verbale.Statement, modal int) int {
	sure := 800
	words := len(strings.Fields(t.Row.What[0].Text))
	text := " " + strings.ToLower(t.Row.What[0].Text) + " "
	for _, c := range []struct {
		less int
		of   bool
	}{
		{150, !proper(s.Speaker)},
		{60, s.Confidence < 600},
		{120, s.Factuality == verbale.Possible},
		{80, s.Account == verbale.OutletVoice},
		{90, t.Row.Rule == "will"},
		{150, modal >= 0 && f.Is(modal+1, "see") && f.Is(modal-1, "we")},
		{150, words < 4},
		{60, words > 50},
		{150, modal < 0 && (s.Kind == verbale.Predict || s.Kind == verbale.Warn)},
		{60, modal < 0 && s.Kind == verbale.Intend},
		// "It would rain then," he said: if something else were so.
		{120, modal >= 0 && f.Is(modal, "would") && s.Mode == verbale.Direct && s.Kind == verbale.Predict},
		{100, modal < 0 && s.Kind == verbale.Intend && (strings.Contains(text, " willing ") || strings.Contains(text, " ready "))},
		{150, modal < 0 && s.Kind == verbale.Intend && !strings.HasPrefix(text, " to ")},
		{150, old(s, f.Day)},
		// "would have sailed": it did not.
		{200, strings.Contains(text, " would have ") || strings.Contains(text, " could have ")},
		// "wanted to sail": not that he will.
		{120, modal < 0 && s.Kind == verbale.Intend && wishes(s)},
	} {
		if c.of {
			sure -= c.less
		}
	}
	return sure
}

// old reports whether something was said in a year before that of the report: history.
func old(s *verbale.Statement, day *string) bool {
	return s.SaidOn != nil && day != nil && len(*s.SaidOn) >= 4 && len(*day) >= 4 && (*s.SaidOn)[:4] < (*day)[:4] && (len(*s.SaidOn) < 10 || (*day)[5:7] != "01")
}

// wishes reports whether the cue tells of a wish.
func wishes(s *verbale.Statement) bool {
	for _, cue := range s.Cue {
		for word := range strings.FieldsSeq(strings.ToLower(cue.Text)) {
			for _, beginning := range [...]string{"want", "wish", "seek", "sought", "hop", "tri", "try"} {
				if strings.HasPrefix(word, beginning) {
					return true
				}
			}
		}
	}
	return false
}

// Deed is something that a report tells to have happened.
type Deed struct {
	Type      string   // of the event
	Predicate string   // lemma
	Sides     []string // of those who did it, sorted
	On        string   // the day on which it happened, else that of the report; "" of neither
	Dated     bool     // On is its own day
	Evidence  verbale.Located
}

// Expectations derives rows from the tellings of one side; a block is the id of that side.
type Expectations struct{}

// Layer is "expectation".
func (Expectations) Layer() string { return "expectation" }

// Limit is how many tellings of a side are held against each other.
func (Expectations) Limit() int { return 20000 }

// BlockOf is the block of a telling: the first of the sides that say so.
func BlockOf(t *Telling) string { return t.Sides[0] }

// Row is an expectation with what is needed to hold it against deeds.
type Row struct {
	verbale.Expectation
	First Telling
}

// heldAgainst is how many earlier tellings that share a stem a telling is held against at
// most.
const heldAgainst = 40

// Derive returns the expectations of a block, in order of their first words.
func (Expectations) Derive(_ string, tellings []Telling) []Row {
	having := map[string][]int{}
	speeches := map[string]int{}
	var links [][2]int
	for i := range tellings {
		t := &tellings[i]
		if k, ok := speeches[t.speech]; ok && t.speech != "" {
			links = append(links, [2]int{k, i})
		}
		speeches[t.speech] = i
		seen := map[int]bool{}
		for _, stem := range t.stems {
			for _, k := range having[stem] {
				if !seen[k] && alike(&tellings[k], t) {
					links = append(links, [2]int{k, i})
				}
				seen[k] = true
			}
			if list := append(having[stem], i); len(list) > heldAgainst {
				having[stem] = list[1:]
			} else {
				having[stem] = list
			}
		}
	}
	var rows []Row
	for _, group := range derive.Groups(len(tellings), links, nil) {
		rows = append(rows, rowOf(tellings, group))
	}
	return rows
}

// alike reports whether two tellings expect the same: most of the same words, names of
// who says so left out, with or without "not" in both.
func alike(a, b *Telling) bool {
	n, least, most := told.Beyond(a.stems, b.stems, a.parties), min(len(a.stems), len(b.stems)), max(len(a.stems), len(b.stems))
	if a.Not == b.Not && n >= 4 && told.Share(a.papers, b.papers) {
		return true // of one paper
	}
	return a.Not == b.Not && n >= 3 && 10*n >= 6*least && 3*n >= most
}

func rowOf(tellings []Telling, group []int) Row {
	best := &tellings[slices.MaxFunc(group, func(a, b int) int {
		return cmp.Or(cmp.Compare(tellings[a].Row.Confidence, tellings[b].Row.Confidence), cmp.Compare(b, a))
	})]
	r := Row{Expectation: best.Row, First: *best}
	r.What, r.Evidence, r.Statements = nil, nil, nil
	documents, days := map[string]bool{}, map[string]bool{}
	for _, k := range group {
		t := &tellings[k]
		r.What, r.Evidence = append(r.What, t.Row.What...), append(r.Evidence, t.Row.Evidence...)
		r.Statements = append(r.Statements, t.Row.Statements...)
		documents[t.Row.What[0].Document] = true
		if t.Row.On != nil {
			days[*t.Row.On] = true
			r.On = t.Row.On
		}
		if r.Due == nil {
			r.Due = t.Row.Due
		}
		if t.said != "" && (r.First.said == "" || t.said < r.First.said) {
			r.First.said = t.said
		}
	}
	if len(days) > 1 {
		r.On = nil
		for _, k := range group {
			if t := &tellings[k]; t.Row.On != nil {
				r.ToldDifferently = append(r.ToldDifferently, verbale.Told{Field: "on", Value: *t.Row.On, Account: t.Row.Account, Teller: t.Row.Teller, Evidence: t.Row.Evidence})
			}
		}
	}
	r.Tellings = len(documents)
	r.Confidence = min(950, r.Confidence+40*(r.Tellings-1))
	r.Doubtful = r.Confidence < Sure
	r.ID = derive.ID("expectation", r.Evidence)
	return r
}

// Settle gives the outcome of each expectation that a deed shows. Deeds are those that
// reports tell to have happened and that are no history.
func Settle(rows []Row, deeds []Deed) {
	of := map[string][]*Deed{}
	for i := range deeds {
		of[deeds[i].Predicate] = append(of[deeds[i].Predicate], &deeds[i])
	}
	for i := range rows {
		r := &rows[i]
		if r.First.Not || r.First.Verb == "" || r.Certainty == verbale.PossibleIt {
			continue
		}
		for _, base := range exchange.Bases(r.First.Verb) {
			for _, d := range of[base] {
				if r.Outcome == verbale.OpenYet && shows(r, d) {
					r.Shown = []verbale.Located{d.Evidence}
					r.Outcome = verbale.CameTrue
					if r.Due != nil && d.Dated && len(r.Due.Value) == 10 && len(d.On) == 10 && d.On > r.Due.Value {
						r.Outcome = verbale.FailedIt
					}
				}
			}
		}
	}
}

// shows reports whether a deed is what was expected: told elsewhere, later, of the same
// side, on most of the same words.
func shows(r *Row, d *Deed) bool {
	if d.On == "" || r.First.said == "" || d.On < r.First.said || len(d.On) != len(r.First.said) || !told.Share(d.Sides, r.First.Doers) {
		return false
	}
	for _, w := range r.What {
		if w.Document == d.Evidence.Document {
			return false
		}
	}
	deed := told.Stems(d.Evidence.Text)
	n := told.Beyond(r.First.stems, deed, r.First.parties)
	// Nearly all that was foretold is to be told, and not only a part of it.
	return n >= 3 && 4*n >= 3*len(r.First.stems)
}
