package query

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
)

// The limits of "did you mean": what is longer is not compared, and no more
// names than these are offered.
const (
	longestAsked = 64
	nearestMost  = 3
)

// nearest returns the names that a value of a field may have been meant for, the
// nearest first: those for each word of which the value has one of at most one
// slip in four letters.
func (d *Directory) nearest(field, value string) []string {
	if len(value) > longestAsked {
		return nil
	}
	words := wordsOf(value)
	if len(words) == 0 {
		return nil
	}
	var found []near
	switch field {
	case "document":
		return d.nearestDocuments(value)
	case "outlet":
		for at, distance := range reach(words, plain, d.byOutlet) {
			found = append(found, near{d.outlets[at], distance})
		}
	default:
		best := map[string]int{}
		for sort := range d.byWord {
			for at, distance := range reach(words, sort, d.byWord[sort]) {
				a := &d.actors[d.names[at].actor]
				if _, known := d.sideAt[a.id]; field == "side" && !known {
					continue
				}
				if held, known := best[a.shown]; !known || distance < held {
					best[a.shown] = distance
				}
			}
		}
		for shown, distance := range best {
			found = append(found, near{shown, distance})
		}
	}
	slices.SortFunc(found, byNearness)
	var shown []string
	for _, n := range found {
		if !slices.Contains(shown, n.shown) && len(shown) < nearestMost {
			shown = append(shown, n.shown)
		}
	}
	return shown
}

// reach returns the places that hold a near word for each of words, with the sum
// of the distances.
func reach(words []string, sort int, index map[string][]int32) map[int32]int {
	var all map[int32]int
	for i, word := range words {
		word = compared(word, sort)
		here := map[int32]int{}
		limit := len(word) / 4
		for other, places := range index {
			if distance := slips(word, other, max(1, limit)); distance <= limit || len(word) == 3 && distance == 1 && other[0] == word[0] {
				for _, at := range places {
					if held, known := here[at]; !known || distance < held {
						here[at] = distance
					}
				}
			}
		}
		if i == 0 {
			all = here
			continue
		}
		for at := range all {
			if distance, known := here[at]; known {
				all[at] += distance
			} else {
				delete(all, at)
			}
		}
	}
	return all
}

// nearestDocuments compares the last elements of names, without endings.
func (d *Directory) nearestDocuments(value string) []string {
	last := func(name string) string {
		name = strings.ToLower(name[strings.LastIndexByte(name, '/')+1:])
		if at := strings.LastIndexByte(name, '.'); at > 0 {
			name = name[:at]
		}
		return name
	}
	asked := last(value)
	var found []near
	for _, document := range d.documents {
		if distance := slips(asked, last(document), len(asked)/4); distance <= len(asked)/4 {
			found = append(found, near{document, distance})
		}
	}
	slices.SortFunc(found, byNearness)
	var names []string
	for _, n := range found[:min(len(found), nearestMost)] {
		names = append(names, n.shown)
	}
	return names
}

// slips counts the letters to be put in, left out, changed or swapped with their
// neighbour to make one word the other; limit+1 where they are more than limit.
func slips(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	if a == b {
		return 0
	}
	var rows [3][longestAsked + 8]uint8
	if len(a) > longestAsked || len(b) >= len(rows[0]) || limit == 0 || lettersApart(a, b) > 2*limit {
		return limit + 1
	}
	before, last, now := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = uint8(j)
	}
	for i := 1; i <= len(a); i++ {
		now[0] = uint8(i)
		least := now[0]
		for j := 1; j <= len(b); j++ {
			cost := uint8(1)
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
			least = min(least, now[j])
		}
		if int(least) > limit {
			return limit + 1
		}
		before, last, now = last, now, before
	}
	return min(int(last[len(b)]), limit+1)
}

// lettersApart counts the letters that only one of two words has. A slip makes at
// most two of them.
func lettersApart(a, b string) int {
	var has [2]uint32
	for i, word := range [2]string{a, b} {
		for k := range len(word) {
			has[i] |= 1 << (word[k] & 31)
		}
	}
	return bits.OnesCount32(has[0] ^ has[1])
}

// Nearest gathers the words that are nearest to one that was typed.
type Nearest struct {
	word  string
	found []weighed
}

type weighed struct {
	word             string
	distance, weight int
}

// NewNearest returns a Nearest for a word.
func NewNearest(word string) *Nearest { return &Nearest{word: FoldWord(word)} }

// Consider takes a word into account that is in the index, and how often it is there.
func (n *Nearest) Consider(word string, weight int) {
	limit := max(1, len(n.word)/4)
	if len(n.word) > longestAsked {
		return
	}
	if distance := slips(n.word, word, limit); distance <= limit {
		n.found = append(n.found, weighed{word, distance, weight})
	}
}

// Words returns the nearest words, at most three, of equals the heaviest first.
func (n *Nearest) Words() []string {
	slices.SortFunc(n.found, func(a, b weighed) int {
		return cmp.Or(a.distance-b.distance, b.weight-a.weight, strings.Compare(a.word, b.word))
	})
	var words []string
	for _, w := range n.found[:min(nearestMost, len(n.found))] {
		words = append(words, w.word)
	}
	return words
}
