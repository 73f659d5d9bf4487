package evaluation

import (
	"path"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/gold"
)

// Told is one telling of an utterance: a content in a report, named without its folder.
type Told struct {
	Document string
	Content  []verbale.Excerpt
}

// GoldUtterances are the tellings of each utterance of gold; doubtful ones are the second.
func GoldUtterances(folder *gold.Folder) (sure, doubtful [][]Told) {
	contents := map[string]Told{}
	for _, r := range folder.Reports {
		for _, s := range r.Statements {
			contents[s.ID] = Told{path.Base(r.Document), s.Content}
		}
	}
	for i := range folder.Relations {
		r := &folder.Relations[i]
		if r.Record != "utterance" {
			continue
		}
		var group []Told
		for _, l := range r.LinksOf("told") {
			switch {
			case l.Words != nil:
				group = append(group, Told{path.Base(l.Words.Document), []verbale.Excerpt{l.Words.Excerpt}})
			default:
				group = append(group, contents[l.Statement])
			}
		}
		if r.Has("doubtful") || r.Has("borderline") {
			doubtful = append(doubtful, group)
		} else {
			sure = append(sure, group)
		}
	}
	return sure, doubtful
}

// UtteranceScores are pairs of tellings of one utterance.
type UtteranceScores struct {
	Score
	Missed, False [][2]Told
	Untold        int // of those missed, of which a telling is the content of no statement
}

// ScoreUtterances compares pairs of tellings. One is found where at both places half of
// the shorter content is shared. Pairs of a doubtful utterance count on neither side.
// Statements are all of the system's contents.
func ScoreUtterances(sure, doubtful, system [][]Told, statements []Told) UtteranceScores {
	golden, open, ours := pairsOf(sure), pairsOf(doubtful), pairsOf(system)
	held := func(all [][2]Told, p [2]Told) bool {
		for _, q := range all {
			if q[0].is(p[0]) && q[1].is(p[1]) || q[0].is(p[1]) && q[1].is(p[0]) {
				return true
			}
		}
		return false
	}
	var s UtteranceScores
	s.Gold = len(golden)
	for _, p := range golden {
		if !held(ours, p) {
			s.Missed = append(s.Missed, p)
			if !toldIn(statements, p[0]) || !toldIn(statements, p[1]) {
				s.Untold++
			}
		}
	}
	for _, p := range ours {
		switch {
		case held(golden, p):
			s.System++
		case held(open, p):
		default:
			s.System++
			s.False = append(s.False, p)
		}
	}
	s.Correct = min(s.System-len(s.False), s.Gold-len(s.Missed))
	return s
}

func pairsOf(groups [][]Told) [][2]Told {
	var pairs [][2]Told
	for _, g := range groups {
		for i := range g {
			for j := i + 1; j < len(g); j++ {
				pairs = append(pairs, [2]Told{g[i], g[j]})
			}
		}
	}
	return pairs
}

func toldIn(all []Told, t Told) bool {
	for _, x := range all {
		if x.is(t) {
			return true
		}
	}
	return false
}

// is reports whether two contents share half of the shorter.
func (t Told) is(u Told) bool {
	if t.Document != u.Document {
		return false
	}
	common, a, b := 0, 0, 0
	for _, x := range t.Content {
		a += x.Len()
		for _, y := range u.Content {
			common += overlap(x.Span, y.Span)
		}
	}
	for _, y := range u.Content {
		b += y.Len()
	}
	return common > 0 && 2*common >= min(a, b)
}

// Words are the words of a telling, with the report.
func (t Told) Words() string {
	words := t.Document + ":"
	for _, e := range t.Content {
		words += " " + e.Text
	}
	return words
}
