package request_test

import (
	"slices"
	"sort"
	"strings"
	"testing"

	"pgregory.net/rapid"
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/request"
	"verbale.dev/verbale/internal/derive/told"
	"verbale.dev/verbale/lang"
)

// states are the actors of the tests, each with the words that mean it.
var states = map[string][]string{"norland": {"Norland", "Arvik"}, "sudland": {"Sudland", "Brenn"}, "isles": {"the Isles"}}

func actor(id string) verbale.ActorRef {
	return verbale.ActorRef{ID: id, Name: states[id][0], Type: verbale.State}
}

// said is a statement of a test, by its words.
type said struct {
	kind                  verbale.Kind
	speaker, cue, content string
	to                    string
}

// reportOf makes a report of a text, in which the states are mentioned wherever their
// names stand.
func reportOf(name, text string, statements ...said) *told.Report {
	r := &told.Report{Document: name, Version: "v", Sides: map[string][]string{}}
	at := 0
	for line := range strings.Lines(text) {
		r.Passages = append(r.Passages, told.Passage{Start: at, Text: line})
		at += len(line)
	}
	for id, names := range states {
		r.Sides[id] = []string{id}
		for _, name := range names {
			for from := 0; ; {
				i := strings.Index(text[from:], name)
				if i < 0 {
					break
				}
				from += i + len(name)
				r.Mentions = append(r.Mentions, told.Mention{Span: lang.Span{Start: from - len(name), End: from}, Form: verbale.Named, Actor: actor(id)})
			}
		}
	}
	sort.Slice(r.Mentions, func(i, k int) bool { return r.Mentions[i].Start < r.Mentions[k].Start })
	for _, s := range statements {
		excerpt := func(words string) []verbale.Excerpt {
			i := strings.Index(text, words)
			return []verbale.Excerpt{{Span: lang.Span{Start: i, End: i + len(words)}, Text: words}}
		}
		row := &verbale.Statement{ID: name + s.content, Document: name, Kind: s.kind, Factuality: verbale.Asserted, Mode: verbale.Indirect,
			Cue: excerpt(s.cue), Content: excerpt(s.content), Account: verbale.Own, Confidence: 900}
		row.Speakers = []verbale.ActorRef{actor(s.speaker)}
		row.Speaker = &row.Speakers[0]
		if s.to != "" {
			row.Addressees = []verbale.ActorRef{actor(s.to)}
		}
		r.Statements = append(r.Statements, row)
	}
	sort.SliceStable(r.Statements, func(i, k int) bool { return r.Statements[i].Content[0].Start < r.Statements[k].Content[0].Start })
	return r
}

// rowsOf derives the requests of reports.
func rowsOf(reports ...*told.Report) []verbale.Request {
	blocks := map[string][]request.Telling{}
	var stands []request.Stand
	for _, r := range reports {
		tellings, taken, _ := request.Find(r, nil)
		stands = append(stands, taken...)
		for _, t := range tellings {
			blocks[request.BlockOf(&t)] = append(blocks[request.BlockOf(&t)], t)
		}
	}
	var names []string
	for name := range blocks {
		names = append(names, name)
	}
	slices.Sort(names)
	var rows []verbale.Request
	parties := request.Parties{Sides: reports[0].Sides}
	for _, name := range names {
		rows = append(rows, derive.Rows(request.Requests{Parties: parties}, name, derive.Sorted(blocks[name]))...)
	}
	request.Attach(rows, stands, parties)
	return rows
}

// ids are the ids of actors, with spaces between.
func ids(list []verbale.ActorRef) string {
	var all []string
	for _, a := range list {
		all = append(all, a.ID)
	}
	return strings.Join(all, " ")
}

// line is a request in a line: kind, who, of whom, what, and how it was answered.
func line(r *verbale.Request) string {
	if r.Doubtful {
		return "doubtful"
	}
	parts := []string{string(r.Kind)}
	parts = append(parts, ids(r.By), ids(r.To))
	parts = append(parts, r.What[0].Text)
	for _, a := range r.Answers {
		if !a.Doubtful {
			parts = append(parts, a.By[0].ID+" "+string(a.How))
		}
	}
	return strings.Join(parts, "|")
}

func TestFind(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		text       string
		statements []said
		want       []string
	}{
		"demand": {"Norland demanded that Sudland open the port.", []said{{verbale.Demand, "norland", "demanded", "that Sudland open the port", ""}},
			[]string{"demand|norland|sudland|that Sudland open the port"}},
		"a question": {"Norland asked whether Brenn would lower the toll.", []said{{verbale.Ask, "norland", "asked", "whether Brenn would lower the toll", "sudland"}},
			[]string{"question|norland|sudland|whether Brenn would lower the toll"}},
		"a noun that says whose":          {"Sudland heard of Norland's demand to lower the toll on grain.", nil, []string{"demand|norland||to lower the toll on grain"}},
		"a list after a colon":            {"There were two demands by Norland: lowering the toll, and opening the pier.", nil, []string{"demand|norland||lowering the toll, and opening the pier", "demand|norland||lowering the toll", "demand|norland||opening the pier"}},
		"refused by a verb":               {"Sudland rejected Norland's demand for a lower toll.", nil, []string{"demand|norland||a lower toll|sudland refuses"}},
		"refused in the passive":          {"Norland's demand for a lower toll was rejected by Sudland.", nil, []string{"demand|norland||a lower toll|sudland refuses"}},
		"not accepted":                    {"Sudland did not accept Norland's demand for a lower toll.", nil, []string{"demand|norland||a lower toll|sudland refuses"}},
		"may be accepted":                 {"Sudland may accept Norland's demand for a lower toll.", nil, []string{"demand|norland||a lower toll"}},
		"no answer":                       {"Norland has not received an answer from Sudland to Norland's question on the toll.", nil, []string{"question|norland||the toll|sudland passes_over"}},
		"a bare refusal":                  {"Norland asked Sudland to wait for the fleet. Sudland refused.", []said{{verbale.Demand, "norland", "asked", "Sudland to wait for the fleet", "sudland"}}, []string{"demand|norland|sudland|Sudland to wait for the fleet|sudland refuses"}},
		"a reply":                         {"Norland asked Sudland to wait for the fleet. Brenn replied that it would think.", []said{{verbale.Demand, "norland", "asked", "Sudland to wait for the fleet", "sudland"}, {verbale.Say, "sudland", "replied", "that it would think", ""}}, []string{"demand|norland|sudland|Sudland to wait for the fleet|sudland acknowledges"}},
		"what must not be":                {"Norland said that a toll by Sudland was unacceptable.", []said{{verbale.Say, "norland", "said", "that a toll by Sudland was unacceptable", ""}}, []string{"demand|norland|sudland|a toll by Sudland"}},
		"what must not be, with a clause": {"Norland said that guns by Sudland that could reach the port are unacceptable.", []said{{verbale.Say, "norland", "said", "that guns by Sudland that could reach the port are unacceptable", ""}}, []string{"demand|norland|sudland|guns by Sudland that could reach the port"}},
		"a paper to be sent":              {"Norland will send a request to Sudland, asking why it keeps the toll.", nil, []string{"question|norland|sudland|why it keeps the toll"}},
		"on what terms to quote":          {"Norland asked not to be named here.", []said{{verbale.Demand, "norland", "asked", "not to be named here", ""}}, nil},
		"a question in a scene":           {"“And where was it?” asked Norland.", []said{{verbale.Ask, "norland", "asked", "“And where was it?”", ""}}, nil},
		"insists that it is so":           {"Norland insists that the toll harms it badly.", []said{{verbale.Demand, "norland", "insists", "that the toll harms it badly", ""}}, []string{"doubtful"}},
		"blamed for nothing":              {"Norland blamed Sudland.", []said{{verbale.Accuse, "norland", "blamed", "Sudland", ""}}, []string{"doubtful"}},
		"who was asked":                   {"When asked to name the toll, Norland smiled.", []said{{verbale.Demand, "norland", "asked", "to name the toll", ""}}, nil},
		"if it wants":                     {"If Norland wants Sudland to wait for the fleet, it may.", []said{{verbale.Demand, "norland", "wants", "Sudland to wait for the fleet", "sudland"}}, nil},
		"two in one":                      {"Norland said that a harbour toll by Sudland and the closing of Brenn pier are unacceptable.", []said{{verbale.Say, "norland", "said", "that a harbour toll by Sudland and the closing of Brenn pier are unacceptable", ""}}, []string{"demand|norland|sudland|a harbour toll by Sudland and the closing of Brenn pier", "demand|norland|sudland|a harbour toll by Sudland", "demand|norland|sudland|the closing of Brenn pier"}},
		"wanted of others":                {"Norland told Sudland that it wants ferrymen to wait for the fleet.", []said{{verbale.Demand, "norland", "told", "that it wants ferrymen to wait for the fleet", "sudland"}, {verbale.Demand, "norland", "wants", "ferrymen to wait for the fleet", ""}}, []string{"demand|norland||ferrymen to wait for the fleet"}},
		"a list of nothing":               {"Norland said there were two demands by Norland: Nothing came.", []said{{verbale.Say, "norland", "said", "there were two demands by Norland:", ""}}, nil},
		"a charge":                        {"Norland accused Sudland of raising the toll.", []said{{verbale.Accuse, "norland", "accused", "Sudland of raising the toll", ""}}, []string{"charge|norland|sudland|Sudland of raising the toll"}},
		"wanted of several":               {"Norland asked Sudland and the Isles to wait for the fleet.", []said{{verbale.Demand, "norland", "asked", "Sudland and the Isles to wait for the fleet", "sudland"}}, []string{"demand|norland|sudland isles|Sudland and the Isles to wait for the fleet"}},
		"a denial of a saying":            {"Norland's toll stood. Nothing was wanted.", nil, nil},
		"somebody's own question":         {"Norland's question about the toll was put.", nil, []string{"question|norland||the toll"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rows := rowsOf(reportOf("one", test.text, test.statements...))
			var got []string
			for i := range rows {
				got = append(got, line(&rows[i]))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

const toll = "Norland demanded that Sudland lower the harbour toll on grain."

func demand() said {
	return said{verbale.Demand, "norland", "demanded", "that Sudland lower the harbour toll on grain", "sudland"}
}

// TestBeside finds who is told to be for a request or against it.
func TestBeside(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"Norland, supported by Brenn and opposed by the Isles, demanded that the pier close.": {"sudland", "isles"},
		"Norland, opposed by Sudland and the Isles, demanded that the pier close.":            {"", "sudland isles"},
		"Norland demanded that the pier close, with Brenn and the Isles supporting.":          {"sudland isles", ""},
		"Norland, asked by Brenn, demanded that the pier close.":                              {"", ""},
		"The bill was opposed by Brenn, but Norland demanded that the pier close.":            {"", ""},
		"Norland, opposed by Norland’s guild, demanded that the pier close.":                  {"", ""},
	} {
		rows := rowsOf(reportOf("one", text, said{verbale.Demand, "norland", "demanded", "that the pier close", ""}))
		if len(rows) != 1 {
			t.Errorf("%s: %d requests", text, len(rows))
			continue
		}
		if got := [2]string{ids(rows[0].JoinedBy), ids(rows[0].OpposedBy)}; got != want {
			t.Errorf("%s: %q, not %q", text, got, want)
		}
	}
}

// TestOne joins what two reports tell of one request, and attaches what a third tells of
// the answer.
func TestOne(t *testing.T) {
	t.Parallel()
	again := said{verbale.Demand, "norland", "wants", "Sudland to lower its harbour toll", "sudland"}
	refusal := said{verbale.Reject, "sudland", "refused", "to lower the harbour toll", ""}
	rows := rowsOf(reportOf("one", toll, demand()), reportOf("two", "Norland wants Sudland to lower its harbour toll.", again),
		reportOf("three", "Sudland refused to lower the harbour toll.", refusal))
	if len(rows) != 1 || rows[0].Tellings != 2 || len(rows[0].Answers) != 1 || rows[0].Answers[0].How != verbale.Refuses {
		t.Fatalf("%+v", rows)
	}
	if state := rows[0].State; len(state) != 1 || state[0].Value != verbale.Answered || *state[0].How != verbale.Refuses {
		t.Errorf("%+v", state)
	}
}

// TestSilence lists who was asked and never answers.
func TestSilence(t *testing.T) {
	t.Parallel()
	rows := rowsOf(reportOf("one", toll, demand()))
	if state := rows[0].State; len(state) != 1 || state[0].Value != verbale.NotAnswered || state[0].Account != nil || state[0].Party.ID != "sudland" {
		t.Errorf("%+v", state)
	}
}

// TestAnyText gives rows whose words are those at their spans, for any text, and the
// same ones whatever comes first.
func TestAnyText(t *testing.T) {
	t.Parallel()
	pieces := []string{"Norland", "Sudland's", "demand", "for", "to", "that", "reject", "rejected", ".", ",", ":", "“", "”", "the Isles", "question", "\n", "by", "send", "asking why", "lowering", "and", "unacceptable", "not", "é", "answer"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "words"), " ")
		one, two := reportOf("one", text), reportOf("two", toll, demand())
		rows := rowsOf(one, two)
		for i := range rows {
			for _, w := range rows[i].What {
				if of := map[string]string{"one": text, "two": toll}[w.Document]; of[w.Start:w.End] != w.Text {
					t.Fatalf("%q at %v is %q", w.Text, w.Span, of[w.Start:w.End])
				}
			}
		}
		turned := rowsOf(two, one)
		for i := range rows {
			if rows[i].ID != turned[i].ID || line(&rows[i]) != line(&turned[i]) {
				t.Fatalf("%s and %s", line(&rows[i]), line(&turned[i]))
			}
		}
	})
}

// TestPart takes a position on one point of a list as a naming of that part.
func TestPart(t *testing.T) {
	t.Parallel()
	list := reportOf("one", "There were two demands by Norland: lowering the harbour toll, and opening the old pier.")
	point := reportOf("two", "Norland said that a harbour toll by Sudland was unacceptable.",
		said{verbale.Say, "norland", "said", "that a harbour toll by Sudland was unacceptable", ""})
	rows := rowsOf(list, point)
	if len(rows) != 3 || len(rows[0].Parts) != 2 || len(rows[1].Named) != 2 || rows[1].Named[1].Evidence[0].Document != "two" || rows[0].ToDesist {
		t.Errorf("%d rows: %+v", len(rows), rows)
	}
}

// TestPaper follows a question from its announcement into the paper that asked it, to those
// to whom that went and to what they say on its topic.
func TestPaper(t *testing.T) {
	t.Parallel()
	announced := reportOf("one", "Norland will send a request to Sudland, asking why it breaks the rule of open waters.")
	reply := reportOf("two", "Sudland said that it believes in open waters.", said{verbale.Say, "sudland", "said", "that it believes in open waters", ""})
	on := "1920-02-03"
	paper := request.Paper{
		ID: "p", Names: []string{"letter of Norland on open waters"}, Authors: []string{"norland"},
		Steps: []*verbale.Transfer{{ID: "t", Step: verbale.StepSent, On: &on, To: []verbale.ActorRef{actor("sudland"), actor("isles")}, Factuality: verbale.EventHappened,
			Confidence: 800, Evidence: []verbale.Located{{Document: "two"}}}},
		Reached: [][]verbale.ActorRef{{actor("sudland"), actor("isles")}},
	}
	papers := []request.Paper{paper}
	topics := request.Topics(papers)
	parties := request.Parties{Sides: announced.Sides}
	tellings, _, _ := request.Find(announced, topics)
	_, _, remarks := request.Find(reply, topics)
	request.Tie(tellings, papers, topics)
	rows := derive.Rows(request.Requests{Parties: parties}, "norland", derive.Sorted(tellings))
	request.Deliver(rows, papers, remarks, parties)
	if len(rows) != 1 || rows[0].Paper == nil || *rows[0].Paper != "p" || len(rows[0].Steps) != 2 || rows[0].Steps[0].Step != verbale.StepAnnounced {
		t.Fatalf("%+v", rows)
	}
	if a := rows[0].Answers; len(a) != 1 || a[0].Party.ID != "sudland" || a[0].How != verbale.AcknowledgesIt {
		t.Errorf("%+v", a)
	}
	silent := rows[0].State[len(rows[0].State)-1]
	if silent.Account != nil || silent.Party.ID != "isles" || *rows[0].On != on {
		t.Errorf("%+v", silent)
	}
}
