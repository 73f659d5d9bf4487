package actor

import (
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/reading/draft"
)

// Choice is a word for which an antecedent is looked for, with all that it can mean.
type Choice struct {
	Head      int // its token
	Form      verbale.MentionForm
	Sort      Sort
	Source    bool // it is the source of a statement
	Statement int  // of which one; -1
	Options   []Option
}

// Option is a candidate of a choice, the nearest first.
type Option struct {
	Head      int                 // its token
	Actor     *verbale.LocalActor // whom it means; nil where nobody so far
	Evidence  []Evidence
	candidate int
}

// Observe is Resolve with another's choices, for those who learn weights: choose
// returns the place of an option, or -1 where none is meant.
func (c *Cast) Observe(statements []draft.Statement, choose func(Choice) int) Resolution {
	return c.resolve(statements, choose)
}

// actorOf returns an actor; nil where there is none.
func (t *teller) actorOf(chain int) *verbale.LocalActor {
	if chain < 0 {
		return nil
	}
	return &t.actors[chain].LocalActor
}

// statementOf returns the statement of which a mention is the source; -1 where it is
// of none.
func (t *teller) statementOf(f *found) int {
	if s, ok := t.bySource[f]; ok {
		return s
	}
	return -1
}

// Evidences is how many pieces of evidence there are.
const Evidences = int(evidences)

// evidenceNames are the names of the constants, for the table that is learnt.
var evidenceNames = [...]string{
	anyone:             "anyone",
	knownGender:        "knownGender",
	oneOfState:         "oneOfState",
	person:             "person",
	officeHolder:       "officeHolder",
	unnamedOne:         "unnamedOne",
	organisation:       "organisation",
	state:              "state",
	grouping:           "grouping",
	manyOnes:           "manyOnes",
	manyBodies:         "manyBodies",
	namedUnknown:       "namedUnknown",
	otherThing:         "otherThing",
	sameSentence:       "sameSentence",
	oneBack:            "oneBack",
	twoBack:            "twoBack",
	threeBack:          "threeBack",
	nearest:            "nearest",
	secondNearest:      "secondNearest",
	thirdNearest:       "thirdNearest",
	fourthOrFifth:      "fourthOrFifth",
	sixthToNinth:       "sixthToNinth",
	fartherOne:         "fartherOne",
	sameParagraph:      "sameParagraph",
	nextParagraph:      "nextParagraph",
	farParagraph:       "farParagraph",
	asSubject:          "asSubject",
	rootSubject:        "rootSubject",
	asObject:           "asObject",
	asOblique:          "asOblique",
	ofNoun:             "ofNoun",
	asPossessor:        "asPossessor",
	asConjunct:         "asConjunct",
	asApposed:          "asApposed",
	inCompound:         "inCompound",
	firstPlace:         "firstPlace",
	subjectToSubject:   "subjectToSubject",
	subjectToObject:    "subjectToObject",
	subjectToOther:     "subjectToOther",
	ownerToSubject:     "ownerToSubject",
	ownerToObject:      "ownerToObject",
	ownerToOther:       "ownerToOther",
	objectToSubject:    "objectToSubject",
	objectToObject:     "objectToObject",
	objectToOther:      "objectToOther",
	commanding:         "commanding",
	lastMainSubject:    "lastMainSubject",
	paragraphSubject:   "paragraphSubject",
	namedAfter:         "namedAfter",
	byName:             "byName",
	byFullName:         "byFullName",
	byNominal:          "byNominal",
	byIndefinite:       "byIndefinite",
	byPronoun:          "byPronoun",
	byNoun:             "byNoun",
	byIndefiniteNoun:   "byIndefiniteNoun",
	sameQuotation:      "sameQuotation",
	quotedAway:         "quotedAway",
	outsideQuotation:   "outsideQuotation",
	ownContent:         "ownContent",
	aSource:            "aSource",
	speakerOfWords:     "speakerOfWords",
	lastSpeaker:        "lastSpeaker",
	lastSpeakerOfOther: "lastSpeakerOfOther",
	onceBefore:         "onceBefore",
	twiceBefore:        "twiceBefore",
	oftenBefore:        "oftenBefore",
	meantLast:          "meantLast",
	mostNamed:          "mostNamed",
	secondNamed:        "secondNamed",
	inHeadline:         "inHeadline",
}

// String is the name of the constant.
func (e Evidence) String() string { return evidenceNames[e] }
