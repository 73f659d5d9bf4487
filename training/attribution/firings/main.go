// Command firings counts which case of cue and complement gave statements their kind,
// and which rule or classifier found them, over reports.
//
//	go run ./training/attribution/firings ../shared/corpora/wire.jsonl.gz
//
// It prints every case with its count, those too that never decided.
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"runtime"
	"slices"
	"sync"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/reading/attribution"
)

func main() {
	log.SetFlags(0)
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	total, err := count(flag.Args())
	if err != nil {
		log.Fatal(err)
	}
	total.print(os.Stdout)
}

// counts are how often what decided.
type counts struct {
	reports, statements int
	kinds, rules        map[string]int
}

func newCounts() *counts { return &counts{kinds: map[string]int{}, rules: map[string]int{}} }

// count reads the reports under paths on all processors.
func count(paths []string) (*counts, error) {
	documents := make(chan *verbale.Document)
	parts := make([]*counts, runtime.GOMAXPROCS(0))
	var readers sync.WaitGroup
	for i := range parts {
		parts[i] = newCounts()
		readers.Go(func() {
			reader := reading.NewReader()
			for document := range documents {
				parts[i].add(reader, document)
			}
		})
	}
	err := (&intake.Reader{}).Read(context.Background(), paths, func(item intake.Item) error {
		if item.Document != nil && item.Document.Readable() {
			documents <- item.Document
		}
		return nil
	})
	close(documents)
	readers.Wait()
	total := newCounts()
	for _, part := range parts {
		total.reports += part.reports
		total.statements += part.statements
		for name, n := range part.kinds {
			total.kinds[name] += n
		}
		for name, n := range part.rules {
			total.rules[name] += n
		}
	}
	return total, err
}

func (c *counts) add(reader *reading.Reader, document *verbale.Document) {
	_, _, statements := reader.Statements(document)
	c.reports++
	c.statements += len(statements)
	for i := range statements {
		c.rules[statements[i].Rule]++
		if name := statements[i].KindCase; name != "" {
			c.kinds[name]++
		}
	}
}

// print writes cases in the order in which they are asked, and rules by their counts.
func (c *counts) print(out io.Writer) {
	fmt.Fprintf(out, "%d reports, %d statements\n\ncases of kinds\n", c.reports, c.statements)
	for _, name := range attribution.KindCases() {
		fmt.Fprintf(out, "%7d  %s\n", c.kinds[name], name)
	}
	fmt.Fprintln(out, "\nwhat found them")
	names := slices.SortedFunc(maps.Keys(c.rules), func(a, b string) int {
		return cmp.Or(c.rules[b]-c.rules[a], cmp.Compare(a, b))
	})
	for _, name := range names {
		fmt.Fprintf(out, "%7d  %s\n", c.rules[name], name)
	}
}
