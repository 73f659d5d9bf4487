package conllu

import (
	"strconv"
	"strings"
)

// Mention is a mention of an entity as the Entity attribute of MISC has it, in
// the order of fields that GUM declares: group, type, status, …, minimal span.
type Mention struct {
	Group string // which mentions of a document refer to one entity
	Type  string // "person", "organization", …
	First int    // its words are Sentence.Words[First:Last]
	Last  int
	Head  int // the last word of the first run of its minimal span
}

// Mentions lists the mentions of a sentence in the order in which they end.
// What is not well-formed is left out. Pieces of one that is interrupted are not
// put together. It takes time linear in the sentence.
func (s *Sentence) Mentions() []Mention {
	var done []Mention
	var open []Mention
	var spans []string
	for i := range s.Words {
		value, ok := Attribute(s.Words[i].Misc, "Entity")
		if !ok {
			continue
		}
		for value != "" {
			if value[0] == '(' {
				end := strings.IndexAny(value[1:], "()") + 1
				if end == 0 {
					end = len(value)
				}
				fields := strings.Split(value[1:end], "-")
				value = value[end:]
				m := Mention{Group: fields[0], First: i}
				least := ""
				if len(fields) > 1 {
					m.Type = fields[1]
				}
				if len(fields) > 5 {
					least = fields[5]
				}
				open, spans = append(open, m), append(spans, least)
				if strings.HasPrefix(value, ")") {
					done = append(done, closed(open[len(open)-1], spans[len(spans)-1], i))
					open, spans = open[:len(open)-1], spans[:len(spans)-1]
					value = value[1:]
				}
				continue
			}
			group, rest, found := strings.Cut(value, ")")
			if !found {
				break
			}
			value = rest
			for k := len(open) - 1; k >= 0; k-- {
				if open[k].Group == group {
					done = append(done, closed(open[k], spans[k], i))
					open, spans = append(open[:k], open[k+1:]...), append(spans[:k], spans[k+1:]...)
					break
				}
			}
		}
	}
	return done
}

// closed ends a mention at word i, with its head from the minimal span: the last
// word of its first run, which a hyphen does not end: of "Chung Ho-min of the
// Harbour Party", which is "1,2,4,7,8", that is "min".
func closed(m Mention, least string, i int) Mention {
	m.Last, m.Head = i+1, i
	last := 0
	for word := range strings.SplitSeq(least, ",") {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || m.First+n-1 > i || last > 0 && n-last > 2 {
			break
		}
		last = n
	}
	if last > 0 {
		m.Head = m.First + last - 1
	}
	return m
}
