package intake

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// compressions are the forms in which one file is packed by itself. They are
// looked through: what is in them has the name of the file.
var compressions = []struct {
	name, magic string
	endings     []string
	open        func(io.Reader) (io.Reader, error)
}{
	{"gzip", "\x1F\x8B", []string{".gz", ".tgz"}, func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
	{"bzip2", "BZh", []string{".bz2"}, func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }},
	{"zstd", "\x28\xB5\x2F\xFD", []string{".zst", ".zstd"}, func(r io.Reader) (io.Reader, error) {
		// A window of 8 MiB is what every decoder must offer (RFC 8878, 3.1.1.1.2).
		d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64<<20))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	}},
}

// unwrapped takes the endings of compression off a name: "a.csv.gz" is
// "a.csv", and "a.tgz" is "a.tar".
func unwrapped(name string) string {
	ending := filepath.Ext(name)
	for _, c := range compressions {
		for _, e := range c.endings {
			if strings.EqualFold(ending, e) {
				name = strings.TrimSuffix(name, ending)
				if e == ".tgz" {
					name += ".tar"
				}
				return name
			}
		}
	}
	return name
}

// unwrap looks through the compression of an input.
func (r *run) unwrap(in *Input, s *Sink) error {
	for depth := 0; ; depth++ {
		magic, _ := in.Peek(4)
		found := -1
		for i, c := range compressions {
			if bytes.HasPrefix(magic, []byte(c.magic)) {
				found = i
			}
		}
		if found < 0 {
			return nil
		}
		if !r.takesCompressed(in.Name, s) {
			return nil
		}
		if depth >= in.Limits.Depth {
			return &Fault{Cause: TooDeep, Offset: -1, Reason: fmt.Sprintf("it is packed more than %d times over", in.Limits.Depth), Advice: "unpack it"}
		}
		packed := new(int64)
		unpacked, err := compressions[found].open(&counter{in.Source, packed})
		if err != nil {
			return broken(err)
		}
		in.file, in.held = nil, nil
		in.Source = bufio.NewReaderSize(r.guard(unpacked, func() int64 { return *packed }, true), 1<<16)
		in.Name = unwrapped(in.Name)
	}
}

// takesCompressed reports whether a compressed file is to be unpacked: in a
// folder only where the name within has a known ending.
func (r *run) takesCompressed(name string, s *Sink) bool {
	inner := unwrapped(name)
	return s.found.given || s.found.path == "-" || inner != name && r.takes(inner)
}

// isBroken reports whether an error is that of a compressed stream that is not
// whole.
func isBroken(err error) bool {
	text := err.Error()
	return errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, io.ErrUnexpectedEOF) ||
		strings.HasPrefix(text, "flate") || strings.HasPrefix(text, "bzip2") || strings.HasPrefix(text, "zip: ") || isZstd(err)
}

func isZstd(err error) bool {
	for _, known := range []error{zstd.ErrMagicMismatch, zstd.ErrCRCMismatch, zstd.ErrCompressedSizeTooBig, zstd.ErrDecoderSizeExceeded,
		zstd.ErrUnexpectedBlockSize, zstd.ErrBlockTooSmall, zstd.ErrWindowSizeExceeded, zstd.ErrWindowSizeTooSmall, zstd.ErrReservedBlockType} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// broken says that a compressed stream breaks off or is none.
func broken(err error) *Fault {
	return &Fault{Cause: BrokenGzip, Offset: -1, Reason: fmt.Sprintf("the compressed stream is broken (%v)", err), Advice: "fetch the file again"}
}
