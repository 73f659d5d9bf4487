package record

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/identity"
)

// settleAccounts says of every statement of a version by whose account its
// speaker said it, from its parents' speakers and their sides. What the report
// states in its own voice stays so where nobody else tells it, and so does what a
// person corrected.
func (w *Writer) settleAccounts(ctx context.Context, version int64) error {
	nested, err := fetch[bool](ctx, w, `SELECT EXISTS (SELECT 1 FROM statement WHERE version = ? AND parent IS NOT NULL)`, version)
	if err != nil || len(nested) == 0 || !nested[0] {
		return err
	}
	rows, err := w.rows(ctx, `
		SELECT s.number, s.id, coalesce(s.parent, ''), s.account, s.corrected,
		       (SELECT json_group_array(DISTINCT l.actor) FROM statement_actor t
		        JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local
		        WHERE t.statement = s.number AND t.role = 'speaker'),
		       (SELECT json_group_array(DISTINCT x.side) FROM statement_actor t
		        JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local
		        JOIN actor_side x ON x.actor = l.actor
		        WHERE t.statement = s.number AND t.role = 'speaker'),
		       (SELECT json_group_array(DISTINCT l.name) FROM statement_actor t
		        JOIN local_actor l ON l.version = t.version AND l.ordinal = t.local
		        WHERE t.statement = s.number AND t.role = 'speaker')
		FROM statement s WHERE s.version = ? ORDER BY s.ordinal`, version)
	if err != nil {
		return err
	}
	defer rows.Close()
	type saying struct {
		number     int64
		id, parent string
		account    verbale.Account
		fixed      bool
		voice      identity.Voice
	}
	var sayings []saying
	place := map[string]int{}
	for rows.Next() {
		var s saying
		var corrected, speakers, sides, named string
		if err := rows.Scan(&s.number, &s.id, &s.parent, &s.account, &corrected, &speakers, &sides, &named); err != nil {
			return err
		}
		var fields, names []string
		for _, list := range []struct {
			from string
			to   *[]string
		}{{corrected, &fields}, {speakers, &s.voice.Speakers}, {sides, &s.voice.Sides}, {named, &names}} {
			if err := json.Unmarshal([]byte(list.from), list.to); err != nil {
				return err
			}
		}
		for _, field := range fields {
			s.fixed = s.fixed || field == "account"
		}
		s.voice.Press = len(names) > 0 && !slices.ContainsFunc(names, func(name string) bool { return !identity.IsPress(name) })
		place[s.id] = len(sayings)
		sayings = append(sayings, s)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, s := range sayings {
		if s.fixed || s.account == verbale.OutletVoice && s.parent == "" {
			continue
		}
		var tellers []identity.Voice
		for parent := s.parent; parent != "" && len(tellers) < len(sayings); {
			i, ok := place[parent]
			if !ok {
				break
			}
			tellers = append(tellers, sayings[i].voice)
			parent = sayings[i].parent
		}
		if account := identity.AccountOf(s.voice, tellers); account != s.account {
			if _, err := w.exec(ctx, `UPDATE statement SET account = ? WHERE number = ?`, account, s.number); err != nil {
				return err
			}
		}
	}
	return nil
}
