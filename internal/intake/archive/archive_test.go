package archive_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/formats"
)

// member is one file of an archive that a test packs.
type member struct{ name, content string }

func zipped(members ...member) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, m := range members {
		f, _ := w.Create(m.name)
		f.Write([]byte(m.content))
	}
	w.Close()
	return b.String()
}

func tarred(members ...member) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, m := range members {
		w.WriteHeader(&tar.Header{Name: m.name, Mode: 0o644, Size: int64(len(m.content)), Typeflag: tar.TypeReg})
		w.Write([]byte(m.content))
	}
	w.Close()
	return b.String()
}

func gzipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func zstandard(s string) string {
	w, _ := zstd.NewWriter(nil)
	return string(w.EncodeAll([]byte(s), nil))
}

// read reads one file of a content and tells what came of it, one thing a line.
func read(t *testing.T, reader *intake.Reader, name, content string) string {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := reader.Read(t.Context(), []string{path}, func(item intake.Item) error {
		if item.Fault != nil {
			fmt.Fprintf(&b, "%s %s %s\n", item.Fault.Kind, item.Fault.Cause, strings.ReplaceAll(item.Fault.File, dir+string(filepath.Separator), ""))
			return nil
		}
		if err := item.Source.Map.Check(item.Document.Text, item.Source.Bytes); err != nil {
			t.Error(err)
		}
		fmt.Fprintf(&b, "%s: %s %v\n", item.Document.Name, item.Document.Text, item.Source.Within)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestArchives(t *testing.T) {
	t.Parallel()
	members := []member{
		{"week/one.txt", "The board met."}, {"week/.hidden.txt", "no"}, {"__MACOSX/week/._one.txt", "no"},
		{"week/picture.png", "\x89PNG\r\n\x1A\n"}, {"week/bad.txt", "caf\xe9"}, {"week/two.jsonl", `{"id":"j1","text":"It met again."}`}, {"week/notes.gold", "no"},
		{"../up.txt", "Above."},
	}
	const want = "N!week/one.txt: The board met. [week/one.txt]\nskipped bad_encoding N!week/bad.txt\nj1: It met again. [week/two.jsonl]\nN!up.txt: Above. [up.txt]\n" +
		"passed_over not_read_yet \npassed_over other_ending \n"
	for name, content := range map[string]string{
		"a.zip": zipped(members...), "A.TAR": tarred(members...), "a.tar.gz": gzipped(tarred(members...)), "a.tgz": gzipped(tarred(members...)),
		"a.tar.zst": zstandard(tarred(members...)), "no ending": zipped(members...),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := read(t, formats.NewReader(), name, content); got != strings.ReplaceAll(want, "N!", name+"!") {
				t.Errorf("got:\n%s", got)
			}
		})
	}
	deep := zipped(member{"a.txt", "The board met."})
	for range 5 {
		deep = zipped(member{"a.zip", deep})
	}
	for name, c := range map[string]struct{ name, content, want string }{
		"one file, gzip":      {"a.txt.gz", gzipped("The board met."), "a.txt.gz: The board met. []\n"},
		"one file, zstd":      {"a.md.zst", zstandard("The board met."), "a.md.zst: The board met. []\n"},
		"archive in archive":  {"a.zip", zipped(member{"b.tar.gz", gzipped(tarred(member{"c.txt", "Deep."}))}), "a.zip!b.tar.gz!c.txt: Deep. [b.tar.gz c.txt]\n"},
		"broken zip":          {"a.zip", zipped(members...)[:60], "skipped damaged a.zip\n"},
		"broken tar":          {"a.tar", tarred(members...)[:1400], "a.tar!week/one.txt: The board met. [week/one.txt]\nskipped damaged a.tar\n"},
		"broken member":       {"a.zip", strings.Replace(zipped(member{"a.txt", "The board met."}, member{"b.txt", "Good."}), "\x0a\xc9\x48", "\xff\xff\xff", 1), "skipped broken_gzip a.zip!a.txt\na.zip!b.txt: Good. [b.txt]\n"},
		"nothing in it":       {"a.zip", zipped(), ""},
		"too many containers": {"a.zip", deep, "skipped too_deep a.zip!a.zip!a.zip!a.zip!a.zip!a.zip\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := read(t, formats.NewReader(), c.name, c.content); got != c.want {
				t.Errorf("got:\n%s", got)
			}
		})
	}
}

// A bomb is named, and what stands beside it is read.
func TestBombs(t *testing.T) {
	t.Parallel()
	reader := formats.NewReader()
	reader.MaxFile = 1 << 30
	zeros := strings.Repeat("The board met. ", 6<<20) // 90 MiB of one sentence
	bomb := zipped(member{"bomb.txt", zeros}, member{"good.txt", "Good."})
	if len(bomb) > 1<<20 {
		t.Fatalf("%d bytes packed", len(bomb))
	}
	if got := read(t, reader, "a.zip", bomb); got != "skipped bomb a.zip!bomb.txt\na.zip!good.txt: Good. [good.txt]\n" {
		t.Errorf("got:\n%s", got)
	}
	if got := read(t, reader, "a.jsonl.gz", gzipped(`{"id":"x","text":"Good."}`+"\n"+zeros)); got != "x: Good. []\nskipped bomb a.jsonl.gz\n" {
		t.Errorf("got:\n%s", got)
	}
}

func FuzzArchives(f *testing.F) {
	f.Add([]byte(zipped(member{"a.txt", "Text."}, member{"b.jsonl", `{"id":"x","text":"Text."}`})))
	f.Add([]byte(gzipped(tarred(member{"a.txt", "Text."}))))
	f.Add([]byte(zstandard("Text.")))
	f.Fuzz(func(t *testing.T, raw []byte) {
		reader := formats.NewReader()
		reader.MaxFile = 1 << 20
		_ = read(t, reader, "a.zip", string(raw))
	})
}
