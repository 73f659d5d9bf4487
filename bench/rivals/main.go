// Rivals runs the other language toolkit for Go over the same reports, with what
// it finds beside what it takes. It is a module of its own, so that nobody who
// builds Verbale gets its dependencies.
//
//	go run . REPORTS.jsonl
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/jdkato/prose/v2"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "rivals:", err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) != 2 {
		return fmt.Errorf("usage: rivals REPORTS.jsonl")
	}
	file, err := os.Open(os.Args[1])
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 64<<20)
	var reports, size, sentences, tokens, names int
	var took time.Duration
	for lines.Scan() {
		var report struct {
			Text string `json:"text"`
		}
		if err := json.Unmarshal(lines.Bytes(), &report); err != nil {
			return err
		}
		start := time.Now()
		doc, err := prose.NewDocument(report.Text)
		if err != nil {
			return err
		}
		reports++
		size += len(report.Text)
		sentences += len(doc.Sentences())
		tokens += len(doc.Tokens())
		names += len(doc.Entities())
		took += time.Since(start)
	}
	fmt.Printf("prose: %d reports of %.1f MB in %.1f s, %.0f ms a report; %d sentences, %d tokens with tags, %d names; no trees, no quotations, no dates, no offsets\n",
		reports, float64(size)/1e6, took.Seconds(), 1000*took.Seconds()/float64(reports), sentences, tokens, names)
	return lines.Err()
}
