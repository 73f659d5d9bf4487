// Package archive answers which files lie in an archive: ZIP and tar.
//
// Each member is read in its own format, as a file in a folder is, under the
// name ARCHIVE!PATH. Members that cannot be read are named, and the rest goes
// on. The time is linear in what is unpacked; of a ZIP archive the table of
// contents is held, of a tar archive one member's first bytes. Bombs, archives
// within archives and archives of millions of members end at [intake.Limits].
package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"verbale.dev/verbale/internal/intake"
)

// Zip is the ZIP archive (APPNOTE 6.3), but for the documents that are made of
// one.
var Zip = intake.Format{
	Name: "ZIP archive", Endings: []string{".zip"}, Many: true,
	Match: func(h intake.Head) bool {
		return bytes.HasPrefix(h.Bytes, []byte("PK\x03\x04")) && !isDocument(h.Bytes) || bytes.HasPrefix(h.Bytes, []byte("PK\x05\x06"))
	},
	Read: readZip,
}

// Tar is the tar archive (POSIX.1-1988 and later, GNU), plain or compressed.
var Tar = intake.Format{
	Name: "tar archive", Endings: []string{".tar"}, Many: true,
	Match: func(h intake.Head) bool { return len(h.Bytes) > 262 && string(h.Bytes[257:262]) == "ustar" },
	Read:  readTar,
}

// isDocument reports whether a ZIP archive is a document by the names of its
// first members: those of Office have their list of parts, OpenDocument and EPUB
// a member mimetype.
func isDocument(head []byte) bool {
	for _, mark := range []string{"[Content_Types].xml", "_rels/.rels", "word/", "xl/", "ppt/", "docProps/", "customXml/", "mimetypeapplication/"} {
		if bytes.Contains(head, []byte(mark)) {
			return true
		}
	}
	return false
}

func readZip(ctx context.Context, in *intake.Input, out *intake.Sink) error {
	at, size, err := in.At()
	if err != nil {
		return err
	}
	archive, err := zip.NewReader(at, size)
	if err != nil {
		return &intake.Fault{Cause: intake.Damaged, Offset: -1, Reason: fmt.Sprintf("the ZIP archive cannot be opened (%v)", err), Advice: "fetch it again"}
	}
	for i, member := range archive.File {
		if i >= in.Limits.Members {
			return tooMany(in.Limits.Members)
		}
		if member.FileInfo().IsDir() {
			continue
		}
		if err := readMember(ctx, member, out); err != nil {
			return err
		}
	}
	return nil
}

func readMember(ctx context.Context, member *zip.File, out *intake.Sink) error {
	const encrypted = 0x1
	if member.Flags&encrypted != 0 {
		return out.Lost(member.Name, &intake.Fault{Cause: intake.Locked, Offset: -1, Reason: "it is kept shut by a password", Advice: "unpack it first"})
	}
	stream, err := member.Open()
	if err != nil {
		return out.Lost(member.Name, &intake.Fault{Cause: intake.Damaged, Offset: -1, Reason: fmt.Sprintf("it cannot be unpacked (%v)", err), Advice: "unpack it by hand"})
	}
	defer stream.Close()
	return out.Nested(ctx, member.Name, int64(member.CompressedSize64), stream)
}

func readTar(ctx context.Context, in *intake.Input, out *intake.Sink) error {
	archive := tar.NewReader(in.Source)
	for n := 0; ; n++ {
		header, err := archive.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			if fault := (*intake.Fault)(nil); errors.As(err, &fault) {
				return fault
			}
			return &intake.Fault{Cause: intake.Damaged, Offset: -1, Reason: fmt.Sprintf("the tar archive breaks off (%v); what came before is in", err), Advice: "fetch it again"}
		case n >= in.Limits.Members:
			return tooMany(in.Limits.Members)
		case header.Typeflag != tar.TypeReg:
			continue
		}
		if err := out.Nested(ctx, header.Name, 0, archive); err != nil {
			return err
		}
	}
}

func tooMany(limit int) error {
	return &intake.Fault{Cause: intake.TooMany, Offset: -1, Reason: fmt.Sprintf("it has more than %d members, and the rest is not looked at", limit), Advice: "unpack it, and give the folder"}
}
