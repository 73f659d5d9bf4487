package sqlite

import "database/sql"

// Passages is passages, for the property test.
var Passages = passages

// PassageLimit is passageLimit.
const PassageLimit = passageLimit

// DB gives tests the database under a dossier, to break it.
func (d *Dossier) DB() *sql.DB { return d.db }

// JSONOfNames is jsonOfNames, which must spell what encoding/json does.
var JSONOfNames = jsonOfNames
