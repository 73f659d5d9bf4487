package pdf

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake"
)

// segment is a stretch of a line without a gap as wide as that between columns.
type segment struct {
	glyphs      []glyph
	x, right, y float64
	size        float64
	page        int
	words       string
}

// text makes the text of all pages.
func (r *reader) text() intake.Report {
	var pages [][]segment
	for n, p := range r.pages {
		segments := segmentsOf(p.glyphs, n)
		if len(segments) <= mostSegments && !paintedInOrder(segments) {
			segments = ordered(segments, 0)
		}
		pages = append(pages, linesOf(segments))
	}
	r.dropRunning(pages)
	t := setter{source: r.source, known: wordsIn(pages)}
	t.body = bodySize(pages)
	for n, lines := range pages {
		t.page(lines, n == 0)
	}
	t.end()
	return t.text.Report()
}

// mostSegments is how many segments of a page are put in order; more are taken
// in the order in which they are painted.
const mostSegments = 20_000

// gapBetweenColumns is how wide a gap must be, in sizes of the font, to be one
// between columns or cells. Words set to both margins stand nearer.
const gapBetweenColumns = 1.7

// segmentsOf joins glyphs that follow each other on a line. Gaps wider than a
// fifth of the size are spaces, which many files do not paint.
func segmentsOf(glyphs []glyph, page int) []segment {
	var segments []segment
	from := 0 // first glyph of the last segment
	for i := range glyphs {
		g := &glyphs[i]
		if last := len(segments) - 1; last >= 0 {
			s := &segments[last]
			gap := g.x - s.right
			sameLine := math.Abs(g.y-s.y) < 0.25*math.Max(s.size, g.size)
			small := g.size < 0.8*s.size && math.Abs(g.y-s.y) < 0.6*s.size // raised or lowered
			if (sameLine || small) && gap > -0.6*s.size && gap < gapBetweenColumns*s.size {
				if gap > 0.2*math.Min(s.size, g.size) && !blank(g.words) && !blank(s.glyphs[len(s.glyphs)-1].words) {
					g.spacing = true
				}
				s.glyphs = glyphs[from : i+1 : i+1]
				s.right = math.Max(s.right, g.x+g.width)
				continue
			}
		}
		if blank(g.words) {
			continue
		}
		from = i
		segments = append(segments, segment{glyphs: glyphs[i : i+1 : i+1], x: g.x, right: g.x + g.width, y: g.y, size: g.size, page: page})
	}
	for i := range segments {
		segments[i].words = wordsOf(segments[i].glyphs)
	}
	return segments
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

func wordsOf(glyphs []glyph) string {
	var b strings.Builder
	for _, g := range glyphs {
		if g.spacing {
			b.WriteByte(' ')
		}
		b.WriteString(g.words)
	}
	return b.String()
}

// paintedInOrder reports whether the segments of a page are painted in the order
// of reading already, as most programs do: each below the one before it, or at
// the head of a column to its right. Where segments stand side by side on several
// lines, columns may have been painted across, and the page must tell.
func paintedInOrder(segments []segment) bool {
	beside, back := 0, 0
	for i := 1; i < len(segments); i++ {
		a, b := &segments[i-1], &segments[i]
		switch {
		case math.Abs(a.y-b.y) < 0.3*a.size && b.x >= a.right:
			beside++
		case b.y < a.y, b.x > a.right-a.size:
		default:
			back++ // a running head may be painted last
		}
	}
	return beside < 3 && back <= 1
}

// ordered puts the segments of a page, or of a part of one, in the order of
// reading: where a gap runs through from top to bottom, left before right; else
// where one runs through from left to right, above before below, the widest
// first (the recursive XY cut of Nagy and Seth 1984).
func ordered(segments []segment, depth int) []segment {
	if len(segments) < 2 || depth > 60 {
		return byLine(segments)
	}
	if !columned(segments) {
		return byLine(segments)
	}
	if left, right, ok := cutColumns(segments); ok {
		return append(ordered(left, depth+1), ordered(right, depth+1)...)
	}
	if above, below, ok := cutRows(segments); ok {
		return append(ordered(above, depth+1), ordered(below, depth+1)...)
	}
	return byLine(segments)
}

// byLine sorts segments from top to bottom, and from left to right on a line.
func byLine(segments []segment) []segment {
	sorted := slices.Clone(segments)
	slices.SortStableFunc(sorted, func(a, b segment) int { return cmp.Compare(b.y, a.y) })
	for i := 0; i < len(sorted); {
		j := i + 1
		for j < len(sorted) && sorted[i].y-sorted[j].y < 0.4*math.Max(sorted[i].size, sorted[j].size) {
			j++
		}
		slices.SortStableFunc(sorted[i:j], func(a, b segment) int { return cmp.Compare(a.x, b.x) })
		i = j
	}
	return sorted
}

// columned reports whether some segments stand side by side.
func columned(segments []segment) bool {
	sorted := byLine(segments)
	for i := 1; i < len(sorted); i++ {
		if math.Abs(sorted[i-1].y-sorted[i].y) < 0.7*sorted[i].size && sorted[i].x > sorted[i-1].right {
			return true
		}
	}
	return false
}

// cutColumns divides segments at the widest gap that no segment crosses from
// top to bottom. A column has two lines or more.
func cutColumns(segments []segment) (left, right []segment, ok bool) {
	sorted := slices.Clone(segments)
	slices.SortStableFunc(sorted, func(a, b segment) int { return cmp.Compare(a.x, b.x) })
	reach, at, widest := sorted[0].right, -1, 0.0
	for i := 1; i < len(sorted); i++ {
		if gap := sorted[i].x - reach; gap > 0.8*sorted[i].size && gap > widest && i >= 2 && len(sorted)-i >= 2 {
			at, widest = i, gap
		}
		reach = math.Max(reach, sorted[i].right)
	}
	if at < 0 {
		return nil, nil, false
	}
	border := sorted[at].x
	for _, s := range segments {
		if s.x < border {
			left = append(left, s)
		} else {
			right = append(right, s)
		}
	}
	return left, right, true
}

// cutRows divides segments at the widest gap that no segment crosses from left
// to right.
func cutRows(segments []segment) (above, below []segment, ok bool) {
	sorted := slices.Clone(segments)
	slices.SortStableFunc(sorted, func(a, b segment) int { return cmp.Compare(b.y+b.size, a.y+a.size) })
	foot, at, widest := sorted[0].y, -1, 0.0
	for i := 1; i < len(sorted); i++ {
		if gap := foot - (sorted[i].y + sorted[i].size); gap > widest+0.01 {
			at, widest = i, gap
		}
		foot = math.Min(foot, sorted[i].y)
	}
	if at < 0 || widest <= 0.1*sorted[at].size {
		return nil, nil, false
	}
	return sorted[:at], sorted[at:], true
}

// linesOf joins neighbours that stand on one line, such as the cells of a row.
func linesOf(segments []segment) []segment {
	var lines []segment
	for _, s := range segments {
		if last := len(lines) - 1; last >= 0 {
			l := &lines[last]
			if math.Abs(l.y-s.y) < 0.3*math.Min(l.size, s.size) && s.x >= l.right && s.x-l.right < 30*s.size {
				first := s.glyphs[0]
				first.spacing = true
				l.glyphs = append(append(l.glyphs, first), s.glyphs[1:]...)
				l.right = s.right
				l.words = wordsOf(l.glyphs)
				continue
			}
		}
		lines = append(lines, s)
	}
	return lines
}

// dropRunning takes running heads, feet and page numbers off the pages: lines at
// the top or foot that come again on other pages but for their figures, and
// figures alone.
func (r *reader) dropRunning(pages [][]segment) {
	const edge = 4 // lines from the top or the foot
	seen := map[string]map[int]bool{}
	atEdge := func(n int) []int {
		order := make([]int, len(pages[n]))
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(a, b int) int { return cmp.Compare(pages[n][b].y, pages[n][a].y) })
		var edges []int
		for i, at := range order {
			zone := pages[n][at].y > 0.86*r.pages[n].height || pages[n][at].y < 0.12*r.pages[n].height
			if zone && (i < edge || i >= len(order)-edge) {
				edges = append(edges, at)
			}
		}
		return edges
	}
	for n := range pages {
		for _, at := range atEdge(n) {
			key := unnumbered(pages[n][at].words)
			if seen[key] == nil {
				seen[key] = map[int]bool{}
			}
			seen[key][n] = true
		}
	}
	for n := range pages {
		drop := map[int]bool{}
		for _, at := range atEdge(n) {
			words := pages[n][at].words
			again := len(seen[unnumbered(words)])
			if isPageNumber(words) || isPrintStamp(words) || again >= 2 && 3*again >= len(pages) && len(pages) > 1 {
				drop[at] = true
				if r.day == "" && n == 0 {
					r.day = dayIn(words)
				}
			}
		}
		kept := pages[n][:0:0]
		for i, l := range pages[n] {
			if !drop[i] {
				kept = append(kept, l)
			}
		}
		pages[n] = kept
	}
}

// unnumbered makes lines comparable that differ in the number of the page.
func unnumbered(words string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, words)), " ")
}

// isPageNumber reports whether a line is the number of its page: "6", "- 6 -",
// "Page 6 of 9", "6/9".
func isPageNumber(words string) bool {
	words = strings.ToLower(strings.Trim(words, " -–—|[]()."))
	words = strings.TrimPrefix(strings.TrimPrefix(words, "page"), "p.")
	for _, part := range strings.FieldsFunc(strings.ReplaceAll(words, " of ", "/"), func(r rune) bool { return r == '/' }) {
		part = strings.TrimSpace(part)
		if part == "" || len(part) > 4 || strings.Trim(part, "0123456789") != "" && strings.Trim(part, "ivxl") != "" {
			return false
		}
	}
	return words != ""
}

// isPrintStamp reports whether a line is what a browser prints at the edge of a
// page: the time of printing, or the address with the number of the page.
func isPrintStamp(words string) bool {
	first, _, _ := strings.Cut(words, " ")
	if strings.HasPrefix(first, "http://") || strings.HasPrefix(first, "https://") || strings.HasPrefix(first, "file://") {
		return isPageNumber(words[strings.LastIndexByte(words, ' ')+1:])
	}
	date, ok := strings.CutSuffix(first, ",")
	return ok && strings.Count(date, "/") == 2 && strings.Trim(date, "0123456789/") == ""
}

// dayIn finds the day that a running head prints.
func dayIn(words string) string {
	for _, piece := range strings.FieldsFunc(strings.ReplaceAll(words, "  ", "|"), func(r rune) bool { return strings.ContainsRune("|•·–—", r) }) {
		if _, ok := intake.ParseTime(piece); ok {
			return strings.TrimSpace(piece)
		}
	}
	fields := strings.Fields(words)
	for i := range fields {
		for n := min(5, len(fields)-i); n >= 3; n-- {
			if candidate := strings.Join(fields[i:i+n], " "); len(candidate) < 40 {
				if _, ok := intake.ParseTime(candidate); ok {
					return candidate
				}
			}
		}
	}
	return ""
}

// wordsIn collects the words of all lines, to tell whether a hyphen at the end
// of a line belongs to its word.
func wordsIn(pages [][]segment) map[string]bool {
	known := map[string]bool{}
	for _, lines := range pages {
		for _, l := range lines {
			for _, w := range strings.Fields(l.words) {
				known[strings.ToLower(strings.Trim(w, ".,;:!?\"'“”‘’()"))] = true
			}
		}
	}
	return known
}

// bodySize finds the size in which most of the words are set.
func bodySize(pages [][]segment) float64 {
	sizes := map[float64]int{}
	for _, lines := range pages {
		for _, l := range lines {
			sizes[math.Round(2*l.size)/2] += len(l.glyphs)
		}
	}
	best, most := 0.0, 0
	for size, n := range sizes {
		if n > most || n == most && size < best {
			best, most = size, n
		}
	}
	return best
}

// setter joins lines to paragraphs.
type setter struct {
	source    []byte
	known     map[string]bool
	body      float64
	text      intake.TextBuilder
	paragraph intake.MapBuilder
	last      *segment // line of the paragraph that came last
	hyphen    *glyph   // at the end of that line, which may not be one of the word
	margin    float64  // right end of the column of the line at hand
	large     bool     // the paragraph is set larger than the body
	top       float64  // size of the largest lines of the first page
	titled    bool
}

// page sets the lines of one page.
func (t *setter) page(lines []segment, first bool) {
	if first {
		for _, l := range lines {
			t.top = math.Max(t.top, l.size)
		}
	}
	leading := leadingOf(lines)
	margins := marginsOf(lines)
	for i := range lines {
		l := &lines[i]
		t.margin = margins[i]
		var next *segment
		if i+1 < len(lines) {
			next = &lines[i+1]
		}
		if t.last != nil && t.breaks(l, next, leading) {
			t.end()
		}
		t.add(l)
	}
}

// leadingOf finds the distance between most lines of a page.
func leadingOf(lines []segment) float64 {
	counts := map[float64]int{}
	for i := 1; i < len(lines); i++ {
		if d := lines[i-1].y - lines[i].y; d > 0.5*lines[i].size && d < 3*lines[i].size {
			counts[math.Round(2*d)/2]++
		}
	}
	best, most := 0.0, 0
	for d, n := range counts {
		if n > most || n == most && d < best {
			best, most = d, n
		}
	}
	return best
}

// marginsOf finds the right end of the column of each line: the lines that go
// down one after the other are one column.
func marginsOf(lines []segment) []float64 {
	margins := make([]float64, len(lines))
	for i := 0; i < len(lines); {
		j, right := i, 0.0
		for j < len(lines) && (j == i || lines[j].y < lines[j-1].y) {
			right = math.Max(right, lines[j].right)
			j++
		}
		for ; i < j; i++ {
			margins[i] = right
		}
	}
	return margins
}

// isLoud reports whether words are in capitals throughout.
func isLoud(words string) bool {
	return len(words) > 8 && strings.ToUpper(words) == words && strings.ToLower(words) != words
}

// breaks reports whether a paragraph begins with line l. Within a column it does
// where the gap above is wider than between other lines, where the line is
// indented or begins with a bullet, where the size changes, and after a line
// that ends a sentence well before the margin. At the head of a column or page
// only the words tell.
func (t *setter) breaks(l, next *segment, leading float64) bool {
	before := t.last
	ends := endsSentence(before.words)
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(l.words, "\"“‘'("))
	if math.Abs(before.size-l.size) > 0.12*math.Max(before.size, l.size) {
		return true
	}
	if bulleted(l.words) {
		return true
	}
	drop := before.y - l.y
	if before.page != l.page || drop <= 0 { // another column or page
		return ends && !unicode.IsLower(first) || !ends && t.large || !ends && unicode.IsUpper(first) && !goesOn(before.words) && len(before.words) < 40
	}
	if drop > 1.3*math.Max(leading, 1.2*l.size) || drop > 2.2*l.size {
		return true
	}
	if hyphened(before.words) {
		return false
	}
	indented := l.x > before.x+0.7*l.size && (next == nil || next.y > l.y || next.x < l.x-0.5*l.size) && l.x < before.x+6*l.size
	outdented := l.x < before.x-0.7*l.size && bulletedLast(t.paragraph.String())
	if isLoud(before.words) != isLoud(l.words) && (next == nil || isLoud(before.words)) {
		return true
	}
	right := math.Max(t.margin, math.Max(l.right, before.right))
	room := right - before.right
	short := room > wordWidth(l)+0.5*l.size // the first word of l would have stood on the line before
	return indented && ends || outdented || short && (ends || !unicode.IsLower(first) && room > 0.15*(right-math.Min(l.x, before.x)))
}

// wordWidth is the width of the first word of a line.
func wordWidth(l *segment) float64 {
	for i, g := range l.glyphs {
		if i > 0 && (g.spacing || blank(g.words)) {
			return g.x - l.x
		}
	}
	return l.right - l.x
}

func bulleted(words string) bool {
	first, size := utf8.DecodeRuneInString(words)
	return strings.ContainsRune("•▪►◦⦁●", first) && len(words) > size
}

func bulletedLast(paragraph string) bool { return bulleted(paragraph) }

func endsSentence(words string) bool {
	words = strings.TrimRight(words, "\"'”’»)] ")
	last, _ := utf8.DecodeLastRuneInString(words)
	return strings.ContainsRune(".!?:…", last) && words != ""
}

// goesOn reports whether a line ends within a clause.
func goesOn(words string) bool {
	last, _ := utf8.DecodeLastRuneInString(words)
	return last == ',' || last == '-' || unicode.IsLower(last)
}

// hyphened reports whether a line ends with a word that was cut.
func hyphened(words string) bool {
	cut, ok := strings.CutSuffix(words, "-")
	if !ok {
		if cut, ok = strings.CutSuffix(words, "\u00AD"); !ok {
			cut, ok = strings.CutSuffix(words, "‐")
		}
	}
	last, _ := utf8.DecodeLastRuneInString(cut)
	return ok && unicode.IsLetter(last)
}

// add appends a line to the paragraph at hand. A hyphen at the end of the line
// before is undone where a word goes on, but for words that are written with it
// elsewhere in the file.
func (t *setter) add(l *segment) {
	glyphs := l.glyphs
	for len(glyphs) > 0 && blank(glyphs[len(glyphs)-1].words) {
		glyphs = glyphs[:len(glyphs)-1]
	}
	if len(glyphs) == 0 {
		return
	}
	if t.last != nil {
		first, _ := utf8.DecodeRuneInString(l.words)
		switch {
		case t.hyphen == nil:
			t.paragraph.Make(" ", glyphs[0].source)
		case !unicode.IsLower(first) || t.compound(t.paragraph.String(), l.words):
			t.glyph(*t.hyphen)
		}
		t.hyphen = nil
	}
	t.large = t.large || l.size > 1.12*t.body
	line := *l
	t.last = &line
	if n := len(glyphs); n > 1 && hyphened(l.words) {
		t.hyphen, glyphs = &glyphs[n-1], glyphs[:n-1]
	}
	for i, g := range glyphs {
		if g.spacing && i > 0 {
			t.paragraph.Make(" ", g.source)
		}
		t.glyph(g)
	}
}

// compound reports whether a word that is cut at a hyphen, which before does not
// have, is written with it elsewhere, and never without.
func (t *setter) compound(before, after string) bool {
	head := before[strings.LastIndexAny(before, " \u00A0")+1:]
	tail, _, _ := strings.Cut(after, " ")
	tail = strings.Trim(tail, ".,;:!?\"'“”‘’()")
	stem := strings.ToLower(strings.Trim(head, "\"'“”‘’("))
	tail = strings.ToLower(tail)
	return t.known[stem+"-"+tail] && !t.known[stem+tail]
}

// glyph adds one character. Ligatures are taken apart and accents put on their
// letters.
func (t *setter) glyph(g glyph) {
	words := g.words
	for _, r := range words {
		if r >= 0xFB00 && r <= 0xFB06 {
			words = norm.NFKC.String(words)
			break
		}
	}
	if r, size := utf8.DecodeRuneInString(words); size < len(words) && unicode.IsLetter(r) {
		words = norm.NFC.String(words)
	}
	words = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, words)
	if raw := t.source[g.source:min(g.end, len(t.source))]; bytes.Equal(raw, []byte(words)) {
		t.paragraph.Copy(words, g.source)
		return
	}
	if g.end <= g.source {
		t.paragraph.Make(words, g.source)
		return
	}
	t.paragraph.Decode(words, g.source, g.end)
}

// end closes the paragraph at hand. What is set larger than the body and short
// is a heading, the largest of the first page the title.
func (t *setter) end() {
	if t.last == nil {
		return
	}
	if t.hyphen != nil {
		t.glyph(*t.hyphen)
	}
	words := t.paragraph.String()
	kind, told := verbale.PartKind(""), false
	if t.large && len(words) < 300 && !endsSentence(words) {
		kind, told = verbale.Heading, true
		if !t.titled && t.last.size >= 0.98*t.top {
			kind, t.titled = verbale.Title, true
		}
	}
	t.text.Add(&t.paragraph, kind, told)
	t.paragraph, t.last, t.hyphen, t.large = intake.MapBuilder{}, nil, nil, false
}
