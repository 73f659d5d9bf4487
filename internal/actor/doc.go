// Package actor answers: which stretches of a report name an actor, and which
// of them are the same one?
//
// In goes the analysis of one report, with its statements; out come mentions
// and the local actors that they are tied to, and for each statement its
// speakers and addressees. Which actors of different reports are one is for
// identity.
//
// This first reading is simple on purpose. Names are the names that the
// language engine finds and runs of proper nouns. Two mentions are the same
// actor where their words are the same or a last name repeats a fuller one; an
// office or body ("the minister", "the embassy") is the last actor whose name
// or office holds its head word; a pronoun is the last speaker that fits it.
//
// Law: a mention that fits no actor is one by itself; nothing is guessed.
// Cost: linear in mentions but for a look back over a bounded number of actors.
package actor
