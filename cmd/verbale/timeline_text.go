package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/chronology"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/plain"
)

// timelineText lays a timeline out for people: a line for each day, below it
// what was said and which sentences name it.
type timelineText struct {
	page  export.Page
	lanes bool
	limit int
}

func (t *timelineText) write(w io.Writer, entries []chronology.Entry) error {
	width := t.page.Width
	if width <= 0 {
		width = 100
	}
	var b strings.Builder
	lane, day := "", ""
	undated, shown := 0, 0
	for i, e := range entries {
		if e.Date == nil {
			undated++
		}
		if t.limit > 0 && i >= t.limit {
			continue
		}
		shown++
		if t.lanes && (i == 0 || laneKey(e) != lane) {
			lane, day = laneKey(e), ""
			name := e.Lane
			if name == "" {
				name = "No party"
			}
			fmt.Fprintf(&b, "\n%s\n%s\n", plain.Text(name), strings.Repeat("─", min(width, utf8.RuneCountInString(name))))
		}
		if title := dayTitle(e); title != day {
			day = title
			b.WriteString("\n" + t.bold(title) + "\n")
		}
		wrap(&b, entryLine(e), width)
	}
	if len(entries) == 0 {
		b.WriteString("Nothing is dated here, and nothing is undated.\n")
	}
	fmt.Fprintf(&b, "\n%s, %d of them undated.\n", entryCount(len(entries)), undated)
	if shown < len(entries) {
		fmt.Fprintf(&b, "%d more are not shown; --limit 0 shows all.\n", len(entries)-shown)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func entryCount(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}

func (t *timelineText) bold(line string) string {
	if t.page.Colour {
		return "\x1b[1m" + line + "\x1b[0m"
	}
	return line
}

// dayTitle writes the days of an entry as they are, with the weekday of a day.
func dayTitle(e chronology.Entry) string {
	if e.Date == nil {
		return "Undated"
	}
	if e.Span.First == e.Span.Last {
		return *e.Date + "  " + calendar.WeekdayName(e.Span.First.Weekday())
	}
	return *e.Date
}

// entryLine writes an entry in one line.
func entryLine(e chronology.Entry) string {
	text := e.Text
	if e.What == chronology.Said {
		text = e.Headline() + ": " + text
	}
	parts := []string{text}
	if m := e.Marks(); m != "" {
		parts = append(parts, m)
	}
	return plain.Text(strings.Join(append(parts, "["+e.ToldBy()+"]"), " "))
}

// wrap writes a line as a list item, broken between words.
func wrap(b *strings.Builder, line string, width int) {
	const first, next = "  • ", "    "
	column := utf8.RuneCountInString(first)
	b.WriteString(first)
	for i, word := range strings.Fields(line) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+n > width:
			b.WriteString("\n" + next)
			column = len(next)
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	b.WriteByte('\n')
}
