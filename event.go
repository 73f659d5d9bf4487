package verbale

// EventType says what kind of deed or encounter an event is.
type EventType string

// The types of events; docs/events.md holds the test for each.
const (
	EventMeeting      EventType = "meeting"
	EventCall         EventType = "call"
	EventVisit        EventType = "visit"
	EventTalks        EventType = "talks"
	EventTransfer     EventType = "transfer"
	EventPublication  EventType = "publication"
	EventSigning      EventType = "signing"
	EventVote         EventType = "vote"
	EventDecision     EventType = "decision"
	EventOrder        EventType = "order"
	EventSanction     EventType = "sanction"
	EventAid          EventType = "aid"
	EventRelease      EventType = "release"
	EventDetention    EventType = "detention"
	EventDeployment   EventType = "deployment"
	EventWithdrawal   EventType = "withdrawal"
	EventAttack       EventType = "attack"
	EventTest         EventType = "test"
	EventCancellation EventType = "cancellation"
	EventPostponement EventType = "postponement"
	EventAppointment  EventType = "appointment"
	EventResignation  EventType = "resignation"
	EventProtest      EventType = "protest"
	EventAgreement    EventType = "agreement"
	EventOther        EventType = "other"
)

// EventTypes lists every type of event.
var EventTypes = []EventType{
	EventMeeting, EventCall, EventVisit, EventTalks, EventTransfer, EventPublication, EventSigning, EventVote, EventDecision, EventOrder, EventSanction, EventAid,
	EventRelease, EventDetention, EventDeployment, EventWithdrawal, EventAttack, EventTest, EventCancellation, EventPostponement, EventAppointment, EventResignation,
	EventProtest, EventAgreement, EventOther,
}

// EventFactuality says whether an event took place, as its teller has it.
type EventFactuality string

// The factualities of an event.
const (
	EventHappened EventFactuality = "happened"
	EventPlanned  EventFactuality = "planned"
	EventPossible EventFactuality = "possible"
	EventDenied   EventFactuality = "denied"
	EventWished   EventFactuality = "wished"
)

// EventFactualities lists every factuality of an event.
var EventFactualities = []EventFactuality{EventHappened, EventPlanned, EventPossible, EventDenied, EventWished}

// Party is somebody who takes part in an event, as one report tells it: the words
// and, where they mean an actor of the report, which one.
type Party struct {
	Excerpt
	Actor int    // index into Reading.Actors; -1 where the words are tied to none
	World string // id in the table of the world of a state that they name where the report has no such actor
	Side  string // names for whom they act, across reports; "" where it is not known
}

// Telling is one place where a report tells an event.
type Telling struct {
	Type       EventType
	Predicate  string // lemma of the word that tells it
	PLOVER     *PLOVERCode
	CAMEO      *string
	Initiators []Party
	Recipients []Party
	Through    []Party
	Paper      *Excerpt // the words that mean the paper it is done with
	OfPaper    int      // that paper, as an index into Reading.Papers; -1 where there is none
	Place      *string
	On         *string // ISO date, month or year, or an EDTF interval
	OnFrom     *DateOrigin
	Voice      *string // id of the smallest statement whose content holds the evidence
	Factuality EventFactuality
	Background bool    // history told to explain, before the report's own news
	Evidence   Excerpt // the clause that tells it, on one line
	// Block says which tellings of other reports it can be of one event with: those of
	// the same block. It is "" where nobody is told to take part, or no day is known.
	Block      string
	Rule       string
	Confidence int      // per mille
	Edit       *RowEdit // what a person did with it; nil for nothing
}

// EventCode is an event type of a codebook with its version.
type EventCode struct {
	Version string  `json:"version"`
	Type    string  `json:"type"`
	Mode    *string `json:"mode"`
	Context *string `json:"context"`
}

// Event is a deed or an encounter as the record answers with it.
type Event struct {
	ID              string          `json:"id"`
	Type            EventType       `json:"type"`
	Predicate       string          `json:"predicate"` // lemma of the word that tells it
	PLOVER          *EventCode      `json:"plover"`
	CAMEO           *string         `json:"cameo"`
	Initiators      []ActorRef      `json:"initiators"`
	Recipients      []ActorRef      `json:"recipients"`
	Through         []ActorRef      `json:"through"`
	Paper           *string         `json:"paper"`           // id of the paper it is done with
	PaperAsCalled   *string         `json:"paper_as_called"` // the words that mean it
	Place           *string         `json:"place"`
	On              *string         `json:"on"`
	OnFrom          *DateOrigin     `json:"on_from"`
	Voice           *string         `json:"voice"`  // id of the statement within which it is told; null: the report tells it
	Teller          *ActorRef       `json:"teller"` // who speaks in that statement, where that is known
	Factuality      EventFactuality `json:"factuality"`
	Background      bool            `json:"background"`
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

// NewEvent returns an event of one telling of which nothing else is known.
func NewEvent() *Event {
	return &Event{
		Initiators: []ActorRef{}, Recipients: []ActorRef{}, Through: []ActorRef{}, Tellings: 1,
		Evidence: []Located{}, ToldDifferently: []Told{}, Status: Unread, Corrected: []string{},
	}
}
