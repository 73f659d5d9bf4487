package verbale

// PaperKind says what sort of paper parties make or argue over.
type PaperKind string

// The kinds of papers; docs/papers.md holds the words of each.
const (
	PaperTreaty      PaperKind = "treaty"
	PaperAgreement   PaperKind = "agreement"
	PaperDeclaration PaperKind = "declaration"
	PaperResolution  PaperKind = "resolution"
	PaperDraft       PaperKind = "draft"
	PaperProposal    PaperKind = "proposal"
	PaperLetter      PaperKind = "letter"
	PaperNote        PaperKind = "note"
	PaperAnswer      PaperKind = "answer"
	PaperStatement   PaperKind = "statement"
	PaperList        PaperKind = "list"
	PaperPlan        PaperKind = "plan"
	PaperLaw         PaperKind = "law"
	PaperReport      PaperKind = "report"
	PaperOther       PaperKind = "other"
)

// PaperKinds lists every kind of paper.
var PaperKinds = []PaperKind{
	PaperTreaty, PaperAgreement, PaperDeclaration, PaperResolution, PaperDraft, PaperProposal, PaperLetter, PaperNote, PaperAnswer, PaperStatement,
	PaperList, PaperPlan, PaperLaw, PaperReport, PaperOther,
}

// PaperMention is a place where a report speaks of a paper: a noun phrase that means
// it, or "the document" and a pronoun that are tied to one.
type PaperMention struct {
	Excerpt
	Tied bool // by "the document" or a pronoun, and not by words of its own
}

// LocalPaper is a paper as one report knows it. Which papers of different reports
// are one is for the derivers to say.
type LocalPaper struct {
	Name       string // the fullest words of the report for it, without an article
	Named      bool   // Name is a proper name ("the Porto Accord"), and not a description
	Kind       PaperKind
	Authors    []Party
	Addressees []Party
	Parties    []Party // between whom it is or will be
	On         *string // its own day, month or year, or an EDTF interval: "the charter of 1909"
	Answers    int     // index into Reading.Papers of the paper that it answers; -1
	Mentions   []PaperMention
	Wishes     []ToldWish
	// Block and Keys say which papers of other reports it can be: those of the same
	// block that share a key. A block is "" where nothing tells it from another.
	Block      string
	Keys       []string
	Rule       string
	Confidence int      // per mille
	Edit       *RowEdit // what a person did with it; nil for nothing
}

// ToldWish is a place where a report tells what somebody wants of a paper.
type ToldWish struct {
	Value    string // "confidential" or "public"
	Of       []Party
	Voice    *string // id of the smallest statement whose content holds the evidence
	Evidence Excerpt // the clause that tells it, on one line
}

// PaperRow is a paper as the record answers with it.
type PaperRow struct {
	ID              string      `json:"id"`
	Name            string      `json:"name"` // words of a report for it
	Kind            PaperKind   `json:"kind"`
	Authors         []ActorRef  `json:"authors"`
	Addressees      []ActorRef  `json:"addressees"`
	Parties         []ActorRef  `json:"parties"`
	On              *string     `json:"on"`
	Names           []PaperName `json:"names"` // how it is called, the commonest first
	Mentions        []Located   `json:"mentions"`
	Text            *string     `json:"text"` // id of the document that holds its text; null where none of this dossier does
	Says            []PaperSays `json:"says"`
	Wishes          []PaperWish `json:"wishes"`
	Answers         *string     `json:"answers"` // id of the paper that it answers
	Steps           []string    `json:"steps"`   // ids of transfers, in order of day
	Tellings        int         `json:"tellings"`
	Independent     *int        `json:"independent"`
	Evidence        []Located   `json:"evidence"` // one mention a report
	ToldDifferently []Told      `json:"told_differently"`
	Rule            string      `json:"rule"`
	Confidence      int         `json:"confidence"`
	Doubtful        bool        `json:"doubtful"`
	Status          Status      `json:"status"`
	Corrected       []string    `json:"corrected"`
}

// PaperName is how a paper is called, by which outlets and how often.
type PaperName struct {
	Text  string   `json:"text"`
	By    []string `json:"by"` // outlets, or reports of which none is known
	Count int      `json:"count"`
}

// PaperSays is what is told of the contents of a paper.
type PaperSays struct {
	Words    string    `json:"words"`
	Teller   *ActorRef `json:"teller"`
	Account  Account   `json:"account"`
	Evidence []Located `json:"evidence"`
}

// PaperWish is what somebody wants of a paper: that it be kept or made public.
type PaperWish struct {
	Value    string    `json:"value"` // "confidential" or "public"
	Of       *ActorRef `json:"of"`
	Teller   *ActorRef `json:"teller"`
	Evidence []Located `json:"evidence"`
}

// NewPaperRow returns a paper of which nothing is known.
func NewPaperRow() *PaperRow {
	return &PaperRow{
		Authors: []ActorRef{}, Addressees: []ActorRef{}, Parties: []ActorRef{}, Names: []PaperName{}, Mentions: []Located{}, Says: []PaperSays{},
		Wishes: []PaperWish{}, Steps: []string{}, Tellings: 1, Evidence: []Located{}, ToldDifferently: []Told{}, Status: Unread, Corrected: []string{},
	}
}
