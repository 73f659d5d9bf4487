package web

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	shared "verbale.dev/verbale/internal/address"
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
func (a address) path() string { return shared.Of(a.document, a.version, a.span) }

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
