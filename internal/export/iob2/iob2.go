// Package iob2 answers which words of a text are names, as a file in the IOB2
// notation tells: one word a line with its number, form and tag, an empty line
// after each sentence, comments that begin with "#".
//
// It reads the files of Universal NER (universalner.org): "# sent_id = …" and
// "# text = …" before a sentence, tab-separated columns, tags such as B-PER,
// I-PER and O. Columns after the tag are passed over. A fault is an error with
// the number of the line. The time is linear.
package iob2

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
)

// Sentence is one sentence with its names.
type Sentence struct {
	ID    string
	Text  string
	Words []string
	Names []Name
}

// Name is a run of words of a sentence: Words[First:Last].
type Name struct {
	First, Last int
	Label       string
}

// ReadFile reads all sentences of a file.
func ReadFile(name string) ([]Sentence, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("iob2: %w", err)
	}
	defer f.Close()
	sentences, err := Read(f)
	if err != nil {
		return nil, fmt.Errorf("iob2: %s: %w", name, err)
	}
	return sentences, nil
}

// Read reads all sentences of r. A tag I-X that does not go on with a name X
// begins one, as in evaluations of the CoNLL 2003 shared task.
func Read(r io.Reader) ([]Sentence, error) {
	var sentences []Sentence
	var s Sentence
	open := -1 // the name that may go on
	lines := bufio.NewScanner(r)
	for number := 1; lines.Scan(); number++ {
		line := strings.TrimSuffix(lines.Text(), "\r")
		switch {
		case line == "":
			if len(s.Words) > 0 {
				sentences = append(sentences, s)
			}
			s, open = Sentence{}, -1
		case strings.HasPrefix(line, "#") && !strings.Contains(line, "\t"):
			key, value, _ := strings.Cut(strings.TrimPrefix(line, "#"), "=")
			switch strings.TrimSpace(key) {
			case "sent_id":
				s.ID = strings.TrimSpace(value)
			case "text":
				s.Text = strings.TrimPrefix(value, " ")
			}
		default:
			columns := strings.Split(line, "\t")
			if len(columns) < 3 {
				return nil, fmt.Errorf("line %d: %d columns, want number, form and tag", number, len(columns))
			}
			s.Words = append(s.Words, columns[1])
			n := len(s.Words)
			prefix, label, named := strings.Cut(columns[2], "-")
			switch {
			case columns[2] == "O":
				open = -1
			case !named || label == "" || prefix != "B" && prefix != "I":
				return nil, fmt.Errorf("line %d: %q is no tag", number, columns[2])
			case prefix == "I" && open >= 0 && s.Names[open].Label == label:
				s.Names[open].Last = n
			default:
				open = len(s.Names)
				s.Names = append(s.Names, Name{n - 1, n, label})
			}
		}
	}
	if len(s.Words) > 0 {
		sentences = append(sentences, s)
	}
	return sentences, lines.Err()
}
