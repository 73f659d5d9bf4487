package main

import (
	"errors"
	"path/filepath"
	"slices"
	"sync"

	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/brat"
	"verbale.dev/verbale/internal/reading/attribution"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// passage is one paragraph of an article with what is annotated in it.
type passage struct {
	bench *attribution.Bench
	run   page.Run
	gold  []relation
}

// relation is an attribution as runs of tokens within one paragraph.
type relation struct {
	cue               page.Run
	sources, contents []page.Run
}

// article is one annotated document.
type article struct {
	doc      *lang.Document
	gold     []evaluation.Attribution
	passages []passage
}

// read analyses the articles of a folder in PolNeAR's layout, the first limit of
// them if limit is not 0.
func read(dir string, limit int, analyze func(name, text string) *lang.Document) ([]article, error) {
	files, err := brat.Folder(dir)
	if err != nil {
		return nil, err
	}
	if limit > 0 && len(files) > limit {
		files = files[:limit]
	}
	articles := make([]article, len(files))
	faults := make([]error, len(files))
	var group sync.WaitGroup
	const workers = 3
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(files); i += workers {
				articles[i], faults[i] = readOne(files[i], analyze)
			}
		})
	}
	group.Wait()
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(articles, func(a article) bool { return a.doc == nil || len(a.doc.Tokens) == 0 }), nil
}

func readOne(file brat.Article, analyze func(name, text string) *lang.Document) (article, error) {
	text, annotations, err := file.Read()
	if err != nil {
		return article{}, err
	}
	gold, err := evaluation.GoldAttributions(text, annotations)
	if err != nil {
		return article{}, err
	}
	a := article{doc: analyze(filepath.Base(file.Text), text), gold: gold}
	if a.doc == nil {
		return a, nil
	}
	bench := attribution.NewBench(page.New(a.doc, nil))
	for _, run := range bench.Paragraphs() {
		a.passages = append(a.passages, passage{bench: bench, run: run, gold: relations(a.doc, run, gold)})
	}
	return a, nil
}

// relations returns the attributions whose cue stands in a paragraph, cut to it.
func relations(doc *lang.Document, paragraph page.Run, gold []evaluation.Attribution) []relation {
	var all []relation
	for _, g := range gold {
		cues := runs(doc, paragraph, g[evaluation.CueSpans])
		if len(cues) == 0 {
			continue
		}
		all = append(all, relation{cues[0], runs(doc, paragraph, g[evaluation.SourceSpans]), runs(doc, paragraph, g[evaluation.ContentSpans])})
	}
	slices.SortFunc(all, func(a, b relation) int { return a.cue.First - b.cue.First })
	return all
}

// runs returns the tokens of a paragraph that spans touch.
func runs(doc *lang.Document, paragraph page.Run, spans []lang.Span) []page.Run {
	var all []page.Run
	for _, s := range spans {
		first := doc.TokenAt(s.Start)
		last := first
		for last < len(doc.Tokens) && doc.Tokens[last].Start < s.End {
			last++
		}
		first, last = max(first, paragraph.First), min(last, paragraph.Last)
		if first < last {
			all = append(all, page.Run{First: first, Last: last})
		}
	}
	return all
}

// shifted returns runs counted from base.
func shifted(runs []page.Run, base, n int) []page.Run {
	var all []page.Run
	for _, r := range runs {
		r.First, r.Last = max(r.First-base, 0), min(r.Last-base, n)
		if r.First < r.Last {
			all = append(all, r)
		}
	}
	return all
}
