package web

import (
	"html/template"
	"net/http"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correspondence"
)

// evidenceNotes numbers the words that a printed page stands on, in the order in which
// they come, the same words once.
type evidenceNotes struct {
	c    *catalogue
	at   map[string]int
	List []evidenceNote
}

// evidenceNote says where words are.
type evidenceNote struct {
	Number  int
	Report  *verbale.DocumentRow // nil where it is not known
	Words   verbale.Located
	Address string
}

func newNotes(c *catalogue) *evidenceNotes { return &evidenceNotes{c: c, at: map[string]int{}} }

// Number is that of the note of some words.
func (n *evidenceNotes) Number(words verbale.Located) int {
	address := evidenceAddress(words)
	if at, known := n.at[address]; known {
		return at
	}
	note := evidenceNote{Number: len(n.List) + 1, Words: words, Address: address}
	if at, known := n.c.documentOf[words.Document]; known {
		note.Report = n.c.documents[at].row
	}
	n.at[address] = note.Number
	n.List = append(n.List, note)
	return note.Number
}

// noted is a row of a printed page with the notes that it adds to.
type noted struct {
	Notes *evidenceNotes
	Row   any
}

// exchangeReport is the exchange as one page that stands by itself.
type exchangeReport struct {
	Title    string
	Dossier  string
	Version  string
	Style    template.CSS
	On       string
	Command  string
	Heard    exchangeView
	Sections []exchangeSection
	Clauses  []clauseRow
	Foretold []foretoldSection
	Notes    *evidenceNotes
}

// printExchange answers with the exchange report: requests with their answers, clauses
// with who voices them, and what was foretold, each with the number of the note that
// tells where its words are. What is doubtful is not in it.
func (s *Server) printExchange(w http.ResponseWriter, r *http.Request) {
	q, err := exchangeQueryOf(r.URL.Query())
	if err != nil {
		s.fault(w, r, err)
		return
	}
	p := exchangeReport{Title: "Exchange report", Dossier: s.store.Name(), Version: s.version, Style: s.printing.style, On: q.On,
		Command: footOf("exchange", q.address, "verbale exchange", q.flags()).Command}
	if err := s.ask(r.Context(), func(c *catalogue) error {
		b, err := s.between(r.Context(), c)
		if err != nil {
			return err
		}
		papers, err := s.paperNames(r.Context())
		if err != nil {
			return err
		}
		p.Sections, _, _ = sectionsOf(c, b, q, papers)
		p.Heard.describe(c, b, q)
		p.Notes = newNotes(c)
		if q.On == "" && len(q.Kinds) == 0 {
			clauses, foretold := clausesView{}, foretoldView{}
			clauses.lay(c, b, "", papers)
			foretold.lay(c, b, "")
			p.Clauses, p.Foretold = clauses.Rows, foretold.Sections
		}
		return nil
	}); err != nil {
		s.fault(w, r, err)
		return
	}
	s.writePrinted(w, r, "print-exchange.html", p)
}

// lineNoted puts a line of the exchange together with the notes of its page.
func lineNoted(n *evidenceNotes, line *correspondence.Line) noted { return noted{n, line} }
