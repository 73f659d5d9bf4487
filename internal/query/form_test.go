package query_test

import (
	"slices"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/query"
)

func TestFormsMeet(t *testing.T) {
	t.Parallel()
	for _, family := range []string{
		"expand expands expanded expanding expansion", "ferry ferries", "deny denies denied denying", "stop stops stopped stopping",
		"decide decides decision decisions deciding", "admit admits admitted admission", "negotiate negotiates negotiation negotiations",
		"agree agrees agreed agreement agreements", "withdraw withdraws withdrawing", "reject rejects rejection", "invade invasion", "propose proposed",
		"organise organised organisation", "harbour harbours", "bridge bridges", "address addresses addressed",
	} {
		words := strings.Fields(family)
		for _, from := range words {
			forms := query.Forms(from)
			for _, to := range words {
				if from != to && !slices.Contains(forms, to) {
					t.Errorf("%s does not find %s: %v", from, to, forms)
				}
			}
		}
	}
}

func TestFormsStayApart(t *testing.T) {
	t.Parallel()
	for word, others := range map[string]string{
		"port": "portrait report portly", "war": "warn wars", "states": "station statute", "mission": "missile", "press": "pre", "sea": "seas season",
		"treaty": "treat treats", "gas": "gases", "Київ": "київ ", "class": "clas",
	} {
		forms := query.Forms(word)
		for _, other := range strings.Fields(others) {
			if slices.Contains(forms, other) && other != strings.ToLower(word) {
				t.Errorf("%s finds %s", word, other)
			}
		}
	}
}

func FuzzForms(f *testing.F) {
	for _, seed := range []string{"", "s", "ing", "xing", "sssing", "nsion", "ÉÉÉÉ", "\xff\xff\xff\xff", "ation", "ionionion"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, word string) {
		forms := query.Forms(word)
		if len(forms) > 200 || !slices.Contains(forms, strings.ToLower(word)) {
			t.Fatalf("%q has %d forms: %v", word, len(forms), forms)
		}
	})
}
