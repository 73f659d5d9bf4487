package intake_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"
	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
)

var update = flag.Bool("update", false, "write the golden files")

// TestRecognise holds the cases of testdata/recognise.
func TestRecognise(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/recognise/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			parts := map[string]string{}
			for _, f := range archive.Files {
				parts[f.Name] = string(f.Data)
			}
			d := &verbale.Document{Name: "case.txt", Text: parts["text"], Facts: givenFacts(parts["given"])}
			got := describe(d, intake.Settle(d))
			if *update {
				archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
				archive.Files = append(archive.Files, txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			var want []string
			for line := range strings.Lines(parts["want"]) {
				if !strings.HasPrefix(line, "wrong:") {
					want = append(want, line)
				}
			}
			if got != strings.Join(want, "") {
				t.Errorf("got:\n%s\nwant:\n%s", got, parts["want"])
			}
		})
	}
}

// givenFacts reads lines of "origin field value".
func givenFacts(lines string) []verbale.Fact {
	var facts []verbale.Fact
	for line := range strings.Lines(lines) {
		words := strings.SplitN(strings.TrimRight(line, "\n"), " ", 3)
		facts = append(facts, verbale.Fact{Origin: verbale.Origin(words[0]), Field: words[1], Value: words[2]})
	}
	return facts
}

// describe writes what is known of a document, one thing a line.
func describe(d *verbale.Document, doubts []intake.Doubt) string {
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	line("short", d.Short)
	line("title", d.Title)
	line("outlet", d.Outlet)
	if d.Published != "" {
		line("published", d.Published+" from "+string(d.PublishedFrom))
	}
	if d.Dateline != nil {
		line("dateline", fmt.Sprintf("%q %q %q", d.Dateline.Place, d.Dateline.Date, d.Dateline.Agency))
	}
	if d.Bounds != nil {
		line("not before", fmt.Sprintf("%s: %q", d.Bounds.NotBefore, d.Bounds.Evidence.Text))
	}
	line("language", d.Language)
	if d.Kind != verbale.Report {
		line("kind", string(d.Kind))
	}
	keys := make([]string, 0, len(d.Extra))
	for key := range d.Extra {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		line("extra "+key, d.Extra[key])
	}
	for _, f := range d.Facts {
		where := ""
		if f.Span != nil {
			where = fmt.Sprintf(" %d-%d", f.Span.Start, f.Span.End)
		}
		line("fact", fmt.Sprintf("%s %s%s %q", f.Origin, f.Field, where, f.Value))
	}
	for _, p := range d.Parts {
		line(string(p.Kind), fmt.Sprintf("%q", p.Text(d.Text)))
	}
	for _, doubt := range doubts {
		line("doubt", doubt.Reason+"; "+doubt.Advice)
	}
	return b.String()
}

// checkDocument holds the laws of a settled document.
func checkDocument(t interface {
	Helper()
	Fatalf(string, ...any)
}, d *verbale.Document) {
	t.Helper()
	end := 0
	for _, p := range d.Parts {
		if p.Start < end || p.End <= p.Start || p.End > len(d.Text) {
			t.Fatalf("part %v after %d in %d bytes", p, end, len(d.Text))
		}
		words := p.Text(d.Text)
		if strings.TrimSpace(words) == "" || utf8.ValidString(d.Text) && !utf8.ValidString(words) {
			t.Fatalf("part %v is %q", p, words)
		}
		end = p.End
	}
	for _, f := range d.Facts {
		if f.Span != nil && f.Span.Text(d.Text) != f.Value {
			t.Fatalf("fact %v is not its words %q", f, f.Span.Text(d.Text))
		}
	}
	if d.Bounds != nil && d.Bounds.Evidence.Span.Text(d.Text) != d.Bounds.Evidence.Text {
		t.Fatalf("bounds %v", d.Bounds)
	}
	if d.Bounds != nil && d.Day() != "" {
		t.Fatalf("bounds of a dated report: %v, %s", d.Bounds, d.Day())
	}
}

// reportText draws text out of the pieces that recognition looks for.
func reportText(t *rapid.T) string {
	pieces := []string{
		"KARLSHAFEN", "Karlshafen", ", ", ". ", "Jan. 27", "March 4, 2031", "2031-03-04", " date ", "(Reuters)", "(NFC)", "/NORDA/", " - ", " — ", "--", ":", "\n", "\n\n", "\r\n",
		"---\n", "title: x\n", "#", "• ", " on ", "By ", "Read also", "FILE - ", "The council met", "was closed in 2030", "will meet", "?", "”", "é", " ", "\xff", "10:11", "Photo: ",
	}
	return strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces), rapid.String()), 0, 40).Draw(t, "pieces"), "")
}

func TestLawsOfSettling(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := &verbale.Document{Name: "x", Text: reportText(t)}
		for range rapid.IntRange(0, 3).Draw(t, "facts") {
			d.Facts = append(d.Facts, verbale.Fact{
				Field:  rapid.SampledFrom([]string{"title", "published", "kind", "language", "other"}).Draw(t, "field"),
				Value:  rapid.SampledFrom([]string{"", "2031-03-04", "paper", "en", "The council met", "{}"}).Draw(t, "value"),
				Origin: rapid.SampledFrom([]verbale.Origin{verbale.FromCorrection, verbale.FromTable, verbale.FromRecord}).Draw(t, "origin"),
			})
		}
		first := describe(d, intake.Settle(d))
		hash := intake.Hash(d)
		checkDocument(t, d)
		if again := describe(d, intake.Settle(d)); again != first {
			t.Fatalf("settled twice:\n%s\nonce:\n%s", again, first)
		}
		if intake.Hash(d) != hash {
			t.Fatalf("the hash changed by settling")
		}
	})
}

func TestHash(t *testing.T) {
	t.Parallel()
	outlet := verbale.Fact{Field: "outlet", Value: "Nordpost", Origin: verbale.FromTable}
	side := verbale.Fact{Field: "side", Value: "Norland", Origin: verbale.FromTable}
	base := intake.Hash(&verbale.Document{Name: "a", Text: "Text.", Facts: []verbale.Fact{outlet, side}})
	same := map[string]*verbale.Document{
		"another name":    {Name: "b", Text: "Text.", Facts: []verbale.Fact{outlet, side}},
		"another order":   {Name: "a", Text: "Text.", Facts: []verbale.Fact{side, outlet}},
		"with correction": {Name: "a", Text: "Text.", Facts: []verbale.Fact{{Field: "title", Value: "x", Origin: verbale.FromCorrection}, outlet, side}},
		"with recognised": {Name: "a", Text: "Text.", Facts: []verbale.Fact{outlet, side, {Field: "title", Value: "x", Origin: verbale.FromText}}},
	}
	other := map[string]*verbale.Document{
		"another text":    {Name: "a", Text: "Text", Facts: []verbale.Fact{outlet, side}},
		"less metadata":   {Name: "a", Text: "Text.", Facts: []verbale.Fact{outlet}},
		"another origin":  {Name: "a", Text: "Text.", Facts: []verbale.Fact{outlet, {Field: "side", Value: "Norland", Origin: verbale.FromRecord}}},
		"borders shifted": {Name: "a", Text: "Text.", Facts: []verbale.Fact{outlet, {Field: "sideN", Value: "orland", Origin: verbale.FromTable}}},
	}
	for name, d := range same {
		if intake.Hash(d) != base {
			t.Errorf("%s changes the hash", name)
		}
	}
	for name, d := range other {
		if intake.Hash(d) == base {
			t.Errorf("%s leaves the hash", name)
		}
	}
}

func TestParseTime(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"2031-03-04":                        "2031-03-04",
		" 2031-03-04 ":                      "2031-03-04",
		"2031-03-04T10:15":                  "2031-03-04T10:15",
		"2031-03-04 10:15:30":               "2031-03-04T10:15:30",
		"2031-03-04T10:15:30.25Z":           "2031-03-04T10:15:30.25Z",
		"2031-03-04T10:15:30+01:00":         "2031-03-04T10:15:30+01:00",
		"2031-03-04T10:15+0100":             "2031-03-04T10:15+01:00",
		"2031-03-04 10:15 GMT":              "2031-03-04T10:15Z",
		"Tue, 04 Mar 2031 06:12:00 GMT":     "2031-03-04T06:12:00Z",
		"Tue, 4 Mar 2031 06:12 +0530":       "2031-03-04T06:12+05:30",
		"20310304":                          "2031-03-04",
		"20310304T061200Z":                  "2031-03-04T06:12:00Z",
		"20310304T0612+0100":                "2031-03-04T06:12+01:00",
		"20310304061200":                    "2031-03-04T06:12:00",
		"1930371120":                        "2031-03-04T06:12:00Z",
		"1930371120000":                     "2031-03-04T06:12:00Z",
		"1930371120.0":                      "2031-03-04T06:12:00Z",
		"2031/03/04 06:12":                  "2031-03-04T06:12",
		"March 4, 2031 Tuesday 6:12 AM GMT": "2031-03-04T06:12Z",
		"Tuesday March 4th 2031":            "2031-03-04",
		"12:05 a.m. EST, March 4, 2031":     "2031-03-04T00:05-05:00",
		"4-Mar-2031 2 pm":                   "2031-03-04T14:00",
		"vendredi 4 mars 2031":              "2031-03-04",
		"4. März 2031, 17.30 Uhr":           "2031-03-04T17:30",
		"4 de marzo de 2031":                "2031-03-04",
		"13/04/2031":                        "",
		"03042031":                          "",
		"123456789":                         "",
		"Tuesday":                           "",
		"March 4, 2031":                     "2031-03-04",
		"March 4, 2031, 10:11":              "2031-03-04T10:11",
		"4 March 2031 at 10:11":             "2031-03-04T10:11",
		"4th Mar. 2031":                     "2031-03-04",
		"2032-02-29":                        "2032-02-29",
		"2031-02-29":                        "",
		"2031-13-01":                        "",
		"2031-03":                           "",
		"4/3/2031":                          "",
		"March 4":                           "",
		"soon":                              "",
		"":                                  "",
		"2031-03-04T25:00":                  "",
		"2031-03-04 and so on":              "",
		"2031-03-041":                       "",
		"March 4, 2031 Ministers go on":     "",
		"2031-03-04T10:15:30+99:00":         "",
	} {
		got, ok := intake.ParseTime(in)
		if got != want || ok != (want != "") {
			t.Errorf("ParseTime(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
}

func FuzzRecognise(f *testing.F) {
	f.Add(" date 2031-03-09 NORTHPORT, March 9. /NORDA/. The board met.", "")
	f.Add("---\ntitle: x\n---\nx\n\nBy A B\n\nROME (AP) — It rained.", "x")
	f.Add("March 4, 2031, 10:11 Ministers go on\n\n• A on B\n\n\xff\xfe", "")
	f.Fuzz(func(t *testing.T, text, title string) {
		d := &verbale.Document{Name: "x", Text: text, Facts: []verbale.Fact{{Field: "title", Value: title, Origin: verbale.FromRecord}}}
		intake.Settle(d)
		checkDocument(t, d)
	})
}

func BenchmarkSettle(b *testing.B) {
	paragraph := "The council sat again on Monday to hear the masters of the ships, who said that they had lit their lamps every night since the spring of that year.\n\n"
	for _, paragraphs := range []int{10, 100, 1000} {
		text := "The council sits again\n\nKARLSHAFEN, Jan 27 (Nordpost) - " + strings.Repeat(paragraph, paragraphs)
		b.Run(fmt.Sprintf("paragraphs=%d", paragraphs), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				d := &verbale.Document{Name: "x", Text: text}
				intake.Settle(d)
				if len(d.Parts) != 2 {
					b.Fatal(d.Parts)
				}
			}
		})
	}
}
