package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"verbale.dev/verbale"
)

// The bounds of what is added at a time.
const (
	maxDrafts   = 20
	draftFields = 8 << 10 // bytes of what stands beside a text

	// MaxText is the length in bytes up to which a text is looked at on a page,
	// which is answered within seconds. A longer one is for the command.
	MaxText = 512 << 10
)

// addView is the page on which texts are added.
type addView struct {
	Drafts    []draftView
	Kinds     []verbale.DocumentKind
	Encodings []string
	Accept    string // endings of files
	Address   string // to be fetched
	Trouble   string
	Shown     bool // what was recognised stands beside the texts
}

// draftView is a text with what is recognised in it.
type draftView struct {
	Draft
	Trouble    string            // why it cannot be taken in
	Document   *verbale.Document // what was recognised; nil before
	There      bool              // a report of that name is there: this is another version of it
	Statements []verbale.Statement
	Dates      []verbale.TimeExpression
	Actors     []verbale.LocalActor
}

// addKinds are the kinds that a person can add, the usual first.
var addKinds = []verbale.DocumentKind{verbale.Report, verbale.Note, verbale.Transcript, verbale.Paper, verbale.Release}

// addEncodings are the encodings that old files of Europe are in.
var addEncodings = []string{"windows-1252", "windows-1250", "windows-1251", "iso-8859-1", "iso-8859-2", "koi8-r"}

func (s *Server) serveAdd(w http.ResponseWriter, r *http.Request) {
	kind := verbale.Report
	if r.URL.Query().Get("kind") == string(verbale.Note) {
		kind = verbale.Note
	}
	// An address in the page's own is not fetched before a person says so: any page of
	// the web could name one.
	s.showAdd(w, r, http.StatusOK, addView{Drafts: []draftView{{Draft: Draft{Kind: kind}}}, Address: r.URL.Query().Get("url")})
}

func (s *Server) showAdd(w http.ResponseWriter, r *http.Request, status int, v addView) {
	v.Kinds, v.Encodings, v.Accept = addKinds, addEncodings, strings.Join(s.adder.Endings(), ",")
	s.show(w, r, "add", status, view{Title: "Add", Active: "add", Data: v})
}

// acceptAdd shows what is recognised in texts, pasted or from files, and once
// that is confirmed reads them into the dossier.
func (s *Server) acceptAdd(w http.ResponseWriter, r *http.Request) {
	drafts, err := draftsOf(r)
	if err != nil {
		status, message := statusOf(err)
		if status == http.StatusInternalServerError {
			status, message = http.StatusBadRequest, "The form could not be read."
		}
		s.fail(w, r, status, message)
		return
	}
	v := addView{Drafts: make([]draftView, len(drafts))}
	sound := true
	for i, draft := range drafts {
		v.Drafts[i].Draft = draft
		if err := draft.check(); err != nil {
			v.Drafts[i].Trouble, sound = err.Error(), false
		}
	}
	// A file is looked at first: what it holds is not known before.
	confirmed := sound && r.PostForm.Get("confirm") != "" && !slices.ContainsFunc(drafts, func(d Draft) bool { return d.File != "" || d.Address != "" })
	if len(drafts) == 0 {
		v.Drafts, sound = []draftView{{Draft: Draft{Kind: verbale.Report}}}, false
		v.Trouble = "there is no text: paste one, choose files, or give an address"
	}
	if confirmed {
		s.addAll(w, r, drafts)
		return
	}
	if v.Trouble == "" {
		sound = s.previewAll(r, &v) && sound
	}
	status := http.StatusOK
	if !sound {
		status = http.StatusUnprocessableEntity
	}
	s.showAdd(w, r, status, v)
}

// previewAll shows what is recognised in each draft, one view a report, and reports
// whether all of them can be taken in.
func (s *Server) previewAll(r *http.Request, v *addView) bool {
	sound := true
	var views []draftView
	for _, d := range v.Drafts {
		if d.Trouble != "" {
			views = append(views, d)
			continue
		}
		found, err := s.previewAlone(r.Context(), d.Draft, maxDrafts-len(views))
		if err != nil {
			if !errors.Is(err, ErrQuery) && !errors.Is(err, errBusy) {
				s.logger.Error("a text could not be looked at", "error", err)
			}
			_, d.Trouble = statusOf(err)
			if d.File != "" {
				d.Text = "" // bytes that are no text
			}
			v.Address = d.Address
			views, sound = append(views, d), false
			continue
		}
		for _, p := range found {
			views = append(views, s.recognised(r, d.Draft, p))
		}
		v.Shown = true
	}
	v.Drafts = views
	return sound
}

// recognised shows a report that was recognised in a draft. From here on it is text,
// in whatever form it came, with what was found of it beside.
func (s *Server) recognised(r *http.Request, draft Draft, p Previewed) draftView {
	d := draftView{Draft: draft, Document: p.Document}
	d.Kind = p.Document.Kind
	if draft.File != "" || draft.Address != "" {
		d.Name = p.Document.Name
		for _, field := range []struct {
			given *string
			found string
		}{{&d.Outlet, p.Document.Outlet}, {&d.Published, p.Document.Published}, {&d.URI, p.Document.URI}, {&d.Title, p.Document.Title}} {
			if *field.given == "" {
				*field.given = field.found
			}
		}
	}
	d.Text, d.File, d.Address = p.Document.Text, "", ""
	if p.Reading != nil {
		d.Statements, d.Dates, d.Actors = p.Reading.Statements, p.Reading.Dates, p.Reading.Actors
	}
	if c, err := s.catalogue(r.Context()); err == nil {
		_, d.There = c.documentOf[p.Document.Name]
	}
	return d
}

// previewAlone looks at one draft at a time, whoever asks: reading costs memory
// and all of a core, and the other pages must go on being answered.
func (s *Server) previewAlone(ctx context.Context, draft Draft, most int) ([]Previewed, error) {
	select {
	case s.previewing <- struct{}{}:
		defer func() { <-s.previewing }()
	case <-ctx.Done():
		return nil, errBusy
	}
	if ctx.Err() != nil { // both were ready
		return nil, errBusy
	}
	return s.adder.Preview(ctx, draft, most)
}

// addAll reads drafts into the dossier and goes to what was added.
func (s *Server) addAll(w http.ResponseWriter, r *http.Request, drafts []Draft) {
	var last string
	for _, draft := range drafts {
		name, err := s.adder.Add(r.Context(), draft)
		if err != nil {
			s.fault(w, r, err)
			return
		}
		last = name
	}
	if len(drafts) == 1 {
		http.Redirect(w, r, address{document: last}.path(), http.StatusSeeOther)
		return
	}
	http.Redirect(w, r, "/reports", http.StatusSeeOther)
}

// draftsOf reads the texts of a form: one for each file, and one for each field
// "text" with the fields beside it that stand in the same place.
func draftsOf(r *http.Request) ([]Draft, error) {
	var files []*multipart.FileHeader
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		if err := r.ParseMultipartForm(maxBody); err != nil {
			return nil, err
		}
		defer func() { _ = r.MultipartForm.RemoveAll() }()
		files = r.MultipartForm.File["file"]
	} else if err := r.ParseForm(); err != nil {
		return nil, err
	}
	field := func(name string, i int) string {
		if values := r.PostForm[name]; i < len(values) {
			return strings.TrimSpace(values[i])
		}
		return ""
	}
	var drafts []Draft
	for i, text := range r.PostForm["text"] {
		if strings.TrimSpace(text) == "" {
			continue
		}
		drafts = append(drafts, Draft{
			Name: field("name", i), Kind: verbale.DocumentKind(field("kind", i)), Outlet: field("outlet", i),
			Published: field("published", i), URI: field("uri", i), Title: field("title", i), Text: strings.ReplaceAll(text, "\r\n", "\n"),
		})
	}
	for _, given := range r.PostForm["address"] {
		if given = strings.TrimSpace(given); given != "" {
			drafts = append(drafts, Draft{Address: given, Kind: verbale.DocumentKind(field("kind", 0))})
		}
	}
	if len(drafts)+len(files) > maxDrafts {
		return nil, fmt.Errorf("%w: more than %d texts at a time; \"verbale read\" takes in as many as there are", ErrQuery, maxDrafts)
	}
	for _, header := range files {
		text, err := contentOf(header)
		if err != nil {
			return nil, err
		}
		name := fileName(header.Filename)
		draft := Draft{Name: name, File: name, Kind: verbale.DocumentKind(field("kind", 0)), Outlet: field("outlet", 0),
			Published: field("published", 0), Encoding: field("encoding", 0), Text: text}
		if len(files) == 1 { // these are one report's own
			draft.URI, draft.Title = field("uri", 0), field("title", 0)
			if given := field("name", 0); given != "" {
				draft.Name = given
			}
		}
		drafts = append(drafts, draft)
	}
	return drafts, nil
}

func contentOf(header *multipart.FileHeader) (string, error) {
	file, err := header.Open()
	if err != nil {
		return "", err
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	return string(data), err
}

// fileName is the last element of a file's name, whatever parts them where it
// comes from, without what a name in a dossier cannot hold.
func fileName(given string) string {
	name := path.Base(strings.ReplaceAll(given, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == '@' || r == 0x7f {
			return '-'
		}
		return r
	}, name)
	if name == "." || name == "/" || name == ".." {
		return ""
	}
	return name
}

// check says what is wrong with a draft, and what to do.
func (d *Draft) check() error {
	switch {
	case d.Address != "":
		if len(d.Address) > draftFields || !strings.HasPrefix(d.Address, "https://") && !strings.HasPrefix(d.Address, "http://") {
			return errors.New("an address begins with https://")
		}
	case strings.TrimSpace(d.Text) == "":
		return fmt.Errorf("the file %s is empty", d.File)
	case d.File == "" && len(d.Text) > MaxText: // how much text a file holds is known once it is opened
		return fmt.Errorf("it is longer than %d kB: read it with \"verbale read\"", MaxText>>10)
	case d.File == "" && !utf8.ValidString(d.Text):
		return errors.New("the text is not UTF-8")
	case !slices.Contains(addKinds, d.Kind):
		return fmt.Errorf("%q is no kind of document", d.Kind)
	case len(d.Name)+len(d.Outlet)+len(d.Published)+len(d.URI)+len(d.Title) > draftFields:
		return errors.New("what stands beside the text is too long")
	}
	return nil
}
