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
	Card  reportView
}

// hardItem is an item with all that makes setting it hard: a name without a
// break, an outlet that is written from right to left, marks that turn the text
// about, a note of one's own, struck.
func hardItem(item Item) Item {
	name := "Sir Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch of the Embassy"
	outlet := "الجريدة"
	speaker := verbale.ActorRef{ID: "a-example", Name: name, Type: verbale.Person}
	item.Statement.Speaker, item.Statement.Speakers = &speaker, []verbale.ActorRef{speaker}
	item.Statement.Content = []verbale.Excerpt{{Span: lang.Span{Start: 0, End: 40}, Text: "that <b>this</b> is \u202enot\u202c markup"}}
	item.Statement.Status = verbale.Struck
	item.Report = ReportRef{Short: outlet + ", 28 Jul 1914", Kind: verbale.Note, Outlet: &outlet}
	return item
}

// styleCard is a card with every line.
func styleCard(item Item) reportView {
	office, cameo := "envoy", "012"
	occasion := verbale.Excerpt{Span: lang.Span{Start: 50, End: 60}, Text: "in a note"}
	to := verbale.ActorRef{ID: "a-other", Name: "The Minister", Type: verbale.Person}
	item.Number = 2
	item.Statement.Speaker.Office = &office
	item.Statement.CAMEO = &cameo
	item.Statement.Occasion = &occasion
	item.Statement.Addressees = []verbale.ActorRef{to}
	item.Statement.Cue = []verbale.Excerpt{{Span: lang.Span{Start: 31, End: 35}, Text: "said"}}
	item.Statement.Corrected = []string{"kind"}
	item.Statement.Status = verbale.Corrected
	return reportView{Before: "/style", After: "/style",
		Card: &card{Item: item, Parent: &item, Inner: []Item{item}, Others: []Item{item}, Record: "sha256:0000 bytes 0–14"}}
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
		if i > 1 {
			speaker := verbale.ActorRef{ID: "a-example", Name: "The Envoy", Type: verbale.Person}
			item.Statement.Speaker, item.Statement.Speakers = &speaker, []verbale.ActorRef{speaker}
		}
		data.Items = append(data.Items, item)
	}
	data.Items = append(data.Items, hardItem(data.Items[3]))
	data.Card = styleCard(data.Items[2])
	s.show(w, r, "style", http.StatusOK, view{Title: "Style", Data: data})
}
