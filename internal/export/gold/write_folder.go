package gold

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// WriteFolder writes a folder as files of words, with the texts beside them, so
// that [Read] reads the same again. Files that are there already are written
// over. Errors are those of the file system, or name words of a text that the
// folder does not have.
func WriteFolder(dir string, f *Folder) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("gold: %w", err)
	}
	put := func(name, text string) error {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			return fmt.Errorf("gold: %w", err)
		}
		return nil
	}
	var actors strings.Builder
	if err := WriteActors(&actors, f.Actors); err != nil {
		return err
	}
	if err := put(actorsFile+Ending, actors.String()); err != nil {
		return err
	}
	for _, r := range f.Reports {
		var report strings.Builder
		if err := Write(&report, r); err != nil {
			return err
		}
		if err := put(r.Key+Ending, report.String()); err != nil {
			return err
		}
		if err := put(r.Document, r.Text); err != nil {
			return err
		}
	}
	done := map[string]bool{}
	for _, kind := range recordKinds() {
		if done[kind.file] {
			continue
		}
		done[kind.file] = true
		var relations strings.Builder
		if err := WriteRelations(&relations, f, kind.file); err != nil {
			return err
		}
		if relations.Len() > 0 {
			if err := put(kind.file+Ending, relations.String()); err != nil {
				return err
			}
		}
	}
	return nil
}
