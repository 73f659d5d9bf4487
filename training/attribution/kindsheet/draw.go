package main

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/lang"
)

// sample says what is drawn.
type sample struct {
	every, from, size, alike int
	seed                     uint64
}

// drawn is a statement with the sentences that hold its cue and its content.
type drawn struct {
	report    string
	statement verbale.Statement
	context   string
}

// drawSheet writes statements of reports, in the order of the reports.
func drawSheet(name, reports string, s sample) error {
	all, err := statementsOf(reports, s)
	if err != nil {
		return err
	}
	order := rand.New(rand.NewPCG(s.seed, s.seed)).Perm(len(all))
	cues := map[string]int{}
	var chosen []int
	for _, i := range order {
		cue := strings.ToLower(wordsOf(all[i].statement.Cue))
		if len(chosen) < s.size && cues[cue] < s.alike {
			cues[cue]++
			chosen = append(chosen, i)
		}
	}
	slices.Sort(chosen)
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	defer file.Close()
	w := bufio.NewWriter(file)
	fmt.Fprintln(w, "number\treport\tcue at\tcontent at\tsource\tcue\tcontent\tcontext")
	for n, i := range chosen {
		d := all[i]
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", n+1, d.report, offsetsOf(d.statement.Cue), offsetsOf(d.statement.Content),
			wordsOf(d.statement.Source), wordsOf(d.statement.Cue), wordsOf(d.statement.Content), d.context)
	}
	return w.Flush()
}

// statementsOf reads the reports of a sample and lists their statements with a cue.
func statementsOf(reports string, s sample) ([]drawn, error) {
	var all []drawn
	reader, analyzer, n := reading.NewReader(), lang.NewAnalyzer(), 0
	source := intake.Reader{}
	err := source.Read(context.Background(), []string{reports}, func(item intake.Item) error {
		if item.Document == nil {
			return nil
		}
		if n++; (n-1)%s.every != s.from {
			return nil
		}
		doc := analyzer.Analyze(item.Document.Text)
		for _, statement := range reader.Read(item.Document).Statements {
			if len(statement.Cue) > 0 {
				all = append(all, drawn{report: item.Document.Name, statement: statement, context: contextOf(doc, &statement)})
			}
		}
		return nil
	})
	return all, err
}

// contextOf returns the sentences from the first word of a statement to its last.
func contextOf(doc *lang.Document, s *verbale.Statement) string {
	first, last := s.Content[0].Start, s.Content[len(s.Content)-1].End
	for _, e := range slices.Concat(s.Source, s.Cue) {
		first, last = min(first, e.Start), max(last, e.End)
	}
	from := doc.Sentences[doc.SentenceOf(doc.TokenAt(first))]
	to := doc.Sentences[doc.SentenceOf(doc.TokenAt(last-1))]
	return strings.Join(strings.Fields(doc.Text[from.Start:to.End]), " ")
}

func wordsOf(excerpts []verbale.Excerpt) string {
	var words []string
	for _, e := range excerpts {
		words = append(words, strings.Join(strings.Fields(e.Text), " "))
	}
	return strings.Join(words, " … ")
}

// offsetsOf writes spans as "10-14 20-31".
func offsetsOf(excerpts []verbale.Excerpt) string {
	var spans []string
	for _, e := range excerpts {
		spans = append(spans, fmt.Sprintf("%d-%d", e.Start, e.End))
	}
	return strings.Join(spans, " ")
}
