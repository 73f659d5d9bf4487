package web

import (
	"net/http"
	"strconv"

	"verbale.dev/verbale"
	"verbale.dev/verbale/lang"
)

// styleData is what the page of all elements shows.
type styleData struct {
	Sides []SideData
	Items []Item
}

// serveStyle shows every element in every state.
func (s *Server) serveStyle(w http.ResponseWriter, r *http.Request) {
	var data styleData
	for tag := 0; tag <= maxTags; tag++ {
		name := "no side, or one of many"
		if tag > 0 {
			name = "side " + strconv.Itoa(tag)
		}
		data.Sides = append(data.Sides, SideData{Side: &name, Tag: tag})
	}
	outlet, title := "An Outlet", "A title"
	day, month, span, letter := "1914-07-28", "1914-07~", "1914-07-26/1914-07-28", verbale.Letter
	for i, account := range verbale.Accounts {
		statement := verbale.Statement{
			ID: "s-example", Document: "example.txt", Kind: verbale.Kinds[4*i], Mode: verbale.Modes[i%3], Account: account,
			Factuality: verbale.Factualities[i], Status: verbale.Statuses[i], Confidence: 900 - 200*i,
			Content:  []verbale.Excerpt{{Span: lang.Span{Start: 0, End: 14}, Text: "that it was so"}},
			Source:   []verbale.Excerpt{{Span: lang.Span{Start: 20, End: 30}, Text: "the envoy"}},
			NotAfter: &day,
		}
		switch i {
		case 0:
			statement.SaidOn = &day
			statement.Channel = &letter
		case 1:
			statement.SaidOn = &month
		case 2:
			statement.SaidOn = &span
		}
		item := Item{Statement: statement, Tag: i, Address: "/style",
			Report: ReportRef{Short: "An Outlet, 28 Jul 1914", Kind: verbale.Report, Outlet: &outlet, Title: &title}}
		if i > 0 {
			side := "side " + strconv.Itoa(i)
			item.Side = &side
		}
		data.Items = append(data.Items, item)
	}
	s.show(w, r, "style", http.StatusOK, view{Title: "Style", Data: data})
}
