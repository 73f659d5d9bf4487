package evaluation

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// NoStatement is what an annotator writes in place of a kind where the words are no
// statement.
const NoStatement = "none"

// AnnotatedKind is a statement that two people have given a kind independently.
type AnnotatedKind struct {
	Report        string
	Statement     verbale.Statement // cue and content only, without their words
	First, Second string            // a kind or NoStatement
}

// ReadKinds reads a table of statements with two kinds each: tab-separated columns
// report, cue, content, first, second, with a line of headings. Cue and content are
// ranges of bytes, "10-14 20-31".
func ReadKinds(r io.Reader) ([]AnnotatedKind, error) {
	var rows []AnnotatedKind
	scanner := bufio.NewScanner(r)
	for line := 0; scanner.Scan(); line++ {
		fields := strings.Split(scanner.Text(), "\t")
		if line == 0 {
			continue
		}
		if len(fields) != 5 {
			return nil, fmt.Errorf("line %d has %d columns, not 5", line+1, len(fields))
		}
		row := AnnotatedKind{Report: fields[0], First: fields[3], Second: fields[4]}
		var err error
		if row.Statement.Cue, err = rangesOf(fields[1]); err != nil {
			return nil, fmt.Errorf("line %d: %w", line+1, err)
		}
		if row.Statement.Content, err = rangesOf(fields[2]); err != nil {
			return nil, fmt.Errorf("line %d: %w", line+1, err)
		}
		rows = append(rows, row)
	}
	return rows, scanner.Err()
}

// rangesOf reads ranges of bytes.
func rangesOf(s string) ([]verbale.Excerpt, error) {
	var excerpts []verbale.Excerpt
	for part := range strings.FieldsSeq(s) {
		first, last, _ := strings.Cut(part, "-")
		start, err := strconv.Atoi(first)
		if err != nil {
			return nil, err
		}
		end, err := strconv.Atoi(last)
		if err != nil {
			return nil, err
		}
		excerpts = append(excerpts, verbale.Excerpt{Span: lang.Span{Start: start, End: end}})
	}
	return excerpts, nil
}

// Labels counts how two lists of labels for the same things go together.
type Labels struct {
	pairs map[[2]string]int
	n     int
}

// Add counts a thing that one calls a and the other b.
func (l *Labels) Add(a, b string) {
	if l.pairs == nil {
		l.pairs = map[[2]string]int{}
	}
	l.pairs[[2]string{a, b}]++
	l.n++
}

// N is how many things were counted.
func (l *Labels) N() int { return l.n }

// Same is how many have one label in both lists.
func (l *Labels) Same() int {
	n := 0
	for pair, count := range l.pairs {
		if pair[0] == pair[1] {
			n += count
		}
	}
	return n
}

// Kappa is Cohen's: the agreement beyond what the shares of the labels in both
// lists give by chance, as a share of what is possible beyond it. It is 0 for no
// things.
func (l *Labels) Kappa() float64 {
	if l.n == 0 {
		return 0
	}
	first, second := map[string]int{}, map[string]int{}
	for pair, count := range l.pairs {
		first[pair[0]] += count
		second[pair[1]] += count
	}
	chance := 0.0
	total := float64(l.n)
	for label, count := range first {
		chance += float64(count) / total * float64(second[label]) / total
	}
	if chance == 1 {
		return 1
	}
	return (float64(l.Same())/total - chance) / (1 - chance)
}
