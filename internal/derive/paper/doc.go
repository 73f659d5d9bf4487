// Package paper answers: which papers of different reports are one paper, and which
// places that tell a step of it tell one and the same?
//
// In go papers as single reports know them ([Telling]), with their steps; out come
// papers ([Paper]) with the tellings that are of each, and transfers with theirs. A
// paper is in the block of its proper name, else of its family and of who made it.
//
// Law: what follows is a function of the set of tellings and not of their order.
// Papers without a name are one only where nothing that the reports tell speaks
// against it and something beside the maker speaks for it: whom they are for, between
// whom they are, or what they are about; and, where both reports have a day, only
// within some weeks. A step is told differently, and is not two steps, where day or
// hands differ and the paper took such a step once.
//
// Cost: near-linear in the tellings of a block; each is held against the groups of its
// block, of which the last few are looked at. Any tellings give a result.
package paper
