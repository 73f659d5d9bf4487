package verbale

import "verbale.dev/verbale/lang"

// Excerpt is a span of a document's text together with the words that stand
// there: the evidence for one field of a row.
type Excerpt struct {
	lang.Span
	Text string `json:"text"`
}

// DocumentKind says what sort of text a document is.
type DocumentKind string

// The kinds of documents.
const (
	Report     DocumentKind = "report"
	Transcript DocumentKind = "transcript"
	Paper      DocumentKind = "paper"
	Release    DocumentKind = "release"
	Note       DocumentKind = "note"
)

// DocumentKinds lists every kind of document.
var DocumentKinds = []DocumentKind{Report, Transcript, Paper, Release, Note}

// PartKind says which part of a document's layout a stretch of text is.
type PartKind string

// The parts of a document. Words of different parts are not run together.
const (
	Title   PartKind = "title"
	Heading PartKind = "heading"
	Caption PartKind = "caption"
	Body    PartKind = "body"
)

// PartKinds lists every kind of part.
var PartKinds = []PartKind{Title, Heading, Caption, Body}

// Part is one stretch of a document's layout. What lies between parts, such as
// a front matter block or a dateline, is not read as sentences.
type Part struct {
	lang.Span
	Kind PartKind
}

// Dateline is where and when a report says that it was written, and for which
// agency: "KYIV, Jan 27 (Reuters) -". Date is an ISO date or "" where the
// dateline has none that can be completed.
type Dateline struct {
	Place  string `json:"place"`
	Date   string `json:"date"`
	Agency string `json:"agency"`
}

// Origin says where a fact about a document was taken from. What is declared
// by a person outranks the table of reports, that the text, and that the file.
type Origin string

// The origins of metadata, highest rank first.
const (
	FromCorrection  Origin = "correction"
	FromTable       Origin = "table"
	FromRecord      Origin = "record" // the fields of a record: keys of a JSON line, columns of a row, labels of an export, headers of a mail
	FromFrontMatter Origin = "front_matter"
	FromMarkup      Origin = "markup" // what a page or document says of itself in its markup
	FromDateline    Origin = "dateline"
	FromText        Origin = "text"
	FromProperties  Origin = "properties" // what a program wrote into its file: seldom what a reader would say
)

// Origins lists every origin, highest rank first.
var Origins = []Origin{FromCorrection, FromTable, FromRecord, FromFrontMatter, FromMarkup, FromDateline, FromText, FromProperties}

// At names the place within an origin: FromRecord.At("PD") is "record: PD".
func (o Origin) At(place string) Origin {
	if place == "" {
		return o
	}
	return o.Class() + ": " + Origin(place)
}

// Class returns the origin without the place within it.
func (o Origin) Class() Origin {
	for i := range len(o) {
		if o[i] == ':' {
			return o[:i]
		}
	}
	return o
}

// Bounds is what the text of an undated report says about its own day: it was
// not written before NotBefore (an ISO date), as the evidence shows. It is
// never used as the report's date.
type Bounds struct {
	NotBefore string  `json:"not_before"`
	Evidence  Excerpt `json:"evidence"`
}

// Fact is one value of a document's metadata with its origin, kept even where
// another value outranks it. Span is where it stands in the text, for origins
// within the text; else nil.
type Fact struct {
	Field  string
	Value  string
	Origin Origin
	Span   *lang.Span
}

// Document is one text with its metadata, as intake hands it on. Strings are
// empty where nothing is known; Text is the stored text, byte for byte.
type Document struct {
	Name     string // its identity in a dossier: the id of a JSON line or a slash path
	Text     string
	Kind     DocumentKind
	Short    string // what tables call it: "TASS, 9 Feb 2022"
	Outlet   string
	Title    string
	URI      string
	Language string // BCP 47 primary tag: "en"
	// Published is an ISO date, or date and time with or without zone, as given.
	Published     string
	PublishedFrom Origin
	Dateline      *Dateline
	Bounds        *Bounds
	Encoding      string // the encoding of the bytes received: "utf-8", "utf-16le", …
	ByteBase      int    // bytes of the file before the text: 3 after a UTF-8 byte order mark
	Parts         []Part
	Facts         []Fact            // every value found, with its origin, whichever won
	Extra         map[string]string // unknown keys and columns, each value as JSON
}

// Day returns the report's own day, from which its relative time expressions
// count, as an ISO date: the dateline's date, else the date part of Published
// in its written zone, else "".
func (d *Document) Day() string {
	if d.Dateline != nil && d.Dateline.Date != "" {
		return d.Dateline.Date
	}
	if len(d.Published) >= len("2006-01-02") {
		return d.Published[:len("2006-01-02")]
	}
	return ""
}

// Readable reports whether the stages of reading apply to the document: those
// read English only, and an unknown language is taken for English.
func (d *Document) Readable() bool { return d.Language == "" || d.Language == "en" }

// DocumentRow is a document as the record answers with it.
type DocumentRow struct {
	ID            string         `json:"id"`
	Short         string         `json:"short"`
	Kind          DocumentKind   `json:"kind"`
	Outlet        *string        `json:"outlet"`
	Title         *string        `json:"title"`
	Published     *string        `json:"published"`
	PublishedFrom *Origin        `json:"published_from"`
	Bounds        *Bounds        `json:"bounds"`
	Dateline      DatelineRow    `json:"dateline"`
	URI           *string        `json:"uri"`
	Language      *string        `json:"language"`
	Encoding      string         `json:"encoding"`
	ByteBase      int            `json:"byte_base"`
	Bytes         int            `json:"bytes"`
	Version       string         `json:"version"`
	Versions      int            `json:"versions"`
	Model         *string        `json:"model"` // the model that read it; null where it was not read
	NotRead       *string        `json:"not_read"`
	Extra         map[string]any `json:"extra"`
}

// DatelineRow is a dateline with null for what is not known.
type DatelineRow struct {
	Place  *string `json:"place"`
	Date   *string `json:"date"`
	Agency *string `json:"agency"`
}
