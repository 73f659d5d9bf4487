// Command pages measures how well the article of a web page is found: over sixty
// pages of our own invention in twelve layouts, and over those of the comparison
// of trafilatura.
package main

import (
	"flag"
	"log"
)

func main() {
	folder := flag.String("comparison", "",
		"folder of github.com/markusmobius/go-trafilatura, whose comparison is measured over")
	show := flag.Int("show", -1, "print the pages with more faults than this, of the half that rules are tuned on")
	write := flag.String("write", "", "write the sixty pages into this folder")
	texts := flag.String("texts", "", "measure what another program made of the pages, in this folder as NAME.txt")
	flag.Parse()
	var err error
	switch {
	case *write != "":
		err = writeSet(*write)
	case *folder != "":
		err = measureSegments(*folder, *texts, *show)
	default:
		err = measureSet(*texts, *show >= 0)
	}
	if err != nil {
		log.Fatal(err)
	}
}
