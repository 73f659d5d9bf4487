package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/excerpt"
	"verbale.dev/verbale/lang"
)

// routeCorrections puts what changes the record under its addresses. All of it
// is by POST, from forms that work without scripts.
func (s *Server) routeCorrections(mux *http.ServeMux) {
	mux.HandleFunc("GET /review", s.serveReview)
	mux.HandleFunc("GET /corrections", s.serveCorrections)
	mux.HandleFunc("POST /correct", s.accept(func(ctx context.Context, form url.Values) (int64, error) {
		return s.corrector.Change(ctx, Change{
			Statement: form.Get("statement"), Field: form.Get("field"), Value: form.Get("value"), Why: form.Get("why"),
			NewActor: form.Get("new") != "",
		})
	}))
	mux.HandleFunc("POST /missed", s.accept(func(ctx context.Context, form url.Values) (int64, error) {
		words := strings.TrimSpace(strings.ReplaceAll(form.Get("words"), "\r\n", "\n"))
		if words == "" {
			return 0, fmt.Errorf("%w: select the words in the report, or paste them", ErrQuery)
		}
		after, _ := strconv.Atoi(form.Get("from")) // without scripts the whole report is searched
		return s.corrector.Missed(ctx, MissedStatement{
			Document: form.Get("document"), After: after, Words: words, Speaker: form.Get("speaker"),
			Kind: verbale.Kind(form.Get("kind")), Why: form.Get("why"), NewActor: form.Get("new") != "",
		})
	}))
	mux.HandleFunc("POST /merge", s.accept(func(ctx context.Context, form url.Values) (int64, error) {
		return s.corrector.Merge(ctx, form.Get("keep"), form.Get("other"), form.Get("why"))
	}))
	mux.HandleFunc("POST /rename", s.accept(func(ctx context.Context, form url.Values) (int64, error) {
		return s.corrector.Rename(ctx, form.Get("actor"), strings.TrimSpace(form.Get("name")), form.Get("why"))
	}))
	mux.HandleFunc("POST /side", s.accept(func(ctx context.Context, form url.Values) (int64, error) {
		return s.corrector.Side(ctx, form.Get("actor"), strings.TrimSpace(form.Get("side")), form.Get("why"))
	}))
	mux.HandleFunc("POST /undo", s.accept(func(ctx context.Context, form url.Values) (int64, error) {
		id, err := strconv.ParseInt(form.Get("correction"), 10, 64)
		if err != nil {
			return 0, fmt.Errorf("%w: %q is no number of a correction", ErrQuery, form.Get("correction"))
		}
		return 0, s.corrector.Undo(ctx, id, form.Get("why"))
	}))
}

// accept takes a form, makes the change and leads back to where the form stood,
// with the number of the correction, so that it can be undone there.
func (s *Server) accept(change func(context.Context, url.Values) (int64, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
		if err := r.ParseForm(); err != nil {
			s.fail(w, r, http.StatusBadRequest, "The form could not be read.")
			return
		}
		id, err := change(r.Context(), r.PostForm)
		var unknown *UnknownName
		if errors.As(err, &unknown) && !wantsJSON(r) {
			s.askWho(w, r, unknown)
			return
		}
		if err != nil {
			s.fault(w, r, err)
			return
		}
		http.Redirect(w, r, backTo(r.PostForm.Get("back"), id), http.StatusSeeOther)
	}
}

// whoForm is the same form again, with another name in it or with leave for a
// new one.
type whoForm struct {
	Action, Label string
	Fields        []hiddenField
}

// askWho asks who was meant by a name that nobody has: one button for each name
// that is near, and one for somebody new.
func (s *Server) askWho(w http.ResponseWriter, r *http.Request, unknown *UnknownName) {
	form := func(label, name string, isNew bool) whoForm {
		f := whoForm{Action: r.URL.Path, Label: label}
		for _, field := range slices.Sorted(maps.Keys(r.PostForm)) {
			for _, value := range r.PostForm[field] {
				if field == "speaker" || field == "value" || field == "side" {
					value = strings.Replace(value, unknown.Name, name, 1)
				}
				f.Fields = append(f.Fields, hiddenField{field, value})
			}
		}
		if isNew {
			f.Fields = append(f.Fields, hiddenField{"new", "1"})
		}
		return f
	}
	var forms []whoForm
	for _, name := range unknown.Nearest {
		forms = append(forms, form(name, name, false))
	}
	if r.URL.Path == "/correct" || r.URL.Path == "/missed" {
		forms = append(forms, form(unknown.Name+", who is new here", unknown.Name, true))
	}
	w.Header().Set("Cache-Control", "no-store")
	s.show(w, r, "who", http.StatusUnprocessableEntity, view{Title: "Who is meant?", Data: struct {
		Name, Back string
		Forms      []whoForm
	}{unknown.Name, backTo(r.PostForm.Get("back"), 0), forms}})
}

// backTo returns an address of this server with the number of a correction, "/"
// where back is none.
func backTo(back string, id int64) string {
	parsed, err := url.Parse(back)
	if err != nil || parsed.Host != "" || parsed.Scheme != "" || !strings.HasPrefix(parsed.Path, "/") || strings.HasPrefix(parsed.Path, "//") ||
		strings.ContainsAny(back, "\\\r\n") {
		parsed = &url.URL{Path: "/"}
	}
	values := parsed.Query()
	values.Del("done")
	if id > 0 {
		values.Set("done", strconv.FormatInt(id, 10))
	}
	parsed.RawQuery = values.Encode()
	return parsed.String()
}

// doneOf returns the number of the correction that was just made, 0 for none.
func doneOf(r *http.Request) int64 {
	id, err := strconv.ParseInt(r.URL.Query().Get("done"), 10, 64)
	if err != nil || id < 0 {
		return 0
	}
	return id
}

// reviewView is the page on which one statement after another is checked.
type reviewView struct {
	Item       *Item // nil: nothing is left
	Paragraphs [][]segment
	Left       int // statements that nobody has looked at
	Done       int64
	Skip       int
	Back       string
	Boundaries []boundary
	Kinds      []verbale.Kind
	Speakers   []string // names to choose from
}

// boundary is one way to move an end of the content by a word.
type boundary struct{ Key, Label, Value string }

// serveReview shows the statement to check next: doubtful ones of much-heard
// speakers first.
func (s *Server) serveReview(w http.ResponseWriter, r *http.Request) {
	skip, err := strconv.Atoi(r.URL.Query().Get("skip"))
	if err != nil || skip < 0 {
		skip = 0
	}
	v := reviewView{Done: doneOf(r), Skip: skip, Kinds: verbale.Kinds, Back: "/review"}
	if skip > 0 {
		v.Back = "/review?skip=" + strconv.Itoa(skip)
	}
	if err := s.ask(r.Context(), func(c *catalogue) error { return s.review(r.Context(), c, &v) }); err != nil {
		s.fault(w, r, err)
		return
	}
	s.show(w, r, "review", http.StatusOK, view{Title: "Review", Active: "review", Data: v})
}

func (s *Server) review(ctx context.Context, c *catalogue, v *reviewView) error {
	chosen := int32(none)
	v.Left = 0
	for _, i := range c.byDoubt {
		if verbale.Statuses[c.entries[i].status] != verbale.Unread {
			continue
		}
		if v.Left == v.Skip {
			chosen = i
		}
		v.Left++
	}
	if chosen == none {
		return nil
	}
	list, err := s.items(ctx, c, []int32{chosen}, "", false)
	if err != nil {
		return err
	}
	v.Item = &list[0]
	e := &c.entries[chosen]
	var passages []verbale.Excerpt
	if err := s.store.Passages(ctx, []int64{e.number}, func(_ int64, p verbale.Excerpt) error {
		passages = append(passages, p)
		return nil
	}); err != nil {
		return err
	}
	spans := statementSpans(&v.Item.Statement, v.Item.Tag, 0)
	v.Paragraphs = nil
	for _, p := range passages {
		v.Paragraphs = append(v.Paragraphs, cut(strings.TrimRight(p.Text, "\r\n"), p.Start, spans))
	}
	v.Boundaries = boundaries(&v.Item.Statement, passages)
	heard := map[int32]int{}
	for i := range c.entriesOf(e.document) {
		for _, who := range c.speakersOf(&c.entriesOf(e.document)[i]) {
			heard[who]++
		}
	}
	v.Speakers = nil
	for _, a := range c.ranked(heard, 20) {
		v.Speakers = append(v.Speakers, a.Name)
	}
	return nil
}

// boundaries lists how the ends of a content can move by one word within their
// paragraphs.
func boundaries(s *verbale.Statement, passages []verbale.Excerpt) []boundary {
	spans := make([]lang.Span, len(s.Content))
	for i, e := range s.Content {
		spans[i] = e.Span
	}
	var list []boundary
	add := func(key, label string, at int, span lang.Span) {
		if span.Start >= span.End {
			return
		}
		moved := slices.Clone(spans)
		moved[at] = span
		var spelt []string
		for _, m := range moved {
			spelt = append(spelt, fmt.Sprintf("%d-%d", m.Start, m.End))
		}
		list = append(list, boundary{key, label, strings.Join(spelt, " ")})
	}
	if len(spans) == 0 {
		return nil
	}
	first, last := spans[0], spans[len(spans)-1]
	for _, p := range passages {
		text := strings.TrimRight(p.Text, " \t\r\n")
		if first.Start >= p.Start && first.Start < p.End {
			if before := strings.TrimRight(text[:min(first.Start-p.Start, len(text))], " \t"); before != "" {
				add("[", "begin a word earlier", 0, lang.Span{Start: p.Start + strings.LastIndexAny(before, " \t") + 1, End: first.End})
			}
			if words := p.Text[first.Start-p.Start : min(first.End-p.Start, len(p.Text))]; strings.IndexAny(words, " \t") > 0 {
				cutAt := strings.IndexAny(words, " \t")
				rest := strings.TrimLeft(words[cutAt:], " \t")
				add("{", "begin a word later", 0, lang.Span{Start: first.End - len(rest), End: first.End})
			}
		}
		if last.End > p.Start && last.End <= p.End {
			end := last.End - p.Start
			if end < len(text) {
				rest := text[end:]
				skipped := len(rest) - len(strings.TrimLeft(rest, " \t"))
				word := strings.IndexAny(rest[skipped:], " \t")
				if word < 0 {
					word = len(rest) - skipped
				}
				add("]", "end a word later", len(spans)-1, lang.Span{Start: last.Start, End: last.End + skipped + word})
			}
			if from := max(last.Start-p.Start, 0); strings.LastIndexAny(p.Text[from:min(end, len(p.Text))], " \t") > 0 {
				at := strings.LastIndexAny(p.Text[from:min(end, len(p.Text))], " \t")
				kept := strings.TrimRight(p.Text[from:from+at], " \t")
				add("}", "end a word earlier", len(spans)-1, lang.Span{Start: last.Start, End: p.Start + from + len(kept)})
			}
		}
	}
	return list
}

// changeForm is a form that changes one field of a statement.
type changeForm struct {
	Statement, Field, Label, Value, Back, Key string
	Choices                                   []string
}

// verdictForm is a form of one button.
func verdictForm(item any, field, value, key, label, back string) (changeForm, error) {
	var id string
	switch i := item.(type) {
	case *Item:
		id = i.Statement.ID
	case Item:
		id = i.Statement.ID
	default:
		return changeForm{}, fmt.Errorf("web: a verdict on %T", item)
	}
	return changeForm{Statement: id, Field: field, Value: value, Key: key, Label: label, Back: back}, nil
}

// changeForms lists the fields of a statement that a person can correct.
func changeForms(item *Item, back string) []changeForm {
	s := &item.Statement
	list := func(refs []verbale.ActorRef) string {
		var all []string
		for _, ref := range refs {
			all = append(all, ref.Name)
		}
		return strings.Join(all, "; ")
	}
	forms := []changeForm{
		{Field: "speaker", Label: "Speaker", Value: list(s.Speakers)},
		{Field: "addressees", Label: "To", Value: list(s.Addressees)},
		{Field: "said_on", Label: "Said on", Value: orEmpty(s.SaidOn)},
		{Field: "kind", Label: "Kind", Value: string(s.Kind), Choices: names(verbale.Kinds)},
		{Field: "account", Label: "Account", Value: string(s.Account), Choices: names(verbale.Accounts)},
		{Field: "channel", Label: "Channel", Value: orEmpty(s.Channel), Choices: append([]string{""}, names(verbale.Channels)...)},
		{Field: "factuality", Label: "Said at all", Value: string(s.Factuality), Choices: names(verbale.Factualities)},
		{Field: "content", Label: "Words", Value: excerpt.Join(s.Content)},
		{Field: "cue", Label: "Cue", Value: excerpt.Join(s.Cue)},
		{Field: "source", Label: "Source", Value: excerpt.Join(s.Source)},
	}
	for i := range forms {
		forms[i].Statement, forms[i].Back = s.ID, back
	}
	return forms
}

// correctionLine is a correction on the page of all of them.
type correctionLine struct {
	CorrectionRow
	Address string
	Value   string
	CanUndo bool
}

// serveCorrections lists what people changed, the last first.
func (s *Server) serveCorrections(w http.ResponseWriter, r *http.Request) {
	rows, err := s.corrector.Corrections(r.Context())
	if err != nil {
		s.fault(w, r, err)
		return
	}
	var lines []correctionLine
	for _, row := range slices.Backward(rows) {
		line := correctionLine{CorrectionRow: row, Value: spellValue(row.Value), CanUndo: !row.Undone}
		if t := row.Target; t.Document != "" {
			a := address{document: t.Document}
			if len(t.Version) >= 16 {
				a.version = t.Version[:16]
			}
			switch {
			case len(t.Content) > 0:
				a.span = &t.Content[0]
			case len(t.Cue) > 0:
				a.span = &t.Cue[0]
			}
			line.Address = a.path()
		}
		if lines = append(lines, line); len(lines) == maxPageItems {
			break
		}
	}
	s.show(w, r, "corrections", http.StatusOK, view{Title: "Corrections", Active: "review", Data: struct {
		Lines []correctionLine
		Total int
		Done  int64
	}{lines, len(rows), doneOf(r)}})
}

// spellValue spells the value of a correction for people.
func spellValue(value json.RawMessage) string {
	var word string
	if json.Unmarshal(value, &word) == nil {
		return spellCode(word)
	}
	var named []verbale.SketchActor
	if json.Unmarshal(value, &named) == nil && len(named) > 0 && named[0].Name != "" {
		var names []string
		for _, n := range named {
			names = append(names, n.Name)
		}
		return strings.Join(names, "; ")
	}
	switch text := string(value); text {
	case "null", "[]", "":
		return "none"
	case "{}":
		return "added"
	default:
		return text
	}
}
