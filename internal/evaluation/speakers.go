package evaluation

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// SpokenBy is one line of a gold of speakers: who is meant by the words of a
// source. It holds none of the text.
type SpokenBy struct {
	Document string
	lang.Span
	// Names are the speakers' fullest names in the report; none where the report
	// names no speaker, whose own words then count.
	Names []string
	// Cue is set where the statement has no words for its source, and the span is
	// that of its cue.
	Cue bool
}

// ReadSpeakers reads a gold of speakers: five columns a line with tabs between
// them, the document, the first byte of the source (of the cue where a statement
// has none), the byte after it, "source" or "cue", and the name, "-" for a
// speaker without one; several names have semicolons between them. Left out is
// whoever the annotator could not tell, "?". The first line names the columns,
// and lines that begin with "#" are for people.
func ReadSpeakers(r io.Reader) ([]SpokenBy, error) {
	var all []SpokenBy
	scanner := bufio.NewScanner(r)
	for line := 1; scanner.Scan(); line++ {
		text := strings.TrimRight(scanner.Text(), "\r")
		if text == "" || strings.HasPrefix(text, "#") || text == "file\tstart\tend\trole\tname" {
			continue
		}
		cells := strings.Split(text, "\t")
		if len(cells) != 5 {
			return nil, fmt.Errorf("line %d: %d columns, not file, start, end, role, name", line, len(cells))
		}
		start, err := strconv.Atoi(cells[1])
		end, endErr := strconv.Atoi(cells[2])
		if err = cmp.Or(err, endErr); err != nil || start < 0 || end <= start {
			return nil, fmt.Errorf("line %d: %s to %s is no stretch of a text", line, cells[1], cells[2])
		}
		s := SpokenBy{Document: cells[0], Span: lang.Span{Start: start, End: end}, Cue: cells[3] == "cue"}
		if cells[4] == "?" {
			continue
		}
		for _, name := range strings.Split(cells[4], ";") {
			if name = strings.TrimSpace(name); name != "" && name != "-" {
				s.Names = append(s.Names, name)
			}
		}
		all = append(all, s)
	}
	return all, scanner.Err()
}

// SpeakerForms are the forms of the words that name a speaker.
var SpeakerForms = [...]verbale.MentionForm{verbale.Named, verbale.Nominal, verbale.Pronominal}

// SpeakerFault is what is wrong with a speaker; "" is right.
type SpeakerFault string

// The faults of a speaker.
const (
	NoSpeaker      SpeakerFault = "tied to nobody"
	NotItsName     SpeakerFault = "the right one, not by the fullest name"
	AnotherSpeaker SpeakerFault = "another than gold's"
	SomeMissed     SpeakerFault = "not all of several"
	NamedWrongly   SpeakerFault = "somebody named, where gold has no name"
	NotNamed       SpeakerFault = "nobody by name, where gold has one"
)

// SpeakerFaults lists every fault.
var SpeakerFaults = []SpeakerFault{NoSpeaker, NotNamed, NotItsName, AnotherSpeaker, SomeMissed, NamedWrongly}

// JudgedSpeaker is a line of gold with what a reading makes of it.
type JudgedSpeaker struct {
	SpokenBy
	Words  string // of the text at the span
	Form   verbale.MentionForm
	Found  bool // a statement was found whose source, or cue, is there
	Ours   []string
	Fault  SpeakerFault
	Source bool // the statement has words for its source
}

// SpeakerScores counts speakers by the form of the words that name them.
type SpeakerScores struct {
	Forms  [len(SpeakerForms)]FormScore
	Faults map[SpeakerFault]int
}

// Add counts one judged speaker.
func (s *SpeakerScores) Add(j JudgedSpeaker) {
	f := &s.Forms[slices.Index(SpeakerForms[:], j.Form)]
	f.Form = j.Form
	f.Mentions++
	f.Found += count(j.Found)
	f.Right += count(j.Found && j.Fault == "")
	if s.Faults == nil {
		s.Faults = map[SpeakerFault]int{}
	}
	if j.Found && j.Fault != "" {
		s.Faults[j.Fault]++
	}
}

// All returns the counts over all forms.
func (s *SpeakerScores) All() FormScore {
	var all FormScore
	for _, f := range s.Forms {
		all.Mentions += f.Mentions
		all.Found += f.Found
		all.Right += f.Right
	}
	return all
}

// Half says which reports of a gold of speakers are wanted.
type Half string

// The halves of a gold: Tuning are its first, third, … report by name, which may be
// looked at, Untouched the others.
const (
	All       Half = "all"
	Tuning    Half = "tuning"
	Untouched Half = "untouched"
)

// SpeakersByReport sorts gold by the names of its reports, without ".txt", and keeps
// the half that is wanted.
func SpeakersByReport(gold []SpokenBy, half Half) map[string][]SpokenBy {
	byReport := map[string][]SpokenBy{}
	for _, g := range gold {
		name := strings.TrimSuffix(g.Document, ".txt")
		byReport[name] = append(byReport[name], g)
	}
	for i, name := range slices.Sorted(maps.Keys(byReport)) {
		if half == Tuning && i%2 == 1 || half == Untouched && i%2 == 0 {
			delete(byReport, name)
		}
	}
	return byReport
}

// ReportOf is the name by which a gold of speakers knows a document: the last part of
// its own, without ".txt".
func ReportOf(d *verbale.Document) string {
	return strings.TrimSuffix(d.Name[strings.LastIndexByte(d.Name, '/')+1:], ".txt")
}

var dayInName = regexp.MustCompile(`_(\d{4}-\d{2}-\d{2})_`)

// DateByName gives an undated report the day that its name holds.
func DateByName(d *verbale.Document) {
	if m := dayInName.FindStringSubmatch(d.Name); m != nil && d.Published == "" {
		d.Published = m[1]
	}
}

// JudgeSpeakers compares the gold of one report with its reading. A statement
// is found where its source overlaps gold's words, else where its cue does. Its
// speaker is right if the name by which the report's fullest words call it is
// gold's, articles and titles apart; for a speaker without a name, if ours has
// none either. Nobody is right where no words tell of a speaker whom the report
// does not name.
func JudgeSpeakers(text string, gold []SpokenBy, reading *verbale.Reading) []JudgedSpeaker {
	judged := make([]JudgedSpeaker, 0, len(gold))
	for _, g := range gold {
		j := JudgedSpeaker{SpokenBy: g}
		if g.End <= len(text) {
			j.Words = g.Text(text)
		}
		j.Form = speakerForm(j.Words)
		if at := StatementAt(g.Span, reading.Statements); at >= 0 {
			j.Found, j.Source = true, len(reading.Statements[at].Source) > 0
			j.judge(reading, reading.Ties[at].Speakers)
		}
		judged = append(judged, j)
	}
	return judged
}

// StatementAt returns the statement whose source shares most with a span; where
// none does, whose cue.
func StatementAt(span lang.Span, statements []verbale.Statement) int {
	for _, part := range []func(*verbale.Statement) []verbale.Excerpt{
		func(s *verbale.Statement) []verbale.Excerpt { return s.Source },
		func(s *verbale.Statement) []verbale.Excerpt { return s.Cue },
	} {
		best, at := 0, -1
		for i := range statements {
			for _, e := range part(&statements[i]) {
				if e.Overlaps(span) {
					if like := overlap(e.Span, span); like > best {
						best, at = like, i
					}
				}
			}
		}
		if at >= 0 {
			return at
		}
	}
	return -1
}

func (j *JudgedSpeaker) judge(reading *verbale.Reading, speakers []int) {
	var ours []called
	for _, i := range speakers {
		a := reading.Actors[i]
		j.Ours = append(j.Ours, a.Name)
		names := append([]string{a.Name}, a.Names...)
		ours = append(ours, called{names, a.Type == verbale.Unnamed || a.Type == verbale.UnknownType})
		if len(j.Names) == 0 && a.Source == nil && !anyName(names, func(name string) bool { return within(j.Words, name) }) {
			j.Fault = NamedWrongly
		}
	}
	if len(speakers) == 0 {
		if !j.Cue || len(j.Names) > 0 {
			j.Fault = NoSpeaker
		}
		return
	}
	right, partly := 0, false
	for _, name := range j.Names {
		switch {
		case slices.ContainsFunc(ours, func(c called) bool {
			return anyName(c.names, func(n string) bool { return SameSpeaker(n, name) || c.described && sameDescription(n, name) })
		}):
			right++
		case slices.ContainsFunc(ours, func(c called) bool {
			return anyName(c.names, func(n string) bool { return within(name, n) || within(n, name) })
		}):
			partly = true
		}
	}
	switch {
	case len(j.Names) == 0 || right == len(j.Names) && right == len(speakers):
	case right > 0:
		j.Fault = SomeMissed
	case partly:
		j.Fault = NotItsName
	case slices.ContainsFunc(speakers, func(i int) bool { return reading.Actors[i].Source == nil }):
		j.Fault = AnotherSpeaker
	default:
		j.Fault = NotNamed
	}
}

// called is how our reading calls a speaker; described if by no name.
type called struct {
	names     []string
	described bool
}

func anyName(names []string, is func(string) bool) bool { return slices.ContainsFunc(names, is) }

// SameSpeaker reports whether two names are one but for articles and titles,
// which both may have or lack before two words of a name or more. A poll is
// whoever took it.
func SameSpeaker(a, b string) bool {
	one, other := withoutPoll(nameWords(a)), withoutPoll(nameWords(b))
	if len(one) < len(other) {
		one, other = other, one
	}
	return len(other) > 0 && slices.Equal(one[len(one)-len(other):], other) && (len(one) == len(other) || len(other) > 1)
}

// withoutPoll takes "poll" and its like off the end of a name.
func withoutPoll(words []string) []string {
	if n := len(words); n > 1 {
		switch words[n-1] {
		case "poll", "polls", "survey", "average":
			return words[:n-1]
		}
	}
	return words
}

// sameDescription reports whether two descriptions of a speaker without a name
// are one but for how many it is, and how far the description was taken: "many
// lawmakers" and "lawmakers", "officials at the agency" and "officials".
func sameDescription(a, b string) bool {
	if !describes(a) && !describes(b) {
		return false
	}
	one, other := slices.DeleteFunc(nameWords(a), isQuantity), slices.DeleteFunc(nameWords(b), isQuantity)
	if len(one) < len(other) {
		one, other = other, one
	}
	return len(other) > 0 && (slices.Equal(one[:len(other)], other) || slices.Equal(one[len(one)-len(other):], other))
}

// describes reports whether words are more than names: one of them is written
// small.
func describes(words string) bool {
	return slices.ContainsFunc(strings.Fields(words), func(word string) bool {
		r, _ := utf8.DecodeRuneInString(word)
		return unicode.IsLower(r) && word != "the" && word != "a" && word != "an" && word != "de" && word != "von" && word != "van" && word != "al"
	})
}

func isQuantity(word string) bool {
	switch word {
	case "many", "some", "several", "most", "more", "few", "other", "all":
		return true
	}
	return false
}

// within reports whether all words of a name stand in a longer one.
func within(longer, name string) bool {
	words := nameWords(longer)
	list := nameWords(name)
	return len(list) > 0 && !slices.ContainsFunc(list, func(word string) bool { return !slices.Contains(words, word) })
}

// nameWords are the words of a name in small letters, without articles, stops
// and possessive endings.
func nameWords(name string) []string {
	name = strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(name), "'s"), "’s")
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return slices.DeleteFunc(words, func(word string) bool { return word == "the" || word == "a" || word == "an" })
}

// speakerForm tells the form of the words that name a speaker.
func speakerForm(words string) verbale.MentionForm {
	switch strings.ToLower(words) {
	case "i", "we", "you", "he", "she", "it", "they", "him", "her", "them", "his", "their", "its", "who", "one", "this", "that", "both", "my", "our":
		return verbale.Pronominal
	}
	return formOf(words)
}
