package brat_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"verbale.dev/verbale/internal/export/brat"
	"verbale.dev/verbale/lang"
)

const sample = `T1	Source 0 9	The envoy
T2	Cue 10 14	said
T3	Content 15 20;24 30	hélas! adieu
second line of the words
T4	Attribution 10 14	said
E1	Attribution:T4 Source:T1 Cue:T2 Content:T3
#1	AnnotatorNotes T1	not sure
`

func TestRead(t *testing.T) {
	t.Parallel()
	got, err := brat.Read(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	want := &brat.Annotations{
		TextBounds: []brat.TextBound{
			{ID: "T1", Type: "Source", Ranges: []brat.Range{{Start: 0, End: 9}}, Text: "The envoy"},
			{ID: "T2", Type: "Cue", Ranges: []brat.Range{{Start: 10, End: 14}}, Text: "said"},
			{ID: "T3", Type: "Content", Ranges: []brat.Range{{Start: 15, End: 20}, {Start: 24, End: 30}}, Text: "hélas! adieu\nsecond line of the words"},
			{ID: "T4", Type: "Attribution", Ranges: []brat.Range{{Start: 10, End: 14}}, Text: "said"},
		},
		Events: []brat.Event{{ID: "E1", Type: "Attribution", Trigger: "T4",
			Arguments: []brat.Argument{{Role: "Source", ID: "T1"}, {Role: "Cue", ID: "T2"}, {Role: "Content", ID: "T3"}}}},
		Notes: []brat.Note{{ID: "#1", Type: "AnnotatorNotes", Target: "T1", Text: "not sure"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Read = %+v\nwant %+v", got, want)
	}
}

func TestReadFaults(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want string }{
		{"T1\tSource\tx\n", "line 1: T1 has no offsets"},
		{"\nT1\tSource a 2\tx\n", `line 2: T1: offset "a" is not a number`},
		{"T1\tSource 1 b\tx\n", `offset "b" is not a number`},
		{"T1\tSource 5 2\tx\n", "5 to 2 is no range"},
		{"T1\tSource -5 2\tx\n", "no range"},
		{"E1\tAttribution\n", "is not ROLE:ID"},
		{"E1\t\n", "E1 has no trigger"},
	} {
		_, err := brat.Read(strings.NewReader(c.in))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Read(%q) = %v, want an error with %q", c.in, err, c.want)
		}
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	t.Parallel()
	word := rapid.StringMatching(`[A-Za-z]{1,8}`)
	rapid.Check(t, func(t *rapid.T) {
		want := &brat.Annotations{}
		for i := range rapid.IntRange(0, 5).Draw(t, "bounds") {
			start := rapid.IntRange(0, 50).Draw(t, "start")
			b := brat.TextBound{ID: "T" + string(rune('1'+i)), Type: word.Draw(t, "type"),
				Text: rapid.StringMatching(`[a-zé ]{1,12}(\n[a-z]+)?`).Draw(t, "text")}
			for range rapid.IntRange(1, 3).Draw(t, "pieces") {
				end := start + rapid.IntRange(0, 9).Draw(t, "length")
				b.Ranges = append(b.Ranges, brat.Range{Start: start, End: end})
				start = end + 1
			}
			want.TextBounds = append(want.TextBounds, b)
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "events") {
			e := brat.Event{ID: "E" + string(rune('1'+i)), Type: word.Draw(t, "type"), Trigger: "T1"}
			for range rapid.IntRange(0, 3).Draw(t, "arguments") {
				e.Arguments = append(e.Arguments, brat.Argument{Role: word.Draw(t, "role"), ID: "T2"})
			}
			want.Events = append(want.Events, e)
		}
		var file bytes.Buffer
		if err := brat.Write(&file, want); err != nil {
			t.Fatal(err)
		}
		got, err := brat.Read(&file)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("read %+v\nwant %+v", got, want)
		}
	})
}

func TestOffsets(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[aé😀\n]{200,700}`)).Draw(t, "text")
		offsets := brat.NewOffsets(text)
		n := 0
		for at := range text {
			if got, ok := offsets.Byte(n); !ok || got != at {
				t.Fatalf("Byte(%d) = %d, %v; want %d", n, got, ok, at)
			}
			if got := offsets.CodePoint(at); got != n {
				t.Fatalf("CodePoint(%d) = %d, want %d", at, got, n)
			}
			n++
		}
		if got, ok := offsets.Span(brat.Range{Start: 0, End: n}); !ok || got != (lang.Span{End: len(text)}) {
			t.Fatalf("Span of all = %v, %v", got, ok)
		}
		if _, ok := offsets.Span(brat.Range{Start: 0, End: n + 1}); ok {
			t.Fatal("Span beyond the text is taken")
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte("T1\tA 1 2;3 4\tx\r\n\nE1\tA:T1\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		a, err := brat.Read(bytes.NewReader(file))
		if err != nil {
			return
		}
		for _, b := range a.TextBounds {
			if len(b.Ranges) == 0 {
				t.Fatalf("%s has no range", b.ID)
			}
		}
	})
}
