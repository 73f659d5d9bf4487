package press

import (
	"strings"

	"verbale.dev/verbale/internal/intake"
)

// factivaCodes are the codes before the fields of an article, with the name of
// the field; "" for what is kept under the code itself.
var factivaCodes = map[string]string{
	"HD": intake.FieldTitle, "BY": "author", "PD": intake.FieldPublished, "SN": intake.FieldOutlet, "LA": intake.FieldLanguage,
	"SE": "section", "CLM": "", "CR": "", "WC": "", "ET": "", "SC": "", "ED": "", "PG": "", "VOL": "", "CY": "", "CX": "", "LP": "", "TD": "", "ART": "",
	"CO": "", "IN": "", "NS": "", "RE": "", "IPC": "", "IPD": "", "PUB": "", "AN": "", "RF": "", "CT": "",
}

// factivaAfter are the codes that may follow the body. Within it only these end
// it, and only where their values look like those of codes: a body may have a
// line that begins with "IN".
const factivaAfter = "|ART|CO|IN|NS|RE|IPC|IPD|PUB|AN|RF|CT|"

// code returns the code that a line begins with, and where its value begins.
func code(words string) (name string, at int) {
	size := 0
	for size < len(words) && 'A' <= words[size] && words[size] <= 'Z' {
		size++
	}
	if _, known := factivaCodes[words[:size]]; !known || size < len(words) && words[size] != ' ' && words[size] != '\t' {
		return "", 0
	}
	return words[:size], size + len(words[size:]) - len(strings.TrimLeft(words[size:], " \t"))
}

// factiva finds articles whose fields have codes, else those in the layout
// without codes.
func factiva(text string, lines []line) []article {
	ends := 0
	headed := false
	for _, l := range lines {
		name, at := code(l.words)
		headed = headed || name == "HD" || name == "SE" && at > 0
		if name == "AN" && strings.HasPrefix(l.words[at:], "Document ") {
			ends++
		}
	}
	if ends == 0 || !headed {
		return factivaPlain(text, lines)
	}
	var articles []article
	start := 0
	for i, l := range lines {
		name, at := code(l.words)
		if name != "AN" || !strings.HasPrefix(l.words[at:], "Document ") {
			continue
		}
		a := article{id: strings.TrimSpace(l.words[at+len("Document "):]), number: start + 1}
		a.coded(text, lines[start:i])
		articles = append(articles, a)
		start = i + 1
	}
	return articles
}

// coded reads the fields of an article.
func (a *article) coded(text string, lines []line) {
	clock, day := "", ""
	for i := 0; i < len(lines); {
		name, at := code(lines[i].words)
		if name == "" {
			i++
			continue
		}
		end := i + 1
		for end < len(lines) && !endsField(name, lines[end].words) {
			end++
		}
		first := lines[i]
		first.Start += at
		first.words = first.words[at:]
		value := append([]line{first}, lines[i+1:end]...)
		switch name {
		case "HD":
			a.title = stretch(value)
		case "LP", "TD":
			a.body = append(a.body, stretch(value))
		case "PD":
			day = wordsOf(value)
		case "ET":
			clock = wordsOf(value)
		default:
			field := factivaCodes[name]
			if field == "" {
				field = name
			}
			words := wordsOf(value)
			if field == "author" {
				words = strings.TrimPrefix(words, "By ")
			}
			a.say(field, name, words)
		}
		i = end
	}
	a.day("PD", day, clock)
}

// day sets the day of publication with the time, if the two together are one.
func (a *article) day(label, day, clock string) {
	if clock != "" && isDay(day+" "+clock) {
		day += " " + clock
	}
	a.say(intake.FieldPublished, label, day)
}

func endsField(within, words string) bool {
	name, at := code(words)
	switch {
	case name == "":
		return false
	case within != "LP" && within != "TD":
		return true
	case within == "LP" && name == "TD" && at == len(words):
		return true
	case !strings.Contains(factivaAfter, "|"+name+"|"):
		return false
	}
	value := words[at:]
	return name == "AN" && strings.HasPrefix(value, "Document ") || strings.Contains(value, " : ") || name == "PUB" || name == "ART" ||
		strings.HasPrefix(name, "IP") || value == ""
}

// accession reads "Document STRP000020310507e7ej00001", which ends an article.
func accession(words string) (string, bool) {
	id, ok := strings.CutPrefix(words, "Document ")
	if !ok || len(id) < 18 || len(id) > 40 {
		return "", false
	}
	digits := 0
	for i := range len(id) {
		switch c := id[i]; {
		case '0' <= c && c <= '9':
			digits++
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
		default:
			return "", false
		}
	}
	return id, digits >= 10
}

// factivaPlain finds articles in the layout without codes: headline, author, "91
// words", day, time, outlet, its code, language, copyright, text, accession.
func factivaPlain(text string, lines []line) []article {
	var articles []article
	start := 0
	for i, l := range lines {
		id, ok := accession(l.words)
		if !ok {
			continue
		}
		a := article{id: id, number: start + 1}
		if a.plain(text, lines[start:i]) {
			articles = append(articles, a)
		}
		start = i + 1
	}
	return articles
}

// plain reads an article without codes; false where its head is none.
func (a *article) plain(text string, lines []line) bool {
	count := -1
	for i, l := range lines {
		if n, ok := strings.CutSuffix(l.words, " words"); ok && number(strings.ReplaceAll(n, ",", "")) > 0 {
			count = i
			break
		}
	}
	if count < 0 {
		return false
	}
	head := lines[:count]
	for i, l := range head {
		if by, ok := strings.CutPrefix(l.words, "By "); ok && i > 0 {
			a.say("author", "byline", by)
			head = head[:i]
			break
		}
	}
	a.title = stretch(head)
	a.say("WC", "words", lines[count].words)
	day, clock, notice := "", "", count
	for i := count + 1; i < len(lines) && notice == count; i++ {
		words := lines[i].words
		switch {
		case words == "":
		case isCopyright(words):
			notice = i
		case day == "" && isDay(words):
			day = words
		case day == "":
			a.say("section", "head", words)
		case isDay(day + " " + words):
			clock = words
		case languages[strings.ToLower(words)] != "":
			a.say(intake.FieldLanguage, "head", words)
		case !a.has(intake.FieldOutlet):
			a.say(intake.FieldOutlet, "head", words)
		case i > count+12:
			return false
		default:
			a.say("SC", "head", words)
		}
	}
	a.day("head", day, clock)
	for notice < len(lines) && !lines[notice].blank() && (isCopyright(lines[notice].words) || notice == count || strings.Contains(lines[notice].words, "ights reserved")) {
		notice++
	}
	a.body = append(a.body, stretch(lines[notice:]))
	return day != ""
}

func (a *article) has(field string) bool {
	for _, f := range a.facts {
		if f.Field == field {
			return true
		}
	}
	return false
}
