package sheet

import (
	"slices"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correspondence"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/row"
)

// Requests shows what was wanted of whom, and what is told of the answer.
var Requests = export.Sheet[*verbale.Request]{
	Note: noteOfRequest,
	Table: []export.Column[*verbale.Request]{
		{Title: "on", Of: func(r *verbale.Request) string { return cell.Dash(r.On) }},
		{Title: "kind", Of: kindOf},
		{Title: "by", Of: func(r *verbale.Request) string { return namesOf(r.By) }, Share: 2},
		{Title: "to", Of: func(r *verbale.Request) string { return namesOf(r.To) }, Share: 2},
		{Title: "what", Of: wantedOf, Share: 6},
		{Title: "state", Of: func(r *verbale.Request) string { return strings.Join(StandingsOf(r), "; ") }, Share: 4},
		{Title: "reports", Of: func(r *verbale.Request) string { return strconv.Itoa(r.Tellings) }},
	},
	People: []export.Column[*verbale.Request]{
		{Title: "on", Kind: row.Date, Of: func(r *verbale.Request) string { return cell.Text(r.On) }},
		{Title: "kind", Of: kindOf},
		{Title: "by", Of: func(r *verbale.Request) string { return namesOf(r.By) }, Share: 1},
		{Title: "to", Of: func(r *verbale.Request) string { return namesOf(r.To) }, Share: 1},
		{Title: "what", Of: wantedOf, Share: 4},
		{Title: "due", Of: func(r *verbale.Request) string { return dueOf(r.Due) }},
		{Title: "manner", Of: mannerOf},
		{Title: "state", Of: func(r *verbale.Request) string { return strings.Join(StandingsOf(r), "; ") }, Share: 2},
		{Title: "reports", Kind: row.Number, Of: func(r *verbale.Request) string { return strconv.Itoa(r.Tellings) }},
		{Title: "report", Of: func(r *verbale.Request) string { return r.Evidence[0].Document }},
		{Title: "id", Of: func(r *verbale.Request) string { return r.ID }},
	},
	Export: []export.Column[*verbale.Request]{
		{Title: "id", Of: func(r *verbale.Request) string { return r.ID }},
		{Title: "kind", Of: func(r *verbale.Request) string { return string(r.Kind) }},
		{Title: "matter", Of: func(r *verbale.Request) string { return cell.Text(r.Matter) }},
		{Title: "to_desist", Of: func(r *verbale.Request) string { return strconv.FormatBool(r.ToDesist) }},
		{Title: "by", Of: func(r *verbale.Request) string { return cell.JSON(r.By, true) }},
		{Title: "to", Of: func(r *verbale.Request) string { return cell.JSON(r.To, true) }},
		{Title: "within_side", Of: func(r *verbale.Request) string { return strconv.FormatBool(r.WithinSide) }},
		{Title: "joined_by", Of: func(r *verbale.Request) string { return cell.JSON(r.JoinedBy, true) }},
		{Title: "opposed_by", Of: func(r *verbale.Request) string { return cell.JSON(r.OpposedBy, true) }},
		{Title: "words", Share: 1, Of: wantedOf},
		{Title: "what", Of: func(r *verbale.Request) string { return cell.JSON(r.What, true) }},
		{Title: "part_of", Of: func(r *verbale.Request) string { return cell.Text(r.PartOf) }},
		{Title: "parts", Of: func(r *verbale.Request) string { return cell.JSON(r.Parts, true) }},
		{Title: "number", Of: func(r *verbale.Request) string { return cell.JSON(r.Number, r.Number != nil) }},
		{Title: "paper", Of: func(r *verbale.Request) string { return cell.Text(r.Paper) }},
		{Title: "on", Of: func(r *verbale.Request) string { return cell.Text(r.On) }},
		{Title: "due", Of: func(r *verbale.Request) string { return cell.JSON(r.Due, r.Due != nil) }},
		{Title: "manner", Of: func(r *verbale.Request) string { return cell.JSON(r.Manner, true) }},
		{Title: "statements", Of: func(r *verbale.Request) string { return cell.JSON(r.Statements, true) }},
		{Title: "named", Of: func(r *verbale.Request) string { return cell.JSON(r.Named, true) }},
		{Title: "answers", Of: func(r *verbale.Request) string { return cell.JSON(r.Answers, true) }},
		{Title: "states", Of: func(r *verbale.Request) string { return cell.JSON(r.States, true) }},
		{Title: "state", Of: func(r *verbale.Request) string { return cell.JSON(r.State, true) }},
		{Title: "tellings", Kind: row.Number, Of: func(r *verbale.Request) string { return strconv.Itoa(r.Tellings) }},
		{Title: "independent", Of: func(r *verbale.Request) string { return cell.JSON(r.Independent, r.Independent != nil) }},
		{Title: "document", Of: func(r *verbale.Request) string { return r.Evidence[0].Document }},
		{Title: "version", Of: func(r *verbale.Request) string { return r.Evidence[0].Version }},
		{Title: "start", Kind: row.Number, Of: func(r *verbale.Request) string { return strconv.Itoa(r.Evidence[0].Start) }},
		{Title: "end", Kind: row.Number, Of: func(r *verbale.Request) string { return strconv.Itoa(r.Evidence[0].End) }},
		{Title: "evidence", Of: func(r *verbale.Request) string { return cell.JSON(r.Evidence, true) }},
		{Title: "told_differently", Of: func(r *verbale.Request) string { return cell.JSON(r.ToldDifferently, true) }},
		{Title: "rule", Of: func(r *verbale.Request) string { return r.Rule }},
		{Title: "confidence", Kind: row.Number, Of: func(r *verbale.Request) string { return strconv.Itoa(r.Confidence) }},
		{Title: "doubtful", Of: func(r *verbale.Request) string { return strconv.FormatBool(r.Doubtful) }},
		{Title: "status", Of: func(r *verbale.Request) string { return string(r.Status) }},
		{Title: "corrected", Of: func(r *verbale.Request) string { return cell.JSON(r.Corrected, true) }},
	},
}

func kindOf(r *verbale.Request) string {
	kind := string(r.Kind)
	if r.ToDesist {
		kind += ", to desist"
	}
	if r.PartOf != nil {
		kind = "part"
	}
	return kind
}

// wantedOf is the longest wording of what is wanted in one report.
func wantedOf(r *verbale.Request) string { return LongestOf(r).Text }

// LongestOf is the longest wording of what is wanted, with where it stands.
func LongestOf(r *verbale.Request) verbale.Located {
	return slices.MaxFunc(r.What, func(a, b verbale.Located) int { return len(a.Text) - len(b.Text) })
}

func dueOf(d *verbale.Due) string {
	if d == nil {
		return ""
	}
	return d.Words.Text + " (" + d.Value + ")"
}

func mannerOf(r *verbale.Request) string {
	words := make([]string, len(r.Manner))
	for i, m := range r.Manner {
		words[i] = m.Words.Text
	}
	return strings.Join(words, ", ")
}

// HowOf says in words what an answer does.
func HowOf(how verbale.AnswerHow) string { return correspondence.Does(how) }

// StandingsOf says in words where a request stands, a line for each party and account:
// "Sudland: refuses, says Norland".
func StandingsOf(r *verbale.Request) []string {
	var lines []string
	for _, s := range r.State {
		name := "nobody named"
		if s.Party != nil {
			name = s.Party.Name
		}
		if s.Account == nil {
			lines = append(lines, name+": no word of its own on this in the dossier")
			continue
		}
		line := name + ": " + correspondence.Does(*s.How)
		if s.Teller != nil && *s.Account != verbale.Own {
			line += ", says " + s.Teller.Name
		}
		lines = append(lines, line)
	}
	return lines
}
