package sheet

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/comparison"
	"verbale.dev/verbale/internal/excerpt"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/row"
)

// Utterance is an utterance with its statements.
type Utterance struct {
	*verbale.Utterance
	Renderings []*verbale.Statement `json:"-"` // in order of report and place; never empty
}

// words are those of the fullest rendering.
func (u Utterance) words() string { return excerpt.Join(comparison.Fullest(u.Renderings).Content) }

// Utterances shows what was said once and is told at several places.
var Utterances = export.Sheet[Utterance]{
	Table: []export.Column[Utterance]{
		{Title: "said on", Of: func(r Utterance) string { return cell.Dash(r.On) }},
		{Title: "speaker", Of: speakerOfAll, Share: 2},
		{Title: "words", Of: func(r Utterance) string { return r.words() }, Share: 8},
		{Title: "told", Of: toldIn},
		{Title: "id", Of: func(r Utterance) string { return r.ID[:min(len(r.ID), 10)] }},
	},
	People: []export.Column[Utterance]{
		{Title: "said on", Kind: row.Date, Of: func(r Utterance) string { return cell.Text(r.On) }},
		{Title: "speaker", Share: 1, Of: speakerOfAll},
		{Title: "office", Of: func(r Utterance) string { return officeOf(r.Speaker) }},
		{Title: "words", Share: 4, Of: Utterance.words},
		{Title: "reports", Kind: row.Number, Of: func(r Utterance) string { return strconv.Itoa(r.Tellings) }},
		{Title: "id", Of: func(r Utterance) string { return r.ID }},
	},
	Note: func(r Utterance) *row.Note {
		fullest := comparison.Fullest(r.Renderings)
		places := make([]string, len(r.Renderings))
		for i, s := range r.Renderings {
			places[i] = placeOf(s.Document, s.Version, s.Content)
		}
		return &row.Note{
			ID: r.ID, On: cell.Text(r.On), Lead: fmt.Sprintf("%s (told by %d reports)", cmp.Or(speakerOfAll(r), "unattributed"), r.Tellings), Words: r.words(),
			Place: strings.Join(places, "; "), Told: cell.Text(fullest.ReportedOn), Document: fullest.Document,
		}
	},
	Export: []export.Column[Utterance]{
		{Title: "id", Of: func(r Utterance) string { return r.ID }},
		{Title: "words", Share: 1, Of: func(r Utterance) string { return r.words() }},
		{Title: "speaker", Of: func(r Utterance) string { return nameOf(r.Speaker) }},
		{Title: "speaker_id", Of: func(r Utterance) string { return idOf(r.Speaker) }},
		{Title: "office", Of: func(r Utterance) string { return officeOf(r.Speaker) }},
		{Title: "on", Of: func(r Utterance) string { return cell.Text(r.On) }},
		{Title: "renderings", Of: func(r Utterance) string { return cell.JSON(r.Utterance.Renderings, true) }},
		{Title: "perhaps", Of: func(r Utterance) string { return cell.JSON(r.Perhaps, true) }},
		{Title: "wording", Of: func(r Utterance) string { return string(r.Wording) }},
		{Title: "tellings", Kind: row.Number, Of: func(r Utterance) string { return strconv.Itoa(r.Tellings) }},
		{Title: "independent", Kind: row.Number, Of: func(r Utterance) string { return cell.JSON(r.Independent, r.Independent != nil) }},
		{Title: "why", Of: func(r Utterance) string { return cell.JSON(r.Why, true) }},
		{Title: "evidence", Of: func(r Utterance) string { return cell.JSON(r.Evidence, true) }},
		{Title: "told_differently", Of: func(r Utterance) string { return cell.JSON(r.ToldDifferently, true) }},
		{Title: "rule", Of: func(r Utterance) string { return r.Rule }},
		{Title: "confidence", Kind: row.Number, Of: func(r Utterance) string { return strconv.Itoa(r.Confidence) }},
		{Title: "doubtful", Of: func(r Utterance) string { return strconv.FormatBool(r.Doubtful) }},
		{Title: "status", Of: func(r Utterance) string { return string(r.Status) }},
		{Title: "corrected", Of: func(r Utterance) string { return cell.JSON(r.Corrected, true) }},
	},
}

// speakerOfAll names who said it, or says that the renderings name several.
func speakerOfAll(r Utterance) string {
	if r.Speaker != nil {
		return r.Speaker.Name
	}
	names := map[string]bool{}
	for _, s := range r.Renderings {
		if s.Speaker != nil {
			names[s.Speaker.ID] = true
		}
	}
	if len(names) == 0 {
		return "unattributed"
	}
	return fmt.Sprintf("told of %d", len(names))
}

// toldIn says in how many reports an utterance is told. In one, it is told there several times.
func toldIn(r Utterance) string {
	if len(r.Renderings) == 1 {
		return "once"
	}
	if r.Tellings == 1 {
		return fmt.Sprintf("%d times in 1 report", len(r.Renderings))
	}
	return fmt.Sprintf("%d reports", r.Tellings)
}
