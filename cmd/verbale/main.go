// Verbale reads news reports about a negotiation or a dispute and keeps the
// record of it: who said what, to whom, when and through which channel, every
// line of it standing on the exact words in the report that carry it.
//
// Usage is described by "verbale --help" and in docs/guide.md.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/record/sqlite"
)

// commands is the command line: one field and one file a subcommand.
type commands struct {
	Dossier string `placeholder:"FILE" env:"VERBALE_DOSSIER" help:"The dossier. Without it: the one in this folder that was read into last, else for read a new one named after the first PATH."`

	Read        readCommand        `cmd:"" help:"Read reports into a dossier."`
	Watch       watchCommand       `cmd:"" help:"Follow folders, feeds and pages, and tell what is new."`
	Statements  statementsCommand  `cmd:"" help:"List who said what, with where to find it."`
	Utterances  utterancesCommand  `cmd:"" help:"List what was said once and is told at several places."`
	Against     againstCommand     `cmd:"" help:"Lay a chronology that a person kept beside the record."`
	Events      eventsCommand      `cmd:"" help:"List who did what to whom, and when."`
	Papers      papersCommand      `cmd:"" help:"List the papers that parties made or argue over."`
	Transfers   transfersCommand   `cmd:"" help:"List who gave which paper to whom, and when."`
	Compare     compareCommand     `cmd:"" help:"Show what differs between the renderings of one utterance."`
	Dates       datesCommand       `cmd:"" help:"List the time expressions with their values."`
	Timeline    timelineCommand    `cmd:"" help:"The days of the dossier in order: what was said and spoken of."`
	Documents   documentsCommand   `cmd:"" help:"List the reports in the dossier."`
	Actors      actorsCommand      `cmd:"" help:"List who is spoken of and how much each said."`
	Search      searchCommand      `cmd:"" help:"Find words in the reports."`
	SQL         sqlCommand         `cmd:"" name:"sql" help:"Ask in SQL. Without a question: which views there are to ask."`
	Cite        citeCommand        `cmd:"" help:"Quote statements, with where to find the words again."`
	Original    originalCommand    `cmd:"" help:"Give the bytes of a report back as they were received."`
	Why         whyCommand         `cmd:"" help:"Say why a row is there."`
	Parse       parseCommand       `cmd:"" help:"Show words, tags, trees and names of a text (CoNLL-U)."`
	Eval        evalCommand        `cmd:"" help:"Measure against annotated data."`
	Correct     correctCommand     `cmd:"" help:"Correct a statement."`
	Add         addCommand         `cmd:"" help:"Add a statement that was missed, by its words."`
	Describe    describeCommand    `cmd:"" help:"Give the dossier a title and a description."`
	Sample      sampleCommand      `cmd:"" help:"Draw rows by chance, to be marked in a sheet."`
	Score       scoreCommand       `cmd:"" help:"Say how good the record is by the marks of a sheet."`
	Mark        markCommand        `cmd:"" help:"Mark statements as checked."`
	Undo        undoCommand        `cmd:"" help:"Take a correction back."`
	Corrections correctionsCommand `cmd:"" help:"List what a person changed; export and import it."`
	Forget      forgetCommand      `cmd:"" help:"Take a report out for good."`
	Backup      backupCommand      `cmd:"" help:"Copy the dossier, also while it is being written."`
	Upgrade     upgradeCommand     `cmd:"" help:"Bring an older dossier up to date."`
	Check       checkCommand       `cmd:"" help:"Verify every span, id and hash of a dossier."`

	Exchange     exchangeCommand     `cmd:"" help:"Show what was wanted of whom, and what is told of the answer."`
	Expectations expectationsCommand `cmd:"" help:"List what was said to come, and what came of it."`
	Positions    positionsCommand    `cmd:"" help:"Where each side stands on each topic, by its own last word."`
	Declare      declareCommand      `cmd:"" help:"Declare topics, clauses and groups that no report names."`
	Changes      changesCommand      `cmd:"" help:"Say what is new since a day: asked, answered, said to come, due, voiced."`
	Thread       threadCommand       `cmd:"" help:"Show a request with everything that responds to it, and to that."`
	Clauses      clausesCommand      `cmd:"" help:"List the rights, duties and principles that are argued over, and who voices which."`

	Serve   serveCommand   `cmd:"" help:"Open the record in a browser, and its API."`
	Export  exportCommand  `cmd:"" help:"Write a whole dossier in a form that other programs read."`
	Publish publishCommand `cmd:"" help:"Write a dossier as pages that need no server."`
	MCP     mcpCommand     `cmd:"" name:"mcp" help:"Let an assistant ask the record (Model Context Protocol)."`
	Version versionCommand `cmd:"" help:"Print the version of the program and of its model."`
}

func main() {
	os.Exit(interruptible(func(ctx context.Context) int {
		return run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	}))
}

// interruptible ends the context of a command at the first signal to end: Ctrl-C,
// a closed terminal, or the system's. The second one ends the process at once.
func interruptible(command func(context.Context) int) int {
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as nohup wants it
		signals = append(signals, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), signals...)
	defer stop()
	context.AfterFunc(ctx, stop)
	return command(ctx)
}

// run carries out one command and returns its exit status.
func run(ctx context.Context, arguments []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var c commands
	a := &app{ctx: ctx, stdin: stdin, stdout: stdout, stderr: stderr, arguments: arguments}
	a.terminal, a.width = terminalOf(stdout)
	a.errorsToTerminal, _ = terminalOf(stderr)
	exited := -1
	parser, err := kong.New(&c,
		kong.Name("verbale"),
		kong.Description("Reads news reports about a negotiation or a dispute and keeps the record of it."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(status int) { exited = status; panic(left{}) }),
		askedHelp(), formatHelp(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
	if err != nil {
		fmt.Fprintln(stderr, "verbale:", err)
		return statusFault
	}
	command, err := parse(parser, arguments)
	switch {
	case exited >= 0: // help was printed
		return exited
	case err != nil:
		fmt.Fprintf(stderr, "verbale: %v\nSee \"verbale --help\".\n", err)
		return statusUsage
	}
	a.dossier = c.Dossier
	err = sqlite.Classify(command.Run(a))
	if err != nil && !errors.Is(err, errQuiet) {
		fmt.Fprintln(stderr, "verbale:", plain.Text(strings.TrimSpace(err.Error())))
		if advice := adviceFor(err); advice != "" {
			fmt.Fprintln(stderr, advice)
		}
	}
	return statusOf(ctx, err)
}

// left ends the parsing of a command line that asked for help.
type left struct{}

func parse(parser *kong.Kong, arguments []string) (command *kong.Context, err error) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(left); !ok {
				panic(r)
			}
		}
	}()
	return parser.Parse(arguments)
}

// terminalOf tells whether w is a terminal, and how many columns it has.
func terminalOf(w io.Writer) (bool, int) {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return false, 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return true, 0
	}
	return true, width
}
