package actor

import (
	"strconv"
	"strings"
	"unicode"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/world"
	"verbale.dev/verbale/lang"
)

// Setting is what is known of a report beside its text.
type Setting struct {
	Day   string // the report's own day as an ISO date; "" where it has none
	Place string // of its dateline
}

// Cast is who is named and referred to in one report, before it is known who
// said what.
type Cast struct {
	*page.Page
	doc     *lang.Document
	world   *world.World
	words   *lexicon.Lexicon
	weights *Weights
	setting Setting
	year    int
	taken   []bool   // tokens that are part of a name
	loud    []bool   // by sentence: written in capitals throughout
	found   []*found // in order of the text
	actors  []*local
	here    string // id of the state in which the report was written, or ""
}

// found is a mention while it is worked on.
type found struct {
	first, last int // its tokens
	head        int
	form        verbale.MentionForm
	kind        verbale.ActorType
	rule        string
	tied        string       // of a nominal: the case of nominalCases that tied it, or said that it means nobody
	name        string       // without titles
	entry       *world.Entry // what the table of the world has of it, or nil
	how         world.How
	body        string // kind of a body of a state, of which it is not said yet whose
	roles       []verbale.LocalRole
	title       string // folded title words before the name
	outer       [2]int // tokens of the whole phrase, with titles and apposition; zero where it is not wider
	chain       int    // index in Cast.actors; -1
	sentence    int
	indefinite  bool
	many        bool
	silent      bool // not a mention: a place, or words of another
	noun        string
	of          string // of a nominal: id in the world of the state or body that it names
}

// local is an actor of the report while it is worked on.
type local struct {
	verbale.LocalActor
	key      string // folded name without titles
	gender   byte   // 'm', 'f' or 0
	many     bool
	nobody   bool     // spoke, but by its noun is neither people nor a body: "the measure"
	party    string   // by the word that reports put before an office
	nouns    []string // words that can mean it: of its offices, of its name
	were     []string // words of the offices that it held before
	sides    []string // ids in the world
	sideOf   []int    // actors for which it speaks
	servant  string   // of one without a name: id in the world of the body that it is of
	kinds    []string // kinds of its offices
	mentions int
	last     int // token of its last mention so far
}

// Find finds names, offices, nominals and pronouns. The weights say which
// antecedents a pronoun can have.
func Find(w *Weights, words *lexicon.Lexicon, p *page.Page, setting Setting) *Cast {
	doc := p.Doc
	c := &Cast{Page: p, doc: doc, world: world.Load(), words: words, weights: w, setting: setting}
	if len(setting.Day) >= 4 {
		c.year, _ = strconv.Atoi(setting.Day[:4])
	}
	c.taken = make([]bool, len(doc.Tokens))
	c.loud = make([]bool, len(doc.Sentences))
	for i, s := range doc.Sentences {
		text := s.Text(doc.Text)
		c.loud[i] = len(text) > 8 && text == strings.ToUpper(text) && text != strings.ToLower(text)
	}
	if c.year == 0 {
		c.year = c.yearOfNames()
	}
	if setting.Place != "" {
		if found := c.world.Find(setting.Place, c.year); len(found) > 0 {
			c.here = found[0].ID
		}
	}
	c.names()
	c.titles()
	c.nominals()
	c.pronouns()
	c.order()
	return c
}

// yearOfNames returns a year in which the states were that an undated report
// names and that are gone; 0 where it names none.
func (c *Cast) yearOfNames() int {
	for i := range c.doc.Tokens {
		if !capital(c.doc.Form(i)) {
			continue
		}
		for _, m := range c.world.Find(c.doc.Form(i), 0) {
			if m.Type == verbale.State && m.Until != 0 && m.How != world.ByCapital && len(c.world.Find(c.doc.Form(i), 0)) == 1 {
				return m.Until - 4
			}
		}
	}
	return 0
}

func (c *Cast) text(first, last int) string {
	return c.doc.Text[c.doc.Tokens[first].Start:c.doc.Tokens[last-1].End]
}

// at returns the small form of token i, "" outside the report.
func (c *Cast) at(i int) string { return c.Lower(i) }

func (c *Cast) upos(i int) string {
	if i < 0 || i >= len(c.doc.Tokens) {
		return ""
	}
	return c.doc.Tokens[i].UPOS
}

func (c *Cast) sentenceOf(i int) *lang.Sentence { return &c.doc.Sentences[c.doc.SentenceOf(i)] }

func (c *Cast) add(f *found) *found {
	f.chain = -1
	if f.head < f.first || f.head >= f.last {
		f.head = f.last - 1
	}
	f.sentence = c.doc.SentenceOf(f.first)
	c.found = append(c.found, f)
	return f
}

// capital reports whether a word begins with a capital, hasCapital whether one
// stands anywhere in it.
func capital(form string) bool {
	for _, r := range form {
		return unicode.IsUpper(r)
	}
	return false
}

func hasCapital(text string) bool { return strings.IndexFunc(text, unicode.IsUpper) >= 0 }

// bare is a word without the stop of an abbreviation.
func bare(word string) string { return strings.TrimSuffix(word, ".") }
