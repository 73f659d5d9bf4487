// Web measures how fast the pages of a large dossier answer.
//
// It asks a running "verbale serve" for pages as so many readers would, each of
// whom asks for a page a second, all pages mixed: the first page, lists with
// facets, searches, reports with a card, actors, the timeline. It reports the
// time to the first byte by kind of page, and how large the pages are.
//
//	go run ./bench/dossier -reports 20000 -to big.db examples/july-1914
//	verbale serve big.db --no-browser &
//	go run ./bench/web -readers 50 -for 60s http://127.0.0.1:8765
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"text/tabwriter"
	"time"
)

func main() {
	readers := flag.Int("readers", 50, "how many readers ask, each once a second")
	lasting := flag.Duration("for", 60*time.Second, "for how long")
	seed := flag.Uint64("seed", 1, "what to begin with")
	anew := flag.Bool("anew", false, "ask for each page under an address of its own, so that none is answered from memory")
	words := flag.String("words", "war,answer,note,Serbia,ambassador,peace,troops,demand", "what is searched for")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: web [-readers N] [-for DURATION] ADDRESS")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *readers, *lasting, *seed, *anew, strings.Split(*words, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "web:", err)
		os.Exit(1)
	}
}

// asked is one answer.
type asked struct {
	kind      string
	firstByte time.Duration
	bytes     int64
	failed    bool
}

func run(address string, readers int, lasting time.Duration, seed uint64, anew bool, words []string) error {
	pages, err := pagesOf(address, words)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), lasting)
	defer cancel()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: readers}}
	var mutex sync.Mutex
	var answers []asked
	var asks atomic.Int64
	var all sync.WaitGroup
	for reader := range readers {
		all.Go(func() {
			random := rand.New(rand.NewPCG(seed, uint64(reader)))
			time.Sleep(time.Duration(random.Int64N(int64(time.Second))))
			ticker := time.NewTicker(time.Second)
			defer ticker.Stop()
			for {
				kind := kinds[random.IntN(len(kinds))]
				list := pages[kind]
				page := address + list[random.IntN(len(list))]
				if anew {
					page += map[bool]string{true: "&", false: "?"}[strings.Contains(page, "?")] + fmt.Sprint("n=", asks.Add(1))
				}
				answer := ask(ctx, client, kind, page)
				if ctx.Err() != nil {
					return
				}
				mutex.Lock()
				answers = append(answers, answer)
				mutex.Unlock()
				select {
				case <-ticker.C:
				case <-ctx.Done():
					return
				}
			}
		})
	}
	all.Wait()
	report(answers, lasting)
	return nil
}

// kinds are the kinds of pages; each is asked for as often as the others.
var kinds = []string{"dossier", "list", "facet", "search", "report", "card", "actor", "timeline"}

// pagesOf gathers addresses of every kind from the server itself.
func pagesOf(address string, words []string) (map[string][]string, error) {
	pages := map[string][]string{"dossier": {"/"}, "list": {"/statements", "/statements?sort=-date", "/statements?sort=report"},
		"timeline": {"/timeline", "/timeline?by=speaker"}}
	for _, word := range words {
		pages["search"] = append(pages["search"], "/statements?"+url.Values{"q": {word}}.Encode())
	}
	after := ""
	for range 8 {
		var data struct {
			Items []struct {
				Address   string
				Statement struct {
					Document, Version string
					Speaker           *struct{ ID string }
				}
			}
			Facets []struct {
				Field  string
				Values []struct{ Value string }
			}
			Next *string
		}
		answer, err := http.Get(address + "/statements.json?sort=report&limit=200&after=" + after)
		if err != nil {
			return nil, err
		}
		err = json.NewDecoder(answer.Body).Decode(&data)
		_ = answer.Body.Close()
		if err != nil {
			return nil, err
		}
		for _, item := range data.Items {
			pages["card"] = append(pages["card"], item.Address)
			pages["report"] = append(pages["report"], item.Address[:strings.LastIndexByte(item.Address, '/')])
			if item.Statement.Speaker != nil {
				pages["actor"] = append(pages["actor"], "/a/"+item.Statement.Speaker.ID)
			}
		}
		for _, facet := range data.Facets {
			for _, value := range facet.Values {
				pages["facet"] = append(pages["facet"], "/statements?"+url.Values{facet.Field: {value.Value}}.Encode())
			}
		}
		if data.Next == nil {
			break
		}
		after = *data.Next
	}
	for _, kind := range kinds {
		if len(pages[kind]) == 0 {
			return nil, fmt.Errorf("the dossier has no page of the kind %q", kind)
		}
	}
	return pages, nil
}

// ask asks for one page and measures the time to its first byte.
func ask(ctx context.Context, client *http.Client, kind, address string) asked {
	result := asked{kind: kind, failed: true}
	began := time.Now()
	traced := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotFirstResponseByte: func() { result.firstByte = time.Since(began) }})
	request, err := http.NewRequestWithContext(traced, http.MethodGet, address, nil)
	if err != nil {
		return result
	}
	answer, err := client.Do(request)
	if err != nil {
		return result
	}
	defer answer.Body.Close()
	result.bytes, err = io.Copy(io.Discard, answer.Body)
	result.failed = err != nil || answer.StatusCode != http.StatusOK
	return result
}

func report(answers []asked, lasting time.Duration) {
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "page\tasked\tfailed\tmedian ms\t99th ms\tmost ms\tlargest kB\t")
	for _, kind := range append([]string{"all"}, kinds...) {
		var times []time.Duration
		failed, largest := 0, int64(0)
		for _, a := range answers {
			if kind != "all" && a.kind != kind {
				continue
			}
			times = append(times, a.firstByte)
			largest = max(largest, a.bytes)
			if a.failed {
				failed++
			}
		}
		if len(times) == 0 {
			continue
		}
		slices.Sort(times)
		at := func(share float64) float64 { return times[int(share*float64(len(times)-1))].Seconds() * 1000 }
		fmt.Fprintf(table, "%s\t%d\t%d\t%.1f\t%.1f\t%.1f\t%d\t\n", kind, len(times), failed, at(.5), at(.99), at(1), largest/1000)
	}
	_ = table.Flush()
	fmt.Printf("%.1f requests a second\n", float64(len(answers))/lasting.Seconds())
}
