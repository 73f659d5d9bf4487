package main

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/lang"
)

// band is how often statements of one confidence and rule were right.
type band struct{ all, cue, right, exact int }

// bands counts statements by rule and by confidence, in steps of 50.
type bands map[string]*band

// add judges the outermost statements of an article: whether the cue touches an
// annotated one, whether in addition the source touches and half of the content
// or more agrees, and whether all three agree exactly.
func (b bands) add(gold []evaluation.Attribution, statements []verbale.Statement) {
	for i := range statements {
		found := evaluation.OutermostAttributions(statements[i : i+1])
		if len(found) == 0 {
			continue
		}
		key := fmt.Sprintf("%s %3d", statements[i].Rule, statements[i].Confidence/50*50)
		if b[key] == nil {
			b[key] = &band{}
		}
		b[key].all++
		for _, g := range gold {
			if !touches(found[0], g) {
				continue
			}
			b[key].cue++
			if share(found[0][evaluation.ContentSpans], g[evaluation.ContentSpans]) >= 0.5 &&
				(len(g[evaluation.SourceSpans]) == 0 || share(found[0][evaluation.SourceSpans], g[evaluation.SourceSpans]) > 0) {
				b[key].right++
			}
			if fmt.Sprint(found[0]) == fmt.Sprint(g) {
				b[key].exact++
			}
			break
		}
	}
}

// share is the bytes that two lists of spans have in common over all of theirs.
func share(a, b []lang.Span) float64 {
	both, all := 0, 0
	for _, x := range a {
		all += x.Len()
		for _, y := range b {
			both += max(0, min(x.End, y.End)-max(x.Start, y.Start))
		}
	}
	for _, y := range b {
		all += y.Len()
	}
	if all == both {
		return 0
	}
	return float64(both) / float64(all-both)
}

func (b bands) print(w io.Writer) {
	for _, key := range slices.Sorted(maps.Keys(b)) {
		x := b[key]
		fmt.Fprintf(w, "%-24s n %4d  cue %.3f  right %.3f  exact %.3f\n", key, x.all,
			float64(x.cue)/float64(x.all), float64(x.right)/float64(x.all), float64(x.exact)/float64(x.all))
	}
}
