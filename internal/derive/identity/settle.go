package identity

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale"
)

// most is how many actors are listed as perhaps the same as one.
const most = 5

type settler struct {
	profiles []Profile // in order of their ids
	ids      []string
	parent   forest
	perhaps  map[[2]int]bool
}

func (s *settler) settle() {
	s.byWorld()
	s.byName()
	if len(s.profiles) > 0 && s.profiles[0].Type == verbale.Person {
		s.byGivenNames()
		s.byLastName()
	} else {
		s.byAcronym()
	}
}

// byWorld joins what is one in the table of the world.
func (s *settler) byWorld() {
	first := map[string]int{}
	for i, p := range s.profiles {
		if p.World == "" {
			continue
		}
		if j, ok := first[p.World]; ok {
			s.parent.join(i, j)
		} else {
			first[p.World] = i
		}
	}
}

// byName joins profiles of one full name. Those that speak for different
// states stay apart, and so does then one that speaks for none.
func (s *settler) byName() {
	groups := map[string][]int{}
	var names []string
	for i, p := range s.profiles {
		name := Fold(p.Name)
		if p.Type == verbale.Person {
			name = strings.Join(nameWords(p.Name), " ")
			if !strings.Contains(name, " ") {
				continue
			}
		}
		if groups[name] == nil {
			names = append(names, name)
		}
		groups[name] = append(groups[name], i)
	}
	for _, name := range names {
		s.joinNamesakes(groups[name])
	}
}

func (s *settler) joinNamesakes(group []int) {
	byState := map[string]int{}
	worlds := map[string]int{}
	var placeless []int
	for _, i := range group {
		p := s.profiles[i]
		if p.World != "" {
			worlds[p.World] = i
		}
		if len(p.States) == 0 && p.World == "" {
			placeless = append(placeless, i)
			continue
		}
		keys := p.States
		if len(keys) == 0 {
			keys = []string{"\x00" + p.World}
		}
		for _, state := range keys {
			if j, ok := byState[state]; ok && compatible(p, s.profiles[j]) {
				s.parent.join(i, j)
			} else if !ok {
				byState[state] = i
			}
		}
	}
	roots := s.parent.roots(group, func(i int) bool { return !slices.Contains(placeless, i) })
	for _, i := range placeless {
		switch len(roots) {
		case 0:
			s.parent.join(i, placeless[0])
		case 1:
			s.parent.join(i, roots[0])
		default:
			s.parent.join(i, placeless[0])
			for _, root := range roots {
				s.doubt(i, root)
			}
		}
	}
	for a, root := range roots {
		for _, other := range roots[a+1:] {
			s.doubt(root, other)
		}
	}
}

// compatible reports whether nothing in the table of the world speaks against two being one.
func compatible(p, q Profile) bool { return p.World == "" || q.World == "" || p.World == q.World }

// candidate is what is known of all profiles that are one actor so far.
type candidate struct {
	root    int
	given   [][]part // of each full name
	name    string   // the fullest
	world   string
	states  map[string]bool
	support map[string]bool // sides and offices
}

func (s *settler) candidates(wanted func(Profile) bool) []candidate {
	var all []candidate
	place := map[int]int{}
	for i, p := range s.profiles {
		if !wanted(p) {
			continue
		}
		root := s.parent.find(i)
		at, ok := place[root]
		if !ok {
			at = len(all)
			place[root] = at
			all = append(all, candidate{root: root, states: map[string]bool{}, support: map[string]bool{}})
		}
		c := &all[at]
		// Other names may begin with a title, which is no given name.
		if p.Type == verbale.Person {
			given := givenNames(p.Name)
			known := slices.ContainsFunc(c.given, func(g []part) bool {
				return slices.EqualFunc(g, given, func(x, y part) bool { return x.word == y.word })
			})
			if given != nil && !known {
				c.given = append(c.given, given)
			}
		}
		if isFullerName(p.Name, c.name) {
			c.name = p.Name
		}
		if p.World != "" {
			c.world = p.World
		}
		for _, state := range p.States {
			c.states[state] = true
		}
		for _, key := range append(append([]string{}, p.Sides...), p.Offices...) {
			c.support[key] = true
		}
	}
	slices.SortFunc(all, func(a, b candidate) int { return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.root, b.root)) })
	return all
}

// byGivenNames joins people whose given names fit.
func (s *settler) byGivenNames() {
	all := s.candidates(func(p Profile) bool { return strings.Contains(p.Name, " ") })
	type pair struct{ a, b int }
	var joins []pair
	weak := map[int][]int{} // of each candidate: the fuller ones that its initial or short form fits
	near := neighbours(all)
	for a := range all {
		for _, b := range near(a) {
			if a == b || !isFullerName(all[b].name, all[a].name) {
				continue
			}
			like := best(all[a].given, all[b].given)
			switch {
			case like == unlike || apart(all[a], all[b]):
			case like >= spelling:
				joins = append(joins, pair{a, b})
			case shares(all[a].support, all[b].support):
				weak[a] = append(weak[a], b)
			default:
				s.doubt(all[a].root, all[b].root)
			}
		}
	}
	for _, j := range joins {
		s.parent.join(all[j.a].root, all[j.b].root)
	}
	// An initial or short form is joined where all that it fits are one.
	targets := make([][]int, len(all))
	for a := range all {
		for _, b := range weak[a] {
			if root := s.parent.find(all[b].root); !slices.Contains(targets[a], root) {
				targets[a] = append(targets[a], root)
			}
		}
	}
	for a, roots := range targets {
		for _, root := range roots {
			if len(roots) == 1 {
				s.parent.join(all[a].root, root)
			} else {
				s.doubt(all[a].root, root)
			}
		}
	}
}

// neighbours returns a function that lists, for each candidate, those whose first
// given name can fit one of its own, in their order: of one spelling, of a family of
// short forms, or of one letter where either is an initial. Of a block of one last
// name all others need not be compared.
func neighbours(all []candidate) func(int) []int {
	spelt, families, letters, initials := map[string][]int{}, map[int][]int{}, map[byte][]int{}, map[byte][]int{}
	for i, c := range all {
		for _, given := range c.given {
			if len(given) == 0 {
				continue
			}
			first := given[0]
			spelt[first.bones] = append(spelt[first.bones], i)
			for _, kin := range first.kin {
				families[kin] = append(families[kin], i)
			}
			letters[first.word[0]] = append(letters[first.word[0]], i)
			if len(first.word) == 1 {
				initials[first.word[0]] = append(initials[first.word[0]], i)
			}
		}
	}
	return func(a int) []int {
		var near []int
		for _, given := range all[a].given {
			if len(given) == 0 {
				continue
			}
			first := given[0]
			near = append(near, spelt[first.bones]...)
			for _, kin := range first.kin {
				near = append(near, families[kin]...)
			}
			if len(first.word) == 1 {
				near = append(near, letters[first.word[0]]...)
			} else {
				near = append(near, initials[first.word[0]]...)
			}
		}
		slices.Sort(near)
		return slices.Compact(near)
	}
}

// crowd is how many people of one last name are too many for a last name alone to
// be a hint.
const crowd = 100

// byLastName joins last names that an office or a side supports with the one
// person that has it too.
func (s *settler) byLastName() {
	full := s.candidates(func(p Profile) bool { return strings.Contains(p.Name, " ") || p.World != "" })
	known := bySupport(full)
	type pair struct{ a, b int }
	var joins []pair
	lone := map[string]int{}
	for i, p := range s.profiles {
		if strings.Contains(p.Name, " ") || p.World != "" {
			continue
		}
		support := map[string]bool{}
		for _, key := range append(append([]string{}, p.Sides...), p.Offices...) {
			support[key] = true
		}
		fits := known.roots(support)
		if len(full) <= crowd {
			for _, c := range full {
				if !slices.Contains(fits, c.root) && (len(p.States) == 0 || len(c.states) == 0) {
					s.doubt(i, c.root)
				}
			}
		}
		switch len(fits) {
		case 1:
			joins = append(joins, pair{i, fits[0]})
		case 0:
			for _, office := range p.Offices { // two reports know the same office of the same name
				key := Fold(p.Name) + "\x00" + office
				if !supports(office) {
					continue
				}
				if j, ok := lone[key]; ok {
					joins = append(joins, pair{i, j})
				} else {
					lone[key] = i
				}
			}
		default:
			for _, root := range fits {
				s.doubt(i, root)
			}
		}
	}
	for _, j := range joins {
		s.parent.join(j.a, j.b)
	}
}

// supported lists, by a side or an office, the roots of the candidates that have it.
type supported map[string][]int

func bySupport(all []candidate) supported {
	known := supported{}
	for _, c := range all {
		for key := range c.support {
			if supports(key) {
				known[key] = append(known[key], c.root)
			}
		}
	}
	return known
}

// roots lists the candidates that share something with the support.
func (k supported) roots(support map[string]bool) []int {
	var roots []int
	for key := range support {
		roots = append(roots, k[key]...)
	}
	return distinct(roots)
}

// supports reports whether two that have a side or an office in common are more
// likely one for it: an office of nobody in particular says nothing.
func supports(key string) bool { return !strings.HasSuffix(key, " | ") }

// byAcronym joins an acronym with the one name that it can stand for, where a
// report has used both of one body. What is compared are the names and their
// states, not the profiles, of which a body of many names has thousands.
func (s *settler) byAcronym() {
	type full struct {
		root   int
		states string
	}
	names := map[string][]full{}  // by the initials of a name: the bodies that bear one
	called := map[string][]full{} // those of them that a report calls by a name too
	seen := map[[2]string]bool{}
	note := func(into map[string][]full, key string, f full) {
		id := [2]string{key, strconv.Itoa(f.root) + "\x00" + f.states}
		if !seen[id] {
			seen[id] = true
			into[key] = append(into[key], f)
		}
	}
	for j, q := range s.profiles {
		if !strings.Contains(q.Name, " ") {
			continue
		}
		f := full{s.parent.find(j), strings.Join(q.States, "\x01")}
		note(names, "initials\x00"+initialsOf(q.Name), f)
		for _, name := range q.Names {
			note(called, "name\x00"+initialsOf(q.Name)+"\x00"+name, f)
		}
	}
	type pair struct{ a, b int }
	var joins []pair
	for i, p := range s.profiles {
		if strings.Contains(p.Name, " ") || p.World != "" || p.Name != strings.ToUpper(p.Name) {
			continue
		}
		states, initials := strings.Join(p.States, "\x01"), Fold(p.Name)
		fitting := func(all []full) []int {
			var roots []int
			for _, f := range all {
				if states == "" || f.states == "" || states == f.states {
					roots = append(roots, f.root)
				}
			}
			return distinct(roots)
		}
		possible, named := fitting(names["initials\x00"+initials]), fitting(called["name\x00"+initials+"\x00"+p.Name])
		for _, root := range possible {
			if len(named) == 1 && named[0] == root {
				joins = append(joins, pair{i, root})
			} else {
				s.doubt(i, root)
			}
		}
	}
	for _, j := range joins {
		s.parent.join(j.a, j.b)
	}
}

func best(a, b [][]part) likeness {
	top := unlike
	for _, x := range a {
		for _, y := range b {
			top = max(top, fit(x, y))
		}
	}
	return top
}

// apart reports whether two people cannot be one: the table of the world knows
// both, or they speak for different states.
func apart(a, b candidate) bool {
	if a.world != "" && b.world != "" && a.world != b.world {
		return true
	}
	return len(a.states) > 0 && len(b.states) > 0 && !shares(a.states, b.states)
}

func shares(a, b map[string]bool) bool {
	for key := range a {
		if b[key] && supports(key) {
			return true
		}
	}
	return false
}

// doubt notes that two may be the same.
func (s *settler) doubt(i, j int) {
	s.perhaps[[2]int{min(i, j), max(i, j)}] = true
}

// actors names what was joined.
func (s *settler) actors() []Actor {
	members := map[int][]int{}
	var roots []int
	for i := range s.profiles {
		root := s.parent.find(i)
		if members[root] == nil {
			roots = append(roots, root)
		}
		members[root] = append(members[root], i)
	}
	actors := make([]Actor, len(roots))
	bearers := map[string]int{}
	for n, root := range roots {
		actors[n] = Actor{ID: s.idOf(members[root]), Members: members[root]}
		bearers[actors[n].ID]++
	}
	at := map[int]int{}
	for n, root := range roots {
		at[root] = n
		if bearers[actors[n].ID] > 1 { // people of one name: the smallest profile tells them apart
			actors[n].ID = "a-" + digest(actors[n].ID, s.ids[members[root][0]])
		}
	}
	for n := range actors {
		for _, i := range actors[n].Members {
			p := s.profiles[i]
			for _, alias := range []string{p.Key(), keyOf("", p.Type, p.Name)} {
				if alias != actors[n].ID && bearers[alias] == 0 {
					actors[n].Aliases = append(actors[n].Aliases, alias)
				}
			}
		}
		actors[n].Aliases = distinct(actors[n].Aliases)
	}
	for pair := range s.perhaps {
		a, b := at[s.parent.find(pair[0])], at[s.parent.find(pair[1])]
		if a != b {
			actors[a].Perhaps = append(actors[a].Perhaps, actors[b].ID)
			actors[b].Perhaps = append(actors[b].Perhaps, actors[a].ID)
		}
	}
	for n := range actors {
		actors[n].Perhaps = distinct(actors[n].Perhaps)
		if len(actors[n].Perhaps) > most {
			actors[n].Perhaps = actors[n].Perhaps[:most]
		}
	}
	return actors
}

// idOf is the id of an actor: that of the table of the world, else the key of
// the profile with the fullest name.
func (s *settler) idOf(members []int) string {
	fullest := members[0]
	for _, i := range members {
		if s.profiles[i].World != "" {
			return s.profiles[i].World
		}
		if isFullerName(s.profiles[i].Name, s.profiles[fullest].Name) {
			fullest = i
		}
	}
	return s.profiles[fullest].Key()
}

// isFullerName reports whether a is a fuller name than b: more letters, then before
// it in the order of bytes. Names all in capitals lose against others.
func isFullerName(a, b string) bool {
	if b == "" {
		return true
	}
	if loud := a == strings.ToUpper(a); loud != (b == strings.ToUpper(b)) && strings.EqualFold(a, b) {
		return !loud
	}
	if strings.EqualFold(a, b) && capitals(a) != capitals(b) {
		return capitals(a) < capitals(b) // a slip of the shift key
	}
	return cmp.Or(utf8.RuneCountInString(b)-utf8.RuneCountInString(a), cmp.Compare(a, b)) < 0
}

func capitals(name string) int {
	n := 0
	for _, r := range name {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n
}

// Fullest returns the fullest of names; "" of none.
func Fullest(names []string) string {
	full := ""
	for _, name := range names {
		if name != "" && isFullerName(name, full) {
			full = name
		}
	}
	return full
}

// forest is a union-find in which the smaller index is always the root.
type forest []int

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i] = i
	}
	return f
}

func (f forest) find(i int) int {
	for f[i] != i {
		f[i] = f[f[i]]
		i = f[i]
	}
	return i
}

func (f forest) join(i, j int) {
	i, j = f.find(i), f.find(j)
	f[max(i, j)] = min(i, j)
}

// roots lists the roots of those members that are wanted, ascending.
func (f forest) roots(members []int, wanted func(int) bool) []int {
	var roots []int
	for _, i := range members {
		if !wanted(i) {
			continue
		}
		if root := f.find(i); !slices.Contains(roots, root) {
			roots = append(roots, root)
		}
	}
	slices.Sort(roots)
	return roots
}
