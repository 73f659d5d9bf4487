package webpage

import (
	"encoding/json"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/lang"
)

// Bounds of what is kept of the head of one page.
const (
	maxMetas   = 500
	maxScripts = 50
	maxMoments = 2000
	maxValue   = 2000 // bytes of one value
)

// metadata is what a page says about itself outside its text.
type metadata struct {
	metas     []attribute // key in lower case: property, name, itemprop or http-equiv
	canonical string
	base      string
	language  string
	title     lang.Span // the content of <title>
	scripts   []lang.Span
	moments   []timed
}

// timed is an element with a datetime.
type timed struct {
	node  int32
	value string
}

// note takes a <meta>, <link> or <base>.
func (m *metadata) note(tag atom.Atom, attributes []attribute) {
	get := func(key string) string {
		for _, a := range attributes {
			if a.key == key {
				return strings.TrimSpace(a.value[:min(len(a.value), maxValue)])
			}
		}
		return ""
	}
	switch tag {
	case atom.Base:
		if m.base == "" {
			m.base = get("href")
		}
	case atom.Link:
		if m.canonical == "" && strings.EqualFold(get("rel"), "canonical") {
			m.canonical = get("href")
		}
	case atom.Meta:
		value := get("content")
		if value == "" || len(m.metas) >= maxMetas {
			return
		}
		for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
			if name := get(key); name != "" {
				m.metas = append(m.metas, attribute{strings.ToLower(name), strings.ToValidUTF8(value, "\uFFFD")})
			}
		}
	}
}

// root takes <html>.
func (m *metadata) root(attributes []attribute) {
	for _, a := range attributes {
		if m.language == "" && (a.key == "lang" || a.key == "xml:lang") {
			m.language = a.value
		}
	}
}

func (m *metadata) moment(node int32, value string) {
	if len(m.moments) < maxMoments && value != "" {
		m.moments = append(m.moments, timed{node, value[:min(len(value), maxValue)]})
	}
}

func (m *metadata) script(start, end int) {
	if len(m.scripts) < maxScripts {
		m.scripts = append(m.scripts, lang.Span{Start: start, End: end})
	}
}

func (m *metadata) titled(start, end int) {
	if m.title.Len() == 0 {
		m.title = lang.Span{Start: start, End: end}
	}
}

// meta returns the first value of a name.
func (m *metadata) meta(name string) string {
	for _, a := range m.metas {
		if a.key == name {
			return a.value
		}
	}
	return ""
}

// linked is what the JSON-LD of a page says about its article.
type linked struct {
	headline, published, modified, publisher, language, address string
	authors                                                     []string
	article                                                     bool
}

// articleTypes are the types of schema.org that are texts with a day.
var articleTypes = map[string]bool{
	"Article": true, "NewsArticle": true, "ReportageNewsArticle": true, "AnalysisNewsArticle": true,
	"OpinionNewsArticle": true, "BackgroundNewsArticle": true,
	"AskPublicNewsArticle": true, "ReviewNewsArticle": true, "AdvertiserContentArticle": true, "BlogPosting": true,
	"LiveBlogPosting": true, "Report": true,
	"ScholarlyArticle": true, "TechArticle": true, "SocialMediaPosting": true, "DiscussionForumPosting": true,
	"PressRelease": true, "SpecialAnnouncement": true,
}

// linkedData reads the JSON-LD of a page: the first object that is an article.
// What is not JSON is passed over.
func (t *tree) linkedData() linked {
	var found linked
	for _, span := range t.head.scripts {
		raw := t.text[span.Start:span.End]
		var value any
		if json.Unmarshal(raw, &value) != nil {
			// Line breaks within strings are the fault that is seen most.
			if json.Unmarshal([]byte(strings.Map(withoutControls, string(raw))), &value) != nil {
				continue
			}
		}
		found.walk(value, 0)
	}
	return found
}

func withoutControls(r rune) rune {
	if r < ' ' {
		return ' '
	}
	return r
}

// walk looks for the article in a value of JSON-LD.
func (l *linked) walk(value any, depth int) {
	if depth > 6 || l.article {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			l.walk(item, depth+1)
		}
	case map[string]any:
		if isArticleType(v["@type"]) {
			l.take(v)
			return
		}
		for _, key := range []string{"@graph", "mainEntity", "itemListElement", "mainEntityOfPage"} {
			l.walk(v[key], depth+1)
		}
	}
}

func isArticleType(value any) bool {
	for _, name := range texts(value) {
		if articleTypes[name[strings.LastIndexByte(name, '/')+1:]] {
			return true
		}
	}
	return false
}

func (l *linked) take(v map[string]any) {
	l.article = true
	l.headline = first(texts(v["headline"]))
	if l.headline == "" {
		l.headline = first(texts(v["name"]))
	}
	l.published, l.modified = first(texts(v["datePublished"])), first(texts(v["dateModified"]))
	l.language = first(texts(v["inLanguage"]))
	l.authors = texts(v["author"])
	l.publisher = first(texts(v["publisher"]))
	l.address = first(addresses(v["mainEntityOfPage"]))
	if l.address == "" {
		l.address = first(addresses(v["url"]))
	}
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// texts reads a value that is a string, a thing with a name, or a list of them.
func texts(value any) []string {
	switch v := value.(type) {
	case string:
		if s := plain(v); s != "" {
			return []string{s}
		}
	case []any:
		var all []string
		for _, item := range v[:min(len(v), 50)] {
			if _, nested := item.([]any); !nested {
				all = append(all, texts(item)...)
			}
		}
		return all
	case map[string]any:
		if name, ok := v["name"].(string); ok {
			return texts(name)
		}
		if name, ok := v["@value"].(string); ok {
			return texts(name)
		}
	}
	return nil
}

// addresses reads a value that is an address, or a thing with one.
func addresses(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case map[string]any:
		for _, key := range []string{"@id", "url"} {
			if s, ok := v[key].(string); ok {
				return []string{s}
			}
		}
	}
	return nil
}

// plain brings a value to one line: entities that were escaped twice are
// undone, white space is one space.
func plain(s string) string {
	if len(s) > maxValue {
		s = strings.ToValidUTF8(s[:maxValue], "")
	}
	return strings.Join(strings.Fields(strings.ToValidUTF8(html.UnescapeString(s), "\uFFFD")), " ")
}

// facts collects metadata: of each field, the value that is trusted most comes
// first.
type facts []verbale.Fact

func (f *facts) add(field, value, place string) {
	if value = plain(value); value != "" {
		*f = append(*f, verbale.Fact{Field: field, Value: value, Origin: verbale.FromMarkup.At(place)})
	}
}

// separators stand between the title of an article and the name of its outlet.
var separators = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " // "}

// divideTitle divides the content of <title> into the title of the article and
// the name of the outlet: by the heading or the name where they are known, else
// at the last separator, if what follows is short.
func divideTitle(title, heading, site string) (string, string) {
	title = plain(title)
	if heading != "" && len(title) > len(heading) && strings.EqualFold(title[:len(heading)], heading) {
		rest := title[len(heading):]
		for _, separator := range separators {
			if name, ok := strings.CutPrefix(rest, separator); ok {
				if at := strings.LastIndex(name, separator); at >= 0 {
					name = name[at+len(separator):]
				}
				return title[:len(heading)], name
			}
		}
		return title, ""
	}
	if heading != "" && len(title) > len(heading) && strings.EqualFold(title[len(title)-len(heading):], heading) {
		before := title[:len(title)-len(heading)]
		for _, separator := range append([]string{": "}, separators...) {
			if name, ok := strings.CutSuffix(before, separator); ok && len(strings.Fields(name)) <= 5 {
				return title[len(before):], name
			}
		}
	}
	cut, name := -1, ""
	for _, separator := range separators {
		if at := strings.LastIndex(title, separator); at > cut {
			cut, name = at, title[at+len(separator):]
		}
	}
	switch {
	case cut <= 0 || strings.EqualFold(title, heading):
		return title, ""
	case site != "" && strings.EqualFold(name, site):
		return title[:cut], name
	case len(strings.Fields(title[:cut])) >= 3 && len(strings.Fields(name)) <= 4:
		return title[:cut], name
	}
	return title, ""
}

// resolve makes an address of a page whole; "" where it is none of the web, or
// only that of the site, which some systems write on every page.
func resolve(address, base, page string) string {
	if address == "" {
		return ""
	}
	whole, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	for _, from := range []string{base, page} {
		if parent, err := url.Parse(from); err == nil && from != "" && !whole.IsAbs() {
			whole = parent.ResolveReference(whole)
		}
	}
	whole.Fragment = ""
	if whole.Scheme != "http" && whole.Scheme != "https" || whole.Host == "" || strings.Trim(whole.Path,
		"/") == "" && whole.RawQuery == "" {
		return ""
	}
	return whole.String()
}

// describe collects what a page says about itself, with where it says so.
func (t *tree) describe(data linked, chosen choice, page string) facts {
	var f facts
	h := &t.head
	site := plain(h.meta("og:site_name"))
	heading := plain(t.wordsOf(chosen.title))
	f.add(intake.FieldTitle, heading, "h1")
	f.add(intake.FieldTitle, data.headline, "json-ld headline")
	f.add(intake.FieldTitle, h.meta("og:title"), "og:title")
	title, outlet := divideTitle(string(t.text[h.title.Start:h.title.End]), heading, site)
	f.add(intake.FieldTitle, title, "title")

	f.add(intake.FieldOutlet, site, "og:site_name")
	f.add(intake.FieldOutlet, data.publisher, "json-ld publisher")
	for _, name := range []string{"application-name", "dc.publisher", "cre", "source"} {
		f.add(intake.FieldOutlet, h.meta(name), name)
	}
	f.add(intake.FieldOutlet, outlet, "title")

	f.add(fieldAuthor, strings.Join(data.authors, ", "), "json-ld author")
	for _, name := range []string{"author", "article:author", "parsely-author", "dc.creator", "dcterms.creator",
		"byl", "sailthru.author"} {
		if value := h.meta(name); !strings.Contains(value, "://") {
			f.add(fieldAuthor, strings.TrimPrefix(strings.TrimPrefix(value, "By "), "by "), name)
		}
	}
	f.add(fieldAuthor, t.bylineOf(chosen), "byline")

	f.add(intake.FieldPublished, data.published, "json-ld datePublished")
	for _, name := range []string{"article:published_time", "og:article:published_time", "datepublished",
		"parsely-pub-date", "dc.date.issued", "dcterms.created", "dcterms.date",
		"dc.date", "dc.date.created", "publishdate", "publish-date", "publication_date", "pubdate", "sailthru.date",
		"article.published", "date", "cxenseparse:recs:publishtime"} {
		f.add(intake.FieldPublished, h.meta(name), name)
	}
	published, updated := t.momentsOf(chosen)
	f.add(intake.FieldPublished, published.value, published.place)

	f.add(fieldUpdated, data.modified, "json-ld dateModified")
	for _, name := range []string{"article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
		"dc.date.modified", "last-modified", "lastmod"} {
		f.add(fieldUpdated, h.meta(name), name)
	}
	f.add(fieldUpdated, updated.value, updated.place)

	for _, address := range []struct{ value, place string }{{h.canonical, "link canonical"}, {h.meta("og:url"),
		"og:url"}, {data.address, "json-ld url"}, {page, "address"}} {
		f.add(intake.FieldURI, resolve(address.value, h.base, page), address.place)
	}
	f.add(intake.FieldLanguage, h.language, "html lang")
	f.add(intake.FieldLanguage, h.meta("content-language"), "content-language")
	f.add(intake.FieldLanguage, data.language, "json-ld inLanguage")
	f.add(intake.FieldLanguage, h.meta("og:locale"), "og:locale")
	return f
}

// The fields that intake keeps in Extra and that pages tell.
const (
	fieldAuthor  = "author"
	fieldUpdated = "updated"
)

// placed is a value and where it stood.
type placed struct{ value, place string }

// labels that stand before a date in a page.
var momentLabels = []string{"published on", "published at", "published", "posted on", "posted", "first published",
	"created", "publication date", "date", "issued on", "issued", "on"}
var updateLabels = []string{"last updated on", "last updated", "last modified on", "last modified", "updated on",
	"updated at", "updated", "modified"}

// momentsOf finds the times of publication and of the last change near the
// title: in elements with a datetime, else in words that are a date.
func (t *tree) momentsOf(chosen choice) (published, updated placed) {
	for _, m := range t.head.moments {
		if _, ok := intake.ParseTime(m.value); !ok || !chosen.near(t, m.node) {
			continue
		}
		place := &published
		if own := t.elementWords(m.node, 60); t.updates(m.node, own) {
			place = &updated
		}
		if place.value == "" {
			*place = placed{m.value, "time"}
		}
	}
	for i := range t.nodes {
		if t.nodes[i].traits&isMoment == 0 || !chosen.near(t, int32(i)) {
			continue
		}
		words := strings.TrimSpace(t.elementWords(int32(i), 120))
		place, rest := &published, words
		if label, after := cutLabel(words, updateLabels); label {
			place, rest = &updated, after
		} else if label, after := cutLabel(words, momentLabels); label {
			rest = after
		}
		if when, ok := intake.ParseTime(strings.Trim(rest, " ,.|·–—-")); ok && place.value == "" {
			*place = placed{when, "words under the title"}
		}
	}
	return published, updated
}

// updates reports whether a time is that of a change: of the words "updated" and
// "published" that stand before it or in it, the last one counts.
func (t *tree) updates(node int32, own string) bool {
	around := strings.ToLower(t.elementWords(t.nodes[node].parent, 200))
	if before, _, ok := strings.Cut(around, strings.ToLower(own)); ok && own != "" {
		around = before + strings.ToLower(own)
	}
	changed := max(strings.LastIndex(around, "updated"), strings.LastIndex(around, "modified"))
	return changed > max(strings.LastIndex(around, "published"), strings.LastIndex(around, "posted"))
}

func cutLabel(words string, labels []string) (bool, string) {
	for _, label := range labels {
		if len(words) > len(label) && strings.EqualFold(words[:len(label)], label) && (words[len(label)] == ' ' || words[len(label)] == ':') {
			return true, strings.TrimLeft(words[len(label):], " :")
		}
	}
	return false, words
}

// bylineOf finds who wrote the article near the title.
func (t *tree) bylineOf(chosen choice) string {
	for i := range t.nodes {
		if t.nodes[i].traits&isByline == 0 || !chosen.near(t, int32(i)) || t.nodes[i].bytes > 200 {
			continue
		}
		words := strings.TrimSpace(t.elementWords(int32(i), 200))
		if cut := strings.IndexAny(words, "|\n·•"); cut > 0 {
			words = strings.TrimSpace(words[:cut])
		}
		if _, rest := cutLabel(words, []string{"by", "written by", "author",
			"from"}); rest != "" && len(strings.Fields(rest)) <= 12 {
			if _, date := intake.ParseTime(rest); !date {
				return rest
			}
		}
	}
	return ""
}
