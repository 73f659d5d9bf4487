package attribution

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// add makes a statement of a cue and the token ranges of its content.
func (f *finder) add(c clue, content []verbale.TokenRange, mode verbale.Mode, confidence int) {
	kind, ok := cues[c.lemma]
	if !ok {
		kind = verbale.Say
	}
	s := verbale.Statement{
		Part: f.part, Mode: mode, Kind: kind, Factuality: verbale.Asserted, Account: verbale.Own,
		Repeats: repeating[c.lemma],
		Source:  []verbale.Excerpt{}, Cue: []verbale.Excerpt{}, Content: []verbale.Excerpt{},
		SetApart: []verbale.Excerpt{}, Speakers: []verbale.ActorRef{}, Addressees: []verbale.ActorRef{},
		RespondsTo: []verbale.Response{}, Corrected: []string{},
		Rule: c.rule, Confidence: confidence, Status: verbale.Unread,
	}
	if c.factuality != "" {
		s.Factuality = c.factuality
	}
	if c.source.Last > c.source.First {
		s.Source = f.excerpts(c.source)
	}
	if c.Last > c.First {
		s.Cue = f.excerpts(c.TokenRange)
	}
	for _, r := range content {
		s.Content = append(s.Content, f.excerpts(r)...)
	}
	if mode == verbale.Indirect {
		s.Mode, s.SetApart = f.modeWithin(content)
	}
	f.found = append(f.found, s)
}

// modeWithin tells whether marks enclose a run of words in an indirect
// content, and lists the single words that they set apart.
func (f *finder) modeWithin(content []verbale.TokenRange) (verbale.Mode, []verbale.Excerpt) {
	mode, apart := verbale.Indirect, []verbale.Excerpt{}
	for _, r := range content {
		for _, q := range f.quotes {
			if q.first < r.First || q.last > r.Last {
				continue
			}
			if q.words >= 2 {
				mode = verbale.Mixed
			} else {
				apart = append(apart, f.excerpts(verbale.TokenRange{First: q.first, Last: q.last})...)
			}
		}
	}
	return mode, apart
}

// excerpts returns the words of a run of tokens, in as many pieces as line
// breaks make of it.
func (f *finder) excerpts(r verbale.TokenRange) []verbale.Excerpt {
	var pieces []verbale.Excerpt
	span := r.Span(f.doc)
	for start := span.Start; start < span.End; {
		end := span.End
		if i := strings.IndexAny(f.doc.Text[start:end], "\r\n"); i >= 0 {
			end = start + i
		}
		words := f.doc.Text[start:end]
		left := start + len(words) - len(strings.TrimLeft(words, " \t"))
		right := start + len(strings.TrimRight(words, " \t"))
		if left < right {
			pieces = append(pieces, verbale.Excerpt{Span: lang.Span{Start: left, End: right}, Text: f.doc.Text[left:right]})
		}
		start = end + 1
	}
	return pieces
}

// ordered sorts statements, drops those with the cue and content of another,
// gives them their ids and ties each to the one it is nested in.
func ordered(name string, statements []verbale.Statement) []verbale.Statement {
	slices.SortStableFunc(statements, func(a, b verbale.Statement) int {
		return cmp.Or(a.Content[0].Start-b.Content[0].Start, firstCue(a)-firstCue(b), cmp.Compare(a.Rule, b.Rule))
	})
	statements = slices.CompactFunc(statements, func(a, b verbale.Statement) bool {
		return slices.Equal(a.Cue, b.Cue) && slices.Equal(a.Content, b.Content)
	})
	seen := map[string]int{}
	for i := range statements {
		s := &statements[i]
		key := name + "\x00" + words(s.Cue) + "\x00" + words(s.Content)
		seen[key]++
		digest := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, seen[key]))
		s.ID = "s-" + strings.ToLower(base32.StdEncoding.EncodeToString(digest[:10]))
	}
	nest(statements)
	return statements
}

func firstCue(s verbale.Statement) int {
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

// nest sets the parent of each statement: the smallest other one whose content
// holds its cue or, where it has none, its content. Statements are in order of
// content, so those that can hold one stand shortly before or after it; the
// search goes no farther than nestingReach statements either way. A parent's
// content is longer than its child's, so that no circle can come about.
func nest(statements []verbale.Statement) {
	const nestingReach = 32
	for i := range statements {
		anchor := statements[i].Content[0].Span
		if len(statements[i].Cue) > 0 {
			anchor = statements[i].Cue[0].Span
		}
		own := 0
		for _, content := range statements[i].Content {
			own = max(own, content.Len())
		}
		best, size := -1, 0
		for j := max(0, i-nestingReach); j < min(len(statements), i+nestingReach); j++ {
			if j == i {
				continue
			}
			for _, content := range statements[j].Content {
				if content.Contains(anchor) && content.Len() > own && (best < 0 || content.Len() < size) {
					best, size = j, content.Len()
				}
			}
		}
		if best >= 0 {
			id := statements[best].ID
			statements[i].Parent = &id
		}
	}
}
