package reading_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	"testing"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/reading/attribution"
	"verbale.dev/verbale/lang"
)

// TestName holds the name of the readings of each engine together with a hash of
// its readings of the example: readings that change under one name would leave
// dossiers as they are.
func TestName(t *testing.T) {
	t.Parallel()
	for _, engine := range reading.Engines {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			models := reading.ShippedBy(engine)
			digest := sha256.New()
			readExample(t, reading.New(models), digest)
			holdName(t, filepath.Join("testdata", "name-"+string(engine)+".txt"), models.Name(), fmt.Sprintf("%x", digest.Sum(nil)[:16]))
		})
	}
}

// holdName compares a name and a hash with those of a file.
func holdName(t *testing.T, golden, name, hash string) {
	t.Helper()
	data, err := os.ReadFile(golden)
	if err != nil && !*update {
		t.Fatal(err)
	}
	var wasName, wasHash string
	fmt.Sscan(string(data), &wasName, &wasHash)
	switch {
	case hash != wasHash && name == wasName:
		t.Fatal("the readings of the example changed and their name did not: raise rulesVersion, then run with -update")
	case *update:
		if err := os.WriteFile(golden, []byte(name+" "+hash+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	case hash != wasHash:
		t.Errorf("the readings of the example changed, and so did their name: %s was %s; run with -update if both were meant to", name, wasName)
	case name != wasName:
		t.Errorf("the name changed from %s to %s and no reading of the example did: "+
			"lower rulesVersion again, or run with -update if a model changed", wasName, name)
	}
}

// readExample writes what the readings of the example say, without their name.
func readExample(t *testing.T, reader *reading.Reader, to hash.Hash) {
	t.Helper()
	n := 0
	example := filepath.Join("..", "..", "examples", "july-1914")
	err := (&intake.Reader{}).Read(context.Background(), []string{example}, func(item intake.Item) error {
		if item.Document == nil || !item.Document.Readable() {
			return nil
		}
		r := reader.Read(item.Document)
		r.Model = ""
		n++
		data, err := json.Marshal(r)
		if err != nil {
			return err
		}
		var row any
		if err := json.Unmarshal(data, &row); err != nil {
			return err
		}
		return json.NewEncoder(to).Encode(filled(row))
	})
	if err != nil || n < 10 {
		t.Fatalf("%d reports of the example: %v", n, err)
	}
}

// filled takes out of a JSON value all that says nothing, so that a column that the
// rows get and reading does not fill changes nothing.
func filled(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for key, field := range value {
			if field = filled(field); field == nil {
				delete(value, key)
			}
		}
		return value
	case []any:
		if len(value) == 0 {
			return nil
		}
		for i := range value {
			value[i] = filled(value[i])
		}
		return value
	case string:
		if value == "" {
			return nil
		}
		return value
	}
	return value
}

// renamed is an engine that differs from another in its name alone.
type renamed struct{ lang.Engine }

func (renamed) Fingerprint() string { return "another" }

// TestNameOfModels checks that each model is part of the name, and that a reader
// gives the name of its own.
func TestNameOfModels(t *testing.T) {
	t.Parallel()
	shipped := reading.Shipped()
	other, third := shipped, shipped
	other.Engine = renamed{shipped.Engine}
	third.Statements = attribution.With(nil, nil)
	weights := *shipped.Antecedents
	weights[0][0]++
	fourth := shipped
	fourth.Antecedents = &weights
	names := map[string]bool{}
	for _, models := range []reading.Models{shipped, other, third, fourth} {
		names[models.Name()] = true
	}
	if len(names) != 4 {
		t.Errorf("four sets of models have %d names: %v", len(names), names)
	}
	if _, r := read(reading.New(other), "Ida Brandt said that the lock was shut."); r.Model != other.Name() || len(r.Statements) == 0 {
		t.Errorf("the reading is called %s, not %s", r.Model, other.Name())
	}
}
