package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/query"
)

// exportBatch is how many statements are fetched at a time.
const exportBatch = 512

// exportLink leads to the rows of a page in a format.
type exportLink struct{ Label, Address string }

// exported lists the formats in which lists of statements can be had: all but
// the table, which the page is, and JSON, which the API gives a page at a time.
func exported() []export.Format {
	return slices.DeleteFunc(export.Formats(), func(f export.Format) bool { return f.Columns == export.Few || strings.HasSuffix("."+f.Ending, ".json") })
}

// serveExport writes all statements of a query in a format, as the command does.
func (s *Server) serveExport(w http.ResponseWriter, r *http.Request, format export.Format) {
	q, err := queryOf(r.URL.Query())
	if err != nil {
		s.fault(w, r, err)
		return
	}
	var hits []int32
	var from *catalogue
	if err := s.ask(r.Context(), func(c *catalogue) error {
		t, err := c.prepare(r.Context(), q, s.match)
		if err == nil {
			from, hits = c, c.hits(q, t)
		}
		return err
	}); err != nil {
		s.fault(w, r, err)
		return
	}
	w.Header().Set("Content-Type", format.MediaType)
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="statements.%s"`, format.Ending))
	page := export.Page{Name: "statements", Title: s.store.Name(), Excel: format.Name == "csv"}
	page.About = func() ([][2]string, error) {
		return [][2]string{
			{"dossier", s.store.Name()}, {"command", "verbale statements " + query.CommandLine(q.Flags())}, {"program", "verbale " + s.version},
		}, nil
	}
	if err := s.writeStatements(r.Context(), w, from, hits, &format, page, "http://"+r.Host); err != nil {
		s.logger.Error("the rows could not all be written", "error", err)
		panic(http.ErrAbortHandler) // the file is not whole, and must not look so
	}
}

// writeStatements writes the statements of entries. A report without an address
// of its own is shown by these pages, whose address begins with base.
func (s *Server) writeStatements(ctx context.Context, w io.Writer, c *catalogue, entries []int32, format *export.Format, page export.Page, base string) error {
	writer, err := export.NewWriter(w, format, sheet.Statements, page)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(entries, exportBatch) {
		list, err := s.items(ctx, c, some, "", false)
		if err != nil {
			return err
		}
		for i := range list {
			item := &list[i]
			row := sheet.Statement{Statement: &item.Statement, Report: c.documents[c.entries[some[i]].document].row, Page: base + item.Address}
			if item.Portable != nil {
				row.Page = *item.Portable
			}
			if item.Side != nil {
				row.Side = *item.Side
			}
			if err := writer.Write(row); err != nil {
				return err
			}
		}
	}
	return writer.Close()
}
