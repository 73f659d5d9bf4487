package evaluation

// LayerRow is a row between reports of one annotation: the words that carry it, and what
// its fields say, "" where they say nothing.
type LayerRow struct {
	Worded
	Fields map[string]string
}

// LayerScores counts one layer of two annotations.
type LayerScores struct {
	Found  Score
	Fields map[string]Score // of the rows in both: said by the first, said by the second, the same said by both
}

// ScoreLayer compares two annotations of the texts, which are by the names of the reports.
// A row is found as [PairWorded] has it; words of other reports are left aside, and rows
// that have no others. What either annotation marks as borderline counts on neither side.
func ScoreLayer(texts map[string]string, first, second []LayerRow) LayerScores {
	first, second = inReports(texts, first), inReports(texts, second)
	paired := PairWorded(texts, worded(first), worded(second))
	s := LayerScores{Fields: map[string]Score{}}
	taken := make([]bool, len(second))
	for f, at := range paired {
		if at < 0 {
			if !first[f].Borderline {
				s.Found.Gold++
			}
			continue
		}
		taken[at] = true
		if first[f].Borderline || second[at].Borderline {
			continue
		}
		s.Found.Add(Score{Gold: 1, System: 1, Correct: 1})
		for field, said := range first[f].Fields {
			score, other := s.Fields[field], second[at].Fields[field]
			tally(&score, said != "", other != "", said != "" && said == other)
			s.Fields[field] = score
		}
	}
	for at := range second {
		if !taken[at] && !second[at].Borderline {
			s.Found.System++
		}
	}
	return s
}

func inReports(texts map[string]string, rows []LayerRow) []LayerRow {
	var kept []LayerRow
	for _, row := range rows {
		var words []ReportSpan
		for _, span := range row.Words {
			if _, ok := texts[span.Report]; ok {
				words = append(words, span)
			}
		}
		if len(words) > 0 {
			row.Words = words
			kept = append(kept, row)
		}
	}
	return kept
}

func worded(rows []LayerRow) []Worded {
	all := make([]Worded, len(rows))
	for i := range rows {
		all[i] = rows[i].Worded
	}
	return all
}
