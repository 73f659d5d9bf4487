// Package delivery answers: in which forms does a whole dossier leave, and how is it
// written?
//
// [Formats] is the table of them; `verbale export --list` shows it, and docs/export.md
// is held against it. [Write] writes a dossier, or the reports of it that a question lets
// through, into a new folder, with "about.json" beside the files: program, model,
// codebook, the dossier with a hash of its contents, the command, and what was left out.
//
//	format, err := delivery.Named("webanno")
//	about, err := delivery.Write(ctx, delivery.Order{Dossier: d, Format: format, To: "talks.webanno"})
//
// Laws: a folder is there when it is whole, and nothing that stood there is written over.
// The same dossier gives the same bytes. One report is in memory at a time, and of lists
// one row; names of actors stay in memory.
package delivery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"verbale.dev/verbale/internal/export/annotated"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

// Codebook is by which statements and events are coded.
const Codebook = "PLOVER 0.8 (September 2021); docs/kinds.md"

// Format is one form in which a whole dossier leaves.
type Format struct {
	Name    string
	Holds   string // "texts": a file a report with its annotations; "rows": tables
	Ending  string // of its files
	Unit    string // what offsets count
	Meaning string // what it is, for the docs
	For     string // the programs that read it

	write func(context.Context, *job) error
}

var formats = []Format{
	{Name: "brat", Holds: "texts", Ending: "ann", Unit: "code points", write: textsOf(writeBrat),
		Meaning: "[brat stand-off](https://brat.nlplab.org/standoff.html): text and `.ann` beside it, statements as events `Attribution` in PolNeAR's way, `annotation.conf`",
		For:     "brat; comes back by `verbale corrections --annotations`"},
	{Name: "webannotation", Holds: "texts", Ending: "jsonld", Unit: "code points", write: textsOf(writeWebAnnotation),
		Meaning: "[Web Annotations](https://www.w3.org/TR/annotation-model/) of the W3C in JSON-LD, by position, by quotation and, on web pages, by text fragment", For: "Hypothesis, Recogito, triple stores"},
	{Name: "xmi", Holds: "texts", Ending: "xmi", Unit: "UTF-16", write: textsOf(writeXMI),
		Meaning: "UIMA CAS XMI 1.0 with `TypeSystem.xml`, a layer `webanno.custom.…` for each kind of mark", For: "INCEpTION, DKPro Cassis"},
	{Name: "webanno", Holds: "texts", Ending: "tsv", Unit: "UTF-16", write: textsOf(writeWebAnno),
		Meaning: "WebAnno TSV 3.3, the text beside it", For: "INCEpTION; comes back by `verbale corrections --annotations`"},
	{Name: "tei", Holds: "texts", Ending: "xml", Unit: "none", write: textsOf(writeTEI),
		Meaning: "[TEI P5](https://tei-c.org/guidelines/p5/): `said`, `persName`, `orgName`, `placeName`, `rs`, `date`, `seg` within the text; the characters of `body` are the text", For: "editions, oXygen, TEI Publisher"},
	{Name: "conllu", Holds: "texts", Ending: "conllu", Unit: "words", write: textsOf(writeCoNLLU),
		Meaning: "[CoNLL-U](https://universaldependencies.org/format.html): words, tags and trees; names, actors, statements, days and events of each word in MISC", For: "UD tools, conllu, Grew"},
	{Name: "datapackage", Holds: "tables", Ending: "csv", Unit: "bytes", write: tablesAs("csv", "text/csv", openCSV),
		Meaning: "the views of [sql.md](sql.md) as CSV (RFC 4180), with a [datapackage.json](https://specs.frictionlessdata.io/): names, types, hashes and numbers of rows; beside each date its first and last day",
		For:     "R, pandas, Frictionless, spreadsheets"},
	{Name: "parquet", Holds: "tables", Ending: "parquet", Unit: "bytes", write: tablesAs("parquet", "application/vnd.apache.parquet", openParquet),
		Meaning: "the same tables as Parquet: nullable columns, text with a dictionary where values come again, int64, DATE; the same datapackage.json", For: "DuckDB, Arrow, pandas, Polars, Spark"},
	{Name: "polecat", Holds: "a table", Ending: "tsv", Unit: "bytes", write: writePolecat,
		Meaning: "events and verbal acts in the columns of POLECAT, and behind those what it does not have: which of the two a row is, account, teller, words and their place; only what PLOVER has a code for",
		For:     "event data tools"},
	{Name: "gkg", Holds: "a table", Ending: "tsv", Unit: "code points", write: writeGKG,
		Meaning: "a row a report in the columns of GDELT's Global Knowledge Graph 2.1, with quotations (offset, length, verb, words), persons, organisations, names and dates", For: "GDELT tools"},
	{Name: "followthemoney", Holds: "entities", Ending: "ftm.json", Unit: "bytes", write: writeFTM,
		Meaning: "[FollowTheMoney](https://followthemoney.tech/) entities, one a line: actors, for whom they speak, reports (Article), events and statements (Event) with their proof", For: "Aleph, OpenSanctions tools"},
	{Name: "trig", Holds: "triples", Ending: "trig", Unit: "code points", write: writeTriG,
		Meaning: "PROV-O and GRaSP as TriG, a graph a report: who said what, by which reading of which text", For: "triple stores, rdflib, Jena"},
	{Name: "schemaorg", Holds: "objects", Ending: "jsonld", Unit: "bytes", write: writeSchemaOrg,
		Meaning: "schema.org, one object a line: `Quotation` where words are the speaker's own, else `Claim`, each with its `NewsArticle`", For: "search engines, fact checkers"},
	{Name: "ninjs", Holds: "objects", Ending: "jsonl", Unit: "none", write: writeNinjs,
		Meaning: "IPTC ninjs 3.0, a report a line, with people, organisations, places, and statements as associated items", For: "newsroom systems"},
}

// Formats lists every format. The list is the caller's.
func Formats() []Format { return append([]Format{}, formats...) }

// Named returns the format of a name; the error lists the names.
func Named(name string) (*Format, error) {
	var names []string
	for i := range formats {
		if formats[i].Name == name {
			return &formats[i], nil
		}
		names = append(names, formats[i].Name)
	}
	return nil, fmt.Errorf("%w: a dossier is not exported as %q; there are %s", record.ErrQuery, name, strings.Join(names, ", "))
}

// Order says what is to be written, and where.
type Order struct {
	Dossier *sqlite.Dossier
	Format  *Format
	Query   query.Query // which reports
	To      string      // the folder, which must not be there, or be empty
	Program string
	Model   string
	Command string
	Whole   bool     // of a site: the texts of reports, and not only what was said
	Redact  []string // of tables: "notes" and "correctors" of corrections are left out
}

// job is an order that is being carried out.
type job struct {
	Order
	about  annotated.About
	folder string          // in which is written
	used   map[string]bool // names of files, in small letters
}

// Write carries an order out.
func Write(ctx context.Context, o Order) (*annotated.About, error) {
	if err := free(o.To); err != nil {
		return nil, err
	}
	hash, err := o.Dossier.Hash(ctx)
	if err != nil {
		return nil, err
	}
	j := &job{Order: o, used: map[string]bool{}, about: annotated.About{
		Program: o.Program, Model: o.Model, Codebook: Codebook, Dossier: strings.TrimSuffix(filepath.Base(o.Dossier.Path()), ".db"), Hash: hash,
		Command: o.Command, Format: o.Format.Name, Filter: "all", LeftOut: []string{},
	}}
	if flags := o.Query.Flags(); len(flags) > 0 {
		j.about.Filter = strings.Join(flags, " ")
	}
	if j.folder, err = os.MkdirTemp(filepath.Dir(o.To), filepath.Base(o.To)+".*"); err != nil {
		return nil, fmt.Errorf("delivery: %w", err)
	}
	err = o.Format.write(ctx, j)
	if err == nil {
		err = j.writeJSON("about.json", j.about)
	}
	if err == nil {
		err = os.Chmod(j.folder, 0o755)
	}
	if err == nil {
		_ = os.Remove(o.To) // an empty one
		err = os.Rename(j.folder, o.To)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("delivery: %w", err), os.RemoveAll(j.folder))
	}
	return &j.about, nil
}

// free refuses a place where something is.
func free(path string) error {
	entries, err := os.ReadDir(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("%w: %s is no folder", record.ErrQuery, path)
	case len(entries) > 0:
		return fmt.Errorf("%w: something is in %s already; name a new folder with -o", record.ErrQuery, path)
	}
	return nil
}

func (j *job) writeJSON(name string, value any) error {
	data, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(j.folder, name), append(data, '\n'), 0o644)
}

// file makes a file of that name and its folders, calls write with it and closes it.
func (j *job) file(name string, write func(*os.File) error) error {
	path := filepath.Join(j.folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// base returns the name of a report's files without their endings: that of the report,
// or the hash of its version where that is no name of a file or is taken.
func (j *job) base(r *annotated.Report) string {
	name := r.Name
	if ext := filepath.Ext(name); ext == ".txt" || ext == ".md" || ext == ".text" {
		name = strings.TrimSuffix(name, ext)
	}
	taken := func(name string) bool { return j.used[strings.ToLower(name)] }
	if !filepath.IsLocal(filepath.FromSlash(name)) || strings.ContainsAny(name, `\:*?"<>|!`) || name == "about" || name == "files" || len(name) > 180 || taken(name) {
		name = r.Version
		for n := 2; taken(name); n++ {
			name = fmt.Sprintf("%s-%d", r.Version, n)
		}
	}
	j.used[strings.ToLower(name)] = true
	return name
}

// leave notes something that is not in the export.
func (j *job) leave(format string, arguments ...any) {
	j.about.LeftOut = append(j.about.LeftOut, fmt.Sprintf(format, arguments...))
}
