package verbale

// Step is what happens with a paper.
type Step string

// The steps of papers; docs/papers.md holds the words of each.
const (
	StepDrafted    Step = "drafted"
	StepAltered    Step = "altered"
	StepSent       Step = "sent"
	StepHandedOver Step = "handed_over"
	StepReceived   Step = "received"
	StepPublished  Step = "published"
	StepLeaked     Step = "leaked"
	StepSigned     Step = "signed"
	StepRatified   Step = "ratified"
	StepAdopted    Step = "adopted"
	StepRejected   Step = "rejected"
	StepWithheld   Step = "withheld"
	StepWithdrawn  Step = "withdrawn"
	StepAgreed     Step = "agreed"
	StepAnnounced  Step = "announced"
)

// Steps lists every step.
var Steps = []Step{
	StepDrafted, StepAltered, StepSent, StepHandedOver, StepReceived, StepPublished, StepLeaked, StepSigned, StepRatified, StepAdopted, StepRejected,
	StepWithheld, StepWithdrawn, StepAgreed, StepAnnounced,
}

// PaperStep is one place where a report tells a step of a paper.
type PaperStep struct {
	Paper      int // index into Reading.Papers
	Step       Step
	From       []Party // who gave, sent, signed or did it
	To         []Party
	Through    []Party
	On         *string // ISO date, month or year, or an EDTF interval
	OnFrom     *DateOrigin
	ReceivedOn *string
	Voice      *string // id of the smallest statement whose content holds the evidence
	Factuality EventFactuality
	Evidence   Excerpt // the clause that tells it, on one line
	Rule       string
	Confidence int      // per mille
	Edit       *RowEdit // what a person did with it; nil for nothing
}

// Transfer is a step of a paper as the record answers with it. What its tellings do
// not agree on is null or empty, and stands in ToldDifferently.
type Transfer struct {
	ID              string          `json:"id"`
	Paper           string          `json:"paper"` // id of the paper
	PaperAsCalled   string          `json:"paper_as_called"`
	Step            Step            `json:"step"`
	From            []ActorRef      `json:"from"`
	To              []ActorRef      `json:"to"`
	Through         []ActorRef      `json:"through"`
	On              *string         `json:"on"`
	OnFrom          *DateOrigin     `json:"on_from"`
	ReceivedOn      *string         `json:"received_on"`
	Factuality      EventFactuality `json:"factuality"`
	Voice           *string         `json:"voice"` // id of the statement within which it is told; null: a report itself tells it
	Account         Account         `json:"account"`
	Teller          *ActorRef       `json:"teller"` // whose word it is; null where no outlet is known
	Tellings        int             `json:"tellings"`
	Independent     *int            `json:"independent"`
	Evidence        []Located       `json:"evidence"`
	ToldDifferently []Told          `json:"told_differently"`
	Rule            string          `json:"rule"`
	Confidence      int             `json:"confidence"`
	Doubtful        bool            `json:"doubtful"`
	Status          Status          `json:"status"`
	Corrected       []string        `json:"corrected"`
}

// NewTransfer returns a step of one telling of which nothing else is known.
func NewTransfer() *Transfer {
	return &Transfer{
		From: []ActorRef{}, To: []ActorRef{}, Through: []ActorRef{}, Tellings: 1, Evidence: []Located{}, ToldDifferently: []Told{},
		Status: Unread, Corrected: []string{},
	}
}
