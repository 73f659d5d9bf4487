package lang

// context is what the classifier knows of the way to the place it looks at.
type context struct {
	paragraph int // first piece of the paragraph
	after     int // first piece after the paragraph
	first     int // first piece of the sentence
	quoted    bool
	// startedQuoted says that the sentence began inside a quotation.
	startedQuoted bool
	brackets      int  // open round brackets in the sentence
	stopped       bool // the paragraph ends with a stop
	stops         int  // runs of stops in the paragraph, at most 3
}

// enterParagraph starts a paragraph at piece i.
func (c *context) enterParagraph(text string, pieces []piece, i int) {
	c.paragraph = i
	c.stops = 0
	j := i + 1
	for j < len(pieces) && pieces[j].gap != newSection {
		if pieces[j].kind == kindStop {
			c.stops = min(3, c.stops+1)
		}
		j++
	}
	c.after = j
	last := j - 1
	for last > i && (pieces[last].kind == kindQuote || pieces[last].kind == kindClosing) {
		last--
	}
	c.stopped = pieces[last].kind == kindStop || pieces[last].kind == kindAbbreviation
	c.quoted = false
	c.enterSentence(i)
}

// enterSentence starts a sentence at piece i.
func (c *context) enterSentence(i int) {
	c.first = i
	c.startedQuoted = c.quoted
	c.brackets = 0
}

// read takes in piece i.
func (c *context) read(text string, pieces []piece, i int) {
	p := &pieces[i]
	switch p.kind {
	case kindQuote:
		switch text[p.start:p.end] {
		case `"`, "''", "„":
			c.quoted = p.gap != joined && (i+1 < len(pieces) && pieces[i+1].gap == joined) || !c.quoted && !(p.gap == joined && i > c.first)
		case "“", "``", "«":
			c.quoted = true
		case "”", "»":
			c.quoted = false
		}
	case kindOpening:
		c.brackets++
	case kindClosing:
		if c.brackets > 0 {
			c.brackets--
		}
	}
}

// The shapes of pieces, as features see them.
const (
	shapeLower = iota
	shapeTitle
	shapeCapitals
	shapeInitial // one capital letter
	shapeInitialStop
	shapeDigits
	shapeDigitsLetters
	shapeMixed
	shapeCaseless
	shapeMark // and above: marks, by their first byte
)

func shapeOf(text string, pieces []piece, i int) uint32 {
	p := &pieces[i]
	switch p.kind {
	case kindQuote:
		return shapeMark + quoteOf(text, pieces, i)
	case kindDash:
		if p.gap == joined {
			return shapeMark + 4
		}
		return shapeMark + 5

	case kindWord, kindNumber, kindAbbreviation, kindAddress:
	default:
		return shapeMark + 16 + uint32(text[p.start])<<4 | uint32(min(p.end-p.start, 4))
	}
	c, size := classAt(text, p.start)
	if c == digit {
		for i := p.start; i < p.end; i++ {
			if b := text[i]; 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' {
				return shapeDigitsLetters
			}
		}
		return shapeDigits
	}
	if c == letter || c == other || c == mark {
		return shapeCaseless
	}
	if c == lower {
		return shapeLower
	}
	if c != upper {
		return shapeMixed
	}
	at := p.start + size
	if at == p.end {
		return shapeInitial
	}
	if at+1 == p.end && text[at] == '.' {
		return shapeInitialStop
	}
	small, large := false, false
	for at < p.end {
		c, size := classAt(text, at)
		small = small || c == lower
		large = large || c == upper
		at += size
	}
	switch {
	case !small:
		return shapeCapitals
	case !large:
		return shapeTitle
	}
	return shapeMixed
}

// quoteOf sorts quotation marks: those that open, those that close, double and
// single, however they are typed.
func quoteOf(text string, pieces []piece, i int) uint32 {
	p := &pieces[i]
	opens := p.gap != joined && i+1 < len(pieces) && pieces[i+1].gap == joined
	single := p.end-p.start == 1
	switch text[p.start:p.end] {
	case `"`:
		single = false
	case "“", "„", "«", "``":
		opens = true
	case "”", "»":
		opens = false
	case "‘":
		opens, single = true, true
	case "’":
		opens, single = false, true
	}
	class := uint32(0)
	if opens {
		class |= 1
	}
	if single {
		class |= 2
	}
	return class
}

// formOf hashes a piece's form, ASCII letters folded, as far as 24 bytes.
// Quotation marks and dashes count as their sort.
func formOf(text string, pieces []piece, i int) uint32 {
	p := &pieces[i]
	if p.kind == kindQuote || p.kind == kindDash {
		return shapeOf(text, pieces, i)
	}
	h := uint32(2166136261)
	for i := p.start; i < p.end && i < p.start+24; i++ {
		b := text[i]
		if 'A' <= b && b <= 'Z' {
			b += 'a' - 'A'
		}
		if isDigit(b) {
			b = '0'
		}
		h = (h ^ uint32(b)) * 16777619
	}
	return h
}

// featureBits is the logarithm of the number of weights.
const featureBits = 15

// maxFeatures is the number of features of one place.
const maxFeatures = 40

// noPiece stands for a piece beyond the paragraph.
const noPiece = 0x5bd1e995

// features fills buffer with the features after piece i and returns them.
func (c *context) features(buffer *[maxFeatures]uint32, text string, pieces []piece, i int) []uint32 {
	n := 0
	add := func(template, x, y, z uint32) {
		h := (template*0x9e3779b1 ^ x) * 0x85ebca6b
		h = (h ^ h>>15 ^ y) * 0xc2b2ae35
		h = (h ^ h>>13 ^ z) * 0x27d4eb2f
		buffer[n] = (h ^ h>>15) >> (32 - featureBits)
		n++
	}
	a, b := &pieces[i], &pieces[i+1]
	formA, formB := formOf(text, pieces, i), formOf(text, pieces, i+1)
	shapeA, shapeB := shapeOf(text, pieces, i), shapeOf(text, pieces, i+1)
	form1, shape1, form2, shape2 := uint32(noPiece), uint32(noPiece), uint32(noPiece), uint32(noPiece)
	if i > c.paragraph {
		form1, shape1 = formOf(text, pieces, i-1), shapeOf(text, pieces, i-1)
	}
	if i+2 < c.after {
		form2, shape2 = formOf(text, pieces, i+2), shapeOf(text, pieces, i+2)
	}
	shape0 := uint32(noPiece)
	if i > c.paragraph+1 {
		shape0 = shapeOf(text, pieces, i-2)
	}
	// The stop that closing marks follow.
	core := i
	for core > c.first && (pieces[core].kind == kindQuote || pieces[core].kind == kindClosing) && pieces[core].gap == joined {
		core--
	}
	stop := uint32(noPiece)
	if core < i && core >= 0 {
		stop = shapeOf(text, pieces, core)
	}
	gaps := uint32(a.gap)<<2 | uint32(b.gap)
	if i+2 < c.after {
		gaps |= uint32(pieces[i+2].gap) << 4
	}
	kinds := uint32(a.kind)<<4 | uint32(b.kind)
	state := uint32(0)
	for k, set := range [...]bool{c.quoted, c.startedQuoted, c.brackets > 0, c.stopped} {
		if set {
			state |= 1 << k
		}
	}
	state |= uint32(c.stops) << 4
	length, rest := logarithm(i+1-c.first), logarithm(c.after-i-1)

	add(0, 0, 0, 0)
	add(1, formA, 0, 0)
	add(2, formB, 0, 0)
	add(3, shapeA, shapeB, gaps)
	add(4, formA, shapeB, 0)
	add(5, shapeA, formB, 0)
	add(6, formA, formB, 0)
	add(7, shape1, shapeA, shapeB)
	add(8, form1, formA, 0)
	add(9, form1, formA, shapeB)
	add(10, shapeA, shapeB, shape2)
	add(11, formB, form2, shapeA)
	add(12, formB, shape2, shapeA)
	add(13, stop, shapeA, shapeB)
	add(14, stop, formB, gaps)
	add(15, state, kinds, gaps)
	add(16, state, shapeA, shapeB)
	add(17, state&7, formA, formB)
	add(18, length, shapeA, shapeB)
	add(19, rest, shapeA, shapeB)
	add(20, length, kinds, state)
	add(21, rest, kinds, state)
	add(22, shape0, shape1, shapeA)
	add(23, gaps, kinds, stop)
	add(24, form1, shapeA, shapeB)
	add(25, shapeOf(text, pieces, c.first), shapeA, shapeB)
	add(26, formOf(text, pieces, c.first), shapeA, shapeB)
	add(27, length, rest, shapeA)
	add(28, form2, shapeA, shapeB)
	return buffer[:n]
}

// logarithm sorts a count into few classes.
func logarithm(n int) uint32 {
	switch {
	case n <= 4:
		return uint32(n)
	case n <= 6:
		return 5
	case n <= 9:
		return 6
	case n <= 14:
		return 7
	case n <= 22:
		return 8
	case n <= 40:
		return 9
	}
	return 10
}
