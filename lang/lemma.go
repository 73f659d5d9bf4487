package lang

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// lemmaRule makes a lemma of a form: change its case, cut letters off its end,
// add others.
type lemmaRule struct {
	mode  byte // 'k' keep the case, 'l' all small, 't' all small but the first letter
	cut   int  // letters
	added string
}

// parseLemmaRule reads "l2+be": all small, two letters cut, "be" added.
func parseLemmaRule(line string) (lemmaRule, error) {
	cut, added, found := strings.Cut(line, "+")
	if found && len(cut) > 1 && strings.IndexByte("klt", cut[0]) >= 0 {
		if count, err := strconv.Atoi(cut[1:]); err == nil && count >= 0 {
			return lemmaRule{mode: cut[0], cut: count, added: added}, nil
		}
	}
	return lemmaRule{}, fmt.Errorf("%w: %q is no rule for lemmas", errModel, line)
}

// apply appends the lemma of form to out.
func (r lemmaRule) apply(out []byte, form string) []byte {
	begin := len(out)
	for i, c := range form {
		if r.mode == 'l' || (r.mode == 't' && i > 0) {
			c = lowerRune(c)
		}
		out = utf8.AppendRune(out, c)
	}
	for range r.cut {
		_, size := utf8.DecodeLastRune(out[begin:])
		out = out[:len(out)-size]
	}
	return append(out, r.added...)
}

// lemmaDoubt is by how much a rule may lie below the best one (12 binary places)
// and still be preferred because its lemma is a word that was seen in training.
const lemmaDoubt = 5 << 12

// lemmatise sets the lemma of token t by the best rule; where the best one makes
// a word out of a form that was never seen, by the best that makes a known word,
// if that is not far behind. A lemma that stands in the text as it is shares its
// memory; the others are collected in s.
func (n *network) lemmatise(d *Document, s *scratch, t int, scores []int32) {
	form := d.Form(t)
	if lemma, ok := irregularLemma(d.Tokens[t].XPOS, form); ok {
		d.Tokens[t].Lemma = lemma
		return
	}
	begin := len(s.lemmas)
	choice := best(scores)
	s.lemmas = n.rules[choice].apply(s.lemmas, form)
	if r := n.rules[choice]; r.cut > 0 || r.added != "" {
		if !n.knows(s, s.lemmas[begin:]) {
			second := -1
			for k, score := range scores {
				if score < scores[choice]-lemmaDoubt || (second >= 0 && score <= scores[second]) {
					continue
				}
				s.lemmas = n.rules[k].apply(s.lemmas[:begin], form)
				if n.knows(s, s.lemmas[begin:]) {
					second = k
				}
			}
			if second < 0 {
				second = choice
			}
			s.lemmas = n.rules[second].apply(s.lemmas[:begin], form)
		}
	}
	switch lemma := s.lemmas[begin:]; {
	case len(lemma) == 0 || string(lemma) == form:
		d.Tokens[t].Lemma = form
	case strings.HasPrefix(form, string(lemma)):
		d.Tokens[t].Lemma = form[:len(lemma)]
	default:
		s.pending = append(s.pending, pendingLemma{t, begin, len(s.lemmas)})
		return
	}
	s.lemmas = s.lemmas[:begin]
}

//go:embed irregular.tsv
var irregularTable string

// irregular holds the pasts and participles of English that no rule makes, with
// their dictionary forms. They are few and all known, so the rules need not guess.
var irregular = sync.OnceValue(func() map[string]string {
	lemmas := map[string]string{}
	for line := range strings.Lines(irregularTable) {
		if form, lemma, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); ok {
			lemmas[form] = lemma
		}
	}
	return lemmas
})

// irregularLemma returns the dictionary form of an irregular past or participle.
func irregularLemma(xpos, form string) (string, bool) {
	if xpos != "VBD" && xpos != "VBN" {
		return "", false
	}
	var small [16]byte // longer than any of them
	if len(form) > len(small) {
		return "", false
	}
	for i := range len(form) {
		c := form[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		small[i] = c
	}
	lemma, ok := irregular()[string(small[:len(form)])]
	return lemma, ok
}

// knows reports whether the vocabulary has the word.
func (n *network) knows(s *scratch, word []byte) bool {
	s.folder.fold(string(word))
	return n.words.find(s.folder.bytes) >= 0
}
