package utterance

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/shingle"
)

// Senses derives the links between renderings that need share no words in a row: what a
// quotation says beside its paraphrase, a part of it beside the whole, another
// translation. A block is a report, or what one speaker is told to have said in the
// reports of some days.
type Senses struct{}

// Layer is "sense".
func (Senses) Layer() string { return "sense" }

// Limit bounds what a report of very many statements can cost.
func (Senses) Limit() int { return 1024 }

// MostInBlock is how many renderings a block of a speaker has at most: of a larger one
// nothing is derived.
const MostInBlock = 400

// Perhaps is what a link is by that is too doubtful to tie: it is shown, and nothing
// else follows from it.
const Perhaps = "perhaps"

// What links of this layer are by.
const (
	bySame  = "same words"  // of a short saying
	byOrder = "word order"  // most words of the shorter, in their order
	byTerms = "terms"       // most telling words of the shorter
	byPart  = "part"        // most words of a stretch of each, in their order
	byHead  = "same report" // a heading, lead or paraphrase beside the words it renders
)

// aroundBest is how many of the renderings that share a term each is held against, of
// those before it in order.
const aroundBest = 24

// BlockOfReport names the block of a report.
func BlockOfReport(document string) string { return blockNameOf(document) }

// BlockOfSpeaker names the block of what a speaker said in the reports from one ISO date
// to before another.
func BlockOfSpeaker(actor, from, until string) string { return blockNameOf(actor, from, until) }

// BlockOfReports names the block of two reports that share words in a row: they may tell of
// one occasion whatever their days, and be copies of one another.
func BlockOfReports(a, b string) string { return blockNameOf(min(a, b), max(a, b)) }

func blockNameOf(parts ...string) string {
	name, _ := json.Marshal(parts) // strings cannot fail
	return string(name)
}

// NumberOf is a number for the name of a block of this layer.
func NumberOf(block string) int64 {
	return int64(shingle.Hash([]shingle.Word{{Hash: shingle.HashOf(block)}}) >> 1)
}

// SenseDays is how many days a block of a speaker moves on; it spans twice as many, so that
// reports no further apart than that share one.
const SenseDays = 4

// All returns the links of both layers between renderings, each pair once: what follows
// from all their blocks. It is for those who hold all renderings in memory.
func All(renderings []Rendering) []Link {
	blocks := map[string][]Rendering{}
	for _, r := range renderings {
		name := BlockOfReport(r.Document)
		blocks[name] = append(blocks[name], r)
		if !r.Reported.Known {
			continue
		}
		for _, speaker := range r.Speakers {
			window := (r.Reported.First - (r.Reported.First%SenseDays+SenseDays)%SenseDays) / SenseDays
			for _, w := range []int{window - 1, window} {
				name := BlockOfSpeaker(speaker, strconv.Itoa(w), "")
				blocks[name] = append(blocks[name], r)
			}
		}
	}
	links := Verbatim(renderings)
	for name, members := range occasions(renderings, links) {
		blocks[name] = members
	}
	for name, members := range blocks {
		var parts []string
		if _ = json.Unmarshal([]byte(name), &parts); len(parts) == 3 && len(members) >= MostInBlock {
			continue
		}
		links = append(links, derive.Rows(Senses{}, name, derive.Sorted(members))...)
	}
	slices.SortFunc(links, func(a, b Link) int {
		return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B), cmp.Compare(rank(a.By), rank(b.By)), cmp.Compare(b.Run, a.Run))
	})
	return slices.CompactFunc(links, func(a, b Link) bool { return a.A == b.A && a.B == b.B })
}

// occasions are the blocks of the pairs of reports that links tie.
func occasions(renderings []Rendering, links []Link) map[string][]Rendering {
	of, document := map[string][]Rendering{}, map[string]string{}
	for _, r := range renderings {
		of[r.Document] = append(of[r.Document], r)
		document[r.Statement] = r.Document
	}
	blocks := map[string][]Rendering{}
	for _, link := range links {
		a, b := document[link.A], document[link.B]
		if name := BlockOfReports(a, b); a != b && blocks[name] == nil {
			blocks[name] = slices.Concat(of[a], of[b])
		}
	}
	return blocks
}

// rank puts what is doubtful last.
func rank(by string) int {
	if by == Perhaps {
		return 1
	}
	return 0
}

// sense is a rendering as it is compared.
type sense struct {
	*Rendering
	words []uint64 // stems, in order
	terms []uint64 // stems of those that say something, ascending, each once
	days  []uint64 // numbers among them, ascending
}

// Derive links the renderings of a block, each with those that share most with it.
func (Senses) Derive(block string, renderings []Rendering) []Link {
	if len(renderings) < 2 {
		return nil
	}
	all := make([]sense, len(renderings))
	for i := range renderings {
		all[i] = senseOf(&renderings[i])
	}
	slices.SortFunc(all, func(a, b sense) int {
		return cmp.Or(cmp.Compare(a.Reported.First, b.Reported.First), cmp.Compare(a.Document, b.Document), cmp.Compare(a.Statement, b.Statement))
	})
	var parts []string
	_ = json.Unmarshal([]byte(block), &parts)
	meet := blockKind(len(parts), renderings)
	if meet == nil {
		return nil
	}
	var links []Link
	for _, p := range candidates(all) {
		a, b := &all[p[0]], &all[p[1]]
		if a.Outer == b.Statement || b.Outer == a.Statement || !meet(a, b) {
			continue
		}
		by, run := judge(a, b, a.Document == b.Document)
		if by == "" || len(parts) == 2 && !sharesSpeaker(a, b) && !nearlyEqual(a, b) {
			continue
		}
		links = append(links, Link{A: min(a.Statement, b.Statement), B: max(a.Statement, b.Statement), By: by, Run: run})
	}
	return links
}

// copied is how many renderings two reports share word for word of which one was copied
// from the other, or both from a third: what else is the same in both is so too, whoever
// they say has said it.
const copied = 3

// blockKind says which renderings of a block may be of one utterance: of a report those of
// one speaker or side, of a speaker those of different reports, of two reports those of one
// speaker, or all where the reports are copies; nil is none.
func blockKind(parts int, renderings []Rendering) func(a, b *sense) bool {
	switch parts {
	case 1:
		return near
	case 3:
		return func(a, b *sense) bool {
			return a.Document != b.Document && within(a.Rendering, b.Rendering) && sharesSpeaker(a, b)
		}
	}
	shared := map[string]bool{}
	for _, link := range Verbatim(renderings) {
		shared[link.A], shared[link.B] = true, true
	}
	undated := slices.ContainsFunc(renderings, func(r Rendering) bool { return !r.Reported.Known })
	copies := len(shared) >= 2*copied
	if !copies && !undated {
		return nil
	}
	return func(a, b *sense) bool {
		return a.Document != b.Document && within(a.Rendering, b.Rendering) && (copies || sharesSpeaker(a, b))
	}
}

// near reports whether two renderings of one report can be of one speaker: they name one,
// or speak for one side, or one of them is said of nobody.
func near(a, b *sense) bool {
	if len(a.Speakers) == 0 || len(b.Speakers) == 0 {
		return a.Title || b.Title
	}
	return sharesSpeaker(a, b) || slices.ContainsFunc(a.Sides, func(s string) bool { return slices.Contains(b.Sides, s) })
}

func sharesSpeaker(a, b *sense) bool {
	return slices.ContainsFunc(a.Speakers, func(s string) bool { return slices.Contains(b.Speakers, s) })
}

// candidates are the pairs that share a term, in order; of a term that many have, each
// with the last few before it.
func candidates(all []sense) [][2]int {
	last := map[uint64][]int{}
	seen := map[[2]int]int{}
	var pairs [][2]int
	for i := range all {
		keys := all[i].terms
		if len(keys) == 0 {
			keys = all[i].words
		}
		for _, term := range keys {
			before := last[term]
			for _, j := range before[max(0, len(before)-aroundBest):] {
				p := [2]int{j, i}
				if seen[p]++; seen[p] == 1 {
					pairs = append(pairs, p)
				}
			}
			if len(before) == 0 || before[len(before)-1] != i {
				last[term] = append(before, i)
			}
		}
	}
	slices.SortFunc(pairs, func(p, q [2]int) int { return cmp.Or(cmp.Compare(p[1], q[1]), cmp.Compare(p[0], q[0])) })
	return pairs
}

// What everybody says again and again is of one occasion only where it is told soon after.
const (
	shortSaying = 6 // words
	soon        = 2 // days
)

// judge says what tells that two renderings are of one utterance, "" where nothing does.
func judge(a, b *sense, within bool) (by string, shared int) {
	if len(a.words) > len(b.words) {
		a, b = b, a
	}
	if slices.Equal(a.words, b.words) {
		short := len(a.words) < shortSaying
		if len(a.words) < 3 || short && !(a.Quoted && b.Quoted && a.Reported.apart(b.Reported) <= soon) {
			return "", 0
		}
		return bySame, len(a.words)
	}
	shared = common(a.terms, b.terms)
	switch {
	case !within && shared > 0 && a.Direct && b.Direct && nearlyEqual(a, b):
		return byOrder, shared
	case shared < 2, len(a.days) > 0 && len(b.days) > 0 && common(a.days, b.days) == 0:
		return "", 0
	case within && a.Direct && b.Direct && !a.Title && !b.Title:
		return "", 0 // two quotations of one report are two things said
	}
	for i := range rules {
		if run, ok := rules[i].holds(a, b, shared, within); ok {
			return rules[i].by, run
		}
	}
	return "", 0
}

// holds reports whether two renderings, of which a has fewer words and which share some
// telling ones, meet a rule, and returns how many words show it.
func (r *rule) holds(a, b *sense, shared int, within bool) (run int, ok bool) {
	fewer := min(len(a.terms), len(b.terms))
	if len(a.words) < r.words || shared < r.terms || 100*shared < r.share*fewer || r.within != within && r.by != Perhaps {
		return 0, false
	}
	if r.terms < 3 && !(a.Quoted && b.Quoted) {
		return 0, false
	}
	if r.by == byPart {
		return shared, sharePart(a, b)
	}
	if r.order == 0 {
		return shared, true
	}
	run = inOrder(a.words, b.words)
	return run, 100*run >= r.order*len(a.words)
}

// What two renderings share of which a stretch alone is the same: words in their order,
// those of them that say something, and how many in a hundred words of the shorter and of
// the longer stretch.
const (
	partWords   = 8
	partTerms   = 4
	partShorter = 85
	partLonger  = 38
)

// sharePart reports whether a stretch of one rendering is the same as one of the other.
func sharePart(a, b *sense) bool {
	if !a.Quoted || !b.Quoted {
		return false
	}
	p := localOrder(a.words, b.words)
	shorter, longer := min(p.inA, p.inB), max(p.inA, p.inB)
	if len(p.shared) < partWords || 100*len(p.shared) < partShorter*shorter || 100*len(p.shared) < partLonger*longer {
		return false
	}
	terms := 0
	for _, word := range p.shared {
		if _, telling := slices.BinarySearch(a.terms, word); telling {
			terms++
		}
	}
	return terms >= partTerms
}

// stretch is a local alignment: the words that both have, and how many words it goes over
// in either.
type stretch struct {
	shared   []uint64
	inA, inB int
}

// localOrder finds the stretches of two texts that share most words in their order for the
// words that one alone has: a shared one counts two, another takes one off (T. Smith,
// M. Waterman 1981).
func localOrder(a, b []uint64) stretch {
	a, b = a[:min(len(a), longestCompared)], b[:min(len(b), longestCompared)]
	width := len(b) + 1
	score := make([]int16, (len(a)+1)*width)
	best, end := int16(0), 0
	for i := range a {
		for j := range b {
			at := (i+1)*width + j + 1
			s := max(0, score[at-1]-1, score[at-width]-1)
			if a[i] == b[j] {
				s = max(s, score[at-width-1]+2)
			}
			if score[at] = s; s > best {
				best, end = s, at
			}
		}
	}
	var p stretch
	at := end
	for score[at] > 0 {
		i, j := at/width-1, at%width-1
		switch {
		case a[i] == b[j] && score[at] == score[at-width-1]+2:
			p.shared = append(p.shared, a[i])
			at -= width + 1
		case score[at] == score[at-1]-1:
			at--
		default:
			at -= width
		}
	}
	p.inA, p.inB = end/width-at/width, end%width-at%width
	return p
}

// alikeShare is how many in a hundred of their words two renderings have in the same order
// that are alike as wholes.
const alikeShare = 80

// nearlyEqual reports whether nearly all of either rendering stands in the other.
func nearlyEqual(a, b *sense) bool {
	shorter, longer := min(len(a.words), len(b.words)), max(len(a.words), len(b.words))
	return shorter >= 3 && 100*shorter >= alikeShare*longer && 100*inOrder(a.words, b.words) >= alikeShare*longer
}

// rule says what two renderings must share: telling words, how many in a hundred of those
// of the one that has fewer, and how many in a hundred of the words of the shorter, of
// which it has some, in their order in the other.
type rule struct {
	by                         string
	within                     bool
	words, terms, share, order int
}

// rules are asked in this order. Tuned on archive reports, of which sixty links of each
// were read, and on the July example.
var rules = []rule{
	{byOrder, false, 5, 3, 70, 90},
	{byOrder, false, 5, 2, 100, 95},
	{byOrder, false, 10, 4, 60, 70},
	{byPart, false, 8, 4, 40, 0},
	{byTerms, false, 8, 7, 75, 40},
	{byTerms, false, 8, 5, 80, 55},
	{byHead, true, 8, 7, 80, 60},
	{byHead, true, 8, 5, 85, 60},
	{byHead, true, 7, 4, 80, 80},
	{Perhaps, false, 4, 3, 60, 0},
}

// common counts what two ascending lists share.
func common(a, b []uint64) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n, i, j = n+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}

// longestCompared is how many words of a rendering are aligned.
const longestCompared = 400

// inOrder counts the words of a longest common subsequence.
func inOrder(a, b []uint64) int {
	a, b = a[:min(len(a), longestCompared)], b[:min(len(b), longestCompared)]
	row := make([]int, len(b)+1)
	for i := range a {
		diagonal := 0
		for j := range b {
			above := row[j+1]
			if a[i] == b[j] {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

// senseOf cuts a rendering into stems.
func senseOf(r *Rendering) sense {
	s := sense{Rendering: r}
	for _, piece := range r.Pieces {
		for _, w := range shingle.Words(nil, piece, 0) {
			text := strings.ToLower(w.Text(piece))
			hash := shingle.HashOf(stem(text))
			s.words = append(s.words, hash)
			if w.Common {
				continue
			}
			s.terms = append(s.terms, hash)
			if strings.ContainsFunc(text, unicode.IsDigit) {
				s.days = append(s.days, hash)
			}
		}
	}
	slices.Sort(s.terms)
	s.terms = slices.Compact(s.terms)
	slices.Sort(s.days)
	return s
}

// suffixes are what inflection and derivation put behind a stem, the longest first.
var suffixes = []string{"ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ed", "es", "ly"}

// stem takes off a word what inflection puts behind it: enough to tell that "agrees" and
// "agreement" have to do with each other.
func stem(word string) string {
	word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
	if len(word) > 3 {
		word = strings.TrimSuffix(word, "s")
	}
	for _, suffix := range suffixes {
		if rest, ok := strings.CutSuffix(word, strings.TrimSuffix(suffix, "s")); ok && len(rest) >= 3 {
			word = rest
			break
		}
	}
	if len(word) > 4 {
		word = strings.TrimRight(word, "ey")
	}
	if n := len(word); n > 3 && word[n-1] == word[n-2] {
		word = word[:n-1]
	}
	return word
}
