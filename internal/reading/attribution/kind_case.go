package attribution

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
)

// kindCase is one way in which cue and complement make a kind. Of the cases that fit
// the first counts; each has a sentence in TestKindCases.
type kindCase struct {
	name string
	cue  lexicon.Sense // that of the cues that it is about; Plain for any
	when func(k *kindQuestion) bool
	kind verbale.Kind // "" for that of the cue
}

// kindQuestion is what a case looks at.
type kindQuestion struct {
	*view
	complement
	d     *relation
	head  int
	lemma string
	word  *lexicon.Word // that of the cue
	verb  *lexicon.Word // the same as a verb
	kind  verbale.Kind  // that of the cue alone
}

// always is for cases that hold of every complement of their cues.
func always(*kindQuestion) bool { return true }

// ours reports whether a complement is about the speaker or the speaker's side.
func (k *kindQuestion) ours() bool { return k.own || k.firstPerson }

// accuses reports whether a complement accuses another than the speaker.
func (k *kindQuestion) accuses() bool { return (k.accusing || k.answerable) && !k.ours() }

// asksToDo reports whether somebody is asked for something or to do something, and not
// whether something is so.
func (k *kindQuestion) asksToDo() bool {
	return k.infinitive || k.first == "for" || k.first == "that" || k.cueHas(k.d, "for") || k.asksFor(k.d) ||
		!k.question && k.personToDo(k.d)
}

// callsFor reports whether "call" has the preposition that makes a demand of it.
func (k *kindQuestion) callsFor() bool {
	return k.lemma == "call" && (k.cueHas(k.d, "for") || k.cueHas(k.d, "on") || k.cueHas(k.d, "upon"))
}

// wontDo reports whether a speaker will or can not do something.
func (k *kindQuestion) wontDo() bool { return (k.future || k.able) && k.negative && k.ours() }

var kindCases = []kindCase{
	{"no-comment", lexicon.Plain, func(k *kindQuestion) bool { return k.noComment }, verbale.Decline},
	{"declines-to-speak", lexicon.Refusal, func(k *kindQuestion) bool { return k.speaking }, verbale.Decline},
	{"refuses", lexicon.Refusal, always, verbale.Reject},
	{"asks-to-do", lexicon.Question, (*kindQuestion).asksToDo, verbale.Demand},
	{"asks", lexicon.Question, always, verbale.Ask},
	{"insists-on", lexicon.Insistence, func(k *kindQuestion) bool {
		return k.deontic || k.wish || k.first == "on" || k.cueHas(k.d, "on")
	}, verbale.Demand},
	{"insists", lexicon.Insistence, always, verbale.Say},
	{"suggests-doing", lexicon.Suggestion,
		func(k *kindQuestion) bool { return k.deontic || k.wish || k.gerund || k.infinitive }, verbale.Propose},
	{"agrees", lexicon.Agreement, always, verbale.Agree},
	{"wants-to-know", lexicon.Wish, func(k *kindQuestion) bool { return k.knowing }, verbale.Ask},
	{"wants-to-do", lexicon.Wish,
		func(k *kindQuestion) bool { return k.infinitive && k.first == "to" && !k.seeing }, verbale.Intend},
	{"wants", lexicon.Wish, always, verbale.Demand},
	{"seeks-to-do", lexicon.Aim, func(k *kindQuestion) bool { return k.infinitive }, verbale.Intend},
	{"seeks", lexicon.Aim, always, verbale.Demand},
	{"warns-of-own-act", lexicon.Warning, func(k *kindQuestion) bool { return k.future && k.ours() }, verbale.Threaten},
	{"warns-to-do", lexicon.Warning, func(k *kindQuestion) bool { return k.another }, verbale.Demand},
	{"warns", lexicon.Warning, always, verbale.Warn},
	{"tells-to-do", lexicon.Order,
		func(k *kindQuestion) bool { return k.another && k.infinitive || k.callsFor() }, verbale.Demand},
	{"welcomes-to-come", lexicon.Welcome,
		func(k *kindQuestion) bool { return k.another && k.infinitive }, verbale.Propose},
	{"rejects-a-claim", lexicon.Dismissal,
		func(k *kindQuestion) bool {
			return k.words.Noun(k.doc.Tokens[k.rootOf(k.d.contents[0])].Lemma).Has(lexicon.Truth)
		}, verbale.Deny},
	// Who announces what will be done speaks for those who do it.
	{"announces-an-act", lexicon.Announcement, func(k *kindQuestion) bool { return k.future }, verbale.Intend},
	{"assures-of-an-act", lexicon.Assurance,
		func(k *kindQuestion) bool { return k.future || k.elliptic }, verbale.Promise},
	{"assures", lexicon.Assurance, always, ""},
	{"questions", lexicon.Doubt, always, verbale.Ask},
	{"holds-to-blame", lexicon.Verdict, func(k *kindQuestion) bool { return k.blamed }, verbale.Accuse},
	{"by-its-cue", lexicon.Plain, func(k *kindQuestion) bool { return k.kind != verbale.Say }, ""},
	// From here on the cue tells of a saying and no more.
	{"thinks-ill", lexicon.Plain,
		func(k *kindQuestion) bool { return k.word.Attitude() && !k.letKnown(k.head) && k.accuses() }, verbale.Accuse},
	{"thinks", lexicon.Plain, func(k *kindQuestion) bool { return k.word.Attitude() && !k.letKnown(k.head) }, ""},
	{"no", lexicon.Plain, func(k *kindQuestion) bool {
		return k.no || k.cueHas(k.d, "no") && (k.lemma == "say" || k.lemma == "tell")
	}, verbale.Reject},
	{"yes", lexicon.Plain, func(k *kindQuestion) bool { return k.yes }, verbale.Agree},
	{"would-not", lexicon.Plain, func(k *kindQuestion) bool { return k.elliptic && k.negative }, verbale.Reject},
	{"would", lexicon.Plain, func(k *kindQuestion) bool { return k.elliptic && k.future }, verbale.Promise},
	{"question-in-marks", lexicon.Plain,
		func(k *kindQuestion) bool {
			return k.question && k.contentEndsQuoted(k.d) && !k.verb.Has(lexicon.Answers)
		}, verbale.Ask},
	{"will-not-speak", lexicon.Plain,
		func(k *kindQuestion) bool { return k.wontDo() && (k.speaking || k.attending) }, verbale.Decline},
	{"will-not-grant", lexicon.Plain, func(k *kindQuestion) bool { return k.wontDo() && k.granting }, verbale.Reject},
	{"imperative", lexicon.Plain, func(k *kindQuestion) bool { return k.imperative }, verbale.Demand},
	{"must", lexicon.Plain, func(k *kindQuestion) bool { return k.deontic && !k.singular && !k.own }, verbale.Demand},
	{"the-need-for", lexicon.Plain, func(k *kindQuestion) bool { return k.cueHas(k.d, "need") }, verbale.Demand},
	{"not-ready", lexicon.Plain,
		func(k *kindQuestion) bool { return k.ready && k.negative && k.ours() }, verbale.Reject},
	{"ready", lexicon.Plain, func(k *kindQuestion) bool { return k.ready && k.ours() }, verbale.Intend},
	{"own-feeling", lexicon.Plain, func(k *kindQuestion) bool { return k.future && k.ours() && k.feeling }, ""},
	{"own-act", lexicon.Plain,
		func(k *kindQuestion) bool { return k.future && k.ours() && !k.copular }, verbale.Intend},
	{"indirect-question", lexicon.Plain, func(k *kindQuestion) bool { return k.asked }, ""},
	{"will-happen", lexicon.Plain, func(k *kindQuestion) bool { return k.future }, verbale.Predict},
	{"may-happen", lexicon.Plain,
		func(k *kindQuestion) bool { return k.possible && !k.negative && !k.ours() }, verbale.Predict},
	{"not-so", lexicon.Plain, func(k *kindQuestion) bool { return k.untrue }, verbale.Deny},
	{"accuses", lexicon.Plain, (*kindQuestion).accuses, verbale.Accuse},
	{"says", lexicon.Plain, always, ""},
}

// refine looks at the complement: it returns the kind and the name of the case.
func (v *view) refine(d *relation, head int, kind verbale.Kind, c complement) (verbale.Kind, string) {
	k := kindQuestion{view: v, complement: c, d: d, head: head, kind: kind}
	k.word, k.lemma, _ = v.lookUp(head)
	k.verb = v.words.Verb(k.lemma)
	if k.verb.Sense == lexicon.Suggestion {
		k.kind = verbale.Say // a proposal is one by its complement
	}
	for i := range kindCases {
		if found := &kindCases[i]; (found.cue == lexicon.Plain || found.cue == k.verb.Sense) && found.when(&k) {
			if found.kind == "" {
				return k.kind, found.name
			}
			return found.kind, found.name
		}
	}
	panic("attribution: the last case holds of everything")
}

// KindCases lists the names of the cases in which cue and complement make a kind, in
// the order in which they are asked; draft.Statement.KindCase is one of them.
func KindCases() []string {
	names := make([]string, len(kindCases))
	for i := range kindCases {
		names[i] = kindCases[i].name
	}
	return names
}
