package reuse

import (
	"slices"
	"strings"

	"verbale.dev/verbale/internal/derive/shingle"
)

// By is what tells which of two reports has a passage from the other.
type By string

// What tells the direction, the surest first.
const (
	ByCredit      By = "credit"
	ByContainment By = "containment"
	ByTime        By = "time"
)

// shortNames are the names of agencies that are written by their initials.
var shortNames = map[string]string{
	"associated press": "AP", "agence france-presse": "AFP", "deutsche presse-agentur": "dpa", "itar-tass": "TASS",
	"united press international": "UPI", "press trust of india": "PTI",
}

// namesOf are the names by which others credit whoever printed a report.
func namesOf(r *Report) []string {
	name := r.Outlet
	if name == "" {
		name = r.Agency
	}
	name = withoutArticle(name)
	if name == "" {
		return nil
	}
	names := []string{name}
	for long, short := range shortNames {
		switch {
		case strings.EqualFold(name, long):
			names = append(names, short)
		case strings.EqualFold(name, short):
			names = append(names, long)
		}
	}
	slices.Sort(names)
	return names
}

func withoutArticle(name string) string {
	if first, rest, ok := strings.Cut(name, " "); ok && strings.EqualFold(first, "the") {
		return rest
	}
	return name
}

// before and after are what stands beside the name of somebody whom a report credits:
// "told the Post", "according to the Post"; "the Post reports", "the Post contributed".
var (
	before = hashesOf("told", "to", "by", "citing", "cites", "quoting", "cited", "quoted", "with")
	after  = hashesOf("reports", "reported", "report", "says", "said", "writes", "wrote", "contributed", "quoted", "cited")
	the    = hashesOf("the", "agency", "newspaper", "daily")
)

func hashesOf(words ...string) map[uint64]bool {
	set := map[uint64]bool{}
	for _, w := range words {
		set[shingle.Words(nil, w, 0)[0].Hash] = true
	}
	return set
}

// headLines are those in which a byline may stand.
const headLines = 4

// credits reports whether a report names another's outlet as where its words come from.
func credits(r *Report, words *side, other *Report) bool {
	for _, name := range namesOf(other) {
		if slices.Contains(namesOf(r), name) {
			return false
		}
	}
	for _, name := range namesOf(other) {
		if strings.EqualFold(withoutArticle(r.Agency), name) || words.credits(r.Text, name) {
			return true
		}
	}
	return false
}

// credits reports whether a name stands in a text as that of somebody credited.
func (s *side) credits(text, name string) bool {
	parts := shingle.Words(nil, name, 0)
	if len(parts) == 0 {
		return false
	}
	for i := 0; i+len(parts) <= len(s.words); i++ {
		if !s.names(text, i, parts, name) {
			continue
		}
		end := i + len(parts)
		ahead := i - 1
		for ahead >= 0 && the[s.words[ahead].Hash] {
			ahead--
		}
		for end < len(s.words) && end < i+len(parts)+2 && the[s.words[end].Hash] {
			end++
		}
		switch {
		case ahead >= 0 && before[s.words[ahead].Hash] && s.paragraph[ahead] == s.paragraph[i],
			end < len(s.words) && after[s.words[end].Hash] && s.paragraph[end] == s.paragraph[i],
			inMarks(text, s.words[i].Start, s.words[i+len(parts)-1].End),
			s.paragraph[i] < headLines && s.inByline(text, i):
			return true
		}
	}
	return false
}

// names reports whether the words from i on are a name, in capitals where it has them.
func (s *side) names(text string, i int, parts []shingle.Word, name string) bool {
	for k := range parts {
		if s.words[i+k].Hash != parts[k].Hash {
			return false
		}
	}
	at, first := s.words[i].Start, parts[0].Start
	return text[at] == name[first] || strings.ToUpper(name[first:first+1]) == text[at:at+1]
}

// inMarks reports whether a name stands alone between brackets or strokes, as an agency
// does in a dateline: "(Reuters)", "/TASS/".
func inMarks(text string, start, end int) bool {
	if start == 0 || end >= len(text) {
		return false
	}
	pair := text[start-1:start] + text[end:end+1]
	return pair == "()" || pair == "//" || pair == "[]"
}

// inByline reports whether the line of a word begins with "By".
func (s *side) inByline(text string, i int) bool {
	first := i
	for first > 0 && s.paragraph[first-1] == s.paragraph[i] {
		first--
	}
	return first < i && strings.EqualFold(text[s.words[first].Start:s.words[first].End], "by")
}
