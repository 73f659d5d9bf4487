package query_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/query"
)

var update = flag.Bool("update", false, "write the table of docs/asking.md anew")

// TestFieldsAreDocumented holds the table of docs/asking.md against the fields.
func TestFieldsAreDocumented(t *testing.T) {
	t.Parallel()
	const file, begin, end = "../../docs/asking.md", "<!-- fields -->\n", "<!-- end of fields -->\n"
	var table strings.Builder
	table.WriteString("| flag | in addresses | asks for |\n| --- | --- | --- |\n")
	for _, f := range query.Fields() {
		flagged := "`--" + f.Flag()
		if f.Shown != "" {
			flagged += " " + f.Shown
		}
		meaning := f.Meaning
		if f.Values != nil {
			meaning += " One of `" + strings.Join(f.Values, "`, `") + "`."
		}
		fmt.Fprintf(&table, "| %s` | `%s` | %s |\n", flagged, f.Name, meaning)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	held, after, closed := strings.Cut(rest, end)
	switch {
	case !ok || !closed:
		t.Fatalf("%s has no place for the table", file)
	case held == table.String():
	case *update:
		if err := os.WriteFile(file, []byte(before+begin+table.String()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("the table of %s is\n%sand should be (-update writes it)\n%s", file, held, table.String())
	}
}
