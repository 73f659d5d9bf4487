// Package record answers: what does a dossier promise, whoever keeps it?
//
// A dossier keeps documents and their versions, what was read from each version,
// what a person changed, and what follows from all of it. [Dossier] and [Writer] are
// its contract: each method says what it promises. `record/sqlite` keeps a dossier
// in one file; `record/storetest` is the suite that every store must pass, kills
// included.
//
// The laws of every store:
//
//   - Evidence: the words of a row are the words at its span, on rune borders, and
//     the store itself refuses a row for which that is not so.
//   - Atomic: a version and everything that was read from it come together or not at
//     all, whenever the process is killed.
//   - Idempotent: to put a version twice is to put it once.
//   - Ordered: rows come in an order, and have ids, that no order of arrival changes.
//   - Safe beside a reader: a question is answered from what was committed, whole.
package record
