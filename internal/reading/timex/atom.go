package timex

import (
	"unicode"
	"unicode/utf8"

	"verbale.dev/verbale/lang"
)

// An atom is a run of letters, a run of digits, or one mark. Expressions of
// time are built below the word ("1990s", "10:35am", "Jan.-Feb.", "FY2009"),
// so patterns run over atoms, and the tokens of the analysis lend their tags.
type atom struct {
	start, end int32
	token      int32 // the token that holds it
	number     int32 // value of a run of digits
	digits     int16 // length of a run of digits; 0 for others
	mark       rune  // of a mark; 0 for others
	upper      bool  // begins with a capital
	glued      bool  // nothing stands between it and the atom before
	fresh      bool  // begins a sentence: no expression reaches across
	word       *word // what the lexicon knows of it; never nil
}

// What is known of atoms that are no words of the lexicon.
var (
	unknown = &word{}
	numeral = &word{classes: classNumber | classDay | classYear | classClock | classDecade | classOrdinal | classNumeric}
	elision = &word{classes: classShortYear | classDecade}
	oneHalf = &word{classes: classNumber}
)

const maxDigits = 9 // longer numbers are no dates, and would not fit

// atoms splits what the sentences of doc cover.
func (f *Finder) split(doc *lang.Document) {
	f.doc, f.atoms = doc, f.atoms[:0]
	token := 0
	for s, sentence := range doc.Sentences {
		from := len(f.atoms)
		for at := sentence.Start; at < sentence.End; {
			a := f.next(doc.Text[at:sentence.End])
			if a.end > 0 {
				a.start += int32(at)
				at += int(a.end)
				a.end = int32(at)
				for token < len(doc.Tokens) && doc.Tokens[token].End <= int(a.start) {
					token++
				}
				a.token = int32(min(token, len(doc.Tokens)-1))
				a.glued = len(f.atoms) > from && f.atoms[len(f.atoms)-1].end == a.start
				f.atoms = append(f.atoms, a)
				continue
			}
			break
		}
		if from < len(f.atoms) {
			f.atoms[from].fresh = s == 0 || !f.continues(from, sentence.Paragraph == doc.Sentences[s-1].Paragraph)
		}
	}
}

// continues reports whether the sentence that begins at atom i may have been
// cut off after an abbreviation: "It opened on Jan. 10."
func (f *Finder) continues(i int, sameParagraph bool) bool {
	return sameParagraph && i >= 2 && f.atoms[i-1].mark == '.' && f.atoms[i-1].glued &&
		f.atoms[i-2].word.shortened && f.atoms[i].digits > 0
}

// next returns the first atom of text with offsets from its beginning; its end
// is 0 where only white space is left.
func (f *Finder) next(text string) atom {
	at := 0
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsSpace(r) {
			break
		}
		at += size
	}
	if at == len(text) {
		return atom{}
	}
	start := at
	r, size := utf8.DecodeRuneInString(text[at:])
	a := atom{start: int32(start), word: unknown}
	switch {
	case r >= '0' && r <= '9':
		for at < len(text) && text[at] >= '0' && text[at] <= '9' {
			if at-start < maxDigits {
				a.number = 10*a.number + int32(text[at]-'0')
			}
			at++
		}
		a.digits = int16(min(at-start, 100))
		if a.digits <= 4 {
			a.word = numeral
		}
	case unicode.IsLetter(r):
		a.upper = unicode.IsUpper(r)
		f.form = f.form[:0]
		for at < len(text) {
			r, size := utf8.DecodeRuneInString(text[at:])
			if !unicode.IsLetter(r) && !unicode.IsMark(r) {
				break
			}
			if len(f.form) < maxWord {
				f.form = utf8.AppendRune(f.form, unicode.ToLower(r))
			}
			at += size
		}
		if w := f.grammar.lexicon[string(f.form)]; w != nil {
			a.word = w
		}
	default:
		at += size
		a.mark = plainMark(r)
		switch a.mark {
		case '\'':
			a.word = elision
		case '½':
			a.word = oneHalf
		}
	}
	a.end = int32(at)
	return a
}

const maxWord = 24 // bytes of the longest word in the lexicon, with room to spare

// plainMark makes one mark of those that typesetting tells apart.
func plainMark(r rune) rune {
	switch r {
	case '‘', '’', 'ʼ', '`':
		return '\''
	case '‐', '‑', '‒', '–', '—', '−':
		return '-'
	}
	return r
}

// is reports whether atom i exists and is the mark r.
func (f *Finder) is(i int, r rune) bool {
	return i >= 0 && i < len(f.atoms) && f.atoms[i].mark == r
}

// xpos returns the Penn tag of the token that holds atom i, or "".
func (f *Finder) xpos(i int) string {
	if i < 0 || i >= len(f.atoms) || f.atoms[i].token < 0 {
		return ""
	}
	return f.doc.Tokens[f.atoms[i].token].XPOS
}

// text returns the words of atom i as they stand in the text, or "".
func (f *Finder) text(i int) string {
	if i < 0 || i >= len(f.atoms) {
		return ""
	}
	return f.doc.Text[f.atoms[i].start:f.atoms[i].end]
}

// before and after return the lexicon's entry for the atom next to an
// expression, within its sentence.
func (f *Finder) before(i int) *word {
	if i <= 0 || f.atoms[i].fresh {
		return unknown
	}
	return f.atoms[i-1].word
}

func (f *Finder) after(end int) *word {
	if end >= len(f.atoms) || f.atoms[end].fresh {
		return unknown
	}
	return f.atoms[end].word
}
