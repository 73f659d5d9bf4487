package conllu

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// Reader reads sentences from a file.
type Reader struct {
	lines *bufio.Reader
	line  int
}

// NewReader returns a Reader over r.
func NewReader(r io.Reader) *Reader { return &Reader{lines: bufio.NewReader(r)} }

// ReadFile reads all sentences of a file; a name that ends in .gz is unpacked.
func ReadFile(name string) ([]*Sentence, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("conllu: %w", err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, fmt.Errorf("conllu: %s: %w", name, err)
		}
		defer z.Close()
		r = z
	}
	sentences, err := ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("conllu: %s: %w", name, err)
	}
	return sentences, nil
}

// ReadAll reads all sentences of r.
func ReadAll(r io.Reader) ([]*Sentence, error) {
	var all []*Sentence
	for reader := NewReader(r); ; {
		s, err := reader.Read()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
}

// Read returns the next sentence, or io.EOF after the last. A line that breaks
// the format is an error that names the line. The last sentence may lack its
// empty line.
func (r *Reader) Read() (*Sentence, error) {
	s := &Sentence{}
	for {
		line, err := r.lines.ReadString('\n')
		if err != nil && err != io.EOF {
			return nil, err
		}
		end := err == io.EOF
		r.line++
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		switch {
		case line == "":
			if len(s.Words) > 0 {
				if err := s.check(); err != nil {
					return nil, fmt.Errorf("before line %d: %w", r.line, err)
				}
				return s, nil
			}
			if end {
				return nil, io.EOF
			}
		case line[0] == '#':
			if len(s.Words) > 0 {
				return nil, fmt.Errorf("line %d: a comment within a sentence", r.line)
			}
			s.comment(line)
		default:
			if err := s.row(line); err != nil {
				return nil, fmt.Errorf("line %d: %w", r.line, err)
			}
		}
	}
}

// comment takes in a line that begins with "#".
func (s *Sentence) comment(line string) {
	key, value, _ := strings.Cut(strings.TrimSpace(line[1:]), "=")
	value = strings.TrimPrefix(value, " ")
	switch strings.TrimSpace(key) {
	case "sent_id":
		s.ID = strings.TrimSpace(value)
	case "text":
		s.Text = value
	case "newdoc", "newdoc id":
		s.NewDocument, s.Document = true, value
	case "newpar", "newpar id":
		s.NewParagraph, s.Paragraph = true, value
	default:
		s.Comments = append(s.Comments, line)
	}
}

// row takes in a line of ten columns.
func (s *Sentence) row(line string) error {
	var c [10]string
	if strings.Count(line, "\t") != len(c)-1 {
		return fmt.Errorf("%d columns instead of ten", strings.Count(line, "\t")+1)
	}
	rest := line
	for i := range c {
		c[i], rest, _ = strings.Cut(rest, "\t")
		if c[i] == "" {
			return fmt.Errorf("column %d is empty", i+1)
		}
	}
	if strings.Contains(c[0], ".") {
		s.Empty = append(s.Empty, c)
		return nil
	}
	if from, to, ok := strings.Cut(c[0], "-"); ok {
		first, err1 := strconv.Atoi(from)
		last, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil || first != len(s.Words)+1 || last < first {
			return fmt.Errorf("range %q out of place", c[0])
		}
		if n := len(s.Multiwords); n > 0 && s.Multiwords[n-1].Last >= first {
			return fmt.Errorf("range %q overlaps another", c[0])
		}
		s.Multiwords = append(s.Multiwords, Multiword{first, last, c[1], c[9]})
		return nil
	}
	if id, err := strconv.Atoi(c[0]); err != nil || id != len(s.Words)+1 {
		return fmt.Errorf("id %q instead of %d", c[0], len(s.Words)+1)
	}
	head, err := strconv.Atoi(c[6])
	if err != nil || head < 0 {
		return fmt.Errorf("head %q is no number", c[6])
	}
	s.Words = append(s.Words, Word{
		Form: c[1], Lemma: c[2], UPOS: c[3], XPOS: c[4], Feats: c[5],
		Head: head, DepRel: c[7], Deps: c[8], Misc: c[9],
	})
	return nil
}

var (
	errHead  = errors.New("a head outside the sentence")
	errRoots = errors.New("not exactly one root")
	errCycle = errors.New("a cycle of heads")
	errRange = errors.New("a range beyond the last word")
)

// check tests what only the whole sentence shows.
func (s *Sentence) check() error {
	roots := 0
	for _, w := range s.Words {
		if w.Head > len(s.Words) {
			return errHead
		}
		if w.Head == 0 {
			roots++
		}
	}
	if roots != 1 {
		return errRoots
	}
	if n := len(s.Multiwords); n > 0 && s.Multiwords[n-1].Last > len(s.Words) {
		return errRange
	}
	// Each walk up marks its words; one that meets its own mark is a cycle.
	mark := make([]int, len(s.Words)+1)
	for id := 1; id <= len(s.Words); id++ {
		for at := id; at != 0 && mark[at] != id; at = s.Words[at-1].Head {
			if mark[at] != 0 {
				break
			}
			mark[at] = id
			if next := s.Words[at-1].Head; next != 0 && mark[next] == id {
				return errCycle
			}
		}
	}
	return nil
}
