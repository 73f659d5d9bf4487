package event

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// Draft is one telling of a deed.
type Draft struct {
	Type       verbale.EventType // "-" of a step of a paper that is no event
	Step       verbale.Step      // what it does with its paper; "" for nothing
	Predicate  string            // lemma of the word that tells it
	Trigger    page.Run          // that word
	Initiators []page.Run
	Recipients []page.Run
	Through    []page.Run
	Paper      page.Run  // empty where there is none
	Place      page.Run  // empty where none is told
	When       int       // index of the time expression that dates it; -1 where none does
	Evidence   lang.Span // the clause that tells it
	Factuality verbale.EventFactuality
	Value      int    // how likely it happened, as is learnt: from -3000 to 3000
	Rule       string // what made it: the frame, and where the words stand
}

// StepAlone is the type of a draft that is a step of a paper and no event.
const StepAlone verbale.EventType = "-"
