package reuse_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"verbale.dev/verbale/internal/derive/reuse"
	"verbale.dev/verbale/lang"
)

const (
	lamps = "The wardens of Arvik have hung forty new lamps along the lower quay, which the council paid for out of the ferry tolls of last winter."
	gates = "Nobody in the harbour office would say on Monday when the second gate of the great sluice is to be opened again."
	mayor = `"We shall not let a single barge through the gate before the survey of the walls is done and signed," the mayor said.`
)

func report(outlet string, paragraphs ...string) reuse.Report {
	return reuse.Report{Name: outlet, Outlet: outlet, Text: strings.Join(paragraphs, "\n\n")}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	other := "Snow fell on the hills and the road to Brenna stayed closed for carts, so that the market was held in the old barn."
	quoted := func(outlet, own string) reuse.Report { return report(outlet, own, mayor) }
	withAgency := func(r reuse.Report, agency string) reuse.Report { r.Agency = agency; return r }
	at := func(r reuse.Report, clock string) reuse.Report { r.Clock = clock; return r }
	long := report("Harbour Post", lamps, gates, other, strings.ReplaceAll(other, "Snow", "Rain"), "A second snow came at night, and nobody was glad of it but the children of the upper town.")
	for name, test := range map[string]struct {
		a, b      reuse.Report
		want      []string // how each passage was taken over
		direction string
	}{
		"word for word":        {report("A", lamps, gates), report("B", gates, other), []string{"same"}, ""},
		"a word is another":    {report("A", lamps, other), report("B", strings.ReplaceAll(lamps, "forty", "thirty"), gates), []string{"reworded"}, ""},
		"words are left out":   {report("A", lamps, gates, gates), report("B", strings.ReplaceAll(lamps, ", which the council paid for", ""), other), []string{"cut"}, ""},
		"a quotation alone":    {quoted("A", gates), quoted("B", other), nil, ""},
		"nothing":              {report("A", lamps), report("B", gates), nil, ""},
		"a credit":             {report("Harbour Post", lamps, gates), report("B", lamps, "The captain told the Harbour Post so.", other), []string{"same"}, "A credit"},
		"a credit, reported":   {report("B", lamps, "the Harbour Post reports.", other), report("The Harbour Post", lamps, gates), []string{"same"}, "B credit"},
		"a name is no credit":  {report("Harbour Post", lamps, gates), report("B", lamps, "A cart of the Harbour Post stood there.", other), []string{"same"}, ""},
		"an agency's dateline": {report("AP", lamps, gates), withAgency(report("B", lamps, other), "AP"), []string{"same"}, "A credit"},
		"of one agency":        {withAgency(report("B", lamps), "AP"), withAgency(long, "AP"), []string{"same"}, ""},
		"its long name":        {report("Associated Press", lamps, gates), report("B", "ARVIK (AP) - "+lamps, other), []string{"same"}, "A credit"},
		"cut from the longer":  {report("B", gates), long, []string{"same"}, "B containment"},
		"by the clock":         {at(report("A", lamps, other), "1931-05-02T10:00"), at(report("B", lamps, gates), "1931-05-02T09:30"), []string{"same"}, "B time"},
		"one clock alone":      {at(report("A", lamps, other), "1931-05-02T10:00"), report("B", lamps, gates), []string{"same"}, ""},
		"dates alone":          {at(report("A", lamps, other), "1931-05-02"), at(report("B", lamps, gates), "1931-05-01"), []string{"same"}, ""},
	} {
		got := reuse.Compare(&test.a, &test.b)
		var how []string
		for _, p := range got.Passages {
			how = append(how, string(p.How))
		}
		direction := ""
		if d := got.Direction; d != nil {
			direction = map[bool]string{false: "A ", true: "B "}[d.FromB] + string(d.By)
		}
		if !slices.Equal(how, test.want) || direction != test.direction {
			t.Errorf("%s: %v %q, want %v %q", name, how, direction, test.want, test.direction)
		}
	}
}

// TestPhrasesOfManyStayCheap holds that a passage of every report pairs each with a few
// others, and that all of them are one family nevertheless.
func TestPhrasesOfManyStayCheap(t *testing.T) {
	t.Parallel()
	var sketches [][]uint64
	for i := range 2000 {
		sketches = append(sketches, reuse.Sketch(lamps+fmt.Sprint(" And so on, number ", i)))
	}
	pairs := reuse.Pairs(sketches)
	if len(pairs) > 5*len(sketches) {
		t.Errorf("%d pairs of %d reports", len(pairs), len(sketches))
	}
	r := report("", lamps)
	families, err := reuse.Families(pairs[:200], func(int) (*reuse.Report, error) { return &r, nil })
	if err != nil || len(families) != 1 {
		t.Errorf("%d families, %v", len(families), err)
	}
}

func TestFamilies(t *testing.T) {
	t.Parallel()
	reports := []reuse.Report{report("A", lamps, gates), report("B", lamps, "so the A reports"), report("C", lamps, mayor), report("D", gates), report("E", mayor)}
	var sketches [][]uint64
	for _, r := range reports {
		sketches = append(sketches, reuse.Sketch(r.Text))
	}
	families, err := reuse.Families(reuse.Pairs(sketches), func(i int) (*reuse.Report, error) { return &reports[i], nil })
	if err != nil {
		t.Fatal(err)
	}
	if len(families) != 2 || !slices.Equal(families[0].Reports, []int{0, 1, 2}) || !slices.Equal(families[1].Reports, []int{0, 3}) {
		t.Fatalf("%+v", families)
	}
	if from, by, ok := families[0].Origin(); !ok || from != 0 || by != reuse.ByCredit {
		t.Errorf("from %d by %s", from, by)
	}
}

func FuzzCompare(f *testing.F) {
	f.Add(lamps+"\n\n"+mayor, lamps+mayor+" \xff…“")
	f.Fuzz(func(t *testing.T, a, b string) {
		one, other := reuse.Report{Text: a, Outlet: "A"}, reuse.Report{Text: b, Agency: "A"}
		forth, back := reuse.Compare(&one, &other), reuse.Compare(&other, &one)
		if (len(forth.Passages) == 0) != (len(back.Passages) == 0) && len(a) < 200 && len(b) < 200 {
			t.Logf("%d passages one way, %d the other", len(forth.Passages), len(back.Passages))
		}
		for _, p := range forth.Passages {
			if p.A.Start < 0 || p.A.End > len(a) || p.A.Start >= p.A.End || p.B.Start < 0 || p.B.End > len(b) || p.B.Start >= p.B.End {
				t.Errorf("%+v", p)
			}
		}
	})
}

// randomReports are texts of n words of a vocabulary, some of which share a paragraph.
func randomReports(n, words int) []string {
	random := rand.New(rand.NewPCG(1, 1))
	texts := make([]string, n)
	for i := range texts {
		var b strings.Builder
		for j := range words {
			if j%50 == 49 {
				b.WriteString(".\n\n")
			}
			fmt.Fprintf(&b, "word%d ", random.IntN(20000))
		}
		texts[i] = b.String()
	}
	return texts
}

func BenchmarkSketch(b *testing.B) {
	texts := randomReports(200, 800)
	bytes := 0
	for _, t := range texts {
		bytes += len(t)
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		for _, t := range texts {
			reuse.Sketch(t)
		}
	}
	b.ReportMetric(float64(len(texts)*b.N)/b.Elapsed().Seconds(), "reports/s")
}

func BenchmarkCompare(b *testing.B) {
	texts := randomReports(2, 800)
	x, y := report("A", texts[0], lamps, gates), report("B", texts[1], gates, lamps)
	b.SetBytes(int64(len(x.Text) + len(y.Text)))
	b.ReportAllocs()
	for b.Loop() {
		reuse.Compare(&x, &y)
	}
}

func TestIndependent(t *testing.T) {
	t.Parallel()
	telling := func(words string, r reuse.Report) reuse.Telling {
		at := strings.Index(r.Text, words)
		return reuse.Telling{Report: &r, Evidence: []lang.Span{{Start: at, End: at + len(words)}}, Sketch: reuse.Sketch(r.Text)}
	}
	said := mayor[1:60]
	snow := strings.Repeat("Snow fell on the hills again and the road to Brenna stayed shut for carts, as it had been all week long. ", 4)
	a := telling(said, report("A", gates, snow, mayor))
	for name, test := range map[string]struct {
		b     reuse.Telling
		n     int
		known bool
	}{
		"two that heard the same":  {telling(said, report("B", lamps, mayor)), 2, true},
		"one outlet":               {telling(said, report("The A", lamps, mayor)), 1, true},
		"a copy":                   {telling(said, report("B", gates, snow, mayor, "Bells rang.")), 1, true},
		"a passage, not its words": {telling(said, report("B", gates, lamps, lamps, lamps, lamps, mayor)), 2, true},
		"credited":                 {telling(said, report("B", lamps, mayor+" He spoke to A.")), 1, true},
		"nobody known":             {telling(said, report("", lamps, mayor)), 2, false},
	} {
		if n, known := reuse.Independent([]reuse.Telling{a, test.b}); n != test.n || known != test.known {
			t.Errorf("%s: %d %v, want %d %v", name, n, known, test.n, test.known)
		}
	}
	if n, known := reuse.Independent([]reuse.Telling{a}); n != 1 || !known {
		t.Errorf("of one: %d %v", n, known)
	}
}

// TestFurniture holds that what an outlet prints under each of its reports is no reuse.
func TestFurniture(t *testing.T) {
	t.Parallel()
	notice := "All rights of the Harbour Post are kept, and whoever would print any of these lines elsewhere is asked to write to the office first."
	snow := strings.Repeat("Snow fell on the hills again and the road to Brenna stayed shut for carts, as it had been all week long. ", 2)
	rain := strings.Repeat("Rain was expected by noon in the lower towns, and whoever had hay lying out drove his carts there before it came. ", 2)
	reports := []reuse.Report{report("Harbour Post", lamps, snow, notice), report("Harbour Post", gates, rain, notice), report("Harbour Post", mayor, lamps, gates, notice), report("B", lamps)}
	families, err := reuse.Families(reuse.Pairs([][]uint64{reuse.Sketch(reports[0].Text), reuse.Sketch(reports[1].Text), reuse.Sketch(reports[2].Text), reuse.Sketch(reports[3].Text)}),
		func(i int) (*reuse.Report, error) { return &reports[i], nil })
	if err != nil || len(families) != 1 || slices.ContainsFunc(families[0].Shared, func(s reuse.Shared) bool { return s.Pair == reuse.Pair{A: 0, B: 1} }) {
		t.Errorf("%+v %v", families, err)
	}
}
