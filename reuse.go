package verbale

// Reuse is what reports share that one took from another, or all from a third.
type Reuse struct {
	ID              string          `json:"id"`
	Documents       []string        `json:"documents"` // in order
	Passages        []ReusedPassage `json:"passages"`
	Direction       *ReuseDirection `json:"direction"` // null where nothing tells it
	Extent          string          `json:"extent"`    // copy, near_copy, passage: of the two that share most, how much of the shorter
	Evidence        []Located       `json:"evidence"`
	ToldDifferently []Told          `json:"told_differently"`
	Rule            string          `json:"rule"`
	Confidence      int             `json:"confidence"`
	Doubtful        bool            `json:"doubtful"`
	Status          Status          `json:"status"`
	Corrected       []string        `json:"corrected"`
}

// ReusedPassage is a passage of two reports. Where it is known which of them has it from
// the other, From is where it came from; else From is the first by name.
type ReusedPassage struct {
	From Located `json:"from"`
	To   Located `json:"to"`
	How  string  `json:"how"` // same, cut, reworded
}

// ReuseDirection is the report from which the others have their words.
type ReuseDirection struct {
	From string `json:"from"`
	By   string `json:"by"` // credit, containment, time
}
