package parquet_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	writer "github.com/parquet-go/parquet-go"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/formats"
	"verbale.dev/verbale/internal/intake/intaketest"
	"verbale.dev/verbale/internal/intake/parquet"
)

type article struct {
	ID      string    `parquet:"doc_id"`
	Article string    `parquet:"article,zstd"`
	Date    time.Time `parquet:"publish_date,timestamp(millisecond)"`
	Source  *string   `parquet:"source,optional"`
	Score   float64   `parquet:"score"`
	Tags    []string  `parquet:"tags,list"`
}

func file(t testing.TB, rows ...article) []byte {
	t.Helper()
	var b bytes.Buffer
	w := writer.NewGenericWriter[article](&b)
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFiles(t *testing.T) {
	t.Parallel()
	gazette := "Harbour Gazette"
	whole := file(t,
		article{"7", "The council closed the lower lock.", time.Date(2031, 5, 7, 6, 12, 0, 0, time.UTC), &gazette, 0.5, []string{"a", "b"}},
		article{"8", "It will open, “in June”.", time.Date(2031, 5, 8, 0, 0, 0, 0, time.UTC), nil, 1, nil},
		article{"9", "", time.Time{}, nil, 0, nil})
	const want = `taken understood: text from article, published from publish_date, outlet from source, id from doc_id
report a.parquet!7 of Parquet
  published (record: publish_date): "2031-05-07T06:12:00Z"
  outlet (record: source): "Harbour Gazette"
  score (record): "\"0.5\""
  body: "The council closed the lower lock."
report a.parquet!8 of Parquet
  published (record: publish_date): "2031-05-08T00:00:00Z"
  score (record): "\"1\""
  body: "It will open, “in June”."
skipped empty: there is no text in the row
`
	if got := intaketest.Tell(t, formats.NewReader(), "a.parquet", whole); got != want {
		t.Errorf("got:\n%s", got)
	}
	for name, content := range map[string][]byte{"cut off": whole[:len(whole)/2], "only a head": []byte("PAR1"), "no footer": []byte("PAR1PAR1PAR1PAR1")} {
		if got := intaketest.Tell(t, formats.NewReader(), "a.parquet", content); !strings.HasPrefix(got, "skipped damaged: the Parquet file is damaged") {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

func FuzzFiles(f *testing.F) {
	f.Add(file(f, article{ID: "7", Article: "The council closed the lower lock."}))
	f.Fuzz(func(t *testing.T, content []byte) {
		reader := formats.NewReader()
		reader.MaxFile = 1 << 20
		_ = intaketest.Tell(t, reader, "a.parquet", append([]byte("PAR1"), content...))
	})
}

func BenchmarkFile(b *testing.B) {
	words := strings.Repeat("The council closed the lower lock on Tuesday and said so to the masters. ", 30)
	var rows []article
	for range 500 {
		rows = append(rows, article{ID: "x" + time.Duration(len(rows)).String(), Article: words})
	}
	content := file(b, rows...)
	reader := intake.Reader{Formats: []intake.Format{parquet.Format}}
	b.SetBytes(int64(len(rows) * len(words)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		if err := reader.ReadFrom(b.Context(), "a.parquet", intaketest.Input("a.parquet", content), func(item intake.Item) error {
			if item.Document != nil {
				n++
			}
			return nil
		}); err != nil || n != 500 {
			b.Fatal(n, err)
		}
	}
}
