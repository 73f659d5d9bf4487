package evaluation

import (
	"fmt"
	"strings"

	"verbale.dev/verbale/internal/export/conllu"
	"verbale.dev/verbale/internal/export/iob2"
	"verbale.dev/verbale/lang"
)

// EntityScores counts names that agree in extent and label: of all labels
// together and of each.
type EntityScores struct {
	All    Score
	Labels map[string]*Score
}

// named is a name on a text without its white space.
type named struct {
	extent
	label string
}

// EntitiesFromText reads the raw text under each gold document with analyzer
// and compares the names that it finds with those of gold, whose sentences are
// those of the documents by their ids. Only labels that gold knows are counted.
// A document with a sentence that gold lacks is passed over whole. The words
// of the two may be cut differently; it is an error if their characters differ.
func EntitiesFromText(analyzer *lang.Analyzer, documents []GoldDocument, gold []iob2.Sentence) (EntityScores, error) {
	scores := EntityScores{Labels: map[string]*Score{}}
	byID := make(map[string]*iob2.Sentence, len(gold))
	for i, s := range gold {
		byID[s.ID] = &gold[i]
		for _, n := range s.Names {
			if scores.Labels[n.Label] == nil {
				scores.Labels[n.Label] = &Score{}
			}
		}
	}
	for _, d := range documents {
		names, ok, err := goldNames(d.Sentences, byID)
		if err != nil {
			return scores, err
		}
		if ok {
			scores.compare(names, foundNames(analyzer.Analyze(conllu.RawText(d.Sentences))))
		}
	}
	return scores, nil
}

// NamedText is a text with its names: spans of its bytes, in order.
type NamedText struct {
	Text  string
	Names []lang.Entity // Span and Label are read
}

// EntitiesFromNamedText compares the names that analyzer finds in texts with
// those that the texts have. Only labels that gold knows are counted.
func EntitiesFromNamedText(analyzer *lang.Analyzer, texts []NamedText) EntityScores {
	scores := EntityScores{Labels: map[string]*Score{}}
	bySpan := func(names []lang.Entity) []named {
		out := make([]named, len(names))
		for i, n := range names {
			out[i] = named{extent{n.Start, n.End}, n.Label}
		}
		return out
	}
	for _, t := range texts {
		for _, n := range t.Names {
			if scores.Labels[n.Label] == nil {
				scores.Labels[n.Label] = &Score{}
			}
		}
	}
	for _, t := range texts {
		scores.compare(bySpan(t.Names), bySpan(analyzer.Analyze(t.Text).Entities))
	}
	return scores
}

// goldNames returns the names in the sentences of a document; false if gold
// lacks one of them.
func goldNames(sentences []*conllu.Sentence, byID map[string]*iob2.Sentence) ([]named, bool, error) {
	var names []named
	at := 0
	for _, s := range sentences {
		g := byID[s.ID]
		if g == nil {
			return nil, false, nil
		}
		forms := strings.Builder{}
		for _, w := range s.Words {
			forms.WriteString(w.Form)
		}
		if characters := strings.Join(g.Words, ""); characters != forms.String() {
			return nil, false, fmt.Errorf("evaluation: sentence %s is %q in one file and %q in the other", s.ID, forms.String(), characters)
		}
		starts := make([]int, len(g.Words)+1)
		for i, w := range g.Words {
			starts[i] = at
			at += len(w)
		}
		starts[len(g.Words)] = at
		for _, n := range g.Names {
			names = append(names, named{extent{starts[n.First], starts[n.Last]}, n.Label})
		}
	}
	return names, true, nil
}

// foundNames returns the names in an analysis.
func foundNames(d *lang.Document) []named {
	starts := make([]int, len(d.Tokens)+1)
	for i, t := range d.Tokens {
		starts[i+1] = starts[i] + t.Len()
	}
	names := make([]named, 0, len(d.Entities))
	for _, e := range d.Entities {
		names = append(names, named{extent{starts[e.First], starts[e.Last]}, e.Label})
	}
	return names
}

func (s *EntityScores) compare(gold, found []named) {
	there := make(map[named]bool, len(gold))
	for _, n := range gold {
		there[n] = true
		s.Labels[n.label].Gold++
		s.All.Gold++
	}
	for _, n := range found {
		label := s.Labels[n.label]
		if label == nil {
			continue
		}
		label.System++
		s.All.System++
		if there[n] {
			label.Correct++
			s.All.Correct++
		}
	}
}
