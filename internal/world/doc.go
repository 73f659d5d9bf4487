// Package world answers: which state, body, organisation or holder of an office
// in the world does a name mean?
//
// In go names as they stand in reports and the year or day of the report; out
// come entries of tables that ship inside: states and territories (ISO 3166 and
// CAMEO codes, names, demonyms, capitals, with the years of those that are
// gone), bodies of states with their seats and bynames, international
// organisations and alliances with members, loose collectives, titles of offices
// and kinds of bodies with PLOVER sector codes, and holders of offices with
// their terms.
//
//	w := world.Load()
//	for _, match := range w.Find("the Kremlin", 2022) { … }
//
// The tables are text in data/, one entry a line, to be read and mended by
// anybody; README.md there says what each column means, what was written by hand
// from public facts, and what generate makes from the actor dictionaries of the
// Open Event Data Alliance (MIT licence).
//
// Law: immutable, one for all goroutines, the same answers for the same
// question. A name that the tables do not know has no entry; nothing is guessed
// from spelling. Cost: Load sets the tables up once a process, in a few
// milliseconds; a look-up is one or two map accesses. Any string may be asked
// for.
package world
