package timeml_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/export/timeml"
	"verbale.dev/verbale/lang"
)

const sample = `<?xml version="1.0" ?>
<TimeML>
<DOCID>note-7</DOCID>
<DCT><TIMEX3 tid="t0" type="TIME" value="2022-02-08T10:30" functionInDocument="CREATION_TIME">8 February</TIMEX3></DCT>
<TITLE>Ships &amp; <EVENT eid="e1">talks</EVENT></TITLE>
<TEXT>
They <EVENT eid="e2" class="OCCURRENCE">met</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2022-02-03">Thurs<SIGNAL sid="s1">day</SIGNAL></TIMEX3> &lt;sic&gt;
for <TIMEX3 tid='t2' type='DURATION' value='PT2H' mod="APPROX">two hours</TIMEX3>&#8230; R&D said 3 < 4.<TIMEX3 tid="t3" type="DATE" value="2022"/>
</TEXT>
</TimeML>
`

func TestReadKeepsTheText(t *testing.T) {
	t.Parallel()
	d, err := timeml.Read(sample)
	if err != nil {
		t.Fatal(err)
	}
	const text = "\nThey met on Thursday <sic>\nfor two hours… R&D said 3 < 4.\n"
	if d.Text != text {
		t.Errorf("the text is %q, want %q", d.Text, text)
	}
	if d.ID != "note-7" || d.Title != "Ships & talks" || d.Created != "2022-02-08T10:30" || d.Day() != "2022-02-08" {
		t.Errorf("read %q, %q, %q", d.ID, d.Title, d.Created)
	}
	want := []timeml.Timex{
		{Span: at(text, "Thursday"), ID: "t1", Type: "DATE", Value: "2022-02-03"},
		{Span: at(text, "two hours"), ID: "t2", Type: "DURATION", Value: "PT2H", Mod: "APPROX"},
		{Span: lang.Span{Start: len(text) - 1, End: len(text) - 1}, ID: "t3", Type: "DATE", Value: "2022"},
	}
	if len(d.Timexes) != len(want) {
		t.Fatalf("read %d time expressions, want %d", len(d.Timexes), len(want))
	}
	for i := range want {
		if d.Timexes[i] != want[i] {
			t.Errorf("read %+v, want %+v", d.Timexes[i], want[i])
		}
	}
}

func at(text, words string) lang.Span {
	start := strings.Index(text, words)
	return lang.Span{Start: start, End: start + len(words)}
}

func TestWriteIsReadBack(t *testing.T) {
	t.Parallel()
	d, err := timeml.Read(sample)
	if err != nil {
		t.Fatal(err)
	}
	back, err := timeml.Read(timeml.Write(d))
	if err != nil {
		t.Fatal(err)
	}
	d.Timexes = d.Timexes[:2] // the empty one is not written
	if back.Text != d.Text || back.Title != d.Title || back.Created != d.Created || len(back.Timexes) != 2 ||
		back.Timexes[0] != d.Timexes[0] || back.Timexes[1] != d.Timexes[1] {
		t.Errorf("wrote and read back %+v, want %+v", back, d)
	}
}

func TestNoText(t *testing.T) {
	t.Parallel()
	if _, err := timeml.Read("<TimeML></TimeML>"); err == nil {
		t.Error("a document without a TEXT element was read")
	}
}

// TestCorpora reads TimeBank and AQUAINT and wants no expression lost.
func TestCorpora(t *testing.T) {
	t.Parallel()
	shared := os.Getenv("VERBALE_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "..", "shared")
	}
	for folder, want := range map[string]struct{ documents, timexes int }{"timebank": {183, 1243}, "aquaint": {73, 579}} {
		files, _ := filepath.Glob(filepath.Join(shared, "corpora", "timex", folder, "*.tml"))
		if len(files) == 0 {
			t.Skipf("no %s: set VERBALE_SHARED to the folder that holds corpora/timex", folder)
		}
		timexes := 0
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			d, err := timeml.Read(string(data))
			if err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			for _, timex := range d.Timexes {
				if timex.Len() > 0 {
					timexes++
				}
			}
		}
		if len(files) != want.documents || timexes != want.timexes {
			t.Errorf("%s: %d documents with %d time expressions, want %d with %d", folder, len(files), timexes, want.documents, want.timexes)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add("<TEXT><TIMEX3 <TIMEX3></TIMEX3>&#x110000;&#0;&amp<!-- </TEXT>")
	f.Fuzz(func(t *testing.T, file string) {
		d, err := timeml.Read(file)
		if err != nil {
			return
		}
		for _, timex := range d.Timexes {
			if timex.Start < 0 || timex.End < timex.Start || timex.End > len(d.Text) {
				t.Fatalf("the span %v is out of the text of %d bytes", timex.Span, len(d.Text))
			}
		}
		d.Timexes = nil
		back, err := timeml.Read(timeml.Write(&timeml.Document{Text: d.Text}))
		if err != nil || back.Text != d.Text {
			t.Fatalf("wrote %q and read back %q (%v)", d.Text, back.Text, err)
		}
	})
}
