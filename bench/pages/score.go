package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	verbale "verbale.dev/verbale"
	"verbale.dev/verbale/internal/intake/webpage"
)

// counted is how many words of one text are in another.
type counted struct{ both, got, want int }

func (c counted) precision() float64 { return float64(c.both) / float64(max(1, c.got)) }
func (c counted) recall() float64    { return float64(c.both) / float64(max(1, c.want)) }
func (c counted) f1() float64        { return 2 * float64(c.both) / float64(max(1, c.got+c.want)) }

func (c counted) String() string {
	return fmt.Sprintf("precision %.3f recall %.3f F1 %.3f", c.precision(), c.recall(), c.f1())
}

func (c *counted) add(d counted) {
	c.both, c.got, c.want = c.both+d.both, c.got+d.got, c.want+d.want
}

// bag compares two texts as bags of words.
func bag(got, want string) counted {
	split := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	have := map[string]int{}
	words := split(want)
	for _, w := range words {
		have[w]++
	}
	c := counted{want: len(words)}
	for _, w := range split(got) {
		c.got++
		if have[w] > 0 {
			have[w]--
			c.both++
		}
	}
	return c
}

// prose is a page's text without its title and captions.
func prose(p *webpage.Page) string {
	var b strings.Builder
	at := 0
	for _, part := range p.Layout {
		if part.Kind == verbale.Title || part.Kind == verbale.Caption {
			b.WriteString(p.Text[at:part.Start])
			at = part.End
		}
	}
	b.WriteString(p.Text[at:])
	return b.String()
}

// measureSet measures over the sixty pages. Texts is a folder with what another
// program made of them, NAME.txt, or "".
func measureSet(texts string, show bool) error {
	pages, err := set()
	if err != nil {
		return err
	}
	var whole, narrow, theirs, agreement [2]counted
	fields := map[string][2]int{}
	for _, s := range pages {
		page, err := webpage.Extract(s.raw, webpage.Options{})
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if err := page.Map.Check(page.Text, s.raw); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		half := 1
		if s.tuned {
			half = 0
		}
		c := bag(page.Text, s.gold.gold(false))
		whole[half].add(c)
		narrow[half].add(bag(prose(page), s.gold.gold(true)))
		if show && (c.both < c.got || c.both < c.want) && s.tuned {
			fmt.Printf("%s: %s\n%s\n\n", s.name, c, page.Text)
		}
		for field, want := range map[string]string{"title": s.gold.Title, "author": s.gold.Author,
			"outlet": s.gold.Outlet, "published": s.gold.Published[:len("2031-03-04")]} {
			got := ""
			for _, f := range page.Facts {
				if f.Field == field {
					got = f.Value
					break
				}
			}
			n := fields[field]
			if !strings.Contains(string(s.raw), want) && (field != "published" || !strings.Contains(string(s.raw), s.gold.day())) && field != "title" {
				continue // the layout does not say it
			}
			n[1]++
			if got == want || field == "published" && strings.HasPrefix(got, want) {
				n[0]++
			} else if show && s.tuned {
				fmt.Printf("%s: %s is %q, not %q\n", s.name, field, got, want)
			}
			fields[field] = n
		}
		if texts != "" {
			other, err := os.ReadFile(filepath.Join(texts, s.name+".txt"))
			if err != nil {
				return err
			}
			theirs[half].add(bag(string(other), s.gold.gold(true)))
			agreement[half].add(bag(string(other), prose(page)))
		}
	}
	for half, name := range []string{"six layouts the rules were tuned on", "six others"} {
		fmt.Printf("%s: %s; prose only: %s\n", name, whole[half], narrow[half])
		if texts != "" {
			fmt.Printf("  the other program, prose only: %s; with ours: %s\n", theirs[half], agreement[half])
		}
	}
	for _, field := range []string{"title", "author", "outlet", "published"} {
		fmt.Printf("%s: %d of %d; ", field, fields[field][0], fields[field][1])
	}
	fmt.Println()
	return nil
}

// writeSet writes the pages into a folder, for other programs.
func writeSet(folder string) error {
	pages, err := set()
	if err != nil {
		return err
	}
	for _, s := range pages {
		if err := os.WriteFile(filepath.Join(folder, s.name+".html"), s.raw, 0o644); err != nil {
			return err
		}
	}
	return nil
}
