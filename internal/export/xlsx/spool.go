package xlsx

import (
	"bytes"
	"errors"
	"io"
	"os"
)

// inMemory is how many bytes wait in memory.
const inMemory = 16 << 20

// spool keeps what is written until it is read, in memory while it is little and
// then in a temporary file.
type spool struct {
	held bytes.Buffer
	file *os.File
}

func (s *spool) Write(data []byte) (int, error) {
	if s.file == nil && s.held.Len()+len(data) > inMemory {
		file, err := os.CreateTemp("", "verbale-xlsx-")
		if err != nil {
			return 0, err
		}
		s.file = file
		if _, err := s.held.WriteTo(file); err != nil {
			return 0, err
		}
	}
	if s.file != nil {
		return s.file.Write(data)
	}
	return s.held.Write(data)
}

// reader reads from the beginning what was written.
func (s *spool) reader() (io.Reader, error) {
	if s.file == nil {
		return &s.held, nil
	}
	_, err := s.file.Seek(0, io.SeekStart)
	return s.file, err
}

func (s *spool) close() error {
	if s.file == nil {
		return nil
	}
	return errors.Join(s.file.Close(), os.Remove(s.file.Name()))
}
