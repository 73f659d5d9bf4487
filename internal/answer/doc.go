// Package answer answers: how do rows of the record reach a person or a
// program?
//
// In go rows of one type, one at a time, and a [Sheet] that says how they are
// shown; out comes a table for people, or JSON, JSON Lines, CSV or a workbook for programs.
// All but the table are streamed, so that memory does not grow with the rows.
//
// JSON has the keys of the root vocabulary, all of them always. CSV is RFC 4180
// in UTF-8, lists as JSON in the cell, and a workbook has the same columns; for spreadsheets CSV can carry a byte
// order mark and guard cells that would be taken for formulas.
//
// Law: control characters, escape sequences and bidirectional overrides of a
// report never reach a terminal raw (see [Plain]).
package answer
