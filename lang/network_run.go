package lang

import "slices"

const (
	// batchWords are read at once, so that the weights of a layer are fetched
	// from memory for many words.
	batchWords = 512
	// stretchMost is how many words of one sentence hang together; trees of
	// longer sentences are put together from those of their stretches, so that
	// time stays linear.
	stretchMost = 160
)

// scratch is what the network writes while it reads; it is reused.
type scratch struct {
	folder   folder
	units    []unit
	words    []wordRows // of a batch
	sum      []int32    // rows of a table, summed
	embedded []int16    // the same, normalised
	x        []int32    // the words' state
	y        []int16    // normalised state; row 0 is zero and stands beyond the borders
	inner    []int32
	narrow   []int16
	pairs    pairs
	around   convolutionScratch
	logits   []int32
	dep      []int16
	head     []int16
	wide     []int32
	labels   []int32
	labels2  []int32
	arcs     []int32
	tree     treeScratch
	names    nameScratch
	lemmas   []byte
	pending  []pendingLemma
}

// unit is a stretch of words that are analysed together.
type unit struct {
	first, last int // tokens of the document
	sentence    int
}

// pendingLemma is a lemma that stands in scratch.lemmas until the document ends.
type pendingLemma struct{ token, start, end int }

// annotate fills in the tags, lemmas, heads and relations of d's tokens, the
// roots of its sentences, and its entities.
func (n *network) annotate(d *Document, s *scratch) {
	s.units, s.lemmas, s.pending = s.units[:0], s.lemmas[:0], s.pending[:0]
	for i, sentence := range d.Sentences {
		first := sentence.First
		for sentence.Last-first > stretchMost {
			last := first + stretchMost
			for j := last; j > first+stretchMost/2; j-- {
				if c := d.Form(j - 1); c == "," || c == ";" || c == ":" || c == "." {
					last = j
					break
				}
			}
			s.units = append(s.units, unit{first, last, i})
			first = last
		}
		s.units = append(s.units, unit{first, sentence.Last, i})
	}
	named := len(d.Entities)
	for from := 0; from < len(s.units); {
		to, words := from, 0
		for to < len(s.units) && (words == 0 || words+s.units[to].last-s.units[to].first <= batchWords) {
			words += s.units[to].last - s.units[to].first
			to++
		}
		n.batch(d, s, s.units[from:to])
		from = to
	}
	n.names.settle(&s.names, d.Text, d.Entities[named:])
	text := string(s.lemmas)
	for _, p := range s.pending {
		d.Tokens[p.token].Lemma = text[p.start:p.end]
	}
}

// grown returns a slice of length n, of buffer's memory where it suffices.
func grown[T any](buffer *[]T, n int) []T {
	if cap(*buffer) < n {
		*buffer = make([]T, n+n/4)
	}
	return (*buffer)[:n]
}

// batch reads the words of some units.
func (n *network) batch(d *Document, s *scratch, units []unit) {
	s.words = s.words[:0]
	for _, u := range units {
		for t := u.first; t < u.last; t++ {
			s.words = append(s.words, s.folder.rows(d.Form(t), n.words))
		}
	}
	rows := (len(s.words) + rowTile - 1) / rowTile * rowTile
	n.encoder.read(s, units, rows)
	n.classify(d, s, units, rows)
	n.attach(d, s, units, rows)
	n.names.find(d, s, units, rows)
}

// classify chooses tags and lemmas.
func (n *network) classify(d *Document, s *scratch, units []unit, rows int) {
	logits := n.scores(n.hidden, n.tags, s, rows)
	row := 0
	for _, u := range units {
		for t := u.first; t < u.last; t++ {
			z := logits[(row+t-u.first)*n.tags.outputs:][:n.tags.outputs]
			w := &d.Tokens[t]
			take := func(count int) int {
				k := best(z[:count])
				z = z[count:]
				return k
			}
			w.UPOS = n.upos[take(len(n.upos))]
			w.XPOS = n.xpos[take(len(n.xpos))]
			if w.Feats = n.feats[take(len(n.feats))]; w.Feats == "_" {
				w.Feats = ""
			}
			n.lemmatise(d, s, t, z[:len(n.rules)])
		}
		row += u.last - u.first
	}
}

// best returns the index of the greatest value, the lowest among equals.
func best(values []int32) int {
	k, most := 0, values[0]
	for i, v := range values {
		if v > most {
			k, most = i, v
		}
	}
	return k
}

// attach chooses heads and relations.
func (n *network) attach(d *Document, s *scratch, units []unit, rows int) {
	arc := n.arcDep.outputs
	wide := grown(&s.wide, rows*arc)
	narrow := grown(&s.narrow, rows*arc)
	dep := grown(&s.dep, rows*arc)
	head := grown(&s.head, (rows+1)*arc)
	y := s.y[n.width:]
	n.arcHead.apply(n.kernels, y, rows, wide, false)
	clamp(n.kernels, wide, head[arc:], 0, arcHeadMost)
	n.arcDep.apply(n.kernels, y, rows, wide, false)
	clamp(n.kernels, wide, narrow, 0, unitMost)
	labels := grown(&s.labels, rows*n.labelDep.outputs)
	n.labelDep.apply(n.kernels, y, rows, labels, false)
	labelHeads := grown(&s.labels2, rows*n.labelHead.outputs)
	n.labelHead.apply(n.kernels, y, rows, labelHeads, false)

	n.arc.apply(n.kernels, narrow, rows, wide, false)
	clamp(n.kernels, wide, dep, -arcDepMost, arcDepMost)
	reach := grown(&s.inner, rows*n.arcReach.outputs)
	n.arcReach.apply(n.kernels, narrow, rows, reach, false)

	row := 0
	for _, u := range units {
		length := u.last - u.first
		arcs := grown(&s.arcs, length*(length+1))
		for i := range length {
			a := dep[(row+i)*arc : (row+i+1)*arc]
			scores := arcs[i*(length+1) : (i+1)*(length+1)]
			// Row by row: the root first, then the words of the unit.
			dots(n.kernels, a, n.arcRoot, 1, scores)
			dots(n.kernels, a, head[(1+row)*arc:], length, scores[1:])
			far := reach[(row+i)*n.arcReach.outputs:]
			scores[0] = scores[0]>>n.arcShift + far[2*n.reach+1]
			for j := 1; j <= length; j++ {
				scores[j] = scores[j]>>n.arcShift + far[n.distance(i+1, j)]
			}
			scores[1+i] = noArc
		}
		heads := s.tree.heads(arcs, length)
		for i, h := range heads {
			sum := labels[(row+i)*n.labelDep.outputs:][:n.labelDep.outputs]
			other := n.labelRoot
			far := 2*n.reach + 1
			if h > 0 {
				other = labelHeads[(row+h-1)*n.labelHead.outputs:][:n.labelHead.outputs]
				far = n.distance(i+1, h)
			}
			third := n.labelReach[far*len(sum):][:len(sum)]
			for k := range sum {
				sum[k] = (sum[k] + other[k] + third[k]) >> n.labelShift
			}
			d.Tokens[u.first+i].Head = h
		}
		row += length
	}
	labelRows := grown(&s.narrow, len(labels))
	clamp(n.kernels, labels, labelRows, 0, unitMost)
	z := grown(&s.logits, rows*n.label.outputs)
	n.label.apply(n.kernels, labelRows, rows, z, false)
	row = 0
	for _, u := range units {
		n.relate(d, u, z[row*n.label.outputs:])
		row += u.last - u.first
	}
}

// distance is the class of the distance from dependent i to head j ≥ 1.
func (n *network) distance(i, j int) int {
	return min(max(j-i, -n.reach), n.reach) + n.reach
}

// relate turns heads within the unit into tokens of the document and names the
// relations. "root" belongs to the root and to it alone.
func (n *network) relate(d *Document, u unit, logits []int32) {
	root := slices.Index(n.deprels, "root")
	sentence := &d.Sentences[u.sentence]
	for i := range u.last - u.first {
		w := &d.Tokens[u.first+i]
		z := logits[i*n.label.outputs:][:len(n.deprels)]
		switch {
		case w.Head > 0:
			if root >= 0 {
				z[root] = noArc
			}
			w.Head += u.first - 1
			w.DepRel = n.deprels[best(z)]
		case u.first == sentence.First:
			w.Head, w.DepRel = -1, "root"
			sentence.Root = u.first + i
		default: // a further stretch of a long sentence hangs on the first
			w.Head, w.DepRel = sentence.Root, "parataxis"
		}
	}
}
