package chronology_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/chronology"
	"verbale.dev/verbale/lang"
)

// texts are the reports that the rows of these tests stand in.
var texts = map[string]string{
	"a.txt": "Anna Holt said on 3 May that she would go. The line opens by 1 June.\n\nIt was drawn in 1998.",
	"b.txt": "Holt said she would go. The harbour was shut in the spring, about 4 April.",
}

func pointer[T any](v T) *T { return &v }

func reports() []*verbale.DocumentRow {
	return []*verbale.DocumentRow{
		{ID: "a.txt", Short: "Courier, 4 May", Outlet: pointer("Courier"), Published: pointer("2021-05-04T10:00:00Z")},
		{ID: "b.txt", Short: "Herald, 5 May", Outlet: pointer("Herald"), Dateline: verbale.DatelineRow{Date: pointer("2021-05-05")}},
	}
}

func excerpt(document, words string) verbale.Excerpt {
	start := strings.Index(texts[document], words)
	return verbale.Excerpt{Span: lang.Span{Start: start, End: start + len(words)}, Text: words}
}

func statement(id, document, words string, saidOn, utterance *string) *verbale.Statement {
	s := &verbale.Statement{
		ID: id, Document: document, Kind: verbale.Say, SaidOn: saidOn, Utterance: utterance,
		Content: []verbale.Excerpt{excerpt(document, words)},
		Speaker: &verbale.ActorRef{ID: "holt", Name: "Anna Holt"},
	}
	if saidOn != nil {
		s.SaidOnFrom = pointer(verbale.FromWords)
	}
	return s
}

func time(document, words, value string) verbale.TimeExpression {
	return verbale.TimeExpression{Document: document, Excerpt: excerpt(document, words), Type: verbale.Date, Value: value, Rule: "month-day"}
}

func rows() chronology.Rows {
	about := time("b.txt", "about 4 April", "2021-04-04")
	about.Mod = pointer("APPROX")
	return chronology.Rows{
		Reports: reports(),
		Actors: []*verbale.ActorRow{
			{ID: "holt", Name: "Anna Holt", Sides: []string{"norland"}}, {ID: "norland", Name: "Norland"},
		},
		Statements: []*verbale.Statement{
			statement("s1", "a.txt", "that she would go", pointer("2021-05-03"), pointer("u1")),
			statement("s2", "b.txt", "she would go", nil, pointer("u1")),
			statement("s3", "b.txt", "The harbour was shut", nil, nil),
		},
		Times: []verbale.TimeExpression{
			time("a.txt", "3 May", "2021-05-03"), // tells the day of s1: not an entry of its own
			time("a.txt", "1 June", "2021-06-01"),
			time("a.txt", "1998", "1998"),
			time("b.txt", "the spring", "2021-SP"),
			time("b.txt", "The harbour", "XXXX-04-04"), // undated, but told
			time("b.txt", "harbour", "XXXX-WXX-4"),     // too little to tell
			about,
			{Document: "b.txt", Excerpt: excerpt("b.txt", "shut"), Type: verbale.Date, Value: "PAST_REF"}, // no date
			{Document: "b.txt", Excerpt: excerpt("b.txt", "shut"), Type: verbale.Duration, Value: "P1Y"},  // no date
		},
		Text: func(document string) (string, error) { return texts[document], nil },
	}
}

func show(entries []chronology.Entry) string {
	var lines []string
	for _, e := range entries {
		date := "undated"
		if e.Date != nil {
			date = *e.Date
		}
		line := fmt.Sprintf("%s %s %q", date, e.What, e.Text)
		if e.Tellings > 1 {
			line += fmt.Sprintf(" told %d, independent %d", e.Tellings, e.Independent)
		}
		for mark, is := range map[string]bool{"ahead": e.Ahead, "deadline": e.Deadline, "approximate": e.Span.Approximate} {
			if is {
				line += " " + mark
			}
		}
		if e.Lane != "" {
			line += " lane " + e.Lane
		}
		lines = append(lines, sortedMarks(line))
	}
	return strings.Join(lines, "\n")
}

// sortedMarks makes the order of the marks of a line that of the alphabet.
func sortedMarks(line string) string {
	return strings.Replace(line, " deadline ahead", " ahead deadline", 1)
}

const want = `1998 time "It was drawn in 1998."
2021-03~/2021-05~ time "The harbour was shut in the spring, about 4 April." approximate
2021-04-04~ time "The harbour was shut in the spring, about 4 April." approximate
2021-05-03 statement "that she would go" told 2, independent 2 lane Norland
2021-06-01 time "The line opens by 1 June." ahead deadline
undated time "The harbour was shut in the spring, about 4 April."
undated statement "The harbour was shut" lane Norland`

func TestBuild(t *testing.T) {
	t.Parallel()
	entries, err := chronology.Build(rows())
	if err != nil {
		t.Fatal(err)
	}
	if got := show(entries); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestBounds(t *testing.T) {
	t.Parallel()
	r := rows()
	first, _ := calendar.ParseDay("2021-05-01")
	last, _ := calendar.ParseDay("2021-05-31")
	r.Since, r.Until = &first, &last
	entries, err := chronology.Build(r)
	if err != nil {
		t.Fatal(err)
	}
	var dates []string
	for _, e := range entries {
		dates = append(dates, *e.Date)
	}
	if got := strings.Join(dates, " "); got != "2021-03~/2021-05~ 2021-05-03" {
		t.Errorf("within May 2021: %s", got)
	}
}

// TestOrderOfRows: the order in which rows come changes nothing.
func TestOrderOfRows(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := rows()
		r.Reports = rapid.Permutation(r.Reports).Draw(t, "reports")
		r.Statements = rapid.Permutation(r.Statements).Draw(t, "statements")
		r.Times = rapid.Permutation(r.Times).Draw(t, "times")
		entries, err := chronology.Build(r)
		if err != nil {
			t.Fatal(err)
		}
		if got := show(entries); got != want {
			t.Fatalf("got\n%s", got)
		}
	})
}

func TestSentence(t *testing.T) {
	t.Parallel()
	const text = "---\npublished: x\n---\nKYIV (AP) - It shut on Feb. 8 in all. Did J. Smith go? Yes.\n\nNo stop here\n\nOn 9 May"
	for words, want := range map[string]string{
		"Feb. 8":       "KYIV (AP) - It shut on Feb. 8 in all.",
		"Smith":        "Did J. Smith go?",
		"Yes":          "Yes.",
		"No stop here": "No stop here",
		"9 May":        "On 9 May",
	} {
		start := strings.Index(text, words)
		if got := chronology.Sentence(text, lang.Span{Start: start, End: start + len(words)}).Text(text); got != want {
			t.Errorf("around %q: %q, want %q", words, got, want)
		}
	}
}

func FuzzSentence(f *testing.F) {
	f.Add("It shut on Feb. 8. Yes.", 11, 17)
	f.Add("\xff. é\n\n---\n", 2, 3)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		if start < 0 || end > len(text) || start > end {
			return
		}
		span := lang.Span{Start: start, End: end}
		if got := chronology.Sentence(text, span); !got.Contains(span) || got.Start < 0 || got.End > len(text) {
			t.Fatalf("the sentence around %v of %q is %v", span, text, got)
		}
	})
}

func TestTextFails(t *testing.T) {
	t.Parallel()
	r := rows()
	r.Text = func(string) (string, error) { return "", fmt.Errorf("gone") }
	if entries, err := chronology.Build(r); err == nil {
		t.Errorf("no error, but %d entries", len(slices.Collect(slices.Values(entries))))
	}
}
