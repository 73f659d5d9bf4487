package verbale

// Modality says what a clause is.
type Modality string

// The modalities.
const (
	RightClause       Modality = "right"
	ObligationClause  Modality = "obligation"
	ProhibitionClause Modality = "prohibition"
	PrincipleClause   Modality = "principle"
	GuaranteeClause   Modality = "guarantee"
)

// Modalities lists every modality.
var Modalities = []Modality{RightClause, ObligationClause, ProhibitionClause, PrincipleClause, GuaranteeClause}

// Stance says what somebody does with a clause that he voices.
type Stance string

// The stances.
const (
	ClaimsIt       Stance = "claims"
	AcknowledgesOf Stance = "acknowledges"
	AccusesBreach  Stance = "accuses_breach" // says that another breaks it
	DeniesClause   Stance = "denies"
	LimitsIt       Stance = "limits"
)

// Stances lists every stance.
var Stances = []Stance{ClaimsIt, AcknowledgesOf, AccusesBreach, DeniesClause, LimitsIt}

// Invocation is a place where a side voices a clause.
type Invocation struct {
	Statement *string   `json:"statement"`
	By        *ActorRef `json:"by"`
	Side      []string  `json:"side"` // ids of those for whom it speaks
	On        *string   `json:"on"`
	Account   Account   `json:"account"`
	Teller    *ActorRef `json:"teller"`
	Stance    Stance    `json:"stance"`
	Against   *string   `json:"against"` // id of another clause
	Evidence  []Located `json:"evidence"`
}

// ClauseSide says how often a side voices a clause, out of how many words of it.
type ClauseSide struct {
	Side          ActorRef `json:"side"`
	Own           int      `json:"own"`            // invocations by its own word
	Ascribed      int      `json:"ascribed"`       // that others say it made
	OwnStatements int      `json:"own_statements"` // of that side in the dossier
	Reports       int      `json:"reports"`        // that have them
	Independent   *int     `json:"independent"`
	Note          *string  `json:"note"` // where it voices none: "not voiced in this dossier", or "too few words of this side to tell"
}

// Clause is a right, an obligation, a ban, a principle or a guarantee that somebody
// voices.
type Clause struct {
	ID          string       `json:"id"`
	Name        string       `json:"name"` // words of a report
	What        []Located    `json:"what"`
	Modality    Modality     `json:"modality"`
	Holder      []ActorRef   `json:"holder"`
	Of          []string     `json:"of"`
	PartOf      *string      `json:"part_of"`
	Parts       []string     `json:"parts"`
	Invocations []Invocation `json:"invocations"`
	Sides       []ClauseSide `json:"sides"` // every side that voices any clause, with what it says of this one

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
