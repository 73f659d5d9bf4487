package web

import (
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/excerpt"
)

// speakerOf names the speaker of a statement as resolved, else as written.
func speakerOf(s *verbale.Statement) string {
	if s.Speaker != nil {
		return s.Speaker.Name
	}
	if len(s.Source) > 0 {
		return excerpt.Join(s.Source)
	}
	return "Unattributed"
}

// citation spells a statement as a line for prose: the words, speaker, day,
// and the report with its address.
func citation(i Item) string {
	s := &i.Statement
	words := excerpt.Join(s.Content)
	if s.Mode != verbale.Direct {
		words = "[" + words + "]"
	}
	parts := []string{speakerOf(s)}
	if s.SaidOn != nil {
		parts = append(parts, "said "+spellDate(*s.SaidOn))
	} else {
		parts = append(parts, "undated")
	}
	switch s.Account {
	case verbale.Ascribed:
		parts = append(parts, "as another side tells it")
	case verbale.OutletVoice:
		parts = append(parts, "in the outlet's own voice")
	}
	report := i.Report.Short
	if i.Report.Outlet != nil && i.Report.Title != nil {
		report = *i.Report.Outlet + ", “" + *i.Report.Title + "”"
		if i.Report.Published != nil {
			report += ", " + spellDate(*i.Report.Published)
		}
	}
	if i.Report.Kind == verbale.Note {
		report += " (a note)"
	}
	line := words + " (" + strings.Join(parts, ", ") + "; " + report
	if i.Portable != nil {
		line += ", " + *i.Portable
	}
	return shown(line + "; " + i.Address + ")")
}

// sheetRow spells a statement as one row for a sheet, cells between tabs.
func sheetRow(i Item) string {
	s := &i.Statement
	cells := []string{
		excerpt.Join(s.Content), speakerOf(s), excerpt.Join(s.Source), orEmpty(s.SaidOn), string(s.Account), string(s.Kind), string(s.Mode),
		orEmpty(i.Report.Outlet), orEmpty(i.Report.Published), orEmpty(i.Report.Title), orEmpty(i.Portable), i.Address,
	}
	for k, cell := range cells {
		cell = strings.Join(strings.Fields(shown(cell)), " ")
		// A cell that a sheet would take for a formula is guarded.
		if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
			cell = "'" + cell
		}
		cells[k] = cell
	}
	return strings.Join(cells, "\t")
}

func orEmpty[T ~string](s *T) string {
	if s == nil {
		return ""
	}
	return string(*s)
}
