package citation_test

import (
	"strings"
	"testing"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/citation"
	"verbale.dev/verbale/lang"
)

// marked makes a source of a text in which the content stands between { and },
// the cue between < and >, the occasion between ^ and ^, and what it replies to
// between ~ and ~.
func marked(mode verbale.Mode, text string) citation.Source {
	s := citation.Source{
		Statement: &verbale.Statement{ID: "s-1", Document: "a.txt", Version: "0123456789abcdef", Mode: mode, Account: verbale.Own},
		Report:    &verbale.DocumentRow{ID: "a.txt"},
	}
	var b strings.Builder
	start := map[rune]int{}
	excerptTo := func(from int) verbale.Excerpt {
		return verbale.Excerpt{Span: lang.Span{Start: from, End: b.Len()}, Text: b.String()[from:]}
	}
	for _, r := range text {
		switch r {
		case '{', '<':
			start[r] = b.Len()
		case '}':
			s.Statement.Content = append(s.Statement.Content, excerptTo(start['{']))
		case '>':
			s.Statement.Cue = append(s.Statement.Cue, excerptTo(start['<']))
		case '^', '~':
			if from, open := start[r]; open {
				delete(start, r)
				if e := excerptTo(from); r == '^' {
					s.Statement.Occasion = &e
				} else {
					s.Statement.RespondsTo = append(s.Statement.RespondsTo, verbale.Response{Excerpt: e})
				}
				continue
			}
			start[r] = b.Len()
		default:
			b.WriteRune(r)
		}
	}
	s.Text = b.String()
	return s
}

func TestWordsKeepTheirSense(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ text, want string }{
		"the clause that tells who speaks": {`{"The lock is shut,"} she <said>, {"and stays so."}`, `"The lock is shut," … "and stays so."`},
		"a gap that the report does not mark": {
			`She <said> {that the lock would} under no pretext {be opened}.`, `that the lock would [under no pretext] be opened`},
		"a gap of a comma":             {`She <said> {the lock}, {and the quay} were shut.`, `the lock, and the quay`},
		"passages far apart":           {"She <said> {the lock was shut}.\n\n{The quay was too}.", `the lock was shut. The quay was too`},
		"passages in other paragraphs": {"She <said> {the lock was shut}. It rained.\n\n{The quay was too}.", `the lock was shut […] The quay was too`},
		"a word cut at its end":        {`She <said> {the lock was shu}t.`, `the lock was shut`},
		"a word cut at its head":       {`She <said> t{he lock was shut}.`, `the lock was shut`},
		"a bracket left open":          {`She <said> {the lock (built in 1911} by the guild) was shut.`, `the lock (built in 1911 by the guild)`},
		"a bracket left closed":        {`She <said> the lock (built {in 1911) was shut}.`, `(built in 1911) was shut`},
		"a line is not left":           {"She <said> {the lock (built}\nin 1911) was shut.", `the lock (built`},
	} {
		text, err := citation.Write(citation.Plain, []citation.Source{marked(verbale.Indirect, test.text)})
		if err != nil {
			t.Fatal(err)
		}
		if got, _, _ := strings.Cut(text, "\n"); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

func TestOccasionsOfOthersAreLeftOut(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		text string
		told bool
	}{
		"its own":                       {`^At a briefing in Porto^ she <said> {the lock was shut}.`, true},
		"its own, after the words":      {`{"Shut. For good,"} she <said> ^at a briefing in Porto^.`, true},
		"within what was said":          {`She <said> {the lock was shut ^at the fair in Porto^}.`, false},
		"of the question":               {`~Asked about ^the fair in Porto^~, she <said> {the lock was shut}.`, false},
		"of a question without a span":  {`She was asked what ^the fair in Porto^ was for and <said> {the lock was shut}.`, true},
		"of a question, then the words": {`The lock, she <said> when asked of ^the fair in Porto^, {was shut}.`, false},
		"of another sentence":           {`They met at ^the fair in Porto^. Later she <said> {the lock was shut}.`, false},
	} {
		text, err := citation.Write(citation.Plain, []citation.Source{marked(verbale.Indirect, test.text)})
		if err != nil {
			t.Fatal(err)
		}
		if lines := strings.Split(text, "\n"); strings.Contains(lines[1], "Porto") != test.told {
			t.Errorf("%s: told %v, want %v: %s", name, !test.told, test.told, lines[1])
		}
	}
}

func TestSentencesEndOnce(t *testing.T) {
	t.Parallel()
	for _, words := range []string{`{"The lock is shut,"} she <said>`, `She <said> {"The lock is shut."}`, `She <said> {the lock is shut}`} {
		for _, style := range []citation.Style{citation.Footnote, citation.Chicago, citation.MLA, citation.APA} {
			for _, mode := range []verbale.Mode{verbale.Direct, verbale.Indirect} {
				text, err := citation.Write(style, []citation.Source{marked(mode, words)})
				if err != nil {
					t.Fatal(err)
				}
				for _, bad := range []string{`,".`, `,”.`, `.".`, `.”.`, `..`, `,.`, ` ,`, `.,`} {
					if strings.Contains(text, bad) {
						t.Errorf("%s of %s holds %q: %s", style, words, bad, text)
					}
				}
			}
		}
	}
}

func TestAddressesLeadToTheWords(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://kurier.example/a":     "https://kurier.example/a#:~:text=that%20the%20inner%20lock%2C,shut%20till%20re%2Dopening%20day",
		"https://kurier.example/a#top": "https://kurier.example/a#top:~:text=that%20the%20inner%20lock%2C,shut%20till%20re%2Dopening%20day",
		"http://127.0.0.1:8765/d/a":    "",
		"http://localhost/d/a":         "",
		"urn:newsml:kurier:1":          "urn:newsml:kurier:1",
	} {
		s := marked(verbale.Indirect, `She <said> {that the inner lock, like the outer one, would stay shut till re-opening day}.`)
		s.Report.URI = &address
		text, err := citation.Write(citation.RIS, []citation.Source{s})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for line := range strings.Lines(text) {
			if after, ok := strings.CutPrefix(line, "UR  - "); ok {
				got = strings.TrimSpace(after)
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}

func TestStyleOfAFile(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]citation.Style{"a.MD": citation.Markdown, "x/y.bib": citation.BibTeX, "q.html": citation.HTML, "q.docx": "", "q": ""} {
		if got, ok := citation.StyleOf(name); got != want || ok != (want != "") {
			t.Errorf("%s: %q %v, want %q", name, got, ok, want)
		}
	}
}
