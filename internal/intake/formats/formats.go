// Package formats answers which forms of files are read: it is the one list of
// them, in the order in which they are tried.
//
//	r := formats.NewReader()
//	err := r.Read(ctx, []string{"cuttings"}, func(item intake.Item) error { … })
//
// A new form is a package of its own below internal/intake that makes an
// [intake.Format], and a line here. Text and JSON are read by intake itself.
package formats

import (
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/archive"
	"verbale.dev/verbale/internal/intake/delimited"
	"verbale.dev/verbale/internal/intake/docx"
	"verbale.dev/verbale/internal/intake/epub"
	"verbale.dev/verbale/internal/intake/feed"
	"verbale.dev/verbale/internal/intake/mail"
	"verbale.dev/verbale/internal/intake/odt"
	"verbale.dev/verbale/internal/intake/parquet"
	"verbale.dev/verbale/internal/intake/pdf"
	"verbale.dev/verbale/internal/intake/press"
	"verbale.dev/verbale/internal/intake/rtf"
	"verbale.dev/verbale/internal/intake/sheet"
	"verbale.dev/verbale/internal/intake/warc"
	"verbale.dev/verbale/internal/intake/webpage"
)

// All returns every format, in the order in which they are tried: those that
// are told by a signature before those that are told by their words.
func All() []intake.Format {
	return []intake.Format{
		docx.Format,
		odt.Format,
		epub.Format,
		rtf.Format,
		pdf.Format,
		sheet.Format,
		parquet.Format,
		warc.Package,
		warc.Format,
		archive.Zip,
		archive.Tar,
		webpage.Format,
		feed.Format,
		feed.JSON,
		feed.List,
		mail.Outlook,
		mail.Saved,
		mail.Mailbox,
		mail.Message,
		delimited.Format,
	}
}

// Splitters returns what takes apart texts of many reports, in the order in
// which they are tried.
func Splitters() []intake.Splitter { return press.Splitters() }

// NewReader returns a reader with the default limits that knows every format.
func NewReader() *intake.Reader { return &intake.Reader{Formats: All(), Splitters: Splitters()} }
