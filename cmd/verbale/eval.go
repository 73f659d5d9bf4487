package main

// evalCommand measures what Verbale reads against annotated data, one
// subcommand a measure.
type evalCommand struct {
	Lang        evalLangCommand        `cmd:"" help:"Words, tags, trees and names against a treebank."`
	Attribution evalAttributionCommand `cmd:"" help:"Who said what against annotated articles."`
}
