package webpage

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"verbale.dev/verbale/internal/intake"
)

// extractor names this reader. It goes up when the same bytes give another text.
const extractor = "page/1"

// Format is the web page: HTML as a browser reads it, and XHTML.
var Format = intake.Format{
	Name: "web page (HTML)", Extractor: extractor, Endings: []string{".html", ".htm", ".xhtml", ".xht", ".shtml"},
	Signed: true, Match: isPage, Read: readPage,
}

// isPage reports whether a file begins like a page. Comments and a declaration
// of XML may stand before.
func isPage(h intake.Head) bool {
	text := h.Text()
	for {
		switch {
		case strings.HasPrefix(text, "<!--"):
			_, rest, ok := strings.Cut(text, "-->")
			if !ok {
				return false
			}
			text = strings.TrimLeft(rest, " \t\r\n")
			continue
		case strings.HasPrefix(text, "<?xml"):
			_, rest, ok := strings.Cut(text, "?>")
			if !ok {
				return false
			}
			text = strings.TrimLeft(rest, " \t\r\n")
			continue
		}
		break
	}
	for _, start := range []string{"<!doctype html", "<html", "<head>", "<head ", "<body"} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	// A fragment counts under the name of a page only.
	switch h.Ending() {
	case ".html", ".htm", ".xhtml", ".xht", ".shtml":
		return strings.HasPrefix(text, "<") && !strings.HasPrefix(text, "<?") || bytes.Contains(h.Bytes, []byte("</"))
	}
	return false
}

func readPage(_ context.Context, in *intake.Input, out *intake.Sink) error {
	raw, err := in.All()
	if err != nil {
		return err
	}
	page, err := Extract(raw, Options{Encoding: in.Encoding, Address: in.URL})
	if err != nil {
		return err
	}
	if err := page.Doubt(out); err != nil {
		return err
	}
	return out.Report(page.Report())
}

// Report is the page as a report: named by the address that it gives itself,
// else by the one that it was fetched from.
func (p *Page) Report() intake.Report {
	rep := intake.Report{Text: p.Text, Map: p.Map, Facts: p.Facts, Layout: p.Layout, Encoding: p.Encoding}
	rep.Name = p.Address()
	rep.ID = rep.Name
	return rep
}

// Address is the canonical address of the page, else the one that it was fetched
// from, else "".
func (p *Page) Address() string {
	for _, f := range p.Facts {
		if f.Field == intake.FieldURI {
			return f.Value
		}
	}
	return ""
}

// Doubt tells of several articles on one page, and of bytes that stand for no character. It fails only when the run
// is to end.
func (p *Page) Doubt(out *intake.Sink) error {
	if p.Stories > 0 {
		if err := out.Fault(&intake.Fault{Kind: intake.Doubtful, Cause: intake.Understood, Offset: -1,
			Reason: fmt.Sprintf("the page holds %d articles of one size and is read as one report", p.Stories),
			Advice: "give the pages of the articles where each is a report of its own"}); err != nil {
			return err
		}
	}
	if p.Bad == 0 {
		return nil
	}
	return out.Fault(&intake.Fault{Kind: intake.Doubtful, Cause: intake.BadEncoding, Offset: p.BadAt,
		Reason: fmt.Sprintf("%d bytes of the page are not %s as it declares, and stand as U+FFFD in the text", p.Bad, p.Encoding),
		Advice: "name its encoding with --encoding"})
}
