package citation

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale/internal/calendar"
)

// The styles of the manuals: the words with whoever said them, then the report
// as the manual lists it. References: The Chicago Manual of Style, 17th edition,
// 14.191 to 14.200 (notes); MLA Handbook, 9th edition, 5.31 and 6.77; Publication
// Manual of the American Psychological Association, 7th edition, 8.6 and 10.1.

// sayer is who said the words as a sentence names them, with what is known of
// the saying in brackets where there is something.
func (s Source) sayer() string {
	return fmt.Sprintf("%s (%s)", orUnattributed(s.speaker()), strings.Join(s.saying(), "; "))
}

// sayerWithin is the sayer for a reference that stands in brackets itself.
func (s Source) sayerWithin() string {
	return strings.Join(append([]string{orUnattributed(s.speaker())}, s.saying()...), "; ")
}

// capital begins a sentence.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// chicago is a note: the words, who said them, and the report they are quoted in.
func (s Source) chicago() string {
	title, parts := singleMarks.Replace(s.title()), []string{}
	if outlet := s.outlet(); outlet != "" {
		parts = append(parts, outlet)
	}
	if day := s.day(); day != "" {
		parts = append(parts, american(day))
	}
	if address := s.address(); address != "" {
		parts = append(parts, address)
	}
	reference := curly(title+",") + " " + strings.Join(parts, ", ") + "."
	if len(parts) == 0 {
		reference = ended(curly(title))
	}
	return fmt.Sprintf("%s %s, quoted in %s [%s]\n", ended(s.inMarks()), capital(s.sayer()), reference, s.place())
}

// mla is the words with the reference in brackets, and the entry of the list of
// works cited.
func (s Source) mla() string {
	entry := []string{}
	if outlet := s.outlet(); outlet != "" {
		entry = append(entry, outlet)
	}
	if day := s.day(); day != "" {
		entry = append(entry, shortened(day))
	}
	if address := s.address(); address != "" {
		entry = append(entry, address)
	}
	tail := ""
	if len(entry) > 0 {
		tail = " " + strings.Join(entry, ", ") + "."
	}
	return fmt.Sprintf("%s (%s; qtd. in %s).\n    %s%s [%s]\n",
		unended(s.inMarks()), s.sayerWithin(), curly(singleMarks.Replace(s.title())), ended(curly(singleMarks.Replace(s.title()))), tail, s.place())
}

// apa is the words with the reference in brackets, and the entry of the list of
// references. Without an outlet the title takes the author's place, without a
// day it says n.d.
func (s Source) apa() string {
	year, day := "n.d.", "n.d."
	if iso := s.day(); iso != "" {
		year, day = iso[:4], iso[:4]+", "+strings.SplitN(american(iso), ",", 2)[0]
	}
	author, entry := s.outlet(), ""
	if author == "" {
		author = s.title()
		entry = fmt.Sprintf("%s. (%s).", author, day)
	} else {
		entry = fmt.Sprintf("%s. (%s). %s.", author, day, strings.TrimSuffix(s.title(), "."))
	}
	if address := s.address(); address != "" {
		entry += " " + address
	}
	return fmt.Sprintf("%s (%s; as cited in %s, %s).\n    %s [%s]\n", unended(s.inMarks()), s.sayerWithin(), author, year, entry, s.place())
}

// bibtex is an entry of BibTeX for the report, with the words as its abstract.
func (s Source) bibtex() string {
	var b strings.Builder
	fmt.Fprintf(&b, "@article{%s,\n", s.Statement.ID)
	field := func(name, value string) {
		if value = strings.Join(strings.Fields(value), " "); value != "" {
			fmt.Fprintf(&b, "  %s = {%s},\n", name, value)
		}
	}
	field("title", "{"+latex(s.title())+"}")
	field("journal", latex(s.outlet()))
	if day, ok := calendar.ParseDay(s.day()); ok {
		year, month, n := day.Date()
		field("year", fmt.Sprint(year))
		fmt.Fprintf(&b, "  month = %s,\n", strings.ToLower(calendar.MonthName(month)[:3]))
		field("day", fmt.Sprint(n))
	}
	field("url", strings.NewReplacer("{", "%7B", "}", "%7D").Replace(s.address()))
	field("abstract", latex(s.words()))
	field("note", latex(s.sayer()))
	field("annote", latex(s.place()))
	b.WriteString("}\n")
	return b.String()
}

// latex escapes what LaTeX would take for commands.
func latex(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch r {
		case '\\':
			b.WriteString(`\textbackslash{}`)
		case '~':
			b.WriteString(`\textasciitilde{}`)
		case '^':
			b.WriteString(`\textasciicircum{}`)
		case '&', '%', '$', '#', '_', '{', '}':
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unended are words whose sentence goes on after them: without the comma or stop
// at their end, which the reference in brackets takes over.
func unended(words string) string {
	trimmed := strings.TrimRight(words, `"”’'`)
	marks := words[len(trimmed):]
	return strings.TrimRight(trimmed, ",.") + marks
}

// american writes an ISO date as "January 27, 2022".
func american(iso string) string {
	if day, ok := calendar.ParseDay(iso); ok {
		year, month, n := day.Date()
		return fmt.Sprintf("%s %d, %d", calendar.MonthName(month), n, year)
	}
	return iso
}

// shortened writes an ISO date as "27 Jan. 2022"; names of months of up to four
// letters stand whole.
func shortened(iso string) string {
	day, ok := calendar.ParseDay(iso)
	if !ok {
		return iso
	}
	year, month, n := day.Date()
	name := calendar.MonthName(month)
	if short := calendar.MonthAbbreviations(month); len(name) > 4 && len(short) > 0 {
		name = name[:len(short[0])] + "."
	}
	return fmt.Sprintf("%d %s %d", n, name, year)
}
