package world

import (
	"strings"
	"sync"
)

// Gender returns 'm' or 'f' where a folded given name is almost always one of a
// man or of a woman, else 0.
func (w *World) Gender(given string) byte {
	if g := genders()[given]; g != '?' {
		return g
	}
	return 0
}

var genders = sync.OnceValue(func() map[string]byte {
	all := make(map[string]byte, 8192)
	for _, table := range []string{"given-names-census", "given-names"} {
		new(World).table(table, 2, func(cells []string) {
			for _, name := range strings.Fields(cells[1]) {
				all[name] = cells[0][0]
			}
		})
	}
	return all
})
