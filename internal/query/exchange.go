package query

// Exchange is what is asked of requests: of what Query asks of statements, who asks
// (Speaker), of whom (To), whose side takes part in it, outlets and reports; and what
// requests alone have.
type Exchange struct {
	Query
	Kinds    []string
	On       string // a day: as it stood then; "" is as it stands at the last report
	Doubtful bool   // also what is doubtful
}

// Clauses is what is asked of clauses: of what Query asks of statements, which side voices
// them, outlets and reports; and what they alone have.
type Clauses struct {
	Query
	Modalities []string
	Doubtful   bool // also what is doubtful
}

// Expectations is what is asked of expectations: of what Query asks of statements, who
// says so (Speaker), for which side, outlets and reports; and what they alone have.
type Expectations struct {
	Query
	Outcomes []string
	Doubtful bool // also what is doubtful
}
