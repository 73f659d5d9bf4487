package attribution

// Labels of the model that finds cues.
const (
	cueOutside = iota
	cueBegin
	cueInside
	cueLabels
)

// cueFeatures appends to c the features of token i as part of a cue, in the
// paragraph [first, last).
func (v *view) cueFeatures(c *collector, i, first, last int) {
	sentence := v.doc.Sentences[v.Sentence(i)]
	low, lem, pos, rel := v.lower[i], v.lemma[i], v.xpos[i], v.rel[i]
	p1, p2 := at(v.lower, i-1, first, last), at(v.lower, i-2, first, last)
	n1, n2 := at(v.lower, i+1, first, last), at(v.lower, i+2, first, last)
	t1, t2 := at(v.xpos, i-1, first, last), at(v.xpos, i-2, first, last)
	u1, u2 := at(v.xpos, i+1, first, last), at(v.xpos, i+2, first, last)
	c.add(1)
	c.add(2, low)
	c.add(3, lem)
	c.add(4, pos)
	c.add(5, lem, pos)
	c.add(6, v.suffix[i], pos)
	c.add(7, v.shape[i])
	c.add(8, p1)
	c.add(9, n1)
	c.add(10, p2)
	c.add(11, n2)
	c.add(12, p1, low)
	c.add(13, low, n1)
	c.add(14, p2, p1, low)
	c.add(15, low, n1, n2)
	c.add(16, t1, pos)
	c.add(17, pos, u1)
	c.add(18, t1, pos, u1)
	c.add(19, t2, t1, pos)
	c.add(20, pos, u1, u2)
	c.add(21, p1, pos, n1)
	c.add(22, lem, t1)
	c.add(23, lem, u1)
	c.add(24, lem, u1, u2)
	c.add(25, lem, t2, t1)
	c.add(26, rel)
	c.add(27, rel, lem)
	class := v.class[i]
	c.add(35, class, pos)
	c.add(36, class, rel)
	c.add(37, class, t1, u1)
	c.add(38, class, n1)
	group := v.group[i]
	g1, h1 := at(v.group, i-1, first, last), at(v.group, i+1, first, last)
	c.add(90, group, pos)
	c.add(91, group, rel)
	c.add(92, g1, group)
	c.add(93, group, h1)
	c.add(94, group, t1, u1)
	c.add(95, group, n1)
	c.add(96, p1, group)
	headLemma, headPos := uint32(3), uint32(3)
	if h := v.Head(i); h >= 0 && !v.outside(h) {
		headLemma, headPos = v.lemma[h], v.xpos[h]
	}
	c.add(28, rel, headLemma)
	c.add(29, rel, headPos, pos)
	c.add(30, lem, headLemma)
	if h := v.Head(i); h >= 0 && !v.outside(h) {
		c.add(39, rel, v.class[h], class)
		c.add(97, rel, v.group[h], pos)
	}
	v.cueTree(c, i, sentence.First, sentence.Last)
	v.cueAncestors(c, i)
	v.cueQuotes(c, i, first, last)
	place := uint32(min(v.Sentence(i)-v.Sentence(first), 3))
	c.add(31, place, pos)
	if first == v.doc.Sentences[0].First {
		c.add(32, lem)
		c.add(33, pos)
	}
	if i == sentence.First {
		c.add(34, pos)
	}
}

// cueTree adds what hangs on a token.
func (v *view) cueTree(c *collector, i, first, last int) {
	low, lem, pos := v.lemma[i], v.lemma[i], v.xpos[i]
	mask := uint32(0)
	for k := v.Left(i); k < v.Right(i); k++ {
		if v.Head(k) != i {
			continue
		}
		rel, side := v.rel[k], uint32(0)
		if k > i {
			side = 1
		}
		c.add(40, rel, side, pos)
		c.add(41, rel, side, lem)
		bit := uint32(0)
		switch v.doc.Tokens[k].DepRel {
		case "nsubj", "nsubj:pass", "nsubjpass", "nsubj:outer", "csubj":
			bit = 1
			c.add(42, v.xpos[k], v.entity[k], lem)
			c.add(43, v.lemma[k], pos)
			c.add(44, v.lemma[k], lem)
			c.add(45, v.entity[k], pos)
			c.add(58, v.group[k], v.group[i])
		case "ccomp":
			bit = 2
			c.add(46, v.lower[v.Left(k)], lem)
			c.add(47, side, low)
		case "xcomp":
			bit = 4
			c.add(48, v.xpos[k], lem)
		case "obj", "dobj":
			bit = 8
			c.add(49, v.lemma[k], lem)
			c.add(50, v.xpos[k], v.entity[k], lem)
		case "obl", "nmod", "obl:unmarked", "nmod:tmod":
			bit = 16
			c.add(51, v.lower[v.Left(k)], lem)
		case "parataxis":
			bit = 32
		case "advcl":
			bit = 64
		case "aux", "aux:pass", "auxpass", "cop", "mark", "case", "compound:prt", "advmod", "neg":
			c.add(52, v.lemma[k], pos)
			c.add(53, v.lemma[k], lem)
		}
		mask |= bit
	}
	c.add(54, mask, pos)
	c.add(55, mask, lem)
	c.add(56, mask, v.class[i])
	c.add(57, mask, v.group[i])
}

// cueAncestors adds the clauses that a token stands in.
func (v *view) cueAncestors(c *collector, i int) {
	found := 0
	for at, steps := i, 0; at >= 0 && steps < 12 && found < 3; at, steps = v.Head(at), steps+1 {
		switch v.doc.Tokens[at].DepRel {
		case "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "parataxis", "conj", "csubj":
			h := v.Head(at)
			if h < 0 || v.outside(h) {
				return
			}
			c.add(60, uint32(found), v.rel[at], v.lemma[h], v.xpos[i])
			c.add(61, uint32(found), v.rel[at], v.xpos[i])
			c.add(64, uint32(found), v.rel[at], v.class[h], v.class[i])
			if at == i {
				c.add(62, v.rel[at], v.lemma[h], v.lemma[i])
			}
			found++
		}
	}
	c.add(63, uint32(min(v.Depth(i), 8)), v.xpos[i])
}

// cueQuotes adds how a token stands to quotation marks.
func (v *view) cueQuotes(c *collector, i, first, last int) {
	inside := uint32(0)
	if q := v.quoteAt(i); q >= 0 {
		inside = 1
		if v.Quotations()[q].Words >= 4 {
			inside = 2
		}
		if i == v.Quotations()[q].First || i == v.Quotations()[q].Last-1 {
			inside += 2
		}
	}
	c.add(70, inside, v.xpos[i])
	c.add(71, inside, v.lemma[i])
	if inside > 0 {
		return
	}
	before, after := uint32(0), uint32(0)
	for k := i - 1; k >= first && k >= i-12; k-- {
		if q := v.quoteAt(k); q >= 0 {
			before = 1 + uint32(min(i-1-k, 6))
			if v.Quotations()[q].Words < 4 {
				before += 8
			}
			break
		}
		if v.Sentence(k) != v.Sentence(i) {
			break
		}
	}
	for k := i + 1; k < last && k <= i+12; k++ {
		if q := v.quoteAt(k); q >= 0 {
			after = 1 + uint32(min(k-i-1, 6))
			if v.Quotations()[q].Words < 4 {
				after += 8
			}
			break
		}
		if v.Sentence(k) != v.Sentence(i) {
			break
		}
	}
	c.add(72, before, v.xpos[i])
	c.add(73, after, v.xpos[i])
	c.add(74, before, after, v.xpos[i])
	c.add(75, min(before, 1), min(after, 1), v.lemma[i])
}
