package attribution

import (
	"strings"

	"verbale.dev/verbale"
)

// cues maps the lemma of a verb that tells of saying to the kind of act it is
// by itself (docs/kinds.md).
var cues = map[string]verbale.Kind{
	"say": verbale.Say, "tell": verbale.Say, "add": verbale.Say, "note": verbale.Say,
	"stress": verbale.Say, "state": verbale.Say, "explain": verbale.Say, "emphasize": verbale.Say,
	"emphasise": verbale.Say, "underline": verbale.Say, "underscore": verbale.Say, "recall": verbale.Say,
	"remark": verbale.Say, "comment": verbale.Say, "continue": verbale.Say, "conclude": verbale.Say,
	"report": verbale.Say, "announce": verbale.Say, "declare": verbale.Say, "write": verbale.Say,
	"highlight": verbale.Say, "elaborate": verbale.Say, "point out": verbale.Say, "reply": verbale.Say,
	"respond": verbale.Say, "answer": verbale.Say, "assert": verbale.Say, "claim": verbale.Say,
	"argue": verbale.Say, "maintain": verbale.Say, "believe": verbale.Say, "think": verbale.Say,
	"observe": verbale.Say, "reiterate": verbale.Say, "repeat": verbale.Say, "affirm": verbale.Say,
	"confirm": verbale.Say, "insist": verbale.Demand, "demand": verbale.Demand, "urge": verbale.Demand,
	"ask": verbale.Ask, "wonder": verbale.Ask, "inquire": verbale.Ask, "propose": verbale.Propose,
	"suggest": verbale.Propose, "recommend": verbale.Propose, "promise": verbale.Promise, "pledge": verbale.Promise,
	"vow": verbale.Promise, "predict": verbale.Predict, "expect": verbale.Predict, "hope": verbale.Predict,
	"fear": verbale.Predict, "agree": verbale.Agree, "welcome": verbale.Praise, "praise": verbale.Praise,
	"admit": verbale.Acknowledge, "acknowledge": verbale.Acknowledge, "concede": verbale.Concede,
	"reject": verbale.Reject, "deny": verbale.Deny, "decline": verbale.Decline, "accuse": verbale.Accuse,
	"blame": verbale.Accuse, "criticize": verbale.Accuse, "criticise": verbale.Accuse, "complain": verbale.Accuse,
	"warn": verbale.Warn, "threaten": verbale.Threaten,
}

// repeating are the lemmas that say that an act is not the first of its kind.
var repeating = map[string]bool{"reiterate": true, "repeat": true, "reaffirm": true}

// lemmaOf returns the lemma under which a form stands in cues, or "". It
// strips the endings of regular verbs and knows the irregular ones among cues.
func lemmaOf(form string) string {
	form = strings.ToLower(form)
	if lemma, ok := irregular[form]; ok {
		return lemma
	}
	for _, candidate := range [...]string{
		form, strings.TrimSuffix(form, "s"), strings.TrimSuffix(form, "es"), strings.TrimSuffix(form, "d"),
		strings.TrimSuffix(form, "ed"), strings.TrimSuffix(form, "ing"), strings.TrimSuffix(form, "ing") + "e",
		strings.TrimSuffix(form, "ied") + "y", strings.TrimSuffix(form, "ies") + "y",
	} {
		if _, ok := cues[candidate]; ok {
			return candidate
		}
	}
	return ""
}

var irregular = map[string]string{
	"said": "say", "told": "tell", "wrote": "write", "written": "write", "thought": "think",
	"admitted": "admit", "admitting": "admit",
}
