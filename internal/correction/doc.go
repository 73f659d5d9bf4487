// Package correction answers: how does what a person changes reach the record?
//
// In go corrections, from the command line or from pages; out comes a record
// that holds them. A [Desk] stores a correction and brings the record up to
// date in one transaction: a report is read again with its corrections laid over
// the reading, and what was declared of actors is laid over who is who. So the
// answers stay a function of readings, declarations and corrections; nothing
// that the machine read is written over, and an undo is a row like any other.
//
//	desk := correction.New(dossier, reader.Read)
//	id, err := desk.Correct(ctx, c)
//	err = desk.Undo(ctx, id, "hm", "a slip")
//
// [Desk.Statement], [Desk.Missed], [Desk.Mark] and their fellows make the
// corrections from what a person types. [Lay] is for who reads reports into a
// dossier. [Export] and [Import] carry corrections from team to team.
//
// Cost: one reading of one report for each correction of a statement; a pass
// over the actors of the dossier for one of actors.
package correction
