package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/ingest"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/fetch"
	"verbale.dev/verbale/internal/intake/formats"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/internal/watch"
)

type watchCommand struct {
	Paths []string      `arg:"" name:"path" help:"Folders, files, and addresses of feeds, pages, OPML and sitemaps."`
	Once  bool          `help:"One round, for cron; else rounds until it is ended."`
	Every time.Duration `default:"15m" placeholder:"TIME" help:"How long a round is waited for (15m, 2h)."`
	Pages bool          `help:"Fetch the page of each entry of a feed, once, in place of the entry."`
	Local bool          `name:"allow-local" help:"Fetch addresses of this machine and of private networks too."`
}

// Help adds examples to the help of the command.
func (*watchCommand) Help() string {
	return `Each round reads what is new and tells it. Feeds are asked with what they said last
time; one that fails is left alone for five minutes, and twice as long each time. It may
be killed at any moment: the next round goes on.

Examples:
  verbale watch cuttings/
  verbale watch https://ferrypost.example/feed.xml --pages
  verbale watch feeds.opml --once --dossier talks.db`
}

// leastWait keeps rounds apart.
const leastWait = 10 * time.Second

// Run follows until the command is ended.
func (c *watchCommand) Run(a *app) error {
	read := readCommand{Paths: c.Paths}
	if err := read.look(); err != nil {
		return err
	}
	path, err := a.dossierFor(c.Paths[0])
	if err != nil {
		return err
	}
	client := fetch.New(fetch.Options{Local: c.Local})
	for {
		err := c.round(a, path, client)
		if a.ctx.Err() != nil {
			return errors.Join(a.ctx.Err(), errQuiet)
		}
		if c.Once || err != nil && !errors.Is(err, errSkipped) {
			return err
		}
		select {
		case <-time.After(max(c.Every, leastWait)):
		case <-a.ctx.Done():
			return errors.Join(a.ctx.Err(), errQuiet)
		}
	}
}

// round reads what is new and tells it. Between rounds others may write to the
// dossier.
func (c *watchCommand) round(a *app, path string, client *fetch.Client) (err error) {
	dossier, err := sqlite.Create(a.ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dossier.DiscardIfEmpty(), dossier.Close()) }()
	if err := dossier.Lock(a.ctx); err != nil {
		return err
	}
	since, err := dossier.ToldUpTo(a.ctx)
	if err != nil {
		return err
	}
	if err := dossier.Told(a.ctx, since); err != nil { // what a killed round brings is told by the next
		return err
	}
	round := watch.Round{Dossier: dossier, Client: client, Reader: formats.NewReader(), Paths: c.Paths, Pages: c.Pages}
	done, err := ingest.Run{Dossier: dossier}.From(a.ctx, round.Read)
	for _, fault := range done.Faults {
		if fault.Kind != intake.Taken {
			fmt.Fprintln(a.stderr, plain.Text(fault.Error()))
		}
	}
	background := context.WithoutCancel(a.ctx)
	if err == nil {
		err = round.Keep(background)
	}
	told := watch.Tell(background, dossier, since, func(n sqlite.New) error {
		_, err := fmt.Fprintln(a.stdout, plain.Text(watch.Line(n)))
		return err
	})
	fmt.Fprintf(a.stdout, "%s: %s, %s, %d unchanged\n", time.Now().Format("2006-01-02 15:04"), plural(done.Added, "new report"), plural(done.Changed, "new version"), done.Unchanged)
	if err = errors.Join(err, told); err == nil && done.Skipped > 0 {
		err = errors.Join(errSkipped, errQuiet)
	}
	return err
}
