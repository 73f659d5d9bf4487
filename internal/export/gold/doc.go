// Package gold answers what a careful reader wrote down from a set of reports:
// it reads a folder of gold files, finds the words that they point at, and
// says where a file is at odds with its text or with the rules.
//
// In go the .gold files of docs/gold.md and the texts they annotate; out comes
// a [Folder], whose statements and time expressions are those of the
// vocabulary, so that gold can be measured against a record or against other
// gold by the same code.
//
//	folder, faults, err := gold.Read("examples/july-1914/gold")
//
// Where texts may not be copied, the same is kept as offsets, names and values:
// [WriteStandOff] and [ReadStandOff]. A folder comes back from either form as
// it was, without the sentences that an annotator wrote for people.
//
// The law it keeps: every span of a [Folder] is on rune boundaries of its
// report's text and holds the words that the file gives. What cannot be
// resolved is left out and is a [Fault] with file, line and what to do. No
// bytes make it fail; an error is a folder that cannot be read at all.
//
// Reading takes time linear in the files and, for each anchor, in the text
// that it is looked for in.
package gold
