package evaluation_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/lang"
)

func TestJoinPairs(t *testing.T) {
	t.Parallel()
	said := func(id, document string, utterance string, spans ...lang.Span) *verbale.Statement {
		s := &verbale.Statement{ID: id, Document: document}
		for _, span := range spans {
			s.Content = append(s.Content, verbale.Excerpt{Span: span})
		}
		if utterance != "" {
			s.Utterance = &utterance
		}
		return s
	}
	pairs, err := evaluation.ReadPairs(strings.NewReader(`{"utterance":"1","a":{"document":"x","start":0,"end":10},"b":{"document":"y","start":0,"end":10},"class":"identical"}
{"utterance":"2","a":{"document":"x","start":20,"end":30},"b":{"document":"y","start":20,"end":30},"class":"differs"}
{"utterance":"3","a":{"document":"x","start":40,"end":50},"b":{"document":"y","start":90,"end":99},"class":"contains"}
{"utterance":"4","a":{"document":"x","start":0,"end":9},"b":{"document":"elsewhere","start":0,"end":9},"class":"identical"}
`))
	if err != nil {
		t.Fatal(err)
	}
	got := evaluation.JoinPairs(pairs, []*verbale.Statement{
		said("s1", "x", "u", lang.Span{Start: 0, End: 10}, lang.Span{Start: 20, End: 30}), said("s2", "y", "u", lang.Span{Start: 0, End: 12}),
		said("s3", "y", "", lang.Span{Start: 20, End: 30}), said("s4", "x", "", lang.Span{Start: 40, End: 50}),
	})
	if got.Pairs != 3 || got.Found != 1 || got.NoStatement != 1 || got.Missed["differs"] != 1 || got.Utterances != 1 || got.Pure != 0 || got.OneContent != 1 {
		t.Errorf("%+v", got)
	}
	if _, err := evaluation.ReadPairs(strings.NewReader("{}\n{")); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("the line is not named: %v", err)
	}
}
