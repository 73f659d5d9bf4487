package scene

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// counted dates what is told to have been said some days before or after another thing
// of the same sentence, by counting from the day of that.
//
//	"The pass is mined," Lopes said on Tuesday, two days after Lenzia had denied it.
func (d *filler) counted() {
	for i := range d.Statements {
		s := &d.Statements[i]
		if len(s.Cue) == 0 {
			continue
		}
		main, days, ok := d.apart(d.Page.Doc.TokenAt(s.Cue[0].Start))
		if !ok {
			continue
		}
		s.SaidOn, s.SaidOnFrom = nil, nil
		if base, known := d.dayOfVerb(main, i); known {
			day, from := (base + calendar.Day(days)).String(), verbale.FromWords
			s.SaidOn, s.SaidOnFrom = &day, &from
		}
	}
}

// apart reads from the clause of a cue how many days it is set after the verb on which
// it hangs; less than none where before.
func (d *filler) apart(cue int) (main, days int, ok bool) {
	for steps := 0; cue >= 0 && steps < climbs; cue, steps = d.Page.Doc.Tokens[cue].Head, steps+1 {
		word := &d.Page.Doc.Tokens[cue]
		if word.UPOS != "VERB" {
			continue
		}
		for t := max(0, cue-subjectReach); t < cue; t++ {
			sign := map[string]int{"after": -1, "before": 1}[strings.ToLower(d.Page.Doc.Form(t))]
			if sign == 0 || d.Page.Doc.Tokens[t].Head != cue || d.Page.Doc.Tokens[t].DepRel != "mark" || t == 0 {
				continue
			}
			if n := d.daysAt(d.Page.Doc.Tokens[t-1].End); n > 0 {
				return word.Head, sign * n, true
			}
		}
	}
	return 0, 0, false
}

// daysAt returns the number of days of a length of time that ends at an offset; 0 where
// none does.
func (d *filler) daysAt(end int) int {
	for k := d.firstAt(end - 40); k < len(d.Dates) && d.Dates[k].Start < end; k++ {
		t := &d.Dates[k]
		if t.End != end || t.Type != verbale.Duration {
			continue
		}
		number, ok := strings.CutPrefix(t.Value, "P")
		if number, ok = strings.CutSuffix(number, "D"); !ok || len(number) == 0 || len(number) > 2 {
			return 0
		}
		n := 0
		for _, digit := range []byte(number) {
			if digit < '0' || digit > '9' {
				return 0
			}
			n = 10*n + int(digit-'0')
		}
		return n
	}
	return 0
}

// dayOfVerb returns the day of what a verb tells: that of another statement whose cue it
// is, or that of a time expression that hangs on it.
func (d *filler) dayOfVerb(verb, not int) (calendar.Day, bool) {
	if verb < 0 {
		return 0, false
	}
	offset := d.Page.Doc.Tokens[verb].Start
	for j := range d.Statements {
		t := &d.Statements[j]
		if j == not || t.SaidOn == nil || len(t.Cue) == 0 || offset < t.Cue[0].Start || offset >= t.Cue[len(t.Cue)-1].End {
			continue
		}
		if span, ok := calendar.ParseSpan(*t.SaidOn); ok && span.Exact() {
			return span.First, true
		}
	}
	sentence := d.Page.Doc.Sentences[d.Page.Doc.SentenceOf(verb)]
	for k := d.firstAt(sentence.Start); k < len(d.Dates) && d.Dates[k].Start < sentence.End; k++ {
		t := &d.Dates[k]
		if span, ok := calendar.ParseSpan(t.Said); ok && span.Exact() && d.Page.Doc.Tokens[d.Page.Doc.TokenAt(t.End-1)].Head == verb {
			return span.First, true
		}
	}
	return 0, false
}
