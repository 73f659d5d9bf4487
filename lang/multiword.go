package lang

// word appends the word text[p:e], cut into its syntactic words: "don't" and
// "cannot" are one multiword token of two words each.
func (t *tokenizer) word(p, e int, k kind) {
	text := t.text
	var cuts [3]int
	n := 0
	if e-p >= 2 && e-p <= 32 {
		n = splits(text[p:e], &cuts)
	}
	if n == 0 {
		t.emit(p, e, k)
		return
	}
	from := p
	for i := range n + 1 {
		to := e
		if i < n {
			to = p + cuts[i]
		}
		t.pieces = append(t.pieces, piece{start: from, end: to, gap: t.gap, multiword: int8(i + 1), kind: kindWord})
		t.gap = joined
		from = to
	}
}

// splits sets where form falls into several syntactic words and returns
// the number of cuts.
func splits(form string, cuts *[3]int) int {
	end := len(form)
	n := 0
	for n < len(cuts) {
		cut := suffixCut(form[:end])
		if cut <= 0 {
			break
		}
		cuts[n] = cut
		n++
		end = cut
	}
	if n > 0 {
		for i, j := 0, n-1; i < j; i, j = i+1, j-1 {
			cuts[i], cuts[j] = cuts[j], cuts[i]
		}
		return n
	}
	return blend(form, cuts)
}

// suffixCut returns where the clitic that form ends with begins, or 0.
func suffixCut(form string) int {
	n := len(form)
	tail := 0 // bytes after the apostrophe
	switch form[n-1] {
	case 's', 'm', 'd', 't', 'S', 'M', 'D', 'T':
		tail = 1
	case 'l', 'e', 'L', 'E':
		tail = 2
	default:
		return 0
	}
	if n <= tail+1 {
		return 0
	}
	mark := n - tail
	size := 0
	switch {
	case form[mark-1] == '\'' || form[mark-1] == '`':
		size = 1
	case mark > 3 && (form[mark-3:mark] == "’" || form[mark-3:mark] == "‘"):
		size = 3
	case mark > 2 && (form[mark-2:mark] == "ʼ" || form[mark-2:mark] == "´"):
		size = 2
	default:
		return 0
	}
	cut := mark - size
	if cut == 0 {
		return 0
	}
	if tail == 1 && (form[n-1] == 't' || form[n-1] == 'T') {
		if cut < 2 || form[cut-1] != 'n' && form[cut-1] != 'N' {
			return 0
		}
		return cut - 1
	}
	if tail == 2 {
		var buffer [2]byte
		switch string(lowered(buffer[:0], form[mark:])) {
		case "ll", "re", "ve":
		default:
			return 0
		}
	}
	if isDigit(form[cut-1]) && tail == 1 && (form[n-1] == 's' || form[n-1] == 'S') {
		return 0 // the 1960's
	}
	return cut
}

// blend sets where a contraction without apostrophe falls apart.
func blend(form string, cuts *[3]int) int {
	if len(form) > 9 {
		return 0
	}
	switch form[0] | 0x20 { // what none of them begins with, for speed
	case 'c', 'g', 'w', 'd', 'i', 't', 'h', 'o', 'a', 's', 'y', 'l':
	default:
		return 0
	}
	var buffer [10]byte
	switch string(lowered(buffer[:0], form)) {
	case "cannot", "gonna", "gotta", "wanna", "outta", "lemme", "gimme":
		cuts[0] = 3
		return 1
	case "dunno":
		cuts[0], cuts[1] = 2, 3
		return 2
	case "dont", "wont", "cant", "aint", "isnt", "hasnt", "wasnt", "didnt", "doesnt", "arent", "havent", "couldnt", "wouldnt", "shouldnt", "werent":
		cuts[0] = len(form) - 2
		return 1
	case "im":
		if form == "IM" {
			return 0
		}
		cuts[0] = 1
		return 1
	case "ive", "youre", "theyre", "youve", "theyve", "youll", "theyll", "itll":
		cuts[0] = len(form) - 2
		return 1
	case "thats", "theres", "whats", "heres", "hes", "shes":
		cuts[0] = len(form) - 1
		return 1
	}
	return 0
}
