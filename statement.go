package verbale

import "encoding/json"

// Mode says how much of a statement's content stands within quotation marks.
type Mode string

// The modes of a statement.
const (
	Direct   Mode = "direct"   // all words of the content are within marks
	Indirect Mode = "indirect" // none, or single words and terms only
	Mixed    Mode = "mixed"    // marks enclose a run of two words or more that is not all of it
)

// Modes lists every mode.
var Modes = []Mode{Direct, Indirect, Mixed}

// Kind is the speech act of a statement.
type Kind string

// The kinds of statements; docs/kinds.md holds the test for each.
const (
	Say         Kind = "say"
	Ask         Kind = "ask"
	Demand      Kind = "demand"
	Propose     Kind = "propose"
	Promise     Kind = "promise"
	Intend      Kind = "intend"
	Predict     Kind = "predict"
	Agree       Kind = "agree"
	Support     Kind = "support"
	Praise      Kind = "praise"
	Concede     Kind = "concede"
	Acknowledge Kind = "acknowledge"
	Reject      Kind = "reject"
	Deny        Kind = "deny"
	Decline     Kind = "decline"
	Accuse      Kind = "accuse"
	Warn        Kind = "warn"
	Threaten    Kind = "threaten"
)

// Kinds lists every kind of statement.
var Kinds = []Kind{
	Say, Ask, Demand, Propose, Promise, Intend, Predict, Agree, Support, Praise,
	Concede, Acknowledge, Reject, Deny, Decline, Accuse, Warn, Threaten,
}

// Factuality says whether the saying took place.
type Factuality string

// The factualities of a saying.
const (
	Asserted Factuality = "asserted"
	Negated  Factuality = "negated"  // "did not say that …"
	Possible Factuality = "possible" // "may say", "would say"
	Asked    Factuality = "asked"    // "did he say that …?"
)

// Factualities lists every factuality.
var Factualities = []Factuality{Asserted, Negated, Possible, Asked}

// Account says by whose account a speaker said something.
type Account string

// The accounts of a statement.
const (
	Own         Account = "own"       // the report itself tells that the speaker said it
	SameSide    Account = "same_side" // another of the speaker's side says so
	Ascribed    Account = "ascribed"  // another side says so
	OutletVoice Account = "outlet"    // the report states the position in its own voice
)

// Accounts lists every account.
var Accounts = []Account{Own, SameSide, Ascribed, OutletVoice}

// Channel is the means by which something was said.
type Channel string

// The channels.
const (
	Interview        Channel = "interview"
	Briefing         Channel = "briefing"
	PressConference  Channel = "press_conference"
	WrittenStatement Channel = "statement"
	Letter           Channel = "letter"
	Call             Channel = "call"
	Meeting          Channel = "meeting"
	Speech           Channel = "speech"
	Post             Channel = "post"
	Article          Channel = "article"
	DocumentChannel  Channel = "document"
	OtherChannel     Channel = "other"
)

// Channels lists every channel.
var Channels = []Channel{
	Interview, Briefing, PressConference, WrittenStatement, Letter, Call, Meeting,
	Speech, Post, Article, DocumentChannel, OtherChannel,
}

// DateOrigin says where the day on which something was said was taken from.
type DateOrigin string

// The origins of a statement's date. Publication is not among them.
const (
	FromWords    DateOrigin = "words"    // the statement's own time expression
	FromOccasion DateOrigin = "occasion" // its dated occasion
	FromContext  DateOrigin = "context"  // a dated setting of the same scene
)

// DateOrigins lists every origin of a statement's date.
var DateOrigins = []DateOrigin{FromWords, FromOccasion, FromContext}

// Status says what a person has done about a row.
type Status string

// The states of a row.
const (
	Unread    Status = "unread"
	Checked   Status = "checked"
	Corrected Status = "corrected"
	Added     Status = "added"
	Struck    Status = "struck"
)

// Statuses lists every status.
var Statuses = []Status{Unread, Checked, Corrected, Added, Struck}

// PLOVERCode is an event type of the PLOVER ontology with its mode, where the
// codebook gives one.
type PLOVERCode struct {
	Type string  `json:"type"`
	Mode *string `json:"mode"`
}

// ActorRef names an actor in a row: the fullest name in the dossier and the
// office held at the time.
type ActorRef struct {
	ID     string    `json:"id"`
	Name   string    `json:"name"`
	Type   ActorType `json:"type"`
	Office *string   `json:"office"`
}

// Response is what a statement replies to: the words that say so and, where it
// is on the record, the statement it replies to.
type Response struct {
	Excerpt
	Statement *string `json:"statement"`
}

// Statement is one attribution: somebody said something, by the report's
// account. Rows come in order of document, first content offset, first cue
// offset and id.
type Statement struct {
	ID       string   `json:"id"`
	Document string   `json:"document"`
	Version  string   `json:"version"` // first 16 hex digits of the version's hash
	Part     PartKind `json:"part"`

	// Source, Cue and Content are ascending and disjoint, with the boundaries
	// of PolNeAR. Content is never empty; the others may be.
	Source  []Excerpt `json:"source"`
	Cue     []Excerpt `json:"cue"`
	Content []Excerpt `json:"content"`

	Mode       Mode        `json:"mode"`
	SetApart   []Excerpt   `json:"set_apart"` // words or terms in marks within the content
	Kind       Kind        `json:"kind"`
	PLOVER     *PLOVERCode `json:"plover"`
	CAMEO      *string     `json:"cameo"`
	Factuality Factuality  `json:"factuality"`
	Repeats    bool        `json:"repeats"` // the words say that it is not the first time

	Speaker    *ActorRef  `json:"speaker"` // the first speaker; null is unattributed
	Speakers   []ActorRef `json:"speakers"`
	Addressees []ActorRef `json:"addressees"`
	Account    Account    `json:"account"`
	Channel    *Channel   `json:"channel"`
	Occasion   *Excerpt   `json:"occasion"`

	SaidOn     *string     `json:"said_on"` // ISO date, month or year, or an EDTF interval
	SaidOnFrom *DateOrigin `json:"said_on_from"`
	NotAfter   *string     `json:"not_after"`   // the latest that it can have been said
	ReportedOn *string     `json:"reported_on"` // the report's own day: its dateline's, else that of its publication

	RespondsTo []Response `json:"responds_to"`
	Parent     *string    `json:"parent"` // the smallest statement whose content holds this one's cue
	Teller     *ActorRef  `json:"teller"` // who says that it was said: the first speaker of Parent; null is the report itself, or nobody that is known
	Utterance  *string    `json:"utterance"`

	Rule       string   `json:"rule"`
	Confidence int      `json:"confidence"` // per mille
	Status     Status   `json:"status"`
	Corrected  []string `json:"corrected"` // names of the fields that a person changed
	// Machine holds the machine's first answer for each field that a person
	// changed, as the row would have it; null where none was changed.
	Machine map[string]json.RawMessage `json:"machine"`
}
