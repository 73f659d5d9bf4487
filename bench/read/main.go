// Read measures how fast reports are read.
//
// It runs the built program over the first N reports of a JSON Lines file, for
// several N, and then goes through the stages one by one over a sample, in one
// thread. Times are those of the processor, which do not depend on what else the
// machine does; the time on the clock stands beside them.
//
//	go build -o verbale ./cmd/verbale
//	go run ./bench/read -binary ./verbale -sizes 1000,3000,10000 ../shared/corpora/archive.jsonl.gz
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
)

func main() {
	binary := flag.String("binary", "./verbale", "the built program")
	sizes := flag.String("sizes", "1000,3000,10000", "how many reports to read, one run each")
	sample := flag.Int("sample", 300, "how many reports to go through by stage; 0 for none")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: read [-binary FILE] [-sizes N,…] [-sample N] REPORTS.jsonl[.gz]")
		os.Exit(2)
	}
	if err := run(context.Background(), *binary, *sizes, *sample, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "read:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, binary, sizes string, sample int, reports string) error {
	dir, err := os.MkdirTemp("", "verbale-bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Printf("%s/%s, %d cores, %s\n\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
	if sizes != "" {
		fmt.Println("| reports | MB | clock s | processor s | ms a report | kB/s of a core | peak MB | dossier bytes a report | statements |")
		fmt.Println("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
		for size := range strings.SplitSeq(sizes, ",") {
			n, err := strconv.Atoi(strings.TrimSpace(size))
			if err != nil {
				return err
			}
			if err := whole(ctx, binary, dir, reports, n); err != nil {
				return err
			}
		}
		fmt.Println()
	}
	if sample > 0 {
		head := filepath.Join(dir, "sample.jsonl")
		if _, _, err := firstLines(reports, head, sample); err != nil {
			return err
		}
		return stages(ctx, head, filepath.Join(dir, "sample.db"))
	}
	return nil
}

// whole runs the program over the first n reports.
func whole(ctx context.Context, binary, dir, reports string, n int) error {
	input, dossier := filepath.Join(dir, fmt.Sprintf("%d.jsonl", n)), filepath.Join(dir, fmt.Sprintf("%d.db", n))
	found, size, err := firstLines(reports, input, n)
	if err != nil {
		return err
	}
	command := exec.CommandContext(ctx, binary, "read", input, "--dossier", dossier, "--lenient")
	start := time.Now()
	if out, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	clock := time.Since(start)
	processor := command.ProcessState.UserTime() + command.ProcessState.SystemTime()
	count, err := exec.CommandContext(ctx, binary, "statements", "--count", "--dossier", dossier).Output()
	if err != nil {
		return err
	}
	info, err := os.Stat(dossier)
	if err != nil {
		return err
	}
	fmt.Printf("| %d | %.1f | %.1f | %.1f | %.2f | %.0f | %s | %d | %s |\n", found, float64(size)/1e6, clock.Seconds(), processor.Seconds(),
		1000*processor.Seconds()/float64(found), float64(size)/1e3/processor.Seconds(), peak(command.ProcessState), info.Size()/int64(found), strings.TrimSpace(string(count)))
	return errors.Join(os.Remove(input), os.Remove(dossier))
}

// firstLines copies the first n lines of a JSON Lines file, and returns how many
// there were and their bytes.
func firstLines(from, to string, n int) (lines int, size int64, err error) {
	source, err := os.Open(from)
	if err != nil {
		return 0, 0, err
	}
	defer source.Close()
	var plain io.Reader = source
	if strings.HasSuffix(from, ".gz") {
		if plain, err = gzip.NewReader(source); err != nil {
			return 0, 0, err
		}
	}
	target, err := os.Create(to)
	if err != nil {
		return 0, 0, err
	}
	defer target.Close()
	reader := bufio.NewReaderSize(plain, 1<<20)
	for lines < n {
		line, err := reader.ReadBytes('\n')
		if len(line) > 0 {
			lines++
			size += int64(len(line))
			if _, err := target.Write(line); err != nil {
				return lines, size, err
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return lines, size, err
		}
	}
	return lines, size, nil
}
