package timex

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// SaidOn turns a resolved expression into the day on which something was said:
// an ISO date, month or year, or an EDTF interval, with "~" where the
// expression is approximate and "?" where its words contradict each other. It
// is as wide as the words: "last week" is seven days, "early 2021" the year.
// It reports false for lengths of time, sets, references such as PAST_REF and
// values whose parts are open.
func SaidOn(t *verbale.TimeExpression) (string, bool) {
	if t.Type != verbale.Date && t.Type != verbale.TimeOfDay {
		return "", false
	}
	value, ok := calendar.ParseValue(t.Value)
	if !ok {
		return "", false
	}
	edtf := value.EDTF()
	if edtf == "" {
		return "", false
	}
	return calendar.Qualified(edtf, t.Mod != nil && *t.Mod == modAbout, Doubtful(t)), true
}

// Doubtful reports whether the words of an expression say that its value may
// not be the day it seems: a weekday that is not that of the date beside it, or
// a date that is not of the Gregorian calendar.
func Doubtful(t *verbale.TimeExpression) bool {
	return t.Rule == contradicts || t.Rule == oldStyle || t.Rule == oldStyle+"-in-brackets"
}
