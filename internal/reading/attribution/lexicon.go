package attribution

import (
	"strings"

	"verbale.dev/verbale"
)

// entry is what a cue says by its lemma alone.
type entry struct {
	kind verbale.Kind
	// attitude says that the lemma tells of a belief, wish or intention and of no
	// act of saying, so that the report states the position in its own voice.
	attitude bool
	settling bool // done, it is an act and no attitude: a decision, an approval
	repeats  bool // it says that the act is not the first of its kind
}

// lexicon maps lemmas of cues, verbs and nouns, to entries. docs/kinds.md is its
// explanation.
var lexicon = func() map[string]entry {
	words := map[string]entry{}
	type group struct {
		kind   verbale.Kind
		lemmas []string
	}
	for _, g := range []group{
		{verbale.Say, []string{
			"say", "tell", "add", "note", "stress", "state", "explain", "emphasize", "emphasise", "underline",
			"underscore", "recall", "remark", "comment", "continue", "conclude", "report", "announce", "declare",
			"write", "highlight", "elaborate", "reply", "respond", "answer", "assert", "claim", "argue", "maintain",
			"observe", "affirm", "confirm", "reveal", "disclose", "indicate", "describe", "mention", "cite", "quote",
			"tweet", "post", "testify", "clarify", "point", "show", "find", "imply", "inform", "notify", "brief",
			"speak", "talk", "joke", "quip", "remind", "signal", "statement", "remark", "comment", "message",
			"announcement", "declaration", "report", "claim", "argument", "assertion", "refer", "read", "publish",
			"reassure", "assure", "contend", "opine", "lecture", "swear", "word", "accord", "according",
		}},
		{verbale.Ask, []string{"ask", "inquire", "enquire", "wonder", "question", "query", "inquiry"}},
		{verbale.Demand, []string{"demand", "urge", "insist", "require", "request", "press", "appeal", "order", "instruct", "command", "plead", "beg", "implore", "lobby", "exhort", "call for", "call on", "call upon", "urging", "insistence"}},
		{verbale.Propose, []string{"propose", "recommend", "offer", "invite", "advise", "proposal", "recommendation", "invitation", "suggestion", "advocate", "float", "suggest"}},
		{verbale.Promise, []string{"promise", "pledge", "vow", "commit", "guarantee", "undertake", "commitment", "assurance"}},
		{verbale.Predict, []string{"predict", "forecast", "foresee", "anticipate", "prediction", "forecasts", "project", "prophesy", "foretell"}},
		{verbale.Agree, []string{"agree", "accept", "consent", "concur", "approve", "agreement", "acceptance", "accede"}},
		{verbale.Support, []string{"support", "back", "endorse", "defend", "champion", "second", "vouch", "endorsement", "uphold"}},
		{verbale.Praise, []string{"praise", "welcome", "thank", "congratulate", "commend", "hail", "applaud", "laud", "salute", "tout",
			"compliment", "celebrate"}},
		{verbale.Concede, []string{"concede", "yield", "relent", "concession"}},
		{verbale.Acknowledge, []string{"acknowledge", "admit", "recognize", "recognise", "confess", "own", "acknowledgement", "admission", "apologize", "apologise", "regret"}},
		{verbale.Reject, []string{"reject", "refuse", "dismiss", "rebuff", "oppose", "spurn", "object", "rejection", "refusal", "veto", "disagree", "brush", "rule out", "snub"}},
		{verbale.Deny, []string{"deny", "refute", "dispute", "disavow", "denial", "rebut", "disown", "contradict"}},
		{verbale.Decline, []string{"decline", "demur"}},
		{verbale.Accuse, []string{"accuse", "blame", "criticize", "criticise", "condemn", "complain", "denounce", "slam", "attack",
			"decry", "lambast", "lambaste", "deplore", "charge", "allege", "protest", "rebuke", "chide", "blast", "rap", "scold",
			"fault", "berate", "assail", "mock", "deride", "ridicule", "accusation", "allegation", "criticism", "complaint", "condemnation"}},
		{verbale.Warn, []string{"warn", "caution", "alert", "warning"}},
		{verbale.Threaten, []string{"threaten", "threat", "menace"}},
	} {
		for _, lemma := range g.lemmas {
			words[lemma] = entry{kind: g.kind}
		}
	}
	for _, g := range []group{
		{verbale.Say, []string{"believe", "think", "consider", "regard", "feel", "see", "view", "know", "understand", "doubt", "assume",
			"suspect", "belief", "view", "opinion", "perceive", "deem", "conviction", "position"}},
		{verbale.Demand, []string{"want", "wish", "seek", "need", "desire"}},
		{verbale.Predict, []string{"expect", "hope", "fear", "worry", "expectation", "concern", "await"}},
		{verbale.Intend, []string{"plan", "intend", "aim", "decide", "mean", "prepare", "consider", "plan", "intention", "decision", "resolve", "determine"}},
		{verbale.Support, []string{"favor", "favour", "prefer"}},
		{verbale.Reject, []string{"resist"}},
	} {
		for _, lemma := range g.lemmas {
			if _, known := words[lemma]; !known {
				words[lemma] = entry{kind: g.kind, attitude: true}
			}
		}
	}
	for lemma, kind := range map[string]verbale.Kind{
		"reiterate": verbale.Say, "repeat": verbale.Say, "reaffirm": verbale.Say, "restate": verbale.Say, "renew": verbale.Demand,
	} {
		words[lemma] = entry{kind: kind, repeats: true}
	}
	for kind, lemmas := range later {
		for lemma := range strings.FieldsSeq(lemmas) {
			e := words[lemma]
			e.kind = kind
			words[lemma] = e
		}
	}
	for _, lemma := range []string{"support", "oppose", "recognize", "recognise", "approve"} {
		e := words[lemma]
		e.attitude = true
		words[lemma] = e
	}
	for _, lemma := range []string{"decide", "resolve", "determine", "approve", "recognize", "recognise"} {
		e := words[lemma]
		e.settling = true
		words[lemma] = e
	}
	return words
}()

// later are words whose kind stands before that of the lists above.
var later = map[verbale.Kind]string{
	verbale.Say:         "telegraph wire cable boast proclaim retort counter rule hold reply response answer contention run go estimate concern",
	verbale.Ask:         "quiz",
	verbale.Demand:      "forbid decree plea ultimatum direct encourage instruction stipulate petition",
	verbale.Propose:     "counsel advice counterproposal",
	verbale.Promise:     "undertaking oath",
	verbale.Intend:      "vote",
	verbale.Predict:     "reckon foreboding",
	verbale.Agree:       "approval consent assent",
	verbale.Support:     "backing sympathise sympathize side",
	verbale.Praise:      "gratitude thanks congratulation tribute admire cheer",
	verbale.Acknowledge: "apology",
	verbale.Reject:      "opposition objection repudiate",
	verbale.Deny:        "discount",
	verbale.Accuse:      "lament grumble bemoan disapprove lash castigate censure reproach rail protestation outcry implicate chastise vilify",
	verbale.Warn:        "forewarn",
}

// entry looks up a token in the lexicon, by its lemma or, where that is in none,
// by what its form can be a form of.
func (v *view) entry(i int) (entry, bool) {
	e, _, ok := v.lookUp(i)
	return e, ok
}

// lookUp is entry, with the lemma under which the token is in the lexicon.
func (v *view) lookUp(i int) (entry, string, bool) {
	lemma := v.lemmaOf(i)
	e, ok := lexicon[lemma]
	return e, lemma, ok
}

// lemmaOf returns the lemma of a token or, where it is in no list of cues, what
// its form can be a form of and is in one.
func (v *view) lemmaOf(i int) string { return wordOf(&v.doc.Tokens[i], v.Lower(i), irregular, isCue) }

// irregular are forms of verbs that no ending tells of.
var irregular = map[string]string{"forbade": "forbid", "foretold": "foretell", "foresaw": "foresee"}

func isCue(lemma string) bool {
	_, inLexicon := lexicon[lemma]
	_, hasFrames := frames[lemma]
	return inLexicon || hasFrames
}
