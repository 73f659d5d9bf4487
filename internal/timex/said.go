package timex

import (
	"strings"

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
	return qualified(edtf, t), true
}

// qualified marks both ends of a date.
func qualified(edtf string, t *verbale.TimeExpression) string {
	mark := ""
	switch {
	case t.Rule == contradicts || t.Rule == oldStyle || t.Rule == oldStyle+"-in-brackets":
		mark = "?"
	case t.Mod != nil && *t.Mod == modAbout:
		mark = "~"
	}
	if mark == "" || strings.HasSuffix(edtf, "~") {
		return edtf
	}
	from, to, interval := strings.Cut(edtf, "/")
	if !interval {
		return edtf + mark
	}
	return from + mark + "/" + to + mark
}
