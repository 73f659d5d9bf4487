package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// article is the gold of one page: what it tells, in order, and what it says about
// itself. All of it is invented.
type article struct {
	Title, Standfirst, Author, Outlet, Published, Updated, Address string
	Blocks                                                         []block
}

// block is one paragraph of an article; Kind is p, h2, li, quote or caption.
type block struct{ Kind, Text string }

// Words of which the articles are put together.
var (
	places = []string{"Sundby", "Ost", "Vestnes", "Port Arlen", "Kalmsund", "Hvide Banke", "Lower Marr", "Tessin Quay"}
	people = []string{"Ada Lund", "Jens Rask", "Karin Holt", "Nils Orr", "Mia Sand", "Ivo Brandt", "Lene Foss",
		"Otto Vahl"}
	titles = []string{"harbour minister", "pilots' chairman", "canal commissioner", "spokeswoman of the port",
		"chief surveyor", "mayor", "envoy for the straits", "ferry operator"}
	things = []string{"the ferry pact", "the dredging plan", "the lock gates", "the pilots' strike",
		"the tolls of the strait", "the new timetable", "the buoy register", "the salvage fund"}
	days   = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	months = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September",
		"October", "November", "December"}

	sentences = []string{
		"%[1]s, the %[2]s, said on %[5]s that %[4]s would not be put off again.",
		"“We have waited for two winters,” %[1]s told reporters in %[3]s, “and we will not wait for a third.”",
		"Nobody in %[3]s seems to know who is to pay for %[4]s.",
		"The %[2]s denied that a date had been agreed, and would not say why none was.",
		"According to a letter that was read out at the meeting, %[4]s was never meant to bind both shores.",
		"%[1]s called the offer “a paper without a date”.",
		"The talks in %[3]s ended on %[5]s after nine hours, without a text.",
		"A count by the port found that fewer than half of the sailings had left on time since the spring.",
		"The other side, said %[1]s, had been asked twice and had answered neither time.",
		"In %[3]s, where the old quay was closed last year, traders spoke of empty weeks.",
		"The commission wants an answer by the end of the month; the %[2]s promised one “in good time”.",
		"It is the third draft in as many years, and the first that mentions %[4]s by name.",
		"%[1]s pointed to a clause that both had signed, and that each reads in a way of its own.",
		"Asked whether %[4]s could still fail, the %[2]s answered with a shrug.",
		"Ships of more than sixty metres will have to wait for the tide, at least until the channel is marked again.",
		"The council of %[3]s voted by eleven to nine to send the matter back.",
		"“If they sign, we sign,” said %[1]s. “If they do not, there is nothing to talk about.”",
		"Two members of the board stayed away, among them the one who had written the report.",
	}
	headings = []string{"What the pilots want", "A clause and two readings", "Who pays", "No date yet",
		"The view from the quay", "How it began"}
	captions = []string{"The Maren leaves %s on a grey morning. Photo: O. Berg",
		"Buoys wait on the quay of %s to be painted. Photo: port archive",
		"The old lock at %s, closed since the flood. Photo: L. Dahl"}
)

// articleOf makes the article of a number; the same number gives the same one.
func articleOf(n int, outlet string) article {
	r := rand.New(rand.NewPCG(uint64(n), 7))
	pick := func(from []string) string { return from[r.IntN(len(from))] }
	tell := func() string {
		form := pick(sentences)
		words := fmt.Sprintf(form+"%[6]s", pick(people), pick(titles), pick(places), pick(things), pick(days), "")
		if words[0] < utf8.RuneSelf {
			words = strings.ToUpper(words[:1]) + words[1:]
		}
		return words
	}
	place := pick(places)
	month := r.IntN(12)
	a := article{
		Title: fmt.Sprintf("%s and %s: %s", place, strings.TrimPrefix(pick(things),
			"the "), []string{"no end in sight", "both sides dig in", "a vote is called",
			"what is known so far"}[r.IntN(4)]),
		Author:    pick(people),
		Outlet:    outlet,
		Published: fmt.Sprintf("2031-%02d-%02dT%02d:15:00+01:00", month+1, 1+r.IntN(27), 6+r.IntN(12)),
	}
	a.Address = fmt.Sprintf("https://%s.example/news/%d-%s", strings.ToLower(strings.ReplaceAll(outlet, " ",
		"")), 1000+n, strings.ToLower(strings.ReplaceAll(place, " ", "-")))
	if r.IntN(2) == 0 {
		a.Standfirst = tell()
	}
	if r.IntN(2) == 0 {
		a.Updated = strings.Replace(a.Published, "T", "T2", 1)[:11] + "3:40:00+01:00"
	}
	for p := range 5 + r.IntN(8) {
		var words []string
		for range 1 + r.IntN(4) {
			words = append(words, tell())
		}
		switch {
		case p > 1 && r.IntN(5) == 0:
			a.Blocks = append(a.Blocks, block{"h2", pick(headings)})
		case p > 1 && r.IntN(7) == 0:
			for range 3 {
				a.Blocks = append(a.Blocks, block{"li", tell()})
			}
		case p > 1 && r.IntN(7) == 0:
			a.Blocks = append(a.Blocks, block{"quote", tell()})
		case r.IntN(8) == 0:
			a.Blocks = append(a.Blocks, block{"caption", fmt.Sprintf(pick(captions), pick(places))})
		}
		a.Blocks = append(a.Blocks, block{"p", strings.Join(words, " ")})
	}
	return a
}

// gold is the text that should come out; with prose only, without title and
// captions.
func (a *article) gold(proseOnly bool) string {
	var all []string
	if !proseOnly {
		all = append(all, a.Title)
	}
	if a.Standfirst != "" {
		all = append(all, a.Standfirst)
	}
	for _, b := range a.Blocks {
		if b.Kind != "caption" || !proseOnly {
			all = append(all, b.Text)
		}
	}
	return strings.Join(all, "\n\n")
}

// day is the article's day in words: "4 March 2031".
func (a *article) day() string {
	var year, month, day int
	fmt.Sscanf(a.Published, "%d-%d-%d", &year, &month, &day)
	return fmt.Sprintf("%d %s %d", day, months[month-1], year)
}
