package verbale

// ActorType is a class of actors.
type ActorType string

// The types of actors.
const (
	Person       ActorType = "person"
	Office       ActorType = "office"
	Organisation ActorType = "organisation"
	State        ActorType = "state"
	Group        ActorType = "group"
	Collective   ActorType = "collective" // loose: "the West", "the allies"
	Unnamed      ActorType = "unnamed"    // "a senior official"; never one actor across reports
	UnknownType  ActorType = "unknown"
)

// ActorTypes lists every type of actor.
var ActorTypes = []ActorType{Person, Office, Organisation, State, Group, Collective, Unnamed, UnknownType}

// Mention is a span that names or refers to an actor.
type Mention struct {
	Excerpt
	First, Last int         // its tokens are Document.Tokens[First:Last]
	Head        int         // the token at its head
	Form        MentionForm // how it refers
	Type        ActorType
	Chain       int // index of its actor in Reading.Actors; -1 where it is not tied to one
	Rule        string
}

// MentionForm says how a mention refers.
type MentionForm string

// The forms of mentions.
const (
	Named      MentionForm = "name"
	Nominal    MentionForm = "nominal" // "the minister"
	Pronominal MentionForm = "pronoun"
)

// MentionForms lists every form of mention.
var MentionForms = []MentionForm{Named, Nominal, Pronominal}

// LocalActor is an actor as one report knows it: a chain of mentions that
// refer to the same. Which actors of different reports are one is for identity
// to say.
type LocalActor struct {
	Name   string // the fullest name in the report
	Type   ActorType
	Office string // the office that the report gives it; "" where none
	Names  []string
	World  string   // its id in the table of the world; "" where it is not in it
	Sides  []int    // those for whom it speaks, as indices into Reading.Actors
	Speaks []string // ids in the table of the world of those for whom it speaks, named in the report or not
	// Country is the id in the table of the world of the state that it is of, whether
	// it speaks for it or not; "" where that is not known.
	Country string
	Roles   []LocalRole // offices that the report gives it, in order of the text
	Source  *UnnamedSource
}

// LocalRole is an office that a report gives an actor.
type LocalRole struct {
	Title    string  `json:"title"`    // "foreign minister"; without the name of the body
	Of       string  `json:"of"`       // name of the state or body; "" where the report names none
	OfWorld  string  `json:"of_world"` // its id in the table of the world, or ""
	Former   bool    `json:"former"`   // held before, not at the time
	Evidence Excerpt `json:"evidence"`
}

// UnnamedSource is what a report says of a source that it does not name.
type UnnamedSource struct {
	Number      string   `json:"number"`      // "one", "two", "several", …; "" where it is not said
	Affiliation string   `json:"affiliation"` // "State Department", "Russian"; "" where it is not said
	Terms       *Excerpt `json:"terms"`       // the words that say on what terms it spoke
	Reason      *Excerpt `json:"reason"`      // the words that say why it is not named
}

// ActorOffice is an office that an actor held, as the reports attest it.
type ActorOffice struct {
	Title    string    `json:"title"`
	Of       *string   `json:"of"`
	From     *string   `json:"from"`
	Until    *string   `json:"until"`
	Evidence []Located `json:"evidence"`
}

// Located is an excerpt together with the document and version it stands in.
type Located struct {
	Document string `json:"document"`
	Version  string `json:"version"`
	Excerpt
}

// NameCount is a name and how often the reports use it.
type NameCount struct {
	Text  string `json:"text"`
	Count int    `json:"count"`
}

// AccountCounts counts the statements of an actor by account.
type AccountCounts struct {
	Own      int `json:"own"`
	SameSide int `json:"same_side"`
	Ascribed int `json:"ascribed"`
	Outlet   int `json:"outlet"`
}

// ActorRow is an actor as the record answers with it.
type ActorRow struct {
	ID         string        `json:"id"`
	Name       string        `json:"name"`
	Type       ActorType     `json:"type"`
	Sides      []string      `json:"sides"`
	Country    *string       `json:"country"` // id of the state that it is of, whether it speaks for it or not
	Offices    []ActorOffice `json:"offices"`
	Names      []NameCount   `json:"names"`
	Statements AccountCounts `json:"statements"`
	First      *string       `json:"first"`
	Last       *string       `json:"last"`
	Perhaps    []string      `json:"perhaps"`
}
