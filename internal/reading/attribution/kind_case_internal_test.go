package attribution

import (
	"testing"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// TestKindCases holds a sentence for each case of kindCases.
func TestKindCases(t *testing.T) {
	t.Parallel()
	sentences := map[string]string{
		"no-comment":                "The mayor said she had no comment on the ferry.",
		"declines-to-speak":         "The mayor declined to answer questions about the ferry.",
		"refuses":                   "The mayor refused to sell the ferry.",
		"asks-to-do":                "The mayor asked the council to sell the ferry.",
		"asks":                      "The mayor asked who had sold the ferry.",
		"insists-on":                "The mayor insisted that the ferry must be sold.",
		"suggests-doing":            "The mayor suggested selling the ferry.",
		"agrees":                    "The mayor agreed that the ferry was old.",
		"wants-to-know":             "The mayor wanted to know who had sold the ferry.",
		"wants-to-do":               "The mayor wants to sell the ferry.",
		"wants":                     "The mayor wants an answer from the council.",
		"seeks-to-do":               "The mayor is seeking to sell the ferry.",
		"seeks":                     "The mayor seeks assurances that the ferry is safe.",
		"warns-of-own-act":          "The mayor warned that she would close the harbour.",
		"warns-to-do":               "The mayor warned the captains to leave the harbour.",
		"warns":                     "The mayor warned that the ferry was old.",
		"tells-to-do":               "The mayor called on the captains to leave the harbour.",
		"welcomes-to-come":          "The mayor welcomed the envoy to come to the harbour.",
		"rejects-a-claim":           "The mayor dismissed claims that the ferry was old.",
		"announces-an-act":          "The mayor announced that the ferry would be sold.",
		"assures-of-an-act":         "The mayor assured the captains that the harbour would be opened.",
		"assures":                   "The mayor assured the captains that the harbour was open.",
		"questions":                 "The mayor questioned whether the ferry was safe.",
		"holds-to-blame":            "The mayor held the captains responsible for the delay.",
		"by-its-cue":                "The mayor denied that the ferry was old.",
		"hopes-to-do":               "The mayor hopes to sell the ferry.",
		"performs":                  "“We thank the captains,” the mayor said.",
		"no":                        "The mayor said no to the plan.",
		"yes":                       "The mayor said that the answer was yes.",
		"would-not":                 "The mayor said that the council would not.",
		"would":                     "The mayor replied that she would.",
		"question-in-marks":         "“Who has sold the ferry?” the mayor said.",
		"will-not-speak":            "The mayor said she would not comment on the ferry.",
		"will-not-grant":            "The mayor said she could not grant the sale.",
		"imperative":                "“Sell the ferry,” the mayor said.",
		"must":                      "The mayor said that the captains must leave the harbour.",
		"the-need-for":              "The mayor stressed the need for a new ferry.",
		"not-ready":                 "The mayor said she was not ready to sell the ferry.",
		"ready":                     "The mayor said she was ready to sell the ferry.",
		"own-feeling":               "The mayor said she would see.",
		"declines":                  "The mayor declined to sell the ferry.",
		"warns-of-its-consequences": "The mayor warned of heavy consequences.",
		"own-harm":                  "The mayor said she would destroy the weir.",
		"own-sparing":               "The mayor said she would not destroy the weir.",
		"own-service":               "The mayor said she would help the pilots.",
		"consequences":              "The mayor said the harbour would be closed if the captains stayed.",
		"own-act":                   "The mayor said she would sell the ferry.",
		"indirect-question":         "The mayor said how many captains would come.",
		"will-happen":               "The mayor said that the captains would come.",
		"may-happen":                "The mayor said that the captains might come.",
		"not-so":                    "The mayor said it was not true that the ferry was old.",
		"accuses":                   "The mayor said that the captains had violated the rules.",
		"later-clause":              "“The ferry is old. We will sell it,” the mayor said.",
		"regrets-of-another":        "The mayor regretted that the captains had sold the ferry.",
		"regrets-what-is":           "The mayor regretted the sale.",
		"vows-harm":                 "The mayor vowed to destroy the weir.",
		"will-never-let":            "The mayor said he would never allow the sale.",
		"it-is-essential":           "The mayor said it was essential that the harbour stay open.",
		"ready-to-talk":             "The mayor said she was ready to meet the captains.",
		"ready-to-harm":             "The mayor said she was ready to destroy the weir.",
		"ready-to-help":             "The mayor said she was ready to help the captains.",
		"denies-own":                "The mayor said she was not seeking the ferry.",
		"blames":                    "The mayor said that the sale was unlawful.",
		"praises":                   "The mayor said that the crew was brave.",
		"names-an-act":              "The mayor stressed her intention to sell the ferry.",
		"says":                      "The mayor said that the ferry was old.",
	}
	analyzer := lang.NewAnalyzer()
	for _, c := range kindCases {
		sentence, ok := sentences[c.name]
		if !ok {
			t.Errorf("the case %s has no sentence", c.name)
			continue
		}
		delete(sentences, c.name)
		statements := find(Shipped(), lexicon.Load(), "x", page.New(analyzer.Analyze(sentence), nil), (*finder).classified, nil, everything)
		if len(statements) == 0 {
			t.Errorf("%s: no statement in %q", c.name, sentence)
			continue
		}
		s := statements[len(statements)-1]
		for _, other := range statements { // what is told within it is none of the case
			if other.KindCase == c.name {
				s = other
			}
		}
		if s.KindCase != c.name || c.kind != "" && s.Kind != c.kind {
			t.Errorf("%s: %q is %s by %s", c.name, sentence, s.Kind, s.KindCase)
		}
	}
	for name := range sentences {
		t.Errorf("there is no case %s", name)
	}
}

// everything lets find accept all that it finds.
func everything(f *finder) { f.candidate = func(*relation, bool, []string) {} }
