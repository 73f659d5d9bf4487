package scene

import (
	"strings"

	"verbale.dev/verbale"
)

// means is by which means somebody was last told to have spoken.
type means struct {
	channel   verbale.Channel
	paragraph int
	day       *string
	before    []int // his statements just before, of which nothing is told
}

// means gives what somebody says on an occasion its channel where only one of his
// sentences there tells it: those after it, while he speaks on, and those just before
// it, above all the lead.
//
//	Lopes warned of a flood on Monday. ¶ "The dyke is weak," she told a news conference.
func (d *filler) means(order []int, channels []*verbale.Channel) {
	d.conferences(order, channels)
	told := map[int]*means{}
	for _, i := range order {
		s := &d.Statements[i]
		if s.Part != verbale.Body || len(d.Ties[i].Speakers) == 0 || s.Account != verbale.Own {
			continue
		}
		speaker := d.Ties[i].Speakers[0]
		paragraph := d.paragraphOf(d.Page.Doc.TokenAt(placeOf(s)))
		m := told[speaker]
		if m == nil {
			m = &means{}
			told[speaker] = m
		}
		switch {
		case channels[i] != nil:
			if goesOnBy[*channels[i]] && paragraph-m.paragraph <= meansBefore {
				for _, j := range m.before {
					if t := &d.Statements[j]; t.Channel == nil && oneDay(t.SaidOn, s.SaidOn) {
						t.Channel = channels[i]
					}
				}
			}
			*m = means{channel: *channels[i], paragraph: paragraph, day: s.SaidOn}
		case s.Channel != nil:
			*m = means{channel: *s.Channel, paragraph: paragraph, day: s.SaidOn}
		case !d.actOfSaying(s):
		case goesOnBy[m.channel] && paragraph-m.paragraph <= meansReach && oneDay(m.day, s.SaidOn):
			channel := m.channel
			s.Channel = &channel
			m.paragraph = paragraph
		default:
			if m.channel != "" || paragraph-m.paragraph > meansBefore {
				*m = means{}
			}
			m.paragraph, m.before = paragraph, append(m.before, i)
		}
	}
}

// conferences makes what is told reporters part of the press conference that the report
// tells of, where the same speaker or one beside whom he spoke held it on that day:
//
//	"It is quiet," Lopes told reporters. ¶ Lopes said at a press conference with Novak that …
func (d *filler) conferences(order []int, channels []*verbale.Channel) {
	held := map[int][]int{} // by actor: statements that tell of a press conference
	for _, i := range order {
		if channels[i] == nil || *channels[i] != verbale.PressConference {
			continue
		}
		s := &d.Statements[i]
		for _, a := range append(d.with(s, d.Page.Doc.TokenAt(placeOf(s))), d.Ties[i].Speakers...) {
			held[a] = append(held[a], i)
		}
	}
	words := d.conferenceWords()
	if len(held) == 0 && len(words) == 0 {
		return
	}
	for _, i := range order {
		s := &d.Statements[i]
		if s.Channel == nil || *s.Channel != verbale.Briefing || s.Occasion != nil || len(d.Ties[i].Speakers) == 0 {
			continue
		}
		paragraph := d.paragraphOf(d.Page.Doc.TokenAt(placeOf(s)))
		for _, j := range held[d.Ties[i].Speakers[0]] {
			t := &d.Statements[j]
			if abs(paragraph-d.paragraphOf(d.Page.Doc.TokenAt(placeOf(t)))) <= meansReach && oneDay(s.SaidOn, t.SaidOn) {
				s.Channel = channels[j]
				break
			}
		}
		for _, sentence := range words {
			if abs(paragraph-d.Page.Doc.Sentences[sentence].Paragraph) <= meansReach && d.named(d.Ties[i].Speakers, sentence) {
				c := verbale.PressConference
				s.Channel = &c
				break
			}
		}
	}
}

// conferenceWords lists the sentences in which the report tells of a press conference.
func (d *filler) conferenceWords() []int {
	var sentences []int
	told := d.told()
	for t := 1; t < len(d.Page.Doc.Tokens); t++ {
		if strings.EqualFold(d.Page.Doc.Form(t), "conference") && !told[t] {
			switch strings.ToLower(d.Page.Doc.Form(t - 1)) {
			case "news", "press":
				sentences = append(sentences, d.Page.Doc.SentenceOf(t))
			}
		}
	}
	return sentences
}

// How many paragraphs the means hold for: on from where they are told, and before.
const (
	meansReach  = 12
	meansBefore = 2
)

// oneDay reports whether two statements may be of one day.
func oneDay(a, b *string) bool { return a == nil || b == nil || *a == *b }

// goesOnBy are the channels of occasions on which one speaks at length.
var goesOnBy = map[verbale.Channel]bool{
	verbale.Interview: true, verbale.Briefing: true, verbale.PressConference: true, verbale.WrittenStatement: true, verbale.Speech: true,
}
