package lang

import "fmt"

// network reads the words of sentences and says of each its tags, its lemma,
// its head, its relation and whether it is part of a name. It is immutable.
//
// What its encoder makes of the words feeds one layer for all tags, and two that
// score every word as a head of every other; network_tree.go picks the tree.
// Names have an encoder of their own (network_names.go).
type network struct {
	encoder
	words      *vocabulary
	hidden     *matrix
	tags       *matrix
	arcDep     *matrix
	arcHead    *matrix
	arc        *matrix
	arcReach   *matrix
	arcRoot    []int16
	arcShift   uint32 // of inner products, to the scale of arcReach
	labelDep   *matrix
	labelHead  *matrix
	label      *matrix
	labelRoot  []int32
	labelReach []int32 // rows of labelHead.outputs
	labelShift uint32  // of the sum of the three, to activations
	reach      int     // distances beyond it share a class

	upos, xpos, feats, deprels []string
	rules                      []lemmaRule
	names                      nameTagger
}

const (
	unitMost    = 1<<15 - 1 // activations after a rectifier
	arcDepMost  = 1<<11 - 1 // so that inner products of 192 stay below 2^31
	arcHeadMost = 1<<12 - 1
)

// loadNetwork checks a model file and sets up its network. The tables of words
// and rows are read in place; layers are packed for the kernels k.
func loadNetwork(file string, k kernels) (*network, error) {
	m, err := openModel(file)
	if err != nil {
		return nil, err
	}
	m.kernels = k
	n := &network{}
	numbers, err := m.int32s("numbers", 4, 1)
	if err != nil {
		return nil, err
	}
	n.arcShift, n.labelShift, n.reach = uint32(numbers[0])&31, uint32(numbers[1])&31, int(numbers[2])
	if n.reach < 1 || n.reach > 1000 {
		return nil, fmt.Errorf("%w: it has a reach of %d words", errModel, n.reach)
	}
	for _, list := range []struct {
		name string
		to   *[]string
	}{{"upos", &n.upos}, {"xpos", &n.xpos}, {"feats", &n.feats}, {"deprel", &n.deprels}} {
		if *list.to, err = m.lines(list.name); err != nil {
			return nil, err
		}
	}
	if err := n.loadEncoder(m); err != nil {
		return nil, err
	}
	if err := n.loadLists(m); err != nil {
		return nil, err
	}
	if err := n.loadHeads(m); err != nil {
		return nil, err
	}
	if err := n.names.load(m, n.words.rows()); err != nil {
		return nil, err
	}
	return n, nil
}

func (n *network) loadEncoder(m *modelFile) error {
	words, err := m.lines("words")
	if err != nil {
		return err
	}
	n.words = newVocabulary(words)
	n.encoder, err = m.encoder("", n.words.rows())
	return err
}

func (n *network) loadLists(m *modelFile) error {
	rules, err := m.lines("lemma")
	if err != nil {
		return err
	}
	for _, line := range rules {
		rule, err := parseLemmaRule(line)
		if err != nil {
			return err
		}
		n.rules = append(n.rules, rule)
	}
	return nil
}

func (n *network) loadHeads(m *modelFile) error {
	classes := len(n.upos) + len(n.xpos) + len(n.feats) + len(n.rules)
	for _, l := range []struct {
		name            string
		to              **matrix
		outputs, inputs int
	}{
		{"hidden", &n.hidden, -1, n.width}, {"tags", &n.tags, classes, -1},
		{"arc_dep", &n.arcDep, -1, n.width}, {"arc_head", &n.arcHead, -1, n.width},
		{"arc", &n.arc, -1, -1}, {"arc_reach", &n.arcReach, 2*n.reach + 2, -1},
		{"label_dep", &n.labelDep, -1, n.width}, {"label_head", &n.labelHead, -1, n.width},
		{"label", &n.label, len(n.deprels), -1},
	} {
		var err error
		if *l.to, err = m.layer(l.name, l.outputs, l.inputs); err != nil {
			return err
		}
	}
	arc, label := n.arcDep.outputs, n.labelDep.outputs
	if n.arcHead.outputs != arc || n.arc.inputs != arc || n.arc.outputs != arc || n.arcReach.inputs != arc ||
		n.labelHead.outputs != label || n.label.inputs != label || n.tags.inputs != n.hidden.outputs || arc > 192 {
		return fmt.Errorf("%w: its layers do not fit each other", errModel)
	}
	root, err := m.int32s("arc_root", arc, 1)
	if err != nil {
		return err
	}
	for _, v := range root {
		n.arcRoot = append(n.arcRoot, int16(min(max(v, 0), arcHeadMost)))
	}
	if n.labelRoot, err = m.int32s("label_root", label, 1); err != nil {
		return err
	}
	n.labelReach, err = m.int32s("label_reach", 2*n.reach+2, label)
	return err
}
