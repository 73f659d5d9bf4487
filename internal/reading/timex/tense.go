package timex

// tense says whether the words around an expression look back or ahead.
type tense uint8

const (
	noTense tense = iota
	pastTense
	futureTense
)

// How far words are read for a verb, in atoms and tokens.
const (
	reach  = 14 // to either side of an expression
	climbs = 6  // from an expression up the tree to its verb
	aside  = 8  // from a verb to its auxiliaries
)

// tenseAt returns the tense of the clause around the atoms [start, end): what
// the words right before it say ("until Tuesday", "since May"), else the verb
// above it in the tree, else the nearest verb.
func (f *Finder) tenseAt(start, end int) tense {
	if t := f.led(start); t != noTense {
		return t
	}
	if t := f.governed(start, end); t != noTense {
		return t
	}
	return f.near(start, end)
}

// led returns the tense that the words before an expression give it.
func (f *Finder) led(start int) tense {
	if start == 0 || f.atoms[start].fresh {
		return noTense
	}
	verb := start - 1
	if f.says(verb, "on", "in", "late", "early") {
		verb--
	}
	switch {
	case f.says(start-1, "since", "ended"):
		return pastTense
	case f.says(verb, "saying", "telling", "adding", "announcing", "warning", "calling", "citing"),
		f.xpos(verb) == "VBD" && !lookingAhead(f.text(verb)):
		return pastTense
	case f.says(start-1, "starting", "beginning", "ending", "expiring", "due", "payable", "effective"):
		return futureTense
	case f.says(start-1, "as") && f.says(start-2, "soon", "early", "late"):
		return futureTense
	case f.closeAfter(start):
		return pastTense
	case f.says(start-1, "until", "till", "by"):
		// What had been done by then, or was so until then, is past.
		if f.perfect(start) {
			return pastTense
		}
		return futureTense
	}
	return noTense
}

// closeAfter reports whether "after" or "following" stands close before atom start
// with no verb between: "after his losses Tuesday".
func (f *Finder) closeAfter(start int) bool {
	const close = 5 // atoms
	for i := start - 1; i >= 0 && start-i <= close && !f.atoms[i+1].fresh; i-- {
		if f.says(i, "after", "following", "follows", "followed") {
			return true
		}
		if x := f.xpos(i); len(x) >= 2 && x[:2] == "VB" || x == "MD" || x == "," {
			return false
		}
	}
	return false
}

// perfect reports whether a verb of the past stands not far before atom start,
// or right behind it, that makes "by" and "until" look back.
func (f *Finder) perfect(start int) bool {
	for k := max(start-reach, 0); k < min(start+reach, len(f.atoms)); k++ {
		if k != start && f.atoms[k].fresh && k > start {
			break
		}
		if f.says(k, "had", "were", "was") && !f.says(k+1, "until", "to") {
			return true
		}
	}
	return false
}

// governed returns the tense of the verb that stands above the expression in
// its tree.
func (f *Finder) governed(start, end int) tense {
	token := int(f.atoms[start].token)
	if token < 0 {
		return noTense
	}
	last := int(f.atoms[end-1].token)
	for range climbs {
		head := f.doc.Tokens[token].Head
		if head < 0 {
			return noTense
		}
		token = head
		if token >= int(f.atoms[start].token) && token <= last {
			continue
		}
		switch f.doc.Tokens[token].UPOS {
		case "VERB", "AUX":
			return f.ofVerb(token)
		}
	}
	return noTense
}

// ofVerb returns the tense of the verb at a token with its auxiliaries.
func (f *Finder) ofVerb(verb int) tense {
	tokens := f.doc.Tokens
	past, future, finite := false, false, false
	for k := max(verb-aside, 0); k < verb; k++ {
		if tokens[k].Head != verb || tokens[k].UPOS != "AUX" && tokens[k].UPOS != "PART" {
			continue
		}
		switch form := f.doc.Form(k); {
		case equalAny(form, "will", "shall", "'ll", "’ll", "wo", "may", "might", "can", "should", "must", "would", "could"):
			future, finite = true, true
		case equalAny(form, "had", "was", "were", "has", "have", "'ve", "did", "been"):
			past, finite = true, true
		case equalAny(form, "is", "are", "am", "'re", "be", "does", "do"):
			finite = true
		case equalAny(form, "to"):
			future = true
		}
	}
	switch {
	case lookingAhead(f.doc.Form(verb)) && !past, future:
		return futureTense
	case past:
		return pastTense
	}
	switch tokens[verb].XPOS {
	case "VBD":
		return pastTense
	case "VBN":
		if !finite {
			return pastTense // "the talks held on Friday"
		}
	case "VBG":
		if finite {
			return futureTense // "is leaving on Friday"
		}
	case "VBZ", "VBP":
		if !equalAny(f.doc.Form(verb), "says", "say", "is", "are", "has", "have") {
			return futureTense // "the two meet on Friday"
		}
	}
	return noTense
}

// lookingAhead reports whether a verb by its meaning has its time ahead.
func lookingAhead(form string) bool {
	return equalAny(form, "scheduled", "slated", "expected", "planned", "due", "set", "supposed", "plan", "plans",
		"expects", "hopes", "hope", "intends", "expires", "begins", "starts", "opens", "planning")
}

// near returns the tense of the nearest verb, those before the expression
// ranking before those behind it; a clause's border counts as four atoms.
func (f *Finder) near(start, end int) tense {
	best, result := 1<<30, noTense
	distance := 0
	for i := start - 1; i >= 0 && start-i <= reach; i-- {
		if f.atoms[i+1].fresh {
			break
		}
		distance += f.step(i)
		if t := f.verb(i); t != noTense {
			best, result = distance, t
			break
		}
	}
	distance = 1
	for i := end; i < len(f.atoms) && i-end < reach && !f.atoms[i].fresh; i++ {
		distance += f.step(i)
		if distance >= best {
			break
		}
		if t := f.verb(i); t != noTense {
			result = t
			break
		}
	}
	return result
}

// step is how far apart an atom moves what stands to its sides.
func (f *Finder) step(i int) int {
	switch f.atoms[i].mark {
	case ',', ';', ':', '"', '(', ')', '-', '“', '”':
		return 4
	}
	return 1
}

// verb returns the tense that atom i gives its clause.
func (f *Finder) verb(i int) tense {
	switch {
	case f.says(i, "will", "shall", "ll"):
		return futureTense
	case f.says(i, "due", "scheduled", "slated", "expected", "planned", "set", "supposed", "expires", "payable") && !f.says(i-1, "had", "been"):
		return futureTense
	case f.says(i, "to") && f.xpos(i+1) == "VB":
		return futureTense
	case f.says(i, "upcoming", "deadline", "plans", "plan", "intends", "hopes", "expects"):
		return futureTense
	case f.says(i, "may", "might", "could", "can", "should", "must", "would") && f.xpos(i) == "MD":
		return futureTense
	}
	switch f.xpos(i) {
	case "VBD":
		return pastTense
	case "VBN":
		if f.says(i-1, "has", "have", "had", "been", "was", "were") {
			return pastTense
		}
	}
	return noTense
}

// isNoun reports whether a Penn tag is that of a noun.
func isNoun(xpos string) bool { return len(xpos) >= 2 && xpos[:2] == "NN" }
