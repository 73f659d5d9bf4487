// Package address answers: by which address are a report and its words found again?
//
// In go a document, a version and a span; out comes the path under which the pages of
// every server show them ([Of]), which does not change with the machine, and the
// outlet's own address with the words as a text fragment ([Portable]).
//
//	address.Of("news/a.txt", "3f2a90c1d4e5b677", &lang.Span{Start: 120, End: 188}) // "/d/news/a.txt@3f2a90c1d4e5b677/120-188"
//
// Every name of a document has an address, and no two have the same one.
package address

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"

	"verbale.dev/verbale/lang"
)

// Of spells the address of a document, of its newest version where version is "", and
// of a span of it where there is one.
func Of(document, version string, span *lang.Span) string {
	path := "/d/" + Escape(document)
	if version != "" {
		path += "@" + version
	}
	if span != nil {
		path += fmt.Sprintf("/%d-%d", span.Start, span.End)
	}
	return path
}

// Escape spells a document's name as elements of a path. A name that has elements
// which browsers take away ("..", "." or nothing) is spelt in base64 behind a tilde.
func Escape(name string) string {
	elements := strings.Split(name, "/")
	plain := !strings.HasPrefix(name, "~")
	for i, element := range elements {
		plain = plain && element != "" && element != "." && element != ".."
		elements[i] = url.PathEscape(element)
	}
	if !plain {
		return "~" + base64.RawURLEncoding.EncodeToString([]byte(name))
	}
	return strings.Join(elements, "/")
}

// Portable returns the outlet's own address with a text fragment that makes a browser
// find the words there, or "" where the report has none that is http.
// https://wicg.github.io/scroll-to-text-fragment/
func Portable(uri *string, words string) string {
	if uri == nil {
		return ""
	}
	parsed, err := url.Parse(*uri)
	if err != nil || parsed.Scheme != "http" && parsed.Scheme != "https" || parsed.Host == "" {
		return ""
	}
	parsed.Fragment, parsed.RawFragment = "", ""
	list := strings.Fields(words)
	fragment := fragmentText(strings.Join(list, " "))
	if len(list) > 12 {
		fragment = fragmentText(strings.Join(list[:5], " ")) + "," + fragmentText(strings.Join(list[len(list)-5:], " "))
	}
	return parsed.String() + "#:~:text=" + fragment
}

// fragmentText escapes what has a meaning of its own in a text fragment.
func fragmentText(words string) string {
	return strings.NewReplacer("-", "%2D", "+", "%20").Replace(url.QueryEscape(words))
}
