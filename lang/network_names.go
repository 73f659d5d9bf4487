package lang

import (
	"fmt"
	"strings"
)

// entityTag is one of the tags B-x (a name begins), I-x (it goes on) and O.
type entityTag struct {
	label  string // "" outside of names
	inside bool   // I-
}

func parseEntityTag(line string) (entityTag, error) {
	label, begins := strings.CutPrefix(line, "B-")
	if !begins {
		label, _ = strings.CutPrefix(line, "I-")
	}
	switch {
	case line == "O":
		return entityTag{}, nil
	case label != line && label != "":
		return entityTag{label: label, inside: !begins}, nil
	}
	return entityTag{}, fmt.Errorf("%w: %q is no tag of a name", errModel, line)
}

// nameScratch is the memory of findNames.
type nameScratch struct {
	from []int8
	path []int8
	sums [2][]int64
}

// findNames appends the names of a unit: those of the best row of tags in which
// every I- follows a B- or I- of its own label. logits begins at the unit's
// first word; the tags' scores are the last in each row.
func (n *network) findNames(d *Document, s *scratch, u unit, logits []int32) {
	length, tags := u.last-u.first, len(n.entities)
	skip := len(n.upos) + len(n.xpos) + len(n.feats) + len(n.rules)
	from := grown(&s.names.from, length*tags)
	before, now := grown(&s.names.sums[0], tags), grown(&s.names.sums[1], tags)
	for i := range length {
		z := logits[i*n.tags.outputs+skip:][:tags]
		leader := 0
		for k := range before {
			if before[k] > before[leader] {
				leader = k
			}
		}
		for k, tag := range n.entities {
			choice := leader
			if i == 0 {
				now[k] = int64(z[k])
				if tag.inside {
					now[k] += noArc
				}
				continue
			}
			if tag.inside {
				choice = -1
				for j, other := range n.entities {
					if other.label == tag.label && (choice < 0 || before[j] > before[choice]) {
						choice = j
					}
				}
			}
			from[i*tags+k] = int8(choice)
			now[k] = before[choice] + int64(z[k])
		}
		before, now = now, before
	}
	path := grown(&s.names.path, length)
	k := 0
	for j := range before {
		if before[j] > before[k] {
			k = j
		}
	}
	for i := length - 1; i >= 0; i-- {
		path[i] = int8(k)
		if i > 0 {
			k = int(from[i*tags+k])
		}
	}
	for i := 0; i < length; {
		tag := n.entities[path[i]]
		last := i + 1
		if tag.label == "" {
			i = last
			continue
		}
		for last < length && n.entities[path[last]] == (entityTag{tag.label, true}) {
			last++
		}
		first := u.first + i
		d.Entities = append(d.Entities, Entity{
			Span:  Span{d.Tokens[first].Start, d.Tokens[u.first+last-1].End},
			First: first, Last: u.first + last, Label: tag.label,
		})
		i = last
	}
}
