// Package overlay answers: what does a reading look like with what a person
// corrected, added and checked?
//
// In go the reading of one version of a document as the stages made it and the
// corrections of the dossier in the order in which they were made; out comes
// the same reading, changed in place, with an effect for each correction that
// is about the document.
//
//	overlay.Apply(reading, overlay.Input{Document: document, Hash: hash, Corrections: corrections})
//
// A correction of an event, a paper or a transfer names the words that tell the row, one
// piece a telling, and applies to those of them that stand in the document; one that joins
// or parts rows says with which others a telling is compared.
//
// A correction is tied to text. On the version that it was made on it applies to
// the statement that overlaps its cue most (without a cue: its content); where
// none does it makes the statement itself, from the sketch that it carries. On
// another version it is carried over where the lines that held it are there byte
// for byte; else it is an orphan and changes nothing.
//
// Law: a pure function; without corrections the reading is as it was; the
// machine's first answer for a field that was changed is kept in the row.
// Corrections that were undone do nothing. Cost: linear in the statements for
// each correction of the document. Corrections with spans that are not in the
// text, or values that cannot be read, change nothing and are orphans.
package overlay
