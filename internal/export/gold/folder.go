package gold

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"verbale.dev/verbale"
)

// Ending is the ending of every gold file's name.
const Ending = ".gold"

// Folder is everything that a folder of gold files says.
type Folder struct {
	Path      string
	Actors    []Actor
	Reports   []*Report // in order of their keys
	Relations []Relation
}

const actorsFile = "actors"

// Read reads the gold files of a folder and the texts they annotate, and
// checks them. Faults come in order of file and line; what is at fault is left
// out of the folder. The error is one of the file system.
func Read(dir string) (*Folder, []Fault, error) {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("gold: %w", err)
	}
	root, below := absolute, "."
	for range searched - 1 {
		below = path.Join(filepath.Base(root), below)
		root = filepath.Dir(root)
	}
	folder, faults, err := ReadFS(os.DirFS(root), below)
	if err != nil {
		return nil, nil, fmt.Errorf("gold: %s: %w", dir, err)
	}
	folder.Path = dir
	for i := range faults {
		faults[i].File = filepath.Join(root, filepath.FromSlash(faults[i].File))
		if short, err := filepath.Rel(absolute, faults[i].File); err == nil {
			faults[i].File = filepath.Join(dir, short)
		}
	}
	for _, r := range folder.Reports {
		r.Folder = filepath.Join(root, filepath.FromSlash(r.Folder))
	}
	return folder, faults, nil
}

// ReadFS is [Read] for a folder of a file system, within which the texts are
// looked for. Paths are those of the file system.
func ReadFS(fsys fs.FS, dir string) (*Folder, []Fault, error) {
	names, err := goldFiles(fsys, dir)
	if err != nil {
		return nil, nil, err
	}
	folder := &Folder{Path: dir}
	var all []Fault
	files := map[string][]entry{}
	for _, name := range names {
		file := path.Join(dir, name)
		text, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, nil, err
		}
		faults := &faults{file: file}
		files[name] = parseEntries(string(text), faults)
		all = append(all, faults.list...)
	}
	_, listed := files[actorsFile+Ending]
	all = append(all, folder.readActors(fsys, listed, files[actorsFile+Ending])...)

	across := map[string]bool{}
	for _, kind := range recordKinds() {
		across[kind.file+Ending] = true
	}
	for _, name := range names {
		if name == actorsFile+Ending || across[name] {
			continue
		}
		faults := &faults{file: path.Join(dir, name)}
		if r, ok := readReport(fsys, faults.file, files[name], faults); ok {
			folder.Reports = append(folder.Reports, r)
		}
		all = append(all, faults.list...)
	}
	for _, r := range folder.Reports {
		faults := &faults{file: r.file}
		folder.tieActors(r, faults)
		check(r, faults)
		all = append(all, faults.list...)
	}
	for _, name := range names {
		if !across[name] {
			continue
		}
		faults := &faults{file: path.Join(dir, name)}
		reader := relationReader{folder: folder, faults: faults, words: folder.anchored}
		reader.readFile(strings.TrimSuffix(name, Ending), files[name])
		all = append(all, faults.list...)
	}
	all = append(all, folder.checkRelations()...)
	sortFaults(all)
	return folder, all, nil
}

func goldFiles(fsys fs.FS, dir string) ([]string, error) {
	list, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, item := range list {
		if !item.IsDir() && strings.HasSuffix(item.Name(), Ending) {
			names = append(names, item.Name())
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no files that end in %s", Ending)
	}
	return names, nil
}

// readActors reads the folder's own list of actors, or where it has none its
// parent's.
func (f *Folder) readActors(fsys fs.FS, listed bool, entries []entry) []Fault {
	faults := &faults{file: path.Join(f.Path, actorsFile+Ending)}
	if !listed {
		above := path.Join(path.Dir(f.Path), actorsFile+Ending)
		text, err := fs.ReadFile(fsys, above)
		if err != nil {
			faults.add(0, "is not there; a gold folder or the one above it needs it")
			return faults.list
		}
		faults.file = above
		entries = parseEntries(string(text), faults)
	}
	lines := map[string]int{}
	for _, e := range entries {
		if e.name != "actor" {
			faults.add(e.line, "%q is no record of this file; it holds actors", e.name)
			continue
		}
		a, ok := actorOf(e, faults)
		if !ok {
			continue
		}
		if first, taken := lines[a.ID]; taken {
			faults.add(e.line, "actor %s stands on line %d already", a.ID, first)
			continue
		}
		lines[a.ID] = e.line
		f.Actors = append(f.Actors, a)
	}
	for _, a := range f.Actors {
		f.checkActor(a, nil, lines[a.ID], faults)
	}
	return faults.list
}

// checkActor finds sides and offices that name nobody.
func (f *Folder) checkActor(a Actor, r *Report, line int, faults *faults) {
	for _, side := range a.Sides {
		if f.Actor(r, side) == nil {
			faults.add(line, "the side %q of %s is no actor", side, a.ID)
		}
	}
	for _, office := range a.Offices {
		if office.Of != "" && f.Actor(r, office.Of) == nil {
			faults.add(line, "the office of %s is held in %q, which is no actor", a.ID, office.Of)
		}
	}
}

// tieActors gives the actors of a report's rows their names, and finds those
// that nobody bears.
func (f *Folder) tieActors(r *Report, faults *faults) {
	for i, a := range r.Actors {
		if f.Actor(nil, a.ID) != nil || slices.ContainsFunc(r.Actors[:i], func(b Actor) bool { return a.ID == b.ID }) {
			faults.add(0, "actor %s is declared twice; give this one another id", a.ID)
		}
		f.checkActor(a, r, 0, faults)
	}
	tie := func(refs []verbale.ActorRef, line int) {
		for i := range refs {
			if a := f.Actor(r, refs[i].ID); a != nil {
				refs[i] = a.Ref()
			} else {
				faults.add(line, "%q is no actor of this file or of actors%s", refs[i].ID, Ending)
			}
		}
	}
	for i := range r.Statements {
		st := &r.Statements[i]
		tie(st.Speakers, r.lines[st.ID])
		tie(st.Addressees, r.lines[st.ID])
	}
	for _, m := range r.Mentions {
		if f.Actor(r, m.Actor) == nil {
			faults.add(0, "a mention of %q: there is no such actor in this file or in actors%s", m.Actor, Ending)
		}
	}
}

// Actor returns the actor of that id as a report of the folder knows it, or
// nil. The report may be nil.
func (f *Folder) Actor(r *Report, id string) *Actor {
	if r != nil {
		for i := range r.Actors {
			if r.Actors[i].ID == id {
				return &r.Actors[i]
			}
		}
	}
	for i := range f.Actors {
		if f.Actors[i].ID == id {
			return &f.Actors[i]
		}
	}
	return nil
}

// hasActor reports whether anybody of that id is known, in whichever report.
func (f *Folder) hasActor(id string) bool {
	return f.Actor(nil, id) != nil ||
		slices.ContainsFunc(f.Reports, func(r *Report) bool {
			return slices.ContainsFunc(r.Actors, func(a Actor) bool { return a.ID == id })
		})
}

func (f *Folder) report(key string) *Report {
	for _, r := range f.Reports {
		if r.Key == key {
			return r
		}
	}
	return nil
}

func (f *Folder) hasStatement(id string) bool {
	key, _, _ := strings.Cut(id, ":")
	r := f.report(key)
	return r != nil && r.lines[id] > 0
}

func (f *Folder) actorIDs(fd field, faults *faults) []string {
	ids := cutList(fd.value, ",")
	for _, id := range ids {
		if !f.hasActor(id) {
			faults.add(fd.line, "%q is no actor of actors%s", id, Ending)
		}
	}
	return ids
}
