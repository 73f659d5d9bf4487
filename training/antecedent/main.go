// Command antecedent learns what speaks for the antecedent of a pronoun: the table
// of weights of package actor.
//
// It reads the training part of GUM, whose entities are annotated, and the speakers
// of news that may be looked at, follows the resolver through each report, and at
// each pronoun learns to rank the candidates by what is seen of them. Weights are a
// sum of one for all sorts of pronouns and one for the sort; the loss is the
// likelihood of any right candidate among all and nobody. It prints how often the
// right one is chosen in reports that were left out of the training (by fifths),
// then learns from all and writes the table. The same data gives the same table.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/reading"
)

func main() {
	log.SetFlags(0)
	shared := flag.String("shared", defaultShared(), "folder of the data")
	gold := flag.String("gold", "internal/evaluation/testdata", "folder of the speakers' gold")
	out := flag.String("out", "internal/reading/actor/weights.go", "file to write")
	flag.Parse()
	reports, err := read(*shared, *gold)
	if err != nil {
		log.Fatal(err)
	}
	leftOut(reports)
	weights, err := table(learn(reports))
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(*out, weights, 0o666); err != nil {
		log.Fatal(err)
	}
}

func defaultShared() string {
	if folder := os.Getenv("VERBALE_SHARED"); folder != "" {
		return folder
	}
	return filepath.Join("..", "shared")
}

func read(shared, gold string) ([]*report, error) {
	reader := reading.NewReader()
	corpora := filepath.Join(shared, "corpora")
	all, err := treebank(reader, filepath.Join(corpora, "ud-gum", "train.conllu.gz"))
	if err != nil {
		return nil, err
	}
	for _, part := range []struct {
		gold, text, kind string
		half             evaluation.Half
	}{
		{"speakers-polnear-train.tsv", filepath.Join("polnear", "train", "text"), "polnear train", evaluation.All},
		{"speakers-polnear.tsv", filepath.Join("polnear", "dev", "text"), "polnear dev", evaluation.Tuning},
		{"speakers-wire.tsv", "wire.jsonl.gz", "wire", evaluation.Tuning},
	} {
		reports, err := spoken(reader, filepath.Join(gold, part.gold), filepath.Join(corpora, part.text), part.kind, part.half)
		if err != nil {
			return nil, err
		}
		all = append(all, reports...)
	}
	fmt.Println(len(all), "reports")
	return all, nil
}
