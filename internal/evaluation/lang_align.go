package evaluation

// pair is a gold word and a system word that are the same word.
type pair struct{ gold, system int }

// align pairs the words of two analyses of one text. Words outside multiword
// tokens are paired where they cover the same characters. A stretch in which
// either side has a multiword token is paired by the longest common subsequence
// of the folded forms, since the words of a multiword token have no characters
// of their own. Stretches are short, so the time is linear in practice.
func align(gold, system []alignable) []pair {
	pairs := make([]pair, 0, min(len(gold), len(system)))
	g, s := 0, 0
	for g < len(gold) && s < len(system) {
		switch {
		case gold[g].inside || system[s].inside:
			from := stretch{g, s}
			from, to := from.bounds(gold, system)
			pairs = appendCommon(pairs, gold, system, from, to)
			g, s = to.gold, to.system
		case gold[g].extent == system[s].extent:
			pairs = append(pairs, pair{g, s})
			g++
			s++
		case gold[g].start <= system[s].start:
			g++
		default:
			s++
		}
	}
	return pairs
}

// stretch is a place in both analyses.
type stretch struct{ gold, system int }

// bounds returns the smallest stretch around the multiword tokens at at, on
// either side, that no multiword token crosses.
func (at stretch) bounds(gold, system []alignable) (from, to stretch) {
	var end int
	if gold[at.gold].inside {
		end = gold[at.gold].end
		if !system[at.system].inside && system[at.system].start < gold[at.gold].start {
			at.system++
		}
	} else {
		end = system[at.system].end
		if !gold[at.gold].inside && gold[at.gold].start < system[at.system].start {
			at.gold++
		}
	}
	to = at
	for !beyond(gold, to.gold, end) || !beyond(system, to.system, end) {
		var w *alignable
		if to.gold < len(gold) && (to.system >= len(system) || gold[to.gold].start <= system[to.system].start) {
			w = &gold[to.gold]
			to.gold++
		} else {
			w = &system[to.system]
			to.system++
		}
		if w.inside {
			end = max(end, w.end)
		}
	}
	return at, to
}

// beyond reports whether word i lies after the stretch that ends at end.
func beyond(words []alignable, i, end int) bool {
	if i >= len(words) {
		return true
	}
	if words[i].inside {
		return words[i].start >= end
	}
	return words[i].end > end
}

// appendCommon pairs the words between from and to by the longest common
// subsequence of their forms.
func appendCommon(pairs []pair, gold, system []alignable, from, to stretch) []pair {
	rows, columns := to.gold-from.gold, to.system-from.system
	if rows == 0 || columns == 0 {
		return pairs
	}
	// best[g][s] is the length of the longest one from g and s on; the last row
	// and column are the empty ends.
	best := make([][]int, rows+1)
	for g := range best {
		best[g] = make([]int, columns+1)
	}
	same := func(g, s int) bool { return gold[from.gold+g].folded == system[from.system+s].folded }
	for g := rows - 1; g >= 0; g-- {
		for s := columns - 1; s >= 0; s-- {
			best[g][s] = max(best[g+1][s], best[g][s+1])
			if same(g, s) {
				best[g][s] = max(best[g][s], best[g+1][s+1]+1)
			}
		}
	}
	for g, s := 0, 0; g < rows && s < columns; {
		switch {
		case same(g, s):
			pairs = append(pairs, pair{from.gold + g, from.system + s})
			g++
			s++
		case best[g][s] == best[g+1][s]:
			g++
		default:
			s++
		}
	}
	return pairs
}
