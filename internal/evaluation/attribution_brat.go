package evaluation

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"verbale.dev/verbale/internal/export/brat"
	"verbale.dev/verbale/lang"
)

// GoldAttributions returns the attributions of an article annotated in PolNeAR's
// way: events of type Attribution with arguments Source, Cue and Content, each
// of which may come several times (brat numbers them: Content2) or be missing.
// It is an error if a range lies outside the text or an event names what is not
// there.
func GoldAttributions(text string, annotations *brat.Annotations) ([]Attribution, error) {
	offsets := brat.NewOffsets(text)
	bounds := map[string]brat.TextBound{}
	for _, t := range annotations.TextBounds {
		bounds[t.ID] = t
	}
	var all []Attribution
	for _, e := range annotations.Events {
		if e.Type != "Attribution" {
			continue
		}
		var a Attribution
		for _, argument := range e.Arguments {
			c := slices.Index([]string{"Source", "Cue", "Content"}, strings.TrimRight(argument.Role, "0123456789"))
			if c < 0 {
				continue
			}
			t, ok := bounds[argument.ID]
			if !ok {
				return nil, fmt.Errorf("evaluation: %s names %s, which is not there", e.ID, argument.ID)
			}
			for _, r := range t.Ranges {
				span, ok := offsets.Span(r)
				if !ok {
					return nil, fmt.Errorf("evaluation: %s: %d to %d is outside the text", t.ID, r.Start, r.End)
				}
				a[c] = append(a[c], span)
			}
		}
		for c := range a {
			slices.SortFunc(a[c], func(x, y lang.Span) int { return cmp.Or(x.Start-y.Start, x.End-y.End) })
		}
		all = append(all, a)
	}
	return all, nil
}
