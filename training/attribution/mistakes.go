package main

import (
	"fmt"
	"io"
	"strings"

	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/lang"
)

// mistakes writes what gold has and the system has not, and the other way round,
// sentence by sentence: each attribution with its source in {}, its cue in <> and
// its content in [].
func mistakes(w io.Writer, doc *lang.Document, gold, system []evaluation.Attribution) int {
	n := 0
	for _, g := range gold {
		if !contains(system, g) {
			n++
			fmt.Fprintf(w, "- gold   %s\n", shown(doc, g))
			for _, s := range system {
				if touches(s, g) {
					fmt.Fprintf(w, "  system %s\n", shown(doc, s))
				}
			}
		}
	}
	for _, s := range system {
		alone := true
		for _, g := range gold {
			alone = alone && !touches(s, g)
		}
		if alone {
			n++
			fmt.Fprintf(w, "- gold   none\n  system %s\n", shown(doc, s))
		}
	}
	return n
}

func contains(all []evaluation.Attribution, a evaluation.Attribution) bool {
	for _, b := range all {
		if fmt.Sprint(a) == fmt.Sprint(b) {
			return true
		}
	}
	return false
}

func touches(a, b evaluation.Attribution) bool {
	for _, x := range a[evaluation.CueSpans] {
		for _, y := range b[evaluation.CueSpans] {
			if x.Overlaps(y) {
				return true
			}
		}
	}
	return false
}

// shown writes the stretch of text that an attribution spans.
func shown(doc *lang.Document, a evaluation.Attribution) string {
	first, last := len(doc.Text), 0
	marks := map[int]string{}
	for c, spans := range a {
		for _, s := range spans {
			first, last = min(first, s.Start), max(last, s.End)
			marks[s.Start] += "{<["[c : c+1]
			marks[s.End] = "}>]"[c:c+1] + marks[s.End]
		}
	}
	first, last = max(first-20, 0), min(last+20, len(doc.Text))
	var b strings.Builder
	for i := first; i <= last; i++ {
		b.WriteString(marks[i])
		if i < last {
			b.WriteByte(doc.Text[i])
		}
	}
	return strings.ToValidUTF8(strings.ReplaceAll(b.String(), "\n", " ¶ "), "")
}
