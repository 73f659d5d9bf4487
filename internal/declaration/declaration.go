// Package declaration answers: what has a person declared that no report says: topics,
// clauses under all their wordings, groups and their members, other names, matters?
//
// In goes a TOML file; [Parse] checks it and says file and line of what cannot stand there.
//
//	[[topic]]
//	id = "toll"
//	name = "the harbour toll"
//	words = ["harbour toll", "toll on grain"]
//
// Law: nothing that is declared changes what was read. Cost: linear in the file. Invalid
// input is an error that names the line.
package declaration

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// Declarations are what a file declares.
type Declarations struct {
	Names   []Name   `toml:"name" json:"name,omitempty"`
	Groups  []Group  `toml:"group" json:"group,omitempty"`
	Clauses []Clause `toml:"clause" json:"clause,omitempty"`
	Topics  []Topic  `toml:"topic" json:"topic,omitempty"`
	Matters []Matter `toml:"matter" json:"matter,omitempty"`
}

// Name says by what else somebody is called.
type Name struct {
	Of   string   `toml:"of"`
	Text []string `toml:"text"`
}

// Group is several who are named as one, with its members over time.
type Group struct {
	Name    string   `toml:"name"`
	Members []Member `toml:"members"`
}

// Member is one of a group from a day to a day; "" is always.
type Member struct {
	Name  string `toml:"name"`
	From  string `toml:"from,omitempty"`
	Until string `toml:"until,omitempty"`
}

// Clause is a right, a duty or a principle with the ways to say it.
type Clause struct {
	ID       string   `toml:"id"`
	Name     string   `toml:"name"`
	Of       string   `toml:"of,omitempty"`
	Modality string   `toml:"modality"`
	Ways     []string `toml:"ways"`
}

// Topic is what sides take a stand on, by the words that speak of it.
type Topic struct {
	ID    string   `toml:"id"`
	Name  string   `toml:"name"`
	Words []string `toml:"words"`
}

// Matter is a dispute, by the words that speak of it.
type Matter struct {
	ID    string   `toml:"id"`
	Name  string   `toml:"name"`
	Words []string `toml:"words"`
}

// Parse reads a file of that name. An error says where in it the fault is.
func Parse(file string, data []byte) (*Declarations, error) {
	var d Declarations
	meta, err := toml.Decode(string(data), &d)
	var fault toml.ParseError
	switch {
	case errors.As(err, &fault):
		return nil, fmt.Errorf("%s:%d: %s", file, fault.Position.Line, fault.Message)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	at := func(words string) string { return fmt.Sprintf("%s:%d", file, lineOf(data, words)) }
	for _, key := range meta.Undecoded() {
		return nil, fmt.Errorf("%s: %q is nothing that can be declared; there are name, group, clause, topic and matter, with the keys of docs/formats.md", at(key[len(key)-1]), key)
	}
	return &d, d.check(at)
}

// lineOf is the line on which words stand first, 1 where they do not.
func lineOf(data []byte, words string) int {
	i := bytes.Index(data, []byte(words))
	if i < 0 || words == "" {
		return 1
	}
	return 1 + bytes.Count(data[:i], []byte("\n"))
}

// check says what is missing or cannot be.
func (d *Declarations) check(at func(words string) string) error {
	seen := map[string]bool{}
	entry := func(kind, id, name string, words []string) error {
		switch {
		case id == "":
			return fmt.Errorf("%s: a %s needs an id", at(name), kind)
		case seen[kind+id]:
			return fmt.Errorf("%s: there are two of the id %q", at(id), id)
		case name == "":
			return fmt.Errorf("%s: %s %q needs a name", at(id), kind, id)
		case len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return len(strings.TrimSpace(w)) < 3 }):
			return fmt.Errorf("%s: %s %q needs words by which it is recognised, each of three letters or more", at(id), kind, id)
		}
		seen[kind+id] = true
		return nil
	}
	for _, t := range d.Topics {
		if err := entry("topic", t.ID, t.Name, t.Words); err != nil {
			return err
		}
	}
	for _, m := range d.Matters {
		if err := entry("matter", m.ID, m.Name, m.Words); err != nil {
			return err
		}
	}
	for _, c := range d.Clauses {
		if err := entry("clause", c.ID, c.Name, c.Ways); err != nil {
			return err
		}
		if !slices.Contains(verbale.Modalities, verbale.Modality(c.Modality)) {
			return fmt.Errorf("%s: modality %q is not one of right, obligation, prohibition, principle, guarantee", at(c.ID), c.Modality)
		}
	}
	for _, n := range d.Names {
		if n.Of == "" || len(n.Text) == 0 {
			return fmt.Errorf("%s: a name needs of and text", at(n.Of))
		}
	}
	for _, g := range d.Groups {
		if g.Name == "" || len(g.Members) == 0 {
			return fmt.Errorf("%s: a group needs a name and members", at(g.Name))
		}
		for _, m := range g.Members {
			if m.Name == "" {
				return fmt.Errorf("%s: a member of %q needs a name", at(g.Name), g.Name)
			}
			for _, day := range []string{m.From, m.Until} {
				if _, ok := calendar.ParseSpan(day); day != "" && !ok {
					return fmt.Errorf("%s: %q is no date; write it as 1931-05-04", at(day), day)
				}
			}
		}
	}
	return nil
}

// Over is what stands once another file came in: of each kind of which that declares
// anything, what it declares.
func (d Declarations) Over(next *Declarations) Declarations {
	if len(next.Names) > 0 {
		d.Names = next.Names
	}
	if len(next.Groups) > 0 {
		d.Groups = next.Groups
	}
	if len(next.Clauses) > 0 {
		d.Clauses = next.Clauses
	}
	if len(next.Topics) > 0 {
		d.Topics = next.Topics
	}
	if len(next.Matters) > 0 {
		d.Matters = next.Matters
	}
	return d
}

// String writes declarations as a file that [Parse] reads again.
func (d Declarations) String() string {
	var b strings.Builder
	encoder := toml.NewEncoder(&b)
	encoder.Indent = ""
	if err := encoder.Encode(d); err != nil {
		panic(err) // strings are TOML
	}
	return strings.TrimLeft(b.String(), "\n")
}
