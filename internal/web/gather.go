package web

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"verbale.dev/verbale"
	shared "verbale.dev/verbale/internal/address"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/query"
)

// The limits of what a page lists.
const (
	pageSize     = 50
	facetValues  = 12
	facetMost    = 500 // of a facet that is listed as a whole
	castActors   = 6
	manyOutlets  = 12
	daysShown    = 8
	headlines    = 2
	latestCount  = 6
	maxPageItems = 200
	tellersMost  = 25
	speakOfMost  = 500
)

// items fetches the statements of entries with what a list shows of them.
func (s *Server) items(ctx context.Context, c *catalogue, entries []int32, words string, excerpts bool) ([]Item, error) {
	numbers := make([]int64, len(entries))
	for i, at := range entries {
		numbers[i] = c.entries[at].number
	}
	rows, err := s.store.Statements(ctx, numbers)
	if err != nil {
		return nil, err
	}
	passages := map[int64][]verbale.Excerpt{}
	if excerpts {
		if err := s.store.Passages(ctx, numbers, func(statement int64, p verbale.Excerpt) error {
			passages[statement] = append(passages[statement], p)
			return nil
		}); err != nil {
			return nil, err
		}
	}
	if len(rows) != len(entries) {
		return nil, fmt.Errorf("the dossier changed meanwhile: %w", errStale)
	}
	list := make([]Item, 0, len(rows))
	for i, row := range rows {
		e := &c.entries[entries[i]]
		item := c.item(row, c.documents[e.document].row)
		if excerpts {
			item.Excerpt = excerptOf(row, item.Tag, passages[numbers[i]], words)
		}
		list = append(list, item)
	}
	return list, nil
}

// item puts a statement together with its report.
func (c *catalogue) item(s *verbale.Statement, row *verbale.DocumentRow) Item {
	for _, refs := range [][]verbale.ActorRef{s.Speakers, s.Addressees} {
		for i := range refs {
			refs[i].Name = c.nameOf(refs[i].ID, refs[i].Name)
		}
	}
	if len(s.Speakers) > 0 {
		s.Speaker = &s.Speakers[0]
	}
	if s.Teller != nil {
		s.Teller.Name = c.nameOf(s.Teller.ID, s.Teller.Name)
	}
	item := Item{
		Statement: *s,
		Report:    refOf(row),
	}
	a := address{document: s.Document, version: s.Version}
	if len(s.Content) > 0 {
		a.span = &s.Content[0].Span
		if p := shared.Portable(row.URI, s.Content[0].Text); p != "" {
			item.Portable = &p
		}
	}
	item.Address = a.path()
	if s.Speaker != nil {
		if side := c.sideOfActor(s.Speaker.ID); side != none {
			item.Side = &c.sides[side]
			item.Tag = c.sideTag(side)
		}
	}
	return item
}

// statementsData answers a query with one page of statements, those after the
// cursor, and its facets.
func (s *Server) statementsData(ctx context.Context, c *catalogue, q query.Query, after string, limit int, facets bool, whole string) (*StatementsData, error) {
	t, err := c.prepare(ctx, q, s.match)
	if err != nil {
		return nil, err
	}
	skip := after != ""
	var last int32
	if skip {
		if last, err = c.fromCursor(after); err != nil {
			return nil, err
		}
	}
	left, err := query.CountLeftOut(q, func(q query.Query) (int, error) {
		t, err := c.prepare(ctx, q, s.match)
		if err != nil {
			return 0, err
		}
		return c.total(t), nil
	})
	if err != nil {
		return nil, err
	}
	counted := c.counted(q, t, whole)
	var chosen []int32
	more := false
	c.inOrder(q.Sort, func(i int32) bool {
		if skip {
			skip = i != last
			return true
		}
		if t.fails(c, i) == 0 {
			if len(chosen) == limit {
				more = true
				return false
			}
			chosen = append(chosen, i)
		}
		return len(chosen) < counted.total
	})
	list, err := s.items(ctx, c, chosen, q.About, true)
	if err != nil {
		return nil, err
	}
	data := &StatementsData{Total: counted.total, Items: list, Facets: []Facet{}, LeftOut: LeftOutData(left), Missed: []MissData{}}
	for _, miss := range t.plan.Missed {
		data.Missed = append(data.Missed, MissData{Field: miss.Field, Value: miss.Value, Nearest: append([]string{}, miss.Nearest...)})
	}
	if more {
		next := cursor(c.entries[chosen[len(chosen)-1]].number)
		data.Next = &next
	}
	if facets {
		for _, f := range counted.facets { // who shows them writes into them
			f.Values = slices.Clone(f.Values)
			data.Facets = append(data.Facets, f)
		}
	}
	return data, nil
}

// match finds words, and remembers what it found while the dossier is the same.
func (s *Server) match(ctx context.Context, words string) ([]int64, error) {
	return s.matches.get(ctx, words)
}

// totals counts what is in the dossier.
func (c *catalogue) totals() Totals {
	o := c.overview
	return Totals{Reports: o.reports, UndatedReports: o.undatedReports, NotRead: o.notRead, Statements: o.statements,
		Unattributed: o.unattributed, Undated: o.undated, Speakers: o.speakers, Checked: o.checked,
		Corrected: o.corrected, Added: o.added, Struck: o.struck}
}

// dossierData tells the whole dossier at a glance.
func (s *Server) dossierData(ctx context.Context, c *catalogue) (*DossierData, error) {
	o := c.overview
	data := &DossierData{
		Name: s.store.Name(), About: s.store.Description(),
		Totals: c.totals(),
		Days:   []DayData{}, Unread: []UnreadReport{}, Progress: s.progress(),
	}
	if o.dated {
		first, last := o.firstDay.String(), o.lastDay.String()
		data.First, data.Last = &first, &last
	}
	data.Sides, _ = c.cast(castActors)
	data.Days = append(data.Days, o.mattering...)
	data.Periods, data.Outlets, data.More = o.periods, o.outletRows, o.moreOutlets
	data.Columns, data.Through = o.columns, o.throughRows
	data.Unread = append(data.Unread, o.unread...)
	var err error
	data.Latest, err = s.items(ctx, c, o.latest, "", true)
	return data, err
}

// refOf names a report.
func refOf(row *verbale.DocumentRow) ReportRef {
	return ReportRef{ID: row.ID, Short: row.Short, Kind: row.Kind, Outlet: row.Outlet, Title: row.Title,
		Published: row.Published, URI: row.URI}
}

// mattering puts days in the order of the calendar, each with the titles of the
// reports that tell most of its statements; of two days with the same reports
// the earlier names them.
func (c *catalogue) mattering(days []dayCount) []DayData {
	tellers := map[calendar.Day]map[int32]int{}
	for _, d := range days {
		tellers[d.day] = map[int32]int{}
	}
	for i := range c.entries {
		e := &c.entries[i]
		if told := tellers[e.first]; e.dated && told != nil && e.first == e.last && c.documents[e.document].row.Title != nil {
			told[e.document]++
		}
	}
	days = slices.Clone(days)
	slices.SortFunc(days, func(a, b dayCount) int { return int(a.day) - int(b.day) })
	list := []DayData{}
	named := map[int32]bool{}
	for _, d := range days {
		data := DayData{Day: d.day.String(), Statements: d.statements, Outlets: d.outlets, Headlines: []ReportRef{}}
		ranked := byCount(tellers[d.day])
		for _, again := range []bool{false, true} {
			for _, at := range ranked {
				if named[at] == again && len(data.Headlines) < headlines && (!again || len(data.Headlines) == 0) {
					data.Headlines = append(data.Headlines, refOf(c.documents[at].row))
					named[at] = true
				}
			}
		}
		list = append(list, data)
	}
	return list
}

// latest returns the entries that were said last: first those of which the day
// and the speaker are known, then the others by the last day on which they can
// have been said.
func (c *catalogue) latest(limit int) []int32 {
	var chosen []int32
	told := func(e *entry) int { return btoi(e.dated && !e.uncertain && e.speakers > 0) }
	later := func(a, b int32) int {
		x, y := &c.entries[a], &c.entries[b]
		_, lastX, _ := x.when()
		_, lastY, _ := y.when()
		return cmp.Or(told(y)-told(x), cmp.Compare(lastY, lastX), cmp.Compare(a, b))
	}
	for i := range c.entries {
		if _, _, ok := c.entries[i].when(); !ok || verbale.Statuses[c.entries[i].status] == verbale.Struck {
			continue
		}
		at, _ := slices.BinarySearchFunc(chosen, int32(i), later)
		if at < limit {
			chosen = slices.Insert(chosen, at, int32(i))
			chosen = chosen[:min(len(chosen), limit)]
		}
	}
	return chosen
}

// reportData tells one version of a report.
func (s *Server) reportData(c *catalogue, r *Report) *ReportData {
	data := &ReportData{
		Document: *r.Row, Hash: r.Hash, Newest: r.Hashes[len(r.Hashes)-1] == r.Hash, Text: r.Text,
		Versions: []VersionData{}, Facts: []FactData{}, Statements: []Item{}, Mentions: []MentionData{}, Dates: r.Dates,
	}
	if data.Dates == nil {
		data.Dates = []verbale.TimeExpression{}
	}
	for i, hash := range r.Hashes {
		data.Versions = append(data.Versions, VersionData{Version: hash[:16], ReadAt: r.ReadAt[i],
			Address: address{document: r.Row.ID, version: hash[:16]}.path()})
	}
	for _, f := range r.Facts {
		data.Facts = append(data.Facts, FactData{Field: f.Field, Value: f.Value, Origin: f.Origin})
	}
	for i, row := range r.Statements {
		item := c.item(row, r.Row)
		item.Number = i + 1
		data.Statements = append(data.Statements, item)
	}
	for _, m := range r.Mentions {
		mention := MentionData{Excerpt: m.Excerpt, Form: m.Form}
		if m.Chain >= 0 {
			mention.Actor = &r.Mentioned[m.Chain]
		}
		data.Mentions = append(data.Mentions, mention)
	}
	return data
}

// actorData tells the profile of an actor.
func (s *Server) actorData(ctx context.Context, c *catalogue, id string) (*ActorData, error) {
	profile, err := s.store.Profile(ctx, id)
	if err != nil {
		return nil, err
	}
	data := &ActorData{
		Actor: *profile.Actor, Own: []Item{}, Others: []TellerItem{}, Months: []Count{}, Reports: profile.Reports,
		MoreNames: max(0, profile.Names-len(profile.Actor.Names)), Told: profile.Told, MoreHeld: max(0, profile.Offices-len(profile.Told)),
	}
	if data.Told == nil {
		data.Told = []int{}
	}
	who, listed := c.actorOf[data.Actor.ID]
	if !listed {
		return nil, fmt.Errorf("no actor %q: %w", id, ErrNotFound)
	}
	data.Actor.Name = c.actors[who].name
	if side := c.actors[who].side; side != none {
		data.Side, data.Tag = &c.sides[side], c.sideTag(side)
	}
	own, others := c.tellOf(who, data)
	if data.Own, err = s.items(ctx, c, own, "", true); err != nil {
		return nil, err
	}
	if data.Others, err = s.tellers(ctx, c, others); err != nil {
		return nil, err
	}
	speaking, err := s.store.SpeakingOf(ctx, data.Actor.ID, speakOfMost)
	if err != nil {
		return nil, err
	}
	speakers := map[int32]int{}
	for _, number := range speaking {
		if at, known := c.entryOf[number]; known {
			for _, speaker := range c.speakersOf(&c.entries[at]) {
				if speaker != who {
					speakers[speaker]++
				}
			}
		}
	}
	data.SpeakOf = c.ranked(speakers, 10)
	return data, nil
}

// tellOf counts what an actor says, and returns the latest of its own words and
// the latest of what others say that it said.
func (c *catalogue) tellOf(who int32, data *ActorData) (own, others []int32) {
	addressed := map[int32]int{}
	months := map[calendar.Day]int{} // by their first day
	for _, i := range c.spoken[who] {
		e := &c.entries[i]
		if verbale.Statuses[e.status] == verbale.Struck {
			continue
		}
		countAccount(&data.Actor.Statements, verbale.Accounts[e.account])
		for _, to := range c.addresseesOf(e) {
			addressed[to]++
		}
		if !ownWords(e.account) {
			data.Ascribed++
			if len(others) < tellersMost {
				others = append(others, i)
			}
			continue
		}
		data.Total++
		if e.dated {
			if month := monthOf(e.first); month == monthOf(e.last) { // "in 1909" is of no month
				months[month]++
			}
		} else {
			data.Undated++
		}
		if len(own) < pageSize {
			own = append(own, i)
		}
	}
	for _, month := range slices.Sorted(maps.Keys(months)) {
		data.Months = append(data.Months, Count{Name: month.String()[:len("2006-01")], Count: months[month]})
	}
	data.Addresses = c.ranked(addressed, 10)
	return own, others
}

// monthOf returns the first day of the month that a day is in.
func monthOf(d calendar.Day) calendar.Day {
	_, _, day := d.Date()
	return d - calendar.Day(day-1)
}

func countAccount(counts *verbale.AccountCounts, account verbale.Account) {
	switch account {
	case verbale.Own:
		counts.Own++
	case verbale.SameSide:
		counts.SameSide++
	case verbale.Ascribed:
		counts.Ascribed++
	case verbale.OutletVoice:
		counts.Outlet++
	}
}

// tellers puts before each statement who says that it was made: the speaker of
// the statement that it is nested in, else the outlet.
func (s *Server) tellers(ctx context.Context, c *catalogue, entries []int32) ([]TellerItem, error) {
	list, err := s.items(ctx, c, entries, "", true)
	if err != nil {
		return nil, err
	}
	told := make([]TellerItem, len(list))
	for i, item := range list {
		told[i] = TellerItem{Teller: item.Statement.Teller, Item: item}
	}
	return told, nil
}

// ranked lists actors, most often first.
func (c *catalogue) ranked(counts map[int32]int, limit int) []ActorCount {
	list := make([]ActorCount, 0, len(counts))
	for at, n := range counts {
		a := &c.actors[at]
		list = append(list, ActorCount{ID: a.id, Name: a.name, Type: a.kind, Count: n})
	}
	slices.SortFunc(list, func(a, b ActorCount) int {
		switch {
		case a.Count != b.Count:
			return b.Count - a.Count
		case a.Name != b.Name:
			if a.Name < b.Name {
				return -1
			}
			return 1
		case a.ID < b.ID:
			return -1
		}
		return 1
	})
	return list[:min(limit, len(list))]
}
