package verbale_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// maxBranches is how many branches a function has at most. Above half of it, its
// comment says why.
const maxBranches = 30

// branchy are the functions that have more than maxBranches. The list only shrinks.
var branchy = []string{
	"internal/reading/actor.Cast.appositionAfter",
	"internal/reading/actor.Cast.byName",
	"internal/reading/actor.Cast.firstWordsOfFirms",
	"internal/reading/actor.Cast.lastNamesAlone",
	"internal/reading/actor.Cast.nounAt",
	"internal/reading/actor.Cast.phrase",
	"internal/reading/actor.Cast.sameName",
	"internal/reading/actor.teller.antecedentOf",
	"internal/reading/actor.teller.joined",
	"internal/reading/actor.teller.sourceMentions",
	"internal/reading/actor.watcher.fits",
}

// TestBranches counts the branches of each function of the tree: one, and one for
// every if, for, case, && and ||.
func TestBranches(t *testing.T) {
	t.Parallel()
	counts, err := branchesOf(".")
	if err != nil {
		t.Fatal(err)
	}
	if len(counts) < 1000 {
		t.Fatalf("only %d functions were looked at", len(counts))
	}
	for name, n := range counts {
		if listed := slices.Contains(branchy, name); n > maxBranches && !listed {
			t.Errorf("%s has %d branches: split it, or make a table of its cases", name, n)
		} else if n <= maxBranches && listed {
			t.Errorf("%s has %d branches now: take it off the list", name, n)
		}
	}
	for _, name := range branchy {
		if counts[name] == 0 {
			t.Errorf("there is no %s: take it off the list", name)
		}
	}
}

// branchesOf counts the branches of the functions under a folder by their names,
// "internal/intake.Reader.Read". Tests are not looked at.
func branchesOf(folder string) (map[string]int, error) {
	counts := map[string]int{}
	err := filepath.WalkDir(folder, func(file string, entry fs.DirEntry, err error) error {
		switch name := entry.Name(); {
		case err != nil:
			return err
		case entry.IsDir() && (strings.HasPrefix(name, ".") && name != "." || name == "testdata" || name == "node_modules"):
			return filepath.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range parsed.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
				counts[filepath.ToSlash(filepath.Dir(file))+"."+nameOf(f)] = branches(f.Body)
			}
		}
		return nil
	})
	return counts, err
}

// nameOf is the name of a function, after that of its receiver's type.
func nameOf(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return f.Name.Name
	}
	receiver := f.Recv.List[0].Type
	for {
		switch r := receiver.(type) {
		case *ast.StarExpr:
			receiver = r.X
			continue
		case *ast.IndexExpr:
			receiver = r.X
			continue
		case *ast.Ident:
			return r.Name + "." + f.Name.Name
		}
		return f.Name.Name
	}
}

func branches(body ast.Node) int {
	n := 1
	ast.Inspect(body, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt:
			n++
		case *ast.CaseClause:
			if node.List != nil { // default is no branch of its own
				n++
			}
		case *ast.CommClause:
			if node.Comm != nil {
				n++
			}
		case *ast.BinaryExpr:
			if node.Op == token.LAND || node.Op == token.LOR {
				n++
			}
		}
		return true
	})
	return n
}
