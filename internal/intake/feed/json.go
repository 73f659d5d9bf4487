package feed

import (
	"bytes"
	"encoding/json"
	"strings"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/webpage"
	"verbale.dev/verbale/lang"
)

// jsonFeed is a feed as jsonfeed.org has it, version 1 and 1.1.
type jsonFeed struct {
	Title    string            `json:"title"`
	Language string            `json:"language"`
	Items    []json.RawMessage `json:"items"`
}

// jsonItem is what is read of an item beside its texts.
type jsonItem struct {
	ID        any    `json:"id"`
	URL       string `json:"url"`
	Published string `json:"date_published"`
	Modified  string `json:"date_modified"`
	Language  string `json:"language"`
	Author    struct {
		Name string `json:"name"`
	} `json:"author"`
	Authors []struct {
		Name string `json:"name"`
	} `json:"authors"`
}

// reportsJSON makes the reports of a JSON Feed.
func reportsJSON(raw []byte, address string, yield func(intake.Report) error) error {
	var f jsonFeed
	if err := json.Unmarshal(bytes.TrimPrefix(raw, []byte("\uFEFF")), &f); err != nil {
		return damaged(err)
	}
	at := 0
	for _, item := range f.Items {
		// Items stand in the feed as they were written, one after the other.
		next := bytes.Index(raw[at:], item)
		if next < 0 {
			continue
		}
		at += next
		if err := yield(f.report(item, at, address)); err != nil {
			return err
		}
		at += len(item)
	}
	return nil
}

// report makes a report of an item that stands at a byte of the feed.
func (f *jsonFeed) report(raw []byte, at int, address string) intake.Report {
	var item jsonItem
	var members map[string]json.RawMessage
	_ = json.Unmarshal(raw, &item) // what is of another type is absent
	_ = json.Unmarshal(raw, &members)
	var b intake.MapBuilder
	rep := intake.Report{}
	add := func(key string, kind verbale.PartKind) bool {
		words, m := member(raw, members, key, at)
		if m == nil {
			return false
		}
		if key != "content_text" && key != "summary" {
			page, err := webpage.Whole([]byte(words), webpage.Options{Encoding: "utf-8"})
			if err != nil {
				return false
			}
			words, m = page.Text, page.Map.Compose(m)
			if kind == "" {
				for _, part := range page.Layout {
					shift := b.Len()
					if shift > 0 {
						shift += len("\n\n")
					}
					part.Start, part.End = part.Start+shift, part.End+shift
					rep.Layout = append(rep.Layout, part)
				}
			}
		}
		if strings.TrimSpace(words) == "" || strings.ContainsRune(words, 0) {
			return false
		}
		if b.Len() > 0 {
			b.Make("\n\n", at)
		}
		start := b.Len()
		b.Append(words, m, lang.Span{End: len(words)})
		if kind != "" {
			rep.Layout = append(rep.Layout, verbale.Part{Span: lang.Span{Start: start, End: b.Len()}, Kind: kind})
		}
		return true
	}
	add("title", verbale.Title)
	for _, key := range []string{"content_html", "content_text", "summary"} {
		if add(key, "") {
			break
		}
	}
	rep.Text, rep.Map = b.String(), b.Map()

	fact := func(field, value, place string) {
		if value = oneLine(value); value != "" {
			rep.Facts = append(rep.Facts, verbale.Fact{Field: field, Value: value,
				Origin: verbale.FromRecord.At(place)})
		}
	}
	quoted := func(value string) string {
		if value == "" {
			return ""
		}
		raw, _ := json.Marshal(value) // a string always can be
		return string(raw)
	}
	if title, m := member(raw, members, "title", at); m != nil {
		fact(intake.FieldTitle, title, "title")
	}
	link := resolve(item.URL, address)
	fact(intake.FieldURI, link, "url")
	fact(intake.FieldPublished, item.Published, "date_published")
	fact("updated", quoted(item.Modified), "date_modified")
	fact(intake.FieldOutlet, f.Title, "feed title")
	var authors []string
	for _, author := range item.Authors {
		authors = append(authors, author.Name)
	}
	if len(authors) == 0 && item.Author.Name != "" {
		authors = []string{item.Author.Name}
	}
	fact("author", quoted(strings.Join(authors, ", ")), "authors")
	fact(intake.FieldLanguage, item.Language, "language")
	fact(intake.FieldLanguage, f.Language, "language")
	switch id := item.ID.(type) {
	case string:
		rep.ID = oneLine(id)
	case float64:
		rep.ID = string(members["id"])
	}
	if rep.ID == "" {
		rep.ID = link
	}
	return rep
}

// member returns a string of an object that stands at a byte of the feed, with
// its map; a nil map where there is none.
func member(raw []byte, members map[string]json.RawMessage, key string, at int) (string, intake.Map) {
	value := members[key]
	if len(value) < 3 || value[0] != '"' {
		return "", nil
	}
	from := max(0, bytes.Index(raw, []byte(`"`+key+`"`)))
	place := bytes.Index(raw[from:], value)
	if place < 0 {
		return "", nil
	}
	return intake.Unquote(value, at+from+place)
}
