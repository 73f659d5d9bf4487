package gold

import (
	"cmp"
	"fmt"
	"slices"
)

// Fault is one place where a gold file is wrong, and what to do about it.
type Fault struct {
	File    string // path as given to [Read], joined with the file's name
	Line    int    // from 1; 0 where the fault is the whole file's
	Message string
}

// String returns "file:line: message".
func (f Fault) String() string {
	if f.Line == 0 {
		return f.File + ": " + f.Message
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Message)
}

// faults collects the faults of one file.
type faults struct {
	file string
	list []Fault
}

func (f *faults) add(line int, format string, args ...any) {
	f.list = append(f.list, Fault{File: f.file, Line: line, Message: fmt.Sprintf(format, args...)})
}

func sortFaults(list []Fault) {
	slices.SortStableFunc(list, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
}
