package intake

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	verbale "verbale.dev/verbale"
)

// usualNames are the names that keys and columns have in the collections that
// people use, by field, the one that counts first first. They are compared
// without case, spaces, hyphens and underlines. Seen in Media Cloud
// (stories_id, publish_date, media_name, story_text), news-please (maintext,
// date_publish, source_domain), NewsAPI (publishedAt, source.name, content),
// schema.org (articleBody, datePublished, headline), Hugging Face's sets of
// news (article, document, content) and exports of sheets.
//
// A date of collecting (date_download, seendate, timestamp, indexed_date) is
// not that of publication, and is not here.
var usualNames = []struct {
	field string
	names []string
}{
	{fieldText, []string{"text", "maintext", "fulltext", "articletext", "articlebody", "storytext", "plaintext", "body", "bodytext", "content", "article", "document"}},
	{FieldTitle, []string{"title", "headline", "head", "heading", "storytitle", "articletitle"}},
	{FieldPublished, []string{"published", "publisheddate", "publisheddatetime", "publishedat", "publishdate", "publicationdate", "datepublished", "datepublish", "pubdate", "pubdatetime", "publishedon", "date", "datetime"}},
	{FieldOutlet, []string{"outlet", "publication", "publicationtitle", "publicationname", "medianame", "newspaper", "publisher", "sourcename", "source", "sitename", "site", "medium", "media", "sourcedomain", "domain"}},
	{FieldURI, []string{"uri", "url", "canonicalurl", "articleurl", "weburl", "link", "permalink"}},
	{FieldLanguage, []string{"language", "lang", "languagecode"}},
	{fieldAuthor, []string{"author", "authors", "byline", "creator", "writer"}},
	{fieldID, []string{"id", "articleid", "storyid", "storiesid", "documentid", "docid", "uuid", "guid", "accessionnumber", "accessionno", "accession"}},
	{FieldKind, []string{"kind"}},
	{FieldShort, []string{"short"}},
}

// nameRanks is usualNames by name: which field, and how far down the list.
var nameRanks = func() map[string]columnRank {
	ranks := map[string]columnRank{}
	for _, usual := range usualNames {
		for i, name := range usual.names {
			ranks[name] = columnRank{usual.field, i}
		}
	}
	return ranks
}()

type columnRank struct {
	field string
	rank  int
}

// foldColumn makes names of columns comparable.
func foldColumn(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch r {
		case ' ', '-', '_', '\uFEFF', '\t', '.', ':':
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Mapping says which keys or columns of a record hold which fields.
type Mapping struct {
	fields []string // by column: the field, or "" where it is none
	told   string   // "text from content, published from date"
}

// MapColumns finds the fields of a record by the names of its keys or columns.
// What declared says about a field counts; else the usual names do, where two
// could be meant the more usual one. It is linear in the names.
func MapColumns(names []string, declared map[string]string) Mapping {
	m := Mapping{fields: make([]string, len(names))}
	best := map[string]int{} // column by field
	ranks := map[string]int{}
	for i, name := range names {
		rank := columnRank{rank: -1}
		folded := foldColumn(name)
		for field, column := range declared {
			if foldColumn(column) == folded {
				rank.field = field
			}
		}
		if rank.field == "" {
			usual, ok := nameRanks[folded]
			if _, said := declared[usual.field]; !ok || said {
				continue
			}
			rank = usual
			if name == rank.field {
				rank.rank = -1 // the exact name goes before all others
			}
		}
		if _, taken := best[rank.field]; taken && ranks[rank.field] <= rank.rank {
			continue
		}
		best[rank.field], ranks[rank.field] = i, rank.rank
	}
	var told []string
	for _, usual := range usualNames {
		if i, ok := best[usual.field]; ok {
			m.fields[i] = usual.field
			if names[i] != usual.field {
				told = append(told, usual.field+" from "+names[i])
			}
		}
	}
	m.told = strings.Join(told, ", ")
	return m
}

// CheckColumns says what is wrong with what a person declared about columns.
func CheckColumns(declared map[string]string) error {
	known := make([]string, len(usualNames))
	for i, usual := range usualNames {
		known[i] = usual.field
	}
	for _, field := range slices.Sorted(maps.Keys(declared)) {
		if !slices.Contains(known, field) {
			return fmt.Errorf("%q is no field of a report; the fields are %s", field, strings.Join(known, ", "))
		}
	}
	return nil
}

// Has reports whether some column holds a field.
func (m Mapping) Has(field string) bool { return slices.Contains(m.fields, field) }

// HasText reports whether some column holds the words of the reports.
func (m Mapping) HasText() bool { return m.Has(fieldText) }

// IsText reports whether a column holds the words of the reports.
func (m Mapping) IsText(i int) bool { return m.Field(i) == fieldText }

// Told says in words what was taken for what, where that is not plain from the
// names; "" where it is.
func (m Mapping) Told() string { return m.told }

// Field returns the field of a column by its index, "" where it is none.
func (m Mapping) Field(i int) string {
	if i >= len(m.fields) {
		return ""
	}
	return m.fields[i]
}

// Cell is one value of a record.
type Cell struct {
	Name  string // of the key or column
	Value string
	Map   Map    // from Value to the bytes of the record; only that of the text is used
	Raw   string // the value as JSON, where it is not the string Value
	Null  bool
}

// RecordReport makes a report of the cells of a record, in their order. Unknown
// columns are kept, each under its own name. Without a text it returns a fault,
// which names what is there.
func RecordReport(cells []Cell, m Mapping) (Report, *Fault) {
	var rep Report
	textual := false
	for i, cell := range cells {
		field := m.Field(i)
		if cell.Null && (field != "" || cell.Value == "") {
			continue
		}
		value := strings.TrimSpace(cell.Value)
		switch {
		case field == fieldText:
			rep.Text, rep.Map, textual = cell.Value, cell.Map, cell.Raw == ""
		case field == fieldID:
			rep.ID = value
		case field == fieldAuthor:
			origin := verbale.FromRecord
			if cell.Name != field {
				origin = origin.At(cell.Name)
			}
			if value != "" {
				rep.Facts = append(rep.Facts, verbale.Fact{Field: field, Value: asJSON(cell), Origin: origin})
			}
		case field != "":
			origin := verbale.FromRecord
			if cell.Name != field {
				origin = origin.At(cell.Name)
			}
			if value != "" {
				rep.Facts = append(rep.Facts, verbale.Fact{Field: field, Value: value, Origin: origin})
			}
		default:
			if value != "" || cell.Raw != "" {
				rep.Facts = append(rep.Facts, verbale.Fact{Field: cell.Name, Value: asJSON(cell), Origin: verbale.FromRecord})
			}
		}
	}
	if !textual {
		return rep, &Fault{Cause: NoText, Offset: -1, Document: rep.ID, Reason: "there is no text in it",
			Advice: `put the words of the report under "text", or say with --map text=NAME where they are`}
	}
	return rep, nil
}

// asJSON writes a value as it is kept where it is none of a document's fields.
func asJSON(cell Cell) string {
	if cell.Raw != "" {
		return cell.Raw
	}
	return JSONString(cell.Value)
}

// Table takes the rows of a table whose columns have names.
type Table struct {
	out     *Sink
	names   []string
	mapping Mapping
}

// NewTable looks for the columns of a table, and says what it takes for what.
// Where none holds the words of reports it refuses the table, which is called
// what, and returns nil.
func NewTable(in *Input, out *Sink, what string, names []string) (*Table, error) {
	if len(names) > in.Limits.Keys {
		return nil, &Fault{Cause: TooBig, Offset: -1, Reason: fmt.Sprintf("it has more than %d columns", in.Limits.Keys), Advice: "leave out those that are not about the reports"}
	}
	m := MapColumns(names, in.Columns)
	if !m.HasText() {
		return nil, out.Refuse(noTextColumn(what, names))
	}
	if m.told != "" {
		if err := out.Taken(m.told); err != nil {
			return nil, err
		}
	}
	return &Table{out, names, m}, nil
}

// IsText reports whether a column holds the words of the reports.
func (t *Table) IsText(i int) bool { return t.mapping.IsText(i) }

// Row hands on one row, whose cells are in the order of the columns. Own are its
// bytes, which begin at offset of the input.
func (t *Table) Row(cells []Cell, line int, own []byte, offset int64) error {
	return t.RowOf(cells, line, "", own, offset)
}

// RowOf is Row for a row whose bytes are those of a member of the input, or
// begin at offset of it.
func (t *Table) RowOf(cells []Cell, line int, member string, own []byte, offset int64) error {
	rep, fault := RecordReport(cells, t.mapping)
	if fault == nil && strings.TrimSpace(rep.Text) == "" {
		fault = &Fault{Cause: Empty, Offset: -1, Document: rep.ID, Reason: "there is no text in the row"}
	}
	if fault != nil {
		fault.Line = line
		return t.out.Fault(fault)
	}
	rep.Member, rep.Bytes, rep.Offset, rep.Line = member, own, offset, line
	return t.out.Report(rep)
}

// noTextColumn says that none of the columns of a table holds reports.
func noTextColumn(what string, names []string) *Fault {
	const most = 12
	listed := names[:min(len(names), most)]
	for i := range listed {
		listed[i] = cutAt(listed[i], 40)
	}
	more := ""
	if len(names) > most {
		more = " …"
	}
	return &Fault{Cause: NoText, Offset: -1, Reason: fmt.Sprintf("it looks like %s, and none of its columns (%s%s) is known to hold the words of reports", what, strings.Join(listed, ", "), more),
		Advice: "name that column with --map text=COLUMN"}
}
