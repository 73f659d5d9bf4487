package calendar

// ParseDate reads an ISO date, month or year as people give it: "1914-07-28",
// "1914-07", "1914". It reports false for anything else: for days that do not
// exist, for the year 0000, and for intervals and doubt, which only rows have.
func ParseDate(text string) (Span, bool) {
	switch len(text) {
	case len("2006"), len("2006-01"), len("2006-01-02"):
	default:
		return Span{}, false
	}
	for i := range len(text) {
		if dash := i == 4 || i == 7; dash != (text[i] == '-') || !dash && (text[i] < '0' || text[i] > '9') {
			return Span{}, false
		}
	}
	if text[:4] == "0000" {
		return Span{}, false
	}
	return ParseSpan(text)
}
