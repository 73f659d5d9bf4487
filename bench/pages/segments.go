package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"hash/fnv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"verbale.dev/verbale/internal/intake/webpage"
)

// segments is what the comparison of trafilatura says about a saved page: words
// that belong to its text, and words that do not.
type segments struct {
	file          string
	with, without []string
	title         string
	date          string
}

// readSegments reads the data of the comparison, which is Go source, without
// running it.
func readSegments(file string) ([]segments, error) {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		return nil, err
	}
	var all []segments
	ast.Inspect(parsed, func(n ast.Node) bool {
		entry, ok := n.(*ast.CompositeLit)
		if !ok || len(entry.Elts) == 0 {
			return true
		}
		var s segments
		for _, element := range entry.Elts {
			pair, ok := element.(*ast.KeyValueExpr)
			if !ok {
				return true
			}
			key, ok := pair.Key.(*ast.Ident)
			if !ok {
				return true
			}
			switch key.Name {
			case "File":
				s.file = literal(pair.Value)
			case "Title":
				s.title = literal(pair.Value)
			case "Date":
				s.date = literal(pair.Value)
			case "With":
				s.with = literals(pair.Value)
			case "Without":
				s.without = literals(pair.Value)
			}
		}
		if s.file != "" {
			all = append(all, s)
		}
		return true
	})
	return all, nil
}

func literal(e ast.Expr) string {
	if basic, ok := e.(*ast.BasicLit); ok {
		s, _ := strconv.Unquote(basic.Value)
		return s
	}
	return ""
}

func literals(e ast.Expr) []string {
	var all []string
	if list, ok := e.(*ast.CompositeLit); ok {
		for _, element := range list.Elts {
			if s := literal(element); s != "" {
				all = append(all, s)
			}
		}
	}
	return all
}

// tally counts segments found and not.
type tally struct {
	pages, failed, right, missed, wrong, spared int
	titles, titled, dates, dated                int
	bytes                                       int64
	spent                                       time.Duration
}

func (t *tally) String() string {
	precision := float64(t.right) / float64(max(1, t.right+t.wrong))
	recall := float64(t.right) / float64(max(1, t.right+t.missed))
	accuracy := float64(t.right+t.spared) / float64(max(1, t.right+t.wrong+t.missed+t.spared))
	return fmt.Sprintf("%d pages (%d not decoded): precision %.3f recall %.3f F1 %.3f accuracy %.3f; titles %d of %d; days %d of %d; %.1f MB/s",
		t.pages, t.failed, precision, recall, 2*precision*recall/(precision+recall), accuracy, t.titled, t.titles, t.dated, t.dates, float64(t.bytes)/1e6/t.spent.Seconds())
}

// half divides the pages by a hash of their names: rules are tuned on half 0 and
// measured on half 1.
func half(name string) int {
	h := fnv.New32a()
	h.Write([]byte(name))
	return int(h.Sum32()>>3) & 1
}

// measureSegments measures over the pages of the comparison of trafilatura, in
// the folder of its Go port: our texts, or those of another program in the folder
// texts.
func measureSegments(folder, texts string, show int) error {
	all, err := readSegments(filepath.Join(folder, "scripts", "comparison", "data.go"))
	if err != nil {
		return err
	}
	var halves [2]tally
	var agreement counted
	for _, s := range all {
		raw, err := os.ReadFile(filepath.Join(folder, "test-files", "comparison", s.file))
		if err != nil {
			if raw, err = os.ReadFile(filepath.Join(folder, "test-files", "mock", s.file)); err != nil {
				continue
			}
		}
		in := half(s.file)
		t := &halves[in]
		t.pages++
		t.bytes += int64(len(raw))
		begun := time.Now()
		page, err := webpage.Extract(raw, webpage.Options{})
		t.spent += time.Since(begun)
		if err != nil {
			t.failed++
			t.missed += len(s.with)
			t.spared += len(s.without)
			continue
		}
		if err := page.Map.Check(page.Text, raw); err != nil {
			return fmt.Errorf("%s: %w", s.file, err)
		}
		text := prose(page) // the other programs leave out titles and captions
		if texts != "" {
			other, err := os.ReadFile(filepath.Join(texts, strings.TrimSuffix(s.file, ".html")+".txt"))
			if err != nil {
				return err
			}
			agreement.add(bag(string(other), prose(page)))
			text = string(other)
		}
		squeezed := strings.Join(strings.Fields(text), " ")
		var faults []string
		for _, words := range s.with {
			if strings.Contains(text, words) || strings.Contains(squeezed, strings.Join(strings.Fields(words), " ")) {
				t.right++
			} else {
				t.missed++
				faults = append(faults, "- "+words)
			}
		}
		for _, words := range s.without {
			if strings.Contains(text, words) {
				t.wrong++
				faults = append(faults, "+ "+words)
			} else {
				t.spared++
			}
		}
		var title, published string
		for _, f := range page.Facts {
			if f.Field == "title" && title == "" {
				title = f.Value
			}
			if f.Field == "published" && published == "" {
				published = f.Value
			}
		}
		if s.title != "" {
			t.titles++
			if strings.EqualFold(s.title, title) {
				t.titled++
			}
		}
		if s.date != "" {
			t.dates++
			if strings.HasPrefix(published, s.date) {
				t.dated++
			}
		}
		if show >= 0 && in == 0 && len(faults) > show {
			fmt.Printf("%s (%d bytes of text)\n  %s\n", s.file, len(text), strings.Join(faults, "\n  "))
		}
	}
	fmt.Println("half the rules were tuned on:", &halves[0])
	fmt.Println("other half:                  ", &halves[1])
	if texts != "" {
		fmt.Println("theirs against ours:", agreement)
	}
	return nil
}
