// Command accept trains two classifiers of internal/reading/attribution on gold of the
// stand-off form: by which what is found is accepted as a statement, and by which the
// content after a cue goes on with a tail of its sentence.
//
//	go run ./training/accept -out internal/reading/attribution TEXTS…
//
// A candidate is right where gold has a statement of whose contents together with its
// own six tenths are shared; one whose cue gold has with other borders is not learnt from,
// since its borders are for others to mend. A content goes on with a tail where that of
// the statement of gold with the same cue does. Candidates of both engines are learnt
// from; tails come first, since what is accepted depends on where it ends, and the
// binary is built between the two:
//
//	go run ./training/accept -tails -out internal/reading/attribution TEXTS…
//
// The weights are those of a logistic regression, fitted by descent over the traits in
// a fixed order and rounded to thousandths of a natural unit. With -folds it prints how
// well the weights of the other reports do on each part. The same gold gives the same
// files.
//
// With -firings it trains nothing, and counts how often the rules of attribution that have a
// name do something in so many reports of TEXTS, drawn by chance with a fixed seed; -show
// prints that many of each to be read.
package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/gold"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/reading/attribution"
)

// example is one candidate.
type example struct {
	report int
	engine reading.Engine
	nested bool
	traits []int
	state  int // right, wrong, or left out
}

const (
	wrong = iota
	right
	leftOut
)

func main() {
	log.SetFlags(0)
	goldFile := flag.String("gold", "training/gold/learn.jsonl", "gold to learn from")
	sample := flag.String("example", "examples/july-1914/gold", "folder of gold to learn from as well")
	out := flag.String("out", "", "folder to write the weights to")
	tails := flag.Bool("tails", false, "learn where contents end, not what is accepted")
	folds := flag.Int("folds", 0, "measure on so many parts, each with the weights of the others")
	decay := flag.Float64("decay", 3, "half the pull of weights to zero")
	firings := flag.Int("firings", 0, "count what rules do in so many reports")
	show := flag.Int("show", 0, "of each rule print so many firings")
	least := flag.Float64("least", -1.2, "natural units that a sum must reach")
	inner := flag.Float64("least-nested", -1.4, "natural units that the sum of a statement within another must reach")
	cutoff := flag.Int("cutoff", 4, "traits seen less often are left out")
	flag.Parse()
	if *firings > 0 {
		countFirings(flag.Args(), *firings, *show)
		return
	}
	examples, names, missing := load(*goldFile, *sample, flag.Args(), *tails)
	keep := frequent(examples, len(names), *cutoff)
	if *folds > 0 {
		measure(examples, keep, *folds, *decay, missing)
	}
	if *out == "" {
		return
	}
	weights := fit(examples, keep, *decay, func(int) bool { return true })
	if *tails {
		write(filepath.Join(*out, "tail.weights"), names, weights)
		return
	}
	write(filepath.Join(*out, "accept.weights"), append(names, "least", "least nested"), append(weights, *least, *inner))
}

// textHash is the name by which gold knows a text.
func textHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// texts finds the documents that gold is of, by their hash.
func texts(paths []string, wanted map[string]bool) map[string]*verbale.Document {
	documents := map[string]*verbale.Document{}
	reader := intake.Reader{}
	err := reader.Read(context.Background(), paths, func(item intake.Item) error {
		if item.Document != nil {
			if hash := textHash(item.Document.Text); wanted[hash] {
				documents[hash] = item.Document
			}
		}
		return nil
	})
	if err != nil {
		log.Fatal(err)
	}
	return documents
}

// load makes the examples of both engines. missing is how many statements of gold no
// candidate of each engine is.
func load(file, sample string, paths []string, tails bool) (examples []example, names []string, missing map[reading.Engine]int) {
	data, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	wanted := map[string]bool{}
	for _, ref := range gold.StandOffTexts(data) {
		wanted[ref.SHA256] = true
	}
	own, faults, err := gold.Read(sample)
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range own.Reports {
		wanted[textHash(r.Text)] = true
		paths = append(paths, filepath.Join(r.Folder, r.Document))
	}
	documents := texts(paths, wanted)
	folder, more := gold.ReadStandOff(file, data, func(_, sum string) (string, bool) {
		d, ok := documents[sum]
		if !ok {
			return "", false
		}
		return d.Text, true
	})
	for _, fault := range append(faults, more...) {
		log.Print(fault)
	}
	numbers := map[string]int{}
	missing = map[reading.Engine]int{}
	for _, engine := range reading.Engines {
		reader := reading.New(reading.ShippedBy(engine))
		for k, r := range append(folder.Reports, own.Reports...) {
			candidates, ends := reader.Candidates(documents[textHash(r.Text)])
			found := 0
			add := func(e example, traits []string) {
				e.report, e.engine = k, engine
				for _, trait := range traits {
					n, ok := numbers[trait]
					if !ok {
						n = len(names)
						numbers[trait] = n
						names = append(names, trait)
					}
					e.traits = append(e.traits, n)
				}
				if e.state == right {
					found++
				}
				examples = append(examples, e)
			}
			if tails {
				for i, state := range judgeTails(r, ends) {
					add(example{state: state}, ends[i].Traits)
				}
				continue
			}
			for i, state := range judge(r, candidates) {
				add(example{state: state, nested: candidates[i].Nested}, candidates[i].Traits)
			}
			missing[engine] += len(r.Statements) - found
		}
	}
	return examples, names, missing
}

// judge says of each candidate whether it is right.
func judge(r *gold.Report, candidates []attribution.Candidate) []int {
	system := make([]verbale.Statement, len(candidates))
	place := map[*verbale.Statement]int{}
	for i, c := range candidates {
		system[i] = verbale.Statement{Source: c.Source, Cue: c.Cue, Content: c.Content}
		place[&system[i]] = i
	}
	states := make([]int, len(candidates))
	for _, by := range []evaluation.FoundBy{evaluation.ByCue, evaluation.ByContent} {
		for _, p := range evaluation.PairStatementsBy(by, r.Statements, system) {
			if p.Gold == nil || p.System == nil {
				continue
			}
			state := right
			if by == evaluation.ByCue || r.Borderline[p.Gold.ID] {
				state = leftOut
			}
			states[place[p.System]] = state
		}
	}
	return states
}

// judgeTails says of each tail whether the content goes on with it: right where it does.
// What comes after the end of a content is not asked, and neither is what gold has no cue
// for.
func judgeTails(r *gold.Report, tails []attribution.Tail) []int {
	states := make([]int, len(tails))
	done := map[int]bool{} // begins of contents whose end is passed
	for i, t := range tails {
		states[i] = leftOut
		if end := endInGold(r, t); end > 0 && !done[t.Cue[0].Start] {
			states[i] = wrong
			if end > t.At {
				states[i] = right
			}
			done[t.Cue[0].Start] = end <= t.At
		}
	}
	return states
}

// endInGold returns where the piece of content in gold ends that a tail may belong to, of
// the statement with its cue; 0 where there is none.
func endInGold(r *gold.Report, t attribution.Tail) int {
	for i := range r.Statements {
		s := &r.Statements[i]
		if len(s.Cue) == 0 || len(t.Cue) == 0 || s.Cue[0].Start >= t.Cue[0].End || t.Cue[0].Start >= s.Cue[0].End {
			continue
		}
		for _, piece := range s.Content {
			if piece.Start <= t.Begin+beginReach && t.Begin < piece.End && piece.Start < t.At {
				return piece.End
			}
		}
	}
	return 0
}

// beginReach is by how many bytes the begin of a content may differ from that in gold.
const beginReach = 12

// frequent marks the traits that enough examples have.
func frequent(examples []example, n, cutoff int) []bool {
	count := make([]int, n)
	for _, e := range examples {
		for _, t := range e.traits {
			count[t]++
		}
	}
	keep := make([]bool, n)
	for t := range keep {
		keep[t] = count[t] >= cutoff
	}
	return keep
}

// rounds is how often fit goes over the examples.
const rounds = 60

// fit returns the weights of the examples of the reports that are used.
func fit(examples []example, keep []bool, decay float64, use func(report int) bool) []float64 {
	weights, squares := make([]float64, len(keep)), make([]float64, len(keep))
	n := 0
	for i := range examples {
		e := &examples[i]
		if use(e.report) && e.state != leftOut {
			n++
		}
	}
	gradient := make([]float64, len(keep))
	for range rounds * 5 { // whole-batch descent with a step for each weight (Duchi et al. 2011)
		clear(gradient)
		for _, e := range examples {
			if !use(e.report) || e.state == leftOut {
				continue
			}
			miss := 1/(1+math.Exp(-sum(weights, e.traits))) - float64(e.state)
			for _, t := range e.traits {
				gradient[t] += miss
			}
		}
		for t := range weights {
			if !keep[t] {
				continue
			}
			g := gradient[t] + decay*weights[t]
			squares[t] += g * g
			if squares[t] > 0 {
				weights[t] -= 0.1 * g / math.Sqrt(squares[t])
			}
		}
	}
	return weights
}

func sum(weights []float64, traits []int) float64 {
	s := 0.0
	for _, t := range traits {
		s += weights[t]
	}
	return s
}

// measure prints precision, recall and F1 at several thresholds.
func measure(examples []example, keep []bool, folds int, decay float64, missing map[reading.Engine]int) {
	scores := make([]float64, len(examples))
	for fold := range folds {
		weights := fit(examples, keep, decay, func(report int) bool { return report%folds != fold })
		for i, e := range examples {
			if e.report%folds == fold {
				scores[i] = sum(weights, e.traits)
			}
		}
	}
	for _, engine := range reading.Engines {
		for _, t := range []float64{-99, -2, -1.5, -1.2, -1, -0.8, -0.6, -0.4, -0.2, 0, 0.2} {
			var s [2]evaluation.Score
			for i, e := range examples {
				if e.engine != engine {
					continue
				}
				k := 0
				if e.nested {
					k = 1
				}
				if e.state == right {
					s[k].Gold++
				}
				if scores[i] >= t {
					s[k].System++
					if e.state == right {
						s[k].Correct++
					}
				}
			}
			all := s[0]
			all.Add(s[1])
			all.Gold += missing[engine]
			fmt.Printf("%s %5.1f  all P %.1f R %.1f F %.1f  outer %d of %d right, %d kept; inner %d of %d right, %d kept\n", engine, t,
				all.Precision(), all.Recall(), all.F1(), s[0].Correct, s[0].Gold, s[0].System, s[1].Correct, s[1].Gold, s[1].System)
		}
	}
}

// write writes the weights, the traits in order.
func write(file string, names []string, weights []float64) {
	var lines []string
	for t, name := range names {
		if w := int(math.Round(1000 * weights[t])); w != 0 {
			lines = append(lines, fmt.Sprintf("%s\t%d\n", name, w))
		}
	}
	slices.Sort(lines)
	if err := os.WriteFile(file, []byte(strings.Join(lines, "")), 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s: %d weights\n", file, len(lines))
}
