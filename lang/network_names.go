package lang

import (
	"fmt"
	"slices"
	"strings"
)

// nameTagger tells names. It reads the words with an encoder of its own, which
// was begun like the other one and then learned names alone, and scores tags.
type nameTagger struct {
	encoder
	hidden *matrix
	tags   *matrix // columns are outside and four a label: see tagOf
	labels []string
}

// A word stands outside of names, or begins, is inside, ends or is alone a name
// of some label.
const (
	tagOutside = iota
	tagBegin
	tagInside
	tagEnd
	tagAlone
	tagPlaces = tagAlone // of a label
)

// namesKept is the size up to which the map of names is kept for the next text.
const namesKept = 1 << 12

// shut is less than any sum of scores: no row of tags goes through it.
const shut = -1 << 50

// tagOf is the column of a place in a name of a label.
func tagOf(label, place int) int { return tagPlaces*label + place }

// load reads the tagger from a model; a table of its words has so many rows.
func (t *nameTagger) load(m *modelFile, rows int) error {
	tags, err := m.lines("names")
	if err != nil {
		return err
	}
	for i, tag := range tags {
		label, place := (i-1)/tagPlaces, (i-1)%tagPlaces
		if i == 0 {
			if tag != "O" {
				return fmt.Errorf("%w: its first tag of names is %q, not O", errModel, tag)
			}
			continue
		}
		letter, name, _ := strings.Cut(tag, "-")
		if place == 0 {
			t.labels = append(t.labels, name)
		}
		if letter != "BIES"[place:place+1] || name == "" || name != t.labels[label] {
			return fmt.Errorf("%w: %q is not the tag of a name that it should be", errModel, tag)
		}
	}
	if len(tags) != 1+tagPlaces*len(t.labels) || len(tags) > 100 {
		return fmt.Errorf("%w: %d tags of names", errModel, len(tags))
	}
	if t.encoder, err = m.encoder("names.", rows); err != nil {
		return err
	}
	if t.hidden, err = m.layer("names.hidden", -1, t.width); err != nil {
		return err
	}
	t.tags, err = m.layer("names.tags", len(tags), t.hidden.outputs)
	return err
}

// find appends the names of some units, the rows of whose words in a table stand
// in s.words.
func (t *nameTagger) find(d *Document, s *scratch, units []unit, rows int) {
	t.read(s, units, rows)
	scores := t.scores(t.hidden, t.tags, s, rows)
	row := 0
	for _, u := range units {
		length := u.last - u.first
		path := t.path(&s.names, scores[row*t.tags.outputs:], length)
		for first := 0; first < length; first++ {
			if path[first] == tagOutside {
				continue
			}
			label := (int(path[first]) - 1) / tagPlaces
			last := first
			for int(path[last]) != tagOf(label, tagEnd) && int(path[last]) != tagOf(label, tagAlone) {
				last++
			}
			t.vote(&s.names, scores[(row+first)*t.tags.outputs:], last-first+1)
			d.Entities = append(d.Entities, Entity{
				Span:  Span{d.Tokens[u.first+first].Start, d.Tokens[u.first+last].End},
				First: u.first + first, Last: u.first + last + 1, Label: t.labels[label],
			})
			first = last
		}
		row += length
	}
}

// nameScratch is the memory of names.
type nameScratch struct {
	from  []int8
	path  []int8
	sums  [2][]int64
	votes []int64        // rows of labels: how well each suits each name of the document
	first map[string]int // the first row of each name
}

// vote appends a row for the name of some words whose scores these are: for each
// label the sum over the words of the best place in a name of it.
func (t *nameTagger) vote(s *nameScratch, scores []int32, words int) {
	for label := range t.labels {
		var sum int64
		for i := range words {
			z := scores[i*t.tags.outputs+tagOf(label, tagBegin):][:tagPlaces]
			sum += int64(max(z[0], z[1], z[2], z[3]))
		}
		s.votes = append(s.votes, sum)
	}
}

// settle gives all places of a document that are named alike the label that
// suits them best together: a short line may not tell what kind of name it
// holds where another one does. names are those that votes has rows of.
func (t *nameTagger) settle(s *nameScratch, text string, names []Entity) {
	if s.first == nil {
		s.first = map[string]int{}
	}
	labels := len(t.labels)
	for i, e := range names {
		name := e.Span.Text(text)
		first, known := s.first[name]
		if !known {
			s.first[name] = i
			continue
		}
		for label, votes := range s.votes[i*labels : (i+1)*labels] {
			s.votes[first*labels+label] += votes
		}
	}
	for i, e := range names {
		row := s.votes[s.first[e.Span.Text(text)]*labels:][:labels]
		names[i].Label = t.labels[slices.Index(row, slices.Max(row))]
	}
	s.votes = s.votes[:0]
	if len(s.first) > namesKept {
		s.first = nil // clearing a large map takes long, even for a short text
	}
	clear(s.first)
}

// path returns the best row of tags in which every name that begins ends. Rows
// of scores are t.tags.outputs apart.
func (t *nameTagger) path(s *nameScratch, scores []int32, length int) []int8 {
	tags := 1 + tagPlaces*len(t.labels)
	from, path := grown(&s.from, length*tags), grown(&s.path, length)
	before, now := grown(&s.sums[0], tags), grown(&s.sums[1], tags)
	// Before the first word nothing is open.
	for k := range before {
		before[k] = shut
	}
	before[tagOutside] = 0
	better := func(k, than int) int {
		if before[k] > before[than] {
			return k
		}
		return than
	}
	for i := range length {
		z := scores[i*t.tags.outputs:][:tags]
		closed := tagOutside
		for label := range t.labels {
			closed = better(tagOf(label, tagEnd), closed)
			closed = better(tagOf(label, tagAlone), closed)
		}
		choose := func(k, previous int) {
			from[i*tags+k] = int8(previous)
			now[k] = before[previous] + int64(z[k])
		}
		choose(tagOutside, closed)
		for label := range t.labels {
			open := better(tagOf(label, tagInside), tagOf(label, tagBegin))
			choose(tagOf(label, tagBegin), closed)
			choose(tagOf(label, tagInside), open)
			choose(tagOf(label, tagEnd), open)
			choose(tagOf(label, tagAlone), closed)
		}
		before, now = now, before
	}
	k := tagOutside
	for label := range t.labels {
		k = better(tagOf(label, tagEnd), k)
		k = better(tagOf(label, tagAlone), k)
	}
	for i := length - 1; i >= 0; i-- {
		path[i] = int8(k)
		k = int(from[i*tags+k])
	}
	return path
}
