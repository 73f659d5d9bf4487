package intake

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"verbale.dev/verbale/lang"
)

// RunKind says how a stretch of text was made from its source.
type RunKind uint8

// The kinds of runs.
const (
	// Copied: the same bytes. Any stretch of it leads to the same stretch of the
	// source.
	Copied RunKind = iota
	// Decoded: the same characters in another encoding or as an escape or
	// entity. A stretch of it leads to all of the run's source.
	Decoded
	// Made: what the source does not have, such as the line break between two
	// paragraphs, or what replaces something that was left out. Its source is
	// the place, and may be empty.
	Made
)

// Run leads from a stretch of text to the bytes that it was made from. Both are
// half-open.
type Run struct {
	Text, TextEnd     int // bytes of the text
	Source, SourceEnd int // bytes of the source
	Kind              RunKind
}

// Map leads from a text to its source. Its runs cover the text without a gap,
// in its order; their sources need not be in order (columns of a page are not),
// and parts of the source may be in no run (markup is not). A nil Map is that of
// a text which is its source.
type Map []Run

// MapBuilder makes a text and its map together.
type MapBuilder struct {
	text strings.Builder
	runs Map
}

// Len is the length of the text so far, in bytes.
func (b *MapBuilder) Len() int { return b.text.Len() }

// String returns the text so far.
func (b *MapBuilder) String() string { return b.text.String() }

// Map returns the map of the text so far.
func (b *MapBuilder) Map() Map { return b.runs }

// Copy adds words that stand in the source as they are, from byte source on.
func (b *MapBuilder) Copy(words string, source int) {
	b.add(words, source, source+len(words), Copied)
}

// Decode adds words that the bytes of the source from source to end stand for.
func (b *MapBuilder) Decode(words string, source, end int) { b.add(words, source, end, Decoded) }

// Make adds words that the source does not have, at its byte source.
func (b *MapBuilder) Make(words string, source int) { b.add(words, source, source, Made) }

// Replace adds words that stand for a stretch of the source of other words.
func (b *MapBuilder) Replace(words string, source, end int) { b.add(words, source, end, Made) }

func (b *MapBuilder) add(words string, source, end int, kind RunKind) {
	if words == "" {
		return
	}
	at := b.text.Len()
	b.text.WriteString(words)
	if last := len(b.runs) - 1; last >= 0 && kind == Copied && b.runs[last].Kind == Copied && b.runs[last].SourceEnd == source {
		b.runs[last].TextEnd, b.runs[last].SourceEnd = at+len(words), end
		return
	}
	b.runs = append(b.runs, Run{at, at + len(words), source, end, kind})
}

// Append adds a stretch of another text with its map.
func (b *MapBuilder) Append(text string, m Map, span lang.Span) {
	for _, run := range m.Slice(span) {
		b.add(text[span.Start+run.Text:span.Start+run.TextEnd], run.Source, run.SourceEnd, run.Kind)
	}
}

// find returns the index of the run that holds byte at of the text, or len(m).
func (m Map) find(at int) int {
	i, _ := slices.BinarySearchFunc(m, at, func(r Run, at int) int { return cmp.Compare(r.TextEnd, at+1) })
	return i
}

// Slice returns the map of the stretch of the text that span is, counted from
// its start. It is logarithmic in the runs before it.
func (m Map) Slice(span lang.Span) Map {
	if m == nil {
		return Map{{0, span.Len(), span.Start, span.End, Copied}}
	}
	var cut Map
	for i := m.find(span.Start); i < len(m) && m[i].Text < span.End; i++ {
		r := m[i]
		start, end := max(r.Text, span.Start), min(r.TextEnd, span.End)
		if start >= end {
			continue
		}
		if r.Kind == Copied {
			r.Source, r.SourceEnd = r.Source+start-r.Text, r.Source+end-r.Text
		}
		r.Text, r.TextEnd = start-span.Start, end-span.Start
		cut = append(cut, r)
	}
	return cut
}

// Sources returns the stretches of the source that a span of the text was made
// from, in the order of the text; neighbours are joined.
func (m Map) Sources(span lang.Span) []lang.Span {
	var spans []lang.Span
	for _, r := range m.Slice(span) {
		if last := len(spans) - 1; last >= 0 && spans[last].End == r.Source {
			spans[last].End = r.SourceEnd
		} else if r.SourceEnd > r.Source {
			spans = append(spans, lang.Span{Start: r.Source, End: r.SourceEnd})
		}
	}
	return spans
}

// Compose returns the map from the text of outer to the source of inner, where
// the source of outer is the text of inner: extracted from decoded, decoded
// from received. It is linear in the runs of both where outer's are in order.
func (m Map) Compose(inner Map) Map {
	if m == nil {
		return inner
	}
	if inner == nil {
		return m
	}
	var whole Map
	for _, r := range m {
		if r.Kind == Copied {
			for _, piece := range inner.Slice(lang.Span{Start: r.Source, End: r.SourceEnd}) {
				piece.Text += r.Text
				piece.TextEnd += r.Text
				whole = append(whole, piece)
			}
			continue
		}
		pieces := inner.Slice(lang.Span{Start: r.Source, End: r.SourceEnd})
		if len(pieces) == 0 { // made at a place
			at := 0
			if i := inner.find(r.Source); i < len(inner) {
				if at = inner[i].Source; inner[i].Kind == Copied {
					at += r.Source - inner[i].Text
				}
			} else if len(inner) > 0 {
				at = inner[len(inner)-1].SourceEnd
			}
			r.Source, r.SourceEnd = at, at
		} else {
			r.Source, r.SourceEnd = pieces[0].Source, pieces[0].SourceEnd
			for _, p := range pieces {
				r.Source, r.SourceEnd = min(r.Source, p.Source), max(r.SourceEnd, p.SourceEnd)
			}
		}
		if r.Source == r.SourceEnd {
			r.Kind = Made // from what was made
		}
		whole = append(whole, r)
	}
	return whole
}

// Shift returns the map with delta added to every place of the source.
func (m Map) Shift(delta int) Map {
	moved := slices.Clone(m)
	for i := range moved {
		moved[i].Source += delta
		moved[i].SourceEnd += delta
	}
	return moved
}

// Check says what is wrong with the map of a text, and nil where it holds: runs
// that cover the text in order, lie within the source, and give the same bytes
// where they are copied.
func (m Map) Check(text string, source []byte) error {
	if m == nil {
		if string(source) != text {
			return fmt.Errorf("there is no map, and the text is not the source")
		}
		return nil
	}
	at := 0
	for i, r := range m {
		switch {
		case r.Text != at || r.TextEnd <= r.Text || r.TextEnd > len(text):
			return fmt.Errorf("run %d covers %d-%d after %d in %d bytes of text", i, r.Text, r.TextEnd, at, len(text))
		case r.Source < 0 || r.SourceEnd < r.Source || r.SourceEnd > len(source):
			return fmt.Errorf("run %d leads to %d-%d in %d bytes of source", i, r.Source, r.SourceEnd, len(source))
		case r.Kind == Copied && text[r.Text:r.TextEnd] != string(source[r.Source:r.SourceEnd]):
			return fmt.Errorf("run %d is %q in the text and %q in the source", i, text[r.Text:r.TextEnd], source[r.Source:r.SourceEnd])
		case r.Kind == Decoded && r.Source == r.SourceEnd:
			return fmt.Errorf("run %d is decoded from nothing", i)
		}
		at = r.TextEnd
	}
	if at != len(text) {
		return fmt.Errorf("the runs end at %d of %d bytes of text", at, len(text))
	}
	return nil
}

// mapOf makes the map of a text that was decoded as a whole. Characters that
// are one byte in both are copied, others decoded one by one.
func mapOf(d decoded, raw []byte) Map {
	if d.encoding == "utf-8" {
		if d.text == "" {
			return nil
		}
		return Map{{0, len(d.text), d.base, d.base + len(d.text), Copied}}
	}
	var width func(r rune) int
	switch d.encoding {
	case "utf-16le", "utf-16be":
		width = func(r rune) int {
			if r >= 0x10000 {
				return 4
			}
			return 2
		}
	default:
		scheme := encodingNamed(d.encoding)
		if scheme == nil {
			return nil
		}
		encoder := scheme.NewEncoder()
		width = func(r rune) int {
			if r < utf8.RuneSelf {
				return 1
			}
			back, err := encoder.String(string(r))
			if err != nil {
				return 0
			}
			return len(back)
		}
	}
	var b MapBuilder
	at := d.base
	for i, r := range d.text {
		n := width(r)
		end := at + n
		if end > len(raw) {
			break
		}
		word := d.text[i : i+utf8.RuneLen(r)]
		if n == 1 && r < utf8.RuneSelf && raw[at] == byte(r) {
			b.Copy(word, at)
		} else {
			b.Decode(word, at, end)
		}
		at = end
	}
	if at != len(raw) || b.Len() != len(d.text) {
		// An encoding with shifts (ISO 2022) cannot be taken apart by character.
		return Map{{0, len(d.text), d.base, len(raw), Decoded}}
	}
	return b.Map()
}

// textID is the id of a report that has none of its own: the first 12 hex
// digits of the SHA-256 of its text.
func textID(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:6])
}
