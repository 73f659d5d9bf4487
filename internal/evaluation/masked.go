package evaluation

import (
	"math/rand/v2"
	"strings"

	"verbale.dev/verbale"
)

// Mask leaves half of the words out of the contents that hold the second quotation of a
// pair, at random from a seed, and returns what is left of each by its id, the pairs
// of ids that are to be found again, the lesser first, and all pairs of ids, in both
// orders, that are of one utterance by the pairs or by the record.
func Mask(pairs []QuotationPair, statements []*verbale.Statement, seed uint64) (masked map[string]string, sought [][2]string, same map[[2]string]bool) {
	of := map[string][]*verbale.Statement{}
	told := map[string][]*verbale.Statement{}
	for _, s := range statements {
		of[s.Document] = append(of[s.Document], s)
		if s.Utterance != nil {
			told[*s.Utterance] = append(told[*s.Utterance], s)
		}
	}
	masked, same = map[string]string{}, map[[2]string]bool{}
	whole := map[string]bool{} // contents that another is to be found by
	random := rand.New(rand.NewPCG(seed, 1))
	for _, p := range pairs {
		a, b := p.A.statements(of[p.A.Document]), p.B.statements(of[p.B.Document])
		if len(a) == 0 || len(b) == 0 {
			continue
		}
		s := b[0]
		if masked[a[0].ID] != "" || whole[s.ID] || a[0].ID == s.ID {
			continue
		}
		whole[a[0].ID] = true
		if _, done := masked[s.ID]; !done {
			var kept []string
			for _, e := range s.Content {
				for _, word := range strings.Fields(e.Text) {
					if random.IntN(2) == 0 {
						kept = append(kept, word)
					}
				}
			}
			masked[s.ID] = strings.Join(kept, " ")
		}
		pair := [2]string{min(a[0].ID, s.ID), max(a[0].ID, s.ID)}
		if !same[pair] {
			sought = append(sought, pair)
		}
		same[pair], same[[2]string{pair[1], pair[0]}] = true, true
	}
	for _, s := range statements {
		if masked[s.ID] == "" || s.Utterance == nil {
			continue
		}
		for _, t := range told[*s.Utterance] {
			same[[2]string{s.ID, t.ID}], same[[2]string{t.ID, s.ID}] = true, true
		}
	}
	return masked, sought, same
}

// Groups are things that links tie together.
type Groups map[string]string

func (g Groups) root(id string) string {
	for g[id] != "" {
		id = g[id]
	}
	return id
}

// Join ties two things.
func (g Groups) Join(a, b string) {
	if a, b := g.root(a), g.root(b); a != b {
		g[max(a, b)] = min(a, b)
	}
}

// Same reports whether two things are tied.
func (g Groups) Same(a, b string) bool { return g.root(a) == g.root(b) }
