package verbale

// Change is something that is new in a dossier since a day.
type Change struct {
	ID         string    `json:"id"`
	What       string    `json:"what"` // first, answered, moved, due, borne_out, otherwise, called_off; see docs/formats.md
	Layer      string    `json:"layer"`
	On         *string   `json:"on"`
	ReportedOn *string   `json:"reported_on"` // the day of the report that tells it
	MayBe      bool      `json:"may_be"`      // it has no day; the report that tells it is of a later one
	Side       *ActorRef `json:"side"`
	Teller     *ActorRef `json:"teller"` // who says so of that side; null where it is its own word or the report's
	Before     *string   `json:"before"` // words
	After      string    `json:"after"`  // words
	Rows       []string  `json:"rows"`   // ids

	Evidence   []Located `json:"evidence"`
	Rule       string    `json:"rule"`
	Confidence int       `json:"confidence"` // per mille
	Status     Status    `json:"status"`
	Corrected  []string  `json:"corrected"`
}

// ThreadRow is a row of a thread: what is answered stands above its answers.
type ThreadRow struct {
	ID       string    `json:"id"`
	Row      string    `json:"row"`   // id of the statement, or of the request
	Layer    string    `json:"layer"` // statement, request
	Depth    int       `json:"depth"`
	Relation string    `json:"relation"` // "" at the top; part, made_by, or what the answer does
	By       *ActorRef `json:"by"`
	On       *string   `json:"on"`
	Teller   *ActorRef `json:"teller"`
	Evidence []Located `json:"evidence"`
}
