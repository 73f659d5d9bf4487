package scene_test

import (
	"fmt"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/reading"
)

// TestRooms checks what the scene tells of hearers and channels.
func TestRooms(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		what, report string
		want         []string // "<first words of the content>: <channel> to <hearers>"
	}{
		{"one speaks on to the same person", `President Ana Lopes told Prime Minister Jan Novak that the bridge was closed. It would stay closed, she said.`,
			[]string{"that the: meeting to Jan Novak", "It would: meeting to Jan Novak"}},
		{"one adds something in the same interview", `"We are ready," Ana Lopes told the BBC in an interview. The road is long and steep. "All is packed," Lopes added.`,
			[]string{"\"We are: interview to BBC", "\"All is: interview to BBC"}},
		{"the report comes back to the room", `Ana Lopes told a news conference that the bridge was closed. Jan Novak said that he was not surprised. Lopes said that it would stay closed.`,
			[]string{"that the: press_conference to ", "that he:  to ", "that it: press_conference to "}},
		{"those who met speak to each other", `President Ana Lopes met Prime Minister Jan Novak in the old mill. Lopes said that the road was open.`,
			[]string{"that the: meeting to Jan Novak"}},
		{"on another day the room is another", `Ana Lopes told the BBC in an interview on Monday that the bridge was closed. Lopes said on Tuesday that it was open.`,
			[]string{"that the: interview to BBC", "that it:  to "}},
		{"hearers whom nobody names", `Ana Lopes told reporters that the bridge was closed. It would stay closed, she said.`,
			[]string{"that the: briefing to reporters", "It would: briefing to reporters"}},
		{"a paper that is told something", `Ana Lopes told the Courier that the bridge was closed. "We are late," she added.`,
			[]string{"that the: interview to Courier", "\"We are: interview to Courier"}},
		{"who speaks to somebody", `Speaking to a crowd in Osterby, Ana Lopes said the bridge was closed.`,
			[]string{"the bridge: speech to crowd in Osterby"}},
		{"hearers side by side", `Ana Lopes urged Jan Novak and his pilots to wait.`,
			[]string{"Jan Novak:  to Jan Novak, his pilots"}},
		{"what is urged hears nothing", `Ana Lopes urged calm and restraint.`, []string{"calm and:  to "}},
		{"readers hear nothing", `The report reminds its readers that the bridge was closed.`, []string{"that the: document to "}},
		{"whoever is to act hears a demand", `Ana Lopes said that France must close the bridge.`, []string{"that France:  to France"}},
		{"who is asked", `Asked whether the bridge was closed, Ana Lopes nodded.`, []string{"whether the:  to Ana Lopes"}},
		{"the report comes back to an interview", "Ana Lopes told the Courier that the bridge was closed.\n\nJan Novak said it was open.\n\nHe said it was late.\n\nHe said it was dark.\n\nLopes said the river had risen.",
			[]string{"that the: interview to Courier", "it was:  to ", "it was:  to ", "it was:  to ", "the river: interview to Courier"}},
		{"a lead before the briefing", "Ana Lopes said the bridge was closed.\n\n\"We are late,\" Lopes told reporters.",
			[]string{"the bridge: briefing to reporters", "\"We are: briefing to reporters"}},
		{"a letter is no room", `Ana Lopes wrote in a letter to Jan Novak that the bridge was closed. The king and the queen were in the garden. Lopes said that it was late.`,
			[]string{"that the: letter to Jan Novak", "that it:  to "}},
		{"a lead is of the occasion that the next paragraph tells", "Ana Lopes said on Tuesday that the dyke was weak.\n\n\"The dyke is weak,\" Lopes told a news conference.",
			[]string{"that the: press_conference to ", "\"The dyke: press_conference to "}},
		{"an outlet prints", `The road is open, the official news agency reported.`,
			[]string{"The road: article to "}},
		{"who is told counts before where", `Ana Lopes told reporters at the talks that the road was open.`,
			[]string{"that the: briefing to reporters"}},
		{"after a meeting is not in it", `The road is open, Ana Lopes said after talks with the envoy.`,
			[]string{"The road:  to "}},
		{"a meeting of a body is spoken before", `Ana Lopes told a meeting of the League of Islands that the road was open.`,
			[]string{"that the: speech to "}},
		{"a meeting with somebody is none of a body", `Ana Lopes said at a meeting with Jan Novak that the road was open.`,
			[]string{"that the: meeting to Jan Novak"}},
		{"what is put out is the means", `The islands issued a statement saying that the road was open.`,
			[]string{"that the: statement to "}},
		{"reporters at a press conference that is told later", "\"The road is open,\" Ana Lopes told reporters on Tuesday.\n\nThe press conference of Lopes and the envoy was over in an hour.",
			[]string{"\"The road: press_conference to reporters"}},
		{"reporters, and a press conference of others", "\"The road is open,\" Ana Lopes told reporters on Tuesday.\n\nThe press conference of the envoy was over in an hour.",
			[]string{"\"The road: briefing to reporters"}},
		{"who speaks at a forum makes a speech", `The road is open, Ana Lopes said at a forum in Bern.`,
			[]string{"The road: speech to "}},
	} {
		document := &verbale.Document{Name: "report", Text: test.report, Encoding: "utf-8",
			Facts: []verbale.Fact{{Field: intake.FieldPublished, Value: "2022-02-09", Origin: verbale.FromTable}}}
		intake.Settle(document)
		read := reading.NewReader().Read(document)
		var got []string
		for i, s := range read.Statements {
			channel := ""
			if s.Channel != nil {
				channel = string(*s.Channel)
			}
			var hearers []string
			for _, a := range read.Ties[i].Addressees {
				hearers = append(hearers, read.Actors[a].Name)
			}
			opening := strings.Join(strings.Fields(s.Content[0].Text)[:2], " ")
			got = append(got, fmt.Sprintf("%s: %s to %s", opening, channel, strings.Join(hearers, ", ")))
		}
		if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
			t.Errorf("%s:\n%s\nis read as\n%s\nand not\n%s", test.what, test.report, strings.Join(got, "\n"), strings.Join(test.want, "\n"))
		}
	}
}
