package web

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"verbale.dev/verbale/lang"
)

// place is what an address below /d/ names: a document, perhaps a version of
// it, perhaps a span.
type address struct {
	document string
	version  string // first digits of its hash; "" is the newest
	span     *lang.Span
}

var (
	spanElement    = regexp.MustCompile(`^(\d{1,9})-(\d{1,9})$`)
	versionElement = regexp.MustCompile(`^(.*)@([0-9a-f]{6,64})$`)
)

// path spells the address: /d/<document>@<version>/120-188.
func (a address) path() string {
	path := "/d/" + escapeName(a.document)
	if a.version != "" {
		path += "@" + a.version
	}
	if a.span != nil {
		path += fmt.Sprintf("/%d-%d", a.span.Start, a.span.End)
	}
	return path
}

// escapeName spells a document's name as elements of a path. A name that has
// elements which browsers take away ("..", "." or nothing) is spelt in base64
// behind a tilde.
func escapeName(name string) string {
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

// parseAddress reads what stands behind /d/ in an escaped path.
func parseAddress(escaped string) (address, error) {
	var a address
	if at := strings.LastIndexByte(escaped, '/'); at > 0 {
		if m := spanElement.FindStringSubmatch(escaped[at+1:]); m != nil {
			start, _ := strconv.Atoi(m[1])
			end, _ := strconv.Atoi(m[2])
			if start < end {
				a.span = &lang.Span{Start: start, End: end}
				escaped = escaped[:at]
			}
		}
	}
	if m := versionElement.FindStringSubmatch(escaped); m != nil {
		escaped, a.version = m[1], m[2]
	}
	if coded, ok := strings.CutPrefix(escaped, "~"); ok {
		name, err := base64.RawURLEncoding.DecodeString(coded)
		if err != nil {
			return a, fmt.Errorf("%w: %q is no name of a document", ErrQuery, escaped)
		}
		a.document = string(name)
		return a, nil
	}
	name, err := url.PathUnescape(escaped)
	if err != nil {
		return a, fmt.Errorf("%w: %q is no name of a document", ErrQuery, escaped)
	}
	a.document = name
	return a, nil
}

// portable returns the outlet's own address with a text fragment that makes a
// browser find the words there, or "" where the report has none that is http.
// https://wicg.github.io/scroll-to-text-fragment/
func portable(uri *string, words string) string {
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
