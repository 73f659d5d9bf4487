package delivery

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/excerpt"
	"verbale.dev/verbale/internal/export/annotated"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

// polecatColumns are those of POLECAT's weekly files, and behind them ours.
var polecatColumns = []string{
	"Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
	"Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
	"Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
	"Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
	"Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
	"Row", "Kind", "CAMEO", "Factuality", "Account", "Teller", "Background", "Document", "Version Hash", "Start Byte", "End Byte", "Words", "URI", "Confidence", "Status",
}

// quads are the quad codes of PLOVER's types.
var quads = map[string]string{
	"AGREE": "VERBAL COOPERATION", "CONSULT": "VERBAL COOPERATION", "SUPPORT": "VERBAL COOPERATION", "CONCEDE": "VERBAL COOPERATION",
	"COOPERATE": "MATERIAL COOPERATION", "AID": "MATERIAL COOPERATION", "RETREAT": "MATERIAL COOPERATION",
	"REQUEST": "VERBAL CONFLICT", "ACCUSE": "VERBAL CONFLICT", "REJECT": "VERBAL CONFLICT", "THREATEN": "VERBAL CONFLICT",
	"PROTEST": "MATERIAL CONFLICT", "SANCTION": "MATERIAL CONFLICT", "MOBILIZE": "MATERIAL CONFLICT", "COERCE": "MATERIAL CONFLICT", "ASSAULT": "MATERIAL CONFLICT",
}

// tabs writes rows whose cells hold no tabs and line breaks.
type tabs struct {
	out  *bufio.Writer
	rows int
}

func (t *tabs) row(cells ...string) {
	for i, c := range cells {
		if i > 0 {
			t.out.WriteByte('\t')
		}
		t.out.WriteString(strings.Map(func(r rune) rune {
			if r == '\t' || r == '\n' || r == '\r' {
				return ' '
			}
			return r
		}, c))
	}
	t.out.WriteByte('\n')
	t.rows++
}

// countries knows for which state an actor speaks.
type countries map[string]string

var stateID = regexp.MustCompile(`^w-([a-z]{3})$`)

func countriesOf(ctx context.Context, d *sqlite.Dossier) (countries, error) {
	all := countries{}
	return all, d.ActorSides(ctx, func(id, _ string, _ verbale.ActorType, sides []string) error {
		for _, side := range append([]string{id}, sides...) {
			if m := stateID.FindStringSubmatch(side); m != nil {
				all[id] = strings.ToUpper(m[1])
				break
			}
		}
		return nil
	})
}

// of lists names, countries and offices of actors, each joined by "; ".
func (c countries) of(refs []verbale.ActorRef) (names, states, titles string) {
	var n, s, t []string
	for _, r := range refs {
		n, s, t = append(n, r.Name), append(s, c[r.ID]), append(t, cell.Text(r.Office))
	}
	return strings.Join(n, "; "), trimmed(s), trimmed(t)
}

func trimmed(list []string) string { return strings.Trim(strings.Join(list, "; "), "; ") }

// writePolecat writes events, and statements that PLOVER has a code for.
func writePolecat(ctx context.Context, j *job) error {
	states, err := countriesOf(ctx, j.Dossier)
	if err != nil {
		return err
	}
	noCode, doubtful := 0, 0
	err = j.file("events.tsv", func(f *os.File) error {
		t := &tabs{out: bufio.NewWriter(f), rows: -1}
		t.row(polecatColumns...)
		err := eachReading(ctx, j, func(r *sqlite.Reading, events []*verbale.Event) error {
			j.about.Reports++
			for _, s := range r.Statements {
				switch {
				case s.Status == verbale.Struck:
				case s.PLOVER == nil:
					noCode++
				default:
					t.row(states.act(r, s)...)
				}
			}
			for _, e := range events {
				switch {
				case e.Confidence < record.SureEvent:
					doubtful++
				case e.PLOVER == nil:
					noCode++
				default:
					t.row(states.deed(r, e)...)
				}
			}
			return nil
		})
		j.about.Rows = t.rows
		return cmp.Or(err, t.out.Flush())
	})
	if noCode > 0 {
		j.leave("%d statements and events for which PLOVER has no code", noCode)
	}
	if doubtful > 0 {
		j.leave("%d doubtful events", doubtful)
	}
	return err
}

// row makes the cells that both kinds of rows have in common, by the names of columns.
func (c countries) row(r *sqlite.Reading, code *verbale.PLOVERCode, from, to []verbale.ActorRef) map[string]string {
	d := r.Row
	cells := map[string]string{
		"Event Type": code.Type, "Event Mode": cell.Text(code.Mode), "Quad Code": quads[code.Type],
		"Source": cell.Text(d.Outlet), "Publication Date": day10(cell.Text(d.Published)), "Language": cell.Text(d.Language), "Version": Codebook,
		"Document": d.ID, "Version Hash": d.Version, "URI": cell.Text(d.URI),
	}
	cells["Actor Name"], cells["Actor Country"], cells["Actor Title"] = c.of(from)
	cells["Recipient Name"], cells["Recipient Country"], cells["Recipient Title"] = c.of(to)
	return cells
}

func day10(published string) string { return published[:min(len(published), len("2006-01-02"))] }

func inOrder(cells map[string]string) []string {
	row := make([]string, len(polecatColumns))
	for i, name := range polecatColumns {
		row[i] = cells[name]
	}
	return row
}

// act is the row of a statement.
func (c countries) act(r *sqlite.Reading, s *verbale.Statement) []string {
	cells := c.row(r, s.PLOVER, s.Speakers, s.Addressees)
	cells["Event ID"], cells["Event Date"], cells["Row"], cells["Kind"] = s.ID, cell.Text(s.SaidOn), "verbal act", string(s.Kind)
	cells["Actor Name Raw"], cells["CAMEO"], cells["Factuality"], cells["Account"] = excerpt.Join(s.Source), cell.Text(s.CAMEO), string(s.Factuality), string(s.Account)
	if s.Teller != nil {
		cells["Teller"] = s.Teller.Name
	}
	cells["Start Byte"], cells["End Byte"] = strconv.Itoa(s.Content[0].Start), strconv.Itoa(s.Content[len(s.Content)-1].End)
	cells["Words"], cells["Confidence"], cells["Status"] = excerpt.Join(s.Content), strconv.Itoa(s.Confidence), string(s.Status)
	return inOrder(cells)
}

// deed is the row of an event.
func (c countries) deed(r *sqlite.Reading, e *verbale.Event) []string {
	cells := c.row(r, &verbale.PLOVERCode{Type: e.PLOVER.Type, Mode: e.PLOVER.Mode}, e.Initiators, e.Recipients)
	at := e.Evidence[0]
	cells["Event ID"], cells["Event Date"], cells["Row"], cells["Kind"] = e.ID, cell.Text(e.On), "event", string(e.Type)
	cells["CAMEO"], cells["Factuality"], cells["Background"] = cell.Text(e.CAMEO), string(e.Factuality), strconv.FormatBool(e.Background)
	cells["Contexts"], cells["Placename"], cells["Raw Placename"] = cell.Text(e.PLOVER.Context), cell.Text(e.Place), cell.Text(e.Place)
	if e.Teller != nil {
		cells["Teller"] = e.Teller.Name
	}
	cells["Start Byte"], cells["End Byte"] = strconv.Itoa(at.Start), strconv.Itoa(at.End)
	cells["Words"], cells["Confidence"], cells["Status"] = at.Text, strconv.Itoa(e.Confidence), string(e.Status)
	return inOrder(cells)
}

// gkgColumns are those of the Global Knowledge Graph 2.1.
var gkgColumns = []string{
	"GKGRECORDID", "V2.1DATE", "V2SOURCECOLLECTIONIDENTIFIER", "V2SOURCECOMMONNAME", "V2DOCUMENTIDENTIFIER", "V1COUNTS", "V2.1COUNTS", "V1THEMES", "V2ENHANCEDTHEMES",
	"V1LOCATIONS", "V2ENHANCEDLOCATIONS", "V1PERSONS", "V2ENHANCEDPERSONS", "V1ORGANIZATIONS", "V2ENHANCEDORGANIZATIONS", "V1.5TONE", "V2.1ENHANCEDDATES", "V2GCAM",
	"V2.1SHARINGIMAGE", "V2.1RELATEDIMAGES", "V2.1SOCIALIMAGEEMBEDS", "V2.1SOCIALVIDEOEMBEDS", "V2.1QUOTATIONS", "V2.1ALLNAMES", "V2.1AMOUNTS", "V2.1TRANSLATIONINFO", "V2EXTRASXML",
}

// writeGKG writes a row a report.
func writeGKG(ctx context.Context, j *job) error {
	actors := map[string]verbale.ActorRef{}
	if err := j.Dossier.ActorSides(ctx, func(id, name string, kind verbale.ActorType, _ []string) error {
		actors[id] = verbale.ActorRef{ID: id, Name: name, Type: kind}
		return nil
	}); err != nil {
		return err
	}
	indirect := 0
	err := j.file("gkg.tsv", func(f *os.File) error {
		t := &tabs{out: bufio.NewWriter(f)}
		t.row(gkgColumns...)
		err := eachReading(ctx, j, func(r *sqlite.Reading, _ []*verbale.Event) error {
			j.about.Reports++
			t.row(gkgRow(r, actors, &indirect)...)
			return nil
		})
		j.about.Rows = t.rows - 1
		return cmp.Or(err, t.out.Flush())
	})
	if indirect > 0 {
		j.leave("%d statements that are not in quotation marks", indirect)
	}
	return err
}

// bare takes the marks away by which a cell is parted.
var bare = strings.NewReplacer(";", " ", "#", " ", "|", " ", ",", " ")

func gkgRow(r *sqlite.Reading, actors map[string]verbale.ActorRef, indirect *int) []string {
	d, offsets := r.Row, annotated.NewOffsets(r.Text, annotated.CodePoints)
	var persons, bodies, names, dates, quotations []string
	for _, m := range r.Mentions {
		if m.Form != verbale.Named || m.Chain < 0 {
			continue
		}
		who := actors[r.Mentioned[m.Chain]]
		name := fmt.Sprintf("%s,%d", bare.Replace(who.Name), offsets.At(m.Start))
		names = append(names, name)
		switch {
		case who.Type == verbale.Person:
			persons = append(persons, name)
		case who.Type == verbale.Organisation:
			bodies = append(bodies, name)
		}
	}
	for _, t := range r.Dates {
		if year, month, day, ok := dateParts(t.Value); ok {
			dates = append(dates, fmt.Sprintf("%d#%s#%s#%s#%d", 1+btoi(month != "0")+btoi(day != "0"), month, day, year, offsets.At(t.Start)))
		}
	}
	for _, s := range r.Statements {
		if s.Status == verbale.Struck {
			continue
		}
		if s.Mode == verbale.Indirect {
			*indirect++
			continue
		}
		verb := bare.Replace(excerpt.Join(s.Cue))
		for _, e := range s.Content {
			start := offsets.At(e.Start)
			quotations = append(quotations, fmt.Sprintf("%d|%d|%s|%s", start, offsets.At(e.End)-start, verb, strings.NewReplacer("#", " ", "|", " ").Replace(e.Text)))
		}
	}
	published := strings.NewReplacer("-", "", "T", "", ":", "").Replace(cell.Text(d.Published))
	cells := map[string]string{
		"GKGRECORDID": d.Version, "V2.1DATE": published[:min(len(published), 14)], "V2SOURCECOLLECTIONIDENTIFIER": "1", "V2SOURCECOMMONNAME": cell.Text(d.Outlet),
		"V2DOCUMENTIDENTIFIER": cmp.Or(cell.Text(d.URI), d.ID), "V2ENHANCEDPERSONS": strings.Join(persons, ";"), "V1PERSONS": unplaced(persons),
		"V2ENHANCEDORGANIZATIONS": strings.Join(bodies, ";"), "V1ORGANIZATIONS": unplaced(bodies), "V2.1ALLNAMES": strings.Join(names, ";"),
		"V2.1ENHANCEDDATES": strings.Join(dates, ";"), "V2.1QUOTATIONS": strings.Join(quotations, "#"),
	}
	row := make([]string, len(gkgColumns))
	for i, name := range gkgColumns {
		row[i] = cells[name]
	}
	return row
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

var isoParts = regexp.MustCompile(`^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?$`)

// dateParts reads year, month and day of a TIMEX3 value, "0" for what it leaves open.
func dateParts(value string) (year, month, day string, ok bool) {
	m := isoParts.FindStringSubmatch(value)
	if m == nil {
		return "", "", "", false
	}
	return m[1], cmp.Or(strings.TrimLeft(m[2], "0"), "0"), cmp.Or(strings.TrimLeft(m[3], "0"), "0"), true
}

// unplaced lists names once each, without their places.
func unplaced(placed []string) string {
	var all []string
	seen := map[string]bool{}
	for _, p := range placed {
		name, _, _ := strings.Cut(p, ",")
		if !seen[name] {
			seen[name] = true
			all = append(all, name)
		}
	}
	return strings.Join(all, ";")
}
