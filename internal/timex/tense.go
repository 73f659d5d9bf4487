package timex

// tense says whether the words around an expression look back or ahead.
type tense uint8

const (
	noTense tense = iota
	pastTense
	futureTense
)

// reach is how many atoms to either side of an expression are read for a verb.
const reach = 14

// tenseAt returns the tense of the clause around the atoms [start, end): that
// of the nearest finite verb, those before the expression ranking before those
// behind it at the same distance; a clause's border counts as four atoms.
func (f *Finder) tenseAt(start, end int) tense {
	best, result := 1<<30, noTense
	distance := 0
	for i := start - 1; i >= 0 && start-i <= reach; i-- {
		if i+1 < len(f.atoms) && f.atoms[i+1].fresh {
			break
		}
		distance += f.step(i)
		if t := f.verb(i); t != noTense {
			best, result = distance, t
			break
		}
	}
	distance = 1
	for i := end; i < len(f.atoms) && i-end < reach && !f.atoms[i].fresh; i++ {
		distance += f.step(i)
		if distance >= best {
			break
		}
		if t := f.verb(i); t != noTense {
			result = t
			break
		}
	}
	// "until Tuesday" and "by Friday" look ahead, but for what had been done by
	// then or was the case until then.
	if start > 0 && !f.atoms[start].fresh && f.atoms[start-1].word.roles&bounds != 0 && !f.says(start-1, "before") {
		if f.perfect(start) {
			return pastTense
		}
		return futureTense
	}
	return result
}

// step is how far apart an atom moves what stands to its sides.
func (f *Finder) step(i int) int {
	switch f.atoms[i].mark {
	case ',', ';', ':', '"', '(', ')', '-', '“', '”':
		return 4
	}
	return 1
}

// perfect reports whether a pluperfect stands before or right behind atom i.
func (f *Finder) perfect(i int) bool {
	for k := max(i-reach, 0); k < min(i+5, len(f.atoms)); k++ {
		if f.says(k, "had", "were", "was") && !f.says(k+1, "until", "to") {
			return true
		}
	}
	return false
}

// verb returns the tense that atom i gives its clause.
func (f *Finder) verb(i int) tense {
	switch {
	case f.says(i, "will", "shall", "tomorrow"):
		return futureTense
	case f.says(i, "ll"):
		return futureTense
	case f.says(i, "due", "scheduled", "slated", "expected", "planned", "set", "supposed", "expires", "payable") && !f.says(i-1, "had", "been"):
		return futureTense
	case f.says(i, "to") && f.xpos(i+1) == "VB":
		return futureTense
	case f.says(i, "upcoming", "coming", "deadline", "plans", "plan", "intends", "hopes", "expects"):
		return futureTense
	case f.says(i, "going") && f.says(i+1, "to"):
		return futureTense
	case f.says(i, "is", "are") && f.says(i+1, "to") && f.xpos(i+2) == "VB":
		return futureTense
	case f.says(i, "may", "might", "could", "can", "should", "must", "would") && f.xpos(i) == "MD":
		return futureTense
	}
	switch f.xpos(i) {
	case "VBD":
		return pastTense
	case "VBN":
		if f.says(i-1, "has", "have", "had", "been", "was", "were") {
			return pastTense
		}
	}
	return noTense
}

// isNoun reports whether a Penn tag is that of a noun.
func isNoun(xpos string) bool { return len(xpos) >= 2 && xpos[:2] == "NN" }
