// Package derive answers: what follows from all readings, declarations and
// corrections of a dossier, taken together?
//
// What follows is divided into layers ("identity": which actors of different
// reports are one; "account": by whose account a speaker said something), and
// each layer into blocks: members that may have to do with each other, and with
// no member of another block. A [Deriver] is a pure function from the members of
// one block to the rows that follow. The [Engine] knows which blocks are dirty,
// asks the store for their members, lets the deriver of the layer derive them,
// and has the store keep the rows.
//
// Layers are in order, and each may stand on the rows of those before it: when
// rows of a lower layer changed, the store says which blocks of a higher one
// have them as members ([Blocks.Follow]), and those are dirty too. What a person
// joined or cut is applied there, as members are given to blocks, and so before
// a block is derived. An id that a row had before goes on to resolve; where it
// resolves to another row, the blocks that refer to it by that id are dirty too.
//
// Law: the rows are a function of the sets of members, so that neither the order
// of arrival nor the division into transactions can matter. A deriver keeps it by
// being a function of its members, which it gets sorted and without repetition;
// a store by making a block dirty whenever its set of members changes. One test
// holds all layers to it (order-and-batches of record/storetest).
//
// Cost: a settlement derives dirty blocks only, each once a layer. A block is
// read as a whole, so that its cost is linear in its members at least; how many of
// them are ever compared with each other is bounded by [Deriver.Limit].
package derive
