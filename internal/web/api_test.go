package web_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"verbale.dev/verbale/internal/web"
)

var update = flag.Bool("update", false, "write the description of a new version of the API")

// TestDescriptionHasItsVersion fails where the description of the API changes
// without its version. To change it, raise apiVersion (the second number for
// what is added; nothing may be taken away) and run the test with -update.
func TestDescriptionHasItsVersion(t *testing.T) {
	t.Parallel()
	server := serverOf(t, web.Options{Store: twoSides()})
	var description struct {
		OpenAPI string `json:"openapi"`
		Info    struct{ Version string }
	}
	raw := get(server, "/openapi.json").Body.Bytes()
	if err := json.Unmarshal(raw, &description); err != nil {
		t.Fatal(err)
	}
	if description.OpenAPI[:3] != "3.1" {
		t.Errorf("OpenAPI %s, want 3.1", description.OpenAPI)
	}
	var spelt bytes.Buffer
	if err := json.Indent(&spelt, raw, "", "\t"); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", "openapi-"+description.Info.Version+".json")
	held, err := os.ReadFile(file)
	switch {
	case os.IsNotExist(err) && *update:
		if err := os.WriteFile(file, append(bytes.TrimSpace(spelt.Bytes()), '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	case err != nil:
		t.Fatalf("%v; a new version is written with -update", err)
	case !bytes.Equal(bytes.TrimSpace(held), bytes.TrimSpace(spelt.Bytes())):
		t.Errorf("the description differs from %s: raise apiVersion in api.go and run the test with -update", file)
	}
	older, err := filepath.Glob(filepath.Join("testdata", "openapi-*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range older {
		holdsAll(t, file, raw)
	}
}

// holdsAll holds the promise: each operation, parameter and field of an older
// description is in the new one.
func holdsAll(t *testing.T, file string, now []byte) {
	t.Helper()
	then, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var a, b any
	if json.Unmarshal(then, &a) != nil || json.Unmarshal(now, &b) != nil {
		t.Fatalf("%s cannot be read", file)
	}
	var walk func(path string, a, b any)
	walk = func(path string, a, b any) {
		switch x := a.(type) {
		case map[string]any:
			y, _ := b.(map[string]any)
			for key, value := range x {
				if _, there := y[key]; !there && key != "description" {
					t.Errorf("%s/%s of %s is gone", path, key, file)
					continue
				}
				walk(path+"/"+key, value, y[key])
			}
		}
	}
	for _, part := range []string{"paths", "components"} {
		walk(part, a.(map[string]any)[part], b.(map[string]any)[part])
	}
}
