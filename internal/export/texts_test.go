package export_test

import (
	"bytes"
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/address"
	"verbale.dev/verbale/internal/export/annotated"
	"verbale.dev/verbale/internal/export/brat"
	"verbale.dev/verbale/internal/export/conllu"
	"verbale.dev/verbale/internal/export/tei"
	"verbale.dev/verbale/internal/export/webanno"
	"verbale.dev/verbale/internal/export/webannotation"
	"verbale.dev/verbale/internal/export/xmi"
	"verbale.dev/verbale/lang"
)

// words are what chance makes texts of: wide characters, marks that formats give a
// meaning of their own, and white space of every kind.
var words = []string{
	"Ana", "Lopes", "said", "the", "ferry", "*sails*", "at", "noon", "😊", "naïve", "[sic]", "a|b", "under_score", "->", "x;y", `back\slash`,
	"<tag>", "&amp;", `"quoted"`, "Über", "𝔸𝔹", "don't", "U.S.",
}

// chance is a report of chance: lines of words, and marks on stretches of whole words
// within a line.
func chance(t *rapid.T) *annotated.Report {
	var text strings.Builder
	var lines [][]lang.Span
	for range rapid.IntRange(1, 6).Draw(t, "lines") {
		var line []lang.Span
		for range rapid.IntRange(0, 9).Draw(t, "words") {
			if text.Len() > 0 && !strings.HasSuffix(text.String(), "\n") {
				text.WriteString(rapid.SampledFrom([]string{" ", " ", "  ", "\t"}).Draw(t, "space"))
			}
			start := text.Len()
			text.WriteString(rapid.SampledFrom(words).Draw(t, "word"))
			line = append(line, lang.Span{Start: start, End: text.Len()})
		}
		text.WriteString("\n")
		if len(line) > 0 {
			lines = append(lines, line)
		}
	}
	d := &verbale.DocumentRow{ID: "news/a b.txt", Short: "Kurier & Co", Version: strings.Repeat("ab", 8)}
	uri := rapid.SampledFrom([]string{"", "https://kurier.example/a?b=1&c=2"}).Draw(t, "uri")
	d.URI = &uri
	rows := annotated.Rows{Row: d, Hash: strings.Repeat("ab", 32), Address: "/d/news/a%20b.txt", Text: text.String(),
		Actors: []verbale.ActorRef{{ID: "a-1", Name: "Ana [Lopes]", Type: verbale.Person}}}
	if len(lines) == 0 {
		return annotated.Of(rows)
	}
	excerpt := func() verbale.Excerpt {
		line := rapid.SampledFrom(lines).Draw(t, "line")
		from := rapid.IntRange(0, len(line)-1).Draw(t, "from")
		to := rapid.IntRange(from, len(line)-1).Draw(t, "to")
		span := lang.Span{Start: line[from].Start, End: line[to].End}
		return verbale.Excerpt{Span: span, Text: span.Text(rows.Text)}
	}
	excerpts := func(least int) []verbale.Excerpt {
		var all []verbale.Excerpt
		for range rapid.IntRange(least, 2).Draw(t, "pieces") {
			e := excerpt()
			if !slices.ContainsFunc(all, func(o verbale.Excerpt) bool { return o.Start <= e.End && e.Start <= o.End }) {
				all = append(all, e)
			}
		}
		slices.SortFunc(all, func(a, b verbale.Excerpt) int { return cmp.Compare(a.Start, b.Start) })
		return all
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "statements") {
		rows.Statements = append(rows.Statements, &verbale.Statement{ID: fmt.Sprintf("s-%d", i), Source: excerpts(0), Cue: excerpts(0), Content: excerpts(1),
			Kind: verbale.Demand, Mode: verbale.Direct, Speakers: rows.Actors, Speaker: &rows.Actors[0], Rule: "a|b_[c]", Status: verbale.Unread})
	}
	for range rapid.IntRange(0, 4).Draw(t, "mentions") {
		rows.Mentions = append(rows.Mentions, verbale.Mention{Excerpt: excerpt(), Form: verbale.Named, Type: verbale.Person, Chain: rapid.IntRange(-1, 0).Draw(t, "chain")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "dates") {
		rows.Dates = append(rows.Dates, verbale.TimeExpression{Excerpt: excerpt(), Type: "DATE", Value: "2021-05-04"})
	}
	for range rapid.IntRange(0, 2).Draw(t, "events") {
		e := verbale.NewEvent()
		e.Type, e.Evidence = verbale.EventMeeting, []verbale.Located{{Document: d.ID, Excerpt: excerpt()}}
		rows.Events = append(rows.Events, e)
	}
	return annotated.Of(rows)
}

var about = &annotated.About{Program: "verbale 1", Model: "m", Codebook: "c", Dossier: "d--d", Hash: "h", Command: "verbale export"}

// byID puts marks in one order, whatever that of the file is.
func byID(marks []annotated.Mark) []annotated.Mark {
	marks = slices.Clone(marks)
	slices.SortFunc(marks, func(a, b annotated.Mark) int { return strings.Compare(a.ID, b.ID) })
	return marks
}

func same(t *rapid.T, format string, got, want []annotated.Mark) {
	got, want = byID(got), byID(want)
	if len(got) == 0 && len(want) == 0 {
		return
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%s gives back\n%+v\nand not\n%+v", format, got, want)
	}
}

// TestAnnotationsComeBack writes reports of chance in every format of annotated texts,
// and reads them back.
func TestAnnotationsComeBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := chance(t)
		var to bytes.Buffer
		if err := webannotation.Write(&to, r, about, address.Portable); err != nil {
			t.Fatal(err)
		}
		marks, err := webannotation.Read(&to, r.Text)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "web annotation", marks, r.Marks)

		to.Reset()
		if err := xmi.Write(&to, r); err != nil {
			t.Fatal(err)
		}
		text, marks, err := xmi.Read(&to)
		if err != nil || text != r.Text {
			t.Fatalf("xmi: %q, %v", text, err)
		}
		same(t, "xmi", marks, r.Marks)

		to.Reset()
		if _, err := webanno.Write(&to, r, lang.NewAnalyzer().Analyze(r.Text)); err != nil {
			t.Fatal(err)
		}
		file := to.String()
		if marks, err = webanno.Read(&to, r.Text); err != nil {
			t.Fatalf("%v\n%s", err, file)
		}
		same(t, "webanno", marks, r.Marks)

		to.Reset()
		if err := tei.Write(&to, r, about); err != nil {
			t.Fatal(err)
		}
		file = to.String()
		text, found, err := tei.Read(&to)
		if err != nil || text != r.Text {
			t.Fatalf("tei: %q, %v\n%s", text, err, file)
		}
		marks = nil
		for _, f := range found {
			at := slices.IndexFunc(r.Marks, func(m annotated.Mark) bool { return m.ID == f.ID })
			if at < 0 {
				t.Fatalf("tei: there is no mark %s", f.ID)
			}
			marks = append(marks, annotated.Mark{ID: f.ID, Layer: r.Marks[at].Layer, Spans: f.Spans, Values: r.Marks[at].Values})
		}
		same(t, "tei", marks, r.Marks)

		to.Reset()
		if err := brat.Write(&to, brat.Of(r)); err != nil {
			t.Fatal(err)
		}
		read, err := brat.Read(&to)
		if err != nil || !reflect.DeepEqual(read, brat.Of(r)) && len(r.Marks) > 0 {
			t.Fatalf("brat gives back\n%+v\nand not\n%+v, %v", read, brat.Of(r), err)
		}
		offsets := brat.NewOffsets(r.Text)
		for i, bound := range read.TextBounds {
			for j, at := range bound.Ranges {
				if span, ok := offsets.Span(at); !ok || span != r.Marks[i].Spans[j] {
					t.Fatalf("brat: %v is %v and not %v", at, span, r.Marks[i].Spans[j])
				}
			}
		}

		to.Reset()
		w := conllu.NewWriter(&to)
		sentences := new(conllu.Exporter).Annotated(r, lang.NewAnalyzer().Analyze(r.Text))
		for _, s := range sentences {
			if err := w.Write(s); err != nil {
				t.Fatal(err)
			}
		}
		back := conllu.NewReader(&to)
		for _, want := range sentences {
			got, err := back.Read()
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Fatalf("conllu gives back\n%+v\nand not\n%+v, %v", got, want, err)
			}
		}
	})
}

// TestOffsets holds units against a count of them.
func TestOffsets(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom(words)).Draw(t, "text"), " ")
		points, units := annotated.NewOffsets(text, annotated.CodePoints), annotated.NewOffsets(text, annotated.UTF16)
		n, u := 0, 0
		for at, r := range text {
			if points.At(at) != n || units.At(at) != u {
				t.Fatalf("byte %d of %q is %d and %d, want %d and %d", at, text, points.At(at), units.At(at), n, u)
			}
			for offset, o := range map[int]*annotated.Offsets{n: points} {
				if b, ok := o.Byte(offset); !ok || b != at {
					t.Fatalf("%d is byte %d, want %d", offset, b, at)
				}
			}
			if b, ok := units.Byte(u); !ok || b != at {
				t.Fatalf("unit %d is byte %d, want %d", u, b, at)
			}
			n++
			u++
			if r >= 0x10000 {
				u++
			}
		}
	})
}
