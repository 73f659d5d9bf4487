// Command kindsheet draws statements of reports to be given kinds by hand, and
// puts what annotators wrote into the stand-off file that "verbale eval kinds"
// measures with.
//
//	go run ./training/attribution/kindsheet -draw sheet.tsv ../shared/corpora/wire.jsonl.gz
//	go run ./training/attribution/kindsheet -bind kinds.tsv -sheet sheet.tsv -first first.tsv -second second.tsv
//
// The sheet shows each statement with its sentences and without the kind that the
// program gives it. An annotator's file has a line a statement: its number, a tab
// and the kind. The stand-off file holds names of reports, byte offsets and the
// kinds, and no text.
package main

import (
	"flag"
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	draw := flag.String("draw", "", "sheet to write")
	every := flag.Int("every", 24, "draw from every so manieth report")
	from := flag.Int("from", 12, "the first report to draw from, counted from 0")
	size := flag.Int("size", 100, "how many statements to draw")
	alike := flag.Int("alike", 5, "how many statements may have the same cue")
	seed := flag.Uint64("seed", 6, "seed of the draw")
	bind := flag.String("bind", "", "stand-off file to write")
	sheet := flag.String("sheet", "", "sheet that was annotated")
	first := flag.String("first", "", "kinds of the first annotator")
	second := flag.String("second", "", "kinds of the second annotator")
	flag.Parse()
	var err error
	switch {
	case *draw != "" && flag.NArg() == 1:
		err = drawSheet(*draw, flag.Arg(0), sample{every: *every, from: *from, size: *size, alike: *alike, seed: *seed})
	case *bind != "" && *sheet != "" && *first != "" && *second != "":
		err = bindKinds(*bind, *sheet, *first, *second)
	default:
		flag.Usage()
		os.Exit(2)
	}
	if err != nil {
		log.Fatal(err)
	}
}
