package lang

// fallback fills in plausible tags from lists of closed classes and from
// capitals, and hangs every word on the first verb. It stands in until the
// network does this work.
type fallback struct{}

func (fallback) annotate(text string, words []Token, first int) {
	root := 0
	for i := range words {
		w := &words[i]
		form := w.Span.Text(text)
		w.UPOS, w.XPOS = "NOUN", "NN"
		c, _ := classAt(form, 0)
		var buffer [16]byte
		switch low := string(lowered(buffer[:0], form)); low {
		case "the", "a", "an", "this", "that", "these", "those":
			w.UPOS, w.XPOS = "DET", "DT"
		case "of", "in", "on", "at", "by", "for", "with", "from", "as", "after", "before", "into", "over", "under", "between", "against":
			w.UPOS, w.XPOS = "ADP", "IN"
		case "to":
			w.UPOS, w.XPOS = "PART", "TO"
		case "'s", "'":
			w.UPOS, w.XPOS = "PART", "POS"
		case "not", "n't":
			w.UPOS, w.XPOS = "PART", "RB"
		case "and", "or", "but":
			w.UPOS, w.XPOS = "CCONJ", "CC"
		case "he", "she", "it", "they", "we", "i", "you", "him", "her", "them", "us", "me":
			w.UPOS, w.XPOS = "PRON", "PRP"
		case "is", "are", "was", "were", "be", "been", "has", "have", "had", "do", "does", "did":
			w.UPOS, w.XPOS = "AUX", "VBZ"
		case "will", "would", "can", "could", "may", "might", "must", "should", "shall":
			w.UPOS, w.XPOS = "AUX", "MD"
		case "said", "says", "told", "asked", "added", "stated", "noted", "warned", "wrote", "called", "denied":
			w.UPOS, w.XPOS = "VERB", "VBD"
		default:
			switch {
			case c == digit:
				w.UPOS, w.XPOS = "NUM", "CD"
			case !c.wordly():
				w.UPOS, w.XPOS = "PUNCT", "."
			case c == upper && i > 0:
				w.UPOS, w.XPOS = "PROPN", "NNP"
			case endsIn(low, "ed", "ing"):
				w.UPOS, w.XPOS = "VERB", "VBD"
			case endsIn(low, "ly"):
				w.UPOS, w.XPOS = "ADV", "RB"
			}
		}
		if w.UPOS == "VERB" && words[root].UPOS != "VERB" {
			root = i
		}
		w.Lemma = form
	}
	for i := range words {
		words[i].Head, words[i].DepRel = first+root, "dep"
	}
	words[root].Head, words[root].DepRel = -1, "root"
}
