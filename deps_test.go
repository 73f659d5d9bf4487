package verbale_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "verbale.dev/verbale"

// room is what a package may use of ours, and why no more.
type room struct {
	mayUse []string // paths below the module; "" is the root, and a path ends in "/..." for all below it
	why    string
}

// rooms is the direction in which the data flows. A package that is not listed
// may use nothing of ours.
var rooms = map[string]room{
	"":             {[]string{"lang"}, "the vocabulary stands on the language engine's types and on nothing else"},
	"lang":         {nil, "the language engine is useful on its own"},
	"lang/encoder": {[]string{"lang"}, "the encoder reads texts for others too, and gives spans as the language engine does"},

	"internal/address": {[]string{"lang"}, "where words are found again needs their place alone"},
	"internal/excerpt": {[]string{"", "lang"}, "what can be asked of excerpts needs the vocabulary alone"},
	"internal/nesting": {[]string{"", "lang", "internal/excerpt"}, "which statement stands in which follows from their spans"},

	"internal/calendar":       {nil, "days are days, whatever they are used for"},
	"internal/lexicon":        {[]string{""}, "what a word is hangs on no report"},
	"internal/world":          {[]string{""}, "facts about the world know nothing of reports"},
	"internal/world/generate": {[]string{"internal/world"}, "the generator writes the tables that the package reads"},
	"internal/intake":         {[]string{"", "lang", "internal/calendar"}, "intake hands on text; it does not read it"},
	"internal/intake/formats": {[]string{"internal/intake/...", "internal/intake"}, "the list of the formats is the only place that knows them all"},
	"internal/intake/webpage": {[]string{"", "lang", "internal/intake", "internal/intake/charset"}, "a page is bytes in an encoding"},
	"internal/intake/mail":    {[]string{"", "lang", "internal/intake", "internal/intake/charset", "internal/intake/rtf", "internal/intake/webpage"}, "a message holds text, RTF or a page"},
	"internal/intake/feed":    {[]string{"", "lang", "internal/intake", "internal/intake/charset", "internal/intake/webpage"}, "an entry of a feed holds a piece of a page"},
	"internal/intake/warc":    {[]string{"", "lang", "internal/intake", "internal/intake/webpage"}, "a record of a web archive holds a page"},
	"internal/intake/fetch":   {[]string{"internal/intake"}, "what is fetched is an input like a file"},
	"internal/intake/...":     {[]string{"", "lang", "internal/intake", "internal/intake/xmltext"}, "a reader of one format hands on reports; it knows no other format and no record"},

	"internal/reading/page":  {[]string{"", "lang", "internal/lexicon"}, "a page is what is known before the first stage starts"},
	"internal/reading/draft": {[]string{"", "lang"}, "what stages hand on to each other stands on the vocabulary"},
	"internal/reading/crf":   {nil, "labels of words depend on numbers alone"},
	"internal/reading/timex": {[]string{"", "lang", "internal/reading/page", "internal/calendar"},
		"stages of reading meet in the vocabulary, the page and drafts, never each other"},
	"internal/reading/actor": {[]string{"", "lang", "internal/reading/page", "internal/reading/draft", "internal/world",
		"internal/calendar", "internal/lexicon"}, "stages of reading meet in the vocabulary, the page and drafts, never each other"},
	"internal/reading/attribution": {[]string{"", "lang", "lang/encoder", "internal/reading/page", "internal/reading/draft",
		"internal/reading/crf", "internal/nesting", "internal/calendar", "internal/world", "internal/lexicon", "internal/lexicon/deed"},
		"stages of reading meet in the vocabulary, the page and drafts, never each other"},
	"internal/reading/scene": {[]string{"", "lang", "internal/reading/page", "internal/reading/draft", "internal/calendar", "internal/lexicon"},
		"stages of reading meet in the vocabulary, the page and drafts, never each other"},
	"internal/reading/event": {[]string{"", "lang", "internal/reading/page", "internal/lexicon", "internal/lexicon/deed", "internal/calendar"},
		"stages of reading meet in the vocabulary and the page, never each other"},
	"internal/reading/paper": {[]string{"", "lang", "internal/reading/page", "internal/lexicon/deed"},
		"stages of reading meet in the vocabulary and the page, never each other"},
	"internal/lexicon/deed": {nil, "what a word tells knows nothing of reports"},
	"internal/reading": {[]string{"", "lang", "lang/encoder", "internal/reading/...", "internal/world", "internal/lexicon", "internal/calendar"},
		"reading puts the stages together, and is a pure function of one report"},
	"internal/sample": {nil, "a draw and a score know no rows of ours"},
	"internal/overlay": {[]string{"", "lang", "internal/calendar", "internal/nesting", "internal/reading/event", "internal/reading/page"},
		"corrections change a reading in memory, and know no dossier"},

	"internal/query": {[]string{"", "lang", "internal/calendar", "internal/world"}, "a question needs names, days and spans, and no store"},

	"internal/derive":           {[]string{""}, "the engine of blocks knows neither layers nor stores"},
	"internal/derive/identity":  {[]string{"", "internal/lexicon", "internal/world"}, "who is who is a pure function of the readings"},
	"internal/derive/utterance": {[]string{"", "lang", "internal/derive", "internal/derive/shingle"}, "which renderings are of one utterance is a pure function of them"},
	"internal/derive/shingle":   {[]string{"lang"}, "which runs of words a text holds is a pure function of it"},
	"internal/derive/reuse":     {[]string{"lang", "internal/derive/shingle"}, "what two reports share is a pure function of them"},
	"internal/derive/event":     {nil, "which tellings are of one event is a pure function of them"},
	"internal/derive/paper":     {nil, "which tellings are of one paper is a pure function of them"},
	"internal/derive/wording":   {[]string{"lang", "internal/calendar"}, "where two texts differ is a pure function of them"},
	"internal/comparison":       {[]string{"", "lang", "internal/derive/wording", "internal/derive/shingle"}, "how renderings differ is asked of their contents, and stores nothing"},
	"internal/derive/account":   {[]string{"", "internal/world"}, "by whose account is a pure function of a report and its actors"},

	// What is derived when it is asked for.
	"internal/lexicon/exchange":   {nil, "what a word tells knows nothing of reports"},
	"internal/derive/told":        {[]string{"", "lang", "internal/lexicon/exchange"}, "a report as its words knows no layer"},
	"internal/derive/clause":      {[]string{"", "internal/derive", "internal/derive/told", "internal/lexicon/exchange"}, "who voices which clause is a pure function of reports and the tellings in them"},
	"internal/derive/expectation": {[]string{"", "internal/derive", "internal/derive/told", "internal/lexicon/exchange"}, "what is to come is a pure function of reports and the tellings in them"},
	"internal/derive/position":    {[]string{"", "internal/derive"}, "where sides stand is a pure function of requests and clauses"},
	"internal/derive/request":     {[]string{"", "lang", "internal/derive", "internal/derive/told", "internal/lexicon", "internal/lexicon/exchange"}, "what is wanted of whom is a pure function of reports and the tellings in them"},

	"internal/killpoint":        {nil, "a place to be killed at needs nothing"},
	"internal/record":           {[]string{"", "internal/query"}, "the contract of a dossier knows no store"},
	"internal/record/storetest": {[]string{"", "lang", "internal/derive/identity", "internal/query", "internal/record"}, "the suite knows the contract, and no store"},
	"internal/record/sqlite": {[]string{"", "lang", "internal/declaration", "internal/derive", "internal/derive/...", "internal/world", "internal/calendar", "internal/killpoint",
		"internal/query", "internal/record"}, "a store keeps what was read; it reads nothing"},
	"internal/correction": {[]string{"", "lang", "internal/overlay", "internal/derive/identity", "internal/query", "internal/record", "internal/calendar", "internal/excerpt"},
		"corrections are taken in beside the record, for the command and the pages alike"},
	"internal/ingest": {[]string{"", "internal/intake", "internal/reading", "internal/correction", "internal/record", "internal/killpoint"},
		"what brings reports into a dossier is the same for the command, the pages and whatever else will"},
	"internal/tally":          {[]string{"", "internal/calendar"}, "events are counted as rows, wherever they come from"},
	"internal/against":        {[]string{"", "internal/calendar", "internal/world"}, "a chronology is laid beside rows, wherever they come from"},
	"internal/declaration":    {[]string{"", "internal/calendar"}, "what a person declares knows no record"},
	"internal/correspondence": {[]string{""}, "how an exchange reads follows from its rows alone"},
	"internal/chronology":     {[]string{"", "lang", "internal/calendar", "internal/excerpt", "internal/export", "internal/export/row"}, "days are made of rows of the record"},

	"internal/export":       {[]string{"", "internal/export/..."}, "rows are shown, not asked for; the table of formats knows them all"},
	"internal/export/sheet": {[]string{"", "internal/correspondence", "internal/export", "internal/export/...", "internal/query", "internal/calendar", "internal/excerpt", "internal/comparison"}, "what is shown of a row follows from the row"},
	"internal/export/...":   {[]string{"", "lang", "internal/calendar", "internal/export/row", "internal/export/plain", "internal/export/cell", "internal/export/annotated"}, "a format is read and written once, and knows of rows no more than their shape"},
	"internal/citation":     {[]string{"", "lang", "internal/calendar"}, "a citation is made of a row and the words around it"},
	"internal/evaluation":   {[]string{"", "lang", "internal/export/...", "internal/calendar"}, "a measure compares rows with gold and makes neither"},
	"internal/watch":        {[]string{"", "internal/intake", "internal/intake/feed", "internal/intake/fetch", "internal/record/sqlite"}, "what is followed is read like any other input; the round knows what was asked before"},
	"dossier":               {[]string{"", "internal/query", "internal/record", "internal/record/sqlite"}, "others open a dossier through the store, and see rows of the vocabulary"},
	"internal/delivery": {[]string{"", "lang", "internal/address", "internal/calendar", "internal/citation", "internal/comparison", "internal/correction", "internal/excerpt", "internal/export", "internal/export/...",
		"internal/overlay", "internal/query", "internal/record", "internal/record/sqlite"}, "what leaves a dossier is asked of the record, and every form knows of rows alone"},
	"internal/mcp": {[]string{"", "lang", "internal/address", "internal/citation", "internal/comparison", "internal/correction", "internal/excerpt",
		"internal/export/plain", "internal/overlay", "internal/query", "internal/record", "internal/record/sqlite"}, "an assistant asks the record, and reads nothing itself"},
	"internal/web": {[]string{"", "lang", "internal/address", "internal/comparison", "internal/correspondence", "internal/derive/wording", "internal/export", "internal/export/...", "internal/calendar", "internal/excerpt", "internal/query"}, "the pages declare as interfaces what they need"},
	"cmd/verbale":  {[]string{"", "..."}, "the command ties it all"},
	"bench/...":    {[]string{"", "..."}, "benchmarks measure everything"},
	"training/...": {[]string{"", "..."}, "trainers are commands of their own"},
}

// thirdParty lists the modules of others that a room may use, "/..." at its end for
// all rooms below; a room that is not listed may use none. What a module is for, and which others were tried, says the
// commit that brought it.
var thirdParty = map[string][]string{
	"lang":                      {"github.com/clipperhouse/uax29/v2", "github.com/klauspost/compress", "golang.org/x/sys"},
	"lang/encoder":              {"golang.org/x/sys", "golang.org/x/text"},
	"training/engine/pack":      {"github.com/klauspost/compress"},
	"internal/world":            {"golang.org/x/text"},
	"internal/query":            {"golang.org/x/text"},
	"internal/intake":           {"github.com/abadojack/whatlanggo", "github.com/klauspost/compress", "golang.org/x/text"},
	"internal/intake/charset":   {"golang.org/x/text"},
	"internal/intake/fetch":     {"github.com/temoto/robotstxt"},
	"internal/intake/mail":      {"github.com/richardlehane/mscfb"},
	"internal/intake/parquet":   {"github.com/parquet-go/parquet-go"},
	"internal/intake/pdf":       {"github.com/pdfcpu/pdfcpu", "golang.org/x/text"},
	"internal/intake/rtf":       {"golang.org/x/text"},
	"internal/intake/warc":      {"github.com/andybalholm/brotli", "github.com/klauspost/compress"},
	"internal/intake/webpage":   {"golang.org/x/net"},
	"internal/ingest":           {"github.com/klauspost/compress"},
	"internal/reading/crf":      {"github.com/klauspost/compress"},
	"internal/record/sqlite":    {"github.com/gofrs/flock", "github.com/pressly/goose/v3", "modernc.org/sqlite"},
	"internal/mcp":              {"github.com/modelcontextprotocol/go-sdk"},
	"internal/record/storetest": {"pgregory.net/rapid"},
	"internal/declaration":      {"github.com/BurntSushi/toml"},
	"internal/export/parquet":   {"github.com/parquet-go/parquet-go"},
	"internal/export/plain":     {"golang.org/x/text"},
	"internal/export/table":     {"github.com/jedib0t/go-pretty/v6"},
	"internal/web":              {"github.com/danielgtaylor/huma/v2"},
	"cmd/verbale":               {"github.com/alecthomas/kong", "github.com/modelcontextprotocol/go-sdk", "github.com/vbauerster/mpb/v8", "golang.org/x/net", "golang.org/x/term"},
	"bench/pages":               {"golang.org/x/text"},
	"bench/read":                {"github.com/klauspost/compress", "golang.org/x/sys"},
}

// TestModulesStayInTheirRooms fails on an import of a module that its room may not
// use, and on a module that a room may use and does not.
func TestModulesStayInTheirRooms(t *testing.T) {
	t.Parallel()
	used := map[[2]string]bool{}
	if err := eachImport(func(file, from, name string) {
		first, _, _ := strings.Cut(name, "/")
		if name == module || strings.HasPrefix(name, module+"/") || !strings.Contains(first, ".") {
			return // ours, or the standard library's
		}
		for room, modules := range thirdParty {
			for _, allowed := range modules {
				if matches(room, from) && (name == allowed || strings.HasPrefix(name, allowed+"/")) {
					used[[2]string{room, allowed}] = true
					return
				}
			}
		}
		t.Errorf("%s uses %q, which %q may not: list it in thirdParty, or use it where it is listed", file, name, from)
	}); err != nil {
		t.Fatal(err)
	}
	for room, modules := range thirdParty {
		for _, name := range modules {
			if !used[[2]string{room, name}] {
				t.Errorf("%s may use %s and does not: take it out of thirdParty", room, name)
			}
		}
	}
}

// TestImportsPointOneWay fails on an import that the flow of the data forbids.
func TestImportsPointOneWay(t *testing.T) {
	t.Parallel()
	checked := 0
	if err := eachImport(func(file, from, name string) {
		to, ours := strings.CutPrefix(name, module)
		if !ours {
			return
		}
		checked++
		to = strings.TrimPrefix(to, "/")
		allowed := roomOf(from)
		if to != from && !slices.ContainsFunc(allowed.mayUse, func(pattern string) bool { return matches(pattern, to) }) && !strings.HasPrefix(to, from+"/") {
			t.Errorf("%s uses %q, which it may not: %s", file, to, allowed.why)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if checked == 0 {
		t.Fatal("no import was looked at")
	}
}

// eachImport calls yield with each import of the files of this module that are no
// tests: the file, its package below the module, and what it imports.
func eachImport(yield func(file, from, name string)) error {
	return filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		switch name := entry.Name(); {
		case err != nil:
			return err
		case entry.IsDir() && (strings.HasPrefix(name, ".") && name != "." || name == "testdata" || name == "node_modules" || isModule(file)):
			return filepath.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		from := path.Dir(filepath.ToSlash(file))
		if from == "." {
			from = ""
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			yield(file, from, name)
		}
		return nil
	})
}

// isModule reports whether a folder below this one is a module of its own.
func isModule(folder string) bool {
	if folder == "." {
		return false
	}
	_, err := os.Stat(filepath.Join(folder, "go.mod"))
	return err == nil
}

func roomOf(from string) room {
	if r, ok := rooms[from]; ok {
		return r
	}
	for pattern, r := range rooms {
		if strings.HasSuffix(pattern, "/...") && matches(pattern, from) {
			return r
		}
	}
	return room{why: "the package is not in the table of rooms; give it one there and say why"}
}

func matches(pattern, name string) bool {
	if below, ok := strings.CutSuffix(pattern, "..."); ok {
		return strings.HasPrefix(name, below)
	}
	return pattern == name
}
