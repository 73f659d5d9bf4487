package main

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/clause"
	"verbale.dev/verbale/internal/derive/expectation"
	"verbale.dev/verbale/internal/derive/request"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/gold"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
)

type evalExchangeCommand struct {
	goldInput
	From []int `default:"0,600,700,750,800,850" placeholder:"N" help:"Confidences, per mille, from which rows are counted: a line each."`
}

// Help says how the figures come about.
func (*evalExchangeCommand) Help() string {
	return `A row is found where half of the words of the shorter of the two is shared, one to
one: what is wanted of requests, the evidence of answers. Kind, who, to whom, due day
and how are compared among those found, persons counting as those for whom they speak; a
field that may be left out is counted as told by gold, given by Verbale, and right.
Pieces are rows that share half of their words with a row of gold that another row is
found for: what gold has as one, Verbale has in several. They count as false.
Charges are in no gold of ours yet and are left out. What gold marks as borderline or
doubtful counts on neither side. A line a confidence is the curve of precision and
recall.

Example:
  verbale eval exchange --gold examples/july-1914/gold`
}

// Run prints the curves.
func (c *evalExchangeCommand) Run(a *app) error {
	folder, documents, err := c.documents(a)
	if err != nil {
		return err
	}
	x := exchangeGold{folder: folder, texts: map[string]string{}, names: map[string]string{}}
	var rows []*verbale.Request
	var expected []*verbale.Expectation
	var clauses []*verbale.Clause
	if err := c.within(a, folder, documents, func(d *sqlite.Dossier) error {
		for _, r := range folder.Reports {
			x.names[documents[textHash(r.Text)].Name] = path.Base(r.Document)
			x.texts[path.Base(r.Document)] = r.Text
		}
		if err := d.Expectations(a.ctx, query.Expectations{Doubtful: true}, func(e *verbale.Expectation) error {
			expected = append(expected, e)
			return nil
		}); err != nil {
			return err
		}
		if err := d.Clauses(a.ctx, query.Clauses{Doubtful: true}, func(c *verbale.Clause) error {
			clauses = append(clauses, c)
			return nil
		}); err != nil {
			return err
		}
		return d.Exchange(a.ctx, query.Exchange{Doubtful: true}, func(r *verbale.Request) error {
			if r.Kind != verbale.RequestCharge {
				rows = append(rows, r)
			}
			return nil
		})
	}); err != nil {
		return err
	}
	if err := x.requests(a, c, rows); err != nil {
		return err
	}
	if err := x.answers(a, c, rows); err != nil {
		return err
	}
	if err := x.expectations(a, c, expected); err != nil {
		return err
	}
	if err := x.clauses(a, c, clauses); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "\nShown are requests and answers from %d, expectations from %d, clauses from %d.\n", request.Sure, expectation.Sure, clause.Sure)
	return err
}

// exchangeGold is gold of what lies between reports with the texts by their names.
type exchangeGold struct {
	folder *gold.Folder
	texts  map[string]string
	names  map[string]string // of the documents in the dossier to those of gold
}

// spans are where evidence of gold stands.
func (x *exchangeGold) spans(e gold.Evidence) []evaluation.ReportSpan {
	if e.Words != nil {
		return []evaluation.ReportSpan{{Report: path.Base(e.Words.Document), Span: e.Words.Span}}
	}
	var all []evaluation.ReportSpan
	for _, r := range x.folder.Reports {
		for i := range r.Statements {
			if s := &r.Statements[i]; s.ID == e.Statement {
				for _, content := range s.Content {
					all = append(all, evaluation.ReportSpan{Report: path.Base(r.Document), Span: content.Span})
				}
			}
		}
	}
	return all
}

// of are the spans of the evidence of a field, or of another where there is none.
func (x *exchangeGold) of(r *gold.Relation, fields ...string) []evaluation.ReportSpan {
	for _, field := range fields {
		var all []evaluation.ReportSpan
		for _, link := range r.LinksOf(field) {
			all = append(all, x.spans(link.Evidence)...)
		}
		if len(all) > 0 {
			return all
		}
	}
	return nil
}

func (x *exchangeGold) located(list []verbale.Located) []evaluation.ReportSpan {
	all := make([]evaluation.ReportSpan, len(list))
	for i, e := range list {
		all[i] = evaluation.ReportSpan{Report: x.names[e.Document], Span: e.Span}
	}
	return all
}

// relations are those of a kind that are measured by words.
func (x *exchangeGold) relations(record string) []*gold.Relation {
	var all []*gold.Relation
	for i := range x.folder.Relations {
		if r := &x.folder.Relations[i]; r.Record == record {
			all = append(all, r)
		}
	}
	return all
}

// sides are for whom the actors of gold speak, sorted.
func (x *exchangeGold) sides(ids []string) []string {
	var all []string
	for _, id := range ids {
		i := slices.IndexFunc(x.folder.Actors, func(a gold.Actor) bool { return a.ID == id })
		if i >= 0 && len(x.folder.Actors[i].Sides) > 0 {
			all = append(all, x.folder.Actors[i].Sides...)
		} else {
			all = append(all, id)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// goldIDs are the actors of gold that have the names of actors of a row.
func (x *exchangeGold) goldIDs(actors []verbale.ActorRef) []string {
	ids := make([]string, len(actors))
	for k, actor := range actors {
		ids[k] = actor.Name
		for _, g := range x.folder.Actors {
			if strings.EqualFold(g.Name, actor.Name) || slices.ContainsFunc(g.Names, func(n string) bool { return strings.EqualFold(n, actor.Name) }) {
				ids[k] = g.ID
				break
			}
		}
	}
	return ids
}

func (x *exchangeGold) same(gold []string, actors []verbale.ActorRef) bool {
	return slices.Equal(x.sides(gold), x.sides(x.goldIDs(actors)))
}

// shownFrom is a confidence as it stands at the head of a line, marked where rows are shown
// from it.
func shownFrom(from, sure int) string {
	if from == sure {
		return fmt.Sprintf("shown %d", from)
	}
	return fmt.Sprint(from)
}

// countTold counts a field that gold, the system or both may leave out.
func countTold(s *evaluation.Score, gold, system bool, right bool) {
	if gold {
		s.Gold++
	}
	if system {
		s.System++
	}
	if gold && right {
		s.Correct++
	}
}

func count(s *evaluation.Score, right bool) {
	s.Gold++
	s.System++
	if right {
		s.Correct++
	}
}

func (x *exchangeGold) requests(a *app, c *evalExchangeCommand, rows []*verbale.Request) error {
	relations := x.relations("request")
	wanted := make([]evaluation.Worded, len(relations))
	for i, r := range relations {
		wanted[i] = evaluation.Worded{Words: x.of(r, "what", "made"), Borderline: r.Has("borderline") || r.Has("doubtful")}
	}
	w := newTable(a)
	fmt.Fprint(w, "requests from\tgold\tsystem\tpieces\tprecision\trecall\tF1\tkind\tby\tto\tdue told\tgiven\tright\tmanner told\tgiven\tright\t\n")
	for n, from := range c.From {
		var sure []*verbale.Request
		var system []evaluation.Worded
		for _, r := range rows {
			if r.Confidence >= from {
				sure, system = append(sure, r), append(system, evaluation.Worded{Words: x.located(r.What)})
			}
		}
		paired := evaluation.PairWorded(x.texts, wanted, system)
		found := evaluation.FoundOf(wanted, system, paired)
		var kind, by, to, due, manner evaluation.Score
		for g, s := range paired {
			if s < 0 || wanted[g].Borderline {
				continue
			}
			count(&kind, relations[g].Term == string(sure[s].Kind))
			if wants := x.inherited(relations, relations[g], "to"); c.Errors && from == request.Sure && !x.same(wants, sure[s].To) {
				fmt.Fprintf(a.stdout, "differs request\tto %s, gold %s\t%s\n", plain.Text(strings.Join(x.goldIDs(sure[s].To), ",")), strings.Join(wants, ","), plain.Text(sure[s].What[0].Text))
			}
			count(&by, x.same(x.inherited(relations, relations[g], "by"), sure[s].By))
			count(&to, x.same(x.inherited(relations, relations[g], "to"), sure[s].To))
			day := relations[g].Value("due")
			countTold(&due, day != "", sure[s].Due != nil, sure[s].Due != nil && sure[s].Due.Value == day)
			how := mannersOf(sure[s])
			wantedSo := slices.Sorted(slices.Values(relations[g].Values["manner"]))
			countTold(&manner, len(wantedSo) > 0, len(how) > 0, slices.Equal(wantedSo, how))
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%d\t%d\t%d\t%d\t%d\t%d\t\n", shownFrom(from, request.Sure), found.Gold, found.System,
			evaluation.Pieces(x.texts, wanted, system, paired), found.Precision(), found.Recall(), found.F1(),
			kind.Precision(), by.Precision(), to.Precision(), due.Gold, due.System, due.Correct, manner.Gold, manner.System, manner.Correct)
		if c.Errors && (from == request.Sure || n == len(c.From)-1 && !slices.Contains(c.From, request.Sure)) {
			x.errors(a, "request", wanted, paired, system)
		}
	}
	return w.Flush()
}

// mannersOf are the manners in which an answer is wanted, sorted as gold has them.
func mannersOf(r *verbale.Request) []string {
	values := make([]string, 0, len(r.Manner))
	for _, m := range r.Manner {
		values = append(values, m.Value)
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// inherited is a field of a relation, or of the whole that it is a part of.
func (x *exchangeGold) inherited(all []*gold.Relation, r *gold.Relation, field string) []string {
	if values := r.Values[field]; len(values) > 0 {
		return values
	}
	whole := r.Value("part_of")
	for _, other := range all {
		if other.ID == whole && whole != "" {
			return other.Values[field]
		}
	}
	return nil
}

// teller is who answers or voices something in gold, and by whose account: what its
// evidence says beside, else the statement that is the evidence.
func (x *exchangeGold) teller(link *gold.Link) (by []string, account string) {
	if named := link.Options["by"]; named != "" {
		by = strings.Split(named, ",")
	}
	account = link.Options["account"]
	for _, r := range x.folder.Reports {
		for i := range r.Statements {
			s := &r.Statements[i]
			if s.ID != link.Statement {
				continue
			}
			if by == nil {
				for _, speaker := range s.Speakers {
					by = append(by, speaker.ID)
				}
			}
			account = cmp.Or(account, string(s.Account))
		}
	}
	return by, account
}

// by counts who answers or voices something.
func (x *exchangeGold) by(s *evaluation.Score, gold []string, given []verbale.ActorRef) {
	countTold(s, len(gold) > 0, len(given) > 0, x.same(gold, given))
}

func (x *exchangeGold) answers(a *app, c *evalExchangeCommand, rows []*verbale.Request) error {
	var wanted []evaluation.Worded
	var links []gold.Link
	for _, r := range x.relations("request") {
		for _, link := range r.LinksOf("answer") {
			wanted = append(wanted, evaluation.Worded{Words: x.spans(link.Evidence), Borderline: r.Has("borderline") || r.Has("doubtful")})
			links = append(links, link)
		}
	}
	w := newTable(a)
	fmt.Fprint(w, "\nanswers from\tgold\tsystem\tprecision\trecall\tF1\thow\tby told\tgiven\tright\taccount told\tgiven\tright\t\n")
	for n, from := range c.From {
		var system []evaluation.Worded
		var answers []*verbale.Answer
		for _, r := range rows {
			for i := range r.Answers {
				if answer := &r.Answers[i]; min(answer.Confidence, r.Confidence) >= from {
					system, answers = append(system, evaluation.Worded{Words: x.located(answer.Evidence)}), append(answers, answer)
				}
			}
		}
		paired := evaluation.PairWorded(x.texts, wanted, system)
		found := evaluation.FoundOf(wanted, system, paired)
		var how, by, account evaluation.Score
		for g, s := range paired {
			if s >= 0 && !wanted[g].Borderline {
				count(&how, links[g].Term == string(answers[s].How))
				whoever, whose := x.teller(&links[g])
				x.by(&by, whoever, answers[s].By)
				countTold(&account, whose != "", answers[s].Account != "", whose == string(answers[s].Account))
			}
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t%.1f\t%.1f\t%.1f\t%d\t%d\t%d\t%d\t%d\t%d\t\n", shownFrom(from, request.Sure), found.Gold, found.System, found.Precision(), found.Recall(), found.F1(),
			how.Precision(), by.Gold, by.System, by.Correct, account.Gold, account.System, account.Correct)
		if c.Errors && (from == request.Sure || n == len(c.From)-1 && !slices.Contains(c.From, request.Sure)) {
			x.errors(a, "answer", wanted, paired, system)
		}
	}
	return w.Flush()
}

func (x *exchangeGold) expectations(a *app, c *evalExchangeCommand, rows []*verbale.Expectation) error {
	relations := x.relations("expectation")
	wanted := make([]evaluation.Worded, len(relations))
	for i, r := range relations {
		wanted[i] = evaluation.Worded{Words: x.of(r, "what", "made"), Borderline: r.Has("borderline") || r.Has("doubtful")}
	}
	w := newTable(a)
	fmt.Fprint(w, "\nexpectations from\tgold\tsystem\tpieces\tprecision\trecall\tF1\tby told\tgiven\tright\thands\tcertainty told\tright\tdue told\tgiven\tright\toutcomes told\tverdicts\tright\t\n")
	for n, from := range c.From {
		var sure []*verbale.Expectation
		var system []evaluation.Worded
		for _, e := range rows {
			if e.Confidence >= from {
				sure, system = append(sure, e), append(system, evaluation.Worded{Words: x.located(e.What)})
			}
		}
		paired := evaluation.PairWorded(x.texts, wanted, system)
		found := evaluation.FoundOf(wanted, system, paired)
		var by, hands, certainty, due, verdicts evaluation.Score
		for i, r := range relations {
			if outcome := r.Value("outcome"); outcome != "" && outcome != string(verbale.OpenYet) && !wanted[i].Borderline {
				verdicts.Gold++
			}
		}
		for g, s := range paired {
			if s < 0 || wanted[g].Borderline {
				continue
			}
			countTold(&by, len(relations[g].Values["by"]) > 0, len(sure[s].By) > 0, x.same(relations[g].Values["by"], sure[s].By))
			count(&hands, relations[g].Value("hands") == string(sure[s].Hands))
			if c.Errors && from == expectation.Sure && relations[g].Value("hands") != string(sure[s].Hands) {
				fmt.Fprintf(a.stdout, "differs expectation\thands %s, gold %s\t%s\n", sure[s].Hands, relations[g].Value("hands"), plain.Text(sure[s].What[0].Text))
			}
			countTold(&certainty, relations[g].Value("certainty") != "", sure[s].Certainty != "", relations[g].Value("certainty") == string(sure[s].Certainty))
			day := relations[g].Value("due")
			countTold(&due, day != "", sure[s].Due != nil, sure[s].Due != nil && sure[s].Due.Value == day)
		}
		for s, e := range sure {
			if e.Outcome != verbale.OpenYet {
				verdicts.System++
				if g := slices.Index(paired, s); g >= 0 && relations[g].Value("outcome") == string(e.Outcome) {
					verdicts.Correct++
				}
			}
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%.1f\t%.1f\t%.1f\t%d\t%d\t%d\t%.1f\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t\n", shownFrom(from, expectation.Sure), found.Gold, found.System,
			evaluation.Pieces(x.texts, wanted, system, paired), found.Precision(), found.Recall(), found.F1(), by.Gold, by.System, by.Correct,
			hands.Precision(), certainty.Gold, certainty.Correct, due.Gold, due.System, due.Correct, verdicts.Gold, verdicts.System, verdicts.Correct)
		if c.Errors && (from == expectation.Sure || n == len(c.From)-1 && !slices.Contains(c.From, expectation.Sure)) {
			x.errors(a, "expectation", wanted, paired, system)
		}
	}
	return w.Flush()
}

func (x *exchangeGold) clauses(a *app, c *evalExchangeCommand, rows []*verbale.Clause) error {
	relations := x.relations("clause")
	var wanted, voiced []evaluation.Worded
	var links []gold.Link
	var modalities []string
	for _, r := range relations {
		left := r.Has("borderline") || r.Has("doubtful")
		if words := x.of(r, "what", "invoked"); len(words) > 0 {
			wanted, modalities = append(wanted, evaluation.Worded{Words: words, Borderline: left}), append(modalities, r.Term)
		}
		for _, link := range r.LinksOf("invoked") {
			voiced, links = append(voiced, evaluation.Worded{Words: x.spans(link.Evidence), Borderline: left}), append(links, link)
		}
	}
	w := newTable(a)
	fmt.Fprint(w, "\nclauses from\tgold\tsystem\tpieces\tprecision\trecall\tF1\tmodality\tinvocations\tsystem\tprecision\trecall\tF1\tstance\tby told\tgiven\tright\t\n")
	for n, from := range c.From {
		var system, spoken []evaluation.Worded
		var sure []*verbale.Clause
		var invocations []*verbale.Invocation
		for _, row := range rows {
			if row.Confidence < from {
				continue
			}
			sure, system = append(sure, row), append(system, evaluation.Worded{Words: x.located(row.What)})
			for i := range row.Invocations {
				v := &row.Invocations[i]
				spoken, invocations = append(spoken, evaluation.Worded{Words: x.located(v.Evidence)}), append(invocations, v)
			}
		}
		paired := evaluation.PairWorded(x.texts, wanted, system)
		found := evaluation.FoundOf(wanted, system, paired)
		with := evaluation.PairWorded(x.texts, voiced, spoken)
		said := evaluation.FoundOf(voiced, spoken, with)
		var modality, stance, by evaluation.Score
		for g, s := range paired {
			if s >= 0 && !wanted[g].Borderline {
				count(&modality, modalities[g] == string(sure[s].Modality))
			}
		}
		for g, s := range with {
			if s >= 0 && !voiced[g].Borderline {
				count(&stance, links[g].Term == string(invocations[s].Stance))
				var given []verbale.ActorRef
				if invocations[s].By != nil {
					given = append(given, *invocations[s].By)
				}
				whoever, _ := x.teller(&links[g])
				x.by(&by, whoever, given)
			}
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%.1f\t%.1f\t%.1f\t%.1f\t%d\t%d\t%.1f\t%.1f\t%.1f\t%.1f\t%d\t%d\t%d\t\n", shownFrom(from, clause.Sure), found.Gold, found.System,
			evaluation.Pieces(x.texts, wanted, system, paired), found.Precision(), found.Recall(), found.F1(), modality.Precision(),
			said.Gold, said.System, said.Precision(), said.Recall(), said.F1(), stance.Precision(), by.Gold, by.System, by.Correct)
		if c.Errors && (from == clause.Sure || n == len(c.From)-1 && !slices.Contains(c.From, clause.Sure)) {
			x.errors(a, "clause", wanted, paired, system)
		}
	}
	return w.Flush()
}

// errors prints what gold has and Verbale has not, and the other way round.
func (x *exchangeGold) errors(a *app, name string, wanted []evaluation.Worded, paired []int, system []evaluation.Worded) {
	words := func(row evaluation.Worded) string {
		var pieces []string
		for _, s := range row.Words {
			pieces = append(pieces, s.Report[:min(2, len(s.Report))]+" "+x.texts[s.Report][s.Start:s.End])
		}
		return plain.Text(strings.Join(pieces, " | "))
	}
	for g := range wanted {
		if paired[g] < 0 && !wanted[g].Borderline {
			fmt.Fprintf(a.stdout, "missed %s\t%s\n", name, words(wanted[g]))
		}
	}
	for s := range system {
		if !slices.Contains(paired, s) {
			fmt.Fprintf(a.stdout, "false %s\t%s\n", name, words(system[s]))
		}
	}
}
