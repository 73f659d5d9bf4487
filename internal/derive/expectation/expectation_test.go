package expectation_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/expectation"
	"verbale.dev/verbale/internal/derive/told"
	"verbale.dev/verbale/lang"
)

var (
	norland = verbale.ActorRef{ID: "norland", Name: "Norland", Type: verbale.State}
	sudland = verbale.ActorRef{ID: "sudland", Name: "Sudland", Type: verbale.State}
)

// reportOf is a report of one statement of Norland's, in which both states are mentioned
// wherever their names stand; a time expression stands between stars with its value.
func reportOf(kind verbale.Kind, cue, content string) *told.Report {
	day := "1931-05-04"
	text := "Norland " + cue + " " + content + "."
	var times []verbale.TimeExpression
	if before, rest, ok := strings.Cut(text, "*"); ok {
		words, after, _ := strings.Cut(rest, "*")
		words, value, _ := strings.Cut(words, "=")
		at := len(before)
		text = before + words + after
		content = strings.TrimSuffix(strings.TrimPrefix(text, "Norland "+cue+" "), ".")
		times = append(times, verbale.TimeExpression{Excerpt: verbale.Excerpt{Span: lang.Span{Start: at, End: at + len(words)}, Text: words}, Type: verbale.Date, Value: value})
	}
	r := &told.Report{Document: "one", Version: "v", Day: &day, Passages: []told.Passage{{Text: text}}, Times: times,
		Sides: map[string][]string{"norland": {"norland"}, "sudland": {"sudland"}}}
	for at := 0; at < len(text); at++ {
		for _, a := range []verbale.ActorRef{norland, sudland} {
			if strings.HasPrefix(text[at:], a.Name) {
				r.Mentions = append(r.Mentions, told.Mention{Span: lang.Span{Start: at, End: at + len(a.Name)}, Form: verbale.Named, Actor: a})
			}
		}
	}
	excerpt := func(words string) []verbale.Excerpt {
		i := strings.LastIndex(text, words)
		return []verbale.Excerpt{{Span: lang.Span{Start: i, End: i + len(words)}, Text: words}}
	}
	s := &verbale.Statement{ID: "s", Kind: kind, Factuality: verbale.Asserted, Mode: verbale.Indirect, Cue: excerpt(cue), Content: excerpt(content),
		Speakers: []verbale.ActorRef{norland}, Account: verbale.Own, Confidence: 900}
	s.Speaker = &s.Speakers[0]
	r.Statements = append(r.Statements, s)
	return r
}

func rowsOf(r *told.Report) []expectation.Row {
	return derive.Rows(expectation.Expectations{}, "norland", derive.Sorted(expectation.Find(r)))
}

func TestFind(t *testing.T) {
	t.Parallel()
	for content, test := range map[string]struct {
		kind verbale.Kind
		cue  string
		want string // hands, certainty, condition, due
	}{
		"that it would send the fleet to Sudland":                          {verbale.Intend, "said", "own certain  "},
		"that Sudland will open the northern port by *Friday=1931-05-08*":  {verbale.Predict, "said", "other certain  1931-05-08"},
		"that the ice will break on the river":                             {verbale.Predict, "said", "nobody certain  "},
		"that Norland and Sudland will sign the harbour treaty":            {verbale.Intend, "said", "both certain  "},
		"to close the port if Sudland keeps its toll":                      {verbale.Threaten, "threatened", "own certain if Sudland keeps its toll "},
		"that the fleet will come home safely":                             {verbale.Predict, "hoped", "nobody hoped  "},
		"that the fleet will likely come home":                             {verbale.Predict, "said", "nobody likely  "},
		"that the treaty which it signed on *Monday=1931-05-11* will hold": {verbale.Predict, "said", "nobody certain  "},
		"that Sudland will open the port before *Monday=1931-04-20*":       {verbale.Predict, "said", "other certain  "},
		"that the harbour talks will go on in the spring":                  {verbale.Predict, "said", "both certain  "},
		"that they will close the northern port":                           {verbale.Predict, "said", "other certain  "},
		"We'll sail for the northern port in spring":                       {verbale.Predict, "said", "own certain  "},
		"will not come":             {verbale.Predict, "said", "doubtful"},
		"that it had come home":     {verbale.Predict, "said", "doubtful"},
		"that it would have sailed": {verbale.Predict, "said", "doubtful"},
	} {
		t.Run(content, func(t *testing.T) {
			t.Parallel()
			rows := rowsOf(reportOf(test.kind, test.cue, content))
			if len(rows) != 1 {
				t.Fatalf("%d rows", len(rows))
			}
			r := &rows[0]
			got := string(r.Hands) + " " + string(r.Certainty) + " "
			for _, c := range r.Condition {
				got += c.Text
			}
			got += " "
			if r.Due != nil {
				got += r.Due.Value
			}
			if r.Doubtful {
				got = "doubtful"
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestSettle(t *testing.T) {
	t.Parallel()
	deed := func(sides, on, words string) expectation.Deed {
		return expectation.Deed{Predicate: "send", Sides: []string{sides}, On: on, Dated: true,
			Evidence: verbale.Located{Document: "two", Version: "v", Excerpt: verbale.Excerpt{Text: words}}}
	}
	for name, test := range map[string]struct {
		content string
		deed    expectation.Deed
		want    verbale.Outcome
	}{
		"done":                     {"that it would send the grey fleet to Arvik harbour", deed("norland", "1931-05-09", "Norland sent the grey fleet to Arvik harbour"), verbale.CameTrue},
		"before it was said":       {"that it would send the grey fleet to Arvik harbour", deed("norland", "1931-05-01", "Norland sent the grey fleet to Arvik harbour"), verbale.OpenYet},
		"by another":               {"that it would send the grey fleet to Arvik harbour", deed("sudland", "1931-05-09", "Sudland sent the grey fleet to Arvik harbour"), verbale.OpenYet},
		"another thing":            {"that it would send the grey fleet to Arvik harbour", deed("norland", "1931-05-09", "Norland sent a note to Arvik"), verbale.OpenYet},
		"a part of it":             {"that it would send the grey fleet, the marines and all pilots to Arvik harbour", deed("norland", "1931-05-09", "Norland sent the grey fleet to Arvik"), verbale.OpenYet},
		"it was not to be done":    {"that it would not send the grey fleet to Arvik harbour", deed("norland", "1931-05-09", "Norland sent the grey fleet to Arvik harbour"), verbale.OpenYet},
		"on a day nobody tells":    {"that it would send the grey fleet to Arvik harbour", deed("norland", "", "Norland sent the grey fleet to Arvik harbour"), verbale.OpenYet},
		"after the day it was due": {"that it would send the grey fleet to Arvik harbour by *Friday=1931-05-08*", deed("norland", "1931-05-20", "On Friday Norland sent the grey fleet to Arvik harbour"), verbale.FailedIt},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rows := rowsOf(reportOf(verbale.Intend, "said", test.content))
			expectation.Settle(rows, []expectation.Deed{test.deed})
			if rows[0].Outcome != test.want || (len(rows[0].Shown) == 0) != (test.want == verbale.OpenYet) {
				t.Errorf("got %s, want %s", rows[0].Outcome, test.want)
			}
		})
	}
}

// TestCallOff closes what one of those who were to take part calls off afterwards.
func TestCallOff(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]verbale.Outcome{
		"Sudland cancelled the harbour talks of the spring": verbale.CalledOff,
		"Sudland cancelled the fish market":                 verbale.OpenYet,
	} {
		rows := rowsOf(reportOf(verbale.Predict, "said", "that Sudland will hold the harbour talks this spring"))
		expectation.CallOff(rows, []expectation.Deed{{Type: "cancellation", Sides: []string{"sudland"}, On: "1931-05-20",
			Evidence: verbale.Located{Document: "two", Version: "v", Excerpt: verbale.Excerpt{Text: words}}}})
		if rows[0].Outcome != want {
			t.Errorf("%s: %s, want %s", words, rows[0].Outcome, want)
		}
	}
}

// TestFollow says of an announced request that it went, and to whom it did not go.
func TestFollow(t *testing.T) {
	t.Parallel()
	rows := rowsOf(reportOf(verbale.Intend, "said", "that it would send a letter to Sudland and the Isles"))
	to := func(names ...string) []verbale.ActorRef {
		var all []verbale.ActorRef
		for _, name := range names {
			all = append(all, verbale.ActorRef{ID: name, Name: name, Type: verbale.State})
		}
		return all
	}
	sent := verbale.Located{Document: "two", Version: "v", Excerpt: verbale.Excerpt{Text: "the letter sent to Sudland"}}
	request := &verbale.Request{Steps: []verbale.RequestStep{
		{Step: verbale.StepAnnounced, To: to("Sudland", "Isles"), Evidence: rows[0].What},
		{Step: verbale.StepSent, To: to("Sudland"), Evidence: []verbale.Located{sent}},
	}}
	rows = expectation.Follow(rows, []*verbale.Request{request})
	if r := rows[0]; r.Outcome != verbale.Otherwise || len(r.Differs) != 1 || r.Differs[0].Field != "to" || r.Differs[0].Told.Text != sent.Text || r.Shown[0] != sent {
		t.Errorf("%+v", r)
	}
}

// TestPapers takes a step of the same paper, by the same side, as what was announced of it.
func TestPapers(t *testing.T) {
	t.Parallel()
	report := reportOf(verbale.Intend, "said", "that it would publish the draft of the treaty")
	at := strings.Index(report.Passages[0].Text, "the draft")
	report.Papers = []told.PaperMention{{Span: lang.Span{Start: at, End: at + len("the draft of the treaty")}, Paper: "p"}}
	for side, want := range map[string]verbale.Outcome{"norland": verbale.CameTrue, "sudland": verbale.OpenYet} {
		rows := rowsOf(report)
		expectation.SettlePapers(rows, []expectation.Step{{Paper: "p", Step: verbale.StepPublished, Sides: []string{side}, On: "1931-05-20",
			Evidence: verbale.Located{Document: "two", Version: "v", Excerpt: verbale.Excerpt{Text: "Norland published the draft"}}}})
		if rows[0].Outcome != want {
			t.Errorf("%s: %s, want %s", side, rows[0].Outcome, want)
		}
	}
}
