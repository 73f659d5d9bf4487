// Package watch answers what is new at the folders, feeds and pages that somebody
// follows.
//
// A [Round] goes over all of them once and is an [ingest.Source]. A folder or file
// is read as `verbale read` reads it, and what has not changed is passed over. An
// address is asked with what it said last time (ETag, Last-Modified), so that a
// feed without news costs one short answer. What OPML and sitemaps name is followed
// too. An address that fails is left alone for five minutes, and twice as long each
// time it fails again, up to a day.
//
// A round may be killed at any moment: what it learnt of an address is kept by
// [Round.Keep], after the reports are in, and until then the next round asks again.
//
// Bounds: a round fetches at most maxPages pages that feeds and sitemaps name; the
// rest comes in the next one. Lists within lists are followed maxDepth deep.
package watch

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/feed"
	"verbale.dev/verbale/internal/intake/fetch"
	"verbale.dev/verbale/internal/record/sqlite"
)

const (
	maxPages = 200
	maxDepth = 3

	firstRest = 5 * time.Minute
	longRest  = 24 * time.Hour
)

// Round is one round over what is followed.
type Round struct {
	Dossier *sqlite.Dossier
	Client  *fetch.Client
	Reader  *intake.Reader
	// Paths are folders, files, and addresses of feeds, lists and pages.
	Paths []string
	// Pages has the page of each entry of a feed fetched, once, in place of the
	// entry.
	Pages bool
	// Now tells the time; nil means time.Now.
	Now func() time.Time

	learnt  []sqlite.Followed
	fetched int
}

// Read goes over everything once. Its errors are those of the context, the
// dossier and yield; what cannot be had is a fault.
func (r *Round) Read(ctx context.Context, yield func(intake.Item) error) error {
	if r.Now == nil {
		r.Now = time.Now
	}
	for _, path := range r.Paths {
		var err error
		switch list := localList(path); {
		case fetch.IsAddress(path):
			err = r.address(ctx, path, 0, yield)
		case list != nil:
			err = r.listed(ctx, *list, 0, yield)
		default:
			err = r.Reader.Read(ctx, []string{path}, r.entries(ctx, yield))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Keep remembers what the round learnt of addresses. It is called when the
// reports are in.
func (r *Round) Keep(ctx context.Context) error { return r.Dossier.Follow(ctx, r.learnt) }

// localList reads a file that is a list of feeds; nil for anything else.
func localList(path string) *feed.Listed {
	const maxList = 16 << 20
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxList {
		return nil
	}
	head, _ := bufio.NewReaderSize(file, intake.HeadSize).Peek(intake.HeadSize)
	if !feed.List.Match(intake.Head{Bytes: head, Name: info.Name()}) {
		return nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	listed := feed.ReadList(raw)
	return &listed
}

// listed follows what a list names.
func (r *Round) listed(ctx context.Context, l feed.Listed, depth int, yield func(intake.Item) error) error {
	if depth >= maxDepth {
		return nil
	}
	for _, named := range append(l.Feeds, l.Sitemaps...) {
		if err := r.address(ctx, named.Address, depth+1, yield); err != nil {
			return err
		}
	}
	for _, page := range l.Pages {
		if err := r.page(ctx, page.Address, yield); err != nil {
			return err
		}
	}
	return nil
}

// address asks a feed, a list or a page for what is new.
func (r *Round) address(ctx context.Context, address string, depth int, yield func(intake.Item) error) error {
	known, err := r.Dossier.Followed(ctx, address)
	if err != nil {
		return err
	}
	if until := restUntil(known); r.Now().Before(until) {
		return yield(intake.Item{File: address, Fault: &intake.Fault{Kind: intake.PassedOver,
			Cause: intake.Unreachable, File: address, Offset: -1, Count: known.Failures,
			Reason: "it failed and is not asked again before " + until.UTC().Format(time.RFC3339) + "; failures in a row"}})
	}
	answer, err := r.ask(ctx, known, yield)
	if answer == nil || err != nil || answer.Unchanged {
		return err
	}
	head := answer.Body[:min(len(answer.Body), intake.HeadSize)]
	if feed.List.Match(intake.Head{Bytes: head, Name: answer.Input().Name}) {
		return r.listed(ctx, feed.ReadList(answer.Body), depth, yield)
	}
	return r.Reader.ReadFrom(ctx, address, answer.Input(), r.entries(ctx, yield))
}

// page fetches a page that a feed or a list named, once.
func (r *Round) page(ctx context.Context, address string, yield func(intake.Item) error) error {
	known, err := r.Dossier.Followed(ctx, address)
	if err != nil || !known.Asked.IsZero() && known.Failures == 0 || r.Now().Before(restUntil(known)) || r.fetched >= maxPages {
		return err
	}
	r.fetched++
	answer, err := r.ask(ctx, known, yield)
	if answer == nil || err != nil {
		return err
	}
	return r.Reader.ReadFrom(ctx, address, answer.Input(), yield)
}

// ask asks an address and notes what is to be remembered of it. Without an answer
// and an error, what went wrong has been told.
func (r *Round) ask(ctx context.Context, known sqlite.Followed, yield func(intake.Item) error) (*fetch.Answer, error) {
	answer, err := r.Client.Get(ctx, known.Address, fetch.Validators{ETag: known.ETag, Modified: known.Modified})
	known.Asked = r.Now()
	if err != nil {
		known.Failures++
		r.learnt = append(r.learnt, known)
		return nil, fetch.Tell(err, known.Address, yield)
	}
	known.Failures, known.ETag, known.Modified = 0, answer.ETag, answer.Modified
	r.learnt = append(r.learnt, known)
	return answer, nil
}

// entries has the page of each entry of a feed fetched in its place, where that is
// wanted. Of a source that is no feed everything passes.
func (r *Round) entries(ctx context.Context, yield func(intake.Item) error) func(intake.Item) error {
	if !r.Pages {
		return yield
	}
	return func(item intake.Item) error {
		if item.Document == nil || item.Source == nil || item.Source.Extractor != feed.Format.Extractor || !fetch.IsAddress(item.Document.URI) {
			return yield(item)
		}
		return r.page(ctx, item.Document.URI, yield)
	}
}

// restUntil is until when an address that failed is left alone.
func restUntil(f sqlite.Followed) time.Time {
	if f.Failures == 0 {
		return time.Time{}
	}
	rest := longRest
	if doubled := f.Failures - 1; doubled < 10 {
		rest = min(longRest, firstRest<<doubled)
	}
	return f.Asked.Add(rest)
}

// Tell calls yield with what came in since it was told last, and then notes that
// it was. Killed between the two, it tells the same again; nothing is left out.
func Tell(ctx context.Context, dossier *sqlite.Dossier, since int64, yield func(sqlite.New) error) error {
	last := since
	err := dossier.NewSince(ctx, since, func(n sqlite.New) error {
		last = n.Version
		return yield(n)
	})
	return errors.Join(err, dossier.Told(context.WithoutCancel(ctx), last))
}

// Line says on one line what is new.
func Line(n sqlite.New) string {
	what := "new"
	if n.Number > 1 {
		what = fmt.Sprintf("version %d", n.Number)
	}
	words := n.Title
	if words == "" {
		words = n.Document
	}
	count := fmt.Sprintf("%d statements", n.Statements)
	if n.Statements == 1 {
		count = "1 statement"
	}
	return strings.Join([]string{what, n.Short, words, count}, " · ")
}
