package verbale_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDecisions holds every decision to a number of its own, the same in its file's
// name and in its heading.
func TestDecisions(t *testing.T) {
	files, err := filepath.Glob("docs/decisions/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no decisions found: %v", err)
	}
	byNumber := map[int]string{}
	for _, file := range files {
		var number int
		if _, err := fmt.Sscanf(filepath.Base(file), "%d-", &number); err != nil {
			t.Errorf("%s: no number before its name", file)
			continue
		}
		if other := byNumber[number]; other != "" {
			t.Errorf("%s and %s share a number", file, other)
		}
		byNumber[number] = file
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(text), fmt.Sprintf("# %d. ", number)) {
			t.Errorf("%s: its heading does not begin with %q", file, fmt.Sprintf("# %d. ", number))
		}
	}
}
