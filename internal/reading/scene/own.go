package scene

import (
	"cmp"
	"slices"

	"verbale.dev/verbale"
)

// ownActs gives statements about the acts of the speaker's own side their kind, now
// that it is known who speaks: what a minister says that the state will do is
// intended, and not foretold.
func (d *filler) ownActs() {
	for i := range d.Statements {
		s := &d.Statements[i]
		if s.OwnAct == nil || len(d.Ties[i].Speakers) == 0 {
			continue
		}
		subject := chainAt(d.Mentions, s.OwnAct.Subject)
		speaker := d.Ties[i].Speakers[0]
		if subject >= 0 && (subject == speaker || slices.Contains(d.Actors[speaker].Sides, subject)) {
			s.Kind, s.PLOVER, s.CAMEO = s.OwnAct.Kind, s.OwnAct.PLOVER, s.OwnAct.CAMEO
		}
	}
}

// chainAt returns the actor of the mention that ends where words do; -1 where none
// does. Mentions come in order of the text.
func chainAt(mentions []verbale.Mention, words verbale.Excerpt) int {
	k, _ := slices.BinarySearchFunc(mentions, words.Start, func(m verbale.Mention, offset int) int { return cmp.Compare(m.Start, offset) })
	for ; k < len(mentions) && mentions[k].Start < words.End; k++ {
		if mentions[k].End == words.End {
			return mentions[k].Chain
		}
	}
	return -1
}
