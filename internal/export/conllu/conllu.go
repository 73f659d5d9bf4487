// Package conllu answers how an analysed text is written down as CoNLL-U, and
// how such a file is read: words in ten columns, one sentence a block, comments
// for documents, paragraphs, sentence ids and the sentence's text.
//
// [FromDocument] turns a lang.Document into sentences, [Writer] writes them,
// [Reader] reads them, [RawText] gives the text under them:
//
//	w := conllu.NewWriter(os.Stdout)
//	for _, s := range conllu.FromDocument(d, "minutes-7") {
//		if err := w.Write(s); err != nil { … }
//	}
//
// The law: what the Writer writes, the Reader reads as the same sentences; and
// for text in valid UTF-8, RawText of what FromDocument gives with the spaces
// kept (SpacesAfter in MISC) is the text itself. Bytes that are not UTF-8 are
// written as U+FFFD, since the format has no other way.
//
// All is linear in the size of the file. Faults of a file are errors with the
// number of the line; nothing is repaired.
//
// The format is that of universaldependencies.org/format.html; SpacesBefore and
// SpacesAfter are UDPipe's; Entity is CorefUD's bracket notation.
package conllu

import "strings"

// Sentence is one block of a file.
type Sentence struct {
	ID        string
	Text      string
	Document  string // id of the document that begins here; "" where it has none
	Paragraph string // id of the paragraph that begins here
	// NewDocument and NewParagraph say that one begins here, with or without id.
	NewDocument  bool
	NewParagraph bool
	Comments     []string // all other comments, as they stand, without line end
	Words        []Word
	Multiwords   []Multiword  // ascending, disjoint
	Empty        [][10]string // empty nodes, which are kept as they stand
}

// Word is one syntactic word. Its id is its place in Sentence.Words plus one.
// A column without value is "_", as in the file.
type Word struct {
	Form, Lemma, UPOS, XPOS, Feats string
	Head                           int // id of the head; 0 at the root
	DepRel, Deps, Misc             string
}

// Multiword is a token that holds the words with the ids First to Last.
type Multiword struct {
	First, Last int
	Form        string
	Misc        string
}

// Token is one surface token of a sentence: a multiword token or a word that is
// in none.
type Token struct {
	First, Last int // ids of its words
	Form        string
	Misc        string
}

// Tokens yields the surface tokens of s in order.
func (s *Sentence) Tokens(yield func(Token) bool) {
	m := 0
	for id := 1; id <= len(s.Words); {
		if m < len(s.Multiwords) && s.Multiwords[m].First == id {
			t := s.Multiwords[m]
			if !yield(Token(t)) {
				return
			}
			id = t.Last + 1
			m++
			continue
		}
		w := s.Words[id-1]
		if !yield(Token{id, id, w.Form, w.Misc}) {
			return
		}
		id++
	}
}

// Attribute returns the value of key in a MISC or FEATS column and whether it
// is there.
func Attribute(column, key string) (string, bool) {
	for column != "" {
		var field string
		field, column, _ = strings.Cut(column, "|")
		if k, v, ok := strings.Cut(field, "="); ok && k == key {
			return v, true
		}
	}
	return "", false
}

// spaceAfter returns the white space after a token, as its MISC column has it.
func spaceAfter(misc string) string {
	if v, ok := Attribute(misc, "SpacesAfter"); ok {
		return unescape(v)
	}
	if v, _ := Attribute(misc, "SpaceAfter"); v == "No" {
		return ""
	}
	return " "
}

// RawText returns the text under sentences: tokens joined as SpaceAfter and
// SpacesAfter say, an empty line before each new paragraph and document unless
// the white space that is written down says otherwise.
func RawText(sentences []*Sentence) string {
	var b strings.Builder
	gap, exact := "", true
	for _, s := range sentences {
		first := true
		for t := range s.Tokens {
			if first {
				if v, ok := Attribute(t.Misc, "SpacesBefore"); ok {
					gap, exact = unescape(v), true
				}
				if b.Len() > 0 && !exact && (s.NewParagraph || s.NewDocument) {
					gap = "\n\n"
				}
				first = false
			}
			b.WriteString(gap)
			b.WriteString(t.Form)
			gap = spaceAfter(t.Misc)
			_, exact = Attribute(t.Misc, "SpacesAfter")
		}
	}
	if exact {
		b.WriteString(gap)
	}
	return b.String()
}

var escaper = strings.NewReplacer(" ", `\s`, "\t", `\t`, "\n", `\n`, "\r", `\r`, "|", `\p`, `\`, `\\`)

// escape writes white space as UDPipe's SpacesAfter does.
func escape(space string) string {
	var b strings.Builder
	for _, r := range escaper.Replace(space) {
		if r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 || r == 0xa0 {
			const hex = "0123456789abcdef"
			b.WriteString(`\u`)
			for shift := 12; shift >= 0; shift -= 4 {
				b.WriteByte(hex[r>>shift&15])
			}
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 's':
			b.WriteByte(' ')
		case 't':
			b.WriteByte('\t')
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 'p':
			b.WriteByte('|')
		case 'u':
			if r, ok := codePoint(s[i+1:]); ok {
				b.WriteRune(r)
				i += 4
				continue
			}
			b.WriteString(`\u`)
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// codePoint reads four hexadecimal digits.
func codePoint(s string) (rune, bool) {
	if len(s) < 4 {
		return 0, false
	}
	r := rune(0)
	for i := range 4 {
		d := strings.IndexByte("0123456789abcdef", s[i])
		if d < 0 {
			return 0, false
		}
		r = r<<4 | rune(d)
	}
	return r, true
}
