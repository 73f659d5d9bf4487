package evaluation

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// QuotationPair is two direct quotations of different reports that are of one
// utterance, as a run of words which both have shows.
type QuotationPair struct {
	Utterance string    `json:"utterance"` // joins the pairs that share a quotation
	A         Quotation `json:"a"`
	B         Quotation `json:"b"`
	Class     string    `json:"class"` // identical, contains or differs
}

// Quotation is where a quotation stands.
type Quotation struct {
	Document string `json:"document"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
}

// ReadPairs reads pairs of quotations, one a line of JSON. The error names the line.
func ReadPairs(r io.Reader) ([]QuotationPair, error) {
	var pairs []QuotationPair
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		var p QuotationPair
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		pairs = append(pairs, p)
	}
	return pairs, lines.Err()
}

// Joined counts how pairs of quotations were found again.
type Joined struct {
	Pairs       int            // of which the record holds both reports
	Found       int            // some statement of either quotation is of one utterance
	NoStatement int            // a quotation is the content of no statement
	Missed      map[string]int // of those with statements that are not joined, by class
	Utterances  int            // of the record, that hold two of the quotations or more
	Pure        int            // of those, that hold quotations of one utterance alone
	OneContent  int            // of the others, of which one statement holds all of it: it was quoted in pieces
}

// JoinPairs measures the utterances of a record against pairs of quotations. Statements
// are those of the reports that the record holds; a quotation is that of a statement
// where half of the shorter of the two is shared.
func JoinPairs(pairs []QuotationPair, statements []*verbale.Statement) Joined {
	of := map[string][]*verbale.Statement{}
	for _, s := range statements {
		of[s.Document] = append(of[s.Document], s)
	}
	done := Joined{Missed: map[string]int{}}
	held := map[string]map[string]bool{}       // gold utterances, by ours
	contents := map[string]map[string][]bool{} // by ours, statement
	for _, p := range pairs {
		if of[p.A.Document] == nil || of[p.B.Document] == nil {
			continue
		}
		done.Pairs++
		a, b := p.A.statements(of[p.A.Document]), p.B.statements(of[p.B.Document])
		for _, s := range append(a, b...) {
			if s.Utterance != nil {
				put(held, *s.Utterance, p.Utterance)
				putContent(contents, s, p.Utterance)
			}
		}
		switch {
		case areOne(a, b):
			done.Found++
		case len(a) == 0 || len(b) == 0:
			done.NoStatement++
		default:
			done.Missed[p.Class]++
		}
	}
	for ours, gold := range held {
		done.Utterances++
		switch {
		case len(gold) == 1:
			done.Pure++
		case holdsAll(contents[ours], len(gold)):
			done.OneContent++
		}
	}
	return done
}

// statements are those of a report whose content the quotation is.
func (q Quotation) statements(all []*verbale.Statement) []*verbale.Statement {
	at := lang.Span{Start: q.Start, End: q.End}
	var list []*verbale.Statement
	for _, s := range all {
		shared, length := 0, 0
		for _, e := range s.Content {
			shared += max(0, min(e.End, at.End)-max(e.Start, at.Start))
			length += e.Len()
		}
		if 2*shared >= min(length, at.Len()) {
			list = append(list, s)
		}
	}
	return list
}

// areOne reports whether a statement of either list is of the same utterance.
func areOne(a, b []*verbale.Statement) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Utterance != nil && y.Utterance != nil && *x.Utterance == *y.Utterance {
				return true
			}
		}
	}
	return false
}

func put(all map[string]map[string]bool, key, value string) {
	if all[key] == nil {
		all[key] = map[string]bool{}
	}
	all[key][value] = true
}

// putContent notes that a statement holds a quotation of a gold utterance.
func putContent(all map[string]map[string][]bool, s *verbale.Statement, gold string) {
	if all[*s.Utterance] == nil {
		all[*s.Utterance] = map[string][]bool{}
	}
	key := s.ID + " " + gold
	if all[*s.Utterance][key] == nil {
		all[*s.Utterance][key] = []bool{true}
		all[*s.Utterance][s.ID] = append(all[*s.Utterance][s.ID], true)
	}
}

// holdsAll reports whether one statement holds quotations of n gold utterances.
func holdsAll(statements map[string][]bool, n int) bool {
	for _, gold := range statements {
		if len(gold) >= n {
			return true
		}
	}
	return false
}
