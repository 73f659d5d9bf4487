package attribution

import (
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// TestSetting looks at the channel, the occasion, the addressee and what is
// responded to of the first statement of plain sentences.
func TestSetting(t *testing.T) {
	t.Parallel()
	analyzer := lang.NewAnalyzer()
	for _, c := range []struct {
		text                       string
		channel                    verbale.Channel
		occasion, addressee, reply string
	}{
		{text: "The minister told the council that the road was open.", addressee: "the council"},
		{text: "“The road is open,” the minister said in a letter to the council.", channel: verbale.Letter, occasion: "a letter to the council", addressee: "the council"},
		{text: "The minister said at a news conference that the road was open.", channel: verbale.PressConference, occasion: "a news conference"},
		{text: "“The road is open,” the minister wrote on Facebook.", channel: verbale.Post, occasion: "Facebook"},
		{text: "In a speech to the guild, the minister said that the road was open.", channel: verbale.Speech, occasion: "a speech to the guild", addressee: "the guild"},
		{text: "“No,” the minister said when asked about the bridge.", reply: "the bridge"},
		{text: "The minister told the newspaper that the road was open.", channel: verbale.Interview, addressee: "the newspaper"},
		{text: "The minister told parliament that the road was open.", channel: verbale.Speech, addressee: "parliament"},
		{text: "The minister told a news conference that the road was open.", channel: verbale.PressConference, occasion: "a news conference"},
		{text: "“The road is open,” the minister wrote to the council.", channel: verbale.Letter, addressee: "the council"},
		{text: "The council was told that the road was open.", addressee: "The council"},
		{text: "The minister demanded that Ruritania open the road.", addressee: "Ruritania"},
		{text: "The treaty says that the road is open.", channel: verbale.DocumentChannel},
		{text: "The letter says that the road is open.", channel: verbale.Letter},
	} {
		statements := Find(Shipped(), lexicon.Load(), "x", page.New(analyzer.Analyze(c.text), nil))
		if len(statements) == 0 {
			t.Errorf("%s: no statement", c.text)
			continue
		}
		s := statements[0]
		channel, occasion, addressee, reply := verbale.Channel(""), "", "", ""
		if s.Channel != nil {
			channel = *s.Channel
		}
		if s.Occasion != nil {
			occasion = s.Occasion.Text
		}
		if len(s.AddressedTo) > 0 {
			addressee = s.AddressedTo[0].Text
		}
		if len(s.RespondsTo) > 0 {
			reply = s.RespondsTo[0].Text
		}
		if channel != c.channel || occasion != c.occasion || addressee != c.addressee || reply != c.reply {
			t.Errorf("%s: channel %q, occasion %q, to %q, responds to %q", c.text, channel, occasion, addressee, reply)
		}
	}
}
