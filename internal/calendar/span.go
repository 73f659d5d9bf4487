package calendar

import (
	"fmt"
	"strings"
)

// Span is a stretch of whole days as the record writes it: "2022-02-08",
// "2022-02", "2022", or an interval "2022-02-07/2022-02-13", each end with "~"
// where it is approximate and "?" where it is uncertain ("%" for both).
type Span struct {
	First, Last Day
	Approximate bool // an end is marked "~" or "%"
	Uncertain   bool // an end is marked "?" or "%"
	OpenStart   bool // "../2022": no first day is given; First is the first day there is
	OpenEnd     bool // "2022/..": no last day is given
}

// Exact reports whether s is one day, neither approximate nor uncertain.
func (s Span) Exact() bool {
	return s.First == s.Last && !s.Approximate && !s.Uncertain && !s.OpenStart && !s.OpenEnd
}

// ParseSpan reads an ISO date, month or year, or an EDTF interval of those. It
// reports false for anything else, days that do not exist among them.
func ParseSpan(text string) (Span, bool) {
	from, to, interval := strings.Cut(text, "/")
	if !interval {
		return parseEnd(text)
	}
	var first, last Span
	var ok bool
	if from == ".." {
		first.OpenStart = true
		first.First = civil(firstYear, 1, 1)
	} else if first, ok = parseEnd(from); !ok {
		return Span{}, false
	}
	if to == ".." {
		last.OpenEnd = true
		last.Last = civil(lastYear, 12, 31)
	} else if last, ok = parseEnd(to); !ok {
		return Span{}, false
	}
	s := Span{
		First: first.First, Last: last.Last,
		Approximate: first.Approximate || last.Approximate,
		Uncertain:   first.Uncertain || last.Uncertain,
		OpenStart:   first.OpenStart, OpenEnd: last.OpenEnd,
	}
	return s, s.First <= s.Last && !(s.OpenStart && s.OpenEnd)
}

func parseEnd(text string) (Span, bool) {
	var s Span
	if text == "" {
		return s, false
	}
	switch text[len(text)-1] {
	case '~':
		s.Approximate = true
	case '?':
		s.Uncertain = true
	case '%':
		s.Approximate, s.Uncertain = true, true
	}
	if s.Approximate || s.Uncertain {
		text = text[:len(text)-1]
	}
	v, ok := ParseValue(text)
	if !ok || v.Time.Set || v.Form != Year && v.Form != Month && v.Form != Date {
		return Span{}, false
	}
	s.First, s.Last, ok = v.Days()
	return s, ok
}

// EDTF writes v without its time of day as an ISO date, month or year, or as
// the EDTF interval of its days or months. Seasons have no agreed days, so
// their ends are approximate. It returns "" where parts of v are open.
func (v Value) EDTF() string {
	first, last, ok := v.Days()
	if !ok {
		return ""
	}
	firstYear, firstMonth, _ := first.Date()
	lastYear, lastMonth, _ := last.Date()
	switch v.Form {
	case Century, Decade:
		return fmt.Sprintf("%04d/%04d", firstYear, lastYear)
	case Half, Quarter:
		return fmt.Sprintf("%04d-%02d/%04d-%02d", firstYear, firstMonth, lastYear, lastMonth)
	case Season:
		return fmt.Sprintf("%04d-%02d~/%04d-%02d~", firstYear, firstMonth, lastYear, lastMonth)
	case Week, Weekend:
		return first.String() + "/" + last.String()
	case Weekday:
		return first.String()
	}
	v.Time = Clock{}
	return v.String()
}

// Qualified marks an ISO date, month or year, or both ends of an EDTF interval,
// as approximate ("~"), uncertain ("?") or both ("%"). Ends that bear a mark
// already keep it.
func Qualified(edtf string, approximate, uncertain bool) string {
	mark := ""
	switch {
	case approximate && uncertain:
		mark = "%"
	case approximate:
		mark = "~"
	case uncertain:
		mark = "?"
	}
	if mark == "" || edtf == "" || strings.ContainsAny(edtf, "~?%") {
		return edtf
	}
	from, to, interval := strings.Cut(edtf, "/")
	if !interval {
		return edtf + mark
	}
	return from + mark + "/" + to + mark
}
