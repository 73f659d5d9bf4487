package event_test

import (
	"strings"
	"testing"

	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/event"
)

func day(n int) event.Days { return event.Days{First: n, Last: n, Known: true} }

func TestDerive(t *testing.T) {
	t.Parallel()
	told := func(key, kind, by, to string, on event.Days, words string) event.Telling {
		x := event.Telling{Key: key, Document: key, Type: kind, Factuality: "happened", On: on, Reported: day(10), Words: words}
		if by != "" {
			x.Initiators = strings.Fields(by)
		}
		if to != "" {
			x.Recipients = strings.Fields(to)
		}
		return x
	}
	place := func(t event.Telling, where string) event.Telling {
		t.Place = where
		return t
	}
	planned := func(t event.Telling) event.Telling {
		t.Factuality = "planned"
		return t
	}
	for _, test := range []struct {
		name string
		a, b event.Telling
		one  bool
	}{
		{"who met whom, on one day", told("a", "meeting", "norland", "sudland", day(5), "Brook met Hale"), told("b", "meeting", "sudland norland", "", day(5), "the envoys met"), true},
		{"on another day", told("a", "meeting", "norland", "sudland", day(5), "Brook met Hale"), told("b", "meeting", "norland", "sudland", day(6), "Brook met Hale"), false},
		{"somebody else was met", told("a", "meeting", "norland", "sudland", day(5), "Brook met Hale"), told("b", "meeting", "norland", "westland", day(5), "Brook met Voss"), false},
		{"planned and done are two", planned(told("a", "visit", "norland", "sudland", day(5), "she will go")), told("b", "visit", "norland", "sudland", day(5), "she went"), false},
		{"in two places", place(told("a", "attack", "norland", "", day(5), "the raid on the port"), "Porto"), place(told("b", "attack", "norland", "", day(5), "the raid on the mill"), "Weir"), false},
		{"in one place", place(told("a", "attack", "norland", "", day(5), "the raid on the port"), "Porto"), place(told("b", "attack", "norland", "", day(5), "they struck"), "Porto"), true},
		{"the same words on no day", told("a", "order", "norland", "", event.Days{}, "The premier ordered the port closed at noon"), told("b", "order", "norland", "", event.Days{}, "The premier ordered the port closed at noon"), true},
		{"called off on a day, and on no day", told("a", "cancellation", "norland", "", day(5), "Brook called off the fair"), told("b", "cancellation", "norland", "", event.Days{}, "after it was off"), true},
		{"called off long before", told("a", "cancellation", "norland", "", day(1), "Brook called off the fair"), told("b", "cancellation", "norland", "", event.Days{}, "after it was off"), false},
		{"met on a day, and on no day", told("a", "meeting", "norland", "sudland", day(5), "Brook met Hale"), told("b", "meeting", "sudland norland", "", event.Days{}, "the envoys met"), true},
		{"visited on a day, and on no day", told("a", "visit", "norland", "", day(5), "Brook went to Weir"), told("b", "visit", "norland", "", event.Days{}, "Voss went to Brenn"), false},
		{"other words on no day", told("a", "order", "norland", "", event.Days{}, "The premier ordered the port closed"), told("b", "order", "norland", "", event.Days{}, "He ordered a count of the ships at sea"), false},
	} {
		events := derive.Rows(event.Deriver{}, "block", derive.Sorted([]event.Telling{test.b, test.a}))
		if one := len(events) == 1; one != test.one {
			t.Errorf("%s: %+v", test.name, events)
		} else if one && events[0].ID != "a" {
			t.Errorf("%s: it is called %s", test.name, events[0].ID)
		}
	}
}

// TestByHand holds that what a person put together is one event, whatever it tells.
func TestByHand(t *testing.T) {
	t.Parallel()
	a := event.Telling{Key: "a", Document: "a", Type: "visit", Factuality: "happened", On: day(5)}
	b := event.Telling{Key: "b", Document: "b", Type: "meeting", Factuality: "planned", On: day(50)}
	if events := derive.Rows(event.Deriver{}, "by hand one a 1-2", []event.Telling{a, b}); len(events) != 1 {
		t.Errorf("by hand: %+v", events)
	}
}
