package attribution

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
)

// occasionPrepositions introduce an occasion.
var occasionPrepositions = map[string]bool{"in": true, "at": true, "during": true, "on": true, "via": true, "by": true, "after": true, "through": true, "from": true}

// setting is how and where something was said and to whom.
type setting struct {
	channel    *verbale.Channel
	occasion   page.Run // tokens; empty where none is named
	addressees []page.Run
	responds   []page.Run
}

// settingOf looks around the cue, outside source and content.
func (v *view) settingOf(d *relation) setting {
	var s setting
	if d.cue.Len() == 0 {
		return s
	}
	sentence := v.doc.Sentences[v.Sentence(d.head)]
	near := -1 // how far from the cue the noun of the channel is
	for t := sentence.First; t < sentence.Last; t++ {
		switch {
		case len(s.addressees) == 0 && v.speaksTo(t, d):
			v.spokenTo(&s, t, d)
		case !v.inSource(t, d):
			v.addressee(&s, d, t)
			if !d.holds(t) {
				v.response(&s, d, t, sentence)
				v.occasionHere(&s, d, t, &near)
			}
		}
	}
	if p := v.whoIsAsked(d); p.Len() > 0 && len(s.addressees) == 0 {
		s.addressees = append(s.addressees, p)
	}
	if s.channel == nil {
		s.channel = v.channelOfSource(d.sources)
		for _, source := range d.sources {
			if s.channel != nil {
				v.partner(&s, v.rootOf(source), d)
			}
		}
	}
	if s.channel == nil {
		s.channel = v.channelOfCue(d, len(s.addressees) > 0)
	}
	if len(d.sources) > 0 && (s.channel == nil || *s.channel == verbale.Meeting) {
		if c := v.channelOfHearers(s.addressees); c != nil && (s.channel == nil || *c != verbale.Meeting) {
			s.channel = c // "told reporters at the talks" is told reporters
		}
	}
	return s
}

// occasionHere takes in the occasion that the noun or verb at t names, if it is the nearest
// to the cue so far.
func (v *view) occasionHere(s *setting, d *relation, t int, near *int) {
	channel, ok := v.channelAt(t)
	if !ok || v.doc.Tokens[t].UPOS == "VERB" && t != d.head || !v.commonOrPlatform(t) || !v.occasionAt(t, d) {
		return
	}
	if gatherings[channel] && (v.Lower(v.Left(t)) == "after" || s.channel != nil && *near < 0) {
		return // "told reporters after the talks"; "told a briefing at the talks"
	}
	if distance := abs(t - d.head); *near < 0 || distance < *near {
		*near = distance
		s.channel = &channel
		if t != d.head {
			s.occasion = v.phrase(t, d)
			v.partner(s, t, d)
		}
	}
}

// whoIsAsked returns the subject of the clause that "asked" without a subject stands beside:
// "Asked whether the pass was shut, the mayor nodded"; "… the mayor said when asked".
func (v *view) whoIsAsked(d *relation) page.Run {
	if len(d.sources) > 0 || v.lemmaOf(d.head) != "ask" || !strings.EqualFold(v.doc.Form(d.head), "asked") ||
		v.child(d.head, page.Run{First: v.Left(d.head), Last: d.head}, func(t int) bool { return v.doc.Tokens[t].DepRel == "aux:pass" }) {
		return page.Run{}
	}
	sentence := v.doc.Sentences[v.Sentence(d.head)]
	for t := sentence.First; t < sentence.Last; t++ {
		if strings.HasPrefix(v.doc.Tokens[t].DepRel, "nsubj") && !strings.HasPrefix(v.doc.Tokens[t].XPOS, "W") && !d.holds(t) && v.Quoted(t) < 0 && v.Head(t) != d.head && v.doc.Tokens[max(v.Head(t), 0)].UPOS == "VERB" {
			return v.phrase(t, d)
		}
	}
	return page.Run{}
}

// partner adds with whom one talks on an occasion, and to whom a paper goes: "in a
// letter to the council", "in talks with the envoy".
func (v *view) partner(s *setting, noun int, d *relation) {
	if len(s.addressees) > 0 {
		return
	}
	for t := noun + 1; t < v.Right(noun); t++ {
		if v.Head(t) != noun || v.doc.Tokens[t].DepRel != "nmod" {
			continue
		}
		switch v.Lower(v.Left(t)) {
		case "on", "by":
			if s.channel == nil || *s.channel != verbale.Interview || v.doc.Tokens[t].UPOS != "PROPN" || v.weekday(t) {
				continue
			}
			if p := v.phrase(t, d); p.Len() > 0 { // "in an interview on CBN"
				s.addressees = append(s.addressees, p)
				return
			}
		case "to", "with":
			if s.channel != nil && *s.channel == verbale.PressConference {
				continue // who stands beside the speaker before the press
			}
			if p := v.phrase(t, d); p.Len() > 0 {
				s.addressees = append(s.addressees, p)
				return
			}
		}
	}
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
func (v *view) occasionAt(t int, d *relation) bool {
	if t == d.head {
		return v.doc.Tokens[t].Lemma == "tweet" || v.doc.Tokens[t].Lemma == "post" || v.doc.Tokens[t].Lemma == "statement"
	}
	first := v.Left(t)
	if !occasionPrepositions[v.Lower(first)] {
		return false
	}
	if lemma := v.doc.Tokens[t].Lemma; strings.EqualFold(v.doc.Form(first), "on") && v.doc.Tokens[d.head].Lemma == "comment" && lemma != "twitter" && lemma != "facebook" {
		return false // "commented on the letter" tells what of, and not by what
	}
	for at, steps := t, 0; at >= 0 && steps < 4; at, steps = v.Head(at), steps+1 {
		if at == d.head || d.cue.First <= at && at < d.cue.Last {
			return true
		}
	}
	return false
}

// phrase returns the phrase of a noun without its preposition and without what
// belongs to the statement.
func (v *view) phrase(t int, d *relation) page.Run {
	p := page.Run{First: v.Left(t), Last: v.Right(t)}
	for p.First < t && (v.doc.Tokens[p.First].UPOS == "ADP" || v.doc.Tokens[p.First].UPOS == "PUNCT") {
		p.First++
	}
	if p.First+2 < t && v.Lower(p.First) == "as" && v.Lower(p.First+1) == "well" {
		p.First += 3
	}
	inCue := func(i int) bool { return d.cue.First <= i && i < d.cue.Last }
	within := inCue(t)       // "said in a statement" is all cue
	told := v.inSource(t, d) // "the mayor, who was speaking to a crowd, said"
	held := d.holds(t)       // the one spoken to can be part of the content: "urged [the king to go]"
	for i := t + 1; i < p.Last; i++ {
		if !held && d.holds(i) || !told && v.inSource(i, d) || inCue(i) && !within || v.doc.Form(i) == "," {
			p.Last = i
			break
		}
	}
	for i := t - 1; i >= p.First; i-- {
		if !held && d.holds(i) || !told && v.inSource(i, d) || inCue(i) && !within {
			p.First = i + 1
			break
		}
	}
	for p.Last > t+1 && v.doc.Tokens[p.Last-1].UPOS == "PUNCT" {
		p.Last--
	}
	return p
}

func (v *view) inSource(t int, d *relation) bool {
	for _, s := range d.sources {
		if s.First <= t && t < s.Last {
			return true
		}
	}
	return false
}

// addressee adds the phrase at t if it names to whom the cue is said: the object
// of telling, asking, urging and warning, what follows "to" and "on", who is told
// or asked, and who is to do what is demanded.
func (v *view) addressee(s *setting, d *relation, t int) {
	upos := v.doc.Tokens[t].UPOS
	if upos != "NOUN" && upos != "PROPN" && upos != "PRON" {
		return
	}
	_, lemma, _ := v.lookUp(d.head)
	if v.Head(t) != d.head {
		if v.toAct(t, d, lemma) {
			s.addressees = append(s.addressees, v.phrase(t, d))
		}
		return
	}
	held := d.holds(t)
	if !v.heardBy(t, d, v.words.Verb(lemma)) || held && !v.begins(v.Left(t), d) && !v.begins(v.Left(t)+1, d) {
		return // the words of a quotation are spoken to nobody
	}
	if channel, ok := v.channelAt(t); ok && gatherings[channel] && upos == "NOUN" {
		if s.occasion = v.phrase(t, d); s.occasion.Len() > 0 { // "told a news conference"
			s.channel = &channel
		}
		return
	}
	v.spokenTo(s, t, d)
}

// heardBy reports whether a noun that hangs on a cue is of those who hear, by its relation.
func (v *view) heardBy(t int, d *relation, cue *lexicon.Word) bool {
	first := v.Lower(v.Left(t))
	switch v.doc.Tokens[t].DepRel {
	case "iobj":
		return true
	case "obj", "dobj":
		return (cue.Has(lexicon.ToObject) || v.toInfinitive(d.head)) && !v.words.Noun(v.doc.Tokens[t].Lemma).Has(lexicon.Askable)
	case "nsubj:pass":
		return cue.Has(lexicon.ToObject) &&
			v.child(d.head, page.Run{First: v.Left(d.head), Last: d.head}, func(k int) bool { return v.doc.Tokens[k].DepRel == "aux:pass" })
	case "obl", "nmod", "obl:agent":
		if cue.Has(lexicon.ToObject) && !d.holds(t) && v.asWell(t) {
			return true
		}
		if (first == "on" || first == "upon") && (v.lemmaOf(d.head) == "call" || v.lemmaOf(d.head) == "prevail") {
			return true
		}
		if v.doc.Tokens[d.head].UPOS == "NOUN" { // "its appeal to the islands"
			return first == "to" && !d.holds(t) // in "its opposition to the toll" nobody hears
		}
		if first == "on" { // "said on CBN"
			return !d.holds(t) && v.doc.Tokens[d.head].UPOS == "VERB" && v.outletAt(t, page.Run{First: t, Last: v.Right(t)})
		}
		return first == "to" && !d.holds(t) && cue.Has(lexicon.ToPhrase)
	}
	return false
}

// asWell reports whether the phrase of a noun begins with "as well as": "warned him, as well
// as the pilots".
func (v *view) asWell(noun int) bool {
	first := v.Left(noun)
	for first < noun && v.doc.Tokens[first].UPOS == "PUNCT" {
		first++
	}
	return first+2 < noun && v.Lower(first) == "as" && v.Lower(first+1) == "well"
}

// toInfinitive reports whether a verb that tells of no mere wish has an infinitive beside
// its object: "welcomed the envoy to come".
func (v *view) toInfinitive(verb int) bool {
	if v.doc.Tokens[verb].UPOS != "VERB" || v.verb(verb).Attitude() {
		return false
	}
	return v.child(verb, page.Run{First: verb, Last: v.Right(verb)}, func(t int) bool {
		return v.doc.Tokens[t].XPOS == "VB" && strings.EqualFold(v.doc.Form(v.Left(t)), "to")
	})
}

// spokenTo adds the phrase of a noun to those spoken to, and what is joined to it behind a
// comma: "warned him, as well as the pilots".
func (v *view) spokenTo(s *setting, t int, d *relation) {
	p := v.phrase(t, d)
	if p.Len() <= 0 {
		return
	}
	if n := len(s.addressees); n > 0 && s.addressees[n-1].Last == p.First { // of which the tree makes two objects
		switch {
		case v.doc.Tokens[t].UPOS != "PROPN": // "told pilots [the islands] were late"
		case v.shape[s.addressees[n-1].First] == 2: // "told Secretary of [State Ada Roth]"
			s.addressees[n-1].Last = p.Last
		default: // "told host [Ivo Rank]"
			s.addressees[n-1] = p
		}
		return
	}
	s.addressees = append(s.addressees, p)
	for k := p.Last; k < v.Right(t); k++ {
		if v.Head(k) == t && v.doc.Tokens[k].DepRel == "conj" && nominal[v.doc.Tokens[k].UPOS] {
			if p := v.phrase(k, d); p.Len() > 0 {
				s.addressees = append(s.addressees, p)
			}
		}
	}
}

// speaksTo reports whether t stands after "to" with a verb of speaking beside the cue or its
// subject: "Speaking to reporters, the mayor said …", "the mayor, who addressed a crowd, said …".
func (v *view) speaksTo(t int, d *relation) bool {
	verb := v.Head(t)
	if verb < 0 || verb == d.head || v.doc.Tokens[verb].UPOS != "VERB" || v.Quoted(t) >= 0 || v.Sentence(verb) != v.Sentence(d.head) {
		return false
	}
	switch v.doc.Tokens[verb].DepRel {
	case "advcl":
		if v.Head(verb) != d.head {
			return false
		}
	case "acl:relcl", "acl":
		if !v.inSource(v.Head(verb), d) {
			return false
		}
	default:
		return false
	}
	switch v.doc.Tokens[verb].Lemma {
	case "speak", "talk":
		first := v.Lower(v.Left(t))
		return first == "to" || first == "with" || first == "before"
	case "interview", "appear": // "the mayor, interviewed on CBN, said"
		first := v.Lower(v.Left(t))
		return (first == "on" || first == "by") && v.doc.Tokens[t].UPOS == "PROPN" && !v.weekday(t)
	case "address", "tell", "brief":
		return v.doc.Tokens[t].DepRel == "obj"
	}
	return false
}

// begins reports whether a content of d begins at a token.
func (v *view) begins(t int, d *relation) bool {
	for _, run := range d.contents {
		if run.First == t {
			return true
		}
	}
	return false
}

// toAct reports whether t is the subject of the clause that a demand takes, and a
// name: "demands that Ruritania withdraw" speaks to Ruritania.
func (v *view) toAct(t int, d *relation, lemma string) bool {
	clause := v.Head(t)
	if clause < 0 || v.Head(clause) != d.head || v.doc.Tokens[t].DepRel != "nsubj" || v.doc.Tokens[t].UPOS != "PROPN" || !v.words.Verb(lemma).Has(lexicon.Requests) {
		return false
	}
	return v.doc.Tokens[clause].DepRel == "ccomp" && (v.doc.Tokens[clause].XPOS == "VB" || v.doc.Tokens[clause].XPOS == "VBP") && strings.EqualFold(v.doc.Form(v.Left(clause)), "that")
}

func abs(n int) int { return max(n, -n) }
