package page_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// bracketed writes a text with its quotations in ⟦ ⟧, those within them in ⟨ ⟩; a
// quotation that goes on from the paragraph before begins with ⟦+.
func bracketed(text string) string {
	p := page.New(lang.NewAnalyzer().Analyze(text), nil)
	before, behind := map[int]string{}, map[int]string{}
	for _, q := range p.Quotations() {
		open := "⟦"
		if q.Continues {
			open = "⟦+"
		}
		before[p.Doc.Tokens[q.First].Start] += open
		behind[p.Doc.Tokens[q.Last-1].End] += "⟧"
		for _, inner := range q.Inner {
			before[p.Doc.Tokens[inner.First].Start] += "⟨"
			behind[p.Doc.Tokens[inner.Last-1].End] = "⟩" + behind[p.Doc.Tokens[inner.Last-1].End]
		}
	}
	var b strings.Builder
	for i := 0; i <= len(text); i++ {
		b.WriteString(behind[i])
		b.WriteString(before[i])
		if i < len(text) {
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

func TestQuotations(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, want string }{
		{"none", `The envoy's aides' bags weren't searched.`},
		{"straight", `⟦"We are late,"⟧ she said. ⟦"Very late."⟧`},
		{"curly", `⟦“We are late,”⟧ she said, ⟦“and tired.”⟧`},
		{"two apostrophes", `⟦''We float like butterflies,''⟧ he said. ⟦''And sting.''⟧`},
		{"guillemets", `He called it ⟦«a feast»⟧ for lawyers.`},
		{"low and high", `The note spoke of ⟦„old friends“⟧ twice.`},
		{"the same mark inside and outside", `⟦"They have finally ⟨"ripened"⟩ to speak of it with us,"⟧ the legation wrote.`},
		{"curly within curly", `⟦“The North treats the list as a ⟨“menu”⟩ of its own.”⟧`},
		{"single within double", `⟦"He told me ⟨'wait here'⟩ and left,"⟧ she said.`},
		{"single marks as the outer ones", `⟦'We will see,'⟧ the clerk said, and the guards' cook agreed.`},
		{"a single word in single marks", `The guest has ⟦‘ripened’⟧ for talks, the host wrote.`},
		{"a genitive within single marks", `⟦'The ministers' plan is dead,'⟧ he said.`},
		{"years and clipped words", `In the '90s they'd say 'tis nothing, rock 'n' roll.`},
		{"one mark closes the term and the sentence", `⟦“Everyone will soon hear that it has ⟨“leaked,”⟩⟧ he added.`},
		{"opened once, closed after two more paragraphs", "⟦“It has two halves.⟧\n\n⟦+First, each may choose its friends.⟧\n\n⟦+Second, none may do so at the cost of others,”⟧ the count said."},
		{"opened anew in each paragraph", "⟦“It has two halves.⟧\n\n⟦+“First, each may choose its friends.⟧\n\n⟦+“Second, none may.”⟧"},
		{"a term at the end closes the quotation of the paragraph before", "⟦“I think all will hear of it.⟧\n\n⟦+There is no doubt that it will ⟨“leak,”⟩⟧ he stressed."},
		{"a lost mark within a sentence does not run on", "He asked why they ⟦“take the list for a toy.⟧\n\n⟦“I warned them,”⟧ the count said."},
		{"straight marks opened anew", "⟦\"It has two halves, he knows.⟧\n\n⟦+\"The second is ours,\"⟧ the count said."},
		{"closing mark lost, a cue follows", `⟦“We go home tomorrow,⟧ the count said.`},
		{"closing mark lost, a long name follows", `⟦“We go home tomorrow,⟧ Prime Minister Lea Novak said.`},
		{"closing mark lost, the report goes on", "⟦“We go home tomorrow and not before.⟧\n\nThe envoy said that he was glad."},
		{"a comma within another quotation is no end", `⟦"The mate reads ⟨“late, he said”⟩ in the log⟧`},
		{"opening mark lost", `The hall was full. ⟦We go home tomorrow,”⟧ the count said.`},
		{"closing mark on the wrong side of the space", `⟦“None will wait too long, ”⟧he added.`},
		{"straight closing mark on the wrong side", `⟦"None will wait too long, "⟧he added.`},
		{"unlike marks", `⟦“We go home,"⟧ the count said, ⟦"at once.”⟧`},
		{"two quotations on a line", `He saw ⟦"a gap"⟧ and ⟦"a chance"⟧ in it.`},
		{"inches and minutes", `A 12" pipe and a 7" nail lay there.`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text := strings.NewReplacer("⟦+", "", "⟦", "", "⟧", "", "⟨", "", "⟩", "").Replace(c.want)
			if got := bracketed(text); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// unlawful says what is wrong with the quotations of a text, or "": they follow
// each other without a common token, and those within one lie in it and follow
// each other likewise.
func unlawful(p *page.Page) string {
	var faults string
	check := func(all []page.Quotation, first, last int) {
		for _, q := range all {
			if q.First < first || q.Last <= q.First || q.Last > last {
				faults += fmt.Sprintf("tokens %d to %d stand not after %d and before %d; ", q.First, q.Last, first, last)
			}
			first = q.Last
		}
	}
	check(p.Quotations(), 0, len(p.Doc.Tokens))
	for _, q := range p.Quotations() {
		check(q.Inner, q.First, q.Last)
	}
	return faults
}

func TestQuotationsAreInOrder(t *testing.T) {
	t.Parallel()
	word := rapid.SampledFrom([]string{`"`, "“", "”", "'", "’", "‘", "he", "said", ",", ".", "talks", "\n\n", " ", " ", "s", "(", ")", "«", "»"})
	analyzer := lang.NewAnalyzer()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(word, 0, 60).Draw(t, "words"), "")
		if fault := unlawful(page.New(analyzer.Analyze(text), nil)); fault != "" {
			t.Fatalf("%s in %q", fault, text)
		}
	})
}

func FuzzQuotations(f *testing.F) {
	analyzer := lang.NewAnalyzer()
	for _, text := range []string{
		`"“,he"said`,
		"“Late, ‘she said’ again, ” he said,\n\n“and “,they told’",
		"«I see, „he says“ now», we said.\n\nmore” and more”",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if fault := unlawful(page.New(analyzer.Analyze(string(text)), nil)); fault != "" {
			t.Fatal(fault)
		}
	})
}
