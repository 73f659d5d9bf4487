package lang

import "unicode/utf8"

// Widths of lines, in code points, between which text can be wrapped.
const (
	narrowest = 30
	widest    = 140
)

// unwrap settles what each single line break between pieces means: newSection
// where a paragraph, heading or item ends, spaced where the line was merely
// full. A text is wrapped if nearly every one of its lines is as full as its
// widest allows: the first word of the next line would not have fitted. In other
// texts a line break is a boundary unless the next line goes on in lower case
// after no stop.
func unwrap(text string, pieces []piece) {
	width, breaks := 0, 0
	eachBreak(text, pieces, func(_, line, _ int) {
		width = max(width, line)
		breaks++
	})
	full := 0
	if narrowest <= width && width <= widest {
		eachBreak(text, pieces, func(_, line, next int) {
			if line+1+next > width {
				full++
			}
		})
	}
	// Three breaks could be full by chance.
	wrapped := breaks > 3 && full*10 >= breaks*8
	eachBreak(text, pieces, func(i, line, next int) {
		pieces[i].gap = newSection
		if wrapped && line+1+next > width || goesOn(text, pieces, i) {
			pieces[i].gap = spaced
		}
	})
}

// goesOn reports whether the line that begins with piece i goes on with the
// sentence of the line before it.
func goesOn(text string, pieces []piece, i int) bool {
	if i == 0 || pieces[i-1].kind == kindStop || pieces[i].kind != kindWord {
		return false
	}
	c, _ := classAt(text, pieces[i].start)
	return c == lower
}

// eachBreak calls do for each single line break: with the piece that follows
// it, the width of the line that it ends and that of the next line's first
// word, in code points.
func eachBreak(text string, pieces []piece, do func(i, line, next int)) {
	start := 0 // of the line
	for i := range pieces {
		switch pieces[i].gap {
		case newSection:
			start = i
		case newLine:
			line := utf8.RuneCountInString(text[pieces[start].start:pieces[i-1].end])
			end := i
			for end+1 < len(pieces) && pieces[end+1].gap == joined && end-i < 32 {
				end++
			}
			next := utf8.RuneCountInString(text[pieces[i].start:pieces[end].end])
			start = i
			do(i, line, next)
		}
	}
}
