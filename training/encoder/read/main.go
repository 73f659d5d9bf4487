// Read reads texts with a model of lang/encoder alone and writes what it finds, a
// line of JSON an outer attribution with a cue, to standard output:
//
//	go run ./training/encoder/read [-inner] MODEL FOLDER
//
// FOLDER has the texts as *.txt. Offsets are bytes. How long it took on one
// processor, set-up apart, goes to standard error.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"verbale.dev/verbale/lang"
	"verbale.dev/verbale/lang/encoder"
)

type row struct {
	Document string `json:"document"`
	Source   []span `json:"source"`
	Cue      []span `json:"cue"`
	Content  []span `json:"content"`
}

type span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

func main() {
	log.SetFlags(0)
	inner := flag.Bool("inner", false, "write those within contents instead")
	flag.Parse()
	if flag.NArg() != 2 {
		log.Fatal("usage: read [-inner] MODEL FOLDER")
	}
	file, err := os.ReadFile(flag.Arg(0))
	if err != nil {
		log.Fatal(err)
	}
	model, err := encoder.Load(string(file))
	if err != nil {
		log.Fatalf("%s: %v", flag.Arg(0), err)
	}
	paths, err := filepath.Glob(filepath.Join(flag.Arg(1), "*.txt"))
	if err != nil {
		log.Fatal(err)
	}
	out := bufio.NewWriter(os.Stdout)
	reader, spent := model.NewReader(), time.Duration(0)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			log.Fatal(err)
		}
		began := processorTime()
		found := reader.Read(string(text), encoder.Paragraphs(string(text)))
		spent += processorTime() - began
		for _, a := range found {
			if a.Inner != *inner {
				continue
			}
			line, err := json.Marshal(row{filepath.Base(path), spans(text, a.Source), spans(text, a.Cue), spans(text, a.Content)})
			if err != nil {
				log.Fatal(err)
			}
			out.Write(append(line, '\n'))
		}
	}
	if err := out.Flush(); err != nil {
		log.Fatal(err)
	}
	fmt.Fprintf(os.Stderr, "%d documents, %.1f a second of a processor\n", len(paths), float64(len(paths))/spent.Seconds())
}

func spans(text []byte, list []lang.Span) []span {
	out := []span{}
	for _, s := range list {
		out = append(out, span{s.Start, s.End, string(text[s.Start:s.End])})
	}
	return out
}
