package lexicon

// Stance says how what a word tells of stands to an act of saying.
type Stance uint8

// The stances.
const (
	Act        Stance = iota // it tells of an act of saying
	Attitude                 // of a belief, wish or intention
	Decision                 // of an attitude which, done, is an act: an approval
	Repetition               // of an act that is not the first of its kind
)

// Frame is a set of ways in which a word says what is said, wanted or held.
type Frame uint16

// The frames. A word that often tells of no saying has the frames only in which it
// does.
const (
	Clause   Frame = 1 << iota // a clause: "said the guns were silent", "the claim that …"
	Marked                     // a clause that says it is one: "that …", "whether …", "why …"
	ToDo                       // what the subject is to do: "refuses to leave"
	ToBeDone                   // what another is to do: "asks the council to leave"
	Phrase                     // a phrase: "demands an answer"
	For                        // a phrase with "for": "calls for talks"
	Of                         // a phrase with "of": "complains of delay"
	On                         // a phrase with "on": "insists on an answer"
	Upon                       // "on" somebody "to do": "calls on the council to leave"
	As                         // what somebody or something is: "calls the raid a crime"
	ToBlame                    // who is to blame: "holds the rebels responsible"
	In                         // a phrase with "in": "believes in peace"
	Told                       // a clause under a passive that names nobody who speaks: "was told that …"
	To                         // a phrase with "to", of a noun: "its opposition to the map"
)

// Negated says what a negation makes of a word.
type Negated uint8

// What negations make.
const (
	Unsaid   Negated = iota // the saying did not take place
	Rejects                 // a rejection: "does not recognise"
	Declines                // nothing is said: "did not comment"
	Stands                  // what it is without: "does not plan"
)

// Sense says how the complement of a word decides which act it tells of.
type Sense uint8

// The senses, each with the lemma that it is best known by.
const (
	Plain        Sense = iota
	Refusal            // refuse: to speak or to do
	Question           // ask: for an answer or for a deed
	Insistence         // insist: that something is, or on something to be
	Suggestion         // suggest: that something is, or that it be done
	Agreement          // agree
	Wish               // want: to do, to have done, or to know
	Aim                // seek: to do, or something
	Warning            // warn: of something, or somebody off, or with what one will do
	Order              // tell: something, or to do
	Welcome            // welcome: what is, or somebody to come
	Dismissal          // dismiss: a plan, or a claim
	Announcement       // announce: what is, or what one will do
	Assurance          // assure: that something is, or that it will be done
	Doubt              // question
	Verdict            // hold: that something is, or somebody to blame
	Expectation        // hope: that something will be, or to do
	Regret             // regret: what one did, or what another did
)

// Trait is a set of things that are true of a word.
type Trait uint64

// The traits of verbs as cues.
const (
	Answers  Trait = 1 << iota // it answers what was said before: "retorted"
	Inquires                   // it wants an answer: "enquired"
	GoesOn                     // who says it has spoken before: "added"
	ToObject                   // its object is spoken to: "told reporters"
	ToPhrase                   // who stands after "to" is spoken to: "wrote to the council"
	Requests                   // the subject of its clause is spoken to: "demands that Brenn pay"
	Face                       // it is said to somebody's face: "assured"
	Appeals                    // as a demand it only appeals: "urged"
	Offers                     // as a proposal it offers what one will do: "volunteered"
	Gives                      // it can have a noun of saying for its object: "repeated the demand"
	Light                      // its noun names the act: "gave a warning"
	Raises                     // a verb of saying can lean on it: "went on to complain"
	Binds                      // its infinitive is what is promised or refused, and no purpose
	Trails                     // it can stand after what it tells, though it takes a clause only with "that"
	Names                      // it gives something a name: "branded it a folly"
	Wires                      // it tells of a message over a distance: "cabled"
	Lets                       // "it be known" or "it known" follows
	Calls                      // it brings people together over a distance: "phoned"
	Speech                     // its forms tell of speaking and of little else: "said"
	Topic                      // a noun after it is what is spoken of, and nothing said: "commented on the note"
)

// The traits of verbs as the main verb of what is said.
const (
	Speaks  Trait = 1 << (iota + 20) // to speak: "would not comment"
	Grants                           // to give in to what another wants: "will not accept"
	Befalls                          // what befalls one, which nobody intends: "will see"
	Attends                          // to take part: "will not attend"
	State                            // no deed, so that nobody wishes that it be done: "that it remain"
	Accuses                          // it accuses: "that they sabotaged the crane"
	Learns                           // to get to know: "wants to hear"
)

// The traits of nouns that can mean an actor or a paper.
const (
	Person     Trait = 1 << (iota + 27) // a person whose office the report has named otherwise: "the envoy"
	Noble                               // somebody of rank: "the duke"
	Human                               // a person, where an antecedent is looked for: "the baker"
	Man                                 // a man: "the widower"
	Woman                               // a woman: "the widow"
	Source                              // somebody who is not named: "a trader"
	Adherent                            // several are those of a party or a faith: "Tories"
	Runner                              // who runs for an office of a party: "the nominee"
	Servant                             // who speaks or acts for somebody: "his lawyer"
	Unnamed                             // somebody of whom the noun never says who it is: "an aide"
	Body                                // an organisation, also as a word of its name: "the ministry"
	Group                               // several who act as one, where an antecedent is looked for: "the crew"
	Paper                               // what carries words; who issued it speaks: "the communiqué"
	Part                                // what stands in a paper; it speaks for the paper: "the third article"
	Instrument                          // as a word of a name it makes that of a paper or an occasion: "the Weir Charter"
	Personal                            // a paper that is its author's own, whomever he speaks for: "his column"
	PairStates                          // two of them can be states or bodies named side by side: "both sides"
	PairPeople                          // two of them can be people named side by side: "the two leaders"
)

// The traits of nouns where somebody says something.
const (
	Wrong    Trait = 1 << (iota + 45) // it accuses as a predicate or a name: "called it a farce"
	Truth                             // what can be true or false, so that to reject it is to deny: "the rumour"
	JustSaid                          // "the" and it are what was just said: "The remarks came …"
	Said                              // it is what somebody said, beyond the nouns that have a kind: "the notion"
	Askable                           // what is asked, which is not who is asked: "asked leave"
	NoSaying                          // with "no", nothing was said: "gave no detail"
	OwnSide                           // "its" own one is the side of the source: "his party"
	Officer                           // the state before it is whom its holder speaks for: "the Brenn envoy"
	Measure                           // "according to" it tells of no source: "according to plan"
	Leave                             // what is given when somebody gives in: "would not give permission"
)

// Mutual is a paper that parties make with each other, none of whom speaks in it alone: "the treaty".
const Mutual Trait = 1 << 55

// More traits of verbs as the main verb of what is said.
const (
	Serves Trait = 1 << (iota + 56) // it helps, supplies, spares or stands by somebody: "will support the pilots"
	Harms                           // it harms somebody: "will destroy the weir"
	Joins                           // it is done together with another: "will meet the pilots"
)
