package feed

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/charset"
)

// The extractor goes up when the same bytes give another text.
const extractor = "feed/1"

// Format is the feed in XML: RSS and Atom.
var Format = intake.Format{
	Name: "feed (RSS, Atom)", Extractor: extractor, Endings: []string{".rss", ".atom", ".rdf", ".xml"}, Many: true,
	Signed: true, Match: func(h intake.Head) bool { return rootOf(h) == "feed" }, Read: readXML,
}

// JSON is the feed in JSON.
var JSON = intake.Format{
	Name: "feed (JSON Feed)", Extractor: extractor, Endings: []string{".json"}, Many: true,
	Match: func(h intake.Head) bool {
		text := h.Text()
		return strings.HasPrefix(text, "{") && strings.Contains(strings.ReplaceAll(text, `\/`, "/"), "jsonfeed.org/version/")
	},
	Read: func(_ context.Context, in *intake.Input, out *intake.Sink) error {
		raw, err := in.All()
		if err != nil {
			return err
		}
		return reportsJSON(raw, in.URL, out.Report)
	},
}

// List is OPML and the sitemap, which name feeds and pages and hold no words of
// theirs.
var List = intake.Format{
	Name: "list of feeds (OPML, sitemap)", Endings: []string{".opml", ".xml"}, Many: true,
	Signed: true, Match: func(h intake.Head) bool { return rootOf(h) == "list" },
	Read: func(_ context.Context, _ *intake.Input, out *intake.Sink) error {
		return out.Refuse(&intake.Fault{Cause: intake.NoWords, Offset: -1,
			Reason: "it is a list of feeds or pages, and holds no reports", Advice: "follow it with verbale watch"})
	},
}

// rootOf tells a feed from a list by its first element.
func rootOf(h intake.Head) string {
	text := h.Text()
	for strings.HasPrefix(text, "<?") || strings.HasPrefix(text, "<!") {
		shut := ">"
		switch {
		case strings.HasPrefix(text, "<!--"):
			shut = "-->"
		case strings.HasPrefix(text, "<!") && strings.Contains(text[:strings.IndexByte(text+">", '>')], "["):
			shut = "]>"
		}
		_, rest, ok := strings.Cut(text, shut)
		if !ok {
			return ""
		}
		text = strings.TrimLeft(rest, " \t\r\n")
	}
	name := strings.TrimPrefix(text, "<")
	if name == text {
		return ""
	}
	if end := strings.IndexAny(name, " \t\r\n/>"); end >= 0 {
		name = name[:end]
	}
	switch name {
	case "rss", "feed", "rdf:rdf", "atom:feed":
		return "feed"
	case "opml", "urlset", "sitemapindex":
		return "list"
	}
	return ""
}

func damaged(err error) *intake.Fault {
	return &intake.Fault{Cause: intake.Damaged, Offset: -1,
		Reason: fmt.Sprintf("the feed cannot be read on (%v); what came before is in", err), Advice: "fetch it again"}
}

func readXML(_ context.Context, in *intake.Input, out *intake.Sink) error {
	raw, err := in.All()
	if err != nil {
		return err
	}
	text, err := charset.DecodeMarkup(raw, in.Encoding)
	if err != nil {
		return err
	}
	text.Bytes = bytes.ReplaceAll(text.Bytes, []byte{0}, []byte{' '})
	p := parseXML(text)
	seen := map[string]bool{}
	for _, e := range p.entries {
		rep := p.report(e, in.URL)
		if strings.TrimSpace(rep.Text) == "" || rep.ID != "" && seen[rep.ID] {
			continue // an entry without words, or one that a feed has twice
		}
		seen[rep.ID] = true
		if err := out.Report(rep); err != nil {
			return err
		}
	}
	switch {
	case p.err != nil:
		return damaged(p.err)
	case len(p.entries) == 0:
		return &intake.Fault{Cause: intake.Empty, Offset: -1, Reason: "there is no entry in the feed"}
	}
	return nil
}
