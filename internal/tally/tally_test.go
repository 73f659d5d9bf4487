package tally_test

import (
	"fmt"
	"strings"
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/tally"
)

func event(kind verbale.EventType, on string, by, to string) *verbale.Event {
	e := verbale.NewEvent()
	e.Type, e.Factuality = kind, verbale.EventHappened
	if on != "" {
		e.On = &on
	}
	for _, x := range []struct {
		names string
		to    *[]verbale.ActorRef
	}{{by, &e.Initiators}, {to, &e.Recipients}} {
		for _, name := range strings.Fields(x.names) {
			ref := verbale.ActorRef{ID: name, Name: name}
			if name == "sailors" {
				ref.ID = ""
			}
			*x.to = append(*x.to, ref)
		}
	}
	return e
}

func spelled(rows []tally.Row) string {
	var lines []string
	for _, r := range rows {
		lines = append(lines, fmt.Sprintf("%s %d", strings.Join(r.Values, ", "), r.Count))
	}
	return strings.Join(lines, "; ")
}

func TestOf(t *testing.T) {
	t.Parallel()
	side := func(id string) string { return map[string]string{"hale": "Sudland"}[id] }
	denied := event(verbale.EventMeeting, "1914-07-02", "Norland", "Sudland")
	denied.Factuality = verbale.EventDenied
	said := event(verbale.EventTransfer, "1914-07-02", "Norland", "Sudland")
	said.Voice = new(string)
	events := []*verbale.Event{
		event(verbale.EventTransfer, "1914-07-01", "Norland", "hale"),
		event(verbale.EventTransfer, "1914-07-30", "Norland", "Sudland"),
		event(verbale.EventMeeting, "1914-09-01", "Sudland", "Norland Westland"),
		event(verbale.EventAttack, "", "Norland", ""), event(verbale.EventRelease, "1914-07-05", "Norland", "sailors"),
		denied, said,
	}
	for _, test := range []struct {
		by    string
		zeros bool
		want  string
	}{
		{"type", false, "attack 1; meeting 1; release 1; transfer 2"},
		{"dyad month", false, "Norland – Sudland, 1914-09 1; Norland – Westland, 1914-09 1; Norland → Sudland, 1914-07 2; Norland → nobody told, no day 1; Norland → somebody not named, 1914-07 1; Sudland – Westland, 1914-09 1"},
		{"month", true, "1914-07 3; 1914-08 0; 1914-09 1; no day 1"},
		{"recipient year", true, "Norland, 1914 1; Norland, no day 0; Sudland, 1914 2; Sudland, no day 0; Westland, 1914 1; Westland, no day 0; nobody told, 1914 0; nobody told, no day 1; somebody not named, 1914 1; somebody not named, no day 0"},
	} {
		rows, err := tally.Of(events, strings.Fields(test.by), side, test.zeros)
		if got := spelled(rows); err != nil || got != test.want {
			t.Errorf("by %s: %v\n got %s\nwant %s", test.by, err, got, test.want)
		}
	}
	if _, err := tally.Of(events, []string{"colour"}, side, false); err == nil {
		t.Error("events are counted by their colour")
	}
}
