package gold_test

import (
	"testing"

	"verbale.dev/verbale/internal/format/gold"
)

// The gold of the example dossier holds to its own rules.
func TestJulyHasNoFaults(t *testing.T) {
	t.Parallel()
	folder, faults, err := gold.Read("../../../examples/july-1914/gold")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Error(f)
	}
	if len(folder.Reports) == 0 {
		t.Error("the folder holds no report")
	}
}
