// Command generate makes the tables of the world that come from the actor
// dictionaries of the Open Event Data Alliance (MIT licence): leaders with their
// terms until early 2014, places by country, and armed groups.
//
//	go run ./internal/world/generate -from ../shared/reference/event-data -to internal/world/data
//
// With -names it also makes the table of given names, from the frequencies that
// the census of the United States of 1990 gives for men and for women.
//
// What the tables written by hand hold already is left out, so that those stay
// what a person sees and mends first. The same dictionaries give the same bytes.
package main

import (
	"bufio"
	"cmp"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"verbale.dev/verbale/internal/world"
)

func main() {
	from := flag.String("from", "../shared/reference/event-data", "folder of the dictionaries")
	to := flag.String("to", "internal/world/data", "folder of the tables")
	names := flag.String("names", "", "folder of the census's given names (dist.male.first, dist.female.first); without it their table stays")
	flag.Parse()
	if err := generate(*from, *to); err != nil {
		log.Fatal(err)
	}
	if *names == "" {
		return
	}
	lines, err := given(*names)
	if err == nil {
		err = write(*to, "given-names-census.tsv", "# Made by internal/world/generate from the given names of the census of the United States of 1990 (public domain); do not edit.\n# gender\tnames", lines)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func write(to, name, head string, lines []string) error {
	return os.WriteFile(filepath.Join(to, name), []byte(head+"\n"+strings.Join(lines, "\n")+"\n"), 0o644)
}

func generate(from, to string) error {
	known, err := knownNames(to)
	if err != nil {
		return err
	}
	countries, err := parse(filepath.Join(from, "Phoenix.Countries.actors.txt"))
	if err != nil {
		return err
	}
	groups, err := parse(filepath.Join(from, "Phoenix.MilNonState.actors.txt"))
	if err != nil {
		return err
	}
	const credit = "# Made by internal/world/generate from the actor dictionaries of the Open Event Data Alliance (MIT); do not edit."
	for _, table := range []struct {
		name, columns string
		lines         []string
	}{
		{"leaders.tsv", "# folded name, by which the lines are sorted\tname\tof\tterms", leaders(countries, known)},
		{"places.tsv", "# state\tplaces", places(countries, known)},
		{"armed-groups.tsv", "# name\tnames\tcameo", armed(groups, known)},
	} {
		if err := write(to, table.name, credit+"\n"+table.columns, table.lines); err != nil {
			return err
		}
	}
	return nil
}

// knownNames lists the names of the tables written by hand, folded.
func knownNames(folder string) (map[string]bool, error) {
	known := map[string]bool{}
	for _, table := range []struct {
		file    string
		columns []int
	}{{"states.tsv", []int{2, 3, 4, 5, 6}}, {"organisations.tsv", []int{1, 4}}, {"bodies.tsv", []int{0}}, {"people.tsv", []int{0, 1}}} {
		data, err := os.ReadFile(filepath.Join(folder, table.file))
		if err != nil {
			return nil, err
		}
		for _, line := range strings.Split(string(data), "\n") {
			if strings.HasPrefix(line, "#") {
				continue
			}
			cells := strings.Split(line, "\t")
			for _, column := range table.columns {
				if column < len(cells) {
					for _, name := range strings.Split(cells[column], ";") {
						known[strings.ToUpper(name)] = true
					}
				}
			}
		}
	}
	return known, nil
}

// actor is an entry of a dictionary: names, and codes with the time they hold.
type actor struct {
	names  []string
	terms  []term
	person bool
}

type term struct{ code, from, until string }

var (
	codePattern = regexp.MustCompile(`\[([^\]\s]+)([^\]]*)\]`)
	datePattern = regexp.MustCompile(`\d{6,8}`)
)

// parse reads a dictionary: a line that is not indented begins an entry, "+"
// adds a name to it, and codes stand in brackets, most often on lines of their own.
func parse(path string) ([]actor, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var all []actor
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		line := strings.ToValidUTF8(lines.Text(), "\ufffd") // some names are in an encoding of their own
		person := strings.Contains(line, "CountryInfo.txt")
		if i := strings.IndexAny(line, "#;"); i >= 0 {
			line = line[:i]
		}
		names, codes := line, ""
		if i := strings.IndexByte(line, '['); i >= 0 {
			names, codes = line[:i], line[i:]
		}
		switch name := strings.TrimSpace(names); {
		case name == "":
		case strings.HasPrefix(name, "+"):
			if len(all) > 0 {
				all[len(all)-1].names = append(all[len(all)-1].names, spelt(name[1:]))
			}
		default:
			all = append(all, actor{names: []string{spelt(name)}, person: person})
		}
		if len(all) > 0 {
			for _, match := range codePattern.FindAllStringSubmatch(codes, -1) {
				all[len(all)-1].terms = append(all[len(all)-1].terms, termOf(match[1], match[2]))
			}
		}
	}
	return all, lines.Err()
}

func termOf(code, dates string) term {
	t := term{code: code}
	found := datePattern.FindAllString(dates, -1)
	switch {
	case len(found) == 0:
	case strings.Contains(dates, "<"):
		t.until = day(found[0])
	case strings.Contains(dates, ">"):
		t.from = day(found[0])
	default:
		t.from = day(found[0])
		if len(found) > 1 {
			t.until = day(found[1])
		}
	}
	return t
}

// day spells YYMMDD or YYYYMMDD as an ISO date; two digits of a year are of
// 1930 to 2029.
func day(digits string) string {
	switch len(digits) {
	case 6:
		century := "19"
		if digits < "30" {
			century = "20"
		}
		digits = century + digits
	case 8:
	default:
		return ""
	}
	return digits[:4] + "-" + digits[4:6] + "-" + digits[6:]
}

// small reports whether a word of a name stays small.
func small(word string) bool {
	switch word {
	case "of", "the", "and", "for", "in":
		return true
	}
	return world.SmallParticle(word)
}

// spelt turns "HAMID_KARZAI_" into "Hamid Karzai".
func spelt(name string) string {
	words := strings.Fields(strings.ReplaceAll(name, "_", " "))
	for i, word := range words {
		pieces := strings.Split(strings.ToLower(word), "-")
		for k, piece := range pieces {
			if !small(piece) || i == 0 && k == 0 && len(pieces) == 1 {
				pieces[k] = capital(piece)
			}
		}
		words[i] = strings.Join(pieces, "-")
	}
	return strings.Join(words, " ")
}

func capital(word string) string {
	for i, r := range word {
		if unicode.IsLetter(r) {
			return word[:i] + strings.ToUpper(string(r)) + word[i+len(string(r)):]
		}
	}
	return word
}

// leaders lists the people who held office in a government, with their terms.
func leaders(all []actor, known map[string]bool) []string {
	var lines []string
	for _, a := range all {
		if !a.person || known[strings.ToUpper(a.names[0])] || !strings.Contains(a.names[0], " ") || strings.Contains(a.names[0], "\ufffd") {
			continue
		}
		state := ""
		var terms []string
		for _, t := range a.terms {
			if len(t.code) == 6 && t.code[3:] == "GOV" && t.from >= "1985" && (t.until == "" || t.from <= t.until) {
				if state == "" {
					state = t.code[:3]
				}
				if t.code[:3] == state {
					terms = append(terms, t.from+"/"+t.until)
				}
			}
		}
		if len(terms) == 0 {
			continue
		}
		var others []string
		for _, name := range a.names[1:] {
			// A single word and an office with a name are found by rule; the rest are other spellings.
			if words := strings.Fields(name); len(words) > 1 && len(words) <= 5 && !titled(words) && name != a.names[0] {
				others = append(others, name)
			}
		}
		slices.Sort(terms)
		found := strings.Join([]string{a.names[0], state, strings.Join(slices.Compact(terms), ";")}, "\t")
		for _, name := range append([]string{a.names[0]}, others...) {
			lines = append(lines, world.Fold(name)+"\t"+found)
		}
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

func titled(words []string) bool {
	for _, word := range words {
		switch word {
		case "President", "Minister", "Premier", "King", "Queen", "Secretary", "Chancellor", "General", "Leader", "Prime", "Foreign", "Mr":
			return true
		}
	}
	return false
}

// places lists what a dictionary counts to a state beside its names: towns,
// provinces and spellings.
func places(all []actor, known map[string]bool) []string {
	var lines []string
	for _, a := range all {
		if a.person || len(a.terms) != 1 || len(a.terms[0].code) != 3 || a.terms[0].code == "---" || a.terms[0].from != "" {
			continue
		}
		var names []string
		for _, name := range a.names {
			if !known[strings.ToUpper(name)] && len(name) > 3 && !strings.ContainsAny(name, "0123456789/()\ufffd") {
				names = append(names, name)
			}
		}
		if len(names) > 0 {
			slices.Sort(names)
			lines = append(lines, a.terms[0].code+"\t"+strings.Join(slices.Compact(names), ";"))
		}
	}
	slices.SortFunc(lines, func(a, b string) int { return cmp.Compare(a, b) })
	return slices.Compact(lines)
}

// armed lists armed groups.
func armed(all []actor, known map[string]bool) []string {
	var lines []string
	for _, a := range all {
		if len(a.terms) == 0 || known[strings.ToUpper(a.names[0])] || len(a.names[0]) < 4 || strings.ContainsAny(a.names[0], "()/+") {
			continue
		}
		var others []string
		for _, name := range a.names[1:] {
			if len(name) > 3 && !strings.ContainsAny(name, "()/+") {
				others = append(others, name)
			}
		}
		lines = append(lines, fmt.Sprintf("%s\t%s\t%s", a.names[0], strings.Join(others, ";"), a.terms[0].code))
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}
