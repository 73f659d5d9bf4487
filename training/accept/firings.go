package main

import (
	"context"
	"fmt"
	"log"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/reading"
)

// longestCounted is how many bytes a report that is counted has at most.
const longestCounted = 20_000

// countFirings prints how often each rule did something in n reports, and show of each.
func countFirings(paths []string, n, show int) {
	var all []*verbale.Document
	reader := intake.Reader{}
	err := reader.Read(context.Background(), paths, func(item intake.Item) error {
		if d := item.Document; d != nil && d.Readable() && len(d.Text) <= longestCounted {
			all = append(all, d)
		}
		return nil
	})
	if err != nil {
		log.Fatal(err)
	}
	chance := rand.New(rand.NewPCG(3, 7))
	chance.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	thorough := reading.New(reading.ShippedBy(reading.Thorough))
	count, lines := map[string]int{}, map[string][]string{}
	for _, d := range all[:min(n, len(all))] {
		for _, f := range thorough.Firings(d) {
			count[f.Rule]++
			lines[f.Rule] = append(lines[f.Rule], fmt.Sprintf("\t%s: %s | %s | %s", d.Name, words(f.Source), words(f.Cue), words(f.Content)))
		}
	}
	for _, rule := range slices.Sorted(maps.Keys(count)) {
		fmt.Printf("%5d %s\n", count[rule], rule)
		of := lines[rule]
		chance.Shuffle(len(of), func(i, j int) { of[i], of[j] = of[j], of[i] })
		for _, line := range of[:min(show, len(of))] {
			fmt.Println(line)
		}
	}
}

// words joins the words of excerpts.
func words(excerpts []verbale.Excerpt) string {
	var all []string
	for _, e := range excerpts {
		all = append(all, e.Text)
	}
	return strings.Join(all, " … ")
}
