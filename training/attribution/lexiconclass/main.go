// Command lexiconclass writes what the classifiers of cues see of the lexicon, as the
// lexicon is now. It is run before their weights are learnt anew, and only then:
//
//	go run ./training/attribution/lexiconclass -out internal/reading/attribution/lexicon.classes
//
// A line is a word, a tab and its class: a kind, with "+" after it for an attitude; "-"
// for a word that is a cue and has no kind; "=" and a lemma for an irregular form.
package main

import (
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"slices"
	"strings"

	"verbale.dev/verbale/internal/lexicon"
)

func main() {
	log.SetFlags(0)
	out := flag.String("out", "internal/reading/attribution/lexicon.classes", "the file to write")
	flag.Parse()
	if err := os.WriteFile(*out, []byte(classes(lexicon.Load())), 0o644); err != nil {
		log.Fatal(err)
	}
}

func classes(words *lexicon.Lexicon) string {
	lines := map[string]string{}
	for _, list := range [][]*lexicon.Word{words.Nouns(), words.Verbs()} { // a verb goes before a noun
		for _, word := range list {
			if !word.IsCue() || strings.Contains(word.Lemma, " ") {
				continue
			}
			class := string(word.Kind)
			switch {
			case word.Kind == "":
				class = "-"
			case word.Attitude():
				class += "+"
			}
			lines[word.Lemma] = class
			for _, form := range word.Forms {
				if lines[form] == "" {
					lines[form] = "=" + word.Lemma
				}
			}
		}
	}
	var b strings.Builder
	for _, word := range slices.Sorted(maps.Keys(lines)) {
		fmt.Fprintf(&b, "%s\t%s\n", word, lines[word])
	}
	return b.String()
}
