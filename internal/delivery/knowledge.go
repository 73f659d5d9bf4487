package delivery

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/excerpt"
	"verbale.dev/verbale/internal/export/annotated"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record"
	"verbale.dev/verbale/internal/record/sqlite"
)

// jsonLines writes objects, one a line.
type jsonLines struct {
	*json.Encoder
	rows int
}

func newLines(out *bufio.Writer) *jsonLines {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	return &jsonLines{Encoder: e}
}

func (l *jsonLines) put(value any) error {
	l.rows++
	return l.Encode(value)
}

// linesFile writes a file of JSON lines and counts its rows.
func (j *job) linesFile(name string, write func(*jsonLines) error) error {
	return j.file(name, func(f *os.File) error {
		out := bufio.NewWriter(f)
		lines := newLines(out)
		err := errors.Join(write(lines), out.Flush())
		j.about.Rows += lines.rows
		return err
	})
}

// ftmEntity is an entity of FollowTheMoney.
type ftmEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

// set adds values to a property, without empty ones and ones that are there.
func (e *ftmEntity) set(name string, values ...string) {
	for _, v := range values {
		if v != "" && !slices.Contains(e.Properties[name], v) {
			e.Properties[name] = append(e.Properties[name], v)
		}
	}
}

func newEntity(id, schema string) *ftmEntity {
	return &ftmEntity{ID: id, Schema: schema, Properties: map[string][]string{}}
}

var ftmSchemas = map[verbale.ActorType]string{verbale.Person: "Person", verbale.Organisation: "Organization", verbale.State: "PublicBody", verbale.Office: "PublicBody"}

// writeFTM writes actors, for whom they speak, reports, events and statements.
func writeFTM(ctx context.Context, j *job) error {
	return j.linesFile("entities.ftm.json", func(lines *jsonLines) error {
		known := map[string]bool{}
		if err := j.Dossier.Actors(ctx, query.Query{Document: j.Query.Document, Outlet: j.Query.Outlet}, func(r *verbale.ActorRow) error {
			known[r.ID] = true
			return lines.put(ftmActor(r))
		}); err != nil {
			return err
		}
		if err := j.Dossier.ActorSides(ctx, func(id, _ string, _ verbale.ActorType, sides []string) error {
			for _, side := range sides {
				if side == id || !known[id] || !known[side] {
					continue
				}
				link := newEntity("side-"+id+"-"+side, "UnknownLink")
				link.set("subject", id)
				link.set("object", side)
				link.set("role", "speaks for")
				if err := lines.put(link); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
		return eachReading(ctx, j, func(r *sqlite.Reading, events []*verbale.Event) error {
			j.about.Reports++
			return ftmReport(lines, r, events)
		})
	})
}

func ftmActor(r *verbale.ActorRow) *ftmEntity {
	e := newEntity(r.ID, cmp.Or(ftmSchemas[r.Type], "LegalEntity"))
	e.set("name", r.Name)
	for _, n := range r.Names {
		if n.Text != r.Name {
			e.set("alias", n.Text)
		}
	}
	if e.Schema == "Person" {
		for _, o := range r.Offices {
			e.set("position", strings.TrimSuffix(o.Title+", "+cell.Text(o.Of), ", "))
		}
	}
	return e
}

// ftmReport writes a report with its events and statements.
func ftmReport(lines *jsonLines, r *sqlite.Reading, events []*verbale.Event) error {
	d := r.Row
	id := "report-" + d.Version
	report := newEntity(id, "Article")
	report.set("title", cmp.Or(cell.Text(d.Title), d.Short))
	report.set("fileName", d.ID)
	report.set("publisher", cell.Text(d.Outlet))
	report.set("publishedAt", cell.Text(d.Published))
	report.set("sourceUrl", cell.Text(d.URI))
	if cell.Text(d.Language) == "en" {
		report.set("language", "eng")
	}
	if err := lines.put(report); err != nil {
		return err
	}
	for _, e := range events {
		if e.Confidence < record.SureEvent {
			continue
		}
		one := newEntity(e.ID, "Event")
		one.set("name", string(e.Type)+": "+e.Evidence[0].Text)
		one.set("keywords", string(e.Type), string(e.Factuality))
		one.set("location", cell.Text(e.Place))
		ftmInvolved(one, slices.Concat(e.Initiators, e.Recipients, e.Through))
		ftmEvidence(one, id, e.On, fmt.Sprintf("%s, version %s, bytes %d-%d", d.ID, d.Version, e.Evidence[0].Start, e.Evidence[0].End))
		if err := lines.put(one); err != nil {
			return err
		}
	}
	for _, s := range r.Statements {
		if s.Status == verbale.Struck {
			continue
		}
		one := newEntity(s.ID, "Event")
		one.set("name", string(s.Kind)+": "+excerpt.Join(s.Content))
		one.set("keywords", "statement", string(s.Kind), string(s.Account))
		for _, who := range s.Speakers {
			one.set("organizer", who.ID)
		}
		ftmInvolved(one, slices.Concat(s.Speakers, s.Addressees))
		ftmEvidence(one, id, s.SaidOn, fmt.Sprintf("%s, version %s, bytes %d-%d", d.ID, d.Version, s.Content[0].Start, s.Content[len(s.Content)-1].End))
		if err := lines.put(one); err != nil {
			return err
		}
	}
	return nil
}

func ftmInvolved(e *ftmEntity, who []verbale.ActorRef) {
	for _, a := range who {
		e.set("involved", a.ID)
	}
}

// ftmEvidence says on which days something was, and where its words stand.
func ftmEvidence(e *ftmEntity, report string, on *string, place string) {
	e.set("proof", report)
	e.set("description", place)
	span, ok := calendar.ParseSpan(cell.Text(on))
	switch {
	case !ok:
	case span.First == span.Last:
		e.set("date", span.First.String())
	default:
		e.set("startDate", span.First.String())
		e.set("endDate", span.Last.String())
	}
}

// iri spells a name as part of an address.
func iri(name string) string { return url.PathEscape(name) }

// literal spells words as a string of Turtle.
func literal(words string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(strings.ToValidUTF8(words, "\uFFFD")) + `"`
}

const trigHead = `@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix grasp: <http://groundedannotationframework.org/grasp#> .
@prefix gaf: <http://groundedannotationframework.org/gaf#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix verbale: <https://verbale.dev/ns#> .

`

// writeTriG writes a graph a report: where its rows come from, who said what.
func writeTriG(ctx context.Context, j *job) error {
	return j.file("record.trig", func(f *os.File) error {
		out := bufio.NewWriter(f)
		out.WriteString(trigHead)
		fmt.Fprintf(out, "<urn:verbale:model:%s> a prov:SoftwareAgent ; rdfs:label %s .\n<urn:verbale:dossier:%s> a prov:Collection ; rdfs:label %s .\n",
			iri(j.about.Model), literal(j.about.Program+", "+j.about.Model), j.about.Hash, literal(j.about.Dossier))
		if err := j.Dossier.ActorSides(ctx, func(id, name string, kind verbale.ActorType, _ []string) error {
			class := "prov:Agent"
			switch kind {
			case verbale.Person:
				class = "prov:Person"
			case verbale.Organisation, verbale.State:
				class = "prov:Organization"
			}
			_, err := fmt.Fprintf(out, "<urn:verbale:%s> a %s ; rdfs:label %s .\n", iri(id), class, literal(name))
			return err
		}); err != nil {
			return err
		}
		err := eachReading(ctx, j, func(r *sqlite.Reading, events []*verbale.Event) error {
			j.about.Reports++
			j.about.Rows += trigReport(out, j, r)
			return nil
		})
		return errors.Join(err, out.Flush())
	})
}

// trigReport writes the graph of a report, and returns how many statements are in it.
func trigReport(out *bufio.Writer, j *job, r *sqlite.Reading) int {
	d := r.Row
	offsets := annotated.NewOffsets(r.Text, annotated.CodePoints)
	report := "<urn:sha256:" + r.Hash + ">"
	reading := "<urn:verbale:reading:" + r.Hash + ">"
	fmt.Fprintf(out, "\n<urn:verbale:graph:%s> {\n%s a prov:Entity, nif:Context ; dct:identifier %s ; prov:wasAttributedTo [ a prov:Organization ; rdfs:label %s ] .\n",
		r.Hash, report, literal(d.ID), literal(cmp.Or(cell.Text(d.Outlet), "unknown")))
	if d.Published != nil {
		fmt.Fprintf(out, "%s dct:issued %s .\n", report, literal(*d.Published))
	}
	fmt.Fprintf(out, "%s a prov:Activity ; prov:used %s ; prov:wasAssociatedWith <urn:verbale:model:%s> .\n", reading, report, iri(cmp.Or(cell.Text(d.Model), j.about.Model)))
	n := 0
	for _, s := range r.Statements {
		if s.Status == verbale.Struck {
			continue
		}
		n++
		it := "<urn:verbale:" + iri(s.ID) + ">"
		fmt.Fprintf(out, "%s a prov:Entity, grasp:Attribution ; prov:wasGeneratedBy %s ; verbale:words %s ; verbale:kind %s ; verbale:account %s ; verbale:factuality %s ; verbale:confidence %d .\n",
			it, reading, literal(excerpt.Join(s.Content)), literal(string(s.Kind)), literal(string(s.Account)), literal(string(s.Factuality)), s.Confidence)
		for _, e := range s.Content {
			start, end := offsets.At(e.Start), offsets.At(e.End)
			mention := fmt.Sprintf("<urn:sha256:%s#char=%d,%d>", r.Hash, start, end)
			fmt.Fprintf(out, "%s prov:wasDerivedFrom %s ; gaf:denotedBy %s .\n%s nif:beginIndex %d ; nif:endIndex %d ; nif:anchorOf %s ; nif:referenceContext %s .\n",
				it, report, mention, mention, start, end, literal(e.Text), report)
		}
		for _, a := range s.Speakers {
			fmt.Fprintf(out, "%s grasp:wasAttributedTo <urn:verbale:%s> ; prov:wasAttributedTo <urn:verbale:%[2]s> .\n", it, iri(a.ID))
		}
		if s.Teller != nil {
			fmt.Fprintf(out, "%s verbale:teller <urn:verbale:%s> .\n", it, iri(s.Teller.ID))
		}
		if s.SaidOn != nil {
			fmt.Fprintf(out, "%s verbale:said_on %s .\n", it, literal(*s.SaidOn))
		}
	}
	out.WriteString("}\n")
	return n
}

// schemaActors are schema.org's types of actors.
var schemaActors = map[verbale.ActorType]string{verbale.Person: "Person", verbale.Organisation: "Organization", verbale.State: "Country"}

func schemaActor(a verbale.ActorRef) map[string]any {
	one := map[string]any{"@type": cmp.Or(schemaActors[a.Type], "Thing"), "@id": "urn:verbale:" + a.ID, "name": a.Name}
	if a.Office != nil && a.Type == verbale.Person {
		one["jobTitle"] = *a.Office
	}
	return one
}

// writeSchemaOrg writes each statement as a Quotation, where words of it are the
// speaker's own, or as a Claim.
func writeSchemaOrg(ctx context.Context, j *job) error {
	return j.linesFile("statements.jsonld", func(lines *jsonLines) error {
		return eachReading(ctx, j, func(r *sqlite.Reading, _ []*verbale.Event) error {
			j.about.Reports++
			d := r.Row
			article := map[string]any{"@type": "NewsArticle", "@id": "urn:sha256:" + r.Hash, "headline": cmp.Or(cell.Text(d.Title), d.Short), "identifier": d.ID}
			for name, value := range map[string]*string{"datePublished": d.Published, "url": d.URI, "inLanguage": d.Language} {
				if value != nil {
					article[name] = *value
				}
			}
			if d.Outlet != nil {
				article["publisher"] = map[string]any{"@type": "Organization", "name": *d.Outlet}
			}
			for _, s := range r.Statements {
				if s.Status == verbale.Struck {
					continue
				}
				if err := lines.put(schemaStatement(s, article)); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

func schemaStatement(s *verbale.Statement, article map[string]any) map[string]any {
	one := map[string]any{"@context": "https://schema.org", "@type": "Quotation", "@id": "urn:verbale:" + s.ID, "text": excerpt.Join(s.Content), "isPartOf": article,
		"keywords": string(s.Kind) + ", " + string(s.Account), "identifier": fmt.Sprintf("%s bytes %d-%d", s.Version, s.Content[0].Start, s.Content[len(s.Content)-1].End)}
	if s.Mode == verbale.Indirect {
		one["@type"] = "Claim"
		one["appearance"] = article
		delete(one, "isPartOf")
	}
	var who []map[string]any
	for _, a := range s.Speakers {
		who = append(who, schemaActor(a))
	}
	if len(who) > 0 {
		one["creator"] = who
	}
	if s.SaidOn != nil {
		one["dateCreated"] = *s.SaidOn
	}
	return one
}

// writeNinjs writes a report a line as an item of news, what was said in it as items
// that are associated with it.
func writeNinjs(ctx context.Context, j *job) error {
	actors := map[string]verbale.ActorRef{}
	if err := j.Dossier.ActorSides(ctx, func(id, name string, kind verbale.ActorType, _ []string) error {
		actors[id] = verbale.ActorRef{ID: id, Name: name, Type: kind}
		return nil
	}); err != nil {
		return err
	}
	return j.linesFile("reports.ninjs.jsonl", func(lines *jsonLines) error {
		return eachReading(ctx, j, func(r *sqlite.Reading, _ []*verbale.Event) error {
			j.about.Reports++
			return lines.put(ninjs(r, actors))
		})
	})
}

func ninjs(r *sqlite.Reading, actors map[string]verbale.ActorRef) map[string]any {
	d := r.Row
	item := map[string]any{
		"uri": "urn:sha256:" + r.Hash, "standard": map[string]string{"name": "ninjs", "version": "3.0", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"},
		"type": "text", "version": d.Version, "headlines": []map[string]string{{"role": "main", "value": cmp.Or(cell.Text(d.Title), d.Short)}},
		"bodies": []map[string]any{{"role": "main", "contenttype": "text/plain", "value": r.Text}},
	}
	if d.Outlet != nil {
		item["infosources"] = []map[string]string{{"name": *d.Outlet, "role": "publisher"}}
	}
	if d.Language != nil {
		item["language"] = *d.Language
	}
	if d.Published != nil {
		item["contentcreated"] = *d.Published
	}
	if d.URI != nil {
		item["altids"] = []map[string]string{{"role": "address", "value": *d.URI}}
	}
	lists := map[verbale.ActorType]string{verbale.Person: "people", verbale.Organisation: "organisations", verbale.State: "places"}
	seen := map[string]bool{}
	for _, id := range r.Mentioned {
		a := actors[id]
		if name := lists[a.Type]; name != "" && !seen[id] {
			seen[id] = true
			all, _ := item[name].([]map[string]string)
			item[name] = append(all, map[string]string{"name": a.Name, "uri": "urn:verbale:" + id})
		}
	}
	associations := []map[string]any{}
	for _, s := range r.Statements {
		if s.Status == verbale.Struck {
			continue
		}
		one := map[string]any{"name": s.ID, "uri": "urn:verbale:" + s.ID, "type": "text", "bodies": []map[string]any{{"role": string(s.Mode), "contenttype": "text/plain", "value": excerpt.Join(s.Content)}}}
		var people []map[string]string
		for _, a := range s.Speakers {
			people = append(people, map[string]string{"name": a.Name, "uri": "urn:verbale:" + a.ID, "rel": "speaker"})
		}
		if people != nil {
			one["people"] = people
		}
		associations = append(associations, one)
	}
	item["associations"] = associations
	return item
}
