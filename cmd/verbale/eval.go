package main

// evalCommand measures what Verbale reads against annotated data, one
// subcommand a measure.
type evalCommand struct {
	Exchange evalExchangeCommand `cmd:"" help:"What was wanted of whom and answered how, against gold of our own."`

	Lang        evalLangCommand        `cmd:"" help:"Words, tags, trees and names against a treebank."`
	Attribution evalAttributionCommand `cmd:"" help:"Who said what against annotated articles."`
	Statements  evalStatementsCommand  `cmd:"" help:"Statements against gold of our own."`
	Kinds       evalKindsCommand       `cmd:"" help:"Kinds of statements against two annotators."`
	Dates       evalDatesCommand       `cmd:"" help:"Time expressions against gold of our own."`
	Coreference evalCoreferenceCommand `cmd:"" help:"Names and pronouns against a treebank with entities."`
	Codes       evalCodesCommand       `cmd:"" help:"Country codes against gold-standard records of PLOVER."`
	Actors      evalActorsCommand      `cmd:"" help:"Mentions and actors against gold of our own."`
	Speakers    evalSpeakersCommand    `cmd:"" help:"Who speaks, against gold of names by the words of the source."`
	Sides       evalSidesCommand       `cmd:"" help:"For whom actors speak, against gold by their ids and names."`
	Stances     evalStancesCommand     `cmd:"" help:"Who proposes, asks, supports or opposes what, against sentences with triples."`
	Gold        evalGoldCommand        `cmd:"" default:"withargs" help:"Check gold (--check), or compare two annotations (--agreement)."`
	Timex       evalTimexCommand       `cmd:"" help:"Time expressions against TimeML."`
	Utterances  evalUtterancesCommand  `cmd:"" help:"What was said once, against pairs of quotations."`
	Papers      evalPapersCommand      `cmd:"" help:"Papers and their steps, over reports, against gold of our own."`
	Events      evalEventsCommand      `cmd:"" help:"Who did what to whom, against gold of our own."`
	Factuality  evalFactualityCommand  `cmd:"" help:"Whether what is told happened, against people's judgement."`
	Reuse       evalReuseCommand       `cmd:"" help:"Which reports took passages from others, against gold of our own."`
}
