package evaluation_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/gold"
	"verbale.dev/verbale/lang"
)

const quarrel = `The baker said the mill was closed. "It is not," the miller answered. According to the baker, the miller lied.`

// words gives the excerpt of quarrel that holds exactly these words, once.
func words(t *testing.T, list ...string) []verbale.Excerpt {
	t.Helper()
	var excerpts []verbale.Excerpt
	for _, w := range list {
		at := strings.Index(quarrel, w)
		if at < 0 || strings.Contains(quarrel[at+1:], w) {
			t.Fatalf("%q does not stand in the text once", w)
		}
		excerpts = append(excerpts, verbale.Excerpt{Span: lang.Span{Start: at, End: at + len(w)}, Text: w})
	}
	return excerpts
}

func byID(_ string, g, s verbale.ActorRef) bool { return g.ID == s.ID }

func person(id string) []verbale.ActorRef { return []verbale.ActorRef{{ID: id, Name: id}} }

func TestStatementsArePairedByTheirCues(t *testing.T) {
	t.Parallel()
	said := verbale.Statement{ID: "g1", Cue: words(t, "said"), Content: words(t, "the mill was closed")}
	answered := verbale.Statement{ID: "g2", Cue: words(t, "answered"), Content: words(t, `"It is not,"`)}
	system := []verbale.Statement{
		{ID: "s1", Cue: words(t, "miller answered"), Content: words(t, `"It is not,"`)},
		{ID: "s2", Cue: words(t, "lied"), Content: words(t, "the miller lied")},
	}
	pairs := evaluation.PairStatements([]verbale.Statement{said, answered}, system)
	var got []string
	for _, p := range pairs {
		name := ""
		if p.Gold != nil {
			name = p.Gold.ID
		}
		name += "-"
		if p.System != nil {
			name += p.System.ID
		}
		got = append(got, name)
	}
	if want := []string{"g1-", "g2-s1", "-s2"}; !slices.Equal(got, want) {
		t.Errorf("pairs %v, want %v", got, want)
	}
	scores := evaluation.ScoreStatements(pairs, byID)
	if want := (evaluation.Score{Gold: 2, System: 2, Correct: 1}); scores.Found != want {
		t.Errorf("found %+v, want %+v", scores.Found, want)
	}
	if scores.Exact[1].Correct != 0 || scores.Overlap[1].Correct != 1 || scores.Exact[2].Correct != 1 {
		t.Errorf("components %+v and %+v", scores.Exact, scores.Overlap)
	}
}

// Without a cue on one side, half of the contents must be shared.
func TestStatementsWithoutACue(t *testing.T) {
	t.Parallel()
	whole := verbale.Statement{ID: "g", Content: words(t, "the mill was closed")}
	for _, c := range []struct {
		content string
		paired  bool
	}{{"mill was closed", true}, {"closed", false}} {
		pairs := evaluation.PairStatements([]verbale.Statement{whole}, []verbale.Statement{{ID: "s", Cue: words(t, "said"), Content: words(t, c.content)}})
		if got := pairs[0].System != nil; got != c.paired {
			t.Errorf("%q paired: %t", c.content, got)
		}
	}
}

// By contents alone, six tenths of both together must be shared, whatever the
// cues; two that share them are told apart by their cues.
func TestStatementsFoundByContent(t *testing.T) {
	t.Parallel()
	gold := []verbale.Statement{
		{ID: "g1", Cue: words(t, "said"), Content: words(t, "the mill was closed")},
		{ID: "g2", Cue: words(t, "answered"), Content: words(t, "the mill was closed")},
	}
	for _, c := range []struct {
		name, cue, content, want string
	}{
		{"another cue", "lied", "the mill was closed", "g1"},
		{"the cue tells two apart", "answered", "mill was closed", "g2"},
		{"too little", "said", "was closed", ""},
		{"just enough", "lied", "mill was clo", "g1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			system := []verbale.Statement{{ID: "s", Cue: words(t, c.cue), Content: words(t, c.content)}}
			got := ""
			for _, p := range evaluation.PairStatementsBy(evaluation.ByContent, gold, system) {
				if p.Gold != nil && p.System != nil {
					got = p.Gold.ID
				}
			}
			if got != c.want {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
}

// What is borderline is neither missed nor found, and still somebody's parent;
// days are counted against those told and those given.
func TestBorderlineNestedAndDays(t *testing.T) {
	t.Parallel()
	day, other, outer, systemOuter := "1890-05-05", "1890-05-06", "g1", "s1"
	gold := []verbale.Statement{
		{ID: "g1", Cue: words(t, "According to"), Content: words(t, "the miller lied")},
		{ID: "g2", Cue: words(t, "lied"), Content: words(t, "the mill was closed"), Parent: &outer, SaidOn: &day},
		{ID: "g3", Cue: words(t, "answered"), Content: words(t, `"It is not,"`), SaidOn: &day},
	}
	system := []verbale.Statement{
		{ID: "s1", Cue: words(t, "According to"), Content: words(t, "the miller lied")},
		{ID: "s2", Cue: words(t, "lied"), Content: words(t, "the mill was closed"), Parent: &systemOuter, SaidOn: &day},
		{ID: "s3", Cue: words(t, "answered"), Content: words(t, `"It is not,"`), SaidOn: &other},
	}
	pairs := evaluation.PairStatements(gold, system)
	evaluation.MarkBorderline(pairs, map[string]bool{"g1": true})
	scores := evaluation.ScoreStatements(pairs, byID)
	if want := (evaluation.Score{Gold: 2, System: 2, Correct: 2}); scores.Found != want {
		t.Errorf("found %+v, want %+v", scores.Found, want)
	}
	one := evaluation.Score{Gold: 1, System: 1, Correct: 1}
	if scores.Top != one || scores.Nested != one {
		t.Errorf("top level %+v, nested %+v", scores.Top, scores.Nested)
	}
	if want := (evaluation.Score{Gold: 2, System: 2, Correct: 1}); scores.Days != want {
		t.Errorf("days %+v, want %+v", scores.Days, want)
	}
	parent := scores.Fields[slices.Index(evaluation.FieldNames(), "parent")]
	if parent.Right != 2 || parent.Told != 1 {
		t.Errorf("parents %+v", parent)
	}
}

func TestFields(t *testing.T) {
	t.Parallel()
	day, other, parent, foreign := "1890-05-05", "1890-05-06", "g1", "s9"
	base := func(change func(*verbale.Statement)) verbale.Statement {
		s := verbale.Statement{ID: "x", Mode: verbale.Indirect, Kind: verbale.Say, Account: verbale.Own,
			Cue: words(t, "lied"), Content: words(t, "the mill was closed")}
		change(&s)
		return s
	}
	nothing := func(*verbale.Statement) {}
	cases := []struct {
		name         string
		gold, system func(*verbale.Statement)
		differ       []string
	}{
		{"nothing", nothing, nothing, nil},
		{"kind", func(s *verbale.Statement) { s.Kind = verbale.Accuse }, nothing, []string{"kind"}},
		{"speaker", func(s *verbale.Statement) { s.Speakers = person("baker") }, func(s *verbale.Statement) { s.Speakers = person("miller") }, []string{"speaker"}},
		{"speaker missing", func(s *verbale.Statement) { s.Speakers = person("baker") }, nothing, []string{"speaker"}},
		{"second speaker", func(s *verbale.Statement) { s.Speakers = append(person("baker"), person("miller")...) },
			func(s *verbale.Statement) { s.Speakers = person("baker") }, nil},
		{"addressee too much", nothing, func(s *verbale.Statement) { s.Addressees = person("miller") }, []string{"addressees"}},
		{"date", func(s *verbale.Statement) { s.SaidOn = &day }, func(s *verbale.Statement) { s.SaidOn = &other }, []string{"said on"}},
		{"parent that is paired with none", func(s *verbale.Statement) { s.Parent = &parent }, func(s *verbale.Statement) { s.Parent = &foreign }, []string{"parent"}},
		{"parent that is not there", nothing, func(s *verbale.Statement) { s.Parent = &foreign }, []string{"parent"}},
		{"answer by words", func(s *verbale.Statement) {
			s.RespondsTo = []verbale.Response{{Excerpt: words(t, "According to the baker")[0]}}
		},
			func(s *verbale.Statement) { s.RespondsTo = []verbale.Response{{Excerpt: words(t, "to the baker")[0]}} }, nil},
		{"answer by statement", func(s *verbale.Statement) { s.RespondsTo = []verbale.Response{{Statement: &parent}} },
			func(s *verbale.Statement) { s.RespondsTo = []verbale.Response{{Statement: &foreign}} }, []string{"responds to"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			pairs := evaluation.PairStatements([]verbale.Statement{base(c.gold)}, []verbale.Statement{base(c.system)})
			if got := evaluation.Differences(pairs, pairs[0], byID); !slices.Equal(got, c.differ) {
				t.Errorf("differ in %v, want %v", got, c.differ)
			}
			scores := evaluation.ScoreStatements(pairs, byID)
			wrong := 0
			for i, f := range scores.Fields {
				if f.Of != 1 {
					t.Errorf("%s is counted %d times", evaluation.FieldNames()[i], f.Of)
				}
				wrong += f.Of - f.Right
			}
			if wrong != len(c.differ) {
				t.Errorf("%d fields are wrong, want %d", wrong, len(c.differ))
			}
		})
	}
}

// Gold against itself is right in everything, and every field of it is told
// somewhere in the example.
func TestJulyAgreesWithItself(t *testing.T) {
	t.Parallel()
	folder, faults, err := gold.Read(filepath.FromSlash("../../examples/july-1914/gold"))
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	var all evaluation.StatementScores
	var dates evaluation.TimexScores
	var mentions []evaluation.MentionedReport
	for _, r := range folder.Reports {
		scores := evaluation.ScoreStatements(evaluation.PairStatements(r.Statements, r.Statements), byID)
		all.Add(&scores)
		dates.Add(evaluation.ScoreTimexes(evaluation.PairTimexes(evaluation.GoldDates(r), r.Dates)))
		mentions = append(mentions, ownMentions(r))
	}
	if all.Found.F1() != 100 || dates.Value.F1() != 100 || dates.Strict.F1() != 100 {
		t.Errorf("found %+v, dates %+v", all.Found, dates)
	}
	for c := range evaluation.Components {
		if all.Exact[c].F1() != 100 || all.Overlap[c].F1() != 100 {
			t.Errorf("%v: %+v", evaluation.Components[c], all.Exact[c])
		}
	}
	for i, name := range evaluation.FieldNames() {
		if f := all.Fields[i]; f.Right != f.Of || f.Of != all.Found.Gold || f.Told == 0 {
			t.Errorf("%s: %+v", name, f)
		}
	}
	_, cast := evaluation.Actors(mentions)
	if cast.Right != cast.Mentions || cast.Split > 0 || cast.Merged > 0 || cast.Mentions < 600 {
		t.Errorf("cast: %+v", cast)
	}
}

// ownMentions gives a report's gold as if a system had found it.
func ownMentions(r *gold.Report) evaluation.MentionedReport {
	m := evaluation.MentionedReport{Gold: r}
	for _, g := range r.Mentions {
		at := slices.Index(m.Actors, "system of "+g.Actor)
		if at < 0 {
			at = len(m.Actors)
			m.Actors = append(m.Actors, "system of "+g.Actor)
		}
		m.System = append(m.System, verbale.Mention{Excerpt: g.Excerpt, Chain: at})
	}
	return m
}

// The second annotation of four dispatches keeps to the rules, and agrees with
// the first as far as docs/gold.md says.
func TestJulyWasAnnotatedTwice(t *testing.T) {
	t.Parallel()
	read := func(dir string) *gold.Folder {
		folder, faults, err := gold.Read(filepath.FromSlash("../../examples/july-1914/" + dir))
		if err != nil || len(faults) > 0 {
			t.Fatal(err, faults)
		}
		return folder
	}
	first, second := read("gold"), read("gold/second")
	var all evaluation.StatementScores
	for _, s := range second.Reports {
		at := slices.IndexFunc(first.Reports, func(r *gold.Report) bool { return r.Document == s.Document })
		if at < 0 {
			t.Fatalf("%s was annotated once only", s.Document)
		}
		scores := evaluation.ScoreStatements(evaluation.PairStatements(first.Reports[at].Statements, s.Statements), byID)
		all.Add(&scores)
	}
	kind := all.Fields[slices.Index(evaluation.FieldNames(), "kind")]
	if len(second.Reports) != 4 || all.Found.F1() < 94 || all.Exact[evaluation.ContentSpans].F1() < 87 || kind.Accuracy() < 83 {
		t.Errorf("%d reports, found %+v, content %+v, kind %+v", len(second.Reports), all.Found, all.Exact[evaluation.ContentSpans], kind)
	}
}
