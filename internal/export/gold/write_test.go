package gold_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/export/gold"
)

// TestWrite writes every report of the example and reads the same again.
func TestWrite(t *testing.T) {
	t.Parallel()
	folder, faults, err := gold.Read(filepath.Join("..", "..", "..", "examples", "july-1914", "gold"))
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	dir := t.TempDir()
	var actors strings.Builder
	if err := gold.WriteActors(&actors, folder.Actors); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "actors.gold"), actors.String())
	for _, r := range folder.Reports {
		var written strings.Builder
		if err := gold.Write(&written, r); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(dir, r.Key+gold.Ending), written.String())
		put(t, filepath.Join(dir, r.Document), r.Text)
	}
	again, faults, err := gold.Read(dir)
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	if len(again.Reports) != len(folder.Reports) {
		t.Fatalf("%d reports of %d", len(again.Reports), len(folder.Reports))
	}
	for i, r := range folder.Reports {
		for k := range r.Statements {
			want, got := r.Statements[k], again.Reports[i].Statements[k]
			if !reflect.DeepEqual(want.Content, got.Content) || !reflect.DeepEqual(want.Cue, got.Cue) || !reflect.DeepEqual(want.Source, got.Source) ||
				want.Kind != got.Kind || want.Account != got.Account || !reflect.DeepEqual(want.Speakers, got.Speakers) ||
				!reflect.DeepEqual(want.SaidOn, got.SaidOn) || (want.Parent == nil) != (got.Parent == nil) {
				t.Errorf("%s comes back as %+v", want.ID, got)
			}
		}
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), fs.FileMode(0o600)); err != nil {
		t.Fatal(err)
	}
}
