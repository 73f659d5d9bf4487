package sheet

import (
	"slices"
	"strconv"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/export"
	"verbale.dev/verbale/internal/export/cell"
	"verbale.dev/verbale/internal/export/row"
)

// Expectations shows what was said to come, with what is told of it later: both sentences
// stand in the row, never the verdict alone.
var Expectations = export.Sheet[*verbale.Expectation]{
	Note: noteOfExpectation,
	Table: []export.Column[*verbale.Expectation]{
		{Title: "said on", Of: func(e *verbale.Expectation) string { return cell.Dash(e.On) }},
		{Title: "by", Of: func(e *verbale.Expectation) string { return namesOf(e.By) }, Share: 2},
		{Title: "hands", Of: func(e *verbale.Expectation) string { return string(e.Hands) }},
		{Title: "foretold", Of: foretoldOf, Share: 6},
		{Title: "due", Of: func(e *verbale.Expectation) string { return dueOf(e.Due) }},
		{Title: "told later", Of: outcomeOf, Share: 4},
		{Title: "report", Of: func(e *verbale.Expectation) string { return e.Evidence[0].Document }, Share: 2},
	},
	People: []export.Column[*verbale.Expectation]{
		{Title: "said on", Kind: row.Date, Of: func(e *verbale.Expectation) string { return cell.Text(e.On) }},
		{Title: "by", Share: 1, Of: func(e *verbale.Expectation) string { return namesOf(e.By) }},
		{Title: "hands", Of: func(e *verbale.Expectation) string { return string(e.Hands) }},
		{Title: "certainty", Of: func(e *verbale.Expectation) string { return string(e.Certainty) }},
		{Title: "foretold", Share: 4, Of: foretoldOf},
		{Title: "due", Of: func(e *verbale.Expectation) string { return dueOf(e.Due) }},
		{Title: "told later", Share: 3, Of: outcomeOf},
		{Title: "reports", Kind: row.Number, Of: func(e *verbale.Expectation) string { return strconv.Itoa(e.Tellings) }},
		{Title: "report", Of: func(e *verbale.Expectation) string { return e.Evidence[0].Document }},
		{Title: "id", Of: func(e *verbale.Expectation) string { return e.ID }},
	},
	Export: []export.Column[*verbale.Expectation]{
		{Title: "id", Of: func(e *verbale.Expectation) string { return e.ID }},
		{Title: "by", Of: func(e *verbale.Expectation) string { return cell.JSON(e.By, true) }},
		{Title: "on", Of: func(e *verbale.Expectation) string { return cell.Text(e.On) }},
		{Title: "account", Of: func(e *verbale.Expectation) string { return string(e.Account) }},
		{Title: "teller", Of: func(e *verbale.Expectation) string { return cell.JSON(e.Teller, e.Teller != nil) }},
		{Title: "kind", Of: func(e *verbale.Expectation) string { return string(e.Kind) }},
		{Title: "words", Share: 1, Of: foretoldOf},
		{Title: "what", Of: func(e *verbale.Expectation) string { return cell.JSON(e.What, true) }},
		{Title: "hands", Of: func(e *verbale.Expectation) string { return string(e.Hands) }},
		{Title: "certainty", Of: func(e *verbale.Expectation) string { return string(e.Certainty) }},
		{Title: "condition", Of: func(e *verbale.Expectation) string { return cell.JSON(e.Condition, true) }},
		{Title: "due", Of: func(e *verbale.Expectation) string { return cell.JSON(e.Due, e.Due != nil) }},
		{Title: "outcome", Of: func(e *verbale.Expectation) string { return string(e.Outcome) }},
		{Title: "differs", Of: func(e *verbale.Expectation) string { return cell.JSON(e.Differs, true) }},
		{Title: "shown", Of: func(e *verbale.Expectation) string { return cell.JSON(e.Shown, true) }},
		{Title: "as_of", Of: func(e *verbale.Expectation) string { return cell.Text(e.AsOf) }},
		{Title: "age", Kind: row.Number, Of: func(e *verbale.Expectation) string { return cell.JSON(e.Age, e.Age != nil) }},
		{Title: "statements", Of: func(e *verbale.Expectation) string { return cell.JSON(e.Statements, true) }},
		{Title: "tellings", Kind: row.Number, Of: func(e *verbale.Expectation) string { return strconv.Itoa(e.Tellings) }},
		{Title: "independent", Of: func(e *verbale.Expectation) string { return cell.JSON(e.Independent, e.Independent != nil) }},
		{Title: "document", Of: func(e *verbale.Expectation) string { return e.Evidence[0].Document }},
		{Title: "version", Of: func(e *verbale.Expectation) string { return e.Evidence[0].Version }},
		{Title: "start", Kind: row.Number, Of: func(e *verbale.Expectation) string { return strconv.Itoa(e.Evidence[0].Start) }},
		{Title: "end", Kind: row.Number, Of: func(e *verbale.Expectation) string { return strconv.Itoa(e.Evidence[0].End) }},
		{Title: "evidence", Of: func(e *verbale.Expectation) string { return cell.JSON(e.Evidence, true) }},
		{Title: "told_differently", Of: func(e *verbale.Expectation) string { return cell.JSON(e.ToldDifferently, true) }},
		{Title: "rule", Of: func(e *verbale.Expectation) string { return e.Rule }},
		{Title: "confidence", Kind: row.Number, Of: func(e *verbale.Expectation) string { return strconv.Itoa(e.Confidence) }},
		{Title: "doubtful", Of: func(e *verbale.Expectation) string { return strconv.FormatBool(e.Doubtful) }},
		{Title: "status", Of: func(e *verbale.Expectation) string { return string(e.Status) }},
		{Title: "corrected", Of: func(e *verbale.Expectation) string { return cell.JSON(e.Corrected, true) }},
	},
}

// foretoldOf is the longest wording of what is expected.
func foretoldOf(e *verbale.Expectation) string {
	return slices.MaxFunc(e.What, func(a, b verbale.Located) int { return len(a.Text) - len(b.Text) }).Text
}

// outcomes are outcomes in words.
var outcomes = map[verbale.Outcome]string{
	verbale.CameTrue: "as foretold", verbale.Otherwise: "otherwise", verbale.CalledOff: "called off", verbale.FailedIt: "after its day",
}

// outcomeOf says what is told later, with its words; where nothing is, for how long.
func outcomeOf(e *verbale.Expectation) string {
	if e.Outcome == verbale.OpenYet {
		if e.Age != nil && *e.Age > 0 {
			return "nothing heard for " + strconv.Itoa(*e.Age) + " days"
		}
		return "nothing heard"
	}
	words := outcomes[e.Outcome]
	for _, s := range e.Shown {
		words += ": “" + s.Text + "” · " + s.Document
	}
	return words
}
