package actor

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
)

// voices are those who speak outside quotation marks: in a talk set as dialogue the
// speakers of its turns, else whoever wrote the report.
type voices struct {
	known    bool
	turns    []int // by paragraph: the actor who is named before a colon at its begin, or before; -1
	dialogue bool  // questions and answers, without the names of those who speak
	author   int   // "I" of a report: whom an interview is with, whose speech it is; -1 where that is not known so far
	company  int   // "we"
	reader   int   // "you"
}

// voice returns the actor of a pronoun of the first or second person outside
// quotation marks: the speaker of a turn ("ROTH: I never said so."), the guest of an
// interview of which only questions and answers are printed, else the author.
func (t *teller) voice(f *found) int {
	v := &t.voices
	if !v.known {
		t.findVoices()
	}
	if speaker := v.turns[t.doc.Sentences[f.sentence].Paragraph]; speaker >= 0 {
		switch {
		case t.firstOne(f.name):
			return speaker
		case t.firstMany(f.name):
			return t.sideActor(speaker)
		}
		return t.otherTurn(speaker)
	}
	asked := v.dialogue && t.isQuestion(f.sentence)
	switch {
	case v.dialogue && t.second(f.name) == asked && !t.firstMany(f.name):
		return t.nameless(&v.author, "I", false)
	case t.second(f.name):
		return t.nameless(&v.reader, "you", true)
	case t.firstMany(f.name):
		return t.nameless(&v.company, "we", true)
	case v.dialogue: // who asks
		return t.nameless(&v.reader, "I", false)
	}
	return t.nameless(&v.author, "I", false)
}

// nameless returns the actor that stands at a place, which is made at first.
func (t *teller) nameless(place *int, name string, many bool) int {
	if *place < 0 {
		number := "one"
		if many {
			number = "several"
		}
		*place = len(t.actors)
		t.actors = append(t.actors, &local{LocalActor: verbale.LocalActor{Name: name, Type: verbale.Unnamed, Names: []string{name},
			Source: &verbale.UnnamedSource{Number: number}}, key: name, many: many})
	}
	return *place
}

// findVoices looks for turns and for a talk of questions and answers.
func (t *teller) findVoices() {
	v := &t.voices
	*v = voices{known: true, author: t.columnist(), company: -1, reader: -1}
	paragraphs := 0
	if n := len(t.doc.Sentences); n > 0 {
		paragraphs = t.doc.Sentences[n-1].Paragraph + 1
	}
	v.turns = make([]int, paragraphs)
	t.findTurns()
	questions, answers, begin := 0, 0, -1
	for _, f := range t.found {
		if !t.first(f) || t.Quoted(f.head) >= 0 {
			continue
		}
		asked := t.isQuestion(f.sentence)
		switch {
		case asked && t.second(f.name):
			questions++
		case !asked && t.firstOne(f.name):
			answers++
		default:
			continue
		}
		if begin < 0 {
			begin = f.first
		}
	}
	if answers < 5 {
		return
	}
	talk, speech := false, false
	for i := range begin {
		talk = talk || talks[t.at(i)]
		speech = speech || speeches[t.at(i)]
	}
	if v.dialogue = questions > 2 || questions > 0 && talk; v.dialogue || talk || speech {
		v.author = t.mostNamed(begin)
	}
}

// columnist returns the person whose column a report is: whom its headline names
// before a colon, or of whom its last paragraph says who it is ("Ana Lopes is a
// senator from Porto"); -1 where neither does.
func (t *teller) columnist() int {
	sentences := t.doc.Sentences
	for _, f := range t.found {
		if f.form != verbale.Named || f.chain < 0 || t.actors[f.chain].Type != verbale.Person {
			continue
		}
		if f.first <= 1 && t.at(f.last) == ":" {
			return f.chain
		}
		s := sentences[f.sentence]
		if f.sentence > 0 && s.Paragraph == sentences[len(sentences)-1].Paragraph && sentences[f.sentence-1].Paragraph != s.Paragraph &&
			f.first == s.First && (t.at(f.last) == "is" || t.at(f.last) == ",") && t.subjectOf(s.Root) == t.rootOf(f) {
			return f.chain
		}
	}
	return -1
}

// talks are words by which a report says that it prints an interview, speeches those
// for a speech.
var (
	talks    = lexicon.SetOf("interview interviewed interviews interviewing talk talked conversation sat caught spoke")
	speeches = lexicon.SetOf("speech speeches remarks address addressed transcript testimony lecture")
)

// findTurns reads who speaks each paragraph, where names before a colon say so: two
// paragraphs at least must.
func (t *teller) findTurns() {
	v := &t.voices
	for i := range v.turns {
		v.turns[i] = -1
	}
	begins := 0
	first := map[int]int{} // token that begins a paragraph: the paragraph
	for s := len(t.doc.Sentences) - 1; s >= 0; s-- {
		if s == 0 || t.doc.Sentences[s-1].Paragraph != t.doc.Sentences[s].Paragraph {
			first[t.doc.Sentences[s].First] = t.doc.Sentences[s].Paragraph
		}
	}
	for _, f := range t.found {
		if f.form != verbale.Named || f.silent || f.kind == verbale.State || f.chain < 0 || t.at(f.last) != ":" {
			continue
		}
		if paragraph, ok := first[min(f.first, f.outerFirst())]; ok {
			v.turns[paragraph] = f.chain
			begins++
		}
	}
	for i := range v.turns {
		switch {
		case begins < 2:
			v.turns[i] = -1
		case v.turns[i] < 0 && i > 0:
			v.turns[i] = v.turns[i-1]
		}
	}
}

// otherTurn returns the other of two speakers of a talk; -1 where there are more.
func (t *teller) otherTurn(speaker int) int {
	other := -1
	for _, chain := range t.voices.turns {
		if chain < 0 || chain == speaker || chain == other {
			continue
		}
		if other >= 0 {
			return -1
		}
		other = chain
	}
	return other
}

// isQuestion reports whether a sentence ends with a question mark.
func (t *teller) isQuestion(sentence int) bool {
	s := t.doc.Sentences[sentence]
	for i := s.Last - 1; i >= s.First && t.upos(i) == "PUNCT"; i-- {
		if strings.HasPrefix(t.at(i), "?") {
			return true
		}
	}
	return false
}

// mostNamed returns the person who is named most often before a token, of equals
// the first; -1 where nobody is.
func (t *teller) mostNamed(before int) int {
	count := map[int]int{}
	best := -1
	for _, f := range t.found {
		if f.first >= before {
			break
		}
		if f.chain < 0 || f.form != verbale.Named || t.actors[f.chain].Type != verbale.Person {
			continue
		}
		count[f.chain]++
	}
	for _, f := range t.found {
		if n := count[max(f.chain, 0)]; f.chain >= 0 && f.first < before && n > 0 && (best < 0 || n > count[best]) {
			best = f.chain
		}
	}
	return best
}
