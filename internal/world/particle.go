package world

import "sync"

// Particle reports whether a word in lower case is a particle of surnames, which
// stands between the given name and the last name and belongs to the last: "von",
// "del", "bin".
func Particle(word string) bool {
	_, ok := particles()[word]
	return ok
}

// SmallParticle reports whether a particle is written small within a name whose
// case is not known: "Anna van Hout", but "Luisa Di Marzo".
func SmallParticle(word string) bool { return particles()[word] }

// particles maps each particle to whether it is written small.
var particles = sync.OnceValue(func() map[string]bool {
	all := make(map[string]bool, 32)
	new(World).table("particles", 3, func(cells []string) { all[cells[0]] = cells[2] == "small" })
	return all
})
