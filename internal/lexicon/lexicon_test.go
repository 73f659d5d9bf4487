package lexicon_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
)

func TestWords(t *testing.T) {
	t.Parallel()
	words := lexicon.Load()
	retort := words.Verb("retort")
	if retort.Kind != verbale.Say || !retort.Has(lexicon.Answers) || retort.Has(lexicon.Inquires) || retort.Frames != lexicon.Marked {
		t.Errorf("retort: %+v", retort)
	}
	if w := words.Cue("approve"); !w.Attitude() || w.Stance != lexicon.Decision || w.Negated != lexicon.Rejects {
		t.Errorf("approve: %+v", w)
	}
	if w := words.Cue("refusal"); w.Kind != verbale.Reject || w != words.Noun("refusal") {
		t.Errorf("refusal: %+v", w)
	}
	if w := words.Verb("draw"); w.Phrase != [2]string{"attention", "to"} || w.IsCue() {
		t.Errorf("draw: %+v", w)
	}
	if w := words.Verb("meet"); !slices.Equal(w.Meets, []string{"", "with"}) {
		t.Errorf("meet: %+v", w)
	}
	for _, nothing := range []*lexicon.Word{words.Verb("sneeze"), words.Noun(""), words.Cue("\xff"), words.Form("sneezed")} {
		if nothing.Kind != "" || nothing.IsCue() || nothing.Traits != 0 || nothing.Lemma != "" {
			t.Errorf("a word that is in no table: %+v", nothing)
		}
	}
}

func TestForms(t *testing.T) {
	t.Parallel()
	words := lexicon.Load()
	for form, lemma := range map[string]string{
		"said": "say", "replies": "reply", "denied": "deny", "urging": "urge", "urged": "urge", "stresses": "stress", "foretold": "foretell",
		"admitting": "admit", "tells": "tell", "telled": "", "": "", "sneezes": "",
	} {
		if got := words.Form(form).Lemma; got != lemma {
			t.Errorf("%q is a form of %q, want %q", form, got, lemma)
		}
	}
	if lemma, ok := words.Irregular("forbade"); lemma != "forbid" || !ok {
		t.Errorf("forbade: %q, %t", lemma, ok)
	}
	if _, ok := words.Irregular("replied"); ok {
		t.Error("replied has a regular ending")
	}
}

func TestPronouns(t *testing.T) {
	t.Parallel()
	words := lexicon.Load()
	for form, want := range map[string]lexicon.Pronoun{
		"him":        {Person: 3, Gender: lexicon.Masculine, Case: lexicon.Object},
		"her":        {Person: 3, Gender: lexicon.Feminine, Case: lexicon.Object},
		"its":        {Person: 3, Gender: lexicon.Neuter, Case: lexicon.Possessive},
		"themselves": {Person: 3, Many: true, Case: lexicon.Reflexive},
		"we":         {Person: 1, Many: true, Case: lexicon.Subject},
		"you":        {Person: 2, Case: lexicon.Subject},
		"who":        {},
		"":           {},
	} {
		got := words.Pronoun(form)
		if got.Form, got.Example = "", ""; got != want {
			t.Errorf("%q: %+v, want %+v", form, got, want)
		}
	}
	for _, p := range words.Pronouns() {
		words := strings.FieldsFunc(strings.ToLower(p.Example), func(r rune) bool { return !unicode.IsLetter(r) })
		if !slices.Contains(words, p.Form) {
			t.Errorf("%s does not stand in its sentence: %q", p.Form, p.Example)
		}
	}
	const head = "lemma\tperson\tnumber\tgender\tcase\texample\n"
	for table, want := range map[string]string{
		head + "thou\t4\tone\t\tsubject\tThou liest.\n": `thou: person: "4" is none of 1, 2, 3`,
		head + "thou\t2\tone\t\t\tThou liest.\n":        "thou: a pronoun has a person and a case",
		head + "thou\t2\tone\t\tsubject\t\n":            "thou: example: there is no sentence",
	} {
		if _, err := lexicon.Parse(map[string]string{"pronouns": table}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// TestExamples holds that the sentence of a word has it in one of its forms, is a whole
// one, and is no other word's.
func TestExamples(t *testing.T) {
	t.Parallel()
	words := lexicon.Load()
	seen := map[string]string{}
	for _, list := range [][]*lexicon.Word{words.Verbs(), words.Nouns()} {
		for _, w := range list {
			if other := seen[w.Example]; other != "" {
				t.Errorf("%s and %s have one sentence", w.Lemma, other)
			}
			seen[w.Example] = w.Lemma
			if !strings.ContainsAny(w.Example[len(w.Example)-1:], ".?!”") && !strings.HasSuffix(w.Example, "”") || len(strings.Fields(w.Example)) < 2 {
				t.Errorf("%s: no sentence: %q", w.Lemma, w.Example)
			}
			if !stands(words, w) {
				t.Errorf("%s does not stand in its sentence: %q", w.Lemma, w.Example)
			}
		}
	}
}

// stands reports whether a word stands in its sentence; of two words that are one, the
// first does.
func stands(words *lexicon.Lexicon, w *lexicon.Word) bool {
	lemma, _, _ := strings.Cut(w.Lemma, " ")
	notOfWords := func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }
	for form := range strings.FieldsFuncSeq(strings.ToLower(w.Example), notOfWords) {
		if form == lemma || form == lemma+"s" || form == lemma+"es" || words.Form(form).Lemma == lemma ||
			slices.Contains(words.Verb(lemma).Forms, form) || strings.TrimSuffix(form, "ies")+"y" == lemma || form == lemma+"d" || words.NounForm(form).Lemma == lemma {
			return true
		}
	}
	return false
}

func TestLookUpsDoNotAllocate(t *testing.T) {
	words := lexicon.Load()
	if n := testing.AllocsPerRun(100, func() {
		words.Verb("retort")
		words.Noun("refusal")
		words.Cue("sneeze")
		words.Form("said")
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestFaults holds that a table with a fault is refused with its line and what is wrong.
func TestFaults(t *testing.T) {
	t.Parallel()
	head := strings.Join(lexicon.Columns("verbs"), "\t") + "\n"
	line := func(cells ...string) string {
		row := make([]string, len(lexicon.Columns("verbs")))
		copy(row, cells)
		row[len(row)-1] = "The mill hums."
		return strings.Join(row, "\t") + "\n"
	}
	for name, test := range map[string]struct{ table, want string }{
		"columns":  {"lemma\tkind\n", "line 1: 2 cells"},
		"header":   {line("hum"), "line 1: the columns are lemma, kind"},
		"cells":    {head + "hum\tsay\n", "line 2: 2 cells"},
		"kind":     {head + line("hum", "sing"), `hum: kind: "sing" is none of say, ask`},
		"stance":   {head + line("hum", "say", "mood"), `hum: stance: "mood" is none of attitude`},
		"frames":   {head + line("hum", "say", "", "clause tune"), `hum: frames: "tune" is none of clause`},
		"negated":  {head + line("hum", "say", "", "", "nods"), `hum: negated: "nods"`},
		"sense":    {head + line("hum", "say", "", "", "", "song"), `hum: sense: "song"`},
		"phrase":   {head + line("hum", "say", "", "", "", "", "tune"), `hum: phrase: "tune"`},
		"cue":      {head + line("hum", "say", "", "", "", "", "", "", "sings"), `hum: cue: "sings"`},
		"content":  {head + line("hum", "say", "", "", "", "", "", "", "", "sings"), `hum: content: "sings"`},
		"lemma":    {head + line("Hum", "say"), `"Hum" is no lemma in lower case`},
		"twice":    {head + line("hum") + "\n# and again\n" + line("hum"), "line 5: hum has a line already"},
		"sentence": {head + "hum" + strings.Repeat("\t", len(lexicon.Columns("verbs"))-1) + "\n", "hum: example: there is no sentence"},
	} {
		_, err := lexicon.Parse(map[string]string{"verbs": test.table, "nouns": ""})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
}

// TestDocs holds that docs/lexicon.md tells every column and every value of the tables.
func TestDocs(t *testing.T) {
	t.Parallel()
	file, err := os.ReadFile("../../docs/lexicon.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range lexicon.Tables() {
		_, section, ok := strings.Cut(string(file), "\n## `"+table+".tsv`\n")
		if !ok {
			t.Errorf("docs/lexicon.md has no section on %s.tsv", table)
			continue
		}
		section, _, _ = strings.Cut(section, "\n## ")
		for _, column := range lexicon.Columns(table) {
			if !strings.Contains(section, "\n| `"+column+"` |") {
				t.Errorf("docs/lexicon.md does not tell column %s of %s.tsv", column, table)
				continue
			}
			for _, value := range lexicon.Values(table, column) {
				if !strings.Contains(string(file), "`"+value+"`") {
					t.Errorf("docs/lexicon.md does not tell value %s of column %s of %s.tsv", value, column, table)
				}
			}
		}
	}
}
