package evaluation_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/conllu"
	"verbale.dev/verbale/internal/export/iob2"
	"verbale.dev/verbale/lang"
)

var updateLanguage = flag.Bool("update-lang", false, "write the figures of the language engine anew")

// figuresFile holds F1 of each measure on the fixed sentences, one a line.
var figuresFile = filepath.Join("testdata", "lang-accuracy.txt")

// slack is how far a score may fall: training again with the same seeds moves it
// by as much.
const slack = 0.3

// TestLanguageAccuracy fails if the language engine got worse on some 200
// sentences of the dev part of each treebank: every so many documents, in the
// order of the file, until there are enough.
func TestLanguageAccuracy(t *testing.T) {
	t.Parallel()
	folder := corpora(t)
	var got strings.Builder
	analyzer := lang.NewAnalyzer()
	for _, treebank := range []struct {
		name  string
		every int
	}{{"ewt", 14}, {"gum", 7}} {
		sentences, err := conllu.ReadFile(filepath.Join(folder, "ud-"+treebank.name, "dev.conllu.gz"))
		if err != nil {
			t.Fatal(err)
		}
		documents := sample(evaluation.GoldDocuments(sentences), treebank.every)
		scores, _, err := evaluation.LanguageFromText(analyzer, documents)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range scores.Measures() {
			fmt.Fprintf(&got, "%s %s %.2f\n", treebank.name, m.Name, m.Score.F1())
		}
		if treebank.name != "ewt" {
			continue
		}
		names, err := iob2.ReadFile(filepath.Join(folder, "uner-ewt", "dev.iob2"))
		if err != nil {
			t.Fatal(err)
		}
		entities, err := evaluation.EntitiesFromText(analyzer, documents, names)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&got, "%s Names %.2f\n", treebank.name, entities.All.F1())
	}
	if *updateLanguage {
		if err := os.WriteFile(figuresFile, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(figuresFile)
	if err != nil {
		t.Fatal(err)
	}
	committed := figures(t, string(want))
	for name, now := range figures(t, got.String()) {
		before, ok := committed[name]
		switch {
		case !ok:
			t.Errorf("%s has no figure in %s; it is %.2f now", name, figuresFile, now)
		case now < before-slack:
			t.Errorf("%s fell from %.2f to %.2f", name, before, now)
		case math.Abs(now-before) > 0.005:
			t.Logf("%s was %.2f and is %.2f: write that down with -update-lang", name, before, now)
		}
	}
}

// sample takes every so many documents until they have 200 sentences.
func sample(documents []evaluation.GoldDocument, every int) []evaluation.GoldDocument {
	var taken []evaluation.GoldDocument
	sentences := 0
	for i := every / 2; i < len(documents) && sentences < 200; i += every {
		taken = append(taken, documents[i])
		sentences += len(documents[i].Sentences)
	}
	return taken
}

func figures(t *testing.T, file string) map[string]float64 {
	all := map[string]float64{}
	for line := range strings.Lines(file) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), " ")
		measure, value, ok2 := strings.Cut(value, " ")
		f, err := strconv.ParseFloat(value, 64)
		if !ok || !ok2 || err != nil {
			t.Fatalf("%q is no figure", line)
		}
		all[name+" "+measure] = f
	}
	return all
}
