package main

import (
	"fmt"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
)

// recognised counts what intake found in the reports of a run, to be shown on
// one screen however many they are.
type recognised struct {
	formats                        []string // in the order in which they came
	reports                        map[string]int
	files                          map[string]map[string]bool // by format, of those that hold several
	kinds                          map[verbale.DocumentKind]int
	all, dated, outlet, titled, by int
}

// take counts one item.
func (r *recognised) take(item intake.Item) {
	d := item.Document
	if d == nil || item.Source == nil {
		return
	}
	if r.reports == nil {
		r.reports, r.files, r.kinds = map[string]int{}, map[string]map[string]bool{}, map[verbale.DocumentKind]int{}
	}
	format := item.Source.Format
	if r.reports[format] == 0 {
		r.formats = append(r.formats, format)
		r.files[format] = map[string]bool{}
	}
	r.reports[format]++
	if len(r.files[format]) < 10_000 {
		r.files[format][item.File] = true
	}
	r.kinds[d.Kind]++
	r.all++
	for _, found := range []struct {
		known bool
		count *int
	}{{d.Day() != "", &r.dated}, {d.Outlet != "", &r.outlet}, {d.Title != "", &r.titled}, {d.Extra["author"] != "" || hasFact(d, "author"), &r.by}} {
		if found.known {
			*found.count++
		}
	}
}

func hasFact(d *verbale.Document, field string) bool {
	for _, f := range d.Facts {
		if f.Field == field && f.Value != "" {
			return true
		}
	}
	return false
}

// String tells it in a few lines; nothing where all reports came as plain text
// or JSON, of which there is nothing to tell.
func (r *recognised) String() string {
	plain := true
	for _, format := range r.formats {
		plain = plain && (format == "text" || format == "JSON")
	}
	if plain {
		return ""
	}
	var b strings.Builder
	var forms []string
	for _, format := range r.formats {
		n, files := r.reports[format], len(r.files[format])
		if files < n {
			forms = append(forms, fmt.Sprintf("%s %d in %s", format, n, plural(files, "file")))
		} else {
			forms = append(forms, fmt.Sprintf("%s %d", format, n))
		}
	}
	fmt.Fprintf(&b, "recognised: %s\n", strings.Join(forms, ", "))
	fmt.Fprintf(&b, "of %s: the day of %d, the outlet of %d, the title of %d, the author of %d", plural(r.all, "report"), r.dated, r.outlet, r.titled, r.by)
	for _, kind := range verbale.DocumentKinds {
		if n := r.kinds[kind]; n > 0 && kind != verbale.Report {
			fmt.Fprintf(&b, "; %s", plural(n, string(kind)))
		}
	}
	b.WriteString("\n")
	return b.String()
}
