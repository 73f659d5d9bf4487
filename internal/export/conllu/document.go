package conllu

import (
	"strconv"
	"strings"
	"unicode"

	"verbale.dev/verbale/lang"
)

// Exporter turns documents into the sentences of one file. It numbers their
// names through, since a number means one thing in all of a file.
type Exporter struct {
	entities int
}

// FromDocument returns the sentences of a file that holds d alone; see
// Exporter.Sentences.
func FromDocument(d *lang.Document, id string) []*Sentence {
	return new(Exporter).Sentences(d, id)
}

// Sentences returns the sentences of d under the document id, numbered from 1
// ("minutes-7-1"). White space that is not one plain space is kept in
// SpacesAfter, before the first token in SpacesBefore. Names of things are in
// Entity, as CorefUD has them: brackets with a number, a type and the head's
// place, (1-person-2 … 1).
func (x *Exporter) Sentences(d *lang.Document, id string) []*Sentence {
	sentences := make([]*Sentence, len(d.Sentences))
	prefix := identifier(id)
	entity, paragraph := 0, -1
	for i, from := range d.Sentences {
		s := &Sentence{ID: prefix + strconv.Itoa(i+1)}
		if i == 0 {
			s.NewDocument, s.Document = true, strings.TrimSpace(valid(id))
			s.Comments = []string{"# global.Entity = eid-etype-head"}
		}
		if from.Paragraph != paragraph {
			paragraph = from.Paragraph
			s.NewParagraph = true
		}
		s.Words = make([]Word, 0, from.Last-from.First)
		for t := from.First; t < from.Last; t++ {
			s.Words = append(s.Words, word(d, from, t))
		}
		for ; entity < len(d.Entities) && d.Entities[entity].First < from.Last; entity++ {
			x.entities++
			brackets(s, d, d.Entities[entity], from.First, x.entities)
		}
		spaces(s, d, from)
		s.Text = text(s)
		sentences[i] = s
	}
	return sentences
}

// identifier makes a prefix of sentence ids of a document's name: without white
// space and slashes, which tools for CoNLL-U give a meaning of their own.
func identifier(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '/' || r < ' ' {
			return '_'
		}
		return r
	}, valid(name))
	if name == "" {
		return ""
	}
	return name + "-"
}

func valid(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

func word(d *lang.Document, s lang.Sentence, i int) Word {
	t := &d.Tokens[i]
	w := Word{
		Form: valid(d.Form(i)), Lemma: valid(t.Lemma), UPOS: t.UPOS, XPOS: t.XPOS, Feats: t.Feats,
		DepRel: t.DepRel, Deps: "_", Misc: "_",
	}
	for _, column := range []*string{&w.Lemma, &w.UPOS, &w.XPOS, &w.Feats, &w.DepRel} {
		if *column == "" {
			*column = "_"
		}
	}
	if t.Head >= 0 {
		w.Head = t.Head - s.First + 1
	}
	return w
}

// entityType returns CorefUD's type for a label.
func entityType(label string) string {
	switch label {
	case "PER":
		return "person"
	case "ORG":
		return "organization"
	case "LOC":
		return "place"
	}
	return "other"
}

// brackets writes an entity under its number into the MISC columns of s, whose
// first token is first.
func brackets(s *Sentence, d *lang.Document, e lang.Entity, first, n int) {
	number := strconv.Itoa(n)
	open := "Entity=(" + number + "-" + entityType(e.Label) + "-" + strconv.Itoa(headOf(d, e)-e.First+1)
	if e.Last == e.First+1 {
		add(&s.Words[e.First-first].Misc, open+")")
		return
	}
	add(&s.Words[e.First-first].Misc, open)
	add(&s.Words[e.Last-1-first].Misc, "Entity="+number+")")
}

// headOf returns the first token of e whose head lies outside it.
func headOf(d *lang.Document, e lang.Entity) int {
	for i := e.First; i < e.Last; i++ {
		if h := d.Tokens[i].Head; h < e.First || h >= e.Last {
			return i
		}
	}
	return e.First
}

// spaces writes the white space between the tokens of s into MISC.
func spaces(s *Sentence, d *lang.Document, from lang.Sentence) {
	for i := from.First; i < from.Last; {
		last := i
		for last+1 < from.Last && d.Tokens[last+1].Multiword > 1 {
			last++
		}
		misc := &s.Words[i-from.First].Misc
		if d.Tokens[i].Multiword > 0 && last > i {
			form := valid(d.Text[d.Tokens[i].Start:d.Tokens[last].End])
			s.Multiwords = append(s.Multiwords, Multiword{i - from.First + 1, last - from.First + 1, form, "_"})
			misc = &s.Multiwords[len(s.Multiwords)-1].Misc
		}
		next := len(d.Text)
		if last+1 < len(d.Tokens) {
			next = d.Tokens[last+1].Start
		}
		after := valid(d.Text[d.Tokens[last].End:next])
		if i == 0 && d.Tokens[0].Start > 0 {
			add(misc, "SpacesBefore="+escape(valid(d.Text[:d.Tokens[0].Start])))
		}
		switch {
		case after == " " && !(last+1 == from.Last && paragraphEnds(d, last)):
		case after == "" && last+1 == from.Last && paragraphEnds(d, last):
			// The text ends here; validators want no SpaceAfter=No before a
			// new document or paragraph.
		case after == "":
			add(misc, "SpaceAfter=No")
		case strings.IndexFunc(after, unicode.IsSpace) < 0:
			add(misc, "SpaceAfter=No")
			add(misc, "SpacesAfter="+escape(after))
		default:
			add(misc, "SpacesAfter="+escape(after))
		}
		i = last + 1
	}
}

// paragraphEnds reports whether token i is the last of its paragraph.
func paragraphEnds(d *lang.Document, i int) bool {
	s := d.SentenceOf(i)
	return s+1 == len(d.Sentences) || d.Sentences[s+1].Paragraph != d.Sentences[s].Paragraph
}

// add appends a field to a MISC column.
func add(misc *string, field string) {
	if *misc == "_" {
		*misc = field
		return
	}
	*misc += "|" + field
}

// text is the sentence's text as validators compare it: tokens, and one space
// after each that has not SpaceAfter=No.
func text(s *Sentence) string {
	var b strings.Builder
	space := false
	for t := range s.Tokens {
		if space {
			b.WriteByte(' ')
		}
		b.WriteString(t.Form)
		v, _ := Attribute(t.Misc, "SpaceAfter")
		space = v != "No"
	}
	return b.String()
}
