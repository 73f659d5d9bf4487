package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/reuse"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/lang"
)

// putSketch stores the fingerprints of the words of a version.
func (w *Writer) putSketch(version int64, text string) error {
	_, err := w.exec(`INSERT INTO sketch (version, prints) VALUES (?, ?)`, version, packed(reuse.Sketch(text)))
	return err
}

// sketchAll makes sketches of the versions that a dossier holds from before there were
// any.
func (w *Writer) sketchAll() error {
	versions, err := w.numbers(`SELECT id FROM version WHERE NOT EXISTS (SELECT 1 FROM sketch s WHERE s.version = version.id)`)
	if err != nil {
		return err
	}
	for _, version := range versions {
		words, err := w.texts(`SELECT group_concat(text, '') FROM (SELECT text FROM passage WHERE version = ? ORDER BY start)`, version)
		if err != nil {
			return err
		}
		for _, text := range words {
			if err := w.putSketch(version, text); err != nil {
				return err
			}
		}
	}
	return nil
}

func packed(prints []uint64) []byte {
	data := make([]byte, 0, 8*len(prints))
	for _, p := range prints {
		data = binary.LittleEndian.AppendUint64(data, p)
	}
	return data
}

func unpacked(data []byte) []uint64 {
	prints := make([]uint64, len(data)/8)
	for i := range prints {
		prints[i] = binary.LittleEndian.Uint64(data[8*i:])
	}
	return prints
}

// printed is a current version as it is compared with others.
type printed struct {
	id      int64
	name    string
	version string // the first 16 digits of its hash
	prints  []uint64
	asked   bool
}

// Reuse calls yield with each family of reports that share passages and of which the
// question lets one through, in order of their first reports. Memory grows by about a
// kilobyte a report.
func (d *Dossier) Reuse(ctx context.Context, q query.Query, yield func(*verbale.Reuse) error) error {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("record: reuse: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	all, err := allPrinted(ctx, tx, q)
	if err != nil {
		return fmt.Errorf("record: reuse: %w", err)
	}
	sketches := make([][]uint64, len(all))
	for i := range all {
		sketches[i] = all[i].prints
	}
	pairs := reuse.Pairs(sketches)
	l := loader{ctx: ctx, tx: tx, all: all}
	families, err := reuse.Families(pairs, l.report)
	if err != nil {
		return fmt.Errorf("record: reuse: %w", err)
	}
	for _, f := range families {
		if !slices.ContainsFunc(f.Reports, func(i int) bool { return all[i].asked }) {
			continue
		}
		row, err := l.row(&f)
		if err != nil {
			return fmt.Errorf("record: reuse: %w", err)
		}
		if err := yield(row); err != nil {
			return err
		}
	}
	return nil
}

// allPrinted are the current versions, in order of name.
func allPrinted(ctx context.Context, tx *sql.Tx, q query.Query) ([]printed, error) {
	p, err := plan(ctx, tx, q)
	if err != nil {
		return nil, err
	}
	var c clause
	if err := ofDocuments(ctx, tx, &c, p); err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, `
		SELECT v.id, d.name, substr(v.hash, 1, 16), coalesce(s.prints, x''), `+c.where()+`
		FROM document d JOIN version v ON v.id = d.current LEFT JOIN sketch s ON s.version = v.id ORDER BY d.name`, c.arguments...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []printed
	for rows.Next() {
		var r printed
		var prints sql.RawBytes
		if err := rows.Scan(&r.id, &r.name, &r.version, &prints, &r.asked); err != nil {
			return nil, err
		}
		r.prints = unpacked(prints)
		all = append(all, r)
	}
	return all, rows.Err()
}

// loader loads reports, and keeps the last few.
type loader struct {
	ctx  context.Context
	tx   *sql.Tx
	all  []printed
	kept [64]struct {
		of     int
		report *reuse.Report
	}
}

func (l *loader) report(i int) (*reuse.Report, error) {
	slot := &l.kept[i%len(l.kept)]
	if slot.report != nil && slot.of == i {
		return slot.report, nil
	}
	r, err := loadReport(l.ctx, l.tx, l.all[i].id)
	if err == nil {
		slot.of, slot.report = i, r
	}
	return r, err
}

// loadReport loads one version. A clock time counts where the report prints it: not
// from the list of reports or a file's properties.
func loadReport(ctx context.Context, tx *sql.Tx, version int64) (*reuse.Report, error) {
	var r reuse.Report
	var published, from string
	if err := tx.QueryRowContext(ctx, `
		SELECT d.name, coalesce(v.outlet, ''), coalesce(v.dateline_agency, ''), coalesce(v.published, ''), coalesce(v.published_from, ''),
		       coalesce((SELECT group_concat(text, '') FROM (SELECT text FROM passage WHERE version = v.id ORDER BY start)), '')
		FROM version v JOIN document d ON d.id = v.document WHERE v.id = ?`, version).
		Scan(&r.Name, &r.Outlet, &r.Agency, &published, &from, &r.Text); err != nil {
		return nil, err
	}
	if class := verbale.Origin(from).Class(); class == verbale.FromText || class == verbale.FromDateline || class == verbale.FromFrontMatter {
		r.Clock = published
	}
	return &r, nil
}

// row makes the row of a family.
func (l *loader) row(f *reuse.Family) (*verbale.Reuse, error) {
	row := &verbale.Reuse{
		Documents: []string{}, Passages: []verbale.ReusedPassage{}, Evidence: []verbale.Located{}, ToldDifferently: []verbale.Told{},
		Rule: "words", Confidence: sureOfSpeaker, Status: verbale.Unread, Corrected: []string{}, Extent: string(reuse.Part),
	}
	for _, i := range f.Reports {
		row.Documents = append(row.Documents, l.all[i].name)
	}
	seen := map[verbale.Located]bool{}
	for _, s := range f.Shared {
		row.Extent = string(min(reuse.Extent(row.Extent), s.Extent)) // "copy" < "near_copy" < "passage"
		first, second, err := l.both(s.Pair)
		if err != nil {
			return nil, err
		}
		for _, p := range s.Passages {
			passage := verbale.ReusedPassage{From: l.located(s.A, first, p.A), To: l.located(s.B, second, p.B), How: string(p.How)}
			if s.Direction != nil && s.Direction.FromB {
				passage.From, passage.To = passage.To, passage.From
			}
			row.Passages = append(row.Passages, passage)
			for _, e := range []verbale.Located{passage.From, passage.To} {
				if !seen[e] {
					seen[e] = true
					row.Evidence = append(row.Evidence, e)
				}
			}
		}
	}
	slices.SortFunc(row.Evidence, derive.Before)
	slices.SortStableFunc(row.Passages, func(a, b verbale.ReusedPassage) int {
		return cmp.Or(derive.Before(a.From, b.From), derive.Before(a.To, b.To))
	})
	if from, by, ok := f.Origin(); ok {
		row.Direction = &verbale.ReuseDirection{From: l.all[from].name, By: string(by)}
	}
	row.ID = derive.ID("reuse", row.Evidence)
	return row, nil
}

func (l *loader) both(p reuse.Pair) (a, b *reuse.Report, err error) {
	if a, err = l.report(p.A); err != nil {
		return nil, nil, err
	}
	b, err = l.report(p.B)
	return a, b, err
}

func (l *loader) located(i int, r *reuse.Report, s lang.Span) verbale.Located {
	return verbale.Located{Document: l.all[i].name, Version: l.all[i].version, Excerpt: verbale.Excerpt{Span: s, Text: s.Text(r.Text)}}
}

// Independent returns how many of the reports in which evidence stands tell it without
// hanging on another of them, nil where that is not known.
func (d *Dossier) Independent(ctx context.Context, evidence []verbale.Located) (*int, error) {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("record: independent: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	prints := prints{ctx: ctx, tx: tx}
	return prints.independent(evidence)
}

// prints loads current versions by name, and keeps the last few.
type prints struct {
	ctx  context.Context
	tx   *sql.Tx
	kept map[string]reuse.Telling
}

// keptPrints is how many versions are kept.
const keptPrints = 256

func (p *prints) telling(document string) (reuse.Telling, error) {
	if t, ok := p.kept[document]; ok {
		return t, nil
	}
	var version int64
	var data []byte
	if err := p.tx.QueryRowContext(p.ctx, `
		SELECT v.id, coalesce(s.prints, x'') FROM document d JOIN version v ON v.id = d.current LEFT JOIN sketch s ON s.version = v.id
		WHERE d.name = ?`, document).Scan(&version, &data); err != nil {
		return reuse.Telling{}, err
	}
	r, err := loadReport(p.ctx, p.tx, version)
	if err != nil {
		return reuse.Telling{}, err
	}
	if len(p.kept) >= keptPrints || p.kept == nil {
		p.kept = map[string]reuse.Telling{}
	}
	t := reuse.Telling{Report: r, Sketch: unpacked(data)}
	p.kept[document] = t
	return t, nil
}

// independent counts the reports in which evidence stands that do not hang on another.
func (p *prints) independent(evidence []verbale.Located) (*int, error) {
	of := map[string][]lang.Span{}
	for _, e := range evidence {
		of[e.Document] = append(of[e.Document], e.Span)
	}
	var tellings []reuse.Telling
	for _, name := range slices.Sorted(maps.Keys(of)) {
		if len(of) == 1 {
			tellings = append(tellings, reuse.Telling{})
			break
		}
		t, err := p.telling(name)
		if err != nil {
			return nil, fmt.Errorf("record: independent: %s: %w", name, err)
		}
		t.Evidence = of[name]
		tellings = append(tellings, t)
	}
	n, known := reuse.Independent(tellings)
	if !known {
		return nil, nil
	}
	return &n, nil
}

// mostSharing is how many reports are named that share words with one.
const mostSharing = 12

// Sharing returns what other reports share with one, a row each, those that share most
// first, some dozen at most. It looks at the fingerprints of all.
func (d *Dossier) Sharing(ctx context.Context, document string) ([]*verbale.Reuse, error) {
	tx, err := d.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("record: sharing: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	all, err := allPrinted(ctx, tx, query.Query{})
	if err != nil {
		return nil, fmt.Errorf("record: sharing: %w", err)
	}
	own := slices.IndexFunc(all, func(r printed) bool { return r.name == document })
	if own < 0 {
		return nil, nil
	}
	var others []int
	for i := range all {
		if i != own && reuse.Meet(all[i].prints, all[own].prints) {
			others = append(others, i)
		}
	}
	l := loader{ctx: ctx, tx: tx, all: all}
	var rows []*verbale.Reuse
	for _, i := range others {
		p := reuse.Pair{A: min(i, own), B: max(i, own)}
		a, b, err := l.both(p)
		if err != nil {
			return nil, fmt.Errorf("record: sharing: %w", err)
		}
		s := reuse.Compare(a, b)
		if len(s.Passages) == 0 || s.Extent == reuse.Part && a.Outlet != "" && a.Outlet == b.Outlet {
			continue // what an outlet prints again is mostly its furniture
		}
		s.Pair = p
		row, err := l.row(&reuse.Family{Reports: []int{p.A, p.B}, Shared: []reuse.Shared{s}})
		if err != nil {
			return nil, fmt.Errorf("record: sharing: %w", err)
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b *verbale.Reuse) int { return cmp.Compare(a.Extent, b.Extent) })
	return rows[:min(len(rows), mostSharing)], nil
}
