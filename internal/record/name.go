package record

import (
	"fmt"
	"strings"
)

// NameError says that a name means no actor of the dossier, or several. It is of
// the kind ErrQuery.
type NameError struct {
	Name    string
	Several []string // names and ids of those that it means
	Nearest []string // names that may have been meant, the nearest first
}

func (e *NameError) Error() string {
	switch {
	case len(e.Several) > 0:
		return fmt.Sprintf("%d actors are called %q: name one by its id (%s)", len(e.Several), e.Name, strings.Join(e.Several[:min(5, len(e.Several))], ", "))
	case len(e.Nearest) > 0:
		return fmt.Sprintf("no actor is called %q; did you mean %s?", e.Name, strings.Join(e.Nearest, " or "))
	}
	return fmt.Sprintf("no actor is called %q", e.Name)
}

// Unwrap says of which kind the error is.
func (e *NameError) Unwrap() error { return ErrQuery }
