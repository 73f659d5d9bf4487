package evaluation

import (
	"path"
	"strings"

	"verbale.dev/verbale/internal/export/gold"
	"verbale.dev/verbale/lang"
)

// ReusedPair is a passage of two reports, named without their folders; Origin is the one
// from which the other has it, "" where that is not told.
type ReusedPair struct {
	DocumentA, DocumentB string
	A, B                 lang.Span
	Origin               string
}

// GoldReuse are the pairs of places that gold has: each place of a passage with each
// other.
func GoldReuse(folder *gold.Folder) []ReusedPair {
	var pairs []ReusedPair
	for i := range folder.Relations {
		r := &folder.Relations[i]
		if r.Record != "reuse" {
			continue
		}
		links := append(r.LinksOf("from"), r.LinksOf("in")...)
		for x := range links {
			for y := x + 1; y < len(links); y++ {
				a, b := links[x], links[y]
				if a.Words == nil || b.Words == nil {
					continue
				}
				p := ReusedPair{DocumentA: path.Base(a.Words.Document), DocumentB: path.Base(b.Words.Document), A: a.Words.Span, B: b.Words.Span}
				if a.Field == "from" {
					p.Origin = p.DocumentA
				}
				pairs = append(pairs, p)
			}
		}
	}
	return pairs
}

// ReuseScores are how passages were found, and from whom.
type ReuseScores struct {
	Found      Score // pairs of places
	Wrong      int   // passages of two reports that gold has sharing nothing
	Directions int   // pairs found of which gold tells the origin
	Right      int   // of those, whose origin is that
	Other      int   // of those, whose origin is the other one
}

// ScoreReuse compares passages with gold. One is found where half of the words of the
// shorter are shared in both reports. Texts are those of the reports by name.
func ScoreReuse(golden, system []ReusedPair, texts map[string]string) ReuseScores {
	s := ReuseScores{Found: Score{Gold: len(golden), System: len(system)}}
	same := func(g, x ReusedPair) bool {
		if g.DocumentA != x.DocumentA {
			x.DocumentA, x.DocumentB, x.A, x.B = x.DocumentB, x.DocumentA, x.B, x.A
		}
		return g.DocumentA == x.DocumentA && g.DocumentB == x.DocumentB &&
			shareHalf(texts[g.DocumentA], g.A, x.A) && shareHalf(texts[g.DocumentB], g.B, x.B)
	}
	found := 0
	for _, g := range golden {
		at := -1
		for i, x := range system {
			if at < 0 && same(g, x) {
				at = i
			}
		}
		if at < 0 {
			continue
		}
		found++
		if g.Origin != "" {
			s.Directions++
			switch system[at].Origin {
			case g.Origin:
				s.Right++
			case "":
			default:
				s.Other++
			}
		}
	}
	right := 0
	for _, x := range system {
		ok, known := false, false
		for _, g := range golden {
			ok = ok || same(g, x)
			known = known || g.DocumentA == x.DocumentA && g.DocumentB == x.DocumentB || g.DocumentA == x.DocumentB && g.DocumentB == x.DocumentA
		}
		if ok {
			right++
		}
		if !known {
			s.Wrong++
		}
	}
	s.Found.Correct = min(found, right) // of passages that gold divides otherwise, the fewer
	return s
}

// shareHalf reports whether two spans share half of the words of the shorter.
func shareHalf(text string, a, b lang.Span) bool {
	from, to := max(a.Start, b.Start), min(a.End, b.End)
	if from >= to {
		return false
	}
	words := func(from, to int) int { return len(strings.Fields(text[from:to])) }
	return 2*words(from, to) >= min(words(a.Start, a.End), words(b.Start, b.End))
}
