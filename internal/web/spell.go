package web

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// spellDate spells an ISO date, month, year or EDTF interval for reading: "28
// July 1914", "July 1914", "about 1914", "26–28 July 1914". What is none of
// these stays as it is.
func spellDate(value string) string {
	from, until, interval := strings.Cut(value, "/")
	if interval {
		return spellInterval(from, until)
	}
	return spellEnd(from)
}

func spellInterval(from, until string) string {
	switch {
	case from == "..":
		return "until " + spellEnd(until)
	case until == "..":
		return "from " + spellEnd(from)
	}
	a, b := strings.Split(from, "-"), strings.Split(until, "-")
	if len(a) == 3 && len(b) == 3 && a[0] == b[0] && a[1] == b[1] && !strings.ContainsAny(value(from, until), "~?%") {
		return strings.TrimPrefix(a[2], "0") + "–" + spellEnd(until)
	}
	return spellEnd(from) + " – " + spellEnd(until)
}

func value(parts ...string) string { return strings.Join(parts, "") }

func spellEnd(text string) string {
	qualifier := ""
	if n := len(text); n > 0 {
		switch text[n-1] {
		case '~':
			qualifier, text = "about ", text[:n-1]
		case '?':
			qualifier, text = "perhaps ", text[:n-1]
		case '%':
			qualifier, text = "perhaps about ", text[:n-1]
		}
	}
	clock := ""
	if date, rest, timed := strings.Cut(text, "T"); timed {
		text = date
		if len(rest) >= 5 {
			clock = ", " + rest[:5]
		}
	}
	fields := strings.Split(text, "-")
	month := 0
	if len(fields) > 1 {
		month, _ = strconv.Atoi(fields[1])
	}
	switch {
	case len(fields) == 3 && month >= 1 && month <= 12:
		return qualifier + strings.TrimPrefix(fields[2], "0") + " " + calendar.MonthName(month) + " " + fields[0] + clock
	case len(fields) == 2 && month >= 1 && month <= 12:
		return qualifier + calendar.MonthName(month) + " " + fields[0]
	}
	return qualifier + text + clock
}

var isoDay = regexp.MustCompile(`\b\d{4}-\d\d-\d\d\b`)

// spellDays spells the ISO dates within a text for reading.
func spellDays(text string) string { return isoDay.ReplaceAllStringFunc(text, spellDate) }

// shortDay spells a day for the label of an axis.
func shortDay(d calendar.Day) string {
	_, month, day := d.Date()
	return fmt.Sprintf("%d %s", day, calendar.MonthName(month)[:3])
}

// spellCode spells a value of a closed list for people.
func spellCode(code string) string {
	switch code {
	case string(verbale.SameSide):
		return "by its own side"
	case string(verbale.Ascribed):
		return "ascribed by another side"
	case string(verbale.Own):
		return "own words"
	case string(verbale.OutletVoice):
		return "in the outlet’s voice"
	case string(verbale.Unread):
		return "not checked"
	}
	return strings.ReplaceAll(code, "_", " ")
}

// spellDateOrigin says where the date of a statement was taken from.
func spellDateOrigin(origin *verbale.DateOrigin) string {
	if origin == nil {
		return ""
	}
	switch *origin {
	case verbale.FromWords:
		return "from its own words"
	case verbale.FromOccasion:
		return "from its dated occasion"
	case verbale.FromContext:
		return "from the setting of the scene"
	}
	return string(*origin)
}

// spellOrigin says where a fact about a report was taken from.
func spellOrigin(origin verbale.Origin) string {
	switch origin {
	case verbale.FromCorrection:
		return "corrected by a person"
	case verbale.FromTable:
		return "table of reports"
	case verbale.FromRecord:
		return "the file’s keys"
	case verbale.FromFrontMatter:
		return "front matter"
	case verbale.FromDateline:
		return "dateline"
	case verbale.FromText:
		return "recognised in the text"
	}
	return string(origin)
}

// count spells a count with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return groupDigits(n) + " " + many
}

// groupDigits parts thousands by a narrow space, which every locale reads.
func groupDigits(n int) string {
	digits := strconv.Itoa(n)
	if len(digits) <= 4 {
		return digits
	}
	var parts []string
	for len(digits) > 3 {
		parts = append([]string{digits[len(digits)-3:]}, parts...)
		digits = digits[:len(digits)-3]
	}
	return strings.Join(append([]string{digits}, parts...), "\u202f")
}
