package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/world"
)

// Papers calls yield with each paper that the question lets through: first those that
// moved, by the day of their first step, then the others by their own day; and with
// its steps in order of day.
func (d *Dossier) Papers(ctx context.Context, q record.PaperQuery, yield func(*verbale.PaperRow, []*verbale.Transfer) error) error {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("record: papers: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	ids, err := paperIDs(ctx, tx, q)
	if err != nil {
		return fmt.Errorf("record: papers: %w", err)
	}
	prints := prints{ctx: ctx, tx: tx}
	for chunk := range slices.Chunk(ids, batch) {
		papers, steps, err := fetchPapers(ctx, tx, chunk)
		if err != nil {
			return fmt.Errorf("record: papers: %w", err)
		}
		for _, p := range papers {
			if p.Doubtful && !q.Doubtful && len(q.IDs) == 0 {
				continue
			}
			if p.Independent, err = prints.independent(p.Evidence); err != nil {
				return fmt.Errorf("record: paper %s: %w", p.ID, err)
			}
			if err := yield(p, steps[p.ID]); err != nil {
				return err
			}
		}
	}
	return nil
}

// HasPapers reports whether a current version speaks of a paper that is not doubtful.
func (d *Dossier) HasPapers(ctx context.Context) (has bool, err error) {
	err = d.db.QueryRowContext(ctx, `
		SELECT EXISTS (SELECT 1 FROM document d JOIN local_paper l ON l.version = d.current WHERE l.confidence >= ?)`, record.SurePaper).Scan(&has)
	if err != nil {
		return false, fmt.Errorf("record: papers: %w", err)
	}
	return has, nil
}

// paperIDs lists the papers that a question lets through, in their order.
func paperIDs(ctx context.Context, tx *sql.Tx, q record.PaperQuery) ([]string, error) {
	c, err := ofPapers(ctx, tx, q)
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, `
		SELECT l.paper, coalesce(min(coalesce(s.happened, s.received)), ''), count(s.number), coalesce(min(l.day), ''), min(d.name || char(9) || l.ordinal)
		FROM local_paper l JOIN document d ON d.current = l.version
		LEFT JOIN paper_step s ON s.paper = l.number AND s.factuality = 'happened' AND s.confidence >= 750
		    AND NOT (l.named AND s.step IN ('signed', 'adopted', 'ratified', 'agreed') AND length(coalesce(s.happened, '')) < 7)
		WHERE l.paper IN (SELECT l.paper FROM document d JOIN version v ON v.id = d.current JOIN local_paper l ON l.version = v.id WHERE `+c.where()+`)
		GROUP BY l.paper`, c.arguments...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	type listed struct {
		id, moved, day, place string
		steps                 int
	}
	var all []listed
	for rows.Next() {
		var l listed
		if err := rows.Scan(&l.id, &l.moved, &l.steps, &l.day, &l.place); err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	known := func(day string) string { return cmp.Or(day, "~") }
	slices.SortFunc(all, func(a, b listed) int {
		return cmp.Or(cmp.Compare(min(b.steps, 1), min(a.steps, 1)), strings.Compare(known(a.moved), known(b.moved)),
			strings.Compare(known(a.day), known(b.day)), strings.Compare(a.place, b.place), strings.Compare(a.id, b.id))
	})
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].id
	}
	return ids, rows.Err()
}

// ofPapers are the conditions of a question on local papers l of versions v of
// documents d.
func ofPapers(ctx context.Context, tx *sql.Tx, q record.PaperQuery) (*clause, error) {
	p, err := plan(ctx, tx, q.Query)
	if err != nil {
		return nil, err
	}
	var c clause
	actors := func(list []string, paper, step string) error {
		return among(&c, fmt.Sprintf(`l.number IN (
			WITH x AS (SELECT value FROM json_each(?))
			SELECT p.paper FROM x JOIN local_actor a ON a.actor = x.value JOIN paper_party p ON p.version = a.version AND p.local = a.ordinal WHERE p.role IN (%s)
			UNION SELECT s.paper FROM x JOIN local_actor a ON a.actor = x.value JOIN step_party p ON p.version = a.version AND p.local = a.ordinal
			JOIN paper_step s ON s.number = p.step WHERE p.role IN (%s))`, paper, step), list)
	}
	if err := errors.Join(
		ofDocuments(ctx, tx, &c, p),
		actors(p.Speakers, `'author'`, `'from'`),
		actors(p.Addressees, `'addressee', 'party'`, `'to'`),
		among(&c, `l.number IN (SELECT p.paper FROM json_each(?) x JOIN paper_party p ON p.side = x.value)`, p.Sides),
		among(&c, `l.kind IN (SELECT value FROM json_each(?))`, q.Kinds),
		among(&c, `l.number IN (SELECT paper FROM paper_step WHERE step IN (SELECT value FROM json_each(?)))`, q.Steps),
		among(&c, `l.paper IN (SELECT o.paper FROM json_each(?) x JOIN local_paper o ON o.id = x.value)`, q.IDs),
	); err != nil {
		return nil, err
	}
	if p.About != "" {
		match, err := matchExpression(p.About)
		if err != nil {
			return nil, err
		}
		c.add(`l.number IN (SELECT m.paper FROM passage_text x JOIN paper_mention m ON m.passage = x.rowid WHERE passage_text MATCH ?)`, match)
	}
	if p.Undated {
		c.add(`l.day IS NULL AND NOT EXISTS (SELECT 1 FROM paper_step s WHERE s.paper = l.number AND coalesce(s.happened, s.received) IS NOT NULL)`)
	}
	if p.Since == "" && p.Until == "" {
		return &c, nil
	}
	days, err := column[string](ctx, tx, `SELECT happened FROM paper_step WHERE happened IS NOT NULL UNION SELECT received FROM paper_step
		WHERE received IS NOT NULL UNION SELECT day FROM local_paper WHERE day IS NOT NULL`)
	if err != nil {
		return nil, err
	}
	days = slices.DeleteFunc(days, func(day string) bool { return !p.SaidWithin(day, "") })
	return &c, among(&c, `l.number IN (WITH x AS (SELECT value FROM json_each(?)) SELECT l.number FROM x JOIN local_paper l ON l.day = x.value
		UNION SELECT s.paper FROM x JOIN paper_step s ON s.happened = x.value OR s.received = x.value)`, append([]string{}, days...))
}

// side is somebody who has to do with a paper as one telling names him, with for whom
// he acts.
type side struct {
	verbale.ActorRef
	key string
}

// toldBy is one telling of a list of such: the actors, and where it stands.
type toldBy struct {
	who      []side
	account  verbale.Account
	teller   *verbale.ActorRef
	evidence verbale.Located
}

// agreed is what tellings of a list agree on: where none names sides that another does
// not, the fullest one; else nothing, and each is told differently.
func agreed(field string, tellings []toldBy) ([]verbale.ActorRef, []verbale.Told) {
	tellings = slices.DeleteFunc(slices.Clone(tellings), func(t toldBy) bool { return len(t.who) == 0 })
	refs := []verbale.ActorRef{}
	if len(tellings) == 0 {
		return refs, nil
	}
	fullest := tellings[0]
	for _, t := range tellings[1:] {
		if known, best := len(withSide(t.who)) > 0, len(withSide(fullest.who)) > 0; known != best { // somebody of whom no more is known does not stand for a group
			if known {
				fullest = t
			}
			continue
		}
		if len(keysOf(t.who)) > len(keysOf(fullest.who)) || len(keysOf(t.who)) == len(keysOf(fullest.who)) && closer(t.who, fullest.who) {
			fullest = t
		}
	}
	keys := keysOf(fullest.who)
	for _, t := range tellings {
		for _, key := range keysOf(withSide(t.who)) {
			if !slices.Contains(keys, key) && len(withSide(fullest.who)) > 0 {
				return refs, toldDifferently(field, tellings)
			}
		}
	}
	return refsOf(fullest.who), nil
}

// withSide are those of whom it is known for whom they act, and those who are no
// persons: a person may act for whomever another telling names.
func withSide(who []side) []side {
	return slices.DeleteFunc(slices.Clone(who), func(s side) bool { return s.key == "" && s.Type == verbale.Person })
}

// closer reports whether a names persons where b names offices, bodies or states, or
// offices where b names those, or any of them where b has words alone.
func closer(a, b []side) bool {
	rank := func(list []side) int {
		n := 0
		for i := range list {
			switch {
			case list[i].Type == verbale.Person:
				n += 3
			case list[i].ID == "" && list[i].key != "": // an office of it: "the Norlander envoy"
				n += 2
			case list[i].ID != "":
				n++
			}
		}
		return n
	}
	return rank(a) > rank(b)
}

func toldDifferently(field string, tellings []toldBy) []verbale.Told {
	var told []verbale.Told
	seen := map[string]int{}
	for _, t := range tellings {
		names := strings.Join(keysOf(t.who), "\x00")
		if k, again := seen[names]; again {
			told[k].Evidence = append(told[k].Evidence, t.evidence)
			continue
		}
		seen[names] = len(told)
		told = append(told, verbale.Told{Field: field, Value: refsOf(t.who), Account: t.account, Teller: t.teller, Evidence: []verbale.Located{t.evidence}})
	}
	return told
}

func keysOf(who []side) []string {
	keys := make([]string, len(who))
	for i := range who {
		keys[i] = cmp.Or(who[i].key, strings.ToLower(who[i].Name))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func refsOf(who []side) []verbale.ActorRef {
	refs := make([]verbale.ActorRef, 0, len(who))
	for i := range who {
		if !slices.ContainsFunc(refs, func(r verbale.ActorRef) bool { return r.Name == who[i].Name && r.ID == who[i].ID }) {
			refs = append(refs, who[i].ActorRef)
		}
	}
	return refs
}

// sideOf is who words mean: an actor of the dossier, a state of the world, or the words.
func sideOf(words string, id, name, kind, worldID, key *string) side {
	s := side{ActorRef: verbale.ActorRef{Name: strings.Join(strings.Fields(words), " "), Type: verbale.UnknownType}}
	if key != nil {
		s.key = *key
	}
	switch {
	case id != nil && name != nil && kind != nil:
		s.ActorRef = verbale.ActorRef{ID: *id, Name: *name, Type: verbale.ActorType(*kind)}
	case worldID != nil:
		if e := world.Load().ByID(*worldID); e != nil {
			s.ActorRef = verbale.ActorRef{ID: e.ID, Name: e.Name, Type: e.Type}
		}
	}
	return s
}

// localPaper is a paper as one report knows it, as it is stored.
type localPaper struct {
	number   int64
	paper    string
	located  verbale.Located // of its first mention
	name     string
	named    bool
	kind     verbale.PaperKind
	day      *string
	answers  *string // id of a paper
	answered *verbale.PaperKind
	rule     string
	sure     int
	outlet   *verbale.ActorRef
	tellings map[string][]side // by role
	edit     *verbale.RowEdit
}

// fetchPapers returns the papers of those ids in their order, and their steps by the
// paper.
func fetchPapers(ctx context.Context, tx *sql.Tx, ids []string) ([]*verbale.PaperRow, map[string][]*verbale.Transfer, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, nil, err
	}
	locals, err := fetchLocalPapers(ctx, tx, string(list))
	if err != nil {
		return nil, nil, err
	}
	transfers, err := transfersOf(ctx, tx, string(list))
	if err != nil {
		return nil, nil, err
	}
	byPaper := map[string][]*localPaper{}
	for _, l := range locals {
		byPaper[l.paper] = append(byPaper[l.paper], l)
	}
	stepsOf := map[string][]*verbale.Transfer{}
	for _, t := range transfers {
		stepsOf[t.Paper] = append(stepsOf[t.Paper], t)
	}
	papers := make([]*verbale.PaperRow, 0, len(ids))
	byID := map[string]*verbale.PaperRow{}
	for _, id := range ids {
		if group := byPaper[id]; len(group) > 0 {
			p := paperRow(id, group, stepsOf[id])
			papers = append(papers, p)
			byID[id] = p
		}
	}
	if err := fetchSeen(ctx, tx, string(list), byID); err != nil {
		return nil, nil, err
	}
	if err := fetchWishes(ctx, tx, string(list), byID); err != nil {
		return nil, nil, err
	}
	return papers, stepsOf, fetchSays(ctx, tx, string(list), byID)
}

// paperRow makes the row of a paper of its tellings, which are in order of document and
// place.
func paperRow(id string, group []*localPaper, steps []*verbale.Transfer) *verbale.PaperRow {
	p := verbale.NewPaperRow()
	p.ID, p.Rule = id, group[0].rule
	documents := map[string]bool{}
	kinds := map[verbale.PaperKind]int{}
	lists := map[string][]toldBy{}
	var days []toldBy
	for _, l := range group {
		documents[l.located.Document] = true
		kinds[l.kind]++
		p.Confidence = max(p.Confidence, l.sure)
		laid([]*verbale.RowEdit{l.edit}, &p.Status, &p.Corrected)
		p.Evidence = append(p.Evidence, l.located)
		if l.answers != nil && *l.answers != id && (p.Answers == nil || *l.answered == verbale.PaperDraft) {
			p.Answers = l.answers
		}
		for _, role := range []string{"author", "addressee", "party"} {
			lists[role] = append(lists[role], toldBy{who: l.tellings[role], account: verbale.Own, teller: l.outlet, evidence: l.located})
		}
		if l.day != nil {
			days = append(days, toldBy{who: []side{{key: *l.day}}, account: verbale.Own, teller: l.outlet, evidence: l.located})
		}
	}
	for _, t := range steps {
		p.Steps = append(p.Steps, t.ID)
	}
	p.Kind = commonest(group, kinds)
	p.Name = bestName(group)
	p.Tellings = len(documents)
	if p.Tellings > 1 && p.Confidence < 950 {
		p.Confidence = min(950, p.Confidence+50)
	}
	for _, field := range []struct {
		name, role string
		to         *[]verbale.ActorRef
	}{{"authors", "author", &p.Authors}, {"addressees", "addressee", &p.Addressees}, {"parties", "party", &p.Parties}} {
		refs, told := agreed(field.name, lists[field.role])
		*field.to = refs
		p.ToldDifferently = append(p.ToldDifferently, told...)
	}
	setOwnDay(p, days)
	p.Doubtful = p.Confidence < record.SurePaper
	return p
}

// setOwnDay sets the day that all tellings of a paper agree on.
func setOwnDay(p *verbale.PaperRow, days []toldBy) {
	for i := range days {
		day := days[i].who[0].key
		if p.On == nil {
			p.On = &day
		} else if *p.On != day {
			p.On = nil
			break
		}
	}
	if p.On != nil || len(days) < 2 {
		return
	}
	for _, d := range days {
		p.ToldDifferently = append(p.ToldDifferently,
			verbale.Told{Field: "on", Value: d.who[0].key, Account: d.account, Teller: d.teller, Evidence: []verbale.Located{d.evidence}})
	}
}

// commonest is the kind that most tellings give, the first of several.
func commonest(group []*localPaper, kinds map[verbale.PaperKind]int) verbale.PaperKind {
	best := group[0].kind
	for _, l := range group {
		if kinds[l.kind] > kinds[best] {
			best = l.kind
		}
	}
	return best
}

// bestName is the name that a paper is listed by: a proper name before a description,
// a description of at most ten words before a longer one.
func bestName(group []*localPaper) string {
	best := group[0]
	score := func(l *localPaper) int {
		words := len(strings.Fields(l.name))
		switch {
		case l.named:
			return 100 + min(words, 8)
		case words > 10:
			return 10
		}
		return 20 + words
	}
	for _, l := range group[1:] {
		if score(l) > score(best) {
			best = l
		}
	}
	return best.name
}

func fetchLocalPapers(ctx context.Context, tx *sql.Tx, ids string) ([]*localPaper, error) {
	rows, err := tx.QueryContext(ctx, `
		SELECT l.number, l.paper, d.name, substr(v.hash, 1, 16), m.start, m."end", m.words, l.name, l.named, l.kind, l.day, a.paper, a.kind, l.rule, l.confidence, l.edited, v.outlet
		FROM json_each(?) x JOIN local_paper l ON l.paper = x.value JOIN document d ON d.current = l.version JOIN version v ON v.id = l.version
		JOIN paper_mention m ON m.paper = l.number AND m.ordinal = 0
		LEFT JOIN local_paper a ON a.version = l.version AND a.ordinal = l.answers
		ORDER BY x.key, d.name, l.ordinal`, ids)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []*localPaper
	byNumber := map[int64]*localPaper{}
	for rows.Next() {
		l := &localPaper{tellings: map[string][]side{}}
		var outlet, edited *string
		e := &l.located
		if err := rows.Scan(&l.number, &l.paper, &e.Document, &e.Version, &e.Start, &e.End, &e.Text, &l.name, &l.named, &l.kind, &l.day, &l.answers, &l.answered,
			&l.rule, &l.sure, &edited, &outlet); err != nil {
			return nil, err
		}
		if l.edit, err = editIn(edited); err != nil {
			return nil, err
		}
		l.outlet = outletRef(outlet)
		byNumber[l.number] = l
		all = append(all, l)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	return all, eachParty(ctx, tx, `
		SELECT l.number, p.role, p.words, a.id, a.name, a.type, p.world, p.side
		FROM json_each(?) x JOIN local_paper l ON l.paper = x.value JOIN document d ON d.current = l.version
		JOIN paper_party p ON p.paper = l.number
		LEFT JOIN local_actor y ON y.version = p.version AND y.ordinal = p.local LEFT JOIN actor a ON a.id = y.actor
		ORDER BY l.number, p.role, p.ordinal`, ids, func(number int64, role string, s side) {
		if l := byNumber[number]; l != nil {
			l.tellings[role] = append(l.tellings[role], s)
		}
	})
}

// outletRef names an outlet as whose word something is; nil where none is known.
func outletRef(outlet *string) *verbale.ActorRef {
	if outlet == nil || *outlet == "" {
		return nil
	}
	return &verbale.ActorRef{Name: *outlet, Type: verbale.Organisation}
}

// eachParty yields who takes part, by the number of the paper or step.
func eachParty(ctx context.Context, tx *sql.Tx, question, ids string, yield func(number int64, role string, s side)) error {
	rows, err := tx.QueryContext(ctx, question, ids)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var number int64
		var role, words string
		var id, name, kind, worldID, key *string
		if err := rows.Scan(&number, &role, &words, &id, &name, &kind, &worldID, &key); err != nil {
			return err
		}
		yield(number, role, sideOf(words, id, name, kind, worldID, key))
	}
	return rows.Err()
}

// fetchSeen fills in where papers are spoken of and how they are called.
func fetchSeen(ctx context.Context, tx *sql.Tx, ids string, byID map[string]*verbale.PaperRow) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT l.paper, d.name, substr(v.hash, 1, 16), m.start, m."end", m.words, m.tied, coalesce(v.outlet, d.name)
		FROM json_each(?) x JOIN local_paper l ON l.paper = x.value JOIN document d ON d.current = l.version JOIN version v ON v.id = l.version
		JOIN paper_mention m ON m.paper = l.number
		ORDER BY x.key, d.name, m.start, m."end"`, ids)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id, by string
		var at verbale.Located
		var tied bool
		if err := rows.Scan(&id, &at.Document, &at.Version, &at.Start, &at.End, &at.Text, &tied, &by); err != nil {
			return err
		}
		p := byID[id]
		if p == nil {
			continue
		}
		p.Mentions = append(p.Mentions, at)
		if !tied {
			p.Names = called(p.Names, withoutArticle(at.Text), by)
		}
	}
	for _, p := range byID {
		slices.SortStableFunc(p.Names, func(a, b verbale.PaperName) int { return cmp.Compare(b.Count, a.Count) })
	}
	return rows.Err()
}

// called adds one more place where a paper is called by a name.
func called(names []verbale.PaperName, name, by string) []verbale.PaperName {
	i := slices.IndexFunc(names, func(n verbale.PaperName) bool { return strings.EqualFold(n.Text, name) })
	if i < 0 {
		return append(names, verbale.PaperName{Text: name, By: []string{by}, Count: 1})
	}
	names[i].Count++
	names[i].By = with(names[i].By, by)
	return names
}

func withoutArticle(words string) string {
	words = strings.Join(strings.Fields(words), " ")
	for _, article := range []string{"the ", "a ", "an "} {
		if len(words) > len(article) && strings.EqualFold(words[:len(article)], article) {
			return words[len(article):]
		}
	}
	return words
}

// fetchSays fills in what is told of papers: what they themselves are told to say, and
// what somebody says who speaks of them.
func fetchSays(ctx context.Context, tx *sql.Tx, ids string, byID map[string]*verbale.PaperRow) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT DISTINCT l.paper, s.number FROM json_each(?) x JOIN local_paper l ON l.paper = x.value JOIN document d ON d.current = l.version
		JOIN paper_mention m ON m.paper = l.number
		JOIN statement s ON s.version = l.version AND s.status <> 'struck'
		JOIN statement_span c ON c.statement = s.number AND c.role IN ('content', 'source') AND c.start <= m.start AND m."end" <= c."end"
		ORDER BY x.key, d.name, s.ordinal`, ids)
	if err != nil {
		return err
	}
	defer rows.Close()
	type said struct {
		paper  string
		number int64
	}
	var all []said
	var numbers []int64
	for rows.Next() {
		var x said
		if err := rows.Scan(&x.paper, &x.number); err != nil {
			return err
		}
		all = append(all, x)
		if !slices.Contains(numbers, x.number) {
			numbers = append(numbers, x.number)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil || len(all) == 0 {
		return err
	}
	statements, err := fetchStatements(ctx, tx, numbers)
	if err != nil {
		return err
	}
	byNumber := map[int64]*verbale.Statement{}
	for i, n := range numbers {
		if i < len(statements) {
			byNumber[n] = statements[i]
		}
	}
	for _, x := range all {
		p, s := byID[x.paper], byNumber[x.number]
		if p == nil || s == nil || len(s.Content) == 0 {
			continue
		}
		says := verbale.PaperSays{Teller: s.Speaker, Account: s.Account, Evidence: []verbale.Located{}}
		var words []string
		for _, e := range s.Content {
			words = append(words, strings.Join(strings.Fields(e.Text), " "))
			says.Evidence = append(says.Evidence, verbale.Located{Document: s.Document, Version: s.Version, Excerpt: e})
		}
		says.Words = strings.Join(words, " … ")
		p.Says = append(p.Says, says)
	}
	return nil
}

// fetchWishes fills in what somebody wants of papers, each with whose word it is.
func fetchWishes(ctx context.Context, tx *sql.Tx, ids string, byID map[string]*verbale.PaperRow) error {
	rows, err := tx.QueryContext(ctx, `
		SELECT l.paper, d.name, substr(v.hash, 1, 16), m.start, m."end", m.words, m.value, m.voice, m.by_words, o.id, o.name, o.type, m.world, m.side,
		       v.outlet, a.id, a.name, a.type
		FROM json_each(?) x JOIN local_paper l ON l.paper = x.value JOIN document d ON d.current = l.version JOIN version v ON v.id = l.version
		JOIN paper_wish m ON m.paper = l.number
		LEFT JOIN local_actor n ON n.version = m.version AND n.ordinal = m.local LEFT JOIN actor o ON o.id = n.actor
		LEFT JOIN statement q ON q.version = l.version AND q.id = m.voice
		LEFT JOIN statement_actor w ON w.statement = q.number AND w.role = 'speaker' AND w.ordinal = 0
		LEFT JOIN local_actor y ON y.version = w.version AND y.ordinal = w.local LEFT JOIN actor a ON a.id = y.actor
		ORDER BY x.key, d.name, m.start, m.ordinal`, ids)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var at verbale.Located
		var paper, value string
		var voice, by, ofID, ofName, ofType, worldID, key, outlet, id, name, kind *string
		if err := rows.Scan(&paper, &at.Document, &at.Version, &at.Start, &at.End, &at.Text, &value, &voice, &by, &ofID, &ofName, &ofType, &worldID, &key,
			&outlet, &id, &name, &kind); err != nil {
			return err
		}
		p := byID[paper]
		if p == nil {
			continue
		}
		wish := verbale.PaperWish{Value: value, Evidence: []verbale.Located{at}}
		if by != nil {
			of := sideOf(*by, ofID, ofName, ofType, worldID, key)
			wish.Of = &of.ActorRef
		}
		switch {
		case voice == nil:
			wish.Teller = outletRef(outlet)
		case id != nil:
			wish.Teller = &verbale.ActorRef{ID: *id, Name: *name, Type: verbale.ActorType(*kind)}
		}
		p.Wishes = append(p.Wishes, wish)
	}
	return rows.Err()
}
