package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// fieldLayout is the field of the fact that says what the stretches of a text
// are, as the markup of its file told: "title 0-21 heading 40-52 none 60-80".
const fieldLayout = "layout"

// notRead is how the layout names what is not to be read.
const notRead = "none"

// LayoutFact writes a layout as one fact, so that it is kept with the version
// and outlives every settling. False where there is nothing to say.
func LayoutFact(layout []verbale.Part) (verbale.Fact, bool) {
	if len(layout) == 0 {
		return verbale.Fact{}, false
	}
	var b strings.Builder
	for i, part := range layout {
		if i > 0 {
			b.WriteByte(' ')
		}
		kind := string(part.Kind)
		if kind == "" {
			kind = notRead
		}
		fmt.Fprintf(&b, "%s %d-%d", kind, part.Start, part.End)
	}
	return verbale.Fact{Field: fieldLayout, Value: b.String(), Origin: verbale.FromMarkup}, true
}

// layoutOf reads the layout among facts. What does not fit the text is left
// out.
func layoutOf(facts []verbale.Fact, text string) []verbale.Part {
	var layout []verbale.Part
	for _, f := range facts {
		if f.Field != fieldLayout || f.Origin.Class() != verbale.FromMarkup {
			continue
		}
		words := strings.Fields(f.Value)
		for i := 0; i+1 < len(words); i += 2 {
			from, to, ok := strings.Cut(words[i+1], "-")
			start, err1 := strconv.Atoi(from)
			end, err2 := strconv.Atoi(to)
			kind := verbale.PartKind(words[i])
			if kind == notRead {
				kind = ""
			} else if !slices.Contains(verbale.PartKinds, kind) {
				continue
			}
			if !ok || err1 != nil || err2 != nil || start < 0 || end <= start || end > len(text) {
				continue
			}
			if last := len(layout) - 1; last >= 0 && layout[last].End > start {
				continue
			}
			layout = append(layout, verbale.Part{Span: lang.Span{Start: start, End: end}, Kind: kind})
		}
		break
	}
	return layout
}

// toldAt returns what a layout says of a paragraph: the part that holds its
// first byte. False where it says nothing.
func toldAt(layout []verbale.Part, span lang.Span) (verbale.Part, bool) {
	i, _ := slices.BinarySearchFunc(layout, span.Start, func(p verbale.Part, at int) int {
		if p.End <= at {
			return -1
		}
		return 1
	})
	if i < len(layout) && layout[i].Start <= span.Start {
		return layout[i], true
	}
	return verbale.Part{}, false
}
