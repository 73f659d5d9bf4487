package attribution

import (
	"encoding/binary"
	"hash/fnv"
	"testing"

	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// featuresSeen is a hash of all features of the sentences of
// TestFeaturesDoNotHangOnTheLexicon. It changes with the engine and with the features,
// and the weights are then to be learnt again; a word that only the lexicon gets leaves
// it as it is.
const featuresSeen uint64 = 0x433faaefd4a5793b

// TestFeaturesDoNotHangOnTheLexicon takes sentences with words that the weights know,
// know by another kind, and do not know.
func TestFeaturesDoNotHangOnTheLexicon(t *testing.T) {
	t.Parallel()
	b := NewBench(page.New(lang.NewAnalyzer().Analyze(
		"Mayor Dorn said the harbour was shut and urged the captains to wait.\n\n"+
			"“Nobody sails tonight,” the pilot retorted, castigating the mayor. Captain Lude telegraphed that he would sail.\n\n"+
			"The council forbade it, quizzed the pilot and reckons that the dispute, a grievance of old, will end."), nil))
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
		first, rows := b.PartFeatures(page.Run{First: paragraph.First + 2, Last: paragraph.First + 3}, paragraph, []int{paragraph.First + 2})
		if first < paragraph.First {
			t.Errorf("features before the paragraph: %d", first)
		}
		write(rows)
	}
	if got := sum.Sum64(); got != featuresSeen {
		t.Errorf("features %#x, want %#x", got, featuresSeen)
	}
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
