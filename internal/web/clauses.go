package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
)

// ClausesData is what is argued over: rights, obligations, bans, principles, guarantees.
type ClausesData struct {
	Clauses []*verbale.Clause `json:"clauses" doc:"Those that are voiced most first, each whole before its parts, doubtful ones too."`
}

type clausesAsked struct {
	Modality string `query:"modality" enum:"right,obligation,prohibition,principle,guarantee" doc:"Those of this modality alone."`
}

// clausesView is the page of clauses.
type clausesView struct {
	Sides   []verbale.ActorRef // of the table
	Rows    []clauseRow
	Perhaps []clauseRow
	Chosen  string
	Choices []choice
	Foot    foot
}

// choice is a value by which a list can be narrowed down.
type choice struct {
	Label, Address string
	Count          int
	Chosen         bool
}

// clauseRow is a clause with what each side says of it.
type clauseRow struct {
	*verbale.Clause
	Part   bool
	Cells  []clauseCell
	Voices []clauseVoice
	Silent []verbale.ClauseSide
	Papers []PaperRef
}

// clauseCell is how often a side voices a clause.
type clauseCell struct {
	Own, Ascribed int
	Note          string
	Said          int // own statements of that side in the dossier
}

// clauseVoice is what one side says of a clause.
type clauseVoice struct {
	Name  string
	Tag   int
	Lines []verbale.Invocation
}

func modalityOf(values url.Values) (verbale.Modality, error) {
	m := verbale.Modality(values.Get("modality"))
	if m != "" && !slices.Contains(verbale.Modalities, m) {
		return "", fmt.Errorf("%w: modality %q is none of %s", ErrQuery, m, strings.Join(query.Strings(verbale.Modalities), ", "))
	}
	return m, nil
}

// clausesOf are the clauses of a modality, of all where it is "".
func (b *between) clausesOf(m verbale.Modality, doubtful bool) []*verbale.Clause {
	list := []*verbale.Clause{}
	for _, c := range b.clauses {
		if (m == "" || c.Modality == m) && (doubtful || !c.Doubtful) {
			list = append(list, c)
		}
	}
	return list
}

func clausesAddress(m verbale.Modality) func(string) string {
	return func(path string) string {
		if m == "" {
			return path
		}
		return path + "?modality=" + url.QueryEscape(string(m))
	}
}

func modalityFlags(m verbale.Modality) []string {
	if m == "" {
		return nil
	}
	return []string{"--modality=" + string(m)}
}

func (s *Server) clausesData(ctx context.Context, c *catalogue, modality string) (*ClausesData, error) {
	b, err := s.between(ctx, c)
	if err != nil {
		return nil, err
	}
	return &ClausesData{Clauses: b.clausesOf(verbale.Modality(modality), true)}, nil
}

func (s *Server) serveClauses(w http.ResponseWriter, r *http.Request) {
	m, err := modalityOf(r.URL.Query())
	if err != nil {
		s.fault(w, r, err)
		return
	}
	v := clausesView{Chosen: string(m)}
	if err := s.ask(r.Context(), func(c *catalogue) error {
		b, err := s.between(r.Context(), c)
		if err != nil {
			return err
		}
		papers, err := s.paperNames(r.Context())
		if err != nil {
			return err
		}
		v.lay(c, b, m, papers)
		return nil
	}); err != nil {
		s.fault(w, r, err)
		return
	}
	v.Foot = footOf("clauses", clausesAddress(m), "verbale clauses", modalityFlags(m))
	s.show(w, r, "clauses", http.StatusOK, view{Title: "Clauses", Active: "clauses", Wide: true, JSON: clausesAddress(m)("/clauses.json"), Data: v})
}

// sidesMost is how many sides the table of clauses has at most.
const sidesMost = 6

func (v *clausesView) lay(c *catalogue, b *between, m verbale.Modality, papers map[string]string) {
	all := b.clausesOf("", false)
	v.Sides = voicing(all)
	for _, of := range append([]verbale.Modality{""}, verbale.Modalities...) {
		if n := len(b.clausesOf(of, false)); n > 0 || of == m {
			v.Choices = append(v.Choices, choice{Label: string(of), Address: clausesAddress(of)("/clauses"), Count: n, Chosen: of == m})
		}
	}
	for _, clause := range b.clausesOf(m, true) {
		row := c.clauseRow(clause, v.Sides)
		for _, id := range clause.Of {
			if papers[id] != "" {
				row.Papers = append(row.Papers, PaperRef{id, papers[id]})
			}
		}
		if clause.Doubtful {
			v.Perhaps = append(v.Perhaps, row)
		} else {
			v.Rows = append(v.Rows, row)
		}
	}
}

// voicing are the sides that voice clauses, those with most invocations first.
func voicing(clauses []*verbale.Clause) []verbale.ActorRef {
	counts := map[string]int{}
	var sides []verbale.ActorRef
	for _, c := range clauses {
		for _, s := range c.Sides {
			if counts[s.Side.ID] == 0 && !slices.ContainsFunc(sides, func(a verbale.ActorRef) bool { return a.ID == s.Side.ID }) {
				sides = append(sides, s.Side)
			}
			counts[s.Side.ID] += s.Own + s.Ascribed
		}
	}
	slices.SortStableFunc(sides, func(a, b verbale.ActorRef) int { return counts[b.ID] - counts[a.ID] })
	return sides[:min(sidesMost, len(sides))]
}

func (c *catalogue) clauseRow(clause *verbale.Clause, sides []verbale.ActorRef) clauseRow {
	row := clauseRow{Clause: clause, Part: clause.PartOf != nil}
	for _, side := range sides {
		cell := clauseCell{}
		if i := slices.IndexFunc(clause.Sides, func(s verbale.ClauseSide) bool { return s.Side.ID == side.ID }); i >= 0 {
			told := clause.Sides[i]
			cell = clauseCell{Own: told.Own, Ascribed: told.Ascribed, Said: told.OwnStatements}
			if told.Note != nil {
				cell.Note = *told.Note
			}
		}
		row.Cells = append(row.Cells, cell)
	}
	for _, told := range clause.Sides {
		if told.Note != nil {
			row.Silent = append(row.Silent, told)
		}
	}
	for i := range clause.Invocations {
		said := clause.Invocations[i]
		name, tag := "nobody named", 0
		if said.By != nil {
			name, tag = c.sideName(*said.By), c.tagOf(said.By.ID)
		}
		at := slices.IndexFunc(row.Voices, func(v clauseVoice) bool { return v.Name == name })
		if at < 0 {
			at = len(row.Voices)
			row.Voices = append(row.Voices, clauseVoice{Name: name, Tag: tag})
		}
		if !slices.ContainsFunc(row.Voices[at].Lines, func(other verbale.Invocation) bool { return saysTheSame(&other, &said) }) {
			row.Voices[at].Lines = append(row.Voices[at].Lines, said)
		}
	}
	return row
}

// stances say what somebody does with a clause that he voices.
var stances = map[verbale.Stance]string{
	verbale.ClaimsIt: "claims it", verbale.AcknowledgesOf: "acknowledges it", verbale.AccusesBreach: "says that another breaks it",
	verbale.DeniesClause: "denies it", verbale.LimitsIt: "limits it",
}

// saysTheSame reports whether two invocations would be the same line twice: the same
// words of one report, for the same end, by the same actor.
func saysTheSame(a, b *verbale.Invocation) bool {
	return a.Stance == b.Stance && a.Account == b.Account && (a.By == nil) == (b.By == nil) && (a.By == nil || a.By.ID == b.By.ID) &&
		len(a.Evidence) > 0 && len(b.Evidence) > 0 && a.Evidence[0].Document == b.Evidence[0].Document && a.Evidence[0].Text == b.Evidence[0].Text
}
