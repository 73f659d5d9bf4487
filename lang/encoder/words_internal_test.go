package encoder

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"verbale.dev/verbale/lang"
)

// TestWordsAreThoseOfTraining compares with what the library that the weights were
// trained with makes of 10,000 strings; training/encoder/golden.py writes them.
func TestWordsAreThoseOfTraining(t *testing.T) {
	t.Parallel()
	file, err := os.Open(filepath.Join("testdata", "pieces.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 1<<22)
	if !lines.Scan() {
		t.Fatal("no vocabulary")
	}
	var vocabulary []string
	if err := json.Unmarshal(lines.Bytes(), &vocabulary); err != nil {
		t.Fatal(err)
	}
	m := &Model{pieces: newPieces(vocabulary)}
	count, wrong := 0, 0
	for lines.Scan() {
		var text string
		var ids [][]int32
		var shapes []int
		if err := json.Unmarshal(lines.Bytes(), &[]any{&text, &ids, &shapes}); err != nil {
			t.Fatal(err)
		}
		count++
		var got words
		m.cut(text, lang.Span{End: len(text)}, 0, &got)
		if len(got.list) != len(ids) {
			t.Errorf("%q: %d words, not %d", text, len(got.list), len(ids))
			wrong++
			continue
		}
		for i, w := range got.list {
			form := text[w.span.Start:w.span.End]
			if pieces := got.ids[w.first:w.last]; !slices.Equal(pieces, ids[i]) {
				t.Errorf("%q in %q: pieces %v, not %v", form, text, pieces, ids[i])
				wrong++
			}
			if int(w.shape) != shapes[i] {
				t.Errorf("%q in %q: shape %d, not %d", form, text, w.shape, shapes[i])
				wrong++
			}
		}
		if wrong > 20 {
			t.FailNow()
		}
	}
	if lines.Err() != nil {
		t.Fatal(lines.Err())
	}
	if count < 10000 {
		t.Errorf("%d strings, not 10,000", count)
	}
}
