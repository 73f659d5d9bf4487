package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale/internal/calendar"
)

// writtenDate is a date as words have it: year and day may be missing (0).
type writtenDate struct{ year, month, day int }

// iso writes the date, or the first day of the month or year that it names.
func (d writtenDate) iso() string {
	return fmt.Sprintf("%04d-%02d-%02d", d.year, max(d.month, 1), max(d.day, 1))
}

// full reports whether the date names one day of one year that exists.
func (d writtenDate) full() bool {
	_, ok := calendar.DayOf(d.year, d.month, d.day)
	return ok && d.year != 0
}

// scanDate reads a date at the start of s and returns the bytes it takes, 0
// where there is none. It knows "February 9", "Feb. 9, 2022", "9 February
// 2022", "9th February", "2022-02-09" and no forms that depend on the country.
// A date without a year must be possible in some year.
func scanDate(s string) (writtenDate, int) {
	if d, size := scanISO(s); size > 0 {
		return d, size
	}
	var d writtenDate
	at := 0
	if month, size := scanMonth(s); size > 0 { // February 9, 2022
		d.month = month
		at = size + spaces(s[size:])
		day, size := scanNumber(s[at:], 2)
		if size == 0 {
			return writtenDate{}, 0
		}
		d.day = day
		at += size + ordinal(s[at+size:])
	} else if day, size := scanNumber(s, 2); size > 0 { // 9 February 2022
		d.day = day
		at = size + ordinal(s[size:])
		gap := spaces(s[at:])
		if gap > 0 && strings.HasPrefix(s[at+gap:], "of ") { // 9th of February
			gap += len("of ")
		}
		if gap == 0 && (strings.HasPrefix(s[at:], "-") || strings.HasPrefix(s[at:], "/")) { // 9-Feb-2022
			gap = 1
		}
		month, size := scanMonth(s[at+gap:])
		if size == 0 || gap == 0 {
			return writtenDate{}, 0
		}
		d.month = month
		at += gap + size
		if year, n := scanNumber(s[min(at+1, len(s)):], 4); n == 4 && year >= 1000 && strings.IndexByte("-/", s[at]) >= 0 && !wordContinues(s, at+1+n) {
			if dated := (writtenDate{year, d.month, d.day}); dated.full() {
				return dated, at + 1 + n
			}
		}
	}
	leap := 2000
	if _, ok := calendar.DayOf(leap, d.month, d.day); !ok || wordContinues(s, at) {
		return writtenDate{}, 0
	}
	rest := strings.TrimPrefix(s[at:], ",")
	rest = rest[spaces(rest):]
	if year, size := scanNumber(rest, 4); size == 4 && year >= 1000 && !wordContinues(rest, size) {
		dated := writtenDate{year, d.month, d.day}
		if dated.full() {
			return dated, len(s) - len(rest) + size
		}
	}
	return d, at
}

// scanISO reads "2022-02-09", and the same order with strokes or stops.
func scanISO(s string) (writtenDate, int) {
	const size = len("2022-02-09")
	if len(s) < size || s[4] != s[7] || strings.IndexByte("-/.", s[4]) < 0 {
		return writtenDate{}, 0
	}
	timed := len(s) > size+1 && s[size] == 'T' && '0' <= s[size+1] && s[size+1] <= '9'
	if wordContinues(s, size) && !timed || s[4] == '/' && strings.HasPrefix(s[size:], "/") { // of an address
		return writtenDate{}, 0
	}
	day, ok := calendar.ParseDay(s[:4] + "-" + s[5:7] + "-" + s[8:size])
	if !ok {
		return writtenDate{}, 0
	}
	year, month, n := day.Date()
	return writtenDate{year, month, n}, size
}

// scanMonth reads the name of a month, whole or cut to three or four letters
// with or without a stop, and returns its number and the bytes it takes.
func scanMonth(s string) (month, size int) {
	for size < len(s) && isASCIILetter(s[size]) {
		size++
	}
	if size < 3 || s[0] > 'Z' || size < len(s) && s[size] >= 0x80 {
		return 0, 0
	}
	month, full := calendar.MonthNamed(s[:size])
	if month == 0 {
		return 0, 0
	}
	if size < len(s) && s[size] == '.' && !full {
		size++
	}
	return month, size
}

// scanNumber reads a run of at most most ASCII digits that is a number by
// itself.
func scanNumber(s string, most int) (n, size int) {
	for size < len(s) && '0' <= s[size] && s[size] <= '9' {
		n = n*10 + int(s[size]-'0')
		if size++; size > most {
			return 0, 0
		}
	}
	return n, size
}

func ordinal(s string) int {
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		if strings.HasPrefix(s, suffix) && !wordContinues(s, len(suffix)) {
			return len(suffix)
		}
	}
	return 0
}

// spaces counts the bytes of spaces, tabs and no-break spaces that s begins with.
func spaces(s string) int {
	n := 0
	for n < len(s) {
		switch {
		case s[n] == ' ' || s[n] == '\t':
			n++
		case strings.HasPrefix(s[n:], "\u00A0"):
			n += len("\u00A0")
		default:
			return n
		}
	}
	return n
}

func isASCIILetter(b byte) bool { return 'A' <= b && b <= 'Z' || 'a' <= b && b <= 'z' }

// wordContinues reports whether a letter or digit stands at byte at of s.
func wordContinues(s string, at int) bool {
	return at < len(s) && (isASCIILetter(s[at]) || '0' <= s[at] && s[at] <= '9' || s[at] >= 0xC3 && s[at] != 0xE2)
}

// ParseTime reads a date, or a date and time with or without a zone, and
// returns it as ISO 8601 has it: "2022-01-27", "2022-01-27T10:15",
// "2022-01-27T10:15:30+01:00". It takes both forms of ISO 8601, the dates of
// feeds and mails (RFC 5322), dates in English words with the day of the week
// and the time in any usual order, and seconds or milliseconds since 1970.
// Dates in figures only, other than the ISO order, are refused: 1/2/2022 is one
// day in London and another in New York. A zone is kept where its name stands
// for one difference from UTC.
func ParseTime(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if iso, ok := parseFigures(s); ok {
		return iso, true
	}
	stamp, size := scanStamp(s)
	if size == 0 || strings.Trim(s[size:], " .,") != "" {
		return "", false
	}
	return stamp, true
}

// parseFigures reads a date that is a row of figures: 20220207T061200Z,
// 20220207, 20220207061200, 1644214320, 1644214320000.
func parseFigures(s string) (string, bool) {
	digits := 0
	for digits < len(s) && '0' <= s[digits] && s[digits] <= '9' {
		digits++
	}
	rest := strings.TrimSuffix(s[digits:], ".0")
	switch {
	case digits == 8 && (rest == "" || rest[0] == 'T'), digits == 14 && (rest == "" || rest == "Z"):
		date, size := scanISO(s[:4] + "-" + s[4:6] + "-" + s[6:8])
		if size == 0 || date.year < 1500 || date.year > 2199 {
			return "", false
		}
		if rest == "" && digits == 8 {
			return date.iso(), true
		}
		clock := strings.TrimPrefix(s[8:], "T")
		figures := len(clock) - len(strings.TrimLeft(clock, "0123456789"))
		if figures != 4 && figures != 6 {
			return "", false
		}
		spelt := clock[:2] + ":" + clock[2:4]
		if figures == 6 {
			spelt += ":" + clock[4:6]
		}
		iso, size := scanClock("T" + spelt + clock[figures:])
		if size == 0 || size != len("T"+spelt+clock[figures:]) {
			return "", false
		}
		return date.iso() + iso, true
	case rest == "" && (digits == 10 || digits == 13):
		n, err := strconv.ParseInt(s[:digits], 10, 64)
		if err != nil || digits == 10 && n < 100_000_000 {
			return "", false
		}
		at := time.Unix(n, 0)
		if digits == 13 {
			at = time.UnixMilli(n)
		}
		if at.Year() > 2199 {
			return "", false
		}
		return at.UTC().Format("2006-01-02T15:04:05Z"), true
	}
	return "", false
}

// scanStamp reads a date that names its year at the start of s, with the day of
// the week and the time of day about it in any usual order, and returns it as
// ISO 8601 has it and the bytes it takes, 0 where there is none.
func scanStamp(s string) (iso string, size int) {
	var date writtenDate
	clock, weekday := "", false
	at := 0
	for at < len(s) {
		next := at + stampGap(s[at:], at > 0)
		if at > 0 && next == at {
			break
		}
		rest := s[next:]
		if date.year == 0 {
			if d, n := scanDate(rest); n > 0 && d.full() {
				date, at, size = d, next+n, next+n
				continue
			}
		}
		if n := scanWeekday(rest); n > 0 && !weekday {
			weekday, at = true, next+n
		} else if c, n := scanClock(rest); n > 0 && clock == "" {
			clock, at = c, next+n
		} else if n := scanForeign(rest, &date); n > 0 && date.full() {
			at, size = next+n, next+n
			continue
		} else {
			break
		}
		if date.year != 0 {
			size = at
		}
	}
	if size == 0 {
		return "", 0
	}
	return date.iso() + clock, size
}

// stampGap measures what may stand between the pieces of a date: white space,
// one mark, "at", "T" before a time.
func stampGap(s string, within bool) int {
	at := spaces(s)
	if !within {
		return at
	}
	for _, mark := range []string{",", "|", "•", "·", "-", "–", "—", "at ", "on ", "(", "um ", "à ", ":"} {
		if strings.HasPrefix(s[at:], mark) && (at > 0 || mark == "," || mark == ":") {
			at += len(mark)
			return at + spaces(s[at:])
		}
	}
	if strings.HasPrefix(s, "T") && len(s) > 1 && '0' <= s[1] && s[1] <= '9' {
		return 1
	}
	return at
}

// scanWeekday measures the name of a day of the week with the stop of an
// abbreviation.
func scanWeekday(s string) int {
	size := 0
	for size < len(s) && isASCIILetter(s[size]) {
		size++
	}
	weekday, full := calendar.WeekdayNamed(s[:size])
	if weekday == 0 || wordContinues(s, size) {
		return 0
	}
	if !full && strings.HasPrefix(s[size:], ".") {
		size++
	}
	return size
}

// foreignMonths are the names of the months in the languages in which press
// databases print their dates beside English, first to last.
var foreignMonths = [][12]string{
	{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	{"januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"},
	{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
	{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"},
	{"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"},
}

// foreignWeekdays may stand before such a date, and are not read.
const foreignWeekdays = "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|"

// scanForeign reads "vendredi 4 février 2022", "4. Februar 2022", "4 de febrero
// de 2022" and returns the bytes it takes.
func scanForeign(s string, date *writtenDate) int {
	at := 0
	if word, n := scanWord(s); n > 0 {
		if !strings.Contains(foreignWeekdays, "|"+word+"|") {
			return 0
		}
		at = n
		at += len(s[at:]) - len(strings.TrimLeft(s[at:], ", "))
	}
	day, n := scanNumber(s[at:], 2)
	if n == 0 {
		return 0
	}
	at += n
	for _, suffix := range []string{".", "er", "º"} {
		at += len(s[at:]) - len(strings.TrimPrefix(s[at:], suffix))
	}
	at += spaces(s[at:])
	at += len(s[at:]) - len(strings.TrimPrefix(s[at:], "de "))
	word, n := scanWord(s[at:])
	at += n
	for _, months := range foreignMonths {
		month := slices.Index(months[:], word) + 1
		if month == 0 {
			continue
		}
		at += spaces(s[at:])
		at += len(s[at:]) - len(strings.TrimPrefix(s[at:], "de "))
		year, n := scanNumber(s[at:], 4)
		found := writtenDate{year, month, day}
		if n != 4 || year < 1000 || !found.full() || wordContinues(s, at+n) {
			return 0
		}
		*date = found
		return at + n
	}
	return 0
}

// scanWord returns the letters at the start of s in lower case, and their bytes.
func scanWord(s string) (string, int) {
	size := 0
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		if !unicode.IsLetter(r) {
			break
		}
		size += n
	}
	return strings.ToLower(s[:size]), size
}

// scanClock reads a time of day at the start of s, and returns it as ISO 8601
// has it, with its zone where it has one, and the bytes it takes, 0 where there
// is none. It knows "14:02", "14:02:09.5", "14.02", "2:02 pm", "10 a.m." and
// "1402 GMT".
func scanClock(s string) (clock string, size int) {
	at := 0
	if strings.HasPrefix(s, "T") {
		at = 1
	}
	hour, n := scanNumber(s[at:], 2)
	if n == 0 {
		if together, n := scanNumber(s[at:], 4); n == 4 && together/100 < 24 && together%100 < 60 {
			if zone, z := scanZone(s[at+n:]); z > 0 { // 1402 GMT
				return fmt.Sprintf("T%02d:%02d%s", together/100, together%100, zone), at + n + z
			}
		}
		return "", 0
	}
	at += n
	minute, seconds, spelt := 0, "", false
	if at < len(s) && (s[at] == ':' || s[at] == '.' || s[at] == 'h') {
		if m, n := scanNumber(s[at+1:], 2); n == 2 && m < 60 {
			stop := s[at] != ':'
			minute, spelt = m, true
			at += 1 + n
			if stop && strings.HasPrefix(s[at:], ".") && at+1 < len(s) && '0' <= s[at+1] && s[at+1] <= '9' {
				return "", 0 // 7.02.2022 is a date
			}
			seconds, n = scanSeconds(s[at:])
			at += n
		}
	}
	half, n := scanHalf(s[at:])
	at += n
	switch {
	case half == "" && !spelt, hour > 23, half != "" && (hour > 12 || hour == 0), wordContinues(s, at) && n == 0 && s[at] != 'Z':
		return "", 0
	case half == "p" && hour < 12:
		hour += 12
	case half == "a" && hour == 12:
		hour = 0
	}
	zone, n := scanZone(s[at:])
	return fmt.Sprintf("T%02d:%02d%s%s", hour, minute, seconds, zone), at + n
}

// scanSeconds reads ":30" or ":30.25".
func scanSeconds(s string) (string, int) {
	if !strings.HasPrefix(s, ":") {
		return "", 0
	}
	second, n := scanNumber(s[1:], 2)
	if n != 2 || second > 59 {
		return "", 0
	}
	size := 1 + n
	if strings.HasPrefix(s[size:], ".") {
		if _, n := scanNumber(s[size+1:], 9); n > 0 {
			size += 1 + n
		}
	}
	return fmt.Sprintf(":%02d", second) + s[1+n:size], size
}

// scanHalf reads "a.m." or "PM" after a time.
func scanHalf(s string) (half string, size int) {
	gap := spaces(s)
	for _, form := range []string{"a.m.", "p.m.", "am", "pm", "a.m", "p.m"} {
		if n := gap + len(form); len(s) >= n && strings.EqualFold(s[gap:n], form) && !wordContinues(s, n) {
			return form[:1], n
		}
	}
	return "", 0
}

// zones are names of zones with their difference from UTC. Names that stand for
// several are known too, and give none.
var zones = []struct{ name, offset string }{
	{"UTC", "Z"}, {"GMT", "Z"}, {"Z", "Z"}, {"CET", "+01:00"}, {"CEST", "+02:00"}, {"EET", "+02:00"}, {"EEST", "+03:00"}, {"MSK", "+03:00"},
	{"EST", "-05:00"}, {"EDT", "-04:00"}, {"PDT", "-07:00"}, {"JST", "+09:00"},
	{"ET", ""}, {"CT", ""}, {"PT", ""}, {"MT", ""}, {"BST", ""}, {"IST", ""}, {"CST", ""}, {"CDT", ""}, {"PST", ""}, {"MST", ""}, {"AST", ""}, {"WAT", ""},
	{"local time", ""}, {"hours", ""}, {"hrs", ""}, {"Uhr", ""},
}

// scanZone reads a zone after a time, and returns the bytes it takes.
func scanZone(s string) (zone string, size int) {
	at := spaces(s)
	rest := s[at:]
	opened := strings.HasPrefix(rest, "(")
	if opened {
		at, rest = at+1, rest[1:]
	}
	for _, known := range zones {
		if strings.HasPrefix(rest, known.name) && !wordContinues(rest, len(known.name)) {
			at += len(known.name)
			if opened {
				if !strings.HasPrefix(s[at:], ")") {
					return "", 0
				}
				at++
			}
			zone = known.offset
			if after := s[at:]; zone == "Z" && len(after) > 1 && (after[0] == '+' || after[0] == '-') { // GMT+3
				if hour, n := scanNumber(after[1:], 2); n > 0 && hour <= 14 && !strings.HasPrefix(after[1+n:], ":") {
					return fmt.Sprintf("%c%02d:00", after[0], hour), at + 1 + n
				}
			}
			return zone, at
		}
	}
	if opened || len(rest) < 3 || rest[0] != '+' && rest[0] != '-' {
		return "", 0
	}
	hour, n := scanNumber(rest[1:3], 2)
	if n != 2 || hour > 14 {
		return "", 0
	}
	zone = rest[:3]
	after := strings.TrimPrefix(rest[3:], ":")
	if minute, n := scanNumber(after[:min(2, len(after))], 2); n == 2 && minute < 60 {
		return fmt.Sprintf("%s:%02d", zone, minute), len(s) - len(after) + n
	}
	return zone + ":00", at + 3
}
