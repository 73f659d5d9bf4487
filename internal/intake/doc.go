// Package intake answers what text a report is, and what it says about itself.
//
// In go paths: files, folders, JSON Lines plain and gzipped, standard input.
// Out come [verbale.Document] values one at a time, with their text byte for
// byte, their metadata, the origin of each value, and their parts; and a
// [Fault] for everything that was not taken, with the file, the line, the
// reason and what to do about it.
//
//	r := &intake.Reader{}
//	err := r.Read(ctx, []string{"cuttings"}, func(item intake.Item) error { … })
//
// # Laws
//
// No input makes it fail: what cannot be read costs its own field, its own line
// or its own file. Nothing is guessed: text is UTF-8, or UTF-16 with a byte
// order mark, or in the encoding that somebody declared, or it is refused; a
// date without a year is completed from another date of the same report or
// stays open; an undated report gets [verbale.Bounds], never a date. What a
// person or a table says outranks what was recognised, and both are kept in
// [verbale.Document.Facts]. Parts are in order, disjoint and on rune borders.
//
// [Settle] makes a document's metadata from its facts and its text alone, so
// that a correction is one more fact.
//
// # Cost
//
// Time is linear in the bytes read. Memory is bounded by the largest document
// and the length of the names, whatever the number of documents: 16 bytes a
// document are kept to see that no name comes twice.
package intake
