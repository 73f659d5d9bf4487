package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export/sheet"
)

// PaperLine is a paper in the list of papers.
type PaperLine struct {
	Number   int                `json:"number" doc:"Its number in the list; 0 of one that is doubtful."`
	Paper    verbale.PaperRow   `json:"paper"`
	Steps    []verbale.Transfer `json:"steps" doc:"Its steps, in order of day."`
	Answered *int               `json:"answered" doc:"The number of the paper that it answers; null where there is none in the list."`
}

// PapersData is the list of papers: what the parties made or argue over.
type PapersData struct {
	Moved   []PaperLine `json:"moved" doc:"Those of which a step is told, by the day of the first."`
	Argued  []PaperLine `json:"argued" doc:"The others, by their own day."`
	Perhaps []PaperLine `json:"perhaps" doc:"Those that may be none, or not told apart rightly."`
}

// PaperData is one paper.
type PaperData struct {
	Line     PaperLine   `json:"line"`
	Answered *PaperRef   `json:"answered" doc:"The paper that it answers; null where there is none."`
	Answers  []PaperRef  `json:"answers" doc:"The papers that answer it."`
	Trail    []trailLine `json:"-"`
}

// PaperRef names a paper.
type PaperRef struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// trailLine is a step of a paper as its page shows it.
type trailLine struct {
	verbale.Transfer
	Days, Hands string
}

type paperAsked struct {
	ID string `query:"id" required:"true" maxLength:"128" doc:"The paper's id, or one that it had before."`
}

// allPapers lists the papers of the dossier, all of them, with their lines.
func (s *Server) allPapers(ctx context.Context) (*PapersData, error) {
	data := &PapersData{Moved: []PaperLine{}, Argued: []PaperLine{}, Perhaps: []PaperLine{}}
	type row struct {
		paper *verbale.PaperRow
		steps []*verbale.Transfer
	}
	var rows []row
	numbers := map[string]int{}
	if err := s.store.Papers(ctx, "", func(p *verbale.PaperRow, steps []*verbale.Transfer) error {
		rows = append(rows, row{p, steps})
		if !p.Doubtful {
			numbers[p.ID] = len(numbers) + 1
		}
		return nil
	}); err != nil {
		return nil, err
	}
	for _, r := range rows {
		line := PaperLine{Number: numbers[r.paper.ID], Paper: *r.paper, Steps: []verbale.Transfer{}}
		answered := 0
		if r.paper.Answers != nil {
			if answered = numbers[*r.paper.Answers]; answered > 0 {
				line.Answered = &answered
			}
		}
		for _, t := range r.steps {
			line.Steps = append(line.Steps, *t)
		}
		shown := sheet.NewPaper(r.paper, line.Number, answered, r.steps)
		switch {
		case r.paper.Doubtful:
			data.Perhaps = append(data.Perhaps, line)
		case sheet.Papers.Heading(shown) == sheet.Moved:
			data.Moved = append(data.Moved, line)
		default:
			data.Argued = append(data.Argued, line)
		}
	}
	return data, nil
}

// paperData is one paper, with those that it answers and that answer it.
func (s *Server) paperData(ctx context.Context, id string) (*PaperData, error) {
	all, err := s.allPapers(ctx)
	if err != nil {
		return nil, err
	}
	found := ""
	if err := s.store.Papers(ctx, id, func(p *verbale.PaperRow, _ []*verbale.Transfer) error { found = p.ID; return nil }); err != nil {
		return nil, err
	}
	data := &PaperData{Answers: []PaperRef{}}
	lines := slices.Concat(all.Moved, all.Argued, all.Perhaps)
	at := slices.IndexFunc(lines, func(l PaperLine) bool { return l.Paper.ID == found })
	if found == "" || at < 0 {
		return nil, ErrNotFound
	}
	data.Line = lines[at]
	for i := range lines {
		ref := PaperRef{lines[i].Paper.ID, lines[i].Paper.Name}
		if answers := lines[i].Paper.Answers; answers != nil && *answers == found {
			data.Answers = append(data.Answers, ref)
		}
		if answers := data.Line.Paper.Answers; answers != nil && *answers == ref.ID {
			data.Answered = &ref
		}
	}
	for i := range data.Line.Steps {
		t := &data.Line.Steps[i]
		line := trailLine{Transfer: *t}
		for _, c := range sheet.Transfers.Table {
			switch c.Title {
			case "on [received]":
				line.Days = c.Of(t)
			case "from → to":
				line.Hands = c.Of(t)
			}
		}
		data.Trail = append(data.Trail, line)
	}
	return data, nil
}

func (s *Server) servePaper(w http.ResponseWriter, r *http.Request) {
	var data *PaperData
	err := s.ask(r.Context(), func(*catalogue) (err error) {
		data, err = s.paperData(r.Context(), r.PathValue("id"))
		return err
	})
	if err != nil {
		s.fault(w, r, err)
		return
	}
	s.show(w, r, "paper", http.StatusOK, view{Title: data.Line.Paper.Name, Active: "papers", JSON: "/paper/" + data.Line.Paper.ID + ".json", Data: data})
}

// stepName is how a step of a paper is called on the pages.
func stepName(step verbale.Step) string { return strings.ReplaceAll(string(step), "_", " ") }

// who names several, one after another.
func who(refs []verbale.ActorRef) string {
	var names []string
	for _, r := range refs {
		names = append(names, r.Name)
	}
	return shown(strings.Join(names, "; "))
}

// toldValue spells a value that one telling of a row has.
func toldValue(value any) string {
	switch v := value.(type) {
	case []verbale.ActorRef:
		return who(v)
	case string:
		return shown(v)
	}
	return ""
}
