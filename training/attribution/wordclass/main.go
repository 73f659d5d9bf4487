// Command wordclass groups words by the company they keep, for the features of
// internal/reading/attribution: verbs of saying come out beside each other though few of
// them are annotated.
//
//	go run ./training/attribution/wordclass -out internal/reading/attribution/word.classes
//
// It counts, in unlabelled reports, which of the most frequent words stand right
// before and right after each word, weights the counts by positive pointwise
// mutual information (Church & Hanks 1990), projects them to few dimensions at
// random (Achlioptas 2003) and clusters them by k-means, all in a fixed order
// with a fixed seed. The same data gives the same file.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"unicode"
)

func main() {
	log.SetFlags(log.Ltime)
	corpora := flag.String("corpora", filepath.Join("..", "shared", "corpora"), "folder of the corpora")
	out := flag.String("out", "", "file to write")
	words := flag.Int("words", 12000, "words to group")
	contexts := flag.Int("contexts", 1500, "words that count as company")
	dimensions := flag.Int("dimensions", 160, "dimensions to project to")
	classes := flag.Int("classes", 200, "classes")
	passes := flag.Int("passes", 12, "passes of k-means")
	flag.Parse()

	text := reader{numbers: map[string]int32{}}
	for _, name := range []string{"archive.jsonl.gz", "wire.jsonl.gz"} {
		if err := text.read(filepath.Join(*corpora, name)); err != nil {
			log.Fatal(err)
		}
	}
	log.Printf("%d tokens, %d forms", len(text.tokens), len(text.forms))
	text.rank()
	rows := text.company(*words, *contexts)
	log.Print("counted")
	points := project(rows, *dimensions)
	groups := cluster(points, *classes, *passes)
	log.Print("grouped")
	lines := make([]string, 0, len(groups))
	for i, g := range groups {
		if text.forms[i] != reportEnd {
			lines = append(lines, fmt.Sprintf("%s\t%d\n", text.forms[i], g))
		}
	}
	sort.Strings(lines)
	if *out == "" {
		for _, line := range lines {
			fmt.Print(line)
		}
		return
	}
	if err := os.WriteFile(*out, []byte(strings.Join(lines, "")), 0o666); err != nil {
		log.Fatal(err)
	}
}

// reader turns reports into a run of numbered forms.
type reader struct {
	numbers map[string]int32
	forms   []string
	counts  []int
	tokens  []int32
}

// read adds the texts of a file of JSON lines.
func (r *reader) read(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	lines := bufio.NewReaderSize(z, 1<<20)
	decoder := json.NewDecoder(lines)
	for decoder.More() {
		var report struct{ Text string }
		if err := decoder.Decode(&report); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		r.split(report.Text)
	}
	return nil
}

// split cuts a text into words in lower case and single marks.
func (r *reader) split(text string) {
	start := -1
	for i, c := range text {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || c == '-' && start >= 0 {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			r.add(strings.ToLower(text[start:i]))
			start = -1
		}
		if !unicode.IsSpace(c) {
			r.add(string(c))
		}
	}
	if start >= 0 {
		r.add(strings.ToLower(text[start:]))
	}
	r.add(reportEnd)
}

// reportEnd keeps the last word of a report from the first of the next.
const reportEnd = "\n"

func (r *reader) add(form string) {
	n, ok := r.numbers[form]
	if !ok {
		n = int32(len(r.forms))
		r.numbers[form] = n
		r.forms = append(r.forms, form)
		r.counts = append(r.counts, 0)
	}
	r.counts[n]++
	r.tokens = append(r.tokens, n)
}

// rank numbers the forms anew, the most frequent first.
func (r *reader) rank() {
	order := make([]int32, len(r.forms))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		if d := r.counts[b] - r.counts[a]; d != 0 {
			return d
		}
		return strings.Compare(r.forms[a], r.forms[b])
	})
	place := make([]int32, len(order))
	forms, counts := make([]string, len(order)), make([]int, len(order))
	for i, n := range order {
		place[n], forms[i], counts[i] = int32(i), r.forms[n], r.counts[n]
	}
	r.forms, r.counts = forms, counts
	for i, n := range r.tokens {
		r.tokens[i] = place[n]
	}
}

// company returns for each of the most frequent words how much more often than by
// chance each context stands before and after it.
func (r *reader) company(words, contexts int) [][]float32 {
	words, contexts = min(words, len(r.forms)), min(contexts, len(r.forms))
	rows := make([][]float32, words)
	for i := range rows {
		rows[i] = make([]float32, 2*contexts)
	}
	for i := 1; i < len(r.tokens); i++ {
		a, b := int(r.tokens[i-1]), int(r.tokens[i])
		if b < words && a < contexts {
			rows[b][a]++
		}
		if a < words && b < contexts {
			rows[a][contexts+b]++
		}
	}
	total := float64(len(r.tokens))
	for i, row := range rows {
		sum := 0.0
		for j, n := range row {
			if n == 0 {
				continue
			}
			gain := math.Log(float64(n) * total / float64(r.counts[i]) / float64(r.counts[j%contexts]))
			row[j] = float32(max(gain, 0) * math.Sqrt(math.Log(1+float64(n))))
			sum += float64(row[j]) * float64(row[j])
		}
		scale := float32(1 / math.Sqrt(sum+1e-9))
		for j := range row {
			row[j] *= scale
		}
	}
	return rows
}

// project maps rows to few dimensions, signs drawn at random, and brings them to
// length 1.
func project(rows [][]float32, dimensions int) [][]float32 {
	random := rand.New(rand.NewPCG(3, 2026))
	signs := make([][]float32, len(rows[0]))
	for i := range signs {
		signs[i] = make([]float32, dimensions)
		for d := range signs[i] {
			signs[i][d] = float32(1 - 2*random.IntN(2))
		}
	}
	points := make([][]float32, len(rows))
	for i, row := range rows {
		p := make([]float32, dimensions)
		for j, x := range row {
			if x == 0 {
				continue
			}
			for d, s := range signs[j] {
				p[d] += x * s
			}
		}
		normalize(p)
		points[i] = p
	}
	return points
}

func normalize(p []float32) {
	sum := 0.0
	for _, x := range p {
		sum += float64(x) * float64(x)
	}
	scale := float32(1 / math.Sqrt(sum+1e-9))
	for d := range p {
		p[d] *= scale
	}
}

// cluster groups points of length 1 by their nearest mean.
func cluster(points [][]float32, classes, passes int) []int {
	random := rand.New(rand.NewPCG(4, 2026))
	means := make([][]float32, classes)
	for k, i := range random.Perm(min(len(points), 4*classes))[:classes] {
		means[k] = slices.Clone(points[i])
	}
	groups := make([]int, len(points))
	for range passes {
		for i, p := range points {
			best, near := 0, float32(-2)
			for k, m := range means {
				dot := float32(0)
				for d := range p {
					dot += p[d] * m[d]
				}
				if dot > near {
					best, near = k, dot
				}
			}
			groups[i] = best
		}
		for k := range means {
			clear(means[k])
		}
		for i, p := range points {
			m := means[groups[i]]
			for d := range p {
				m[d] += p[d]
			}
		}
		for k := range means {
			normalize(means[k])
		}
	}
	return groups
}
