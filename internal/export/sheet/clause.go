package sheet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/row"
)

// Clauses shows rights, duties and principles with who voices which.
var Clauses = export.Sheet[*verbale.Clause]{
	Note: noteOfClause,
	Table: []export.Column[*verbale.Clause]{
		{Title: "modality", Of: modalityOf},
		{Title: "words", Of: func(c *verbale.Clause) string { return c.Name }, Share: 4},
		{Title: "voiced by", Of: func(c *verbale.Clause) string { return strings.Join(VoicedBy(c), "; ") }, Share: 4},
		{Title: "silent", Of: func(c *verbale.Clause) string { return strings.Join(silentOn(c), "; ") }, Share: 3},
		{Title: "reports", Of: func(c *verbale.Clause) string { return strconv.Itoa(c.Tellings) }},
	},
	People: []export.Column[*verbale.Clause]{
		{Title: "modality", Of: modalityOf},
		{Title: "words", Share: 4, Of: func(c *verbale.Clause) string { return c.Name }},
		{Title: "voiced by", Share: 3, Of: func(c *verbale.Clause) string { return strings.Join(VoicedBy(c), "; ") }},
		{Title: "silent", Share: 2, Of: func(c *verbale.Clause) string { return strings.Join(silentOn(c), "; ") }},
		{Title: "reports", Kind: row.Number, Of: func(c *verbale.Clause) string { return strconv.Itoa(c.Tellings) }},
		{Title: "report", Of: func(c *verbale.Clause) string { return c.Evidence[0].Document }},
		{Title: "id", Of: func(c *verbale.Clause) string { return c.ID }},
	},
	Export: []export.Column[*verbale.Clause]{
		{Title: "id", Of: func(c *verbale.Clause) string { return c.ID }},
		{Title: "name", Share: 1, Of: func(c *verbale.Clause) string { return c.Name }},
		{Title: "what", Of: func(c *verbale.Clause) string { return cell.JSON(c.What, true) }},
		{Title: "modality", Of: func(c *verbale.Clause) string { return string(c.Modality) }},
		{Title: "holder", Of: func(c *verbale.Clause) string { return cell.JSON(c.Holder, true) }},
		{Title: "of", Of: func(c *verbale.Clause) string { return cell.JSON(c.Of, true) }},
		{Title: "part_of", Of: func(c *verbale.Clause) string { return cell.Text(c.PartOf) }},
		{Title: "parts", Of: func(c *verbale.Clause) string { return cell.JSON(c.Parts, true) }},
		{Title: "invocations", Of: func(c *verbale.Clause) string { return cell.JSON(c.Invocations, true) }},
		{Title: "sides", Of: func(c *verbale.Clause) string { return cell.JSON(c.Sides, true) }},
		{Title: "tellings", Kind: row.Number, Of: func(c *verbale.Clause) string { return strconv.Itoa(c.Tellings) }},
		{Title: "independent", Of: func(c *verbale.Clause) string { return cell.JSON(c.Independent, c.Independent != nil) }},
		{Title: "document", Of: func(c *verbale.Clause) string { return c.Evidence[0].Document }},
		{Title: "version", Of: func(c *verbale.Clause) string { return c.Evidence[0].Version }},
		{Title: "start", Kind: row.Number, Of: func(c *verbale.Clause) string { return strconv.Itoa(c.Evidence[0].Start) }},
		{Title: "end", Kind: row.Number, Of: func(c *verbale.Clause) string { return strconv.Itoa(c.Evidence[0].End) }},
		{Title: "evidence", Of: func(c *verbale.Clause) string { return cell.JSON(c.Evidence, true) }},
		{Title: "told_differently", Of: func(c *verbale.Clause) string { return cell.JSON(c.ToldDifferently, true) }},
		{Title: "rule", Of: func(c *verbale.Clause) string { return c.Rule }},
		{Title: "confidence", Kind: row.Number, Of: func(c *verbale.Clause) string { return strconv.Itoa(c.Confidence) }},
		{Title: "doubtful", Of: func(c *verbale.Clause) string { return strconv.FormatBool(c.Doubtful) }},
		{Title: "status", Of: func(c *verbale.Clause) string { return string(c.Status) }},
		{Title: "corrected", Of: func(c *verbale.Clause) string { return cell.JSON(c.Corrected, true) }},
	},
}

func modalityOf(c *verbale.Clause) string {
	if c.PartOf != nil {
		return "· " + string(c.Modality)
	}
	return string(c.Modality)
}

// stanceWords are what is done with a clause, for people.
var stanceWords = map[verbale.Stance]string{
	verbale.ClaimsIt: "claims it", verbale.AcknowledgesOf: "acknowledges it", verbale.AccusesBreach: "says another breaks it",
	verbale.DeniesClause: "denies it", verbale.LimitsIt: "limits it",
}

// VoicedBy says who does what with a clause, how often, own words and ascribed ones apart.
func VoicedBy(c *verbale.Clause) []string {
	var order []string
	counts := map[string]int{}
	for _, v := range c.Invocations {
		line := "somebody"
		if v.By != nil {
			line = v.By.Name
		}
		line += " " + stanceWords[v.Stance]
		if v.Account == verbale.Ascribed && v.Teller != nil {
			line += ", says " + v.Teller.Name
		}
		if counts[line]++; counts[line] == 1 {
			order = append(order, line)
		}
	}
	for i, line := range order {
		if counts[line] > 1 {
			order[i] = fmt.Sprintf("%s (%d)", line, counts[line])
		}
	}
	return order
}

// silentOn lists the sides that voice other clauses and not this one, with how many words
// of them there are.
func silentOn(c *verbale.Clause) []string {
	var lines []string
	for _, s := range c.Sides {
		if s.Note != nil {
			lines = append(lines, fmt.Sprintf("%s: %s (%d)", s.Side.Name, *s.Note, s.OwnStatements))
		}
	}
	slices.Sort(lines)
	return lines
}
