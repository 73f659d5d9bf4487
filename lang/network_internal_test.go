package lang

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// goldSentence is a sentence of a treebank.
type goldSentence struct {
	genre string
	words [][]string // columns of CoNLL-U
}

// corpora returns the folder of the corpora, or skips.
func corpora(t testing.TB) string {
	t.Helper()
	folder := os.Getenv("VERBALE_SHARED")
	if folder == "" {
		folder = filepath.Join("..", "..", "shared")
	}
	folder = filepath.Join(folder, "corpora")
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("no corpora: %v; set VERBALE_SHARED", err)
	}
	return folder
}

func readTreebank(t testing.TB, path string) []goldSentence {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []goldSentence
	var s goldSentence
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		if genre, ok := strings.CutPrefix(line, "# meta::genre = "); ok {
			s.genre = genre
		}
		columns := strings.Split(line, "\t")
		if _, err := strconv.Atoi(columns[0]); err == nil && len(columns) == 10 {
			s.words = append(s.words, columns)
		}
		if line == "" && len(s.words) > 0 {
			out = append(out, s)
			s = goldSentence{genre: s.genre}
		}
	}
	if lines.Err() != nil {
		t.Fatal(lines.Err())
	}
	return out
}

// documentOf puts the words of sentences into a document, each word after a space.
func documentOf(sentences []goldSentence) *Document {
	d := &Document{}
	var text strings.Builder
	for _, s := range sentences {
		first := len(d.Tokens)
		for _, w := range s.words {
			text.WriteByte(' ')
			start := text.Len()
			text.WriteString(w[1])
			d.Tokens = append(d.Tokens, Token{Span: Span{start, text.Len()}})
		}
		d.Sentences = append(d.Sentences, Sentence{First: first, Last: len(d.Tokens)})
	}
	d.Text = text.String()
	return d
}

// goldScores are accuracies on gold words in hundredths of a per cent.
func goldScores(n *network, sentences []goldSentence) map[string]int {
	d := documentOf(sentences)
	n.annotate(d, &scratch{})
	right := map[string]int{}
	for i, s := range sentences {
		for j, w := range s.words {
			t := d.Tokens[d.Sentences[i].First+j]
			head := 0
			if t.Head >= 0 {
				head = t.Head - d.Sentences[i].First + 1
			}
			feats := t.Feats
			if feats == "" {
				feats = "_"
			}
			for measure, ok := range map[string]bool{
				"upos": t.UPOS == w[3], "xpos": t.XPOS == w[4], "feats": feats == w[5], "lemmas": t.Lemma == w[2],
				"uas": strconv.Itoa(head) == w[6],
				"las": strconv.Itoa(head) == w[6] && universal(t.DepRel) == universal(w[7]),
			} {
				if ok {
					right[measure]++
				}
			}
		}
	}
	for measure := range right {
		right[measure] = right[measure] * 10000 / len(d.Tokens)
	}
	return right
}

func universal(relation string) string {
	relation, _, _ = strings.Cut(relation, ":")
	return relation
}

// TestScoresOnGoldWords fails when the network reads worse than it did: the
// file holds what it reached, measured on the dev parts' own words.
func TestScoresOnGoldWords(t *testing.T) {
	t.Parallel()
	folder := corpora(t)
	var want map[string]map[string]int
	data, err := os.ReadFile("testdata/scores_gold_words.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	got := map[string]map[string]int{}
	ewt := readTreebank(t, filepath.Join(folder, "ud-ewt", "dev.conllu.gz"))
	gum := readTreebank(t, filepath.Join(folder, "ud-gum", "dev.conllu.gz"))
	trained := map[string]bool{"bio": true, "conversation": true, "interview": true, "news": true,
		"speech": true, "textbook": true, "vlog": true, "voyage": true}
	var inside []goldSentence
	for _, s := range gum {
		if trained[s.genre] {
			inside = append(inside, s)
		}
	}
	n := loadShipped()
	got["ewt"], got["gum"] = goldScores(n, ewt), goldScores(n, inside)
	for corpus, measures := range want {
		for measure, least := range measures {
			if got[corpus][measure] < least-5 {
				t.Errorf("%s %s: %d, was %d", corpus, measure, got[corpus][measure], least)
			}
		}
	}
	if t.Failed() || testing.Verbose() {
		out, _ := json.MarshalIndent(got, "", "  ")
		fmt.Println(string(out))
	}
}

// TestTreesAreTheBest compares with all trees of small sentences.
func TestTreesAreTheBest(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	var s treeScratch
	for range 4000 {
		n := 1 + random.IntN(5)
		scores := make([]int32, n*(n+1))
		for i := range n {
			for j := range n + 1 {
				scores[i*(n+1)+j] = random.Int32N(40)
			}
			scores[i*(n+1)+i+1] = noArc
		}
		sum := func(heads []int) (total int) {
			for i, h := range heads {
				total += int(scores[i*(n+1)+h])
			}
			return total
		}
		most := -1 << 31
		heads := make([]int, n)
		var all func(i, roots int)
		all = func(i, roots int) {
			if i == n {
				if roots == 1 && !s.cyclic(heads) {
					most = max(most, sum(heads))
				}
				return
			}
			for h := range n + 1 {
				if h == i+1 || (h == 0 && roots == 1) {
					continue
				}
				heads[i] = h
				if h == 0 {
					all(i+1, roots+1)
				} else {
					all(i+1, roots)
				}
			}
		}
		all(0, 0)
		got := s.heads(scores, n)
		roots := 0
		for _, h := range got {
			if h == 0 {
				roots++
			}
		}
		if roots != 1 || s.cyclic(got) || sum(got) != most {
			t.Fatalf("scores %v: heads %v, sum %d, the best is %d", scores, got, sum(got), most)
		}
	}
}

// TestNamesAreTheBest compares with all rows of tags of small sentences.
func TestNamesAreTheBest(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 8))
	tagger := nameTagger{labels: []string{"PER", "LOC"}, tags: &matrix{outputs: 12}}
	tags := 1 + tagPlaces*len(tagger.labels)
	follows := func(before, k int) bool { // before is -1 at the beginning, k at the end
		place := func(k int) (int, int) {
			if k <= tagOutside {
				return tagOutside, -1
			}
			return (k-1)%tagPlaces + 1, (k - 1) / tagPlaces
		}
		p, label := place(before)
		q, next := place(k)
		open := p == tagBegin || p == tagInside
		return open == (q == tagInside || q == tagEnd) && (!open || label == next)
	}
	var s nameScratch
	for range 300 {
		length := 1 + random.IntN(4)
		scores := make([]int32, length*tagger.tags.outputs)
		for i := range scores {
			scores[i] = random.Int32N(40)
		}
		sum := func(path []int8) (total int) {
			before := -1
			for i, k := range path {
				if !follows(before, int(k)) {
					return -1
				}
				total += int(scores[i*tagger.tags.outputs+int(k)])
				before = int(k)
			}
			if !follows(before, -1) {
				return -1
			}
			return total
		}
		most := -1
		path := make([]int8, length)
		var all func(i int)
		all = func(i int) {
			if i == length {
				most = max(most, sum(path))
				return
			}
			for k := range tags {
				path[i] = int8(k)
				all(i + 1)
			}
		}
		all(0)
		if got := tagger.path(&s, scores, length); sum(got) != most {
			t.Fatalf("scores %v: tags %v, sum %d, the best is %d", scores, got, sum(got), most)
		}
	}
}

func BenchmarkAnnotate(b *testing.B) {
	sentences := readTreebank(b, filepath.Join(corpora(b), "ud-ewt", "dev.conllu.gz"))[:500]
	for _, k := range append(sets(), kernelsPlain) {
		b.Run([]string{"plain", "avx2", "vnni", "neon"}[k], func(b *testing.B) {
			n, err := loadNetwork(shippedFile(), k)
			if err != nil {
				b.Fatal(err)
			}
			d := documentOf(sentences)
			var s scratch
			b.ReportAllocs()
			for b.Loop() {
				d.Entities = d.Entities[:0]
				n.annotate(d, &s)
			}
			b.ReportMetric(float64(b.N*len(d.Tokens))/b.Elapsed().Seconds(), "words/s")
		})
	}
}

// BenchmarkRawText reads thirty articles of political news (PolNeAR's dev part,
// 29,500 words) from raw text with everything: sentences, words, tags, lemmas,
// trees and names.
func BenchmarkRawText(b *testing.B) {
	paths, err := filepath.Glob(filepath.Join(corpora(b), "polnear", "dev", "text", "*.txt"))
	if err != nil || len(paths) < 30 {
		b.Fatalf("%d articles: %v", len(paths), err)
	}
	texts := make([]string, 30)
	for i := range texts {
		text, err := os.ReadFile(paths[i])
		if err != nil {
			b.Fatal(err)
		}
		texts[i] = string(text)
	}
	for _, k := range append(sets(), kernelsPlain) {
		b.Run([]string{"plain", "avx2", "vnni", "neon"}[k], func(b *testing.B) {
			n, err := loadNetwork(shippedFile(), k)
			if err != nil {
				b.Fatal(err)
			}
			a := NewAnalyzer()
			a.annotator = &networkAnnotator{network: n}
			words := 0
			for b.Loop() {
				for _, text := range texts {
					words += len(a.Analyze(text).Tokens)
				}
			}
			b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
		})
	}
}
