package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"verbale.dev/verbale"
	shared "verbale.dev/verbale/internal/address"
	"verbale.dev/verbale/internal/excerpt"
)

// The limits of a comparison.
const (
	maxCompared      = 6
	maxComparedBytes = 400_000
)

// ComparedData is one of the texts that are compared.
type ComparedData struct {
	Label     string            `json:"label"`
	Address   string            `json:"address"`
	Text      string            `json:"text"`
	Item      *Item             `json:"item" doc:"The statement; null where a whole report is compared, from its title or first words on."`
	Different []verbale.Excerpt `json:"different" doc:"For the first text the words that some other does not have; for the others those that the first does not have. Offsets are bytes of this text."`

	Paragraphs [][]segment `json:"-"`
	Note       bool        `json:"-"` // of one's own
}

// CompareData sets texts side by side.
type CompareData struct {
	Texts      []ComparedData `json:"texts"`
	Candidates []ReportRef    `json:"candidates" doc:"What the one report given could be compared with: reports of the same day or outlet."`

	Print string `json:"-"`
	Given string `json:"-"`
}

// compareData compares statements by id and reports by name (with "@" and a
// version, or without), the first with all others.
func (s *Server) compareData(ctx context.Context, c *catalogue, ids, names []string) (*CompareData, error) {
	if len(ids)+len(names) > maxCompared {
		return nil, fmt.Errorf("%w: more than %d texts", ErrQuery, maxCompared)
	}
	data := &CompareData{Texts: []ComparedData{}, Candidates: []ReportRef{}}
	if len(ids) > 0 {
		numbers, err := s.store.Numbers(ctx, ids)
		if err != nil {
			return nil, err
		}
		var entries []int32
		for _, number := range numbers {
			if at, known := c.entryOf[number]; known {
				entries = append(entries, at)
			}
		}
		if len(entries) == 0 {
			return nil, fmt.Errorf("none of these statements: %w", ErrNotFound)
		}
		list, err := s.items(ctx, c, entries[:min(len(entries), maxCompared)], "", false)
		if err != nil {
			return nil, err
		}
		for i := range list {
			data.Texts = append(data.Texts, ComparedData{Label: list[i].Report.Short, Address: list[i].Address,
				Text: excerpt.Join(list[i].Statement.Content), Item: &list[i], Note: list[i].IsNote()})
		}
	}
	for _, name := range names {
		a, err := parseAddress(shared.Escape(name))
		if err != nil {
			return nil, err
		}
		report, err := s.store.Report(ctx, a.document, a.version)
		if err != nil {
			return nil, err
		}
		if len(report.Text) > maxComparedBytes {
			return nil, fmt.Errorf("%w: %s is longer than %d kB, too long to compare", ErrQuery, report.Row.Short, maxComparedBytes/1000)
		}
		label := report.Row.Short
		if a.version != "" {
			label += ", version " + report.Hash[:8]
		}
		begins := len(report.Text) // what stands before the title and the body tells of the file, not of the matter
		for _, part := range report.Parts {
			begins = min(begins, part.Start)
		}
		if len(report.Parts) == 0 {
			begins = 0
		}
		data.Texts = append(data.Texts, ComparedData{Label: label, Text: report.Text[begins:], Note: report.Row.Kind == verbale.Note,
			Address: address{document: report.Row.ID, version: report.Hash[:16]}.path()})
		if len(names) == 1 && len(ids) == 0 {
			data.Candidates = c.candidates(report)
		}
	}
	compareTexts(data.Texts)
	return data, nil
}

// candidates lists reports that one would compare a report with: of the same
// day, else of the same outlet.
func (c *catalogue) candidates(r *Report) []ReportRef {
	list := []ReportRef{}
	at, known := c.documentOf[r.Row.ID]
	if !known {
		return list
	}
	d := &c.documents[at]
	for pass := range 2 {
		for i := range c.documents {
			o := &c.documents[i]
			near := d.dated && o.dated && d.day-o.day <= 1 && o.day-d.day <= 1
			if int32(i) == at || len(list) >= 20 || (pass == 0) != near || pass == 1 && o.outlet != d.outlet {
				continue
			}
			list = append(list, refOf(o.row))
		}
	}
	return list
}

// compareTexts marks the words that differ.
func compareTexts(texts []ComparedData) {
	if len(texts) == 0 {
		return
	}
	forms := lexicon{}
	words := make([][]word, len(texts))
	for i := range texts {
		words[i] = forms.words(texts[i].Text)
	}
	everywhere := map[int]int{} // of the first text's words: in how many others
	for i := 1; i < len(texts); i++ {
		shared := map[int]bool{}
		for _, p := range common(words[0], words[i]) {
			shared[p.B] = true
			everywhere[p.A]++
		}
		texts[i].mark(words[i], shared)
	}
	shared := map[int]bool{}
	for at, n := range everywhere {
		shared[at] = n == len(texts)-1
	}
	if len(texts) == 1 {
		for i := range words[0] {
			shared[i] = true
		}
	}
	texts[0].mark(words[0], shared)
}

func (t *ComparedData) mark(words []word, shared map[int]bool) {
	t.Different = []verbale.Excerpt{}
	var spans []marked
	for _, span := range different(t.Text, words, shared) {
		t.Different = append(t.Different, verbale.Excerpt{Span: span, Text: span.Text(t.Text)})
		spans = append(spans, marked{span, func(g *segment) { g.Hit = true }})
	}
	near := newWindow(spans)
	start := 0
	for _, line := range strings.SplitAfter(t.Text, "\n") {
		if strings.TrimSpace(line) != "" {
			t.Paragraphs = append(t.Paragraphs, cut(strings.TrimRight(line, "\r\n"), start, near.within(start, start+len(line))))
		}
		start += len(line)
	}
}

func (s *Server) serveCompare(w http.ResponseWriter, r *http.Request) {
	if _, ok := s.store.(Comparer); ok && r.URL.RawQuery == "" {
		s.serveOnce(w, r)
		return
	}
	data, err := s.compared(r)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	s.show(w, r, "compare", http.StatusOK, view{
		Title: "Compare", Active: "compare", Wide: true, JSON: "/compare.json?" + r.URL.RawQuery, Data: data,
	})
}

func (s *Server) compared(r *http.Request) (*CompareData, error) {
	var data *CompareData
	values := r.URL.Query()
	err := s.ask(r.Context(), func(c *catalogue) (err error) {
		data, err = s.compareData(r.Context(), c, values["s"], values["d"])
		return err
	})
	if err == nil {
		data.Print = "/compare.print?" + values.Encode()
		data.Given = url.Values{"d": values["d"], "s": values["s"]}.Encode()
	}
	return data, err
}
