package main

import (
	"bufio"
	"compress/gzip"
	"os"
	"strconv"
	"strings"

	"verbale.dev/verbale/internal/export/brat"
	"verbale.dev/verbale/internal/export/conllu"
	"verbale.dev/verbale/lang"
)

// trees are the analyses of CoreNLP by article.
type trees map[string][][][]string // sentences of rows of columns

func readSilver(name string) (trees, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	all := trees{}
	var id string
	var sentence [][]string
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "# newdoc id = "):
			id = strings.TrimPrefix(line, "# newdoc id = ")
		case line == "":
			all[id] = append(all[id], sentence)
			sentence = nil
		case line[0] != '#':
			sentence = append(sentence, strings.Split(line, "\t"))
		}
	}
	return all, lines.Err()
}

func (t trees) analyze(name, text string) *lang.Document {
	offsets := brat.NewOffsets(text)
	doc := &lang.Document{Text: text}
	paragraph := 0
	for _, rows := range t[strings.TrimSuffix(name, ".txt")] {
		first := len(doc.Tokens)
		s := lang.Sentence{First: first, Root: first}
		for _, row := range rows {
			from, _ := conllu.Attribute(row[9], "Start")
			to, _ := conllu.Attribute(row[9], "End")
			start, _ := strconv.Atoi(from)
			end, _ := strconv.Atoi(to)
			span, ok := offsets.Span(brat.Range{Start: start, End: end})
			if !ok || span.Len() == 0 {
				return nil
			}
			if n := len(doc.Tokens); n > 0 && n == first && strings.Contains(text[doc.Tokens[n-1].End:max(span.Start, doc.Tokens[n-1].End)], "\n") {
				paragraph++
			}
			head, _ := strconv.Atoi(row[6])
			token := lang.Token{Span: span, Lemma: row[2], UPOS: row[4], XPOS: row[4], Head: first + head - 1, DepRel: row[7]}
			if head == 0 {
				token.Head = -1
				s.Root = len(doc.Tokens)
			}
			if label, _ := conllu.Attribute(row[9], "NER"); label == "PERSON" || label == "LOCATION" || label == "ORGANIZATION" || label == "MISC" {
				doc.Entities = append(doc.Entities, lang.Entity{First: len(doc.Tokens), Last: len(doc.Tokens) + 1, Label: label})
			}
			doc.Tokens = append(doc.Tokens, token)
		}
		s.Last, s.Paragraph = len(doc.Tokens), paragraph
		s.Span = lang.Span{Start: doc.Tokens[first].Start, End: doc.Tokens[s.Last-1].End}
		doc.Sentences = append(doc.Sentences, s)
	}
	return doc
}
