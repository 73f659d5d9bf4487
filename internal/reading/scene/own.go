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
		if subject >= 0 && d.sameSide(subject, speaker) {
			s.Kind, s.PLOVER, s.CAMEO = s.OwnAct.Kind, s.OwnAct.PLOVER, s.OwnAct.CAMEO
		}
	}
}

// sameSide reports whether an actor is the speaker, one for whom the speaker speaks, or one
// who speaks for whom the speaker speaks: the minister of whom the ministry's spokesman tells.
func (d *filler) sameSide(actor, speaker int) bool {
	sides := d.Actors[speaker].Sides
	return actor == speaker || slices.Contains(sides, actor) ||
		slices.ContainsFunc(d.Actors[actor].Sides, func(side int) bool { return side == speaker || slices.Contains(sides, side) })
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
