package intake

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// counter adds the bytes that pass to a sum.
type counter struct {
	io.Reader
	sum *int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	*c.sum += int64(n)
	return n, err
}

var errLongLine = errors.New("line too long")

// lineReader reads lines without holding more than the limit.
type lineReader struct {
	source *bufio.Reader
	limit  int
	number int   // of the line returned last, from 1
	start  int64 // its first byte
	end    int64 // where the next one begins
	buffer []byte
}

// next returns the next line without its line feed, valid until the next call.
// A line over the limit is read past and gives errLongLine.
func (l *lineReader) next() ([]byte, error) {
	l.number++
	l.start = l.end
	l.buffer = l.buffer[:0]
	long := false
	for {
		piece, err := l.source.ReadSlice('\n')
		l.end += int64(len(piece))
		if !long {
			l.buffer = append(l.buffer, piece...)
			long = len(l.buffer) > l.limit
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && l.end == l.start:
			return nil, io.EOF
		case err != nil && err != io.EOF:
			return nil, err
		case long:
			l.buffer = nil // give the memory of the giant back
			return nil, errLongLine
		}
		return bytes.TrimSuffix(l.buffer, []byte("\n")), nil
	}
}
