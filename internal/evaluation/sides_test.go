package evaluation_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
)

func TestSides(t *testing.T) {
	t.Parallel()
	gold, err := evaluation.ReadSides(strings.NewReader("set\tid\tname\tsides\nx\ta-1\tAda Lund\tw-nor\nx\ta-2\tPer Holm\t-\n" +
		"x\ta-3\tA pilot\t?\nx\ta-4\tEnvoys\tw-nor w-fin\nx\ta-5\tNobody\t-\nx\tw-un\tUnited Nations\tw-un\n"))
	if err != nil || len(gold) != 5 {
		t.Fatal(gold, err)
	}
	scores, wrong := evaluation.JudgeSides(gold, []*verbale.ActorRow{
		{ID: "a-1", Name: "Ada Lund", Sides: []string{"w-nor"}},
		{ID: "a-9", Name: "Per Holm", Sides: []string{"w-fin"}},
		{ID: "a-4", Name: "Envoys", Sides: []string{"a-7", "w-nor"}},
		{ID: "w-un", Name: "United Nations", Sides: []string{"w-un"}},
	})
	if want := (evaluation.SideScores{Actors: 4, Right: 2, Others: 1, Missing: 1, Vanished: 1}); scores != want || len(wrong) != 2 {
		t.Errorf("%+v, want %+v; wrong %v", scores, want, wrong)
	}
	if _, err := evaluation.ReadSides(strings.NewReader("x\ty\n")); err == nil {
		t.Error("two columns are taken")
	}
}
