package timeml

import (
	"fmt"
	"strings"
)

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// textEscaper leaves quotation marks as they are.
var textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// Write returns d as a TimeML document. Its time expressions must be in order
// of their starts and must not cross each other; those that are empty are left
// out. Those without an id get one: t1, t2, …; t0 is the document's creation
// time. Bytes that XML cannot hold are written as they are.
func Write(d *Document) string {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\" ?>\n<TimeML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"" +
		" xsi:noNamespaceSchemaLocation=\"http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd\">\n")
	fmt.Fprintf(&b, "<DOCID>%s</DOCID>\n", textEscaper.Replace(d.ID))
	if d.Created != "" {
		kind := "DATE"
		if strings.Contains(d.Created, "T") {
			kind = "TIME"
		}
		value := escaper.Replace(d.Created)
		fmt.Fprintf(&b, "<DCT><TIMEX3 tid=\"t0\" type=\"%s\" value=\"%s\" temporalFunction=\"false\""+
			" functionInDocument=\"CREATION_TIME\">%s</TIMEX3></DCT>\n", kind, value, value)
	}
	if d.Title != "" {
		fmt.Fprintf(&b, "<TITLE>%s</TITLE>\n", textEscaper.Replace(d.Title))
	}
	b.WriteString("<TEXT>")
	at := 0
	var open []int // ends of the tags that are open
	closeUntil := func(limit int) {
		for len(open) > 0 && open[len(open)-1] <= limit {
			end := open[len(open)-1]
			b.WriteString(textEscaper.Replace(d.Text[at:end]) + "</TIMEX3>")
			at, open = end, open[:len(open)-1]
		}
	}
	for i, t := range d.Timexes {
		if t.Len() <= 0 {
			continue
		}
		closeUntil(t.Start)
		b.WriteString(textEscaper.Replace(d.Text[at:t.Start]))
		at = t.Start
		if t.ID == "" {
			t.ID = fmt.Sprintf("t%d", i+1)
		}
		b.WriteString("<TIMEX3")
		for _, a := range []struct{ name, value string }{
			{"tid", t.ID}, {"type", t.Type}, {"value", t.Value}, {"mod", t.Mod}, {"anchorTimeID", t.AnchorID},
		} {
			if a.value != "" {
				fmt.Fprintf(&b, " %s=\"%s\"", a.name, escaper.Replace(a.value))
			}
		}
		b.WriteByte('>')
		open = append(open, t.End)
	}
	closeUntil(len(d.Text))
	b.WriteString(textEscaper.Replace(d.Text[at:]) + "</TEXT>\n</TimeML>\n")
	return b.String()
}
