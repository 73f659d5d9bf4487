package intake_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
)

// folder writes files into a new folder and returns its path.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// read reads paths and returns the documents and the faults.
func read(t *testing.T, r *intake.Reader, paths ...string) (documents []*verbale.Document, faults []*intake.Fault) {
	t.Helper()
	err := r.Read(t.Context(), paths, func(item intake.Item) error {
		if (item.Document == nil) == (item.Fault == nil) {
			t.Errorf("item %+v is not either a document or a fault", item)
		}
		if item.Fault != nil {
			faults = append(faults, item.Fault)
			return nil
		}
		checkDocument(t, item.Document)
		if err := item.Source.Map.Check(item.Document.Text, item.Source.Bytes); err != nil {
			t.Errorf("%s: %v", item.Document.Name, err)
		}
		documents = append(documents, item.Document)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return documents, faults
}

func names(documents []*verbale.Document) []string {
	var names []string
	for _, d := range documents {
		names = append(names, d.Name)
	}
	return names
}

// tell writes faults without the folder of the test.
func tell(dir string, faults []*intake.Fault) string {
	var b strings.Builder
	for _, f := range faults {
		line := strings.ReplaceAll(f.Error(), dir+string(filepath.Separator), "")
		fmt.Fprintf(&b, "%s %s %s\n", f.Kind, f.Cause, filepath.ToSlash(line))
	}
	return b.String()
}

func TestFolder(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{
		"b.txt":              "Text b.",
		"a/z.text":           "Text z.",
		"a/NOTES":            "Text of notes.",
		"a/x.md":             "Text x.",
		"c.jsonl":            `{"id":"c1","text":"Text c1."}` + "\r\n\n" + `{"id":"c2","text":"Text c2."}`,
		".hidden.txt":        "no",
		".git/config":        "no",
		"~$b.txt":            "no",
		"Thumbs.db":          "no",
		"desktop.ini":        "no",
		"talks.db":           "SQLite format 3\x00…",
		"talks.db-wal":       "no",
		"gold/b.gold":        "no",
		"gold/c.gold":        "no",
		"b.pdf":              "%PDF-1.7 no",
		"page.html":          "<!DOCTYPE html><p>no",
		"saved as text.txt":  "\n <html><p>no",
		"b.docx":             "PK\x03\x04....word/document.xml",
		"data":               "\x00\x01\x02",
		"deep/er/and/er.txt": "Text er.",
	})
	documents, faults := read(t, &intake.Reader{}, dir)
	want := []string{"a/NOTES", "a/x.md", "a/z.text", "b.txt", "c1", "c2", "deep/er/and/er.txt"}
	if got := names(documents); !slices.Equal(got, want) {
		t.Errorf("documents %q, want %q", got, want)
	}
	const wantFaults = `passed_over binary files without an ending that are no text are passed over: 1
passed_over not_read_yet HTML is not read yet: 2; save it as text
passed_over not_read_yet PDF is not read yet: 1; save it as text
passed_over not_read_yet Word document (DOCX) is not read yet: 1; save it as text
passed_over other_ending files that end in .gold are passed over: 2; name such a file by itself to read it as text
`
	if got := tell(dir, faults); got != wantFaults {
		t.Errorf("faults:\n%swant:\n%s", got, wantFaults)
	}
	if extent := (&intake.Reader{}).List([]string{dir}); extent.Files != 8 || extent.Bytes == 0 {
		t.Errorf("listed %+v", extent)
	}
}

func TestPathGivenByItself(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"sub/b.gold": "Text b.", "sub/c.pdf": "%PDF-", "sub/d.txt": "Text d.", "sub/reports.csv": "path,outlet\nd.txt,Nordpost\n"})
	documents, faults := read(t, &intake.Reader{}, filepath.Join(dir, "sub/b.gold"), filepath.Join(dir, "sub/c.pdf"), filepath.Join(dir, "sub/d.txt"))
	if got := names(documents); !slices.Equal(got, []string{"b.gold", "d.txt"}) || documents[1].Outlet != "Nordpost" {
		t.Errorf("documents %q", got)
	}
	if len(faults) != 1 || faults[0].Kind != intake.Skipped || faults[0].Cause != intake.NotReadYet {
		t.Errorf("faults:\n%s", tell(dir, faults))
	}
}

// TestBadInput is the table of inputs that cannot be read. Each is named with
// its file, its line and what to do, and costs nothing but itself.
func TestBadInput(t *testing.T) {
	t.Parallel()
	good := `{"id":"good","text":"Good."}` + "\n"
	for name, c := range map[string]struct {
		files  map[string]string
		reader intake.Reader
		want   string // faults
		in     []string
	}{
		"binary":               {files: map[string]string{"a.txt": "a\x00b", "b.txt": "Good."}, in: []string{"b.txt"}, want: "skipped binary a.txt: it is not text: it holds NUL bytes (at byte 1); if it is UTF-16 without a mark, name that with --encoding utf-16le\n"},
		"broken utf-8":         {files: map[string]string{"a.txt": "caf\xe9", "b.txt": "Good."}, in: []string{"b.txt"}, want: "skipped bad_encoding a.txt: it is not UTF-8: bad byte 0xE9 (at byte 3); name its encoding with --encoding (windows-1252, windows-1251, iso-8859-2 …), or in the table of reports in a column encoding\n"},
		"broken after mark":    {files: map[string]string{"a.txt": "\ufeffcaf\xe9"}, want: "skipped bad_encoding a.txt: it begins with the mark of UTF-8, but is not UTF-8 throughout: bad byte 0xE9 (at byte 6); save it again as UTF-8\n"},
		"half a utf-16 pair":   {files: map[string]string{"a.txt": "\xff\xfea\x00\x3d\xd8b\x00"}, want: "skipped lone_surrogate a.txt: it is UTF-16 with half of a surrogate pair (at byte 4); save it again as UTF-8\n"},
		"odd utf-16":           {files: map[string]string{"a.txt": "\xfe\xff\x00a\x00"}, want: "skipped bad_encoding a.txt: it is UTF-16 with half a character at its end (at byte 4); save it again as UTF-8\n"},
		"not as declared":      {files: map[string]string{"a.txt": "a\x81b"}, reader: intake.Reader{Encoding: "windows-1252"}, want: "skipped bad_encoding a.txt: it is not windows-1252 as declared; name another encoding\n"},
		"declared nonsense":    {files: map[string]string{"a.txt": "caf\xe9"}, reader: intake.Reader{Encoding: "klingon"}, want: "skipped unknown_encoding a.txt: its declared encoding \"klingon\" is not known; use a name of the IANA registry, such as windows-1252\n"},
		"controls as latin-1":  {files: map[string]string{"a.txt": "\xe9 \x93a\x94"}, reader: intake.Reader{Encoding: "iso-8859-1"}, want: "skipped bad_encoding a.txt: it is not iso-8859-1 as declared: control character U+0093 (at byte 2); name another encoding; bytes like these are mostly windows-1252\n"},
		"empty file":           {files: map[string]string{"a.txt": "", "b.txt": " \n\t\n", "c.jsonl": "\n"}, want: "skipped empty a.txt: there is no text in it\nskipped empty b.txt: there is no text in it\nskipped empty c.jsonl: there is no line in it\n"},
		"too big a file":       {files: map[string]string{"a.txt": strings.Repeat("a ", 60)}, reader: intake.Reader{MaxFile: 100}, want: "skipped too_big a.txt: it has more than 100 bytes, the limit for a file; divide it, or give many reports as JSON Lines, which may be of any length\n"},
		"too big a document":   {files: map[string]string{"a.txt": strings.Repeat("a ", 60)}, reader: intake.Reader{MaxDocument: 100}, want: "skipped too_big a.txt: its text has 120 bytes, over the limit of 100; raise the limit with --max-size\n"},
		"too many marks":       {files: map[string]string{"a.txt": strings.Repeat("\"", 300_001), "b.txt": strings.Repeat("a", 400_000)}, in: []string{"b.txt"}, want: "skipped too_big a.txt: it has more than 300000 words and marks, over the limit for a report; divide it\n"},
		"giant line":           {files: map[string]string{"a.jsonl": good + `{"id":"x","text":"` + strings.Repeat("a", 1<<20) + "\"}\n" + strings.Replace(good, "good", "last", 1)}, reader: intake.Reader{MaxFile: 1 << 19}, in: []string{"good", "last"}, want: "skipped too_big a.jsonl:2: the line is longer than 524288 bytes (at byte 29); raise the limit with --max-size, or divide the report\n"},
		"not json":             {files: map[string]string{"a.jsonl": good + "{\"id\":\"x\" \"text\"}\n"}, in: []string{"good"}, want: "skipped not_json a.jsonl:2: the line is not a JSON object: invalid character '\"' after object key:value pair (at byte 39); write one report a line, as {\"id\":\"…\",\"text\":\"…\"}\n"},
		"a list":               {files: map[string]string{"a.jsonl": good + "[1]\n"}, in: []string{"good"}, want: "skipped not_json a.jsonl:2: the line is not a JSON object: it does not begin with { (at byte 29); write one report a line, as {\"id\":\"…\",\"text\":\"…\"}\n"},
		"key twice":            {files: map[string]string{"a.jsonl": `{"id":"x","text":"a","text":"b"}`}, want: "skipped not_json a.jsonl:1: the key \"text\" comes twice in the line (at byte 28); keep one of them\n"},
		"no id":                {files: map[string]string{"a.jsonl": good + `{"id":7,"text":"a"}` + "\n" + `{"text":"a"}` + "\n" + `{"text":"b","url":"https://nordpost.example/1"}`}, in: []string{"good", "7", "a.jsonl!ca978112ca1b", "a.jsonl!https://nordpost.example/1"}, want: "taken understood a.jsonl: uri from url\n"},
		"no text":              {files: map[string]string{"a.jsonl": good + `{"id":"x"}` + "\n" + `{"id":"y","text":null}` + "\n" + `{"id":"z","text":""}`}, in: []string{"good"}, want: "skipped no_text a.jsonl:2: the line has no \"text\", and no other key that is known to hold one; put the words of the report under \"text\", or say with --map text=NAME where they are\nskipped no_text a.jsonl:3: the line has no \"text\", or one that is not a string; put the words of the report under \"text\", or say with --map text=NAME where they are\nskipped empty a.jsonl:4: there is no text in it\n"},
		"duplicate id":         {files: map[string]string{"a.jsonl": good + good}, in: []string{"good"}, want: "skipped duplicate a.jsonl:2: a report named \"good\" came before in this run, and a name stands for one report; give it another id; files of the same name are told apart by giving the folder above both\n"},
		"lone surrogate":       {files: map[string]string{"a.jsonl": good + `{"id":"x","text":"a \uD83D b \\uD83D"}`}, in: []string{"good"}, want: "skipped lone_surrogate a.jsonl:2: \\uD83D is half of a surrogate pair and stands for no character (at byte 49); write the file again with whole characters\n"},
		"second half first":    {files: map[string]string{"a.jsonl": `{"id":"x","text":"\uDE00\uD83D"}`}, want: "skipped lone_surrogate a.jsonl:1: \\uDE00 is half of a surrogate pair and stands for no character (at byte 18); write the file again with whole characters\n"},
		"line not utf-8":       {files: map[string]string{"a.jsonl": good + "{\"id\":\"x\",\"text\":\"caf\xe9\"}"}, in: []string{"good"}, want: "skipped bad_encoding a.jsonl:2: the line is not UTF-8: bad byte 0xE9 (at byte 50); save the file again as UTF-8\n"},
		"lines in utf-16":      {files: map[string]string{"a.jsonl": "\xff\xfe{\x00}\x00"}, want: "skipped bad_encoding a.jsonl:1: JSON Lines must be UTF-8, and this is UTF-16 (at byte 0); save it again as UTF-8\n"},
		"nul in text":          {files: map[string]string{"a.jsonl": `{"id":"x","text":"a\u0000b"}`}, want: "skipped binary a.jsonl:1: its text holds a NUL character at byte 1\n"},
		"name with controls":   {files: map[string]string{"a.jsonl": `{"id":"x\u001b[31m","text":"a"}`}, want: "skipped bad_name a.jsonl:1: the name \"x\\x1b[31m\" holds characters that cannot be shown; give it another name\n"},
		"gzip that breaks off": {files: map[string]string{"a.jsonl.gz": brokenZip(good, `{"id":"lost","text":"Lost."}`)}, in: []string{"good"}, want: "skipped broken_gzip a.jsonl.gz:2: the compressed stream is broken (unexpected EOF); what came before is in; fetch the file again\n"},
		"date that is none":    {files: map[string]string{"a.jsonl": `{"id":"x","text":"a b","published":"soon"}`}, in: []string{"x"}, want: "doubtful bad_value a.jsonl:1: the publication date \"soon\" is not a date, and is kept as given but not used; write it as 2022-01-27 or 2022-01-27T10:15+01:00\n"},
		"date in figures":      {files: map[string]string{"a.jsonl": `{"id":"x","text":"a b","published":3042031}`}, in: []string{"x"}, want: "doubtful bad_value a.jsonl:1: the publication date \"3042031\" is not a date, and is kept as given but not used; write it as 2022-01-27 or 2022-01-27T10:15+01:00\n"},
		"table without header": {files: map[string]string{"reports.csv": "", "a.txt": "Good."}, in: []string{"a.txt"}, want: "skipped bad_table reports.csv: the table of reports has no header; begin it with a line such as path,outlet,published\n"},
		"table without path":   {files: map[string]string{"reports.csv": "name,outlet\na.txt,x\n", "a.txt": "Good."}, in: []string{"a.txt"}, want: "skipped bad_table reports.csv:1: the table of reports has neither a column path nor a column id; begin it with a line such as path,outlet,published\n"},
		"bad rows":             {files: map[string]string{"reports.csv": "path,outlet\na.txt,x,y\n,z\na.txt,\"q\"q\na.txt,Nordpost\na.txt,Sudpost\nb.txt,x\n", "a.txt": "Good."}, in: []string{"a.txt"}, want: "doubtful bad_row reports.csv:2: the row has 3 fields and the header 2, so it is not used; put fields with commas in quotation marks\ndoubtful bad_row reports.csv:4: the row cannot be read: extraneous or missing \" in quoted-field; look at its quotation marks\ndoubtful bad_row reports.csv:3: the row names no report; fill in path or id\ndoubtful bad_row reports.csv:6: the table names \"a.txt\" twice, and the first row counts; keep one of the rows\ndoubtful unused_row reports.csv:7: the row names \"b.txt\", and no such report was read; write the path as it is below the folder of the table\n"},
		"two tables":           {files: map[string]string{"reports.csv": "path,outlet\na.txt,x\n", "reports.tsv": "path\toutlet\na.txt\ty\n", "a.txt": "Good."}, in: []string{"a.txt"}, want: "doubtful bad_table reports.tsv: there is a second table of reports in the folder, and reports.csv is used; keep one of them\n"},
		"table not utf-8":      {files: map[string]string{"reports.csv": "path,outlet\na.txt,caf\xe9\n", "a.txt": "Good."}, in: []string{"a.txt"}, want: "skipped bad_encoding reports.csv: it is not UTF-8: bad byte 0xE9 (at byte 21); name its encoding with --encoding (windows-1252, windows-1251, iso-8859-2 …), or in the table of reports in a column encoding\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := folder(t, c.files)
			documents, faults := read(t, &c.reader, dir)
			if got := tell(dir, faults); got != c.want {
				t.Errorf("faults:\n%swant:\n%s", got, c.want)
			}
			if got := names(documents); !slices.Equal(got, c.in) {
				t.Errorf("documents %q, want %q", got, c.in)
			}
		})
	}
}

// brokenZip returns a gzip stream that holds the first piece whole and breaks
// off within the second.
func brokenZip(whole, broken string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(whole))
	w.Flush()
	size := b.Len()
	w.Write([]byte(broken))
	w.Close()
	return b.String()[:size+10]
}

func TestMissingAndForbidden(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": "Good.", "locked/b.txt": "No."})
	_, faults := read(t, &intake.Reader{}, filepath.Join(dir, "gone.txt"))
	if len(faults) != 1 || faults[0].Cause != intake.Missing || faults[0].Kind != intake.Skipped {
		t.Errorf("missing: %s", tell(dir, faults))
	}
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("permissions do not bind here: not tested further")
	}
	if err := os.Chmod(filepath.Join(dir, "locked"), 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(filepath.Join(dir, "locked"), 0o755) })
	documents, faults := read(t, &intake.Reader{}, dir)
	if len(documents) != 1 || len(faults) != 1 || faults[0].Cause != intake.NoPermission {
		t.Errorf("forbidden: %q, %s", names(documents), tell(dir, faults))
	}
}

// A file may vanish between the listing of its folder and its turn.
func TestFileThatVanishes(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": "Good.", "b.txt": "Gone.", "c.txt": "Good."})
	var causes []intake.Cause
	n := 0
	err := (&intake.Reader{}).Read(t.Context(), []string{dir}, func(item intake.Item) error {
		if item.Fault != nil {
			causes = append(causes, item.Fault.Cause)
			return nil
		}
		if n++; n == 1 {
			return os.Remove(filepath.Join(dir, "b.txt"))
		}
		return nil
	})
	if err != nil || n != 2 || !slices.Equal(causes, []intake.Cause{intake.Missing}) {
		t.Errorf("%d documents, faults %v, error %v", n, causes, err)
	}
}

func TestEncodings(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		raw, declared, text, encoding string
		base                          int
	}{
		"utf-8":            {"Kyïv", "", "Kyïv", "utf-8", 0},
		"utf-8 with mark":  {"\ufeffKyïv", "", "Kyïv", "utf-8", 3},
		"utf-16le":         {"\xff\xfeK\x00\x3d\xd8\x00\xde", "", "K😀", "utf-16le", 2},
		"utf-16be":         {"\xfe\xff\x00K\xd8\x3d\xde\x00", "", "K😀", "utf-16be", 2},
		"declared":         {"caf\xe9 \x96 \x80", "Windows-1252", "café – €", "windows-1252", 0},
		"declared koi8":    {"\xeb\xc9\xc5\xd7", "koi8-r", "Киев", "koi8-r", 0},
		"declared utf-16":  {"K\x00\xef\x00", "utf-16le", "Kï", "utf-16le", 0},
		"utf-8 goes first": {"Kyïv", "windows-1252", "Kyïv", "utf-8", 0},
		"front matter":     {"---\nencoding: windows-1252\n---\ncaf\xe9", "", "---\nencoding: windows-1252\n---\ncafé", "windows-1252", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := folder(t, map[string]string{"a.txt": c.raw})
			documents, faults := read(t, &intake.Reader{Encoding: c.declared}, dir)
			if len(documents) != 1 {
				t.Fatalf("faults:\n%s", tell(dir, faults))
			}
			if d := documents[0]; d.Text != c.text || d.Encoding != c.encoding || d.ByteBase != c.base {
				t.Errorf("%q in %s from %d, want %q in %s from %d", d.Text, d.Encoding, d.ByteBase, c.text, c.encoding, c.base)
			}
		})
	}
}

func TestTables(t *testing.T) {
	t.Parallel()
	texts := map[string]string{"one.txt": "Text one.", "sub/two.txt": "Text two.", "sub/three.jsonl": `{"id":"3a","text":"Text."}` + "\n" + `{"id":"3b","text":"Text.","outlet":"Own"}`, "README.md": "About.", "SOURCES.md": "About."}
	want := map[string]string{"one.txt": "Nordpost, 4 Mar 2031", "sub/two.txt": "Sudpost, 5 Mar 2031", "3a": "Ostpost, 6 Mar 2031", "3b": "Westpost, 6 Mar 2031"}
	for name, table := range map[string]struct{ name, content string }{
		"csv":          {"reports.csv", "path,id,outlet,published,side\none.txt,,Nordpost,2031-03-04,007\nsub/two.txt,,Sudpost,2031-03-05,\nsub/three.jsonl,,Ostpost,2031-03-06,\n,3b,Westpost,,\n"},
		"of a sheet":   {"Reports.csv", "\ufeffPath;ID;Outlet;Date;Side\r\nONE.txt;;Nordpost;2031-03-04;007\r\nsub\\two.txt;;Sudpost;2031-03-05;\r\n./sub/three.jsonl;;Ostpost;2031-03-06;\r\n;3b;Westpost;;\r\n;;;;\r\n"},
		"tsv":          {"reports.tsv", "path\tid\toutlet\tpublished\tside\none.txt\t\tNordpost\t2031-03-04\t007\nsub/two.txt\t\tSudpost\t2031-03-05\nsub/three.jsonl\t\tOstpost\t2031-03-06\n\t3b\tWestpost\n"},
		"json lines":   {"reports.jsonl", `{"path":"one.txt","outlet":"Nordpost","published":"2031-03-04","side":"007"}` + "\n" + `{"path":"sub/two.txt","outlet":"Sudpost","published":"2031-03-05"}` + "\n" + `{"path":"sub/three.jsonl","outlet":"Ostpost","published":"2031-03-06"}` + "\n" + `{"id":"3b","outlet":"Westpost"}`},
		"given aside":  {"../given.csv", "path,id,outlet,published,side\none.txt,,Nordpost,2031-03-04,007\nsub/two.txt,,Sudpost,2031-03-05,\nsub/three.jsonl,,Ostpost,2031-03-06,\n,3b,Westpost,,\n"},
		"utf-16 sheet": {"reports.csv", utf16le("path\tid\toutlet\tpublished\tside\none.txt\t\tNordpost\t2031-03-04\t007\nsub/two.txt\t\tSudpost\t2031-03-05\nsub/three.jsonl\t\tOstpost\t2031-03-06\n\t3b\tWestpost\n")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := map[string]string{"in/" + table.name: table.content}
			for name, text := range texts {
				if strings.HasSuffix(name, ".md") && name != "README.md" && strings.HasPrefix(table.name, "..") {
					continue
				}
				files["in/"+name] = text
			}
			reader := &intake.Reader{}
			if strings.HasPrefix(table.name, "..") {
				delete(files, "in/README.md")
			}
			dir := folder(t, files)
			if strings.HasPrefix(table.name, "..") {
				reader.Reports = filepath.Join(dir, "given.csv")
			}
			documents, faults := read(t, reader, filepath.Join(dir, "in"))
			if len(faults) > 0 {
				t.Errorf("faults:\n%s", tell(dir, faults))
			}
			got := map[string]string{}
			for _, d := range documents {
				got[d.Name] = d.Short
				if d.Name == "one.txt" && (d.Extra["side"] != `"007"` || d.PublishedFrom != verbale.FromTable) {
					t.Errorf("one.txt: %+v", d)
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func utf16le(s string) string {
	b := []byte{0xFF, 0xFE}
	for _, r := range s {
		b = append(b, byte(r), byte(r>>8))
	}
	return string(b)
}

func TestReportsThatIsNoTable(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": "Text."})
	for _, path := range []string{"gone.csv", "a.txt"} {
		err := (&intake.Reader{Reports: filepath.Join(dir, path)}).Read(t.Context(), []string{dir}, func(intake.Item) error { return nil })
		if err == nil {
			t.Errorf("%s as --reports: no error", path)
		}
	}
}

func TestLinesKeepWhatTheyDoNotKnow(t *testing.T) {
	t.Parallel()
	r := &intake.Reader{Stdin: strings.NewReader(`{"id":"x","text":"A\u00e9\ud83d\ude00 \"b\".","title":null,"event":{"n":[1,2.50]},"outlet":7,"Side":"e"}`)}
	documents, faults := read(t, r, "-")
	if len(documents) != 1 || len(faults) != 0 {
		t.Fatal(tell("", faults))
	}
	d := documents[0]
	if d.Extra["event"] != `{"n":[1,2.50]}` || d.Extra["Side"] != `"e"` || d.Title != "" {
		t.Errorf("%+v", d)
	}
}

func TestReadStops(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": "A.", "b.txt": "B.", "c.txt": ""})
	stop := errors.New("stop")
	if err := (&intake.Reader{}).Read(t.Context(), []string{dir}, func(intake.Item) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("error %v, want that of yield", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	err := (&intake.Reader{}).Read(ctx, []string{dir}, func(intake.Item) error { n++; cancel(); return nil })
	if !errors.Is(err, context.Canceled) || n != 1 {
		t.Errorf("error %v after %d items", err, n)
	}
}

// Paths come in the order in which they were given, not of their names.
func TestOrderOfPathsIsKept(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"b/x.txt": "B.", "a/y.txt": "A."})
	documents, _ := read(t, &intake.Reader{}, filepath.Join(dir, "b"), filepath.Join(dir, "a"))
	if got := names(documents); !slices.Equal(got, []string{"x.txt", "y.txt"}) {
		t.Errorf("documents %q", got)
	}
}

func FuzzLines(f *testing.F) {
	f.Add([]byte(`{"id":"x","text":"a \uD83D\uDE00","published":"2031-03-04"}`))
	f.Add([]byte("\ufeff{\"id\":\"x\"}\n[]\n\n{\"text\":\"\\ud83d\""))
	f.Add([]byte("\x1f\x8b\x08"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		_, _ = read(t, &intake.Reader{Stdin: bytes.NewReader(raw), MaxFile: 1 << 16}, "-")
	})
}

func FuzzFileAndTable(f *testing.F) {
	f.Add([]byte("\xff\xfea\x00"), []byte("path,published\na.txt,2031-03-04\n"))
	f.Add([]byte("---\nencoding: koi8-r\n---\n\xe9"), []byte("path;encoding\na.txt;windows-1252"))
	f.Fuzz(func(t *testing.T, text, table []byte) {
		dir := folder(t, map[string]string{"a.txt": string(text), "reports.csv": string(table)})
		_, _ = read(t, &intake.Reader{}, dir)
	})
}

// Files of Windows: CR LF at the ends of lines, a code page, a path with
// strokes the other way. Spans point into the bytes as they are.
func TestFilesOfWindows(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{
		"Cuttings/One.TXT":     "Talks go on again\r\n\r\nLISBON, May 3 (Agency) - The envoy said \x93yes\x94.\r\n\r\nHe left.\r\n",
		"Cuttings/Reports.CSV": "Path;Encoding;Outlet\r\n.\\one.txt;windows-1252;Nordpost\r\n",
		"Cuttings/Thumbs.db":   "\x00",
		"Cuttings/~$One.docx":  "\x00",
	})
	documents, faults := read(t, &intake.Reader{}, dir)
	if len(documents) != 1 || len(faults) != 0 {
		t.Fatalf("%q, faults:\n%s", names(documents), tell(dir, faults))
	}
	d := documents[0]
	if d.Name != "Cuttings/One.TXT" || d.Outlet != "Nordpost" || d.Title != "Talks go on again" || !strings.Contains(d.Text, "\r\n") {
		t.Errorf("%+v", d)
	}
	if len(d.Parts) != 2 || d.Parts[0].Text(d.Text) != "Talks go on again" || d.Parts[1].Text(d.Text) != "The envoy said “yes”.\r\n\r\nHe left." {
		t.Errorf("parts %+v", d.Parts)
	}
}

// JSON comes in every shape; each gives the same reports.
func TestShapesOfJSON(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"a.jsonl":         `{"id":"p","text":"One."}` + "\n" + `{"id":"q","text":"Two."}`,
		"a.NDJSON":        `{"id":"p","text":"One."}` + "\r\n\r\n" + `{"id":"q","text":"Two."}` + "\r\n",
		"a.json":          `[{"id":"p","text":"One."},{"id":"q","text":"Two."}]`,
		"over lines.json": "\ufeff[\n  {\"id\": \"p\",\n   \"text\": \"One.\"}\n ,\n  {\"id\": \"q\", \"text\": \"Two.\", \"n\": {\"a\": [1, \"]\"]}}\n]\n",
		"pretty.jsonl":    "{\n \"id\": \"p\",\n \"text\": \"One.\"\n}\n{\n \"id\": \"q\",\n \"text\": \"Two.\"\n}",
		"server.json":     `{"status":"ok","total":2,"articles":[{"id":"p","content":"One."},` + "\n" + `{"id":"q","content":"Two."}]}`,
		"solr.json":       `{"responseHeader":{"status":0},"response":{"numFound":2,"docs":[{"id":"p","body":"One."},{"id":"q","body":"Two."}]}}`,
		"no ending":       `[ { "id" : "p", "text":"One."}, {"id":"q","text":"Two."}]`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := folder(t, map[string]string{name: content})
			documents, faults := read(t, &intake.Reader{}, dir)
			if got := names(documents); !slices.Equal(got, []string{"p", "q"}) || documents[0].Text != "One." || documents[1].Text != "Two." {
				t.Errorf("documents %q, faults:\n%s", got, tell(dir, faults))
			}
			for _, f := range faults {
				if f.Kind != intake.Taken {
					t.Error(f)
				}
			}
		})
	}
}

// A text that begins with a bracket is no JSON.
func TestTextThatBeginsLikeJSON(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.txt": "[Photo] The board met.", "b.txt": "{1} The board met.", "c.txt": `{"The board", she said, "met."}`})
	documents, faults := read(t, &intake.Reader{}, dir)
	if len(documents) != 3 || len(faults) != 0 {
		t.Errorf("documents %q, faults:\n%s", names(documents), tell(dir, faults))
	}
}

// The usual names of keys, and what a person says about them.
func TestKeys(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		line    string
		columns map[string]string
		want    string // name, text, title, outlet, published, uri
	}{
		"a crawler":      {`{"maintext":"One.","title":"T","title_page":"no","date_publish":"2031-03-04 06:00:00","date_download":"2031-04-01","source_domain":"nordpost.example","url":"https://nordpost.example/1","authors":["Ada Lund"],"description":"no"}`, nil, "-!https://nordpost.example/1|One.|T|nordpost.example|2031-03-04T06:00:00|https://nordpost.example/1"},
		"an index":       {`{"stories_id":12,"publish_date":"2031-03-04","title":"T","url":"u","media_name":"Nordpost","story_text":"One."}`, nil, "12|One.|T|Nordpost|2031-03-04|u"},
		"a server":       {`{"source":{"id":null,"name":"Nordpost"},"headline":"T","publishedAt":"2031-03-04T06:00:00Z","content":"One.","url":"u"}`, nil, "-!u|One.|T|Nordpost|2031-03-04T06:00:00Z|u"},
		"a set":          {`{"article":"One.","highlights":"no","id":"f00"}`, nil, "f00|One.||||"},
		"exact first":    {`{"body":"no","text":"One.","source":"no","outlet":"Nordpost","id":"x"}`, nil, "x|One.||Nordpost||"},
		"said":           {`{"story":"One.","text":"no","when":"2031-03-04","id":"x"}`, map[string]string{"text": "story", "published": "When"}, "x|One.|||2031-03-04|"},
		"only collected": {`{"text":"One.","id":"x","seendate":"2031-03-04","timestamp":"2031-03-04"}`, nil, "x|One.||||"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			documents, faults := read(t, &intake.Reader{Stdin: strings.NewReader(c.line), Columns: c.columns}, "-")
			if len(documents) != 1 {
				t.Fatal(tell("", faults))
			}
			d := documents[0]
			if got := strings.Join([]string{d.Name, d.Text, d.Title, d.Outlet, d.Published, d.URI}, "|"); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// Work grows with the bytes, not with the square of the keys or the rows.
func TestManyKeysAndRows(t *testing.T) {
	t.Parallel()
	var line, rows strings.Builder
	line.WriteString(`{"id":"x","text":"One."`)
	rows.WriteString("path,id,outlet\n")
	for i := range 100_000 {
		fmt.Fprintf(&line, `,"k%d":1`, i)
		fmt.Fprintf(&rows, "a.jsonl,%d,Nordpost\n", i)
	}
	line.WriteString("}\n" + `{"id":"y","text":"Two."}` + "\n")
	dir := folder(t, map[string]string{"a.jsonl": line.String(), "reports.csv": rows.String()})
	documents, faults := read(t, &intake.Reader{}, dir)
	if len(documents) != 1 || len(faults) != 1+100_000 || faults[0].Cause != intake.TooBig {
		t.Errorf("documents %q, %d faults", names(documents), len(faults))
	}
}
