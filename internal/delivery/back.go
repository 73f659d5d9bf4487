package delivery

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correction"
	"verbale.dev/verbale/internal/export/annotated"
	"verbale.dev/verbale/internal/export/brat"
	"verbale.dev/verbale/internal/export/webanno"
	"verbale.dev/verbale/internal/overlay"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/lang"
)

// fileOf says of which report a file in a folder of texts is.
type fileOf struct {
	File     string `json:"file"` // without its ending
	Document string `json:"document"`
	Hash     string `json:"hash"` // of the version, all 64 digits
	// Was holds kind, factuality and account of each statement as it was exported, by
	// its id: only what annotators made other than that is theirs.
	Was map[string][3]string `json:"was"`
}

// filesName is the list of those in a folder.
const filesName = "files.jsonl"

// note writes of which report a file is.
func (x *texts) note(base string, r *annotated.Report) error {
	was := map[string][3]string{}
	for _, s := range r.Statements {
		m := &r.Marks[s.Content]
		was[s.ID] = [3]string{m.Value("kind"), m.Value("factuality"), m.Value("account")}
	}
	data, err := json.Marshal(fileOf{base, r.Name, r.Hash, was})
	if err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(x.folder, filesName), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(append(data, '\n'))
	return errors.Join(err, f.Close())
}

// Back reads a folder that was exported as brat or webanno and annotated since, and
// returns the corrections that make the record what the annotators have: statements
// that they took out, added, or gave other words, another kind, factuality or account.
// Passed tells of files that are of no current version. Nothing is stored.
func Back(ctx context.Context, d *sqlite.Dossier, desk *correction.Desk, folder string, who correction.Who) (made []verbale.Correction, passed []string, err error) {
	list, err := os.Open(filepath.Join(folder, filesName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("%w: %s has no %s: it is no folder of verbale export brat or webanno", record.ErrQuery, folder, filesName)
	}
	if err != nil {
		return nil, nil, err
	}
	defer list.Close()
	scanner := bufio.NewScanner(list)
	scanner.Buffer(nil, 64<<20)
	for line := 1; scanner.Scan(); line++ {
		var f fileOf
		if err := json.Unmarshal(scanner.Bytes(), &f); err != nil || !filepath.IsLocal(filepath.FromSlash(f.File)) {
			return nil, nil, fmt.Errorf("%w: %s:%d: no file of a report", record.ErrQuery, list.Name(), line)
		}
		document, hash, _, err := d.Stored(ctx, f.Document)
		switch {
		case errors.Is(err, record.ErrNotFound):
			passed = append(passed, f.Document+" is not in the dossier")
			continue
		case err != nil:
			return nil, nil, err
		case hash != f.Hash:
			passed = append(passed, f.Document+" has another version now")
			continue
		}
		found, there, err := annotators(filepath.Join(folder, filepath.FromSlash(f.File)), document.Text)
		if err != nil {
			return nil, nil, err
		}
		if !there {
			passed = append(passed, f.Document+" has no annotations there")
			continue
		}
		b := back{desk: desk, who: who, document: f.Document, hash: hash, was: f.Was, found: found}
		some, err := b.compare(ctx, d)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", f.File, err)
		}
		made = append(made, some...)
	}
	return made, passed, scanner.Err()
}

// claim is a statement as annotators have it.
type claim struct {
	id                        string // "" or unknown to the record where it is new
	source, cue, content      []lang.Span
	kind, factuality, account string
}

// annotators reads the statements of a file, brat's or WebAnno's.
func annotators(base, text string) (claims []claim, there bool, err error) {
	if f, err := os.Open(base + ".tsv"); err == nil {
		defer f.Close()
		marks, err := webanno.Read(f, text)
		if err != nil {
			return nil, true, fmt.Errorf("%s.tsv: %w", base, err)
		}
		return ofMarks(marks), true, nil
	}
	f, err := os.Open(base + ".ann")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	defer f.Close()
	a, err := brat.Read(f)
	if err == nil {
		claims, err = ofBrat(a, text)
	}
	if err != nil {
		return nil, true, fmt.Errorf("%s.ann: %w", base, err)
	}
	return claims, true, nil
}

// ofMarks puts sources and cues to the contents that name the same statement.
func ofMarks(marks []annotated.Mark) []claim {
	var claims []claim
	place := map[string]int{}
	for _, m := range marks {
		if m.Layer != annotated.Content {
			continue
		}
		id := m.Value("statement")
		if id == "" {
			id = m.ID
		}
		place[id] = len(claims)
		claims = append(claims, claim{id: id, content: m.Spans, kind: m.Value("kind"), factuality: m.Value("factuality"), account: m.Value("account")})
	}
	for _, m := range marks {
		at, ok := place[m.Value("statement")]
		switch {
		case !ok:
		case m.Layer == annotated.Source:
			claims[at].source = append(claims[at].source, m.Spans...)
		case m.Layer == annotated.Cue:
			claims[at].cue = append(claims[at].cue, m.Spans...)
		}
	}
	return claims
}

// ofBrat reads events of type Attribution; their ids stand in the notes of contents.
func ofBrat(a *brat.Annotations, text string) ([]claim, error) {
	offsets := brat.NewOffsets(text)
	bounds := map[string]*brat.TextBound{}
	for i := range a.TextBounds {
		bounds[a.TextBounds[i].ID] = &a.TextBounds[i]
	}
	ids, values := map[string]string{}, map[string]map[string]string{}
	for _, n := range a.Notes {
		first, _, _ := strings.Cut(n.Text, ";")
		if id, ok := strings.CutPrefix(strings.TrimSpace(first), "statement="); ok {
			ids[n.Target] = id
		}
	}
	for _, t := range a.Attributes {
		if values[t.Target] == nil {
			values[t.Target] = map[string]string{}
		}
		values[t.Target][t.Name] = t.Value
	}
	var claims []claim
	for _, e := range a.Events {
		if e.Type != "Attribution" {
			continue
		}
		var c claim
		for _, argument := range e.Arguments {
			into := map[string]*[]lang.Span{"Source": &c.source, "Cue": &c.cue, "Content": &c.content}[strings.TrimRight(argument.Role, "0123456789")]
			bound := bounds[argument.ID]
			if into == nil {
				continue
			}
			if bound == nil {
				return nil, fmt.Errorf("%w: %s names %s, which is not there", record.ErrQuery, e.ID, argument.ID)
			}
			for _, r := range bound.Ranges {
				span, ok := offsets.Span(r)
				if !ok {
					return nil, fmt.Errorf("%w: %s: %d to %d is outside the text", record.ErrQuery, bound.ID, r.Start, r.End)
				}
				*into = append(*into, span)
			}
			if into == &c.content {
				if id := ids[argument.ID]; id != "" {
					c.id = id
				}
				of := values[argument.ID]
				c.kind, c.factuality, c.account = of["kind"], of["factuality"], of["account"]
			}
		}
		if len(c.content) > 0 {
			claims = append(claims, c)
		}
	}
	return claims, nil
}

type back struct {
	desk           *correction.Desk
	who            correction.Who
	document, hash string
	was            map[string][3]string
	found          []claim
}

// compare makes the corrections of one report. A statement is the claim of its id, else
// one with its very words, so that what was taken in before is not taken in again.
func (b *back) compare(ctx context.Context, d *sqlite.Dossier) (made []verbale.Correction, err error) {
	var statements []*verbale.Statement
	if err := d.Statements(ctx, query.Query{Document: []string{b.document}}, func(s *verbale.Statement) error {
		if s.Document == b.document {
			statements = append(statements, s)
		}
		return nil
	}); err != nil {
		return nil, err
	}
	byID := map[string]int{}
	for i, c := range b.found {
		byID[c.id] = i
	}
	taken := make([]bool, len(b.found))
	claims := make([]*claim, len(statements))
	for i, s := range statements {
		if at, ok := byID[s.ID]; ok {
			claims[i], taken[at] = &b.found[at], true
		}
	}
	for i, s := range statements {
		if claims[i] != nil {
			continue
		}
		for at := range b.found {
			if c := &b.found[at]; !taken[at] && sameSpans(c.content, s.Content) && sameSpans(c.cue, s.Cue) {
				claims[i], taken[at] = c, true
				break
			}
		}
	}
	for i, s := range statements {
		some, err := b.changes(ctx, s, claims[i])
		if err != nil {
			return nil, err
		}
		made = append(made, some...)
	}
	for at := range b.found {
		if !taken[at] {
			made = append(made, b.added(&b.found[at]))
		}
	}
	return made, nil
}

// changes makes the corrections of a statement that the record has; c is nil where the
// annotators have it no more. Words come last, so that those before still find the
// statement by what it was.
func (b *back) changes(ctx context.Context, s *verbale.Statement, c *claim) ([]verbale.Correction, error) {
	set := map[string]any{}
	if c == nil {
		set[overlay.Status] = verbale.Struck
	} else {
		was := b.was[c.id]
		for i, field := range []string{overlay.Kind, overlay.Factuality, overlay.Account} {
			theirs := [3]string{c.kind, c.factuality, c.account}[i]
			ours := [3]string{string(s.Kind), string(s.Factuality), string(s.Account)}[i]
			if theirs != "" && theirs != was[i] && theirs != ours {
				set[field] = theirs
			}
		}
		for field, pair := range map[string]struct {
			spans []lang.Span
			words []verbale.Excerpt
		}{overlay.Source: {c.source, s.Source}, overlay.Content: {c.content, s.Content}, overlay.Cue: {c.cue, s.Cue}} {
			if !sameSpans(pair.spans, pair.words) {
				set[field] = append([]lang.Span{}, sorted(pair.spans)...)
			}
		}
	}
	var made []verbale.Correction
	for _, field := range []string{overlay.Kind, overlay.Factuality, overlay.Account, overlay.Source, overlay.Content, overlay.Cue, overlay.Status} {
		value, ok := set[field]
		if !ok {
			continue
		}
		data, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		if !overlay.Check(field, data) {
			return nil, fmt.Errorf("%w: %s of %s cannot be %s", record.ErrQuery, field, s.ID, data)
		}
		c, err := b.desk.Of(ctx, s, field, data, b.who)
		if err != nil {
			return nil, err
		}
		made = append(made, c)
	}
	return made, nil
}

// added makes the correction that adds a statement.
func (b *back) added(c *claim) verbale.Correction {
	sketch := verbale.StatementSketch{Source: sorted(c.source), Kind: verbale.Say, Factuality: verbale.Asserted, Account: verbale.Own}
	if kind := verbale.Kind(c.kind); slices.Contains(verbale.Kinds, kind) {
		sketch.Kind = kind
	}
	if f := verbale.Factuality(c.factuality); slices.Contains(verbale.Factualities, f) {
		sketch.Factuality = f
	}
	if a := verbale.Account(c.account); slices.Contains(verbale.Accounts, a) {
		sketch.Account = a
	}
	return verbale.Correction{
		MadeBy: b.who.By, Why: b.who.Why, About: verbale.AboutStatement, Field: overlay.Whole, Value: json.RawMessage("{}"),
		Target: verbale.CorrectionTarget{Document: b.document, Version: b.hash, Cue: sorted(c.cue), Content: sorted(c.content), Sketch: &sketch},
	}
}

func sorted(spans []lang.Span) []lang.Span {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b lang.Span) int { return a.Start - b.Start })
	return spans
}

func sameSpans(spans []lang.Span, words []verbale.Excerpt) bool {
	return slices.EqualFunc(sorted(spans), words, func(s lang.Span, e verbale.Excerpt) bool { return s == e.Span })
}
