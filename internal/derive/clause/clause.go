// Package clause answers: which rights, obligations, bans, principles and guarantees do
// the parties argue over, and who voices which?
//
// In goes a report as the record has it. [Find] gives the places that tell a clause by a
// noun for it ("the right of every town to …", "the principle of open waters") or by a
// verb that forbids; [Voiced] those that name a principle without the noun ("believes in
// open waters"). [Clauses] makes rows of them: paraphrases are gathered by their words,
// and the halves of a principle are its parts where a text sets them out as such.
//
// Law: the rows are a function of the reports; who voices a clause is who says the words
// that do, and what others say of him is ascribed. Cost: linear in the words of the
// reports; paraphrases are found by shared words, never by all pairs. Any text gives a
// result.
//
// Limits: clauses in words that no noun or verb of the table names are not found.
package clause

import (
	"cmp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/told"
	"verbale.dev/verbale/internal/lexicon/exchange"
)

// Sure is the confidence, per mille, below which a clause is doubtful.
const Sure = 700

// Telling is a place that tells a clause.
type Telling struct {
	What       verbale.Located
	Modality   verbale.Modality
	Holder     []verbale.ActorRef
	Invocation *verbale.Invocation // nil where the report itself tells it
	Confidence int
	Rule       string

	of       []string // ids of the papers that it is of
	stems    []string
	textual  bool      // a text that binds is told to say so
	declared *Declared // as which a person declared it, nil of another
	duty     bool      // a principle that says what one must not do
	// partOf is the place of the principle that a text says this is a half of, "" of none.
	partOf string
}

// ID orders the tellings of a block.
func (t Telling) ID() string { return idOf(&t.What) + "\x00" + string(t.Modality) + t.Rule }

func idOf(w *verbale.Located) string {
	return w.Document + "\x00" + derive.ID("clause", []verbale.Located{*w})
}

// finder looks for clauses in one report.
type finder struct {
	*told.View
	byID map[string]*verbale.Statement
}

func newFinder(r *told.Report) *finder {
	f := &finder{told.NewView(r), map[string]*verbale.Statement{}}
	for _, s := range r.Statements {
		f.byID[s.ID] = s
	}
	return f
}

// Find returns the clauses that a report tells, in order of their words.
func Find(r *told.Report) []Telling {
	f := newFinder(r)
	var all []Telling
	for i := range f.Tokens {
		for _, rule := range []func(int) *Telling{f.noun, f.forbids, f.deontic, f.violation, f.text, f.promised} {
			if t := rule(i); t != nil && (len(all) == 0 || all[len(all)-1].What.End <= t.What.Start || t.Rule == "violation") {
				all = append(all, *t)
				break
			}
		}
	}
	f.halves(all)
	return all
}

// noun takes a noun for a clause with what it is of: "the right of every town to …".
func (f *finder) noun(i int) *Telling {
	w := f.Of(i, exchange.Clause)
	if w == nil {
		return nil
	}
	modality := verbale.Modality(w.Value)
	_, end := f.SentenceOf(i)
	first := i + 1
	sure := 780
	if f.Small(i-1) == "auxiliary" || f.Is(i-1, "to") {
		return nil // a verb: "could guarantee that …"
	}
	if colon := f.setOut(i, end); colon > 0 && modality == verbale.ObligationClause {
		first = colon
	}
	switch {
	case first > i+1:
	case modality == verbale.RightClause || modality == verbale.ObligationClause:
		if !f.reachesTo(first, end) || !f.definite(i) {
			return nil
		}
	case f.Is(first, "of", "that", "on"):
	default:
		return nil
	}
	last := f.phraseEnd(first, end)
	what := f.Located(i, last)
	if first > i+1 {
		what = f.Located(first, last)
	}
	stems := told.Stems(f.Located(first, last).Text)
	if last-first < 2 || len(stems) == 0 {
		return nil
	}
	sure -= f.unsure(i, w, len(stems), modality)
	t := &Telling{What: what, Modality: modality, Rule: "noun", Confidence: sure, stems: stems}
	if modality == verbale.PrincipleClause && f.Is(first, "that") && (f.has(first, last, "not") || f.has(first, last, "never")) {
		t.duty = true
	}
	if m := f.Ending(max(0, i-1)); i > 0 && m != nil && m.Actor.ID != "" && f.Tokens[i-1].Owns {
		t.Holder = []verbale.ActorRef{m.Actor}
	}
	f.invoke(t, i, last)
	return t
}

// unsure is what makes it less sure that a noun tells a clause.
func (f *finder) unsure(i int, w *exchange.Word, stems int, modality verbale.Modality) int {
	less := 0
	if stems < 2 {
		less += 150
		if m := f.Ending(max(0, i-1)); i > 0 && m != nil && m.Actor.ID != "" && f.Tokens[i-1].Owns {
			less -= 100 // "Norland's right to fish"
		}
	}
	if w.Word != f.Tokens[i].Lower && modality != verbale.RightClause {
		less += 100 // "commitments", "principles": of several
	}
	if w.Word == "commitment" || w.Word == "ban" {
		less += 100 // often one's own promise, or a measure
	}
	return less
}

// setOut is where what somebody must or must not do begins after a colon: "the duty that
// goes with it: not to raise the toll"; 0 where no colon sets it out.
func (f *finder) setOut(i, end int) int {
	for k := i + 1; k < min(i+6, end-2); k++ {
		if f.Tokens[k].Text == ":" && (f.Is(k+1, "to") || f.Is(k+1, "not") && f.Is(k+2, "to")) {
			return k + 1
		}
	}
	return 0
}

// definite reports whether a noun is that of somebody, or has an article: in "brought
// freedom to the towns" it is no right.
func (f *finder) definite(i int) bool {
	for k := i - 1; k >= max(0, i-3); k-- {
		if f.Small(k) == "determiner" && !f.Is(k, "they", "we", "he", "she", "i", "you", "it", "them", "us", "to") || f.Tokens[k].Owns || f.Is(k, "first", "second") {
			return true
		}
		if !f.Tokens[k].Word || f.Small(k) != "" {
			return false
		}
	}
	return false
}

func (f *finder) has(first, last int, word string) bool {
	for k := first; k < last; k++ {
		if f.Is(k, word) {
			return true
		}
	}
	return false
}

// reachesTo reports whether "to" opens what one may or must, after "of" somebody or "not".
func (f *finder) reachesTo(first, end int) bool {
	for k := first; k < min(first+9, end); k++ {
		if f.Is(k, "to") {
			return true
		}
		if !f.Tokens[k].Word || k == first && !f.Is(k, "of", "not") {
			return false
		}
	}
	return false
}

// phraseEnd is where what is told of a clause ends: before a mark, a verb or a clause of
// its own.
func (f *finder) phraseEnd(first, end int) int {
	last := first + 1
	for last < end {
		t := f.Tokens[last]
		if !t.Word && !strings.ContainsAny(t.Text, "-‘’'") || f.Is(last, "and", "or") && f.Is(last+1, "give", "send", "respond", "reply") {
			break
		}
		if small := f.Small(last); small == "auxiliary" && !f.Is(first, "that") || small == "conjunction" && !f.Is(last, "and", "or") || f.Is(last, "which", "who", "while", "has", "was", "is", "are", "were", "have") {
			break
		}
		last++
	}
	for last > first+1 && (f.Small(last-1) != "" || f.Is(last-1, "to")) {
		last--
	}
	return last
}

// forbids takes a verb that forbids: "the treaty forbade a town to raise its toll".
func (f *finder) forbids(i int) *Telling {
	if !f.Is(i, "forbid", "forbids", "forbade", "forbidden", "prohibits", "prohibited") || i+1 >= len(f.Tokens) {
		return nil
	}
	_, end := f.SentenceOf(i)
	last := f.phraseEnd(i+1, end)
	if last-i < 5 || !f.reachesAnywhere(i+1, last) {
		return nil
	}
	what := f.Located(i+1, last)
	t := &Telling{What: what, Modality: verbale.ProhibitionClause, Rule: "forbids", Confidence: 740, stems: told.Stems(what.Text)}
	f.invoke(t, i, last)
	return t
}

func (f *finder) reachesAnywhere(first, last int) bool {
	for k := first; k < last; k++ {
		if f.Is(k, "to", "from") {
			return true
		}
	}
	return false
}

// speaker is the statement whose speaker voices the words at a place: the smallest that
// holds them, and of one that another ascribes to somebody, that other's.
func (f *finder) speaker(i int) *verbale.Statement {
	s := f.Voice(f.Tokens[i].Span)
	for s != nil && s.Parent != nil && s.Account != verbale.Own && f.byID[*s.Parent] != nil {
		s = f.byID[*s.Parent]
	}
	return s
}

// invoke says who voices a clause, and how.
func (f *finder) invoke(t *Telling, first, last int) {
	s := f.speaker(first)
	if s == nil || s.Speaker == nil || s.Factuality == verbale.Negated || s.Factuality == verbale.Asked {
		return
	}
	by := *s.Speaker
	if words := strings.Fields(strings.ToLower(by.Name)); by.Type != verbale.Person && len(words) > 0 {
		last := words[len(words)-1]
		t.textual = exchange.Of(last, exchange.Binding) != nil || last == "article" || last == "clause"
	}
	if by.Type == verbale.UnknownType || by.Type == verbale.Unnamed && len(f.Sides[by.ID]) == 0 {
		return
	}
	side := f.SidesOf(s.Speakers[:1:1])
	t.Invocation = &verbale.Invocation{Statement: &s.ID, By: &by, Side: side, On: s.SaidOn, Account: s.Account, Teller: s.Teller,
		Stance: f.stance(t.Modality, side, first, last), Evidence: []verbale.Located{t.What}}
}

// stances are those that the kind of a statement brings.
var stances = map[verbale.Kind]verbale.Stance{
	verbale.Accuse: verbale.AccusesBreach, verbale.Agree: verbale.AcknowledgesOf, verbale.Acknowledge: verbale.AcknowledgesOf,
	verbale.Support: verbale.AcknowledgesOf, verbale.Deny: verbale.DeniesClause,
}

// stance is what a speaker does with a clause: what a word of the table near it in its
// sentence says, else the kind of the statement, else he claims it. That another breaks
// it is said only where another is named before.
func (f *finder) stance(modality verbale.Modality, side []string, first, last int) verbale.Stance {
	from, end := f.SentenceOf(first)
	after := last
	for after < min(end, last+7) && f.Tokens[after].Word {
		after++
	}
	for k := after - 1; k >= max(from, first-12); k-- {
		w := f.Of(k, exchange.Stance)
		if w == nil || k >= first && k < last {
			continue
		}
		stance := verbale.Stance(w.Value)
		if stance == verbale.LimitsIt && w.Word == "condition" && !f.Is(k+1, "by", "on", "upon") {
			continue
		}
		if stance == verbale.AccusesBreach && (!f.another(from, first, side) || k < first && f.ofAnother(k, first)) {
			continue
		}
		return stance
	}
	if f.Is(last, "that") && f.Is(last+1, "accompanies") {
		return verbale.LimitsIt
	}
	if s := f.Voice(f.Tokens[first].Span); s != nil {
		if stance, ok := stances[s.Kind]; ok {
			if stance == verbale.AccusesBreach && modality == verbale.RightClause {
				return verbale.DeniesClause // who blames another for his right denies it
			}
			return stance
		}
	}
	return verbale.ClaimsIt
}

// ofAnother reports whether a word before a clause has another object: of "ignored the note
// under the pretext of its right", the note.
func (f *finder) ofAnother(k, first int) bool {
	for j := k + 1; j < first; j++ {
		if f.Small(j) == "preposition" && !f.Is(j, "of", "about") {
			return true
		}
	}
	return first-k > 7
}

// another reports whether somebody of another side is named before a place in its
// sentence, or "they" are.
func (f *finder) another(from, first int, side []string) bool {
	for k := from; k < first; k++ {
		if f.Is(k, "they") {
			return true
		}
		if m := f.Ending(k); m != nil && m.Actor.ID != "" && !told.Share(f.SidesOf([]verbale.ActorRef{m.Actor}), side) {
			return true
		}
	}
	return false
}

// halves ties the rights and duties that a text sets out as the parts of a principle to
// it: those that "first" and "second" open within a few sentences after it, and the right
// that is called half of one.
func (f *finder) halves(all []Telling) {
	for k := range all {
		t := &all[k]
		if t.Modality == verbale.PrincipleClause {
			continue
		}
		at := f.At(t.What.Start)
		from, end := f.SentenceOf(at)
		enumerated := false
		for j := from; j < at; j++ {
			enumerated = enumerated || f.Is(j, "first", "firstly", "second", "secondly")
		}
		for p := range all {
			principle := &all[p]
			if principle.Modality != verbale.PrincipleClause {
				continue
			}
			other := f.At(principle.What.Start)
			gap := f.Tokens[at].Sentence - f.Tokens[other].Sentence
			half := gap == 0 && other < end && f.halfBetween(from, end)
			if half || enumerated && gap > 0 && gap <= 4 {
				t.partOf = principle.ID()
			}
		}
	}
}

func (f *finder) halfBetween(from, end int) bool {
	for k := from; k < end; k++ {
		if f.Is(k, "half", "halves") {
			return true
		}
	}
	return false
}

// Principle is a principle by the words that name it.
type Principle struct {
	ID    string
	stems []string // two or three
}

// Principles are those of rows that have a name of two or three words.
func Principles(rows []Row) []Principle {
	var all []Principle
	for i := range rows {
		if r := &rows[i]; r.Modality == verbale.PrincipleClause && !r.Doubtful && len(r.name) >= 2 && len(r.name) <= 3 {
			all = append(all, Principle{r.ID, r.name})
		}
	}
	return all
}

// Voiced returns the places within statements that name a principle without the noun, by
// the id of the principle: all its words stand within a few of each other.
func Voiced(r *told.Report, principles []Principle) map[string][]Telling {
	found := map[string][]Telling{}
	if len(principles) == 0 {
		return found
	}
	f := newFinder(r)
	wanted := map[string]bool{}
	for _, p := range principles {
		for _, stem := range p.stems {
			wanted[stem] = true
		}
	}
	until := 0
	for i := range f.Tokens {
		if i < until || !f.Tokens[i].Word || !wanted[stemOf(f.Tokens[i].Lower)] {
			continue
		}
		for _, p := range principles {
			last := f.names(i, &p)
			if last == 0 || f.Of(i-2, exchange.Clause) != nil && f.Is(i-1, "of") {
				continue
			}
			t := Telling{What: f.Located(i, last), Modality: verbale.PrincipleClause, Rule: "named", Confidence: 740, stems: p.stems}
			if f.invoke(&t, i, last); t.Invocation != nil {
				found[p.ID] = append(found[p.ID], t)
			}
			until = last
			break
		}
	}
	return found
}

func stemOf(word string) string {
	if s := told.Stems(word); len(s) == 1 {
		return s[0]
	}
	return ""
}

// names is where the words of a principle end that begin at i, 0 where they do not.
func (f *finder) names(i int, p *Principle) int {
	left := slices.Clone(p.stems)
	for k := i; k < min(i+len(p.stems)+2, len(f.Tokens)); k++ {
		if at := slices.Index(left, stemOf(f.Tokens[k].Lower)); at >= 0 {
			if left = slices.Delete(left, at, at+1); len(left) == 0 {
				return k + 1
			}
		} else if f.Small(k) == "" {
			return 0
		}
	}
	return 0
}

// Row is a clause with the stems by which it is named.
type Row struct {
	verbale.Clause
	name  []string
	known []string // ids of its tellings
	above string   // id of the telling of the principle that it is a half of
}

// heldAgainst is how many earlier tellings that share a stem a telling is held against at
// most.
const heldAgainst = 40

// Clauses derives the clauses of a dossier. All tellings are one block.
type Clauses struct{}

// Layer is "clause".
func (Clauses) Layer() string { return "clause" }

// Limit is how many tellings are held against each other.
func (Clauses) Limit() int { return 50000 }

// Derive returns the clauses, in order of their first words.
func (Clauses) Derive(_ string, tellings []Telling) []Row {
	having := map[string][]int{}
	links := joinDeclared(tellings)
	for i := range tellings {
		t := &tellings[i]
		for _, stem := range t.stems {
			key := class(t) + stem
			for _, k := range having[key] {
				if alike(&tellings[k], t) {
					links = append(links, [2]int{k, i})
				}
			}
			if list := append(having[key], i); len(list) > heldAgainst {
				having[key] = list[1:]
			} else {
				having[key] = list
			}
		}
	}
	var rows []Row
	for _, group := range derive.Groups(len(tellings), links, nil) {
		rows = append(rows, rowOf(tellings, group))
	}
	tie(rows)
	return rows
}

// class is what paraphrases of one clause agree in: a ban is an obligation not to do.
func class(t *Telling) string {
	if t.duty || t.Modality == verbale.ProhibitionClause || t.Modality == verbale.ObligationClause {
		return "duty "
	}
	return string(t.Modality) + " "
}

func alike(a, b *Telling) bool {
	n, least := told.Common(a.stems, b.stems), min(len(a.stems), len(b.stems))
	if n == 1 && len(a.stems) == 1 && len(b.stems) == 1 && len(a.Holder) > 0 && len(b.Holder) > 0 {
		return a.Holder[0].ID == b.Holder[0].ID && a.Modality == b.Modality // "its right to exist"
	}
	return n >= 3 && 10*n >= 6*least || n >= 2 && n == least
}

func rowOf(tellings []Telling, group []int) Row {
	best := &tellings[slices.MaxFunc(group, func(a, b int) int {
		x, y := &tellings[a], &tellings[b]
		return cmp.Or(cmp.Compare(x.Confidence, y.Confidence), cmp.Compare(y.What.Len(), x.What.Len()), cmp.Compare(b, a))
	})]
	r := Row{Clause: verbale.Clause{
		Name: best.What.Text, Modality: best.Modality, Holder: []verbale.ActorRef{}, Of: []string{}, Parts: []string{}, Invocations: []verbale.Invocation{},
		Sides: []verbale.ClauseSide{}, ToldDifferently: []verbale.Told{}, Rule: best.Rule, Confidence: best.Confidence, Status: verbale.Unread, Corrected: []string{},
	}, name: best.stems}
	documents := map[string]bool{}
	for _, k := range group {
		t := &tellings[k]
		r.What, r.Evidence = append(r.What, t.What), append(r.Evidence, t.What)
		r.known = append(r.known, t.ID())
		documents[t.What.Document] = true
		r.Of = append(r.Of, t.of...)
		if t.Invocation != nil {
			r.Invocations = append(r.Invocations, *t.Invocation)
		}
		if t.declared != nil {
			r.Name, r.Modality = t.declared.Name, t.declared.Modality
		}
		if t.partOf != "" {
			r.above = t.partOf
		}
		for _, h := range t.Holder {
			if !slices.ContainsFunc(r.Holder, func(x verbale.ActorRef) bool { return x.ID == h.ID }) {
				r.Holder = append(r.Holder, h)
			}
		}
	}
	slices.Sort(r.Of)
	r.Of = slices.Compact(r.Of)
	r.Tellings = len(documents)
	r.Confidence = min(950, r.Confidence+40*(r.Tellings-1))
	if len(r.Invocations) == 0 && !best.textual {
		r.Confidence -= 150 // nobody is told to voice it
	}
	r.Doubtful = r.Confidence < Sure
	r.ID = derive.ID("clause", r.Evidence)
	return r
}

// tie makes halves parts of their principles.
func tie(rows []Row) {
	of := map[string]int{}
	for i := range rows {
		for _, id := range rows[i].known {
			of[id] = i
		}
	}
	for i := range rows {
		whole, ok := of[rows[i].above]
		if rows[i].above == "" || !ok || whole == i {
			continue
		}
		rows[i].PartOf = &rows[whole].ID
		rows[whole].Parts = append(rows[whole].Parts, rows[i].ID)
	}
	for i := range rows {
		r := &rows[i]
		if r.PartOf == nil {
			continue
		}
		for k := range r.Invocations {
			v := &r.Invocations[k]
			if v.Stance != verbale.LimitsIt {
				continue
			}
			for _, other := range rows[of[r.above]].Parts {
				if other != r.ID {
					v.Against = &other
				}
			}
		}
	}
}

// Add adds the places that name a principle without the noun. They are no evidence of the
// clause, so that its id does not hang on them.
func Add(rows []Row, voiced map[string][]Telling) {
	for i := range rows {
		r := &rows[i]
		for _, t := range voiced[r.ID] {
			if slices.ContainsFunc(r.What, func(e verbale.Located) bool {
				return told.Overlap([]verbale.Located{e}, []verbale.Located{t.What}) && e.Document == t.What.Document
			}) {
				continue
			}
			r.What = append(r.What, t.What)
			r.Invocations = append(r.Invocations, *t.Invocation)
		}
		slices.SortStableFunc(r.Invocations, func(a, b verbale.Invocation) int { return derive.Before(a.Evidence[0], b.Evidence[0]) })
		documents := map[string]bool{}
		for _, e := range r.What {
			documents[e.Document] = true
		}
		r.Tellings = len(documents)
	}
}
