package utterance

import (
	"cmp"
	"slices"
	"strconv"

	"verbale.dev/verbale/internal/derive/shingle"
)

// The lengths, in words, of what is looked up: two contents which share a run of
// sureRun words share a fingerprint.
const (
	shingleWords = 5
	windowSize   = 4
	sureRun      = shingleWords + windowSize - 1
)

// wordsOfAll are the words of pieces, one after the other.
func wordsOfAll(pieces []string) []shingle.Word {
	var words []shingle.Word
	for _, piece := range pieces {
		words = shingle.Words(words, piece, 0)
	}
	return words
}

func printsOf(prints []shingle.Print, words []shingle.Word) []shingle.Print {
	return shingle.Prints(prints, words, shingleWords, windowSize)
}

// Rendering is one telling of what somebody said: the content of a statement. It is
// a member of the block of each of its fingerprints.
type Rendering struct {
	Statement string   // its id
	Document  string   // the report that tells it
	Pieces    []string // the pieces of its content, in order
	Quoted    bool     // some of it stands within quotation marks
	Speakers  []string // ids of the actors who said it, in order of the text; none: unattributed
	Said      Days     // when it was said, as far as its report tells
	Reported  Days     // the day of the report
	Outer     string   // id of the statement that it stands within, or ""
	Direct    bool     // all of it stands within quotation marks
	Title     bool     // it stands in the title or a heading
	Sides     []string // ids of those for whom the speakers speak, and of the speakers
}

// ID orders the renderings of a block.
func (r Rendering) ID() string { return r.Statement }

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

// apart is how many days lie between a and b; 0 where either is unknown.
func (a Days) apart(b Days) int {
	if !a.Known || !b.Known {
		return 0
	}
	return max(a.First-b.Last, b.First-a.Last, 0)
}

// Link says that two renderings are of one utterance, and why.
type Link struct {
	A, B string // ids of statements, A the lesser
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

// Wordings derives the links between renderings that share words in a row. A block
// is a fingerprint of such words.
type Wordings struct{}

// Layer is "wording".
func (Wordings) Layer() string { return "wording" }

// Limit bounds what one phrase can cost each time that a report brings it again.
func (Wordings) Limit() int { return 1024 }

// Blocks returns the names of the blocks that a content belongs to, each once.
func Blocks(pieces []string) []string {
	var names []string
	for _, p := range printsOf(nil, wordsOfAll(pieces)) {
		names = append(names, blockName(p.Hash))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func blockName(hash uint64) string { return NameOf(int64(hash)) }

// NameOf names the block of a number.
func NameOf(number int64) string { return strconv.FormatInt(number, 10) }

// BlockNumber is the number that names a block, for those who keep it as one; 0 where
// it is no name of a block.
func BlockNumber(block string) int64 {
	n, err := strconv.ParseInt(block, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// Derive links the renderings of a block: in order of the days of their reports each
// is held against the last few, so that the cost grows with their number and no faster.
func (Wordings) Derive(block string, renderings []Rendering) []Link {
	hash := uint64(BlockNumber(block))
	if len(renderings) < 2 {
		return nil
	}
	var group []place
	var prints []shingle.Print
	for i := range renderings {
		words := wordsOfAll(renderings[i].Pieces)
		prints = printsOf(prints[:0], words)
		for _, p := range prints {
			if p.Hash == hash {
				group = append(group, place{&renderings[i], words, int(p.At)})
			}
		}
	}
	return linkGroup(group)
}

// Verbatim links the renderings that share words in a row: what follows from all of
// their blocks, each link once. It is for those who hold all renderings in memory.
func Verbatim(renderings []Rendering) []Link {
	type posting struct {
		hash uint64
		place
	}
	var postings []posting
	var prints []shingle.Print
	for i := range renderings {
		words := wordsOfAll(renderings[i].Pieces)
		prints = printsOf(prints[:0], words)
		for _, p := range prints {
			postings = append(postings, posting{p.Hash, place{&renderings[i], words, int(p.At)}})
		}
	}
	slices.SortFunc(postings, func(a, b posting) int { return cmp.Compare(a.hash, b.hash) })
	var links []Link
	for from := 0; from < len(postings); {
		var group []place
		to := from
		for ; to < len(postings) && postings[to].hash == postings[from].hash; to++ {
			group = append(group, postings[to].place)
		}
		links = append(links, linkGroup(group)...)
		from = to
	}
	slices.SortFunc(links, func(a, b Link) int {
		return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B), cmp.Compare(b.Run, a.Run))
	})
	return slices.CompactFunc(links, func(a, b Link) bool { return a.A == b.A && a.B == b.B })
}

// place is where a fingerprint was found.
type place struct {
	*Rendering
	words []shingle.Word
	at    int
}

// linkGroup links renderings that share one fingerprint, in order of their days.
func linkGroup(group []place) []Link {
	if len(group) < 2 {
		return nil
	}
	slices.SortFunc(group, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.Reported.First, b.Reported.First), cmp.Compare(a.Document, b.Document),
			cmp.Compare(a.Statement, b.Statement), cmp.Compare(a.at, b.at))
	})
	var links []Link
	var heads [headsKept]place
	kept := 0
	for _, p := range group {
		replaced := -1
		for h := kept - 1; h >= 0 && replaced < 0; h-- {
			if heads[h].Statement == p.Statement {
				replaced = h
			} else if link, ok := verify(heads[h], p); ok {
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
func verify(a, b place) (Link, bool) {
	if a.Outer == b.Statement || b.Outer == a.Statement || !within(a.Rendering, b.Rendering) {
		return Link{}, false
	}
	run, telling, share := runAround(a.words, b.words, a.at, b.at)
	link := Link{A: min(a.Statement, b.Statement), B: max(a.Statement, b.Statement), Run: run, By: "words"}
	same := sameSpeaker(a.Rendering, b.Rendering)
	switch {
	case telling == 0 || telling == 1 && (same != alike || run < sureRun):
		return link, false
	case same == different && a.Document == b.Document:
		return link, false
	case run < sureWords && share < sentenceShare && !overlaps(a.words, b.words):
		return link, false
	case same == different && !(a.Quoted && b.Quoted):
		return link, run >= strangerRun
	case same == different && !a.Said.near(b.Said) && !a.Reported.near(b.Reported):
		return link, run >= sureWords
	case same == different:
		return link, run >= sureRun && telling >= 2
	case run >= sureRun:
		return link, true
	}
	return link, run >= shortRun && 5*run >= 4*min(len(a.words), len(b.words))
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
func runAround(a, b []shingle.Word, i, j int) (run, telling, share int) {
	for i > 0 && j > 0 && a[i-1].Hash == b[j-1].Hash {
		i, j = i-1, j-1
	}
	for i < len(a) && j < len(b) && a[i].Hash == b[j].Hash {
		run++
		if !a[i].Common {
			telling++
		}
		i, j = i+1, j+1
	}
	return run, telling, 100 * run / min(sentences(a, i-run, i), sentences(b, j-run, j))
}

// sentences counts the words of the sentences that a run touches.
func sentences(words []shingle.Word, from, to int) int {
	for from > 0 && !words[from].First {
		from--
	}
	for to < len(words) && !words[to].First {
		to++
	}
	return to - from
}

// overlaps reports whether two of five telling words of the shorter rendering stand
// in the longer one too. A formula that everybody uses stands in utterances that have
// nothing else in common.
func overlaps(a, b []shingle.Word) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	there := make(map[uint64]bool, len(b))
	for i := range b {
		if !b[i].Common {
			there[b[i].Hash] = true
		}
	}
	all, shared := 0, 0
	for i := range a {
		if !a[i].Common {
			all++
			if there[a[i].Hash] {
				shared++
			}
		}
	}
	return 5*shared >= 2*all
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
