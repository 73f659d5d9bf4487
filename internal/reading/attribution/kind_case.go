package attribution

import (
	"cmp"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
)

// kindCase is one way in which cue and complement make a kind. Of the cases that fit
// the first counts; each has a sentence in TestKindCases.
type kindCase struct {
	name string
	cue  lexicon.Sense              // that of the cues that it is about; Plain for any
	when func(k *kindQuestion) bool // nil for what refine asks itself
	kind verbale.Kind               // "" for that of the cue
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

// The cases that ask the others again.
const (
	performs    = "performs"
	laterClause = "later-clause"
	namesAnAct  = "names-an-act"
)

// clausal reports whether a content is a clause and no mere thing.
func (k *kindQuestion) clausal() bool {
	_, root := k.mainOf(k.d)
	return k.first == "that" || k.doc.Tokens[root].UPOS == "VERB" || k.child(root, k.d.contents[0], func(t int) bool {
		return strings.HasPrefix(k.doc.Tokens[t].DepRel, "nsubj")
	})
}

// namedActs are the kinds of acts that nouns of one's own act name.
var namedActs = map[verbale.Kind]bool{verbale.Promise: true, verbale.Intend: true, verbale.Praise: true, verbale.Predict: true, verbale.Propose: true, verbale.Demand: true, verbale.Support: true}

// actNamed returns the kind of the act that a content names instead of telling what was said:
// "reaffirmed [its commitment to the treaty]", "voiced [its determination to go on]"; "" where
// it names none. Another's act is none: "noted Brenn's pledge".
func (k *kindQuestion) actNamed() verbale.Kind {
	run, root := k.mainOf(k.d)
	noun := k.words.Noun(k.doc.Tokens[root].Lemma)
	if k.head < 0 || k.d.clause > 0 || k.doc.Tokens[root].UPOS != "NOUN" || k.subject.Len() > 0 || k.negative ||
		!namedActs[noun.Kind] || k.copular || k.names(k.d) || k.Quoted(root) >= 0 && k.Quoted(run.First) >= 0 {
		return ""
	}
	if first := k.Left(root); k.doc.Tokens[first].XPOS != "PRP$" && first != root && k.child(root, run, func(t int) bool { return k.doc.Tokens[t].DepRel == "nmod:poss" }) {
		return ""
	}
	if k.child(root, run, func(t int) bool { return t > root && k.Lower(k.Left(t)) == "by" }) {
		return "" // "a warning by the weather office"
	}
	return noun.Kind
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

// ownFuture reports whether a complement tells what the speaker's side will do.
func (k *kindQuestion) ownFuture() bool {
	return k.future && k.ours() && !k.copular && (!k.word.Attitude() || k.letKnown(k.head))
}

// reprisals are words for harm that answers a deed.
var reprisals = lexicon.SetOf("consequence consequences retaliation revenge reprisal reprisals")

// consequences reports whether a content tells of harm that the speaker's side will do if
// something is done or not: "of heavy consequences", "will be cut off unless".
func (k *kindQuestion) consequences() bool {
	if k.future && k.suffered && k.conditional && !k.negative {
		return true
	}
	run, root := k.mainOf(k.d)
	for t := run.First; t < run.Last && t < run.First+maxConsequence; t++ {
		if reprisals[k.Lower(t)] && (t == root || k.Head(t) == root) && (k.future || !k.child(root, run, func(c int) bool { return strings.HasPrefix(k.doc.Tokens[c].DepRel, "nsubj") })) {
			return !k.negative
		}
	}
	return false
}

// maxConsequence is how many words into a clause a reprisal is looked for.
const maxConsequence = 40

var kindCases = []kindCase{
	{"no-comment", lexicon.Plain, func(k *kindQuestion) bool { return k.noComment }, verbale.Decline},
	{"declines-to-speak", lexicon.Refusal, func(k *kindQuestion) bool { return k.speaking }, verbale.Decline},
	{"declines", lexicon.Refusal, func(k *kindQuestion) bool { return k.infinitive && k.lemma == "decline" }, verbale.Decline},
	{"refuses", lexicon.Refusal, always, verbale.Reject},
	{"asks-to-do", lexicon.Question, func(k *kindQuestion) bool { return k.asksToDo() }, verbale.Demand},
	{"asks", lexicon.Question, always, verbale.Ask},
	// "Hopes to sail" tells of one's own act, "hopes that it will be late" foretells, and so
	// does what befalls one: "expects to see".
	{"hopes-to-do", lexicon.Expectation,
		func(k *kindQuestion) bool {
			return k.infinitive && k.Lower(k.d.contents[0].First) == "to" && !k.feeling && !k.seeing
		}, verbale.Intend},
	{"insists-on", lexicon.Insistence, func(k *kindQuestion) bool {
		return k.deontic || k.wish || k.first == "on" || k.cueHas(k.d, "on")
	}, verbale.Demand},
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
	{"warns-of-its-consequences", lexicon.Warning, func(k *kindQuestion) bool { return k.consequences() }, verbale.Threaten},
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
	{"regrets-of-another", lexicon.Regret, func(k *kindQuestion) bool { return !k.ours() && k.clausal() }, verbale.Accuse},
	{"regrets-what-is", lexicon.Regret, func(k *kindQuestion) bool { return !k.ours() }, verbale.Say},
	{"vows-harm", lexicon.Plain, func(k *kindQuestion) bool { return k.kind == verbale.Promise && k.harming && !k.negative }, verbale.Threaten},
	{"by-its-cue", lexicon.Plain, func(k *kindQuestion) bool { return k.kind != verbale.Say }, ""},
	// From here on the cue tells of a saying and no more.
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
	{"will-never-let", lexicon.Plain,
		func(k *kindQuestion) bool { return k.future && k.negative && k.ours() && k.letting }, verbale.Promise},
	{"will-not-grant", lexicon.Plain, func(k *kindQuestion) bool { return k.wontDo() && k.granting }, verbale.Reject},
	{"imperative", lexicon.Plain, func(k *kindQuestion) bool { return k.imperative }, verbale.Demand},
	{"must", lexicon.Plain, func(k *kindQuestion) bool { return k.deontic && !k.ours() }, verbale.Demand},
	{"it-is-essential", lexicon.Plain, func(k *kindQuestion) bool { return k.essential }, verbale.Demand},
	{"the-need-for", lexicon.Plain, func(k *kindQuestion) bool { return k.cueHas(k.d, "need") }, verbale.Demand},
	{performs, lexicon.Plain, nil, ""}, // by performed, which asks the cases again
	{"not-ready", lexicon.Plain,
		func(k *kindQuestion) bool { return k.ready && k.negative && k.ours() }, verbale.Reject},
	{"ready-to-talk", lexicon.Plain, func(k *kindQuestion) bool { return k.ready && k.ours() && k.joining }, verbale.Propose},
	{"ready-to-harm", lexicon.Plain, func(k *kindQuestion) bool { return k.ready && k.ours() && k.harming }, verbale.Threaten},
	{"ready-to-help", lexicon.Plain, func(k *kindQuestion) bool { return k.ready && k.ours() && k.serving }, verbale.Promise},
	{"ready", lexicon.Plain, func(k *kindQuestion) bool { return k.ready && k.ours() }, verbale.Intend},
	{"own-feeling", lexicon.Plain, func(k *kindQuestion) bool { return k.future && k.ours() && k.feeling }, ""},
	{"own-harm", lexicon.Plain, func(k *kindQuestion) bool { return k.ownFuture() && k.harming && !k.negative }, verbale.Threaten},
	{"own-sparing", lexicon.Plain, func(k *kindQuestion) bool { return k.ownFuture() && k.harming && k.negative }, verbale.Promise},
	{"own-service", lexicon.Plain, func(k *kindQuestion) bool { return k.ownFuture() && k.serving && !k.negative }, verbale.Promise},
	{"own-act", lexicon.Plain,
		func(k *kindQuestion) bool {
			return k.future && k.ours() && !k.copular && (!k.word.Attitude() || k.letKnown(k.head))
		}, verbale.Intend},
	{"indirect-question", lexicon.Plain, func(k *kindQuestion) bool { return k.asked }, ""},
	{"consequences", lexicon.Plain, func(k *kindQuestion) bool { return !k.ours() && k.future && k.consequences() }, verbale.Threaten},
	{"will-happen", lexicon.Plain, func(k *kindQuestion) bool { return k.future }, verbale.Predict},
	{"may-happen", lexicon.Plain,
		func(k *kindQuestion) bool { return k.possible && !k.negative && !k.ours() }, verbale.Predict},
	{"denies-own", lexicon.Plain, func(k *kindQuestion) bool { return k.ours() && k.disowned }, verbale.Deny},
	{"not-so", lexicon.Plain, func(k *kindQuestion) bool { return k.untrue }, verbale.Deny},
	{"accuses", lexicon.Plain, func(k *kindQuestion) bool { return k.accuses() }, verbale.Accuse},
	{"blames", lexicon.Plain, func(k *kindQuestion) bool { return k.judgement == lexicon.Blame && !k.ours() }, verbale.Accuse},
	{"praises", lexicon.Plain, func(k *kindQuestion) bool { return k.judgement == lexicon.Praise }, verbale.Praise},
	{namesAnAct, lexicon.Plain, nil, ""},  // by actNamed
	{laterClause, lexicon.Plain, nil, ""}, // by laterAct, which asks the cases again
	{"says", lexicon.Plain, always, ""},
}

// ruledKind returns the kind that the cases make of a cue and its complement; without a
// cue (head -1) a content is what it would be if it were said.
func (v *view) ruledKind(d *relation, head int, c complement) (verbale.Kind, string) {
	kind := verbale.Say
	if head >= 0 {
		if word, ok := v.wordAt(d, head); ok {
			kind = word.Kind
		}
	}
	kind, rule := v.refine(d, head, kind, c)
	if head >= 0 && v.negated(d, head) {
		kind, _ = v.turned(d, head, kind)
	}
	return kind, rule
}

// refine looks at the complement: it returns the kind and the name of the case. Without a
// cue (head -1) a content is what it would be if it were said.
func (v *view) refine(d *relation, head int, kind verbale.Kind, c complement) (verbale.Kind, string) {
	k := kindQuestion{view: v, complement: c, d: d, head: head, kind: kind, lemma: "say"}
	k.word = v.words.Cue(k.lemma)
	if head >= 0 {
		k.word, k.lemma, _ = v.lookUp(head)
	}
	k.verb = v.words.Verb(k.lemma)
	if k.verb.Sense == lexicon.Suggestion || k.verb.Sense == lexicon.Insistence {
		k.kind = verbale.Say // a proposal and a demand are one by their complement
	}
	for i := range kindCases {
		found := &kindCases[i]
		switch {
		case found.name == performs:
			if kind := v.performed(d, &k.complement); kind != "" {
				return kind, found.name
			}
		case found.name == laterClause:
			if d.clause > 0 || d.depth > 0 || k.word.Attitude() {
				continue
			}
			if _, kind := v.laterAct(d, head); kind != "" { // what others will do is no act
				return kind, found.name
			}
		case found.name == namesAnAct:
			if kind := k.actNamed(); kind != "" {
				return kind, found.name
			}
		case (found.cue == lexicon.Plain || found.cue == k.verb.Sense) && found.when(&k):
			return cmp.Or(found.kind, k.kind), found.name
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
