package evaluation_test

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/lang"
)

func TestFit(t *testing.T) {
	t.Parallel()
	var f evaluation.Fit
	if f.Correlation() != 0 || f.Error() != 0 {
		t.Error("nothing fits something")
	}
	for _, pair := range [][2]float64{{3, 2}, {0, 1}, {-3, -2}} {
		f.Add(pair[0], pair[1])
	}
	if r := f.Correlation(); math.Abs(r-0.9608) > 0.0001 || f.Error() != 1 {
		t.Errorf("r %.4f, error %.4f", r, f.Error())
	}
}

func TestReadJudged(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "judged.jsonl")
	lines := `{"set":"UW","part":"dev","sentence_id":"s1","sentence":"The ferry may sail","token":3,"word":"sail","value":0.8}
{"set":"UW","part":"dev","sentence_id":"s1","sentence":"The ferry may sail","token":1,"word":"ferry","value":-3}
{"set":"UW","part":"dev","sentence_id":"s2","sentence":"It sank","token":1,"word":"sank","value":3}
`
	if err := os.WriteFile(path, []byte(lines), 0o666); err != nil {
		t.Fatal(err)
	}
	judged, err := evaluation.ReadJudged(path)
	if err != nil || len(judged) != 2 || len(judged[0].Events) != 2 || judged[0].Events[0].At != len("The ferry may ") || judged[1].Text != "It sank" {
		t.Fatalf("%+v, %v", judged, err)
	}
	doc := lang.Tokenize(judged[0].Text)
	if token, ok := evaluation.TokenAt(doc, judged[0].Events[0].At); !ok || token != 3 {
		t.Errorf("token %d, %v", token, ok)
	}
	if _, ok := evaluation.TokenAt(doc, 400); ok {
		t.Error("there is a token behind the text")
	}
	if _, err := evaluation.ReadJudged(path + ".none"); err == nil {
		t.Error("a file that is not there was read")
	}
}
