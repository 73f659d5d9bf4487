package told

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon/exchange"
	"verbale.dev/verbale/lang"
)

// Token is a word, or one character that is none.
type Token struct {
	lang.Span
	Text     string // as it stands
	Lower    string // in small letters, without "'s"
	Owns     bool   // it has "'s", or the mark alone after s
	Sentence int
	Word     bool
}

// View is a report as its words.
type View struct {
	*Report
	Tokens []Token
	// ends finds the mentions by their ends, and starts by their starts: indices into
	// Mentions.
	ends, starts map[int][]int
}

func NewView(r *Report) *View {
	v := &View{Report: r, ends: map[int][]int{}, starts: map[int][]int{}}
	sentence := 0
	for _, p := range r.Passages {
		if before := len(v.Tokens); strings.TrimSpace(p.Text) != "" {
			v.take(p, &sentence)
			if len(v.Tokens) > before {
				sentence++
			}
		}
	}
	for i, m := range r.Mentions {
		v.ends[m.End] = append(v.ends[m.End], i)
		v.starts[m.Start] = append(v.starts[m.Start], i)
	}
	return v
}

// take adds the tokens of a passage.
func (v *View) take(p Passage, sentence *int) {
	for at := 0; at < len(p.Text); {
		r, size := utf8.DecodeRuneInString(p.Text[at:])
		if unicode.IsSpace(r) {
			at += size
			continue
		}
		end := at + size
		word := inWord(r)
		if word {
			end = at + wordLength(p.Text[at:])
		}
		t := Token{Span: lang.Span{Start: p.Start + at, End: p.Start + end}, Text: p.Text[at:end], Word: word}
		t.Lower = strings.ToLower(t.Text)
		for _, mark := range []string{"'s", "’s"} {
			if base, ok := strings.CutSuffix(t.Lower, mark); ok {
				t.Lower, t.Owns = base, true
			}
		}
		if n := len(v.Tokens); n > 0 && v.Tokens[n-1].Sentence == *sentence && v.ended(t) {
			*sentence++
		}
		t.Sentence = *sentence
		v.Tokens = append(v.Tokens, t)
		at = end
	}
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// wordLength is the length of the word at the head of a text. A mark between two
// letters is part of it.
func wordLength(text string) int {
	end := 0
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !inWord(r) {
			next, _ := utf8.DecodeRuneInString(text[end+size:])
			if end == 0 || !strings.ContainsRune("'’-.", r) || !inWord(next) || r == '.' && unicode.IsLower(next) {
				break
			}
		}
		end += size
	}
	return end
}

// ended reports whether a sentence ends before a token: after a stop, a question or
// exclamation mark, whatever marks of quotation stand between, and before a capital or
// an opening mark.
func (v *View) ended(next Token) bool {
	i := len(v.Tokens) - 1
	for i > 0 && strings.ContainsAny(v.Tokens[i].Text, `"”’»)`) && !v.Tokens[i].Word {
		i--
	}
	if last := v.Tokens[i]; last.Word || !strings.ContainsAny(last.Text, ".!?…") || i > 0 && initial(v.Tokens[i-1].Text) && last.Text == "." {
		return false
	}
	r, _ := utf8.DecodeRuneInString(next.Text)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune(`"“«‘`, r)
}

// initial reports whether a word before a stop is an abbreviation: a letter, letters
// with stops between them, or a title.
func initial(word string) bool {
	return len(word) == 1 || strings.Contains(word, ".") || len(word) <= 3 && word != strings.ToLower(word) && word != strings.ToUpper(word)
}

// At is the index of the first token that ends after an offset.
func (v *View) At(offset int) int {
	return sort.Search(len(v.Tokens), func(i int) bool { return v.Tokens[i].End > offset })
}

// Located is the words from one token to another, which is not among them; of an empty
// stretch the first token.
func (v *View) Located(first, last int) verbale.Located {
	last = max(last, first+1)
	span := lang.Span{Start: v.Tokens[first].Start, End: v.Tokens[last-1].End}
	return verbale.Located{Document: v.Document, Version: v.Version, Excerpt: verbale.Excerpt{Span: span, Text: v.WordsAt(span)}}
}

// WordsAt are those of the text at a span within one passage.
func (v *View) WordsAt(span lang.Span) string {
	i := sort.Search(len(v.Passages), func(i int) bool { return v.Passages[i].Start > span.Start }) - 1
	p := v.Passages[i]
	return p.Text[span.Start-p.Start : min(span.End-p.Start, len(p.Text))]
}

// SentenceOf is the tokens of the sentence that holds a token: the first of it and the
// first of the next.
func (v *View) SentenceOf(i int) (first, last int) {
	first, last = i, i+1
	for first > 0 && v.Tokens[first-1].Sentence == v.Tokens[i].Sentence {
		first--
	}
	for last < len(v.Tokens) && v.Tokens[last].Sentence == v.Tokens[i].Sentence {
		last++
	}
	return first, last
}

// Is reports whether the token at i is one of a few words in small letters.
func (v *View) Is(i int, words ...string) bool {
	return i >= 0 && i < len(v.Tokens) && slices.Contains(words, v.Tokens[i].Lower)
}

// Of returns the row of a class for the token at i, or nil.
func (v *View) Of(i int, class exchange.Class) *exchange.Word {
	if i < 0 || i >= len(v.Tokens) || !v.Tokens[i].Word {
		return nil
	}
	return exchange.Of(v.Tokens[i].Lower, class)
}

// Small is what a small word at i is, "" of another.
func (v *View) Small(i int) string {
	if w := v.Of(i, exchange.Small); w != nil {
		return w.Value
	}
	return ""
}

// Ending is the longest mention that ends with the token at i, "'s" left out; nil where
// none does.
func (v *View) Ending(i int) *Mention {
	t := v.Tokens[i]
	offsets := []int{t.End}
	if t.Owns {
		offsets = append(offsets, t.Start+len(t.Lower))
	}
	var best *Mention
	for _, offset := range offsets {
		for _, k := range v.ends[offset] {
			if m := &v.Mentions[k]; best == nil || m.Start < best.Start {
				best = m
			}
		}
	}
	return best
}

// Starting is the longest mention that starts with the token at i, after an article or
// with it; nil where none does.
func (v *View) Starting(i int) *Mention {
	var best *Mention
	for k := i; k < min(i+2, len(v.Tokens)); k++ {
		for _, j := range v.starts[v.Tokens[k].Start] {
			if m := &v.Mentions[j]; best == nil || m.End > best.End {
				best = m
			}
		}
		if best != nil || !v.Is(i, "the", "a", "an") {
			break
		}
	}
	return best
}

// Within lists the mentions in a span that are in no longer one of it, in their order.
func (v *View) Within(span lang.Span) []*Mention {
	first := sort.Search(len(v.Mentions), func(i int) bool { return v.Mentions[i].Start >= span.Start })
	var all []*Mention
	for i := first; i < len(v.Mentions) && v.Mentions[i].Start < span.End; i++ {
		m := &v.Mentions[i]
		if m.End > span.End {
			continue
		}
		if n := len(all); n > 0 && m.Start < all[n-1].End {
			if m.Len() > all[n-1].Len() {
				all[n-1] = m
			}
			continue
		}
		all = append(all, m)
	}
	return all
}

// PapersWithin lists the mentions of papers that lie in a span, in their order.
func (v *View) PapersWithin(span lang.Span) []*PaperMention {
	var all []*PaperMention
	for i := sort.Search(len(v.Papers), func(i int) bool { return v.Papers[i].Start >= span.Start }); i < len(v.Papers) && v.Papers[i].Start < span.End; i++ {
		if v.Papers[i].End <= span.End {
			all = append(all, &v.Papers[i])
		}
	}
	return all
}

// longestPaper is how long the words for a paper are at most, in bytes.
const longestPaper = 400

// PapersAround lists the mentions of papers that hold a span, the last to start first.
func (v *View) PapersAround(span lang.Span) []*PaperMention {
	var all []*PaperMention
	for i := sort.Search(len(v.Papers), func(i int) bool { return v.Papers[i].Start > span.Start }) - 1; i >= 0 && v.Papers[i].Start > span.Start-longestPaper; i-- {
		if v.Papers[i].End >= span.End {
			all = append(all, &v.Papers[i])
		}
	}
	return all
}

// SidesOf are those for whom actors speak; who speaks for nobody is a side of its own.
func (r *Report) SidesOf(actors []verbale.ActorRef) []string {
	var all []string
	for _, a := range actors {
		sides := r.Sides[a.ID]
		if len(sides) == 0 {
			sides = []string{a.ID}
		}
		all = append(all, sides...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Share reports whether two sorted lists have something in common.
func Share(a, b []string) bool {
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); ok {
			return true
		}
	}
	return false
}

// stemLength is how many letters of a word count when words of two tellings are
// compared: "expansion" and "expand" are one.
const stemLength = 5

// Stems are the words of text that carry what it says, cut to their beginnings, sorted.
func Stems(texts ...string) []string {
	var all []string
	for _, text := range texts {
		for at := 0; at < len(text); {
			r, size := utf8.DecodeRuneInString(text[at:])
			if !inWord(r) {
				at += size
				continue
			}
			n := wordLength(text[at:])
			word := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(text[at:at+n]), "'s"), "’s")
			at += n
			if len(word) < 3 || exchange.Of(word, exchange.Small) != nil {
				continue
			}
			word = strings.TrimPrefix(word, "non-")
			for _, ending := range [...]string{"wards", "ward"} {
				if base, ok := strings.CutSuffix(word, ending); ok && len(base) >= 4 {
					word = base // "eastward" is "east"
				}
			}
			if len(word) > stemLength {
				word = word[:stemLength]
			} else if len(word) > 3 {
				word = strings.TrimSuffix(word, "s")
			}
			all = append(all, strings.ToValidUTF8(word, ""))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// StemsAt are the stems of words with whom they name as one stem: of "the guild's pier"
// those of the guild, whatever it is called, and of the pier.
func (v *View) StemsAt(what ...verbale.Located) []string {
	var all, texts []string
	for _, w := range what {
		from := w.Start
		for _, m := range v.Within(w.Span) {
			if m.Actor.Type == verbale.Organisation && m.Form != verbale.Pronominal {
				all = append(all, "@"+m.Actor.ID)
				texts = append(texts, v.WordsAt(lang.Span{Start: from, End: max(from, m.Start)}))
				from = max(from, m.End)
			}
		}
		texts = append(texts, v.WordsAt(lang.Span{Start: from, End: max(from, w.End)}))
	}
	all = append(all, Stems(texts...)...)
	slices.Sort(all)
	return slices.Compact(all)
}

// Common counts what two sorted lists have in common.
func Common(a, b []string) int {
	n := 0
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); ok {
			n++
		}
	}
	return n
}

// Beyond counts what two sorted lists have in common that is in no third one.
func Beyond(a, b, names []string) int {
	n := 0
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); ok {
			if _, name := slices.BinarySearch(names, x); !name {
				n++
			}
		}
	}
	return n
}

func NamesOf(lists ...[]verbale.ActorRef) []string {
	var names []string
	for _, list := range lists {
		for _, a := range list {
			names = append(names, a.Name)
		}
	}
	return names
}

func TextsOf(what []verbale.Located) []string {
	texts := make([]string, len(what))
	for i, w := range what {
		texts[i] = w.Text
	}
	return texts
}

// Report is what the record has of one version of a document.
type Report struct {
	Document, Version string
	Day               *string // its own
	Passages          []Passage
	Statements        []*verbale.Statement // in order of their contents
	Mentions          []Mention            // in order of their starts
	Times             []verbale.TimeExpression
	Papers            []PaperMention // in order of their starts
	// Sides are the actors for whom an actor speaks, by its id, as the whole dossier
	// has it; those of a state are itself.
	Sides map[string][]string
}

// Passage is a stretch of the text without a line break in it but at its end.
type Passage struct {
	Start int
	Text  string
}

// PaperMention is words that mean a paper.
type PaperMention struct {
	lang.Span
	Paper   string // id
	Named   bool   // it has a proper name
	Answers string // id of the paper that it answers, "" of none
}

// Mention is words that mean an actor.
type Mention struct {
	lang.Span
	Form  verbale.MentionForm
	Actor verbale.ActorRef
}

// Voice is the smallest statement whose content holds a span; nil where the report
// itself tells it.
func (v *View) Voice(span lang.Span) *verbale.Statement {
	var best *verbale.Statement
	least := 0
	for _, s := range v.Statements {
		for _, e := range s.Content {
			if e.Start <= span.Start && span.End <= e.End && (best == nil || e.Len() < least) {
				best, least = s, e.Len()
			}
		}
	}
	return best
}

// Overlap reports whether half of the shorter of two lists of spans stands in the other.
func Overlap(a, b []verbale.Located) bool {
	shared, lengthA, lengthB := 0, 0, 0
	for _, x := range a {
		lengthA += x.Len()
		for _, y := range b {
			shared += max(0, min(x.End, y.End)-max(x.Start, y.Start))
		}
	}
	for _, y := range b {
		lengthB += y.Len()
	}
	return 2*shared >= min(lengthA, lengthB) && shared > 0
}
