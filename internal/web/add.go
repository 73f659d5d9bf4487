package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"verbale.dev/verbale"
)

// addView is the page on which a text is added.
type addView struct {
	Draft      Draft
	Kinds      []verbale.DocumentKind
	Trouble    string
	Document   *verbale.Document // what was recognised; nil before
	Statements []verbale.Statement
	Dates      []verbale.TimeExpression
	Actors     []verbale.LocalActor
}

// addKinds are the kinds that a person can add, the usual first.
var addKinds = []verbale.DocumentKind{verbale.Report, verbale.Note, verbale.Transcript, verbale.Paper, verbale.Release}

func (s *Server) serveAdd(w http.ResponseWriter, r *http.Request) {
	s.showAdd(w, r, http.StatusOK, addView{Draft: Draft{Kind: verbale.Report}})
}

func (s *Server) showAdd(w http.ResponseWriter, r *http.Request, status int, v addView) {
	v.Kinds = addKinds
	s.show(w, r, "add", status, view{Title: "Add", Active: "add", Data: v})
}

// acceptAdd shows what is recognised in a text and, once that is confirmed,
// reads it into the dossier.
func (s *Server) acceptAdd(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		status, message := statusOf(err)
		if status == http.StatusInternalServerError {
			status, message = http.StatusBadRequest, "The form could not be read."
		}
		s.fail(w, r, status, message)
		return
	}
	field := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	v := addView{Draft: Draft{
		Name: field("name"), Kind: verbale.DocumentKind(field("kind")), Outlet: field("outlet"), Published: field("published"),
		URI: field("uri"), Title: field("title"), Text: strings.ReplaceAll(r.PostForm.Get("text"), "\r\n", "\n"),
	}}
	if err := v.Draft.check(); err != nil {
		v.Trouble = err.Error()
		s.showAdd(w, r, http.StatusUnprocessableEntity, v)
		return
	}
	if r.PostForm.Get("confirm") != "" {
		name, err := s.adder.Add(r.Context(), v.Draft)
		if err != nil {
			s.fault(w, r, err)
			return
		}
		http.Redirect(w, r, address{document: name}.path(), http.StatusSeeOther)
		return
	}
	document, reading, err := s.adder.Preview(r.Context(), v.Draft)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	v.Document = document
	if reading != nil {
		v.Statements, v.Dates, v.Actors = reading.Statements, reading.Dates, reading.Actors
	}
	s.showAdd(w, r, http.StatusOK, v)
}

// check says what is wrong with a draft, and what to do.
func (d *Draft) check() error {
	switch {
	case strings.TrimSpace(d.Text) == "":
		return fmt.Errorf("there is no text: paste one into the large field")
	case !slices.Contains(addKinds, d.Kind):
		return fmt.Errorf("%q is no kind of document", d.Kind)
	case len(d.Name)+len(d.Outlet)+len(d.Published)+len(d.URI)+len(d.Title) > 8<<10:
		return fmt.Errorf("what stands beside the text is too long")
	}
	return nil
}
