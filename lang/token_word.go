package lang

import (
	"strings"
	"unicode/utf8"
)

// wordAt appends the word that begins with a letter at p and returns where the
// rest begins.
func (t *tokenizer) wordAt(p, end int) int {
	text := t.text
	e := p
	for e < end {
		c, size := classAt(text, e)
		if c.wordly() {
			e += size
			continue
		}
		if e == p || !t.joins(p, e, size, end) {
			break
		}
		e += size
		if text[e-size] == '*' {
			for e < end && text[e] == '*' {
				e++
			}
		}
	}
	if e == p {
		_, size := classAt(text, p)
		e = p + size
	}
	if e < end && text[e] == '$' && e-p <= 3 && isCapital(text[p:e]) {
		return t.emit(p, e+1, kindSymbol) // US$
	}
	if e < end && text[e] == '.' && t.abbreviated(p, e, end) {
		return t.emit(p, e+1, kindAbbreviation)
	}
	if e < end {
		if q := apostrophe(text, e, end); q > e {
			if last := t.trailing(p, e, q, end); last > e {
				return last
			}
		}
	}
	t.word(p, e, kindWord)
	return e
}

// joins reports whether the character at e, which is no letter, goes on with
// the word that began at p. There is at least one letter before it.
func (t *tokenizer) joins(p, e, size, end int) bool {
	text := t.text
	if e+size >= end {
		return text[e] == '-' && brokenOff(text, p, e)
	}
	after, _ := classAt(text, e+size)
	if !after.wordly() {
		return text[e] == '*' && censored(text, e, end)
	}
	before, _ := classBefore(text[p:e], e-p)
	digits := before == digit && after == digit
	switch text[e : e+size] {
	case ".":
		return digits || dotJoins(text, p, e, end, after)
	case ",", ":":
		return digits
	case "&":
		return before == upper && after == upper || before == lower && after == lower && e-p == 1
	case "'", "`", "’", "ʼ", "‘", "´", "ʻ":
		return after.alphabetic() || before == digit
	case "-":
		return hyphenJoins(text, p, e, end) || t.givenName(p, e, end)
	case "*", "·":
		return after.alphabetic() && before.alphabetic()
	case "/":
		return digits || shorthand(text, p, e, end)
	}
	return false
}

// dotJoins reports whether the dot at e, with a letter or digit after it, stands within
// a word that began at p: of a ticker, of initials, of "Ph.D" and "Ed.D".
func dotJoins(text string, p, e, end int, after class) bool {
	switch {
	case ticker(text, p, e, end), initialAt(text, p, e) && initialAt(text, e+1, wordEnd(text, e+1, end)):
		return true
	case e-p != 2 || after != upper || e+2 > end:
		return false
	}
	return (text[p:e] == "Ph" || text[p:e] == "Ed") && wordEnd(text, e+1, end) == e+2
}

// ticker reports whether the stop at e is part of a share's code, "GOOGL.O".
func ticker(text string, p, e, end int) bool {
	if e-p < 2 || e-p > 5 || !isCapital(text[p:e]) || e+1 >= end || !isCapital(text[e+1:e+2]) {
		return false
	}
	return e+2 == end || text[e+2] == ')' || text[e+2] == ','
}

// shorthand reports whether the slash at e is part of "b/c", "w/o", "c/o".
func shorthand(text string, p, e, end int) bool {
	if e-p != 1 {
		return false
	}
	var buffer [8]byte
	switch string(lowered(buffer[:0], text[p:wordEnd(text, e+1, end)])) {
	case "b/c", "w/o", "c/o", "n/a", "w/out", "l/c", "i/c":
		return true
	}
	return false
}

// brokenOff reports whether text[p:e] before a hyphen is a word that a speaker
// broke off ("th- that").
func brokenOff(text string, p, e int) bool {
	if e-p > 2 {
		return false
	}
	c, _ := classAt(text, p)
	last, _ := classBefore(text[p:e], e-p)
	return c.alphabetic() && last == lower || e-p == 1 && c == upper
}

// censored reports whether the run of asterisks at e hides letters of a word.
func censored(text string, e, end int) bool {
	q := runEnd(text, e, min(end, e+lookahead))
	return q < end && q > e+1 && wordlyAt(text, q)
}

// initialAt reports whether text[i:j] is a single letter after the start of the
// word or a stop: a part of U.S. or a.m.
func initialAt(text string, i, j int) bool {
	if k := strings.LastIndexByte(text[max(i, j-8):j], '.'); k >= 0 {
		i = max(i, j-8) + k + 1
	}
	if j <= i {
		return false
	}
	c, size := classAt(text, i)
	return i+size == j && c.alphabetic()
}

// wordEnd returns the end of the run of letters and digits at i.
func wordEnd(text string, i, end int) int {
	end = min(end, i+lookahead)
	for i < end {
		c, size := classAt(text, i)
		if !c.wordly() {
			break
		}
		i += size
	}
	return min(i, end)
}

// hyphenJoins reports whether the hyphen at e is part of the word that began at
// p, as English UD has it after certain prefixes: "non-profit", "e-mail".
func hyphenJoins(text string, p, e, end int) bool {
	var buffer [16]byte
	prefix := lowered(buffer[:0], text[p:e])
	if prefix == nil || e-p > 1 && isCapital(text[p:e]) {
		return false
	}
	switch string(prefix) {
	case "e", "non", "anti", "pro", "pre", "post", "co", "re", "mid", "multi", "semi", "mini", "neo", "sub", "un", "ex", "over", "cross", "counter", "inter", "intra", "socio", "psycho", "mis":
		c, _ := classAt(text, e+1)
		return c.alphabetic() || c == digit && string(prefix) != "e"
	case "uh", "mm", "hm", "uhh", "oh":
		return true
	}
	return false
}

// lowered appends the ASCII text s in lower case to buffer, or returns nil if s
// is not ASCII or longer than the buffer.
func lowered(buffer []byte, s string) []byte {
	if len(s) > cap(buffer) {
		return nil
	}
	for i := range len(s) {
		b := s[i]
		if b >= utf8.RuneSelf {
			return nil
		}
		if 'A' <= b && b <= 'Z' {
			b += 'a' - 'A'
		}
		buffer = append(buffer, b)
	}
	return buffer
}

func isCapital(s string) bool {
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return len(s) > 0
}

// apostrophe returns the end of the apostrophe at i, or i.
func apostrophe(text string, i, end int) int {
	switch {
	case text[i] == '\'':
		return i + 1
	case strings.HasPrefix(text[i:end], "’"), strings.HasPrefix(text[i:end], "ʼ"):
		return i + len("’")
	}
	return i
}

// trailing handles the apostrophe text[e:q] after the word text[p:e]: it may be
// a possessive ("the envoys' notes"), stand for a letter ("goin'") or close a
// quotation. It returns where the rest begins, or e if it closes.
func (t *tokenizer) trailing(p, e, q, end int) int {
	text := t.text
	open := t.singleOpen >= 0
	switch text[e-1] {
	case 's', 'S', 'z', 'x':
		if !open {
			t.pieces = append(t.pieces,
				piece{start: p, end: e, gap: t.gap, multiword: 1},
				piece{start: e, end: q, gap: joined, multiword: 2})
			t.gap = joined
			return q
		}
	case 'n':
		if !open && e-p > 3 && text[e-2] == 'i' && text[e-3] != 'a' {
			return t.emit(p, q, kindWord)
		}
	}
	var buffer [8]byte
	switch string(lowered(buffer[:0], text[p:e])) {
	case "ol", "an", "o", "th", "y", "d", "fo":
		if !open {
			return t.emit(p, q, kindWord)
		}
	}
	return e
}

// quotation appends the token that begins with a quotation mark or apostrophe.
func (t *tokenizer) quotation(start, p, end, size int) int {
	text := t.text
	q := p + size
	mark := text[p:q]
	switch mark {
	case "'", "‘", "’", "`", "ʼ", "ʻ", "‛", "´":
	default:
		return t.emit(p, q, kindQuote)
	}
	if mark != "‘" && q < end {
		if strings.HasPrefix(text[q:end], mark) {
			return t.emit(p, q+size, kindQuote) // two for a double mark
		}
		if e, kind := elision(text, start, p, q, end); e > q {
			return t.emit(p, e, kind)
		}
	}
	t.singleOpen = -1
	if mark == "‘" || mark == "`" || q < end && opensAt(text, start, p) {
		t.singleOpen = len(t.pieces)
	}
	return t.emit(p, q, kindQuote)
}

// opensAt reports whether a single mark at p can open a quotation: nothing that it could
// close stands before it.
func opensAt(text string, start, p int) bool {
	return p == start || !wordlyBefore(text, start, p) && strings.IndexByte(".,!?", text[p-1]) < 0
}

// elision returns the end of the word that is short for another and begins with the
// apostrophe text[p:q], and its kind: "'s", "'90s", "'em"; else q.
func elision(text string, start, p, q, end int) (int, kind) {
	if p > start {
		if e := suffixEnd(text, q, end); e > q {
			return e, kindWord
		}
		if wordlyBefore(text, start, p) {
			return q, kindWord
		}
	}
	if q+2 <= end && isDigit(text[q]) && isDigit(text[q+1]) && (q+2 == end || !isDigit(text[q+2])) {
		return wordEnd(text, q, end), kindNumber // '90s
	}
	e := wordEnd(text, q, end)
	var buffer [8]byte
	switch string(lowered(buffer[:0], text[q:e])) {
	case "em", "til", "cause", "bout", "n", "tis", "twas", "round":
	default:
		return q, kindWord
	}
	switch closes := e < end && apostrophe(text, e, end) > e; {
	case !closes:
		return e, kindWord
	case text[q:e] == "n": // rock 'n' roll
		return apostrophe(text, e, end), kindWord
	}
	return q, kindWord
}

// suffixEnd returns the end of the contracted suffix at q ("s", "ll") if the
// word ends with it, else q.
func suffixEnd(text string, q, end int) int {
	e := wordEnd(text, q, end)
	if e-q > 2 {
		return q
	}
	var buffer [4]byte
	switch string(lowered(buffer[:0], text[q:e])) {
	case "s", "m", "d", "ll", "re", "ve":
		return e
	}
	return q
}

// number appends the number that begins with a digit or stop at p, with its
// unit as a token of its own ("35mm", "$30m").
func (t *tokenizer) number(p, end int) int {
	text := t.text
	digits, e := numberEnd(text, p, end)
	if digits > p && digits < e && isUnit(text[digits:e]) {
		t.emit(p, digits, kindNumber)
		return t.unitAt(digits, e, end)
	}
	if e < end && text[e] == '.' && e+1 < end && (text[e+1] == ',' || text[e+1] == ';') {
		return t.emit(p, e+1, kindAbbreviation)
	}
	t.word(p, e, kindNumber)
	return e
}

// numberEnd returns the end of the number that begins at p, letters of its unit
// included, and the end of its digits and their separators, 0 where it has none.
func numberEnd(text string, p, end int) (digits, e int) {
	e = p
	if text[e] == '.' || text[e] == '+' {
		e++
	}
	for e < end {
		c, size := classAt(text, e)
		switch {
		case c == digit || c == number:
			digits = e + size
		case !c.wordly() && (e+size >= end || !parts(text, p, e, size, end)):
			return digits, e
		}
		e += size
	}
	return digits, e
}

// parts reports whether the character at e, which is neither letter nor digit and not
// the last one, stands within the number that begins at p.
func parts(text string, p, e, size, end int) bool {
	after, _ := classAt(text, e+size)
	before, _ := classBefore(text[p:e], e-p)
	digits := before == digit && after == digit
	switch text[e : e+size] {
	case ".":
		return digits || initialAt(text, p, e) && initialAt(text, e+1, wordEnd(text, e+1, end))
	case ",", ":", "/":
		return digits
	case "-":
		return numericHyphen(text, p, e, end)
	case "'", "’":
		return suffixEnd(text, e+size, end) > e+size
	}
	return false
}

// unitAt appends the unit text[p:e], with the stops of "a.m.".
func (t *tokenizer) unitAt(p, e, end int) int {
	if e < end && t.text[e] == '.' && t.abbreviated(p, e, end) {
		return t.emit(p, e+1, kindAbbreviation)
	}
	return t.emit(p, e, kindWord)
}

// isUnit reports whether s after digits is a token of its own.
func isUnit(s string) bool {
	switch s {
	case "am", "pm", "AM", "PM", "a.m", "p.m", "A.M", "P.M",
		"mm", "cm", "m", "km", "nm", "in", "ft", "yd", "yds", "mi", "kg", "mg", "g", "lb", "lbs", "oz",
		"ml", "l", "L", "k", "K", "M", "MM", "mn", "bn", "B", "b", "tn", "trn", "mln", "bln", "million", "billion",
		"hr", "hrs", "h", "min", "mins", "s", "sec", "secs", "ms",
		"mph", "kph", "kmh", "Hz", "kHz", "MHz", "Mhz", "GHz", "Ghz",
		"KB", "kB", "MB", "GB", "TB", "gb", "mb", "kb", "kW", "KW", "MW", "GW", "kWh", "MWh", "MWH", "V", "W", "Wh",
		"ha", "C", "F", "dB", "bp", "bps", "bpd", "pt", "pts", "p", "c", "kt", "Mt", "rpm", "psi", "yrs", "yr":
		return s != "s"
	}
	return false
}

// numericHyphen reports whether the hyphen at e joins digits to a telephone
// number or a date, rather than standing between the ends of a range.
func numericHyphen(text string, p, e, end int) bool {
	if e+1 >= end || !isDigit(text[e+1]) {
		return false
	}
	q := e + 1
	for q < end && isDigit(text[q]) && q-e < lookahead {
		q++
	}
	next := q - e - 1
	first := p
	if k := strings.LastIndexByte(text[max(p, e-lookahead):e], '-'); k >= 0 {
		first = max(p, e-lookahead) + k + 1
	}
	for i := first; i < e; i++ {
		if !isDigit(text[i]) {
			return text[i] == '/' && next == 4
		}
	}
	width := e - first
	switch {
	case first > p:
		return true // went on from a hyphen that joined
	case width == 3 && (next == 4 || next == 3 && q < end && text[q] == '-'):
		return true // 555-0100, 202-555-0100
	case width == 1 && (next == 3 && q < end && text[q] == '-' || next == 4):
		return true // 1-800-…, 3-5000
	case width <= 4 && next <= 2 && q+1 < end && text[q] == '-' && isDigit(text[q+1]):
		return true // 2022-02-09
	case width == 5 && next == 4:
		return true // a ZIP code
	}
	return false
}
