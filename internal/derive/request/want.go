package request

import (
	"slices"
	"strings"
	"unicode"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/told"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/lexicon/exchange"
	"verbale.dev/verbale/lang"
)

const (
	manner  = exchange.Manner
	reply   = exchange.Reply
	wanted  = exchange.Request
	dealt   = exchange.Answer
	isSmall = exchange.Small
)

// kinds are the kinds of statements that are requests.
var kinds = map[verbale.Kind]verbale.RequestKind{
	verbale.Demand: verbale.RequestDemand, verbale.Ask: verbale.RequestQuestion, verbale.Propose: verbale.RequestProposal,
	verbale.Accuse: verbale.RequestCharge,
}

// statement takes a statement that is a request: "Norland demands that the port open",
// "asked whether the toll would rise", "accused the guild of smuggling".
func (f *finder) statement(s *verbale.Statement) {
	kind, ok := kinds[s.Kind]
	rule := "kind"
	if !ok && f.awaits(s) {
		kind, ok, rule = verbale.RequestDemand, true, "awaits"
	}
	if !ok || s.Factuality == verbale.Negated || s.Factuality == verbale.Asked || f.unnamedWish(s) || f.wasAsked(s) || f.supposed(s) {
		return
	}
	if kind == verbale.RequestProposal && strings.HasPrefix(strings.ToLower(textOf(s.Cue)), "offer") {
		kind = verbale.RequestOffer
	}
	t := f.of1(s, kind, rule)
	f.parts(&t)
	t.To = s.Addressees
	if kind == verbale.RequestCharge {
		t.To = f.subject(s)
	} else if kind != verbale.RequestQuestion {
		if named := f.subject(s); len(t.To) == 0 || len(named) > 1 && slices.ContainsFunc(named, func(a verbale.ActorRef) bool { return a.ID == t.To[0].ID }) {
			t.To = named
		} else if f.ofOthers(s) {
			t.To = nil
		}
	}
	t.To = slices.DeleteFunc(slices.Clone(t.To), func(a verbale.ActorRef) bool { return !proper(a) })
	previous := f.pointedAt(s)
	if first := f.At(s.Content[0].Start) + 2; previous != nil && len(t.To) == 0 && f.Is(first, "to", "of") {
		t.To = actorOf(f.Starting(first + 1))
	}
	t.Confidence = f.confidenceOf(s, &t)
	if previous != nil {
		t.What = []verbale.Located{*previous}
	}
	f.add(t)
}

// wasAsked reports whether the cue tells that the speaker was asked, and not that he asks:
// "when asked to comment on the toll, Brenn said …".
func (f *finder) wasAsked(s *verbale.Statement) bool {
	if len(s.Cue) == 0 {
		return false
	}
	i := f.At(s.Cue[0].Start)
	for f.Small(i) == "auxiliary" {
		i++
	}
	return f.Is(i, "asked", "pressed", "quizzed") && (f.Is(i-1, "when", "if", "was", "were", "is", "are", "been", "being") || i > 0 && f.Tokens[i].Sentence != f.Tokens[i-1].Sentence)
}

// of1 is a telling that a statement makes.
func (f *finder) of1(s *verbale.Statement, kind verbale.RequestKind, rule string) Telling {
	t := Telling{Kind: kind, By: s.Speakers, On: s.SaidOn, Named: s.SaidOn, Statement: s.ID, Account: s.Account, Teller: s.Teller, Rule: rule}
	if s.Utterance != nil {
		t.Utterance = *s.Utterance
	}
	for _, e := range s.Content {
		t.What = append(t.What, verbale.Located{Document: f.Document, Version: f.Version, Excerpt: e})
	}
	return t
}

func textOf(excerpts []verbale.Excerpt) string {
	texts := make([]string, len(excerpts))
	for i, e := range excerpts {
		texts[i] = e.Text
	}
	return strings.Join(texts, " ")
}

// awaits reports whether a statement expects the answer of another: "expects a prompt
// reply to its note", "awaits the port's answer".
func (f *finder) awaits(s *verbale.Statement) bool {
	if s.Kind != verbale.Predict && s.Kind != verbale.Say && s.Kind != verbale.Intend {
		return false
	}
	cue := strings.ToLower(textOf(s.Cue))
	if !strings.Contains(cue, "expect") && !strings.Contains(cue, "await") && !strings.Contains(cue, "wait") {
		return false
	}
	first := f.At(s.Content[0].Start)
	for i := first; i < min(first+5, len(f.Tokens)) && f.Tokens[i].End <= s.Content[0].End; i++ {
		if f.Of(i, reply) != nil {
			return true
		}
		if f.Small(i) == "preposition" || f.Small(i) == "auxiliary" {
			return false
		}
	}
	text := " " + strings.ToLower(textOf(s.Content)) + " "
	return strings.Contains(text, " to respond ") || strings.Contains(text, " to answer ") || strings.Contains(text, " to reply ")
}

// unnamedWish reports whether somebody asks on what terms he may be quoted, which is no
// part of the exchange: "asked not to be named".
func (f *finder) unnamedWish(s *verbale.Statement) bool {
	text := strings.ToLower(textOf(s.Content))
	for _, words := range [...]string{"to be named", "to be identified", "to be quoted", "anonymity", "be used"} {
		if strings.Contains(text, words) {
			return true
		}
	}
	return false
}

// subject is who is to do what is wanted, or who is accused: the actor with whom the
// words begin ("that Belgrade suppress …", "Russia of undermining it").
func (f *finder) subject(s *verbale.Statement) []verbale.ActorRef {
	first := f.At(s.Content[0].Start)
	for i := first; i < min(first+4, len(f.Tokens)); i++ {
		if m := f.Starting(i); m != nil {
			if last := f.At(m.End - 1); m.Form == verbale.Pronominal && m.Actor.ID == "" || f.Tokens[last].Owns || m.End > s.Content[0].End {
				return nil
			}
			return f.listed(m, s.Content[0].End)
		}
		if f.Tokens[i].Word && !f.Is(i, "that", "the") && i > first {
			break
		}
	}
	return nil
}

// ofOthers reports whether what is wanted is that others than those addressed do it: "told
// the clerk that he wanted the ferrymen to wait".
func (f *finder) ofOthers(s *verbale.Statement) bool {
	if s.Mode == verbale.Direct {
		return false
	}
	first := f.At(s.Content[0].Start)
	if f.Is(first, "that") && f.Is(first+1, "he", "she", "they", "it") && f.Is(first+2, "wants", "wanted", "want", "expects", "expected", "expect") {
		first += 3 // "told Brenn that he wants the ferrymen to wait"
	}
	for i := first; i < min(first+8, len(f.Tokens)) && f.Tokens[i].Word; i++ {
		if f.Is(i, "to") {
			if i == first || len(s.Addressees) == 0 {
				return false
			}
			for _, m := range f.Within(lang.Span{Start: f.Tokens[first].Start, End: f.Tokens[i].Start}) {
				if slices.ContainsFunc(s.Addressees, func(a verbale.ActorRef) bool { return a.ID == m.Actor.ID }) {
					return false
				}
			}
			return f.Small(first) == "" || f.Small(first) == "determiner"
		}
		if small := f.Small(i); small == "auxiliary" || small == "relative" {
			return false
		}
	}
	return false
}

// supposed reports whether a statement stands in a clause with "if": "if Dole wants it, he
// should say so".
func (f *finder) supposed(s *verbale.Statement) bool {
	if len(s.Cue) == 0 {
		return false
	}
	at := f.At(s.Cue[0].Start)
	first, _ := f.SentenceOf(at)
	for i := at - 1; i >= max(first, at-5); i-- {
		if f.Is(i, "if", "unless", "whether") {
			return true
		}
		if !f.Tokens[i].Word {
			return false
		}
	}
	return false
}

// listed is an actor with those whom a comma or "and" joins to it: "Arvik, Brenn and the
// guilds".
func (f *finder) listed(m *told.Mention, end int) []verbale.ActorRef {
	all := actorOf(m)
	for k := f.At(m.End-1) + 1; k+1 < len(f.Tokens) && (f.Tokens[k].Text == "," || f.Is(k, "and")); {
		if f.Is(k+1, "and") {
			k++
		}
		next := f.Starting(k + 1)
		if next == nil || next.Actor.ID == "" || next.End > end || f.Tokens[f.At(next.End-1)].Owns {
			break
		}
		all = append(all, next.Actor)
		k = f.At(next.End-1) + 1
	}
	return all
}

func actorOf(m *told.Mention) []verbale.ActorRef {
	if m == nil || m.Actor.ID == "" {
		return nil
	}
	return []verbale.ActorRef{m.Actor}
}

// pointedAt is the question that a content points back at: of "the ministry asked those
// questions", what the report told before.
func (f *finder) pointedAt(s *verbale.Statement) *verbale.Located {
	i := f.At(s.Content[0].Start)
	if !f.Is(i, "those", "these", "this", "that", "the") || f.Of(i+1, wanted) == nil || f.Of(i+1, wanted).Value != "question" {
		return nil
	}
	if f.Small(i+2) != "preposition" && !f.Is(i+2, "to") && i+2 < len(f.Tokens) && f.Tokens[i+2].Word {
		return nil
	}
	var best *verbale.Located
	for _, other := range f.Statements {
		for _, r := range other.RespondsTo {
			if r.End <= s.Content[0].Start && (best == nil || r.Start > best.Start) && len(strings.Fields(r.Text)) > 4 {
				best = &verbale.Located{Document: f.Document, Version: f.Version, Excerpt: r.Excerpt}
			}
		}
	}
	return best
}

// cases are what makes it less sure that a statement is a request of its speaker to
// another, each with what it takes away.
var cases = []struct {
	name string
	less int
	of   func(f *finder, s *verbale.Statement, t *Telling) bool
}{
	{"speaker hardly sure", 60, func(_ *finder, s *verbale.Statement, _ *Telling) bool { return s.Confidence < 600 }},
	{"only possible", 200, func(_ *finder, s *verbale.Statement, _ *Telling) bool { return s.Factuality == verbale.Possible }},
	{"nobody who could ask", 150, func(_ *finder, s *verbale.Statement, _ *Telling) bool { return s.Speaker == nil || !proper(*s.Speaker) }},
	{"the outlet's word", 80, func(_ *finder, s *verbale.Statement, _ *Telling) bool { return s.Account == verbale.OutletVoice }},
	{"a word or two", 150, func(_ *finder, s *verbale.Statement, _ *Telling) bool { return lengthOf(s) < 3 }},
	{"three words", 60, func(_ *finder, s *verbale.Statement, _ *Telling) bool { return lengthOf(s) == 3 }},
	{"many words", 120, func(_ *finder, s *verbale.Statement, _ *Telling) bool { return lengthOf(s) > 60 }},
	{"to nobody", 70, func(_ *finder, _ *verbale.Statement, t *Telling) bool { return len(t.To) == 0 }},
	{"a charge against nobody", 80, func(_ *finder, _ *verbale.Statement, t *Telling) bool {
		return t.Kind == verbale.RequestCharge && len(t.To) == 0
	}},
	// "“And where was it?” he asked." is of a scene, and seldom of the exchange.
	{"a question in its own words", 150, func(_ *finder, s *verbale.Statement, t *Telling) bool {
		return t.Kind == verbale.RequestQuestion && s.Mode == verbale.Direct
	}},
	{"a question without a question", 200, func(f *finder, s *verbale.Statement, t *Telling) bool {
		first := f.At(s.Content[0].Start)
		return t.Kind == verbale.RequestQuestion && s.Mode != verbale.Direct && f.Small(first) != "relative" && f.Small(first) != "auxiliary" &&
			!f.Is(first, "if", "about", "to") && f.pointedAt(s) == nil
	}},
	// "questioned whether the toll would hold": a doubt.
	{"the answer with it", 200, func(f *finder, s *verbale.Statement, t *Telling) bool {
		first := f.At(s.Content[0].Start) // "asked why: “Because of the toll.”"
		return t.Kind == verbale.RequestQuestion && first+1 < len(f.Tokens) && f.Tokens[first+1].Text == ":"
	}},
	{"a fact", 200, func(f *finder, s *verbale.Statement, t *Telling) bool {
		first := f.At(s.Content[0].Start)
		return t.Kind == verbale.RequestDemand && f.Is(first, "the") && f.Is(first+1, "fact")
	}},
	{"a doubt", 150, func(_ *finder, s *verbale.Statement, t *Telling) bool {
		return t.Kind == verbale.RequestQuestion && strings.Contains(strings.ToLower(textOf(s.Cue)), "question")
	}},
	{"a clause about somebody", 150, func(f *finder, s *verbale.Statement, t *Telling) bool {
		return t.Kind == verbale.RequestQuestion && s.Mode != verbale.Direct && strings.HasPrefix(strings.ToLower(s.Content[0].Text), "who") && strings.Contains(textOf(s.Content), ", to ")
	}},
	// "The guild blamed the mayor": of nothing.
	{"somebody and nothing else", 250, func(f *finder, s *verbale.Statement, t *Telling) bool {
		return t.Kind != verbale.RequestQuestion && f.onlyNames(s) || t.Kind == verbale.RequestCharge && f.ofNothing(s)
	}},
	// "suggested that it could rain"
	{"no more than a guess", 150, func(_ *finder, s *verbale.Statement, t *Telling) bool {
		text := textOf(s.Content)
		return t.Kind == verbale.RequestProposal && strings.HasPrefix(text, "that ") &&
			(strings.Contains(text, " could ") || strings.Contains(text, " might ") || strings.Contains(text, " may "))
	}},
	{"nothing that has to be", 150, func(f *finder, s *verbale.Statement, t *Telling) bool {
		return t.Kind == verbale.RequestDemand && t.Rule == "kind" && f.neutral(s) && !obliges(textOf(s.Content))
	}},
	// "The quay needs to be paid for," said the clerk.
	{"wanted by nothing but its words, of nobody", 150, func(f *finder, s *verbale.Statement, t *Telling) bool {
		return t.Kind == verbale.RequestDemand && t.Rule == "kind" && len(t.To) == 0 && f.neutral(s)
	}},
	{"wanted of oneself", 200, func(f *finder, s *verbale.Statement, t *Telling) bool {
		first := f.At(s.Content[0].Start)
		for first+1 < len(f.Tokens) && (!f.Tokens[first].Word || f.Is(first, "so", "and", "but")) {
			first++
		}
		return t.Kind == verbale.RequestDemand && f.Is(first, "we", "let", "our", "i", "my") && f.neutral(s) &&
			!f.Is(first+1, "demand", "want", "urge", "ask", "call", "insist", "expect", "request")
	}},
	// "The guild insists that the toll harms it."
	{"insists that it is so", 150, func(f *finder, s *verbale.Statement, t *Telling) bool {
		return t.Kind == verbale.RequestDemand && strings.Contains(strings.ToLower(textOf(s.Cue)), "insist") &&
			f.Is(f.At(s.Content[0].Start), "that") && !obliges(textOf(s.Content))
	}},
	{"forbidden by a text", 200, func(_ *finder, s *verbale.Statement, _ *Telling) bool {
		cue := strings.ToLower(textOf(s.Cue))
		return strings.Contains(cue, "forb") || strings.Contains(cue, "prohibit")
	}},
	// "wants to show that it can sail": what one wants to do oneself.
	{"wants to do it", 200, func(_ *finder, s *verbale.Statement, t *Telling) bool {
		cue := strings.ToLower(textOf(s.Cue))
		return t.Kind == verbale.RequestDemand && strings.Contains(cue, "want") && strings.Contains(cue, " to ")
	}},
	// "Brook told his clerk to write": within a side, and no part of an exchange.
	{"of one's own people", 200, func(f *finder, s *verbale.Statement, t *Telling) bool {
		first := f.At(s.Content[0].Start)
		return t.Kind == verbale.RequestDemand && f.Is(first, "his", "her", "him", "them")
	}},
	{"to see or know for oneself", 150, func(f *finder, s *verbale.Statement, t *Telling) bool {
		first := f.At(s.Content[0].Start)
		return t.Kind != verbale.RequestCharge && f.Is(first, "to") && f.Is(first+1, "see", "know", "hear", "leave", "speak") && lengthOf(s) < 6
	}},
}

// confidenceOf says how sure it is that a statement is a request of its speaker to
// somebody.
func (f *finder) confidenceOf(s *verbale.Statement, t *Telling) int {
	sure := 820
	for _, c := range cases {
		if c.of(f, s, t) {
			sure -= c.less
		}
	}
	return sure
}

func lengthOf(s *verbale.Statement) int { return len(strings.Fields(textOf(s.Content))) }

// onlyNames reports whether a content is nothing but those whom it names.
func (f *finder) onlyNames(s *verbale.Statement) bool {
	if len(s.Content) > 1 {
		return false
	}
	rest := 0
	for i := f.At(s.Content[0].Start); i < len(f.Tokens) && f.Tokens[i].End <= s.Content[0].End; {
		if m := f.Starting(i); m != nil && m.End <= s.Content[0].End {
			i = f.At(m.End-1) + 1
			continue
		}
		if f.Tokens[i].Word && f.Small(i) != "conjunction" && f.Small(i) != "determiner" {
			rest++
		}
		i++
	}
	return rest < 3 && len(f.Within(s.Content[0].Span)) > 0 && lengthOf(s) < 14 && rest*3 < lengthOf(s)
}

// ofNothing reports whether somebody is blamed and nothing tells for what: no verb, and
// no word that joins one.
func (f *finder) ofNothing(s *verbale.Statement) bool {
	for i := f.At(s.Content[0].Start); i < len(f.Tokens) && f.Tokens[i].End <= s.Content[len(s.Content)-1].End; i++ {
		if small := f.Small(i); small == "auxiliary" || small == "preposition" || f.Is(i, "that") || f.gerund(i) {
			return false
		}
	}
	return lengthOf(s) < 14
}

// obliges reports whether words say that something has to be done.
func obliges(text string) bool {
	text = " " + strings.ToLower(strings.NewReplacer(`"`, " ", "“", " ").Replace(text)) + " "
	if i := strings.Index(text, " be "); i > 0 {
		before := text[strings.LastIndexByte(text[:i], ' ')+1 : i]
		if small := exchange.Of(before, exchange.Small); small == nil || small.Value != "auxiliary" && before != "to" && before != "not" {
			return true // "that the quay be opened"
		}
	}
	for _, word := range [...]string{" must ", " should ", " has to ", " have to ", " needs to ", " need to ", " unacceptable", "ought to "} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// neutral reports whether no word of the cue says that something is wanted.
func (f *finder) neutral(s *verbale.Statement) bool {
	words := lexicon.Load()
	for _, cue := range s.Cue {
		for form := range strings.FieldsSeq(strings.ToLower(cue.Text)) {
			for _, w := range []*lexicon.Word{words.Form(form), words.NounForm(form)} {
				if _, wants := kinds[w.Kind]; wants || w.Kind == "" && w.Frames&(lexicon.ToBeDone|lexicon.Upon|lexicon.For) != 0 {
					return false
				}
			}
		}
	}
	return true
}

// proper reports whether an actor is one that can take part in an exchange: somebody of
// a name, or a loose collective that the world knows.
func proper(a verbale.ActorRef) bool {
	if a.Type == verbale.UnknownType || a.Type == verbale.Unnamed {
		return false
	}
	return a.Type == verbale.Collective || strings.ContainsFunc(a.Name, unicode.IsUpper)
}

// barred takes a position that something must not be: "a toll on grain is
// unacceptable", "the inadmissibility of a toll".
func (f *finder) barred(i int) {
	w := f.Of(i, exchange.Barred)
	if w == nil {
		return
	}
	s := f.Voice(f.Tokens[i].Span)
	if s == nil || s.Factuality != verbale.Asserted || i > 0 && f.Is(i-1, "not", "never") {
		return
	}
	first, last := f.barredSpan(i, w, s)
	if last-first < 2 || f.Is(first, "as", "if", "what", "it", "this") || f.Of(first, wanted) != nil || f.Of(first+1, wanted) != nil {
		return
	}
	t := f.of1(s, verbale.RequestDemand, "barred")
	t.What, t.Desist = []verbale.Located{f.Located(first, last)}, true
	t.Confidence = 780
	t.Parts = f.joined(first, last)
	for _, m := range f.Within(t.What[0].Span) {
		if m.Form != verbale.Pronominal && len(t.To) == 0 && (m.Actor.Type == verbale.State || m.Actor.Type == verbale.Organisation) {
			t.To = actorOf(m)
		}
	}
	if len(t.To) == 0 || f.Is(first, "it", "this", "that", "he", "they") {
		t.Confidence -= 200
	}
	f.add(t)
}

// barredSpan is what must not be: after "inadmissibility of", else what stands before the
// word in its clause.
func (f *finder) barredSpan(i int, w *exchange.Word, s *verbale.Statement) (first, last int) {
	from, end := f.SentenceOf(i)
	if w.Word == "inadmissibility" {
		if !f.Is(i+1, "of") {
			return i, i
		}
		last = i + 2
		for last < end && (f.Tokens[last].Word || f.Is(last, "-")) {
			last++
		}
		return i + 2, last
	}
	first = i
	for first > from && f.Tokens[first-1].Start >= contentStart(s, f.Tokens[i].Start) {
		if t := f.Tokens[first-1]; t.Lower == "that" && f.Small(first) != "auxiliary" || !t.Word && strings.ContainsAny(t.Text, `;:"“”`) {
			break
		}
		first--
	}
	last = i
	for last > first+1 && (f.Small(last-1) == "auxiliary" || f.Small(last-1) == "filler") {
		last--
	}
	return first, last
}

// contentStart is where the piece of content begins that holds an offset.
func contentStart(s *verbale.Statement, offset int) int {
	for _, e := range s.Content {
		if e.Start <= offset && offset < e.End {
			return e.Start
		}
	}
	return offset
}

// joined are the two halves of a phrase that "and" joins, where the second begins with an
// article and both say something: "a new toll and the closing of the pier"; nil of another.
func (f *finder) joined(first, last int) [][]verbale.Located {
	at := 0
	for i := first + 1; i+2 < last; i++ {
		if f.Tokens[i].Text == "," || f.Is(i, "and") && at > 0 {
			return nil
		}
		if f.Is(i, "and") && f.Is(i+1, "the", "a", "an", "any") {
			at = i
		}
	}
	if at == 0 || len(told.Stems(f.Located(first, at).Text)) < 2 || len(told.Stems(f.Located(at+1, last).Text)) < 2 {
		return nil
	}
	return [][]verbale.Located{{f.Located(first, at)}, {f.Located(at+1, last)}}
}
