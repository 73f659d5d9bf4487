package actor

import (
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
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
