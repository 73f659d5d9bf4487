// Package ical answers how days with something on them are written for
// calendar programs: as all-day events of an iCalendar file.
//
// In go events with their days, out comes the file of RFC 5545, with lines
// ended by CRLF and folded at 75 bytes. The same events give the same bytes:
// the stamp of an event is the midnight on which it begins.
package ical

import (
	"io"
	"strings"
	"unicode/utf8"

	"verbale.dev/verbale/internal/calendar"
)

// Event is one event of whole days.
type Event struct {
	UID         string // stable and unique
	First, Last calendar.Day
	Summary     string
	Description string
	Categories  []string
	Tentative   bool // the days are approximate or uncertain
}

// Write writes a calendar with events in the order given.
func Write(w io.Writer, name string, events []Event) error {
	var b strings.Builder
	line(&b, "BEGIN", "VCALENDAR")
	line(&b, "VERSION", "2.0")
	line(&b, "PRODID", "-//verbale.dev//verbale//EN")
	line(&b, "X-WR-CALNAME", escape(name))
	for _, e := range events {
		line(&b, "BEGIN", "VEVENT")
		line(&b, "UID", escape(e.UID))
		line(&b, "DTSTAMP", compact(e.First)+"T000000Z")
		line(&b, "DTSTART;VALUE=DATE", compact(e.First))
		line(&b, "DTEND;VALUE=DATE", compact(e.Last+1)) // the day after the last
		line(&b, "SUMMARY", escape(e.Summary))
		if e.Description != "" {
			line(&b, "DESCRIPTION", escape(e.Description))
		}
		if len(e.Categories) > 0 {
			escaped := make([]string, len(e.Categories))
			for i, c := range e.Categories {
				escaped[i] = escape(c)
			}
			line(&b, "CATEGORIES", strings.Join(escaped, ","))
		}
		if e.Tentative {
			line(&b, "STATUS", "TENTATIVE")
		}
		line(&b, "TRANSP", "TRANSPARENT")
		line(&b, "END", "VEVENT")
	}
	line(&b, "END", "VCALENDAR")
	_, err := io.WriteString(w, b.String())
	return err
}

func compact(d calendar.Day) string { return strings.ReplaceAll(d.String(), "-", "") }

// escape writes text as RFC 5545, 3.3.11 wants it; control characters and
// broken bytes become U+FFFD.
func escape(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\\' || r == ';' || r == ',':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
		case r < ' ' && r != '\t' || r == 0x7f:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// line writes a content line, folded so that no line is longer than 75 bytes
// and no character is cut.
func line(b *strings.Builder, name, value string) {
	const width = 75
	rest := name + ":" + value
	limit := width
	for len(rest) > limit {
		cut := limit
		for cut > 0 && !utf8.RuneStart(rest[cut]) {
			cut--
		}
		b.WriteString(rest[:cut] + "\r\n ")
		rest, limit = rest[cut:], width-1
	}
	b.WriteString(rest + "\r\n")
}
