package query

import (
	"cmp"

	"verbale.dev/verbale/internal/calendar"
)

// limits are two days between which something must lie; nil is no limit.
type limits struct{ since, until *calendar.Day }

func limitsOf(since, until string) limits {
	var l limits
	if span, err := ParseDay(since); err == nil {
		l.since = &span.First
	}
	if span, err := ParseDay(until); err == nil {
		l.until = &span.Last
	}
	return l
}

// let reports whether one of the days from first to last is within the limits.
func (l limits) let(first, last calendar.Day) bool {
	return (l.since == nil || last >= *l.since) && (l.until == nil || first <= *l.until)
}

// SaidWithin reports whether a statement is within Since and Until, by the
// SaidOn and NotAfter of its row; "" is not known. One of its days must be; an
// undated one passes only with WithUndated, by the last day on which it can have
// been said.
func (p *Plan) SaidWithin(saidOn, notAfter string) bool {
	said, dated := calendar.ParseSpan(saidOn)
	limit, bounded := calendar.ParseSpan(notAfter)
	return p.Within(dated, said.First, said.Last, bounded, limit.Last)
}

// Within is SaidWithin for days that were read before.
func (p *Plan) Within(dated bool, first, last calendar.Day, bounded bool, notAfter calendar.Day) bool {
	switch {
	case p.said == (limits{}):
		return true
	case dated:
		return p.said.let(first, last)
	}
	return p.WithUndated && bounded && p.said.let(notAfter, notAfter)
}

// ReportedWithin reports whether a report's own day, as ReportDay gives it, is
// within ReportedSince and ReportedUntil.
func (p *Plan) ReportedWithin(day string) bool {
	d, ok := calendar.ParseDay(day)
	if p.Unreported && ok {
		return false
	}
	return p.reported == (limits{}) || ok && p.reported.let(d, d)
}

// TimeWithin reports whether a time expression of that TIMEX3 value is within
// Since and Until: one of its days must be.
func (p *Plan) TimeWithin(value string) bool {
	if p.said == (limits{}) {
		return true
	}
	v, ok := calendar.ParseValue(value)
	if !ok {
		return false
	}
	first, last, ok := v.Days()
	return ok && p.said.let(first, last)
}

// ReportDay returns the report's own day: the dateline's, else that of its
// publication; nil where it has none.
func ReportDay(dateline, published *string) *string {
	const width = len("2006-01-02")
	day := dateline
	if day == nil && published != nil && len(*published) >= width {
		date := (*published)[:width]
		day = &date
	}
	if day == nil {
		return nil
	}
	if _, ok := calendar.ParseDay(*day); !ok {
		return nil
	}
	return day
}

// Rank is what statements are put in order by.
type Rank struct {
	Dated       bool
	First, Last calendar.Day // on which it was said
	Confidence  int
	Heard       int // how many statements the first speaker makes, struck ones not counted
	Place       int // in the order of document and place
}

// Say reads the day of a rank as a row has it.
func (r *Rank) Say(saidOn string) {
	var span calendar.Span
	span, r.Dated = calendar.ParseSpan(saidOn)
	r.First, r.Last = span.First, span.Last
}

// Compare compares two ranks in an order; "" is ByReport. No two ranks
// of different places are equal.
func Compare(order string, a, b *Rank) int {
	place := cmp.Compare(a.Place, b.Place)
	switch order {
	case ByDate, Latest:
		if a.Dated != b.Dated {
			if a.Dated {
				return -1
			}
			return 1
		}
		if !a.Dated {
			return place
		}
		days := cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last), place)
		if order == Latest {
			return -days
		}
		return days
	case ByDoubt:
		return cmp.Or(cmp.Compare(a.Confidence/100, b.Confidence/100), cmp.Compare(b.Heard, a.Heard), place)
	}
	return place
}
