package delivery

import (
	"context"
	"errors"
	"fmt"
	"os"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/address"
	"verbale.dev/verbale/internal/export/annotated"
	"verbale.dev/verbale/internal/export/brat"
	"verbale.dev/verbale/internal/export/conllu"
	"verbale.dev/verbale/internal/export/tei"
	"verbale.dev/verbale/internal/export/webanno"
	"verbale.dev/verbale/internal/export/webannotation"
	"verbale.dev/verbale/internal/export/xmi"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
	"verbale.dev/verbale/lang"
)

// texts writes reports one after another.
type texts struct {
	*job
	actors   map[string]verbale.ActorRef
	analyzer *lang.Analyzer
	exporter conllu.Exporter
	spans    int // that a format could not hold
}

// textsOf makes the function of a format that writes a report at a time.
func textsOf(write func(*texts, *annotated.Report, string) error) func(context.Context, *job) error {
	return func(ctx context.Context, j *job) error {
		x := &texts{job: j, actors: map[string]verbale.ActorRef{}, analyzer: lang.NewAnalyzer()}
		if err := j.Dossier.ActorSides(ctx, func(id, name string, kind verbale.ActorType, _ []string) error {
			x.actors[id] = verbale.ActorRef{ID: id, Name: name, Type: kind}
			return nil
		}); err != nil {
			return err
		}
		notRead := 0
		err := eachReport(ctx, j, func(r *annotated.Report, d *verbale.DocumentRow) error {
			if d.NotRead != nil {
				notRead++
			}
			j.about.Reports++
			j.about.Rows += len(r.Marks)
			base := j.base(r)
			if err := x.note(base, r); err != nil {
				return err
			}
			return write(x, r, base)
		}, x.actors)
		if notRead > 0 {
			j.leave("%d reports were not read, so that they have no annotations", notRead)
		}
		if x.spans > 0 {
			j.leave("%d spans hold no word of the format", x.spans)
		}
		return err
	}
}

// eachReading calls yield with each report that is asked for: what was read from it, and
// the events that it tells.
func eachReading(ctx context.Context, j *job, yield func(*sqlite.Reading, []*verbale.Event) error) error {
	var names []string
	if err := j.Dossier.Documents(ctx, j.Query, func(d *verbale.DocumentRow) error {
		names = append(names, d.ID)
		return nil
	}); err != nil {
		return err
	}
	for _, name := range names {
		reading, err := j.Dossier.ReadingOf(ctx, name, "")
		if err != nil {
			return err
		}
		events, err := j.Dossier.EventsIn(ctx, name)
		if err != nil {
			return err
		}
		if err := yield(reading, events); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// eachReport calls yield with each report that is asked for, with its annotations.
func eachReport(ctx context.Context, j *job, yield func(*annotated.Report, *verbale.DocumentRow) error, actors map[string]verbale.ActorRef) error {
	return eachReading(ctx, j, func(reading *sqlite.Reading, events []*verbale.Event) error {
		rows := annotated.Rows{
			Row: reading.Row, Hash: reading.Hash, Address: address.Of(reading.Row.ID, reading.Row.Version, nil), Text: reading.Text, Parts: reading.Parts,
			Statements: reading.Statements, Mentions: reading.Mentions, Dates: reading.Dates, Events: events,
		}
		for _, id := range reading.Mentioned {
			rows.Actors = append(rows.Actors, actors[id])
		}
		return yield(annotated.Of(rows), reading.Row)
	})
}

func (x *texts) analysis(r *annotated.Report) *lang.Document {
	var parts []lang.Span
	for _, p := range r.Parts {
		parts = append(parts, p.Span)
	}
	return x.analyzer.Analyze(r.Text, parts...)
}

func (x *texts) text(base string, r *annotated.Report) error {
	return x.file(base+".txt", func(f *os.File) error { _, err := f.WriteString(r.Text); return err })
}

func writeBrat(x *texts, r *annotated.Report, base string) error {
	if x.about.Reports == 1 {
		if err := x.file("annotation.conf", func(f *os.File) error { return brat.Configuration(f, bratValues) }); err != nil {
			return err
		}
	}
	return errors.Join(x.text(base, r), x.file(base+".ann", func(f *os.File) error { return brat.Write(f, brat.Of(r)) }))
}

// bratValues are the closed lists of attributes.
var bratValues = map[string][]string{
	"Content.kind": query.Strings(verbale.Kinds), "Content.mode": query.Strings(verbale.Modes), "Content.factuality": query.Strings(verbale.Factualities),
	"Content.account": query.Strings(verbale.Accounts), "Event.factuality": query.Strings(verbale.EventFactualities),
	"Time.type": {"DATE", "TIME", "DURATION", "SET"},
}

func writeWebAnnotation(x *texts, r *annotated.Report, base string) error {
	return x.file(base+".jsonld", func(f *os.File) error { return webannotation.Write(f, r, &x.about, address.Portable) })
}

func writeXMI(x *texts, r *annotated.Report, base string) error {
	if x.about.Reports == 1 {
		if err := x.file("TypeSystem.xml", func(f *os.File) error { return xmi.TypeSystem(f) }); err != nil {
			return err
		}
	}
	return x.file(base+".xmi", func(f *os.File) error { return xmi.Write(f, r) })
}

func writeWebAnno(x *texts, r *annotated.Report, base string) error {
	return errors.Join(x.text(base, r), x.file(base+".tsv", func(f *os.File) error {
		leftOut, err := webanno.Write(f, r, x.analysis(r))
		x.spans += leftOut
		return err
	}))
}

func writeTEI(x *texts, r *annotated.Report, base string) error {
	return x.file(base+".xml", func(f *os.File) error { return tei.Write(f, r, &x.about) })
}

func writeCoNLLU(x *texts, r *annotated.Report, base string) error {
	return x.file(base+".conllu", func(f *os.File) error {
		w := conllu.NewWriter(f)
		for _, s := range x.exporter.Annotated(r, x.analysis(r)) {
			if err := w.Write(s); err != nil {
				return err
			}
		}
		return nil
	})
}
