package main

import (
	"fmt"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/actor"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/format/conllu"
	"verbale.dev/verbale/lang"
)

type evalCoreferenceCommand struct {
	Gold  string   `required:"" placeholder:"FILE" help:"A treebank in CoNLL-U with Entity in MISC, as GUM has it."`
	Genre []string `placeholder:"NAME" help:"Only documents of these genres: news,interview."`
}

// Help says what is counted.
func (*evalCoreferenceCommand) Help() string {
	return `The raw text is read as anyone's; mentions agree where their head words do. Counted
are mentions of people and organisations: names and pronouns tied to the right chain
(one chain of ours cast for one of gold), and over chains of two and more the scores
of the CoNLL 2012 shared task (CEAF by the greedy mapping).`
}

// Run prints the scores.
func (c *evalCoreferenceCommand) Run(a *app) error {
	sentences, err := conllu.ReadFile(c.Gold)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	forms := []string{"name", "third person pronoun", "first and second"}
	analyzer := lang.NewAnalyzer()
	var scores evaluation.Coreference
	counts := map[string][3]int{}
	documents := 0
	for _, d := range evaluation.GoldDocuments(sentences) {
		if len(c.Genre) > 0 && !slices.Contains(c.Genre, d.Genre()) {
			continue
		}
		documents++
		gold := goldMentions(d.Sentences)
		doc := analyzer.Analyze(conllu.RawText(d.Sentences))
		goldChains, formOf := gold.clusters()
		systemChains := gold.system(doc)
		for _, form := range forms {
			mentions, found, right := evaluation.Tied(goldChains, systemChains, func(key string) bool { return formOf[key] == form })
			n := counts[form]
			counts[form] = [3]int{n[0] + mentions, n[1] + found, n[2] + right}
		}
		scores.Add(several(goldChains), several(systemChains))
	}
	w := newTable(a)
	fmt.Fprintf(w, "%s\tgold\tfound\tright\tof gold, in %%\tof found, in %%\t\n", plural(documents, "document"))
	for _, form := range forms {
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

// goldMention is a mention of gold by the bytes of its head word.
type goldMention struct {
	head  lang.Span
	group string
	kind  string
	form  string
}

type goldMentionList []goldMention

// goldMentions finds the mentions of a document in its raw text.
func goldMentions(sentences []*conllu.Sentence) goldMentionList {
	raw := conllu.RawText(sentences)
	var list goldMentionList
	at := 0
	for _, s := range sentences {
		spans := make([]lang.Span, len(s.Words))
		for i, word := range s.Words {
			// The words of a multiword token may be spelt otherwise than the text.
			if k := strings.Index(raw[at:], word.Form); k >= 0 && k < 24 {
				spans[i] = lang.Span{Start: at + k, End: at + k + len(word.Form)}
				at = spans[i].End
			} else {
				spans[i] = lang.Span{Start: at, End: at}
			}
		}
		for _, m := range s.Mentions() {
			form := "nominal"
			switch s.Words[m.Head].UPOS {
			case "PROPN":
				form = "name"
			case "PRON", "DET":
				form = "third person pronoun"
				if strings.Contains(s.Words[m.Head].Feats, "Person=1") || strings.Contains(s.Words[m.Head].Feats, "Person=2") {
					form = "first and second"
				}
			}
			list = append(list, goldMention{head: spans[m.Head], group: m.Group, kind: m.Type, form: form})
		}
	}
	return list
}

func (l goldMentionList) key(i int) string {
	return fmt.Sprintf("g%d-%d-%s", l[i].head.Start, l[i].head.End, l[i].group)
}

// clusters are gold's chains of people and organisations, and the form of each mention.
func (l goldMentionList) clusters() (evaluation.Clusters, map[string]string) {
	var chains evaluation.Clusters
	place := map[string]int{}
	forms := map[string]string{}
	for i, m := range l {
		if m.kind != "person" && m.kind != "organization" {
			continue
		}
		at, ok := place[m.group]
		if !ok {
			at = len(chains)
			place[m.group] = at
			chains = append(chains, nil)
		}
		chains[at] = append(chains[at], l.key(i))
		forms[l.key(i)] = m.form
	}
	return chains, forms
}

// system reads the document and names its mentions by gold's keys where their
// heads agree.
func (l goldMentionList) system(doc *lang.Document) evaluation.Clusters {
	r := actor.Find(doc, actor.Setting{}).Resolve(nil)
	chains := make(evaluation.Clusters, len(r.Actors))
	used := map[int]bool{}
	for k, m := range r.Mentions {
		if m.Chain < 0 {
			continue
		}
		head := doc.Tokens[m.Head].Span
		key, other := "", false
		for i, g := range l {
			if used[i] || !g.head.Overlaps(head) {
				continue
			}
			if g.kind != "person" && g.kind != "organization" {
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

// several are the chains of two mentions and more.
func several(chains evaluation.Clusters) evaluation.Clusters {
	return slices.DeleteFunc(slices.Clone(chains), func(c []string) bool { return len(c) < 2 })
}
