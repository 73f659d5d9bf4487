// Package feed answers: how are rows written as a feed?
//
// In go rows with their evidence, out comes JSON Feed 1.1 ([NewJSON]) or Atom, RFC 4287
// ([NewAtom]), an item a row, streamed. An item's day is that of its report.
package feed

import (
	"bufio"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"verbale.dev/verbale/internal/export/row"
)

// evidence is what an item says of where its words stand.
type evidence struct {
	Words  string `json:"words"`
	Source string `json:"source"`
	Place  string `json:"place"`
	On     string `json:"on"`
}

type item struct {
	ID        string   `json:"id"`
	URL       string   `json:"url,omitempty"`
	Title     string   `json:"title"`
	Text      string   `json:"content_text"`
	Published string   `json:"date_published,omitempty"`
	Evidence  evidence `json:"_verbale"`
}

type jsonFeed struct {
	out   *bufio.Writer
	shape *row.Shape
	n     int
}

// NewJSON returns a writer of a JSON Feed to w.
func NewJSON(w io.Writer, shape *row.Shape) (row.Writer, error) {
	f := &jsonFeed{out: bufio.NewWriter(w), shape: shape}
	title, err := json.Marshal(shape.Title + ": " + shape.Name)
	if err == nil {
		_, err = fmt.Fprintf(f.out, `{"version":"https://jsonfeed.org/version/1.1","title":%s,"items":[`, title)
	}
	return f, err
}

func (f *jsonFeed) Write(r *row.Row) error {
	n := r.Note
	one := item{ID: n.ID, URL: web(n.Link), Title: n.Lead, Text: whole(n),
		Evidence: evidence{Words: n.Words, Source: n.Source, Place: n.Place, On: n.On}}
	if n.Told != "" {
		one.Published = n.Told + "T00:00:00Z"
	}
	data, err := json.Marshal(one)
	if err != nil {
		return err
	}
	if f.n++; f.n > 1 {
		f.out.WriteByte(',')
	}
	f.out.WriteByte('\n')
	_, err = f.out.Write(data)
	return err
}

func (f *jsonFeed) Close() error {
	f.out.WriteString("\n]")
	about, err := aboutOf(f.shape)
	if err != nil {
		return err
	}
	data, err := json.Marshal(about)
	if err != nil {
		return err
	}
	fmt.Fprintf(f.out, ",\"_verbale\":%s}\n", data)
	return f.out.Flush()
}

func aboutOf(shape *row.Shape) (map[string]string, error) {
	all := map[string]string{}
	if shape.About == nil {
		return all, nil
	}
	lines, err := shape.About()
	for _, line := range lines {
		all[line[0]] = line[1]
	}
	return all, err
}

// whole is a note with its evidence and what belongs to it, as text.
func whole(n *row.Note) string {
	all := n.Words + "\n\n" + n.Evidence()
	for i := range n.More {
		more := &n.More[i]
		lead := more.Lead
		if more.On != "" {
			lead = more.On + ", " + lead
		}
		all += "\n\n" + lead + ": " + more.Words + "\n\n" + more.Evidence()
	}
	return all
}

// web returns an address that a browser goes to, "" for others.
func web(address string) string {
	if strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://") {
		return address
	}
	return ""
}

type atom struct {
	out   *bufio.Writer
	shape *row.Shape
	last  string // latest day of an entry
}

// NewAtom returns a writer of an Atom feed to w. Each row must be of a report with a day.
func NewAtom(w io.Writer, shape *row.Shape) (row.Writer, error) {
	f := &atom{out: bufio.NewWriter(w), shape: shape, last: "1970-01-01"}
	_, err := fmt.Fprintf(f.out, "%s<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>%s</title><id>%s</id><author><name>Verbale</name></author>\n",
		xml.Header, text(shape.Title+": "+shape.Name), text("urn:verbale:feed:"+strings.ReplaceAll(shape.Title+":"+shape.Name, " ", "-")))
	return f, err
}

func (f *atom) Write(r *row.Row) error {
	n := r.Note
	f.last = max(f.last, n.Told)
	fmt.Fprintf(f.out, "<entry><id>urn:verbale:%s</id><title>%s</title><updated>%sT00:00:00Z</updated>", text(n.ID), text(n.Lead), n.Told)
	if link := web(n.Link); link != "" {
		fmt.Fprintf(f.out, "<link href=\"%s\"/>", text(link))
	}
	_, err := fmt.Fprintf(f.out, "<content type=\"text\">%s</content></entry>\n", text(whole(n)))
	return err
}

func (f *atom) Close() error {
	about, err := aboutOf(f.shape)
	if err != nil {
		return err
	}
	var lines []string
	for _, key := range slices.Sorted(maps.Keys(about)) {
		lines = append(lines, key+": "+about[key])
	}
	fmt.Fprintf(f.out, "<subtitle>%s</subtitle>", text(strings.Join(lines, "; ")))
	fmt.Fprintf(f.out, "<updated>%sT00:00:00Z</updated><generator>%s, %s</generator>\n</feed>\n", f.last, text(about["program"]), text(about["model"]))
	return f.out.Flush()
}

func text(words string) string {
	var to strings.Builder
	_ = xml.EscapeText(&to, []byte(words)) // a builder takes everything
	return to.String()
}
