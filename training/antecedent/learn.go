package main

import (
	"bytes"
	"fmt"
	"go/format"
	"math"
	"math/rand/v2"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/actor"
	"verbale.dev/verbale/internal/reading/draft"
)

const (
	rounds = 2 // the second follows the resolver by the weights of the first
	epochs = 12
	rate   = 0.03
	decay  = 0.002
	parts  = 5 // of the reports, each left out once
)

// model is the weights of evidence: for all sorts, and beside them for each.
type model struct {
	shared [actor.Evidences]float64
	sort   [actor.Sorts][actor.Evidences]float64
	grad   [1 + actor.Sorts][actor.Evidences]float64
}

// instance is a choice of which gold says the answer.
type instance struct {
	sort    actor.Sort
	weight  float64
	options [][]actor.Evidence
	right   []bool // none: nobody is right
	source  bool
}

func (m *model) score(s actor.Sort, on []actor.Evidence) float64 {
	sum := 0.0
	for _, e := range on {
		sum += m.shared[e] + m.sort[s][e]
	}
	return sum
}

// choose returns the place of the best option; -1 where nobody is better.
func (m *model) choose(c actor.Choice) int {
	best, most := -1, float64(actor.Enough)/actor.Unit
	for i, o := range c.Options {
		if s := m.score(c.Sort, o.Evidence); s > most || best < 0 && c.Source {
			best, most = i, s
		}
	}
	return best
}

// judge says which options of a choice are right; ok is false where gold does not
// say it.
func (r *report) judge(c actor.Choice) (right []bool, ok bool) {
	right = make([]bool, len(c.Options))
	if r.group != nil {
		group := r.group[c.Head]
		for i, o := range c.Options {
			right[i] = group != "" && r.group[o.Head] == group
		}
		return right, group != ""
	}
	by, ok := r.spokenBy[c.Statement]
	if !ok || len(by.Names) != 1 || by.Cue || !by.Overlaps(r.page.Doc.Tokens[c.Head].Span) {
		return nil, false
	}
	for i, o := range c.Options {
		right[i] = o.Actor != nil && slices.ContainsFunc(append([]string{o.Actor.Name}, o.Actor.Names...), func(name string) bool {
			return evaluation.SameSpeaker(name, by.Names[0])
		})
	}
	return right, slices.Contains(right, true)
}

func (r *report) weight(c actor.Choice) float64 {
	w := 1.0
	switch r.kind {
	case "polnear train", "polnear dev", "wire":
		return 4
	case "news", "interview", "speech", "bio":
	default:
		w = 0.5
	}
	if c.Source {
		w *= 2
	}
	return w
}

// instances follows the resolver through a report; by gold where that says who is
// meant if m is nil, else by a model.
func (r *report) instances(m *model) []instance {
	var list []instance
	follow := func(c actor.Choice) int {
		right, ok := r.judge(c)
		if ok && !(c.Source && !slices.Contains(right, true)) {
			in := instance{source: c.Source, sort: c.Sort, weight: r.weight(c), right: right}
			for _, o := range c.Options {
				in.options = append(in.options, o.Evidence)
			}
			list = append(list, in)
		}
		switch {
		case m != nil:
			return m.choose(c)
		case ok:
			return slices.Index(right, true)
		}
		return 0
	}
	actor.Find(actor.Shipped(), lexicon.Load(), r.page, r.setting).Observe(r.statements, follow)
	return list
}

// learn learns from reports.
func learn(reports []*report) *model {
	var m *model
	for range rounds {
		var all []instance
		for _, r := range reports {
			all = append(all, r.instances(m)...)
		}
		m = fit(all)
	}
	return m
}

// fit learns from instances by stochastic descent in an order that is the same
// each time.
func fit(all []instance) *model {
	m := &model{}
	random := rand.New(rand.NewPCG(1, 2))
	for range epochs {
		for _, k := range random.Perm(len(all)) {
			m.step(&all[k])
		}
	}
	return m
}

// step learns from one instance: from what the right ones have more than all.
func (m *model) step(in *instance) {
	n := len(in.options)
	scores := make([]float64, n+1) // the last is nobody
	for i, on := range in.options {
		scores[i] = m.score(in.sort, on)
	}
	if in.source {
		scores[n] = math.Inf(-1) // whoever speaks is somebody
	}
	none := !slices.Contains(in.right, true)
	p := softmax(scores)
	rightly := 0.0
	for i := range scores {
		if i < n && in.right[i] || i == n && none {
			rightly += p[i]
		}
	}
	delta := map[actor.Evidence]float64{}
	for i, on := range in.options {
		d := -p[i]
		if in.right[i] {
			d += p[i] / max(rightly, 1e-9)
		}
		for _, e := range on {
			delta[e] += d * in.weight
		}
	}
	for e := range actor.Evidence(actor.Evidences) {
		d, ok := delta[e]
		if !ok {
			continue
		}
		update(&m.shared[e], &m.grad[0][e], d, decay)
		update(&m.sort[in.sort][e], &m.grad[1+in.sort][e], d, 2*decay)
	}
}

func update(w, sum *float64, d, decay float64) {
	d -= decay * *w
	*sum += d * d
	*w += rate * d / (1e-3 + math.Sqrt(*sum))
}

func softmax(scores []float64) []float64 {
	most := slices.Max(scores)
	p := make([]float64, len(scores))
	sum := 0.0
	for i, s := range scores {
		p[i] = math.Exp(s - most)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
	return p
}

// tally counts choices.
type tally struct{ right, all int }

func (t tally) String() string {
	return fmt.Sprintf("%5d of %5d: %.1f %%", t.right, t.all, 100*float64(t.right)/max(1, float64(t.all)))
}

// leftOut prints how often the right one is chosen in reports that were left out.
func leftOut(reports []*report) {
	counts := map[string]*tally{}
	count := func(key string, right bool) {
		if counts[key] == nil {
			counts[key] = &tally{}
		}
		counts[key].all++
		if right {
			counts[key].right++
		}
	}
	var spoken evaluation.SpeakerScores
	for part := range parts {
		var rest []*report
		for i, r := range reports {
			if i%parts != part {
				rest = append(rest, r)
			}
		}
		m := learn(rest)
		for i, r := range reports {
			if i%parts != part {
				continue
			}
			resolution := actor.Find(actor.Shipped(), lexicon.Load(), r.page, r.setting).Observe(r.statements, func(c actor.Choice) int {
				at := m.choose(c)
				if right, ok := r.judge(c); ok {
					is := at >= 0 && right[at] || at < 0 && !slices.Contains(right, true)
					sort := []string{"one", "speaker", "it", "they"}[c.Sort]
					count(r.kind, is)
					if r.group != nil {
						count("gum "+sort, is)
						if c.Source {
							count("gum sources", is)
						}
						switch r.kind {
						case "news", "interview", "speech", "bio":
							count("gum four "+sort, is)
						}
					} else {
						count("speakers "+sort, is)
					}
				}
				return at
			})
			if r.group == nil {
				for _, j := range evaluation.JudgeSpeakers(r.document.Text, r.speakers, &verbale.Reading{Statements: draft.Rows(r.statements),
					Ties: resolution.Ties, Actors: resolution.Actors}) {
					spoken.Add(j)
					if j.Found {
						count("end to end, "+string(j.Form), j.Fault == "")
						count(r.kind+" end to end, "+string(j.Form), j.Fault == "")
					}
				}
			}
		}
	}
	var keys []string
	for key := range counts {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		fmt.Printf("%-44s %v\n", key, counts[key])
	}
}

// table spells the weights in Go.
func table(m *model) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("// Code generated by training/antecedent; DO NOT EDIT.\n\npackage actor\n\n")
	b.WriteString("// weights say how much each piece of evidence speaks for an antecedent, in\n// sixteenths of a natural unit: of \"he\" and \"she\", of those that are the source of\n// a statement, of \"it\", of \"they\".\n")
	b.WriteString("var shipped = Weights{\n")
	for e := range actor.Evidence(actor.Evidences) {
		fmt.Fprintf(&b, "\t%s: {", e)
		for s := range actor.Sorts {
			if s > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "%d", int(math.Round(actor.Unit*(m.shared[e]+m.sort[s][e]))))
		}
		b.WriteString("},\n")
	}
	b.WriteString("}\n")
	return format.Source(b.Bytes())
}
