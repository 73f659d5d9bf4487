package utterance

import (
	"slices"
	"strings"

	"verbale.dev/verbale/lang"
)

// Part is a rendering that links tie to others, with those links. The renderings
// that are tied together, directly or through others, are one block: its members
// are of one utterance.
type Part struct {
	Statement string
	Document  string
	Version   string      // first 16 hex digits of the version's hash
	Evidence  []lang.Span // of the content
	Speakers  []string    // ids of actors
	SaidOn    string      // "" where its report tells no day
	Links     []Link      // with all other renderings
}

// ID orders the parts of a block.
func (p Part) ID() string { return p.Statement }

// Utterance is one thing that was said once, as reports tell it.
type Utterance struct {
	ID         string
	Renderings []string // ids of statements, in order of document and place
	Tellings   int      // reports
	Speaker    string   // id of the actor that all renderings with a speaker name; "" where they differ or name none
	SaidOn     string   // the day that all renderings with a day tell; "" where they differ or tell none
	Why        []Link   // in order
}

// Utterances derives utterances from the renderings that are tied together. A block
// bears the id of one of its statements.
type Utterances struct{}

// Layer is "utterance".
func (Utterances) Layer() string { return "utterance" }

// Limit is none: what is tied together is one, however often it is told.
func (Utterances) Limit() int { return 0 }

// Derive returns the one utterance of a block; none of a block of one rendering.
func (Utterances) Derive(_ string, parts []Part) []Utterance {
	if len(parts) < 2 {
		return nil
	}
	parts = slices.Clone(parts)
	slices.SortFunc(parts, func(a, b Part) int { return a.before(&b) })
	u := Utterance{ID: IDOf(parts[0].Statement), Speaker: agreed(parts, Part.speaker), SaidOn: agreed(parts, func(p Part) string { return p.SaidOn })}
	documents := map[string]bool{}
	for _, p := range parts {
		u.Renderings = append(u.Renderings, p.Statement)
		documents[p.Document] = true
		for _, link := range p.Links {
			if link.A == p.Statement {
				u.Why = append(u.Why, link)
			}
		}
	}
	u.Tellings = len(documents)
	slices.SortFunc(u.Why, func(a, b Link) int { return strings.Compare(a.A+" "+a.B, b.A+" "+b.B) })
	return []Utterance{u}
}

// before orders parts by their evidence.
func (p *Part) before(q *Part) int {
	if c := strings.Compare(p.Document, q.Document); c != 0 {
		return c
	}
	for i := 0; i < min(len(p.Evidence), len(q.Evidence)); i++ {
		if c := p.Evidence[i].Start - q.Evidence[i].Start; c != 0 {
			return c
		}
	}
	return strings.Compare(p.Statement, q.Statement)
}

func (p Part) speaker() string {
	if len(p.Speakers) == 0 {
		return ""
	}
	return p.Speakers[0]
}

// agreed is the value that all parts with one have, "" where they differ.
func agreed(parts []Part, of func(Part) string) string {
	var value string
	for _, p := range parts {
		switch v := of(p); {
		case v == "":
		case value == "":
			value = v
		case v != value:
			return ""
		}
	}
	return value
}

// The ids of statements and of utterances differ in their beginning alone: an
// utterance bears the id of its first rendering.
const (
	statementPrefix = "s-"
	utterancePrefix = "u-"
)

// IDOf returns the id of the utterance whose first rendering is a statement.
func IDOf(statement string) string {
	return utterancePrefix + strings.TrimPrefix(statement, statementPrefix)
}

// StatementOf returns the statement that an id of an utterance is made from: one that
// an utterance had before names a rendering of what it became.
func StatementOf(id string) (statement string, ok bool) {
	rest, ok := strings.CutPrefix(id, utterancePrefix)
	return statementPrefix + rest, ok
}
