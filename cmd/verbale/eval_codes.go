package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/actor"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/internal/world"
	"verbale.dev/verbale/lang"
)

type evalCodesCommand struct {
	Gold   string `required:"" placeholder:"FILE" help:"Gold-standard records of PLOVER, in JSON."`
	Errors bool   `help:"List what is wrong."`
}

// Help says what is counted.
func (*evalCodesCommand) Help() string {
	return `For each actor that a record names by words of its sentence: whether the actor that we
tie those words to, or the side it speaks for, has the record's country code. The
sentences bear no date, so they are read as undated.`
}

// ploverRecord is what is read of a record.
type ploverRecord struct {
	ID     string          `json:"id"`
	Text   string          `json:"text"`
	Source json.RawMessage `json:"source"`
	Target json.RawMessage `json:"target"`
}

type ploverActor struct {
	Words string `json:"actorText"`
	Code  string `json:"code"`
}

// Run prints the scores.
func (c *evalCodesCommand) Run(a *app) error {
	data, err := os.ReadFile(c.Gold)
	if err != nil {
		return err
	}
	var records []ploverRecord
	if err := json.Unmarshal(data, &records); err != nil {
		return fmt.Errorf("%s: %v: %w", c.Gold, err, errUsage)
	}
	analyzer := lang.NewAnalyzer()
	named, coded, right := 0, 0, 0
	for _, record := range records {
		p := page.New(analyzer.Analyze(record.Text), nil)
		r := actor.Find(actor.Shipped(), lexicon.Load(), p, actor.Setting{}).Resolve(nil)
		for _, list := range []json.RawMessage{record.Source, record.Target} {
			var actors []ploverActor
			if json.Unmarshal(list, &actors) != nil {
				continue // a target that is no list names nobody
			}
			for _, wanted := range actors {
				at := strings.Index(record.Text, wanted.Words)
				if len(wanted.Code) != 3 || wanted.Words == "" || at < 0 {
					continue
				}
				named++
				code := codeAt(r, lang.Span{Start: at, End: at + len(wanted.Words)})
				if code == "" {
					code = codeIn(wanted.Words)
				}
				if code != "" {
					coded++
				}
				if code == wanted.Code {
					right++
				} else if c.Errors {
					fmt.Fprintf(a.stdout, "%s\t%s\tgold %s\tours %s\n", record.ID, wanted.Words, wanted.Code, code)
				}
			}
		}
	}
	_, err = fmt.Fprintf(a.stdout, "%d actors named with a country; %d coded; %d right: %.1f %%\n", named, coded, right, percent(right, named))
	return err
}

// codeAt returns the country code of the actor at a span: of the mention that
// overlaps it most.
func codeAt(r actor.Resolution, span lang.Span) string {
	best, most := "", 0
	for _, m := range r.Mentions {
		n := min(span.End, m.End) - max(span.Start, m.Start)
		if m.Chain < 0 || n <= 0 {
			continue
		}
		if code := countryOf(r.Actors, m.Chain); code != "" && n > most {
			best, most = code, n
		}
	}
	return best
}

// codeIn returns the country of the first name of the table of the world within
// words: a town that acts, or where something happens, lies somewhere.
func codeIn(words string) string {
	w := world.Load()
	fields := strings.Fields(words)
	for i := range fields {
		for n := len(fields) - i; n >= 1; n-- {
			for _, m := range w.Find(strings.Join(fields[i:i+n], " "), 2000) {
				if m.Type == verbale.State {
					return m.Code
				}
			}
		}
	}
	return ""
}

func countryOf(actors []verbale.LocalActor, i int) string {
	w := world.Load()
	ids := w.SidesOf(actors[i].World, "")
	for _, side := range actors[i].Sides {
		ids = append(ids, actors[side].World)
	}
	for _, id := range ids {
		if e := w.ByID(id); e != nil && len(e.Code) >= 3 {
			return e.Code[:3]
		}
	}
	if e := w.ByID(actors[i].World); e != nil && len(e.Code) >= 3 {
		return e.Code[:3]
	}
	return ""
}
