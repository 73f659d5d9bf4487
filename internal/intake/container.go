package intake

import (
	"bytes"
	"strings"
)

// signatures are the first bytes of what is not text, with the name that people
// know it by.
var signatures = []struct{ prefix, name string }{
	{"%PDF-", "PDF"},
	{"{\\rtf", "RTF"},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "old Office document (DOC, XLS, PPT, MSG)"},
	{"\x1F\x8B", "gzip archive"},
	{"BZh", "bzip2 archive"},
	{"\xFD7zXZ\x00", "xz archive"},
	{"\x28\xB5\x2F\xFD", "zstd archive"},
	{"7z\xBC\xAF\x27\x1C", "7-Zip archive"},
	{"Rar!\x1A\x07", "RAR archive"},
	{"\x89PNG\r\n\x1A\n", "picture"},
	{"\xFF\xD8\xFF", "picture"},
	{"GIF87a", "picture"},
	{"GIF89a", "picture"},
	{"II*\x00", "picture"},
	{"MM\x00*", "picture"},
	{"ID3", "sound recording"},
	{"OggS", "sound recording"},
	{"WARC/", "WARC archive"},
	{"\x7FELF", "program"},
	{"MZ\x90", "program"},
}

// dossierSignature begins every SQLite file, and so every dossier.
const dossierSignature = "SQLite format 3\x00"

// container names what the first bytes of a file are where they are not those
// of a text: "PDF", "HTML", "Word document (DOCX)"; "" for text and for what it
// does not know. It looks at the content, never at the file's name.
func container(head []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.prefix)) {
			return s.name
		}
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return zipped(head)
	case bytes.HasPrefix(head, []byte("RIFF")) && len(head) > 12:
		if string(head[8:12]) == "WEBP" {
			return "picture"
		}
		return "sound or video recording"
	case len(head) > 12 && string(head[4:8]) == "ftyp":
		return "sound or video recording"
	case bytes.HasPrefix(head, []byte(dossierSignature)):
		return "SQLite database"
	}
	text := strings.ToLower(string(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), " \t\r\n")))
	switch {
	case strings.HasPrefix(text, "<!doctype html"), strings.HasPrefix(text, "<html"), strings.HasPrefix(text, "<head"),
		strings.HasPrefix(text, "<?xml") && strings.Contains(text, "<html"):
		return "HTML"
	case strings.HasPrefix(text, "<?xml") && (strings.Contains(text, "<rss") || strings.Contains(text, "<feed")):
		return "feed (RSS, Atom)"
	case strings.HasPrefix(text, "<?xml"):
		return "XML"
	}
	return ""
}

// zipped tells the documents that are zip archives by the names of their first
// entries.
func zipped(head []byte) string {
	switch {
	case bytes.Contains(head, []byte("word/")):
		return "Word document (DOCX)"
	case bytes.Contains(head, []byte("xl/")):
		return "Excel sheet (XLSX)"
	case bytes.Contains(head, []byte("ppt/")):
		return "PowerPoint slides (PPTX)"
	case bytes.Contains(head, []byte("opendocument.text")):
		return "OpenDocument text (ODT)"
	case bytes.Contains(head, []byte("epub+zip")):
		return "EPUB book"
	case bytes.Contains(head, []byte("[Content_Types].xml")):
		return "Office document (DOCX, XLSX, PPTX)"
	}
	return "ZIP archive"
}
