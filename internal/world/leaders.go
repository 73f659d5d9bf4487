package world

import (
	_ "embed"
	"sort"
	"strings"
)

// leaders is the table of those of whom only the terms in a government are
// known. It is long and seldom asked, so it is searched as it stands: its lines
// are sorted by the folded name that they begin with.
//
//go:embed data/leaders.tsv
var leaders string

// leadersBy lists the people whose folded name begins a line of the table.
func leadersBy(folded string) []*Person {
	var found []*Person
	key := folded + "\t"
	// The offset of the first line that is not less than key.
	at := sort.Search(len(leaders), func(offset int) bool {
		return lineFrom(offset) >= key
	})
	for at < len(leaders) {
		line := lineFrom(at)
		rest, ok := strings.CutPrefix(line, key)
		if !ok {
			break
		}
		found = append(found, leaderOf(rest))
		at = strings.Index(leaders[at:], line) + at + len(line) + 1
	}
	return found
}

// lineFrom returns the first line that begins at or after an offset; after the
// last one, a string that no name comes after. Lines that are not read come
// before all names.
func lineFrom(offset int) string {
	start := offset
	if start > 0 && leaders[start-1] != '\n' {
		i := strings.IndexByte(leaders[start:], '\n')
		if i < 0 {
			return "\xff"
		}
		start += i + 1
	}
	line, _, _ := strings.Cut(leaders[start:], "\n")
	switch {
	case line == "":
		return "\xff"
	case line[0] == '#':
		return ""
	}
	return line
}

// leaderOf reads a line after its folded name.
func leaderOf(line string) *Person {
	cells := strings.SplitN(line, "\t", 3)
	for len(cells) < 3 {
		cells = append(cells, "")
	}
	code := strings.ToLower(cells[1])
	p := &Person{ID: Prefix + "p-" + slug(cells[0]) + "-" + code, Name: cells[0]}
	for _, term := range list(cells[2]) {
		from, until, _ := strings.Cut(term, "/")
		p.Terms = append(p.Terms, Term{Of: Prefix + code, From: from, Until: until})
	}
	return p
}
