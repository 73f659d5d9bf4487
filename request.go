package verbale

// RequestKind says what somebody wants of another.
type RequestKind string

// The kinds of requests.
const (
	RequestDemand   RequestKind = "demand"   // wants it done, or left alone
	RequestQuestion RequestKind = "question" // wants to know
	RequestProposal RequestKind = "proposal" // offers to do it together
	RequestOffer    RequestKind = "offer"    // offers to give or to do it
	RequestCharge   RequestKind = "charge"   // accuses
)

// RequestKinds lists every kind of request.
var RequestKinds = []RequestKind{RequestDemand, RequestQuestion, RequestProposal, RequestOffer, RequestCharge}

// AnswerHow says what an answer does with a request.
type AnswerHow string

// What answers do.
const (
	Meets            AnswerHow = "meets"
	PartlyMeets      AnswerHow = "partly"
	Refuses          AnswerHow = "refuses"
	Counters         AnswerHow = "counters"
	AcknowledgesIt   AnswerHow = "acknowledges"
	Postpones        AnswerHow = "postpones"
	PassesOver       AnswerHow = "passes_over"
	DeniesCharge     AnswerHow = "denies" // of a charge
	AdmitsCharge     AnswerHow = "admits" // of a charge
	NothingOfItsWord AnswerHow = ""       // the dossier has no word of the party on it
)

// Standing says whether a request was answered.
type Standing string

// The standings of a request.
const (
	Answered    Standing = "answered"
	NotClearly  Standing = "not_clearly"
	NotAnswered Standing = "not_answered"
)

// Due is the day or the stretch of time in which something is to be done.
type Due struct {
	Words Located `json:"words"`
	Value string  `json:"value"` // a TIMEX3 value: "1914-07-25", "PT48H", "FUTURE_REF"
}

// Manner is how an answer is wanted.
type Manner struct {
	Words Located `json:"words"`
	Value string  `json:"value"` // individually, jointly, in_writing, publicly, promptly, by_whom, other
}

// Answer is what is told of a reply to a request.
type Answer struct {
	By        []ActorRef `json:"by"`
	Party     *ActorRef  `json:"party"` // of those asked, the one for whom they answer; null where they were not asked
	On        *string    `json:"on"`
	OnFrom    *string    `json:"on_from"`
	How       AnswerHow  `json:"how"`
	AsAsked   *bool      `json:"as_asked"` // whether it came in the form that was asked for
	Form      *Channel   `json:"form"`
	Account   Account    `json:"account"`
	Teller    *ActorRef  `json:"teller"`
	Evidence  []Located  `json:"evidence"`
	Statement *string    `json:"statement"`
	Event     *string    `json:"event"`
	Transfer  *string    `json:"transfer"`

	Rule       string `json:"rule"`
	Confidence int    `json:"confidence"`
	Doubtful   bool   `json:"doubtful"`
}

// RequestStep is a step on the way of a request to those of whom something is wanted.
type RequestStep struct {
	Step     Step       `json:"step"` // announced, sent, handed_over, received
	On       *string    `json:"on"`
	To       []ActorRef `json:"to"`
	Account  Account    `json:"account"`
	Teller   *ActorRef  `json:"teller"`
	Evidence []Located  `json:"evidence"`
	Transfer *string    `json:"transfer"` // id of the step of its paper
}

// RequestState is a step of a request with a party, by somebody's account.
type RequestState struct {
	On       *string   `json:"on"`
	Party    *ActorRef `json:"party"`
	State    string    `json:"state"` // proposed, agreed, refused, referred, postponed, withdrawn, overtaken
	Account  Account   `json:"account"`
	Teller   *ActorRef `json:"teller"`
	Evidence []Located `json:"evidence"`
}

// RequestStanding says where a request stands with a party, by somebody's account. A
// party of which the dossier has no word on it has no account and no evidence.
type RequestStanding struct {
	Value    Standing   `json:"value"`
	How      *AnswerHow `json:"how"`
	Party    *ActorRef  `json:"party"`
	Account  *Account   `json:"account"`
	Teller   *ActorRef  `json:"teller"`
	Evidence []Located  `json:"evidence"`
}

// Naming says who named a request, and when.
type Naming struct {
	By         []ActorRef `json:"by"`
	On         *string    `json:"on"`
	ReportedOn *string    `json:"reported_on"` // the day of the report
	Account    Account    `json:"account"`
	Teller     *ActorRef  `json:"teller"`
	Evidence   []Located  `json:"evidence"`
}

// Request is something that one actor wants of another, as the reports tell it. What
// the tellings do not agree on is empty, and stands in ToldDifferently.
type Request struct {
	ID         string            `json:"id"`
	Kind       RequestKind       `json:"kind"`
	Matter     *string           `json:"matter"`
	ToDesist   bool              `json:"to_desist"` // it is to be left alone
	By         []ActorRef        `json:"by"`
	To         []ActorRef        `json:"to"`
	WithinSide bool              `json:"within_side"` // all who are asked are of the side that asks
	JoinedBy   []ActorRef        `json:"joined_by"`
	OpposedBy  []ActorRef        `json:"opposed_by"`
	What       []Located         `json:"what"`
	PartOf     *string           `json:"part_of"`
	Parts      []string          `json:"parts"`
	Number     *int              `json:"number"` // how many parts its tellings say it has
	Paper      *string           `json:"paper"`
	On         *string           `json:"on"`
	Due        *Due              `json:"due"`
	Manner     []Manner          `json:"manner"`
	Statements []string          `json:"statements"`
	Named      []Naming          `json:"named"` // one a telling
	Steps      []RequestStep     `json:"steps"` // announced to whom, sent to whom
	Answers    []Answer          `json:"answers"`
	States     []RequestState    `json:"states"`
	State      []RequestStanding `json:"state"`

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
