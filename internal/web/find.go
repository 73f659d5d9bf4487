package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/lang"
)

// How many rows a group of the page Search shows: of several, and alone.
const (
	groupRows = 6
	wholeRows = 200
)

type findAsked struct {
	Q     string `query:"q" maxLength:"1000" required:"true" doc:"What is looked for, as somebody types it: words, \"phrases\", OR, -word, begin*, and speaker:NAME, kind:KIND, since:DATE and every other field."`
	What  string `query:"what" enum:"actor,statement,passage,report" doc:"Only that group, of which more hits are given."`
	Begun bool   `query:"begun" doc:"Whether the last word may be the beginning of one."`
}

// FindData is the answer to a search, in groups.
type FindData struct {
	Search  string        `json:"search"`
	Groups  []FindGroup   `json:"groups" doc:"Actors, statements, passages, reports, in that order; those with nothing in them are left out."`
	Missed  []query.Miss  `json:"missed" doc:"Values of fields that mean nothing in this dossier."`
	Instead []FindInstead `json:"instead" doc:"What to ask in its place, where nothing was found."`
}

// FindGroup is what was found of one kind.
type FindGroup struct {
	What  string    `json:"what" doc:"actor, statement, passage or report."`
	Total int       `json:"total" doc:"How many there are, of which hits are the first."`
	Hits  []FindHit `json:"hits"`
	Whole string    `json:"-"` // address of the group alone; "" where all hits are shown
}

// FindHit is one thing that was found.
type FindHit struct {
	query.Hit
	Address string    `json:"address" doc:"The page on which it opens."`
	Item    *Item     `json:"-"` // of a statement
	Marked  []segment `json:"-"`
	Tag     int       `json:"-"` // of an actor's side
	Side    string    `json:"-"`
	Spoken  int       `json:"-"`
}

// FindInstead is a search that finds something.
type FindInstead struct {
	query.Instead
	Address string `json:"address"`
}

// findData looks for everything that has to do with what was typed.
func (s *Server) findData(ctx context.Context, c *catalogue, in *findAsked) (*FindData, error) {
	search, err := query.ParseSearch(in.Q)
	if err != nil {
		return nil, err
	}
	if in.Begun {
		search.Words = query.Begun(search.Words)
	}
	limit := groupRows
	if in.What != "" {
		limit = wholeRows
	}
	found, err := s.store.Find(ctx, c.directory, search, limit)
	if err != nil {
		return nil, err
	}
	data := &FindData{Search: strings.TrimSpace(in.Q), Groups: []FindGroup{}, Missed: found.Missed, Instead: []FindInstead{}}
	for _, other := range found.Instead {
		data.Instead = append(data.Instead, FindInstead{other, findAddress(other.Search, "")})
	}
	for _, group := range found.Groups {
		if in.What != "" && in.What != group.What {
			continue
		}
		shown := FindGroup{What: group.What, Total: group.Total, Hits: []FindHit{}}
		switch {
		case group.Total <= len(group.Hits):
		case group.What == query.FoundStatement:
			q := search.Query
			q.About = search.Words
			shown.Whole = listAddress(q)
		case in.What == "":
			shown.Whole = findAddress(data.Search, group.What)
		}
		if err := s.addHits(ctx, c, &shown, group.Hits, search.Words); err != nil {
			return nil, err
		}
		data.Groups = append(data.Groups, shown)
	}
	return data, nil
}

// addHits makes rows of a page of what was found.
func (s *Server) addHits(ctx context.Context, c *catalogue, group *FindGroup, hits []*query.Hit, words string) error {
	var entries []int32
	for _, hit := range hits {
		h := FindHit{Hit: *hit, Marked: markedSegments(hit.Marked)}
		where := address{document: h.Document, version: h.Version, span: &lang.Span{Start: h.Start, End: h.End}}
		switch h.What {
		case query.FoundActor:
			h.Address = "/a/" + url.PathEscape(*h.ID)
			if at, known := c.actorOf[*h.ID]; known {
				a := &c.actors[at]
				h.Spoken = int(a.spoken)
				if len(a.sides) > 0 {
					h.Tag, h.Side = c.sideTag(a.sides[0]), c.sides[a.sides[0]]
				}
			}
		case query.FoundReport:
			h.Address = address{document: h.Document}.path()
		case query.FoundStatement:
			at, known := c.entryOf[h.Number]
			if !known {
				return errStale
			}
			entries = append(entries, at)
			h.Address = where.path()
		default:
			h.Address = where.path()
		}
		group.Hits = append(group.Hits, h)
	}
	if len(entries) == 0 {
		return nil
	}
	items, err := s.items(ctx, c, entries, words, true)
	if err != nil {
		return err
	}
	for i := range items {
		group.Hits[i].Item = &items[i]
	}
	return nil
}

// markedSegments parts text at U+0002 and U+0003, between which stands what is
// looked for.
func markedSegments(text string) []segment {
	var list []segment
	for text != "" {
		before, rest, found := strings.Cut(text, "\x02")
		if before != "" {
			list = append(list, segment{Text: shown(before)})
		}
		if !found {
			break
		}
		hit, behind, _ := strings.Cut(rest, "\x03")
		list = append(list, segment{Text: shown(hit), Hit: true})
		text = behind
	}
	return list
}

func findAddress(search, what string) string {
	values := url.Values{"q": {search}}
	if what != "" {
		values.Set("what", what)
	}
	return "/find?" + values.Encode()
}

// findView is the page Search.
type findView struct {
	*FindData
	What    string
	Back    string // from one group to all
	Command string // that gives the same rows
}

func (s *Server) serveFind(w http.ResponseWriter, r *http.Request) {
	values := r.URL.Query()
	in := &findAsked{Q: values.Get("q"), What: values.Get("what"), Begun: values.Get("begun") != ""}
	v := findView{FindData: &FindData{}, What: in.What}
	if strings.TrimSpace(in.Q) != "" {
		if err := s.ask(r.Context(), func(c *catalogue) (err error) {
			v.FindData, err = s.findData(r.Context(), c, in)
			return err
		}); err != nil {
			s.fault(w, r, err)
			return
		}
		v.Command = "verbale search --all " + query.CommandLine([]string{v.Search})
	}
	if in.What != "" {
		v.Back = findAddress(strings.TrimSpace(in.Q), "")
	}
	page := view{Title: "Search", Active: "find", Words: in.Q, Data: v}
	if v.Search != "" {
		page.JSON = "/find.json?" + values.Encode()
	}
	s.show(w, r, "find", http.StatusOK, page)
}
