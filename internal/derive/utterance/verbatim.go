package utterance

import (
	"cmp"
	"slices"
)

// Rendering is one telling of what somebody said: the content of a statement.
type Rendering struct {
	Statement string   // its id
	Document  string   // the report that tells it
	Pieces    []string // the pieces of its content, in order
	Quoted    bool     // some of it stands within quotation marks
	Speakers  []string // ids of the actors who said it, in order of the text; none: unattributed
	Said      Days     // when it was said, as far as its report tells
	Reported  Days     // the day of the report
	Outer     string   // id of the statement that it stands within, or ""
}

// Days are the first and the last of some days, counted from any one day; Known is
// whether there are any.
type Days struct {
	First, Last int
	Known       bool
}

// near reports whether days of a and b are no further apart than an utterance is
// told again; unknown ones are not.
func (a Days) near(b Days) bool {
	return a.Known && b.Known && a.First-b.Last <= daysApart && b.First-a.Last <= daysApart
}

// Link says that two renderings are of one utterance, and why.
type Link struct {
	A, B int    // indices into the renderings
	By   string // the name of what tells so
	Run  int    // words in a row that both have
}

// The bounds of what one link asks for.
const (
	daysApart     = 10 // an utterance is told again within these
	headsKept     = 8  // renderings that a further one with the same fingerprint is held against
	sentenceShare = 60 // of a hundred words of a sentence, that tell by themselves
	sureWords     = 15 // words in a row that tell whatever else the renderings hold
	shortRun      = 5  // words in a row that tell where they are most of the shorter rendering
	strangerRun   = 12 // words in a row that tell where the speakers are not the same
)

// posting is a place where a fingerprint was found.
type posting struct {
	hash      uint64
	rendering int32
	at        int32
}

// Verbatim links the renderings that share words in a row. Its cost is that of
// sorting the words' fingerprints: renderings with the same fingerprint are held
// against headsKept others at most, so that a phrase of everybody's costs no more
// than another.
func Verbatim(renderings []Rendering) []Link {
	words := make([][]word, len(renderings))
	var postings []posting
	var prints []fingerprint
	for i := range renderings {
		for _, piece := range renderings[i].Pieces {
			words[i] = wordsOf(words[i], piece, 0)
		}
		prints = fingerprintsOf(prints[:0], words[i])
		for _, p := range prints {
			postings = append(postings, posting{p.hash, int32(i), p.at})
		}
	}
	slices.SortFunc(postings, func(a, b posting) int {
		ra, rb := &renderings[a.rendering], &renderings[b.rendering]
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(ra.Reported.First, rb.Reported.First), cmp.Compare(ra.Document, rb.Document),
			cmp.Compare(ra.Statement, rb.Statement), cmp.Compare(a.at, b.at))
	})
	sets := newSets(len(renderings))
	var links []Link
	for from := 0; from < len(postings); {
		to := from + 1
		for to < len(postings) && postings[to].hash == postings[from].hash {
			to++
		}
		links = linkGroup(links, renderings, words, postings[from:to], sets)
		from = to
	}
	return links
}

// linkGroup links renderings that share one fingerprint, in order of their days.
func linkGroup(links []Link, renderings []Rendering, words [][]word, group []posting, sets sets) []Link {
	if len(group) < 2 {
		return links
	}
	var heads [headsKept]posting
	kept := 0
	for _, p := range group {
		replaced := -1
		for h := kept - 1; h >= 0; h-- {
			other := heads[h]
			if sets.find(int(p.rendering)) == sets.find(int(other.rendering)) {
				replaced = h
				break
			}
			if link, ok := verify(renderings, words, other, p); ok {
				sets.join(int(p.rendering), int(other.rendering))
				links = append(links, link)
				replaced = h
			}
		}
		switch {
		case replaced >= 0:
			heads[replaced] = p
		case kept < headsKept:
			heads[kept] = p
			kept++
		default:
			copy(heads[:], heads[1:])
			heads[kept-1] = p
		}
	}
	return links
}

// verify says whether two renderings which share a fingerprint are of one
// utterance.
func verify(renderings []Rendering, words [][]word, a, b posting) (Link, bool) {
	ra, rb := &renderings[a.rendering], &renderings[b.rendering]
	if ra.Outer == rb.Statement || rb.Outer == ra.Statement || !within(ra, rb) {
		return Link{}, false
	}
	run, telling, share := runAround(words[a.rendering], words[b.rendering], int(a.at), int(b.at))
	wa, wb := words[a.rendering], words[b.rendering]
	shorter := min(len(wa), len(wb))
	link := Link{A: int(a.rendering), B: int(b.rendering), Run: run, By: "words"}
	same := sameSpeaker(ra, rb)
	switch {
	case telling == 0 || telling == 1 && (same != alike || run < sureRun):
		return link, false
	case same == different && ra.Document == rb.Document:
		return link, false
	case run < sureWords && share < sentenceShare && !overlaps(wa, wb):
		return link, false
	case same == different && !(ra.Quoted && rb.Quoted):
		return link, run >= strangerRun
	case same == different:
		return link, run >= sureRun && telling >= 2
	case run >= sureRun:
		return link, true
	case run >= shortRun && 5*run >= 4*shorter:
		return link, true
	}
	return link, false
}

// within reports whether two renderings can be of one occasion: their days are
// near, or those of their reports are, since the day that a report tells may be
// another's; of a report without a day nothing speaks against it.
func within(a, b *Rendering) bool {
	return a.Said.near(b.Said) || a.Reported.near(b.Reported) || !a.Reported.Known || !b.Reported.Known
}

// runAround counts the words in a row that two renderings share around a
// fingerprint, and those of them that say something, and says how many in a hundred
// words they are of the shorter of the two stretches of sentences that they touch.
func runAround(a, b []word, i, j int) (run, telling, share int) {
	for i > 0 && j > 0 && a[i-1].hash == b[j-1].hash {
		i, j = i-1, j-1
	}
	for i < len(a) && j < len(b) && a[i].hash == b[j].hash {
		run++
		if !a[i].common {
			telling++
		}
		i, j = i+1, j+1
	}
	return run, telling, 100 * run / min(sentences(a, i-run, i), sentences(b, j-run, j))
}

// sentences counts the words of the sentences that a run touches.
func sentences(words []word, from, to int) int {
	for from > 0 && !words[from].first {
		from--
	}
	for to < len(words) && !words[to].first {
		to++
	}
	return to - from
}

// overlaps reports whether two of five telling words of the shorter rendering, or of
// its piece that holds most of them, stand in the longer one too. A formula that
// everybody uses stands in utterances that have nothing else in common.
func overlaps(a, b []word) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	there := make(map[uint64]bool, len(b))
	for i := range b {
		if !b[i].common {
			there[b[i].hash] = true
		}
	}
	all, shared := 0, 0
	for i := range a {
		if !a[i].common {
			all++
			if there[a[i].hash] {
				shared++
			}
		}
	}
	return 10*shared >= 3*all
}

type likeness int

const (
	different likeness = iota
	unknown
	alike
)

// sameSpeaker compares who said two renderings.
func sameSpeaker(a, b *Rendering) likeness {
	if len(a.Speakers) == 0 || len(b.Speakers) == 0 {
		return unknown
	}
	for _, speaker := range a.Speakers {
		if slices.Contains(b.Speakers, speaker) {
			return alike
		}
	}
	return different
}

// sets are disjoint sets of renderings.
type sets []int32

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = int32(i)
	}
	return s
}

// find returns the least member of a set.
func (s sets) find(i int) int {
	for int(s[i]) != i {
		s[i] = s[s[i]]
		i = int(s[i])
	}
	return i
}

// join makes one set of two.
func (s sets) join(i, j int) {
	i, j = s.find(i), s.find(j)
	if i > j {
		i, j = j, i
	}
	s[j] = int32(i)
}
