package attribution

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/world"
)

// channels maps the noun that names an occasion, or the verb that names a means,
// to its channel.
var channels = map[string]verbale.Channel{
	"interview": verbale.Interview, "briefing": verbale.Briefing, "brief": verbale.Briefing,
	"conference": verbale.Speech, "statement": verbale.WrittenStatement, "release": verbale.WrittenStatement,
	"communique": verbale.WrittenStatement, "communiqué": verbale.WrittenStatement, "letter": verbale.Letter, "email": verbale.Letter,
	"e-mail": verbale.Letter, "memo": verbale.Letter, "message": verbale.Letter, "note": verbale.Letter, "call": verbale.Call,
	"phone": verbale.Call, "telephone": verbale.Call, "meeting": verbale.Meeting, "talk": verbale.Meeting, "talks": verbale.Meeting,
	"summit": verbale.Meeting, "seminar": verbale.Speech, "symposium": verbale.Speech, "workshop": verbale.Meeting, "session": verbale.Meeting, "consultation": verbale.Meeting, "hearing": verbale.Meeting,
	"forum": verbale.Speech, "gathering": verbale.Speech, "debate": verbale.Meeting, "speech": verbale.Speech, "address": verbale.Speech,
	"rally": verbale.Speech, "lecture": verbale.Speech, "remark": verbale.Speech, "tweet": verbale.Post, "post": verbale.Post, "twitter": verbale.Post,
	"facebook": verbale.Post, "telegram": verbale.Letter, "cable": verbale.Letter, "dispatch": verbale.Letter, "instagram": verbale.Post, "blog": verbale.Post, "article": verbale.Article,
	"op-ed": verbale.Article, "column": verbale.Article, "essay": verbale.Article, "editorial": verbale.Article, "document": verbale.DocumentChannel,
	"report": verbale.DocumentChannel, "filing": verbale.DocumentChannel, "declaration": verbale.DocumentChannel, "resolution": verbale.DocumentChannel,
	"memoir": verbale.DocumentChannel, "book": verbale.DocumentChannel,
}

// papers are nouns for papers that speak: "the note demands", "the treaty says".
var papers = map[string]bool{
	"note": true, "reply": true, "treaty": true, "memorandum": true, "instruction": true, "charter": true, "agreement": true,
	"accord": true, "pact": true, "ultimatum": true, "protocol": true, "draft": true, "constitution": true, "decree": true,
	"convention": true, "text": true, "act": true, "law": true, "clause": true, "annex": true,
}

// channelAt returns the channel that the noun at t names, or the verb.
func (v *view) channelAt(t int) (verbale.Channel, bool) {
	lemma := strings.ToLower(v.doc.Tokens[t].Lemma)
	channel, ok := channels[lemma]
	switch {
	case lemma == "conference" && t > 0:
		switch v.Lower(t - 1) {
		case "news", "press", "media":
			channel = verbale.PressConference
		}
	case lemma == "meeting" && v.ofBody(t):
		channel = verbale.Speech // "told a meeting of the league"
	case lemma == "telegram" && v.doc.Tokens[t].UPOS == "PROPN":
		channel = verbale.Post
	}
	return channel, ok
}

// ofBody reports whether a meeting is that of a body, before which one speaks: "a meeting of
// the League", "a Harbour Council meeting".
func (v *view) ofBody(noun int) bool {
	for t := v.Left(noun); t < v.Right(noun); t++ {
		if v.Head(t) != noun || t == noun {
			continue
		}
		switch rel := v.doc.Tokens[t].DepRel; {
		case rel == "compound" && v.doc.Tokens[t].UPOS == "PROPN":
			return true
		case rel == "nmod" && v.Lower(v.Left(t)) == "of" && v.doc.Tokens[t].XPOS != "NNS" && v.doc.Tokens[t].XPOS != "NNPS":
			return true
		}
	}
	return false
}

// gatherings are the channels whose nouns can be told something: "told a meeting".
var gatherings = map[verbale.Channel]bool{verbale.Briefing: true, verbale.PressConference: true, verbale.Meeting: true, verbale.Speech: true}

// hearers maps nouns for those who are spoken to in a body to the channel.
var hearers = func() map[string]verbale.Channel {
	all := map[string]verbale.Channel{}
	for channel, lemmas := range map[verbale.Channel]string{
		verbale.Briefing: "reporter journalist newsman newspeople correspondent press media",
		verbale.Speech: `parliament house senate congress assembly lawmaker deputy crowd audience supporter nation legislator mp
			bundestag duma knesset reichstag sejm majlis`,
		verbale.Interview: "agency station channel interviewer",
		verbale.Meeting:   "ambassador envoy counterpart delegation diplomat chargé visitor minister secretary premier chancellor emissary mediator",
	} {
		for lemma := range strings.FieldsSeq(lemmas) {
			all[lemma] = channel
		}
	}
	return all
}()

// channelOfHearers gives the channel of what was told to many, to the press, or to
// somebody whose office is to be spoken to: "told reporters", "told the House",
// "told the newspaper", "told the ambassador".
func (v *view) channelOfHearers(addressees []page.Run) *verbale.Channel {
	for _, a := range addressees {
		root := v.rootOf(a)
		lemma := strings.ToLower(v.doc.Tokens[root].Lemma)
		if c, ok := hearers[lemma]; ok {
			return &c
		}
		if word := world.Press(lemma); word.Name || word.Noun {
			interview := verbale.Interview
			return &interview
		}
		for t := a.First; t < a.Last; t++ { // "Count Holub, the ambassador"
			if hearers[v.doc.Tokens[t].Lemma] == verbale.Meeting && v.doc.Tokens[t].DepRel == "appos" {
				meeting := verbale.Meeting
				return &meeting
			}
		}
		if v.outletAt(root, a) {
			interview := verbale.Interview
			return &interview
		}
	}
	return nil
}

// outletAt reports whether a name is that of a paper or a station, by its last word.
func (v *view) outletAt(root int, run page.Run) bool {
	if v.doc.Tokens[root].UPOS != "PROPN" {
		return false
	}
	for t := root; t < min(run.Last, root+3) && v.doc.Tokens[t].UPOS == "PROPN"; t++ {
		if word := v.Lower(t); world.Press(word).Name || word == "agency" {
			return true
		}
	}
	return false
}

// pressAt reports whether a source is an outlet that prints or sends by itself: "the
// official news agency", "Reuters", "state media".
func (v *view) pressAt(root int, run page.Run) bool {
	if word := world.Press(strings.ToLower(v.doc.Tokens[root].Lemma)); word.Noun && v.doc.Tokens[root].UPOS == "NOUN" {
		return true
	}
	if v.Lower(root) == "agency" || v.Lower(root) == "media" {
		return root > run.First && (v.Lower(root-1) == "news" || v.Lower(root-1) == "press" || v.Lower(root-1) == "state")
	}
	return v.outletAt(root, run)
}

// channelOfSource gives the channel of a source that is itself a paper: "the
// statement says".
func (v *view) channelOfSource(sources []page.Run) *verbale.Channel {
	for _, s := range sources {
		root := v.rootOf(s)
		lemma := strings.ToLower(v.doc.Tokens[root].Lemma)
		if v.pressAt(root, s) {
			article := verbale.Article
			return &article
		}
		if v.doc.Tokens[root].UPOS != "NOUN" {
			continue
		}
		if papers[lemma] {
			paper := verbale.DocumentChannel
			return &paper
		}
		if world.Press(lemma).Prints || lemma == "editorial" {
			article := verbale.Article
			return &article
		}
		if c, ok := channels[lemma]; ok && written[c] {
			return &c
		}
	}
	return nil
}

// written are the channels of papers, which can speak themselves.
var written = map[verbale.Channel]bool{verbale.WrittenStatement: true, verbale.Letter: true, verbale.Post: true, verbale.Article: true, verbale.DocumentChannel: true}

// channelOfCue gives the channel that the verb alone tells: what is wired is a
// letter, and so is what is written to somebody; what "we" asked, outside marks, an
// interview of the outlet's own.
func (v *view) channelOfCue(d *relation, addressed bool) *verbale.Channel {
	lemma := v.doc.Tokens[d.head].Lemma
	if lemma == "ask" && len(d.sources) == 1 && d.rule != ruleNested && d.rule != rulePlainNested && v.Quoted(d.sources[0].First) < 0 && strings.EqualFold(v.doc.Form(d.sources[0].First), "we") {
		interview := verbale.Interview
		return &interview
	}
	for t := d.cue.First; t < d.cue.Last; t++ { // "issued a statement saying"
		if c, ok := channels[strings.ToLower(v.doc.Tokens[t].Lemma)]; ok && written[c] && v.doc.Tokens[t].UPOS == "NOUN" && t != d.head && d.cue.Len() > 2 {
			return &c
		}
	}
	if !v.words.Verb(lemma).Has(lexicon.Wires) && lemma != "telegram" && !(lemma == "write" && addressed) {
		return nil
	}
	letter := verbale.Letter
	return &letter
}
