package request

import (
	"verbale.dev/verbale"
)

// Telling is a place where a report tells a request.
type Telling struct {
	Kind      verbale.RequestKind
	Desist    bool
	By, To    []verbale.ActorRef
	BySides   []string // for whom those speak who ask
	JoinedBy  []verbale.ActorRef
	OpposedBy []verbale.ActorRef
	ToSides   []string
	What      []verbale.Located
	Parts     [][]verbale.Located // of a list, in its order
	Number    int                 // of parts, as told; 0 where no number is
	On        *string             // when it was asked
	Named     *string             // when it was told, as far as the words say
	Due       *verbale.Due
	Manner    []verbale.Manner
	Statement string // "" where it is no statement
	Utterance string
	Account   verbale.Account
	Teller    *verbale.ActorRef
	Replies   []verbale.Answer
	Paper     string // id of the paper that it is in, "" where none is known
	Steps     []verbale.RequestStep

	Rule       string
	Confidence int

	reported *string    // the day of the report
	stems    []string   // of what is wanted, sorted
	named    []string   // stems with names as one each
	pieces   [][]string // of each part, the same
	parties  []string   // of the names of those who ask and are asked, sorted
	planned  bool       // it is a paper that is to be sent
	around   []string   // ids of the papers in whose names it stands
	cited    []string   // ids of named papers that it speaks of, sorted
	vague    bool       // it is wanted of a group without members that are told
	partial  bool       // it is a part of the list that another telling gives
	key      string     // of the noun that tells of it, "" of a statement: "proposal" of "the guild's proposals"
}

// ID orders the tellings of a block: by report and place.
func (t Telling) ID() string {
	w := t.What[0]
	return w.Document + "\x00" + w.Version + "\x00" + digits(w.Start) + digits(w.End) + string(t.Kind) + t.Rule
}

// digits writes a number so that the order of the texts is that of the numbers.
func digits(n int) string {
	const width = 10
	var b [width]byte
	for i := width - 1; i >= 0; i-- {
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return string(b[:])
}
