package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/gold"
)

// betweenLayers are the layers between reports that two annotations are compared on, in
// the order in which they are printed.
var betweenLayers = []struct {
	name   string
	fields []string
}{
	{"papers", []string{"kind", "by", "to", "on"}},
	{"transfers", []string{"step", "factuality", "from", "to", "on"}},
	{"events", []string{"type", "factuality", "background", "by", "to", "on"}},
	{"requests", []string{"kind", "by", "to", "due", "manner"}},
	{"answers", []string{"how", "by", "account"}},
	{"clauses", []string{"modality", "holder"}},
	{"invocations", []string{"stance", "by"}},
	{"expectations", []string{"by", "hands", "certainty", "due", "outcome"}},
}

// betweenAgreement prints how far two annotations agree on what lies between the reports
// that both hold. It prints nothing where neither has any of it.
func betweenAgreement(a *app, first, second *gold.Folder, common map[string]string) error {
	one, other := exchangeGold{folder: first}.layers(), exchangeGold{folder: second}.layers()
	if len(first.Relations) == 0 || len(second.Relations) == 0 {
		return nil
	}
	w := newTable(a)
	fmt.Fprintln(w, "\nbetween reports\tfirst\tsecond\tboth\tF1\t")
	var fields []string
	for _, layer := range betweenLayers {
		s := evaluation.ScoreLayer(common, one[layer.name], other[layer.name])
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%.1f\t\n", layer.name, s.Found.Gold, s.Found.System, s.Found.Correct, s.Found.F1())
		for _, field := range layer.fields {
			said := s.Fields[field]
			fields = append(fields, fmt.Sprintf("%s\t%s\t%d\t%d\t%d\t%.1f\t", layer.name, field, said.Gold, said.System, said.Correct, said.F1()))
		}
	}
	u := evaluation.ScoreUtterances(utterancesIn(first, common), nil, utterancesIn(second, common), nil)
	fmt.Fprintf(w, "pairs of tellings\t%d\t%d\t%d\t%.1f\t\n", u.Gold, u.System, u.Correct, u.F1())
	if err := w.Flush(); err != nil {
		return err
	}
	w = newTable(a)
	fmt.Fprintln(w, "\nof those in both\tfield\tfirst says\tsecond says\tthe same\tF1\t")
	for _, line := range fields {
		fmt.Fprintln(w, line)
	}
	return w.Flush()
}

// utterancesIn are the sure utterances of gold that these reports tell twice.
func utterancesIn(folder *gold.Folder, common map[string]string) [][]evaluation.Told {
	sure, _ := evaluation.GoldUtterances(folder)
	var kept [][]evaluation.Told
	for _, group := range sure {
		group = slices.DeleteFunc(group, func(t evaluation.Told) bool { _, ok := common[t.Document]; return !ok })
		if len(group) > 1 {
			kept = append(kept, group)
		}
	}
	return kept
}

// layers are the rows of gold between reports, by the names of betweenLayers. An actor
// stands for whom it speaks.
func (x exchangeGold) layers() map[string][]evaluation.LayerRow {
	rows := map[string][]evaluation.LayerRow{}
	add := func(layer string, r *gold.Relation, words []evaluation.ReportSpan, fields map[string]string) {
		if len(words) > 0 {
			rows[layer] = append(rows[layer], evaluation.LayerRow{
				Worded: evaluation.Worded{Words: words, Borderline: r.Has("borderline") || r.Has("doubtful")}, Fields: fields})
		}
	}
	links := func(layer, field, term string, r *gold.Relation) {
		for _, link := range r.LinksOf(field) {
			by, account := x.teller(&link)
			add(layer, r, x.spans(link.Evidence), map[string]string{term: link.Term, "by": x.who(by), "account": account})
		}
	}
	all := x.relations("request")
	for i := range x.folder.Relations {
		r := &x.folder.Relations[i]
		f := map[string]string{
			"factuality": r.Factuality, "on": r.Value("on"), "due": r.Value("due"), "manner": strings.Join(r.Values["manner"], ","),
			"by": x.who(r.Values["by"]), "to": x.who(r.Values["to"]), "from": x.who(r.Values["from"]), "holder": x.who(r.Values["holder"]),
			"hands": r.Value("hands"), "certainty": r.Value("certainty"), "outcome": r.Value("outcome"), "background": "",
		}
		if r.Has("background") {
			f["background"] = "background"
		}
		for _, term := range []string{"kind", "step", "type", "modality"} {
			f[term] = r.Term
		}
		switch r.Record {
		case "paper":
			add("papers", r, x.of(r, "seen"), f)
		case "transfer":
			add("transfers", r, x.of(r, "seen"), f)
		case "event":
			add("events", r, x.of(r, "told"), f)
		case "request":
			f["by"], f["to"] = x.who(x.inherited(all, r, "by")), x.who(x.inherited(all, r, "to"))
			add("requests", r, x.of(r, "what", "made"), f)
			links("answers", "answer", "how", r)
		case "clause":
			add("clauses", r, x.of(r, "what", "invoked"), f)
			links("invocations", "invoked", "stance", r)
		case "expectation":
			add("expectations", r, x.of(r, "what", "made"), f)
		}
	}
	return rows
}

// who is for whom actors speak, as one word; "" where there are none.
func (x exchangeGold) who(ids []string) string { return strings.Join(x.sides(ids), ",") }

// textsOf are the texts of reports by the last part of their names.
func textsOf(reports []*gold.Report) map[string]string {
	texts := map[string]string{}
	for _, r := range reports {
		texts[path.Base(r.Document)] = r.Text
	}
	return texts
}
