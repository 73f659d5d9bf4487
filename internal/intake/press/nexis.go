package press

import (
	"strings"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/lang"
)

// nexisLabels are the labels of both makes of Nexis in capitals, with the field;
// "" for what is kept under the label itself, in small letters.
var nexisLabels = map[string]string{
	"BYLINE": "author", "HEADLINE": intake.FieldTitle, "TITLE": intake.FieldTitle, "DATELINE": "dateline", "BODY": "body", "URL": intake.FieldURI, "LANGUAGE": intake.FieldLanguage,
	"SECTION": "", "LENGTH": "", "HIGHLIGHT": "", "LOAD-DATE": "", "GRAPHIC": "", "PUBLICATION-TYPE": "", "JOURNAL-CODE": "", "ACC-NO": "id", "DOCUMENT-TYPE": "", "DOC-TYPE": "", "PUB-TYPE": "",
	"NOTES": "", "CORRECTION": "", "CORRECTION-DATE": "", "SERIES": "", "TYPE": "", "SUBJECT": "", "ORGANIZATION": "", "PERSON": "", "CITY": "", "STATE": "", "COUNTRY": "", "GEOGRAPHIC": "",
	"INDUSTRY": "", "COMPANY": "", "TICKER": "", "NAME": "", "DISTRIBUTION": "", "COPYRIGHT": "", "SOURCE": "", "ISSN": "", "UPDATE": "", "CONTACT": "", "DATE": intake.FieldPublished, "PUBLICATION": intake.FieldOutlet,
}

// nexisLabel reads a label at the start of a paragraph.
func nexisLabel(l line, upper bool) (label, value string, ok bool) {
	colon := strings.IndexByte(l.words, ':')
	if colon <= 0 || colon > 20 {
		return "", "", false
	}
	label = l.words[:colon]
	folded := strings.ToUpper(label)
	if _, known := nexisLabels[folded]; !known || upper != (label == folded) {
		return "", "", false
	}
	return folded, strings.TrimSpace(l.words[colon+1:]), true
}

// nexis finds the articles of the classic export: "1 of 40 DOCUMENTS" before
// each, labels in capitals.
func nexis(text string, lines []line) []article {
	var starts []int
	of := 0
	for i, l := range lines {
		n, m, ok := numbered(l.words)
		if ok && strings.Contains(strings.ToUpper(l.words), "DOCUMENT") && !strings.HasPrefix(l.words, "Document ") && (of == 0 || m == of) && n == len(starts)+1 {
			starts, of = append(starts, i), m
		}
	}
	var articles []article
	labels := 0
	for i, start := range starts {
		end := len(lines)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		a := article{number: start + 1}
		labels += a.nexis(lines[start+1 : end])
		articles = append(articles, a)
	}
	if labels < len(articles) {
		return nil // numbers alone do not make an export
	}
	return articles
}

// nexis reads one article and returns how many labels it has.
func (a *article) nexis(lines []line) int {
	first := len(lines) // line of the first label
	for i, l := range lines {
		if _, _, ok := nexisLabel(l, true); ok && l.first {
			first = i
			break
		}
	}
	a.head(lines[:first])
	labels := 0
	from := first
	flush := func(to int) {
		if span := stretch(lines[from:to]); span.Len() > 0 {
			a.body = append(a.body, span)
		}
	}
	for i := first; i < len(lines); i++ {
		l := lines[i]
		label, value, ok := nexisLabel(l, true)
		switch {
		case ok && l.first:
			flush(i)
			labels++
			if label == "BODY" {
				from = i + 1
				if value != "" {
					start := l
					start.Start += len(l.words) - len(value)
					start.words = value
					lines[i], from = start, i
				}
				continue
			}
			end := i + 1
			for end < len(lines) && !lines[end].blank() {
				end++
			}
			a.label(label, strings.TrimSpace(value+" "+wordsOf(lines[i+1:end])), lines[i:end])
			from, i = end, end-1
		case isCopyright(l.words) && l.indent > 0 || isCopyright(l.words) && l.first && len(l.words) < 100:
			flush(i)
			end := i
			for end < len(lines) && !lines[end].blank() {
				end++
			}
			a.say("copyright", "notice", wordsOf(lines[i:end]))
			from, i = end, end-1
		}
	}
	flush(len(lines))
	return labels
}

// label takes the value of a label.
func (a *article) label(label, value string, lines []line) {
	switch field := nexisLabels[label]; field {
	case intake.FieldTitle:
		span := lines[0]
		span.Start = span.End - len(strings.TrimSpace(span.words[strings.IndexByte(span.words, ':')+1:]))
		a.title = stretch(append([]line{span}, lines[1:]...))
	case "dateline":
		a.dateline = value
	case "id":
		a.id = value
	case "":
		a.say(strings.ToLower(label), label, value)
	case intake.FieldURI:
		// Most give the address of the paper, not that of the article.
		if _, host, ok := strings.Cut(value, "://"); !ok || !strings.Contains(strings.TrimSuffix(host, "/"), "/") {
			field = "site"
		}
		a.say(field, label, value)
	case "author":
		a.say(field, label, strings.TrimPrefix(value, "By "))
	default:
		a.say(field, label, value)
	}
}

// head reads what stands before the first label: the outlet, the day, perhaps
// the edition, and the title. The title begins at the margin where the rest is
// centred, else it is the last paragraph.
func (a *article) head(lines []line) {
	dated := -1
	outlet := ""
	for i, l := range lines {
		switch {
		case l.blank():
		case isDay(l.words):
			dated = i
			a.say(intake.FieldPublished, "head", l.words)
		case isCopyright(l.words):
		case outlet == "":
			outlet = l.words
			a.say(intake.FieldOutlet, "head", outlet)
		}
		if dated >= 0 {
			break
		}
	}
	after := lines[dated+1:]
	if dated < 0 {
		return
	}
	title := -1
	for i := len(after) - 1; i >= 0; i-- {
		if after[i].first && !after[i].blank() && !isCopyright(after[i].words) && (title < 0 || after[i].indent == 0 && after[title].indent > 0) {
			title = i
		}
	}
	if title < 0 {
		return
	}
	end := title
	for end < len(after) && !after[end].blank() {
		end++
	}
	a.title = stretch(after[title:end])
	if edition := wordsOf(after[:title]); edition != "" && len(edition) < 100 {
		a.say("edition", "head", edition)
	}
}

// nexisUni finds the articles of Nexis Uni and Lexis+: title, outlet, day and
// copyright, labels in small letters, "Body" before the text and "End of
// Document" after it.
func nexisUni(text string, lines []line) []article {
	bodies := 0
	for _, l := range lines {
		if l.words == "Body" || l.words == "Body:" {
			bodies++
		}
	}
	if bodies == 0 {
		return nil
	}
	var articles []article
	start := 0
	for i, l := range lines {
		last := i == len(lines)-1
		if l.words != "End of Document" && !last {
			continue
		}
		end := i
		if last && l.words != "End of Document" {
			end = len(lines)
		}
		a := article{number: start + 1}
		if a.uni(lines[start:end], len(articles) == 0) {
			articles = append(articles, a)
		}
		start = i + 1
	}
	return articles
}

// uni reads one article. Before the first there may be a cover, so that of its
// head only the lines next to the copyright count.
func (a *article) uni(lines []line, first bool) bool {
	notice, body := uniBounds(lines)
	if body < 0 || !a.uniHead(lines[:notice], first) {
		return false
	}
	a.uniLabels(lines[notice:body])
	a.body = append(a.body, a.uniBody(lines[body+1:]))
	return true
}

// uniBounds finds the copyright, or the first label where there is none, and the line
// "Body" after it; -1 where there is no body.
func uniBounds(lines []line) (notice, body int) {
	notice, body = -1, -1
	for i, l := range lines {
		if isCopyright(l.words) && notice < 0 {
			notice = i
		}
		if (l.words == "Body" || l.words == "Body:") && (notice >= 0 || i > 2) {
			body = i
			break
		}
	}
	if notice >= 0 || body < 0 {
		return notice, body
	}
	for i := range body {
		if _, _, ok := nexisLabel(lines[i], false); ok {
			return i, body
		}
	}
	return body, body
}

// uniHead reads title, outlet and day, which stand one after the other.
func (a *article) uniHead(lines []line, first bool) bool {
	var head []line // those that are not blank
	dated := -1
	for _, l := range lines {
		if l.blank() {
			continue
		}
		if isDay(l.words) {
			dated = len(head)
		}
		head = append(head, l)
	}
	if dated < 2 {
		return false
	}
	a.say(intake.FieldPublished, "head", head[dated].words)
	a.say(intake.FieldOutlet, "head", head[dated-1].words)
	from := 0
	if first {
		from = dated - 2
	}
	a.title = stretch(head[from : dated-1])
	return true
}

// uniLabels reads what stands under labels between the copyright and the body.
func (a *article) uniLabels(lines []line) {
	for i := range lines {
		label, value, ok := nexisLabel(lines[i], false)
		if !ok {
			continue
		}
		end := i + 1
		for end < len(lines) && !lines[end].blank() {
			if _, _, next := nexisLabel(lines[end], false); next {
				break
			}
			end++
		}
		a.label(label, strings.TrimSpace(value+" "+wordsOf(lines[i+1:end])), lines[i:end])
	}
}

// uniEnds are the labels that end the text, uniHeadings the lines.
var (
	uniEnds     = map[string]bool{"LOAD-DATE": true, "GRAPHIC": true, "CLASSIFICATION": true, "URL": true}
	uniHeadings = map[string]bool{"Graphic": true, "Classification": true}
)

// uniBody is the text; what stands under labels after it is metadata.
func (a *article) uniBody(lines []line) lang.Span {
	end := len(lines)
	for i := range lines {
		label, value, labelled := nexisLabel(lines[i], false)
		ended := end < len(lines)
		if !uniHeadings[lines[i].words] && !(labelled && (uniEnds[label] || ended)) {
			continue
		}
		if !ended {
			end = i
		}
		if labelled {
			a.label(label, value, lines[i:i+1])
		}
	}
	return stretch(lines[:end])
}
