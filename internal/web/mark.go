package web

import (
	"fmt"
	"html/template"
)

// The marks of the sides, drawn in a box of 12 by 12: a side is told by its
// shape as well as by its colour.
var markShapes = [maxTags + 1]string{
	`<circle cx="6" cy="6" r="3.4" fill="none" stroke="currentColor" stroke-width="1.4"/>`, // no side, or one of many
	`<circle cx="6" cy="6" r="4.6"/>`,
	`<rect x="1.8" y="1.8" width="8.4" height="8.4"/>`,
	`<path d="M6 .9 11.4 10.6H.6z"/>`,
	`<path d="M6 .4 11.6 6 6 11.6.4 6z"/>`,
	`<path d="M6 11.1.6 1.4h10.8z"/>`,
	`<path d="M4.2.8h3.6v3.4h3.4v3.6H7.8v3.4H4.2V7.8H.8V4.2h3.4z"/>`,
	`<path d="M6 .4 7.5 4.3l4.2.2-3.3 2.6 1.1 4.1L6 8.9l-3.5 2.3 1.1-4.1L.3 4.5l4.2-.2z"/>`,
	`<path d="M.8 3.2h10.4v2H.8zM.8 6.8h10.4v2H.8z"/>`,
}

// sideMark draws the mark of a side for a page. It is for the eye; the side's
// name stands beside it or in the label of the link around it.
func sideMark(tag int) template.HTML {
	if tag < 0 || tag > maxTags {
		tag = 0
	}
	// #nosec: built from the table above and a small number
	return template.HTML(fmt.Sprintf(`<svg class="mark side-%d" viewBox="0 0 12 12" aria-hidden="true" focusable="false">%s</svg>`, tag, markShapes[tag]))
}
