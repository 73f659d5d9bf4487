// Package request answers: what does one side want of another, and what is told of the
// answer?
//
// In goes a report as the record has it ([Report]: its words, statements, mentions of
// actors and time expressions); [Find] gives the tellings of requests in it, each with
// the answers that the same report tells. [Requests] then derives, from the tellings of
// one asking side, the requests: what several reports tell is one, a list has its parts,
// and each answer says whose word it is.
//
// Law: the tellings are a function of the report, and the rows one of the set of
// tellings. Nothing is told that no words carry: every row has its evidence. Where words
// may mean something else the row has a low confidence, and is doubtful below [Sure].
//
// Cost: linear in the words of a report; in a block each telling is held against the
// few that share a rare word with it, never all pairs. Any text gives a result.
//
// Limits: requests in words that are neither a statement of that kind nor a noun of the
// table (internal/lexicon/exchange) are not found; nor is a paper tied to a request.
package request
