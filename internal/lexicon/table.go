package lexicon

import (
	"fmt"
	"slices"
	"strings"

	"verbale.dev/verbale"
)

// The closed lists of what a cell of a column may hold.
var (
	stances = []string{"", "attitude", "decision", "repetition"}
	frames  = []string{"clause", "marked", "to-do", "to-be-done", "phrase", "for", "of", "on", "upon", "as", "to-blame", "in", "told", "to"}
	negated = []string{"", "rejects", "declines", "stands"}
	senses  = []string{"", "refusal", "question", "insistence", "suggestion", "agreement", "wish", "aim", "warning", "order", "welcome",
		"dismissal", "announcement", "assurance", "doubt", "verdict", "expectation", "regret"}
	cueTraits = []trait{
		{"answers", Answers}, {"inquires", Inquires}, {"goes-on", GoesOn}, {"to-object", ToObject}, {"to-phrase", ToPhrase},
		{"requests", Requests}, {"face", Face}, {"appeals", Appeals}, {"offers", Offers}, {"gives", Gives}, {"light", Light},
		{"raises", Raises}, {"binds", Binds}, {"trails", Trails}, {"names", Names}, {"wires", Wires},
		{"lets", Lets}, {"calls", Calls}, {"speech", Speech}, {"topic", Topic},
	}
	actorTraits = []trait{
		{"person", Person}, {"noble", Noble}, {"human", Human}, {"man", Man}, {"woman", Woman}, {"source", Source}, {"adherent", Adherent},
		{"runner", Runner}, {"servant", Servant}, {"unnamed", Unnamed}, {"body", Body}, {"group", Group}, {"paper", Paper}, {"part", Part},
		{"instrument", Instrument}, {"personal", Personal}, {"side-by-side-states", PairStates}, {"side-by-side-people", PairPeople}, {"mutual", Mutual},
	}
	saidTraits = []trait{
		{"wrong", Wrong}, {"true-or-false", Truth}, {"just-said", JustSaid}, {"said", Said}, {"askable", Askable}, {"unsaid", NoSaying},
		{"own-side", OwnSide}, {"office", Officer}, {"measure", Measure}, {"accuses", Accuses}, {"leave", Leave},
	}
	contentTraits = []trait{
		{"speaks", Speaks}, {"grants", Grants}, {"befalls", Befalls}, {"attends", Attends}, {"state", State},
		{"accuses", Accuses}, {"learns", Learns}, {"serves", Serves}, {"harms", Harms},
		{"joins", Joins},
	}
)

// trait is a trait with the name that the tables have for it.
type trait struct {
	name  string
	trait Trait
}

// column is a column of a table: its name, what its cells may hold (nil for words), and
// how a cell is taken in.
type column struct {
	name   string
	values []string
	set    func(*Word, string) error
}

// tables holds the columns of each table in their order.
var tables = map[string][]column{
	"verbs": {
		{"lemma", nil, setLemma}, {"kind", kinds(), setKind}, {"stance", stances[1:], setStance}, {"frames", frames, setFrames},
		{"negated", negated[1:], setNegated}, {"sense", senses[1:], setSense}, {"phrase", nil, setPhrase}, {"meets", nil, setMeets},
		{"cue", namesOf(cueTraits), setTraits(cueTraits)}, {"content", namesOf(contentTraits), setTraits(contentTraits)},
		{"forms", nil, setForms}, {"example", nil, setExample},
	},
	"nouns": {
		{"lemma", nil, setLemma}, {"kind", kinds(), setKind}, {"stance", stances[1:], setStance}, {"frames", frames, setFrames},
		{"actor", namesOf(actorTraits), setTraits(actorTraits)}, {"said", namesOf(saidTraits), setTraits(saidTraits)},
		{"alike", nil, setAlike}, {"example", nil, setExample},
	},
}

func kinds() []string {
	names := make([]string, len(verbale.Kinds))
	for i, kind := range verbale.Kinds {
		names[i] = string(kind)
	}
	return names
}

// Columns lists the columns of a table in their order.
func Columns(table string) []string { return columnNames(columnsOf(table)) }

func columnsOf(table string) []column {
	switch table {
	case "pronouns":
		return pronounColumns
	case "judgements":
		return judgementColumns
	}
	return tables[table]
}

func columnNames(columns []column) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	return names
}

// Tables lists the names of the tables.
func Tables() []string { return slices.Clone(tableNames) }

// Values lists what the cells of a column of a table may hold beside nothing; nil where
// they hold words.
func Values(table, column string) []string {
	for _, c := range columnsOf(table) {
		if c.name == column {
			return slices.Clone(c.values)
		}
	}
	return nil
}

func namesOf(traits []trait) []string {
	names := make([]string, len(traits))
	for i, t := range traits {
		names[i] = t.name
	}
	return names
}

// lines reads a table of some columns line by line. Its first line names the columns;
// an empty line and one that begins with "#" are passed over, and so is nothing else.
func lines(name, text string, columns []column, add func(cells []string) error) error {
	number, headed, seen := 0, false, map[string]bool{}
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		fail := func(format string, args ...any) error {
			return fmt.Errorf("%s.tsv: line %d: %s", name, number, fmt.Sprintf(format, args...))
		}
		switch {
		case len(cells) != len(columns):
			return fail("%d cells; there are %d columns, with tabs between them", len(cells), len(columns))
		case !headed:
			if headed = true; !slices.Equal(cells, columnNames(columns)) {
				return fail("the columns are %s", strings.Join(columnNames(columns), ", "))
			}
			continue
		case seen[cells[0]] && name != "judgements": // which tells classes of words apart
			return fail("%s has a line already", cells[0])
		}
		seen[cells[0]] = true
		if err := add(cells); err != nil {
			return fail("%s: %v", cells[0], err)
		}
	}
	return nil
}

// parse reads a table of words.
func parse(name, text string, words map[string]*Word) error {
	return lines(name, text, tables[name], func(cells []string) error {
		word := new(Word)
		for i, c := range tables[name] {
			if err := c.set(word, cells[i]); err != nil {
				return fmt.Errorf("%s: %v", c.name, err)
			}
		}
		words[word.Lemma] = word
		return nil
	})
}

func setLemma(w *Word, cell string) error {
	if cell == "" || cell != strings.ToLower(cell) {
		return fmt.Errorf("%q is no lemma in lower case", cell)
	}
	w.Lemma = cell
	return nil
}

func setKind(w *Word, cell string) error {
	if w.Kind = verbale.Kind(cell); cell != "" && !slices.Contains(verbale.Kinds, w.Kind) {
		return fmt.Errorf("%q is none of %s", cell, strings.Join(kinds(), ", "))
	}
	return nil
}

func setStance(w *Word, cell string) (err error) {
	w.Stance, err = oneOf[Stance](stances, cell)
	return err
}

func setNegated(w *Word, cell string) (err error) {
	w.Negated, err = oneOf[Negated](negated, cell)
	return err
}

func setSense(w *Word, cell string) (err error) {
	w.Sense, err = oneOf[Sense](senses, cell)
	return err
}

// oneOf returns the place of a cell in a closed list.
func oneOf[T ~uint8](values []string, cell string) (T, error) {
	if i := slices.Index(values, cell); i >= 0 {
		return T(i), nil
	}
	return 0, fmt.Errorf("%q is none of %s", cell, strings.Join(values[1:], ", "))
}

func setFrames(w *Word, cell string) error {
	for value := range strings.FieldsSeq(cell) {
		i := slices.Index(frames, value)
		if i < 0 {
			return fmt.Errorf("%q is none of %s", value, strings.Join(frames, ", "))
		}
		w.Frames |= 1 << i
	}
	return nil
}

// setTraits returns what takes in a cell of traits that are in the list.
func setTraits(list []trait) func(*Word, string) error {
	return func(w *Word, cell string) error {
		for value := range strings.FieldsSeq(cell) {
			i := slices.IndexFunc(list, func(t trait) bool { return t.name == value })
			if i < 0 {
				return fmt.Errorf("%q is none of %s", value, strings.Join(namesOf(list), ", "))
			}
			w.Traits |= list[i].trait
		}
		return nil
	}
}

func setPhrase(w *Word, cell string) error {
	object, preposition, ok := strings.Cut(cell, " ")
	if cell != "" && !ok {
		return fmt.Errorf("%q is not an object and a preposition", cell)
	}
	w.Phrase = [2]string{object, preposition}
	return nil
}

func setMeets(w *Word, cell string) error {
	for value := range strings.FieldsSeq(cell) {
		if value == "object" {
			value = ""
		}
		w.Meets = append(w.Meets, value)
	}
	return nil
}

func setAlike(w *Word, cell string) error {
	w.Alike = cell
	return nil
}

func setForms(w *Word, cell string) error {
	w.Forms = strings.Fields(cell)
	return nil
}

func setExample(w *Word, cell string) error {
	if cell == "" {
		return fmt.Errorf("there is no sentence that the word is there for")
	}
	w.Example = cell
	return nil
}
