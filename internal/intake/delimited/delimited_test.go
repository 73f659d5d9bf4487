package delimited_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/formats"
)

// read reads one file of a content and tells what came of it, one thing a line.
func read(t testing.TB, reader *intake.Reader, name, content string) string {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := reader.Read(t.Context(), []string{path}, func(item intake.Item) error {
		if f := item.Fault; f != nil {
			fmt.Fprintf(&b, "%s %s %d: %s\n", f.Kind, f.Cause, f.Line, f.Reason)
			return nil
		}
		d := item.Document
		if err := item.Source.Map.Check(d.Text, item.Source.Bytes); err != nil {
			t.Errorf("%s: %v", d.Name, err)
		}
		whole := []byte(content)
		if at := item.Source.Offset; len(item.Source.Bytes) < len(whole) && string(whole[at:at+int64(len(item.Source.Bytes))]) != string(item.Source.Bytes) {
			t.Errorf("%s: %q is not at byte %d", d.Name, item.Source.Bytes, at)
		}
		fmt.Fprintf(&b, "%s %d|%s|%s|%s|%s|%q\n", d.Name, item.Line, d.Outlet, d.Published, d.Title, d.URI, d.Text)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTables(t *testing.T) {
	t.Parallel()
	const sheet = "stories_id,headline,media_name,publish_date,url,content\n" +
		"7,Lock closed,Harbour Gazette,2031-05-07,https://gazette.example/7,\"The lock, they said, is \"\"shut\"\".\n\nPilots wait.\"\n" +
		"8,Pilots wait,Quay Courier,2031/05/08 06:12,,Pilots wait.\n"
	const want = "taken understood 0: text from content, title from headline, published from publish_date, outlet from media_name, uri from url, id from stories_id\n" +
		"N!7 2|Harbour Gazette|2031-05-07|Lock closed|https://gazette.example/7|\"The lock, they said, is \\\"shut\\\".\\n\\nPilots wait.\"\n" +
		"N!8 5|Quay Courier|2031-05-08T06:12|Pilots wait||\"Pilots wait.\"\n"
	wide := func(s string) string {
		b := []byte{0xFF, 0xFE}
		for _, r := range s {
			b = append(b, byte(r), byte(r>>8))
		}
		return string(b)
	}
	for name, c := range map[string]struct{ name, content, want string }{
		"commas":          {"a.csv", sheet, want},
		"windows":         {"a.csv", "\ufeff" + strings.ReplaceAll(strings.ReplaceAll(sheet, "\n\n", "¶"), "\n", "\r\n"), strings.ReplaceAll(strings.ReplaceAll(want, `\n\n`, "¶"), "N!8 5", "N!8 3")},
		"semicolons":      {"a.csv", strings.ReplaceAll(strings.ReplaceAll(sheet, ", ", "@ "), ",", ";"), strings.ReplaceAll(want, "lock, they said, is", "lock@ they said@ is")},
		"tabs":            {"a.tsv", strings.ReplaceAll(strings.ReplaceAll(sheet, ", ", "@ "), ",", "\t"), strings.ReplaceAll(want, "lock, they said, is", "lock@ they said@ is")},
		"utf-16":          {"a.csv", wide(sheet), want},
		"as text":         {"a.txt", sheet, want},
		"no text":         {"a.csv", "event,date\nmeeting,2031-05-07\n", "skipped no_text 0: it looks like a table, and none of its columns (event, date) is known to hold the words of reports\n"},
		"bad rows":        {"a.csv", "id,text\n1,One.\n2,a,b\n3,\"x\" y\n4,\n5,it said \"no\" twice\n", "N!1 2||||\"One.\"|\nskipped bad_row 3: the row has 3 fields and the header 2\nskipped bad_row 4: words stand after the closing quotation mark of a field\nskipped empty 5: there is no text in the row\nN!5 6|||||\"it said \\\"no\\\" twice\"\n"},
		"open mark":       {"a.csv", "id,text\n1,One.\n2,\"Two.\n3,Three.\n", "N!1 2|||||\"One.\"\nskipped bad_row 3: a quotation mark of this row is not closed to the end of the table; what came before is in\n"},
		"not utf-8":       {"a.csv", "id,text\n1,caf\xe9\n", "skipped bad_encoding 2: it is not UTF-8: bad byte 0xE9\n"},
		"empty":           {"a.csv", "", "skipped empty 0: there is no line in it\n"},
		"without an id":   {"a.csv", "text,url\nOne.,https://gazette.example/1\nTwo.,\n", "taken understood 0: uri from url\nN!https://gazette.example/1 2||||https://gazette.example/1|\"One.\"\nN!1eb32d1ee445 3|||||\"Two.\"\n"},
		"prose in commas": {"a.txt", "Pilots, masters, text, date, outlet and others met.\nThey left.", "a.txt 0|||||\"Pilots, masters, text, date, outlet and others met.\\nThey left.\"\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.want = strings.ReplaceAll(strings.ReplaceAll(c.want, "N!", c.name+"!"), "||||\"One.\"|", "|||||\"One.\"")
			if got := read(t, formats.NewReader(), c.name, c.content); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

func TestDeclaredColumns(t *testing.T) {
	t.Parallel()
	reader := formats.NewReader()
	reader.Columns = map[string]string{"text": "story", "published": "day"}
	reader.Encoding = "windows-1252"
	got := read(t, reader, "a.csv", "id,story,day,text\n1,It said \x93yes\x94.,2031-05-07,no\n")
	const want = "taken understood 0: text from story, published from day\na.csv!1 2||2031-05-07|||\"It said “yes”.\"\n"
	if got != want {
		t.Errorf("got:\n%s", got)
	}
}

func FuzzTables(f *testing.F) {
	f.Add([]byte("id,text,date\n1,\"a \"\"b\"\"\n\",2031-05-07\n"))
	f.Add([]byte("text;id\n\"a\"b;\"\n"))
	f.Add([]byte("\xff\xfet\x00e\x00x\x00t\x00,\x00i\x00d\x00\n\x00a\x00"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		reader := formats.NewReader()
		reader.MaxFile = 1 << 20
		_ = read(t, reader, "a.csv", string(raw))
	})
}

func BenchmarkTable(b *testing.B) {
	row := `7,Lock closed,Harbour Gazette,2031-05-07,"` + strings.Repeat(`The council closed the lower lock, and said ""so"" on Monday to the masters. `, 40) + "\"\n"
	var content strings.Builder
	content.WriteString("id,title,outlet,date,text\n")
	for i := range 200 {
		content.WriteString(strings.Replace(row, "7", fmt.Sprint(i), 1))
	}
	path := filepath.Join(b.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte(content.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(content.Len()))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		if err := formats.NewReader().Read(b.Context(), []string{path}, func(item intake.Item) error {
			if item.Document != nil {
				n++
			}
			return nil
		}); err != nil || n != 200 {
			b.Fatal(n, err)
		}
	}
}
