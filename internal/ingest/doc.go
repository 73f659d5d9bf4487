// Package ingest answers: how do reports get into a dossier?
//
// A [Run] takes documents from a source, passes over those that the dossier has
// already or that were forgotten, lays over each what a person corrected of it,
// has workers read them, lays corrections of statements over the readings, and
// writes them in the order in which they came, several a transaction:
//
//	run := ingest.Run{Dossier: dossier}
//	done, err := run.Read(ctx, &intake.Reader{}, []string{"cuttings/"})
//
// Law: what is in the dossier after a run does not depend on the number of
// workers, nor on how often it was interrupted or killed and given again. A
// correction that is made meanwhile holds for all that is still to be written.
//
// Cost: no more than four documents a worker are on their way at a time, so that
// memory does not grow with their number. A run ends soon after its context does;
// what was read by then is kept. What a source gives that cannot be read is a
// fault, counted and named, never an error.
package ingest
