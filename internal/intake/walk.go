package intake

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// found is a file that walk came to.
type found struct {
	path  string // to open it
	name  string // slash path below the PATH given
	entry string // last element of path
	given bool   // it was given by itself, not found in a folder
	size  int64
}

// visitor is told what walk comes to. Its errors stop the walk.
type visitor interface {
	// enter is called with a folder before what is in it.
	enter(dir, prefix string, entries []os.DirEntry) error
	file(found) error
	fault(*Fault) error
}

// walk goes over paths in their order, and over what is below a folder in order
// of names. It passes over hidden files and office litter, and does not follow
// links to folders.
func walk(paths []string, v visitor) error {
	for _, path := range paths {
		if path == "-" {
			if err := v.file(found{path: "-", name: "-", entry: "-", given: true}); err != nil {
				return err
			}
			continue
		}
		info, err := os.Stat(path)
		switch {
		case err != nil:
			err = v.fault(systemFault(path, err))
		case info.IsDir():
			err = walkFolder(path, "", v)
		case !info.Mode().IsRegular(): // it may have no end, or never begin
			err = v.fault(&Fault{Kind: Skipped, Cause: Unreadable, File: path, Offset: -1, Count: 1,
				Reason: "it is no file but a device or a pipe", Advice: "to read JSON Lines from it, give - as the path and it as standard input"})
		default:
			err = v.file(found{path, info.Name(), info.Name(), true, info.Size()})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func walkFolder(dir, prefix string, v visitor) error {
	entries, err := os.ReadDir(dir) // sorted by name
	if err != nil {
		if err := v.fault(systemFault(dir, err)); err != nil {
			return err
		}
	}
	entries = slices.DeleteFunc(entries, func(e os.DirEntry) bool { return isLitter(e.Name()) })
	if err := v.enter(dir, prefix, entries); err != nil {
		return err
	}
	for _, entry := range entries {
		path, name := filepath.Join(dir, entry.Name()), prefix+entry.Name()
		if entry.IsDir() {
			if err := walkFolder(path, name+"/", v); err != nil {
				return err
			}
			continue
		}
		info, err := os.Stat(path) // follows links
		switch {
		case err != nil:
			err = v.fault(systemFault(path, err))
		case info.IsDir():
			err = v.fault(&Fault{Kind: Doubtful, Cause: Linked, File: path, Offset: -1, Reason: "links to folders are not followed", Advice: "give the folder itself as a path"})
		case !info.Mode().IsRegular():
			err = v.fault(&Fault{Kind: Doubtful, Cause: Unreadable, File: path, Offset: -1, Reason: "it is no file but a device or a pipe"})
		default:
			err = v.file(found{path, name, entry.Name(), false, info.Size()})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// isTextEnding reports whether files of an ending are texts.
func isTextEnding(ending string) bool {
	switch ending {
	case ".txt", ".text", ".md", ".markdown", "":
		return true
	}
	return false
}

// isLitter reports whether a name is that of a hidden file or of what systems
// and offices leave about.
func isLitter(name string) bool {
	lower := strings.ToLower(name)
	switch lower {
	case "thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin", "system volume information", "__macosx", "icon\r", "lost+found":
		return true
	}
	for _, ending := range []string{"-wal", "-shm", "-journal"} { // of a dossier that is open
		if strings.HasSuffix(lower, ".db"+ending) {
			return true
		}
	}
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$")
}

// systemFault says what the system has against a file.
func systemFault(path string, err error) *Fault {
	f := &Fault{Kind: Skipped, File: path, Offset: -1, Count: 1}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.Cause, f.Reason, f.Advice = Missing, "there is no such file or folder, or no longer", "look at the spelling of the path"
	case errors.Is(err, fs.ErrPermission):
		f.Cause, f.Reason, f.Advice = NoPermission, "you have no permission to read it", "ask its owner for permission, or copy it elsewhere"
	default:
		if pathError := (*fs.PathError)(nil); errors.As(err, &pathError) {
			err = pathError.Err
		}
		f.Cause, f.Reason, f.Advice = Unreadable, "it cannot be read: "+err.Error(), "try again, or copy it elsewhere"
	}
	return f
}
