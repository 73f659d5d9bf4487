package attribution

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/nesting"
	"verbale.dev/verbale/internal/reading/draft"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// assembler makes statements of drafts.
type assembler struct {
	*view
}

// statement makes a draft of what was found. It reports false where nothing is left of
// the content but marks.
func (a *assembler) statement(d *relation) (draft.Statement, bool) {
	if len(d.contents) == 0 {
		return draft.Statement{}, false
	}
	d.sources, d.contents = disjoint(d.sources), disjoint(d.contents)
	s := draft.Statement{
		Part: a.partAt(a.doc.Tokens[d.contents[0].First].Start), Account: verbale.Own,
		Source: a.Excerpts(d.sources), Content: a.Excerpts(d.contents), Cue: []verbale.Excerpt{},
		RespondsTo: []verbale.Response{},
		Rule:       d.rule, Confidence: confidenceOf(d),
	}
	if d.cue.Len() > 0 {
		s.Cue = a.Excerpts(cueOf(d))
	}
	if len(s.Content) == 0 || !slices.ContainsFunc(d.contents, a.hasWord) {
		return s, false
	}
	cue := -1
	if d.cue.Len() > 0 && d.rule != ruleColon {
		cue = d.cue.First
	}
	mode, apart := a.Page.Mode(d.contents, cue)
	s.Mode, s.SetApart = mode, a.Excerpts(apart)
	act := a.actOf(d)
	s.Kind, s.KindCase, s.Factuality, s.Repeats = act.kind, act.rule, act.factuality, act.repeats
	s.PLOVER, s.CAMEO = act.plover, act.cameo
	if act.own != nil {
		if words := a.Excerpts(runs(act.subject)); len(words) == 1 {
			act.own.Subject = words[0]
			s.OwnAct = act.own
		}
	}
	if act.attitude && s.Mode == verbale.Indirect && !nestedRule(d.rule) {
		s.Account = verbale.OutletVoice
	}
	setting := a.settingOf(d)
	s.Channel = setting.channel
	if setting.occasion.Len() > 0 {
		if e := a.Excerpts([]page.Run{setting.occasion}); len(e) > 0 {
			s.Occasion = &e[0]
		}
	}
	s.AddressedTo, s.ToAct = a.Excerpts(setting.addressees), a.Excerpts(act.toAct)
	for _, e := range a.Excerpts(setting.responds) {
		s.RespondsTo = append(s.RespondsTo, verbale.Response{Excerpt: e})
	}
	return s, true
}

// cueOf returns all pieces of the cue of a relation, in order.
func cueOf(d *relation) []page.Run {
	pieces := []page.Run{d.cue}
	for _, run := range d.more {
		if !run.Overlaps(d.cue) {
			pieces = append(pieces, run)
		}
	}
	slices.SortFunc(pieces, func(a, b page.Run) int { return a.First - b.First })
	return pieces
}

// partAt returns the kind of the part that holds a byte, in time logarithmic in
// the number of parts.
func (a *assembler) partAt(offset int) verbale.PartKind {
	i, found := slices.BinarySearchFunc(a.Parts, offset, func(p verbale.Part, offset int) int {
		switch {
		case p.End <= offset:
			return -1
		case p.Start > offset:
			return 1
		}
		return 0
	})
	if found {
		return a.Parts[i].Kind
	}
	return verbale.Body
}

// ordered gives the statements of a report their final form: spans that are
// disjoint and whole, no two with the same cue and content, ids, order, and each
// tied to the one it is nested in.
func (a *assembler) ordered(name string, statements []draft.Statement) []draft.Statement {
	text := a.doc.Text
	kept := statements[:0]
	for _, s := range statements {
		s.Source = apart(text, s.Source, s.Cue)
		s.Content = apart(text, unbroken(text, s.Content), s.Cue, s.Source)
		if len(s.Content) > 0 {
			kept = append(kept, s)
		}
	}
	slices.SortStableFunc(kept, func(a, b draft.Statement) int {
		return cmp.Or(a.Content[0].Start-b.Content[0].Start, firstCue(a)-firstCue(b),
			slices.CompareFunc(a.Content, b.Content, longerFirst), slices.CompareFunc(a.Cue, b.Cue, longerFirst),
			cmp.Compare(a.Rule, b.Rule))
	})
	kept = slices.CompactFunc(kept, func(a, b draft.Statement) bool {
		return slices.Equal(a.Cue, b.Cue) && slices.Equal(a.Content, b.Content)
	})
	seen := map[string]int{}
	for i := range kept {
		s := &kept[i]
		key := name + "\x00" + words(s.Cue) + "\x00" + words(s.Content)
		seen[key]++
		digest := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, seen[key]))
		s.ID = "s-" + strings.ToLower(base32.StdEncoding.EncodeToString(digest[:10]))
	}
	slices.SortFunc(kept, func(a, b draft.Statement) int {
		return cmp.Or(a.Content[0].Start-b.Content[0].Start, firstCue(a)-firstCue(b), cmp.Compare(a.ID, b.ID))
	})
	places := make([]nesting.Place, len(kept))
	for i := range kept {
		places[i] = nesting.Place{Cue: kept[i].Cue, Content: kept[i].Content}
	}
	for i, parent := range nesting.Parents(places) {
		if parent >= 0 {
			kept[i].Parent = &kept[parent].ID
		}
	}
	a.follow(kept)
	return kept
}

func longerFirst(a, b verbale.Excerpt) int { return cmp.Or(a.Start-b.Start, b.End-a.End) }

// unbroken makes one excerpt of those that only spaces divide.
func unbroken(text string, excerpts []verbale.Excerpt) []verbale.Excerpt {
	var all []verbale.Excerpt
	for _, e := range excerpts {
		if n := len(all); n > 0 && all[n-1].End <= e.Start && strings.Trim(text[all[n-1].End:e.Start], " \t") == "" {
			all[n-1].End = e.End
			all[n-1].Text = all[n-1].Span.Text(text)
			continue
		}
		all = append(all, e)
	}
	return all
}

// apart takes away from excerpts what others hold, and the spaces and commas
// that this leaves at an end.
func apart(text string, excerpts []verbale.Excerpt, others ...[]verbale.Excerpt) []verbale.Excerpt {
	left := excerpts
	for _, taken := range others {
		for _, other := range taken {
			var rest []verbale.Excerpt
			for _, e := range left {
				if !e.Overlaps(other.Span) {
					rest = append(rest, e)
					continue
				}
				for _, piece := range []lang.Span{{Start: e.Start, End: other.Start}, {Start: other.End, End: e.End}} {
					if piece = trimmed(text, piece); piece.Len() > 0 {
						rest = append(rest, verbale.Excerpt{Span: piece, Text: piece.Text(text)})
					}
				}
			}
			left = rest
		}
	}
	if left == nil {
		return []verbale.Excerpt{}
	}
	return left
}

// trimmed takes spaces, commas and colons off the ends of a span; one that ends
// before it begins is empty.
func trimmed(text string, s lang.Span) lang.Span {
	if s.Start >= s.End {
		return lang.Span{}
	}
	words := s.Text(text)
	s.Start += len(words) - len(strings.TrimLeft(words, " \t,;:"))
	s.End -= len(words) - len(strings.TrimRight(words, " \t,;:"))
	if s.Start >= s.End {
		return lang.Span{}
	}
	return s
}

func firstCue(s draft.Statement) int {
	if len(s.Cue) == 0 {
		return 0
	}
	return s.Cue[0].Start
}

func words(excerpts []verbale.Excerpt) string {
	var all strings.Builder
	for _, e := range excerpts {
		all.WriteString(e.Text)
		all.WriteByte('\n')
	}
	return all.String()
}

// hasWord reports whether a run is more than marks.
func (v *view) hasWord(run page.Run) bool {
	for t := run.First; t < run.Last; t++ {
		if upos := v.doc.Tokens[t].UPOS; upos != "PUNCT" && upos != "SYM" {
			return true
		}
	}
	return false
}
