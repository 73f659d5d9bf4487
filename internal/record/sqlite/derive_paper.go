package sqlite

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"strings"

	"verbale.dev/verbale/internal/calendar"
	"verbale.dev/verbale/internal/derive"
	"verbale.dev/verbale/internal/derive/paper"
)

// paperBlocks keeps which papers of reports are one, and which places tell one step of
// it. What it is told of papers hangs on no other report, so no lower layer matters.
type paperBlocks struct{ w *Writer }

// Follow returns nothing: papers stand on readings alone.
func (paperBlocks) Follow(context.Context, string, []derive.Change) ([]string, error) {
	return nil, nil
}

// Members returns the papers that current versions speak of, with their steps.
func (b paperBlocks) Members(_ context.Context, blocks []string) ([][]paper.Telling, error) {
	all := make([][]paper.Telling, len(blocks))
	at := map[int64][2]int{} // by number of the local paper
	if err := b.w.eachOf(blocks, func(row []driver.Value) error {
		i := int(number(row[0]))
		t := paper.Telling{
			Key: text(row[2]), Document: text(row[3]), Start: int(number(row[4])), Named: number(row[5]) != 0, To: strings.Contains(blocks[i], " to "), Answer: strings.HasPrefix(blocks[i], "answer "),
			Own: paperDays(text(row[7])), Reported: paperDays(text(row[8])), Kind: text(row[9]),
		}
		if err := json.Unmarshal([]byte(text(row[6])), &t.Keys); err != nil {
			return err
		}
		at[number(row[1])] = [2]int{i, len(all[i])}
		all[i] = append(all[i], t)
		return nil
	}, `
		SELECT x.key, l.number, l.id, d.name, m.start, l.named, l.keys, l.day, coalesce(v.dateline_date, substr(v.published, 1, 10)), l.kind
		FROM json_each(?) x JOIN local_paper l ON l.block = x.value JOIN document d ON d.current = l.version JOIN version v ON v.id = l.version
		JOIN paper_mention m ON m.paper = l.number AND m.ordinal = 0
		ORDER BY x.key, d.name, l.ordinal`); err != nil {
		return nil, err
	}
	if len(at) == 0 {
		return all, nil
	}
	err := b.w.eachOf(blocks, func(row []driver.Value) error {
		place, ok := at[number(row[0])]
		if !ok {
			return nil
		}
		s := paper.Step{
			Key: text(row[1]), Step: text(row[2]), Factuality: text(row[3]), On: paperDays(text(row[4])), Received: paperDays(text(row[5])),
		}
		for k, list := range []*[]string{&s.From, &s.To} {
			if err := json.Unmarshal([]byte(text(row[6+k])), list); err != nil {
				return err
			}
		}
		t := &all[place[0]][place[1]]
		t.Steps = append(t.Steps, s)
		return nil
	}, `
		SELECT l.number, s.id, s.step, s.factuality, s.happened, s.received,
		       (SELECT json_group_array(side) FROM (SELECT side FROM step_party WHERE step = s.number AND role = 'from' AND side IS NOT NULL ORDER BY ordinal)),
		       (SELECT json_group_array(side) FROM (SELECT side FROM step_party WHERE step = s.number AND role = 'to' AND side IS NOT NULL ORDER BY ordinal))
		FROM json_each(?) x JOIN local_paper l ON l.block = x.value JOIN document d ON d.current = l.version
		JOIN paper_step s ON s.paper = l.number
		ORDER BY x.key, d.name, s.ordinal`)
	return all, err
}

func paperDays(value string) paper.Days {
	span, ok := calendar.ParseSpan(value)
	if !ok {
		return paper.Days{}
	}
	return paper.Days{First: int(span.First), Last: int(span.Last), Known: true}
}

// Store ties the papers of reports and their steps to what they are of, where it is
// another one than before.
func (b paperBlocks) Store(_ context.Context, blocks []derive.Block[paper.Telling, paper.Paper]) ([]derive.Change, error) {
	changed := map[string]bool{}
	names := make([]string, len(blocks))
	for i := range blocks {
		names[i] = blocks[i].Name
	}
	papers, transfers := map[string]string{}, map[string]string{} // as they are held
	for _, held := range []struct {
		of    map[string]string
		query string
	}{
		{papers, `SELECT l.id, l.paper FROM json_each(?) x JOIN local_paper l ON l.block = x.value JOIN document d ON d.current = l.version`},
		{transfers, `SELECT s.id, s.transfer FROM json_each(?) x JOIN local_paper l ON l.block = x.value JOIN document d ON d.current = l.version
			JOIN paper_step s ON s.paper = l.number`},
	} {
		if err := b.w.eachOf(names, func(row []driver.Value) error {
			held.of[text(row[0])] = text(row[1])
			return nil
		}, held.query); err != nil {
			return nil, err
		}
	}
	for _, block := range blocks {
		for _, p := range block.Rows {
			for _, key := range p.Tellings {
				if papers[key] == p.ID {
					continue
				}
				changed[p.ID], changed[papers[key]] = true, true
				if _, err := b.w.exec(`UPDATE local_paper SET paper = ? WHERE id = ? AND version IN (SELECT current FROM document)`, p.ID, key); err != nil {
					return nil, err
				}
			}
			for _, t := range p.Transfers {
				for _, key := range t.Steps {
					if transfers[key] == t.ID {
						continue
					}
					changed[p.ID] = true
					if _, err := b.w.exec(`UPDATE paper_step SET transfer = ? WHERE id = ? AND version IN (SELECT current FROM document)`, t.ID, key); err != nil {
						return nil, err
					}
				}
			}
		}
	}
	return changesOf(changed), nil
}
