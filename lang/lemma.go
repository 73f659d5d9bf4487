package lang

import (
	"fmt"
	"strconv"
	"strings"
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

// lemmatise sets the lemma of token t. One that stands in the text as it is
// shares its memory; the others are collected in s.
func (n *network) lemmatise(d *Document, s *scratch, t int, rule lemmaRule) {
	form := d.Form(t)
	begin := len(s.lemmas)
	s.lemmas = rule.apply(s.lemmas, form)
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
