// Package sqlite answers: how is a dossier kept in one file?
//
// A dossier is one SQLite file. [Dossier] keeps the contract of [record.Dossier],
// and answers beyond it what the pages and the command ask. It keeps documents and
// their versions, what was read from each, what a person changed and what follows.
// In go documents and readings ([Writer]); out come rows of the root vocabulary
// ([Dossier.Statements] and its fellows), in an order that does not depend on the
// order of arrival.
//
// Its law is evidence: text is stored in passages without a gap, every span
// names its passage, and the database itself refuses a row whose words are not
// the words at its span. A version and everything that was read from it are
// written in one transaction, so that a process killed at any moment leaves a
// dossier that opens and holds whole readings only.
//
// While one process reads reports into a dossier it holds a lock that the
// operating system drops when the process ends, however it ends. Queries and
// short writes of other processes go beside it.
//
// Cost: writing is linear in the bytes of a document and in its rows; a query
// is answered from indices and streamed, so that memory does not grow with the
// number of rows. The schema is described in docs/dossier.md.
package sqlite
