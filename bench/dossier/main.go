// Dossier makes a large dossier for benchmarks.
//
// It reads a few reports, cuts their readings into paragraphs, and writes as
// many new reports as are asked for straight into a dossier: paragraphs of
// several reports in a new order, with the people's names exchanged, each with
// all that was read from it at its new place. The same seed makes the same
// dossier; no report is the copy of another.
//
//	go run ./bench/dossier -reports 100000 -to big.db examples/july-1914
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime/pprof"
	"slices"
	"time"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/internal/record/sqlite"
)

func main() {
	reports := flag.Int("reports", 100_000, "how many reports to make")
	seed := flag.Uint64("seed", 1, "what to begin with")
	then := flag.Int("then", 0, "how many more to put, each in a transaction of its own, and timed")
	to := flag.String("to", "", "the dossier to make; it must not be there yet")
	profile := flag.String("cpuprofile", "", "where to write a profile")
	flag.Parse()
	if *profile != "" {
		file, err := os.Create(*profile)
		if err == nil {
			err = pprof.StartCPUProfile(file)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "dossier:", err)
			os.Exit(1)
		}
		defer pprof.StopCPUProfile()
	}
	if err := run(context.Background(), *to, *reports, *then, *seed, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "dossier:", err)
		os.Exit(1)
	}
}

// commitEach is how many reports go into one transaction.
const commitEach = 4096

func run(ctx context.Context, to string, reports, then int, seed uint64, from []string) (err error) {
	if to == "" || len(from) == 0 {
		return fmt.Errorf("usage: dossier -to FILE [-reports N] [-then N] [-seed N] PATH")
	}
	if _, err := os.Stat(to); err == nil {
		return fmt.Errorf("%s is there already", to)
	}
	pieces, err := piecesOf(ctx, from)
	if err != nil {
		return err
	}
	dossier, err := sqlite.Create(ctx, to)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := dossier.Close(); err == nil {
			err = closeErr
		}
	}()
	if err := dossier.Lock(ctx); err != nil {
		return err
	}
	start := time.Now()
	statements := 0
	for next := 0; next < reports; {
		w, err := dossier.Begin(ctx)
		if err != nil {
			return err
		}
		for range min(commitEach, reports-next) {
			document, made := compose(pieces, seed, next)
			if err := w.Put(ctx, document, intake.Hash(document), made, ""); err != nil {
				w.Abandon()
				return err
			}
			statements += len(made.Statements)
			next++
		}
		if err := w.Commit(); err != nil {
			return err
		}
	}
	took := time.Since(start)
	fmt.Printf("%d reports with %d statements in %s, %.0f reports a second\n", reports, statements, took.Round(time.Second/10), float64(reports)/took.Seconds())
	return oneByOne(ctx, dossier, pieces, seed, reports, then)
}

// oneByOne puts more reports, each in a transaction of its own, as a feed brings
// them, and prints what one takes.
func oneByOne(ctx context.Context, dossier *sqlite.Dossier, pieces []piece, seed uint64, first, n int) error {
	if n == 0 {
		return nil
	}
	took := make([]time.Duration, n)
	for i := range took {
		document, made := compose(pieces, seed, first+i)
		hash := intake.Hash(document)
		start := time.Now()
		w, err := dossier.Begin(ctx)
		if err != nil {
			return err
		}
		if err := w.Put(ctx, document, hash, made, ""); err != nil {
			w.Abandon()
			return err
		}
		if err := w.Commit(); err != nil {
			return err
		}
		took[i] = time.Since(start)
	}
	slices.Sort(took)
	fmt.Printf("one more: median %s, 90th percentile %s\n", took[n/2].Round(10*time.Microsecond), took[n*9/10].Round(10*time.Microsecond))
	return nil
}

// piecesOf reads the reports and cuts them into paragraphs.
func piecesOf(ctx context.Context, paths []string) ([]piece, error) {
	var pieces []piece
	reader := reading.NewReader()
	err := (&intake.Reader{}).Read(ctx, paths, func(item intake.Item) error {
		if item.Document != nil && item.Document.Readable() {
			pieces = append(pieces, cut(item.Document, reader.Read(item.Document))...)
		}
		return nil
	})
	if err == nil && len(pieces) < paragraphs {
		err = fmt.Errorf("only %d paragraphs to compose reports of", len(pieces))
	}
	return pieces, err
}

// cut makes a piece of each paragraph of the body.
func cut(document *verbale.Document, read *verbale.Reading) []piece {
	var pieces []piece
	for _, part := range document.Parts {
		if part.Kind != verbale.Body {
			continue
		}
		for _, span := range paragraphsOf(document.Text, part.Span) {
			pieces = append(pieces, pieceOf(document.Text, span, read))
		}
	}
	return pieces
}
