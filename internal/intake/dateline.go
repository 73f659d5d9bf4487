package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// datelineReach is how far into a paragraph a dateline may reach, in bytes.
const datelineReach = 160

// agencies are those that stand in datelines after a place in small letters, or
// alone, where without a list "The Arab League (AL)" would be one.
const agencies = "|CNN|CNN Business|CNNMoney|CNNPolitics|AP|The Associated Press|Associated Press|AFP|Agence France-Presse|Reuters|Thomson Reuters|Reuters Breakingviews|Xinhua|TASS|ITAR-TASS|RIA Novosti|Sputnik|Interfax|UPI|DPA|dpa|ANSA|EFE|Kyodo|Kyodo News|Jiji|Yonhap|PTI|IANS|Anadolu|Anadolu Agency|BBC|BBC News|NPR|CBS News|ABC News|NBC News|Fox News|CNSNews.com|Bloomberg|Ukrinform|UNIAN|Armenpress|ARMENPRESS|Azertac|AZERTAC|Trend|BelTA|Belta|Kazinform|IRNA|Fars|Tasnim|Mehr|ISNA|SANA|MENA|KUNA|Petra|NNA|Antara|Bernama|VNA|KCNA|JTA|PRNewswire|Business Wire|GLOBE NEWSWIRE|Belga|ANP|NTB|Ritzau|STT|MTI|PAP|CTK|TASR|HINA|Tanjug|Agerpres|LUSA|Lusa|VOA|RFE/RL|AKIpress|24.kg|Kabar|Artsakhpress|ARTSAKHPRESS|"

// noPlace are words in capitals before a dash or a colon that are no place.
const noPlace = "|FILE|FILE PHOTO|ANALYSIS|NEWS ANALYSIS|UPDATE|UPDATED|EXCLUSIVE|OPINION|EDITORIAL|COMMENT|COMMENTARY|VIDEO|PHOTO|PHOTOS|WATCH|BREAKING|BREAKING NEWS|LIVE|URGENT|FLASH|REPORT|FACT CHECK|INTERVIEW|TRANSCRIPT|READ|NOTE|CORRECTION|DEVELOPING|ADVISORY|NEWSMAKER|ROUNDUP|FACTBOX|EXPLAINER|TIMELINE|NATO|ISIS|ISIL|OSCE|OPEC|USA|U.S|U.S.|UNSC|CSTO|IAEA|FIFA|UEFA|GOP|FBI|CIA|NSA|IMF|WHO|WTO|UNHCR|UNICEF|UNESCO|BRICS|ASEAN|CLAIM|WOW|THE LATEST|ADDS|CORRECTS|EDS|CHARTS|HOST|PRES|TRUMP|OBAMA|BIDEN|PUTIN|"

// datelineSpans are the pieces of a dateline, in bytes of its paragraph. The
// story begins at end.
type datelineSpans struct {
	place, date, agency lang.Span
	fullDate            bool // the date names its year
	end                 int
}

// datelineScanner reads a dateline from left to right.
type datelineScanner struct {
	s  string
	at int
	datelineSpans
	upper bool // the place is in capitals
	words int  // of the place
}

// scanDateline reads the dateline at the start of a paragraph. These are the
// forms it knows, with any piece in brackets left out:
//
//	KYIV, Jan 27 (Reuters) - Text        place, date, agency, dash
//	WASHINGTON[, D.C.] — Text            place in capitals, dash
//	Washington (CNN) Text                place, known agency
//	(CNN) [--] Text                      known agency
//	MOSCOW, February 9. /TASS/. Text     agency between strokes
//	YEREVAN, FEBRUARY 4, ARMENPRESS[.:] Text
//	New Delhi, July 13, 2020[.] – Text   place, date, dash
//	(Geneva) – Text                      place in brackets, dash
//	(Geneva, 6 May 2031) - Text          place and date in brackets, dash
//	KYIV (May 6) - Text                  date in brackets, dash
//	KYIV — May 6, 2031 — Text            date between dashes
//	May 6, 2031 — KYIV — Text            date first, place in capitals
//	KYIV, Agency, May 6 — Text           agency by its last word
//
// A day of the week may stand before any date.
// The story after it must begin like a sentence.
func scanDateline(paragraph string) (datelineSpans, bool) {
	d := &datelineScanner{s: paragraph}
	if d.bracketed() || d.datedFirst() || d.placed() {
		rest := strings.TrimLeft(d.s[d.at:], " \u00A0\t")
		first, _ := utf8.DecodeRuneInString(rest)
		if rest != "" && d.at <= datelineReach && (unicode.IsUpper(first) || unicode.IsDigit(first) || !unicode.IsLetter(first) && !strings.ContainsRune(",;:.)-–—/", first)) {
			d.end = len(d.s) - len(rest)
			return d.datelineSpans, true
		}
	}
	return datelineSpans{}, false
}

// bracketed reads the forms that begin with a bracket.
func (d *datelineScanner) bracketed() bool {
	inner, ok := d.brackets()
	if !ok {
		return false
	}
	words := inner.Text(d.s)
	if knownAgency(words) {
		d.agency = inner
		d.dash()
		return true
	}
	if place, date, ok := strings.Cut(words, ","); ok && onlyCapitalised(place) && len(strings.Fields(place)) <= 4 {
		start := inner.Start + len(place) + 1
		written, size := scanDayAndDate(d.s[start:inner.End])
		if size > 0 && strings.TrimSpace(date[size:]) == "" && d.dash() {
			at := lang.Span{Start: start + size - written.size, End: start + size}
			d.place, d.date, d.fullDate = lang.Span{Start: inner.Start, End: inner.Start + len(place)}, at, written.full()
			return true
		}
	}
	if len(strings.Fields(words)) <= 3 && startsUpper(words) && !strings.ContainsAny(words, ".:;0123456789") && onlyCapitalised(words) {
		d.place = inner
		return d.dash()
	}
	return false
}

// datedFirst reads the forms that begin with a date: a place in capitals must
// follow it, and a dash or a colon.
func (d *datelineScanner) datedFirst() bool {
	start := *d
	written, size := scanDayAndDate(d.s)
	if size > 0 {
		date := lang.Span{Start: size - written.size, End: size}
		d.at = size
		if d.skip(",") || d.dash() || d.skip(":") {
			d.at += spaces(d.s[d.at:])
			if d.readPlace() && d.upper && d.words <= 5 && !strings.Contains(noPlace, "|"+d.place.Text(d.s)+"|") && (d.dash() || d.skip(":")) {
				d.date, d.fullDate = date, written.full()
				return true
			}
		}
	}
	*d = start
	return false
}

// dayAndDate is a date with the bytes that it takes without the day of the week.
type dayAndDate struct {
	writtenDate
	size int
}

// scanDayAndDate reads "Tuesday, 6 May" or "May 6, 2031", after spaces, and
// returns the bytes it takes.
func scanDayAndDate(s string) (dayAndDate, int) {
	at := spaces(s)
	if n := scanWeekday(s[at:]); n > 0 {
		at += n
		at += len(s[at:]) - len(strings.TrimLeft(s[at:], ", "))
	}
	date, size := scanDate(s[at:])
	if size == 0 {
		return dayAndDate{}, 0
	}
	return dayAndDate{date, size}, at + size
}

// agencyWords end the names of agencies and papers.
const agencyWords = "|Press|Presse|News|Agency|Radio|Times|Post|Gazette|Herald|Service|Wire|Newswire|Tribune|"

// agencyInPlace takes ", Strait Press" off a place that a date follows.
func (d *datelineScanner) agencyInPlace() {
	words := d.place.Text(d.s)
	cut := strings.LastIndex(words, ", ")
	if cut < 0 {
		return
	}
	name := words[cut+2:]
	if knownAgency(name) || strings.Contains(agencyWords, "|"+name[strings.LastIndexByte(name, ' ')+1:]+"|") {
		d.agency = lang.Span{Start: d.place.Start + cut + 2, End: d.place.End}
		d.place.End = d.place.Start + cut
	}
}

// afterPlace are the forms of what follows a place, and its date where there is one, in
// the order in which they are tried. Each says whether it is there, and whether it ends a
// dateline. A form that is not there reads nothing.
var afterPlace = []struct {
	name string // an example, with the place before it
	read func(d *datelineScanner, dated bool) (found, ends bool)
}{
	{"PLACE, March 9. /AGENCY/. ", func(d *datelineScanner, dated bool) (bool, bool) {
		if !dated || !d.strokes() {
			return false, false
		}
		d.skip(".")
		d.dash()
		return true, true
	}},
	{"PLACE, MARCH 4, AGENCY: ", func(d *datelineScanner, dated bool) (bool, bool) {
		found := dated && d.upper && d.plainAgency()
		return found, found
	}},
	{"PLACE (Agency) — ", func(d *datelineScanner, dated bool) (bool, bool) {
		inner, found := d.brackets()
		return found, found && d.agencyInBrackets(inner, dated)
	}},
	{"PLACE /AGENCY/ — ", func(d *datelineScanner, _ bool) (bool, bool) {
		if !d.strokes() {
			return false, false
		}
		return true, d.dash()
	}},
	{"PLACE, 28 July. — ", func(d *datelineScanner, dated bool) (bool, bool) {
		if !dated {
			return false, false
		}
		d.skip(".")
		return true, d.dash() || d.upper && d.skip(":")
	}},
	{"PLACE — ", func(d *datelineScanner, _ bool) (bool, bool) {
		return true, d.dash() && d.placeAlone()
	}},
}

// placed reads the forms that begin with a place.
func (d *datelineScanner) placed() bool {
	if !d.readPlace() || strings.Contains(noPlace, "|"+d.place.Text(d.s)+"|") {
		return false
	}
	dated := d.readDate()
	if dated {
		d.agencyInPlace()
		d.stopAfterPlace()
	}
	for _, form := range afterPlace {
		if found, ends := form.read(d, dated); found {
			return ends
		}
	}
	return false
}

// stopAfterPlace takes the stop off "PARIS. 28 July", which ends no abbreviation.
func (d *datelineScanner) stopAfterPlace() {
	words := d.place.Text(d.s)
	if d.upper && strings.HasSuffix(words, ".") && strings.Count(words, ".") == 1 && len(words)-strings.LastIndexByte(words, ' ') > len(" N.C.") {
		d.place.End--
	}
}

// agencyInBrackets reports whether what stands in brackets after a place is an agency that ends
// a dateline.
func (d *datelineScanner) agencyInBrackets(inner lang.Span, dated bool) bool {
	words := inner.Text(d.s)
	known := knownAgency(words)
	if !known && !d.upper && !dated {
		return false
	}
	most := 4 // words
	if dated && d.upper {
		most = 8 // "(By cable to The Evening Globe)"
	}
	if len(strings.Fields(words)) > most || !strings.ContainsFunc(words[:1], unicode.IsLetter) && words[0] < 0x80 {
		return false
	}
	d.agency = inner
	return d.dash() || known || dated && d.skip(":")
}

// placeAlone reports whether a place that only a dash follows is one, or an agency:
// "JTA — Text".
func (d *datelineScanner) placeAlone() bool {
	if knownAgency(d.place.Text(d.s)) {
		d.agency, d.place = d.place, lang.Span{}
		return true
	}
	return d.upper && d.words <= 5
}

// readPlace reads "WASHINGTON", "SEOUL/WASHINGTON", "GAZA CITY, Gaza Strip",
// "Des Moines, Iowa".
func (d *datelineScanner) readPlace() bool {
	start := d.at
	capitals, small := 0, 0
	for d.words < 7 {
		size, shouted := capitalisedWord(d.s[d.at:])
		if size == 0 || d.words > 0 && d.startsDate() {
			break
		}
		if shouted {
			capitals++
		} else if small++; small > 4 {
			return false
		}
		d.words++
		d.at += size
		d.place = lang.Span{Start: start, End: d.at}
		gap := d.s[d.at:]
		switch {
		case strings.HasPrefix(gap, "/"):
			d.at++
		case strings.HasPrefix(gap, ", "):
			if d.at += 2; d.startsDate() {
				d.at -= 2
				d.upper = shoutedFirst(d.place.Text(d.s))
				return true
			}
			if size, _ := capitalisedWord(d.s[d.at:]); size == 0 {
				d.at -= 2
				d.upper = shoutedFirst(d.place.Text(d.s))
				return capitals+small > 0
			}
		case strings.HasPrefix(gap, " ") && !strings.HasPrefix(gap, "  "):
			if size, _ := capitalisedWord(gap[1:]); size == 0 {
				d.upper = shoutedFirst(d.place.Text(d.s))
				return true
			}
			d.at++
		default:
			d.upper = shoutedFirst(d.place.Text(d.s))
			return true
		}
	}
	d.at = d.place.End
	d.upper = shoutedFirst(d.place.Text(d.s))
	return d.words > 0
}

// startsDate reports whether a date, or a known name of an agency in capitals
// after it, begins here.
func (d *datelineScanner) startsDate() bool {
	_, size := scanDayAndDate(d.s[d.at:])
	return size > 0
}

// readDate reads ", Nov. 6" with what stands before it: a comma or a stop, a
// bracket, or a dash where another follows the date.
func (d *datelineScanner) readDate() bool {
	start := d.at
	if !d.skip(",") {
		d.skip(".")
	}
	d.at += spaces(d.s[d.at:])
	opened := d.skip("(")
	dashed := !opened && d.dash()
	written, size := scanDayAndDate(d.s[d.at:])
	if size == 0 {
		d.at = start
		return false
	}
	d.date = lang.Span{Start: d.at + size - written.size, End: d.at + size}
	d.fullDate = written.full()
	d.at += size
	if opened && !d.skip(")") {
		d.at, d.date = start, lang.Span{}
		return false
	}
	if dashed {
		after := d.at
		if !d.dash() {
			d.at, d.date = start, lang.Span{}
			return false
		}
		d.at = after
	}
	return true
}

// strokes reads ". /TASS/".
func (d *datelineScanner) strokes() bool {
	start := d.at
	if !d.skip(".") {
		d.skip(",")
	}
	d.at += spaces(d.s[d.at:])
	if d.skip("/") {
		if size := strings.IndexByte(d.s[d.at:min(len(d.s), d.at+40)], '/'); size > 1 && onlyCapitalised(d.s[d.at:d.at+size]) {
			d.agency = lang.Span{Start: d.at, End: d.at + size}
			d.at += size + 1
			return true
		}
	}
	d.at = start
	return false
}

// plainAgency reads ", ARMENPRESS." after a date: one word in capitals, and a
// stop, a colon or a dash.
func (d *datelineScanner) plainAgency() bool {
	start, before := d.at, d.agency
	if d.skip(",") && d.skip(" ") {
		size, shouted := capitalisedWord(d.s[d.at:])
		for size > 0 && d.s[d.at+size-1] == '.' {
			size--
		}
		if shouted && size >= 3 {
			d.agency = lang.Span{Start: d.at, End: d.at + size}
			d.at += size
			if d.skip(":") || d.skip(".") || d.dash() {
				return true
			}
		}
	}
	d.at, d.agency = start, before
	return false
}

// brackets reads "(Reuters)" or "[CNN]" after optional spaces.
func (d *datelineScanner) brackets() (inner lang.Span, ok bool) {
	start := d.at + spaces(d.s[d.at:])
	if start >= len(d.s) || d.s[start] != '(' && d.s[start] != '[' {
		return lang.Span{}, false
	}
	closing := byte(')')
	if d.s[start] == '[' {
		closing = ']'
	}
	size := strings.IndexByte(d.s[start:min(len(d.s), start+60)], closing)
	if size < 0 {
		return lang.Span{}, false
	}
	inner = trimSpan(d.s, lang.Span{Start: start + 1, End: start + size})
	if inner.Len() == 0 {
		return lang.Span{}, false
	}
	d.at = start + size + 1
	return inner, true
}

// dash reads a long dash, two or more hyphens, or one hyphen set off by a space
// or a bracket before it and a space after it.
func (d *datelineScanner) dash() bool {
	at := d.at + spaces(d.s[d.at:])
	rest := d.s[at:]
	set := at > d.at || d.at > 0 && strings.ContainsRune(")]/", rune(d.s[d.at-1]))
	hyphens := len(rest) - len(strings.TrimLeft(rest, "-"))
	switch {
	case strings.HasPrefix(rest, "—"), strings.HasPrefix(rest, "–"):
		d.at = at + len("—")
		d.at += len(d.s[d.at:]) - len(strings.TrimLeft(d.s[d.at:], "-"))
	case hyphens >= 2, hyphens == 1 && set && len(rest) > 1 && (rest[1] == ' ' || strings.HasPrefix(rest[1:], "\u00A0")):
		d.at = at + hyphens
	default:
		return false
	}
	return true
}

func (d *datelineScanner) skip(mark string) bool {
	if strings.HasPrefix(d.s[d.at:], mark) {
		d.at += len(mark)
		return true
	}
	return false
}

func knownAgency(words string) bool {
	for name := range strings.SplitSeq(words, "/") {
		if name == "" || !strings.Contains(agencies, "|"+strings.TrimSpace(name)+"|") {
			return strings.Contains(agencies, "|"+words+"|")
		}
	}
	return true
}

// capitalisedWord measures a word that begins with a capital at the start of s:
// letters, and stops, apostrophes and hyphens among them. Shouted says that it
// has two letters or more and no small ones.
func capitalisedWord(s string) (size int, shouted bool) {
	letters, small := 0, 0
	for size < len(s) && size <= datelineReach {
		r, n := utf8.DecodeRuneInString(s[size:])
		switch {
		case unicode.IsLetter(r):
			if letters == 0 && !unicode.IsUpper(r) {
				return 0, false
			}
			letters++
			if unicode.IsLower(r) {
				small++
			}
		case letters > 0 && (r == '.' || r == '\'' || r == '’' || unicode.IsMark(r)):
		case letters > 0 && r == '-' && size+1 < len(s) && isASCIILetter(s[size+1]):
		default:
			if letters == 0 {
				return 0, false
			}
			return trimStop(s, size), small == 0 && letters >= 2
		}
		size += n
	}
	return trimStop(s, size), small == 0 && letters >= 2
}

// trimStop leaves the stop of "MOSCOW." to what follows, and keeps that of
// "Fla.", "N.J." and "St.".
func trimStop(s string, size int) int {
	word := s[:size]
	if strings.HasSuffix(word, ".") && len(word) > 6 && strings.Count(word, ".") == 1 {
		return size - 1
	}
	return size
}

// shoutedFirst reports whether a place begins with a word in capitals of three
// letters or more, or with two words in capitals.
func shoutedFirst(place string) bool {
	size, shouted := capitalisedWord(place)
	if !shouted {
		// "N. KOREA", "D.C."
		return false
	}
	if size >= 3 {
		return true
	}
	next, shouted := capitalisedWord(strings.TrimLeft(place[size:], " "))
	return next >= 3 && shouted
}

func onlyCapitalised(words string) bool {
	for word := range strings.FieldsSeq(words) {
		if first, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(first) && !unicode.IsDigit(first) {
			return false
		}
	}
	return words != ""
}

// DatelineFacts reads a dateline that stands in a field of its own: "PORT
// SOLVEI, May 7", "Port Solvei, Norway". What is no date is the place.
func DatelineFacts(words string, origin verbale.Origin) []verbale.Fact {
	words = strings.Trim(words, " ,.;-–—")
	if words == "" {
		return nil
	}
	for at := 0; at < len(words); at++ {
		if at > 0 && words[at-1] != ' ' && words[at-1] != ',' {
			continue
		}
		written, size := scanDayAndDate(words[at:])
		if size == 0 || strings.Trim(words[at+size:], " ,.;-–—") != "" {
			continue
		}
		facts := []verbale.Fact{{Field: FieldDatelineDate, Value: words[at+size-written.size : at+size], Origin: origin}}
		if place := strings.TrimRight(words[:at], " ,.;-–—"); place != "" {
			facts = append(facts, verbale.Fact{Field: FieldDatelinePlace, Value: place, Origin: origin})
		}
		return facts
	}
	return []verbale.Fact{{Field: FieldDatelinePlace, Value: words, Origin: origin}}
}
