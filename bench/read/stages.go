package main

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/reading/actor"
	"verbale.dev/verbale/internal/reading/attribution"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/reading/timex"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/lang"
)

// stage is one step on the way of a report, and what it took.
type stage struct {
	name string
	took time.Duration
}

// stages goes through the stages of read over the reports of a file, in one
// thread, and prints what each took.
func stages(ctx context.Context, reports, dossier string) error {
	runtime.LockOSThread() // processor time is counted by thread
	defer runtime.UnlockOSThread()
	clock := stopwatch{}
	documents, size, err := documentsOf(ctx, reports)
	if err != nil {
		return err
	}
	clock.lap("intake")
	analyzer, finder := lang.NewAnalyzer(), timex.NewFinder()
	clock.skip()
	read := 0
	for _, d := range documents {
		if !d.Readable() {
			continue
		}
		read++
		spans := make([]lang.Span, len(d.Parts))
		for i, part := range d.Parts {
			spans[i] = part.Span
		}
		doc := analyzer.Analyze(d.Text, spans...)
		clock.lap("lang")
		p := page.New(doc, d.Parts)
		clock.lap("page")
		cast := actor.Find(actor.Shipped(), lexicon.Load(), p, actor.Setting{Day: d.Day()})
		clock.lap("actor, mentions")
		finder.Find(p)
		clock.lap("timex, extents")
		statements := attribution.Find(attribution.Shipped(), lexicon.Load(), d.Name, p)
		clock.lap("attribution")
		cast.Resolve(statements)
		clock.lap("actor, chains")
	}
	readings := make([]*verbale.Reading, len(documents))
	reader := reading.NewReader()
	clock.skip()
	for i, d := range documents {
		if d.Readable() {
			readings[i] = reader.Read(d)
		}
	}
	clock.lap("reading, all of it")
	if err := keep(ctx, dossier, documents, readings); err != nil {
		return err
	}
	clock.lap("record")
	fmt.Printf("By stage, %d reports of %.1f MB, %d of them read, one thread, processor time:\n\n| stage | s | ms a report | share |\n| --- | ---: | ---: | ---: |\n",
		len(documents), float64(size)/1e6, read)
	var whole time.Duration
	for _, s := range clock.laps {
		if s.name == "intake" || s.name == "reading, all of it" || s.name == "record" {
			whole += s.took
		}
	}
	for _, s := range clock.laps {
		fmt.Printf("| %s | %.2f | %.2f | %.0f %% |\n", s.name, s.took.Seconds(), 1000*s.took.Seconds()/float64(len(documents)), 100*s.took.Seconds()/whole.Seconds())
	}
	return nil
}

func documentsOf(ctx context.Context, reports string) (documents []*verbale.Document, size int64, err error) {
	err = (&intake.Reader{}).Read(ctx, []string{reports}, func(item intake.Item) error {
		if item.Document != nil {
			documents = append(documents, item.Document)
			size += int64(len(item.Document.Text))
		}
		return nil
	})
	return documents, size, err
}

// keep writes the readings into a new dossier.
func keep(ctx context.Context, path string, documents []*verbale.Document, readings []*verbale.Reading) (err error) {
	dossier, err := sqlite.Create(ctx, path)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := dossier.Close(); err == nil {
			err = closeErr
		}
	}()
	const commitEach = 64 // as read does
	for first := 0; first < len(documents); first += commitEach {
		w, err := dossier.Begin(ctx)
		if err != nil {
			return err
		}
		for i := first; i < min(first+commitEach, len(documents)); i++ {
			notRead := ""
			if readings[i] == nil {
				notRead = documents[i].Language
			}
			if err := w.Put(ctx, documents[i], intake.Hash(documents[i]), readings[i], notRead); err != nil {
				w.Abandon()
				return err
			}
		}
		if err := w.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// stopwatch adds up what each stage takes.
type stopwatch struct {
	last time.Duration
	laps []stage
}

// lap ends a stretch of a stage.
func (w *stopwatch) lap(name string) {
	took := w.skip()
	for i := range w.laps {
		if w.laps[i].name == name {
			w.laps[i].took += took
			return
		}
	}
	w.laps = append(w.laps, stage{name, took})
}

// skip ends a stretch that belongs to no stage.
func (w *stopwatch) skip() time.Duration {
	now := processorTime()
	took := now - w.last
	w.last = now
	return took
}
