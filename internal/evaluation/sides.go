package evaluation

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"verbale.dev/verbale"
)

// SidesOf is one line of a gold of sides: for which states and organisations of states an
// actor of a set of reports speaks.
type SidesOf struct {
	Set   string // name of the folder of reports
	ID    string // of the actor when it was annotated
	Name  string // of the actor when it was annotated
	Sides []string
}

// ReadSides reads a gold of sides: four columns a line with tabs between them, the set,
// the actor's id and name, and the ids of those for whom it speaks with spaces between
// them, "-" for one who speaks for himself or for a body that is no state's, "?" where a
// reader cannot tell, which is left out. The first line names the columns.
func ReadSides(r io.Reader) ([]SidesOf, error) {
	var all []SidesOf
	scanner := bufio.NewScanner(r)
	for line := 1; scanner.Scan(); line++ {
		cells := strings.Split(strings.TrimRight(scanner.Text(), "\r"), "\t")
		if len(cells) != 4 {
			return nil, fmt.Errorf("line %d: %d columns, not set, id, name, sides", line, len(cells))
		}
		if cells[3] == "?" || line == 1 {
			continue
		}
		s := SidesOf{Set: cells[0], ID: cells[1], Name: cells[2]}
		if cells[3] != "-" {
			s.Sides = strings.Fields(cells[3])
		}
		all = append(all, s)
	}
	return all, scanner.Err()
}

// SideScores counts actors by how their sides are.
type SideScores struct {
	Actors   int // of gold that the reading still has
	Right    int
	Others   int // of them on a side that is not theirs
	Missing  int // without one that is theirs
	Vanished int // of gold, joined with another or named otherwise
}

// JudgedSide is an actor whose sides are not those of gold.
type JudgedSide struct {
	SidesOf
	Ours []string
}

// JudgeSides compares the gold of one set with the actors of its reading. An actor is
// found by its id, else by its name. Its sides are right if those of them that are states
// or organisations of states are gold's; its own body is nobody else's side.
func JudgeSides(gold []SidesOf, actors []*verbale.ActorRow) (SideScores, []JudgedSide) {
	var scores SideScores
	var wrong []JudgedSide
	for _, g := range gold {
		at := slices.IndexFunc(actors, func(a *verbale.ActorRow) bool { return a.ID == g.ID })
		if at < 0 {
			at = slices.IndexFunc(actors, func(a *verbale.ActorRow) bool { return strings.EqualFold(a.Name, g.Name) })
		}
		if at < 0 {
			scores.Vanished++
			continue
		}
		var ours []string
		for _, side := range actors[at].Sides {
			if _, rest, ok := strings.Cut(side, "w-"); ok && !strings.Contains(rest, "-") && (side != actors[at].ID || slices.Contains(g.Sides, side)) {
				ours = append(ours, side)
			}
		}
		scores.Actors++
		others := slices.ContainsFunc(ours, func(side string) bool { return !slices.Contains(g.Sides, side) })
		missing := slices.ContainsFunc(g.Sides, func(side string) bool { return !slices.Contains(ours, side) })
		scores.Others += count(others)
		scores.Missing += count(missing)
		if !others && !missing {
			scores.Right++
			continue
		}
		wrong = append(wrong, JudgedSide{g, ours})
	}
	return scores, wrong
}
