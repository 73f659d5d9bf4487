package lang

import "fmt"

// encoder makes of each word a row of numbers that tells of the word and of what
// stands around it. It begins as a sum of rows of a table (network_input.go),
// normalised and widened; blocks of a convolution over three words and a second
// layer add to it what they see. The network has two: one for tags and trees,
// one for names.
type encoder struct {
	kernels kernels
	table   string // rows of embed signed bytes
	embed   int
	width   int
	input   *matrix
	blocks  []block
}

// block is one step of an encoder: x += outer(relu(inner(x around the word))).
type block struct {
	dilation int
	inner    *convolution
	outer    *sparse
}

// encoder returns the one whose tensors' names begin with prefix. Its table has
// so many rows.
func (m *modelFile) encoder(prefix string, rows int) (encoder, error) {
	e := encoder{kernels: m.kernels}
	table, err := m.get(prefix+"table", kindBytes, rows, -1)
	if err != nil {
		return e, err
	}
	e.table, e.embed = table.data, table.columns
	if e.input, err = m.layer(prefix+"input", -1, e.embed); err != nil {
		return e, err
	}
	e.width = e.input.outputs
	if e.embed%16 != 0 || e.embed&(e.embed-1) != 0 || e.width&(e.width-1) != 0 || e.width > 256 || e.embed > 256 {
		return e, fmt.Errorf("%w: rows of %d and %d numbers", errModel, e.embed, e.width)
	}
	dilations, err := m.int32s(prefix+"dilations", -1, 1)
	if err != nil {
		return e, err
	}
	for i, d := range dilations {
		if d < 1 || d > 64 {
			return e, fmt.Errorf("%w: a block that looks %d words away", errModel, d)
		}
		b := block{dilation: int(d)}
		if b.inner, err = m.convolution(fmt.Sprintf("%sblock%d.inner", prefix, i), e.width); err != nil {
			return e, err
		}
		if b.outer, err = m.sparseLayer(fmt.Sprintf("%sblock%d.outer", prefix, i), e.width, b.inner.outputs); err != nil {
			return e, err
		}
		e.blocks = append(e.blocks, b)
	}
	return e, nil
}

// read leaves the normalised state of the words of units, whose rows of the table
// stand in s.words, in s.y, there from row 1 on; row 0 is zero and stands beyond
// the borders. rows are those words in whole tiles.
func (e *encoder) read(s *scratch, units []unit, rows int) {
	words := len(s.words)
	embedded := grown(&s.embedded, rows*e.embed)
	clear(embedded[words*e.embed:])
	sum := grown(&s.sum, e.embed)
	for w, active := range s.words {
		clear(sum)
		for _, r := range active {
			addRow(e.kernels, e.table[int(r)*e.embed:(int(r)+1)*e.embed], sum)
		}
		normalise(e.kernels, sum, embedded[w*e.embed:(w+1)*e.embed])
	}
	x := grown(&s.x, rows*e.width)
	e.input.apply(e.kernels, embedded, rows, x, false)
	y := grown(&s.y, (1+rows)*e.width)
	clear(y)
	for _, b := range e.blocks {
		e.normaliseRows(x, y, words)
		inner := grown(&s.narrow, (rows+1)*b.inner.outputs)
		b.inner.apply(e.kernels, &s.around, y, units, b.dilation, inner)
		s.pairs.gather(e.kernels, inner[:words*b.inner.outputs], b.inner.outputs)
		b.outer.apply(e.kernels, &s.pairs, x, true)
	}
	e.normaliseRows(x, y, words)
}

func (e *encoder) normaliseRows(x []int32, y []int16, words int) {
	for r := range words {
		normalise(e.kernels, x[r*e.width:(r+1)*e.width], y[(1+r)*e.width:(2+r)*e.width])
	}
}

// scores gives the classes of the normalised rows in s.y their scores, by a layer
// between and one for the classes. They hold until the next call.
func (e *encoder) scores(hidden, classes *matrix, s *scratch, rows int) []int32 {
	inner := grown(&s.inner, rows*hidden.outputs)
	hidden.apply(e.kernels, s.y[e.width:], rows, inner, false)
	narrow := grown(&s.narrow, len(inner))
	clamp(e.kernels, inner, narrow, 0, unitMost)
	scores := grown(&s.logits, rows*classes.outputs)
	classes.apply(e.kernels, narrow, rows, scores, false)
	return scores
}
