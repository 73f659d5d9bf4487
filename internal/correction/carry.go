package correction

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/record"
)

// longestLine is the most bytes that one correction of a file may have.
const longestLine = 1 << 20

// Export writes all corrections, undone ones and undos too, a JSON object a line.
func Export(ctx context.Context, dossier record.Dossier, to io.Writer) (int, error) {
	all, err := dossier.Corrections(ctx)
	if err != nil {
		return 0, err
	}
	encoder := json.NewEncoder(to)
	encoder.SetEscapeHTML(false)
	for i := range all {
		if err := encoder.Encode(&all[i]); err != nil {
			return i, fmt.Errorf("correction: export: %w", err)
		}
	}
	return len(all), nil
}

// Import takes in what Export wrote, in its order. A correction that the dossier
// has already (the same time, maker and words) is passed over, so that a file
// can come in twice and teams can send theirs back and forth. Corrections of
// reports that the dossier does not hold wait until it does. It returns how many
// are new; the error names the line.
func (k *Desk) Import(ctx context.Context, from io.Reader) (int, error) {
	held, err := k.dossier.Corrections(ctx)
	if err != nil {
		return 0, err
	}
	known := map[string]int64{}
	byID := map[int64]verbale.Correction{}
	for _, c := range held {
		byID[c.ID] = c
	}
	for _, c := range held {
		known[sameness(c, byID)] = c.ID
	}
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, longestLine)
	var read []verbale.Correction
	theirs := map[int64]verbale.Correction{}
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var c verbale.Correction
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			return 0, fmt.Errorf("correction: import: line %d: %v: %w", n, err, record.ErrQuery)
		}
		if err := k.check(c); err != nil {
			return 0, fmt.Errorf("correction: import: line %d: %w", n, err)
		}
		read = append(read, c)
		theirs[c.ID] = c
	}
	if err := lines.Err(); err != nil {
		return 0, fmt.Errorf("correction: import: %w", err)
	}
	return k.takeIn(ctx, read, theirs, known)
}

// takeIn adds the corrections that are new, with the numbers that undos name
// brought over to this dossier's.
func (k *Desk) takeIn(ctx context.Context, read []verbale.Correction, theirs map[int64]verbale.Correction, known map[string]int64) (int, error) {
	w, err := k.dossier.Begin(ctx)
	if err != nil {
		return 0, err
	}
	defer w.Abandon()
	ours := map[int64]int64{}
	var added []verbale.Correction
	for _, c := range read {
		same := sameness(c, theirs)
		if id, ok := known[same]; ok {
			ours[c.ID] = id
			continue
		}
		if c.About == verbale.AboutUndo {
			id, ok := ours[c.Target.Correction]
			if !ok {
				return 0, fmt.Errorf("correction: import: an undo of %d, which is not in the file before it: %w", c.Target.Correction, record.ErrQuery)
			}
			c.Target.Correction = id
		}
		id, err := w.AddCorrection(ctx, c)
		if err != nil {
			return 0, err
		}
		ours[c.ID] = id
		known[same] = id
		added = append(added, c)
	}
	all, err := w.Corrections(ctx)
	if err != nil {
		return 0, err
	}
	// A report that is spoken of need not be here.
	if err := k.carryOut(ctx, w, added, all, isNotFound); err != nil {
		return 0, err
	}
	return len(added), w.Commit()
}

// sameness spells all of a correction but its number; of an undo, all of what
// it takes back.
func sameness(c verbale.Correction, byID map[int64]verbale.Correction) string {
	undone := ""
	if c.About == verbale.AboutUndo {
		if other, ok := byID[c.Target.Correction]; ok && other.ID != c.ID {
			undone = sameness(other, without(byID, c.ID))
		}
		c.Target.Correction = 0
	}
	c.ID, c.Undone = 0, false
	data, err := json.Marshal(c)
	if err != nil {
		return "" // a correction was JSON before
	}
	return string(data) + undone
}

// without guards against files in which undos go round in a circle.
func without(byID map[int64]verbale.Correction, id int64) map[int64]verbale.Correction {
	rest := make(map[int64]verbale.Correction, len(byID))
	for key, c := range byID {
		if key != id {
			rest[key] = c
		}
	}
	return rest
}

func isNotFound(err error) bool { return errors.Is(err, record.ErrNotFound) }
