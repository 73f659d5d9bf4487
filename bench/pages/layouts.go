package main

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// The layouts, made after the markup of outlets, ministries and systems, with
// words of their own. Rules were tuned on those of the first half of the list; the
// second half was only measured.
var layouts = []struct {
	name, outlet string
	tuned        bool
}{
	{"modern", "Ferrypost", true}, {"wordpress", "Straits Blog", true}, {"tables", "Quay Gazette", true}, {"ministry",
		"Ministry of Harbours", true}, {"hashed", "Sea Wire", true}, {"longread", "The Channel", true},
	{"drupal", "Canal Board", false}, {"amp", "Lower Marr Mail", false}, {"xhtml", "Office of the Envoy", false},
	{"wiki", "Straitswiki", false}, {"unmarked", "Harbour Talk", false}, {"magazine", "Tide", false},
}

//go:embed layouts/*.html
var layoutFiles embed.FS

// perLayout is how many articles are set in each layout.
const perLayout = 5

// saved is one page of the set with its gold.
type saved struct {
	name  string
	raw   []byte
	gold  article
	tuned bool
}

// set makes the sixty pages.
func set() ([]saved, error) {
	parsed, err := template.New("").Funcs(template.FuncMap{
		"script": func(s string) template.JS { return template.JS(fmt.Sprintf("%q", s)) },
		"other":  func(n int) article { return articleOf(9000+n, "") },
		"words":  func(a article) string { return a.Blocks[0].Text },
		"upper":  strings.ToUpper,
	}).ParseFS(layoutFiles, "layouts/*.html")
	if err != nil {
		return nil, err
	}
	var all []saved
	for i, layout := range layouts {
		for n := range perLayout {
			a := articleOf(100*i+n, layout.outlet)
			var b bytes.Buffer
			err := parsed.ExecuteTemplate(&b, layout.name+".html", map[string]any{"A": a, "Day": a.day(),
				"N": 100*i + n})
			if err != nil {
				return nil, err
			}
			raw := b.Bytes()
			if layout.name == "xhtml" {
				// The template would escape a declaration of XML.
				raw = append([]byte("<?xml version=\"1.0\" encoding=\"windows-1252\"?>\n"), raw...)
				if raw, err = charmap.Windows1252.NewEncoder().Bytes(raw); err != nil {
					return nil, err
				}
			}
			all = append(all, saved{fmt.Sprintf("%s-%d", layout.name, n), raw, a, layout.tuned})
		}
	}
	return all, nil
}
