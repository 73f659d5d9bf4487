package lang

// abbreviated reports whether the stop at e belongs to the word text[p:e], as
// in "Sen." and "U.S.", rather than ending a sentence.
func (t *tokenizer) abbreviated(p, e, end int) bool {
	text := t.text
	if e+1 < end && text[e+1] == '.' {
		return false // the dots of an ellipsis
	}
	if initialAt(text, p, e) {
		c, size := classAt(text, p)
		if p+size < e {
			return true // U.S., a.m.
		}
		return t.initial(p, e, end, c)
	}
	var buffer [16]byte
	form := lowered(buffer[:0], text[p:e])
	if form == nil {
		return false
	}
	switch string(form) {
	// Titles and offices.
	case "mr", "mrs", "ms", "messrs", "dr", "prof", "sen", "sens", "rep", "reps", "gov", "govs", "lt", "gen", "maj", "brig", "col", "capt", "cpl", "sgt", "pvt", "adm", "cmdr", "comdr", "supt", "insp", "det", "atty", "dist", "hon", "rev", "fr", "pres", "amb", "asst", "ass't", "drs", "assoc", "dep", "sec", "spc", "pfc", "msgr", "mlle", "mme",
		// Names of persons and firms.
		"jr", "sr", "esq", "st", "ste", "inc", "corp", "ltd", "co", "bros", "cos", "dept", "univ", "assn", "intl", "natl", "govt", "plc", "llc",
		// Months.
		"jan", "feb", "apr", "aug", "sept", "sep", "oct", "nov", "dec",
		// Weekdays where no word is alike.
		"thur", "thurs", "tue", "tues", "fri",
		// Places.
		"ave", "blvd", "rd", "ft", "mt", "mts", "calif", "ariz", "colo", "conn", "ind", "kan", "mich", "minn", "miss", "neb", "nev", "okla", "ore", "penn", "tenn", "tex", "va", "vt", "wis", "wash", "fla", "ga", "ala", "ark", "ky", "md", "mont", "ont", "mo", "wyo",
		// Writing.
		"etc", "ect", "esp", "vs", "eg", "ie", "al", "cf", "viz", "approx", "ca", "attn", "ph.d", "ed.d", "vol", "pp", "ed", "eds", "fig", "figs", "eq", "est", "tel", "ext", "arr", "arrv", "appt", "min", "max", "div", "misc", "incl", "dba":
		return t.abbreviationHere(string(form), p, e, end)
	case "no", "nos", "para", "art", "sec.", "ch", "p", "op", "mar", "jun", "jul", "mon", "wed", "thu", "sat", "sun", "la", "pa", "del", "ill", "mass", "wa", "in", "gal", "sp", "c":
		// Words of their own too: the stop is theirs where a digit follows, and
		// where a state goes on in lower case.
		switch string(form) {
		case "la", "pa", "del", "ill", "mass", "wa":
			if c, _ := classAt(text, p); c == upper && t.followedBy(e+1, end, lower) {
				return true
			}
		}
		return t.followedBy(e+1, end, digit)
	}
	if e+1 < end {
		switch text[e+1] {
		case ',', ';', ':':
			return true // no sentence ends before a comma
		}
	}
	return false
}

// abbreviationHere decides for words that are abbreviations in one spelling
// and words in another.
func (t *tokenizer) abbreviationHere(form string, p, e, end int) bool {
	c, _ := classAt(t.text, p)
	switch form {
	case "gen", "col", "rep", "reps", "sen", "sens", "gov", "hon", "rev", "pres", "adm", "capt", "maj", "ft", "st", "fri", "tue", "mo", "miss", "wash", "ind", "ark", "ala", "va", "dec", "oct", "nov", "jan", "mont", "ore", "fla", "ga":
		return c == upper || form == "ft" || form == "gen" && false
	case "ed", "min", "max", "dist", "det", "al", "est", "co", "eg", "ie", "ms", "fr", "penn", "tex", "conn", "kan":
		return c == lower && form != "conn" && form != "kan" && form != "penn" && form != "tex" || c == upper && form != "ed" && form != "al" && form != "max"
	}
	return true
}

// initial reports whether the stop after the single letter at p belongs to it.
func (t *tokenizer) initial(p, e, end int, c class) bool {
	text := t.text
	if e+1 < end {
		switch text[e+1] {
		case ',', ';', ':', '\'':
			return true
		}
		next, _ := classAt(text, e+1)
		return next == upper && c == upper || next == dash
	}
	i := end
	for i < t.end && text[i] == ' ' {
		i++
	}
	if i >= t.end {
		return false
	}
	next, _ := classAt(text, i)
	if c != upper {
		if text[p] == 'v' && next == upper {
			return true // the parties of a case
		}
		return next == digit && (text[p] == 'c' || text[p] == 'b' || text[p] == 'd' || text[p] == 'p' || text[p] == 'v') // c. 1900
	}
	if text[p] == 'I' {
		return next == upper && t.afterName() && i+1 < t.end && text[i+1] != ' '
	}
	end = wordEnd(text, i, t.end)
	initials := end == i+1 && end < t.end && text[end] == '.'
	return next == upper && (initials || !startsSentence(text[i:end])) || (next == lower || next == quote) && t.afterName()
}

// startsSentence reports whether the word s with a capital hardly ever is a
// name, so that what comes before it has ended.
func startsSentence(s string) bool {
	switch s {
	case "A", "After", "All", "And", "As", "At", "But", "By", "For", "He", "Her", "His", "How", "I", "If", "In", "It", "Its", "My", "No", "Not", "On", "Or", "Our", "She", "So", "That", "The", "Their", "Then", "There", "These", "They", "This", "To", "We", "What", "When", "Where", "Which", "While", "Who", "Why", "With", "You", "Your":
		return true
	}
	return false
}

// afterName reports whether the last piece is a word with a capital.
func (t *tokenizer) afterName() bool {
	if len(t.pieces) == 0 || t.gap >= newLine {
		return false
	}
	last := t.pieces[len(t.pieces)-1]
	c, _ := classAt(t.text, last.start)
	return c == upper && (last.kind == kindWord || last.kind == kindAbbreviation)
}

// followedBy reports whether a character of class want follows after the stop
// and spaces.
func (t *tokenizer) followedBy(i, end int, want class) bool {
	if i == end {
		for i < t.end && t.text[i] == ' ' {
			i++
		}
	}
	if i >= t.end {
		return false
	}
	c, _ := classAt(t.text, i)
	return c == want
}
