package event

import "verbale.dev/verbale"

// code is what the codebooks call a type of event: an event of PLOVER with its
// mode, and a code of CAMEO; "" where they have none.
type code struct{ plover, mode, cameo string }

// codes holds one row a type that a codebook has; docs/events.md says why the
// others have none.
var codes = map[verbale.EventType]code{
	verbale.EventMeeting:    {"CONSULT", "", "040"},
	verbale.EventCall:       {"CONSULT", "phone", "041"},
	verbale.EventVisit:      {"CONSULT", "visit", "042"},
	verbale.EventTalks:      {"CONSULT", "", "046"},
	verbale.EventSigning:    {"SUPPORT", "", "057"},
	verbale.EventAgreement:  {"AGREE", "", "030"},
	verbale.EventSanction:   {"COERCE", "restrict", "163"},
	verbale.EventAid:        {"AID", "", "070"},
	verbale.EventRelease:    {"RETREAT", "release", "0841"},
	verbale.EventDetention:  {"COERCE", "arrest", "173"},
	verbale.EventDeployment: {"MOBILIZE", "troops", "154"},
	verbale.EventWithdrawal: {"RETREAT", "withdraw", "0873"},
	verbale.EventAttack:     {"ASSAULT", "", "190"},
	verbale.EventTest:       {"MOBILIZE", "", "150"},
	verbale.EventProtest:    {"PROTEST", "demo", "141"},
}

// Codes returns the codes of a type in PLOVER (Draft 0.8 of September 2021) and in
// CAMEO 1.1b3, nil where a codebook has none.
func Codes(kind verbale.EventType) (*verbale.PLOVERCode, *string) {
	row, ok := codes[kind]
	if !ok {
		return nil, nil
	}
	plover := &verbale.PLOVERCode{Type: row.plover}
	if row.mode != "" {
		plover.Mode = &row.mode
	}
	return plover, &row.cameo
}
