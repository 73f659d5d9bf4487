package request

import (
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/told"
	"verbale.dev/verbale/internal/lexicon/exchange"
)

// opposes is the value of [exchange.Beside] of who is against a request; the other is
// "supports".
const opposes = "opposes"

// beside gives requests those who are told beside who asks: "Norland, supported by Arvik
// and opposed by the Isles, proposed a pier", "Norland asked for a pier, with the Isles
// opposing". Linear in the words.
func (f *finder) beside() {
	bySentence := map[int][]*Telling{}
	for i := range f.tellings {
		t := &f.tellings[i]
		sentence := f.Tokens[f.At(t.What[0].Start)].Sentence
		bySentence[sentence] = append(bySentence[sentence], t)
	}
	head, headEnd := (*told.Mention)(nil), -1 // who is supported, and the token after all that is told of him
	for i := range f.Tokens {
		w := f.Of(i, exchange.Beside)
		if w == nil || len(bySentence[f.Tokens[i].Sentence]) == 0 {
			continue
		}
		sentence := f.Tokens[i].Sentence
		if f.Is(i+1, "by") {
			if i != headEnd {
				head = f.before(i)
			}
			list, last := f.named(i + 2)
			headEnd = f.afterJoint(last)
			if head == nil || len(list) == 0 {
				continue
			}
			asks := slices.IndexFunc(bySentence[sentence], func(t *Telling) bool {
				return slices.ContainsFunc(t.By, func(a verbale.ActorRef) bool { return a.ID == head.Actor.ID })
			})
			if asks >= 0 {
				bySentence[sentence][asks].takeSide(w.Value, list)
			}
			continue
		}
		if first := f.with(i); first >= 0 {
			list, last := f.named(first)
			if len(list) > 0 && last == i {
				f.nearest(bySentence[sentence], i).takeSide(w.Value, list)
			}
		}
	}
}

// before is the actor in front of a participle and its comma, nil where there is none.
func (f *finder) before(i int) *told.Mention {
	k := i - 1
	for k >= 0 && (f.Tokens[k].Text == "," || f.Tokens[k].Text == "(") {
		k--
	}
	if k < 0 || k == i-1 || f.Tokens[k].Sentence != f.Tokens[i].Sentence {
		return nil
	}
	if m := f.Ending(k); m != nil && m.Actor.ID != "" {
		return m
	}
	return nil
}

// named lists the actors that stand from a token on, joined by commas and "and", and the
// token after them.
func (f *finder) named(first int) (list []verbale.ActorRef, last int) {
	if first >= len(f.Tokens) {
		return nil, first
	}
	m := f.Starting(first)
	if m == nil || m.Actor.ID == "" || f.Tokens[f.At(m.End-1)].Owns {
		return nil, first
	}
	_, end := f.SentenceOf(first)
	list = f.listed(m, f.Tokens[end-1].End)
	// The end of the list is that of its last member.
	last = f.At(m.End-1) + 1
	for range list[1:] {
		for f.Tokens[last].Text == "," || f.Is(last, "and") {
			last++
		}
		last = f.At(f.Starting(last).End-1) + 1
	}
	return list, last
}

// afterJoint is the token after a comma and an "and" or "but" at i.
func (f *finder) afterJoint(i int) int {
	for i < len(f.Tokens) && (f.Tokens[i].Text == "," || f.Is(i, "and", "but")) {
		i++
	}
	return i
}

// with is the token after the "with" that a participle at i belongs to, -1 where there is
// none: of "with Brenn and the Isles opposing".
func (f *finder) with(i int) int {
	const most = 24 // words of those who are listed
	for k := i - 1; k >= max(0, i-most) && f.Tokens[k].Sentence == f.Tokens[i].Sentence; k-- {
		if f.Is(k, "with") {
			return k + 1
		}
	}
	return -1
}

// nearest is the telling whose words end last before a token, else the first.
func (f *finder) nearest(tellings []*Telling, i int) *Telling {
	best := tellings[0]
	for _, t := range tellings {
		if t.What[0].Start < f.Tokens[i].Start {
			best = t
		}
	}
	return best
}

// takeSide adds those who are for a request or against it, but for who asks.
func (t *Telling) takeSide(stance string, list []verbale.ActorRef) {
	to := &t.JoinedBy
	if stance == opposes {
		to = &t.OpposedBy
	}
	for _, a := range list {
		same := func(b verbale.ActorRef) bool { return a.ID == b.ID }
		if !slices.ContainsFunc(t.By, same) && !slices.ContainsFunc(*to, same) {
			*to = append(*to, a)
		}
	}
}
