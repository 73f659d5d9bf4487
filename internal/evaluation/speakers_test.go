package evaluation_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/lang"
)

func TestSpeakers(t *testing.T) {
	t.Parallel()
	const text = "Anna Berg said so. 'No,' he said. A clerk agreed. Dorn and Berg denied it. They left."
	gold, err := evaluation.ReadSpeakers(strings.NewReader("file\tstart\tend\trole\tname\n# who\nx\t0\t9\tsource\tAnna Berg\nx\t25\t27\tsource\tDr. Carl Dorn\nx\t34\t41\tsource\t-\nx\t50\t63\tsource\tCarl Dorn; Anna Berg\nx\t75\t79\tsource\t-\n"))
	if err != nil {
		t.Fatal(err)
	}
	statement := func(from, to int) verbale.Statement {
		return verbale.Statement{Source: []verbale.Excerpt{{Span: lang.Span{Start: from, End: to}, Text: text[from:to]}}}
	}
	reading := &verbale.Reading{
		Statements: []verbale.Statement{statement(0, 9), statement(25, 27), statement(34, 41), statement(50, 63)},
		Actors: []verbale.LocalActor{
			{Name: "Anna Berg", Type: verbale.Person}, {Name: "Dorn", Names: []string{"Carl Dorn"}, Type: verbale.Person},
			{Name: "A clerk", Type: verbale.Unnamed},
		},
		Ties: []verbale.Tie{{Speakers: []int{0}}, {Speakers: []int{1}}, {Speakers: []int{2}}, {Speakers: []int{1}}},
	}
	var scores evaluation.SpeakerScores
	for _, j := range evaluation.JudgeSpeakers(text, gold, reading) {
		scores.Add(j)
	}
	if all := scores.All(); all.Mentions != 5 || all.Found != 4 || all.Right != 3 {
		t.Errorf("counts %+v", all)
	}
	if scores.Faults[evaluation.SomeMissed] != 1 || len(scores.Faults) != 1 {
		t.Errorf("faults %v", scores.Faults)
	}
	if pronouns := scores.Forms[2]; pronouns.Mentions != 2 || pronouns.Right != 1 {
		t.Errorf("pronouns %+v", pronouns)
	}
	if _, err := evaluation.ReadSpeakers(strings.NewReader("x\t9\t3\tsource\tAnna\n")); err == nil {
		t.Error("a stretch that ends before it begins is taken")
	}
}
