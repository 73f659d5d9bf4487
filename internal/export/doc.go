// Package export answers: in which formats do rows leave a dossier?
//
// [Formats] is the table of them: a name, the ending of files, the media type, what
// it can carry, and the function that writes it. The flags of the command, the links
// of the pages and docs/formats.md are read from it. A format is one folder beside
// this package and one line in the table.
//
// In go rows of one type, one at a time, and a [Sheet] that says how they are
// shown; what comes out is streamed where the format allows it, so that memory does
// not grow with the rows of JSON, JSON Lines and CSV.
//
//	format, err := export.OfFile("talks.xlsx")
//	writer, err := export.NewWriter(file, format, sheet.Statements, export.Page{Name: "statements"})
//	err = writer.Write(row)
//	err = writer.Close()
//
// The folders that read what others annotated (brat, conllu, gold, iob2, timeml) are
// formats of whole texts. They stand here so that a format is read and written in one
// place.
package export
