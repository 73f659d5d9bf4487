package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/delivery"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/annotated"
)

// TestExportsAreDocumented holds the table of docs/export.md against the formats, and
// --list against both tables.
func TestExportsAreDocumented(t *testing.T) {
	t.Parallel()
	table := "| format | a file | offsets | what it is | for |\n| --- | --- | --- | --- | --- |\n"
	out, _, _ := command(t, "none.db", "export", "--list")
	for _, f := range delivery.Formats() {
		table += "| `" + f.Name + "` | `." + f.Ending + "`, " + f.Holds + " | " + f.Unit + " | " + f.Meaning + " | " + f.For + " |\n"
		if !strings.Contains(out, f.Name+" ") {
			t.Errorf("--list has no %s", f.Name)
		}
	}
	for _, f := range export.Formats() {
		if !strings.Contains(out, "--format "+f.Name+",") {
			t.Errorf("--list has no %s", f.Name)
		}
	}
	holdTable(t, "../../docs/export.md", "exports", table, *updateViews)
}

// TestExportsSayWhereTheyComeFrom writes every format and reads its about.json; the same
// again gives the same bytes, and a folder that is there is not written over.
func TestExportsSayWhereTheyComeFrom(t *testing.T) {
	t.Parallel()
	path := july(t)
	for _, f := range delivery.Formats() {
		folders := []string{filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "a")}
		if testing.Short() {
			folders = folders[:1]
		}
		for i, folder := range folders {
			arguments := []string{"export", f.Name, "-o", folder}
			if i > 0 {
				arguments = append(arguments, "--outlet", "herald")
			}
			if out, told, status := command(t, path, arguments...); status != 0 || !strings.Contains(out, "reports") {
				t.Fatalf("%s: status %d: %s%s", f.Name, status, out, told)
			}
		}
		data, err := os.ReadFile(filepath.Join(folders[0], "about.json"))
		if err != nil {
			t.Fatal(err)
		}
		var about annotated.About
		if err := json.Unmarshal(data, &about); err != nil || about.Model == "" || about.Codebook == "" || len(about.Hash) != 64 || about.Reports != 17 ||
			about.Rows == 0 || about.Filter != "all" || about.Format != f.Name || about.LeftOut == nil {
			t.Errorf("%s: %s, %v", f.Name, data, err)
		}
		if !testing.Short() && filesOf(t, folders[1]) != filesOf(t, folders[2]) {
			t.Errorf("%s: two exports differ", f.Name)
		}
		if _, told, status := command(t, path, "export", f.Name, "-o", folders[0]); status != statusUsage || !strings.Contains(told, "already") {
			t.Errorf("%s: status %d: %s", f.Name, status, told)
		}
	}
	if _, told, status := command(t, path, "export", "papyrus"); status != statusUsage || !strings.Contains(told, "webanno") {
		t.Errorf("status %d: %s", status, told)
	}
}

// filesOf spells all files of a folder but for the command in them.
func filesOf(t *testing.T, folder string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		all.WriteString(strings.TrimPrefix(path, folder) + "\n" + strings.ReplaceAll(string(data), folder, ""))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// TestAnnotatorsComeBack changes files as annotators do, and takes them in.
func TestAnnotatorsComeBack(t *testing.T) {
	t.Parallel()
	for format, edit := range map[string]func(string) string{
		"brat": func(file string) string {
			file = strings.Replace(file, "A1\tkind T", "A1\tkind T", 1)
			lines := strings.Split(file, "\n")
			var kept []string
			struck, changed := false, false
			for _, line := range lines {
				switch {
				case !struck && strings.HasPrefix(line, "E2\t"):
					struck = true // the event goes, so the statement does
				case !changed && strings.HasPrefix(line, "A") && strings.Contains(line, "\tkind T") && !strings.HasSuffix(line, " deny"):
					changed = true
					kept = append(kept, line[:strings.LastIndexByte(line, ' ')]+" deny")
				default:
					kept = append(kept, line)
				}
			}
			return strings.Join(kept, "\n") + "T900\tContent 0 6\t" + "“A ste\n" + "E900\tAttribution:T900 Content:T900\n"
		},
		"webanno": func(file string) string {
			file = strings.Replace(file, "\tdemand[", "\tdeny[", -1)
			return file
		},
	} {
		t.Run(format, func(t *testing.T) {
			t.Parallel()
			path, folder := july(t), filepath.Join(t.TempDir(), "out")
			if _, told, status := command(t, path, "export", format, "-o", folder); status != 0 {
				t.Fatal(told)
			}
			out, told, status := command(t, path, "corrections", "--annotations", folder)
			if status != 0 || !strings.Contains(out, "Nothing there is other") {
				t.Fatalf("unchanged: status %d: %s%s", status, out, told)
			}
			file := filepath.Join(folder, "01-ringblatt-the-note."+map[string]string{"brat": "ann", "webanno": "tsv"}[format])
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(edit(string(data))), 0o644); err != nil {
				t.Fatal(err)
			}
			before, _, _ := command(t, path, "statements", "--document", "01-ringblatt-the-note.txt", "--kind", "deny", "--count")
			out, told, status = command(t, path, "corrections", "--annotations", folder, "--by", "two annotators")
			if status != 0 || !strings.Contains(out, "correction") {
				t.Fatalf("changed: status %d: %s%s", status, out, told)
			}
			after, _, _ := command(t, path, "statements", "--document", "01-ringblatt-the-note.txt", "--kind", "deny", "--count")
			if before == after {
				t.Errorf("as many denials as before: %s", after)
			}
			if out, _, _ := command(t, path, "corrections", "--annotations", folder); !strings.Contains(out, "Nothing there is other") {
				all, _, _ := command(t, path, "corrections", "--format", "jsonl")
				t.Errorf("taken in again: %s%s", out, all)
			}
			if found, told, status := command(t, path, "check"); status != 0 {
				t.Errorf("%s%s", found, told)
			}
			if format == "brat" {
				for status, want := range map[string]string{"added": "1\n", "struck": "1\n"} {
					if n, _, _ := command(t, path, "statements", "--status", status, "--count"); n != want {
						t.Errorf("%s are %s", status, n)
					}
				}
			}
		})
	}
}

// reads has a program in Python read exports, where the interpreter that PYTHON names,
// or python3, has the packages.
func reads(t *testing.T, packages []string, program string, arguments ...string) string {
	t.Helper()
	python := os.Getenv("PYTHON")
	if python == "" {
		python = "python3"
	}
	for _, name := range packages {
		if err := exec.Command(python, "-c", "import "+name).Run(); err != nil {
			t.Skipf("%s cannot import %s here (PYTHON names an interpreter that can)", python, name)
		}
	}
	out, err := exec.CommandContext(t.Context(), python, append([]string{"-W", "ignore", "-c", program}, arguments...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}

// TestOthersReadAnnotations has the readers of CAS XMI and CoNLL-U that Python has read
// the example, and compares how many pieces of contents there are.
func TestOthersReadAnnotations(t *testing.T) {
	t.Parallel()
	path := july(t)
	want, _, _ := command(t, path, "sql", `SELECT count(*) AS n FROM statement_span x JOIN statement s ON s.number = x.statement WHERE x.role = 'content'`, "--format", "csv")
	for _, c := range []struct {
		format, program string
		packages        []string
	}{
		{"xmi", `
import cassis, glob, sys
ts = cassis.load_typesystem(open(sys.argv[1] + "/TypeSystem.xml", "rb"))
n = 0
for p in glob.glob(sys.argv[1] + "/*.xmi"):
    cas = cassis.load_cas_from_xmi(open(p, "rb"), typesystem=ts)
    for c in cas.select("webanno.custom.Content"):
        assert c.get_covered_text().strip()
        n += 1
print("n\r"); print(n, end="\r\n")`, []string{"cassis"}},
		{"conllu", `
import conllu, glob, sys
n = 0
for p in glob.glob(sys.argv[1] + "/*.conllu"):
    for s in conllu.parse(open(p, encoding="utf-8").read()):
        n += sum(1 for t in s if t["misc"] and "Content" in t["misc"])
assert n > 1000`, []string{"conllu"}},
	} {
		t.Run(c.format, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "out")
			if _, told, status := command(t, path, "export", c.format, "-o", folder); status != 0 {
				t.Fatal(told)
			}
			if got := reads(t, c.packages, c.program, folder); c.format == "xmi" && strings.Fields(got)[1] != strings.Fields(want)[1] {
				t.Errorf("%s contents, want %s", got, want)
			}
		})
	}
}

// TestOthersReadTables has Frictionless, DuckDB and Arrow read the tables of the example
// and compares their rows with those of the command.
func TestOthersReadTables(t *testing.T) {
	t.Parallel()
	path := july(t)
	for _, c := range []struct {
		format, program string
		packages        []string
	}{
		{"datapackage", `
import sys
from frictionless import Package
report = Package(sys.argv[1] + "/datapackage.json").validate()
assert report.valid, report.flatten()`, []string{"frictionless"}},
		{"parquet", `
import duckdb, json, sys
import pyarrow.parquet as pq
for r in json.load(open(sys.argv[1] + "/datapackage.json"))["resources"]:
    meta = pq.read_metadata(sys.argv[1] + "/" + r["path"])
    assert meta.num_rows == r["rows"], r["path"]
    assert json.loads(meta.metadata[b"verbale"])["dossier_hash"]
schema = pq.read_schema(sys.argv[1] + "/statements.parquet")
assert str(schema.field("said_on_first").type) == "date32[day]" and str(schema.field("start_byte").type) == "int64", schema
n = duckdb.sql("SELECT count(*) FROM '%s/statements.parquet' WHERE kind = 'demand' AND said_on_first IS NOT NULL" % sys.argv[1]).fetchall()[0][0]
print(n)`, []string{"duckdb", "pyarrow"}},
	} {
		t.Run(c.format, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "out")
			if _, told, status := command(t, path, "export", c.format, "-o", folder); status != 0 {
				t.Fatal(told)
			}
			got := reads(t, c.packages, c.program, folder)
			want, _, _ := command(t, path, "sql", "SELECT count(*) AS n FROM v_statements WHERE kind = 'demand' AND said_on IS NOT NULL", "--format", "csv")
			if c.format == "parquet" && strings.TrimSpace(got) != strings.Fields(want)[1] {
				t.Errorf("%s demands, want %s", got, want)
			}
		})
	}
}

// TestTablesAreOfTheFilter exports one outlet.
func TestTablesAreOfTheFilter(t *testing.T) {
	t.Parallel()
	path, folder := july(t), filepath.Join(t.TempDir(), "out")
	if out, told, status := command(t, path, "export", "datapackage", "--outlet", "courant", "-o", folder); status != 0 || !strings.Contains(out, "of the whole dossier") {
		t.Fatalf("%s%s", out, told)
	}
	want, _, _ := command(t, path, "statements", "--outlet", "courant", "--count")
	data, err := os.ReadFile(filepath.Join(folder, "datapackage.json"))
	if err != nil {
		t.Fatal(err)
	}
	var pack struct {
		Resources []struct {
			Name string
			Rows int
		}
	}
	if err := json.Unmarshal(data, &pack); err != nil {
		t.Fatal(err)
	}
	for _, r := range pack.Resources {
		if r.Name == "statements" && fmt.Sprintln(r.Rows) != want {
			t.Errorf("%d statements, want %s", r.Rows, want)
		}
	}
}

// TestOthersReadKnowledge has FollowTheMoney and rdflib read what is for them.
func TestOthersReadKnowledge(t *testing.T) {
	t.Parallel()
	path := july(t)
	want, _, _ := command(t, path, "statements", "--count")
	for _, c := range []struct {
		format, program string
		packages        []string
	}{
		{"followthemoney", `
import json, sys
from followthemoney import model
from followthemoney.proxy import EntityProxy
n, ids, links = 0, set(), set()
for line in open(sys.argv[1] + "/entities.ftm.json", encoding="utf-8"):
    data = json.loads(line)
    proxy = EntityProxy.from_dict(data)
    assert proxy.schema is not None
    for prop, value in proxy.itervalues():
        assert prop.type.clean(value, proxy=proxy) is not None, (prop.name, value)
    for name in data["properties"]:
        assert proxy.schema.get(name) is not None, (data["schema"], name)
    ids.add(data["id"])
    n += "statement" in data["properties"].get("keywords", [])
print(n)`, []string{"followthemoney"}},
		{"trig", `
import rdflib, sys
g = rdflib.Dataset()
g.parse(sys.argv[1] + "/record.trig", format="trig")
q = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { GRAPH ?g { ?s a <http://groundedannotationframework.org/grasp#Attribution> } }"
print(list(g.query(q))[0][0])`, []string{"rdflib"}},
	} {
		t.Run(c.format, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "out")
			if _, told, status := command(t, path, "export", c.format, "-o", folder); status != 0 {
				t.Fatal(told)
			}
			if got := reads(t, c.packages, c.program, folder); strings.TrimSpace(got) != strings.TrimSpace(want) {
				t.Errorf("%s statements, want %s", got, want)
			}
		})
	}
}
