// Package verbale is the vocabulary of the record: what a document, a
// statement, an actor, a time expression and a reading are.
//
// It holds types and the closed lists of their values, and no behaviour beyond
// them. Every stage of reading takes and returns these types, the dossier
// stores them, and their JSON form is the contract that docs/formats.md
// describes: keys are added, never renamed; all keys are always present;
// unknown is null and none is [].
//
// Offsets are bytes of the stored text, half-open (see [lang.Span]). The words
// of an [Excerpt] are the words at its span; the dossier refuses a row for
// which that does not hold.
package verbale
