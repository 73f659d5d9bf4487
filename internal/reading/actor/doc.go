// Package actor answers: who is named or referred to in a report, which of
// those words mean the same one, and who spoke its statements to whom?
//
// In go the analysis of one report, its day, and its statements; out come
// mentions, each tied to a local actor, the local actors with their offices and
// those for whom they speak, and for each statement its speakers and addressees.
// Which actors of different reports are one is for identity.
//
//	cast := actor.Find(doc, actor.Setting{Day: "2022-01-28", Place: "Moscow"})
//	resolution := cast.Resolve(statements)
//
// How it goes about it:
//
//   - Names are what the table of the world knows (states, bodies, seats,
//     organisations, in the year of the report), what the language engine takes
//     for names, and runs of proper nouns beside a title. The longest wins.
//   - A city names its state only where it can act: not after "in", "at", "near".
//   - Full names come first; a last name is then the person of that last name who
//     was spoken of last. An acronym in brackets belongs to the name before it.
//   - An office is read from the words before a name and from appositions, with the
//     state or body that it is held in and the words that show it.
//   - "The minister", "the embassy", "the alliance" are the last actor whose office
//     or name holds the word; an office with its state and without a name is its
//     holder. "A senior official" is an unnamed source of this report.
//   - A third person pronoun is the candidate of the sentences before it that fits and
//     that most speaks for, by weights that are learnt (decision 13); "I" within a quotation is its speaker, "we" the speaker's side.
//
// Law: a pure function; every mention is a span of the text; a mention that
// fits no actor is one by itself or is tied to none. Cost: linear in the tokens,
// with a look back over a bounded number of mentions. Any analysis gives a
// well-formed result.
package actor
