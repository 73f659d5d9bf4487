package attribution

import (
	"strings"

	"verbale.dev/verbale/internal/reading/page"
)

// nestedShortest is how many tokens a content has at least in which others are
// looked for.
const nestedShortest = 5

// nested finds statements within the content of draft i: each run of it is read
// as if it were a text of its own, and what it tells of others' sayings and
// wishes is kept where it says whose.
func (f *finder) nested(i int) {
	before := len(f.drafts)
	for _, run := range f.drafts[i].contents {
		if run.Len() < nestedShortest {
			continue
		}
		from := len(f.drafts)
		f.scope = run
		f.read(run, ruleNested)
		f.scope = page.Run{}
		kept := f.drafts[:from]
		for _, d := range f.drafts[from:] {
			f.withoutOuterMark(&d)
			if len(d.sources) > 0 && !f.cueOfOther(d.cue.First, i) && !f.cueInside(d.head, i) && !f.aloud(d) {
				kept = append(kept, d)
			}
		}
		f.drafts = kept
	}
	taken := map[int]bool{}
	for j, d := range f.drafts {
		if j >= before || j != i && f.drafts[i].holds(d.head) && len(d.contents) > 0 {
			taken[d.head] = true
		}
	}
	before = len(f.drafts)
	f.plainInside(i, taken)
	kept := f.drafts[:before]
	for _, d := range f.drafts[before:] {
		if len(d.sources) == 0 || !f.aloud(d) {
			kept = append(kept, d)
		}
	}
	f.drafts = kept
}

// withoutOuterMark takes the closing mark of the quotation in which a whole statement
// stands off its content, and the comma before it, which are the outer one's.
func (f *finder) withoutOuterMark(d *relation) {
	for k := range d.contents {
		c := &d.contents[k]
		q := f.Quoted(c.Last - 1)
		if c.Len() < 3 || q < 0 || !f.Quotations()[q].Closed || c.Last != f.Quotations()[q].Last || c.First <= f.Quotations()[q].First || d.cue.First < f.Quotations()[q].First {
			continue
		}
		if c.Last--; strings.ContainsAny(f.doc.Form(c.Last-1), ",.") {
			c.Last--
		}
	}
}

// cueOfOther reports whether a token is part of the cue of another draft than i.
func (f *finder) cueOfOther(token, i int) bool {
	other := f.owner[token]
	return other >= 0 && other != i && f.drafts[other].cue.First <= token && token < f.drafts[other].cue.Last
}

// cueInside reports whether a token is the head of the cue of another draft than i, which is
// told within it already.
func (f *finder) cueInside(head, i int) bool {
	j := f.headed[head]
	return j >= 0 && j != i && j < len(f.drafts) && len(f.drafts[j].contents) > 0 && f.drafts[i].holds(head)
}

// aloud reports whether d only says that its speaker thinks, wants or says now
// what the outer statement has the speaker say already: "I believe that …", "we
// demand that …". What the speaker tells to have said before, "I told him that …",
// is a saying of its own.
func (f *finder) aloud(d relation) bool {
	source := d.sources[0]
	if source.Len() != 1 && !(source.Len() == 2 && f.Lower(source.Last-1) == "all") { // "we all hold that …"
		return false
	}
	switch f.doc.Tokens[source.First].Lemma {
	case "I", "we", "i":
		word, _, known := f.lookUp(d.head)
		return !known || word.Attitude() || !f.told(d)
	case "you":
		return true
	}
	return false
}

// told reports whether the verb of a cue is in the past or the perfect, so that it
// tells of a saying and does not do it.
func (f *finder) told(d relation) bool {
	for t := d.cue.First; t < d.cue.Last; t++ {
		switch f.doc.Tokens[t].XPOS {
		case "MD":
			return false
		case "VBD", "VBN":
			return true
		}
	}
	return false
}
