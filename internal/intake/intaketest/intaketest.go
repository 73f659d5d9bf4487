// Package intaketest answers what came of an input, in words that a test can
// compare.
package intaketest

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/intake"
)

// Tell reads one file of a name and a content and tells what came of it, one
// thing a line: faults, and of each report its name, its facts and its parts. It
// fails the test where a text does not lead back to its bytes.
func Tell(t testing.TB, reader *intake.Reader, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := reader.Read(t.Context(), []string{path}, func(item intake.Item) error {
		if f := item.Fault; f != nil {
			fmt.Fprintf(&b, "%s %s: %s\n", f.Kind, f.Cause, f.Reason)
			return nil
		}
		d := item.Document
		if err := item.Source.Map.Check(d.Text, item.Source.Bytes); err != nil {
			t.Errorf("%s: %v", d.Name, err)
		}
		fmt.Fprintf(&b, "report %s of %s\n", d.Name, strings.Join(append([]string{item.Source.Format}, item.Source.Within...), " "))
		for _, f := range d.Facts {
			if f.Field != "extractor" && f.Field != "layout" {
				fmt.Fprintf(&b, "  %s (%s): %q\n", f.Field, f.Origin, f.Value)
			}
		}
		for _, p := range d.Parts {
			fmt.Fprintf(&b, "  %s: %q\n", p.Kind, p.Text(d.Text))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Zip packs members, given as name and content in turn, in their order.
func Zip(members ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i+1 < len(members); i += 2 {
		method := zip.Deflate
		if members[i] == "mimetype" { // OCF and OpenDocument want it as it is
			method = zip.Store
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: members[i], Method: method})
		if err == nil {
			_, err = f.Write([]byte(members[i+1]))
		}
		if err != nil {
			panic(err) // writing to memory does not fail
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// Input is an input of a content in memory.
func Input(name string, content []byte) *intake.Input {
	return &intake.Input{Name: name, Source: bufio.NewReader(bytes.NewReader(content))}
}
