package intake

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"slices"
	"strconv"

	verbale "verbale.dev/verbale"
)

// Hash returns the identity of a version of a document: the SHA-256, in hex, of
// its stored text and its metadata as given. Given is what a table of reports,
// the fields of a record, the markup and the properties of its file say, and
// which reader made the text; what was recognised follows from the text,
// and a correction makes no new version. The name is not part of it, and
// neither is the order in which values were given.
func Hash(d *verbale.Document) string {
	sum := sha256.New()
	hashString(sum, d.Text)
	given := slices.DeleteFunc(slices.Clone(d.Facts), func(f verbale.Fact) bool {
		return !isGiven(f.Origin) || f.Origin.Class() == verbale.FromCorrection
	})
	slices.SortFunc(given, func(a, b verbale.Fact) int {
		return cmp.Or(cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Value, b.Value))
	})
	for _, f := range given {
		hashString(sum, string(f.Origin))
		hashString(sum, f.Field)
		hashString(sum, f.Value)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// hashString writes s so that no two lists of strings write the same bytes.
func hashString(sum hash.Hash, s string) {
	io.WriteString(sum, strconv.Itoa(len(s)))
	io.WriteString(sum, ":")
	io.WriteString(sum, s)
}
