package attribution

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// channels maps the noun that names an occasion, or the verb that names a means,
// to its channel.
var channels = map[string]verbale.Channel{
	"interview": verbale.Interview, "briefing": verbale.Briefing, "brief": verbale.Briefing,
	"conference": verbale.PressConference, "statement": verbale.WrittenStatement, "release": verbale.WrittenStatement,
	"communique": verbale.WrittenStatement, "communiqué": verbale.WrittenStatement, "letter": verbale.Letter, "email": verbale.Letter,
	"e-mail": verbale.Letter, "memo": verbale.Letter, "message": verbale.Letter, "note": verbale.Letter, "call": verbale.Call,
	"phone": verbale.Call, "telephone": verbale.Call, "meeting": verbale.Meeting, "talk": verbale.Meeting, "talks": verbale.Meeting,
	"summit": verbale.Meeting, "session": verbale.Meeting, "consultation": verbale.Meeting, "hearing": verbale.Meeting,
	"forum": verbale.Meeting, "gathering": verbale.Meeting, "debate": verbale.Meeting, "speech": verbale.Speech, "address": verbale.Speech,
	"rally": verbale.Speech, "lecture": verbale.Speech, "remark": verbale.Speech, "tweet": verbale.Post, "post": verbale.Post, "twitter": verbale.Post,
	"facebook": verbale.Post, "telegram": verbale.Post, "instagram": verbale.Post, "blog": verbale.Post, "article": verbale.Article,
	"op-ed": verbale.Article, "column": verbale.Article, "essay": verbale.Article, "editorial": verbale.Article, "document": verbale.DocumentChannel,
	"report": verbale.DocumentChannel, "filing": verbale.DocumentChannel, "declaration": verbale.DocumentChannel, "resolution": verbale.DocumentChannel,
	"memoir": verbale.DocumentChannel, "book": verbale.DocumentChannel,
}

// occasionPrepositions introduce an occasion.
var occasionPrepositions = map[string]bool{"in": true, "at": true, "during": true, "on": true, "via": true, "by": true, "after": true, "through": true, "from": true}

// setting is how and where something was said and to whom.
type setting struct {
	channel    *verbale.Channel
	occasion   lang.Span // tokens; empty where none is named
	addressees []lang.Span
	responds   []lang.Span
}

// settingOf looks around the cue, outside source and content.
func (v *view) settingOf(d *draft) setting {
	var s setting
	if d.cue.Len() == 0 {
		return s
	}
	head := d.head
	sentence := v.doc.Sentences[v.sentence[head]]
	near := -1
	for t := sentence.First; t < sentence.Last; t++ {
		if v.inSource(t, d) {
			continue
		}
		v.addressee(&s, d, t)
		if d.holds(t) {
			continue
		}
		v.response(&s, d, t, sentence)
		channel, ok := channels[strings.ToLower(v.doc.Tokens[t].Lemma)]
		if !ok || v.doc.Tokens[t].UPOS == "VERB" && t != head || !v.commonOrPlatform(t) || !v.occasionAt(t, d) {
			continue
		}
		if distance := abs(t - head); near < 0 || distance < near {
			near = distance
			s.channel = &channel
			if t != head {
				s.occasion = v.phrase(t, d)
			}
		}
	}
	if s.channel == nil {
		s.channel = v.channelOfSource(d)
	}
	if s.channel == nil {
		s.channel = v.channelOfHearers(s.addressees)
	}
	if s.channel == nil && wires[v.doc.Tokens[head].Lemma] {
		letter := verbale.Letter
		s.channel = &letter
	}
	return s
}

// papers are nouns for papers that speak: "the note demands", "the treaty says".
var papers = map[string]bool{
	"note": true, "reply": true, "treaty": true, "memorandum": true, "instruction": true, "charter": true, "agreement": true,
	"accord": true, "pact": true, "ultimatum": true, "protocol": true, "draft": true, "constitution": true, "decree": true,
	"convention": true, "text": true, "act": true, "law": true, "clause": true, "annex": true,
}

// hearers maps nouns for those who are spoken to in a body to the channel.
var hearers = map[string]verbale.Channel{
	"reporter": verbale.Briefing, "journalist": verbale.Briefing, "newsman": verbale.Briefing, "correspondent": verbale.Briefing,
	"press": verbale.Briefing, "media": verbale.Briefing,
	"parliament": verbale.Speech, "house": verbale.Speech, "senate": verbale.Speech, "congress": verbale.Speech,
	"assembly": verbale.Speech, "lawmaker": verbale.Speech, "deputy": verbale.Speech, "crowd": verbale.Speech,
	"audience": verbale.Speech, "supporter": verbale.Speech, "nation": verbale.Speech,
}

// wires are cues that tell of a message sent over a distance.
var wires = map[string]bool{"telegraph": true, "wire": true, "cable": true, "telegram": true}

// channelOfHearers gives the channel of what was told to many: "told reporters",
// "told the House".
func (v *view) channelOfHearers(addressees []lang.Span) *verbale.Channel {
	for _, a := range addressees {
		if c, ok := hearers[strings.ToLower(v.doc.Tokens[v.rootOf(a)].Lemma)]; ok {
			return &c
		}
	}
	return nil
}

// commonOrPlatform reports whether a token is a common word or the name of a
// platform, and no part of another name: "the Post" is a paper.
func (v *view) commonOrPlatform(t int) bool {
	if v.doc.Tokens[t].UPOS != "PROPN" {
		return true
	}
	switch strings.ToLower(v.doc.Tokens[t].Lemma) {
	case "twitter", "facebook", "telegram", "instagram":
		return true
	}
	return false
}

// occasionAt reports whether the noun at t names an occasion of the cue: it
// hangs on it under a preposition, or is the cue itself.
func (v *view) occasionAt(t int, d *draft) bool {
	if t == d.head {
		return v.doc.Tokens[t].Lemma == "tweet" || v.doc.Tokens[t].Lemma == "post" || v.doc.Tokens[t].Lemma == "statement"
	}
	first := v.left[t]
	if !occasionPrepositions[strings.ToLower(v.doc.Form(first))] {
		return false
	}
	for at, steps := t, 0; at >= 0 && steps < 4; at, steps = v.head[at], steps+1 {
		if at == d.head || d.cue.Start <= at && at < d.cue.End {
			return true
		}
	}
	return false
}

// channelOfSource gives the channel of a source that is itself a paper: "the
// statement says".
func (v *view) channelOfSource(d *draft) *verbale.Channel {
	for _, s := range d.sources {
		root := v.rootOf(s)
		if papers[strings.ToLower(v.doc.Tokens[root].Lemma)] && v.doc.Tokens[root].UPOS == "NOUN" {
			paper := verbale.DocumentChannel
			return &paper
		}
		if c, ok := channels[strings.ToLower(v.doc.Tokens[root].Lemma)]; ok && v.doc.Tokens[root].UPOS == "NOUN" {
			switch c {
			case verbale.WrittenStatement, verbale.Letter, verbale.Post, verbale.Article, verbale.DocumentChannel:
				return &c
			}
		}
	}
	return nil
}

// phrase returns the phrase of a noun without its preposition and without what
// belongs to the statement.
func (v *view) phrase(t int, d *draft) lang.Span {
	p := lang.Span{Start: v.left[t], End: v.right[t]}
	for p.Start < t && (v.doc.Tokens[p.Start].UPOS == "ADP" || v.doc.Tokens[p.Start].UPOS == "PUNCT") {
		p.Start++
	}
	inCue := func(i int) bool { return d.cue.Start <= i && i < d.cue.End }
	within := inCue(t) // "said in a statement" is all cue
	held := d.holds(t) // the one spoken to can be part of the content: "urged [the king to go]"
	for i := t + 1; i < p.End; i++ {
		if !held && d.holds(i) || v.inSource(i, d) || inCue(i) && !within || v.doc.Form(i) == "," {
			p.End = i
			break
		}
	}
	for i := t - 1; i >= p.Start; i-- {
		if !held && d.holds(i) || v.inSource(i, d) || inCue(i) && !within {
			p.Start = i + 1
			break
		}
	}
	for p.End > t+1 && v.doc.Tokens[p.End-1].UPOS == "PUNCT" {
		p.End--
	}
	return p
}

func (v *view) inSource(t int, d *draft) bool {
	for _, s := range d.sources {
		if s.Start <= t && t < s.End {
			return true
		}
	}
	return false
}

// addressee adds the phrase at t if it names to whom the cue is said: the object
// of telling, asking, urging and warning, or what follows "to" and "on".
func (v *view) addressee(s *setting, d *draft, t int) {
	if v.head[t] != d.head {
		return
	}
	upos := v.doc.Tokens[t].UPOS
	if upos != "NOUN" && upos != "PROPN" && upos != "PRON" {
		return
	}
	_, lemma, _ := v.lookUp(d.head)
	first := strings.ToLower(v.doc.Form(v.left[t]))
	switch v.doc.Tokens[t].DepRel {
	case "iobj":
	case "obj", "dobj":
		if !addressing[lemma] {
			return
		}
	case "obl", "nmod", "obl:agent":
		if !(first == "to" && speakingTo[lemma] || (first == "on" || first == "upon") && (lemma == "call" || lemma == "prevail")) {
			return
		}
	default:
		return
	}
	if p := v.phrase(t, d); p.Len() > 0 {
		s.addressees = append(s.addressees, p)
	}
}

var addressing = map[string]bool{"tell": true, "ask": true, "urge": true, "warn": true, "remind": true, "inform": true, "assure": true,
	"invite": true, "order": true, "advise": true, "press": true, "implore": true, "instruct": true, "thank": true, "notify": true,
	"brief": true, "beg": true, "caution": true, "request": true, "exhort": true, "reassure": true}

var speakingTo = map[string]bool{"say": true, "write": true, "speak": true, "reply": true, "respond": true, "explain": true, "announce": true,
	"suggest": true, "propose": true, "complain": true, "appeal": true, "send": true, "confirm": true, "offer": true, "reiterate": true}

// response adds what the statement replies to, if the words at t introduce it.
func (v *view) response(s *setting, d *draft, t int, sentence lang.Sentence) {
	form := strings.ToLower(v.doc.Form(t))
	word := func(i int) string {
		if i < sentence.First || i >= sentence.Last {
			return ""
		}
		return strings.ToLower(v.doc.Form(i))
	}
	from := -1
	switch form {
	case "response", "reply", "answer", "reaction":
		if word(t-1) == "in" && word(t+1) == "to" {
			from = t + 2
		}
	case "responding", "replying", "reacting":
		if word(t+1) == "to" {
			from = t + 2
		}
	case "commenting":
		if word(t+1) == "on" {
			from = t + 2
		}
	case "dismissing", "rejecting", "answering", "rebuffing":
		from = t + 1
	case "asked", "pressed", "questioned":
		if prior := word(t - 1); (prior == "when" || t == sentence.First || prior == ",") && t != d.head {
			from = t + 1
			for from < sentence.Last && (word(from) == "to" || word(from) == "comment" || word(from) == "on" || word(from) == "about") {
				from++
			}
			if word(from) == "by" { // who asked, and perhaps what
				from = v.questionAfter(from, sentence.Last)
			}
		}
	case "following":
		for i := t + 1; i < min(t+8, sentence.Last); i++ {
			switch word(i) {
			case "remarks", "comments", "statement", "statements", "claims", "accusations":
				from = t + 1
			}
		}
	}
	if from < 0 || from >= sentence.Last || d.holds(from) {
		return
	}
	end := from
	for end < sentence.Last && !d.holds(end) && !v.inSource(end, d) && !(d.cue.Start <= end && end < d.cue.End) && v.doc.Form(end) != "," && v.doc.Form(end) != "." {
		end++
	}
	if end > from {
		s.responds = append(s.responds, lang.Span{Start: from, End: end})
	}
}

// questionAfter returns the token after which a question follows who put it: "asked
// by reporters whether …"; -1 where none does.
func (v *view) questionAfter(from, last int) int {
	for t := from + 1; t < min(last, from+8); t++ {
		switch strings.ToLower(v.doc.Form(t)) {
		case "whether", "if", "why", "how", "what", "when", "who":
			return t
		case "about", "on":
			return t + 1
		}
	}
	return -1
}

func abs(n int) int { return max(n, -n) }
