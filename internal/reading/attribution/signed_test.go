package attribution_test

import (
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/attribution"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// TestWhoSpeaksWithoutAVerb reads quotations beside which only a name stands, and
// headlines.
func TestWhoSpeaksWithoutAVerb(t *testing.T) {
	t.Parallel()
	analyzer := lang.NewAnalyzer()
	for _, test := range []struct{ title, text, source, content string }{
		{"", `"We wait." – Ada Roth`, "Ada Roth", `"We wait."`},
		{"", `"We shall wait" (Ada Roth, 6 May).`, "Ada Roth", `"We shall wait"`},
		{"", `Statement of Minister Holub: "We are late."`, "Minister Holub", `"We are late."`},
		{"", `Holub, in a letter: "The road is shut."`, "Holub", `"The road is shut."`},
		{"", `"No ferry", says Holub`, "Holub", `"No ferry"`},
		{"", "The mayor, however, said that the port was closed.", "The mayor", "that the port was closed"},
		{"", `Holub replied: "Yes." He left.`, "Holub", `"Yes."`},
		{"Holub: no ferry tonight", "", "Holub", "no ferry tonight"},
		{"Bridge will be mended by May: Holub", "", "Holub", "Bridge will be mended by May"},
		{"Holub says 'no ferry'", "", "Holub", "'no ferry'"},
		{"Bridge will be mended by May - foreign minister", "", "foreign minister", "Bridge will be mended by May"},
		{"Road talks end without deal - The New York Times", "", "", ""},
		{"Photos: the harbour by night", "", "", ""},
	} {
		text, parts := test.text, []verbale.Part(nil)
		if test.title != "" {
			text = test.title + "\n\nThe talks ended on Monday."
			parts = []verbale.Part{{Kind: verbale.Title, Span: lang.Span{End: len(test.title)}}}
		}
		found := attribution.Find(attribution.Shipped(), lexicon.Load(), "x", page.New(analyzer.Analyze(text), parts))
		source, content := "", ""
		if len(found) > 0 {
			source, content = words(found[0].Source), words(found[0].Content)
		}
		if len(found) > 1 || source != test.source || content != test.content {
			t.Errorf("%q: %d statements, %q: %q, want %q: %q", text, len(found), source, content, test.source, test.content)
		}
	}
}

func words(excerpts []verbale.Excerpt) string {
	all := ""
	for _, e := range excerpts {
		all += e.Text
	}
	return all
}

// TestSayingsThatDidNotTakePlace reads verbs that deny or put off the saying that hangs on
// them, and others beside them.
func TestSayingsThatDidNotTakePlace(t *testing.T) {
	t.Parallel()
	analyzer := lang.NewAnalyzer()
	for text, want := range map[string]verbale.Factuality{
		"Holub has yet to say that the talks failed.":                verbale.Negated,
		"Holub stopped short of saying that the talks had failed.":   verbale.Negated,
		"Holub avoided saying that the talks had failed.":            verbale.Negated,
		"Holub did not say that the talks had failed.":               verbale.Negated,
		"Neither side said that the road was closed.":                verbale.Negated,
		"Did Holub say that the talks had failed?":                   verbale.Asked,
		"Holub was to announce that the talks had failed.":           verbale.Possible,
		"Holub said that the talks had failed.":                      verbale.Asserted,
		"Holub said without delay that the talks had failed.":        verbale.Asserted,
		"After the short talks Holub said that the road was shut.":   verbale.Asserted,
		"Holub, who failed in Brenn, said that the road was mended.": verbale.Asserted,
	} {
		found := attribution.Find(attribution.Shipped(), lexicon.Load(), "x", page.New(analyzer.Analyze(text), nil))
		if len(found) != 1 || found[0].Factuality != want {
			t.Errorf("%q: %v, want %s", text, factualities(found), want)
		}
	}
}

func factualities(statements []draft.Statement) []verbale.Factuality {
	var all []verbale.Factuality
	for i := range statements {
		all = append(all, statements[i].Factuality)
	}
	return all
}
