package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

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
	Since string   `placeholder:"DATE" help:"Of that day or later; last: what came in since the last --mark, last:NAME since that of a name."`
	By    string   `default:"said" enum:"said,read" help:"Which day counts: on which it was said or done, or on which its report came in: ${enum}."`
	Mark  string   `placeholder:"NAME" help:"Keep under this name that somebody has looked up to now. Asking alone keeps nothing."`
	Side  []string `placeholder:"NAME" sep:"none" help:"Of this state or body."`
}

// Help says what is new.
func (*changesCommand) Help() string {
	return `What is new since a day: what was asked for the first time and what was answered, which
papers moved, what was said to come, fell due or was done as foretold or otherwise, and
which side calls upon a right or duty for the first time. What has no day, and is told by
a report of that day or later or without one, may be new, and comes last. With --by read it
is what reports tell that came in on that day or later, whatever day it is of.

Examples:
  verbale changes --since 2022-02-01
  verbale changes --since 2022-02-01 --side usa --format jsonl
  verbale changes --mark desk
  verbale changes --since last:desk`
}

// Run lists changes.
func (c *changesCommand) Run(a *app) error {
	q := query.Query{Document: c.Document, Outlet: c.Outlet, Side: c.Side}
	if err := q.Check(); err != nil {
		return err
	}
	after, err := c.after(a)
	if err != nil {
		return err
	}
	if c.Since == "" {
		return c.mark(a)
	}
	err = list(a, "changes", c.output, sheet.Changes,
		func(d *sqlite.Dossier, yield func(*verbale.Change) error) error {
			if err := a.tellMissed(d, q); err != nil {
				return err
			}
			if after != "" {
				return d.ChangesRead(a.ctx, q, after, yield)
			}
			return d.Changes(a.ctx, q, c.Since, yield)
		},
		func(_ *sqlite.Dossier, n int) (string, error) {
			since := c.Since
			if after != "" {
				since = after
			}
			return plural(n, "change") + " since " + since + ".", nil
		})
	if err != nil || c.Mark == "" {
		return err
	}
	return c.mark(a)
}

// after is the moment since which reports came in that are asked for, "" where it goes by
// what was said or done.
func (c *changesCommand) after(a *app) (string, error) {
	name, named := strings.CutPrefix(c.Since, "last:")
	switch {
	case c.Since == "" && c.Mark == "":
		return "", fmt.Errorf("say since when: --since 2022-02-01, or --since last after verbale changes --mark NAME: %w", errUsage)
	case c.Since == "":
		return "", nil
	case named || c.Since == "last":
		if !named {
			name = ""
		}
		dossier, err := a.open()
		if err != nil {
			return "", err
		}
		defer dossier.Close()
		after, err := dossier.MarkedChanges(a.ctx, name)
		if err == nil && after == "" {
			err = fmt.Errorf("nothing is marked; verbale changes --mark NAME keeps up to where somebody has looked: %w", errUsage)
		}
		return after, err
	}
	span, ok := calendar.ParseSpan(c.Since)
	if !ok {
		return "", fmt.Errorf("--since %q is no date; write it as 2022-02-01: %w", c.Since, errUsage)
	}
	if c.By == "said" {
		return "", nil
	}
	// What came in on the day itself counts: after the last moment of the day before.
	return (span.First - 1).String() + "T23:59:59Z", nil
}

// mark keeps that somebody has looked up to now.
func (c *changesCommand) mark(a *app) error {
	dossier, err := a.open()
	if err != nil {
		return err
	}
	defer dossier.Close()
	now := time.Now().UTC().Format(time.RFC3339)
	if err := dossier.MarkChanges(a.ctx, c.Mark, now); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stderr, "verbale: marked as %s: looked at up to %s.\n", plain.Text(c.Mark), now)
	return err
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
