package evaluation

import (
	"cmp"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/gold"
	"verbale.dev/verbale/lang"
)

// MentionedReport is one report's mentions, by gold and by the system.
type MentionedReport struct {
	Gold   *gold.Report
	System []verbale.Mention
	Actors []string // ids of the system's actors, which Mention.Chain counts
}

// Cast says which actor of a system is which of gold: a one-to-one mapping that
// gives, going from the most to the least, each pair the mentions that both
// tie to it. It is the mapping of CEAF (Luo, 2005) found greedily, over the
// whole dossier, so that an actor who is split or merged loses mentions.
type Cast struct {
	goldOf map[string]string // by the system's id
}

// ActorScores says how well mentions are tied to actors.
type ActorScores struct {
	Mentions int // of gold
	Found    int // of them with a mention of the system that has their extent or most of it
	Right    int // of those tied to the actor that is cast for theirs
	Forms    [len(mentionForms)]FormScore
	Actors   int // of gold with any mention found
	Split    int // of them tied to more than one actor of the system
	Merged   int // actors of the system that have mentions of more than one of gold
}

// FormScore counts mentions of one form.
type FormScore struct {
	Form                   verbale.MentionForm
	Mentions, Found, Right int
}

// Accuracy is the share of right ones among the mentions found, in per cent.
func (s FormScore) Accuracy() float64 { return share(s.Right, s.Found) }

// Recall is the share of gold's mentions that are found, in per cent.
func (s FormScore) Recall() float64 { return share(s.Found, s.Mentions) }

// All returns the counts over all forms.
func (s *ActorScores) All() FormScore {
	return FormScore{Mentions: s.Mentions, Found: s.Found, Right: s.Right}
}

var mentionForms = [...]verbale.MentionForm{verbale.Named, verbale.Nominal, verbale.Pronominal}

// mentionPair is a mention of gold with the ids of both actors; the system's
// is "" where it has no such mention, or ties it to nobody.
type mentionPair struct {
	gold, system string
	found        bool
	form         verbale.MentionForm
}

// Actors casts the system's actors and counts the mentions tied to the right
// ones.
func Actors(reports []MentionedReport) (*Cast, ActorScores) {
	var pairs []mentionPair
	for _, r := range reports {
		pairs = append(pairs, pairMentions(r)...)
	}
	cast := newCast(pairs)
	var s ActorScores
	for i, form := range mentionForms {
		s.Forms[i].Form = form
	}
	byGold, bySystem := map[string]map[string]bool{}, map[string]map[string]bool{}
	link := func(m map[string]map[string]bool, from, to string) {
		if m[from] == nil {
			m[from] = map[string]bool{}
		}
		m[from][to] = true
	}
	for _, p := range pairs {
		right := p.system != "" && cast.goldOf[p.system] == p.gold
		s.Mentions++
		s.Found += count(p.found)
		s.Right += count(right)
		f := &s.Forms[slices.Index(mentionForms[:], p.form)]
		f.Mentions++
		f.Found += count(p.found)
		f.Right += count(right)
		if p.system != "" {
			link(byGold, p.gold, p.system)
			link(bySystem, p.system, p.gold)
		}
	}
	s.Actors = len(byGold)
	for _, of := range byGold {
		s.Split += count(len(of) > 1)
	}
	for _, of := range bySystem {
		s.Merged += count(len(of) > 1)
	}
	return cast, s
}

// Gold returns the id of gold's actor for whom the system's is cast.
func (c *Cast) Gold(system string) (string, bool) {
	id, ok := c.goldOf[system]
	return id, ok
}

// Miscasting is a mention of gold that is not tied to the actor that is cast
// for its own.
type Miscasting struct {
	Gold   gold.Mention
	Found  bool   // the system has the mention
	System string // id of the actor that it ties it to, or ""
	Cast   string // id of gold's actor for whom that one is cast, or ""
}

// Says says in a word what the system makes of the mention.
func (m Miscasting) Says() string {
	switch {
	case !m.Found:
		return "no mention"
	case m.System == "":
		return "tied to nobody"
	case m.Cast == "":
		return "another actor"
	}
	return m.Cast
}

// Miscast lists the mentions of a report that are not right.
func Miscast(cast *Cast, r MentionedReport) []Miscasting {
	var list []Miscasting
	for i, p := range pairMentions(r) {
		if to := cast.goldOf[p.system]; p.system == "" || to != p.gold {
			list = append(list, Miscasting{Gold: r.Gold.Mentions[i], Found: p.found, System: p.system, Cast: to})
		}
	}
	return list
}

func newCast(pairs []mentionPair) *Cast {
	counts := map[[2]string]int{}
	for _, p := range pairs {
		if p.system != "" {
			counts[[2]string{p.gold, p.system}]++
		}
	}
	keys := make([][2]string, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b [2]string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	cast := &Cast{goldOf: map[string]string{}}
	taken := map[string]bool{}
	for _, k := range keys {
		if _, done := cast.goldOf[k[1]]; !done && !taken[k[0]] {
			cast.goldOf[k[1]], taken[k[0]] = k[0], true
		}
	}
	return cast
}

// pairMentions finds for each mention of gold the system's that has its extent,
// else the one that shares at least half of what either has, each once.
func pairMentions(r MentionedReport) []mentionPair {
	pairs := make([]mentionPair, len(r.Gold.Mentions))
	taken := make([]bool, len(r.System))
	for i, m := range r.Gold.Mentions {
		pairs[i] = mentionPair{gold: m.Actor, form: formOf(m.Text)}
	}
	for _, least := range []int{1000, 500} {
		for i, m := range r.Gold.Mentions {
			if pairs[i].found {
				continue
			}
			best, at := least-1, -1
			for j := range r.System {
				if !taken[j] && r.System[j].Overlaps(m.Span) {
					if like := overlap(r.System[j].Span, m.Span); like > best {
						best, at = like, j
					}
				}
			}
			if at < 0 {
				continue
			}
			taken[at], pairs[i].found = true, true
			if chain := r.System[at].Chain; chain >= 0 {
				pairs[i].system = r.Actors[chain]
			}
		}
	}
	return pairs
}

// overlap returns the shared share of the bytes that either has, per mille.
func overlap(a, b lang.Span) int {
	common := min(a.End, b.End) - max(a.Start, b.Start)
	return 1000 * common / (a.Len() + b.Len() - common)
}

// formOf tells the form of a mention from its words: a pronoun is in a closed
// list, a name has a capital that is not its first word's alone.
func formOf(words string) verbale.MentionForm {
	switch words {
	case "I", "me", "we", "We", "us", "you", "You", "he", "He", "him", "she", "She", "her", "it", "It", "they", "They", "them":
		return verbale.Pronominal
	}
	for i, r := range words {
		before := byte(' ')
		if i > 0 {
			before = words[i-1]
		}
		if r >= 'A' && r <= 'Z' && before == ' ' && !(i == 0 && startsWithArticle(words)) {
			return verbale.Named
		}
	}
	return verbale.Nominal
}

func startsWithArticle(words string) bool {
	for _, article := range []string{"The ", "A ", "An ", "Another "} {
		if len(words) > len(article) && words[:len(article)] == article {
			return true
		}
	}
	return false
}
