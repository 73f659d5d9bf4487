package account_test

import (
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/account"
)

func TestOf(t *testing.T) {
	t.Parallel()
	voice := func(speaker, side string) account.Voice {
		return account.Voice{Speakers: []string{speaker}, Sides: []string{side}}
	}
	for _, test := range []struct {
		speaker account.Voice
		tellers []account.Voice
		want    verbale.Account
	}{
		{voice("lavrov", "rus"), nil, verbale.Own},
		{voice("lavrov", "rus"), []account.Voice{voice("lavrov", "rus")}, verbale.Own},
		{voice("lavrov", "rus"), []account.Voice{voice("zakharova", "rus")}, verbale.SameSide},
		{voice("rus", "rus"), []account.Voice{voice("zakharova", "rus")}, verbale.SameSide},
		{voice("lavrov", "rus"), []account.Voice{voice("blinken", "usa")}, verbale.Ascribed},
		{voice("lavrov", "rus"), []account.Voice{voice("zakharova", "rus"), voice("blinken", "usa")}, verbale.Ascribed},
		{voice("lavrov", "rus"), []account.Voice{{}}, verbale.Ascribed},
		{voice("west", "west"), []account.Voice{voice("usa", "usa")}, verbale.Ascribed},
		{voice("lavrov", "rus"), []account.Voice{{Speakers: []string{"harbour-times"}, Press: true}}, verbale.Own},
	} {
		if got := account.Of(test.speaker, test.tellers); got != test.want {
			t.Errorf("%v told by %v is %s, want %s", test.speaker, test.tellers, got, test.want)
		}
	}
}

func TestIsPress(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"Harbour Times": true, "the PTK news agency": true, "state radio": true, "a newspaper": true,
		"the Osterby Mail": true, "the Associated Press": true, "the weekly": true, "media reports": true,
		"the energy agency": false, "Ana Lopes": false, "a report": false, "": false,
	} {
		if got := account.IsPress(name); got != want {
			t.Errorf("IsPress(%q) = %v", name, got)
		}
	}
}
