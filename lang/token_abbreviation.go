package lang

import "strings"

// abbreviation is what is known of a word with a stop.
type abbreviation struct {
	stop   stopRule
	closes bool // it can be the last word of a sentence; titles and the like ask for a name
}

// stopRule says when the stop after a word belongs to the word.
type stopRule uint8

const (
	noAbbreviation stopRule = iota
	inAnyCase
	withCapital // else a word: "Gen." and "gen", "Miss." and "miss"
	inLowerCase // else a name: "et al." and "Al"
	ofState     // a word too ("La.", "Mass."): where the text goes on in lower case or with a digit
	beforeDigit // a word too ("no.", "art."): where a digit follows
)

// abbreviations holds the words whose stop is theirs, in lower case, with "+" after
// those that can end a sentence. It is only read.
var abbreviations = func() map[string]abbreviation {
	table := map[string]abbreviation{}
	for _, list := range []struct {
		rule  stopRule
		words string
	}{
		// Titles and offices.
		{inAnyCase, "mr mrs ms messrs dr drs prof lt brig cpl sgt pvt cmdr comdr supt insp det atty dist asst ass't assoc fr amb dep sec spc pfc msgr mlle mme"},
		{withCapital, "sen sens rep reps gov govs gen maj col capt adm hon rev pres"},
		// Names of persons and firms.
		{inAnyCase, "jr+ sr+ esq+ ste inc+ corp+ ltd+ co+ bros+ cos+ dept univ assn intl natl govt plc+ llc+"},
		{withCapital, "st"},
		// Months and weekdays.
		{inAnyCase, "feb+ apr+ aug+ sept+ sep thur thurs tues"},
		{withCapital, "jan+ oct+ nov+ dec+ tue fri"},
		{beforeDigit, "mar+ jun jul mon wed thu sat sun"},
		// Places.
		{inAnyCase, "ave+ blvd+ rd+ ft mt mts calif+ ariz+ colo+ minn+ neb+ nev+ okla+ tenn+ wis+ mich+ vt+ ky+ md+ ont wyo"},
		{withCapital, "conn+ ind kan+ miss ore+ penn tex+ va+ wash+ fla+ ga+ ala ark mont mo+"},
		{ofState, "la+ pa+ del ill+ mass+ wa"},
		// Writing.
		{inAnyCase, "etc+ ect esp vs eg ie cf viz approx ca attn vol pp eds fig figs eq est tel ext arr arrv appt min div misc incl dba ph.d ed.d"},
		{inLowerCase, "al+ ed max"},
		{beforeDigit, "no nos para art ch p op in gal sp c"},
	} {
		for word := range strings.FieldsSeq(list.words) {
			word, closes := strings.CutSuffix(word, "+")
			table[word] = abbreviation{list.rule, closes}
		}
	}
	return table
}()

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
	if form := lowered(buffer[:0], text[p:e]); form != nil {
		first, _ := classAt(text, p)
		switch abbreviations[string(form)].stop {
		case inAnyCase:
			return true
		case withCapital:
			return first == upper
		case inLowerCase:
			return first == lower
		case ofState:
			return first == upper && t.followedBy(e+1, end, lower) || t.followedBy(e+1, end, digit)
		case beforeDigit:
			return t.followedBy(e+1, end, digit)
		}
	}
	if e+1 < end {
		switch text[e+1] {
		case ',', ';', ':':
			return true // no sentence ends before a comma
		}
	}
	return false
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
