package world_test

import (
	"testing"

	"verbale.dev/verbale/internal/world"
)

func TestPress(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]world.PressWord{
		"courier":     {Ends: true, Name: true},
		"review":      {Ends: true},
		"morning":     {Within: true},
		"reuters":     {Name: true},
		"newspaper":   {Name: true, Noun: true, Prints: true},
		"broadcaster": {Noun: true},
		"ministry":    {},
		"":            {},
	} {
		if got := world.Press(word); got != want {
			t.Errorf("%q: %+v, want %+v", word, got, want)
		}
	}
}

func TestStanding(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]world.StandingWord{
		"association":  {Itself: true},
		"intelligence": {Governs: true},
		"military":     {Governs: true, Serves: true},
		"authorities":  {Serves: true},
		"pilot":        {},
	} {
		if got := world.Standing(word); got != want {
			t.Errorf("%q: %+v, want %+v", word, got, want)
		}
	}
}

func TestWordsDoNotAllocate(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() {
		world.Press("gazette")
		world.Particle("von")
		world.Standing("association")
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
