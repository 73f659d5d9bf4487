// Package identity answers: which actors of different reports are one?
//
// In goes an actor as one report knows it, out comes the id of the actor of
// the dossier. The id is derived from the content, so that it does not depend
// on the order in which reports arrive. Two actors of different reports are
// one only where their fullest names agree; an unnamed source, and an actor
// known by a last name alone, is never joined with that of another report.
//
// Cost: linear in the length of the name; no memory is kept.
package identity

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"verbale.dev/verbale"
)

// ID returns the id of the actor of the dossier that local, the actor of that
// ordinal in the report of that name, is taken for: "a-" and 16 letters.
func ID(local verbale.LocalActor, report string, ordinal int) string {
	key := string(local.Type) + "\x00" + fold(local.Name)
	if !joinable(local) {
		key += fmt.Sprintf("\x00%s\x00%d", report, ordinal)
	}
	digest := sha256.Sum256([]byte(key))
	return "a-" + strings.ToLower(base32.StdEncoding.EncodeToString(digest[:10]))
}

// joinable reports whether the name is enough to take two actors for one.
func joinable(local verbale.LocalActor) bool {
	switch local.Type {
	case verbale.Unnamed, verbale.UnknownType:
		return false
	case verbale.Person:
		return strings.Contains(strings.TrimSpace(local.Name), " ")
	}
	return true
}

// fold brings names to one form: canonical composition, no case, one space.
func fold(name string) string {
	return strings.Join(strings.Fields(cases.Fold().String(norm.NFC.String(name))), " ")
}
