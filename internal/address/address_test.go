package address_test

import (
	"testing"

	"verbale.dev/verbale/internal/address"
	"verbale.dev/verbale/lang"
)

func TestAddresses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		document, version string
		span              *lang.Span
		want              string
	}{
		{"a b/c?.txt", "", nil, "/d/a%20b/c%3F.txt"},
		{"a.txt", "0123456789abcdef", &lang.Span{Start: 3, End: 9}, "/d/a.txt@0123456789abcdef/3-9"},
		{"../a", "", nil, "/d/~Li4vYQ"},
		{"", "", nil, "/d/~"},
	} {
		if got := address.Of(c.document, c.version, c.span); got != c.want {
			t.Errorf("%q: %s, want %s", c.document, got, c.want)
		}
	}
	uri, local := "https://kurier.example/a#top", "file:///home/a"
	if got, want := address.Portable(&uri, "the dam-gate held"), "https://kurier.example/a#:~:text=the%20dam%2Dgate%20held"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if address.Portable(nil, "x") != "" || address.Portable(&local, "x") != "" {
		t.Error("what is no web page has an address")
	}
}
