package timex_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/reading/timex"
)

var update = flag.Bool("update", false, "write the table of rules into docs/timex.md")

// TestDocs wants the table of rules in docs/timex.md to be that of the program.
func TestDocs(t *testing.T) {
	const begin, end = "<!-- rules: go test ./internal/reading/timex -run TestDocs -update -->\n", "<!-- end of rules -->\n"
	path := filepath.Join("..", "..", "..", "docs", "timex.md")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), begin)
	old, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s does not mark where the rules stand", path)
	}
	var table strings.Builder
	table.WriteString("\n| rule | words | example | value |\n| --- | --- | --- | --- |\n")
	for _, r := range timex.Rules() {
		pattern := strings.ReplaceAll(r.Pattern, "|", "\\|")
		fmt.Fprintf(&table, "| `%s` | `%s` | %s | %s |\n", r.Name, pattern, strings.NewReplacer("[", "**", "]", "**").Replace(r.Example), r.Value)
	}
	table.WriteString("\n")
	if *update {
		if err := os.WriteFile(path, []byte(before+begin+table.String()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if old != table.String() {
		t.Errorf("the table of rules in %s is not that of the program; go test ./internal/reading/timex -run TestDocs -update writes it", path)
	}
}
