package verbale

// TopicOrigin says where a topic comes from.
type TopicOrigin string

// The origins of topics.
const (
	TopicOfRequest TopicOrigin = "request"
	TopicOfClause  TopicOrigin = "clause"
	TopicDeclared  TopicOrigin = "topics" // a person declared it
)

// Topic is what sides take a stand on.
type Topic struct {
	ID   string      `json:"id"`   // of the request or clause, or as declared
	Name string      `json:"name"` // words of a report, or as declared
	From TopicOrigin `json:"from"`
}

// Position is the last stand that a side takes on a topic by its own word.
type Position struct {
	ID         string    `json:"id"`
	Side       ActorRef  `json:"side"`
	Topic      Topic     `json:"topic"`
	By         *ActorRef `json:"by"`        // who speaks for the side
	Statement  *string   `json:"statement"` // id, null where no statement of its own carries it
	On         *string   `json:"on"`
	ReportedOn *string   `json:"reported_on"` // the day of the report
	Account    Account   `json:"account"`
	Kind       string    `json:"kind"`    // demands, asks, proposes, offers; what an answer does; a stance; the kind of a statement
	Before     int       `json:"before"`  // how many stands of that side on it came before
	Differs    []string  `json:"differs"` // "kind" where the one before was of another

	Evidence        []Located `json:"evidence"`
	ToldDifferently []Told    `json:"told_differently"`
	Rule            string    `json:"rule"`
	Confidence      int       `json:"confidence"` // per mille
	Status          Status    `json:"status"`
	Corrected       []string  `json:"corrected"`
}
