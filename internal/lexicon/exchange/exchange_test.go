package exchange_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale/internal/lexicon/exchange"
)

// TestExamples wants every word found again in its own sentence.
func TestExamples(t *testing.T) {
	t.Parallel()
	for _, w := range exchange.Words() {
		found := false
		forms := strings.FieldsFunc(strings.ToLower(w.Example), func(r rune) bool { return r < 'a' || r > 'z' })
		for i, form := range forms {
			of := exchange.Of(form, w.Class)
			if strings.Contains(w.Word, " ") && i+1 < len(forms) {
				of = exchange.OfTwo(form, forms[i+1], w.Class)
			}
			found = found || of != nil && of.Word == w.Word
		}
		if !found {
			t.Errorf("%s %s: not found in %q", w.Word, w.Class, w.Example)
		}
	}
}

func TestForms(t *testing.T) {
	t.Parallel()
	for form, want := range map[string]string{"queries": "query", "refusing": "refuse", "vetoed": "veto", "granted": "grant", "sidestepped": "sidestep"} {
		of := exchange.Of(form, exchange.Answer)
		if form == "queries" {
			of = exchange.Of(form, exchange.Request)
		}
		if of == nil || of.Word != want {
			t.Errorf("%s: %+v, want %s", form, of, want)
		}
	}
}
