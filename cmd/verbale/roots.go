package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/record/sqlite"
)

// tellUnrelated says, before reports are read, that they come from another
// folder than those before: in a dossier a name stands for one report, and
// files of the same name in two folders would be taken for versions of one. It
// notes the folders.
func (a *app) tellUnrelated(w io.Writer, dossier *sqlite.Dossier, paths []string) error {
	known, err := dossier.Roots(a.ctx)
	if err != nil {
		return err
	}
	var folders []string
	for _, path := range paths {
		folder := folderOf(path)
		if folder == "" {
			continue
		}
		folders = append(folders, folder)
		related := len(known) == 0
		for _, other := range known {
			related = related || within(folder, other) || within(other, folder)
		}
		if !related {
			fmt.Fprintf(w, "note: so far this dossier was read from %s; %s is another folder. A file there with the name of one\nhere would be taken for a new version of it. To keep them apart: --dossier %s.db\n",
				plain.Text(strings.Join(known, ", ")), plain.Text(path), plain.Text(filepath.Base(folder)))
		}
	}
	return dossier.AddRoots(a.ctx, folders)
}

// folderOf returns the absolute path of the folder that path is or lies in; ""
// for standard input, JSON Lines, whose names are ids, and what is not there.
func folderOf(path string) string {
	info, err := os.Stat(path)
	absolute, pathErr := filepath.Abs(path)
	lower := strings.ToLower(path)
	if err != nil || pathErr != nil || strings.HasSuffix(lower, ".jsonl") || strings.HasSuffix(lower, ".jsonl.gz") {
		return ""
	}
	if !info.IsDir() {
		return filepath.Dir(absolute)
	}
	return absolute
}

// within reports whether a folder is another one or lies below it.
func within(folder, other string) bool {
	below, err := filepath.Rel(other, folder)
	return err == nil && below != ".." && !strings.HasPrefix(below, ".."+string(filepath.Separator))
}
