package paper_test

import (
	"fmt"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/lexicon/deed"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/reading/paper"
	"verbale.dev/verbale/internal/reading/timex"
	"verbale.dev/verbale/lang"
)

// read finds the papers of a text and writes each in brackets: its kind, who made it,
// for whom and between whom it is, what it answers, and its mentions. The names of the
// text stand for their actors.
func read(text string) string {
	p := page.New(lang.NewAnalyzer().Analyze(text), nil)
	var spans []lang.Span
	for _, x := range timex.NewFinder().Find(p) {
		if x.Type == "DATE" || x.Type == "TIME" {
			spans = append(spans, x.Span)
		}
	}
	var actors []paper.Actor
	for _, e := range p.Doc.Entities {
		run := page.Run{First: e.First, Last: e.Last}
		span := run.Span(p.Doc)
		key := strings.ToLower(text[span.Start:span.End])
		if e.Label == "PER" {
			key = "of " + key
		}
		actors = append(actors, paper.Actor{Run: run, Key: key, Self: strings.ToLower(text[span.Start:span.End])})
	}
	words := func(runs []page.Run) string {
		var all []string
		for _, r := range runs {
			span := r.Span(p.Doc)
			all = append(all, text[span.Start:span.End])
		}
		return strings.Join(all, "+")
	}
	var papers []string
	for _, d := range paper.Find(p, spans, actors) {
		line := string(d.Kind)
		for _, list := range []struct {
			name string
			runs []page.Run
		}{{"by", d.Authors}, {"to", d.Addressees}, {"between", d.Parties}} {
			if w := words(list.runs); w != "" {
				line += fmt.Sprintf(" %s %s", list.name, w)
			}
		}
		if d.Answers >= 0 {
			line += fmt.Sprintf(" answers %d", d.Answers)
		}
		if d.Key != "" {
			line += fmt.Sprintf(" named %q", d.Key)
		}
		for _, w := range d.Wishes {
			line += " " + w.Value + " by " + words([]page.Run{w.Of})
		}
		for _, m := range d.Mentions {
			sign := ":"
			if m.Tied {
				sign = "~"
			}
			line += " " + sign + words([]page.Run{m.Run})
		}
		papers = append(papers, line)
	}
	return strings.Join(papers, "; ")
}

// TestEveryNounOfTheTable holds that the sentence of each noun speaks of a paper of its
// kind. Those that need a step of it to be told are found by what they need beside.
func TestEveryNounOfTheTable(t *testing.T) {
	t.Parallel()
	for _, noun := range deed.Papers() {
		if got := read(noun.Example); noun.Needs != "tied" && noun.Needs != "moved" && !strings.HasPrefix(got, noun.Kind) {
			t.Errorf("%s as %s is not told by %q: %q", noun.Word, noun.Kind, noun.Example, got)
		}
	}
}

func TestPapers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, want string }{
		{"a letter, its author and whom it is for", "Spain sent a letter to Italy. The letter was long.", "letter to Italy :a letter to Italy ~The letter"},
		{"whose it is", "Spain's written answer to Italy came late.", "answer by Spain to Italy :Spain's written answer to Italy"},
		{"a plural with its makers", "He read the Spain and Italy written answers.",
			"answer by Spain :the Spain and Italy written answers; answer by Italy :the Spain and Italy written answers"},
		{"a plural with its parties", "Norway published draft agreements with Spain and Italy on fish.",
			"draft between Spain :draft agreements with Spain and Italy on fish; draft between Italy :draft agreements with Spain and Italy on fish"},
		{"both are tied to the last two", "Norway sent draft agreements with Spain and Italy on Monday. On Tuesday it published both documents.",
			"draft between Spain :draft agreements with Spain and Italy ~both documents; draft between Italy :draft agreements with Spain and Italy ~both documents"},
		{"a draft of an agreement is a draft", "Norway published a draft of an agreement with Spain.", "draft between Spain :a draft of an agreement with Spain"},
		{"names by their places", "They spoke of the Madrid and Lisbon declarations.",
			`declaration named "madrid declaration" :the Madrid and Lisbon declarations; declaration named "lisbon declaration" :the Madrid and Lisbon declarations`},
		{"a name and the document", "The Oslo Final Act of 1975 is old. The document has ten points.", `treaty named "oslo final act" :The Oslo Final Act of 1975 ~The document`},
		{"an answer to a proposal", "Spain's response to Italy's proposals on fish is here. The document is short.",
			"answer by Spain to Italy answers 1 :Spain's response to Italy's proposals on fish ~The document; proposal by Italy :Italy's proposals on fish"},
		{"a pronoun under a deed that is done with papers", "Spain sent a letter to Italy. It was not published.", "letter to Italy :a letter to Italy ~It"},
		{"a pronoun under another", "Spain sent a letter to Italy. It was raining.", "letter to Italy :a letter to Italy"},
		{"what is wanted of a paper", "Spain sent a letter to Italy. Norway prefers the letter to remain confidential.",
			"letter to Italy confidential by Norway :a letter to Italy ~the letter"},
		{"what is not wanted of it", "Spain sent a letter to Italy. Norway wants the letter to be short.", "letter to Italy :a letter to Italy ~the letter"},
		{"a letter by its author after a letter by its addressee", "Jon Hale wrote a letter to Italy. Hale's letter was long.", "letter by Hale to Italy :a letter to Italy :Hale's letter"},
		{"two letters by two persons", "Jon Hale wrote to Italy. Jon Hale's letter to Italy was long. Ada Brook's letter was short.",
			"letter by Jon Hale to Italy :Jon Hale's letter to Italy; letter by Ada Brook :Ada Brook's letter"},
		{"letters for two", "Spain sent a letter to Italy. The letter to Norway was longer.", "letter to Italy :a letter to Italy; letter to Norway :The letter to Norway"},
		{"a letter named in passing", "Spain sent a letter to Italy. The letter was long. This letter was late. Who writes a letter like this? The letter was short.",
			"letter to Italy :a letter to Italy ~The letter ~This letter ~The letter; letter :a letter"},
		{"said in a letter", "Spain warned Italy in a letter that it would leave.", "letter by Spain to Italy :a letter"},
		{"whose leaders it is for", "He read the letter to Italy's old leadership.", "letter to Italy :the letter to Italy's old leadership"},
		{"a response to no paper", "The response to the storm was slow.", ""},
		{"no treaty in particular", "They have no treaty and want no letters.", ""},
		{"a noun before another", "The treaty obligations are heavy.", ""},
		{"a person of that name", "Mr. Bonar Law rose.", ""},
	} {
		if got := read(test.text); got != test.want {
			t.Errorf("%s: %s\n got %s\nwant %s", test.name, test.text, got, test.want)
		}
	}
}
