package verbale

// Hands says who can bring about what is expected.
type Hands string

// The hands.
const (
	OwnHands   Hands = "own"    // the side that says so
	BothHands  Hands = "both"   // it and another
	OtherHands Hands = "other"  // another
	NoHands    Hands = "nobody" // nobody, or nobody who is named
)

// Certainty says how sure of it they are who say so.
type Certainty string

// The certainties.
const (
	CertainIt  Certainty = "certain"
	LikelyIt   Certainty = "likely"
	PossibleIt Certainty = "possible"
	HopedFor   Certainty = "hoped"
	Feared     Certainty = "feared"
)

// Outcome says what later words of the dossier show of an expectation.
type Outcome string

// The outcomes.
const (
	CameTrue  Outcome = "came_true"
	Otherwise Outcome = "otherwise"
	CalledOff Outcome = "called_off"
	FailedIt  Outcome = "failed"
	OpenYet   Outcome = "open"
)

// Outcomes lists every outcome.
var Outcomes = []Outcome{CameTrue, Otherwise, CalledOff, FailedIt, OpenYet}

// Differing is a field in which what came differs from what was expected.
type Differing struct {
	Field    string   `json:"field"` // to, number, form, part, day
	Foretold *Located `json:"foretold"`
	Told     *Located `json:"told"`
}

// Expectation is something of which somebody said that it will happen or be done.
type Expectation struct {
	ID         string      `json:"id"`
	By         []ActorRef  `json:"by"`
	On         *string     `json:"on"` // when it was said
	Account    Account     `json:"account"`
	Teller     *ActorRef   `json:"teller"`
	Kind       Kind        `json:"kind"` // of the statement: promise, intend, predict, threaten, warn
	What       []Located   `json:"what"`
	Hands      Hands       `json:"hands"`
	Certainty  Certainty   `json:"certainty"`
	Condition  []Located   `json:"condition"`
	Due        *Due        `json:"due"`
	Outcome    Outcome     `json:"outcome"`
	Differs    []Differing `json:"differs"`
	Shown      []Located   `json:"shown"`
	AsOf       *string     `json:"as_of"` // day of the last report
	Age        *int        `json:"age"`   // days from its saying to the last report
	Statements []string    `json:"statements"`

	Tellings        int       `json:"tellings"`
	Independent     *int      `json:"independent"`
	Evidence        []Located `json:"evidence"`
	ToldDifferently []Told    `json:"told_differently"`
	Rule            string    `json:"rule"`
	Confidence      int       `json:"confidence"` // per mille
	Doubtful        bool      `json:"doubtful"`
	Status          Status    `json:"status"`
	Corrected       []string  `json:"corrected"`
}
