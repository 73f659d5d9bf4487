package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"
	"verbale.dev/verbale/internal/calendar"
)

// The standard library's calendar is the oracle: it too is proleptic Gregorian.
func TestDayAgreesWithTheStandardLibrary(t *testing.T) {
	t.Parallel()
	epoch := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	from := calendar.Day(-719162) // 0001-01-01
	for d := from; d < from+3652059; d += 37 {
		want := epoch.AddDate(0, 0, int(d))
		if got := d.String(); got != want.Format(time.DateOnly) {
			t.Fatalf("day %d is %s, want %s", d, got, want.Format(time.DateOnly))
		}
		year, week := want.ISOWeek()
		if y, w := d.Week(); y != year || w != week {
			t.Fatalf("%s is in week %d-%d, want %d-%d", d, y, w, year, week)
		}
		if got := d.Weekday() % 7; got != int(want.Weekday()) {
			t.Fatalf("%s is weekday %d, want %s", d, got, want.Weekday())
		}
		if back, ok := calendar.ParseDay(d.String()); !ok || back != d {
			t.Fatalf("%s read back as %d, %t", d, back, ok)
		}
	}
}

func TestImpossibleDays(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"2022-02-31", "2023-02-29", "2022-13-01", "0000-01-01", "2022-1-01", "2022-00-10", "x"} {
		if d, ok := calendar.ParseDay(text); ok {
			t.Errorf("%s was read as %s", text, d)
		}
		if v, ok := calendar.ParseValue(text); ok {
			t.Errorf("%s was read as %s", text, v)
		}
	}
}

func TestEaster(t *testing.T) {
	t.Parallel()
	for year, want := range map[int]string{1914: "1914-04-12", 2000: "2000-04-23", 2022: "2022-04-17", 2024: "2024-03-31"} {
		if got := calendar.EasterSunday(year).String(); got != want {
			t.Errorf("Easter %d is %s, want %s", year, got, want)
		}
	}
}

func TestValues(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ value, edtf string }{
		{"2022-02-08", "2022-02-08"},
		{"2022-02-08TEV", "2022-02-08"},
		{"2022-02-08T17:30", "2022-02-08"},
		{"2022-02-08T17:30Z", "2022-02-08"},
		{"2022-02-08T24", "2022-02-08"},
		{"2022-02", "2022-02"},
		{"2022", "2022"},
		{"2022-W06", "2022-02-07/2022-02-13"},
		{"2022-W06-WE", "2022-02-12/2022-02-13"},
		{"2022-W06-2", "2022-02-08"},
		{"2022-Q1", "2022-01/2022-03"},
		{"2022-H2", "2022-07/2022-12"},
		{"2022-SU", "2022-06~/2022-08~"},
		{"2022-WI", "2022-12~/2023-02~"},
		{"199", "1990/1999"},
		{"19", "1900/1999"},
		{"XXXX-WXX-4", ""},
		{"XXXX-12-25", ""},
		{"XXXX-02-29", ""},
		{"XXXX-Q3", ""},
		{"TEV", ""},
		{"T10:35", ""},
	} {
		v, ok := calendar.ParseValue(c.value)
		if !ok {
			t.Errorf("%s was not read", c.value)
			continue
		}
		if got := v.String(); got != c.value {
			t.Errorf("%s was written back as %s", c.value, got)
		}
		if got := v.EDTF(); got != c.edtf {
			t.Errorf("%s is %q in EDTF, want %q", c.value, got, c.edtf)
		}
		if c.edtf == "" {
			continue
		}
		first, last, _ := v.Days()
		if s, ok := calendar.ParseSpan(c.edtf); !ok || s.First != first || s.Last != last {
			t.Errorf("%s was read as %s to %s, want %s to %s", c.edtf, s.First, s.Last, first, last)
		}
	}
}

func TestSpans(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, first, last string
		exact             bool
	}{
		{"2022-02-08", "2022-02-08", "2022-02-08", true},
		{"2022-02-08?", "2022-02-08", "2022-02-08", false},
		{"2022-02~", "2022-02-01", "2022-02-28", false},
		{"2022-02-08/2022-03", "2022-02-08", "2022-03-31", false},
		{"../2022", "0001-01-01", "2022-12-31", false},
		{"2022/..", "2022-01-01", "9999-12-31", false},
	} {
		s, ok := calendar.ParseSpan(c.text)
		if !ok || s.First.String() != c.first || s.Last.String() != c.last || s.Exact() != c.exact {
			t.Errorf("%s was read as %+v, %t", c.text, s, ok)
		}
	}
	for _, text := range []string{"", "/", "2022/2021", "../..", "2022-W06", "2022-02-30", "yesterday", "2022-02-08T10"} {
		if s, ok := calendar.ParseSpan(text); ok {
			t.Errorf("%q was read as %+v", text, s)
		}
	}
}

func TestDurations(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"P1Y", "P2Y6M", "PT48H", "PT1M30S", "P1DT12H", "PXD", "PXX", "PTXH", "P2WE", "P3W", "PXC", "P2E"} {
		d, ok := calendar.ParseDuration(text)
		if !ok || d.String() != text {
			t.Errorf("%s was read as %v, %t", text, d, ok)
		}
	}
	for _, text := range []string{"", "P", "PT", "1Y", "P1", "PY", "P1YT", "P01Y"} {
		if d, ok := calendar.ParseDuration(text); ok {
			t.Errorf("%q was read as %v", text, d)
		}
	}
}

func TestDaysOfAValueLieWithinIt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := calendar.Day(rapid.IntRange(-700000, 2900000).Draw(t, "day"))
		year, month, day := d.Date()
		for _, v := range []calendar.Value{
			calendar.OfDay(d), calendar.OfWeek(d),
			{Form: calendar.Year, Year: year}, {Form: calendar.Month, Year: year, Part: month},
			{Form: calendar.Quarter, Year: year, Part: (month + 2) / 3},
			{Form: calendar.Decade, Year: year / 10}, {Form: calendar.Century, Year: year / 100},
		} {
			first, last, ok := v.Days()
			if !ok || first > d || d > last {
				t.Fatalf("%s does not hold %s (%d)", v, d, day)
			}
		}
	})
}

func FuzzParseValue(f *testing.F) {
	for _, text := range []string{"2022-02-08TEV", "XXXX-WXX-4", "199", "2022-W53-WE", "T", "-", "2022-W06-2T24:00:00Z"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, ok := calendar.ParseValue(text)
		if ok && v.String() != text {
			t.Errorf("%q was written back as %q", text, v)
		}
		if edtf := v.EDTF(); ok && edtf != "" {
			if _, ok := calendar.ParseSpan(edtf); !ok {
				t.Errorf("%q gave %q, which cannot be read", text, edtf)
			}
		}
		if d, ok := calendar.ParseDuration(text); ok && d.String() != text {
			t.Errorf("duration %q was written back as %q", text, d)
		}
		calendar.ParseSpan(text)
	})
}
