package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive/identity"
	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/gold"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/record/sqlite"
)

// ownExample stands before all figures that come of gold of our own.
const ownExample = "own example, not unseen text"

// evalGoldCommand checks gold, compares one annotation with another, and turns
// one form of gold into the other.
type evalGoldCommand struct {
	Check     string   `placeholder:"GOLD" help:"Check gold: anchors, ids, boundaries, dates."`
	Agreement string   `placeholder:"GOLD" help:"A second annotation, to be compared with the one of --gold."`
	Gold      string   `placeholder:"GOLD" help:"The annotation that --agreement is compared with."`
	Found     string   `enum:"cue,content" default:"cue" help:"What makes a statement of one annotation that of the other (cue, content)."`
	Errors    bool     `help:"Also everything on which the two annotations differ."`
	StandOff  string   `placeholder:"DIR" help:"Write the gold of a folder as offsets and names, without words of its texts."`
	WithTexts string   `placeholder:"FILE" help:"Write gold of the stand-off form as a folder of words again, with its texts."`
	Texts     []string `placeholder:"PATH" help:"Where the texts are that stand-off gold points into: files, folders, JSON Lines."`
	Output    string   `short:"o" placeholder:"PATH" help:"Where --stand-off and --with-texts write: a file, a folder."`
}

// Help says what is checked and how to use it.
func (*evalGoldCommand) Help() string {
	return `docs/gold.md defines the files and what is checked. GOLD is a folder of .gold files,
or a .jsonl file of the stand-off form, whose texts --texts has to find.

Examples:
  verbale eval --check examples/july-1914/gold
  verbale eval --agreement examples/july-1914/gold/second --gold examples/july-1914/gold
  verbale eval gold --stand-off work/gold -o training/gold/dev.jsonl
  verbale eval gold --with-texts training/gold/dev.jsonl --texts archive.jsonl.gz -o work/gold`
}

// Run checks, compares, rewrites, or says what there is to choose from.
func (c *evalGoldCommand) Run(a *app) error {
	switch {
	case c.Check != "" && c.Agreement == "":
		return checkGold(a, c.Check, c.Texts)
	case c.Agreement != "" && c.Gold != "":
		return c.agreement(a)
	case c.StandOff != "" && c.Output != "":
		return c.standOff(a)
	case c.WithTexts != "" && c.Output != "":
		return c.withTexts(a)
	}
	return fmt.Errorf(`what is to be measured? See "verbale eval --help": %w`, errUsage)
}

func checkGold(a *app, path string, texts []string) error {
	folder, faults, _, err := openGold(a, path, texts)
	if err != nil {
		return err
	}
	for _, f := range faults {
		fmt.Fprintln(a.stdout, plain.Text(f.String()))
	}
	statements, dates, mentions := 0, 0, 0
	for _, r := range folder.Reports {
		statements += len(r.Statements)
		dates += len(r.Dates)
		mentions += len(r.Mentions)
	}
	fmt.Fprintf(a.stdout, "%s, %s, %s, %s, %s across reports: %s\n",
		plural(len(folder.Reports), "report"), plural(statements, "statement"), plural(dates, "time expression"),
		plural(mentions, "mention"), plural(len(folder.Relations), "relation"), plural(len(faults), "fault"))
	if len(faults) > 0 {
		return errors.Join(errFaulty, errQuiet)
	}
	return nil
}

// standOff writes a folder of words without them.
func (c *evalGoldCommand) standOff(a *app) error {
	folder, _, err := readGold(a, c.StandOff, c.Texts)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := gold.WriteStandOff(&b, folder); err != nil {
		return err
	}
	if err := os.WriteFile(c.Output, b.Bytes(), 0o666); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%s without words in %s\n", plural(len(folder.Reports), "report"), plain.Text(c.Output))
	return err
}

// withTexts writes a folder of words.
func (c *evalGoldCommand) withTexts(a *app) error {
	folder, _, err := readGold(a, c.WithTexts, c.Texts)
	if err != nil {
		return err
	}
	if err := gold.WriteFolder(c.Output, folder); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%s in words in %s\n", plural(len(folder.Reports), "report"), plain.Text(c.Output))
	return err
}

// isStandOff reports whether a path is gold of the stand-off form, and not a
// folder of words.
func isStandOff(path string) bool { return strings.HasSuffix(path, ".jsonl") }

// openGold reads gold of either form with its faults. The paths are where the
// texts of the stand-off form are; the documents that hold them come by the
// hash of their texts, nil for a folder of words.
func openGold(a *app, path string, paths []string) (*gold.Folder, []gold.Fault, map[string]*verbale.Document, error) {
	if !isStandOff(path) {
		folder, faults, err := gold.Read(path)
		if err != nil {
			return nil, nil, nil, fmt.Errorf("%w: %w", errUsage, err)
		}
		return folder, faults, nil, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("%w: %w", errUsage, err)
	}
	wanted := map[string]bool{}
	for _, t := range gold.StandOffTexts(data) {
		wanted[t.SHA256] = true
	}
	documents, err := annotatedBy(a, wanted, paths)
	if err != nil {
		return nil, nil, nil, err
	}
	folder, faults := gold.ReadStandOff(path, data, func(_, sum string) (string, bool) {
		if d := documents[sum]; d != nil {
			return d.Text, true
		}
		return "", false
	})
	return folder, faults, documents, nil
}

// readGold reads gold that is to be measured by: it must be whole.
func readGold(a *app, path string, paths []string) (*gold.Folder, map[string]*verbale.Document, error) {
	folder, faults, documents, err := openGold(a, path, paths)
	if err != nil {
		return nil, nil, err
	}
	return folder, documents, whole(path, faults)
}

func whole(path string, faults []gold.Fault) error {
	if len(faults) == 0 {
		return nil
	}
	return fmt.Errorf("%w, the first of %d: %s; see verbale eval --check %s", errUsage, len(faults), faults[0], path)
}

// castOf casts the dossier's actors by their mentions.
func castOf(reports []measured) (*evaluation.Cast, evaluation.ActorScores) {
	var all []evaluation.MentionedReport
	for _, r := range reports {
		all = append(all, evaluation.MentionedReport{Gold: r.gold, System: r.reading.Mentions, Actors: r.reading.Mentioned})
	}
	return evaluation.Actors(all)
}

// sameAs judges actors by the cast, and those who are not in it by what the report
// calls them.
func sameAs(folder *gold.Folder, reports []measured, cast *evaluation.Cast) evaluation.SameActor {
	byDocument := make(map[string]measured, len(reports))
	for _, r := range reports {
		byDocument[r.gold.Document] = r
	}
	return func(document string, g, s verbale.ActorRef) bool {
		if id, ok := cast.Gold(s.ID); ok {
			return id == g.ID
		}
		r, ok := byDocument[document]
		if !ok {
			return false
		}
		actor := folder.Actor(r.gold, g.ID)
		return actor != nil && evaluation.SameByNames(
			evaluation.Called{Type: actor.Type, Name: actor.Name, Names: actor.Names, Absent: !strings.Contains(r.gold.Text, actor.Name)},
			evaluation.Called{Type: s.Type, Name: s.Name, Names: calledIn(r.reading, s.ID)})
	}
}

// calledIn lists the words by which a report names an actor.
func calledIn(r *sqlite.Reading, id string) []string {
	var names []string
	for i := range r.Mentions {
		if m := &r.Mentions[i]; m.Chain >= 0 && r.Mentioned[m.Chain] == id && m.Form == verbale.Named && !slices.Contains(names, m.Text) {
			names = append(names, m.Text)
		}
	}
	return names
}

// statementsOf returns the rows of a reading that nobody has struck.
func statementsOf(r *sqlite.Reading) []verbale.Statement {
	var rows []verbale.Statement
	for _, s := range r.Statements {
		if s.Status != verbale.Struck {
			rows = append(rows, *s)
		}
	}
	return rows
}

// agreement prints how far two annotations agree on the reports that both hold.
func (c *evalGoldCommand) agreement(a *app) error {
	first, _, err := readGold(a, c.Gold, c.Texts)
	if err != nil {
		return err
	}
	second, _, err := readGold(a, c.Agreement, c.Texts)
	if err != nil {
		return err
	}
	var statements evaluation.StatementScores
	var dates evaluation.TimexScores
	common := 0
	var both []*gold.Report
	for _, s := range second.Reports {
		at := slices.IndexFunc(first.Reports, func(r *gold.Report) bool { return r.Text == s.Text })
		if at < 0 {
			continue
		}
		common++
		f := first.Reports[at]
		both = append(both, f)
		same := sameLabel(first, f, second, s)
		pairs := evaluation.PairStatementsBy(evaluation.FoundBy(c.Found), f.Statements, s.Statements)
		evaluation.MarkBorderline(pairs, f.Borderline)
		scores := evaluation.ScoreStatements(pairs, same)
		statements.Add(&scores)
		doc := evaluation.GoldDates(f)
		timexes := evaluation.PairTimexes(doc, s.Dates)
		dates.Add(evaluation.ScoreTimexes(timexes))
		if c.Errors {
			statementErrors(a, s.Key, pairs, same)
			if err := timexErrors(a, s.Key, doc, timexes); err != nil {
				return err
			}
		}
	}
	if common == 0 {
		return fmt.Errorf("%s and %s annotate no report in common: %w", c.Gold, c.Agreement, errUsage)
	}
	fmt.Fprintf(a.stdout, "agreement of two annotations of %s; gold is the first, system the second\n\n", plural(common, "report"))
	if statements != (evaluation.StatementScores{}) {
		if err := statementTables(a, &statements); err != nil {
			return err
		}
		fmt.Fprintln(a.stdout)
		if err := dateTable(a, &dates); err != nil {
			return err
		}
	}
	return betweenAgreement(a, first, second, textsOf(both))
}

// sameLabel judges actors of two annotations: by id where both take it from the
// list of actors, else two that only their report knows are one where any
// string names both.
func sameLabel(first *gold.Folder, f *gold.Report, second *gold.Folder, s *gold.Report) evaluation.SameActor {
	return func(_ string, g, h verbale.ActorRef) bool {
		if first.Actor(nil, g.ID) != nil || second.Actor(nil, h.ID) != nil {
			return g.ID == h.ID
		}
		one, other := first.Actor(f, g.ID), second.Actor(s, h.ID)
		return one != nil && other != nil && slices.ContainsFunc(one.Names, func(name string) bool {
			return slices.ContainsFunc(other.Names, func(n string) bool { return identity.Fold(n) == identity.Fold(name) })
		})
	}
}

func newTable(a *app) *tabwriter.Writer {
	return tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
}
