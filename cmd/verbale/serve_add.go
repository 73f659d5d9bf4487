package main

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/ingest"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/intake/fetch"
	"verbale.dev/verbale/internal/intake/formats"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/internal/web"
)

// adder reads a text that a person pasted, in the way of a file with a table
// beside it: what the person says outranks what is recognised.
type adder struct {
	path  string                                   // of the dossier
	read  func(*verbale.Document) *verbale.Reading // as the dossier's reports are read
	local bool                                     // addresses of this machine are fetched too
	mutex sync.Mutex
	seen  memory
}

// Preview tells what would be recognised, and stores nothing.
func (a *adder) Preview(ctx context.Context, draft web.Draft, most int) ([]web.Previewed, error) {
	var documents []*verbale.Document
	take := func(item intake.Item) error {
		if fault := item.Fault; fault != nil && (fault.Kind == intake.Skipped || fault.Kind == intake.PassedOver) {
			return fmt.Errorf("%w: %s", web.ErrQuery, reasonOf(draft, fault))
		}
		if item.Document == nil {
			return nil
		}
		if len(documents) == most {
			return fmt.Errorf("%w: it holds more than %d reports: read it with \"verbale read\"", web.ErrQuery, most)
		}
		if len(item.Document.Text) > web.MaxText {
			return fmt.Errorf("%w: its text is longer than %d kB: read it with \"verbale read\"", web.ErrQuery, web.MaxText>>10)
		}
		documents = append(documents, item.Document)
		a.seen.put(item)
		return nil
	}
	if draft.Kind == verbale.Report {
		draft.Kind = "" // the usual: what is recognised counts
	}
	var err error
	if draft.Address != "" {
		client := fetch.New(fetch.Options{Local: a.local, MaxBytes: intake.DefaultMaxDocument})
		err = client.Read(ctx, formats.NewReader(), draft.Address, take)
	} else {
		err = withDraft(draft, func(source *intake.Reader, paths []string) error { return source.Read(ctx, paths, take) })
	}
	if err == nil && len(documents) == 0 {
		err = fmt.Errorf("%w: there is nothing to read in it", web.ErrQuery)
	}
	if err != nil {
		return nil, err
	}
	a.mutex.Lock()
	defer a.mutex.Unlock()
	found := make([]web.Previewed, len(documents))
	for i, document := range documents {
		if draft.File != "" {
			document.Name = nameIn(draft, document.Name)
		}
		found[i].Document = document
		if document.Readable() {
			found[i].Reading = a.read(document)
		}
	}
	return found, nil
}

// nameIn is the name of a report in a file that somebody added, which was read under
// another name.
func nameIn(draft web.Draft, read string) string {
	name := nameOfDraft(draft)
	if _, id, many := strings.Cut(read, "!"); many {
		name += "!" + id
	}
	return name
}

// Endings lists the endings of files that can be read.
func (a *adder) Endings() []string {
	endings := []string{".txt", ".text", ".md", ".json", ".jsonl"}
	for _, format := range formats.All() {
		endings = append(endings, format.Endings...)
	}
	slices.Sort(endings)
	return slices.Compact(endings)
}

// reasonOf says what is wrong with a draft; the file that it was written to is
// no business of who added it.
func reasonOf(draft web.Draft, fault *intake.Fault) string {
	switch fault.Cause {
	case intake.BadEncoding, intake.UnknownEncoding:
		return fmt.Sprintf("%s (at byte %d); choose its encoding", fault.Reason, fault.Offset)
	case intake.OtherEnding, intake.NotReadYet:
		return "a file that ends in " + strings.ToLower(filepath.Ext(draft.File)) + " is not read yet: paste its text"
	}
	return fault.Reason
}

// Add reads the text into the dossier, with its lock held for so long.
func (a *adder) Add(ctx context.Context, draft web.Draft) (name string, err error) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	dossier, err := sqlite.Open(ctx, a.path)
	if err != nil {
		return "", asWeb(err)
	}
	defer func() { err = errors.Join(err, dossier.Close()) }()
	if err := dossier.Lock(ctx); errors.Is(err, record.ErrLocked) {
		return "", fmt.Errorf("%w: reports are being read into this dossier; try again when that is done", web.ErrQuery)
	} else if err != nil {
		return "", err
	}
	before := a.seen.get(draft.Text)
	name = nameOfDraft(draft)
	if before != nil {
		draft = before.onlyChanged(draft)
		draft.Name = name
	}
	err = withDraft(draft, func(source *intake.Reader, paths []string) error {
		done, err := ingest.Run{Dossier: dossier, Workers: 1}.From(ctx, func(ctx context.Context, yield func(intake.Item) error) error {
			return source.Read(ctx, paths, func(item intake.Item) error {
				if before != nil {
					item = before.restore(item)
				}
				return yield(item)
			})
		})
		if err == nil && done.Added+done.Changed+done.Again+done.Unchanged == 0 {
			err = fmt.Errorf("%w: %w", web.ErrQuery, errors.Join(faultsOf(done)...))
		}
		return err
	})
	return name, err
}

func faultsOf(done ingest.Outcome) []error {
	faults := []error{errors.New("nothing was read")}
	for _, fault := range done.Faults {
		faults = append(faults, fault)
	}
	return faults
}

// withDraft writes a draft with its table of reports into a folder that is gone
// when use returns: a text as a line of JSON under its name, a file as it is.
func withDraft(draft web.Draft, use func(source *intake.Reader, paths []string) error) (err error) {
	folder, err := os.MkdirTemp("", "verbale-add-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	file, key, value := "text"+filepath.Ext(draft.File), "path", ""
	value = file
	content := []byte(draft.Text)
	if draft.File == "" {
		file, key, value = "text.jsonl", "id", nameOfDraft(draft)
		if content, err = json.Marshal(map[string]string{"id": value, "text": draft.Text}); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(folder, file), content, 0o600); err != nil {
		return err
	}
	var table strings.Builder
	rows := csv.NewWriter(&table)
	header, row := []string{key}, []string{value}
	for _, field := range []struct{ name, value string }{
		{"kind", string(draft.Kind)}, {"outlet", draft.Outlet}, {"published", draft.Published}, {"uri", draft.URI}, {"title", draft.Title}, {"encoding", draft.Encoding},
	} {
		if field.value != "" {
			header, row = append(header, field.name), append(row, field.value)
		}
	}
	if err := rows.WriteAll([][]string{header, row}); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "reports.csv"), []byte(table.String()), 0o600); err != nil {
		return err
	}
	return use(formats.NewReader(), []string{folder})
}

// nameOfDraft is the draft's name, else one made from its kind, day, outlet and
// words, so that the same text added twice is one document.
func nameOfDraft(draft web.Draft) string {
	if draft.Name != "" {
		return draft.Name
	}
	digest := sha256.Sum256([]byte(draft.Text))
	parts := []string{"added"}
	if draft.Kind == verbale.Note {
		parts[0] = "notes"
	}
	name := hex.EncodeToString(digest[:4])
	for _, part := range []string{draft.Outlet, draft.Published} {
		part = strings.Map(func(r rune) rune {
			if r == '/' || r == '\\' || r < ' ' || r == '@' {
				return '-'
			}
			return r
		}, part)
		if part != "" {
			name = strings.ReplaceAll(part, " ", "-") + "-" + name
		}
	}
	return parts[0] + "/" + name + ".txt"
}
