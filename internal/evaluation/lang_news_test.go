package evaluation_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/conllu"
	"verbale.dev/verbale/lang"
)

// newsNamesLeast is the F1 of names in news below which something broke.
const newsNamesLeast = 80.0

// TestNamesInNews measures names in the fifty reports of the archive and the
// wire that were marked by hand for this alone. With -v it prints the figures.
func TestNamesInNews(t *testing.T) {
	t.Parallel()
	folder := corpora(t)
	marks, err := os.ReadFile(filepath.Join("..", "..", "training", "engine", "names", "news-measure.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	gold := map[[2]string][]lang.Entity{} // by corpus and report
	for line := range strings.Lines(string(marks)) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if len(fields) != 3 {
			t.Fatalf("%q is no line of names", line)
		}
		for name := range strings.SplitSeq(fields[2], ",") {
			var e lang.Entity
			if _, err := fmt.Sscanf(name, "%d-%d=%s", &e.Start, &e.End, &e.Label); err != nil {
				t.Fatalf("%q is no name: %v", name, err)
			}
			report := [2]string{fields[0], fields[1]}
			gold[report] = append(gold[report], e)
		}
	}
	var texts []evaluation.NamedText
	for _, name := range []string{"archive", "wire"} {
		for id, text := range reports(t, filepath.Join(folder, name+".jsonl.gz")) {
			if names, ok := gold[[2]string{name, id}]; ok {
				texts = append(texts, evaluation.NamedText{Text: text, Names: names})
			}
		}
	}
	if len(texts) != len(gold) {
		t.Fatalf("%d of %d marked reports found", len(texts), len(gold))
	}
	scores := evaluation.EntitiesFromNamedText(lang.NewAnalyzer(), texts)
	logNames(t, scores, "PER", "ORG", "LOC", "MISC")
	if scores.All.F1() < newsNamesLeast {
		t.Errorf("F1 is %.1f, should be %.1f at least", scores.All.F1(), newsNamesLeast)
	}
}

// TestNamesLikeCoreNLP says, with -v, how far names agree with those that
// CoreNLP found in the articles of PolNeAR's dev part. They are a machine's, not
// gold, so that no figure fails.
func TestNamesLikeCoreNLP(t *testing.T) {
	t.Parallel()
	if !testing.Verbose() {
		t.Skip("says figures with -v and nothing else")
	}
	folder := filepath.Join(corpora(t), "polnear")
	sentences, err := conllu.ReadFile(filepath.Join(folder, "silver-corenlp-dev.conllu.gz"))
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC"}
	var texts []evaluation.NamedText
	for _, d := range evaluation.GoldDocuments(sentences) {
		text, err := os.ReadFile(filepath.Join(folder, "dev", "text", d.ID+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		starts := []int{} // bytes at which characters begin
		for i := range string(text) {
			starts = append(starts, i)
		}
		starts = append(starts, len(text))
		named := evaluation.NamedText{Text: string(text)}
		for _, s := range d.Sentences {
			before := ""
			for _, w := range s.Words {
				var first, end int
				var label string
				_, err := fmt.Sscanf(strings.ReplaceAll(w.Misc, "|", " "), "Start=%d End=%d NER=%s", &first, &end, &label)
				kind := kinds[label]
				if err != nil || end >= len(starts) {
					t.Fatalf("%s: the place of %q is unknown", d.ID, w.Form)
				}
				switch {
				case kind != "" && kind == before:
					named.Names[len(named.Names)-1].End = starts[end]
				case kind != "":
					named.Names = append(named.Names, lang.Entity{Span: lang.Span{Start: starts[first], End: starts[end]}, Label: kind})
				}
				before = kind
			}
		}
		texts = append(texts, named)
	}
	logNames(t, evaluation.EntitiesFromNamedText(lang.NewAnalyzer(), texts), "PER", "ORG", "LOC")
}

func logNames(t *testing.T, scores evaluation.EntityScores, labels ...string) {
	t.Helper()
	for _, label := range labels {
		s := scores.Labels[label]
		t.Logf("%-4s precision %.1f, recall %.1f, F1 %.1f of %d", label, s.Precision(), s.Recall(), s.F1(), s.Gold)
	}
	t.Logf("all  precision %.1f, recall %.1f, F1 %.1f of %d", scores.All.Precision(), scores.All.Recall(), scores.All.F1(), scores.All.Gold)
}

// corpora returns the folder of the corpora, or skips.
func corpora(t *testing.T) string {
	t.Helper()
	shared := os.Getenv("VERBALE_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	folder := filepath.Join(shared, "corpora")
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("no corpora at %s", folder)
	}
	return folder
}

// reports reads the texts of a file of reports by their ids.
func reports(t *testing.T, path string) map[string]string {
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
	texts := map[string]string{}
	for decoder := json.NewDecoder(bufio.NewReader(unzipped)); decoder.More(); {
		var report struct{ ID, Text string }
		if err := decoder.Decode(&report); err != nil {
			t.Fatal(err)
		}
		texts[report.ID] = report.Text
	}
	return texts
}
