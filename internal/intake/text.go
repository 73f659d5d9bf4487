package intake

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Splitter takes apart a text that holds many reports, such as an export of a
// press database.
type Splitter struct {
	// Name is what people call such a text: "Factiva export".
	Name string
	// Extractor names the splitter and its version.
	Extractor string
	// Match reports whether a text is of this make. It is cheap.
	Match func(text string) bool
	// Split hands the reports of the text to out. Its map and metadata are those
	// of the whole; false means that the text is not of this make after all, and
	// nothing was handed on.
	Split func(whole Report, out *Sink) (bool, error)
}

// textFormat is what a text file is read as.
var textFormat = Format{Name: "text"}

// readText reads a text file, which is one document unless a splitter knows
// better.
func (r *run) readText(in *Input, s *Sink) error {
	raw, err := in.All()
	if err != nil {
		return err
	}
	declared := in.Encoding
	if said := declaredIn(raw); said != "" && !r.tableDeclares(s) {
		declared = said
	}
	text, fault := decode(raw, declared)
	if fault != nil {
		if !s.found.given && filepath.Ext(in.Name) == "" {
			r.pass(Binary, "files without an ending that are no text are passed over", "")
			return nil
		}
		return fault
	}
	s.format = &textFormat
	return s.Whole(Report{Text: text.text, Encoding: text.encoding, ByteBase: text.base, Map: mapOf(text, raw)})
}

// tableDeclares reports whether a table of reports names the encoding of the
// file, which goes before what its front matter says.
func (r *run) tableDeclares(s *Sink) bool {
	for _, row := range r.rows(s.found, s.found.name, "", false) {
		if row.encoding != "" {
			return true
		}
	}
	return false
}

// Whole hands on the text of a whole file: as one report, or, where it is the
// export of a database or the like, as the reports that are in it.
func (s *Sink) Whole(rep Report) error {
	for i := range s.run.Splitters {
		split := &s.run.Splitters[i]
		if !split.Match(rep.Text) {
			continue
		}
		before, many := s.format, s.many
		name, extractor := split.Name, split.Extractor
		if before != nil && before.Extractor != "" {
			extractor = before.Extractor + "+" + extractor
		}
		s.format, s.many = &Format{Name: name, Extractor: extractor}, true
		taken, err := split.Split(rep, s)
		if taken || err != nil {
			return err
		}
		s.format, s.many = before, many
	}
	return s.Report(rep)
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
