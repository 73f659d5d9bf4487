package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"net/http"
	"strings"
)

// printer renders pages that stand by themselves: saved or printed they need
// no other file, and every line has the number of a note that tells where its
// words are.
type printer struct {
	template *template.Template
	style    template.CSS
	policy   string
}

// printed is what a printable page shows.
type printed struct {
	Title    string
	Dossier  string
	Version  string
	Style    template.CSS
	Asked    []givenFilter
	Items    []Item // in the order of their notes
	More     int    // how many are left out
	Timeline *timelineView
	Compare  *CompareData
}

func (s *Server) newPrinter() (printer, error) {
	parsed, err := template.New("print.html").Funcs(s.functions()).
		ParseFS(templateFiles, "templates/print.html", "templates/print-exchange.html", "templates/part-*.html")
	if err != nil {
		return printer{}, fmt.Errorf("web: printed page: %w", err)
	}
	var style strings.Builder
	for _, name := range []string{"verbale.css", "print.css"} {
		style.Write(s.static[name].data)
	}
	digest := sha256.Sum256([]byte(style.String()))
	return printer{
		template: parsed, style: template.CSS(style.String()),
		policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(digest[:]) + "'; base-uri 'none'; frame-ancestors 'none'",
	}, nil
}

func (s *Server) print(w http.ResponseWriter, r *http.Request, p printed) {
	p.Dossier, p.Version, p.Style = s.store.Name(), s.version, s.printing.style
	for i := range p.Items {
		p.Items[i].Number = i + 1
	}
	s.writePrinted(w, r, "print.html", p)
}

// writePrinted answers with a page that stands by itself.
func (s *Server) writePrinted(w http.ResponseWriter, r *http.Request, name string, data any) {
	var body bytes.Buffer
	if err := s.printing.template.ExecuteTemplate(&body, name, data); err != nil {
		s.fault(w, r, err)
		return
	}
	w.Header().Set("Content-Security-Policy", s.printing.policy)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", keptByAsker)
	s.write(w, r, http.StatusOK, body.Bytes())
}

func (s *Server) printStatements(w http.ResponseWriter, r *http.Request) {
	q, err := queryOf(r.URL.Query())
	if err != nil {
		s.fault(w, r, err)
		return
	}
	v := statementsView{Query: q}
	if err := s.ask(r.Context(), func(c *catalogue) (err error) {
		if v.StatementsData, err = s.statementsData(r.Context(), c, q, "", maxPageItems, false, ""); err == nil {
			v.describe(c)
		}
		return err
	}); err != nil {
		s.fault(w, r, err)
		return
	}
	if q.About != "" {
		v.Given = append([]givenFilter{{Field: "words", Label: q.About}}, v.Given...)
	}
	s.print(w, r, printed{Title: "Statements", Asked: v.Given, Items: v.Items, More: v.Total - len(v.Items)})
}

func (s *Server) printTimeline(w http.ResponseWriter, r *http.Request) {
	v, err := s.timelineView(r)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	p := printed{Title: "Timeline, " + spellDate(v.From) + " to " + spellDate(v.Until), Timeline: v}
	for _, m := range v.Marks {
		p.Items = append(p.Items, m.item)
	}
	s.print(w, r, p)
}

func (s *Server) printCompare(w http.ResponseWriter, r *http.Request) {
	data, err := s.compared(r)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	p := printed{Title: "Compared", Compare: data}
	for _, t := range data.Texts {
		if t.Item != nil {
			p.Items = append(p.Items, *t.Item)
		}
	}
	s.print(w, r, p)
}
