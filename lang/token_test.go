package lang_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale/lang"
)

// spell writes the tokens of a document with spaces between them, the words of
// a multiword token with "+".
func spell(d *lang.Document, first, last int) string {
	var b strings.Builder
	for i := first; i < last; i++ {
		switch {
		case i == first:
		case d.Tokens[i].Multiword > 1:
			b.WriteByte('+')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(d.Form(i))
	}
	return b.String()
}

func TestTokens(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"contraction", "The envoys don't agree and can't leave.", "The envoys do+n't agree and ca+n't leave ."},
		{"curly apostrophe", "We’re sure she’d’ve signed; it isn’t ours.", "We+’re sure she+’d+’ve signed ; it is+n’t ours ."},
		{"capitals", "IT'S OVER, THEY CAN'T SAY.", "IT+'S OVER , THEY CA+N'T SAY ."},
		{"blend", "They cannot stay; I'm gonna dunno.", "They can+not stay ; I+'m gon+na du+n+no ."},
		{"possessive", "Norway's note, the ministers' reply, Marx's view", "Norway+'s note , the ministers+' reply , Marx+'s view"},
		{"closing after plural", "the 'old treaties' and the ‘new rules’ alike", "the ' old treaties ' and the ‘ new rules ’ alike"},
		{"decade", "in the '90s, the 1960s and the 1980's", "in the '90s , the 1960s and the 1980's"},
		{"names with apostrophe", "O'Neill met d'Estaing at L'Aquila", "O'Neill met d'Estaing at L'Aquila"},
		{"hyphen", "a long-range, US-led Al-Sabah plan", "a long - range , US - led Al - Sabah plan"},
		{"prefix", "non-nuclear, pro-Western, re-elected, ex-envoy, mid-1990s", "non-nuclear , pro-Western , re-elected , ex-envoy , mid-1990s"},
		{"prefix in capitals is none", "an UN-backed and EX-rated list", "an UN - backed and EX - rated list"},
		{"given name", "Park Geun-hye and Tsai Ing-wen", "Park Geun-hye and Tsai Ing-wen"},
		{"no given name", "Beijing-led talks near Hong Kong-based banks", "Beijing - led talks near Hong Kong - based banks"},
		{"broken off", "I th- think so", "I th- think so"},
		{"dashes", "one—two – three--four ---", "one — two – three -- four ---"},
		{"range", "pages 10-15, 2019–2021", "pages 10 - 15 , 2019 – 2021"},
		{"slash", "and/or, he/she, 24/7, w/o, 3/4", "and / or , he / she , 24/7 , w/o , 3/4"},
		{"abbreviation", "Gov. Ann B. Lee, Lt. Gen. Roe Jr. and Dr. No met Mr. Y.", "Gov. Ann B. Lee , Lt. Gen. Roe Jr. and Dr. No met Mr. Y ."},
		{"acronym with stops", "the U.S. and the U.K.-based firm", "the U.S. and the U.K. - based firm"},
		{"sentence end takes the stop", "tea, milk, etc.", "tea , milk , etc ."},
		{"acronym keeps the stop", "He left the U.S.", "He left the U.S."},
		{"initials", "J.K. Rowe and P. D. Oak", "J.K. Rowe and P. D. Oak"},
		{"I is no initial", "So do I. Then we left.", "So do I . Then we left ."},
		{"versus", "Doe v. Roe", "Doe v. Roe"},
		{"number of", "article No. 5 and no. Nobody asked.", "article No. 5 and no . Nobody asked ."},
		{"lost space", "he said.The vote failed.It was close.", "he said . The vote failed . It was close ."},
		{"lost space after quotation", "“Never.”The hall fell silent.", "“ Never . ” The hall fell silent ."},
		{"thousands and decimals", "1,200,000 or 3.75 or .5 or 2:30", "1,200,000 or 3.75 or .5 or 2:30"},
		{"currency", "$30m, €1.5bn, US$40, £5", "$ 30 m , € 1.5 bn , US$ 40 , £ 5"},
		{"unit", "5km, 10kg, 7pm, 20th, 4G", "5 km , 10 kg , 7 pm , 20th , 4G"},
		{"per cent", "5% or 5.5 %", "5 % or 5.5 %"},
		{"time", "at 7:30 a.m. Monday or 8 p.m.", "at 7:30 a.m. Monday or 8 p.m."},
		{"date", "on 2022-02-09 or 9/2/2022", "on 2022-02-09 or 9/2/2022"},
		{"telephone", "call 202-555-0147, 555-0147 or +44 20", "call 202-555-0147 , 555-0147 or +44 20"},
		{"URL", "see https://example.org/a_(b)?c=1#d, then www.example.com.", "see https://example.org/a_(b)?c=1#d , then www.example.com ."},
		{"e-mail", "write to a.b-c@example.co.uk.", "write to a.b-c@example.co.uk ."},
		{"handle after a stop", "as before.@minister said", "as before . @minister said"},
		{"host and file", "on example.com and in notes.pdf", "on example.com and in notes.pdf"},
		{"handle and tag", "@minister wrote #peace, #1", "@minister wrote #peace , # 1"},
		{"share", "Acme Inc (ACME.N) rose", "Acme Inc ( ACME.N ) rose"},
		{"ampersand", "AT&T, R&D, salt & pepper", "AT&T , R&D , salt & pepper"},
		{"ellipsis", "Well... no…yes. . . .", "Well ... no … yes . . . ."},
		{"stops run together", "What?! Never!!!", "What ?! Never !!!"},
		{"quotation marks", "\"Yes,\" he said. ``No'' «oui»", "\" Yes , \" he said . `` No '' « oui »"},
		{"brackets", "the [first] (and {only}) one", "the [ first ] ( and { only } ) one"},
		{"emoticon", "fine :) or not :-( <3", "fine :) or not :-( <3"},
		{"emoji", "peace👩‍👩‍👧🇳🇴👍🏽!", "peace 👩‍👩‍👧 🇳🇴 👍🏽 !"},
		{"bullet", "• first\n• second", "• first • second"},
		{"drawn line", "=====\nnext", "===== next"},
		{"soft hyphen and marks of direction", "co\u00adoperate \u200ethere\u200f", "co\u00adoperate there"},
		{"zero width space", "one\u200btwo", "one two"},
		{"right to left", "قال الوزير: نعم.", "قال الوزير : نعم ."},
		{"combining mark", "cafe\u0301 nai\u0308ve", "cafe\u0301 nai\u0308ve"},
		{"not UTF-8", "caf\xe9 au lait", "caf\xe9 au lait"},
		{"controls", "a\x00b\x07c", "a b c"},
		{"censored", "what the f***, f**k", "what the f *** , f**k"},
		{"temperature", "at 54º and 20°C", "at 54º and 20 ° C"},
		{"wrong: name with an exclamation mark", "Yahoo! paid", "Yahoo ! paid"},
		{"wrong: verse", "Luke 9:25", "Luke 9:25"},
		{"wrong: word broken off late", "we reje- refused", "we reje - refused"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := lang.NewAnalyzer().Analyze(test.text)
			if got := spell(d, 0, len(d.Tokens)); got != test.want {
				t.Errorf("%q\n got %s\nwant %s", test.text, got, test.want)
			}
		})
	}
}
