package attribution

import (
	"encoding/binary"
	"hash/fnv"
	"os"
	"testing"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// featuresSeen is a hash of all features of the sentences of
// TestFeaturesDoNotHangOnTheLexicon. It changes with the engine and with the features,
// and the weights are then to be learnt again; a word that only the lexicon gets leaves
// it as it is.
const featuresSeen uint64 = 0xc9773018711baf48

// TestFeaturesDoNotHangOnTheLexicon takes sentences with words that the weights know,
// know by another kind, and do not know, and reads them with the lexicon as it is and with
// a word more. (What rejoin mends in the trees does hang on the lexicon: a tree that it
// mends gives the features of the mended one.)
func TestFeaturesDoNotHangOnTheLexicon(t *testing.T) {
	t.Parallel()
	doc := lang.NewAnalyzer().Analyze(
		"Mayor Dorn said the harbour was shut and urged the captains to wait.\n\n" +
			"“Nobody sails tonight,” the pilot retorted, castigating the mayor. Captain Lude telegraphed that he would sail.\n\n" +
			"The council forbade it, quizzed the pilot and reckons that the dispute, a grievance of old, will end.")
	verbs, err := os.ReadFile("../../lexicon/data/verbs.tsv")
	if err != nil {
		t.Fatal(err)
	}
	sail := "sail\tsay\t\tclause to-do\t\t\t\t\tspeech\t\t\tHe sailed.\n"
	more, err := lexicon.Parse(map[string]string{"verbs": string(verbs) + sail, "nouns": ""})
	if err != nil {
		t.Fatal(err)
	}
	for name, words := range map[string]*lexicon.Lexicon{"as it is": lexicon.Load(), "a word more": more} {
		v := newView(page.New(doc, nil), shipped.learnt().classes, words)
		for i := range doc.Tokens {
			if name == "a word more" && v.Lower(i) == "sails" && v.lemmaOf(i) != "sail" {
				t.Errorf("the word more is not taken in: %q", v.lemmaOf(i))
			}
		}
		if got := hashOfFeatures(t, &Bench{view: v}); got != featuresSeen {
			t.Errorf("%s: features %#x, want %#x", name, got, featuresSeen)
		}
	}
}

func hashOfFeatures(t *testing.T, b *Bench) uint64 {
	t.Helper()
	sum := fnv.New64a()
	write := func(rows [][]uint32) {
		for _, row := range rows {
			if err := binary.Write(sum, binary.LittleEndian, row); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, paragraph := range b.Paragraphs() {
		write(b.CueFeatures(paragraph))
		cue := page.Run{First: paragraph.First + 2, Last: paragraph.First + 3}
		_, rows := b.PartFeatures(cue, paragraph, []int{cue.First})
		write(rows)
	}
	return sum.Sum64()
}

// TestClassesAreThoseLearnt looks words up that were in the lexicon, and one that was not.
func TestClassesAreThoseLearnt(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]uint32{
		"say": hash("say"), "urged": hash("demand"), "believes": hash("say") + 1, "forbade": 0, "sneezed": 0,
		"retorted": 0, // in the lexicon since
		"charging": hash("accuse"),
		"decided":  hash("intend") + 1,
	} {
		v := &view{Page: page.New(lang.NewAnalyzer().Analyze("They "+word+" it."), nil)}
		v.doc = v.Page.Doc
		v.doc.Tokens[1].Lemma, v.doc.Tokens[1].UPOS = word, "VERB" // as where the lemma is not found
		if got := v.classOf(1); got != want {
			t.Errorf("%s: %d, want %d", word, got, want)
		}
	}
}
