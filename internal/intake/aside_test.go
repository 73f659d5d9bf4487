package intake_test

import (
	"strings"
	"testing"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
)

// read settles a text and returns what is to be read of it, a part a line.
func parts(text string) (string, *verbale.Document) {
	d := &verbale.Document{Name: "x", Text: text}
	intake.Settle(d)
	var read []string
	for _, p := range d.Parts {
		read = append(read, string(p.Kind)+" "+p.Text(text))
	}
	return strings.Join(read, "|"), d
}

// Lines that tell about a text are none of it.
func TestLinesBesideTheText(t *testing.T) {
	t.Parallel()
	const story = "The harbour council closed the lower lock on Tuesday, the pilots said."
	for name, c := range map[string]struct{ text, want string }{
		"labels of a database": {"LENGTH: 91 words\n\nSECTION: World\n\nGRAPHIC: PHOTO: The lower lock\n\nLANGUAGE: ENGLISH\n\n" + story, "body " + story},
		"labels after it":      {story + "\n\nWord count: 91\n\nKeywords: locks; harbours\n\nDocument ID: 4711", "body " + story},
		"a mail":               {"From: Press office\nTo: The papers\nSubject: The lower lock\nDate: Wed, 7 May 2031 09:00:00 +0100\n\n" + story, "body " + story},
		"a roll":               {"President: Ms. Aasen ........ (Norway)\n\nMembers: Solvei ........ Mr. Vik\n\n" + story, "body " + story},
		"contents":             {story + "\n\nContents\n\nThe lock ...... 4\n\nThe pilots\n\nThe council closed it, they said.", "body " + story + "|body The council closed it, they said."},
		"a box of facts":       {story + "\n\nFact box\n\nDepth: 12 metres\n\nOwner: the harbour council\n\nBuilt in 1911\n\nThe pilots went home, they said.", "body " + story + "|body The pilots went home, they said."},
		"a speaker":            {story + "\n\nAasen: We will open it, and not a day before the gates are looked at.", "body " + story + "\n\nAasen: We will open it, and not a day before the gates are looked at."},
		"a sentence":           {story + "\n\nContact: he had had none with the masters since they left the quay on Monday.", "body " + story + "\n\nContact: he had had none with the masters since they left the quay on Monday."},
		"dots of doubt":        {story + "\n\nHe waited..... then he went, and nobody saw him again before it was noon.", "body " + story + "\n\nHe waited..... then he went, and nobody saw him again before it was noon."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, d := parts(c.text)
			if got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if name == "a mail" && d.Published != "2031-05-07T09:00:00+01:00" {
				t.Errorf("published %q", d.Published)
			}
		})
	}
}

func TestKinds(t *testing.T) {
	t.Parallel()
	const story = "\n\nThe harbour council closed the lower lock on Tuesday, the pilots said."
	turns := strings.Repeat("\n\nQUESTION: When will it open?\n\nMR. AASEN: In June, we hope, and not before.", 3)
	for _, c := range []struct {
		text string
		kind verbale.DocumentKind
	}{
		{"Weekly Press Briefing – May 7, 2031" + turns, verbale.Transcript},
		{"Good afternoon to all of you here." + turns, verbale.Transcript},
		{"Interview with Council President Jon Aasen" + story, verbale.Transcript},
		{"Joint Communiqué of the Second Meeting on the Lock" + story, verbale.Paper},
		{"Memorandum of Understanding on the Lower Lock" + story, verbale.Paper},
		{"PRESS RELEASE\n\nThe lock is shut" + story, verbale.Release},
		{"Readout of the President's Call with the Pilots" + story, verbale.Release},
		{"Treaty on the lock signed in Port Solvei" + story, verbale.Report},
		{"Agreement between pilots and council fails" + story, verbale.Report},
		{"Pilots wait below the lower lock" + story, verbale.Report},
		{"What is true about the lock" + strings.Repeat("\n\nCLAIM: It is deep, some say.\n\nTHE FACTS: It is not deep at all.", 4), verbale.Report},
		{"Ada Dole on the record" + strings.Repeat("\n\nDOLE: The lock has never been shut, not for a day.\n\nTHE RECORD: It was shut for a year, as the council tells.", 7), verbale.Report},
		{"Minister Ada Dole speaks in the Press Briefing Room in Port Solvei (AP Photo/M. Solberg)" + story, verbale.Report},
	} {
		if _, d := parts(c.text); d.Kind != c.kind {
			t.Errorf("%.40q is a %s, want %s", c.text, d.Kind, c.kind)
		}
	}
	d := &verbale.Document{Name: "x", Text: "PRESS RELEASE" + story, Facts: []verbale.Fact{{Field: "kind", Value: "note", Origin: verbale.FromTable}}}
	if intake.Settle(d); d.Kind != verbale.Note {
		t.Errorf("what a table says does not count: %s", d.Kind)
	}
}
