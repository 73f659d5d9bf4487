package request

import (
	"cmp"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/told"
)

// Sure is the confidence, per mille, below which a request or an answer is doubtful.
const Sure = 700

// Find returns the requests that a report tells, in order of their words, each with the
// answers that it tells of it; and the statements that take a stand on something that
// the report does not tell, which may answer a request of another ([Attach]).
// Topics are those of the papers that went to and fro; what is said on them may answer
// what is asked in them ([Deliver]).
func Find(r *told.Report, topics []Topic) ([]Telling, []Stand, []Remark) {
	f := &finder{View: told.NewView(r), byID: map[string]*verbale.Statement{}}
	for _, s := range r.Statements {
		f.byID[s.ID] = s
	}
	for _, s := range r.Statements {
		f.statement(s)
	}
	for i := range f.Tokens {
		f.noun(i)
		f.barred(i)
	}
	f.tellings = once(f.tellings)
	f.beside()
	for i := range f.tellings {
		f.inPaper(&f.tellings[i])
	}
	f.answered()
	f.replies()
	for i := range f.tellings {
		f.finish(&f.tellings[i])
	}
	return f.tellings, f.stands, f.remarks(topics)
}

// finder looks for requests in one report.
type finder struct {
	*told.View
	byID     map[string]*verbale.Statement
	tellings []Telling
	stands   []Stand
}

// add takes a telling that says who asks, unless it wants of oneself.
func (f *finder) add(t Telling) {
	if len(t.By) == 0 || len(t.What) == 0 {
		return
	}
	t.BySides, t.reported = f.SidesOf(t.By), f.Day
	t.To = slices.DeleteFunc(slices.Clone(t.To), func(a verbale.ActorRef) bool {
		return slices.ContainsFunc(t.By, func(b verbale.ActorRef) bool { return a.ID == b.ID || slices.Contains(f.Sides[b.ID], a.ID) })
	})
	t.ToSides = f.SidesOf(slices.DeleteFunc(slices.Clone(t.To), func(a verbale.ActorRef) bool { return a.Type == verbale.Unnamed }))
	t.vague = len(t.To) > 0 && !slices.ContainsFunc(t.To, func(a verbale.ActorRef) bool { return a.Type != verbale.Collective && a.Type != verbale.Unnamed })
	t.stems = told.Stems(told.TextsOf(t.What)...)
	t.parties = told.Stems(told.NamesOf(t.By, t.To)...)
	if len(t.stems) == 0 {
		return
	}
	t.named = f.StemsAt(t.What...)
	for _, part := range t.Parts {
		t.pieces = append(t.pieces, f.StemsAt(part...))
	}
	f.tellings = append(f.tellings, t)
}

// once leaves of tellings by one side that share most of their words the surest, in
// order of their words.
func once(tellings []Telling) []Telling {
	slices.SortStableFunc(tellings, func(a, b Telling) int {
		return cmp.Or(cmp.Compare(waiting(&a), waiting(&b)), cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(b.What[0].Len(), a.What[0].Len()))
	})
	var kept []Telling
	for _, t := range tellings {
		same := slices.IndexFunc(kept, func(k Telling) bool { return told.Overlap(k.What, t.What) && told.Share(k.BySides, t.BySides) })
		if same < 0 {
			kept = append(kept, t)
			continue
		}
		k := &kept[same]
		if len(k.To) == 0 {
			k.To, k.ToSides = t.To, t.ToSides
		}
		if len(k.Parts) == 0 {
			k.Parts, k.pieces, k.Number = t.Parts, t.pieces, max(k.Number, t.Number)
		}
		k.Desist = k.Desist || t.Desist
		if k.key == "" {
			k.key = t.key
		}
	}
	slices.SortStableFunc(kept, func(a, b Telling) int { return cmp.Compare(a.What[0].Start, b.What[0].Start) })
	return kept
}

// waiting puts what expects an answer after the request whose answer it is.
func waiting(t *Telling) int {
	if t.Rule == "awaits" {
		return 1
	}
	return 0
}

// finish adds what the sentence says of the due day and of the manner.
func (f *finder) finish(t *Telling) {
	first, last := f.SentenceOf(f.At(t.What[0].Start))
	for i := first; i < last; i++ {
		w := f.Of(i, manner)
		if w == nil || i > 0 && f.Is(i-1, "not", "no") || !f.ofAnswer(t, i) {
			continue
		}
		if !slices.ContainsFunc(t.Manner, func(m verbale.Manner) bool { return m.Value == w.Value }) {
			t.Manner = append(t.Manner, verbale.Manner{Words: f.Located(i, i+1), Value: w.Value})
		}
	}
	if t.Due == nil && t.Kind != verbale.RequestCharge {
		t.Due = f.due(t)
	}
}

// ofAnswer reports whether a word of manner says how an answer is to be: it stands beside
// a word for one.
func (f *finder) ofAnswer(t *Telling, i int) bool {
	if t.Kind == verbale.RequestCharge {
		return false
	}
	near := false
	for k := max(0, i-4); k < min(len(f.Tokens), i+4); k++ {
		near = near || f.Of(k, reply) != nil && (t.Rule == "awaits" || !f.reaches(k, k+3)) || f.Is(k, "respond")
	}
	return near
}

// due is the time expression within what is wanted, or right after it, that a word
// makes a limit: "by noon", "within two days".
func (f *finder) due(t *Telling) *verbale.Due {
	from, to := t.What[0].Start, t.What[len(t.What)-1].End
	for _, x := range f.Times {
		if x.Start < from || x.Start > to+20 {
			continue
		}
		i := f.At(x.Start)
		if f.Tokens[i].Sentence != f.Tokens[max(0, f.At(to-1))].Sentence {
			continue
		}
		for k := i - 1; k >= max(0, i-3); k-- {
			if f.Is(k, "by", "within", "before", "until", "till") {
				return &verbale.Due{Words: verbale.Located{Document: f.Document, Version: f.Version, Excerpt: x.Excerpt}, Value: x.Value}
			}
			if !f.Is(k, "the", "next", "end", "of") {
				break
			}
		}
	}
	return nil
}
