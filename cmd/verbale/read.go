package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/ingest"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/fetch"
	"verbale.dev/verbale/internal/intake/formats"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

type readCommand struct {
	Paths    []string          `arg:"" name:"path" help:"Files, folders, and addresses (https://…); - is standard input."`
	Lenient  bool              `help:"Exit status 0 even where some input was skipped."`
	Engine   reading.Engine    `placeholder:"ENGINE" enum:",fast,thorough" default:"" help:"What leads in finding who said what, for this dossier from now on: thorough (for a new one) or fast, which takes a third of the time."`
	Reports  string            `placeholder:"FILE" help:"A table of reports: path, id, outlet, published, …; else reports.csv beside the files."`
	Encoding string            `placeholder:"NAME" help:"The encoding of the files, where it is not UTF-8."`
	Map      map[string]string `placeholder:"FIELD=COLUMN" help:"Which column or key holds what, where its name does not say so: text=story;published=day."`
	Local    bool              `name:"allow-local" help:"Fetch addresses of this machine and of private networks too."`
	Repair   bool              `help:"Mend texts that were decoded twice or hold HTML that was not decoded; the bytes as received are kept."`
	Keep     bool              `name:"keep-original" default:"true" negatable:"" help:"Keep the bytes of pages, mails and documents as they were received."`
	described
	MaxSize int64 `placeholder:"BYTES" help:"The largest document that is taken, instead of 16 MiB."`
}

// Help adds examples to the help of the command.
func (*readCommand) Help() string {
	return `What is in the dossier already and has not changed is passed over, so the same
command can be given again: after an interruption it goes on where it stopped.

Examples:
  verbale read examples/july-1914
  verbale read cuttings/ more.jsonl.gz --dossier talks.db
  verbale read https://ferrypost.example/2031/strike
  verbale read - < articles.jsonl`
}

// Run reads reports into a dossier.
func (c *readCommand) Run(a *app) (err error) {
	if err := c.look(); err != nil {
		return err
	}
	path, err := a.dossierFor(c.Paths[0])
	if err != nil {
		return err
	}
	dossier, err := sqlite.Create(a.ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dossier.DiscardIfEmpty(), dossier.Close()) }()
	if err := dossier.Lock(a.ctx); err != nil {
		return err
	}
	if err := c.described.store(a, dossier); err != nil {
		return err
	}
	before, err := dossier.Totals(a.ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "dossier %s: %s\n", plain.Text(path), holdings(before))

	if err := c.tellEngine(a, dossier, before); err != nil {
		return err
	}
	if err := a.tellUnrelated(a.stdout, dossier, c.Paths); err != nil {
		return err
	}
	source := formats.NewReader()
	source.Stdin, source.Reports, source.Encoding, source.Columns, source.MaxDocument = a.stdin, c.Reports, c.Encoding, c.Map, c.MaxSize
	source.Repair = c.Repair
	client := fetch.New(fetch.Options{Local: c.Local, MaxBytes: source.MaxFile})
	progress := a.progress(source.List(fetch.Files(c.Paths)))
	var found recognised
	run := ingest.Run{Dossier: dossier, Engine: c.Engine, DropOriginals: !c.Keep, Progress: progress.reached}
	done, err := run.From(a.ctx, func(ctx context.Context, yield func(intake.Item) error) error {
		return client.ReadAll(ctx, source, c.Paths, func(item intake.Item) error {
			if item.Fault != nil && item.Fault.Kind == intake.Taken {
				fmt.Fprintln(a.stderr, plain.Text(item.Fault.Error()))
			}
			found.take(item)
			return yield(item)
		})
	})
	progress.end()
	a.tellFaults(done.Faults)
	after, totalsErr := dossier.Totals(context.WithoutCancel(a.ctx))
	if totalsErr != nil {
		return errors.Join(err, totalsErr)
	}
	fmt.Fprint(a.stdout, found.String())
	fmt.Fprint(a.stdout, summary(done, before, after))
	switch {
	case a.ctx.Err() != nil:
		fmt.Fprintln(a.stdout, "interrupted: what is in stays in; the same command goes on from here")
		return errors.Join(a.ctx.Err(), errQuiet)
	case err != nil:
		return err
	case done.Skipped > 0 && !c.Lenient:
		return errors.Join(errSkipped, errQuiet)
	}
	return nil
}

// mostFaults is how many faults of one cause in one file are told one by one.
const mostFaults = 10

// tellFaults tells what went wrong, and of many faults of one cause in one file how many
// there are more: a message with 200,000 attachments of one name is one line of news.
func (a *app) tellFaults(faults []*intake.Fault) {
	type kind struct {
		cause intake.Cause
		file  string
	}
	counts := map[kind]int{}
	var many []kind
	for _, fault := range faults {
		if fault.Kind == intake.Taken {
			continue // told when it came
		}
		file, _, _ := strings.Cut(fault.File, "!")
		k := kind{fault.Cause, file}
		if counts[k]++; counts[k] <= mostFaults || file == "" {
			fmt.Fprintln(a.stderr, plain.Text(fault.Error()))
		} else if counts[k] == mostFaults+1 {
			many = append(many, k)
		}
	}
	for _, k := range many {
		fmt.Fprintln(a.stderr, plain.Text(fmt.Sprintf("%s: %d more like these (%s)", k.file, counts[k]-mostFaults, strings.ReplaceAll(string(k.cause), "_", " "))))
	}
}

// tellEngine says that a dossier is read with another engine than before.
func (c *readCommand) tellEngine(a *app, dossier record.Dossier, before record.Totals) error {
	noted, err := dossier.Engine(a.ctx)
	if err != nil || c.Engine == "" || before.Documents == 0 || c.Engine == cmp.Or(reading.Engine(noted), reading.Fast) {
		return err
	}
	fmt.Fprintf(a.stdout, "reports are read with the %s engine from now on; those that are in stay as they are (verbale upgrade --engine %s reads them again)\n",
		c.Engine, c.Engine)
	return nil
}

// look refuses paths none of which is there, so that a typing error leaves no
// empty dossier behind.
func (c *readCommand) look() error {
	if err := intake.CheckColumns(c.Map); err != nil {
		return fmt.Errorf("--map: %w: %w", err, errUsage)
	}
	if c.Reports != "" && missing(c.Reports) {
		return fmt.Errorf("--reports %s: there is no such file: %w", c.Reports, errUsage)
	}
	for _, path := range c.Paths {
		if path == "-" || fetch.IsAddress(path) || !missing(path) {
			return nil
		}
	}
	return fmt.Errorf("%s: there is no such file or folder: %w", c.Paths[0], errUsage)
}

func missing(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// holdings says what a dossier holds.
func holdings(t record.Totals) string {
	if t.Documents == 0 {
		return "new"
	}
	return fmt.Sprintf("%s, %s", plural(t.Documents, "report"), plural(t.Statements, "statement"))
}

// summary says what a run of read did and what the dossier holds now.
func summary(done ingest.Outcome, before, after record.Totals) string {
	var s strings.Builder
	var parts []string
	add := func(n int, form string) {
		if n > 0 {
			parts = append(parts, form)
		}
	}
	add(done.Added, plural(done.Added, "new report"))
	add(done.Changed, plural(done.Changed, "new version"))
	add(done.Again, plural(done.Again, "report")+" read again with a newer model")
	add(done.Unchanged, plural(done.Unchanged, "report")+" unchanged")
	add(done.Forgotten, plural(done.Forgotten, "report")+" forgotten before and passed over")
	add(done.Skipped, fmt.Sprintf("%d skipped", done.Skipped))
	if len(parts) == 0 {
		parts = append(parts, "nothing to read")
	}
	fmt.Fprintln(&s, strings.Join(parts, ", "))
	if done.Added+done.Changed+done.Again > 0 {
		fmt.Fprintf(&s, "%s, %d of them unattributed; %s; %s not seen before\n",
			plural(done.Statements, "statement"), done.Unattributed, plural(done.Dates, "time expression"),
			plural(max(0, after.Speakers-before.Speakers), "speaker"))
	}
	if after.Undated > 0 {
		fmt.Fprintf(&s, "%s without a day of their own: verbale documents --undated\n", plural(after.Undated, "report"))
	}
	if after.NotRead > 0 {
		fmt.Fprintf(&s, "%s stored and searchable, but not read: verbale documents\n", plural(after.NotRead, "report"))
	}
	fmt.Fprintf(&s, "now in the dossier: %s, %s by %s\n", plural(after.Documents, "report"),
		plural(after.Statements, "statement"), plural(after.Speakers, "speaker"))
	return s.String()
}

// bar shows how far a run of read has come, from its second second on; it is
// nothing where stderr is no terminal.
type bar struct {
	all *mpb.Progress
	one *mpb.Bar
}

func (a *app) progress(extent intake.Extent) *bar {
	if !a.errorsToTerminal {
		return &bar{}
	}
	late := make(chan struct{})
	time.AfterFunc(time.Second, func() { close(late) })
	all := mpb.New(mpb.WithOutput(a.stderr), mpb.WithWidth(40), mpb.WithRenderDelay(late))
	one := all.New(extent.Bytes, mpb.BarStyle(), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name("reading "), decor.CountersKibiByte("% .1f of % .1f ")),
		mpb.AppendDecorators(decor.Elapsed(decor.ET_STYLE_GO)))
	return &bar{all: all, one: one}
}

// reached says how many bytes of the input are done.
func (b *bar) reached(bytes int64) {
	if b.one != nil {
		b.one.SetCurrent(bytes)
	}
}

func (b *bar) end() {
	if b.all != nil {
		b.one.Abort(true)
		b.all.Wait()
	}
}
