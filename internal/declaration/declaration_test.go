package declaration_test

import (
	"reflect"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/declaration"
)

const file = `[[topic]]
id = "toll"
name = "the harbour toll"
words = ["harbour toll", "toll on grain"]

[[clause]]
id = "open"
name = "open waters"
modality = "principle"
ways = ["waters are open to all"]

[[group]]
name = "the guilds"
members = [{name = "Arvik", from = "1931-05-04"}, {name = "Brenn"}]
`

// TestParse reads a file, writes it and reads it again.
func TestParse(t *testing.T) {
	t.Parallel()
	d, err := declaration.Parse("harbour.toml", []byte(file))
	if err != nil || len(d.Topics) != 1 || len(d.Groups[0].Members) != 2 {
		t.Fatalf("%+v %v", d, err)
	}
	again, err := declaration.Parse("again.toml", []byte(d.String()))
	if err != nil || !reflect.DeepEqual(d, again) {
		t.Errorf("%+v %v", again, err)
	}
}

// TestFaults names the line of what cannot stand there.
func TestFaults(t *testing.T) {
	t.Parallel()
	for change, want := range map[[2]string]string{
		{`"principle"`, `"wish"`}:        "harbour.toml:7: modality",
		{`id = "open"`, `id = ""`}:       "a clause needs an id",
		{`[[topic]]`, `[[topics]]`}:      "harbour.toml:1: \"topics",
		{`1931-05-04`, `someday`}:        "harbour.toml:14: \"someday\" is no date",
		{`"waters are open to all"`, ``}: "needs words",
		{`[[clause]]`, `[[clause`}:       "harbour.toml:",
	} {
		_, err := declaration.Parse("harbour.toml", []byte(strings.Replace(file, change[0], change[1], 1)))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", change[1], err, want)
		}
	}
}

// TestOver replaces the kinds that a later file declares, and leaves the others.
func TestOver(t *testing.T) {
	t.Parallel()
	d, err := declaration.Parse("harbour.toml", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	next := d.Over(&declaration.Declarations{Topics: []declaration.Topic{{ID: "pier", Name: "the pier", Words: []string{"pier"}}}})
	if len(next.Topics) != 1 || next.Topics[0].ID != "pier" || len(next.Clauses) != 1 {
		t.Errorf("%+v", next)
	}
}
