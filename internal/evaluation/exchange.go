package evaluation

import (
	"cmp"
	"slices"

	"verbale.dev/verbale/lang"
)

// Worded is a row between reports as it is measured: by the words that carry it, in one
// report or several.
type Worded struct {
	Words      []ReportSpan
	Borderline bool // of gold: neither missed nor false
}

// ReportSpan is a stretch of a report.
type ReportSpan struct {
	Report string
	lang.Span
}

// PairWorded pairs rows of gold with rows of the system: those that share half of the
// words of the shorter one or more, of all its words or of those at one place, one to one,
// the greatest overlap first. Texts are
// those of the reports by their names. It returns for each row of gold the index of that
// of the system, -1 of none.
func PairWorded(texts map[string]string, gold, system []Worded) []int {
	overlaps := overlapsOf(texts, gold, system)
	slices.SortStableFunc(overlaps, func(a, b wordedOverlap) int { return cmp.Compare(b.shared, a.shared) })
	paired, taken := make([]int, len(gold)), make([]bool, len(system))
	for g := range paired {
		paired[g] = -1
	}
	for _, o := range overlaps {
		if paired[o.gold] < 0 && !taken[o.system] {
			paired[o.gold], taken[o.system] = o.system, true
		}
	}
	return paired
}

// Pieces counts rows of the system that are found for no row of gold, and share half of
// the words with one that another row is found for: what gold has as one, the system has
// in several.
func Pieces(texts map[string]string, gold, system []Worded, paired []int) int {
	pieces := map[int]bool{}
	for _, o := range overlapsOf(texts, gold, system) {
		if paired[o.gold] >= 0 && !gold[o.gold].Borderline && !slices.Contains(paired, o.system) {
			pieces[o.system] = true
		}
	}
	return len(pieces)
}

// wordedOverlap is two rows, by their indices, and how many words they share.
type wordedOverlap struct{ gold, system, shared int }

// overlapsOf are the rows that share half of the words of the shorter one or more: of all
// their words, or of those at a place where both stand.
func overlapsOf(texts map[string]string, gold, system []Worded) []wordedOverlap {
	var overlaps []wordedOverlap
	lengths := make([]int, len(system))
	for s := range system {
		lengths[s] = length(texts, system[s].Words)
	}
	for g := range gold {
		of := length(texts, gold[g].Words)
		for s := range system {
			shared, atPlace := 0, false
			for _, a := range gold[g].Words {
				for _, b := range system[s].Words {
					if a.Report != b.Report {
						continue
					}
					text := texts[a.Report]
					n := words(text, intersection(a.Span, b.Span))
					shared += n
					atPlace = atPlace || n > 0 && 2*n >= min(words(text, a.Span), words(text, b.Span))
				}
			}
			if shared > 0 && (atPlace || 2*shared >= min(of, lengths[s])) {
				overlaps = append(overlaps, wordedOverlap{g, s, shared})
			}
		}
	}
	return overlaps
}

func length(texts map[string]string, spans []ReportSpan) int {
	n := 0
	for _, s := range spans {
		n += words(texts[s.Report], s.Span)
	}
	return n
}

// FoundOf counts paired rows. What is borderline counts on neither side.
func FoundOf(gold, system []Worded, paired []int) Score {
	s := Score{System: len(system)}
	for g := range gold {
		switch {
		case gold[g].Borderline && paired[g] >= 0:
			s.System--
		case gold[g].Borderline:
		default:
			s.Gold++
			if paired[g] >= 0 {
				s.Correct++
			}
		}
	}
	return s
}
