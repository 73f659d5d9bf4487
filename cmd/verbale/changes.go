package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/export/sheet"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/record/sqlite"
)

type changesCommand struct {
	output
	documentFilter
	Since string   `required:"" placeholder:"DATE" help:"Of that day or later."`
	Side  []string `placeholder:"NAME" sep:"none" help:"Of this state or body."`
}

// Help says what is new.
func (*changesCommand) Help() string {
	return `What is new since a day: what was asked for the first time and what was answered, what
was said to come, fell due or was done as foretold, and which side calls upon a right or
duty for the first time. What has no day, and is told by a report of that day or later or
without one, may be new, and comes last.

Examples:
  verbale changes --since 2022-02-01
  verbale changes --since 2022-02-01 --side usa --format jsonl`
}

// Run lists changes.
func (c *changesCommand) Run(a *app) error {
	q := query.Query{Document: c.Document, Outlet: c.Outlet, Side: c.Side}
	if err := q.Check(); err != nil {
		return err
	}
	if _, ok := calendar.ParseSpan(c.Since); !ok {
		return fmt.Errorf("--since %q is no date; write it as 2022-02-01: %w", c.Since, errUsage)
	}
	return list(a, "changes", c.output, sheet.Changes,
		func(d *sqlite.Dossier, yield func(*verbale.Change) error) error {
			if err := a.tellMissed(d, q); err != nil {
				return err
			}
			return d.Changes(a.ctx, q, c.Since, yield)
		},
		func(_ *sqlite.Dossier, n int) (string, error) {
			return plural(n, "change") + " since " + c.Since + ".", nil
		})
}

type threadCommand struct {
	ID     string `arg:"" help:"Of a request, or of a statement that makes or answers one; it may be shortened."`
	Format string `enum:"text,jsonl" default:"text" help:"How to write it: ${enum}."`
}

// Help says what a thread is.
func (*threadCommand) Help() string {
	return `A request with its parts, with everything that is told to answer it, and with what
that asks in turn, each a step further in.

Example:
  verbale thread request-4f2k`
}

// Run shows a thread.
func (c *threadCommand) Run(a *app) error {
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	return dossier.Thread(a.ctx, c.ID, func(r *verbale.ThreadRow) error {
		if c.Format == "jsonl" {
			return json.NewEncoder(a.stdout).Encode(r)
		}
		_, err := io.WriteString(a.stdout, threadLine(r)+"\n")
		return err
	})
}

func threadLine(r *verbale.ThreadRow) string {
	line := strings.Repeat("  ", r.Depth)
	if r.On != nil {
		line += *r.On + "  "
	}
	if r.By != nil {
		line += r.By.Name
	}
	switch r.Relation {
	case "":
		line += ": "
	case "part", "made_by":
		line += ", " + strings.ReplaceAll(r.Relation, "_", " ") + ": "
	default:
		line += ": " + sheet.HowOf(verbale.AnswerHow(r.Relation)) + ": "
	}
	if r.Teller != nil {
		line = strings.TrimSuffix(line, ": ") + ", says " + r.Teller.Name + ": "
	}
	return plain.Text(line + "“" + strings.Trim(r.Evidence[0].Text, `"“”`) + "” · " + r.Evidence[0].Document)
}
