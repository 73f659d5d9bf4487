package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/query"
)

// foot is what stands under every list: the same rows in other formats, and the command
// that gives them.
type foot struct {
	Exports []exportLink
	JSON    string
	Command string
}

// footOf makes the foot of a list whose address without an ending is that of a question.
func footOf(name string, address func(path string) string, command string, flags []string) foot {
	f := foot{JSON: address("/" + name + ".json"), Command: strings.TrimSpace(command + " " + query.CommandLine(flags))}
	for _, format := range plainFormats() {
		f.Exports = append(f.Exports, exportLink{Label: format.Name, Address: address("/" + name + "." + format.Ending)})
	}
	return f
}

// plainFormats lists the formats in which rows of any kind can be had, but for the table,
// which the page is, and JSON, which the API gives.
func plainFormats() []export.Format {
	return slices.DeleteFunc(export.Formats(), func(f export.Format) bool {
		return f.Columns == export.Few || f.Days || f.Notes || f.Name == "json"
	})
}

// listing is a list of rows that a question selects, as the command of its name gives them.
type listing[T any] struct {
	name    string // in its address
	command string // that lists the same; "" is called as the address is
	sheet   export.Sheet[T]
	// columns are those that a request asks for, where it may.
	columns func(r *http.Request) []string
	// rows answers the question of a request, and says by which flags the command is
	// asked the same.
	rows func(r *http.Request) (rows []T, flags []string, err error)
}

// routeListing gives a list an address for each format.
func routeListing[T any](s *Server, mux *http.ServeMux, l listing[T]) {
	for _, format := range plainFormats() {
		mux.HandleFunc("GET /"+l.name+"."+format.Ending, func(w http.ResponseWriter, r *http.Request) {
			rows, flags, err := l.rows(r)
			if err != nil {
				s.fault(w, r, err)
				return
			}
			command := cmp.Or(l.command, l.name)
			s.sendRows(w, r, l.name, command, flags, format, func(page export.Page) error {
				if l.columns != nil && format.Columns != export.Values {
					page.Columns = l.columns(r)
				}
				page.Name = command
				writer, err := export.NewWriter(w, &format, l.sheet, page)
				if err != nil {
					return err
				}
				for _, row := range rows {
					if err := writer.Write(row); err != nil {
						return err
					}
				}
				return writer.Close()
			})
		})
	}
}

// sendRows answers with a file of rows.
func (s *Server) sendRows(w http.ResponseWriter, r *http.Request, name, command string, flags []string, format export.Format, write func(export.Page) error) {
	w.Header().Set("Content-Type", format.MediaType)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+"."+format.Ending+`"`)
	page := export.Page{Name: name, Title: s.store.Name(), Excel: format.Name == "csv"}
	page.About = func() ([][2]string, error) {
		return [][2]string{
			{"dossier", s.store.Name()}, {"command", strings.TrimSpace("verbale " + command + " " + query.CommandLine(flags))}, {"program", "verbale " + s.version},
		}, nil
	}
	if err := write(page); err != nil {
		s.logger.Error("the rows could not all be written", "path", r.URL.Path, "error", err)
		panic(http.ErrAbortHandler) // the file is not whole, and must not look so
	}
}
