//go:build training

package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale/internal/export/conllu"
	"verbale.dev/verbale/lang"
)

// readSilver returns the places of the train part of PolNeAR after a stop or a
// stop and closing marks, with the sentences that CoreNLP found: news is full of
// quotations of several sentences, which the treebanks hardly have. At other
// places CoreNLP follows rules that are not those of the treebanks.
func readSilver(folder string, stopWeight, otherWeight float64) ([]place, error) {
	ends, err := silverEnds(filepath.Join(folder, "silver-corenlp-train.conllu.gz"))
	if err != nil {
		return nil, err
	}
	names, err := filepath.Glob(filepath.Join(folder, "train", "text", "*.txt"))
	if err != nil {
		return nil, err
	}
	var places []place
	for _, name := range names {
		points := ends[strings.TrimSuffix(filepath.Base(name), ".txt")]
		if points == nil {
			continue
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		text := string(content)
		at, point := 0, 0
		offsets := map[int]bool{}
		for at < len(text) {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
			point++
			if points[point] {
				offsets[at] = true
			}
		}
		lang.VisitBoundaries(text, func(end int, features []uint32) bool {
			switch {
			case afterStop(text[:end]):
				if beforeStart(text[end:]) {
					places = append(places, place{append([]uint32(nil), features...), offsets[end], stopWeight})
				}
			case !offsets[end]:
				places = append(places, place{append([]uint32(nil), features...), false, otherWeight})
			}
			return offsets[end]
		})
	}
	return places, nil
}

// afterStop reports whether text ends with a stop and closing marks.
func afterStop(text string) bool {
	text = strings.TrimRight(text, "\"'”’)]")
	if text == "" || strings.HasSuffix(text, "..") {
		return false
	}
	return strings.IndexByte(".!?", text[len(text)-1]) >= 0
}

// beforeStart reports whether text goes on with a space and what can begin a
// sentence. CoreNLP ends sentences after names such as "Jeb!" too.
func beforeStart(text string) bool {
	rest := strings.TrimLeft(text, " \u00a0")
	if rest == text {
		return false
	}
	first, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsUpper(first) || strings.ContainsRune("\"“‘'", first)
}

// silverEnds returns for each document the code points at which sentences end.
func silverEnds(name string) (map[string]map[int]bool, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	ends := map[string]map[int]bool{}
	document, last := "", -1
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "# newdoc id = "):
			document = strings.TrimPrefix(line, "# newdoc id = ")
			ends[document] = map[int]bool{}
		case line == "":
			if last >= 0 {
				ends[document][last] = true
			}
			last = -1
		case line[0] != '#':
			value, ok := conllu.Attribute(line[strings.LastIndexByte(line, '\t')+1:], "End")
			if !ok {
				continue
			}
			if last, err = strconv.Atoi(value); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return ends, lines.Err()
}
