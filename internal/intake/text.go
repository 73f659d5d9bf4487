package intake

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	verbale "verbale.dev/verbale"
)

// readText reads a text file, which is one document.
func (r *run) readText(f found) error {
	raw, fault := r.readWhole(f.path)
	if fault != nil {
		return r.fault(fault)
	}
	if kind := container(raw[:min(len(raw), 4096)]); kind != "" {
		if f.given {
			return r.fault(&Fault{Cause: NotReadYet, File: f.path, Offset: -1, Reason: kind + " is not read yet", Advice: "save it as text"})
		}
		r.pass(NotReadYet, kind+" is not read yet", "save it as text")
		return nil
	}
	rows := r.rows(f, f.name)
	declared := r.Encoding
	if said := declaredIn(raw); said != "" {
		declared = said
	}
	for _, row := range rows {
		if row.encoding != "" {
			declared = row.encoding
			break
		}
	}
	text, fault := decode(raw, declared)
	if fault != nil {
		if !f.given && filepath.Ext(f.entry) == "" {
			r.pass(Binary, "files without an ending that are no text are passed over", "")
			return nil
		}
		fault.File = f.path
		return r.fault(fault)
	}
	d := &verbale.Document{Name: f.name, Text: text.text, Encoding: text.encoding, ByteBase: text.base}
	for _, row := range rows {
		row.used = true
		d.Facts = append(d.Facts, row.facts...)
	}
	return r.document(d, f.path, 0)
}

// readWhole reads a file up to the limit.
func (r *run) readWhole(path string) ([]byte, *Fault) {
	file, err := os.Open(path)
	if err != nil {
		return nil, systemFault(path, err)
	}
	defer file.Close()
	raw, err := io.ReadAll(io.LimitReader(file, r.MaxFile+1))
	r.consumed += int64(len(raw))
	if err != nil {
		return nil, systemFault(path, err)
	}
	if int64(len(raw)) > r.MaxFile {
		return nil, &Fault{Kind: Skipped, Cause: TooBig, File: path, Offset: -1, Count: 1,
			Reason: fmt.Sprintf("it has more than %d bytes, the limit for a file", r.MaxFile), Advice: "divide it, or give many reports as JSON Lines, which may be of any length"}
	}
	return raw, nil
}

// declaredIn reads the encoding that the front matter of a file declares. In
// all encodings that a person declares there, but UTF-16, its keys are ASCII.
func declaredIn(raw []byte) string {
	head := raw[:min(len(raw), frontMatterLimit)]
	facts, _ := frontMatter(strings.ToValidUTF8(string(head), "?"))
	for _, f := range facts {
		if f.Field == fieldEncoding {
			return f.Value
		}
	}
	return ""
}
