package attribution

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
)

// maxThoughts is how many clauses of thinking are gone through to the act: "I think we hope
// that …".
const maxThoughts = 2

// performed returns the kind of the act that the speaker's side does in the words of a
// content itself, in the present: "we reject the map", "I call on the islands to wait",
// "the mayor said she supported the plan"; "" where it does none. A report of an earlier
// act is none: "said it had accepted".
func (v *view) performed(d *relation, c *complement) verbale.Kind {
	run, root := v.mainOf(d)
	if kind := v.stanceOf(root, run, d, c); kind != "" {
		return kind
	}
	if d.depth > maxThoughts || !c.own && !c.firstPerson || !v.performing(root, run) {
		return ""
	}
	inner := v.innerOf(root, run)
	if inner.contents == nil {
		return ""
	}
	inner.depth = d.depth + 1
	of := v.complement(&inner)
	word, ok := v.wordAt(&inner, root)
	if ok && word.Lemma == "need" {
		return "" // "we need the help of the guild" demands it of nobody
	}
	if ok && !word.Attitude() && v.doc.Tokens[root].XPOS == "VBD" {
		return "" // "said he urged them to wait" reports an earlier act, "said he wanted" none
	}
	if ok && word.Kind != verbale.Say {
		return v.actIn(&inner, root, word, of)
	}
	if !ok || !word.Attitude() || v.negated(&inner, root) {
		return ""
	}
	// "We think that the islands must wait": what is thought decides.
	if kind, _ := v.refine(&inner, root, verbale.Say, of); kind != verbale.Say {
		return kind
	}
	return ""
}

// stances are adjectives by which the speaker's side takes a stand: "we are committed to the
// treaty".
var stances = map[string]verbale.Kind{
	"hopeful": verbale.Predict, "optimistic": verbale.Predict, "confident": verbale.Predict, "committed": verbale.Promise,
	"opposed": verbale.Reject, "against": verbale.Reject, "determined": verbale.Promise,
}

// stanceOf returns the kind of the stand that a clause about the speaker's side takes by
// its adjective; "" where it takes none or denies it.
func (v *view) stanceOf(root int, run page.Run, d *relation, c *complement) verbale.Kind {
	kind := stances[v.Lower(root)]
	if kind == "" {
		kind = v.emotion(root)
	}
	be := func(t int) bool { return v.doc.Tokens[t].Lemma == "be" }
	ours := func(t int) bool {
		return strings.HasPrefix(v.doc.Tokens[t].DepRel, "nsubj") && (c.firstPerson || c.own || v.refersToSource(t, d))
	}
	if kind == "" || c.negative || c.future || !v.child(root, run, be) || !v.child(root, run, ours) {
		return ""
	}
	return kind
}

// emotion returns the kind of the feeling about another that an adjective tells of: "we are
// grateful", "they were dismayed".
func (v *view) emotion(root int) verbale.Kind {
	switch v.words.Judgement(v.Lower(root), "ADJ") {
	case lexicon.Pleasure:
		return verbale.Praise
	case lexicon.Displeasure:
		return verbale.Accuse
	}
	return ""
}

// actIn returns the kind of a verb within a content with what stands after it.
func (v *view) actIn(inner *relation, root int, word *lexicon.Word, of complement) verbale.Kind {
	kind, _ := v.refine(inner, root, word.Kind, of)
	if v.negated(inner, root) {
		turned, ok := v.turned(inner, root, kind)
		if !ok {
			return ""
		}
		kind = turned
	}
	return kind
}

// performing reports whether a verb does what it tells, here and now: it stands in the
// present or, in indirect speech, in what is the present there.
func (v *view) performing(root int, run page.Run) bool {
	if v.doc.Tokens[root].UPOS != "VERB" {
		return false
	}
	be := false
	for t := run.First; t < root; t++ {
		if v.Head(t) != root {
			continue
		}
		switch rel := v.doc.Tokens[t].DepRel; {
		case rel == "aux:pass", rel == "aux" && v.doc.Tokens[t].XPOS == "MD", rel == "aux" && v.doc.Tokens[t].Lemma == "have":
			return false
		case rel == "aux" && v.doc.Tokens[t].Lemma == "be":
			be = true
		}
	}
	switch v.doc.Tokens[root].XPOS {
	case "VBP", "VBZ":
		return true
	case "VB": // "we do not support"
		return v.child(root, run, func(t int) bool { return v.doc.Tokens[t].Lemma == "do" && v.doc.Tokens[t].DepRel == "aux" })
	case "VBD":
		return v.Quoted(root) < 0
	}
	return v.doc.Tokens[root].XPOS == "VBG" && be
}

// innerOf makes a relation of a verb within a content: it and its particle are the cue,
// its subject the source, what stands after it the content.
func (v *view) innerOf(root int, run page.Run) relation {
	inner := relation{cue: page.Run{First: root, Last: root + 1}, head: root}
	for t := v.Left(root); t < root; t++ {
		if v.Head(t) == root && strings.HasPrefix(v.doc.Tokens[t].DepRel, "nsubj") {
			inner.sources = []page.Run{{First: v.Left(t), Last: v.Right(t)}}
		}
	}
	content := page.Run{First: root + 1, Last: min(v.Right(root), run.Last)}
	if t := content.First; t < content.Last && v.Head(t) == root && v.doc.Tokens[t].DepRel == "compound:prt" {
		inner.cue.Last, content.First = t+1, t+1
	}
	for content.Last > content.First && v.doc.Tokens[content.Last-1].UPOS == "PUNCT" {
		content.Last--
	}
	if content.Len() > 0 {
		inner.contents = []page.Run{content}
	}
	return inner
}
