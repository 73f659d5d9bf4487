package world_test

import (
	"testing"

	"verbale.dev/verbale/internal/world"
)

func TestParticle(t *testing.T) {
	t.Parallel()
	for word, want := range map[string][2]bool{
		"von": {true, true}, "della": {true, false}, "al-": {true, false}, "dos": {true, true},
		"of": {}, "the": {}, "Von": {}, "": {},
	} {
		if got := [2]bool{world.Particle(word), world.SmallParticle(word)}; got != want {
			t.Errorf("%q: %v, want %v", word, got, want)
		}
	}
}
