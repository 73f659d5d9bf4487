// Package killpoint answers: where can a test kill the process to see what is
// left?
//
// [At] names a place in the code. In the program that people get it does
// nothing, and costs nothing. Built with the tag killpoints it looks at
// VERBALE_KILL: "transaction:3" ends the process, as kill -9 does, when it comes
// to the place "transaction" for the third time.
//
//	go build -tags killpoints ./cmd/verbale
package killpoint

// The places.
const (
	Document    = "document"    // a document was put, its transaction goes on
	Transaction = "transaction" // a version is in the transaction, not yet all of its rows
	Commit      = "commit"      // all is settled, the transaction is not committed
	Migration   = "migration"   // before a step of the schema
	Checkpoint  = "checkpoint"  // the log is put back, the journal mode is not
)

// Points lists every place.
var Points = []string{Document, Transaction, Commit, Migration, Checkpoint}
