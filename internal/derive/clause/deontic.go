package clause

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/told"
	"verbale.dev/verbale/internal/lexicon/exchange"
)

// deontic takes a phrase that says what somebody may, must or must not do: "is bound to
// warn ships", "are entitled to a pilot", "was barred from fishing".
func (f *finder) deontic(i int) *Telling {
	w := f.Of(i, exchange.Deontic)
	if w == nil || w.Word != f.Tokens[i].Lower || !f.after(i, "is", "are", "was", "were", "be", "been", "being") {
		return nil
	}
	_, end := f.SentenceOf(i)
	first := i + 1
	if first+1 < end && f.Tokens[first].Text == "," { // "is bound, says the guild, to warn ships"
		for k := first + 1; k < min(first+8, end); k++ {
			if f.Tokens[k].Text == "," {
				first = k + 1
				break
			}
		}
	}
	modality := verbale.Modality(w.Value)
	negated := f.after(i, "not", "never", "no")
	switch {
	case modality == verbale.ProhibitionClause && !f.Is(first, "from") && !(w.Word == "forbidden" && f.Is(first, "to")):
		return nil
	case modality != verbale.ProhibitionClause && !f.Is(first, "to"):
		return nil
	case (w.Word == "allowed" || w.Word == "permitted") && !negated:
		return nil // mostly what happens: "the ship was allowed to sail"
	case w.Word == "bound" && f.Is(first+1, "be", "happen", "fail", "come", "get", "have", "lead", "raise", "make", "cause", "find", "see", "become"):
		return nil // what is likely
	case negated && modality == verbale.RightClause:
		modality = verbale.ProhibitionClause
	case negated:
		return nil
	}
	last := f.clauseEnd(first, end)
	t := &Telling{What: f.Located(first, last), Modality: modality, Rule: "deontic", Confidence: 760}
	return f.finish(t, i, last)
}

// after reports whether one of a few words stands among the three before a token.
func (f *finder) after(i int, words ...string) bool {
	for k := i - 1; k >= max(0, i-3); k-- {
		if f.Is(k, words...) {
			return true
		}
		if !f.Tokens[k].Word {
			return false
		}
	}
	return false
}

// clauseEnd is where an infinitive or a gerund with what belongs to it ends: before a mark
// or a clause of its own.
func (f *finder) clauseEnd(first, end int) int {
	last := first + 1
	for last < end {
		t := f.Tokens[last]
		if !t.Word && !strings.ContainsAny(t.Text, "-‘’'") || f.Is(last, "which", "who", "while", "but", "because", "although", "whereas") {
			break
		}
		last++
	}
	for last > first+1 && (f.Small(last-1) != "" || f.Is(last-1, "to")) {
		last--
	}
	return last
}

// finish fills in what all phrases have, and drops those that say too little.
func (f *finder) finish(t *Telling, first, last int) *Telling {
	t.stems = told.Stems(t.What.Text)
	if len(t.stems) < 2 {
		return nil
	}
	if len(t.stems) < 3 && t.Rule != "violation" {
		t.Confidence -= 60
	}
	from, end := f.SentenceOf(first)
	for _, m := range f.PapersWithin(f.Located(from, end).Span) {
		if m.Named {
			t.of = append(t.of, m.Paper)
		}
	}
	if subject := f.subject(first); subject != nil && t.Rule != "text" {
		t.Holder = []verbale.ActorRef{subject.Actor}
	}
	f.invoke(t, first, last)
	return t
}

// subject is the actor right before a verb, auxiliaries and small words left out; nil where
// there is none.
func (f *finder) subject(i int) *told.Mention {
	k := i - 1
	for k > 0 && (f.Small(k) == "auxiliary" || f.Small(k) == "filler" || f.Is(k, "not", "never") || strings.HasSuffix(f.Tokens[k].Lower, "ly")) {
		k--
	}
	if k < 0 || f.Tokens[k].Sentence != f.Tokens[i].Sentence {
		return nil
	}
	if m := f.Ending(k); m != nil && m.Actor.ID != "" && !f.Tokens[k].Owns {
		return m
	}
	return nil
}

// violation takes what somebody says is broken: "a breach of the harbour treaty", "has
// violated its rights".
func (f *finder) violation(i int) *Telling {
	w := f.Of(i, exchange.Violation)
	if w == nil || f.after(i, "not", "never", "no", "without", "any", "if") {
		return nil
	}
	_, end := f.SentenceOf(i)
	first := i + 1
	verb := w.Word == "violate" || w.Word == "contravene"
	if !verb {
		if !f.Is(first, "of") {
			return nil
		}
		first++
	} else if f.Small(i-1) == "determiner" && !f.Is(i-1, "to") {
		return nil
	}
	if f.Small(first) == "preposition" {
		return nil
	}
	for last := first; last < min(first+10, end); last++ {
		b := f.Of(last, exchange.Binding)
		if b == nil {
			if t := f.Tokens[last]; !t.Word && !strings.ContainsAny(t.Text, "-‘’'.\"“”") || f.Small(last) == "auxiliary" {
				return nil
			}
			continue
		}
		for last+1 < end && (f.Of(last+1, exchange.Binding) != nil || f.Tokens[last+1].Word && strings.ContainsAny(f.Tokens[last+1].Text[:1], "0123456789")) {
			last++
		}
		t := &Telling{What: f.Located(first, last+1), Modality: verbale.Modality(b.Value), Rule: "violation", Confidence: 760}
		t = f.finish(t, i, last+1)
		if t != nil && t.Invocation != nil {
			t.Holder = nil
			t.Invocation.Stance = verbale.AccusesBreach
		}
		return t
	}
	return nil
}

// text takes what a text that binds is told to require, to allow or to forbid: "the treaty
// requires every town to warn ships".
func (f *finder) text(i int) *Telling {
	w := f.Of(i, exchange.Provides)
	if w == nil || i == 0 {
		return nil
	}
	noun := f.Of(i-1, exchange.Binding)
	if f.Small(i-1) == "auxiliary" && i > 1 {
		noun = f.Of(i-2, exchange.Binding)
	}
	if noun == nil || noun.Word == "right" || noun.Word == "commitment" {
		return nil
	}
	_, end := f.SentenceOf(i)
	last := f.clauseEnd(i+1, end)
	if i+1 >= end || last-i < 3 {
		return nil
	}
	t := &Telling{What: f.Located(i+1, last), Modality: verbale.Modality(w.Value), Rule: "text", Confidence: 760}
	return f.finish(t, i, last)
}

// promised takes a promise of old that somebody recalls: "recalled that Sudland promised in
// the charter of 1909 to keep the harbour open".
func (f *finder) promised(i int) *Telling {
	if !f.Is(i, "promised", "undertook", "pledged", "vowed") {
		return nil
	}
	from, end := f.SentenceOf(i)
	recalled := false
	for k := max(from, i-8); k < i; k++ {
		recalled = recalled || f.Is(k, "recalls", "recalled", "recall", "reminded", "reminds", "remembered")
	}
	if !recalled {
		return nil
	}
	for first := i + 1; first < min(i+8, end-2); first++ {
		if f.Is(first, "to") && f.Small(first+1) == "" {
			last := f.clauseEnd(first, end)
			t := &Telling{What: f.Located(first, last), Modality: verbale.ObligationClause, Rule: "promised", Confidence: 760}
			return f.finish(t, i, last)
		}
	}
	return nil
}
