package attribution

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
)

// codesOf returns the codes of an act in PLOVER (Draft 0.8 of September 2021) and
// the root in CAMEO, nil where the codebooks have none for it. docs/kinds.md says
// why, kind by kind. cue is what the lexicon has on the verb, doing whether its
// complement is something to be done.
func codesOf(kind verbale.Kind, cue *lexicon.Word, doing bool) (*verbale.PLOVERCode, *string) {
	plover := func(event string) *verbale.PLOVERCode { return &verbale.PLOVERCode{Type: event} }
	root := func(code string) *string { return &code }
	switch kind {
	case verbale.Say, verbale.Acknowledge, verbale.Deny, verbale.Decline:
		return nil, root("01")
	case verbale.Demand:
		if cue.Has(lexicon.Appeals) {
			return nil, root("02")
		}
		return plover("REQUEST"), root("10")
	case verbale.Propose:
		if cue.Has(lexicon.Offers) {
			return plover("AGREE"), root("03")
		}
		return nil, root("02")
	case verbale.Promise:
		return plover("AGREE"), root("03")
	case verbale.Agree:
		if doing {
			return plover("AGREE"), root("03")
		}
		return plover("AGREE"), root("05")
	case verbale.Support, verbale.Praise:
		return plover("SUPPORT"), root("05")
	case verbale.Concede:
		return plover("CONCEDE"), root("08")
	case verbale.Reject:
		return plover("REJECT"), root("12")
	case verbale.Accuse:
		mode := "disapprove"
		return &verbale.PLOVERCode{Type: "ACCUSE", Mode: &mode}, root("11")
	case verbale.Warn:
		return nil, root("13")
	case verbale.Threaten:
		return plover("THREATEN"), root("13")
	}
	return nil, nil // ask, intend, predict
}
