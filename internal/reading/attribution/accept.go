package attribution

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
)

// What finds statements has learnt from gold in which many deeds and relations are
// attributions, and finds more than tells of somebody's words. The classifier of this
// file says of each whether it is a statement as Verbale has them: a linear sum over
// traits of the cue, its source and its content.

// acceptFile has a trait and its weight in thousandths of a natural unit a line, with a
// tab between; "least" and "least nested" are what the sum must reach
// (training/accept).
//
//go:embed accept.weights
var acceptFile string

// least and leastNested name what the sum must reach outside others, and within one.
const least, leastNested = "least", "least nested"

var acceptWeights = sync.OnceValue(func() linear { return shippedLinear("accept.weights", acceptFile) })

// accept takes away the drafts from a number on that are no statements.
func (f *finder) accept(from int, nested bool) {
	kept := f.drafts[:from]
	for i := from; i < len(f.drafts); i++ {
		d := &f.drafts[i]
		if len(d.contents) == 0 || f.accepted(d, nested) {
			kept = append(kept, *d)
		}
	}
	f.drafts = kept
}

// accepted reports whether a draft is a statement. What layout alone tells is one, and
// so is whatever stands in marks without a cue.
func (f *finder) accepted(d *relation, nested bool) bool {
	switch d.rule {
	case ruleQuotation, ruleColon, ruleHeadline, ruleDialogue, ruleBackward, ruleSigned:
		return true
	}
	if d.cue.Len() == 0 {
		return true
	}
	traits := f.traitsOf(d, nested)
	if f.candidate != nil {
		f.candidate(d, nested, traits)
		return true
	}
	if !nested && f.plainAct(d) {
		return true
	}
	weights, bar := acceptWeights(), least
	if nested {
		bar = leastNested
	}
	return weights.sum(traits) >= weights.weights[bar]
}

// plainAct reports whether a draft is the main clause of a sentence that begins with whoever
// takes a stand, by a verb that tells of one: "The kingdom does not recognise the election."
func (f *finder) plainAct(d *relation) bool {
	word := f.verb(d.head)
	return len(d.sources) == 1 && f.doc.Tokens[d.head].UPOS == "VERB" && f.Head(d.head) < 0 && !f.passive(d.head) &&
		f.sentenceStart(d.head) == d.sources[0].First && d.cue.Last == d.contents[0].First &&
		(word.Kind != "" && word.Kind != verbale.Say || word.Frames&lexicon.As != 0) && word.Frames != 0 &&
		(word.Stance == lexicon.Act || word.Stance == lexicon.Decision && f.nominalContent(d.contents[0])) && f.modalOf(d) < 0
}

// sentenceStart returns where the sentence of a token begins.
func (f *finder) sentenceStart(t int) int { return f.doc.Sentences[f.Sentence(t)].First }

// modalOf returns the modal in a cue, or -1.
func (f *finder) modalOf(d *relation) int {
	for t := d.cue.First; t < d.cue.Last; t++ {
		if f.doc.Tokens[t].XPOS == "MD" {
			return t
		}
	}
	return -1
}

// traits are what acceptance looks at.
type traits struct {
	list   []string
	nested bool
}

// add adds a trait, and another of its own for statements within others.
func (t *traits) add(parts ...string) {
	trait := strings.Join(parts, " ")
	t.list = append(t.list, trait)
	if t.nested {
		t.list = append(t.list, "nested "+trait)
	}
}

// traitsOf lists the traits of a draft.
func (f *finder) traitsOf(d *relation, nested bool) []string {
	t := traits{list: make([]string, 0, 64), nested: nested}
	t.add("always")
	sure := f.sureness(d)
	source, content := f.sourceTrait(d), f.contentTrait(d)
	word, lemma, known := f.lookUp(d.head)
	kind := "unknown"
	if known {
		kind = string(word.Kind)
	}
	tag := f.doc.Tokens[d.head].XPOS
	t.add("sure", sure)
	t.add("source", source)
	t.add("content", content)
	t.add("kind", kind)
	t.add("tag", tag)
	t.add("relation", f.doc.Tokens[d.head].DepRel)
	t.add("lemma", lemma)
	t.add("group", strconv.Itoa(int(f.view.group[d.head])))
	t.add("tag", tag, "content", content)
	t.add("source", source, "tag", tag)
	t.add("kind", kind, "content", content)
	t.add("lemma", lemma, "content", content)
	t.add("group", strconv.Itoa(int(f.view.group[d.head])), "content", content)
	t.add("form", d.form)
	t.add("form", d.form, "content", content)
	f.sourceTraits(&t, d)
	f.cueTraits(&t, d, word, known)
	f.contentTraits(&t, d)
	return t.list
}

// sureness names what found a draft and how sure it was.
func (f *finder) sureness(d *relation) string {
	margin := strconv.Itoa(confidenceOf(d))
	if f.classifier != nil {
		best := int32(-1 << 20)
		for t := d.cue.First; t < d.cue.Last; t++ {
			best = max(best, f.classifier[t])
		}
		margin += " " + strconv.Itoa(int(min(max(best/48, -4), 4)))
	}
	return d.rule + " " + margin
}

// sourceTraits adds what the lexicon and the names say of a source, and whether it is who
// tells the statement around it.
func (f *finder) sourceTraits(t *traits, d *relation) {
	if len(d.sources) == 0 {
		return
	}
	head := f.rootOf(d.sources[0])
	noun := f.words.NounForm(f.Lower(head))
	for _, of := range sourceKinds {
		if noun.Has(of.trait) {
			t.add("source is", of.name)
		}
	}
	for _, e := range f.doc.Entities {
		if e.First <= head && head < e.Last {
			t.add("source name", e.Label)
		}
	}
	t.add("source relation", f.doc.Tokens[head].DepRel)
	if i := f.owner[d.head]; t.nested && i >= 0 && len(f.drafts[i].sources) > 0 && len(f.drafts[i].contents) > 0 && f.drafts[i].cue.Len() > 0 {
		outer := f.rootOf(f.drafts[i].sources[0])
		if f.Lower(outer) == f.Lower(head) {
			t.add("source as outer")
		}
		t.add("source", f.doc.Tokens[head].UPOS, "of", f.doc.Tokens[outer].UPOS)
		main := f.clauseOf(f.mainRun(&f.drafts[i]), f.drafts[i].head)
		t.add("main", strconv.FormatBool(main == d.head))
		if f.doc.Tokens[head].UPOS == "PRON" {
			t.add("pronoun", f.Lower(head), "main", strconv.FormatBool(main == d.head))
		}
	}
}

// sourceKinds are the traits of nouns by which a source is known.
var sourceKinds = []struct {
	name  string
	trait lexicon.Trait
}{
	{"person", lexicon.Person | lexicon.Human | lexicon.Man | lexicon.Woman | lexicon.Source | lexicon.Unnamed | lexicon.Servant},
	{"body", lexicon.Body | lexicon.Group},
	{"paper", lexicon.Paper | lexicon.Part},
	{"said", lexicon.Said},
}

// sourceTrait names what a source is.
func (f *finder) sourceTrait(d *relation) string {
	if len(d.sources) == 0 {
		return "none"
	}
	run := d.sources[0]
	last := f.doc.Tokens[run.Last-1].XPOS
	head := f.rootOf(run)
	switch token := &f.doc.Tokens[head]; {
	case last == "POS" || token.XPOS == "PRP$":
		return "possessive"
	case strings.HasPrefix(token.XPOS, "W"):
		return "relative"
	case token.UPOS == "PRON":
		return "pronoun " + f.Lower(head)
	case f.words.Noun(token.Lemma).Has(lexicon.Person):
		return "person"
	case token.UPOS == "PROPN" && f.entity[head] == personEntity:
		return "name of person"
	default:
		return token.UPOS
	}
}

var personEntity = hash("PER")

// contentTrait names the form of a content.
func (f *finder) contentTrait(d *relation) string {
	first := d.contents[0].First
	if d.contents[0].Last <= d.cue.First {
		if f.finite(d.contents[0]) {
			return "clause before"
		}
		return "phrase before"
	}
	if opensQuote(f.doc.Form(first)) && d.contents[0].Len() > 1 {
		first++
	}
	switch token := &f.doc.Tokens[first]; {
	case f.clauseWord(first):
		return "that"
	case f.Lower(first) == "to" && token.UPOS == "PART":
		return "to"
	case token.XPOS == "VBG":
		return "gerund"
	case f.finite(d.contents[0]):
		return "clause"
	}
	return "phrase"
}

// cueTraits adds the traits of a cue.
func (f *finder) cueTraits(t *traits, d *relation, word *lexicon.Word, known bool) {
	if known {
		t.add("stance", strconv.Itoa(int(word.Stance)))
	}
	for frame := lexicon.Clause; frame <= lexicon.Told; frame <<= 1 {
		if word.Frames&frame != 0 {
			t.add("frame", strconv.Itoa(int(frame)))
		}
	}
	speech := false
	for k := d.cue.First; k < d.cue.Last; k++ {
		token := &f.doc.Tokens[k]
		switch {
		case token.XPOS == "MD":
			t.add("modal", f.Lower(k))
		case negation[f.Lower(k)]:
			t.add("negated")
		case token.UPOS == "AUX":
			t.add("auxiliary", token.Lemma)
		}
		speech = speech || page.IsSpeech(f.Lower(k))
	}
	if speech {
		t.add("speech")
	}
	passive := f.passive(d.head)
	if passive {
		t.add("passive")
		t.add("passive source", strconv.FormatBool(len(d.sources) > 0))
	}
	t.add("cue of", strconv.Itoa(min(d.cue.Len(), 5)))
	if last := d.cue.Last - 1; last > d.head {
		t.add("cue ends", f.doc.Tokens[last].XPOS, f.Lower(last))
	}
	if part := f.kindAt(d.cue.First); part != verbale.Body {
		t.add("part", string(part))
	}
	if f.Quoted(d.cue.First) >= 0 {
		t.add("cue in marks")
	}
}

// contentTraits adds the traits of a content.
func (f *finder) contentTraits(t *traits, d *relation) {
	n, marked, subject := 0, 0, false
	for _, run := range d.contents {
		n += run.Len()
		for k := run.First; k < run.Last; k++ {
			if f.Quoted(k) >= 0 {
				marked++
			}
			subject = subject || strings.HasPrefix(f.doc.Tokens[k].DepRel, "nsubj")
		}
	}
	size := 0
	for k := n; k > 1; k /= 2 {
		size++
	}
	t.add("length", strconv.Itoa(size))
	switch {
	case marked == n:
		t.add("marks all")
	case marked > 0:
		t.add("marks some")
	}
	if subject {
		t.add("subject inside")
	}
	root := f.rootOf(d.contents[0])
	if f.Head(root) == d.head {
		t.add("hangs as", f.doc.Tokens[root].DepRel)
	} else {
		t.add("hangs elsewhere")
	}
	t.add("root", f.doc.Tokens[root].XPOS)
	t.add("pieces", strconv.Itoa(min(len(d.contents), 3)))
}

// kindAt returns the kind of the part that holds a token.
func (f *finder) kindAt(t int) verbale.PartKind {
	a := assembler{view: f.view}
	return a.partAt(f.doc.Tokens[t].Start)
}

// classify notes for each token by how much the classifier of cues would rather make it
// one; the encoder leads without it.
func (f *finder) classify() {
	f.classifier = make([]int32, len(f.doc.Tokens))
	for _, p := range f.Paragraphs() {
		f.rows, f.numbers.features = f.rows[:0], f.numbers.features[:0]
		for i := p.First; i < p.Last; i++ {
			from := len(f.numbers.features)
			f.cueFeatures(&f.numbers, i, p.First, p.Last)
			f.rows = append(f.rows, f.numbers.features[from:len(f.numbers.features):len(f.numbers.features)])
		}
		if len(f.rows) == 0 {
			continue
		}
		f.decoder.Decode(f.cues, f.rows, nil)
		copy(f.classifier[p.First:p.Last], f.decoder.Margins(f.cues, cueOutside))
	}
}
