package actor

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// marking is what the engine is made to take for a name: "[ORG Harbour Commission]".
var marking = regexp.MustCompile(`\[([A-Z]+) ([^\]]*)\]`)

// TestNameCases holds a sentence for each case of nameCases, with the names that the
// engine is made to find, and what the case reads; "-" is no name.
func TestNameCases(t *testing.T) {
	t.Parallel()
	analyzer := lang.NewAnalyzer()
	tested := map[string]bool{}
	for _, test := range []struct{ name, text, want string }{
		{"adherents", "The Republicans left.", "-"},
		{"newspaper", "The [LOC Bergen] Messenger left.", "The Bergen Messenger"},
		{"body-of-a-state", "The Norwegian Foreign Ministry left.", "The Norwegian Foreign Ministry"},
		{"unmarked-body", "They met the Foreign Ministry.", "Foreign Ministry"},
		{"proper-nouns", "Then Holmgren Lines left.", "Holmgren Lines"},
		{"unmarked-person", "Ban KI-MOON left.", "Ban KI-MOON"},
		{"of-the-world", "They met NATO.", "NATO"},
		{"none", "They were late.", "-"},
		{"body-of-a-person", "The [PER Brandt] administration left.", "Brandt administration"},
		{"person", "Then [PER Ida Brandtsen] left.", "Ida Brandtsen"},
		{"body", "They met his [ORG Foreign Ministry].", "Foreign Ministry"},
		{"office", "The [ORG Prime Minister] left.", "-"},
		{"person-taken-for-a-body", "Then [ORG Robert Brandtsen] left.", "Robert Brandtsen"},
		{"paper", "He read the [ORG Holm Treaty].", "Holm Treaty"},
		{"entity", "The [ORG Harbour Commission] left.", "Harbour Commission"},
		{"bank-of-a-place", "The [LOC Bank of Ortona] left.", "Bank of Ortona"},
		{"paper-of-a-place", "They read his [LOC Norwegian Valley] Messenger.", "Norwegian Valley Messenger"},
		{"person-taken-for-a-place", "Then [LOC Count Szemere] left.", "Count Szemere"},
		{"place", "He lived in [LOC Ortona].", "Ortona"},
		{"of-the-world-within", "He read the [MISC Helsinki Papers].", "Helsinki"},
		{"initials", "The [MISC QRX] left.", "QRX"},
		{"addressed", "Then Captain [MISC Titanic] left.", "Titanic"},
		{"one-word", "Then [MISC Holmgren] left.", "-"},
		{"thing", "He won the [MISC Easter Regatta].", "Easter Regatta"},
	} {
		doc := analyzer.Analyze(marking.ReplaceAllString(test.text, "$2"))
		doc.Entities = nil
		for _, m := range marking.FindAllStringSubmatch(test.text, -1) {
			at := strings.Index(doc.Text, m[2])
			e := lang.Entity{Span: lang.Span{Start: at, End: at + len(m[2])}, Label: m[1]}
			e.First, e.Last = doc.TokenAt(e.Start), doc.TokenAt(e.End-1)+1
			doc.Entities = append(doc.Entities, e)
		}
		starts := startsOf(page.New(doc, nil))
		if !slices.Contains(starts, test.name+": "+test.want) {
			t.Errorf("%s: %q reads %q", test.name, test.text, starts)
		}
		tested[test.name] = true
	}
	for i := range nameCases {
		if name := nameCases[i].name; !tested[name] {
			t.Errorf("the case %s has no sentence", name)
		}
	}
}

// startsOf goes over the tokens of a page as names does and tells which case decided
// at each, and what it read.
func startsOf(p *page.Page) []string {
	c := Find(Shipped(), lexicon.Load(), p, Setting{Day: "2022-02-09"})
	c.taken, c.found = make([]bool, len(p.Doc.Tokens)), nil
	entities := make([]int, len(p.Doc.Tokens))
	for k, e := range p.Doc.Entities {
		entities[e.First] = k + 1
	}
	var starts []string
	for i := 0; i < len(p.Doc.Tokens); {
		next, name := c.nameStartAt(i, len(p.Doc.Tokens), entities, false).first()
		read := "-"
		if next > i {
			read = c.text(i, next)
		}
		starts = append(starts, name+": "+read)
		i = max(i+1, next)
	}
	return starts
}
