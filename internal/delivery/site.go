package delivery

import (
	"bufio"
	"cmp"
	"context"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/excerpt"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/lang"
)

// Site is the form in which `verbale publish` writes: pages that need no server.
var Site = &Format{Name: "site", write: writeSite}

var (
	//go:embed site.html
	siteHTML string
	//go:embed site.css
	siteCSS string
	//go:embed site.js
	siteJS string

	siteTemplates = template.Must(template.New("").Parse(siteHTML))
)

// site writes the pages.
type site struct {
	*job
	states countries
	index  *bufio.Writer // of the search
	found  int
}

// page is what every page has.
type page struct {
	Title string
	Root  string // the way back: "../../"
	Model string
	Hash  string
	Name  string
}

func (s *site) page(title string, depth int) page {
	return page{Title: title, Root: strings.Repeat("../", depth), Model: s.about.Model, Hash: s.about.Hash, Name: s.about.Dossier}
}

// write writes a page from one of the templates.
func (s *site) write(path, name string, data any) error {
	return s.file(path, func(f *os.File) error {
		out := bufio.NewWriter(f)
		return errors.Join(siteTemplates.ExecuteTemplate(out, name, data), out.Flush())
	})
}

var plainElement = regexp.MustCompile(`^[A-Za-z0-9_-][A-Za-z0-9._-]*$`)

// folderOf is where the page of a report stands, at the address that it has on a server:
// d/NAME@VERSION. A name that not every file system takes is spelt in base64 behind a
// tilde, which a server understands too.
func folderOf(document, version string) string {
	plain := len(document) < 150
	for _, element := range strings.Split(document, "/") {
		plain = plain && plainElement.MatchString(element)
	}
	if !plain {
		document = "~" + base64.RawURLEncoding.EncodeToString([]byte(document))
	}
	return "d/" + document + "@" + version
}

func depthOf(folder string) int { return strings.Count(folder, "/") + 1 }

// siteStatement is a statement on a page.
type siteStatement struct {
	ID, Who, Kind, Day, Account, Teller, Words string
	Span                                       string // START-END
	Page                                       string // of its report, from the root; "" on that page itself
	Report                                     string
}

// writeSite writes all pages.
func writeSite(ctx context.Context, j *job) error {
	s := &site{job: j}
	var err error
	if s.states, err = countriesOf(ctx, j.Dossier); err != nil {
		return err
	}
	for name, text := range map[string]string{"site.css": siteCSS, "site.js": siteJS} {
		if err := s.file(name, func(f *os.File) error { _, err := io.WriteString(f, text); return err }); err != nil {
			return err
		}
	}
	var reports []siteReport
	if err := s.file("search.index.js", func(f *os.File) error {
		s.index = bufio.NewWriter(f)
		s.index.WriteString("var verbale = [")
		err := eachReading(ctx, j, func(r *sqlite.Reading, events []*verbale.Event) error {
			j.about.Reports++
			report, err := s.report(r, events)
			reports = append(reports, report)
			return err
		})
		s.index.WriteString("\n];\n")
		return errors.Join(err, s.index.Flush())
	}); err != nil {
		return err
	}
	actors, err := s.actors(ctx, reports)
	if err != nil {
		return err
	}
	months, err := s.timeline(ctx, reports)
	if err != nil {
		return err
	}
	if !j.Whole {
		j.leave("the texts of the reports but for the words that were said, and so what was done (--texts whole)")
	}
	slices.SortStableFunc(reports, func(a, b siteReport) int { return strings.Compare(cmp.Or(a.Day, "9"), cmp.Or(b.Day, "9")) })
	if err := s.write("search.html", "search", s.page("Search", 0)); err != nil {
		return err
	}
	return s.write("index.html", "index", struct {
		page
		Reports []siteReport
		Actors  []siteActor
		Months  []string
		LeftOut []string
		Rows    int
	}{s.page(j.about.Dossier, 0), reports, actors, months, j.about.LeftOut, j.about.Rows})
}

// siteReport is a report in lists.
type siteReport struct {
	Short, Title, Day, Page, Document string
	Statements                        int
}

// segment is a stretch of a report's text.
type segment struct {
	Text    string
	Said    bool
	Anchors []string // of statements whose content begins here
}

// report writes the page of a report.
func (s *site) report(r *sqlite.Reading, events []*verbale.Event) (siteReport, error) {
	d := r.Row
	folder := folderOf(d.ID, d.Version)
	in := siteReport{Short: d.Short, Title: cell.Text(d.Title), Day: cell.Text(query.ReportDay(d.Dateline.Date, d.Published)), Page: folder + "/index.html", Document: d.ID}
	var statements []siteStatement
	var spans []lang.Span
	for _, st := range r.Statements {
		if st.Status == verbale.Struck {
			continue
		}
		one := statementOf(st)
		statements = append(statements, one)
		for _, e := range st.Content {
			spans = append(spans, e.Span)
		}
		s.about.Rows++
		data, err := json.Marshal([]string{one.Words, one.Who, one.Day, one.Kind, d.Short, in.Page + "#" + one.Span})
		if err != nil {
			return in, err
		}
		if s.found++; s.found > 1 {
			s.index.WriteByte(',')
		}
		s.index.WriteByte('\n')
		s.index.Write(data)
	}
	in.Statements = len(statements)
	var text []segment
	var done []siteStatement
	if s.Whole {
		for _, e := range events {
			if e.Confidence >= record.SureEvent {
				done = append(done, doneOf(e))
			}
		}
		text = segmentsOf(r.Text, spans, slices.Concat(statements, done))
	}
	return in, s.write(in.Page, "report", struct {
		page
		Report     *verbale.DocumentRow
		Hash64     string
		Day        string
		Link       string
		Text       []segment
		Statements []siteStatement
		Events     []siteStatement
	}{s.page(d.Short, depthOf(folder)), d, r.Hash, in.Day, webOnly(cell.Text(d.URI)), text, statements, done})
}

func webOnly(address string) string {
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		return address
	}
	return ""
}

func statementOf(st *verbale.Statement) siteStatement {
	names := make([]string, len(st.Speakers))
	for i, a := range st.Speakers {
		names[i] = a.Name
	}
	one := siteStatement{
		ID: st.ID, Who: cmp.Or(strings.Join(names, ", "), excerpt.Join(st.Source), "unattributed"), Kind: string(st.Kind), Day: cell.Text(st.SaidOn),
		Account: string(st.Account), Words: excerpt.Join(st.Content), Span: fmt.Sprintf("%d-%d", st.Content[0].Start, st.Content[len(st.Content)-1].End),
	}
	if st.Teller != nil {
		one.Teller = st.Teller.Name
	}
	return one
}

// doneOf is an event on a page.
func doneOf(e *verbale.Event) siteStatement {
	names := make([]string, len(e.Initiators))
	for i, a := range e.Initiators {
		names[i] = a.Name
	}
	at := e.Evidence[0]
	one := siteStatement{ID: e.ID, Who: cmp.Or(strings.Join(names, "; "), "nobody named"), Kind: string(e.Type) + ", " + string(e.Factuality), Day: cell.Text(e.On),
		Words: at.Text, Span: fmt.Sprintf("%d-%d", at.Start, at.End)}
	if e.Teller != nil {
		one.Teller = e.Teller.Name
	}
	return one
}

// segmentsOf cuts a text at the borders of what was said.
func segmentsOf(text string, spans []lang.Span, statements []siteStatement) []segment {
	type border struct{ at, change int }
	borders := []border{{len(text), 0}}
	for _, span := range spans {
		borders = append(borders, border{span.Start, 1}, border{span.End, -1})
	}
	anchors := map[int][]string{}
	for _, st := range statements {
		var start int
		_, _ = fmt.Sscanf(st.Span, "%d", &start)
		if at := anchors[start]; !slices.Contains(at, st.Span) {
			anchors[start] = append(at, st.Span)
		}
		borders = append(borders, border{start, 0})
	}
	slices.SortStableFunc(borders, func(a, b border) int { return a.at - b.at })
	var all []segment
	from, open := 0, 0
	for _, b := range borders {
		if b.at > from {
			all = append(all, segment{Text: text[from:b.at], Said: open > 0, Anchors: anchors[from]})
			from = b.at
		}
		open += b.change
	}
	return all
}

// siteActor is an actor in lists.
type siteActor struct {
	ID, Name, Type, Sides, Names string
	Statements                   int
	Page                         string
}

// actors writes the page of everybody who speaks, with what is said, in order of day.
func (s *site) actors(ctx context.Context, reports []siteReport) ([]siteActor, error) {
	pages := pagesOf(reports)
	var all []siteActor
	if err := s.ask(ctx, `SELECT id, name, type, coalesce(sides, ''), coalesce(names, ''), statements FROM v_actors WHERE statements > 0 ORDER BY statements DESC, name, id`,
		func(row []string) error {
			all = append(all, siteActor{ID: row[0], Name: row[1], Type: row[2], Sides: row[3], Names: row[4], Page: "a/" + row[0] + "/index.html"})
			return nil
		}); err != nil {
		return nil, err
	}
	byID := map[string]*siteActor{}
	for i := range all {
		byID[all[i].ID] = &all[i]
	}
	var now string
	var said []siteStatement
	end := func() error {
		a := byID[now]
		if a == nil || len(said) == 0 {
			return nil
		}
		a.Statements = len(said)
		return s.write(a.Page, "actor", struct {
			page
			Actor      *siteActor
			Statements []siteStatement
		}{s.page(a.Name, 2), a, said})
	}
	err := s.ask(ctx, `
		SELECT v.actor, s.id, coalesce(s.speaker, ''), s.kind, coalesce(s.said_on, ''), s.account, coalesce(s.teller, ''), s.words, s.start_byte, s.end_byte, s.document, s.report
		FROM v_voices v JOIN v_statements s ON s.id = v.statement AND s.document = v.document
		WHERE v.role = 'speaker' ORDER BY v.actor, s.said_on IS NULL, s.said_on, s.document, s.start_byte`,
		func(row []string) error {
			if row[0] != now {
				if err := end(); err != nil {
					return err
				}
				now, said = row[0], nil
			}
			if at, ok := pages[row[10]]; ok {
				said = append(said, siteStatement{ID: row[1], Who: row[2], Kind: row[3], Day: row[4], Account: row[5], Teller: row[6], Words: row[7], Span: row[8] + "-" + row[9], Page: at, Report: row[11]})
			}
			return nil
		})
	if err == nil {
		err = end()
	}
	return slices.DeleteFunc(all, func(a siteActor) bool { return a.Statements == 0 }), err
}

func pagesOf(reports []siteReport) map[string]string {
	pages := map[string]string{}
	for _, r := range reports {
		pages[r.Document] = r.Page
	}
	return pages
}

// ask puts a question in SQL and gives its rows as words.
func (s *site) ask(ctx context.Context, question string, yield func([]string) error) error {
	answer, err := s.Dossier.Ask(ctx, question)
	if err != nil {
		return err
	}
	defer answer.Close()
	return answer.Each(ctx, func(values []any) error {
		row := make([]string, len(values))
		for i, v := range values {
			if v != nil {
				row[i] = fmt.Sprint(v)
			}
		}
		return yield(row)
	})
}

var monthOf = regexp.MustCompile(`^\d{4}(?:-\d\d)?`)

// timeline writes a page for each month, and returns the months.
func (s *site) timeline(ctx context.Context, reports []siteReport) ([]string, error) {
	pages := pagesOf(reports)
	var months []string
	var rows []siteStatement
	now := ""
	end := func() error {
		if now == "" || len(rows) == 0 {
			return nil
		}
		months = append(months, now)
		return s.write("timeline/"+now+"/index.html", "month", struct {
			page
			Statements []siteStatement
		}{s.page(now, 2), rows})
	}
	question := `SELECT said_on AS day, id, coalesce(speaker, speaker_as_written, 'unattributed'), kind, account, coalesce(teller, ''), words, start_byte, end_byte, document, report FROM v_statements WHERE said_on IS NOT NULL`
	if s.Whole {
		question += `
		UNION ALL
		SELECT happened_on, id, coalesce(who, 'nobody named'), type || ', ' || factuality, '', coalesce(teller, ''), words, start_byte, end_byte, document, report FROM v_events WHERE happened_on IS NOT NULL`
	}
	err := s.ask(ctx, question+` ORDER BY 1, 10, 8`,
		func(row []string) error {
			month := cmp.Or(monthOf.FindString(row[0]), "other")
			if month != now {
				if err := end(); err != nil {
					return err
				}
				now, rows = month, nil
			}
			if at, ok := pages[row[9]]; ok {
				rows = append(rows, siteStatement{Day: row[0], ID: row[1], Who: row[2], Kind: row[3], Account: row[4], Teller: row[5], Words: row[6], Span: row[7] + "-" + row[8], Page: at, Report: row[10]})
			}
			return nil
		})
	if err == nil {
		err = end()
	}
	return months, err
}
