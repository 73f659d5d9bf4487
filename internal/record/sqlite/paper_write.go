package sqlite

import (
	"crypto/sha256"
	"database/sql/driver"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"verbale.dev/verbale"
)

var (
	intoLocalPaper = into(`local_paper (id, version, ordinal, name, named, kind, day, answers, block, keys, rule, confidence, paper, edited)`, 14)
	intoSeen       = into(`paper_mention (paper, ordinal, passage, start, "end", words, tied)`, 7)
	intoMaker      = into(`paper_party (paper, role, ordinal, version, start, "end", words, local, world, side)`, 10)
	intoStep       = into(`paper_step (id, paper, version, ordinal, passage, start, "end", words, step, factuality, happened, received,
		day_from, voice, rule, confidence, transfer, edited)`, 18)
	intoWish = into(`paper_wish (paper, ordinal, passage, start, "end", words, value, voice, version, by_words, local, world, side)`, 13)
	intoHand = into(`step_party (step, role, ordinal, version, start, "end", words, local, world, side)`, 10)
)

// rowID is an id made of a layer and of what tells a row from all others of it.
func rowID(layer string, of ...string) string {
	sum := sha256.Sum256([]byte(layer + "\x00" + strings.Join(of, "\x00")))
	return layer[:1] + "-" + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:10]))
}

// putPapers stores the papers of which a report speaks and their steps, and makes their
// blocks dirty.
func (w *Writer) putPapers(version int64, document string, reading *verbale.Reading, shelf shelf) error {
	ids := make([]string, len(reading.Papers))
	rows, boxed := w.put(intoLocalPaper), driver.Value(version)
	for i := range reading.Papers {
		p := &reading.Papers[i]
		if len(p.Mentions) == 0 {
			return fmt.Errorf("paper %d: it stands nowhere", i)
		}
		m := &p.Mentions[0]
		ids[i] = rowID("paper", document, strconv.Itoa(m.Start), strconv.Itoa(m.End), m.Text, sameSpan(reading.Papers[:i], p))
		keys, err := json.Marshal(p.Keys)
		if err != nil {
			return err
		}
		block := p.Block
		if block == "" { // nothing tells it from others: it is one by itself
			block = "- " + ids[i]
		}
		rows.text(ids[i])
		rows.number(boxed)
		rows.int(i)
		rows.text(p.Name)
		rows.value(p.Named)
		rows.word(string(p.Kind))
		rows.wordAt(p.On)
		if p.Answers < 0 {
			rows.null()
		} else {
			rows.int(p.Answers)
		}
		rows.text(block)
		rows.text(string(keys))
		rows.word(p.Rule)
		rows.int(p.Confidence)
		rows.number(ids[i])
		rows.textAt(editedOf(p.Edit))
		if err := rows.end(); err != nil {
			return fmt.Errorf("paper: %w", err)
		}
		w.derive.Touch("paper", block)
	}
	last, err := rows.close()
	if err != nil {
		return err
	}
	first := last - int64(len(reading.Papers)) + 1
	if err := w.putSeen(first, reading.Papers, shelf); err != nil {
		return err
	}
	if err := w.putWishes(version, first, reading.Papers, shelf); err != nil {
		return err
	}
	parties := w.partyRows(intoMaker, boxed)
	for i := range reading.Papers {
		p := &reading.Papers[i]
		number := driver.Value(first + int64(i))
		for _, role := range []struct {
			name string
			list []verbale.Party
		}{{"author", p.Authors}, {"addressee", p.Addressees}, {"party", p.Parties}} {
			if err := parties.put(i, number, role.name, role.list); err != nil {
				return err
			}
		}
	}
	if _, err := parties.rows.close(); err != nil {
		return err
	}
	return w.putSteps(version, document, first, ids, reading.Steps, shelf)
}

// sameSpan tells apart papers that one phrase names: it counts those before.
func sameSpan(before []verbale.LocalPaper, p *verbale.LocalPaper) string {
	n := 0
	for i := range before {
		if before[i].Mentions[0].Span == p.Mentions[0].Span {
			n++
		}
	}
	return strconv.Itoa(n)
}

func (w *Writer) putSeen(first int64, papers []verbale.LocalPaper, shelf shelf) error {
	rows := w.put(intoSeen)
	for i := range papers {
		number := driver.Value(first + int64(i))
		for k := range papers[i].Mentions {
			m := &papers[i].Mentions[k]
			rows.known(i)
			rows.number(number)
			rows.int(k)
			rows.span(shelf, &m.Excerpt)
			rows.value(m.Tied)
			if err := rows.end(); err != nil {
				return fmt.Errorf("paper: %w", err)
			}
		}
	}
	_, err := rows.close()
	return err
}

// putWishes stores what a report tells that somebody wants of its papers, of which the
// first has that number.
func (w *Writer) putWishes(version, first int64, papers []verbale.LocalPaper, shelf shelf) error {
	rows, boxed := w.put(intoWish), driver.Value(version)
	for i := range papers {
		for k := range papers[i].Wishes {
			wish := &papers[i].Wishes[k]
			rows.known(i)
			rows.number(driver.Value(first + int64(i)))
			rows.int(k)
			rows.span(shelf, &wish.Evidence)
			rows.word(wish.Value)
			rows.textAt(wish.Voice)
			rows.number(boxed)
			if len(wish.Of) == 0 {
				rows.null()
				rows.null()
				rows.null()
				rows.null()
			} else {
				of := &wish.Of[0]
				rows.text(of.Text)
				if of.Actor < 0 {
					rows.null()
				} else {
					rows.int(of.Actor)
				}
				rows.wordOrNull(of.World)
				rows.wordOrNull(of.Side)
			}
			if err := rows.end(); err != nil {
				return fmt.Errorf("wish: %w", err)
			}
		}
	}
	_, err := rows.close()
	return err
}

// putSteps stores what a report tells of the way of its papers, of which the first has
// that number.
func (w *Writer) putSteps(version int64, document string, first int64, papers []string, steps []verbale.PaperStep, shelf shelf) error {
	rows, boxed := w.put(intoStep), driver.Value(version)
	for i := range steps {
		s := &steps[i]
		id := rowID("transfer", document, papers[s.Paper], machineHad(s.Edit, "step", string(s.Step)), strconv.Itoa(s.Evidence.Start), strconv.Itoa(s.Evidence.End), s.Evidence.Text, sameStep(steps[:i], s))
		rows.known(s.Paper)
		rows.text(id)
		rows.number(driver.Value(first + int64(s.Paper)))
		rows.number(boxed)
		rows.int(i)
		rows.span(shelf, &s.Evidence)
		rows.word(string(s.Step))
		rows.word(string(s.Factuality))
		rows.wordAt(s.On)
		rows.wordAt(s.ReceivedOn)
		wordAt(rows, s.OnFrom)
		rows.textAt(s.Voice)
		rows.word(s.Rule)
		rows.int(s.Confidence)
		rows.number(id)
		rows.textAt(editedOf(s.Edit))
		if err := rows.end(); err != nil {
			return fmt.Errorf("transfer: %w", err)
		}
	}
	last, err := rows.close()
	if err != nil {
		return err
	}
	parties := w.partyRows(intoHand, boxed)
	for i := range steps {
		number := driver.Value(last - int64(len(steps)-1-i))
		for _, role := range []struct {
			name string
			list []verbale.Party
		}{{"from", steps[i].From}, {"to", steps[i].To}, {"through", steps[i].Through}} {
			if err := parties.put(i, number, role.name, role.list); err != nil {
				return err
			}
		}
	}
	_, err = parties.rows.close()
	return err
}

// sameStep tells apart steps that the same words tell of one paper.
func sameStep(before []verbale.PaperStep, s *verbale.PaperStep) string {
	n := 0
	for i := range before {
		if b := &before[i]; b.Evidence.Span == s.Evidence.Span && b.Paper == s.Paper && b.Step == s.Step {
			n++
		}
	}
	return strconv.Itoa(n)
}

// partyRows puts who takes part, of papers or of steps.
type partyRows struct {
	rows    *rowSet
	version driver.Value
}

func (w *Writer) partyRows(into *insertion, version driver.Value) *partyRows {
	return &partyRows{w.put(into), version}
}

func (r *partyRows) put(ordinal int, number driver.Value, role string, list []verbale.Party) error {
	rows := r.rows
	for k := range list {
		p := &list[k]
		rows.known(ordinal)
		rows.number(number)
		rows.word(role)
		rows.int(k)
		rows.number(r.version)
		rows.int(p.Start)
		rows.int(p.End)
		rows.text(p.Text)
		if p.Actor < 0 {
			rows.null()
		} else {
			rows.int(p.Actor)
		}
		rows.wordOrNull(p.World)
		rows.wordOrNull(p.Side)
		if err := rows.end(); err != nil {
			return fmt.Errorf("%s: %w", role, err)
		}
	}
	return nil
}

// touchPapers makes dirty the blocks of the papers and of the events of the versions that a query names.
func (w *Writer) touchPapers(query string, arguments ...any) error {
	blocks, err := w.texts(`SELECT DISTINCT block FROM local_paper WHERE version IN (`+query+`)`, arguments...)
	for _, block := range blocks {
		w.derive.Touch("paper", block)
	}
	if err != nil {
		return err
	}
	blocks, err = w.texts(`SELECT DISTINCT block FROM telling WHERE version IN (`+query+`)`, arguments...)
	for _, block := range blocks {
		w.derive.Touch("event", block)
	}
	return err
}
