package reading_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/reading"
)

// read reads a text as a report.
func read(reader *reading.Reader, text string) (*verbale.Document, *verbale.Reading) {
	document := &verbale.Document{Name: "report", Text: text, Encoding: "utf-8"}
	intake.Settle(document)
	return document, reader.Read(document)
}

// lawful checks what holds of every reading, whatever the text.
func lawful(t interface{ Fatalf(string, ...any) }, document *verbale.Document, r *verbale.Reading) {
	at := func(what string, e verbale.Excerpt) {
		if e.Start < 0 || e.Start >= e.End || e.End > len(document.Text) || document.Text[e.Start:e.End] != e.Text {
			t.Fatalf("%s: %q is not at %d-%d", what, e.Text, e.Start, e.End)
		}
		if strings.ContainsAny(e.Text, "\n") {
			t.Fatalf("%s: %q crosses a line break", what, e.Text)
		}
	}
	inOrder := func(what string, excerpts []verbale.Excerpt) {
		end := -1
		for _, e := range excerpts {
			at(what, e)
			if e.Start < end {
				t.Fatalf("%s: %v is not ascending and disjoint", what, excerpts)
			}
			end = e.End
		}
	}
	if len(r.Ties) != len(r.Statements) {
		t.Fatalf("%d ties for %d statements", len(r.Ties), len(r.Statements))
	}
	ids := map[string]bool{}
	for i, s := range r.Statements {
		if ids[s.ID] {
			t.Fatalf("two statements have the id %s", s.ID)
		}
		ids[s.ID] = true
		if len(s.Content) == 0 {
			t.Fatalf("statement %s has no content", s.ID)
		}
		if i > 0 && r.Statements[i-1].Content[0].Start > s.Content[0].Start {
			t.Fatalf("statements are not in order of their contents")
		}
		inOrder("source", s.Source)
		inOrder("cue", s.Cue)
		inOrder("content", s.Content)
		inOrder("set apart", s.SetApart)
		for _, actor := range append(r.Ties[i].Speakers, r.Ties[i].Addressees...) {
			if actor < 0 || actor >= len(r.Actors) {
				t.Fatalf("statement %s is tied to actor %d of %d", s.ID, actor, len(r.Actors))
			}
		}
	}
	for _, s := range r.Statements {
		if s.Parent != nil && (!ids[*s.Parent] || *s.Parent == s.ID) {
			t.Fatalf("statement %s has a parent that is none", s.ID)
		}
	}
	for _, m := range r.Mentions {
		at("mention", m.Excerpt)
		if m.Chain < -1 || m.Chain >= len(r.Actors) {
			t.Fatalf("mention %q is tied to actor %d of %d", m.Text, m.Chain, len(r.Actors))
		}
	}
	end := -1
	for _, d := range r.Dates {
		at("time expression", d.Excerpt)
		if d.Start < end {
			t.Fatalf("time expressions overlap at %d", d.Start)
		}
		end = d.End
		if d.Statement != nil && !ids[*d.Statement] {
			t.Fatalf("time expression %q is held by no statement", d.Text)
		}
	}
}

func TestAnyTextGivesALawfulReading(t *testing.T) {
	t.Parallel()
	reader := reading.NewReader()
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(rapid.SampledFrom([]string{
			"Ana Lopes said ", "that ", "the talks would go on", ". ", ", ", "\"", "“", "”", "‘", "’", "\n", "\n\n", "\r\n",
			"on Tuesday", "he said", "according to the ministry", "The embassy", "added: ", "VIENNA, July 24 (Agency) — ",
			"31 February", "\u202e", "\u200b", "漢字", "é", "•", "...", "U.S.", "\x00", strings.Repeat("said ", 50),
		}), 0, 40).Draw(t, "pieces")
		document, r := read(reader, strings.Join(pieces, ""))
		lawful(t, document, r)
	})
}

// TestAReaderForgets checks that what was read before changes nothing.
func TestAReaderForgets(t *testing.T) {
	t.Parallel()
	texts := []string{
		"Ana Lopes said that the talks would go on. \"We are ready,\" she added on Tuesday.",
		"The ministry denied it. “Nobody was asked,\n\nand nobody will be,” it said.",
	}
	used := reading.NewReader()
	for _, text := range texts {
		read(used, text)
	}
	for _, text := range texts {
		_, want := read(reading.NewReader(), text)
		_, got := read(used, text)
		if strings.Join(rowsOf(got), "\n") != strings.Join(rowsOf(want), "\n") {
			t.Errorf("a used reader reads %q otherwise than a new one", text)
		}
	}
}

// TestLongText checks that long texts are read in bounded time: one paragraph,
// one sentence, quotation marks only.
func TestLongText(t *testing.T) {
	t.Parallel()
	reader := reading.NewReader()
	for _, text := range []string{
		strings.Repeat("Ana Lopes said that the talks would go on. ", 3000),
		strings.Repeat("and the talks went on and ", 4000),
		strings.Repeat("\" ", 40000),
		strings.Repeat("“a ", 20000),
	} {
		document, r := read(reader, text)
		lawful(t, document, r)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Ana Lopes said that \"the talks\" would go on.\n\n\"We are ready,\" she added.")
	f.Add("VIENNA, July 24 (Agency) — “One. “Two” three”\r\n• caption")
	reader := reading.NewReader()
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\ufffd")
		document, r := read(reader, text)
		lawful(t, document, r)
	})
}

// TestSpeakersAreActorsOfTheReading: what a statement without words for its speaker takes
// from another is that one's speaker, whatever else is named before.
func TestSpeakersAreActorsOfTheReading(t *testing.T) {
	t.Parallel()
	const text = "The old Guild of Pilots had met in Hald. It was cold. Mayor Ana Lopes said that the port would open soon.\n\n" +
		"“The pilots will rest for a week and then they will sail again with all of us.”\n\nJan Novak, the warden, left."
	for _, engine := range reading.Engines {
		r := reading.New(reading.ShippedBy(engine)).Read(&verbale.Document{Name: "a.txt", Text: text})
		if len(r.Statements) < 2 {
			t.Fatalf("%s: %d statements", engine, len(r.Statements))
		}
		for i := range r.Statements {
			for _, local := range r.Ties[i].Speakers {
				if local < 0 || local >= len(r.Actors) || r.Actors[local].Name != "Ana Lopes" {
					t.Errorf("%s: statement %d is said by actor %d of %d", engine, i, local, len(r.Actors))
				}
			}
		}
	}
}
