package web

// room is one of the five under which the pages stand.
type room struct {
	Name string
	Tabs []tab // those that have something to show
	Here bool  // the page stands in it
}

// Address is that of the first of its pages.
func (r room) Address() string { return r.Tabs[0].Address }

// tab is a page of a room.
type tab struct {
	Key     string // what pages that stand under it call it, view.Active
	Label   string
	Address string
	Here    bool
	there   func(*Server, *catalogue) bool // whether it has rows; nil is always
}

func hasStatements(_ *Server, c *catalogue) bool { return c.overview.statements+c.overview.struck > 0 }

// derivedAtOnce is the number of reports up to which what lies between them is derived as
// soon as any page is shown; above it when a page of it is.
const derivedAtOnce = 300

// derived reports whether something lies between the reports. Until that is derived the
// pages of it are listed.
func derived(has func(*between) bool) func(*Server, *catalogue) bool {
	return func(s *Server, c *catalogue) bool {
		if _, derives := s.store.(Exchanger); !derives || c.overview.statements == 0 {
			return false
		}
		if !s.progress().Reading && len(c.documents) <= derivedAtOnce {
			s.begin(c)
		}
		if b := c.derivation.now(); b != nil {
			return has(b)
		}
		return !c.derivation.done()
	}
}

// rooms are all rooms with all their pages, in their order.
var rooms = []room{
	{Name: "Dossier", Tabs: []tab{{Key: "dossier", Label: "Dossier", Address: "/"}}},
	{Name: "Exchange", Tabs: []tab{
		{Key: "exchange", Label: "Requests", Address: "/exchange", there: derived(func(b *between) bool { return len(b.requests) > 0 })},
		{Key: "clauses", Label: "Clauses", Address: "/clauses", there: derived(func(b *between) bool { return len(b.clauses) > 0 })},
		{Key: "expectations", Label: "Foretold", Address: "/expectations", there: derived(func(b *between) bool { return len(b.expectations) > 0 })},
		{Key: "changes", Label: "Changes", Address: "/changes", there: derived(func(b *between) bool { return len(b.changes) > 0 })},
	}},
	{Name: "Record", Tabs: []tab{
		{Key: "timeline", Label: "Timeline", Address: "/timeline", there: hasStatements},
		{Key: "statements", Label: "Statements", Address: "/statements", there: hasStatements},
		{Key: "events", Label: "Events", Address: "/events", there: func(_ *Server, c *catalogue) bool { return c.events }},
		{Key: "papers", Label: "Papers", Address: "/papers", there: func(_ *Server, c *catalogue) bool { return c.papers }},
		{Key: "compare", Label: "Compare", Address: "/compare", there: func(_ *Server, c *catalogue) bool { return c.told }},
	}},
	{Name: "Cast", Tabs: []tab{{Key: "actors", Label: "Cast", Address: "/actors", there: func(_ *Server, c *catalogue) bool { return c.overview.speakers > 0 }}}},
	{Name: "Reports", Tabs: []tab{{Key: "reports", Label: "Reports", Address: "/reports", there: func(_ *Server, c *catalogue) bool { return c.overview.reports > 0 }}}},
}

// roomsOf lists the rooms that have a page with rows, and of each those pages and the
// one that is shown. Where nothing is known of the dossier yet, all are listed.
func (s *Server) roomsOf(c *catalogue, active string) []room {
	var list []room
	for _, r := range rooms {
		open := room{Name: r.Name}
		for _, t := range r.Tabs {
			t.Here = t.Key == active
			open.Here = open.Here || t.Here
			if t.Here || c == nil || t.there == nil || t.there(s, c) {
				open.Tabs = append(open.Tabs, t)
			}
		}
		if len(open.Tabs) > 0 {
			list = append(list, open)
		}
	}
	return list
}

// tabsOf are the pages of the room that is shown, where it has several.
func tabsOf(rooms []room) *room {
	for i := range rooms {
		if rooms[i].Here && len(rooms[i].Tabs) > 1 {
			return &rooms[i]
		}
	}
	return nil
}

// toReview counts the statements that no person has looked at.
func toReview(c *catalogue) int {
	if c == nil {
		return 0
	}
	o := c.overview
	return o.statements - o.checked - o.corrected - o.added
}
