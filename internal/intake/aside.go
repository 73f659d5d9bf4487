package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	verbale "verbale.dev/verbale"
)

// databaseLabels begin lines in which databases and archives tell about an
// article, in lower case. What stands after them is no speech.
const databaseLabels = "|length|section|language|graphic|byline|load-date|load date|publication-type|publication type|document-type|document type|issn|isbn|doi|word count|words|document id|document url|accession number|" +
	"proquest document id|publication title|publication info|publication subject|publication year|source type|language of publication|country of publication|place of publication|journal-code|dateline|url|web link|permalink|" +
	"keywords|tags|topics|categories|category|filed under|file under|index terms|company / organization|copyright|page|pages|edition|column|credit|image credit|photo credit|reading time|read time|" +
	"dept|release no|press release no|contact|media contact|tel|telephone|phone|fax|e-mail|email|website|"

// mailLabels head a mail that was stored as text, in lower case.
const mailLabels = "|from|to|cc|bcc|subject|date|sent|reply-to|"

// boxHeads stand over a box beside the story, in lower case.
const boxHeads = "|fact box|factbox|fact file|factfile|at a glance|key facts|quick facts|by the numbers|in numbers|contents|table of contents|in this article|on this page|"

// mostAside is the longest line, in bytes, that tells about a text or stands in
// a box beside it.
const mostAside = 240

// aside reports whether paragraph i tells about the text and is none of it: the
// labels of databases and mails, lines with leaders (rolls of names, tables of
// contents), and what stands in a box of facts under its head. Such lines are
// kept and not read.
func (r *recogniser) aside(i int, words string) bool {
	boxed := r.boxed
	r.boxed = false
	if len(words) > mostAside || strings.ContainsAny(words, "\r\n") {
		return false
	}
	lower := strings.ToLower(strings.Trim(words, "*_#:= "))
	if len(lower) < 40 && strings.Contains(boxHeads, "|"+lower+"|") {
		r.boxed = true
		return true
	}
	if hasLeader(words) {
		r.boxed = boxed
		return true
	}
	label, value, labelled := strings.Cut(words, ":")
	label = strings.ToLower(strings.Trim(label, "*_ "))
	if boxed && !endsSentence(words) && (labelled && len(label) < 40 || len(words) < 60 || bulleted(words)) {
		r.boxed = true
		return true
	}
	if !labelled || len(label) > 40 || strings.TrimSpace(value) == "" && !strings.Contains(mailLabels, "|"+label+"|") {
		return false
	}
	if strings.Contains(databaseLabels, "|"+label+"|") && isFragment(value) {
		return true
	}
	return i < headZone && strings.Contains(mailLabels, "|"+label+"|") && r.inMailHead(i)
}

// hasLeader reports whether dots lead the eye from a few words to a few others.
func hasLeader(words string) bool {
	for _, dots := range []string{"......", "………", ". . . . ."} {
		if at := strings.Index(words, dots); at > 0 && at <= 80 {
			rest := strings.TrimLeft(words[at:], ".… ")
			return rest != "" && len(rest) <= 60
		}
	}
	return false
}

// inMailHead reports whether the paragraph before or after i begins with the
// label of a mail too.
func (r *recogniser) inMailHead(i int) bool {
	for _, n := range []int{i - 1, i + 1} {
		if n < 0 || n >= len(r.units) {
			continue
		}
		if label, _, ok := strings.Cut(r.units[n].Text(r.text), ":"); ok && len(label) < 12 && strings.Contains(mailLabels, "|"+strings.ToLower(strings.Trim(label, "*_ "))+"|") {
			return true
		}
	}
	return false
}

// isFragment reports whether what stands after a label is no sentence: it does
// not end like one, or is a few words.
func isFragment(value string) bool {
	value = strings.TrimSpace(value)
	return !endsSentence(value) || len(strings.Fields(value)) <= 4 || strings.Count(value, ";") >= 2
}

// kindMarks are words in a title, in lower case, that tell the kind of a text.
// The first that is there counts.
var kindMarks = []struct {
	kind  verbale.DocumentKind
	start bool // the title begins so
	words []string
}{
	{verbale.Transcript, false, []string{"press briefing", "press conference by", "briefing transcript", "transcript of", "verbatim record", "meeting record", "official report of debates"}},
	{verbale.Transcript, true, []string{"transcript", "interview with", "remarks by", "remarks at", "oral answers", "hansard"}},
	{verbale.Paper, true, []string{"joint communique", "joint communiqué", "communique", "communiqué", "final communique", "final communiqué", "joint declaration", "declaration of", "declaration on", "treaty", "agreement between", "agreement on",
		"convention on", "convention between", "protocol to", "protocol on", "protocol between", "memorandum of understanding", "memorandum between", "resolution", "note verbale", "charter of", "final act", "final document", "exchange of notes", "exchange of letters", "draft treaty", "draft agreement"}},
	{verbale.Release, true, []string{"press release", "media release", "news release", "for immediate release", "readout of", "statement by the", "statement of the", "statement from the", "media note", "press statement", "communication from the ministry"}},
}

// kindOf tells the kind of a text by the words of its first lines, or by its
// turns: "" where it is a report, or nothing tells.
func (r *recogniser) kindOf() verbale.DocumentKind {
	for i := range r.units[:min(len(r.units), 4)] {
		words := r.units[i].Text(r.text)
		if len(words) > 200 || endsSentence(words) || creditEnds(words) { // the last is the caption of a picture from a briefing
			continue
		}
		lower := strings.ToLower(strings.TrimLeft(words, "#*_ "))
		for _, mark := range kindMarks {
			for _, w := range mark.words {
				if (strings.HasPrefix(lower, w) || !mark.start && strings.Contains(lower, w)) && !wordContinues(lower, strings.Index(lower, w)+len(w)) && !tells(lower) {
					return mark.kind
				}
			}
		}
	}
	if r.turns() {
		return verbale.Transcript
	}
	return ""
}

// tells reports whether a title has a verb of telling, so that it is one about a
// paper and not that of the paper: "Treaty signed in Geneva".
func tells(lower string) bool {
	for _, verb := range []string{" signed", " adopted", " says", " said", " could", " may ", " will ", " to be ", " is ", " are ", " was ", " were ", " has ", " have ", " fails", " urges", " calls", " draws", " raises", " shows", " faces", "?"} {
		if strings.Contains(lower, verb) {
			return true
		}
	}
	return false
}

// noTurn are words that stand before a colon again and again and are no
// speakers.
const noTurn = "|claim|claims|fact|facts|the fact|the facts|fact check|myth|myths|reality|the reality|verdict|rating|our ruling|pro|pros|con|cons|winner|winners|loser|losers|takeaway|why|what|who|when|where|how|yes|no|group|update|updates|the report|the record|the quote|note|"

// turns reports whether a text is one of turns: at least six paragraphs begin
// with the label of a speaker and go on with sentences, at least a quarter of
// all, most labels come again, and there are two of them: one who is quoted again and
// again, with what is to be said of it under another label, takes no turns.
func (r *recogniser) turns() bool {
	counts := map[string]int{}
	n := 0
	for _, unit := range r.units {
		words := unit.Text(r.text)
		if label, ok := turnLabel(words); ok && (endsSentence(words) || len(words) > len(label)+120) && !strings.Contains(noTurn, "|"+strings.ToLower(label)+"|") {
			n++
			counts[label]++
		}
	}
	again := 0
	for _, c := range counts {
		if c > 1 {
			again += c
		}
	}
	return n >= 6 && len(counts) >= 2 && 4*n >= len(r.units) && 2*again >= n
}

// turnLabel reads the label of a turn: "MR. SOLBERG:", "Q:", "Ms. Aasen (Norway)
// (spoke in French):", "The President:".
func turnLabel(words string) (string, bool) {
	label, rest, ok := strings.Cut(words, ":")
	label = strings.Trim(label, "*_ ")
	if !ok || len(label) > 80 || label == "" || rest != "" && !strings.HasPrefix(strings.TrimLeft(rest, "*_"), " ") {
		return "", false
	}
	if cut := strings.IndexByte(label, '('); cut > 0 {
		label = strings.TrimSpace(label[:cut])
	}
	fields := strings.Fields(label)
	if len(fields) == 0 || len(fields) > 6 {
		return "", false
	}
	switch strings.ToLower(fields[0]) {
	case "q", "a", "question", "answer", "moderator", "interviewer":
		return strings.ToLower(label), len(fields) == 1
	case "mr.", "mrs.", "ms.", "mr", "mrs", "ms", "sir", "dr.", "the", "president", "secretary", "minister", "ambassador", "senator", "dame", "lord":
	default:
		if strings.ToUpper(label) != label && len(fields) > 3 {
			return "", false
		}
	}
	for _, f := range fields {
		if first, _ := utf8.DecodeRuneInString(f); !unicode.IsUpper(first) && !strings.Contains(smallInNames, "|"+strings.ToLower(f)+"|") {
			return "", false
		}
	}
	if strings.Contains(databaseLabels+mailLabels, "|"+strings.ToLower(label)+"|") {
		return "", false
	}
	return label, true
}
