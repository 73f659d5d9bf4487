package chronology

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/lang"
)

// times adds one entry for each sentence and date that time expressions name.
// A sentence that gave a statement its date is told by the statement alone.
func (b *builder) times() error {
	for i := range b.rows.Statements {
		s := b.rows.Statements[i]
		if s.SaidOn == nil || s.SaidOnFrom == nil || *s.SaidOnFrom != verbale.FromWords {
			continue
		}
		text, err := b.text(s.Document)
		if err != nil {
			return err
		}
		for _, excerpts := range [][]verbale.Excerpt{s.Cue, s.Content} {
			for _, e := range excerpts {
				b.covered[place{s.Document, *s.SaidOn, Sentence(text, e.Span).Start}] = true
			}
		}
	}
	for i := range b.rows.Times {
		t := &b.rows.Times[i]
		date, ok := dateOf(t)
		if !ok && !partial(t) {
			continue
		}
		text, err := b.text(t.Document)
		if err != nil {
			return err
		}
		if t.End > len(text) {
			continue // a row of another version than the text at hand
		}
		sentence := Sentence(text, t.Span)
		at := place{t.Document, cmp.Or(date, t.Value), sentence.Start}
		if b.covered[at] {
			continue
		}
		b.covered[at] = true
		e := Entry{
			What: Spoken, ID: t.Statement, Document: t.Document, Version: t.Version,
			Text: sentence.Text(text), Start: t.Start, End: t.End, Words: t.Text, Value: t.Value,
			Tellings: 1, Independent: 1, Short: b.short(t.Document), Deadline: limits(text[sentence.Start:t.Start]),
		}
		if span, ok := calendar.ParseSpan(date); ok {
			from := string(verbale.FromWords)
			e.Date, e.DateFrom, e.Span, e.Ahead = &date, &from, span, b.ahead(t.Document, span)
		}
		if t.Statement != nil {
			if holder := b.byID[*t.Statement]; holder != nil {
				e.Lane = b.lane(holder)
				if holder.Speaker != nil {
					e.Speaker = &holder.Speaker.Name
				}
			}
		}
		b.entries = append(b.entries, e)
	}
	return nil
}

// text returns the text of a report, asked for once in a row.
func (b *builder) text(document string) (string, error) {
	if text, ok := b.texts[document]; ok {
		return text, nil
	}
	text, err := b.rows.Text(document)
	if err != nil {
		return "", err
	}
	clear(b.texts) // rows come report by report: one text at a time is enough
	b.texts[document] = text
	return text, nil
}

// dateOf returns the days of a time expression as the record writes days.
func dateOf(t *verbale.TimeExpression) (string, bool) {
	if t.Type != verbale.Date && t.Type != verbale.TimeOfDay {
		return "", false
	}
	value, ok := calendar.ParseValue(t.Value)
	if !ok {
		return "", false
	}
	edtf := value.EDTF()
	uncertain := t.Rule == "weekday-contradicts-date" || strings.HasPrefix(t.Rule, "old-style")
	return calendar.Qualified(edtf, t.Mod != nil && *t.Mod == "APPROX", uncertain), edtf != ""
}

// partial reports whether a time expression names a day or a month without its
// year: "January 26" in a report without a date. It is told among what is
// undated.
func partial(t *verbale.TimeExpression) bool {
	value, ok := calendar.ParseValue(t.Value)
	return ok && (value.Form == calendar.Date || value.Form == calendar.Month) && value.Part != calendar.Unknown
}

// limits reports whether the words before a date make it a limit.
func limits(before string) bool {
	words := strings.Fields(strings.ToLower(before))
	if len(words) == 0 {
		return false
	}
	switch words[len(words)-1] {
	case "by", "until", "till":
		return true
	case "than": // "no later than"
		return len(words) > 1 && words[len(words)-2] == "later"
	}
	return false
}

// Sentence returns the sentence around a span of a text: from a full stop, a
// question or exclamation mark or an empty line before it to the next. It is
// for showing, cuts after abbreviations now and then, and is never longer than
// some hundred words.
func Sentence(text string, span lang.Span) lang.Span {
	const reach = 600 // bytes to each side
	from := max(0, span.Start-reach)
	start := from
	for i := span.Start - 1; i >= from; i-- {
		if ends(text, i) {
			start = i + 1
			break
		}
	}
	limit := min(len(text), span.End+reach)
	end := limit
	for i := span.End; i < limit; i++ {
		if ends(text, i) {
			end = i + 1
			break
		}
	}
	for start > 0 && start < span.Start && !utf8.RuneStart(text[start]) {
		start++
	}
	for end < len(text) && end > span.End && !utf8.RuneStart(text[end]) {
		end--
	}
	trimmed := strings.TrimLeftFunc(text[start:end], unicode.IsSpace)
	start = min(end-len(trimmed), span.Start)
	end = max(start+len(strings.TrimRightFunc(text[start:end], unicode.IsSpace)), span.End)
	return lang.Span{Start: start, End: end}
}

// ends reports whether a sentence ends with the byte at i.
func ends(text string, i int) bool {
	switch text[i] {
	case '\n': // an empty line, or the rule below front matter
		rest := text[i+1:]
		return strings.HasPrefix(rest, "\n") || strings.HasPrefix(rest, "\r\n") || i > 0 && text[i-1] == '\n' ||
			strings.HasSuffix(strings.TrimSuffix(text[:i], "\r"), "\n---")
	case '!', '?':
		return i+1 >= len(text) || text[i+1] == ' ' || text[i+1] == '\n'
	case '.':
		rest := text[i+1:]
		if rest == "" {
			return true
		}
		if rest[0] != ' ' && rest[0] != '\n' && rest[0] != '"' || i < 3 {
			return false
		}
		// "Feb. 8" and "J. Smith" go on: a short word with a capital before.
		word := text[strings.LastIndexAny(text[:i], " \n")+1 : i]
		next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " \n\""))
		first, _ := utf8.DecodeRuneInString(word)
		return !unicode.IsLower(next) && !unicode.IsDigit(next) && !(unicode.IsUpper(first) && len(word) <= 4)
	}
	return false
}
