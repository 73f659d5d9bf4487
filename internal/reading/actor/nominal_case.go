package actor

import (
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/world"
)

// nominalCase is one way in which a noun phrase means an actor. The cases are asked in
// their order; the first that holds and finds somebody counts, or the first that holds
// and is final, which may say that it means nobody. Each has a sentence in
// TestNominalCases.
type nominalCase struct {
	name  string
	holds func(n *nominalPhrase) bool
	find  func(n *nominalPhrase) int // -1 for nobody
	final bool
}

// nominalPhrase is what a case looks at.
type nominalPhrase struct {
	*teller
	f      *found
	k      int  // its place among the mentions
	source bool // a statement has it for its source
	part   bool // it is a part of a paper that speaks: "the second article said …"
}

// The finders and guards that several cases share.
func anyNominal(*nominalPhrase) bool        { return true }
func nobody(*nominalPhrase) int             { return -1 }
func isState(n *nominalPhrase) bool         { return n.f.kind == verbale.State }
func isIndefinite(n *nominalPhrase) bool    { return n.f.indefinite }
func isMany(n *nominalPhrase) bool          { return n.f.many }
func isOf(n *nominalPhrase) bool            { return n.f.of != "" }
func isSourceOf(n *nominalPhrase) bool      { return n.f.of != "" && n.source }
func asUnnamed(n *nominalPhrase) int        { return n.unnamed(n.k) }
func theOffice(n *nominalPhrase) int        { return n.office(n.f) }
func (n *nominalPhrase) isRunner() bool     { return isSourceOf(n) && n.is(n.f.noun, lexicon.Runner) }
func (n *nominalPhrase) runs(a *local) bool { return n.inRace(a) && !n.otherParty(a, n.f) }
func (n *nominalPhrase) inRace(a *local) bool {
	return a.Type == verbale.Person && !a.holds("head-of-state", "head-of-government")
}
func (n *nominalPhrase) hasNoun(a *local) bool { return slices.Contains(a.nouns, n.f.noun) }

// soleOffice reports whether a phrase names an office that one person holds at a time.
func (n *nominalPhrase) soleOffice() bool {
	o, ok := n.world.Office(n.f.title)
	return ok && singular[o.Kind]
}

// manyHold reports whether a phrase with a state names somebody of whom the state may
// have many, or a word that is no office.
func (n *nominalPhrase) manyHold() bool {
	o, ok := n.world.Office(n.f.noun)
	return !n.is(n.f.noun, lexicon.Unnamed) &&
		(!ok || n.is(n.f.noun, lexicon.Runner) || severalAtOnce[o.Kind] && n.at(n.f.last) != "of")
}

// latestWho returns the last actor before the phrase that passes a test.
func (n *nominalPhrase) latestWho(test func(a *local) bool) int { return n.latest(n.k, test) }

// leadParagraphs is the last paragraph, counted from 0, that can be a lead: there may be a
// title before it.
const leadParagraphs = 1

// namedBelow returns the person whom a lead only describes and the text below it names:
// the first who speaks there by name, if nobody else speaks between and nothing before
// names him. "A pilot said that … 'It was dark,' said river pilot Ada Roth."
func (n *nominalPhrase) namedBelow() int {
	c, _ := n.classOf(n.f.noun)
	if c != human && !n.is(n.f.noun, lexicon.Unnamed) || n.ownedBy(n.f) || n.latestWho(func(a *local) bool { return n.canMean(a, n.f) }) >= 0 {
		return -1
	}
	for j := n.k + 1; j < len(n.found); j++ {
		g := n.found[j]
		s, source := n.bySource[g]
		if !source || n.statements[s].Parent != nil || g.sentence == n.f.sentence || g.form == verbale.Pronominal || g.form == verbale.Nominal && g.noun == n.f.noun {
			continue
		}
		if g.form != verbale.Named || g.chain < 0 || n.paragraphOf(g.first)-n.paragraphOf(n.f.first) > 3 || !n.canBeNamed(g, n.k) {
			return -1
		}
		return g.chain
	}
	return -1
}

// canBeNamed reports whether a person named below a lead can be whom the lead describes
// at a mention: nothing before names him, and he holds no other office.
func (n *nominalPhrase) canBeNamed(g *found, k int) bool {
	a := n.actors[g.chain]
	if a.Type != verbale.Person || n.holdsOther(a, n.f) || n.otherParty(a, n.f) || !n.genderFits(a, n.f.noun) || n.f.of != "" && n.otherSide(g.chain, n.f.of) {
		return false
	}
	if o, ok := n.world.Office(n.f.title); ok && len(a.kinds) > 0 && !slices.Contains(a.kinds, o.Kind) && !n.is(n.f.noun, lexicon.Unnamed) {
		return false
	}
	if n.is(n.f.noun, lexicon.Unnamed) && !a.holds("spokesperson", "adviser", "deputy-minister", "official", "envoy", "minister", "officer", "leader") {
		return false
	}
	return !slices.ContainsFunc(n.found[:k], func(h *found) bool { return h.chain == g.chain })
}

// bareHolder returns the last one whom an office can mean that the report gives him
// without a state, where it gives it to others with theirs; -1 where there are not both.
func (n *nominalPhrase) bareHolder() int {
	holds := func(bare bool) func(a *local) bool {
		return func(a *local) bool {
			return a.Type == verbale.Person && n.canMean(a, n.f) && n.namedBare(a) == bare
		}
	}
	bare, other := n.latestWho(holds(true)), n.latestWho(holds(false))
	if bare < 0 || other < 0 || !n.isDefinite(n.f.first) {
		return -1
	}
	for _, f := range n.found { // he of whom the report told first
		if f.chain == bare {
			return bare
		}
		if f.chain == other {
			return -1
		}
	}
	return -1
}

// namedBare reports whether the report names an actor with the office of the phrase, and
// never with its state.
func (n *nominalPhrase) namedBare(a *local) bool {
	bare := false
	for _, role := range a.Roles {
		if slices.Contains(strings.Fields(world.Fold(role.Title)), n.f.noun) && !role.Former {
			if role.Of != "" {
				return false
			}
			bare = true
		}
	}
	return bare
}

var nominalCases = []nominalCase{
	{"in-a-name", func(n *nominalPhrase) bool { return n.inName(n.f) }, nobody, true},
	{"part-of-a-paper", func(n *nominalPhrase) bool { return n.part },
		func(n *nominalPhrase) int { return n.lastPaper(n.f) }, false},
	{"said-of-somebody", func(n *nominalPhrase) bool { return !n.part && !n.source && n.subjectOf(n.f.head) >= 0 },
		func(n *nominalPhrase) int { return n.saidOf(n.f) }, true},
	{"silent-paper", func(n *nominalPhrase) bool { return !n.part && n.is(n.f.noun, lexicon.Paper) && !n.source }, nobody, true},
	{"paper", func(n *nominalPhrase) bool { return !n.part && n.is(n.f.noun, lexicon.Paper) },
		func(n *nominalPhrase) int { return n.issuer(n.k) }, true},
	// Of no pair, or of things.
	{"latter", func(n *nominalPhrase) bool { return !n.part && (n.f.noun == "latter" || n.f.noun == "former") }, nobody, true},
	{"every-state", func(n *nominalPhrase) bool { return isState(n) && n.f.indefinite }, nobody, true},
	{"this-state", func(n *nominalPhrase) bool { // where the report was written
		return isState(n) && n.at(n.f.first) == "this" && n.world.ByID(n.here) != nil && n.within[n.f.head] < 0
	}, func(n *nominalPhrase) int { return n.ofHereState() }, true},
	{"state", isState, func(n *nominalPhrase) int {
		return n.latestWho(func(a *local) bool { return a.Type == verbale.State && a.World != "" && n.isCalled(a, n.f.noun) })
	}, true},
	{"body", func(n *nominalPhrase) bool { return n.f.kind == verbale.Organisation },
		func(n *nominalPhrase) int { return n.body(n.k, n.source) }, true},
	{"apposed", anyNominal, func(n *nominalPhrase) int { return n.apposed(n.k) }, false},
	{"named-later", func(n *nominalPhrase) bool { return n.f.indefinite && n.source },
		func(n *nominalPhrase) int { return n.namedLater(n.f) }, false},
	{"in-the-lead", func(n *nominalPhrase) bool {
		return n.source && !n.f.many && n.paragraphOf(n.f.first) <= leadParagraphs
	},
		func(n *nominalPhrase) int { return n.namedBelow() }, false},
	{"indefinite-source", func(n *nominalPhrase) bool { return n.f.indefinite && n.source }, asUnnamed, true},
	{"indefinite", isIndefinite, nobody, true},
	{"the-same-many", isMany, func(n *nominalPhrase) int {
		return n.latestWho(func(a *local) bool { return a.many && n.hasNoun(a) && n.sameOwner(a, n.f) })
	}, false},
	{"silent-many", func(n *nominalPhrase) bool { return n.f.many && !n.source && !n.isAdherents(n.f.head) }, nobody, true},
	{"many", isMany, asUnnamed, true},
	{"former-holder", anyNominal, func(n *nominalPhrase) int { return n.formerHolder(n.k) }, false},
	{"holder", isOf, func(n *nominalPhrase) int { return n.holder(n.k) }, false},
	{"runner", (*nominalPhrase).isRunner, func(n *nominalPhrase) int {
		return n.latestWho(func(a *local) bool { return n.runs(a) && n.hasNoun(a) })
	}, false},
	{"any-runner", (*nominalPhrase).isRunner, func(n *nominalPhrase) int { return n.latestWho(n.runs) }, false},
	{"whom-it-is-about-of-a-state", func(n *nominalPhrase) bool { return isSourceOf(n) && n.manyHold() },
		func(n *nominalPhrase) int {
			if i := n.salient(n.f); i >= 0 && !n.otherSide(i, n.f.of) {
				return i
			}
			return -1
		}, false},
	{"office-of", isSourceOf, theOffice, true},
	{"silent-office", isOf, nobody, true},
	// "President Roth met the Finnish president … The president said": he whose office
	// stands without a state, as it does here.
	{"bare-office", (*nominalPhrase).soleOffice, func(n *nominalPhrase) int { return n.bareHolder() }, false},
	{"whom-it-can-mean", anyNominal, func(n *nominalPhrase) int {
		return n.latestWho(func(a *local) bool { return n.canMean(a, n.f) })
	}, false},
	{"told-of", anyNominal, func(n *nominalPhrase) int { return n.toldOf(n.k) }, false},
	{"person", func(n *nominalPhrase) bool { return n.is(n.f.noun, lexicon.Person) || n.isSource(n.f.noun) },
		func(n *nominalPhrase) int {
			return n.latestWho(func(a *local) bool { return a.Type == verbale.Person && n.isPerson(a, n.f.noun) })
		}, false},
	{"holder-here", (*nominalPhrase).soleOffice, func(n *nominalPhrase) int { return n.holderHere(n.k) }, false},
	{"sole-office", func(n *nominalPhrase) bool { return n.source && n.soleOffice() }, theOffice, true},
	{"silent", func(n *nominalPhrase) bool { return !n.source }, nobody, true},
	{"one-named-later", anyNominal, func(n *nominalPhrase) int { return n.namedLater(n.f) }, false},
	{"whom-it-is-about", func(n *nominalPhrase) bool {
		return !n.f.many && !n.is(n.f.noun, lexicon.Unnamed) && n.f.kind != verbale.Organisation && !n.ownedBy(n.f)
	}, func(n *nominalPhrase) int { return n.salient(n.f) }, false},
	{"unnamed", anyNominal, asUnnamed, true},
}

// nominal ties a noun phrase to an actor: the holder of an office, the body it stands
// for, the last one that it can mean, or an unnamed source.
func (t *teller) nominal(k int) int {
	n := nominalPhrase{teller: t, f: t.found[k], k: k}
	_, n.source = t.bySource[n.f]
	n.part = n.source && n.f.kind == verbale.UnknownType && (n.is(singularOf(n.f.noun), lexicon.Part) || ordinals[n.f.noun]) &&
		t.at(n.f.last) != "of"
	for i := range nominalCases {
		c := &nominalCases[i]
		if !c.holds(&n) {
			continue
		}
		if who := c.find(&n); who >= 0 || c.final {
			n.f.tied = c.name
			return who
		}
	}
	return -1
}
