package scene

import (
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
