package intake_test

import (
	"testing"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
)

// TestHeaderLines reads lines as papers print them under a title. Body is a
// story that speaks of another day.
func TestHeaderLines(t *testing.T) {
	t.Parallel()
	const day = "2031-05-07"
	const body = "The harbour council closed the lower lock on 2 May 2031 and the pilots of Port Solvei, who had been told yesterday, have been waiting since."
	for _, c := range []struct{ line, published string }{
		{"Wednesday, May 7, 2031", day},
		{"Wednesday 7 May 2031", day},
		{"WEDNESDAY, 7 MAY 2031", day},
		{"Wed 7 May 2031 14.02 BST", day + "T14:02"},
		{"May 7, 2031 Wednesday", day},
		{"Wednesday 7 May 2031 14:02", day + "T14:02"},
		{"May 7, 2031 2:02 pm ET", day + "T14:02"},
		{"May 7, 2031 at 2:02 p.m. EDT", day + "T14:02-04:00"},
		{"May 7, 2031 | 6:30am", day + "T06:30"},
		{"7 May 2031, 14:02 CEST", day + "T14:02+02:00"},
		{"14:02, 7 May 2031", day + "T14:02"},
		{"14:02 GMT, Wednesday, 7 May 2031", day + "T14:02Z"},
		{"7th May, 2031", day},
		{"The 7th of May 2031", day},
		{"7-May-2031", day},
		{"2031-05-07 14:02", day + "T14:02"},
		{"Published 7 May 2031", day},
		{"Published: May 7, 2031", day},
		{"PUBLISHED 06:12 BST 7 May 2031", day + "T06:12"},
		{"Published at 06:12 on 7 May 2031", day + "T06:12"},
		{"First published on Wed 7 May 2031 06.12 GMT", day + "T06:12Z"},
		{"Originally published 7 May 2031", day},
		{"Posted on May 7, 2031", day},
		{"Posted: Wednesday, May 7, 2031 6:12 AM", day + "T06:12"},
		{"Date: 7 May 2031", day},
		{"Issued on: 7 May 2031", day},
		{"Release date: May 7, 2031", day},
		{"Publication date: May 7, 2031", day},
		{"Published 7 May 2031 | Updated 8 May 2031", day},
		{"Published: 7 May 2031 Updated: 8 May 2031 9:15", day},
		{"Updated 8 May 2031; first published 7 May 2031", day},
		{"By ADA LUND May 7, 2031", day},
		{"By Ada Lund and Per Vik, May 7, 2031", day},
		{"By Ada Lund | May 7, 2031 | 4 min read", day},
		{"Ada Lund | May 7, 2031", day},
		{"Ada Lund - 7 May 2031", day},
		{"ADA LUND, Diplomatic Editor, 7 May 2031", day},
		{"Harbour Gazette - 7 May 2031", day},
		{"Harbour Gazette, 7 May 2031", day},
		{"Harbour Gazette 7 May 2031", day},
		{"Harbour Gazette (Port Solvei), Wednesday, 7 May 2031, p. 6", day},
		{"Wednesday, May 7, 2031 Late Edition", day},
		{"May 7, 2031 - Harbour Gazette", day},
		{"Port Solvei, 7 May 2031", day},
		{"Port Solvei, Wednesday 7 May 2031", day},
		{"(Port Solvei, May 7, 2031)", day},
		{"Weekly Press Briefing – May 7, 2031", day},
		{"Press Release | Ministry of Harbours | May 7, 2031", day},
		{"May 7, 2031 10:15 | Port Solvei", day + "T10:15"},
		{"[7 May 2031]", day},
		{"07 May 2031 00:00", day + "T00:00"},
		{"Wed., 7 May 2031", day},
		// What somebody did with the text says nothing about its day.
		{"Printed on May 9, 2031", ""},
		{"Printed from the archive on 9 May 2031", ""},
		{"Downloaded on 9 May 2031", ""},
		{"Downloaded: Friday, May 9, 2031 10:15", ""},
		{"Retrieved 9 May 2031", ""},
		{"Accessed: 9 May 2031, 10:15", ""},
		{"Last accessed on May 9, 2031", ""},
		{"Report Information from the Reading Room May 9, 2031 10:15", ""},
		{"Exported on 9 May 2031", ""},
		{"Archived 9 May 2031", ""},
		{"Copyright 2031 Harbour Gazette, 9 May 2031", ""},
		{"Updated 9 May 2031", ""},
		{"Last modified on Fri 9 May 2031 14.02 GMT", ""},
	} {
		t.Run(c.line, func(t *testing.T) {
			t.Parallel()
			for _, text := range []string{"Pilots wait below the lower lock\n\n" + c.line + "\n\n" + body, "Pilots wait below the lower lock\n" + c.line + "\n" + body + "\n"} {
				d := &verbale.Document{Name: "x", Text: text}
				intake.Settle(d)
				checkDocument(t, d)
				if d.Published != c.published {
					t.Errorf("published %q, want %q", d.Published, c.published)
				}
				if c.published == "" && d.Bounds != nil && d.Bounds.NotBefore != "2031-05-02" {
					t.Errorf("bounds from the line: %+v", d.Bounds)
				}
				if d.Title != "Pilots wait below the lower lock" {
					t.Errorf("title %q", d.Title)
				}
			}
		})
	}
}

// Dates of what is told are no header.
func TestLinesThatAreNoHeader(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		"The accord of 9 May 2031", "Pilots struck on 9 May 2031", "A strike that began in Port Solvei, 9 May 2031, is over", "From 7 May 2031 to 9 May 2031",
		"9 May 2031 was a cold day", "Pilots say \"9 May 2031\" was agreed",
	} {
		d := &verbale.Document{Name: "x", Text: "Pilots wait below the lower lock\n\n" + line + "\n\nThe harbour council closed the lower lock, and pilots have been waiting since."}
		intake.Settle(d)
		if d.Published != "" {
			t.Errorf("%s: published %q", line, d.Published)
		}
	}
}

// The day of an export stands under a line that heads its particulars.
func TestDayOfAnExport(t *testing.T) {
	t.Parallel()
	d := &verbale.Document{Name: "x", Text: "Report Information from the Reading Room\n\nMay 9 2031 10:15\n\nPilots wait\n\nFull text: The council closed the lower lock yesterday, the pilots said.\n\nPublication date: May 7, 2031"}
	intake.Settle(d)
	if d.Published != "2031-05-07" {
		t.Errorf("published %q", d.Published)
	}
}

// TestDatelineForms reads datelines in the orders that papers use.
func TestDatelineForms(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ line, place, date, agency string }{
		{"OLD QUAY, May 6 (Strait Press) - ", "OLD QUAY", "2031-05-06", "Strait Press"},
		{"OLD QUAY (Strait Press) - ", "OLD QUAY", "", "Strait Press"},
		{"OLD QUAY (May 6) - ", "OLD QUAY", "2031-05-06", ""},
		{"OLD QUAY, TUESDAY, 6 MAY 2031: ", "OLD QUAY", "2031-05-06", ""},
		{"OLD QUAY, Tuesday, May 6 — ", "OLD QUAY", "2031-05-06", ""},
		{"OLD QUAY, Tuesday 6 May (Strait Press) — ", "OLD QUAY", "2031-05-06", "Strait Press"},
		{"OLD QUAY, 6 May 2031 (Strait Press) — ", "OLD QUAY", "2031-05-06", "Strait Press"},
		{"OLD QUAY, Norway, May 6 — ", "OLD QUAY, Norway", "2031-05-06", ""},
		{"OLD QUAY — May 6, 2031 — ", "OLD QUAY", "2031-05-06", ""},
		{"Old Quay, May 6, 2031 – ", "Old Quay", "2031-05-06", ""},
		{"Old Quay, 6 May 2031 - ", "Old Quay", "2031-05-06", ""},
		{"(Old Quay, 6 May 2031) - ", "Old Quay", "2031-05-06", ""},
		{"May 6, 2031 – OLD QUAY – ", "OLD QUAY", "2031-05-06", ""},
		{"6 May, OLD QUAY — ", "OLD QUAY", "2031-05-06", ""},
		{"OLD QUAY. May 6. /STRAIT/. ", "OLD QUAY", "2031-05-06", "STRAIT"},
		{"OLD QUAY, MAY 6, STRAITPRESS. ", "OLD QUAY", "2031-05-06", "STRAITPRESS"},
		{"OLD QUAY, Strait Press, May 6 — ", "OLD QUAY", "2031-05-06", "Strait Press"},
		{"OLD QUAY/PORT SOLVEI, May 6 (Strait Press) - ", "OLD QUAY/PORT SOLVEI", "2031-05-06", "Strait Press"},
	} {
		t.Run(c.line, func(t *testing.T) {
			t.Parallel()
			text := "Pilots wait below the lower lock\n\n7 May 2031\n\n" + c.line + "The harbour council closed the lower lock, and pilots have been waiting since Monday."
			d := &verbale.Document{Name: "x", Text: text}
			intake.Settle(d)
			checkDocument(t, d)
			if d.Dateline == nil || *d.Dateline != (verbale.Dateline{Place: c.place, Date: c.date, Agency: c.agency}) {
				t.Errorf("%+v", d.Dateline)
			}
			if last := d.Parts[len(d.Parts)-1]; last.Text(text) != text[len(text)-len("The harbour council closed the lower lock, and pilots have been waiting since Monday."):] {
				t.Errorf("body %q", last.Text(text))
			}
		})
	}
}
