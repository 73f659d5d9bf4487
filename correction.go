package verbale

import (
	"encoding/json"

	"verbale.dev/verbale/lang"
)

// CorrectionAbout says what a correction is about.
type CorrectionAbout string

// What a correction can be about.
const (
	AboutStatement CorrectionAbout = "statement"
	AboutDocument  CorrectionAbout = "document"
	AboutActor     CorrectionAbout = "actor"
	AboutUndo      CorrectionAbout = "undo" // it takes an earlier correction back
	AboutEvent     CorrectionAbout = "event"
	AboutPaper     CorrectionAbout = "paper"
	AboutTransfer  CorrectionAbout = "transfer"
)

// Correction is one change that a person made. Corrections are only ever
// added, and applied to what was read in the order in which they were made: the
// machine's first answer is never lost, and a new reading keeps them.
type Correction struct {
	ID     int64            `json:"id"`
	MadeAt string           `json:"made_at"` // UTC, RFC 3339
	MadeBy string           `json:"made_by"`
	Why    string           `json:"why"`
	About  CorrectionAbout  `json:"about"`
	Target CorrectionTarget `json:"target"`
	Field  string           `json:"field"` // a key of the row; "status" to check or strike one
	Value  json.RawMessage  `json:"value"` // the new value, as the row has it
	Undone bool             `json:"undone"`
}

// CorrectionTarget names what a correction is about by text, so that it finds
// it again in another reading: the byte ranges of the cue and content in a
// version of a document; or ids and names of actors; or the id of the
// correction that is undone.
type CorrectionTarget struct {
	Document   string      `json:"document,omitempty"`
	Version    string      `json:"version,omitempty"` // full hash of the version
	Cue        []lang.Span `json:"cue,omitempty"`
	Content    []lang.Span `json:"content,omitempty"`
	Actors     []string    `json:"actors,omitempty"`     // ids
	Names      []string    `json:"names,omitempty"`      // names of those actors when the correction was made
	Correction int64       `json:"correction,omitempty"` // of an undo
	// Sketch is the statement as it was when it was corrected, so that it can be
	// made again where another reading does not find it.
	Sketch *StatementSketch `json:"sketch,omitempty"`
	// Evidence names an event, a paper or a transfer: the words that tell it, one piece a
	// telling. Other names a second one: that which is joined with it, or parted from it;
	// of a transfer that is added, the paper.
	Evidence []RowEvidence `json:"evidence,omitempty"`
	Other    []RowEvidence `json:"other,omitempty"`
}

// RowEvidence is a stretch of a version of a document that carries a row.
type RowEvidence struct {
	Document string `json:"document"`
	Version  string `json:"version"` // full hash of the version
	Start    int    `json:"start"`
	End      int    `json:"end"`
}

// RowEdit is what a person did with a telling of an event, a paper of a report or a step
// of one.
type RowEdit struct {
	Status    Status                     `json:"status"`
	Corrected []string                   `json:"corrected"`         // names of fields
	Machine   map[string]json.RawMessage `json:"machine,omitempty"` // what the machine had there first
}

// StatementSketch is what is kept of a statement beside its words.
type StatementSketch struct {
	Source     []lang.Span   `json:"source,omitempty"`
	Kind       Kind          `json:"kind"`
	Factuality Factuality    `json:"factuality"`
	Account    Account       `json:"account"`
	Channel    *Channel      `json:"channel,omitempty"`
	SaidOn     *string       `json:"said_on,omitempty"`
	SaidOnFrom *DateOrigin   `json:"said_on_from,omitempty"`
	Speakers   []SketchActor `json:"speakers,omitempty"`
	Addressees []SketchActor `json:"addressees,omitempty"`
}

// SketchActor names an actor in a correction: by id where the dossier has one,
// and always by name.
type SketchActor struct {
	ID   string    `json:"id,omitempty"`
	Name string    `json:"name"`
	Type ActorType `json:"type,omitempty"`
}

// Effect says what a correction did to one reading.
type Effect struct {
	Correction int64
	Outcome    EffectOutcome
	Statement  string // id of the statement that it changed or made; "" of an orphan
}

// EffectOutcome is how a correction met a reading.
type EffectOutcome string

// How a correction can meet a reading.
const (
	Applied EffectOutcome = "applied" // to the version of the text that it was made on
	Carried EffectOutcome = "carried" // to another version, whose paragraph is the same byte for byte
	Orphan  EffectOutcome = "orphan"  // its words are not in this version; it waits for a person
)
