package gold_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"pgregory.net/rapid"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/gold"
)

// cellar is a text that the cases annotate.
const cellar = `The keys of the cellar

“The keys are lost,” the steward told the cook on Monday. “I have looked twice.”

He did not say that the cook had taken them. According to the cook, the steward said he "never had them."

‘A cellar without keys
is a wall’, wrote the miller.
`

const cellarActors = `actor steward person the steward
actor cook person the cook
  side house
actor house organisation the house
actor miller person the miller
`

func read(t testing.TB, files map[string]string) (*gold.Folder, []gold.Fault) {
	t.Helper()
	fsys := fstest.MapFS{"cellar.txt": {Data: []byte(cellar)}, "gold/actors.gold": {Data: []byte(cellarActors)}}
	for name, text := range files {
		fsys["gold/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	folder, faults, err := gold.ReadFS(fsys, "gold")
	if err != nil {
		t.Fatal(err)
	}
	return folder, faults
}

const cellarHead = "report cellar.txt\n  day 1890-05-06\n\n"

func TestStatement(t *testing.T) {
	t.Parallel()
	folder, faults := read(t, map[string]string{"c.gold": cellarHead + `
statement 1 direct say
  words {c “The keys are lost,”} {s the steward} {q told} the cook on Monday. {c “I have looked twice.”}
  by steward
  to cook
  channel meeting
  on 1890-05-05 words

statement 2 mixed say
  words {q According to} {s the cook}, {c the steward said he "never had them."}
  by cook

statement 3 mixed deny ascribed
  words {s the steward} {q said} {c he "never had them."}
  by steward
  answers 1
  in 2

time DATE 1890-05-05  cook on {Monday}.
mentions {steward He} did not say that {cook the cook} had
`})
	for _, f := range faults {
		t.Error(f)
	}
	r := folder.Reports[0]
	if len(r.Statements) != 3 || len(r.Dates) != 1 || len(r.Mentions) != 2 {
		t.Fatalf("%d statements, %d dates, %d mentions", len(r.Statements), len(r.Dates), len(r.Mentions))
	}
	one, three := r.Statements[0], r.Statements[2]
	if one.ID != "c:1" || len(one.Content) != 2 || one.Content[1].Text != "“I have looked twice.”" {
		t.Errorf("the first statement is %+v", one)
	}
	if one.Speaker == nil || one.Speaker.Name != "the steward" || one.Addressees[0].ID != "cook" {
		t.Errorf("speaker %+v, addressees %+v", one.Speaker, one.Addressees)
	}
	if *one.SaidOn != "1890-05-05" || *one.SaidOnFrom != verbale.FromWords || *one.NotAfter != "1890-05-06" {
		t.Errorf("said on %s from %s, not after %s", *one.SaidOn, *one.SaidOnFrom, *one.NotAfter)
	}
	if *three.Parent != "c:2" || *three.RespondsTo[0].Statement != "c:1" || three.Account != verbale.Ascribed {
		t.Errorf("the third statement is %+v", three)
	}
}

// A nested statement is bounded by the day on which the outer one was said.
func TestNotAfterOfTheParent(t *testing.T) {
	t.Parallel()
	folder, faults := read(t, map[string]string{"c.gold": cellarHead + `
statement 2 mixed say
  words {q According to} {s the cook}, {c the steward said he "never had them."}
  on 1890-05-04 context
statement 3 mixed say
  words {s the steward} {q said} {c he "never had them."}
  in 2
`})
	for _, f := range faults {
		t.Error(f)
	}
	if got := *folder.Reports[0].Statements[1].NotAfter; got != "1890-05-04" {
		t.Errorf("not after %s", got)
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	const good = "statement 1 direct say\n  words {c “The keys are lost,”} {s the steward} {q told}\n"
	cases := []struct {
		name, file, text string
		want             []string // a part of each message, with its line
	}{
		{"words that are not there", "c.gold", "time DATE 1890  {Tuesday}", []string{`:4: the text does not hold "Tuesday"`}},
		{"words that are there twice", "c.gold", "mention cook  {the cook}", []string{`:4: the text holds "the cook" more than once`}},
		{"a brace left open", "c.gold", "time DATE 1890  on {Monday", []string{":4: an opening brace has no closing one"}},
		{"a brace too much", "c.gold", "time DATE 1890  on Monday}", []string{":4: a closing brace has no opening one"}},
		{"empty braces", "c.gold", "time DATE 1890  on {}Monday", []string{":4: the braces hold no words"}},
		{"two marks for one", "c.gold", "time DATE 1890  {cook} on {Monday}", []string{"2 pairs of braces"}},
		{"a mark without a name", "c.gold", "statement 1 direct say\n  words {} x", []string{":5: an opening brace has no name"}},
		{"a mark that is none", "c.gold", "statement 1 direct say\n  words {c “The keys are lost,”} {x the steward}", []string{`"x" is no mark`}},
		{"a space within a mark", "c.gold", "time DATE 1890  on{ Monday}", []string{"begins or ends with a space"}},
		{"a value that is none", "c.gold", "time DATE 1890-02-31  {Monday}", []string{`"1890-02-31" is no TIMEX3 value of a DATE`}},
		{"a duration for a date", "c.gold", "time DATE P2D  {Monday}", []string{`"P2D" is no TIMEX3 value`}},
		{"a type that is none", "c.gold", "time DAY 1890  {Monday}", []string{`"DAY" is no type of time expression`}},
		{"no mode and no kind", "c.gold", "statement 1\n  words {c “The keys are lost,”}", []string{"the mode is missing", "the kind is missing"}},
		{"a term that is none", "c.gold", "statement 1 direct say loudly\n  words {c “The keys are lost,”}", []string{`"loudly" is no mode`}},
		{"a number twice", "c.gold", good + good, []string{":6: statement 1 stands twice"}},
		{"the same twice", "c.gold", good + strings.Replace(good, "1", "2", 1), []string{"has the cue and the content of statement c:1"}},
		{"no content", "c.gold", "statement 1 direct say\n  words {s the steward} told", []string{"statement 1 has no content"}},
		{"another mode than the marks", "c.gold", "statement 1 indirect say\n  words {c “The keys are lost,”}", []string{"is called indirect, but its marks make it direct"}},
		{"a stop outside", "c.gold", "statement 1 indirect say\n  words did not say {c that the cook had taken them.}", []string{`content that ends in '.'`}},
		{"half a pair", "c.gold", "statement 1 direct say\n  words {c “The keys are lost,} ", []string{"an opening mark and no closing one"}},
		{"the other half", "c.gold", "statement 1 indirect say\n  words {c The keys are lost,”} ", []string{"a closing mark and no opening one"}},
		{"a comma in the source", "c.gold", "statement 1 mixed say\n  words {q According to} {s the cook,} {c the steward said he \"never had them.\"}", []string{"ends in a comma or stop"}},
		{"pieces that overlap", "c.gold", "statement 1 direct say\n  words {c “The keys are {q lost},”}", []string{"pieces that overlap"}},
		{"one stretch in two", "c.gold", "statement 1 indirect say\n  words did not say {c that the cook} {c had taken them}.", []string{"cuts one stretch in two"}},
		{"a line that is no anchor", "c.gold", "statement 1 direct say\n  words {c ‘A cellar without keys is a wall’}", []string{"the text does not hold"}},
		{"a parent left out", "c.gold", "statement 2 mixed say\n  words {q According to} {s the cook}, {c the steward said he \"never had them.\"}\n" +
			"statement 3 mixed say\n  words {s the steward} {q said} {c he \"never had them.\"}", []string{`lies in the content of c:2; say so with "in"`}},
		{"a parent that is none", "c.gold", good + "  in 7", []string{"is said to be in c:7, but the smallest content that holds its cue is that of none"}},
		{"an answer to nothing", "c.gold", good + "  answers 9", []string{"answers c:9, which is no other statement"}},
		{"a date after the report", "c.gold", good + "  on 1890-05-07 words", []string{"was said on 1890-05-07, after its report"}},
		{"a date that is none", "c.gold", good + "  on Monday words", []string{`"Monday" is no date`}},
		{"a date from nowhere", "c.gold", good + "  on 1890-05-05", []string{"after the date stands where it is from"}},
		{"a channel that is none", "c.gold", good + "  channel shout", []string{`"shout" is no channel`}},
		{"an actor that is none", "c.gold", good + "  by butler", []string{`"butler" is no actor`}},
		{"a mention of nobody", "c.gold", "mention butler  {the steward} told", []string{`a mention of "butler"`}},
		{"a side that is none", "c.gold", "actor butler unnamed a butler\n  side palace", []string{`the side "palace" of butler is no actor`}},
		{"an actor twice", "c.gold", "actor cook unnamed a cook", []string{"actor cook is declared twice"}},
		{"a field that is none", "c.gold", good + "  loudness 3", []string{`"loudness" is no field of statement`}},
		{"a record that is none", "c.gold", "shout 3", []string{`"shout" is no record of a report's file`}},
		{"set apart outside the content", "c.gold", "statement 1 direct say\n  words {c “The keys are lost,”} the steward told the cook on Monday. {a “I have looked twice.”}", []string{"which is not within its content"}},
		{"no text", "d.gold", "report attic.txt", []string{"d.gold:1: there is no attic.txt"}},
		{"another text", "d.gold", "report cellar.txt\n  sha256 00", []string{"is not the text that was annotated"}},
		{"a folder in the name", "d.gold", "report ../cellar.txt", []string{"without a folder"}},
		{"no head", "d.gold", "time DATE 1890  {Monday}", []string{"does not begin with a report record"}},
		{"a field before all", "d.gold", "  by cook", []string{"d.gold:1: a field stands before any record", "does not begin with a report record"}},
		{"not UTF-8", "d.gold", "report \xff", []string{"is not UTF-8", "does not begin with a report record"}},
		{"an utterance of nothing", "utterances.gold", "utterance keys\n  told c:1", []string{`utterances.gold:2: "c:1" is no statement`}},
		{"a reuse of no report", "reuse.gold", "reuse keys\n  in x | {keys}", []string{"there is no x.gold"}},
		{"a transfer of nothing", "papers.gold", "transfer letter sent", []string{`transfer letter names the paper "letter", which is not there`}},
		{"a step that is none", "papers.gold", "paper letter letter\ntransfer letter burned", []string{`"burned" stands where one of these is wanted`}},
		{"no kind of paper", "papers.gold", "paper letter", []string{"paper letter needs one of these after its id: treaty"}},
		{"two kinds of paper", "papers.gold", "paper letter letter note", []string{`"note" stands where one of these is wanted, each once`}},
		{"a field given twice", "papers.gold", "paper letter letter\n  on 1890\n  on 1891", []string{":3: on stands twice"}},
		{"a reply to no paper", "papers.gold", "paper letter letter\n  answers card", []string{`paper letter names the paper "card"`}},
		{"a text of no report", "papers.gold", "paper letter letter\n  text attic", []string{"there is no attic.gold"}},
		{"a wish that is none", "papers.gold", "paper letter letter\n  wish loud c:1", []string{`"loud" stands where one of these is wanted: confidential`, `is no statement`}},
		{"a deed that is none", "events.gold", "event keys lost", []string{`"lost" stands where one of these is wanted`}},
		{"a voice of nobody", "events.gold", "event keys other\n  voice c:1", []string{`"c:1" is no statement`}},
		{"an answer that is none", "requests.gold", "request keys demand\n  answer maybe c:1", []string{`"maybe" stands where one of these is wanted: meets`, "is no statement"}},
		{"an answer by nobody", "requests.gold", "request keys demand\n  answer meets by=butler on=today account=rumour as_asked=yes c:1",
			[]string{`"butler" is no actor`, `"today" is no date`, `"rumour" stands where`, `"yes" stands where`, "is no statement"}},
		{"a part of itself", "requests.gold", "request keys demand\n  part_of keys", []string{"request keys is called a part of itself"}},
		{"a term that is none", "requests.gold", "request keys demand\n  due tomorrow", []string{`"tomorrow" is no date, time or interval`}},
		{"a manner that is none", "requests.gold", "request keys demand\n  manner jointly, loudly", []string{`"loudly" stands where`}},
		{"a part of nothing", "clauses.gold", "clause keys right\n  part_of locks", []string{`names the clause "locks"`}},
		{"a stance that is none", "clauses.gold", "clause keys right\n  invoked shouts c:1", []string{`"shouts" stands where one of these is wanted: claims`, "is no statement"}},
		{"an outcome that is none", "expectations.gold", "expectation keys\n  outcome unclear", []string{`"unclear" stands where one of these is wanted`}},
		{"a difference that is none", "utterances.gold", "utterance keys\n  told differs=tone c:1", []string{`"tone" stands where one of these is wanted: negation`, "is no statement"}},
		{"a relation twice", "requests.gold", "request keys demand\nrequest keys demand", []string{"request keys stands twice"}},
		{"a place that is none", "c.gold", "mention cook @5 {the cook}", []string{`:4: the text does not hold "the cook" at 5 places`}},
		{"a record of another file", "requests.gold", "clause keys", []string{`"clause" is no record of requests.gold`}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text := c.text
			if c.file == "c.gold" {
				text = cellarHead + text
			}
			_, faults := read(t, map[string]string{c.file: text})
			if len(faults) != len(c.want) {
				t.Errorf("%d faults, want %d: %v", len(faults), len(c.want), faults)
			}
			for _, want := range c.want {
				found := false
				for _, f := range faults {
					found = found || strings.Contains(f.String(), want)
				}
				if !found {
					t.Errorf("no fault says %q: %v", want, faults)
				}
			}
		})
	}
}

func TestNoActors(t *testing.T) {
	t.Parallel()
	fsys := fstest.MapFS{"cellar.txt": {Data: []byte(cellar)}, "gold/c.gold": {Data: []byte(cellarHead)}}
	_, faults, err := gold.ReadFS(fsys, "gold")
	if err != nil || len(faults) != 1 || !strings.Contains(faults[0].String(), "actors.gold: is not there") {
		t.Errorf("%v, %v", faults, err)
	}
}

// The stop of an abbreviation belongs to a piece, that of the sentence does not.
func TestStopOfAnAbbreviation(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		line   string
		faults int
	}{
		{"{s The U.K.} {q said} {c that it rains}", 0},
		{"{s Bolt Inc.} {q said} {c that it rains}", 0},
		{"the rain {q said} {s Bolt.} {c Then it stopped}", 1},
		{"{s He} {q said} {c it rains in the U.K.}", 0},
		{"{s He} {q said} {c it rains.}", 1},
	} {
		folder, faults, err := gold.ReadFS(fstest.MapFS{
			"x.txt":            {Data: []byte(regexp.MustCompile(`\{. |\}`).ReplaceAllString(c.line, "") + "\n")},
			"gold/actors.gold": {Data: []byte(cellarActors)},
			"gold/x.gold":      {Data: []byte("report x.txt\nstatement 1 indirect say\n  words " + c.line + "\n")},
		}, "gold")
		if err != nil || len(faults) != c.faults {
			t.Errorf("%s: %v, %v", c.line, faults, err)
			continue
		}
		if again, _ := standOff(t, folder); c.faults == 0 {
			sameReport(t, folder.Reports[0], again.Reports[0])
		}
	}
}

// A mark that the text never closes is no fault of the content.
func TestMarkLeftOpen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text   string
		faults int
	}{{"The cook said “it is gone\n", 0}, {"The cook said “it is gone”\n", 1}} {
		folder, faults, err := gold.ReadFS(fstest.MapFS{
			"x.txt":            {Data: []byte(c.text)},
			"gold/actors.gold": {Data: []byte(cellarActors)},
			"gold/x.gold":      {Data: []byte("report x.txt\nstatement 1 direct say\n  words {s The cook} {q said} {c “it is gone}\n  by cook\n")},
		}, "gold")
		if err != nil || len(faults) != c.faults || len(folder.Reports[0].Statements) != 1 {
			t.Errorf("%q: %v, %v", c.text, faults, err)
		}
	}
}

// A mark between two letters is an apostrophe.
func TestMarkWithinAWord(t *testing.T) {
	t.Parallel()
	_, faults, err := gold.ReadFS(fstest.MapFS{
		"x.txt":            {Data: []byte("The cook said “we”re late.”\n")},
		"gold/actors.gold": {Data: []byte(cellarActors)},
		"gold/x.gold":      {Data: []byte("report x.txt\nstatement 1 direct say\n  words {s The cook} {q said} {c “we”re late.”}\n  by cook\n")},
	}, "gold")
	if err != nil || len(faults) > 0 {
		t.Errorf("%v, %v", faults, err)
	}
}

// A list of actors may be empty, where each report has its own.
func TestEmptyActors(t *testing.T) {
	t.Parallel()
	fsys := fstest.MapFS{
		"cellar.txt":       {Data: []byte(cellar)},
		"gold/actors.gold": {Data: []byte("# none\n")},
		"gold/c.gold":      {Data: []byte(cellarHead + "actor cook person the cook\nmention cook  {According} to")},
	}
	folder, faults, err := gold.ReadFS(fsys, "gold")
	if err != nil || len(faults) > 0 || len(folder.Reports[0].Mentions) != 1 {
		t.Errorf("%v, %v", faults, err)
	}
}

// A second annotation lies in a folder of its own and shares the actors.
func TestSecondFolder(t *testing.T) {
	t.Parallel()
	fsys := fstest.MapFS{
		"cellar.txt":         {Data: []byte(cellar)},
		"gold/actors.gold":   {Data: []byte(cellarActors)},
		"gold/second/c.gold": {Data: []byte(cellarHead + "mention steward  {the steward} told")},
	}
	folder, faults, err := gold.ReadFS(fsys, "gold/second")
	if err != nil || len(faults) > 0 || len(folder.Reports[0].Mentions) != 1 {
		t.Errorf("%v, %v", faults, err)
	}
}

func TestNoFolder(t *testing.T) {
	t.Parallel()
	for _, dir := range []string{"nowhere", "empty"} {
		if _, _, err := gold.ReadFS(fstest.MapFS{"empty/x.txt": {}}, dir); err == nil {
			t.Errorf("%s was read as gold", dir)
		}
	}
}

// lawful fails where a span is not on rune borders or does not hold its words.
func lawful(t interface{ Fatalf(string, ...any) }, folder *gold.Folder) {
	for _, r := range folder.Reports {
		look := func(list ...verbale.Excerpt) {
			for _, e := range list {
				if e.Len() == 0 && e.Start == 0 { // a reply without words
					continue
				}
				if e.Start < 0 || e.Start >= e.End || e.End > len(r.Text) || r.Text[e.Start:e.End] != e.Text ||
					!utf8.ValidString(e.Text) || !utf8.RuneStart(r.Text[e.Start]) {
					t.Fatalf("%s: [%d,%d) is not %q", r.Document, e.Start, e.End, e.Text)
				}
			}
		}
		for _, s := range r.Statements {
			look(s.Source...)
			look(s.Cue...)
			look(s.Content...)
			look(s.SetApart...)
			if s.Occasion != nil {
				look(*s.Occasion)
			}
			for _, response := range s.RespondsTo {
				look(response.Excerpt)
			}
			if len(s.Content) == 0 {
				t.Fatalf("%s has no content", s.ID)
			}
		}
		for _, d := range r.Dates {
			look(d.Excerpt)
		}
		for _, m := range r.Mentions {
			look(m.Excerpt)
		}
	}
}

// Whatever is marked in a text is found again at its place.
func TestAnchorsComeBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-zé“”’{}\\]{1,5}`), 3, 12).Draw(t, "words")
		from := rapid.IntRange(0, len(words)-1).Draw(t, "from")
		to := rapid.IntRange(from, len(words)-1).Draw(t, "to")
		text := strings.Join(words, " ")
		escape := strings.NewReplacer(`\`, `\\`, `{`, `\{`, `}`, `\}`).Replace
		var line strings.Builder
		for i, w := range words {
			if i > 0 {
				line.WriteByte(' ')
			}
			if i == from {
				line.WriteString("{")
			}
			line.WriteString(escape(w))
			if i == to {
				line.WriteString("}")
			}
		}
		folder, faults, err := gold.ReadFS(fstest.MapFS{
			"x.txt":            {Data: []byte(text)},
			"gold/actors.gold": {Data: []byte(cellarActors)},
			"gold/x.gold":      {Data: []byte("report x.txt\nmention cook " + line.String())},
		}, "gold")
		if err != nil || len(faults) > 0 {
			t.Fatalf("%v, %v", faults, err)
		}
		if got, want := folder.Reports[0].Mentions[0].Text, strings.Join(words[from:to+1], " "); got != want {
			t.Fatalf("found %q, want %q", got, want)
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add(cellarHead+"statement 1 direct say\n  words {c “The keys are lost,”} {s the steward} {q told}\n  by cook\n", cellar)
	f.Add("report cellar.txt\ntime DATE 1890  {Monday}\nmentions {cook the cook}", "Monday the cook")
	f.Add("report cellar.txt\nstatement 1 direct say\n  words {c \"a \"b\" c\"}", "\"a \"b\" c\"")
	f.Add("utterance x\n  told c:1 y", "\xff")
	f.Fuzz(func(t *testing.T, file, text string) {
		for _, name := range []string{"c", "actors", "utterances", "papers", "requests", "clauses", "expectations", "reuse", "events"} {
			fsys := fstest.MapFS{"cellar.txt": {Data: []byte(text)}, "gold/" + name + ".gold": {Data: []byte(file)}}
			folder, _, err := gold.ReadFS(fsys, "gold")
			if err != nil {
				t.Fatal(err)
			}
			lawful(t, folder)
		}
	})
}
