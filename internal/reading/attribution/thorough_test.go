package attribution_test

import (
	"slices"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/attribution"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
	"verbale.dev/verbale/lang/encoder"
)

// thoroughCases are texts with the rows that the encoder and the rules after it are to give:
// "source: cue: content", a nested one with an indent.
var thoroughCases = []struct {
	name, text string
	want       []string
}{
	{"what is only asked about is not told",
		"Lenzia has had no answer to its question regarding the guild's refusal to widen the canal.",
		nil},
	{"what is condemned is told",
		"Dole condemned the guild's refusal to widen the canal.",
		[]string{"Dole: condemned: the guild's refusal to widen the canal", "  the guild's: refusal: to widen the canal"}},
	{"a noun of a paper has no content of its own",
		"In May the ministry of Lenzia published drafts of a treaty with the islands on the pass and an accord on the ferries.", nil},
	{"what an answer is to is no answer",
		"The envoy handed over to Minister Ivo Rank Lenzia's written response to the draft treaty on the pass.", nil},
	{"a topic is nothing said",
		"Premier Mara Dole has commented on the islands' written answer to the demands of Lenzia, stating that the islands had ignored them.",
		[]string{"Premier Mara Dole: stating: that the islands had ignored them"}},
	{"who is asked to comment demands nothing",
		"When asked to comment on the map, Dole said it was false.",
		[]string{"Dole: said: it was false"}},
	{"all that was told before its teller",
		"Lenzia believes in open ferries and wants to discuss with the islands how both sides read the treaty, Deputy Minister Mara Dole has told the Nordpost in an interview.",
		[]string{
			"Deputy Minister Mara Dole: has told: Lenzia believes in open ferries and wants to discuss with the islands how both sides read the treaty",
			"  Lenzia: wants: to discuss with the islands how both sides read the treaty",
		}},
	{"two quotations of two speakers",
		"Minister Tarn and President Holm met. \"We agree,\" said the former. \"We do not,\" said the latter.",
		[]string{"the former: said: \"We agree,\"", "the latter: said: \"We do not,\""}},
	{"two that begin alike share nothing",
		"Foreign Minister Ilse Tarn said on Sunday that the talks had failed. President Per Holm said here on Monday that no answer was owed.",
		[]string{"Foreign Minister Ilse Tarn: said: that the talks had failed", "President Per Holm: said: that no answer was owed"}},
	{"one who was told tells it on",
		"Tarn told Holm, who told Lund, that the annex was closed.",
		[]string{"Tarn: told: that the annex was closed", "who: told: that the annex was closed"}},
	{"what one hopes oneself is told once", "Dole said she hoped to sail in May.", []string{"Dole: said: she hoped to sail in May"}},
	{"what another hopes is told within", "Dole said the mayor hoped to sail in May.",
		[]string{"Dole: said: the mayor hoped to sail in May", "  the mayor: hoped: to sail in May"}},
	{"a second cue has its own content", "The mayor told the crew that the boats had come back safely and thanked them for it.",
		[]string{"The mayor: told: that the boats had come back safely", "The mayor: thanked: them for it"}},
	{"who goes on has a second row",
		"Rank told the council that \"the islands have three weeks,\" adding that the pilots should be paid by Friday.",
		[]string{"Rank: told: that \"the islands have three weeks,\"", "Rank: adding: that the pilots should be paid by Friday"}},
	{"a further that goes on", "Dole claimed that the map was not traded for the boats, and that its sale was fair.",
		[]string{"Dole: claimed: that the map was not traded for the boats, and that its sale was fair"}},
	{"the islands' opposition", "The islands' opposition to the toll was loud.", []string{"The islands': opposition to: the toll"}},
	{"another's promise after a semicolon", "Lenzia said it would send one boat; the islands have promised two.",
		[]string{"Lenzia: said: it would send one boat"}},
	{"hearers are no words", "The guild informed the harbour office.", nil},
	{"what was said before is not said", "Rank repeated that position.", nil},
	{"who is asked does not ask", "Asked whether the map was false, Dole said it was.",
		[]string{": Asked: whether the map was false", "Dole: said: it was"}},
	{"no agreement is no refusal", "The two sides failed on Sunday to agree on the northern beacon.", nil},
}

// rowsOf lists the statements of a text as thoroughCases have them.
func rowsOf(analyzer *lang.Analyzer, reader *encoder.Reader, text string) []string {
	p := page.New(analyzer.Analyze(text), nil)
	spans := make([]lang.Span, 0, len(p.Paragraphs()))
	for _, run := range p.Paragraphs() {
		spans = append(spans, run.Span(p.Doc))
	}
	var rows []string
	for _, s := range attribution.FindLed(attribution.Shipped(), lexicon.Load(), reader.Read(text, spans), "x", p) {
		row := strings.Join([]string{textOf(s.Source), textOf(s.Cue), textOf(s.Content)}, ": ")
		if s.Parent != nil {
			row = "  " + row
		}
		rows = append(rows, row)
	}
	return rows
}

// TestHearers: who stands beside a hearer with "as well as" hears too.
func TestHearers(t *testing.T) {
	t.Parallel()
	text := "Dole warned Rank, as well as the other envoys, that the pass would be shut."
	statements := attribution.Find(attribution.Shipped(), lexicon.Load(), "x", page.New(lang.NewAnalyzer().Analyze(text), nil))
	if len(statements) != 1 || len(statements[0].AddressedTo) != 2 || statements[0].AddressedTo[1].Text != "the other envoys" {
		t.Errorf("%s: %+v", text, statements)
	}
}

func TestThorough(t *testing.T) {
	t.Parallel()
	analyzer, reader := lang.NewAnalyzer(), encoder.Shipped().NewReader()
	for _, c := range thoroughCases {
		if got := rowsOf(analyzer, reader, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\ngot\n\t%s\nwant\n\t%s", c.name, c.text, strings.Join(got, "\n\t"), strings.Join(c.want, "\n\t"))
		}
	}
}
