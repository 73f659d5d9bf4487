package evaluation

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"verbale.dev/verbale/lang"
)

// StanceSentence is a sentence with who takes which stance on what in it; most of what is
// said takes none.
type StanceSentence struct {
	Text     string // id of the text
	SHA256   string // of the text
	Sentence lang.Span
	Stances  []GoldStance
}

// GoldStance is a stance that somebody takes on a point, as spans of the text.
type GoldStance struct {
	Actors []lang.Span
	Stance string // proposes, asks, supports, opposes
	Point  lang.Span
}

// TakenStance is a stance of one actor, as it was read.
type TakenStance struct {
	Actor  string // name
	Stance string
	Point  []lang.Span
}

// ReadStances reads gold of stances, a sentence a line of JSON with pairs of bytes.
// It fails on a line that is none.
func ReadStances(r io.Reader) ([]StanceSentence, error) {
	var all []StanceSentence
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	for n := 1; in.Scan(); n++ {
		var line struct {
			Text     string `json:"text"`
			SHA256   string `json:"sha256"`
			Sentence [2]int `json:"sentence"`
			Stances  []struct {
				Actors [][2]int `json:"actors"`
				Stance string   `json:"stance"`
				Point  [2]int   `json:"point"`
			} `json:"stances"`
		}
		if err := json.Unmarshal(in.Bytes(), &line); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		s := StanceSentence{Text: line.Text, SHA256: line.SHA256, Sentence: spanOf(line.Sentence)}
		for _, g := range line.Stances {
			if !slices.Contains([]string{"proposes", "asks", "supports", "opposes"}, g.Stance) {
				return nil, fmt.Errorf("line %d: %q is no stance", n, g.Stance)
			}
			stance := GoldStance{Stance: g.Stance, Point: spanOf(g.Point)}
			for _, a := range g.Actors {
				stance.Actors = append(stance.Actors, spanOf(a))
			}
			for _, span := range append(slices.Clone(stance.Actors), stance.Point) {
				if !s.Sentence.Contains(span) || span.Len() <= 0 {
					return nil, fmt.Errorf("line %d: a span that is not within its sentence", n)
				}
			}
			s.Stances = append(s.Stances, stance)
		}
		all = append(all, s)
	}
	if len(all) == 0 && in.Err() == nil {
		return nil, errors.New("holds no sentence")
	}
	return all, in.Err()
}

func spanOf(pair [2]int) lang.Span { return lang.Span{Start: pair[0], End: pair[1]} }

// StanceScores counts stances, one for each actor who takes it.
type StanceScores struct {
	Points  Score            // half of the words of the shorter point shared, whoever takes which stance on it
	Actors  Score            // and the actor the same
	Triples Score            // and the stance
	Stances map[string]Score // triples by the stance that is told
}

// Add counts those of one sentence. Stances of the system are given whose points lie in it.
func (s *StanceScores) Add(text string, gold StanceSentence, system []TakenStance) {
	if s.Stances == nil {
		s.Stances = map[string]Score{}
	}
	type unit struct{ actor, stance string }
	type pair struct{ gold, system, shared int }
	var told []unit
	var points []lang.Span
	for _, g := range gold.Stances {
		for _, a := range g.Actors {
			told, points = append(told, unit{a.Text(text), g.Stance}), append(points, g.Point)
		}
	}
	var pairs []pair
	for g := range told {
		for k := range system {
			shared, of := 0, 0
			for _, p := range system[k].Point {
				shared += words(text, intersection(points[g], p))
				of += words(text, p)
			}
			if shared == 0 || 2*shared < min(of, words(text, points[g])) {
				continue
			}
			// the same actor counts more than a longer point, the same stance decides last
			rank := shared
			if sameName(told[g].actor, system[k].Actor) {
				rank += 2000
			}
			if told[g].stance == system[k].Stance {
				rank += 1000
			}
			pairs = append(pairs, pair{g, k, rank})
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.shared, a.shared) })
	takenGold, takenSystem := make([]bool, len(told)), make([]bool, len(system))
	for _, p := range pairs {
		if takenGold[p.gold] || takenSystem[p.system] {
			continue
		}
		takenGold[p.gold], takenSystem[p.system] = true, true
		s.Points.Correct++
		if !sameName(told[p.gold].actor, system[p.system].Actor) {
			continue
		}
		s.Actors.Correct++
		if told[p.gold].stance == system[p.system].Stance {
			s.Triples.Correct++
			s.count(told[p.gold].stance, Score{Correct: 1})
		}
	}
	n := Score{Gold: len(told), System: len(system)}
	s.Points.Add(n)
	s.Actors.Add(n)
	s.Triples.Add(n)
	for _, u := range told {
		s.count(u.stance, Score{Gold: 1})
	}
	for _, t := range system {
		s.count(t.Stance, Score{System: 1})
	}
}

func (s *StanceScores) count(stance string, n Score) {
	score := s.Stances[stance]
	score.Add(n)
	s.Stances[stance] = score
}

// sameName reports whether one of two names holds the other, case and articles apart.
func sameName(a, b string) bool {
	a, b = strings.TrimPrefix(strings.ToLower(a), "the "), strings.TrimPrefix(strings.ToLower(b), "the ")
	return a != "" && b != "" && (strings.Contains(a, b) || strings.Contains(b, a))
}
