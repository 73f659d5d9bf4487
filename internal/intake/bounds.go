package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// boundsOf finds the latest date that the body of an undated report speaks of
// as past: it was not written before. The evidence is the sentence about it.
// A date counts if its sentence has a verb in the past and nothing that points
// forward; a month ("December 2021") or year ("in 2010") counts from its first
// day, and only where a verb in the past stands close before it. On the archive
// and wire reports, whose day is known, 1 bound in 70 is later than the report.
// Nil where there is none. It is linear in the length of the text.
func boundsOf(text string, parts []verbale.Part) *verbale.Bounds {
	var bounds *verbale.Bounds
	for _, part := range parts {
		if part.Kind != verbale.Body {
			continue
		}
		for at := part.Start; at < part.End; {
			line, next := lineAt(text[:part.End], at)
			at = next
			for _, sentence := range roughSentences(text, line) {
				words := sentence.Text(text)
				date := latestPast(words)
				if date == "" || bounds != nil && bounds.NotBefore >= date {
					continue
				}
				bounds = &verbale.Bounds{NotBefore: date, Evidence: verbale.Excerpt{Span: sentence, Text: words}}
			}
		}
	}
	return bounds
}

// roughSentences divides a line after stops that a capital or a quotation mark
// follows. It may cut after an abbreviation, which only makes a sentence too
// short to be evidence.
func roughSentences(text string, line lang.Span) []lang.Span {
	var sentences []lang.Span
	start := line.Start
	for i := line.Start; i < line.End; i++ {
		if c := text[i]; c != '.' && c != '!' && c != '?' {
			continue
		}
		after := strings.TrimLeft(text[i+1:min(line.End, i+16)], "\"'”’)")
		if gap := spaces(after); gap > 0 {
			first, _ := utf8.DecodeRuneInString(after[gap:])
			if !unicode.IsUpper(first) && !strings.ContainsRune("\"“'‘", first) || precedesName(text[start:i]) {
				continue
			}
			end := i + 1
			for end < line.End && spaces(text[end:line.End]) == 0 {
				_, size := utf8.DecodeRuneInString(text[end:])
				end += size
			}
			sentences = append(sentences, lang.Span{Start: start, End: end})
			start = end + spaces(text[end:line.End])
			i = start - 1
		}
	}
	if rest := trimSpan(text, lang.Span{Start: min(start, line.End), End: line.End}); rest.Len() > 0 {
		sentences = append(sentences, rest)
	}
	return sentences
}

// precedesName reports whether words end with a title or an initial that a
// name follows.
func precedesName(words string) bool {
	last := words[strings.LastIndexAny(words, " (\"“")+1:]
	switch last {
	case "Mr", "Mrs", "Ms", "Dr", "Gen", "Sen", "Rep", "Gov", "Col", "Lt", "Capt", "St", "Prof", "Rev", "U.S", "U.K", "U.N", "vs", "No", "Jr", "Sr":
		return true
	}
	return len(last) == 1
}

// verbReach is how many words before a month or year its verb may stand.
const verbReach = 10

// latestPast returns the latest date that a sentence speaks of as past, as an
// ISO date; "" where there is none.
func latestPast(words string) string {
	if !holdsYear(words) {
		return ""
	}
	var dates []writtenDate
	told := false  // a verb in the past has come
	near := 0      // words since that verb, if nothing stands between
	previous := "" // the word before
	latest := ""
	for at := 0; at < len(words); {
		r, size := utf8.DecodeRuneInString(words[at:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			at += size
			continue
		}
		date, n := scanDate(words[at:])
		if n == 0 || date.year == 0 {
			date, n = scanMonthYear(words[at:], previous)
		}
		if n > 0 {
			if date.day != 0 || near > 0 && near <= verbReach {
				dates = append(dates, date)
			}
			at += n
			near++
			continue
		}
		start := at
		for at < len(words) {
			r, size := utf8.DecodeRuneInString(words[at:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				break
			}
			at += size
		}
		word := strings.ToLower(words[start:at])
		switch {
		case strings.Contains(forward, " "+word+" "), word == "to" && (previous == "is" || previous == "are" || previous == "set"):
			return ""
		case strings.Contains(past, " "+word+" ") || len(word) > 4 && strings.HasSuffix(word, "ed"):
			told = true
			near = 1
		case word == "to" || word == "for":
			near = 0
		case near > 0:
			near++
		}
		previous = word
	}
	for _, date := range dates {
		if told {
			latest = max(latest, date.iso())
		}
	}
	return latest
}

// holdsYear reports whether four digits stand in a row in words. Few sentences
// have them, and only those are looked at word by word.
func holdsYear(words string) bool {
	digits := 0
	for i := range len(words) {
		if '0' <= words[i] && words[i] <= '9' {
			if digits++; digits == 4 {
				return true
			}
		} else {
			digits = 0
		}
	}
	return false
}

// scanMonthYear reads "December 2021", or "2010" after "in" or "since".
func scanMonthYear(s, previous string) (writtenDate, int) {
	month, at := scanMonth(s)
	if at > 0 {
		at += spaces(s[at:])
	} else if previous != "in" && previous != "since" {
		return writtenDate{}, 0
	}
	year, size := scanNumber(s[at:], 4)
	end := at + size
	if size != 4 || year < 1800 || year > 2199 || wordContinues(s, end) || strings.HasPrefix(s[end:], "-") || strings.HasPrefix(s[end:], ",0") {
		return writtenDate{}, 0
	}
	return writtenDate{year: year, month: month}, end
}

// forward are words that point to what is to come; a sentence with one of them
// is no evidence.
const forward = " will would shall should could may might can must won't ll plan plans planned planning schedule scheduled expect expects expected due deadline until till by before next upcoming ahead if unless forthcoming propose proposed proposes intend intends intended target hopes hope aims promise promised possible potential candidate contender starting ending expire expires ends goal vow vowed predict predicted projected forecast outlook poised budget updated running "

// past are the past forms that news uses most and that do not end in -ed.
const past = " was were had did said told held met gave took made went came began sent saw led left won lost became brought wrote spoke rose fell kept set struck put "
