package main

import (
	"fmt"
	"os"
	"strings"

	"verbale.dev/verbale/internal/evaluation"
	"verbale.dev/verbale/internal/export/plain"
	"verbale.dev/verbale/internal/intake"
	"verbale.dev/verbale/internal/reading"
)

type evalSpeakersCommand struct {
	Gold   string `required:"" placeholder:"FILE" help:"Who is meant by the words of each source: file, start, end, role, name, with tabs between."`
	Text   string `required:"" placeholder:"PATH" help:"The reports: a folder of text files, or JSON Lines."`
	Half   string `enum:"all,tuning,untouched" default:"all" help:"Only every other report of the gold: tuning is the first, the third and so on, untouched are the others (all, tuning, untouched)."`
	Errors bool   `help:"Also every speaker that is wrong."`
}

// Help says how the figures come about.
func (*evalSpeakersCommand) Help() string {
	return `Of each line of gold the statement is found whose source overlaps its words, else
whose cue does. Its speakers are right if they are those of gold by their fullest names
in the report, articles and titles apart; where gold has no name, if ours has none. A
date in the name of a file ("…_2016-09-12_…") is taken for its report's day.

Examples:
  verbale eval speakers --gold internal/evaluation/testdata/speakers-wire.tsv --text wire.jsonl.gz
  verbale eval speakers --gold internal/evaluation/testdata/speakers-polnear.tsv --text polnear/dev/text --errors`
}

// Run prints the scores.
func (c *evalSpeakersCommand) Run(a *app) error {
	file, err := os.Open(c.Gold)
	if err != nil {
		return err
	}
	defer file.Close()
	gold, err := evaluation.ReadSpeakers(file)
	if err != nil {
		return fmt.Errorf("%s: %w: %w", c.Gold, err, errUsage)
	}
	byDocument := evaluation.SpeakersByReport(gold, evaluation.Half(c.Half))
	var scores evaluation.SpeakerScores
	reader := reading.NewReader()
	read := 0
	source := intake.Reader{}
	err = source.Read(a.ctx, []string{c.Text}, func(item intake.Item) error {
		if item.Document == nil {
			return nil
		}
		wanted := byDocument[evaluation.ReportOf(item.Document)]
		if len(wanted) == 0 {
			return nil
		}
		read++
		evaluation.DateByName(item.Document)
		for _, judged := range evaluation.JudgeSpeakers(item.Document.Text, wanted, reader.Read(item.Document)) {
			scores.Add(judged)
			if c.Errors && (!judged.Found || judged.Fault != "") {
				speakerError(a, judged)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if read < len(byDocument) {
		return fmt.Errorf("%d of %s of %s in %s: %w", read, plural(len(byDocument), "report"), c.Gold, c.Text, errUsage)
	}
	return speakerTables(a, read, &scores)
}

func speakerError(a *app, j evaluation.JudgedSpeaker) {
	fault := string(j.Fault)
	if !j.Found {
		fault = "no statement"
	}
	gold := "-"
	if len(j.Names) > 0 {
		gold = strings.Join(j.Names, "; ")
	}
	fmt.Fprintf(a.stdout, "%s:%d\t%s\t[%s]\tgold %s\tsystem %s\n", j.Document, j.Start, fault, plain.Text(j.Words), gold,
		plain.Text(strings.Join(j.Ours, "; ")))
}

func speakerTables(a *app, reports int, scores *evaluation.SpeakerScores) error {
	w := newTable(a)
	fmt.Fprintf(w, "speakers in %s\tgold\tfound\tin %%\tright\tof found, in %%\t\n", plural(reports, "report"))
	line := func(name string, s evaluation.FormScore) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t%d\t%.1f\t\n", name, s.Mentions, s.Found, s.Recall(), s.Right, s.Accuracy())
	}
	line("all", scores.All())
	for i, f := range scores.Forms {
		line(string(evaluation.SpeakerForms[i]), f)
	}
	fmt.Fprint(w, "\t\t\t\t\t\t\nwhat goes wrong\ttimes\t\t\t\t\t\n")
	for _, fault := range evaluation.SpeakerFaults {
		fmt.Fprintf(w, "%s\t%d\t\t\t\t\t\n", fault, scores.Faults[fault])
	}
	return w.Flush()
}
