package wording_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
	"verbale.dev/verbale/internal/derive/wording"
)

// shown writes the stretches that differ: class, type, words of a and of b.
func shown(a, b string) string {
	var lines []string
	for _, d := range wording.Compare(a, b) {
		if d.Class != wording.Same {
			name := string(d.Class)
			if d.Type != "" {
				name = string(d.Type)
			}
			lines = append(lines, fmt.Sprintf("%s %q %q", name, a[d.A.Start:d.A.End], b[d.B.Start:d.B.End]))
		}
	}
	return strings.Join(lines, "; ")
}

func TestCompare(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ a, b, want string }{
		{`"The sluice stays shut," she said`, `The sluice – stays shut, She said.`, ``},
		{`The sluice doesn't open.`, `The sluice does not open.`, `style "doesn't" "does not"`},
		{`We'll honour the survey of the U.S. engineers.`, `We will honor the survey of the United States engineers.`,
			`style "We'll" "We will"; style "honour" "honor"; style "U.S." "United States"`},
		{`Lamps at the quay are lit.`, `Lamps at quay are lit.`, `style "the" ""`},
		{`We ask that the quay be lit.`, `We ask the quay be lit.`, `style "that" ""`},
		{`I think the sluice stays shut`, `The sluice stays shut for good`, `cut "I think" ""; cut "" "for good"`},
		{`The sluice, which is old, stays shut`, `The sluice … stays shut`, `cut "which is old" ""`},
		{`The main matter is the sluice gate`, `The main topic is the sluice gate`, `wording "matter" "topic"`},
		{`The sluice will be opened`, `The sluice will not be opened`, `negation "" "not"`},
		{`The plan is acceptable to the guild`, `The plan is unacceptable to the guild`, `negation "acceptable" "unacceptable"`},
		{`The guild must sign the survey`, `The guild may sign the survey`, `modality "must" "may"`},
		{`The guild signs the survey of the sluice`, `The guild perhaps signs the survey of the sluice`, `certainty "" "perhaps"`},
		{`They sent forty barges and 12 pilots`, `They sent forty barges and 14 pilots`, `number "12" "14"`},
		{`They sent three barges down`, `They sent 3 barges down`, `style "three" "3"`},
		{`They met in Porto and signed`, `They met in Lisbon and signed`, `name "Porto" "Lisbon"`},
		{`They signed it on Monday at noon`, `They signed it on Tuesday at noon`, `date "Monday" "Tuesday"`},
		{`We open it when the guild signs`, `We open it if the guild signs`, `condition "when" "if"`},
		{`For now we open the sluice`, `For now they open the sluice`, `agent "we" "they"`},
		{`The crew made a calm in the harbour`, `The crew made a claim in the harbour`, `misheard "calm" "claim"`},
		{`They deliver the lamps to the quay`, `They delivered the lamps to the quay`, `wording "deliver" "delivered"`},
		{`It has been agreed with the guild`, `It has been agreed upon with the guild`, `wording "" "upon"`},
		{`The guild keeps the old gate and the bridge`, `The guild keeps the gate and the bridge`, `left_out "old" ""`},
		{`The gate was lit. The ferry crews were paid.`, `The ferry crews were paid. The gate was lit.`, `order "The gate was lit" "The gate was lit"`},
		{`[I]f the lamps fail we stop`, `If the lamps fail we stop`, ``},
		{`When they sign it we open`, `When [the guild masters] sign it we open`, `wording "they" "the guild masters"`},
		{`The US pilots left the quay`, `The U.S. pilots left the quay`, ``},
		{`They told us that the lamps fail`, `They told the U.S. that the lamps fail`, `name "us" "the U.S."`},
		{`It is a very good survey of the gate`, `It is a good survey of the gate`, `wording "very" ""`},
		{`Two Barges came down the river`, `Two Barge came down the river`, `wording "Barges" "Barge"`},
		{`The guild has to teach you not to be late`, `The guild has to teach you to not be late`, `wording "not" ""; wording "" "not"`},
		{`The further widening of the canal is over`, `The further canal widening is over`, `wording "widening of the" ""; wording "" "widening"`},
		{`We wrote to Governor Hale of Arvik`, `We wrote to Gov. Hale of Arvik`, `style "Governor" "Gov"`},
		{`The men of Al Qasimi left the quay`, `The men of Al Qassimi left the quay`, `style "Qasimi" "Qassimi"`},
		{`The council has seen that we will pay`, `The council has seen that Arvik will pay`, `wording "we" "Arvik"`},
		{`I think, I think the gate is shut`, `I think the gate is shut`, `cut "I think" ""`},
		{`They open it because the long survey of the masters told them so`, `They open it not since word came down from Porto but on a whim`, `wording "because the long survey of the masters told them so" "not since word came down from Porto but on a whim"`},
		{``, `The gate`, `cut "" "The gate"`},
		{``, ``, ``},
	} {
		if got := shown(test.a, test.b); got != test.want {
			t.Errorf("%s\n%s\n got %s\nwant %s", test.a, test.b, got, test.want)
		}
	}
}

// TestStretchesHoldEveryWord holds the law of the package on random texts.
func TestStretchesHoldEveryWord(t *testing.T) {
	t.Parallel()
	words := strings.Fields("the sluice gate doesn't open if U.S. engineers won't sign it on Monday … not 12 barges . , “we” unless Porto claim")
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 30).Draw(t, "words"), " ")
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		inA, inB := make([]int, len(a)), make([]int, len(b))
		for _, d := range wording.Compare(a, b) {
			if d.A.Start > d.A.End || d.B.Start > d.B.End || d.A.End > len(a) || d.B.End > len(b) {
				t.Fatalf("stretch %v", d)
			}
			for i := d.A.Start; i < d.A.End; i++ {
				inA[i]++
			}
			for i := d.B.Start; i < d.B.End; i++ {
				inB[i]++
			}
			if d.Class == wording.Same && !strings.EqualFold(letters(a[d.A.Start:d.A.End]), letters(b[d.B.Start:d.B.End])) {
				t.Fatalf("%q is not %q", a[d.A.Start:d.A.End], b[d.B.Start:d.B.End])
			}
		}
		for i, r := range a {
			if letters(string(r)) != "" && inA[i] == 0 {
				t.Fatalf("%q at %d of %q is in no stretch", r, i, a)
			}
		}
		for i, r := range b {
			if letters(string(r)) != "" && inB[i] == 0 {
				t.Fatalf("%q at %d of %q is in no stretch", r, i, b)
			}
		}
		for _, d := range wording.Compare(a, a) {
			if d.Class != wording.Same {
				t.Fatalf("%q differs from itself: %v", a, d)
			}
		}
	})
}

func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" .,…“”'’", r) {
			return -1
		}
		return r
	}, text)
}

func FuzzCompare(f *testing.F) {
	f.Add("The sluice doesn't open", "The U.S. sluice \xff can't … open 1,000.5")
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, d := range wording.Compare(a, b) {
			if d.A.Start < 0 || d.A.Start > d.A.End || d.A.End > len(a) || d.B.Start < 0 || d.B.Start > d.B.End || d.B.End > len(b) {
				t.Errorf("stretch %v", d)
			}
		}
	})
}
