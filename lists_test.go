package verbale_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var updateLists = flag.Bool("update-lists", false, "write testdata/lists.txt anew; it may only shrink")

// mostListed is how many words of a language a list in the code may have; longer ones
// are tables of internal/lexicon, internal/world or internal/calendar.
const mostListed = 10

// TestListsOfWordsOnlyShrink counts the lists of more than mostListed words in the code
// of the language engine and of the stages of reading, by folder, and compares with
// those of testdata/lists.txt: lists, and words in them. No count may rise.
func TestListsOfWordsOnlyShrink(t *testing.T) {
	t.Parallel()
	lists, words := map[string]int{}, map[string]int{}
	for _, root := range []string{"internal/reading", "lang"} {
		err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
				return err
			}
			for _, n := range longLists(t, file) {
				folder := path.Dir(filepath.ToSlash(file))
				lists[folder]++
				words[folder] += n
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	golden := filepath.Join("testdata", "lists.txt")
	if *updateLists {
		var b strings.Builder
		for _, folder := range slices.Sorted(maps.Keys(lists)) {
			fmt.Fprintf(&b, "%s %d %d\n", folder, lists[folder], words[folder])
		}
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	was, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(was)) {
		var folder string
		var wasLists, wasWords int
		if _, err := fmt.Sscan(line, &folder, &wasLists, &wasWords); err != nil {
			t.Fatalf("%s: %q: %v", golden, line, err)
		}
		if lists[folder] > wasLists || words[folder] > wasWords {
			t.Errorf("%s: %d lists of more than %d words with %d words; there were %d with %d: a new one goes into a table (docs/lexicon.md)",
				folder, lists[folder], mostListed, words[folder], wasLists, wasWords)
		} else if lists[folder] < wasLists || words[folder] < wasWords {
			t.Logf("%s: %d lists and %d words are left of %d and %d; write it down with -update-lists",
				folder, lists[folder], words[folder], wasLists, wasWords)
		}
	}
}

// longLists returns of each list in a file that is too long how many words it has.
func longLists(t *testing.T, file string) []int {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []int
	take := func(n ast.Node) bool {
		if words := wordsIn(n); words > mostListed {
			found = append(found, words)
		}
		return false
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit, *ast.CaseClause:
			if clause, ok := n.(*ast.CaseClause); ok { // its body can have lists of its own
				if words := sumOf(clause.List); words > mostListed {
					found = append(found, words)
				}
				return true
			}
			return take(n)
		case *ast.ValueSpec:
			for _, value := range n.Values {
				if literal, ok := value.(*ast.BasicLit); ok {
					take(literal)
				}
			}
		case *ast.CallExpr:
			if name, ok := n.Fun.(*ast.SelectorExpr); ok && slices.Contains([]string{"SetOf", "Fields", "FieldsSeq"}, name.Sel.Name) {
				return take(n)
			}
		}
		return true
	})
	return found
}

func sumOf(list []ast.Expr) int {
	sum := 0
	for _, e := range list {
		sum += wordsIn(e)
	}
	return sum
}

var word = regexp.MustCompile(`^[\p{L}][\p{L}'’-]*$`)

// nameOfCase returns the name of a case in a table of named cases: a string, before
// the functions of the case. It is nil for what is no case.
func nameOfCase(n ast.Node) *ast.BasicLit {
	row, ok := n.(*ast.CompositeLit)
	if !ok || len(row.Elts) < 2 {
		return nil
	}
	name, ok := row.Elts[0].(*ast.BasicLit)
	if !ok || !slices.ContainsFunc(row.Elts[1:], func(e ast.Expr) bool {
		switch e := e.(type) {
		case *ast.FuncLit, *ast.ParenExpr:
			return true
		case *ast.SelectorExpr: // a method: (*finder).passive
			_, method := e.X.(*ast.ParenExpr)
			return method
		case *ast.Ident:
			return e.Name != "true" && e.Name != "false"
		}
		return false
	}) {
		return nil
	}
	return name
}

// wordsIn counts the words in the string literals of a node that hold nothing but
// words, names of cases left out.
func wordsIn(n ast.Node) int {
	count, names := 0, map[*ast.BasicLit]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		if name := nameOfCase(n); name != nil {
			names[name] = true
		}
		literal, ok := n.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING || names[literal] {
			return true
		}
		text, err := strconv.Unquote(literal.Value)
		if err != nil {
			return true
		}
		fields := strings.Fields(text)
		if !slices.ContainsFunc(fields, func(field string) bool { return !word.MatchString(field) }) {
			count += len(fields)
		}
		return true
	})
	return count
}
