package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/intake/fetch"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

// app is what every command has at hand.
type app struct {
	ctx              context.Context
	stdin            io.Reader
	stdout, stderr   io.Writer
	terminal         bool // stdout is a terminal
	errorsToTerminal bool // stderr is a terminal
	width            int  // columns of the terminal; 0 where there is none
	dossier          string
	arguments        []string // the command line
}

// page says for whom an answer is laid out.
func (a *app) page() export.Page {
	return export.Page{Width: a.width, Colour: a.terminal && os.Getenv("NO_COLOR") == ""}
}

// open opens the dossier that a question is put to: the one named, else the
// only one of the working folder.
func (a *app) open() (*sqlite.Dossier, error) {
	path := a.dossier
	if path == "" {
		found, err := dossiersHere()
		if err != nil {
			return nil, err
		}
		switch len(found) {
		case 0:
			return nil, fmt.Errorf("no dossier in this folder: %w", record.ErrNotFound)
		case 1:
			path = found[0]
		default:
			if path, _, err = newest(a.ctx, found); err != nil {
				return nil, err
			}
			fmt.Fprintf(a.stderr, "dossier %s: of %d in this folder the one that was read into last; --dossier names another.\n",
				plain.Text(path), len(found))
		}
	}
	return sqlite.Open(a.ctx, path)
}

// dossierFor returns the path of the dossier that reports at path are read into.
func (a *app) dossierFor(path string) (string, error) {
	if a.dossier != "" {
		return a.dossier, nil
	}
	found, err := dossiersHere()
	if err != nil {
		return "", err
	}
	if len(found) == 1 {
		return found[0], nil
	}
	name := "stdin"
	if at, err := url.Parse(path); err == nil && fetch.IsAddress(path) {
		name = at.Hostname()
	} else if path != "-" {
		absolute, err := filepath.Abs(path)
		if err != nil {
			return "", err
		}
		name = filepath.Base(absolute)
		for _, ending := range []string{".gz", ".jsonl", ".txt", ".text", ".md"} {
			name = strings.TrimSuffix(name, ending)
		}
	}
	if name == "" || name == "." || name == string(filepath.Separator) {
		name = "dossier"
	}
	if len(found) > 1 && !slices.Contains(found, name+".db") {
		if path, copies, err := newest(a.ctx, found); err == nil && copies {
			return path, nil
		}
		return "", fmt.Errorf("several dossiers in this folder (%s): name one with --dossier: %w",
			strings.Join(found, ", "), errUsage)
	}
	return name + ".db", nil
}

// newest returns the dossier that was read into or corrected last, of two copies
// that are alike the older file, and whether all of them were read from the same
// places, as copies are.
func newest(ctx context.Context, paths []string) (chosen string, copies bool, err error) {
	type candidate struct {
		path, changed string
		made          time.Time
		roots         []string
	}
	all := make([]candidate, len(paths))
	for i, path := range paths {
		all[i].path = path
		d, err := sqlite.Open(ctx, path)
		if err != nil {
			return "", false, err
		}
		all[i].changed, err = d.LastChange(ctx)
		if err == nil {
			all[i].roots, err = d.Roots(ctx)
		}
		if err = errors.Join(err, d.Close()); err != nil {
			return "", false, err
		}
		info, err := os.Stat(path)
		if err != nil {
			return "", false, err
		}
		all[i].made = info.ModTime()
	}
	copies = len(all[0].roots) > 0
	for _, c := range all[1:] {
		copies = copies && slices.Equal(c.roots, all[0].roots)
	}
	// Changed within one second: of copies the file that was written first is the
	// original, of other dossiers the one written last was read into last.
	best := slices.MinFunc(all, func(x, y candidate) int {
		age := x.made.Compare(y.made)
		if !copies {
			age = -age
		}
		return cmp.Or(cmp.Compare(y.changed, x.changed), age)
	})
	return best.path, copies, nil
}

// dossiersHere lists the dossiers of the working folder in order of name.
func dossiersHere() ([]string, error) {
	files, err := filepath.Glob("*.db")
	if err != nil {
		return nil, err
	}
	var found []string
	for _, file := range files {
		if sqlite.IsDossier(file) {
			found = append(found, file)
		}
	}
	return found, nil
}

// plural spells a count with its noun: "1 report", "3 reports".
func plural(n int, noun string) string {
	if n == 1 {
		return fmt.Sprintf("1 %s", noun)
	}
	if strings.HasSuffix(noun, "y") {
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
