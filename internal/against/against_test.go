package against_test

import (
	"fmt"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/against"
)

func told(id, on, what, words string) against.Told {
	t := against.Told{ID: id, Layer: "event", On: on, What: what, Own: true}
	t.At = verbale.Located{Excerpt: verbale.Excerpt{Text: words}}
	return t
}

func TestLay(t *testing.T) {
	t.Parallel()
	record := []against.Told{
		told("e1", "1914-07-23", "transfer: Giesl, Serbia", "the minister handed the note to the ministry"),
		told("e2", "1914-07-25", "transfer: Serbia", "the reply was handed over in the evening"),
		told("e3", "1914-07-25", "deployment: Russian army", "the fleet was called up"),
		told("e4", "", "visit: Hale", "Hale visited the old harbour in spring"),
	}
	lines := []against.Line{
		{1, "1914-07-24", "note handed to Serbia"},              // a day beside it
		{2, "1914-07-28", "note handed to Serbia"},              // another day
		{3, "1914-07", "Serbian reply handed over"},             // a month that holds the day, a state by its adjective
		{4, "", "Hale visits the old harbour"},                  // no day: three words
		{5, "", "the harbour"},                                  // too few
		{6, "1914-07-25", "the minister ate bread at the fair"}, // nothing shared
	}
	var got []string
	for _, r := range against.Lay(lines, record) {
		var ids []string
		for _, f := range r.Found {
			ids = append(ids, f.ID)
		}
		if r.Line == nil {
			got = append(got, "alone "+strings.Join(ids, "+"))
		} else {
			got = append(got, fmt.Sprintf("%d %s", r.Line.Number, strings.Join(ids, "+")))
		}
	}
	want := "1 e1+e2; 2 ; 3 e2+e1; 4 e4; 5 ; 6 ; alone e3"
	if joined := strings.Join(got, "; "); joined != want {
		t.Errorf("got %s\nwant %s", joined, want)
	}
}
