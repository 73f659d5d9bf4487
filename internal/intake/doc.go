// Package intake answers what text a report is, and what it says about itself.
//
// In go paths: files of every form in [Reader.Formats], text and JSON, folders,
// standard input; or one input that somebody fetched ([Reader.ReadFrom]).
// Out come [verbale.Document] values one at a time, with their text byte for
// byte, their metadata, the origin of each value, and their parts; and a
// [Fault] for everything that was not taken, with the file, the line, the
// reason and what to do about it.
//
//	r := &intake.Reader{}
//	err := r.Read(ctx, []string{"cuttings"}, func(item intake.Item) error { … })
//
// # Readers of formats
//
// A form of file is a [Format], made by a package of its own below this one and
// listed in internal/intake/formats: how it is recognised, and a function that
// takes an [Input] and hands what it finds to a [Sink], one [Report] at a time.
// A report brings its text, a [Map] from the text to the bytes received, its
// metadata each with its origin, and what is known of its layout. A reader holds
// no more than one report where the format allows it, keeps to the [Limits] that
// it is given, tells what it cannot read ([Sink.Fault]) and goes on. Containers
// hand their members back ([Sink.Nested]). What holds one text that may be an
// export of many articles calls [Sink.Whole].
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
