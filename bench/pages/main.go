// Command pages measures how well the article of a web page is found.
package main

import (
	"flag"
	"log"
)

func main() {
	folder := flag.String("comparison", "", "folder of github.com/markusmobius/go-trafilatura, whose comparison is measured over")
	show := flag.Int("show", -1, "print the pages with more faults than this, of the half that rules are tuned on")
	flag.Parse()
	if *folder != "" {
		if err := measureSegments(*folder, *show); err != nil {
			log.Fatal(err)
		}
	}
}
