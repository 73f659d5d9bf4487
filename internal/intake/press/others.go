package press

import (
	"strings"

	"verbale.dev/verbale/internal/intake"
)

// proquestLabels are the labels of ProQuest, with the field; "" for what is kept
// under the label itself, in small letters.
var proquestLabels = map[string]string{
	"Author": "author", "Title": intake.FieldTitle, "Publication title": intake.FieldOutlet, "Publication date": intake.FieldPublished, "Full text": "body", "Full Text": "body", "Document URL": intake.FieldURI,
	"Language of publication": intake.FieldLanguage, "ProQuest document ID": "id", "Dateline": "dateline",
	"Publication info": "", "Abstract": "", "Links": "", "Subject": "", "Location": "", "People": "", "Company / organization": "", "Company/organization": "", "Classification": "", "Identifier / keyword": "",
	"Volume": "", "Issue": "", "Pages": "", "Number of pages": "", "Publication year": "", "Year": "", "Section": "", "Column": "", "Publisher": "", "Place of publication": "", "Country of publication": "",
	"Publication subject": "", "ISSN": "", "e-ISSN": "", "CODEN": "", "Source type": "", "Document type": "", "Document feature": "", "Copyright": "", "Last updated": "", "Database": "", "Credit": "", "Edition": "",
	"First page": "", "Accession number": "", "Business indexing term": "",
}

// proquest finds articles with "Document 1 of 40" before each.
func proquest(text string, lines []line) []article {
	var starts []int
	of := 0
	for i, l := range lines {
		if n, m, ok := numbered(l.words); ok && strings.HasPrefix(l.words, "Document ") && (of == 0 || m == of) && n == len(starts)+1 {
			starts, of = append(starts, i), m
		}
	}
	var articles []article
	for i, start := range starts {
		end := len(lines)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		a := article{number: start + 1}
		if !a.proquest(lines[start+1 : end]) {
			return nil
		}
		articles = append(articles, a)
	}
	return articles
}

// proquest reads one article; false where it has no labels.
func (a *article) proquest(lines []line) bool {
	label, from, labels := "", 0, 0
	take := func(to int) {
		value := lines[from:to]
		switch {
		case label == "":
			var head []line
			for _, l := range value {
				if !l.blank() && strings.Trim(l.words, "_-=") != "" {
					head = append(head, l)
				} else if len(head) > 0 {
					break
				}
			}
			a.title = stretch(head)
		case proquestLabels[label] == "body":
			for len(value) > 0 && strings.Trim(value[len(value)-1].words, "_-=") == "" {
				value = value[:len(value)-1]
			}
			a.body = append(a.body, stretch(value))
		case proquestLabels[label] == "id":
			a.id = wordsOf(value)
		case proquestLabels[label] == "dateline":
			a.dateline = wordsOf(value)
		case proquestLabels[label] == intake.FieldTitle && a.title.Len() > 0: // it is the headline above
		case proquestLabels[label] == intake.FieldTitle:
			a.title = stretch(value)
		case proquestLabels[label] == "":
			a.say(strings.ToLower(label), label, strings.TrimRight(wordsOf(value), "_ "))
		default:
			a.say(proquestLabels[label], label, strings.TrimRight(wordsOf(value), "_ "))
		}
	}
	tail := labelledTail(lines)
	for i := range lines {
		next, value, ok := labelled(lines[i].words, proquestLabels)
		if !ok || proquestLabels[label] == "body" && i < tail {
			continue
		}
		take(i)
		labels++
		lines[i].Start += len(lines[i].words) - len(value)
		lines[i].words = value
		label, from = next, i
	}
	take(len(lines))
	if !a.has(intake.FieldOutlet) || !a.has(intake.FieldPublished) {
		a.fromInfo()
	}
	return labels >= 2 && len(a.body) > 0
}

// labelledTail returns the first line after which every paragraph begins with a
// label: what ends a text in which a paragraph may begin like one.
func labelledTail(lines []line) int {
	tail := len(lines)
	for i := len(lines) - 1; i >= 0; i-- {
		if !lines[i].first || lines[i].blank() || strings.Trim(lines[i].words, "_-=") == "" {
			continue
		}
		if _, _, ok := labelled(lines[i].words, proquestLabels); !ok {
			break
		}
		tail = i
	}
	return tail
}

// fromInfo takes outlet and day out of "Publication info", where they have no
// label of their own: "Harbour Gazette ; Port Solvei [Port Solvei]07 May 2031: A6."
func (a *article) fromInfo() {
	info := ""
	for _, f := range a.facts {
		if f.Field == "publication info" {
			info = strings.Trim(f.Value, `"`)
		}
	}
	outlet, rest, ok := strings.Cut(info, "[")
	if !ok {
		return
	}
	outlet, _, _ = strings.Cut(outlet, " ;")
	if !a.has(intake.FieldOutlet) {
		a.say(intake.FieldOutlet, "Publication info", outlet)
	}
	if _, day, ok := strings.Cut(rest, "]"); ok && !a.has(intake.FieldPublished) {
		if end := strings.IndexAny(day, ":."); end > 0 && isDay(day[:end]) {
			a.say(intake.FieldPublished, "Publication info", day[:end])
		}
	}
}

// europresseID reads "news·20310507·HG·0001", which ends an article.
func europresseID(words string) (string, bool) {
	at := strings.Index(words, "news·")
	if at < 0 {
		at = strings.Index(words, "pub·")
	}
	if at < 0 {
		return "", false
	}
	id, _, _ := strings.Cut(words[at:], " ")
	pieces := strings.Split(id, "·")
	return id, len(pieces) >= 4 && len(pieces[1]) == 8 && isDay(pieces[1])
}

// europresse finds articles that end with an id of the database.
func europresse(text string, lines []line) []article {
	var articles []article
	start := 0
	for i, l := range lines {
		id, ok := europresseID(l.words)
		if !ok {
			continue
		}
		a := article{id: id, number: start + 1}
		if a.europresse(lines[start:i]) {
			articles = append(articles, a)
		}
		start = i + 1
	}
	return articles
}

// europresse reads outlet, section with day and page, title, author and text.
func (a *article) europresse(lines []line) bool {
	dated := -1
	var head []int
	for i, l := range lines {
		if l.blank() {
			continue
		}
		if day, section, ok := dayWithin(l.words); ok && len(l.words) < 140 {
			a.say(intake.FieldPublished, "head", day)
			a.say("section", "head", section)
			dated = i
			break
		}
		if head = append(head, i); len(head) > 3 {
			return false
		}
	}
	if dated < 0 || len(head) == 0 {
		return false
	}
	a.say(intake.FieldOutlet, "head", lines[head[0]].words)
	at := dated + 1
	paragraph := func() (from, to int) {
		for at < len(lines) && lines[at].blank() {
			at++
		}
		from = at
		for at < len(lines) && !lines[at].blank() {
			at++
		}
		return from, at
	}
	from, to := paragraph()
	if to-from > 1 && isName(lines[to-1].words) {
		to--
		a.say("author", "byline", lines[to].words)
	}
	a.title = stretch(lines[from:to])
	if from, to = paragraph(); to-from == 1 && isName(lines[from].words) && !a.has("author") {
		a.say("author", "byline", lines[from].words)
		from = to
	}
	end := len(lines)
	for i := from; i < len(lines); i++ {
		lower := strings.ToLower(lines[i].words)
		if isCopyright(lines[i].words) || strings.HasPrefix(lower, "certificat émis") || strings.HasPrefix(lower, "certificate issued") ||
			strings.HasPrefix(lower, "cet article est paru dans") || strings.HasPrefix(lower, "this article appeared in") {
			end = i
			break
		}
	}
	a.body = append(a.body, stretch(lines[from:end]))
	return true
}

// dayWithin reads a line like "World, Wednesday, May 7, 2031, p. 5": the day,
// and what stands before it.
func dayWithin(words string) (day, section string, ok bool) {
	pieces := strings.Split(words, ",")
	for i := range pieces {
		for _, n := range []int{4, 3, 2, 1} {
			if i+n > len(pieces) {
				continue
			}
			if candidate := strings.TrimSpace(strings.Join(pieces[i:i+n], ",")); isDay(candidate) {
				return candidate, strings.TrimSpace(strings.Join(pieces[:i], ",")), true
			}
		}
	}
	if day, _, found := strings.Cut(words, " • "); found && isDay(day) {
		return day, "", true
	}
	return "", "", false
}

// isName reports whether words look like the name of an author: two to five
// words that begin with a capital.
func isName(words string) bool {
	words = strings.TrimPrefix(strings.TrimPrefix(words, "By "), "Par ")
	fields := strings.Fields(words)
	if len(fields) < 2 || len(fields) > 5 || strings.ContainsAny(words, ".:;?!\"0123456789") {
		return false
	}
	for _, f := range fields {
		if r := []rune(f)[0]; strings.ToUpper(string(r)) != string(r) {
			return false
		}
	}
	return true
}

// newsbankLabels are the labels under the headline and under the text.
var newsbankLabels = map[string]string{
	"Author": "author", "Author/Byline": "author", "Section": "section", "Page": "page", "Edition": "edition", "Readability": "readability", "Index terms": "index terms", "Dateline": "dateline",
	"Record": "id", "Record Number": "id", "Record ID": "id", "Copyright": "copyright", "Column": "column", "Source": "source", "OpenURL Link": intake.FieldURI, "URL": intake.FieldURI, "Caption": "caption",
}

// newsbankHead reads "Harbour Gazette (Port Solvei, Norway) - May 7, 2031".
func newsbankHead(words string) (outlet, place, day string, ok bool) {
	open := strings.Index(words, " (")
	end := strings.Index(words, ") - ")
	if open <= 0 || end < open || len(words) > 160 {
		return "", "", "", false
	}
	outlet, place, day = words[:open], words[open+2:end], words[end+4:]
	if cut := strings.Index(day, " - "); cut > 0 {
		day = day[:cut] // the page
	}
	return outlet, place, day, isDay(day)
}

// newsbank finds articles with the outlet, its place and the day in a line under
// the headline, and the number of the record under the text.
func newsbank(text string, lines []line) []article {
	var heads []int
	records := 0
	for i, l := range lines {
		if _, _, _, ok := newsbankHead(l.words); ok && i > 0 {
			heads = append(heads, i)
		}
		if label, _, ok := labelled(l.words, newsbankLabels); ok && newsbankLabels[label] == "id" || strings.HasPrefix(l.words, "CITATION (") {
			records++
		}
	}
	if len(heads) == 0 || records < len(heads) {
		return nil
	}
	title := func(head int) int { // first line of the headline
		from := head
		for from > 0 && !lines[from-1].blank() && head-from < 3 {
			from--
		}
		if from == head && head > 1 && !lines[head-2].blank() { // a blank line between
			from = head - 2
			for from > 0 && !lines[from-1].blank() && head-from < 4 {
				from--
			}
		}
		return from
	}
	var articles []article
	for i, head := range heads {
		end := len(lines)
		if i+1 < len(heads) {
			end = title(heads[i+1])
		}
		a := article{number: title(head) + 1, title: stretch(lines[title(head):head])}
		outlet, place, day, _ := newsbankHead(lines[head].words)
		a.say(intake.FieldOutlet, "head", outlet)
		a.say("place of publication", "head", place)
		a.say(intake.FieldPublished, "head", day)
		a.newsbank(lines[head+1 : end])
		articles = append(articles, a)
	}
	return articles
}

// newsbank reads the labels and the text under the head of an article.
func (a *article) newsbank(lines []line) {
	from, to := 0, len(lines)
	for i, l := range lines {
		label, value, ok := labelled(l.words, newsbankLabels)
		switch {
		case ok && newsbankLabels[label] == "id":
			a.id = value
			to = min(to, i)
		case ok && newsbankLabels[label] == "dateline":
			a.dateline = value
			from = max(from, i+1)
		case ok && (to < len(lines) || stretch(lines[from:i]).Len() == 0):
			a.say(newsbankLabels[label], label, strings.TrimPrefix(value, "By "))
			if to == len(lines) {
				from = i + 1
			}
		case strings.HasPrefix(l.words, "CITATION ("), isCopyright(l.words) && len(l.words) < 160, ok && label != "Source" && label != "Column":
			to = min(to, i)
			if ok {
				a.say(newsbankLabels[label], label, value)
			}
		}
	}
	if from < to {
		a.body = append(a.body, stretch(lines[from:to]))
	}
}
