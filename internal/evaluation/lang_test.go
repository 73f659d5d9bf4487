package evaluation_test

import (
	"fmt"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/conllu"
)

// rows reads sentences in short notation: a sentence a block, a word a line as
// "form lemma upos xpos feats head deprel", a multiword token as "2-3 form".
func rows(t *testing.T, short string) []*conllu.Sentence {
	t.Helper()
	var b strings.Builder
	for block := range strings.SplitSeq(strings.TrimSpace(short), "\n\n") {
		id := 0
		for line := range strings.Lines(block) {
			c := strings.Fields(line)
			if len(c) == 2 {
				fmt.Fprintf(&b, "%s\t%s%s\n", c[0], c[1], strings.Repeat("\t_", 8))
				continue
			}
			id++
			fmt.Fprintf(&b, "%d\t%s\t_\t_\n", id, strings.Join(c, "\t"))
		}
		b.WriteByte('\n')
	}
	sentences, err := conllu.ReadAll(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return sentences
}

const goldWords = `
We we PRON PRP Case=Nom|Number=Plur 4 nsubj
2-3 didn't
did do AUX VBD Mood=Ind 4 aux
n't not PART RB _ 4 advmod
sign sign VERB VB VerbForm=Inf 0 root
pre-war pre-war ADJ JJ Degree=Pos 6 amod
papers paper NOUN NNS Number=Plur 4 obj
. . PUNCT . _ 4 punct

Talks talk NOUN NNS Number=Plur 2 nsubj
go go VERB VBP Mood=Ind 0 root
on on ADP RP _ 2 compound:prt
. . PUNCT . _ 2 punct`

// The figures come from reckoning by hand by the definitions of the shared task
// and were compared with those of UD's own tool (udtools 0.2.9).
func TestLanguage(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, system, want string }{
		{"gold itself", goldWords,
			"Tokens 10/10/10 Sentences 2/2/2 Words 11/11/11 UPOS 11/11/11 XPOS 11/11/11 UFeats 11/11/11 AllTags 11/11/11 Lemmas 11/11/11 UAS 11/11/11 LAS 11/11/11 CLAS 8/8/8"},
		{"no multiword token, other tags, a subtype less", `
We we PRON PRP Case=Nom|Number=Plur 3 nsubj
didn't do AUX VBD Mood=Ind|Extra=Yes 3 aux
sign sign VERB VB VerbForm=Fin 0 root
pre-war prewar ADJ JJ Degree=Pos 5 amod
papers paper NOUN NNS Number=Plur 3 iobj
. . PUNCT . _ 3 punct

Talks talk NOUN NN Number=Plur 2 nsubj
go go VERB VBP Mood=Ind 0 root
on on ADV RP _ 2 compound
. . PUNCT . _ 2 punct`,
			"Tokens 10/10/10 Sentences 2/2/2 Words 9/11/10 UPOS 8/11/10 XPOS 8/11/10 UFeats 8/11/10 AllTags 6/11/10 Lemmas 8/11/10 UAS 9/11/10 LAS 8/11/10 CLAS 6/8/7"},
		{"tokens cut otherwise, one sentence for two", `
We we PRON PRP Case=Nom|Number=Plur 4 nsubj
2-3 didn't
did do AUX VBD Mood=Ind 4 aux
n't not PART RB _ 4 advmod
sign sign VERB VB VerbForm=Inf 0 root
pre pre ADJ JJ Degree=Pos 8 amod
- - PUNCT HYPH _ 5 punct
war war NOUN NN Number=Sing 8 compound
papers paper NOUN NNS Number=Plur 4 obj
. . PUNCT . _ 4 punct
Talks talk NOUN NNS Number=Plur 11 nsubj
go go VERB VBP Mood=Ind 4 parataxis
on. on ADP RP _ 11 compound:prt`,
			"Tokens 7/10/11 Sentences 0/2/1 Words 8/11/12 UPOS 8/11/12 XPOS 8/11/12 UFeats 8/11/12 AllTags 8/11/12 Lemmas 8/11/12 UAS 7/11/12 LAS 7/11/12 CLAS 5/8/9"},
	}
	gold := rows(t, goldWords)
	for _, test := range tests {
		scores, err := evaluation.Language(gold, rows(t, test.system))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range scores.Measures() {
			got = append(got, fmt.Sprintf("%s %d/%d/%d", m.Name, m.Score.Correct, m.Score.Gold, m.Score.System))
		}
		if g := strings.Join(got, " "); g != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, g, test.want)
		}
	}
}

func TestLanguageWantsTheSameText(t *testing.T) {
	t.Parallel()
	_, err := evaluation.Language(rows(t, "a a X X _ 0 root"), rows(t, "b b X X _ 0 root"))
	if err == nil || !strings.Contains(err.Error(), "differ") {
		t.Errorf("got %v", err)
	}
}

// A missing lemma in gold agrees with any.
func TestLemmaThatGoldLacks(t *testing.T) {
	t.Parallel()
	scores, err := evaluation.Language(rows(t, "a _ X X _ 0 root"), rows(t, "a b X X _ 0 root"))
	if err != nil || scores.Lemmas.Correct != 1 {
		t.Errorf("%+v, %v", scores.Lemmas, err)
	}
}

func TestGenre(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{"GUM_news_bridge": "news", "weblog-example_1": "weblog", "minutes": "minutes", "": ""} {
		if got := (evaluation.GoldDocument{ID: id}).Genre(); got != want {
			t.Errorf("%q is %q, want %q", id, got, want)
		}
	}
}

func TestScore(t *testing.T) {
	t.Parallel()
	s := evaluation.Score{Gold: 4, System: 2, Correct: 1}
	if s.Precision() != 50 || s.Recall() != 25 || s.F1() != 100.0/3 {
		t.Errorf("precision %v, recall %v, F1 %v", s.Precision(), s.Recall(), s.F1())
	}
	if (evaluation.Score{}).F1() != 0 {
		t.Error("nothing of nothing is not 0")
	}
}
