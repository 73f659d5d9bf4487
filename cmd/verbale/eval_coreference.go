package main

import (
	"fmt"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/conllu"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/reading"
	"verbale.dev/verbale/lang"
)

type evalCoreferenceCommand struct {
	Gold   string   `required:"" placeholder:"FILE" help:"A treebank in CoNLL-U with Entity in MISC, as GUM has it."`
	Genre  []string `placeholder:"NAME" help:"Only documents of these genres: news,interview."`
	Errors bool     `help:"Also every name and pronoun that is tied to another chain, with its sentence."`
}

// Help says what is counted.
func (*evalCoreferenceCommand) Help() string {
	return `The raw text is read as anyone's; mentions agree where their head words do. Counted
are mentions of people and organisations: names and pronouns tied to the right chain
(one chain of ours cast for one of gold), and over chains of two and more the scores
of the CoNLL 2012 shared task (CEAF by the greedy mapping). Sources of speech are the
third person pronouns that gold's trees make subject of a verb of saying. Relative,
indefinite and demonstrative pronouns are left out.`
}

// Run prints the scores.
func (c *evalCoreferenceCommand) Run(a *app) error {
	sentences, err := conllu.ReadFile(c.Gold)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	forms := []string{"name", "third person pronoun", "first and second"}
	const speaks = "of third person, sources of speech"
	analyzer, reader := lang.NewAnalyzer(), reading.NewReader()
	var scores evaluation.Coreference
	counts := map[string][3]int{}
	documents := 0
	for _, d := range evaluation.GoldDocuments(sentences) {
		if len(c.Genre) > 0 && !slices.Contains(c.Genre, d.Genre()) {
			continue
		}
		documents++
		gold := goldMentionList(evaluation.GoldMentions(d.Sentences))
		text := conllu.RawText(d.Sentences)
		goldChains, formOf, speaking := gold.clusters()
		systemChains := gold.system(analyzer.Analyze(text), reader.Read(&verbale.Document{Name: d.ID, Text: text}))
		count := func(form string, wanted func(key string) bool) {
			mentions, found, right := evaluation.Tied(goldChains, systemChains, wanted)
			n := counts[form]
			counts[form] = [3]int{n[0] + mentions, n[1] + found, n[2] + right}
		}
		for _, form := range forms {
			count(form, func(key string) bool { return formOf[key] == form })
		}
		count(speaks, func(key string) bool { return speaking[key] })
		if c.Errors {
			gold.errors(a, d.ID, text, goldChains, systemChains)
		}
		scores.Add(several(goldChains), several(systemChains))
	}
	w := newTable(a)
	fmt.Fprintf(w, "%s\tgold\tfound\tright\tof gold, in %%\tof found, in %%\t\n", plural(documents, "document"))
	for _, form := range append(forms, speaks) {
		n := counts[form]
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%.1f\t%.1f\t\n", form, n[0], n[1], n[2], percent(n[2], n[0]), percent(n[2], n[1]))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "\nF1: MUC %.1f, B³ %.1f, CEAF-e %.1f, CoNLL %.1f\n",
		scores.MUC.F1(), scores.BCubed.F1(), scores.CEAF.F1(), scores.Average())
	return err
}

func percent(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return 100 * float64(part) / float64(whole)
}

// goldMentionList are the mentions of a document of gold.
type goldMentionList []evaluation.GoldMention

func (l goldMentionList) key(i int) string {
	return fmt.Sprintf("g%d-%d-%s", l[i].Head.Start, l[i].Head.End, l[i].Group)
}

// clusters are gold's chains of people and organisations, the form of each
// mention, and those that are sources of speech.
func (l goldMentionList) clusters() (chains evaluation.Clusters, forms map[string]string, speaking map[string]bool) {
	place := map[string]int{}
	forms, speaking = map[string]string{}, map[string]bool{}
	for i, m := range l {
		if m.Kind != "person" && m.Kind != "organization" {
			continue
		}
		at, ok := place[m.Group]
		if !ok {
			at = len(chains)
			place[m.Group] = at
			chains = append(chains, nil)
		}
		chains[at] = append(chains[at], l.key(i))
		forms[l.key(i)], speaking[l.key(i)] = m.Form, m.Speaks
	}
	return chains, forms, speaking
}

// system names the mentions of a reading by gold's keys where their heads
// agree.
func (l goldMentionList) system(doc *lang.Document, r *verbale.Reading) evaluation.Clusters {
	chains := make(evaluation.Clusters, len(r.Actors))
	used := map[int]bool{}
	for k, m := range r.Mentions {
		if m.Chain < 0 {
			continue
		}
		head := doc.Tokens[m.Head].Span
		key, other := "", false
		for i, g := range l {
			if used[i] || !g.Head.Overlaps(head) {
				continue
			}
			if g.Kind != "person" && g.Kind != "organization" {
				other = true // a place that gold does not count here
				continue
			}
			used[i], key = true, l.key(i)
			break
		}
		if key == "" {
			kind := r.Actors[m.Chain].Type
			if other || kind != verbale.Person && kind != verbale.Organisation {
				continue
			}
			key = fmt.Sprint("s", k)
		}
		chains[m.Chain] = append(chains[m.Chain], key)
	}
	return chains
}

// errors prints the names and pronouns of gold that are tied to a chain which
// is not cast for theirs, or to none.
func (l goldMentionList) errors(a *app, id, text string, gold, system evaluation.Clusters) {
	for i, m := range l {
		key := l.key(i)
		mine := func(k string) bool { return k == key }
		if mentions, _, right := evaluation.Tied(gold, system, mine); mentions == 0 || right > 0 || m.Form == "nominal" || m.Form == "other pronoun" {
			continue
		}
		with := []string{}
		for _, chain := range system {
			if slices.Contains(chain, key) {
				for j, other := range l {
					if j != i && slices.Contains(chain, l.key(j)) && len(with) < 4 {
						with = append(with, other.Head.Text(text))
					}
				}
				with = append(with, fmt.Sprintf("%d in all", len(chain)))
			}
		}
		of := []string{}
		for j, other := range l {
			if j != i && other.Group == m.Group && other.Form != "third person pronoun" && len(of) < 3 {
				of = append(of, other.Head.Text(text))
			}
		}
		fmt.Fprintf(a.stdout, "%s:%d\t%s\t%s\tgold %s\tsystem %s\n", id, m.Head.Start, m.Form,
			plain.Text(around(text, m.Head)), strings.Join(of, ", "), strings.Join(with, ", "))
	}
}

// several are the chains of two mentions and more.
func several(chains evaluation.Clusters) evaluation.Clusters {
	return slices.DeleteFunc(slices.Clone(chains), func(c []string) bool { return len(c) < 2 })
}
