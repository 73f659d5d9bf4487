package feed

import (
	"encoding/xml"
	"io"
	"strings"

	"verbale.dev/verbale/internal/intake/charset"
)

// Named is a feed or a page that a list names.
type Named struct {
	Address   string
	Title     string
	Published string // of a page in a sitemap of news: as it is written
}

// Listed is what a list names.
type Listed struct {
	Feeds    []Named
	Pages    []Named
	Sitemaps []Named // of an index of sitemaps
}

// maxListed is how many addresses are taken from one list: the limit of a
// sitemap (sitemaps.org).
const maxListed = 50_000

// ReadList reads OPML or a sitemap. It never fails: what is neither names
// nothing.
func ReadList(raw []byte) Listed {
	var l Listed
	text, err := charset.DecodeMarkup(raw, "")
	if err != nil {
		return l
	}
	d := newDecoder(text.Bytes)
	var current Named
	within, index := "", false
	for len(l.Feeds)+len(l.Pages)+len(l.Sitemaps) < maxListed {
		token, err := d.RawToken()
		if err == io.EOF || err != nil {
			return l
		}
		switch t := token.(type) {
		case xml.StartElement:
			within = nameOf(t.Name)
			switch within {
			case "outline":
				e := element{attributes: t.Attr}
				if address := resolve(e.attribute("xmlUrl"), ""); address != "" {
					title := e.attribute("title")
					if title == "" {
						title = e.attribute("text")
					}
					l.Feeds = append(l.Feeds, Named{Address: address, Title: oneLine(title)})
				}
			case "sitemapindex":
				index = true
			case "url", "sitemap":
				current = Named{}
			}
		case xml.CharData:
			words := strings.TrimSpace(string(t))
			switch within {
			case "loc":
				current.Address += words
			case "news:title":
				current.Title += words
			case "news:publication_date":
				current.Published += words
			}
		case xml.EndElement:
			within = ""
			name := nameOf(t.Name)
			if name != "url" && name != "sitemap" {
				continue
			}
			if current.Address = resolve(current.Address, ""); current.Address == "" {
				continue
			}
			if index {
				l.Sitemaps = append(l.Sitemaps, current)
			} else {
				l.Pages = append(l.Pages, current)
			}
		}
	}
	return l
}
