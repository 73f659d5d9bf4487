// Command firings prints how often each rule of a file decided, by what a program
// built to count its steps did over a corpus.
//
//	go build -cover -covermode=count -coverpkg=./internal/reading/attribution -o counting ./cmd/verbale
//	mkdir counts && GOCOVERDIR=counts ./counting read ../shared/corpora/wire.jsonl.gz --dossier wire.db
//	go tool covdata textfmt -i=counts -o=counts.txt
//	go run ./training/attribution/firings -profile counts.txt -function refine internal/reading/attribution/kind.go
//
// It prints each line of the function that returns or assigns under a condition, with
// the condition, and how often it was come to.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

func main() {
	log.SetFlags(0)
	profile := flag.String("profile", "", "what go tool covdata textfmt wrote")
	function := flag.String("function", "", "name of the function whose rules are counted")
	flag.Parse()
	if *profile == "" || *function == "" || flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*profile, *function, flag.Arg(0)); err != nil {
		log.Fatal(err)
	}
}

func run(profile, function, source string) error {
	counts, err := countsOf(profile, filepath.Base(source))
	if err != nil {
		return err
	}
	text, err := os.ReadFile(source)
	if err != nil {
		return err
	}
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, source, text, 0)
	if err != nil {
		return err
	}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Name.Name != function {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			condition, body := ruleOf(n)
			if len(body) == 0 {
				return true
			}
			line := files.Position(body[0].Pos()).Line
			if count, counted := counts[line]; counted {
				fmt.Printf("%6d  %s → %s\n", count, oneLine(files, text, condition), oneLine(files, text, body[:1]))
			}
			return true
		})
	}
	return nil
}

// ruleOf returns the condition and the body of a rule: a case, or an "if".
func ruleOf(n ast.Node) (condition []ast.Node, body []ast.Node) {
	var statements []ast.Stmt
	switch n := n.(type) {
	case *ast.CaseClause:
		for _, e := range n.List {
			condition = append(condition, e)
		}
		statements = n.Body
	case *ast.IfStmt:
		condition, statements = []ast.Node{n.Cond}, n.Body.List
	}
	for _, s := range statements {
		switch s.(type) {
		case *ast.ReturnStmt, *ast.AssignStmt:
			body = append(body, s)
		}
	}
	return condition, body
}

// oneLine returns nodes as they are written, on one line.
func oneLine(files *token.FileSet, text []byte, nodes []ast.Node) string {
	if len(nodes) == 0 {
		return "else"
	}
	from, to := files.Position(nodes[0].Pos()).Offset, files.Position(nodes[len(nodes)-1].End()).Offset
	return strings.Join(strings.Fields(string(text[from:to])), " ")
}

// countsOf reads how often each line of a file was come to.
func countsOf(profile, base string) (map[int]int, error) {
	f, err := os.Open(profile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	counts := map[int]int{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		where, numbers, ok := strings.Cut(lines.Text(), " ")
		name, span, named := strings.Cut(where, ":")
		if !ok || !named || filepath.Base(name) != base {
			continue
		}
		var first, column, last, end int
		if _, err := fmt.Sscanf(span, "%d.%d,%d.%d", &first, &column, &last, &end); err != nil {
			return nil, fmt.Errorf("firings: %s: %w", where, err)
		}
		_, count, _ := strings.Cut(numbers, " ")
		n, err := strconv.Atoi(count)
		if err != nil {
			return nil, fmt.Errorf("firings: %s: %w", where, err)
		}
		for line := first; line <= last; line++ {
			if line > first || last == first {
				counts[line] = n
			}
		}
	}
	return counts, lines.Err()
}
