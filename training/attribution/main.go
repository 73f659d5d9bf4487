// Command attribution trains the classifiers of internal/reading/attribution on the
// train part of PolNeAR and prints how they do on its dev part.
//
//	go run ./training/attribution -out internal/reading/attribution
//
// Two conditional random fields over hashed features are fitted, in a fixed
// order with a fixed seed: one finds cues, the other a cue's source and content.
// Each is the mean of several that saw the data in different orders. The second
// learns from annotated cues and from those that the first finds by mistake; the
// mistakes are those of fields trained on the other half of the articles. The weights are rounded to integers. The same data gives the same
// files.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"time"

	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/attribution"
	"verbale.dev/verbale/internal/reading/crf"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

func main() {
	log.SetFlags(log.Ltime)
	corpora := flag.String("corpora", filepath.Join("..", "shared", "corpora"), "folder of the corpora")
	out := flag.String("out", "", "folder to write the weights to")
	silver := flag.Bool("silver", false, "take the trees of CoreNLP instead of our own")
	bits := flag.Int("bits", 19, "logarithm of the number of rows")
	cueEpochs := flag.Int("cue-epochs", 8, "passes over the cues")
	partEpochs := flag.Int("part-epochs", 6, "passes over sources and contents")
	rate := flag.Float64("rate", 0.1, "learning rate")
	decay := flag.Float64("decay", 1e-5, "pull of weights to zero")
	cutoff := flag.Int("cutoff", 3, "rows seen less often are left out")
	extra := flag.Float64("extra", 1.0, "cues found by mistake: how many natural units more likely they are made")
	cueBias := flag.Float64("cue-bias", 0.5, "natural units taken from no cue")
	weights := flag.String("weights", "", "folder of weights to measure, instead of learning some")
	show := flag.Bool("mistakes", false, "write the mistakes on dev to the standard output")
	members := flag.Int("members", 5, "fields whose weights are averaged")
	limit := flag.Int("limit", 0, "read only so many articles")
	flag.Parse()

	analyze := func(_, text string) *lang.Document { return lang.NewAnalyzer().Analyze(text) }
	load := func(part string) []article {
		if *silver {
			trees, err := readSilver(filepath.Join(*corpora, "polnear", "silver-corenlp-"+part+".conllu.gz"))
			if err != nil {
				log.Fatal(err)
			}
			analyze = trees.analyze
		}
		articles, err := read(filepath.Join(*corpora, "polnear", part), *limit, analyze)
		if err != nil {
			log.Fatal(err)
		}
		log.Printf("%s: %d articles", part, len(articles))
		return articles
	}
	dev := load("dev")
	if *weights != "" {
		report(dev, parse(filepath.Join(*weights, "cue.weights")), parse(filepath.Join(*weights, "part.weights")), *show)
		return
	}
	training := load("train")

	cueRecipe := recipe{bits: *bits, labels: 3, cutoff: *cutoff, epochs: *cueEpochs, rate: *rate, decay: *decay, seed: 6}
	var all []lesson
	var halves [2][]lesson
	for i := range training {
		lessons := cueLessons(&training[i], *bits)
		all = append(all, lessons...)
		halves[i%2] = append(halves[i%2], lessons...)
	}
	cues := trainMean(all, attribution.CueTransitions(), cueRecipe, *members).model(24)
	log.Print("cues learnt")
	cueRecipe.epochs = max(cueRecipe.epochs/2, 3)
	others := [2]*crf.Model{ // for articles of half i, learnt from the other
		trainMean(halves[1], attribution.CueTransitions(), cueRecipe, 1).model(24),
		trainMean(halves[0], attribution.CueTransitions(), cueRecipe, 1).model(24),
	}
	log.Print("halves learnt")
	all, halves = nil, [2][]lesson{}
	for _, m := range others {
		favour(m, *extra)
	}
	favour(cues, *cueBias)
	var lessons []lesson
	for i := range training {
		lessons = append(lessons, partLessons(&training[i], others[i%2], *bits)...)
	}
	log.Printf("%d cues to learn parts from", len(lessons))
	partRecipe := recipe{bits: *bits, labels: 9, cutoff: *cutoff, epochs: *partEpochs, rate: *rate, decay: *decay, seed: 7}
	parts := trainMean(lessons, attribution.PartTransitions(), partRecipe, *members).model(24)
	log.Print("parts learnt")
	for _, more := range []float64{-0.25, 0, 0.25} {
		favour(cues, more)
		fmt.Printf("bias %.2f\n", more)
		report(dev, cues, parts, false)
		favour(cues, -more)
	}
	if *out != "" {
		for name, m := range map[string]*crf.Model{"cue.weights": cues, "part.weights": parts} {
			file, err := m.Encode()
			if err != nil {
				log.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(*out, name), file, 0o666); err != nil {
				log.Fatal(err)
			}
		}
	}
}

// report prints how weights do on articles.
func report(articles []article, cues, parts *crf.Model, show bool) {
	var scores evaluation.AttributionScores
	bands := bands{}
	start := time.Now()
	for _, a := range articles {
		statements := draft.Rows(attribution.Find(attribution.With(cues, parts), lexicon.Load(), "", page.New(a.doc, nil)))
		found := evaluation.OutermostAttributions(statements)
		scores.Add(evaluation.Attributions(a.doc, a.gold, found))
		if show {
			mistakes(os.Stdout, a.doc, a.gold, found)
		}
		bands.add(a.gold, statements)
	}
	fmt.Printf("%.1f ms an article\n", float64(time.Since(start).Microseconds())/1000/float64(len(articles)))
	for c, name := range evaluation.Components {
		s := scores.Exact[c]
		fmt.Printf("  %v\texact %.1f %.1f F1 %.1f\tbegin %.1f\toverlap %.1f\n", name, s.Precision(), s.Recall(), s.F1(), scores.Begin[c].F1(), scores.Overlap[c].Mean())
	}
	for i, name := range evaluation.LinkedNames {
		fmt.Printf("  %s %.1f", name, scores.Linked[i].F1())
	}
	fmt.Println()
	if show {
		bands.print(os.Stdout)
	}
}

// parse reads a file of weights.
func parse(name string) *crf.Model {
	file, err := os.ReadFile(name)
	if err != nil {
		log.Fatal(err)
	}
	m, err := crf.Parse(file)
	if err != nil {
		log.Fatal(err)
	}
	return m
}

// favour makes labels other than the first likelier.
func favour(m *crf.Model, natural float64) {
	for from := range m.Labels + 1 {
		m.Transitions[from*m.Labels] -= int16(natural * float64(m.Unit))
	}
}

func cueLessons(a *article, bits int) []lesson {
	var lessons []lesson
	for _, p := range a.passages {
		var cues []page.Run
		for _, g := range p.gold {
			cues = append(cues, g.cue)
		}
		labels := attribution.CueLabels(p.run.Len(), shifted(cues, p.run.First, p.run.Len()))
		lessons = append(lessons, newLesson(p.bench.CueFeatures(p.run), labels, bits))
	}
	return lessons
}

// partLessons makes a lesson of each annotated cue and of each that model finds
// and that overlaps none of them.
func partLessons(a *article, model *crf.Model, bits int) []lesson {
	var lessons []lesson
	var decoder crf.Decoder
	for _, p := range a.passages {
		all := p.gold
		found := attribution.CueRuns(decoder.Decode(model, p.bench.CueFeatures(p.run), nil), p.run.First)
		for _, cue := range found {
			clash := false
			for _, g := range p.gold {
				clash = clash || cue.Overlaps(g.cue)
			}
			if !clash {
				all = append(all[:len(all):len(all)], relation{cue: cue})
			}
		}
		starts := make([]int, len(all))
		for i, r := range all {
			starts[i] = r.cue.First
		}
		slices.Sort(starts)
		for _, r := range all {
			first, rows := p.bench.PartFeatures(r.cue, p.run, starts)
			labels := attribution.PartLabels(len(rows), shifted(r.sources, first, len(rows)), shifted(r.contents, first, len(rows)))
			lessons = append(lessons, newLesson(rows, labels, bits))
		}
	}
	return lessons
}
