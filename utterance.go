package verbale

// Wording says whose words the renderings of an utterance are.
type Wording string

// The wordings.
const (
	Original       Wording = "original"
	Translated     Wording = "translated"
	UnknownWording Wording = "unknown"
)

// Tied says why two renderings are taken for one utterance.
type Tied struct {
	A  string `json:"a"` // ids of statements
	B  string `json:"b"`
	By string `json:"by"` // what tells so: "words"
}

// Told is a value that one telling of a row has where others have another.
type Told struct {
	Field    string    `json:"field"`
	Value    any       `json:"value"`
	Account  Account   `json:"account"`
	Teller   *ActorRef `json:"teller"` // whose word it is; null where no outlet is known
	Evidence []Located `json:"evidence"`
}

// Utterance is one thing that was said once, as the reports tell it. What the
// tellings do not agree on is null, and stands in ToldDifferently.
type Utterance struct {
	ID              string    `json:"id"`
	Speaker         *ActorRef `json:"speaker"`
	On              *string   `json:"on"`
	Renderings      []string  `json:"renderings"` // ids of statements, in order of report and place
	Perhaps         []string  `json:"perhaps"`    // ids of statements that may be renderings
	Wording         Wording   `json:"wording"`
	Tellings        int       `json:"tellings"`    // reports
	Independent     *int      `json:"independent"` // reports that do not hang on another; null where it is not known
	Why             []Tied    `json:"why"`
	Evidence        []Located `json:"evidence"` // the contents of the renderings
	ToldDifferently []Told    `json:"told_differently"`
	Rule            string    `json:"rule"`
	Confidence      int       `json:"confidence"`
	Doubtful        bool      `json:"doubtful"`
	Status          Status    `json:"status"`
	Corrected       []string  `json:"corrected"`
}

// Difference is a stretch in which two renderings differ: the words of each, null
// where it has none.
type Difference struct {
	A     *Located `json:"a"`
	B     *Located `json:"b"`
	Class string   `json:"class"` // cut, style, wording, substance
	Type  string   `json:"type"`  // of substance: negation, modality, number, …; else ""
}

// Compared is an utterance with what differs between its fullest direct rendering and
// each of the others.
type Compared struct {
	Utterance
	Base        string       `json:"base"` // id of the rendering that the others are compared with
	Differences []Difference `json:"differences"`
}
