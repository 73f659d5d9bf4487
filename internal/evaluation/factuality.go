package evaluation

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"strings"

	"verbale.dev/verbale/lang"
)

// Judged is a sentence of which people said how sure it is that its events happened.
type Judged struct {
	Set, Part string
	ID        string
	Text      string
	Events    []JudgedEvent
}

// JudgedEvent is a word that tells an event, with a value from -3 (certainly not) to 3
// (certainly).
type JudgedEvent struct {
	At    int // byte of the sentence where the word begins
	Value float64
}

// ReadJudged reads events with values by hand, JSON Lines, packed by gzip or not, as the
// corpus of factuality has them: one line an event, the lines of a sentence together.
func ReadJudged(path string) ([]Judged, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("evaluation: %w", err)
	}
	defer file.Close()
	var from io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if from, err = gzip.NewReader(file); err != nil {
			return nil, fmt.Errorf("evaluation: %s: %w", path, err)
		}
	}
	var list []Judged
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1<<22)
	for n := 1; lines.Scan(); n++ {
		var row struct {
			Set, Part, Sentence string
			ID                  string `json:"sentence_id"`
			Token               int
			Value               float64
		}
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return nil, fmt.Errorf("evaluation: %s: line %d: %w", path, n, err)
		}
		if k := len(list) - 1; k < 0 || list[k].ID != row.ID || list[k].Set != row.Set {
			list = append(list, Judged{Set: row.Set, Part: row.Part, ID: row.ID, Text: row.Sentence})
		}
		s := &list[len(list)-1]
		at := 0
		for i, word := range strings.Split(row.Sentence, " ") {
			if i == row.Token {
				break
			}
			at += len(word) + 1
		}
		s.Events = append(s.Events, JudgedEvent{At: at, Value: row.Value})
	}
	return list, lines.Err()
}

// TokenAt is the token of a document that holds a byte of its text.
func TokenAt(doc *lang.Document, at int) (int, bool) {
	for i := range doc.Tokens {
		if t := &doc.Tokens[i]; t.Start <= at && at < t.End {
			return i, true
		}
	}
	return 0, false
}

// Fit compares values with those of gold.
type Fit struct {
	N                       int
	x, y, xx, yy, xy, apart float64
}

// Add adds a pair.
func (f *Fit) Add(gold, system float64) {
	f.N++
	f.x += gold
	f.y += system
	f.xx += gold * gold
	f.yy += system * system
	f.xy += gold * system
	f.apart += math.Abs(gold - system)
}

// Error is the mean of the absolute differences.
func (f *Fit) Error() float64 {
	if f.N == 0 {
		return 0
	}
	return f.apart / float64(f.N)
}

// Correlation is Pearson's r; 0 where one side is always the same.
func (f *Fit) Correlation() float64 {
	n := float64(f.N)
	spread := (n*f.xx - f.x*f.x) * (n*f.yy - f.y*f.y)
	if spread <= 0 {
		return 0
	}
	return (n*f.xy - f.x*f.y) / math.Sqrt(spread)
}
