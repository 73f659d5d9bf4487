package citation

import (
	"encoding/json"
	"fmt"
	"html"
	"net/netip"
	"net/url"
	"path"
	"strings"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
)

// Style is a form of citation.
type Style string

// The styles.
const (
	Plain    Style = "plain"
	Footnote Style = "footnote"
	Chicago  Style = "chicago"
	MLA      Style = "mla"
	APA      Style = "apa"
	Markdown Style = "markdown"
	HTML     Style = "html"
	BibTeX   Style = "bibtex"
	RIS      Style = "ris"
	CSL      Style = "csl"
	Zotero   Style = "zotero"
	// ClaimReview is a skeleton: what a checker decides is left null.
	ClaimReview Style = "claimreview"
)

// Styles lists every style.
var Styles = []Style{Plain, Footnote, Chicago, MLA, APA, Markdown, HTML, BibTeX, RIS, CSL, Zotero, ClaimReview}

// endings are the endings of files that hold one style and no other.
var endings = map[string]Style{
	".txt": Plain, ".md": Markdown, ".html": HTML, ".htm": HTML, ".bib": BibTeX, ".ris": RIS, ".json": CSL, ".rdf": Zotero, ".jsonld": ClaimReview,
}

// StyleOf returns the style in which a file of that name is written, and whether
// its ending tells one.
func StyleOf(name string) (Style, bool) {
	style, ok := endings[strings.ToLower(path.Ext(name))]
	return style, ok
}

// Source is what is cited: a statement and the report that it stands in.
type Source struct {
	Statement *verbale.Statement
	Report    *verbale.DocumentRow
	// Text is the stored text of the report's version, in which the statement's
	// spans are offsets. Without it ("") the words are given as the spans cut them,
	// and gaps in the content are not filled.
	Text string
}

// Write cites the sources in their order. The error names a style that there
// is not.
func Write(style Style, sources []Source) (string, error) {
	write := map[Style]func(Source) string{
		Plain: Source.plain, Footnote: Source.footnote, Chicago: Source.chicago, MLA: Source.mla, APA: Source.apa,
		Markdown: Source.markdown, HTML: Source.html, BibTeX: Source.bibtex, RIS: Source.ris,
	}[style]
	switch style {
	case CSL:
		return csl(sources)
	case Zotero:
		return zotero(sources), nil
	case ClaimReview:
		return claimReviews(sources)
	}
	if write == nil {
		return "", fmt.Errorf("citation: there is no style %q", style)
	}
	var b strings.Builder
	for i, source := range sources {
		if i > 0 && style != Footnote {
			b.WriteByte('\n')
		}
		b.WriteString(write(source))
	}
	return b.String(), nil
}

// wording says whose words they are; "" where all are the speaker's own.
func (s Source) wording() string {
	switch s.Statement.Mode {
	case verbale.Indirect:
		return "in the report's words"
	case verbale.Mixed:
		return "in part in the report's words"
	}
	return ""
}

// speaker names the speakers, the first with the office held at the time; ""
// where the statement is unattributed.
func (s Source) speaker() string {
	names := make([]string, len(s.Statement.Speakers))
	for i, actor := range s.Statement.Speakers {
		names[i] = actor.Name
		if actor.Office != nil && *actor.Office != "" {
			names[i] += ", " + *actor.Office
		}
	}
	return strings.Join(names, "; ")
}

// saying lists what is known of the act: by whose account, occasion or channel,
// and day.
func (s Source) saying() []string {
	var parts []string
	switch s.Statement.Account {
	case verbale.SameSide:
		parts = append(parts, "as another of that side tells")
	case verbale.Ascribed:
		parts = append(parts, "as another side tells")
	case verbale.OutletVoice:
		parts = append(parts, "as the outlet states it")
	}
	occasion := s.occasion()
	switch {
	case occasion != "":
		parts = append(parts, occasion)
	case s.Statement.Channel != nil && *s.Statement.Channel != verbale.OtherChannel:
		parts = append(parts, strings.ReplaceAll(string(*s.Statement.Channel), "_", " "))
	}
	if s.Statement.SaidOn != nil {
		parts = append(parts, written(*s.Statement.SaidOn))
	} else {
		parts = append(parts, "undated")
	}
	if wording := s.wording(); wording != "" {
		parts = append(parts, wording)
	}
	return parts
}

// title is the title of the report, or its name.
func (s Source) title() string {
	if s.Report.Title != nil && *s.Report.Title != "" {
		return *s.Report.Title
	}
	return s.Report.ID
}

func (s Source) outlet() string {
	if s.Report.Outlet != nil && *s.Report.Outlet != "" {
		return *s.Report.Outlet
	}
	if s.Report.Dateline.Agency != nil {
		return *s.Report.Dateline.Agency
	}
	return ""
}

// day is the day of the report as an ISO date, or "".
func (s Source) day() string {
	if p := s.Report.Published; p != nil && len(*p) >= len("2006-01-02") {
		return (*p)[:len("2006-01-02")]
	}
	if s.Report.Dateline.Date != nil {
		return *s.Report.Dateline.Date
	}
	return ""
}

// address is the outlet's own address of the report, with the words as a text
// fragment where a browser can go to them; "" where none is known. An address of
// this machine is nobody's.
func (s Source) address() string {
	if s.Report.URI == nil {
		return ""
	}
	address, err := url.Parse(*s.Report.URI)
	if err != nil || isLocal(address.Hostname()) {
		return ""
	}
	if address.Scheme != "http" && address.Scheme != "https" {
		return *s.Report.URI
	}
	return *s.Report.URI + s.textFragment(address.Fragment != "" || strings.HasSuffix(*s.Report.URI, "#"))
}

func isLocal(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || err == nil && (ip.IsLoopback() || ip.IsUnspecified())
}

// fragmentWords is how many words at each end of a passage a text fragment
// names; a shorter passage stands in it whole.
const fragmentWords = 4

// textFragment is the directive that leads a browser to the words of the first
// passage, "" where they are too few to be found. References: WICG, URL Fragment
// Text Directives.
func (s Source) textFragment(after bool) string {
	words := strings.Fields(strings.Trim(s.passages()[0].Text, ` "“”„,`))
	if len(words) < 3 {
		return ""
	}
	directive := percent(strings.Join(words, " "))
	if len(words) > 2*fragmentWords {
		directive = percent(strings.Join(words[:fragmentWords], " ")) + "," + percent(strings.Join(words[len(words)-fragmentWords:], " "))
	}
	if after {
		return ":~:text=" + directive
	}
	return "#:~:text=" + directive
}

// percent encodes what a text directive reserves beside what addresses do.
func percent(words string) string {
	return strings.NewReplacer("+", "%20", "-", "%2D").Replace(url.QueryEscape(words))
}

// report lists outlet, title, date and address of the report, quoting the title
// with quote.
func (s Source) report(quote func(string) string) []string {
	var parts []string
	if outlet := s.outlet(); outlet != "" {
		parts = append(parts, outlet)
	}
	parts = append(parts, quote(s.title()))
	if day := s.day(); day != "" {
		parts = append(parts, written(day))
	} else {
		parts = append(parts, "undated")
	}
	if address := s.address(); address != "" {
		parts = append(parts, address)
	}
	return parts
}

// place is where the words stand: the report's name, the version's hash and the
// bytes of its stored text.
func (s Source) place() string {
	ranges := make([]string, len(s.Statement.Content))
	for i, e := range s.Statement.Content {
		ranges[i] = fmt.Sprintf("%d-%d", e.Start, e.End)
	}
	return fmt.Sprintf("%s, version %s, bytes %s", s.Statement.Document, s.Statement.Version, strings.Join(ranges, ", "))
}

func curly(title string) string { return "“" + title + "”" }

func orUnattributed(speaker string) string {
	if speaker == "" {
		return "unattributed"
	}
	return speaker
}

func (s Source) plain() string {
	return fmt.Sprintf("%s\n    %s (%s)\n    %s\n    [%s]\n", s.words(), orUnattributed(s.speaker()),
		strings.Join(s.saying(), "; "), strings.Join(s.report(curly), ", "), s.place())
}

func (s Source) footnote() string {
	return fmt.Sprintf("%s (%s): %s In: %s [%s].\n", orUnattributed(s.speaker()), strings.Join(s.saying(), "; "),
		ended(s.words()), strings.Join(s.report(curly), ", "), s.place())
}

func (s Source) markdown() string {
	title := curly(markdownText(s.title()))
	if address := s.address(); address != "" {
		title = fmt.Sprintf("[%s](<%s>)", title, strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "").Replace(address))
	}
	parts := []string{title}
	if outlet := s.outlet(); outlet != "" {
		parts = append([]string{markdownText(outlet)}, parts...)
	}
	if day := s.day(); day != "" {
		parts = append(parts, written(day))
	}
	return fmt.Sprintf("> %s\n>\n> — %s (%s). %s. `%s`\n", markdownText(s.words()), markdownText(orUnattributed(s.speaker())),
		markdownText(strings.Join(s.saying(), "; ")), strings.Join(parts, ", "), strings.ReplaceAll(s.place(), "`", "'"))
}

// markdownText escapes what Markdown would take for marks.
func markdownText(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune("\\`*_{}[]<>#|~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func (s Source) html() string {
	cite := ""
	title := "<cite>" + html.EscapeString(s.title()) + "</cite>"
	if address := s.address(); strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		cite = fmt.Sprintf(` cite="%s"`, html.EscapeString(address))
		title = fmt.Sprintf(`<a href="%s">%s</a>`, html.EscapeString(address), title)
	}
	parts := []string{title}
	if outlet := s.outlet(); outlet != "" {
		parts = append([]string{html.EscapeString(outlet)}, parts...)
	}
	if day := s.day(); day != "" {
		parts = append(parts, fmt.Sprintf(`<time datetime="%s">%s</time>`, day, written(day)))
	}
	return fmt.Sprintf("<blockquote%s id=\"%s\">\n<p>%s</p>\n<footer>%s (%s). %s. <small>%s</small></footer>\n</blockquote>\n",
		cite, html.EscapeString(s.Statement.ID), html.EscapeString(s.words()), html.EscapeString(orUnattributed(s.speaker())),
		html.EscapeString(strings.Join(s.saying(), "; ")), strings.Join(parts, ", "), html.EscapeString(s.place()))
}

// ris writes a record of type NEWS. Its lines end with CR LF.
func (s Source) ris() string {
	var b strings.Builder
	line := func(tag, value string) {
		if value = strings.Join(strings.Fields(value), " "); value != "" {
			fmt.Fprintf(&b, "%s  - %s\r\n", tag, value)
		}
	}
	b.WriteString("TY  - NEWS\r\n")
	line("TI", s.title())
	line("T2", s.outlet())
	if day := s.day(); day != "" {
		line("PY", day[:4])
		line("DA", strings.ReplaceAll(day, "-", "/"))
	}
	line("UR", s.address())
	line("AB", s.words())
	line("N1", fmt.Sprintf("%s (%s)", orUnattributed(s.speaker()), strings.Join(s.saying(), "; ")))
	line("M1", s.place())
	line("ID", s.Statement.ID)
	b.WriteString("ER  - \r\n")
	return b.String()
}

// item is an item of CSL-JSON.
type item struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Title     string    `json:"title"`
	Container string    `json:"container-title,omitempty"`
	Issued    *cslDate  `json:"issued,omitempty"`
	URL       string    `json:"URL,omitempty"`
	Language  string    `json:"language,omitempty"`
	Abstract  string    `json:"abstract"`
	Note      string    `json:"note"`
	Custom    cslCustom `json:"custom"`
}

type cslDate struct {
	DateParts [][]int `json:"date-parts"`
}

// cslCustom is where CSL lets others keep what it has no name for.
type cslCustom struct {
	Document string   `json:"document"`
	Version  string   `json:"version"`
	Ranges   [][2]int `json:"ranges"`
	Speakers []string `json:"speakers"`
	SaidOn   *string  `json:"said_on"`
}

func csl(sources []Source) (string, error) {
	items := make([]item, len(sources))
	for i, s := range sources {
		items[i] = item{
			ID: s.Statement.ID, Type: "article-newspaper", Title: s.title(), Container: s.outlet(), URL: s.address(),
			Abstract: s.words(), Note: fmt.Sprintf("%s (%s)", orUnattributed(s.speaker()), strings.Join(s.saying(), "; ")),
			Custom: cslCustom{Document: s.Statement.Document, Version: s.Statement.Version, Speakers: []string{}, SaidOn: s.Statement.SaidOn},
		}
		if s.Report.Language != nil {
			items[i].Language = *s.Report.Language
		}
		for _, e := range s.Statement.Content {
			items[i].Custom.Ranges = append(items[i].Custom.Ranges, [2]int{e.Start, e.End})
		}
		for _, actor := range s.Statement.Speakers {
			items[i].Custom.Speakers = append(items[i].Custom.Speakers, actor.Name)
		}
		if day, ok := calendar.ParseDay(s.day()); ok {
			year, month, n := day.Date()
			items[i].Issued = &cslDate{[][]int{{year, month, n}}}
		}
	}
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(items)
	return b.String(), err
}

// written spells an ISO date, month or year, or an interval of two, as people
// write it: "8 February 2022". Other values stay as they are.
func written(value string) string {
	if from, to, ok := strings.Cut(value, "/"); ok {
		return written(from) + " to " + written(to)
	}
	if day, ok := calendar.ParseDay(value); ok {
		year, month, n := day.Date()
		return fmt.Sprintf("%d %s %d", n, calendar.MonthName(month), year)
	}
	if len(value) == len("2006-01") {
		if day, ok := calendar.ParseDay(value + "-01"); ok {
			year, month, _ := day.Date()
			return fmt.Sprintf("%s %d", calendar.MonthName(month), year)
		}
	}
	return value
}
