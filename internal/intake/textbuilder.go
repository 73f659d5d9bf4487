package intake

import (
	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// TextBuilder makes the text of a document out of its paragraphs, with its map
// and its layout. Paragraphs are set apart by an empty line.
type TextBuilder struct {
	all    MapBuilder
	layout []verbale.Part
}

// Add appends a paragraph without the white space at its ends, and nothing where
// it is blank. Where told is true its kind is known, "" for what is not to be
// read; else it is recognised.
func (b *TextBuilder) Add(paragraph *MapBuilder, kind verbale.PartKind, told bool) {
	text := paragraph.String()
	span := trimSpan(text, lang.Span{End: len(text)})
	if span.Len() == 0 {
		return
	}
	m := paragraph.Map().Slice(span)
	if b.all.Len() > 0 {
		b.all.Make("\n\n", m[0].Source)
	}
	start := b.all.Len()
	b.all.Append(span.Text(text), m, lang.Span{End: span.Len()})
	if told {
		b.layout = append(b.layout, verbale.Part{Span: lang.Span{Start: start, End: b.all.Len()}, Kind: kind})
	}
}

// Len is the length of the text so far, in bytes.
func (b *TextBuilder) Len() int { return b.all.Len() }

// Report returns the text with its map and its layout.
func (b *TextBuilder) Report() Report {
	return Report{Text: b.all.String(), Map: b.all.Map(), Layout: b.layout}
}
