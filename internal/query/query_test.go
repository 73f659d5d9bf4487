package query_test

import (
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/query"
	"verbale.dev/verbale/internal/world"
)

// harbours is a directory of a few names that are easy to take for each other.
func harbours() *query.Directory {
	d := query.NewDirectory(world.Load(), func(id string) (string, bool) {
		return map[string]string{"a-old": "a-brandt"}[id], id == "a-old"
	})
	for _, a := range []struct {
		id, name string
		kind     verbale.ActorType
		others   []string
	}{
		{"w-usa", "United States", verbale.State, []string{"Washington", "US"}},
		{"w-rus", "Russia", verbale.State, []string{"Moscow", "Russian Federation"}},
		{"w-prk", "North Korea", verbale.State, nil},
		{"w-deu", "Germany", verbale.State, []string{"Berlin"}},
		{"a-senate", "United States Senate", verbale.Organisation, nil},
		{"a-lukash", "Lukashevich", verbale.Person, []string{"Aleksandr Lukashevich"}},
		{"a-brandt", "Søren Brandt-Möller", verbale.Person, []string{"Brandt-Möller"}},
		{"a-oneill", "Tip O'Neill", verbale.Person, []string{"O’Neill"}},
		{"a-sergei", "Sergei Rusakov", verbale.Person, nil},
		{"a-we", "us", verbale.Group, nil},
		{"a-mayor", "Mayor of Berlin", verbale.Person, nil},
	} {
		d.AddActor(a.id, a.name, a.kind)
		for _, other := range a.others {
			d.AddName(a.id, other)
		}
	}
	for _, side := range []string{"w-usa", "w-rus", "w-gbr", "a-senate"} {
		d.AddSide(side)
	}
	for _, outlet := range []string{"The Times", "Financial Times", "Hartlepool Courant", "L'Écho du Port"} {
		d.AddOutlet(outlet)
	}
	for _, document := range []string{"a/one.txt", "b/one.txt", "one.txt", "two.txt"} {
		d.AddDocument(document)
	}
	return d
}

func TestNames(t *testing.T) {
	t.Parallel()
	d := harbours()
	for _, test := range []struct {
		field, value string
		want         []string
	}{
		{"side", "US", []string{"w-usa"}},
		{"side", "U.S.", []string{"w-usa"}},
		{"side", "USA", []string{"w-usa"}},
		{"side", "united states", []string{"w-usa"}},
		{"side", "America", []string{"w-usa"}},
		{"side", "UK", []string{"w-gbr"}},
		{"side", "GB", []string{"w-gbr"}},
		{"side", "great britain", []string{"w-gbr"}},
		{"side", "RUS", []string{"w-rus"}},
		{"side", "Moscow", []string{"w-rus"}},
		{"side", "Senate", []string{"a-senate"}},
		{"side", "us", []string{"w-usa"}},
		{"side", "rus", []string{"w-rus"}}, // a code in small letters, since no word is so
		{"speaker", "US", []string{"w-usa"}},
		{"speaker", "UK", nil},
		{"speaker", "DPRK", []string{"w-prk"}},
		{"speaker", "Berlin", []string{"a-mayor", "w-deu"}},
		{"speaker", "LUKASHEVICH", []string{"a-lukash"}},
		{"speaker", "lukash", nil}, // no whole word
		{"speaker", "brandt moller", []string{"a-brandt"}},
		{"speaker", "MÖLLER", []string{"a-brandt"}},
		{"speaker", "soren brandt–möller", []string{"a-brandt"}},
		{"speaker", "o'neill", []string{"a-oneill"}},
		{"speaker", "O`Neill", []string{"a-oneill"}},
		{"speaker", "ONeill", []string{"a-oneill"}},
		{"speaker", "Sergey Rusakov", []string{"a-sergei"}},
		{"speaker", "Rusakov, Sergei", []string{"a-sergei"}},
		{"speaker", "a-old", []string{"a-brandt"}}, // an id from before a merge
		{"speaker", "Senate", []string{"a-senate"}},
		{"to", "Germany", []string{"w-deu"}},
		{"outlet", "Times", []string{"The Times"}}, // the whole name, but for the article
		{"outlet", "courant", []string{"Hartlepool Courant"}},
		{"outlet", "l’echo", []string{"L'Écho du Port"}},
		{"outlet", "port echo", []string{"L'Écho du Port"}},
		{"outlet", "cour", nil},
		{"document", "one.txt", []string{"one.txt"}},
		{"document", "two.txt", []string{"two.txt"}},
		{"document", "wo.txt", nil},
	} {
		q, err := query.FromValues(url.Values{test.field: {test.value}})
		if err != nil {
			t.Fatal(err)
		}
		p := d.Plan(q)
		got := map[string][]string{"side": p.Sides, "speaker": p.Speakers, "to": p.Addressees, "outlet": p.Outlets, "document": p.Documents}[test.field]
		if !slices.Equal(got, test.want) || got == nil {
			t.Errorf("%s %q: %v, want %v", test.field, test.value, got, test.want)
		}
		if missed := len(p.Missed) > 0; missed != (test.want == nil) {
			t.Errorf("%s %q: missed is %v", test.field, test.value, p.Missed)
		}
	}
}

func TestDidYouMean(t *testing.T) {
	t.Parallel()
	d := harbours()
	for _, test := range [][3]string{
		{"speaker", "Lukashavich", "Lukashevich"}, {"speaker", "Rusokav", ""}, {"speaker", "Rusokov", "Sergei Rusakov"},
		{"speaker", "Brandt-Miller", "Søren Brandt-Möller"}, {"side", "Unted States", "United States"}, {"outlet", "Curant", "Hartlepool Courant"},
		{"document", "tow.txt", ""}, {"speaker", strings.Repeat("x", 200), ""}, {"speaker", "…", ""},
	} {
		q, err := query.FromValues(url.Values{test[0]: {test[1]}})
		if err != nil {
			t.Fatal(err)
		}
		p := d.Plan(q)
		if len(p.Missed) != 1 {
			t.Errorf("%v: missed %v", test, p.Missed)
			continue
		}
		got := ""
		if near := p.Missed[0].Nearest; len(near) > 0 {
			got = near[0]
		}
		if got != test[2] {
			t.Errorf("%s %q: did you mean %q, want %q", test[0], test[1], got, test[2])
		}
	}
}

func TestOne(t *testing.T) {
	t.Parallel()
	d := harbours()
	for text, want := range map[string]string{
		"Lukashevich": "a-lukash", "USA": "w-usa", "Berlin": "w-deu", "united states": "w-usa", "a-old": "a-brandt", "Mayor": "a-mayor",
	} {
		if id, several, nearest := d.One(text); id != want {
			t.Errorf("%q is %q (%v, %v), want %q", text, id, several, nearest, want)
		}
	}
	if id, _, nearest := d.One("Lukashawicz"); id != "" || !slices.Contains(nearest, "Lukashevich") {
		t.Errorf("a slip is taken for %q, nearest %v", id, nearest)
	}
}

func TestWhatCannotBeAsked(t *testing.T) {
	t.Parallel()
	for _, values := range []url.Values{
		{"since": {"2022-02-31"}}, {"since": {"0000"}}, {"until": {"2022-1"}}, {"until": {"2022-01/2022-02"}}, {"reported_since": {"yesterday"}},
		{"kind": {"shout"}}, {"sort": {"beauty"}}, {"account": {"mine"}}, {"speaker": {strings.Repeat("x", 2000)}},
		{"q": {strings.Repeat("x", 2000)}}, {"outlet": strings.Split(strings.Repeat("x y ", 15), " ")},
	} {
		if _, err := query.FromValues(values); values["outlet"] == nil && !errors.Is(err, query.ErrQuery) {
			t.Errorf("%v: %v, want ErrQuery", values, err)
		}
	}
	if _, err := query.FromValues(url.Values{"since": {"2024-02-29"}, "until": {"1914"}, "nothing": {"x"}}); err != nil {
		t.Error(err)
	}
}

func TestTerms(t *testing.T) {
	t.Parallel()
	one := func(text string) query.Term { return query.Term{Any: []query.Word{{Text: text}}} }
	phrase := func(text string) query.Term { return query.Term{Any: []query.Word{{Text: text, Exact: true}}} }
	for words, want := range map[string][]query.Term{
		`open "the  straits" now`: {one("open"), phrase("the straits"), one("now")},
		"“open sea”":              {phrase("open sea")},
		"a\x00b":                  {one("a"), one("b")},
		` — ? "" - `:              nil,
		"pilot OR fer* ice":       {{Any: []query.Word{{Text: "pilot"}, {Text: "fer", Prefix: true}}}, one("ice")},
		`port -"open sea" -ice`:   {one("port"), {Any: []query.Word{{Text: "open sea", Exact: true}}, Without: true}, {Any: []query.Word{{Text: "ice"}}, Without: true}},
		"OR port OR":              {one("port")},
		`at 12:30 "or`:            {one("at"), one("12:30"), phrase("or")},
		"non-aligned":             {one("non-aligned")},
	} {
		if got := query.Terms(words); !reflect.DeepEqual(got, want) {
			t.Errorf("Terms(%q) = %v, want %v", words, got, want)
		}
	}
}

func TestParseSearch(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		`lavrov`: "lavrov",
		`speaker:brandt  kind:Demand ice -"open sea"`:     `speaker:brandt kind:demand ice -"open sea"`,
		`about:pilots to:"Mara Dole" reported-since:2022`: `to:"Mara Dole" about:pilots reported-since:2022`,
		`speaker:a speaker:b`:                             "speaker:a speaker:b",
		`at 12:30 note:pilot`:                             "at 12:30 note:pilot",
		`-speaker:x speaker: y`:                           "-speaker:x speaker: y",
	} {
		s, err := query.ParseSearch(typed)
		if err != nil || s.Spelt() != want {
			t.Errorf("ParseSearch(%q) = %q, %v; want %q", typed, s.Spelt(), err, want)
		}
		again, err := query.ParseSearch(s.Spelt())
		if err != nil || again.Spelt() != s.Spelt() {
			t.Errorf("%q, parsed again, is %q", s.Spelt(), again.Spelt())
		}
	}
	for _, typed := range []string{"kind:boast", "since:yesterday", strings.Repeat("a", 2000)} {
		if _, err := query.ParseSearch(typed); !errors.Is(err, query.ErrQuery) {
			t.Errorf("ParseSearch(%.20q): %v, want ErrQuery", typed, err)
		}
	}
	if got := query.Begun("port dec"); got != "port dec OR dec*" {
		t.Errorf("Begun: %q", got)
	}
}

func TestFinder(t *testing.T) {
	t.Parallel()
	const text = "The ferries of Łódź and the Österland pilots were expanding, not “open at sea”."
	for words, want := range map[string]string{
		"ferry":             "ferries",
		"osterland expand":  "Österland expanding",
		`"open at" pil*`:    "pilots open at",
		`-ferry pilot`:      "pilots",
		"expansion OR port": "expanding",
	} {
		var got []string
		for _, span := range query.NewFinder(words).In(text) {
			got = append(got, text[span.Start:span.End])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", words, strings.Join(got, " "), want)
		}
	}
	for words, want := range map[string]bool{
		"ferry pilot": true, "ferry port": false, "ferry -port": true, "ferry -pilot": false, `"at sea" OR port`: true, `"sea at"`: false, "": false, "pilo*": true,
	} {
		if got := query.NewFinder(words).Holds(text); got != want {
			t.Errorf("Holds %q = %t", words, got)
		}
	}
}

func TestNamedBy(t *testing.T) {
	t.Parallel()
	d := harbours()
	for typed, want := range map[string]string{
		"berlin": "[w-deu a-mayor]", "brandt": "[a-brandt]", "U.S.": "[w-usa]", "united states": "[w-usa a-senate]", "sergey": "[a-sergei]", "": "[]", "nobody": "[]",
	} {
		if got := fmt.Sprint(d.NamedBy(typed, false, 10)); got != want {
			t.Errorf("NamedBy(%q) = %s, want %s", typed, got, want)
		}
	}
	for typed, want := range map[string]string{"lukashe": "[a-lukash]", "united sta": "[w-usa a-senate]", "b": "[a-brandt a-mayor w-deu]"} {
		got := d.NamedBy(typed, true, 10)
		slices.Sort(got)
		if sorted := fmt.Sprint(got); typed != "united sta" && sorted != want || typed == "united sta" && len(got) != 2 {
			t.Errorf("NamedBy(%q, begun) = %s, want %s", typed, sorted, want)
		}
	}
	if got := d.NamedBy("united states", false, 1); len(got) != 1 {
		t.Errorf("a limit of 1 gives %v", got)
	}
}

// drawn is a query of values that can be asked.
func drawn(t *rapid.T) query.Query {
	values := url.Values{}
	for _, f := range query.Fields() {
		if !rapid.Bool().Draw(t, f.Name) {
			continue
		}
		switch f.Form {
		case query.Code:
			values[f.Name] = rapid.SliceOfNDistinct(rapid.SampledFrom(f.Values), 1, 3, rapid.ID).Draw(t, f.Name)
		case query.Order:
			values.Set(f.Name, rapid.SampledFrom(f.Values).Draw(t, f.Name))
		case query.Day:
			values.Set(f.Name, rapid.SampledFrom([]string{"1914", "1914-07", "2024-02-29"}).Draw(t, f.Name))
		case query.Yes:
			values.Set(f.Name, "true")
		case query.Names:
			values[f.Name] = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"-", "US", "a&b=c", "é x"}), 1, 3, rapid.ID).Draw(t, f.Name)
		case query.Words:
			values.Set(f.Name, rapid.SampledFrom([]string{"open sea", `"the sea"`}).Draw(t, f.Name))
		}
	}
	q, err := query.FromValues(values)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// TestSpelling: what is spelt as an address is read again as the same question,
// and each field has one flag.
func TestSpelling(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := drawn(t)
		values := q.Values()
		again, err := query.FromValues(values)
		if err != nil {
			t.Fatal(err)
		}
		if now := again.Values(); now.Encode() != values.Encode() {
			t.Fatalf("%s is read as %s", values.Encode(), now.Encode())
		}
		n := 0
		for _, list := range values {
			n += len(list)
		}
		if flags := q.Flags(); len(flags) != n {
			t.Fatalf("%d flags for %d values: %v", len(flags), n, flags)
		}
	})
}

// TestSpellingsOfOneNameAreOne: case, accents, dashes, stops and apostrophes do not
// change what a name means.
func TestSpellingsOfOneNameAreOne(t *testing.T) {
	t.Parallel()
	d := harbours()
	names := []string{"Brandt-Möller", "O'Neill", "North Korea", "L'Écho du Port", "Lukashevich", "U.S."}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(names).Draw(t, "name")
		other := name
		for _, change := range rapid.SliceOf(rapid.SampledFrom([]func(string) string{
			strings.ToLower, strings.ToUpper,
			strings.NewReplacer("ö", "o", "Ö", "O", "É", "E", "é", "e").Replace,
			strings.NewReplacer("-", " ", "–", " ").Replace, strings.NewReplacer("-", "–").Replace,
			strings.NewReplacer("'", "’").Replace, strings.NewReplacer("'", "`").Replace,
			func(s string) string { return "  " + s + " " },
		})).Draw(t, "changes") {
			other = change(other)
		}
		a := d.Plan(query.Query{Speaker: []string{name}, Side: []string{name}, Outlet: []string{name}})
		b := d.Plan(query.Query{Speaker: []string{other}, Side: []string{other}, Outlet: []string{other}})
		if !slices.Equal(a.Speakers, b.Speakers) || !slices.Equal(a.Sides, b.Sides) || !slices.Equal(a.Outlets, b.Outlets) {
			t.Fatalf("%q means %v %v %v, and %q %v %v %v", name, a.Speakers, a.Sides, a.Outlets, other, b.Speakers, b.Sides, b.Outlets)
		}
	})
}

func FuzzPlan(f *testing.F) {
	for _, seed := range []string{"US", "-", "", "\x00", "Ünïcödé", "a-old", "o'", "'", strings.Repeat("ab ", 30)} {
		f.Add(seed)
	}
	d := harbours()
	f.Fuzz(func(t *testing.T, text string) {
		all := []string{text}
		p := d.Plan(query.Query{Speaker: all, Side: all, To: all, Outlet: all, Document: all, Name: all})
		for _, list := range [][]string{p.Speakers, p.Sides, p.Outlets, p.Documents, p.Addressees, p.Actors} {
			if !slices.IsSorted(list) {
				t.Fatalf("%q: %v is not in order", text, list)
			}
		}
		d.One(text)
		query.Terms(text)
		if s, err := query.ParseSearch(text); err == nil {
			query.NewFinder(s.Words).Holds(text)
			d.NamedBy(s.Words, true, 10)
		}
	})
}

// BenchmarkPlan looks names up in the directory of a large dossier.
func BenchmarkPlan(b *testing.B) {
	d := query.NewDirectory(world.Load(), nil)
	for i := range 50_000 {
		id := fmt.Sprintf("a-%d", i)
		d.AddActor(id, fmt.Sprintf("Given%d Family%d", i%700, i), verbale.Person)
		d.AddName(id, fmt.Sprintf("Family%d", i))
	}
	for name, text := range map[string]string{"found": "given7 family4907", "common": "given7", "missed": "famliy4907"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if p := d.Plan(query.Query{Speaker: []string{text}}); len(p.Speakers)+len(p.Missed) == 0 {
					b.Fatal("nothing was looked up")
				}
			}
		})
	}
}
