package event

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// Draft is one telling of a deed.
type Draft struct {
	Type       verbale.EventType
	Predicate  string   // lemma of the word that tells it
	Trigger    page.Run // that word
	Initiators []page.Run
	Recipients []page.Run
	Through    []page.Run
	Paper      page.Run  // empty where there is none
	Place      page.Run  // empty where none is told
	When       int       // index of the time expression that dates it; -1 where none does
	Evidence   lang.Span // the clause that tells it
	Factuality verbale.EventFactuality
	Rule       string // what made it: the frame, and where the words stand
}
