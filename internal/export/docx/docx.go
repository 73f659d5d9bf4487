// Package docx answers: how are rows written as a document for Word?
//
// In go rows with their evidence, out comes Office Open XML (ECMA-376): a numbered
// paragraph for each row, its evidence as a footnote, and at the end where the rows come
// from. Paragraphs are streamed; the footnotes wait in a file.
package docx

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"verbale.dev/verbale/internal/export/row"
)

const (
	word  = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	types = xml.Header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
		`<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>`
	relations = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	partRelations = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>`
	styles = xml.Header + `<w:styles ` + word + `>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="120"/></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="18"/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>`
	footnotesHead = xml.Header + `<w:footnotes ` + word + `><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>` +
		`<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`
)

type writer struct {
	zip   *zip.Writer
	body  *bufio.Writer
	notes *os.File
	spool *bufio.Writer
	shape *row.Shape
	n     int // rows
	marks int // footnotes
}

// New returns a writer of a document to w.
func New(w io.Writer, shape *row.Shape) (row.Writer, error) {
	d := &writer{zip: zip.NewWriter(w), shape: shape}
	for _, part := range [][2]string{{"[Content_Types].xml", types}, {"_rels/.rels", relations}, {"word/_rels/document.xml.rels", partRelations}, {"word/styles.xml", styles}} {
		if err := d.part(part[0], part[1]); err != nil {
			return nil, err
		}
	}
	body, err := d.zip.Create("word/document.xml")
	if err != nil {
		return nil, err
	}
	if d.notes, err = os.CreateTemp("", "verbale-notes-*"); err != nil {
		return nil, err
	}
	d.body, d.spool = bufio.NewWriter(body), bufio.NewWriter(d.notes)
	d.body.WriteString(xml.Header + `<w:document ` + word + `><w:body>`)
	fmt.Fprintf(d.body, `<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>%s</w:p>`, run(shape.Title+": "+shape.Name, ""))
	return d, nil
}

func (d *writer) part(name, text string) error {
	w, err := d.zip.Create(name)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	return err
}

func (d *writer) Write(r *row.Row) error {
	d.n++
	n := r.Note
	day := "undated. "
	switch {
	case n.NoDay:
		day = ""
	case n.On != "":
		day = n.On + ". "
	}
	if err := d.paragraph("", run(fmt.Sprintf("%d. %s", d.n, day), "<w:b/>"), n); err != nil {
		return err
	}
	for i := range n.More {
		more, lead := &n.More[i], ""
		if more.On != "" {
			lead = run(more.On+", ", "")
		}
		if err := d.paragraph(`<w:pPr><w:ind w:left="567"/></w:pPr>`, lead, more); err != nil {
			return err
		}
	}
	return nil
}

// paragraph writes a note with its evidence as the next footnote.
func (d *writer) paragraph(properties, lead string, n *row.Note) error {
	d.marks++
	fmt.Fprintf(d.body, `<w:p>%s%s%s<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="%d"/></w:r></w:p>`,
		properties, lead, run(n.Lead+": "+n.Words, ""), d.marks)
	note := " " + n.Evidence()
	if n.Link != "" {
		note += " " + n.Link
	}
	_, err := fmt.Fprintf(d.spool, `<w:footnote w:id="%d"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>%s</w:p></w:footnote>`,
		d.marks, run(note, ""))
	return err
}

// run spells words in one hand.
func run(words, properties string) string {
	if properties != "" {
		properties = "<w:rPr>" + properties + "</w:rPr>"
	}
	var to strings.Builder
	_ = xml.EscapeText(&to, []byte(words)) // a builder takes everything
	return "<w:r>" + properties + `<w:t xml:space="preserve">` + to.String() + "</w:t></w:r>"
}

// Close ends the document. The file of the footnotes goes away.
func (d *writer) Close() error {
	return errors.Join(d.finish(), d.notes.Close(), os.Remove(d.notes.Name()))
}

func (d *writer) finish() error {
	if d.shape.About != nil {
		about, err := d.shape.About()
		if err != nil {
			return err
		}
		for _, line := range about {
			fmt.Fprintf(d.body, "<w:p>%s%s</w:p>", run(line[0]+": ", "<w:b/>"), run(line[1], ""))
		}
	}
	d.body.WriteString("<w:sectPr/></w:body></w:document>")
	if err := errors.Join(d.body.Flush(), d.spool.Flush()); err != nil {
		return err
	}
	if _, err := d.notes.Seek(0, io.SeekStart); err != nil {
		return err
	}
	w, err := d.zip.Create("word/footnotes.xml")
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, footnotesHead); err != nil {
		return err
	}
	if _, err := io.Copy(w, d.notes); err != nil {
		return err
	}
	if _, err := io.WriteString(w, "</w:footnotes>"); err != nil {
		return err
	}
	return d.zip.Close()
}
