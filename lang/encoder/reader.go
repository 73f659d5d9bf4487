package encoder

import (
	"strings"

	"verbale.dev/verbale/lang"
)

// Reader reads texts, one at a time; each goroutine has its own. It reuses what it
// works in: some 3 MB, whatever the length of the text.
type Reader struct {
	model   *Model
	scratch *scratch
	heads   *headScratch
	words   words
	ids     []int32
	shapes  []uint8
}

// NewReader returns a Reader over a model, which is shared.
func (m *Model) NewReader() *Reader {
	return &Reader{model: m, scratch: newScratch(m), heads: newHeadScratch(m)}
}

// Paragraphs returns the lines of a text that are not empty, as spans.
func Paragraphs(text string) []lang.Span {
	var out []lang.Span
	for start := 0; start < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
		if end > start {
			out = append(out, lang.Span{Start: start, End: end})
		}
		start = end + 1
	}
	return out
}

// Read returns the attributions of a text by the place of their cue in a window,
// outer ones before inner ones. Paragraphs are spans of the text, ascending and
// disjoint; what is outside of them is not read, and no span of a result goes over
// the end of one. A text of any bytes gives a result, in time linear in its length.
func (r *Reader) Read(text string, paragraphs []lang.Span) []Attribution {
	var out []Attribution
	r.words.list, r.words.ids = r.words.list[:0], r.words.ids[:0]
	first := 0
	for i, p := range paragraphs {
		r.model.cut(text, p, int32(i), &r.words)
		// Words are read as soon as no later paragraph can join their window, so that
		// those of a long text are never all in memory.
		out = r.windows(&first, false, out)
	}
	return r.windows(&first, true, out)
}

// windows reads windows of the words from first on: whole paragraphs as long as
// they fit, else words as long as they fit. Unless it is the end, the last window
// waits for more.
func (r *Reader) windows(first *int, last bool, out []Attribution) []Attribution {
	list := r.words.list
	for *first < len(list) {
		end, whole, room := *first, *first, maxWindow-2
		for end < len(list) {
			cost := int(list[end].last - list[end].first)
			if end > 0 && list[end].paragraph != list[end-1].paragraph {
				cost++ // the separator; that of a window's first word is counted though none stands there
			}
			if cost > room {
				break
			}
			room -= cost
			end++
			if end == len(list) || list[end].paragraph != list[end-1].paragraph {
				whole = end
			}
		}
		if end == len(list) && !last {
			break
		}
		if whole > *first {
			end = whole
		}
		out = r.window(list[*first:end], out)
		*first = end
	}
	r.forget(first)
	return out
}

// forget drops the words before first, once they are many.
func (r *Reader) forget(first *int) {
	const many = 1 << 12
	if *first < many {
		return
	}
	list := r.words.list
	dropped := int32(len(r.words.ids))
	if *first < len(list) {
		dropped = list[*first].first
	}
	n := copy(list, list[*first:])
	r.words.list = list[:n]
	r.words.ids = r.words.ids[:copy(r.words.ids, r.words.ids[dropped:])]
	for i := range r.words.list {
		r.words.list[i].first -= dropped
		r.words.list[i].last -= dropped
	}
	*first = 0
}

// window appends the attributions of a window of words.
func (r *Reader) window(list []word, out []Attribution) []Attribution {
	if len(list) == 0 {
		return out
	}
	r.ids, r.shapes, r.heads.at = append(r.ids[:0], beginPiece), append(r.shapes[:0], 0), r.heads.at[:0]
	for i, w := range list {
		if i > 0 && w.paragraph != list[i-1].paragraph {
			r.ids, r.shapes = append(r.ids, separatorPiece), append(r.shapes, 0)
		}
		r.heads.at = append(r.heads.at, int32(len(r.ids)))
		for _, id := range r.words.ids[w.first:w.last] {
			r.ids, r.shapes = append(r.ids, id), append(r.shapes, w.shape)
		}
	}
	r.ids, r.shapes = append(r.ids, separatorPiece), append(r.shapes, 0)
	r.model.encode(r.scratch, r.ids, r.shapes)
	return r.attribute(list, out)
}
