package attribution_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/attribution"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// leastJudged is in how many of a hundred words that judge their sentence must have the
// kind; the tagger takes some adjectives for participles, and some nouns for verbs.
const leastJudged = 90

// TestJudgements reads each word that judges in a sentence for its class and asks whether it
// accuses or praises.
func TestJudgements(t *testing.T) {
	t.Parallel()
	analyzer, words := lang.NewAnalyzer(), lexicon.Load()
	right, missed := 0, []string{}
	judged := words.Judgements()
	for _, w := range judged {
		sentence, want := "The mayor said that the raid was "+w.Lemma+".", verbale.Accuse
		switch {
		case w.Says == lexicon.Pleasure || w.Says == lexicon.Displeasure:
			sentence = "The mayor said that she was " + w.Lemma + "."
		case w.Class == "noun":
			sentence = "The mayor said that the raid was " + article(w.Lemma) + " " + w.Lemma + "."
		case w.Class == "verb":
			sentence = "“The pilots " + w.Lemma + " the guild,” the mayor said."
		}
		if w.Says == lexicon.Praise || w.Says == lexicon.Pleasure {
			want = verbale.Praise
		}
		found := attribution.Find(attribution.Shipped(), words, "x", page.New(analyzer.Analyze(sentence), nil))
		if len(found) > 0 && found[0].Kind == want {
			right++
		} else {
			missed = append(missed, w.Lemma)
		}
	}
	if 100*right < leastJudged*len(judged) {
		t.Errorf("%d of %d words: %s", right, len(judged), strings.Join(missed, " "))
	}
}

func article(noun string) string {
	if strings.ContainsRune("aeio", rune(noun[0])) {
		return "an"
	}
	return "a"
}

// TestJudgesNobody reads sentences in which a word of judgement blames and praises nobody.
func TestJudgesNobody(t *testing.T) {
	t.Parallel()
	analyzer := lang.NewAnalyzer()
	for sentence, want := range map[string]verbale.Kind{
		"The mayor said that the raid was not unlawful.":             verbale.Say,
		"The mayor said that the crew was not brave.":                verbale.Accuse,
		"The mayor said that the pump had failed.":                   verbale.Say,
		"The mayor said that the council had failed to answer.":      verbale.Accuse,
		"The mayor said that the raid would be unlawful.":            verbale.Predict,
		"The mayor said that the guild had investigated the crime.":  verbale.Say,
		"The mayor said that the guild had committed a crime.":       verbale.Accuse,
		"The mayor called the toll a shameful trick.":                verbale.Accuse,
		"The mayor called the bridge a brilliant work.":              verbale.Praise,
		"The mayor said that the second crew was braver.":            verbale.Say,
		"The mayor said she was grateful to the pilots.":             verbale.Praise,
		"The mayor said the meeting was about the disgraced keeper.": verbale.Say,
	} {
		found := attribution.Find(attribution.Shipped(), lexicon.Load(), "x", page.New(analyzer.Analyze(sentence), nil))
		if len(found) == 0 || found[0].Kind != want {
			t.Errorf("%q: %+v, want %s", sentence, found, want)
		}
	}
}
